//! The limits of every setting.

mod classes;
mod deals;

use serde::Serialize;

use super::MethodSettings;
use crate::coded::{Coded, coded};
use crate::prospecting::cadence::CadenceRow;
use crate::prospecting::screening::Criterion;

coded! {
    /// What is wrong with a setting.
    pub enum SettingProblem in "setting_problem" {
        OutOfRange = "out_of_range", "超出允许的范围", "outside the allowed range";
        NotInOrder = "not_in_order", "与相邻的阈值顺序不符", "out of order with the neighbouring threshold";
        NothingWeighs = "nothing_weighs", "权重之和必须大于零", "the weights must add up to more than zero";
        Twice = "twice", "重复使用", "used twice";
        Empty = "empty", "不能为空", "must not be empty";
    }
}

/// One setting that cannot be saved.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[error("{path}: {problem}")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SettingError {
    /// Where it is, dotted as in the serialised settings (`screening.a_from`).
    pub path: String,
    /// What is wrong.
    pub problem: SettingProblem,
    /// Smallest allowed value.
    pub min: Option<f64>,
    /// Largest allowed value.
    pub max: Option<f64>,
}

/// Errors found so far.
struct Check {
    errors: Vec<SettingError>,
}

impl Check {
    fn range(&mut self, path: &str, value: f64, min: f64, max: f64) {
        // written so that not-a-number fails
        if !(min..=max).contains(&value) {
            self.fail(path, SettingProblem::OutOfRange, Some(min), Some(max));
        }
    }

    fn whole(&mut self, path: &str, value: u32, min: u32, max: u32) {
        self.range(path, f64::from(value), f64::from(min), f64::from(max));
    }

    /// `value` must not be below its lower neighbour.
    fn at_least(&mut self, path: &str, value: f64, lower: f64) {
        if value < lower {
            self.fail(path, SettingProblem::NotInOrder, Some(lower), None);
        }
    }

    fn fail(&mut self, path: &str, problem: SettingProblem, min: Option<f64>, max: Option<f64>) {
        self.errors.push(SettingError { path: path.to_owned(), problem, min, max });
    }
}

/// Largest weight or number of points; far above any sensible one.
const MOST_POINTS: f64 = 10_000.0;
/// Longest period in days.
const MOST_DAYS: u32 = 3_650;
/// Longest run of weeks in which newly screened prospects are compared.
const MOST_WEEKS: u32 = 12;

pub(super) fn check(settings: &MethodSettings) -> Vec<SettingError> {
    let mut check = Check { errors: Vec::new() };
    screening(&mut check, settings);
    prospecting(&mut check, settings);
    cadence(&mut check, settings);
    intent(&mut check, settings);
    outcomes(&mut check, settings);
    contact(&mut check, settings);
    pool(&mut check, settings);
    supply(&mut check, settings);
    reveals(&mut check, settings);
    privacy(&mut check, settings);
    today(&mut check, settings);
    classes::check(&mut check, &settings.classes);
    deals::check(&mut check, &settings.deals);
    check.errors
}

fn screening(check: &mut Check, settings: &MethodSettings) {
    let screening = &settings.screening;
    for criterion in Criterion::ALL {
        let path = format!("screening.weights.{}", criterion.code());
        check.range(&path, screening.weights.of(*criterion), 0.0, MOST_POINTS);
    }
    if screening.weights.total() <= 0.0 {
        check.fail("screening.weights", SettingProblem::NothingWeighs, None, None);
    }
    check.range("screening.a_from", screening.a_from, 0.0, 100.0);
    check.range("screening.b_from", screening.b_from, 0.0, 100.0);
    check.range("screening.c_from", screening.c_from, 0.0, 100.0);
    check.at_least("screening.a_from", screening.a_from, screening.b_from);
    check.at_least("screening.b_from", screening.b_from, screening.c_from);
    check.whole("screening.min_answers", screening.min_answers, 1, Criterion::ALL.len() as u32);
    let warm = &screening.warm;
    let weights = [
        ("ease", warm.ease),
        ("nearness", warm.nearness),
        ("awareness", warm.awareness),
        ("steadiness", warm.steadiness),
    ];
    for (name, weight) in weights {
        check.range(&format!("screening.warm.{name}"), weight, 0.0, MOST_POINTS);
    }
    if weights.iter().map(|(_, weight)| weight).sum::<f64>() <= 0.0 {
        check.fail("screening.warm", SettingProblem::NothingWeighs, None, None);
    }
}

fn prospecting(check: &mut Check, settings: &MethodSettings) {
    let most_money = 1e15;
    check.range("inference.income_from_minor", settings.inference.income_from_minor as f64, 0.0, most_money);
    check.range("inference.turnover_from_minor", settings.inference.turnover_from_minor as f64, 0.0, most_money);
    check.range("steps.recorded_from", settings.steps.recorded_from, 0.0, 100.0);
    check.range("results.min_cases", settings.results.min_cases as f64, 1.0, 1_000.0);
    let card = &settings.card;
    check.range("card.essential", card.essential, 0.0, MOST_POINTS);
    check.range("card.useful", card.useful, 0.0, MOST_POINTS);
    check.range("card.further", card.further, 0.0, MOST_POINTS);
    if card.essential + card.useful + card.further <= 0.0 {
        check.fail("card", SettingProblem::NothingWeighs, None, None);
    }
    for (index, days) in settings.after_purchase.talk_days.iter().enumerate() {
        check.whole(&format!("after_purchase.talk_days.{index}"), *days, 1, MOST_DAYS);
    }
    check.whole("after_purchase.on_time_days", settings.after_purchase.on_time_days, 0, 90);
    check.whole("decision.refusals", settings.decision.refusals, 1, 20);
    check.whole("decision.visit_days", settings.decision.visit_days, 1, MOST_DAYS);
    check.range("duplicates.same", settings.duplicates.same, 0.5, 1.0);
    check.range("duplicates.review", settings.duplicates.review, 0.5, 1.0);
    check.at_least("duplicates.same", settings.duplicates.same, settings.duplicates.review);
}

fn cadence(check: &mut Check, settings: &MethodSettings) {
    let cadence = &settings.cadence;
    let mut row = |name: &str, row: &CadenceRow| {
        let cells = [("strong", row.strong), ("medium", row.medium), ("weak", row.weak), ("none", row.none)];
        for (cell, days) in cells {
            if let Some(days) = days {
                check.whole(&format!("cadence.{name}.{cell}"), days, 1, MOST_DAYS);
            }
        }
    };
    row("a", &cadence.a);
    row("b", &cadence.b);
    row("c", &cadence.c);
    row("d", &cadence.d);
    row("not_graded", &cadence.not_graded);
    check.range("cadence.overdue_at", cadence.overdue_at, 1.0, 10.0);
    check.range("cadence.dormant_at", cadence.dormant_at, 1.0, 10.0);
    check.at_least("cadence.dormant_at", cadence.dormant_at, cadence.overdue_at);
    check.whole("cadence.dormant_days", cadence.dormant_days, 1, MOST_DAYS);
    check.whole("cadence.first_follow_up_working_days", cadence.first_follow_up_working_days, 1, 30);
    check.whole("cadence.light_touch_days", cadence.light_touch_days, 1, MOST_DAYS);
}

fn intent(check: &mut Check, settings: &MethodSettings) {
    let intent = &settings.intent;
    for (kind, points) in &intent.points {
        check.range(&format!("intent.points.{}", kind.code()), *points, -100.0, 100.0);
    }
    check.range("intent.half_life_days", intent.half_life_days, 1.0, f64::from(MOST_DAYS));
    check.range("intent.dropped_after_days", intent.dropped_after_days, 1.0, f64::from(MOST_DAYS));
    check.range("intent.felt_cap", intent.felt_cap, 0.0, 100.0);
    check.range("intent.strong_from", intent.strong_from, 0.0, 100.0);
    check.range("intent.medium_from", intent.medium_from, 0.0, 100.0);
    check.range("intent.weak_from", intent.weak_from, 0.0, 100.0);
    check.at_least("intent.strong_from", intent.strong_from, intent.medium_from);
    check.at_least("intent.medium_from", intent.medium_from, intent.weak_from);
    check.range("intent.hand_set_days", intent.hand_set_days, 1.0, f64::from(MOST_DAYS));
}

fn outcomes(check: &mut Check, settings: &MethodSettings) {
    let outcomes = &settings.outcomes.outcomes;
    if !outcomes.iter().any(|outcome| outcome.active) {
        check.fail("outcomes.outcomes", SettingProblem::Empty, None, None);
    }
    for (index, outcome) in outcomes.iter().enumerate() {
        let path = |field: &str| format!("outcomes.outcomes.{index}.{field}");
        for (field, text) in [("code", &outcome.code), ("zh", &outcome.zh), ("en", &outcome.en)] {
            if text.trim().is_empty() {
                check.fail(&path(field), SettingProblem::Empty, None, None);
            }
        }
        if outcomes[..index].iter().any(|earlier| earlier.code == outcome.code) {
            check.fail(&path("code"), SettingProblem::Twice, None, None);
        }
        if let Some(digit) = outcome.digit {
            check.whole(&path("digit"), u32::from(digit), 0, 9);
            let taken = outcomes[..index].iter().any(|earlier| earlier.active && earlier.digit == Some(digit));
            if outcome.active && taken {
                check.fail(&path("digit"), SettingProblem::Twice, None, None);
            }
        }
    }
    let retry = &settings.outcomes.retry;
    check.whole("outcomes.retry.parts_of_day", retry.parts_of_day, 1, 3);
    if retry.evening_from <= retry.afternoon_from {
        check.fail("outcomes.retry.evening_from", SettingProblem::NotInOrder, None, None);
    }
}

fn contact(check: &mut Check, settings: &MethodSettings) {
    let contact = &settings.contact;
    if contact.windows.is_empty() {
        check.fail("contact.windows", SettingProblem::Empty, None, None);
    }
    for (index, window) in contact.windows.iter().enumerate() {
        let overlaps = index > 0 && contact.windows[index - 1].to > window.from;
        if window.from >= window.to || overlaps {
            check.fail(&format!("contact.windows.{index}"), SettingProblem::NotInOrder, None, None);
        }
    }
    check.whole("contact.attempts_per_day", contact.attempts_per_day, 1, 20);
    check.range("contact.hours_between_attempts", contact.hours_between_attempts as f64, 0.0, 168.0);
    check.whole("contact.attempts_in_period", contact.attempts_in_period, 1, 100);
    check.range("contact.attempt_period_days", contact.attempt_period_days as f64, 1.0, 365.0);
    check.range("contact.cooling_off_days", contact.cooling_off_days as f64, 0.0, 365.0);
    for (index, channel) in contact.consent_required.iter().enumerate() {
        if contact.consent_required[..index].contains(channel) {
            check.fail(&format!("contact.consent_required.{index}"), SettingProblem::Twice, None, None);
        }
    }
}

fn today(check: &mut Check, settings: &MethodSettings) {
    let weights = &settings.today;
    let all = [
        ("promise_due", weights.promise_due),
        ("promise_late_per_day", weights.promise_late_per_day),
        ("promise_late_cap", weights.promise_late_cap),
        ("appointment", weights.appointment),
        ("golden", weights.golden),
        ("task_due", weights.task_due),
        ("close_first", weights.close_first),
        ("block_due", weights.block_due),
        ("cultivation_due", weights.cultivation_due),
        ("task_late_per_day", weights.task_late_per_day),
        ("task_late_cap", weights.task_late_cap),
        ("named_date", weights.named_date),
        ("follow_up_due", weights.follow_up_due),
        ("follow_up_overdue", weights.follow_up_overdue),
        ("dormant", weights.dormant),
        ("time_lost_per_day", weights.time_lost_per_day),
        ("time_lost_cap", weights.time_lost_cap),
        ("first_contact", weights.first_contact),
        ("waiting_per_day", weights.waiting_per_day),
        ("waiting_cap", weights.waiting_cap),
        ("decision_asked", weights.decision_asked),
        ("grade_a", weights.grade_a),
        ("grade_b", weights.grade_b),
        ("grade_c", weights.grade_c),
        ("grade_d", weights.grade_d),
        ("not_graded", weights.not_graded),
        ("intent_strong", weights.intent_strong),
        ("intent_medium", weights.intent_medium),
        ("intent_weak", weights.intent_weak),
        ("time_at_once", weights.time_at_once),
        ("time_steady", weights.time_steady),
        ("time_scheduled", weights.time_scheduled),
        ("time_little", weights.time_little),
    ];
    for (name, points) in all {
        check.range(&format!("today.{name}"), points, 0.0, MOST_POINTS);
    }
}

fn pool(check: &mut Check, settings: &MethodSettings) {
    let pool = &settings.pool;
    for (name, terms) in [("person", &pool.person), ("organisation", &pool.organisation)] {
        check.whole(&format!("pool.{name}.silent_days"), terms.silent_days, 1, MOST_DAYS);
        check.whole(&format!("pool.{name}.stuck_days"), terms.stuck_days, 1, MOST_DAYS);
        check.whole(&format!("pool.{name}.most_held"), terms.most_held, 1, 1_000_000);
    }
    for (index, days) in pool.warn_days.iter().enumerate() {
        check.whole(&format!("pool.warn_days.{index}"), *days, 1, 90);
        if pool.warn_days[..index].contains(days) {
            check.fail(&format!("pool.warn_days.{index}"), SettingProblem::Twice, None, None);
        }
    }
    if pool.warn_days.is_empty() {
        check.fail("pool.warn_days", SettingProblem::Empty, None, None);
    }
    check.whole("pool.claims_per_day", pool.claims_per_day, 0, 10_000);
    check.whole("pool.cool_down_days", pool.cool_down_days, 0, MOST_DAYS);
}

fn reveals(check: &mut Check, settings: &MethodSettings) {
    let reveals = &settings.reveals;
    check.whole("reveals.alert_per_day", reveals.alert_per_day, 1, 100_000);
    check.range("reveals.alert_times_habit", reveals.alert_times_habit, 1.0, 100.0);
    check.whole("reveals.habit_days", reveals.habit_days, 1, 365);
    check.whole("reveals.least_for_habit", reveals.least_for_habit, 1, 100_000);
}

fn supply(check: &mut Check, settings: &MethodSettings) {
    let colour = &settings.colour;
    check.whole("colour.expected_days", colour.expected_days, 1, MOST_DAYS);
    check.whole("colour.meeting_days", colour.meeting_days, 1, MOST_DAYS);
    let buying = &settings.buying;
    check.range("buying.own_intervals", buying.own_intervals, 1.0, 10.0);
    check.whole("buying.min_orders", buying.min_orders, 2, 100);
    check.range("buying.line_percentile", buying.line_percentile, 0.5, 1.0);
    check.whole("buying.min_intervals", buying.min_intervals, 1, 10_000);
    check.whole("buying.usual_interval_days", buying.usual_interval_days, 1, MOST_DAYS);
    let supply = &settings.supply;
    check.whole("supply.in_hand_days", supply.in_hand_days, 1, MOST_DAYS);
    check.whole("supply.unit_warning_below", supply.unit_warning_below, 0, 100_000);
    check.whole("supply.unit_fine_from", supply.unit_fine_from, 0, 100_000);
    check.at_least("supply.unit_fine_from", f64::from(supply.unit_fine_from), f64::from(supply.unit_warning_below));
    if let Some(floor) = supply.floor_per_rep {
        check.whole("supply.floor_per_rep", floor, 1, 100_000);
    }
    check.range("supply.floor_weeks", supply.floor_weeks, 0.0, 104.0);
    check.range("supply.renewal_share", supply.renewal_share, 0.0, 10.0);
    check.whole("supply.renewal_months", supply.renewal_months, 1, 120);
    check.whole("supply.renewal_min_months", supply.renewal_min_months, 1, supply.renewal_months.max(1));
    check.whole("supply.loss_weeks", supply.loss_weeks, 4, 520);
    check.whole("supply.screened_weeks", supply.screened_weeks, 8, 520);
    check.range("supply.horizon_percentile", supply.horizon_percentile, 0.1, 1.0);
    check.whole("supply.horizon_min_days", supply.horizon_min_days, 1, MOST_DAYS);
    check.whole("supply.horizon_max_days", supply.horizon_max_days, 1, MOST_DAYS);
    check.at_least("supply.horizon_max_days", f64::from(supply.horizon_max_days), f64::from(supply.horizon_min_days));
    check.range("supply.min_wins", supply.min_wins as f64, 1.0, 10_000.0);
    check.range("supply.growth_per_week", supply.growth_per_week, 0.0, 1_000.0);
    check.whole("supply.mean_weeks", supply.mean_weeks, 1, MOST_WEEKS);
    check.whole("supply.short_weeks", supply.short_weeks, 1, MOST_WEEKS);
}

fn privacy(check: &mut Check, settings: &MethodSettings) {
    check.whole("privacy.answer_days", settings.privacy.answer_days, 1, 90);
    check.whole("privacy.contract_years", settings.privacy.contract_years, 0, 30);
}
