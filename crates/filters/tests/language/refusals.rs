//! What is refused: the first problem, its place, and what to do, in both languages.

use filters::{Names, ProblemCode, parse};
use method::coded::Language;
use rstest::rstest;
use uuid::Uuid;

#[rstest]
#[case("", ProblemCode::Empty, 0)]
#[case("   ", ProblemCode::Empty, 0)]
#[case("grade", ProblemCode::OperatorExpected, 5)]
#[case("grade =", ProblemCode::ValueExpected, 7)]
#[case("grade = A grade = B", ProblemCode::AndOrExpected, 10)]
#[case("grade = A and", ProblemCode::FieldExpected, 13)]
#[case("(grade = A", ProblemCode::UnclosedBracket, 10)]
#[case("grade in (A", ProblemCode::UnclosedBracket, 11)]
#[case("grade = A)", ProblemCode::AndOrExpected, 9)]
#[case("city = \"杭州", ProblemCode::UnclosedText, 7)]
#[case("城市 = \u{1}", ProblemCode::BadCharacter, 5)]
#[case("grde = A", ProblemCode::UnknownField, 0)]
#[case("等级 = E", ProblemCode::WrongValue, 5)]
#[case("grade < A", ProblemCode::WrongOperator, 6)]
#[case("score contains 6", ProblemCode::WrongOperator, 6)]
#[case("score = many", ProblemCode::WrongValue, 8)]
#[case("score = inf", ProblemCode::WrongValue, 8)]
#[case("last_contact < soon", ProblemCode::WrongValue, 15)]
#[case("created = 2026-02-30", ProblemCode::WrongValue, 10)]
#[case("golden = maybe", ProblemCode::WrongValue, 9)]
#[case("golden is unknown or list = \"没有\"", ProblemCode::UnknownName, 28)]
#[case("owner = \"李\"", ProblemCode::AmbiguousName, 8)]
#[case("city = and", ProblemCode::ValueExpected, 7)]
#[case("city = \"\"", ProblemCode::WrongValue, 7)]
#[case("segment is unknown", ProblemCode::WrongOperator, 8)]
fn a_problem_says_what_and_where(#[case] text: &str, #[case] code: ProblemCode, #[case] at: usize) {
    let users = vec![(Uuid::from_u128(1), "李".to_owned()), (Uuid::from_u128(2), "李".to_owned())];
    let problem = parse(text, &Names { users, ..Names::default() }).unwrap_err();
    assert_eq!((problem.code, problem.at), (code, at), "{problem:?}");
}

#[test]
fn near_names_of_fields_are_offered() {
    let problem = parse("grde = A", &Names::default()).unwrap_err();
    assert!(problem.expected.contains(&"grade".to_owned()), "{problem:?}");
    assert!(
        problem.message(Language::En).starts_with("at character 1 “grde”: there is no such field; possible: grade")
    );
    assert!(problem.message(Language::Zh).starts_with("第 1 个字符 “grde”：没有这个字段；可以写：grade"));
}

#[rstest]
#[case("(".repeat(4_000), ProblemCode::TooDeep)]
#[case("not ".repeat(1_500), ProblemCode::TooDeep)]
#[case("a".repeat(9_000), ProblemCode::TooLong)]
#[case(vec!["golden = yes"; 101].join(" or "), ProblemCode::TooManyTests)]
#[case(format!("city in ({})", vec!["a"; 201].join(",")), ProblemCode::TooManyValues)]
fn hostile_texts_end_at_a_limit(#[case] text: String, #[case] code: ProblemCode) {
    assert_eq!(parse(&text, &Names::default()).unwrap_err().code, code);
}

#[test]
fn every_problem_is_worded_in_both_languages() {
    for code in ProblemCode::ALL {
        let problem = filters::Problem { code, at: 0, length: 0, found: String::new(), expected: Vec::new() };
        let (zh, en) = (problem.message(Language::Zh), problem.message(Language::En));
        let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        assert!(zh.contains(chinese) && !en.contains(chinese), "{zh} {en}");
    }
}
