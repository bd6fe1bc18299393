//! What is wrong with a filter: where, and what to do, in both languages.

use method::coded::{Language, Text};
use serde::Serialize;

/// What is wrong, as a stable code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    TooLong,
    TooDeep,
    TooManyTests,
    TooManyValues,
    Empty,
    UnclosedText,
    BadCharacter,
    UnclosedBracket,
    FieldExpected,
    OperatorExpected,
    ValueExpected,
    AndOrExpected,
    UnknownField,
    WrongOperator,
    WrongValue,
    UnknownName,
    AmbiguousName,
}

impl ProblemCode {
    pub const ALL: [Self; 17] = [
        Self::TooLong,
        Self::TooDeep,
        Self::TooManyTests,
        Self::TooManyValues,
        Self::Empty,
        Self::UnclosedText,
        Self::BadCharacter,
        Self::UnclosedBracket,
        Self::FieldExpected,
        Self::OperatorExpected,
        Self::ValueExpected,
        Self::AndOrExpected,
        Self::UnknownField,
        Self::WrongOperator,
        Self::WrongValue,
        Self::UnknownName,
        Self::AmbiguousName,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::TooDeep => "too_deep",
            Self::TooManyTests => "too_many_tests",
            Self::TooManyValues => "too_many_values",
            Self::Empty => "empty",
            Self::UnclosedText => "unclosed_text",
            Self::BadCharacter => "bad_character",
            Self::UnclosedBracket => "unclosed_bracket",
            Self::FieldExpected => "field_expected",
            Self::OperatorExpected => "operator_expected",
            Self::ValueExpected => "value_expected",
            Self::AndOrExpected => "and_or_expected",
            Self::UnknownField => "unknown_field",
            Self::WrongOperator => "wrong_operator",
            Self::WrongValue => "wrong_value",
            Self::UnknownName => "unknown_name",
            Self::AmbiguousName => "ambiguous_name",
        }
    }

    fn text(self) -> Text {
        let (zh, en) = match self {
            Self::TooLong => (
                "筛选条件太长，请缩短，或先把一部分存为客群",
                "the filter is too long: shorten it, or keep a part as a segment",
            ),
            Self::TooDeep => {
                ("括号或“非”嵌套太深，请去掉一些", "brackets or “not” are nested too deeply: take some away")
            }
            Self::TooManyTests => {
                ("条件太多，请先把一部分存为客群", "there are too many conditions: keep a part as a segment")
            }
            Self::TooManyValues => (
                "一个条件里的值太多，请改用标签或名单",
                "there are too many values in one condition: use a tag or a list instead",
            ),
            Self::Empty => {
                ("还没有条件，请写上一个，例如 等级 = A", "there is no condition yet: write one, such as grade = A")
            }
            Self::UnclosedText => ("引号没有结束，请补上后引号", "the text has no end: close the quotation mark"),
            Self::BadCharacter => (
                "这里的字符不能用，请删去；文字放在引号里",
                "this character cannot stand here: take it away, and put text in quotation marks",
            ),
            Self::UnclosedBracket => ("括号没有结束，请补上“)”", "the bracket is not closed: add “)”"),
            Self::FieldExpected => ("这里应写字段名", "write the name of a field here"),
            Self::OperatorExpected => {
                ("字段后面应写比较方式，例如 =、属于、包含", "after the field, say how to compare: =, in, contains …")
            }
            Self::ValueExpected => ("这里应写要比较的值", "write the value to compare with here"),
            Self::AndOrExpected => (
                "两个条件之间应写“且”或“或”；有空格的文字放在引号里",
                "put “and” or “or” between two conditions; text with blanks goes in quotation marks",
            ),
            Self::UnknownField => ("没有这个字段", "there is no such field"),
            Self::WrongOperator => ("这个字段不能这样比较", "this field cannot be compared like this"),
            Self::WrongValue => ("这个值不适合该字段", "this value does not fit the field"),
            Self::UnknownName => ("找不到这个名称", "nothing of this name was found"),
            Self::AmbiguousName => ("有几个同名的，请改用编号", "several have this name: use the id instead"),
        };
        Text { zh, en }
    }
}

/// The first thing that is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub code: ProblemCode,
    /// characters before the place
    pub at: usize,
    /// characters of the place
    pub length: usize,
    /// what stands there
    pub found: String,
    /// what could stand there, where few things could
    pub expected: Vec<String>,
}

impl Problem {
    /// The problem with a part of the text, given in bytes.
    pub(crate) fn at(code: ProblemCode, text: &str, (from, until): (usize, usize)) -> Self {
        let (from, until) = (from.min(text.len()), until.min(text.len()));
        let before = text.get(..from).unwrap_or_default().chars().count();
        let found: String = text.get(from..until).unwrap_or_default().chars().take(60).collect();
        let length = text.get(from..until).unwrap_or_default().chars().count();
        Self { code, at: before, length, found, expected: Vec::new() }
    }

    pub(crate) fn expecting(mut self, expected: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.expected = expected.into_iter().take(12).map(Into::into).collect();
        self
    }

    /// The whole sentence for a reader.
    pub fn message(&self, language: Language) -> String {
        let said = self.code.text().in_language(language);
        let (place, found, could) = match language {
            Language::Zh => (format!("第 {} 个字符", self.at + 1), "“", "；可以写："),
            Language::En => (format!("at character {}", self.at + 1), "“", "; possible: "),
        };
        let found = if self.found.is_empty() { String::new() } else { format!(" {found}{}”", self.found) };
        let separator = match language {
            Language::Zh => "、",
            Language::En => ", ",
        };
        let could =
            if self.expected.is_empty() { String::new() } else { format!("{could}{}", self.expected.join(separator)) };
        let colon = match language {
            Language::Zh => "：",
            Language::En => ": ",
        };
        format!("{place}{found}{colon}{said}{could}")
    }
}
