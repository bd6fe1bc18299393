//! Excel files: cells as a person sees them, merged headers, several sheets, and files made to exhaust the machine.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use tables::{Entry, Hints, RowFault, detect, detect_with, open};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{ListFile, codes, strings, summary};

fn workbook(fill: impl FnOnce(&mut Workbook) -> Result<(), XlsxError>) -> ListFile {
    let mut book = Workbook::new();
    fill(&mut book).unwrap();
    ListFile::named("list.dat", book.save_to_buffer().unwrap())
}

fn sheet(fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> ListFile {
    workbook(|book| fill(book.add_worksheet()))
}

fn write_rows(sheet: &mut Worksheet, from: u32, rows: &[&[&str]]) -> Result<(), XlsxError> {
    for (row, cells) in (from..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            if !cell.is_empty() {
                sheet.write_string(row, column, *cell)?;
            }
        }
    }
    Ok(())
}

#[test]
fn cells_read_as_a_person_sees_them() {
    let file = sheet(|sheet| {
        write_rows(sheet, 0, &[&["姓名", "手机", "生日", "年龄", "收入", "备注"]])?;
        sheet.write_string(1, 0, " 张三 ")?;
        sheet.write_number(1, 1, 13_800_138_000.0)?;
        let date = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_datetime_with_format(1, 2, ExcelDateTime::from_ymd(1990, 3, 7)?, &date)?;
        sheet.write_number(1, 3, 34)?;
        sheet.write_number(1, 4, 12.5)?;
        sheet.write_boolean(1, 5, true)?;
        Ok(())
    });
    assert_eq!(file.rows()[0].cells, strings(&["张三", "13800138000", "1990-03-07", "34", "12.5", "TRUE"]));
}

#[test]
fn a_merged_header_below_a_title_is_joined_and_totals_are_skipped() {
    let file = sheet(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 3, "2024年客户名单", &plain)?;
        sheet.merge_range(1, 0, 2, 0, "姓名", &plain)?;
        sheet.merge_range(1, 1, 1, 2, "联系方式", &plain)?;
        sheet.merge_range(1, 3, 2, 3, "金额", &plain)?;
        write_rows(sheet, 2, &[&["", "手机", "邮箱"]])?;
        write_rows(sheet, 3, &[&["张三", "13800138000", "a@b.cn", "5"], &[], &["李四", "13900139000", "", "6"]])?;
        write_rows(sheet, 6, &[&["合计", "", "", "11"], &["制表人：王芳"]])
    });
    let detection = file.detect();
    assert_eq!(detection.format.columns, strings(&["姓名", "手机", "邮箱", "金额"]));
    assert_eq!(codes(&detection), ["title_skipped", "header_joined"]);
    assert_eq!(
        summary(&file.read()),
        ["4: 张三|13800138000|a@b.cn|5", "5- blank", "6: 李四|13900139000||6", "7- total", "8- footnote"]
    );
}

#[test]
fn the_sheet_that_holds_the_list_is_read_and_another_can_be_asked_for() {
    let file = workbook(|book| {
        book.add_worksheet().set_name("空")?;
        write_rows(book.add_worksheet().set_name("说明")?, 0, &[&["本表由销售部维护"]])?;
        write_rows(book.add_worksheet().set_name("名单")?, 0, &[&["姓名", "手机"], &["张三", "13800138000"]])?;
        write_rows(book.add_worksheet().set_name("旧名单")?, 0, &[&["姓名", "手机"], &["李四", "13900139000"]])
    });
    let detection = file.detect();
    assert_eq!(codes(&detection), ["several_sheets"]);
    assert_eq!(detection.sheets.iter().filter(|sheet| sheet.empty).count(), 1);
    assert_eq!(file.rows()[0].cells[0], "张三");

    let other = |name: &str| Hints { sheet: Some(name.to_owned()), ..Hints::default() };
    let format = detect_with(&file.path, &other("旧名单")).unwrap().format;
    assert_eq!(crate::rows_of(file.entries(&format))[0].cells[0], "李四");
    let error = detect_with(&file.path, &other("没有")).unwrap_err();
    assert_eq!(error.code(), "sheet_missing");
    assert!(error.to_string().contains("旧名单"));
}

#[test]
fn a_cell_far_to_the_right_is_a_problem_of_its_row() {
    let file = sheet(|sheet| {
        write_rows(sheet, 0, &[&["姓名", "手机"], &["张三", "13800138000"], &["李四", "13900139000"]])?;
        write_rows(sheet, 3, &[&["王五", "13700137000"], &["赵六", "13600136000"], &["孙七", "13500135000"]])?;
        sheet.write_string(1, 9, "见附件")?;
        sheet.write_string(2, 16_000, "x")?;
        Ok(())
    });
    let entries = file.read();
    let faults: Vec<_> = entries[..2]
        .iter()
        .map(|entry| match entry {
            Entry::Problem(problem) => problem.fault.clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        faults,
        [RowFault::TooManyCells { expected: 2, found: 10 }, RowFault::TooManyCells { expected: 2, found: 16_001 }]
    );
    assert_eq!(entries.len(), 5);
}

#[test]
fn formatted_rows_without_content_do_not_count() {
    let file = sheet(|sheet| {
        write_rows(sheet, 0, &[&["姓名", "手机"], &["张三", "13800138000"]])?;
        sheet.write_blank(5_000, 0, &Format::new().set_bold())?;
        Ok(())
    });
    assert_eq!(file.read().len(), 1);
}

#[test]
fn a_workbook_without_cells_is_empty() {
    assert_eq!(sheet(|_| Ok(())).refused().code(), "file_empty");
}

#[test]
fn a_consumer_may_stop_in_the_middle_of_a_sheet() {
    let file = sheet(|sheet| {
        write_rows(sheet, 0, &[&["姓名", "手机"]])?;
        (1..20_000).try_for_each(|row| sheet.write_string(row, 0, "张三").map(|_| ()))
    });
    let mut rows = open(&file.path, &file.detect().format).unwrap();
    assert!(rows.next().unwrap().is_ok());
    assert_eq!(rows.progress().total, Some(20_000));
    drop(rows);
}

/// A small workbook of which one part is replaced.
fn workbook_with_part(name: &str, content: &[u8]) -> Vec<u8> {
    let mut book = Workbook::new();
    write_rows(book.add_worksheet(), 0, &[&["姓名", "手机"], &["张三", "13800138000"]]).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let mut source = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut target = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..source.len() {
        let part = source.by_index_raw(index).unwrap();
        if part.name().unwrap() != name {
            target.raw_copy_file(part).unwrap();
        }
    }
    target.start_file(name, SimpleFileOptions::default()).unwrap();
    target.write_all(content).unwrap();
    target.finish().unwrap().into_inner()
}

#[test]
fn a_part_that_unpacks_to_a_mountain_is_refused() {
    // 80 MB of blanks between tags pack into a few hundred kilobytes.
    let xml = " <a/>".repeat(16 << 20);
    let file = ListFile::named("bomb.xlsx", workbook_with_part("xl/sharedStrings.xml", xml.as_bytes()));
    assert_eq!(detect(&file.path).unwrap_err().code(), "workbook_too_large");
}

#[test]
fn a_part_that_declares_a_mountain_is_refused_before_unpacking() {
    let mut bytes = workbook_with_part("xl/sharedStrings.xml", b"<sst/>");
    // The size unpacked stands 24 bytes into the central directory's entry, 22 bytes before the name.
    let name = b"xl/sharedStrings.xml";
    let at = memchr::memmem::rfind(&bytes, name).unwrap() - 22;
    bytes[at..at + 4].copy_from_slice(&0x7FFF_FFFF_u32.to_le_bytes());
    let error = ListFile::named("bomb.xlsx", bytes).refused();
    assert_eq!(error.code(), "workbook_too_large");
    assert!(error.to_string().contains("xl/sharedStrings.xml"), "{error}");
}

#[test]
fn a_cell_of_megabytes_is_refused() {
    let xml = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(2 << 20));
    let file = ListFile::named("cell.xlsx", workbook_with_part("xl/sharedStrings.xml", xml.as_bytes()));
    assert_eq!(detect(&file.path).unwrap_err().code(), "workbook_too_large");
}

#[test]
fn a_damaged_sheet_is_an_error_not_a_short_list() {
    let xml = b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>x</t></is></c></row><row r=";
    let file = ListFile::named("cut.xlsx", workbook_with_part("xl/worksheets/sheet1.xml", xml));
    assert_eq!(detect(&file.path).unwrap_err().code(), "workbook_broken");
}

// `fixtures/` holds what the crates here cannot write: a list of our own making saved as Excel 97 and with a password.

#[test]
fn an_old_excel_file_is_read_like_a_new_one() {
    let file = ListFile::named("list.csv", include_bytes!("../fixtures/excel-97.xls"));
    let detection = file.detect();
    assert_eq!(detection.format.columns, strings(&["姓名", "手机", "生日", "身份证号"]));
    assert_eq!(
        summary(&file.read()),
        [
            "3: 张三|13800138000|1990-03-07|11010519491231002X",
            "4: 李四|13800138001|1990-03-07|11010519491231002X",
            "5- blank",
            "6- total",
        ]
    );
}

#[test]
fn a_workbook_with_a_password_is_refused_as_such() {
    let file = ListFile::named("list.xlsx", include_bytes!("../fixtures/password.xlsx"));
    assert_eq!(file.refused().code(), "file_encrypted");
}

#[test]
fn other_office_files_are_named() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let file = ListFile::named("list.xlsx", zip.finish().unwrap().into_inner());
    let error = file.refused();
    assert_eq!(error.code(), "file_not_a_table");
    assert!(error.to_string().contains("Word"), "{error}");
}
