//! Any filter, for property tests of this crate and of those that compile filters.

use jiff::civil::date;
use proptest::{collection::vec, prelude::*, sample::select};
use uuid::Uuid;

use crate::{
    AnswerField, CATALOGUE, Compare, Day, Field, Filter, FlagField, MomentField, NumberField, ReferenceField, SetField,
    Test, TextField, TextIs, Who, WordField,
};

/// Texts that have parts and beginnings in common, with what must be quoted, and both cases.
pub const TEXTS: [&str; 8] = ["杭州市", "杭州", "Abc", "abC d", "a\"b\\", "and", "100%_x", "Ä"];
/// Lists, teams, people and segments that a population may have.
pub const IDS: [u128; 3] = [1, 2, 3];
/// Keys of added fields.
pub const KEYS: [&str; 2] = ["car", "plan_2"];

fn text_is() -> impl Strategy<Value = TextIs> {
    let text = || select(&TEXTS[..]).prop_map(str::to_owned);
    prop_oneof![
        vec(text(), 1..4).prop_map(TextIs::Among),
        text().prop_map(TextIs::Contains),
        text().prop_map(TextIs::Begins),
    ]
}

fn compare<T: Copy + std::fmt::Debug + 'static>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Compare<T>> {
    (value, 0..5_u8).prop_map(|(value, which)| match which {
        0 => Compare::Equal(value),
        1 => Compare::Less(value),
        2 => Compare::AtMost(value),
        3 => Compare::More(value),
        _ => Compare::AtLeast(value),
    })
}

fn numbers() -> impl Strategy<Value = Compare<f64>> {
    let value = || select(vec![-1.0, 0.0, 0.5, 1.0, 2.0, 59.5, 60.0, 100.0]);
    prop_oneof![4 => compare(value()), 1 => (value(), value()).prop_map(|(low, high)| Compare::Between(low, high))]
}

fn days() -> impl Strategy<Value = Compare<Day>> {
    let value =
        || prop_oneof![(-3..4_i32).prop_map(Day::FromToday), (1..5_i8).prop_map(|day| Day::On(date(2026, 3, day))),];
    prop_oneof![4 => compare(value()), 1 => (value(), value()).prop_map(|(low, high)| Compare::Between(low, high))]
}

fn ids() -> impl Strategy<Value = Vec<Uuid>> {
    vec(select(&IDS[..]).prop_map(Uuid::from_u128), 1..3)
}

fn test() -> impl Strategy<Value = Test> {
    let unknown: Vec<Field> =
        CATALOGUE.iter().map(|entry| entry.field).filter(|field| *field != Field::Segment).collect();
    let words = select(WordField::ALL).prop_flat_map(|field| {
        let codes: Vec<&'static str> = field.words().into_iter().map(|(code, ..)| code).collect();
        vec(select(codes), 1..4).prop_map(move |codes| Test::Word(field, codes))
    });
    let who = prop_oneof![Just(Who::Me), select(&IDS[..]).prop_map(|id| Who::Id(Uuid::from_u128(id)))];
    let references = (select(ReferenceField::ALL), vec(who, 1..3)).prop_map(|(field, whom)| {
        // a team is never "me"
        let team = field == ReferenceField::Team;
        let whom = whom.into_iter().map(|who| if team && who == Who::Me { Who::Id(Uuid::from_u128(1)) } else { who });
        Test::Reference(field, whom.collect())
    });
    prop_oneof![
        2 => select(unknown).prop_map(Test::Unknown),
        2 => (select(TextField::ALL), text_is()).prop_map(|(field, is)| Test::Text(field, is)),
        1 => (select(&KEYS[..]), text_is()).prop_map(|(key, is)| Test::Custom(key.to_owned(), is)),
        1 => (select(SetField::ALL), text_is()).prop_map(|(field, is)| Test::Set(field, is)),
        3 => words,
        2 => (select(NumberField::ALL), numbers()).prop_map(|(field, compare)| Test::Number(field, compare)),
        3 => (select(MomentField::ALL), days()).prop_map(|(field, compare)| Test::Moment(field, compare)),
        1 => (select(FlagField::ALL), any::<bool>()).prop_map(|(field, yes)| Test::Flag(field, yes)),
        1 => (select(AnswerField::ALL), any::<bool>()).prop_map(|(field, yes)| Test::Answer(field, yes)),
        2 => references,
        1 => ids().prop_map(Test::List),
        1 => ids().prop_map(Test::Segment),
    ]
}

/// Any filter of a few tests.
pub fn any_filter() -> impl Strategy<Value = Filter> {
    test().prop_map(Filter::Test).prop_recursive(4, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(Filter::All),
            vec(inner.clone(), 2..4).prop_map(Filter::Any),
            inner.prop_map(|part| Filter::Not(Box::new(part))),
        ]
    })
}
