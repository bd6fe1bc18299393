//! Texts that a salesperson or a program writes.

use filters::{Compare, Day, Filter, Names, NumberField, Test, Who, parse, print, print_named, rows};
use method::coded::Language;
use rstest::rstest;
use uuid::Uuid;

fn names() -> Names {
    Names {
        users: vec![(Uuid::from_u128(1), "陈经理".to_owned()), (Uuid::from_u128(2), "me".to_owned())],
        lines: vec![(Uuid::from_u128(4), "水泵".to_owned()), (Uuid::from_u128(4), "pumps".to_owned())],
        lists: vec![(Uuid::from_u128(3), "展会 2026".to_owned())],
        custom: vec![("car".to_owned(), "车型".to_owned(), "car".to_owned())],
        ..Names::default()
    }
}

#[rstest]
#[case(
    "grade in (A, B) and city = \"杭州市\" and last_contact < -30d and not tag = \"禁用\"",
    "grade in (a, b) and city = 杭州市 and last_contact < -30d and not tag = 禁用"
)]
#[case("等级 属于 (A, B) 且 城市 = 杭州市", "grade in (a, b) and city = 杭州市")]
#[case("等级 属于（A级、B） 且 标签 不包含 “样品”", "grade in (a, b) and not tag contains 样品")]
#[case("等级 不属于 (C、D)", "not grade in (c, d)")]
#[case("评分≥60 或 评分 介于 10 到 20", "score >= 60 or score between 10 and 20")]
#[case("最近联系 早于 30天前", "last_contact < -30d")]
#[case("下次联系 = 今天", "next_contact = today")]
#[case("created >= 2026-03-01", "created >= 2026-03-01")]
#[case("created > -2w", "created > -14d")]
#[case("city != 杭州市", "not city = 杭州市")]
#[case("城市 是 未知", "city is unknown")]
#[case("city is not unknown", "not city is unknown")]
#[case("城市 已知", "not city is unknown")]
#[case("owner = me", "owner = me")]
#[case("负责人 = \"陈经理\"", "owner = 00000000-0000-0000-0000-000000000001")]
#[case("owner = \"me\"", "owner = 00000000-0000-0000-0000-000000000002")]
#[case("list = \"展会 2026\"", "list = 00000000-0000-0000-0000-000000000003")]
#[case("class in (EI, EII) and ABC = a", "class in (ei, eii) and abc = a")]
#[case("客户类别 = new 且 销售额 大于 10万 且 沉默预警 = 是", "class = new and sales > 100000 and silent = yes")]
#[case("脸谱 未知 且 数据脸谱 = red", "face is unknown and face_by_figures = red")]
#[case("最近下单 早于 90天前", "last_order < -90d")]
#[case("在购产品线 = 水泵", "buys_line = 00000000-0000-0000-0000-000000000004")]
#[case("lost_line in (pumps)", "lost_line = 00000000-0000-0000-0000-000000000004")]
#[case("大客户 = 是", "key_customer = yes")]
#[case("车型 contains SUV", "custom.car contains SUV")]
#[case("(grade = A or golden = yes) and (intent = strong)", "(grade = a or golden = yes) and intent = strong")]
#[case("not (grade = A or grade = B)", "not (grade = a or grade = b)")]
#[case("has_need = 是", "has_need = yes")]
#[case("score > 1.2万", "score > 12000")]
#[case("name = \"a \\\"b\\\" \\\\\"", "name = \"a \\\"b\\\" \\\\\"")]
#[case("city = \"and\"", "city = \"and\"")]
fn both_languages_are_read(#[case] text: &str, #[case] canonical: &str) {
    assert_eq!(parse(text, &names()).map(|filter| print(&filter)).as_deref(), Ok(canonical));
}

#[test]
fn and_binds_more_closely_than_or() {
    let filter = parse("grade = A or grade = B and golden = yes", &Names::default()).unwrap();
    assert!(matches!(filter, Filter::Any(parts) if matches!(parts[1], Filter::All(_))));
}

#[test]
fn values_have_their_types() {
    let filter = parse("score between 1 and 2", &Names::default()).unwrap();
    assert_eq!(filter, Filter::Test(Test::Number(NumberField::Score, Compare::Between(1.0, 2.0))));
    let Filter::Test(Test::Moment(_, compare)) = parse("last_met = yesterday", &Names::default()).unwrap() else {
        panic!("a day")
    };
    assert_eq!(compare, Compare::Equal(Day::FromToday(-1)));
    let Filter::Test(Test::Reference(_, whom)) = parse("负责人 = 我", &Names::default()).unwrap() else {
        panic!("a person")
    };
    assert_eq!(whom, [Who::Me]);
}

#[test]
fn readers_see_names_in_their_language() {
    let names = names();
    let filter =
        parse("owner = \"陈经理\" and grade = A and last_contact < -30d and not city is unknown", &names).unwrap();
    assert_eq!(
        print_named(&filter, Language::Zh, &names),
        "负责人 = \"陈经理\" 且 等级 = \"A 级\" 且 最近沟通 < 30天前 且 非 城市 未知"
    );
    let bought = parse("buys_line = pumps and class = ei", &names).unwrap();
    assert_eq!(
        print_named(&bought, Language::Zh, &names),
        "在购产品线 = \"水泵\" 且 客户类别 = \"EI 类：贡献高、稳定\""
    );
    let shown = rows(&parse("not city in (a, b)", &names).unwrap(), &names);
    assert_eq!(format!("{shown:?}"), "Test { field: \"city\", operator: \"in\", not: true, values: [\"a\", \"b\"] }");
}
