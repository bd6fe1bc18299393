//! Files that attack: each is refused at once or read as far as it goes, with little memory.

use std::io::{BufWriter, Cursor, Write};

use rstest::rstest;
use tables::{
    Entry, detect,
    limits::{MAX_SHEETS_SAMPLED, MAX_WORKBOOK_PARTS},
};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{ListFile, codes, gb18030, summary, utf16};

#[rstest]
#[case::empty(b"", "file_empty")]
#[case::blank_lines(b"\n\n \n", "file_empty")]
#[case::picture(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x02\x00", "file_not_a_table")]
#[case::program(b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\x3e\x00", "file_not_a_table")]
fn what_is_no_list_is_refused_whatever_it_is_called(#[case] bytes: &[u8], #[case] code: &str) {
    for name in ["list.csv", "list.xlsx", "list.xls"] {
        assert_eq!(ListFile::named(name, bytes).refused().code(), code, "{name}");
    }
}

#[test]
fn a_header_alone_is_a_list_without_rows() {
    let file = ListFile::new("姓名,手机\n");
    assert!(codes(&file.detect()).contains(&"no_rows"));
    assert!(file.rows().is_empty());
}

#[rstest]
#[case::utf8([b"\xEF\xBB\xBF".as_slice(), "姓名,手机\n张三,13800138000\n".as_bytes()].concat())]
#[case::utf16_little([b"\xFF\xFE".to_vec(), utf16("姓名,手机\n张三,13800138000\n", u16::to_le_bytes)].concat())]
#[case::utf16_big([b"\xFE\xFF".to_vec(), utf16("姓名,手机\n张三,13800138000\n", u16::to_be_bytes)].concat())]
fn a_byte_order_mark_is_no_part_of_the_first_heading(#[case] bytes: Vec<u8>) {
    let file = ListFile::new(bytes);
    assert_eq!(file.detect().format.columns, ["姓名", "手机"]);
    assert_eq!(summary(&file.read()), ["2: 张三|13800138000"]);
}

#[test]
fn two_encodings_in_one_file_cost_the_rows_of_the_lesser_only() {
    let mut bytes = gb18030("姓名,备注\n");
    for row in 0..40 {
        bytes.extend(gb18030(&format!("张三{row},这一位是老客户介绍来的\n")));
    }
    bytes.extend("李四,另一个系统里导出来的备注\n".as_bytes());
    let entries = ListFile::new(bytes).read();
    assert_eq!(entries.iter().filter(|entry| matches!(entry, Entry::Row(_))).count(), 40);
    assert!(summary(&entries).last().unwrap().starts_with("42! "), "{:?}", summary(&entries).last());
}

/// The most memory that this process has had, in kB; a test is a process of its own under nextest.
#[cfg(target_os = "linux")]
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// A gigabyte without a line end, written piece by piece.
#[cfg(target_os = "linux")]
#[test]
fn a_gigabyte_on_one_line_is_refused_soon_and_never_held() {
    let file = ListFile::empty("list.csv");
    let mut writer = BufWriter::with_capacity(1 << 20, std::fs::File::create(&file.path).unwrap());
    let piece = vec![b'x'; 1 << 20];
    for _ in 0..1_024 {
        writer.write_all(&piece).unwrap();
    }
    drop(writer);
    let before = most_memory();
    assert_eq!(file.refused().code(), "file_not_a_table");
    assert!(most_memory() - before < 64 * 1_024, "{} kB", most_memory() - before);
}

/// The same in the middle of a list costs that line only.
#[test]
fn a_line_of_a_hundred_megabytes_between_rows_costs_itself_only() {
    let file = ListFile::new("姓名,手机\n张三,13800138000\n");
    let format = file.detect().format;
    let mut writer = BufWriter::new(std::fs::OpenOptions::new().append(true).open(&file.path).unwrap());
    let piece = vec![b'x'; 1 << 20];
    for _ in 0..100 {
        writer.write_all(&piece).unwrap();
    }
    writer.write_all("\n李四,13700137000\n".as_bytes()).unwrap();
    drop(writer);
    assert_eq!(summary(&file.entries(&format)), ["2: 张三|13800138000", "3! row_too_long", "4: 李四|13700137000"]);
}

#[test]
fn more_columns_than_any_list_has_are_refused_and_five_hundred_are_not() {
    let line = |columns: usize| (0..columns).map(|i| format!("c{i}")).collect::<Vec<_>>().join(",");
    let wide = |columns: usize| ListFile::new(format!("{}\n{}\n", line(columns), line(columns).replace('c', "v")));
    assert_eq!(wide(500).rows()[0].cells.len(), 500);
    assert_eq!(wide(20_000).refused().code(), "too_many_columns");
}

/// A workbook of so many sheets, each with one cell.
fn many_sheets(count: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, content: &str| {
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(name.to_owned(), stored).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    };
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    part("[Content_Types].xml", &format!("<Types xmlns=\"{package}/content-types\"/>"));
    let book = format!("<Relationship Id=\"rId1\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/>");
    part("_rels/.rels", &format!("<Relationships xmlns=\"{package}/relationships\">{book}</Relationships>"));
    let each = |one: &dyn Fn(usize) -> String| (1..=count).map(one).collect::<String>();
    let sheets = each(&|i| format!("<sheet name=\"s{i}\" sheetId=\"{i}\" r:id=\"rId{i}\"/>"));
    part(
        "xl/workbook.xml",
        &format!("<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets>{sheets}</sheets></workbook>"),
    );
    let targets = each(&|i| {
        format!("<Relationship Id=\"rId{i}\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>")
    });
    part(
        "xl/_rels/workbook.xml.rels",
        &format!("<Relationships xmlns=\"{package}/relationships\">{targets}</Relationships>"),
    );
    let cell = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>x</t></is></c></row>";
    let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{cell}</sheetData></worksheet>");
    for i in 1..=count {
        part(&format!("xl/worksheets/sheet{i}.xml"), &sheet);
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn ten_thousand_sheets_are_refused_before_any_is_read() {
    let error = ListFile::named("list.xlsx", many_sheets(MAX_WORKBOOK_PARTS)).refused();
    assert_eq!(error.code(), "workbook_broken");
}

#[test]
fn of_a_thousand_sheets_some_are_looked_into() {
    let file = ListFile::named("list.xlsx", many_sheets(1_000));
    let found = detect(&file.path);
    assert!(found.is_ok_and(|found| found.sheets.len() == MAX_SHEETS_SAMPLED));
}

#[test]
fn an_old_workbook_called_csv_is_read_for_what_it_is() {
    let file = ListFile::named("list.csv", include_bytes!("../fixtures/excel-97.xls"));
    assert!(matches!(file.detect().format.layout, tables::Layout::Workbook { kind: tables::WorkbookKind::Xls, .. }));
}
