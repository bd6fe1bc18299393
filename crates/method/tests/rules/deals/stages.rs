//! OPP-1: the age of a stage, the next step, and how a deal ends.

use method::deals::stages::{
    DealClosing, DealEnd, EndReason, IncompleteEnd, NextStepState, StageSettings, StatedReason, next_step, stage_age,
};
use rstest::rstest;

use crate::monday;

#[rstest]
#[case::without_history(30.0, 19, false, None)]
#[case::without_history_longer(30.5, 19, true, None)]
#[case::own_history(16.0, 20, false, Some(10.5))]
#[case::longer_than_four_in_five(16.5, 20, true, Some(10.5))]
fn opp_1_a_stage_is_old_by_the_history_of_won_deals(
    #[case] days: f64,
    #[case] won: u32,
    #[case] old: bool,
    #[case] usual: Option<f64>,
) {
    let won: Vec<f64> = (1..=won).map(f64::from).collect();
    let found = stage_age(monday().plus_days(-days), &won, &StageSettings::default(), monday()).value;
    assert_eq!((found.old, found.usual_days, found.n), (old, usual, won.len() as u64));
}

#[rstest]
#[case::none(&[], NextStepState::Missing)]
#[case::all_past(&[-3.0, -1.0], NextStepState::Overdue)]
#[case::one_ahead(&[-3.0, 2.0], NextStepState::Set)]
#[case::now(&[0.0], NextStepState::Set)]
fn opp_1_every_open_deal_needs_a_next_step(#[case] due: &[f64], #[case] expected: NextStepState) {
    let due: Vec<_> = due.iter().map(|days| monday().plus_days(*days)).collect();
    assert_eq!(next_step(&due, monday()), expected);
}

fn stated(reason: EndReason, words: &str) -> Option<StatedReason> {
    Some(StatedReason { reason, words: words.to_owned() })
}

#[rstest]
#[case::complete(stated(EndReason::Price, ""), stated(EndReason::Relations, ""), &[])]
#[case::buyer_silent(stated(EndReason::Unknown, ""), stated(EndReason::Price, ""), &[])]
#[case::buyer_not_asked(None, stated(EndReason::Price, ""), &[IncompleteEnd::BuyerNotAsked])]
#[case::seller_has_no_view(stated(EndReason::Price, ""), stated(EndReason::Unknown, ""), &[IncompleteEnd::ReasonMissing])]
#[case::nothing(None, None, &[IncompleteEnd::BuyerNotAsked, IncompleteEnd::ReasonMissing])]
#[case::other_without_words(stated(EndReason::Other, " "), stated(EndReason::Fit, ""), &[IncompleteEnd::WordsMissing])]
#[case::other_in_words(stated(EndReason::Other, "moved to another city"), stated(EndReason::Fit, ""), &[])]
fn opp_1_a_deal_closes_with_the_buyers_reason_and_the_sellers_view(
    #[case] buyer_says: Option<StatedReason>,
    #[case] seller_sees: Option<StatedReason>,
    #[case] expected: &[IncompleteEnd],
) {
    for end in [DealEnd::Won, DealEnd::Lost, DealEnd::NoDecision] {
        let closing = DealClosing { end, buyer_says: buyer_says.clone(), seller_sees: seller_sees.clone() };
        assert_eq!(closing.missing(), expected);
    }
}

#[rstest]
#[case::differ(stated(EndReason::Service, ""), stated(EndReason::Price, ""), Some(true))]
#[case::agree(stated(EndReason::Price, ""), stated(EndReason::Price, ""), Some(false))]
#[case::not_said(stated(EndReason::Unknown, ""), stated(EndReason::Price, ""), None)]
#[case::not_asked(None, stated(EndReason::Price, ""), None)]
fn opp_1_buyer_and_seller_may_see_it_differently(
    #[case] buyer_says: Option<StatedReason>,
    #[case] seller_sees: Option<StatedReason>,
    #[case] expected: Option<bool>,
) {
    assert_eq!(DealClosing { end: DealEnd::Lost, buyer_says, seller_sees }.views_differ(), expected);
}
