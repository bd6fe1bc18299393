//! The public pool (PRO-10): when a record returns, and who may claim it.

use method::Timestamp;
use method::prospecting::card::PartyKind;
use method::prospecting::pool::{Claim, ClaimFacts, Held, PoolSettings, Stay, may_claim, stay};
use proptest::prelude::*;
use rstest::rstest;

use crate::monday;

fn held(kind: PartyKind) -> Held {
    Held { kind, customer: false, since: monday(), last_two_way: None, last_progress: None, appointment: None }
}

fn after(days: f64) -> Timestamp {
    monday().plus_days(days)
}

fn returns(held: &Held) -> Option<Timestamp> {
    stay(held, &PoolSettings::default(), monday()).value.returns_at
}

#[rstest]
#[case::person(PartyKind::Person, 30.0)]
#[case::organisation(PartyKind::Organisation, 60.0)]
fn a_record_that_nobody_speaks_with_returns(#[case] kind: PartyKind, #[case] days: f64) {
    assert_eq!(returns(&held(kind)), Some(after(days)));
}

#[rstest]
#[case::person(PartyKind::Person, 90.0)]
#[case::organisation(PartyKind::Organisation, 180.0)]
fn a_record_that_is_spoken_with_and_never_moves_on_returns_too(#[case] kind: PartyKind, #[case] days: f64) {
    let spoken = Held { last_two_way: Some(after(days - 1.0)), ..held(kind) };
    assert_eq!(returns(&spoken), Some(after(days)));
    let moved_on = Held { last_progress: Some(after(10.0)), ..spoken };
    assert!(returns(&moved_on) > returns(&spoken));
}

#[test]
fn a_new_holder_has_the_whole_time() {
    let inherited = Held { last_two_way: Some(after(-29.0)), ..held(PartyKind::Person) };
    assert_eq!(returns(&inherited), Some(after(30.0)));
}

#[test]
fn an_appointment_to_come_stops_the_clock() {
    let agreed = Held { appointment: Some(after(45.0)), ..held(PartyKind::Person) };
    let verdict = stay(&agreed, &PoolSettings::default(), monday());
    assert_eq!(verdict.value.returns_at, Some(after(45.0)));
    assert_eq!(verdict.reasons[1].factor, "pool.appointment");
}

#[test]
fn customers_do_not_go_to_the_pool() {
    let bought = Held { customer: true, ..held(PartyKind::Person) };
    assert_eq!(stay(&bought, &PoolSettings::default(), after(500.0)).value, Stay { returns_at: None, warning: None });
}

#[rstest]
#[case::early(22.0, None)]
#[case::seven_days_before(23.0, Some(7))]
#[case::two_days_before(28.0, Some(2))]
#[case::too_late(31.0, Some(2))]
fn its_holder_is_warned_seven_and_two_days_before(#[case] day: f64, #[case] warning: Option<u32>) {
    assert_eq!(stay(&held(PartyKind::Person), &PoolSettings::default(), after(day)).value.warning, warning);
}

fn claim(change: impl FnOnce(&mut ClaimFacts)) -> Claim {
    let mut facts = ClaimFacts {
        kind: PartyKind::Person,
        free: true,
        claimed_today: 0,
        held: 0,
        left_them_at: None,
        tomorrow: after(1.0),
    };
    change(&mut facts);
    may_claim(&facts, &PoolSettings::default(), monday()).value
}

#[test]
fn a_free_record_is_claimed_within_the_limits() {
    assert_eq!(claim(|_| {}), Claim::Granted);
    assert_eq!(claim(|facts| facts.free = false), Claim::Refused);
    assert_eq!(claim(|facts| facts.claimed_today = 9), Claim::Granted);
    assert_eq!(claim(|facts| facts.claimed_today = 10), Claim::NotNow { next: after(1.0) });
    assert_eq!(claim(|facts| facts.held = 199), Claim::Granted);
    assert_eq!(claim(|facts| facts.held = 200), Claim::Refused);
    let organisation = |held| claim(|facts| (facts.kind, facts.held) = (PartyKind::Organisation, held));
    assert_eq!([organisation(79), organisation(80)], [Claim::Granted, Claim::Refused]);
}

#[test]
fn what_left_somebody_is_not_claimed_back_by_them_for_thirty_days() {
    assert_eq!(claim(|facts| facts.left_them_at = Some(after(-29.0))), Claim::NotNow { next: after(1.0) });
    assert_eq!(claim(|facts| facts.left_them_at = Some(after(-30.0))), Claim::Granted);
}

proptest! {
    #[test]
    fn whatever_happens_later_never_brings_the_return_forward(
        two_way in prop::option::of(0.0_f64..300.0), progress in prop::option::of(0.0_f64..300.0),
        appointment in prop::option::of(0.0_f64..300.0), more in 0.0_f64..50.0,
    ) {
        let moment = |days: Option<f64>| days.map(after);
        let before = Held {
            last_two_way: moment(two_way),
            last_progress: moment(progress),
            appointment: moment(appointment),
            ..held(PartyKind::Person)
        };
        for later in [
            Held { last_two_way: moment(two_way.map(|days| days + more)), ..before },
            Held { last_progress: moment(progress.map(|days| days + more)), ..before },
            Held { appointment: moment(appointment.map(|days| days + more)), ..before },
        ] {
            prop_assert!(returns(&later) >= returns(&before));
        }
    }
}
