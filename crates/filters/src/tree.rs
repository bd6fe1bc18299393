//! A filter as a value. Whatever can be written here is well typed: a kind of field goes with its own kind of test.

use jiff::civil::Date;
use uuid::Uuid;

use crate::fields::{
    AnswerField, DayField, Field, FlagField, LineField, MomentField, NumberField, ReferenceField, SetField, TextField,
    WordField,
};

/// A filter that was checked.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// all of two or more
    All(Vec<Filter>),
    /// at least one of two or more
    Any(Vec<Filter>),
    Not(Box<Filter>),
    Test(Test),
}

/// One comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// whether nobody knows; of a set: whether it is empty
    Unknown(Field),
    Text(TextField, TextIs),
    /// a field that the team added, by its key
    Custom(String, TextIs),
    /// whether any of several texts
    Set(SetField, TextIs),
    /// one of these codes
    Word(WordField, Vec<&'static str>),
    Number(NumberField, Compare<f64>),
    Moment(MomentField, Compare<Day>),
    Day(DayField, Compare<Day>),
    Flag(FlagField, bool),
    Answer(AnswerField, bool),
    Reference(ReferenceField, Vec<Who>),
    /// any of these product lines
    Line(LineField, Vec<Uuid>),
    /// on one of these lists
    List(Vec<Uuid>),
    /// in one of these segments
    Segment(Vec<Uuid>),
}

/// What a text is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TextIs {
    /// exactly one of these
    Among(Vec<String>),
    /// Latin letters in either case
    Contains(String),
    /// Latin letters in either case
    Begins(String),
}

impl TextIs {
    pub fn holds(&self, text: &str) -> bool {
        match self {
            Self::Among(values) => values.iter().any(|value| value == text),
            Self::Contains(part) => text.to_ascii_lowercase().contains(&part.to_ascii_lowercase()),
            Self::Begins(part) => text.to_ascii_lowercase().starts_with(&part.to_ascii_lowercase()),
        }
    }
}

/// Where a value lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare<T> {
    Equal(T),
    Less(T),
    AtMost(T),
    More(T),
    AtLeast(T),
    /// both ends included
    Between(T, T),
}

impl<T: Copy> Compare<T> {
    /// The same with other values.
    pub fn map<U>(self, change: impl Fn(T) -> U) -> Compare<U> {
        match self {
            Self::Equal(value) => Compare::Equal(change(value)),
            Self::Less(value) => Compare::Less(change(value)),
            Self::AtMost(value) => Compare::AtMost(change(value)),
            Self::More(value) => Compare::More(change(value)),
            Self::AtLeast(value) => Compare::AtLeast(change(value)),
            Self::Between(low, high) => Compare::Between(change(low), change(high)),
        }
    }
}

impl<T: Copy + PartialOrd> Compare<T> {
    pub fn holds(self, value: T) -> bool {
        match self {
            Self::Equal(other) => value == other,
            Self::Less(other) => value < other,
            Self::AtMost(other) => value <= other,
            Self::More(other) => value > other,
            Self::AtLeast(other) => value >= other,
            Self::Between(low, high) => low <= value && value <= high,
        }
    }
}

/// A day as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    On(Date),
    /// days from today
    FromToday(i32),
}

/// Whom a field names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// whoever asks
    Me,
    Id(Uuid),
}

impl Filter {
    /// Every test in it.
    pub fn tests(&self) -> Vec<&Test> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Filter::tests).collect(),
            Self::Not(part) => part.tests(),
            Self::Test(test) => vec![test],
        }
    }

    /// The segments it names.
    pub fn segments(&self) -> Vec<Uuid> {
        let named = self.tests().into_iter().filter_map(|test| match test {
            Test::Segment(ids) => Some(ids.as_slice()),
            _ => None,
        });
        named.flatten().copied().collect()
    }

    /// Whether it says anything about a field.
    pub fn mentions(&self, field: Field) -> bool {
        self.tests().into_iter().any(|test| test.field() == Some(field))
    }
}

impl Test {
    /// The field it is about; none for a field that the team added.
    pub fn field(&self) -> Option<Field> {
        Some(match self {
            Self::Unknown(field) => *field,
            Self::Text(field, _) => Field::Text(*field),
            Self::Custom(..) => return None,
            Self::Set(field, _) => Field::Set(*field),
            Self::Word(field, _) => Field::Word(*field),
            Self::Number(field, _) => Field::Number(*field),
            Self::Moment(field, _) => Field::Moment(*field),
            Self::Day(field, _) => Field::Day(*field),
            Self::Flag(field, _) => Field::Flag(*field),
            Self::Answer(field, _) => Field::Answer(*field),
            Self::Reference(field, _) => Field::Reference(*field),
            Self::Line(field, _) => Field::Line(*field),
            Self::List(_) => Field::List,
            Self::Segment(_) => Field::Segment,
        })
    }
}
