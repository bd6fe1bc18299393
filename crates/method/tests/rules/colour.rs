//! PRO-8: colours.

use method::appointments::intent::IntentLevel;
use method::coded::Coded;
use method::prospecting::colour::{Colour, ColourFacts, ColourSettings, colour};
use method::prospecting::losses::{LossReason, LossSide};
use rstest::rstest;

use crate::monday;

fn open() -> ColourFacts {
    ColourFacts {
        open: true,
        still_buying: false,
        expected_at: None,
        likely_class: false,
        intent: IntentLevel::None,
        met_at: None,
    }
}

fn strong(met_days_ago: f64) -> ColourFacts {
    ColourFacts { intent: IntentLevel::Strong, met_at: Some(monday().plus_days(-met_days_ago)), ..open() }
}

fn expected(in_days: f64) -> ColourFacts {
    ColourFacts { expected_at: Some(monday().plus_days(in_days)), ..open() }
}

#[rstest]
#[case::potential(open(), Colour::Green)]
#[case::bought(ColourFacts { still_buying: true, ..open() }, Colour::Red)]
#[case::red_goes_before_yellow(ColourFacts { still_buying: true, likely_class: true, ..open() }, Colour::Red)]
#[case::given_up(ColourFacts { open: false, still_buying: true, ..open() }, Colour::None)]
#[case::class(ColourFacts { likely_class: true, ..open() }, Colour::Yellow)]
#[case::expected_on_the_last_day(expected(30.0), Colour::Yellow)]
#[case::expected_later(expected(30.5), Colour::Green)]
#[case::a_date_gone_by(expected(-3.0), Colour::Yellow)]
#[case::strong_and_met(strong(30.0), Colour::Yellow)]
#[case::met_too_long_ago(strong(31.0), Colour::Green)]
#[case::strong_without_a_meeting(ColourFacts { intent: IntentLevel::Strong, ..open() }, Colour::Green)]
#[case::met_without_strong_intent(ColourFacts { intent: IntentLevel::Medium, ..strong(3.0) }, Colour::Green)]
fn the_colour_follows_from_the_state(#[case] facts: ColourFacts, #[case] expected: Colour) {
    let found = colour(&facts, &ColourSettings::default(), monday());
    assert_eq!(found.value, expected);
    assert!(!found.reasons.is_empty(), "a colour says why");
}

#[test]
fn every_reason_of_a_loss_but_the_unknown_lies_on_one_of_two_sides() {
    let on = |side: LossSide| LossReason::ALL.iter().filter(|reason| reason.side() == side).count();
    assert_eq!((on(LossSide::Customer), on(LossSide::Company), on(LossSide::Unknown)), (8, 5, 1));
}
