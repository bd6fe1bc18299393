//! The limits of the settings of deals.

use super::{Check, MOST_DAYS, MOST_POINTS, SettingProblem};
use crate::deals::DealSettings;
use crate::deals::lines::Anchored;

/// Most months of a history.
const MOST_MONTHS: u32 = 120;
/// Most deals that may be asked for before a number is shown.
const MOST_DEALS: u32 = 1_000;

pub(super) fn check(check: &mut Check, deals: &DealSettings) {
    stages(check, deals);
    value(check, deals);
    portfolio(check, deals);
    opening(check, deals);
    team(check, deals);
    queue(check, deals);
    watch(check, deals);
}

fn percent(check: &mut Check, path: &str, value: f64) {
    check.range(path, value, 0.0, 100.0);
}

/// Weights of which at least one counts.
fn weights(check: &mut Check, path: &str, weights: &[(&str, f64)]) {
    for (name, weight) in weights {
        check.range(&format!("{path}.{name}"), *weight, 0.0, MOST_POINTS);
    }
    if weights.iter().map(|(_, weight)| weight).sum::<f64>() <= 0.0 {
        check.fail(path, SettingProblem::NothingWeighs, None, None);
    }
}

/// Places of a line: each above the one before.
fn rising(check: &mut Check, path: &str, places: &Anchored, most: f64) {
    for (index, place) in places.iter().enumerate() {
        let path = format!("{path}.{index}");
        check.range(&path, *place, 0.0, most);
        if index > 0 && *place <= places[index - 1] {
            check.fail(&path, SettingProblem::NotInOrder, Some(places[index - 1]), None);
        }
    }
}

fn stages(check: &mut Check, deals: &DealSettings) {
    let stages = &deals.stages;
    if !stages.stages.iter().any(|stage| stage.active) {
        check.fail("deals.stages.stages", SettingProblem::Empty, None, None);
    }
    for (index, stage) in stages.stages.iter().enumerate() {
        let path = |field: &str| format!("deals.stages.stages.{index}.{field}");
        for (field, text) in [("code", &stage.code), ("zh", &stage.zh), ("en", &stage.en)] {
            if text.trim().is_empty() {
                check.fail(&path(field), SettingProblem::Empty, None, None);
            }
        }
        if stages.stages[..index].iter().any(|earlier| earlier.code == stage.code) {
            check.fail(&path("code"), SettingProblem::Twice, None, None);
        }
    }
    check.whole("deals.stages.min_won", stages.min_won, 1, MOST_DEALS);
    percent(check, "deals.stages.old_percentile", stages.old_percentile);
    check.whole("deals.stages.old_from_days", stages.old_from_days, 1, MOST_DAYS);
}

fn value(check: &mut Check, deals: &DealSettings) {
    let value = &deals.value;
    let short = &value.short_term;
    weights(check, "deals.value.short_term", &[("size", short.size), ("target_gap", short.target_gap)]);
    // the axis has no score without its first factor, so that one must count
    if short.size <= 0.0 {
        check.fail("deals.value.short_term.size", SettingProblem::NothingWeighs, None, None);
    }
    rising(check, "deals.value.short_term.percentiles", &short.percentiles, 100.0);
    rising(check, "deals.value.short_term.ratios", &short.ratios, 1_000.0);
    rising(check, "deals.value.short_term.gap_parts", &short.gap_parts, 100.0);
    check.whole("deals.value.short_term.min_deals", short.min_deals, 1, MOST_DEALS);
    check.whole("deals.value.short_term.months", short.months, 1, MOST_MONTHS);
    check.range("deals.value.short_term.critical_least", short.critical_least, 0.0, 10.0);
    let long = &value.long_term;
    let factors = [("later_business", long.later_business), ("brand", long.brand), ("morale", long.morale)];
    weights(check, "deals.value.long_term", &factors);
    check.whole("deals.value.long_term.evidence_from", u32::from(long.evidence_from), 0, 11);
    check.range("deals.value.large_from", value.large_from, 0.0, 10.0);
    check.range("deals.value.border", value.border, 0.0, 5.0);
    let questions = &deals.questions;
    check.range("deals.questions.from_minor", questions.from_minor as f64, 0.0, 1e15);
    check.whole("deals.questions.min_known", questions.min_known, 1, 5);
    check.whole("deals.questions.red_from", questions.red_from, 1, 5);
    check.whole("deals.questions.green_from", questions.green_from, 1, 5);
}

fn portfolio(check: &mut Check, deals: &DealSettings) {
    let portfolio = &deals.portfolio;
    check.whole("deals.portfolio.min_team", portfolio.min_team, 1, MOST_DEALS);
    check.whole("deals.portfolio.min_rep", portfolio.min_rep, 1, MOST_DEALS);
    percent(check, "deals.portfolio.class_one_percent", portfolio.class_one_percent);
    percent(check, "deals.portfolio.class_two_percent", portfolio.class_two_percent);
    percent(check, "deals.portfolio.class_three_percent", portfolio.class_three_percent);
    percent(check, "deals.portfolio.class_four_percent", portfolio.class_four_percent);
    percent(check, "deals.portfolio.customer_open_percent", portfolio.customer_open_percent);
    percent(check, "deals.portfolio.customer_sales_percent", portfolio.customer_sales_percent);
    check.whole("deals.portfolio.led_by_manager", portfolio.led_by_manager, 1, 20);
}

fn opening(check: &mut Check, deals: &DealSettings) {
    let territory = &deals.opening.territory;
    check.whole("deals.opening.territory.months", territory.months, 1, MOST_MONTHS);
    check.range("deals.opening.territory.lead", territory.lead, 0.1, 100.0);
    percent(check, "deals.opening.territory.nearly_all", territory.nearly_all);
    percent(check, "deals.opening.territory.most", territory.most);
    check.at_least("deals.opening.territory.nearly_all", territory.nearly_all, territory.most);
    percent(check, "deals.opening.territory.latest_order", territory.latest_order);
    percent(check, "deals.opening.territory.in_use", territory.in_use);
    let standing = &deals.opening.standing;
    let most = [
        ("knew_long_before", standing.knew_long_before),
        ("shaped", standing.shaped),
        ("criteria", standing.criteria),
        ("key_people", standing.key_people),
        ("met_decider", standing.met_decider),
        ("tried", standing.tried),
    ];
    weights(check, "deals.opening.standing", &most);
    check.range("deals.opening.standing.knew_a_little", standing.knew_a_little, 0.0, MOST_POINTS);
    check.range("deals.opening.standing.points_in", standing.points_in, 0.0, MOST_POINTS);
    check.at_least("deals.opening.standing.knew_long_before", standing.knew_long_before, standing.knew_a_little);
    check.at_least("deals.opening.standing.shaped", standing.shaped, standing.points_in);
    check.range("deals.opening.standing.lead_percent", standing.lead_percent, 0.1, 100.0);
    let all: f64 = most.iter().map(|(_, points)| points).sum();
    check.range("deals.opening.standing.min_known", standing.min_known, 0.0, all.max(0.0));
    let chase = &deals.opening.chase;
    percent(check, "deals.opening.chase.search_percent", chase.search_percent);
    check.range("deals.opening.chase.makeweight_days", chase.makeweight_days, 0.0, 1_000.0);
}

fn team(check: &mut Check, deals: &DealSettings) {
    let team = &deals.opening.team;
    check.whole("deals.opening.team.months", team.months, 1, MOST_MONTHS);
    check.whole("deals.opening.team.min_deals", team.min_deals, 1, MOST_DEALS);
    check.whole("deals.opening.team.abnormal_deals", team.abnormal_deals, 1, MOST_DEALS);
    percent(check, "deals.opening.team.abnormal_percent", team.abnormal_percent);
    percent(check, "deals.opening.team.dead_percent", team.dead_percent);
    check.whole("deals.opening.team.days_apart", team.days_apart, 1, MOST_DAYS);
    check.whole("deals.opening.team.min_reassessed", team.min_reassessed, 1, MOST_DEALS);
    percent(check, "deals.opening.team.crumbling_percent", team.crumbling_percent);
    percent(check, "deals.opening.team.attack_percent", team.attack_percent);
    percent(check, "deals.opening.team.harvest_percent", team.harvest_percent);
    percent(check, "deals.opening.team.new_market_percent", team.new_market_percent);
}

fn queue(check: &mut Check, deals: &DealSettings) {
    let queue = &deals.queue;
    check.range("deals.queue.least_effort_days", queue.least_effort_days, 0.01, 100.0);
    check.range("deals.queue.chase_cap_days", queue.chase_cap_days, 0.0, 1_000.0);
    check.range("deals.queue.practice_cap_days", queue.practice_cap_days, 0.0, 1_000.0);
    let rates = &deals.win_rates;
    let most = f64::from(MOST_DEALS);
    check.range("deals.win_rates.min_cell", rates.min_cell as f64, 1.0, most);
    check.range("deals.win_rates.min_company", rates.min_company as f64, 1.0, most);
    check.range("deals.win_rates.least_strength", rates.least_strength, 0.1, most);
    check.range("deals.win_rates.greatest_strength", rates.greatest_strength, 0.1, most);
    check.at_least("deals.win_rates.greatest_strength", rates.greatest_strength, rates.least_strength);
}

fn watch(check: &mut Check, deals: &DealSettings) {
    let watch = &deals.watch;
    check.whole("deals.watch.min_gaps", watch.min_gaps, 1, MOST_DEALS);
    percent(check, "deals.watch.silence_percentile", watch.silence_percentile);
    check.whole("deals.watch.silence_days", watch.silence_days, 1, MOST_DAYS);
    check.whole("deals.watch.decision_days", watch.decision_days, 1, MOST_DAYS);
    check.whole("deals.watch.amount_days", watch.amount_days, 1, MOST_DAYS);
    check.whole("deals.watch.amount_changes", watch.amount_changes, 1, 20);
    percent(check, "deals.watch.amount_percent", watch.amount_percent);
}
