//! Data sets are replaced whole, refreshed in parts, and never changed under a reader.

use analytics::engine::{DataSet, EngineError, OrderRow, OrderWriter, RowKind, Totals};

use super::orders::{Row, asked, figures, id, options, push, row, write};

fn files(folder: &std::path::Path) -> usize {
    let names = std::fs::read_dir(folder).expect("it is a directory");
    names.filter(|entry| entry.as_ref().is_ok_and(|entry| entry.path().extension() == Some("parquet".as_ref()))).count()
}

fn nets(data_set: &DataSet) -> Vec<(u128, usize)> {
    let all = figures(data_set, asked(20_500));
    all.iter().map(|one| (one.customer.as_u128(), one.days.len())).collect()
}

#[test]
fn the_manifest_counts_and_sums_what_was_written() {
    let margin = Row { margin_minor: Some(40), ..row(2, 3, 20_010, 100) };
    let second_line = Row { line: id(2), ..row(1, 1, 20_000, 50) };
    let rows = [row(1, 1, 20_000, 150), second_line, row(1, 2, 20_005, -30), margin];
    let folder = tempfile::tempdir().expect("a directory is to be had");
    let data_set = write(folder.path(), &rows, 2);
    let expected = Totals {
        rows: 4,
        orders: 3,
        customers: 2,
        amount_minor: 270,
        rows_with_margin: 1,
        margin_minor: 40,
        first_day: Some(20_000),
        last_day: Some(20_010),
    };
    assert_eq!(data_set.manifest().totals(), expected);
    // the part was full after two rows, and ended with its customer
    let parts: Vec<_> = data_set.manifest().parts.iter().map(|part| (part.first, part.last)).collect();
    assert_eq!(parts, [(id(1), id(1)), (id(2), id(2))]);
    assert_eq!((data_set.manifest().currency.as_str(), data_set.manifest().mark.as_str()), ("CNY", "a mark"));
}

#[test]
fn a_reader_keeps_its_state_while_the_next_is_written() {
    let folder = tempfile::tempdir().expect("a directory is to be had");
    let before = write(folder.path(), &[row(1, 1, 20_000, 100)], 10);
    let after = write(folder.path(), &[row(1, 1, 20_000, 100), row(2, 2, 20_000, 100)], 10);
    assert_eq!(nets(&before), [(1, 1)]);
    assert_eq!(nets(&after), [(1, 1), (2, 1)]);
    assert_eq!(files(folder.path()), 2);
    drop((before, after));
    write(folder.path(), &[row(3, 3, 20_000, 100)], 10);
    assert_eq!(files(folder.path()), 1, "files that nobody reads are removed");
}

#[test]
fn a_refresh_keeps_the_parts_that_have_not_changed() {
    let folder = tempfile::tempdir().expect("a directory is to be had");
    drop(write(folder.path(), &[row(1, 1, 20_000, 100), row(2, 2, 20_000, 100), row(3, 3, 20_000, 100)], 1));
    let mut writer = OrderWriter::begin(folder.path(), options(1)).expect("nobody else writes");
    let parts = writer.before().expect("there was one").parts.clone();
    writer.keep(&parts[0]).expect("it is the first");
    push(&mut writer, &row(2, 2, 20_000, 100)).expect("it comes next");
    push(&mut writer, &row(2, 4, 20_030, 100)).expect("it comes next");
    writer.keep(&parts[2]).expect("it comes next");
    assert!(matches!(writer.keep(&parts[0]), Err(EngineError::Unsorted(_))));
    push(&mut writer, &row(4, 5, 20_000, 100)).expect("it comes next");
    let manifest = writer.finish().expect("it is written");
    assert_eq!((&manifest.parts[0], &manifest.parts[2]), (&parts[0], &parts[2]));
    let data_set = DataSet::open(folder.path()).expect("it was written");
    assert_eq!(nets(&data_set), [(1, 1), (2, 2), (3, 1), (4, 1)]);
    assert_eq!(manifest.totals().amount_minor, 500);
    assert_eq!(files(folder.path()), 4);
}

#[test]
fn a_writer_that_does_not_finish_changes_nothing() {
    let folder = tempfile::tempdir().expect("a directory is to be had");
    assert!(matches!(DataSet::open(folder.path()), Err(EngineError::Missing(_))));
    drop(write(folder.path(), &[row(1, 1, 20_000, 100)], 10));
    let mut writer = OrderWriter::begin(folder.path(), options(1)).expect("nobody else writes");
    push(&mut writer, &row(7, 7, 20_000, 100)).expect("it is the first");
    assert!(matches!(OrderWriter::begin(folder.path(), options(1)), Err(EngineError::Busy(_))));
    drop(writer);
    assert_eq!(nets(&DataSet::open(folder.path()).expect("the state before")), [(1, 1)]);
}

#[test]
fn rows_out_of_order_and_returns_that_bring_money_are_refused() {
    let folder = tempfile::tempdir().expect("a directory is to be had");
    let mut writer = OrderWriter::begin(folder.path(), options(10)).expect("nobody else writes");
    push(&mut writer, &row(2, 1, 20_000, 100)).expect("it is the first");
    assert!(matches!(push(&mut writer, &row(1, 2, 20_000, 100)), Err(EngineError::Unsorted(_))));
    assert!(matches!(push(&mut writer, &row(2, 2, 19_999, 100)), Err(EngineError::Unsorted(_))));
    assert!(matches!(push(&mut writer, &row(2, 2, i32::MAX, 100)), Err(EngineError::Impossible(_))));
    let wrong = OrderRow {
        customer: id(2),
        line: id(1),
        order: id(3),
        day: 20_001,
        amount_minor: 5,
        margin_minor: None,
        kind: RowKind::Return,
        region: None,
    };
    assert!(matches!(writer.push(&wrong), Err(EngineError::Impossible(_))));
}

#[test]
fn a_folder_may_have_any_name() {
    let place = tempfile::tempdir().expect("a directory is to be had");
    for name in ["拓客 数据", "100% sure?", "a[1]*", "#1 & more"] {
        let folder = place.path().join(name);
        let data_set = write(&folder, &[row(1, 1, 20_000, 500)], 10);
        assert_eq!(figures(&data_set, asked(20_454)).len(), 1, "{name}");
    }
}
