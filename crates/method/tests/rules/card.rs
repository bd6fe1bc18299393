//! PRO-6: completeness of the card and the next fact to ask for.

use std::collections::BTreeSet;

use method::Timestamp;
use method::coded::Coded;
use method::prospecting::card::{CardFact, CardReading, CardSettings, PartyKind, facts_of, read};
use proptest::prelude::*;
use rstest::rstest;

fn card(kind: PartyKind, known: &[CardFact]) -> CardReading {
    let known: BTreeSet<CardFact> = known.iter().copied().collect();
    read(kind, &known, &CardSettings::default(), Timestamp::default()).value
}

#[test]
fn a_persons_card_weighs_37_and_an_organisations_33() {
    // 6 essential, 4 useful, 11 further; 6 essential, 3 useful, 9 further
    let person = card(PartyKind::Person, &[CardFact::Name]);
    assert!((person.completeness - 300.0 / 37.0).abs() < 1e-9);
    let organisation = card(PartyKind::Organisation, &[CardFact::Name]);
    assert!((organisation.completeness - 300.0 / 33.0).abs() < 1e-9);
}

#[rstest]
#[case(&[], CardFact::Name)]
#[case(&[CardFact::Name, CardFact::Phone], CardFact::Employment)]
#[case(&[CardFact::Name, CardFact::Phone, CardFact::Employment, CardFact::DecisionRole, CardFact::Income, CardFact::Address], CardFact::Need)]
fn the_heaviest_missing_fact_is_asked_for_first(#[case] known: &[CardFact], #[case] next: CardFact) {
    assert_eq!(card(PartyKind::Person, known).next, Some(next));
}

#[rstest]
#[case(PartyKind::Person)]
#[case(PartyKind::Organisation)]
fn a_full_card_is_complete_and_asks_nothing(#[case] kind: PartyKind) {
    let all: Vec<CardFact> = facts_of(kind).collect();
    let reading = card(kind, &all);
    assert_eq!(reading.completeness, 100.0);
    assert_eq!(reading.next, None);
}

#[test]
fn a_fact_of_the_other_kind_of_card_changes_nothing() {
    assert_eq!(card(PartyKind::Person, &[CardFact::Suppliers]).completeness, 0.0);
}

proptest! {
    #[test]
    fn each_fact_learned_raises_completeness_by_what_its_reason_promised(
        known in prop::collection::btree_set(prop::sample::select(CardFact::ALL), 0..12),
    ) {
        let settings = CardSettings::default();
        let before = read(PartyKind::Person, &known, &settings, Timestamp::default());
        prop_assert!((0.0..=100.0).contains(&before.value.completeness));
        if let Some(next) = before.value.next {
            let mut more = known.clone();
            more.insert(next);
            let after = read(PartyKind::Person, &more, &settings, Timestamp::default()).value;
            let promised = before.reasons[0].points.unwrap_or_default();
            prop_assert!((after.completeness - before.value.completeness - promised).abs() < 1e-9);
        }
    }
}
