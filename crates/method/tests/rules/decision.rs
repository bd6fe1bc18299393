//! PRO-8: the visit decision.

use method::appointments::intent::IntentLevel;
use method::coded::Coded;
use method::prospecting::disposition::{
    DecisionFacts, DecisionSettings, GivenUpTo, IncompleteDecision, TakenDecision, VisitDecision, propose,
};
use method::prospecting::losses::LossReason;
use method::prospecting::man::ManAdvice;
use method::prospecting::screening::Grade;
use rstest::rstest;

use crate::monday;

fn facts(grade: Option<Grade>, intent: IntentLevel, man: ManAdvice) -> DecisionFacts {
    DecisionFacts { grade, intent, man, refusals_in_person: 0, ineligible: false }
}

fn proposal(facts: &DecisionFacts) -> Option<VisitDecision> {
    propose(facts, &DecisionSettings::default(), monday()).value
}

#[rstest]
#[case(Some(Grade::A), IntentLevel::None, ManAdvice::Sell, Some(VisitDecision::KeepVisiting))]
#[case(Some(Grade::B), IntentLevel::None, ManAdvice::Sell, Some(VisitDecision::KeepVisiting))]
#[case(Some(Grade::D), IntentLevel::Medium, ManAdvice::Sell, Some(VisitDecision::KeepVisiting))]
#[case(Some(Grade::C), IntentLevel::Weak, ManAdvice::Sell, Some(VisitDecision::DoNotGiveUp))]
#[case(Some(Grade::D), IntentLevel::Weak, ManAdvice::Cultivate, Some(VisitDecision::DoNotGiveUp))]
#[case::not_graded_is_not_given_up(None, IntentLevel::None, ManAdvice::Sell, Some(VisitDecision::DoNotGiveUp))]
#[case::a_person_must_decide(Some(Grade::D), IntentLevel::None, ManAdvice::Sell, None)]
#[case(Some(Grade::A), IntentLevel::Strong, ManAdvice::Stop, Some(VisitDecision::GiveUp))]
fn grade_intent_and_man_speak_for_a_decision(
    #[case] grade: Option<Grade>,
    #[case] intent: IntentLevel,
    #[case] man: ManAdvice,
    #[case] expected: Option<VisitDecision>,
) {
    assert_eq!(proposal(&facts(grade, intent, man)), expected);
}

#[test]
fn two_refusals_in_person_or_ineligibility_speak_for_giving_up() {
    let good = facts(Some(Grade::A), IntentLevel::Strong, ManAdvice::Sell);
    let refused_once = DecisionFacts { refusals_in_person: 1, ..good };
    assert_eq!(proposal(&refused_once), Some(VisitDecision::KeepVisiting));
    let refused_twice = DecisionFacts { refusals_in_person: 2, ..good };
    let verdict = propose(&refused_twice, &DecisionSettings::default(), monday());
    assert_eq!(verdict.value, Some(VisitDecision::GiveUp));
    assert_eq!(verdict.reasons[0].factor, "decision.refusals");
    let ineligible = DecisionFacts { ineligible: true, ..good };
    assert_eq!(proposal(&ineligible), Some(VisitDecision::GiveUp));
}

fn taken(decision: VisitDecision) -> TakenDecision {
    TakenDecision {
        decision,
        reason: None,
        cause: LossReason::Unknown,
        next_visit: None,
        to: GivenUpTo::StopList,
        reopen_on: None,
    }
}

#[rstest]
#[case(VisitDecision::GiveUp, None, Err(IncompleteDecision::ReasonMissing))]
#[case(VisitDecision::GiveUp, Some("  "), Err(IncompleteDecision::ReasonMissing))]
#[case(VisitDecision::GiveUp, Some("已移民"), Ok(()))]
#[case(VisitDecision::KeepVisiting, None, Err(IncompleteDecision::NextVisitMissing))]
#[case(VisitDecision::DoNotGiveUp, None, Ok(()))]
fn a_decision_must_carry_what_it_needs(
    #[case] decision: VisitDecision,
    #[case] reason: Option<&str>,
    #[case] expected: Result<(), IncompleteDecision>,
) {
    let taken = TakenDecision { reason: reason.map(str::to_owned), ..taken(decision) };
    assert_eq!(taken.check(monday()), expected);
}

#[test]
fn the_dates_of_a_decision_lie_ahead() {
    let visit =
        |days: f64| TakenDecision { next_visit: Some(monday().plus_days(days)), ..taken(VisitDecision::KeepVisiting) };
    assert_eq!(visit(7.0).check(monday()), Ok(()));
    assert_eq!(visit(-1.0).check(monday()), Err(IncompleteDecision::NextVisitPast));
    let again = |days: f64| TakenDecision {
        reason: Some("两次拒绝".to_owned()),
        reopen_on: Some(monday().plus_days(days)),
        ..taken(VisitDecision::GiveUp)
    };
    assert_eq!(again(180.0).check(monday()), Ok(()));
    assert_eq!(again(-1.0).check(monday()), Err(IncompleteDecision::ReopenPast));
    assert_eq!(VisitDecision::from_code("visit_decision.give_up"), Some(VisitDecision::GiveUp));
}

#[rstest]
#[case::after_the_last_meeting(VisitDecision::DoNotGiveUp, Some(-60.0), Some(120.0))]
#[case::never_met(VisitDecision::DoNotGiveUp, None, Some(180.0))]
#[case::met_long_ago(VisitDecision::DoNotGiveUp, Some(-300.0), Some(0.0))]
#[case::as_planned(VisitDecision::KeepVisiting, Some(-60.0), Some(9.0))]
#[case::given_up(VisitDecision::GiveUp, Some(-60.0), None)]
fn the_next_visit_follows_from_the_decision(
    #[case] decision: VisitDecision,
    #[case] met: Option<f64>,
    #[case] expected: Option<f64>,
) {
    let taken = TakenDecision { next_visit: Some(monday().plus_days(9.0)), ..taken(decision) };
    let met = met.map(|days| monday().plus_days(days));
    let due = taken.visit_due(met, &DecisionSettings::default(), monday());
    assert_eq!(due, expected.map(|days| monday().plus_days(days)));
}
