//! CLA-2: the settlement sheet of an EIV customer.

use method::classes::settlement::{SettlementAdvice, SettlementLine, SettlementSheet, settle};
use rstest::rstest;

use crate::monday;

fn sheet(margin: i64, supply: i64) -> SettlementSheet {
    SettlementSheet {
        margin_minor: Some(margin),
        showcase_minor: Some(200_000),
        rival_kept_out_minor: Some(0),
        supply_minor: Some(supply),
        seller_hours: Some(20.0),
        hour_minor: Some(8_000),
        marketing_minor: Some(40_000),
    }
}

#[rstest]
#[case::handbook(500_000, 300_000, 200_000, SettlementAdvice::TurnRoundAndLift)]
#[case::even(300_000, 300_000, 0, SettlementAdvice::TurnRoundAndLift)]
#[case::negative(100_000, 300_000, -200_000, SettlementAdvice::ProposeGivingUp)]
fn gains_and_costs_decide(
    #[case] margin: i64,
    #[case] supply: i64,
    #[case] balance: i64,
    #[case] advice: SettlementAdvice,
) {
    let found = settle(&sheet(margin, supply), monday()).value;
    assert_eq!((found.balance_minor, found.advice), (balance, Some(advice)));
}

#[test]
fn a_sheet_with_a_blank_line_gives_no_advice() {
    let blank = SettlementSheet { hour_minor: None, ..sheet(500_000, 300_000) };
    let verdict = settle(&blank, monday());
    assert_eq!(verdict.value.advice, None);
    assert_eq!(verdict.value.missing, [SettlementLine::SellerTime]);
    assert_eq!(verdict.reasons.len(), 5);
}
