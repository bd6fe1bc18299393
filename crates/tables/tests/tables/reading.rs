//! Rows, problems and skipped rows of text files.

use rstest::rstest;
use tables::{Entry, ShortRows};

use crate::{ListFile, gb18030, summary};

#[rstest]
#[case::plain("a,b\n1,2\n", &["2: 1|2"])]
#[case::windows_line_ends("a,b\r\n1,2\r\n", &["2: 1|2"])]
#[case::no_line_end_at_the_end("a,b\n1,2", &["2: 1|2"])]
#[case::blanks_around_cells("a,b\n  1 ,\u{3000}2\u{3000}\n", &["2: 1|2"])]
#[case::quotes_doubled("a,b\n\"say \"\"hi\"\"\",2\n", &["2: say \"hi\"|2"])]
#[case::quotes_after_blank("a,b\n1, \"x,y\" \n", &["2: 1|x,y"])]
#[case::quote_inside_a_cell("a,b\n5\" pipe,2\n", &["2: 5\" pipe|2"])]
#[case::cell_over_lines("a,b\n\"x\ny\",2\n3,4\n", &["2: x\ny|2", "4: 3|4"])]
#[case::blank_lines("a,b\n\n1,2\n,\n3,4\n", &["2- blank", "3: 1|2", "4- blank", "5: 3|4"])]
#[case::empty_cells_at_the_end_too_many("a,b\n1,2,,\n", &["2: 1|2"])]
#[case::too_many("a,b\n1,2,3\n4,5\n", &["2! too_many_cells", "3: 4|5"])]
#[case::too_few("a,b\n1\n4,5\n6,7\n8,9\n1,2\n", &["2! too_few_cells", "3: 4|5", "4: 6|7", "5: 8|9", "6: 1|2"])]
#[case::text_after_quote("a,b\n\"x\"y,2\n3,4\n", &["2! text_after_quote", "3: 3|4"])]
#[case::quote_open_at_the_end("a,b\n1,2\n3,\"4\n", &["2: 1|2", "3! quote_left_open"])]
#[case::quote_open_in_the_middle("a,b\n1,\"2\n3,4\n5,6\n", &["2! quote_left_open", "3: 3|4", "4: 5|6"])]
#[case::quote_open_before_a_quoted_row("a,b\n1,\"2\n\"x,y\",4\n", &["2! quote_left_open", "3: x,y|4"])]
#[case::nul("a,b\n1,2\n3,\0\n", &["2: 1|2", "3! not_in_encoding"])]
fn every_line_is_accounted_for(#[case] text: &str, #[case] expected: &[&str]) {
    let file = ListFile::new(text.replace('\0', "x"));
    let mut format = file.detect().format;
    format.short_rows = ShortRows::Refuse;
    // Written after the detection, which would call a small file with a NUL binary.
    std::fs::write(&file.path, text).unwrap();
    assert_eq!(summary(&file.entries(&format)), expected);
}

#[rstest]
#[case::chinese_total("合计,,25,1200.50", "5- total")]
#[case::total_in_another_column(",总计：25人,,", "5- total")]
#[case::latin_total("Total,,25,1200.50", "5- total")]
#[case::company_called_total("Total,13800138000,,", "5: Total|13800138000||")]
#[case::company_called_total_with_words("Total,,石油,1", "5: Total||石油|1")]
#[case::footnote("制表人：李明,,,审核：王芳", "5- footnote")]
#[case::footnote_in_one_cell("注：以上为2024年数据,,,", "5- footnote")]
#[case::repeated_header("姓名,手机,件数,金额", "5- repeated_header")]
#[case::person("何计,13700137000,1,2", "5: 何计|13700137000|1|2")]
fn rows_that_hold_no_record_are_skipped_and_counted(#[case] line: &str, #[case] expected: &str) {
    let text = format!("姓名,手机,件数,金额\n张三,13800138000,3,100\n李四,13900139000,5,200\n\n{line}\n");
    let entries = ListFile::new(text).read();
    assert_eq!(summary(&entries)[2..], ["4- blank", expected]);
}

#[test]
fn bytes_outside_the_encoding_cost_their_row_only() {
    let mut bytes = gb18030("姓名,备注\n张三,老客户\n");
    bytes.extend(b"\xC0\xEE\xCB\xC4,\xFF\xFF\n");
    bytes.extend("王小明,这一行是另外的编码\n".as_bytes());
    bytes.extend(gb18030("赵六,新客户\n孙七,老客户介绍\n周八,展会认识\n吴九,电话约访\n郑十,老客户\n冯一,新客户\n"));
    let file = ListFile::new(bytes);
    let entries = file.read();
    let lines = summary(&entries);
    assert_eq!(lines[..4], ["2: 张三|老客户", "3! not_in_encoding", "4! mixed_encoding", "5: 赵六|新客户"]);
    assert_eq!(lines.len(), 9);
    let Entry::Problem(problem) = &entries[1] else { panic!("{entries:?}") };
    assert!(problem.raw.starts_with("李四,"), "{}", problem.raw);
    assert_eq!(problem.fault.params(), [("encoding", "gb18030".to_owned())]);
}

#[test]
fn a_broken_surrogate_costs_its_row_only() {
    let mut units: Vec<u16> = "name,note\nAnn,a\nBob,".encode_utf16().collect();
    units.push(0xD800);
    units.extend("\nCid,c\n".encode_utf16());
    let bytes: Vec<u8> = units.into_iter().flat_map(u16::to_le_bytes).collect();
    let file = ListFile::new([b"\xFF\xFE".as_slice(), &bytes].concat());
    assert_eq!(summary(&file.read()), ["2: Ann|a", "3! not_in_encoding", "4: Cid|c"]);
}

#[test]
fn short_rows_are_padded_where_the_program_leaves_out_empty_cells() {
    let file = ListFile::new("name,phone,note\nAnn,13800138000\nBob\nCid,13900139000\nDan,13700137000,x\n");
    let detection = file.detect();
    assert_eq!(detection.format.short_rows, ShortRows::Pad);
    assert_eq!(
        summary(&file.read()),
        ["2: Ann|13800138000|", "3: Bob||", "4: Cid|13900139000|", "5: Dan|13700137000|x"]
    );
}

#[test]
fn rows_cut_by_a_line_break_are_refused_not_padded() {
    let file = ListFile::new("name,address,note\nAnn,1 Long\nRoad,x\nBob,2 Wide\nStreet,y\nCid,3 Old Lane,z\n");
    let codes = summary(&file.read());
    assert_eq!(codes[..4].iter().filter(|line| line.ends_with("too_few_cells")).count(), 4);
    assert_eq!(codes[4], "6: Cid|3 Old Lane|z");
}

#[test]
fn a_line_longer_than_a_row_may_be_costs_its_row_only() {
    let mut text = "a,b\n1,2\n".to_owned();
    text.push_str(&"x".repeat(3 << 20));
    text.push_str("\n3,4\n");
    let entries = ListFile::new(text).read();
    assert_eq!(summary(&entries), ["2: 1|2", "3! row_too_long", "4: 3|4"]);
    let Entry::Problem(problem) = &entries[1] else { panic!() };
    assert!(problem.raw.len() < 10_000, "{}", problem.raw.len());
}

#[test]
fn a_quote_left_open_in_a_long_file_costs_its_row_only() {
    let rows = 30_000;
    let mut text = "a,b\n1,\"2\n".to_owned();
    text.push_str(&"3,4\n".repeat(rows));
    let lines = summary(&ListFile::new(text).read());
    assert_eq!(lines.len(), rows + 1);
    assert_eq!(lines[..2], ["2! quote_left_open", "3: 3|4"]);
}

#[test]
fn lines_that_each_leave_a_quote_open_do_not_make_reading_endless() {
    // Read from either state, this line ends inside a quote, so every search runs to its bound.
    let rows = 100_000;
    let file = ListFile::new("a,b\n1,2\n");
    let format = file.detect().format;
    std::fs::write(&file.path, format!("a,b\n{}", "x\",\"\n".repeat(rows))).unwrap();
    let entries = file.entries(&format);
    assert_eq!(entries.len(), rows);
    assert!(entries.iter().all(|entry| matches!(entry, Entry::Problem(_))));
}

#[test]
fn a_file_that_became_another_kind_is_refused() {
    let file = ListFile::new("a,b\n1,2\n");
    let format = file.detect().format;
    std::fs::write(&file.path, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").unwrap();
    assert_eq!(tables::open(&file.path, &format).unwrap_err().code(), "format_changed");
}
