use tables::mapping::{Assignment, Mapping};

use super::*;
use ImportField as F;

fn read(columns: &[(&str, ImportField)], cells: &[&str]) -> Result<DealRow, Vec<RowReason>> {
    let names: Vec<String> = columns.iter().map(|(name, _)| (*name).to_owned()).collect();
    let assignments =
        columns.iter().map(|(name, field)| Assignment { column: (*name).to_owned(), field: field.clone() });
    let mapping = Mapping::new(assignments.collect()).bind(&names).unwrap();
    let cells: Vec<String> = cells.iter().map(|&cell| cell.to_owned()).collect();
    interpret(&cells, &DealRows { mapping, today: Date::constant(2026, 3, 2), stages: StageSettings::default() })
}

fn codes(read: Result<DealRow, Vec<RowReason>>) -> Vec<String> {
    read.unwrap_err().into_iter().map(|reason| reason.code).collect()
}

const COLUMNS: [(&str, ImportField); 8] = [
    ("客户名称", F::Company),
    ("商机名称", F::DealName),
    ("金额（万元）", F::Amount),
    ("销售阶段", F::DealStage),
    ("结单日期", F::ClosingOn),
    ("创建日期", F::OpenedOn),
    ("输单原因", F::BuyerReason),
    ("下次跟进时间", F::NextStepDue),
];

#[test]
fn one_column_for_both_days_is_read_as_the_stage_says() {
    let open =
        read(&COLUMNS, &["甲公司", "空压机", "80.5", "方案报价", "2026-06-30", "2026-01-05", "价格", "2026-03-09"])
            .unwrap();
    assert_eq!(open.amount, DealAmount::Known { minor: 80_500_000 });
    assert_eq!((open.expected, open.ended), (Some(Date::constant(2026, 6, 30)), None));
    assert_eq!((open.stage.as_deref(), open.buyer_says), (Some("offer"), None));
    assert_eq!(open.next_due, Some(Date::constant(2026, 3, 9)));
    let lost =
        read(&COLUMNS, &["甲公司", "空压机", "", "丢单", "2026-02-01", "2026-01-05", "价格", "2026-03-09"]).unwrap();
    assert_eq!((lost.expected, lost.ended), (None, Some((DealEnd::Lost, Date::constant(2026, 2, 1)))));
    assert_eq!((lost.amount, lost.stage, lost.next_due), (DealAmount::Unknown, None, None));
    assert!(lost.buyer_says.is_some());
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let row = ["", "", "-3", "什么阶段", "", "2026-09-01", "", ""];
    let expected = ["customer_missing", "deal_name_missing", "stage_unknown", "date_in_the_future", "amount_negative"];
    assert_eq!(codes(read(&COLUMNS, &row)), expected);
}

#[test]
fn a_closed_deal_needs_its_day_and_one_that_has_a_day_needs_its_outcome() {
    assert_eq!(codes(read(&COLUMNS, &["甲", "a", "", "赢单", "", "", "", ""])), ["end_day_missing"]);
    assert_eq!(
        codes(read(&COLUMNS, &["甲", "a", "", "赢单", "2026-01-01", "2026-02-01", "", ""])),
        ["ended_before_opened"]
    );
    assert_eq!(codes(read(&COLUMNS, &["甲", "a", "", "赢单", "2026-05-01", "", "", ""])), ["date_in_the_future"]);
    let columns = [("客户", F::Company), ("商机", F::DealName), ("实际成交日期", F::EndedOn)];
    assert_eq!(codes(read(&columns, &["甲", "a", "2026-01-01"])), ["outcome_missing"]);
}

#[test]
fn a_range_is_an_estimate_and_its_ends_stand_in_order() {
    let columns = [("客户", F::Company), ("商机", F::DealName), ("下限", F::AmountLow), ("上限", F::AmountHigh)];
    let row = read(&columns, &["甲", "a", "100", "300"]).unwrap();
    assert_eq!(row.amount, DealAmount::Estimated { low_minor: 10_000, likely_minor: 20_000, high_minor: 30_000 });
    assert_eq!(codes(read(&columns, &["甲", "a", "300", "100"])), ["money_reversed"]);
}
