//! From a filter back to text. What is printed parses to the same filter, in either language.

use method::coded::Language;
use uuid::Uuid;

use crate::{
    Compare, Day, Field, Filter, Names, ReferenceField, Referent, Test, TextIs, Who, entry_of, parse::is_bare,
};

/// The canonical text: codes and ids, whatever things are called at the moment.
pub fn print(filter: &Filter) -> String {
    Printer { language: Language::En, names: None }.filter(filter)
}

/// The text for a reader: fields, words and names as that reader knows them.
pub fn print_named(filter: &Filter, language: Language, names: &Names) -> String {
    Printer { language, names: Some(names) }.filter(filter)
}

pub(crate) struct Printer<'a> {
    pub language: Language,
    pub names: Option<&'a Names>,
}

impl Printer<'_> {
    fn word(&self, zh: &'static str, en: &'static str) -> &'static str {
        if self.language == Language::Zh { zh } else { en }
    }

    fn filter(&self, filter: &Filter) -> String {
        match filter {
            Filter::All(parts) => self.joined(parts, self.word(" 且 ", " and ")),
            Filter::Any(parts) => self.joined(parts, self.word(" 或 ", " or ")),
            Filter::Not(part) => format!("{} {}", self.word("非", "not"), self.bracketed(part)),
            Filter::Test(test) => self.test(test),
        }
    }

    fn joined(&self, parts: &[Filter], between: &str) -> String {
        parts.iter().map(|part| self.bracketed(part)).collect::<Vec<_>>().join(between)
    }

    fn bracketed(&self, part: &Filter) -> String {
        match part {
            Filter::All(_) | Filter::Any(_) => format!("({})", self.filter(part)),
            Filter::Not(_) | Filter::Test(_) => self.filter(part),
        }
    }

    pub(crate) fn field(&self, field: Field) -> &'static str {
        let entry = entry_of(field);
        self.word(entry.zh, entry.code)
    }

    fn test(&self, test: &Test) -> String {
        if let Test::Unknown(field) = test {
            return format!("{} {}", self.field(*field), self.word("未知", "is unknown"));
        }
        let name = match test {
            Test::Custom(key, _) => format!("custom.{key}"),
            _ => test.field().map(|field| self.field(field).to_owned()).unwrap_or_default(),
        };
        let (operator, values) = self.comparison(test);
        let values: Vec<String> = values;
        match operator {
            "in" => format!("{name} {} ({})", self.word("属于", "in"), values.join(", ")),
            "between" => {
                format!("{name} {} {}", self.word("介于", "between"), values.join(self.word(" 到 ", " and ")))
            }
            "contains" => format!("{name} {} {}", self.word("包含", "contains"), values.join("")),
            "begins" => format!("{name} {} {}", self.word("开头是", "begins"), values.join("")),
            sign => format!("{name} {sign} {}", values.join("")),
        }
    }

    /// The operator's code and the values as they are written.
    pub(crate) fn comparison(&self, test: &Test) -> (&'static str, Vec<String>) {
        match test {
            Test::Unknown(_) => ("unknown", Vec::new()),
            Test::Text(_, is) | Test::Custom(_, is) | Test::Set(_, is) => match is {
                TextIs::Among(values) => among(values.iter().map(|value| written(value))),
                TextIs::Contains(value) => ("contains", vec![written(value)]),
                TextIs::Begins(value) => ("begins", vec![written(value)]),
            },
            Test::Word(field, codes) => among(codes.iter().map(|code| {
                let zh = field.words().into_iter().find(|(known, ..)| known == code).map_or(*code, |(_, zh, _)| zh);
                written(self.word(zh, code))
            })),
            Test::Number(_, compare) => compared(*compare, |number| number.to_string()),
            Test::Moment(_, compare) | Test::Day(_, compare) => compared(*compare, |day| self.day(day)),
            Test::Flag(_, yes) | Test::Answer(_, yes) => {
                let said = if *yes { self.word("是", "yes") } else { self.word("否", "no") };
                ("=", vec![said.to_owned()])
            }
            Test::Reference(field, whom) => {
                let what = if *field == ReferenceField::Team { Referent::Team } else { Referent::User };
                among(whom.iter().map(|who| match who {
                    Who::Me => self.word("我", "me").to_owned(),
                    Who::Id(id) => self.referent(what, *id),
                }))
            }
            Test::Line(_, ids) => among(ids.iter().map(|id| self.referent(Referent::Line, *id))),
            Test::List(ids) => among(ids.iter().map(|id| self.referent(Referent::List, *id))),
            Test::Segment(ids) => among(ids.iter().map(|id| self.referent(Referent::Segment, *id))),
        }
    }

    /// A name in quotation marks, so that it is never taken for an id or for oneself.
    fn referent(&self, what: Referent, id: Uuid) -> String {
        let name =
            self.names.and_then(|names| names.unambiguous(what, id)).filter(|name| !name.chars().any(char::is_control));
        name.map_or_else(|| id.to_string(), quoted)
    }

    fn day(&self, day: Day) -> String {
        match (day, self.language) {
            (Day::On(date), _) => date.to_string(),
            (Day::FromToday(0), _) => self.word("今天", "today").to_owned(),
            (Day::FromToday(days), Language::En) => format!("{days:+}d"),
            (Day::FromToday(days), Language::Zh) if days < 0 => format!("{}天前", days.unsigned_abs()),
            (Day::FromToday(days), Language::Zh) => format!("{days}天后"),
        }
    }
}

fn among(values: impl Iterator<Item = String>) -> (&'static str, Vec<String>) {
    let values: Vec<String> = values.collect();
    (if values.len() == 1 { "=" } else { "in" }, values)
}

fn compared<T: Copy>(compare: Compare<T>, write: impl Fn(T) -> String) -> (&'static str, Vec<String>) {
    match compare {
        Compare::Equal(value) => ("=", vec![write(value)]),
        Compare::Less(value) => ("<", vec![write(value)]),
        Compare::AtMost(value) => ("<=", vec![write(value)]),
        Compare::More(value) => (">", vec![write(value)]),
        Compare::AtLeast(value) => (">=", vec![write(value)]),
        Compare::Between(low, high) => ("between", vec![write(low), write(high)]),
    }
}

fn written(text: &str) -> String {
    if is_bare(text) { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
