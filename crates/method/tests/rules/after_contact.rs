//! PRO-9: talks after a purchase, gains of contacts, retention after trouble.

use std::collections::BTreeSet;

use method::Timestamp;
use method::prospecting::after_purchase::{AfterPurchaseSettings, TalkState, on_time_share, talks};
use method::prospecting::gains::{ContactGain, FirstOrder, contacts_until_first_order, gain_shares};
use method::prospecting::markets::Market;
use method::prospecting::results::ResultSettings;
use method::prospecting::retention::{MedianTime, Watched, median_time};
use method::verdict::Measured;
use proptest::prelude::*;
use rstest::rstest;

use crate::monday;

fn day(days: f64) -> Timestamp {
    monday().plus_days(days)
}

#[rstest]
#[case::both_on_time(&[8.0, 31.0], 40.0, [TalkState::OnTime, TalkState::OnTime])]
#[case::a_little_early_counts(&[5.0, 28.0], 40.0, [TalkState::OnTime, TalkState::OnTime])]
#[case::first_late(&[15.0], 20.0, [TalkState::Late, TalkState::Ahead])]
#[case::first_missed_second_done(&[30.0], 40.0, [TalkState::Missed, TalkState::OnTime])]
#[case::due_today(&[], 7.0, [TalkState::Due, TalkState::Ahead])]
#[case::just_delivered(&[], 1.0, [TalkState::Ahead, TalkState::Ahead])]
#[case::a_chat_on_the_next_day_replaces_nothing(&[1.0], 7.0, [TalkState::Due, TalkState::Ahead])]
#[case::one_talk_serves_once(&[8.0, 9.0, 10.0], 32.0, [TalkState::OnTime, TalkState::Due])]
fn talks_follow_a_delivery_at_7_and_30_days(
    #[case] contacts: &[f64],
    #[case] today: f64,
    #[case] expected: [TalkState; 2],
) {
    let contacts: Vec<Timestamp> = contacts.iter().map(|days| day(*days)).collect();
    let found = talks(monday(), &contacts, &AfterPurchaseSettings::default(), day(today));
    let states: Vec<TalkState> = found.iter().map(|talk| talk.state).collect();
    assert_eq!(states, expected);
    assert_eq!((found[0].due, found[1].due), (day(7.0), day(30.0)));
}

#[test]
fn the_on_time_share_leaves_out_what_is_still_ahead() {
    let on_time = talks(monday(), &[day(7.0)], &AfterPurchaseSettings::default(), day(10.0));
    let missed = talks(monday(), &[], &AfterPurchaseSettings::default(), day(29.0));
    let all: Vec<_> = (0..5).flat_map(|_| on_time.iter().chain(&missed)).collect();
    let found = on_time_share(all, &ResultSettings::default());
    assert_eq!((found.value(), found.n()), (Some(0.5), 10));
}

#[test]
fn the_gains_of_contacts_are_shares_of_all_contacts() {
    let fact = BTreeSet::from([ContactGain::NewFact]);
    let both = BTreeSet::from([ContactGain::NewFact, ContactGain::TrialStarted]);
    let contacts: Vec<_> = [vec![fact; 4], vec![both; 1], vec![BTreeSet::new(); 5]].into_iter().flatten().collect();
    let found = gain_shares(&contacts, &ResultSettings::default());
    assert_eq!(found.by_gain[&ContactGain::NewFact].value(), Some(0.5));
    assert_eq!(found.by_gain[&ContactGain::TrialStarted].value(), Some(0.1));
    assert_eq!(found.by_gain[&ContactGain::LargerOrder].value(), Some(0.0));
    assert_eq!(found.any.value(), Some(0.5));
}

#[test]
fn contacts_until_the_first_order_are_a_median_by_market() {
    let warm = (1..=11).map(|contacts| FirstOrder { market: Market::Warm, contacts });
    let cold = (1..=3).map(|contacts| FirstOrder { market: Market::Cold, contacts });
    let orders: Vec<FirstOrder> = warm.chain(cold).collect();
    let found = contacts_until_first_order(&orders, &ResultSettings::default());
    assert_eq!(found[&Market::Warm].value(), Some(6.0));
    assert_eq!(found[&Market::Cold], Measured::TooFew { n: 3, needed: 10 });
    assert!(!found.contains_key(&Market::Online));
}

fn watched(days: f64, bought: bool) -> Watched {
    Watched { days, bought }
}

fn time(cases: &[Watched]) -> MedianTime {
    median_time(cases, &ResultSettings { min_cases: 1 })
}

#[test]
fn without_open_cases_the_median_is_the_plain_one() {
    let cases: Vec<Watched> = (1..=21).map(|days| watched(f64::from(days), true)).collect();
    let MedianTime::Reached { days, low, high, n } = time(&cases) else { panic!("half have bought") };
    assert_eq!((days, n), (11.0, 21));
    assert!(low < days && high.is_some_and(|high| high > days));
}

#[test]
fn who_has_not_bought_yet_lengthens_the_median() {
    // survival by hand: day 10 .75, then one leaves unseen at 15, day 20 .375
    let cases = [watched(10.0, true), watched(15.0, false), watched(20.0, true), watched(40.0, false)];
    assert!(matches!(time(&cases), MedianTime::Reached { days: 20.0, .. }));
    let waiting = [watched(10.0, true), watched(50.0, false), watched(60.0, false)];
    assert_eq!(time(&waiting), MedianTime::Beyond { days: 60.0, n: 3 });
}

#[test]
fn few_customers_give_no_median() {
    let found = median_time(&[watched(5.0, true)], &ResultSettings::default());
    assert_eq!(found, MedianTime::TooFew { n: 1, needed: 10 });
}

proptest! {
    #[test]
    fn a_median_time_lies_in_its_interval(
        cases in prop::collection::vec((1.0_f64..300.0, any::<bool>()), 1..60),
    ) {
        let cases: Vec<Watched> = cases.into_iter().map(|(days, bought)| watched(days, bought)).collect();
        if let MedianTime::Reached { days, low, high, .. } = time(&cases) {
            prop_assert!(low <= days);
            prop_assert!(high.is_none_or(|high| days <= high));
        }
    }

    #[test]
    fn each_talk_has_one_state_and_a_contact_serves_at_most_one(
        contacts in prop::collection::vec(-5.0_f64..60.0, 0..8),
        today in 0.0_f64..60.0,
    ) {
        let contacts: Vec<Timestamp> = contacts.into_iter().map(day).collect();
        let found = talks(monday(), &contacts, &AfterPurchaseSettings::default(), day(today));
        let held: Vec<Timestamp> = found.iter().filter_map(|talk| talk.held).collect();
        let distinct: BTreeSet<Timestamp> = held.iter().copied().collect();
        prop_assert!(held.len() <= contacts.len());
        prop_assert_eq!(distinct.len(), held.len());
        for talk in found {
            let done = matches!(talk.state, TalkState::OnTime | TalkState::Late);
            prop_assert_eq!(talk.held.is_some(), done);
        }
    }
}
