//! Files written are files that can be read again, and that spreadsheets open without running anything.

use rstest::rstest;
use tables::write::{TableKind, TableWriter, WriteError, XlsxTable};

use crate::{ListFile, strings};

#[rstest]
#[case(TableKind::Csv, "out.csv")]
#[case(TableKind::Xlsx, "out.xlsx")]
fn what_is_written_is_read_back(#[case] kind: TableKind, #[case] name: &str) {
    let rows = [
        strings(&["张三", "+8613800138000", "=HYPERLINK(\"http://x\")"]),
        strings(&["李,四", "010-62345678", "第一行\n第二行"]),
        strings(&["王\"五", "007", "-备注"]),
    ];
    let file = ListFile::empty(name);
    let mut writer = TableWriter::create(&file.path, kind, "名单", &["姓名", "电话", "备注"]).unwrap();
    for row in &rows {
        writer.write_row(row).unwrap();
    }
    assert_eq!(writer.finish().unwrap(), 3);
    let read: Vec<_> = file.rows().into_iter().map(|row| row.cells).collect();
    assert_eq!(read, rows);
}

#[test]
fn csv_begins_with_a_byte_order_mark_and_neutralises_formulas() {
    let file = ListFile::empty("out.csv");
    let mut writer = TableWriter::create(&file.path, TableKind::Csv, "", &["a", "b"]).unwrap();
    writer.write_row(&["=1+1", "-5"]).unwrap();
    writer.finish().unwrap();
    assert_eq!(std::fs::read(&file.path).unwrap(), b"\xEF\xBB\xBFa,b\r\n'=1+1,-5\r\n");
}

#[test]
fn a_text_too_long_for_excel_is_refused_not_cut() {
    let mut table = XlsxTable::new("名单", &["a", "b"]).unwrap();
    let error = table.write_row(&["x".to_owned(), "长".repeat(32_768)]).unwrap_err();
    assert!(matches!(error, WriteError::CellTooLong { row: 1, column: 2, .. }), "{error}");
    assert_eq!(error.code(), "cell_too_long");
}

#[rstest]
#[case("a/b:c*?[x]", "abcx")]
#[case("", "Sheet")]
#[case(
    "一个名字非常长的工作表它超过了电子表格允许的三十一个字符因此要截短",
    "一个名字非常长的工作表它超过了电子表格允许的三十一个字符"
)]
fn any_name_makes_a_sheet(#[case] wanted: &str, #[case] name: &str) {
    let file = ListFile::empty("out.xlsx");
    TableWriter::create(&file.path, TableKind::Xlsx, wanted, &["name", "phone"]).unwrap().finish().unwrap();
    assert_eq!(file.detect().sheets[0].name, name);
}

#[test]
fn a_folder_that_does_not_exist_is_named_in_the_error() {
    let file = ListFile::empty("missing/out.csv");
    let error = TableWriter::create(&file.path, TableKind::Csv, "", &["a"]).unwrap_err();
    assert_eq!(error.code(), "file_unwritable");
}
