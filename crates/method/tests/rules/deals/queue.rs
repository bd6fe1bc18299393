//! OPP-5: the queue, the proposed investment and the decision.

use method::deals::opening::grid::Opening;
use method::deals::queue::{
    ManagerTimeProposed, PeopleProposed, QueueSettings, QueuedDeal, ReasonMissing, TermsProposed, check_decision,
    index, investment, queue,
};
use method::deals::value::ValueClass;
use method::verdict::Measured;
use proptest::prelude::*;
use rstest::rstest;

use crate::monday;

fn deal(id: u32, class: ValueClass, low: f64) -> QueuedDeal<u32> {
    QueuedDeal {
        id,
        class: Some(class),
        short: Some(8.0),
        long: Some(6.0),
        cell: Some(Opening::E),
        win_rate: Measured::Estimate { value: low + 0.1, low, high: low + 0.2, n: 40 },
        effort_left_days: Some(5.0),
    }
}

fn order(deals: &[QueuedDeal<u32>]) -> Vec<u32> {
    queue(deals, &QueueSettings::default(), monday()).into_iter().map(|verdict| verdict.value.id).collect()
}

#[test]
fn opp_5_the_index_is_win_rate_by_worth_by_effort() {
    // the lower end 0.4, worth 14 of 20, five days left
    let found = index(&deal(1, ValueClass::One, 0.4), &QueueSettings::default()).expect("everything is known");
    assert!((found - 0.4 * 0.7 / 5.0).abs() < 1e-12);
}

#[rstest]
#[case::win_rate(QueuedDeal { win_rate: Measured::TooFew { n: 7, needed: 10 }, ..deal(1, ValueClass::One, 0.4) })]
#[case::effort(QueuedDeal { effort_left_days: None, ..deal(1, ValueClass::One, 0.4) })]
#[case::short(QueuedDeal { short: None, ..deal(1, ValueClass::One, 0.4) })]
#[case::long(QueuedDeal { long: None, ..deal(1, ValueClass::One, 0.4) })]
fn opp_5_no_index_without_all_of_its_parts(#[case] deal: QueuedDeal<u32>) {
    assert_eq!(index(&deal, &QueueSettings::default()), None);
}

#[test]
fn opp_5_class_four_is_always_last() {
    let unknown = QueuedDeal { effort_left_days: None, ..deal(4, ValueClass::Two, 0.9) };
    let deals = [
        deal(1, ValueClass::Four, 0.9),
        deal(2, ValueClass::Three, 0.1),
        deal(3, ValueClass::One, 0.5),
        unknown,
        deal(5, ValueClass::Four, 0.95),
    ];
    assert_eq!(order(&deals), [3, 2, 4, 5, 1]);
}

#[test]
fn opp_5_hardly_any_effort_left_counts_as_half_a_day() {
    let nearly = QueuedDeal { effort_left_days: Some(0.0), ..deal(1, ValueClass::One, 0.4) };
    let found = index(&nearly, &QueueSettings::default()).expect("everything is known");
    assert!((found - 0.4 * 0.7 / 0.5).abs() < 1e-12);
}

#[rstest]
#[case::one(
    ValueClass::One,
    Opening::G,
    PeopleProposed::Best,
    ManagerTimeProposed::EveryWeek,
    TermsProposed::ForTheWall,
    None
)]
#[case::two(
    ValueClass::Two,
    Opening::F,
    PeopleProposed::Experienced,
    ManagerTimeProposed::AtEachStage,
    TermsProposed::SpecialShortTerm,
    None
)]
#[case::three(
    ValueClass::Three,
    Opening::D,
    PeopleProposed::Owner,
    ManagerTimeProposed::OnAsking,
    TermsProposed::NoneWithoutReturn,
    None
)]
#[case::four(
    ValueClass::Four,
    Opening::H,
    PeopleProposed::New,
    ManagerTimeProposed::None,
    TermsProposed::Standard,
    Some(3.0)
)]
#[case::board_set_by_the_rival(
    ValueClass::One,
    Opening::C,
    PeopleProposed::Owner,
    ManagerTimeProposed::OnAsking,
    TermsProposed::Standard,
    Some(2.0)
)]
#[case::practice_even_there(
    ValueClass::Four,
    Opening::C,
    PeopleProposed::New,
    ManagerTimeProposed::None,
    TermsProposed::Standard,
    Some(3.0)
)]
fn opp_5_class_and_opening_propose_the_investment(
    #[case] class: ValueClass,
    #[case] cell: Opening,
    #[case] people: PeopleProposed,
    #[case] manager: ManagerTimeProposed,
    #[case] terms: TermsProposed,
    #[case] cap_days: Option<f64>,
) {
    let found = investment(class, Some(cell), &QueueSettings::default());
    assert_eq!((found.people, found.manager, found.terms, found.cap_days), (people, manager, terms, cap_days));
}

#[test]
fn opp_5_a_place_says_what_it_rests_on() {
    let places = queue(&[deal(1, ValueClass::One, 0.4)], &QueueSettings::default(), monday());
    let factors: Vec<&str> = places[0].reasons.iter().map(|reason| reason.factor.as_ref()).collect();
    assert_eq!(
        factors,
        [
            "queue_factor.index",
            "queue_factor.class",
            "queue_factor.opening",
            "queue_factor.win_rate_low",
            "queue_factor.worth",
            "queue_factor.effort_left",
        ]
    );
}

#[test]
fn opp_5_a_decision_needs_its_reason() {
    assert_eq!(check_decision(" "), Err(ReasonMissing));
    assert_eq!(check_decision("budget moved to next year"), Ok(()));
}

proptest! {
    #[test]
    fn opp_5_every_deal_has_one_place(lows in prop::collection::vec((0.0_f64..0.8, 0_usize..4, any::<bool>()), 0..30)) {
        let classes = [ValueClass::One, ValueClass::Two, ValueClass::Three, ValueClass::Four];
        let deals: Vec<QueuedDeal<u32>> = lows
            .iter()
            .enumerate()
            .map(|(id, (low, class, known))| QueuedDeal {
                effort_left_days: known.then_some(3.0),
                ..deal(id as u32, classes[*class], *low)
            })
            .collect();
        let mut found = order(&deals);
        let classes_in_order: Vec<bool> =
            found.iter().map(|id| deals[*id as usize].class == Some(ValueClass::Four)).collect();
        prop_assert!(classes_in_order.is_sorted());
        found.sort_unstable();
        prop_assert_eq!(found, (0..deals.len() as u32).collect::<Vec<u32>>());
    }
}
