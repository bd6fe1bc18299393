//! The reader of files under broken input: it refuses or reads, and every row it gives has its own number.

use std::io::Cursor;

use fuzzing::fuzz;
use rust_xlsxwriter::Workbook;
use tables::{detect, open};

use crate::{ListFile, gb18030, utf16};

/// Whatever the bytes: refused, or read to the end with numbers that rise.
fn refused_or_read(file: &ListFile, bytes: &[u8]) {
    std::fs::write(&file.path, bytes).unwrap();
    let Ok(found) = detect(&file.path) else { return };
    let _ = tables::suggest(&found.format.columns, &found.samples);
    let Ok(rows) = open(&file.path, &found.format) else { return };
    let mut last = 0;
    for entry in rows {
        let Ok(entry) = entry else { return };
        assert!(entry.number() > last, "row {} after {last}", entry.number());
        last = entry.number();
    }
}

#[test]
fn text_files() {
    let chinese = "客户名单,,\n姓名,手机,备注\n张三,13800138000,\"老客户, 说\"\"好\"\"\"\n李四,,\n合计,2,\n";
    let seeds: Vec<Vec<u8>> = vec![
        chinese.into(),
        gb18030(chinese),
        [b"\xFF\xFE".to_vec(), utf16(chinese, u16::to_le_bytes)].concat(),
        [b"\xFE\xFF".to_vec(), utf16(chinese, u16::to_be_bytes)].concat(),
        [b"\xEF\xBB\xBF".as_slice(), chinese.as_bytes()].concat(),
        b"name;phone;note\r\nAnn;+86 138 0013 8000;x\r\nBob;;\"open\r\n".to_vec(),
        b"a\tb\n1\t2\n3\n".to_vec(),
        [gb18030("姓名,手机\n张三,1\n"), "李四,2\n".into()].concat(),
    ];
    let seeds: Vec<&[u8]> = seeds.iter().map(Vec::as_slice).collect();
    let file = ListFile::empty("list.csv");
    fuzz("text_files", &seeds, |bytes| refused_or_read(&file, bytes));
}

#[test]
fn workbooks() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in [["姓名", "手机"], ["张三", "13800138000"], ["李四", ""]].into_iter().enumerate() {
        for (column, cell) in cells.into_iter().enumerate() {
            sheet.write_string(row as u32, column as u16, cell).unwrap();
        }
    }
    let packed = book.save_to_buffer().unwrap();
    // the same without packing, so that edits reach the XML itself
    let mut source = zip::ZipArchive::new(Cursor::new(&packed)).unwrap();
    let mut stored = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..source.len() {
        let mut part = source.by_index(index).unwrap();
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        stored.start_file(part.name().unwrap().into_owned(), options).unwrap();
        std::io::copy(&mut part, &mut stored).unwrap();
    }
    let stored = stored.finish().unwrap().into_inner();
    let file = ListFile::empty("list.xlsx");
    let old = include_bytes!("../fixtures/excel-97.xls");
    fuzz("workbooks", &[&packed, &stored, old], |bytes| refused_or_read(&file, bytes));
}
