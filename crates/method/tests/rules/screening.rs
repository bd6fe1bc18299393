//! PRO-2: score, range, grade, the question worth asking, the rank.

use std::cmp::Ordering;

use method::coded::Coded;
use method::prospecting::screening::{
    Criterion, Grade, Graded, RankKey, Screening, ScreeningSettings, grade, rank_order,
};
use method::{Answer, Timestamp};
use proptest::prelude::*;
use rstest::rstest;

use Answer::{No, Unknown, Yes};

/// Answers in the order pay, need, decide, approach, eligible, aware, responsible.
fn screening(answers: [Answer; 7]) -> Screening {
    Criterion::ALL
        .iter()
        .zip(answers)
        .fold(Screening::default(), |sheet, (criterion, answer)| sheet.with(*criterion, answer))
}

fn graded(answers: [Answer; 7]) -> Graded {
    grade(&screening(answers), &ScreeningSettings::default(), Timestamp::default()).value
}

#[rstest]
#[case::eligible_and_aware_unknown([Yes, Yes, Yes, Yes, Unknown, Unknown, Yes], 85.0, 92.5, 100.0, Some(Grade::A))]
#[case::pay_and_approach_without_decision([Yes, Unknown, No, Yes, Unknown, Unknown, Unknown], 35.0, 57.5, 80.0, Some(Grade::C))]
#[case::blank_card([Unknown; 7], 0.0, 50.0, 100.0, None)]
#[case::everything_known_yes([Yes; 7], 100.0, 100.0, 100.0, Some(Grade::A))]
#[case::two_answers_are_too_few([Yes, Yes, Unknown, Unknown, Unknown, Unknown, Unknown], 50.0, 75.0, 100.0, None)]
#[case::a_score_of_75_with_no_need_is_b([Yes, No, Yes, Yes, Yes, Yes, Yes], 75.0, 75.0, 75.0, Some(Grade::B))]
#[case::a_border_of_60_is_b([Yes, Yes, No, No, Yes, No, No], 60.0, 60.0, 60.0, Some(Grade::B))]
#[case::a_border_of_40_is_c([Yes, No, No, Yes, No, Yes, No], 40.0, 40.0, 40.0, Some(Grade::D))]
#[case::eligible_at_40_is_c([Yes, No, No, No, Yes, Yes, No], 40.0, 40.0, 40.0, Some(Grade::C))]
#[case::all_no_but_eligible([No, No, No, No, Yes, No, No], 10.0, 10.0, 10.0, Some(Grade::D))]
fn worked_examples(
    #[case] answers: [Answer; 7],
    #[case] low: f64,
    #[case] value: f64,
    #[case] high: f64,
    #[case] expected: Option<Grade>,
) {
    let found = graded(answers);
    assert_eq!((found.score.low, found.score.value, found.score.high), (low, value, high));
    assert_eq!(found.grade, expected);
}

#[test]
fn an_ineligible_prospect_is_d_however_good_and_however_little_is_known() {
    let good = graded([Yes, Yes, Yes, Yes, No, Yes, Yes]);
    assert_eq!((good.grade, good.firm, good.best_question), (Some(Grade::D), true, None));
    let barely_known = graded([Unknown, Unknown, Unknown, Unknown, No, Unknown, Unknown]);
    assert_eq!((barely_known.grade, barely_known.firm), (Some(Grade::D), true));
}

#[test]
fn a_grade_that_an_unknown_could_change_is_provisional_and_names_it() {
    let found = graded([Yes, Yes, Yes, Yes, Unknown, Unknown, Yes]);
    assert!(!found.firm, "an ineligible prospect would be D");
    assert_eq!(found.best_question, Some(Criterion::Eligible));
}

#[test]
fn a_grade_that_no_unknown_can_change_is_firm() {
    let found = graded([Yes, Yes, Yes, Yes, Yes, Unknown, Unknown]);
    assert_eq!((found.grade, found.firm, found.best_question), (Some(Grade::A), true, None));
}

#[test]
fn a_blank_card_is_asked_about_the_heaviest_criterion_first() {
    assert_eq!(graded([Unknown; 7]).best_question, Some(Criterion::AbleToPay));
}

#[test]
fn reasons_add_up_to_the_score() {
    let verdict = grade(
        &screening([Yes, Unknown, No, Yes, Unknown, Unknown, Unknown]),
        &ScreeningSettings::default(),
        Timestamp::default(),
    );
    let sum: f64 = verdict.reasons.iter().filter_map(|reason| reason.points).sum();
    assert_eq!(sum, verdict.value.score.value);
    assert_eq!(verdict.reasons[0].factor, "screening.able_to_pay");
    assert_eq!(verdict.rule.rule, "screening");
}

#[test]
fn only_the_proportion_of_the_weights_matters() {
    let mut settings = ScreeningSettings::default();
    let plain = graded([Yes, No, Unknown, Yes, Yes, No, Unknown]);
    for weight in [
        &mut settings.weights.able_to_pay,
        &mut settings.weights.has_need,
        &mut settings.weights.decides,
        &mut settings.weights.easy_to_approach,
        &mut settings.weights.eligible,
        &mut settings.weights.aware,
        &mut settings.weights.responsible,
    ] {
        *weight *= 4.0;
    }
    let sheet = screening([Yes, No, Unknown, Yes, Yes, No, Unknown]);
    let scaled = grade(&sheet, &settings, Timestamp::default()).value;
    assert!((scaled.score.value - plain.score.value).abs() < 1e-9);
}

#[test]
fn rank_goes_by_score_then_warmth_then_the_longest_untouched() {
    let key = |score, warm, day: i64| RankKey {
        score,
        warm,
        untouched_since: Timestamp::from_millis(day * method::time::DAY_MS),
    };
    assert_eq!(rank_order(&key(80.0, 0.0, 9), &key(70.0, 100.0, 1)), Ordering::Less);
    assert_eq!(rank_order(&key(70.0, 10.0, 1), &key(70.0, 60.0, 9)), Ordering::Greater);
    assert_eq!(rank_order(&key(70.0, 60.0, 1), &key(70.0, 60.0, 9)), Ordering::Less);
    assert_eq!(rank_order(&key(70.0, 60.0, 9), &key(70.0, 60.0, 9)), Ordering::Equal);
}

fn any_answers() -> impl Strategy<Value = [Answer; 7]> {
    prop::array::uniform7(prop::sample::select(Answer::ALL))
}

proptest! {
    #[test]
    fn the_range_holds_the_score_and_stays_in_0_to_100(answers in any_answers()) {
        let score = graded(answers).score;
        prop_assert!(0.0 <= score.low && score.low <= score.value);
        prop_assert!(score.value <= score.high && score.high <= 100.0 + 1e-9);
    }

    #[test]
    fn learning_a_yes_never_lowers_and_a_no_never_raises(answers in any_answers(), pick in 0_usize..7) {
        let mut better = answers;
        better[pick] = Yes;
        let mut worse = answers;
        worse[pick] = No;
        let here = graded(answers).score.value;
        prop_assert!(graded(better).score.value >= here);
        prop_assert!(graded(worse).score.value <= here);
    }

    #[test]
    fn a_firm_grade_survives_every_later_answer(answers in any_answers(), later in any_answers()) {
        let before = graded(answers);
        prop_assume!(before.firm);
        let mut filled = answers;
        for (answer, new) in filled.iter_mut().zip(later) {
            if !answer.is_known() {
                *answer = new;
            }
        }
        prop_assert_eq!(graded(filled).grade, before.grade);
    }

    #[test]
    fn a_grade_that_is_not_firm_names_an_unanswered_question(answers in any_answers()) {
        let found = graded(answers);
        match found.best_question {
            Some(criterion) => {
                prop_assert!(!found.firm);
                prop_assert_eq!(screening(answers).answer(criterion), Unknown);
            }
            None => prop_assert!(found.firm),
        }
    }
}
