//! OPP-2: short-term return, long-term effect, the class, its range and the question to ask.

use method::coded::Coded;
use method::deals::lines::score;
use method::deals::value::anchors::{ValueAnchor, nearest, of};
use method::deals::value::long_term::{IncompleteRating, LongTerm, LongTermRating, LongTermSettings};
use method::deals::value::short_term::{
    DealAmount, EarlierDeal, ShortTerm, ShortTermSettings, SizeBase, SizeReference, TargetFacts, UnitsWanted,
    percentile_of,
};
use method::deals::value::{DealValue, ValueClass, ValueFactor, ValuePolicy, ValueSettings, value};
use method::verdict::Source;
use proptest::prelude::*;
use rstest::rstest;

use crate::monday;

/// A team whose earlier deals were worth 1 to 100, so that an amount just above p stands at percentile p.
fn team_of_hundred() -> SizeReference {
    SizeReference::Deals { of: SizeBase::TeamLine, amounts_minor: (1..=100).map(|amount| amount * 100).collect() }
}

fn at_percentile(percentile: i64) -> DealAmount {
    DealAmount::Known { minor: percentile * 100 + 50 }
}

/// A target whose gap makes the deal this part of it.
fn part_of_gap(amount: DealAmount, part: f64) -> TargetFacts {
    let minor = amount.likely_minor().expect("the amount is known") as f64;
    TargetFacts::Kept { gap_minor: (minor / part).round() as i64, in_period: Some(true) }
}

fn short(amount: DealAmount, target: TargetFacts) -> ShortTerm {
    ShortTerm { amount, reference: team_of_hundred(), target, critical_moment: false }
}

fn rated(score: u8) -> LongTermRating {
    LongTermRating { score, evidence: "their plan of last spring".into(), source: Source::Stated }
}

fn long(scores: [Option<u8>; 3]) -> LongTerm {
    LongTerm::FACTORS
        .into_iter()
        .zip(scores)
        .filter_map(|(factor, score)| score.map(|score| (factor, score)))
        .fold(LongTerm::default(), |all, (factor, score)| all.with(factor, rated(score)))
}

fn valued(short: &ShortTerm, long: &LongTerm) -> DealValue {
    value(short, long, &ValueSettings::default(), monday()).value
}

#[rstest]
#[case::hospital_first_ultrasound(82, 0.60, [7, 7, 5], [8.05, 7.60, 7.87, 6.60], ValueClass::One)]
#[case::benchmark_school_new_product(30, 0.10, [7, 10, 7], [3.40, 3.00, 3.24, 7.90], ValueClass::Two)]
#[case::large_rebuild_by_grant(90, 0.50, [0, 3, 3], [9.25, 7.00, 8.35, 1.50], ValueClass::Three)]
#[case::small_order_of_unknown_firm(20, 0.05, [3, 0, 0], [2.40, 1.50, 2.04, 1.50], ValueClass::Four)]
fn opp_2_the_worked_examples(
    #[case] percentile: i64,
    #[case] part: f64,
    #[case] ratings: [u8; 3],
    #[case] expected: [f64; 4],
    #[case] class: ValueClass,
) {
    let amount = at_percentile(percentile);
    let found = valued(&short(amount, part_of_gap(amount, part)), &long(ratings.map(Some)));
    let factors: Vec<f64> = found.short_term.factors.iter().filter_map(|factor| factor.score).collect();
    let axes = [found.short_term.score, found.long_term.score].map(|score| score.expect("everything is known"));
    for (found, expected) in factors.iter().chain(&axes).zip(expected) {
        assert!((found - expected).abs() < 0.005, "{factors:?} {axes:?}, expected {expected}");
    }
    assert_eq!((found.class, found.firm), (Some(class), true));
    assert_eq!(found.possible, [class]);
    assert_eq!(found.best_question, None);
}

#[rstest]
#[case::one(ValueClass::One, ValuePolicy::WinAndWall)]
#[case::two(ValueClass::Two, ValuePolicy::GetIn)]
#[case::three(ValueClass::Three, ValuePolicy::ProfitFirst)]
#[case::four(ValueClass::Four, ValuePolicy::LittleEffort)]
fn opp_2_each_class_has_its_policy(#[case] class: ValueClass, #[case] policy: ValuePolicy) {
    assert_eq!(class.policy(), policy);
}

#[test]
fn opp_2_five_is_large() {
    let amount = at_percentile(50);
    let found = valued(&short(amount, part_of_gap(amount, 0.25)), &long([Some(5); 3]));
    assert_eq!((found.short_term.large, found.long_term.large), (Some(true), Some(true)));
    assert_eq!(found.class, Some(ValueClass::One));
    assert!(found.short_term.on_border && found.long_term.on_border);
}

#[rstest]
#[case::least(0.0, 0.0)]
#[case::between(12.5, 1.5)]
#[case::on_a_place(75.0, 7.0)]
#[case::best(95.0, 10.0)]
#[case::flat_above(99.0, 10.0)]
#[case::flat_below(-3.0, 0.0)]
fn opp_2_scores_lie_on_straight_lines(#[case] percentile: f64, #[case] expected: f64) {
    assert_eq!(score(&ShortTermSettings::default().percentiles, percentile), expected);
}

#[rstest]
#[case::tenth(10, 0.0)]
#[case::half(50, 3.0)]
#[case::ordinary(100, 5.0)]
#[case::double(200, 7.0)]
#[case::fivefold(500, 10.0)]
#[case::between(150, 6.0)]
fn opp_2_without_history_the_ordinary_order_is_the_measure(#[case] minor: i64, #[case] expected: f64) {
    let facts = ShortTerm {
        amount: DealAmount::Known { minor },
        reference: SizeReference::Ordinary { minor: 100 },
        target: TargetFacts::NotKept,
        critical_moment: false,
    };
    let found = valued(&facts, &LongTerm::default());
    assert_eq!(found.short_term.score, Some(expected), "without a target the size carries the axis alone");
    assert_eq!(found.short_term.factors.len(), 1);
}

fn earlier(team: u8, line: u8, days_ago: f64, count: usize) -> Vec<EarlierDeal<u8, u8>> {
    let deal = EarlierDeal { team, line, opened_at: monday().plus_days(-days_ago), first_amount_minor: 700 };
    vec![deal; count]
}

#[rstest]
#[case::team_and_line(earlier(1, 1, 100.0, 20), Some(SizeBase::TeamLine))]
#[case::team_over_all_lines([earlier(1, 1, 100.0, 19), earlier(1, 2, 100.0, 1)].concat(), Some(SizeBase::Team))]
#[case::company([earlier(1, 1, 100.0, 19), earlier(2, 9, 100.0, 1)].concat(), Some(SizeBase::Company))]
#[case::ordinary(earlier(1, 1, 100.0, 19), Some(SizeBase::Ordinary))]
#[case::too_long_ago(earlier(1, 1, 740.0, 40), Some(SizeBase::Ordinary))]
#[case::just_within(earlier(1, 1, 730.0, 20), Some(SizeBase::TeamLine))]
fn opp_2_the_history_is_the_nearest_that_has_twenty_deals(
    #[case] deals: Vec<EarlierDeal<u8, u8>>,
    #[case] base: Option<SizeBase>,
) {
    let settings = ShortTermSettings::default();
    let found = SizeReference::choose(&1, &1, &deals, Some(100), &settings, monday());
    assert_eq!(found.base(), base);
    let without = SizeReference::choose(&1, &1, &earlier(1, 1, 100.0, 19), None, &settings, monday());
    assert_eq!(without, SizeReference::Nothing);
}

#[rstest]
#[case::among_equals(&[100, 200, 200, 300], 200, Some(50.0))]
#[case::smallest(&[100, 200], 50, Some(0.0))]
#[case::largest(&[100, 200], 300, Some(100.0))]
#[case::nobody(&[], 300, None)]
fn opp_2_the_percentile_counts_half_of_the_equals(
    #[case] others: &[i64],
    #[case] minor: i64,
    #[case] expected: Option<f64>,
) {
    assert_eq!(percentile_of(others, minor), expected);
}

#[rstest]
#[case::met_already(TargetFacts::Kept { gap_minor: 0, in_period: Some(true) }, false, Some(0.0))]
#[case::after_the_period(TargetFacts::Kept { gap_minor: 10_000, in_period: Some(false) }, false, Some(0.0))]
#[case::closes_it(TargetFacts::Kept { gap_minor: 5_000, in_period: Some(true) }, false, Some(10.0))]
#[case::critical_moment(TargetFacts::Kept { gap_minor: 0, in_period: Some(true) }, true, Some(7.0))]
#[case::critical_but_better(TargetFacts::Kept { gap_minor: 5_000, in_period: Some(true) }, true, Some(10.0))]
#[case::no_date(TargetFacts::Kept { gap_minor: 5_000, in_period: None }, false, None)]
fn opp_2_the_weight_in_the_target(
    #[case] target: TargetFacts,
    #[case] critical_moment: bool,
    #[case] expected: Option<f64>,
) {
    let facts = ShortTerm { critical_moment, ..short(at_percentile(50), target) };
    let found = valued(&facts, &LongTerm::default());
    assert_eq!(found.short_term.factors[1].score, expected);
}

#[test]
fn opp_2_an_unknown_amount_leaves_a_range_and_no_score() {
    let target = TargetFacts::Kept { gap_minor: 10_000, in_period: Some(true) };
    let found = valued(&short(DealAmount::Unknown, target), &long([Some(7), Some(7), Some(5)]));
    assert_eq!((found.short_term.score, found.short_term.large), (None, None));
    assert_eq!((found.short_term.low, found.short_term.high), (0.0, 10.0));
    assert_eq!(found.class, None);
    assert_eq!(found.possible, [ValueClass::One, ValueClass::Two]);
    assert_eq!(found.best_question, Some(ValueFactor::Size));
}

#[test]
fn opp_2_an_estimate_scores_by_the_likely_amount_and_ranges_to_its_ends() {
    let units = UnitsWanted { low: 2.0, likely: 5.0, high: 9.0 };
    let amount = DealAmount::estimate(units, 1_000).expect("the units stand in order");
    assert_eq!(amount, DealAmount::Estimated { low_minor: 2_000, likely_minor: 5_000, high_minor: 9_000 });
    let found = valued(&short(amount, TargetFacts::NotKept), &long([Some(3), Some(3), Some(3)]));
    let size = found.short_term.factors[0];
    assert_eq!(size.source, Source::Derived);
    assert!(size.low < 3.0 && size.high > 8.0, "{size:?}");
    assert_eq!(
        (found.class, found.firm),
        (Some(ValueClass::Four), false),
        "49 smaller and one equal of 100: just below 5"
    );
    assert_eq!(found.best_question, Some(ValueFactor::Size));
    assert_eq!(DealAmount::estimate(UnitsWanted { low: 6.0, ..units }, 1_000), None);
}

#[rstest]
#[case::morale_cannot_move_it([Some(7), Some(7), None], true, None)]
#[case::later_business_decides([None, Some(5), Some(5)], false, Some(ValueFactor::LaterBusiness))]
#[case::brand_before_morale([Some(5), None, None], false, Some(ValueFactor::Brand))]
#[case::nothing_rated([None, None, None], false, Some(ValueFactor::LaterBusiness))]
fn opp_2_the_missing_answer_that_moves_most_is_named(
    #[case] ratings: [Option<u8>; 3],
    #[case] firm: bool,
    #[case] question: Option<ValueFactor>,
) {
    let amount = at_percentile(82);
    let found = valued(&short(amount, part_of_gap(amount, 0.60)), &long(ratings));
    assert_eq!((found.firm, found.best_question), (firm, question));
}

#[test]
fn opp_2_unknown_is_left_out_and_never_zero() {
    let found = valued(&short(at_percentile(82), TargetFacts::NotKept), &long([Some(7), None, None]));
    assert_eq!(found.long_term.score, Some(7.0));
    assert_eq!((found.long_term.low, found.long_term.high), (3.5, 8.5));
    assert_eq!((found.class, found.firm), (Some(ValueClass::One), false));
}

#[rstest]
#[case::high_without(7, "  ", Err(IncompleteRating::EvidenceMissing { from: 7 }))]
#[case::high_with(10, "budget approved", Ok(()))]
#[case::low_without(6, "", Ok(()))]
#[case::too_high(11, "budget approved", Err(IncompleteRating::OutOfRange))]
fn opp_2_a_high_score_needs_a_line_of_evidence(
    #[case] score: u8,
    #[case] evidence: &str,
    #[case] expected: Result<(), IncompleteRating>,
) {
    let rating = LongTermRating { score, evidence: evidence.into(), source: Source::Stated };
    assert_eq!(rating.check(&LongTermSettings::default()), expected);
    let sheet = LongTerm::default().with(ValueFactor::LaterBusiness, rating);
    let found = valued(&short(at_percentile(82), TargetFacts::NotKept), &sheet);
    assert_eq!(found.long_term.score.is_some(), expected.is_ok(), "what may not be kept does not count");
}

#[test]
fn opp_2_every_anchor_is_the_wording_of_one_score() {
    let anchors: Vec<ValueAnchor> = ValueFactor::ALL.iter().flat_map(|factor| of(*factor)).collect();
    assert_eq!(anchors, ValueAnchor::ALL);
    assert_eq!(nearest(ValueFactor::Brand, 6.9), ValueAnchor::Brand5);
    assert_eq!(nearest(ValueFactor::Brand, 7.0), ValueAnchor::Brand7);
    assert_eq!(nearest(ValueFactor::Size, 0.4), ValueAnchor::Size0);
}

proptest! {
    #[test]
    fn opp_2_a_score_lies_within_its_range_and_a_firm_class_stays(
        percentile in prop::option::of(0_i64..100), part in 0.01_f64..2.0, dated in any::<Option<bool>>(),
        ratings in prop::array::uniform3(prop::option::of(0_u8..=10)), completed in prop::array::uniform3(0_u8..=10),
    ) {
        let amount = percentile.map_or(DealAmount::Unknown, at_percentile);
        let gap_minor = (5_000.0 / part) as i64;
        let facts = short(amount, TargetFacts::Kept { gap_minor, in_period: dated });
        let found = valued(&facts, &long(ratings));
        for axis in [&found.short_term, &found.long_term] {
            prop_assert!(axis.low <= axis.high + 1e-9);
            if let Some(score) = axis.score {
                prop_assert!(axis.low - 1e-9 <= score && score <= axis.high + 1e-9, "{axis:?}");
            }
        }
        prop_assert_eq!(found.firm, found.possible.len() == 1);
        prop_assert_eq!(found.firm, found.best_question.is_none());
        if let Some(class) = found.class {
            prop_assert!(found.possible.contains(&class));
        }
        // whatever the missing answers turn out to be, the class is one that was possible
        let all: [Option<u8>; 3] = std::array::from_fn(|at| ratings[at].or(Some(completed[at])));
        let complete = short(
            percentile.map_or(at_percentile(i64::from(completed[0]) * 9), at_percentile),
            TargetFacts::Kept { gap_minor, in_period: dated.or(Some(completed[1] % 2 == 0)) },
        );
        let later = valued(&complete, &long(all));
        prop_assert!(found.possible.contains(&later.class.expect("nothing is missing")));
    }
}
