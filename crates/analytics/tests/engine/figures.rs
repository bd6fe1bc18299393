//! Figures as of a day, of a line, and of the rows for which a condition holds.

use analytics::engine::{Column, Compare, FiguresAsked, Predicate, RowKind, Value};
use rstest::rstest;

use super::orders::{Row, asked, figures, id, row, write};

/// Two customers; the first bought two lines in one order, and returned something.
fn rows() -> Vec<Row> {
    let second_line = Row { line: id(2), margin_minor: Some(300), ..row(1, 11, 20_200, 1_000) };
    let elsewhere = Row { region: Some("华北"), ..row(2, 21, 20_250, 700) };
    vec![row(1, 11, 20_200, 500), second_line, row(1, 12, 20_230, -200), row(1, 13, 20_400, 900), elsewhere]
}

fn seen(asked: FiguresAsked) -> Vec<(u128, usize, i64)> {
    let folder = tempfile::tempdir().expect("a directory is to be had");
    let data_set = write(folder.path(), &rows(), 1);
    let all = figures(&data_set, asked);
    all.iter().map(|one| (one.customer.as_u128(), one.days.len(), one.net_minor)).collect()
}

#[test]
fn what_was_bought_later_is_not_known_yet() {
    assert_eq!(seen(asked(20_454)), [(1, 2, 2_200), (2, 1, 700)]);
    // the month of the day asked about is not over and does not count for ABC
    assert_eq!(seen(asked(20_249)), [(1, 1, 1_300)]);
    assert!(seen(asked(20_100)).is_empty());
}

#[test]
fn a_line_has_its_own_figures() {
    assert_eq!(seen(FiguresAsked { line: Some(id(2)), ..asked(20_454) }), [(1, 1, 1_000)]);
    assert!(seen(FiguresAsked { line: Some(id(9)), ..asked(20_454) }).is_empty());
}

#[rstest]
#[case(Predicate::compare(Column::Amount, Compare::AtLeast, Value::Minor(900)), &[(1, 2, 1_900)])]
#[case(Predicate::compare(Column::Amount, Compare::AtLeast, Value::Minor(900)).negate(), &[(1, 1, 300), (2, 1, 700)])]
#[case(Predicate::compare(Column::Kind, Compare::Is, Value::Kind(RowKind::Return)), &[(1, 0, -200)])]
#[case(Predicate::compare(Column::Region, Compare::Is, Value::Text("华北".to_owned())), &[(2, 1, 700)])]
#[case(Predicate::unknown(Column::Region), &[(1, 2, 2_200)])]
#[case(Predicate::compare(Column::Margin, Compare::Below, Value::Minor(301)), &[(1, 1, 1_000)])]
#[case(Predicate::compare(Column::Margin, Compare::Below, Value::Minor(301)).negate(), &[])]
#[case(Predicate::among(Column::Customer, [Value::Id(id(2)), Value::Id(id(7))]), &[(2, 1, 700)])]
#[case(Predicate::among(Column::Customer, []), &[])]
#[case(
    Predicate::compare(Column::Day, Compare::Above, Value::Day(20_300))
        .or(Predicate::compare(Column::Order, Compare::Is, Value::Id(id(21)))),
    &[(1, 1, 900), (2, 1, 700)]
)]
#[case(
    Predicate::compare(Column::Day, Compare::Below, Value::Day(20_300))
        .and(Predicate::compare(Column::Line, Compare::IsNot, Value::Id(id(1)))),
    &[(1, 1, 1_000)]
)]
fn only_rows_for_which_a_condition_holds_count(#[case] predicate: Predicate, #[case] expected: &[(u128, usize, i64)]) {
    assert_eq!(seen(FiguresAsked { predicate: Some(predicate), ..asked(20_454) }), expected);
}
