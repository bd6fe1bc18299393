//! Unusually many numbers seen in a day.

use method::reveals::{RevealSettings, unusual};
use rstest::rstest;

use crate::monday;

#[rstest]
#[case::nothing_known(149, &[], false)]
#[case::limit(150, &[], true)]
#[case::as_always(40, &[40; 10], false)]
#[case::three_times_the_habit(36, &[12; 10], true)]
#[case::habit_not_known_yet(36, &[12; 9], false)]
#[case::few_numbers_say_nothing(29, &[1; 10], false)]
fn what_is_unusual(#[case] today: u32, #[case] earlier: &[u32], #[case] told: bool) {
    assert_eq!(unusual(today, earlier, &RevealSettings::default(), monday()).value, told);
}
