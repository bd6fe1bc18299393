//! From a raw tree to a filter in which every comparison is well typed.

use jiff::civil::Date;
use uuid::Uuid;

use crate::{
    CATALOGUE, Compare, Day, Field, Filter, Names, Problem, ProblemCode, ReferenceField, Referent, Test, TextIs, Who,
    parse::{Operator, Parsed, Raw, RawTest, Said},
};

/// Days from today that a filter may name.
const FURTHEST: i32 = 36_500;
/// A text has so many characters at most.
const LONGEST_TEXT: usize = 200;

pub(crate) fn check(parsed: &Parsed<'_>, names: &Names) -> Result<Filter, Problem> {
    Checker { text: parsed.text, names }.filter(&parsed.root)
}

struct Checker<'a> {
    text: &'a str,
    names: &'a Names,
}

/// What was meant by the name of a field.
enum Meant {
    Field(Field),
    Custom(String),
}

impl Checker<'_> {
    fn filter(&self, raw: &Raw) -> Result<Filter, Problem> {
        let parts = |raw: &[Raw]| raw.iter().map(|part| self.filter(part)).collect::<Result<Vec<_>, _>>();
        Ok(match raw {
            Raw::All(raw) => Filter::All(parts(raw)?),
            Raw::Any(raw) => Filter::Any(parts(raw)?),
            Raw::Not(raw) => Filter::Not(Box::new(self.filter(raw)?)),
            Raw::Test(raw) => Filter::Test(self.test(raw)?),
        })
    }

    fn problem(&self, code: ProblemCode, said: &Said) -> Problem {
        Problem::at(code, self.text, said.span)
    }

    fn test(&self, raw: &RawTest) -> Result<Test, Problem> {
        let field = match self.meant(&raw.field)? {
            Meant::Field(field) => field,
            Meant::Custom(key) if raw.operator == Operator::Unknown => {
                return Err(self
                    .wrong_operator(raw, &["=", "in", "contains", "begins"])
                    .expecting([format!("{key} = …")]));
            }
            Meant::Custom(key) => return Ok(Test::Custom(key, self.text_is(raw)?)),
        };
        if raw.operator == Operator::Unknown {
            if field == Field::Segment {
                return Err(self.wrong_operator(raw, &["=", "!=", "in"]));
            }
            return Ok(Test::Unknown(field));
        }
        Ok(match field {
            Field::Text(field) => Test::Text(field, self.text_is(raw)?),
            Field::Set(field) => Test::Set(field, self.text_is(raw)?),
            Field::Word(word) => {
                let code = |said: &Said| {
                    let wrong = || {
                        self.problem(ProblemCode::WrongValue, said)
                            .expecting(word.words().into_iter().map(|(code, ..)| code))
                    };
                    word.code_of(&said.text).ok_or_else(wrong)
                };
                Test::Word(word, self.among(raw)?.iter().map(code).collect::<Result<_, _>>()?)
            }
            Field::Number(field) => Test::Number(field, self.compare(raw, |said| self.number(said))?),
            Field::Moment(field) => Test::Moment(field, self.compare(raw, |said| self.day(said))?),
            Field::Day(field) => Test::Day(field, self.compare(raw, |said| self.day(said))?),
            Field::Flag(field) => Test::Flag(field, self.yes_or_no(raw)?),
            Field::Answer(field) => Test::Answer(field, self.yes_or_no(raw)?),
            Field::Reference(field) => {
                let what = if field == ReferenceField::Team { Referent::Team } else { Referent::User };
                let who = |said: &Said| match said.text.to_lowercase().as_str() {
                    "me" | "我" | "本人" if !said.quoted && what == Referent::User => Ok(Who::Me),
                    _ => self.referent(what, said).map(Who::Id),
                };
                Test::Reference(field, self.among(raw)?.iter().map(who).collect::<Result<_, _>>()?)
            }
            Field::Line(field) => Test::Line(field, self.referents(Referent::Line, raw)?),
            Field::List => Test::List(self.referents(Referent::List, raw)?),
            Field::Segment => Test::Segment(self.referents(Referent::Segment, raw)?),
        })
    }

    fn meant(&self, said: &Said) -> Result<Meant, Problem> {
        if let Some(field) = Field::named(&said.text) {
            return Ok(Meant::Field(field));
        }
        let own = said.text.strip_prefix("custom.").or_else(|| said.text.strip_prefix("自定义."));
        if let Some(key) = self.names.custom_key(own.unwrap_or(&said.text)) {
            return Ok(Meant::Custom(key.to_owned()));
        }
        // one that was taken off: what was written stays with the records
        if let Some(key) = own.filter(|key| is_key(key)) {
            return Ok(Meant::Custom(key.to_owned()));
        }
        let said_lower = said.text.to_lowercase();
        let mut near: Vec<(f64, &str)> = CATALOGUE
            .iter()
            .flat_map(|entry| [entry.code, entry.zh])
            .map(|name| (strsim::jaro_winkler(&said_lower, name), name))
            .filter(|(likeness, _)| *likeness > 0.7)
            .collect();
        near.sort_by(|one, other| other.0.total_cmp(&one.0));
        Err(self.problem(ProblemCode::UnknownField, said).expecting(near.into_iter().take(4).map(|(_, name)| name)))
    }

    fn wrong_operator(&self, raw: &RawTest, possible: &[&str]) -> Problem {
        Problem::at(ProblemCode::WrongOperator, self.text, raw.operator_span).expecting(possible.iter().copied())
    }

    /// The values of a field that equals one of them.
    fn among<'a>(&self, raw: &'a RawTest) -> Result<&'a [Said], Problem> {
        match raw.operator {
            Operator::Equal | Operator::In => Ok(&raw.values),
            _ => Err(self.wrong_operator(raw, &["=", "!=", "in", "is unknown"])),
        }
    }

    fn text_is(&self, raw: &RawTest) -> Result<TextIs, Problem> {
        let mut values = Vec::with_capacity(raw.values.len());
        for said in &raw.values {
            if said.text.is_empty() || said.text.chars().count() > LONGEST_TEXT {
                return Err(self.problem(ProblemCode::WrongValue, said));
            }
            values.push(said.text.clone());
        }
        let first = || values.first().cloned().unwrap_or_default();
        match raw.operator {
            Operator::Equal | Operator::In => Ok(TextIs::Among(values)),
            Operator::Contains => Ok(TextIs::Contains(first())),
            Operator::Begins => Ok(TextIs::Begins(first())),
            _ => Err(self.wrong_operator(raw, &["=", "!=", "in", "contains", "begins", "is unknown"])),
        }
    }

    fn compare<T: Copy>(
        &self,
        raw: &RawTest,
        read: impl Fn(&Said) -> Result<T, Problem>,
    ) -> Result<Compare<T>, Problem> {
        let wrong = || self.wrong_operator(raw, &["=", "!=", "<", "<=", ">", ">=", "between", "is unknown"]);
        match (raw.operator, raw.values.as_slice()) {
            (Operator::Between, [low, high]) => Ok(Compare::Between(read(low)?, read(high)?)),
            (operator, [value]) => {
                let value = read(value)?;
                Ok(match operator {
                    Operator::Equal | Operator::In => Compare::Equal(value),
                    Operator::Less => Compare::Less(value),
                    Operator::AtMost => Compare::AtMost(value),
                    Operator::More => Compare::More(value),
                    Operator::AtLeast => Compare::AtLeast(value),
                    _ => return Err(wrong()),
                })
            }
            _ => Err(wrong()),
        }
    }

    fn number(&self, said: &Said) -> Result<f64, Problem> {
        let (digits, times) = match said.text.strip_suffix('万') {
            Some(digits) => (digits, 10_000.0),
            None => (said.text.as_str(), 1.0),
        };
        let plain = digits.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.');
        let number = digits.parse::<f64>().ok().filter(|number| plain && number.is_finite() && number.abs() <= 1e15);
        let wrong = || self.problem(ProblemCode::WrongValue, said).expecting(["60", "0.5", "1.2万"]);
        // there is one zero
        number.map(|number| number * times + 0.0).ok_or_else(wrong)
    }

    fn day(&self, said: &Said) -> Result<Day, Problem> {
        let wrong = || self.problem(ProblemCode::WrongValue, said).expecting(["2026-03-01", "-30d", "today", "30天前"]);
        let text = said.text.to_lowercase();
        match text.as_str() {
            "today" | "今天" => return Ok(Day::FromToday(0)),
            "yesterday" | "昨天" => return Ok(Day::FromToday(-1)),
            "tomorrow" | "明天" => return Ok(Day::FromToday(1)),
            _ => {}
        }
        if let Ok(date) = text.parse::<Date>()
            && text.len() == 10
        {
            return if (1900..=2200).contains(&date.year()) { Ok(Day::On(date)) } else { Err(wrong()) };
        }
        let with_sign = |text: &str| text.parse::<i32>().ok().filter(|_| text.starts_with(['-', '+']));
        let without = |text: &str| text.parse::<i32>().ok().filter(|_| text.starts_with(|c: char| c.is_ascii_digit()));
        let days = if let Some(count) = text.strip_suffix('d').or_else(|| text.strip_suffix('天')) {
            with_sign(count)
        } else if let Some(count) = text.strip_suffix('w').or_else(|| text.strip_suffix('周')) {
            with_sign(count).and_then(|weeks| weeks.checked_mul(7))
        } else if let Some(count) = text.strip_suffix("天前") {
            without(count).map(|days| -days)
        } else if let Some(count) = text.strip_suffix("天后") {
            without(count)
        } else {
            None
        };
        days.filter(|days| (-FURTHEST..=FURTHEST).contains(days)).map(Day::FromToday).ok_or_else(wrong)
    }

    fn yes_or_no(&self, raw: &RawTest) -> Result<bool, Problem> {
        let (Operator::Equal, [said]) = (raw.operator, raw.values.as_slice()) else {
            return Err(self.wrong_operator(raw, &["=", "!=", "is unknown"]));
        };
        match said.text.to_lowercase().as_str() {
            "yes" | "true" | "是" | "有" => Ok(true),
            "no" | "false" | "否" | "没有" | "无" => Ok(false),
            _ => Err(self.problem(ProblemCode::WrongValue, said).expecting(["yes", "no", "是", "否"])),
        }
    }

    fn referents(&self, what: Referent, raw: &RawTest) -> Result<Vec<Uuid>, Problem> {
        self.among(raw)?.iter().map(|said| self.referent(what, said)).collect()
    }

    /// An id is taken as it is: what it belongs to is looked at where the filter is used.
    fn referent(&self, what: Referent, said: &Said) -> Result<Uuid, Problem> {
        if let (false, Ok(id)) = (said.quoted, Uuid::try_parse(&said.text)) {
            return Ok(id);
        }
        match self.names.find(what, &said.text)[..] {
            [id] => Ok(id),
            [] => Err(self.problem(ProblemCode::UnknownName, said)),
            ref several => {
                Err(self.problem(ProblemCode::AmbiguousName, said).expecting(several.iter().map(Uuid::to_string)))
            }
        }
    }
}

/// How the keys of added fields are written.
fn is_key(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.len() <= 60
        && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
