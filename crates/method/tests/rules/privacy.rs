//! What is erased on request, and what may be kept and why.

use method::{
    Timestamp,
    privacy::{DataCategory, ErasureFacts, Fate, PrivacySettings, RetentionReason, answer_due, erasure},
};
use proptest::prelude::*;
use rstest::rstest;

use crate::monday;

fn fate(facts: ErasureFacts, category: DataCategory) -> Fate {
    let plan = erasure(&facts, &PrivacySettings::default(), monday()).value;
    plan.into_iter().find(|line| line.category == category).expect("every category has its fate").fate
}

fn bought_days_ago(days: f64) -> ErasureFacts {
    ErasureFacts { bought_at: Some(monday().plus_days(-days)), dispute: false }
}

#[test]
fn of_somebody_who_never_bought_only_what_tells_nobody_stays() {
    let plan = erasure(&ErasureFacts::default(), &PrivacySettings::default(), monday());
    assert!(plan.reasons.is_empty());
    let kept: Vec<DataCategory> =
        plan.value.iter().filter(|line| line.fate != Fate::Erased).map(|line| line.category).collect();
    assert_eq!(kept, [DataCategory::Audit, DataCategory::Wish]);
}

#[rstest]
#[case::yesterday(1.0, true)]
#[case::almost_three_years(1_095.0, true)]
#[case::three_years(1_095.75, false)]
#[case::long_ago(4_000.0, false)]
fn who_bought_is_kept_for_three_years(#[case] days: f64, #[case] kept: bool) {
    let facts = bought_days_ago(days);
    match fate(facts, DataCategory::Identity) {
        Fate::Kept { because, until } => {
            assert!(kept);
            assert_eq!(because, RetentionReason::Contract);
            assert_eq!(until, facts.bought_at.map(|at| at.plus_days(3.0 * 365.25)));
        }
        Fate::Erased => assert!(!kept),
    }
    assert_eq!(fate(facts, DataCategory::Contacts), Fate::Erased, "nobody needs the number for that");
    assert_eq!(fate(facts, DataCategory::Notes), Fate::Erased);
}

#[test]
fn an_open_dispute_keeps_who_it_is_with_and_what_was_said() {
    let facts = ErasureFacts { dispute: true, ..bought_days_ago(1.0) };
    let kept = Fate::Kept { because: RetentionReason::Dispute, until: None };
    assert_eq!((fate(facts, DataCategory::Identity), fate(facts, DataCategory::Notes)), (kept, kept));
    assert_eq!(fate(facts, DataCategory::Contacts), Fate::Erased);
}

#[test]
fn a_request_is_answered_within_fifteen_days() {
    assert_eq!(answer_due(monday(), &PrivacySettings::default()), monday().plus_days(15.0));
}

proptest! {
    #[test]
    fn numbers_and_facts_always_go(days in 0.0..10_000.0_f64, dispute: bool, bought: bool) {
        let bought_at: Option<Timestamp> = bought.then(|| monday().plus_days(-days));
        let facts = ErasureFacts { bought_at, dispute };
        for category in [DataCategory::Contacts, DataCategory::Card, DataCategory::History, DataCategory::Lists, DataCategory::Search] {
            prop_assert_eq!(fate(facts, category), Fate::Erased);
        }
    }
}
