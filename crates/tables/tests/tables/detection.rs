//! Kind, encoding, delimiter and header are found by content.

use rstest::rstest;
use tables::detect::HeaderHint;
use tables::{Format, Hints, Layout, TextEncoding, detect_with};

use crate::{ListFile, codes, gb18030, strings, utf16};

const LIST: &str = "姓名,手机,备注\n张三,13800138000,老客户\n李四,13900139000,\"下周,再谈\"\n王五,13700137000,嫌贵\n";

fn with_bom(bom: &[u8], text: Vec<u8>) -> Vec<u8> {
    [bom, &text].concat()
}

fn text_layout(format: &Format) -> &tables::TextLayout {
    match &format.layout {
        Layout::Text(layout) => layout,
        Layout::Workbook { .. } => panic!("not text: {format:?}"),
    }
}

#[rstest]
#[case::utf8("UTF-8", LIST.into())]
#[case::utf8_with_mark("UTF-8", with_bom(b"\xEF\xBB\xBF", LIST.into()))]
#[case::gb18030("gb18030", gb18030(LIST))]
#[case::utf16le_with_mark("UTF-16LE", with_bom(b"\xFF\xFE", utf16(LIST, u16::to_le_bytes)))]
#[case::utf16be_with_mark("UTF-16BE", with_bom(b"\xFE\xFF", utf16(LIST, u16::to_be_bytes)))]
#[case::utf16le("UTF-16LE", utf16(LIST, u16::to_le_bytes))]
#[case::utf16be("UTF-16BE", utf16(LIST, u16::to_be_bytes))]
fn the_encoding_is_found_and_the_rows_are_the_same(#[case] encoding: &str, #[case] bytes: Vec<u8>) {
    let file = ListFile::new(bytes);
    let detection = file.detect();
    assert_eq!(text_layout(&detection.format).encoding.name(), encoding);
    assert_eq!(codes(&detection), Vec::<&str>::new());
    assert_eq!(detection.format.columns, strings(&["姓名", "手机", "备注"]));
    let rows: Vec<_> = file.rows().into_iter().map(|row| row.cells).collect();
    assert_eq!(
        rows,
        [
            strings(&["张三", "13800138000", "老客户"]),
            strings(&["李四", "13900139000", "下周,再谈"]),
            strings(&["王五", "13700137000", "嫌贵"]),
        ]
    );
}

#[test]
fn another_encoding_is_guessed_and_said_to_be_a_guess() {
    let text =
        "姓名,電話,備註\n陳大文,0912345678,介紹來的\n林美玲,0922345678,已經簽約了\n黃志明,0932345678,下個月再聯絡\n";
    let file = ListFile::new(encoding_rs::BIG5.encode(text).0);
    let detection = file.detect();
    assert_eq!(text_layout(&detection.format).encoding.name(), "Big5");
    assert_eq!(codes(&detection)[0], "encoding_guessed");
    assert_eq!(file.rows()[0].cells[0], "陳大文");
}

#[test]
fn western_accents_are_not_taken_for_chinese() {
    let text = "name,city\nMüller,Köln\nLefèvre,Orléans\nGarcía,Málaga\nBjörk,Malmö\n";
    let file = ListFile::new(encoding_rs::WINDOWS_1252.encode(text).0);
    assert_eq!(text_layout(&file.detect().format).encoding.name(), "windows-1252");
    assert_eq!(file.rows()[0].cells, strings(&["Müller", "Köln"]));
}

#[rstest]
#[case::comma(',', "name,phone,city\nA,1,x\nB,2,y\n")]
#[case::tab('\t', "name\tphone\tcity\nA, Ltd.\t1\tx\nB, Inc.\t2\ty\n")]
#[case::semicolon(';', "name;price;city\nA;1,5;x\nB;2,7;y\n")]
#[case::pipe('|', "name|phone|city\nA|1|x\nB|2|y\n")]
#[case::declared(';', "sep=;\nname;phone;city\nA;1;x\n")]
#[case::delimiters_inside_quotes(',', "name,note,city\nA,\"a;b;c\",x\nB,\"d;e;f\",y\n")]
#[case::ideographic('、', "姓名、手机、城市\n张三、13800138000、上海\n李四、13900139000、北京\n")]
fn the_delimiter_is_found(#[case] delimiter: char, #[case] text: &str) {
    let file = ListFile::new(text);
    let detection = file.detect();
    assert_eq!(text_layout(&detection.format).delimiter, delimiter);
    assert_eq!(detection.format.columns.len(), 3);
}

#[test]
fn a_list_of_one_column_is_a_list() {
    let file = ListFile::new("客户名称\n上海元器件分销有限公司\n北京朗新、华成联合体\n");
    let detection = file.detect();
    assert!(codes(&detection).contains(&"one_column"));
    assert_eq!(detection.format.columns, strings(&["客户名称"]));
    assert_eq!(file.rows().len(), 2);
}

#[rstest]
#[case::in_one_column("五金\n洁具\n企业\n锁具\n")]
#[case::in_full_rows("五金,张江\n洁具,川沙\n企业,地址\n锁具,周浦\n")]
fn headings_among_full_rows_do_not_swallow_the_rows_above(#[case] text: &str) {
    let file = ListFile::new(text);
    assert_eq!(file.detect().format.first_data_row(), 2);
    assert_eq!(file.rows().len(), 3);
}

#[test]
fn single_quotes_wrap_cells_where_no_double_ones_do() {
    let file = ListFile::new("'name','note'\n'A','x, y'\n'B','z'\n");
    assert_eq!(file.rows()[0].cells, strings(&["A", "x, y"]));
}

#[test]
fn carriage_returns_alone_end_lines() {
    let file = ListFile::new("name,phone\rAnn,13800138000\rBob,13900139000\r");
    assert_eq!(file.rows().len(), 2);
}

#[rstest]
#[case::at_once("姓名,手机\n张三,13800138000\n", (1, 1), &["姓名", "手机"])]
#[case::below_a_title("2024年客户名单,\n\n姓名,手机\n张三,13800138000\n", (3, 3), &["姓名", "手机"])]
#[case::below_title_and_particulars(
    "客户名单,,\n部门：销售部,,日期：2024-01-05\n姓名,手机,地址\n张三,13800138000,上海\n", (3, 3), &["姓名", "手机", "地址"]
)]
#[case::groups_above(
    "客户名单,,,\n基本信息,,联系方式,\n姓名,性别,手机,邮箱\n张三,男,13800138000,a@b.cn\n", (2, 3), &["姓名", "性别", "手机", "邮箱"]
)]
#[case::divided_below(
    "姓名,联系方式,,地址\n,手机,邮箱,\n张三,13800138000,a@b.cn,上海\n", (1, 2), &["姓名", "手机", "邮箱", "地址"]
)]
#[case::same_headings_in_two_groups(
    "本人,,配偶,\n姓名,手机,姓名,手机\n张三,13800138000,李四,13900139000\n", (1, 2), &["本人 姓名", "本人 手机", "配偶 姓名", "配偶 手机"]
)]
#[case::unknown_headings("blorp,flurb,zonk\nx,2024-01-05,12\ny,2024-02-06,13\n", (1, 1), &["blorp", "flurb", "zonk"])]
#[case::heading_over_two_lines("\"客户\n姓名\",手机\n张三,13800138000\n", (1, 1), &["客户 姓名", "手机"])]
#[case::unnamed_column_in_use("姓名,,手机\n张三,x,13800138000\n李四,y,13900139000\n", (1, 1), &["姓名", "#2", "手机"])]
fn the_header_is_found(#[case] text: &str, #[case] rows: (u64, u64), #[case] columns: &[&str]) {
    let file = ListFile::new(text);
    let format = file.detect().format;
    let header = format.header.expect("a header");
    assert_eq!((header.first, header.last), rows);
    assert_eq!(format.columns, strings(columns));
    let first = &file.rows()[0];
    assert!(first.cells.contains(&"张三".to_owned()) || first.cells.contains(&"x".to_owned()), "{first:?}");
}

#[rstest]
#[case::values_in_every_column("张三,13800138000,a@b.cn\n李四,13900139000,c@d.cn\n")]
#[case::names_and_words("张三,上海\n李四,北京\n王五,广州\n")]
fn a_list_without_header_loses_no_row(#[case] text: &str) {
    let file = ListFile::new(text);
    let detection = file.detect();
    assert_eq!(detection.format.header, None);
    assert!(codes(&detection).contains(&"no_header"));
    assert_eq!(detection.format.columns[0], "#1");
    assert_eq!(file.rows().len(), text.lines().count());
}

#[test]
fn a_header_alone_is_a_list_of_no_rows() {
    let file = ListFile::new("姓名,手机,备注\n");
    let detection = file.detect();
    assert_eq!(codes(&detection), ["no_rows"]);
    assert_eq!(detection.format.columns.len(), 3);
    assert_eq!(file.read(), []);
}

#[test]
fn five_hundred_columns_are_read() {
    let line = |cell: &dyn Fn(usize) -> String| (0..500).map(cell).collect::<Vec<_>>().join(",");
    let text = format!("{}\n{}\n", line(&|i| format!("field{i}")), line(&|i| i.to_string()));
    let file = ListFile::new(text);
    assert_eq!(file.detect().format.columns.len(), 500);
    assert_eq!(file.rows()[0].cells[499], "499");
}

#[rstest]
#[case::empty(b"".as_slice(), "file_empty")]
#[case::blank(b"\xEF\xBB\xBF \r\n\r\n".as_slice(), "file_empty")]
#[case::binary(b"\x00\x01\x02\x03\xFF\xFE\x00\x07name,phone\n".as_slice(), "file_not_a_table")]
#[case::controls(b"\x01\x02\x03\x04\x05\x06\x07 text".as_slice(), "file_not_a_table")]
#[case::pdf(b"%PDF-1.7 ...".as_slice(), "file_not_a_table")]
#[case::web_page(b"<html><body><table><tr><td>1</td></tr></table>".as_slice(), "file_not_a_table")]
#[case::broken_zip(b"PK\x03\x04 and no more".as_slice(), "workbook_broken")]
#[case::broken_old_excel(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and no more".as_slice(), "workbook_broken")]
fn what_is_no_table_is_refused_with_its_reason(#[case] bytes: &[u8], #[case] code: &str) {
    let error = ListFile::named("customers.csv", bytes).refused();
    assert_eq!(error.code(), code);
    assert!(!error.to_string().contains('\n'));
    assert!(error.params().contains(&("file", "customers.csv".to_owned())));
}

#[test]
fn a_missing_file_is_refused() {
    let file = ListFile::empty("missing.csv");
    assert_eq!(file.refused().code(), "file_unreadable");
}

#[test]
fn a_person_can_correct_the_detection() {
    let file = ListFile::new("名单;甲\n姓名;手机\n张三;13800138000\n");
    let hints = Hints {
        encoding: Some(TextEncoding::from_name("gbk").unwrap()),
        delimiter: Some(';'),
        header: Some(HeaderHint::Row(1)),
        ..Hints::default()
    };
    let format = detect_with(&file.path, &hints).unwrap().format;
    assert_eq!(text_layout(&format).encoding, TextEncoding::GB18030);
    assert_eq!(format.first_data_row(), 2);

    let absent = Hints { header: Some(HeaderHint::Absent), ..Hints::default() };
    assert_eq!(detect_with(&file.path, &absent).unwrap().format.first_data_row(), 1);

    let beyond = Hints { header: Some(HeaderHint::Row(99)), ..Hints::default() };
    assert_eq!(detect_with(&file.path, &beyond).unwrap_err().code(), "header_row_missing");
}

#[test]
fn a_format_is_stored_and_read_back_the_same() {
    let format = ListFile::new(gb18030(LIST)).detect().format;
    let stored = serde_json::to_string(&format).unwrap();
    assert_eq!(serde_json::from_str::<Format>(&stored).unwrap(), format);
}

#[test]
fn numbers_damaged_by_a_spreadsheet_are_noted() {
    let file =
        ListFile::new("姓名,身份证号,手机\n张三,110101199003070000,1.38E+10\n李四,110101199003078888,1.39E+10\n");
    let detection = file.detect();
    assert_eq!(codes(&detection), ["digits_lost", "scientific_numbers"]);
    assert!(detection.notes[0].to_string().contains("身份证号"));
}

#[test]
fn a_few_lines_in_another_encoding_do_not_change_the_encoding() {
    let mut bytes = LIST.as_bytes().to_vec();
    bytes.extend(gb18030("赵六,13600136000,资料来自旧系统\n"));
    let detection = ListFile::new(bytes).detect();
    assert_eq!(text_layout(&detection.format).encoding, TextEncoding::UTF_8);
    assert_eq!(codes(&detection), ["lines_not_in_encoding"]);
}
