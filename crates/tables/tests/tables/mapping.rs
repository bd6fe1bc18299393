//! Which column is which field: from headings in both languages, from cells, from the command line.

use rstest::rstest;
use tables::ImportField::{self, *};
use tables::mapping::{Assignment, Suggestion, Why};
use tables::{Mapping, suggest};

use crate::strings;

fn fields(columns: &[&str], samples: &[&[&str]]) -> Vec<Option<ImportField>> {
    let samples: Vec<_> = samples.iter().map(|row| strings(row)).collect();
    suggest(&strings(columns), &samples).into_iter().map(|suggestion| suggestion.field).collect()
}

#[rstest]
#[case("客户姓名", Name)]
#[case("*手机号码（必填）", Mobile)]
#[case("联系电话1", Phone)]
#[case("单 位 名 称", Company)]
#[case("职务", Position)]
#[case("家庭住址", HomeAddress)]
#[case("客户所属行业", Industry)]
#[case("Full Name", Name)]
#[case("given_name", GivenName)]
#[case("surname", FamilyName)]
#[case("E-mail", Email)]
#[case("date_of_birth", BirthDate)]
#[case("soc_sec_id", IdentityNumber)]
#[case("rec_id", ExternalId)]
#[case("Tel.", Phone)]
#[case("联系方式 手机", Mobile)]
#[case("able_to_pay", AbleToPay)]
fn a_heading_tells_its_field(#[case] heading: &str, #[case] expected: ImportField) {
    assert_eq!(fields(&[heading], &[]), [Some(expected)]);
}

#[test]
fn the_febrl_header_is_known() {
    let columns = [
        "rec_id",
        "given_name",
        "surname",
        "street_number",
        "address_1",
        "address_2",
        "suburb",
        "postcode",
        "state",
        "date_of_birth",
        "soc_sec_id",
    ];
    let expected = [
        ExternalId,
        GivenName,
        FamilyName,
        StreetNumber,
        Street,
        Address,
        Suburb,
        Postcode,
        Province,
        BirthDate,
        IdentityNumber,
    ];
    assert_eq!(fields(&columns, &[]), expected.map(Some));
}

#[rstest]
#[case::contact_of_a_company(&["客户名称", "联系人", "电话"], [Some(Company), Some(ContactName), Some(Phone)])]
#[case::company_named_outright(&["公司名称", "联系人", "手机"], [Some(Company), Some(ContactName), Some(Mobile)])]
#[case::contact_alone_is_the_name(&["联系人", "手机", "地址"], [Some(Name), Some(Mobile), Some(Address)])]
#[case::employer(&["姓名", "单位", "手机"], [Some(Name), Some(Company), Some(Mobile)])]
fn a_name_means_what_the_other_columns_make_of_it(
    #[case] columns: &[&str],
    #[case] expected: [Option<ImportField>; 3],
) {
    assert_eq!(fields(columns, &[]), expected);
}

#[test]
fn a_name_means_what_its_cells_make_of_it() {
    let people: &[&[&str]] = &[&["张三"], &["李小四"], &["王五"]];
    let companies: &[&[&str]] = &[&["上海元器件分销有限公司"], &["北京朗新集团"], &["广州市顺达商贸公司"]];
    assert_eq!(fields(&["客户名称"], people), [Some(Name)]);
    assert_eq!(fields(&["客户名称"], companies), [Some(Company)]);
}

#[test]
fn cells_tell_the_field_where_no_heading_does() {
    let samples: &[&[&str]] = &[
        &["张三", "13800138000", "zhang@example.com", "11010519491231002X", "上海市浦东新区世纪大道1号", "甲"],
        &["李四", "+86 13900139000", "li@example.com", "", "北京市海淀区中关村大街2号", "乙"],
        &["欧阳娜", "13700137000", "wang@example.com", "11010519491231002X", "广州市天河区体育西路3号", "丙"],
        &["赵六", "13600136000", "", "11010519491231002X", "", "丁"],
    ];
    let columns = strings(&["#1", "#2", "#3", "#4", "#5", "#6"]);
    let rows: Vec<_> = samples.iter().map(|row| strings(row)).collect();
    let suggestions = suggest(&columns, &rows);
    let found: Vec<_> = suggestions.iter().map(|suggestion| suggestion.field.clone()).collect();
    assert_eq!(found, [Some(Name), Some(Mobile), Some(Email), Some(IdentityNumber), Some(Address), None]);
    assert_eq!(suggestions[0].why, Why::Cells);
    assert_eq!(suggestions[5], Suggestion { column: "#6".into(), field: None, confidence: 0, why: Why::NothingKnown });
}

#[test]
fn categories_under_the_heading_of_contacts_are_not_taken_for_names() {
    let columns = strings(&["age", "job", "contact"]);
    let rows: Vec<_> = (0..20).map(|i| strings(&["30", "clerk", ["cellular", "unknown"][i % 2]])).collect();
    let suggestions = suggest(&columns, &rows);
    assert_eq!(suggestions[2].why, Why::HeadingAgainstCells);
    let mapping = Mapping::from_suggestions(&suggestions);
    assert_eq!(mapping.field_of("contact"), None);
    let errors: Vec<_> = mapping.check(&columns).iter().map(|error| error.code()).collect();
    assert_eq!(errors, ["mapping_nothing_identifies"]);
}

#[test]
fn names_that_come_back_in_many_rows_are_still_names() {
    let rows: Vec<_> = (0..60).map(|i| strings(&[["张三", "李四", "王五"][i % 3], "商品"])).collect();
    let suggestions = suggest(&strings(&["姓名", "品名"]), &rows);
    assert_eq!((suggestions[0].field.clone(), suggestions[0].why), (Some(Name), Why::HeadingAndCells));
}

#[test]
fn a_field_that_a_party_has_once_is_suggested_once() {
    let columns = strings(&["姓名", "客户姓名", "手机", "手机2"]);
    let suggestions = suggest(&columns, &[]);
    assert_eq!(suggestions[1].why, Why::FieldTaken);
    let found: Vec<_> = suggestions.into_iter().map(|suggestion| suggestion.field).collect();
    assert_eq!(found, [Some(Name), None, Some(Mobile), Some(Mobile)]);
}

#[rstest]
#[case("phone=手机", "手机", Phone)]
#[case(" mobile = #2 ", "手机", Mobile)]
#[case("custom:鞋码=备注", "备注", Custom("鞋码".into()))]
#[case("notes=a=b", "a=b", Notes)]
fn a_pair_of_the_command_line_maps_a_column(#[case] pair: &str, #[case] column: &str, #[case] field: ImportField) {
    let mut mapping = Mapping::default();
    mapping.assign_pair(pair, &strings(&["姓名", "手机", "备注", "a=b"])).unwrap();
    assert_eq!(mapping.assignments(), [Assignment { column: column.into(), field }]);
}

#[rstest]
#[case("phone", "mapping_not_a_pair")]
#[case("=手机", "mapping_not_a_pair")]
#[case("phone=", "mapping_not_a_pair")]
#[case("fone=手机", "mapping_unknown_field")]
#[case("phone=电话", "mapping_no_such_column")]
#[case("phone=#3", "mapping_no_such_column")]
fn a_wrong_pair_is_refused_with_its_reason(#[case] pair: &str, #[case] code: &str) {
    let error = Mapping::default().assign_pair(pair, &strings(&["姓名", "手机"])).unwrap_err();
    assert_eq!(error.code(), code);
    assert!(!error.to_string().contains('\n'));
}

#[test]
fn a_pair_takes_a_single_field_from_the_column_that_had_it() {
    let columns = strings(&["姓名", "昵称"]);
    let mut mapping = Mapping::from_suggestions(&suggest(&columns, &[]));
    mapping.assign_pair("name=昵称", &columns).unwrap();
    assert_eq!(mapping.assignments(), [Assignment { column: "昵称".into(), field: Name }]);
    assert_eq!(mapping.check(&columns), []);
}

#[test]
fn a_mapping_is_checked_as_a_whole() {
    let columns = strings(&["a", "b"]);
    let to = |column: &str, field: ImportField| Assignment { column: column.into(), field };
    let mapping = Mapping::new(vec![to("a", BirthDate), to("b", BirthDate), to("c", Notes)]);
    let codes: Vec<_> = mapping.check(&columns).iter().map(|error| error.code()).collect();
    assert_eq!(codes, ["mapping_no_such_column", "mapping_field_twice", "mapping_nothing_identifies"]);
}

#[test]
fn a_mapping_is_stored_as_codes_and_reads_rows() {
    let columns = strings(&["姓名", "手机", "无用", "备注"]);
    let stored = r#"[{"column":"手机","field":"mobile"},{"column":"姓名","field":"name"},{"column":"无用","field":"ignore"},{"column":"备注","field":"custom:memo"}]"#;
    let mapping: Mapping = serde_json::from_str(stored).unwrap();
    assert_eq!(serde_json::to_string(&mapping).unwrap(), stored);
    let bound = mapping.bind(&columns).unwrap();
    let row = strings(&["张三", "13800138000", "x", ""]);
    let values: Vec<_> = bound.values(&row).collect();
    assert_eq!(values, [(&Mobile, "13800138000"), (&Name, "张三")]);
    assert!(serde_json::from_str::<Mapping>(r#"[{"column":"a","field":"nmae"}]"#).is_err());
}
