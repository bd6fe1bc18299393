//! The limits of the settings of customer classes.

use super::{Check, MOST_DAYS, MOST_POINTS, SettingProblem};
use crate::classes::ClassSettings;
use crate::classes::expected::Indicator;
use crate::coded::Coded;
use crate::prospecting::card::PartyKind;

/// Most full months that a period may have.
const MOST_MONTHS: u32 = 60;

pub(super) fn check(check: &mut Check, classes: &ClassSettings) {
    sales(check, classes);
    stability(check, classes);
    expected(check, classes);
    faces(check, classes);
    rhythm(check, classes);
    let lifetime = &classes.lifetime;
    check.whole("classes.lifetime.horizon_weeks", lifetime.horizon_weeks, 4, 520);
    percent(check, "classes.lifetime.yearly_discount_percent", lifetime.yearly_discount_percent);
}

fn percent(check: &mut Check, path: &str, value: f64) {
    check.range(path, value, 0.0, 100.0);
}

fn sales(check: &mut Check, classes: &ClassSettings) {
    let abc = &classes.abc;
    check.whole("classes.abc.months", abc.months, 1, MOST_MONTHS);
    percent(check, "classes.abc.a_to_percent", abc.a_to_percent);
    percent(check, "classes.abc.b_to_percent", abc.b_to_percent);
    check.at_least("classes.abc.b_to_percent", abc.b_to_percent, abc.a_to_percent);
    percent(check, "classes.abc.a_heads_percent", abc.a_heads_percent);
    percent(check, "classes.abc.b_heads_percent", abc.b_heads_percent);
    percent(check, "classes.abc.c_heads_percent", abc.c_heads_percent);
    percent(check, "classes.abc.danger_percent", abc.danger_percent);
    percent(check, "classes.abc.top_heads_percent", abc.top_heads_percent);
    let contribution = &classes.contribution;
    check.whole("classes.contribution.months", contribution.months, 1, MOST_MONTHS);
    percent(check, "classes.contribution.margin_known_percent", contribution.margin_known_percent);
    percent(check, "classes.contribution.high_to_percent", contribution.high_to_percent);
}

fn stability(check: &mut Check, classes: &ClassSettings) {
    let stability = &classes.stability;
    let weights =
        [("regularity", stability.regularity), ("evenness", stability.evenness), ("order_size", stability.order_size)];
    for (name, weight) in weights {
        check.range(&format!("classes.stability.{name}"), weight, 0.0, MOST_POINTS);
    }
    if weights.iter().map(|(_, weight)| weight).sum::<f64>() <= 0.0 {
        check.fail("classes.stability", SettingProblem::NothingWeighs, None, None);
    }
    check.range("classes.stability.high_from", stability.high_from, 0.0, 1.0);
    check.range("classes.stability.border", stability.border, 0.0, 0.5);
    check.whole("classes.stability.min_orders", stability.min_orders, 1, 100);
    check.whole("classes.stability.min_months", stability.min_months, 1, MOST_MONTHS);
    check.whole("classes.stability.min_quarters", stability.min_quarters, 2, MOST_MONTHS / 3);
    check.whole("classes.stability.months", stability.months, 1, MOST_MONTHS);
    check.whole("classes.stability.quarters", stability.quarters, 2, MOST_MONTHS / 3);
}

fn expected(check: &mut Check, classes: &ClassSettings) {
    let expected = &classes.expected;
    for (indicator, weight) in &expected.weights {
        check.range(&format!("classes.expected.weights.{}", indicator.code()), *weight, 0.0, MOST_POINTS);
    }
    for kind in PartyKind::ALL {
        if Indicator::of(*kind).iter().map(|indicator| expected.weight(*indicator)).sum::<f64>() <= 0.0 {
            check.fail("classes.expected.weights", SettingProblem::NothingWeighs, None, None);
        }
    }
    percent(check, "classes.expected.min_rated_percent", expected.min_rated_percent);
    check.range("classes.expected.high_from", expected.high_from, 0.0, 10.0);
    check.range("classes.expected.adjustment_most", expected.adjustment_most, 0.0, 10.0);
}

fn faces(check: &mut Check, classes: &ClassSettings) {
    let faces = &classes.faces;
    percent(check, "classes.faces.white_top_percent", faces.white_top_percent);
    percent(check, "classes.faces.white_rate_percentile", faces.white_rate_percentile);
    percent(check, "classes.faces.red_to_percent", faces.red_to_percent);
    percent(check, "classes.faces.red_rate_percentile", faces.red_rate_percentile);
    check.range("classes.faces.tie_below", faces.tie_below, 0.0, 1.0);
    check.whole("classes.faces.black_influence_from", u32::from(faces.black_influence_from), 0, 10);
    check.whole("classes.faces.min_customers", faces.min_customers, 1, 1_000);
}

fn rhythm(check: &mut Check, classes: &ClassSettings) {
    let rhythm = &classes.rhythm;
    check.whole("classes.rhythm.min_own_gaps", rhythm.min_own_gaps, 1, 1_000);
    check.whole("classes.rhythm.min_line_gaps", rhythm.min_line_gaps, 1, 10_000);
    check.range("classes.rhythm.unusual_below_percent", rhythm.unusual_below_percent, 0.1, 50.0);
    check.whole("classes.rhythm.back_test_days", rhythm.back_test_days, 1, MOST_DAYS);
}
