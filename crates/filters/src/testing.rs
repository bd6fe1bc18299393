//! Any filter and any record, for property tests of this crate and of those that compile filters.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use proptest::{
    collection::{btree_map, vec},
    option,
    prelude::*,
    sample::{select, subsequence},
};
use uuid::Uuid;

use crate::{
    AnswerField, CATALOGUE, Compare, Day, DayField, Facts, Field, Filter, FlagField, LineField, MomentField,
    NumberField, ReferenceField, SetField, Test, TextField, TextIs, Who, WordField, day_number,
};

/// Texts that have parts and beginnings in common, with what must be quoted, and both cases.
pub const TEXTS: [&str; 8] = ["杭州市", "杭州", "Abc", "abC d", "a\"b\\", "and", "100%_x", "Ä"];
/// Lists, teams, people, product lines and segments that a population may have.
pub const IDS: [u128; 3] = [1, 2, 3];
/// Keys of added fields.
pub const KEYS: [&str; 2] = ["car", "plan_2"];
/// Numbers that filters compare with, and records may have.
pub const NUMBERS: [f64; 8] = [-1.0, 0.0, 0.5, 1.0, 2.0, 59.5, 60.0, 100.0];

fn text() -> impl Strategy<Value = String> {
    select(&TEXTS[..]).prop_map(str::to_owned)
}

fn text_is() -> impl Strategy<Value = TextIs> {
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
    let value = || select(&NUMBERS[..]);
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

fn codes(field: WordField) -> Vec<&'static str> {
    field.words().into_iter().map(|(code, ..)| code).collect()
}

fn test() -> impl Strategy<Value = Test> {
    let unknown: Vec<Field> =
        CATALOGUE.iter().map(|entry| entry.field).filter(|field| *field != Field::Segment).collect();
    let words = select(WordField::ALL)
        .prop_flat_map(|field| vec(select(codes(field)), 1..4).prop_map(move |codes| Test::Word(field, codes)));
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
        4 => words,
        3 => (select(NumberField::ALL), numbers()).prop_map(|(field, compare)| Test::Number(field, compare)),
        3 => (select(MomentField::ALL), days()).prop_map(|(field, compare)| Test::Moment(field, compare)),
        1 => (select(DayField::ALL), days()).prop_map(|(field, compare)| Test::Day(field, compare)),
        1 => (select(FlagField::ALL), any::<bool>()).prop_map(|(field, yes)| Test::Flag(field, yes)),
        1 => (select(AnswerField::ALL), any::<bool>()).prop_map(|(field, yes)| Test::Answer(field, yes)),
        2 => references,
        1 => (select(LineField::ALL), ids()).prop_map(|(field, ids)| Test::Line(field, ids)),
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

/// Something for some of the fields.
fn some<F, V>(fields: &'static [F], value: impl Strategy<Value = V>) -> impl Strategy<Value = BTreeMap<F, V>>
where
    F: Copy + Ord + std::fmt::Debug,
    V: Clone + std::fmt::Debug,
{
    vec(option::of(value), fields.len())
        .prop_map(|values| fields.iter().zip(values).filter_map(|(field, value)| Some((*field, value?))).collect())
}

/// Any record of the days around 3 March 2026, of which nothing, something or all may be known.
pub fn any_facts() -> impl Strategy<Value = Facts> {
    let some_ids = || subsequence(IDS.map(Uuid::from_u128).to_vec(), 0..3).prop_map(BTreeSet::from_iter);
    let some_texts = || subsequence(TEXTS.map(str::to_owned).to_vec(), 0..3).prop_map(BTreeSet::from_iter);
    let words = vec(option::of(any::<prop::sample::Index>()), WordField::ALL.len()).prop_map(|chosen| {
        let one = |(field, chosen): (&WordField, Option<prop::sample::Index>)| {
            let codes = codes(*field);
            Some((*field, codes[chosen?.index(codes.len())].to_owned()))
        };
        WordField::ALL.iter().zip(chosen).filter_map(one).collect()
    });
    // in Shanghai, and around its midnights
    let midnight = i64::from(day_number(date(2026, 3, 3))) * 86_400_000 - 8 * 3_600_000;
    let moment = (-4..5_i64, select(vec![-1_i64, 0, 1, 12 * 3_600_000]))
        .prop_map(move |(day, more)| midnight + day * 86_400_000 + more);
    let day = (-4..5_i32).prop_map(|more| day_number(date(2026, 3, 3)) + more);
    let flags = subsequence(FlagField::ALL.to_vec(), 0..FlagField::ALL.len()).prop_map(BTreeSet::from_iter);
    let values = (
        some(TextField::ALL, text()),
        some(SetField::ALL, some_texts()),
        words,
        some(NumberField::ALL, select(&NUMBERS[..])),
        some(MomentField::ALL, moment),
        some(DayField::ALL, day),
    );
    let rest = (
        flags,
        some(AnswerField::ALL, any::<bool>()),
        some(ReferenceField::ALL, select(&IDS[..]).prop_map(Uuid::from_u128)),
        some(LineField::ALL, some_ids()),
        some_ids(),
        some_ids(),
        btree_map(select(&KEYS[..]).prop_map(str::to_owned), text(), 0..3),
    );
    (values, rest).prop_map(|(values, rest)| {
        let (texts, sets, words, numbers, moments, days) = values;
        let (flags, answers, references, lines, lists, segments, custom) = rest;
        Facts { texts, sets, words, numbers, moments, days, flags, answers, references, lines, lists, segments, custom }
    })
}
