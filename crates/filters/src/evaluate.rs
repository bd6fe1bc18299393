//! What a filter means: its answer for one record. The databases are tested against this.
//!
//! A comparison with what is unknown is unknown. `not` turns yes and no round and leaves unknown as it is. `and` is no
//! where one part is no, yes where all are yes, else unknown; `or` is yes where one part is yes, no where all are no,
//! else unknown. `is unknown` itself is yes or no. A set (tags, provinces, product lines, lists) is always known: one that is empty
//! holds nothing. Being in a segment is yes or no: those are in it for whom its filter is yes.

use std::collections::{BTreeMap, BTreeSet};

use method::Answer;
use uuid::Uuid;

use crate::{
    AnswerField, Body, Context, DayField, Field, Filter, FlagField, LineField, MomentField, NumberField,
    ReferenceField, SetField, Test, TextField, Who, WordField, day_number,
};

/// What is known of one record; what is absent is unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    pub texts: BTreeMap<TextField, String>,
    pub sets: BTreeMap<SetField, BTreeSet<String>>,
    pub words: BTreeMap<WordField, String>,
    pub numbers: BTreeMap<NumberField, f64>,
    /// UTC milliseconds
    pub moments: BTreeMap<MomentField, i64>,
    /// days since 1970
    pub days: BTreeMap<DayField, i32>,
    /// those that are yes
    pub flags: BTreeSet<FlagField>,
    pub answers: BTreeMap<AnswerField, bool>,
    pub references: BTreeMap<ReferenceField, Uuid>,
    pub lines: BTreeMap<LineField, BTreeSet<Uuid>>,
    pub lists: BTreeSet<Uuid>,
    /// static segments it is in
    pub segments: BTreeSet<Uuid>,
    pub custom: BTreeMap<String, String>,
}

/// Whether a record meets a filter.
pub fn evaluate(filter: &Filter, facts: &Facts, context: &Context) -> Answer {
    match filter {
        Filter::All(parts) => {
            let answers: Vec<Answer> = parts.iter().map(|part| evaluate(part, facts, context)).collect();
            if answers.contains(&Answer::No) {
                Answer::No
            } else if answers.contains(&Answer::Unknown) {
                Answer::Unknown
            } else {
                Answer::Yes
            }
        }
        Filter::Any(parts) => {
            let answers: Vec<Answer> = parts.iter().map(|part| evaluate(part, facts, context)).collect();
            if answers.contains(&Answer::Yes) {
                Answer::Yes
            } else if answers.contains(&Answer::Unknown) {
                Answer::Unknown
            } else {
                Answer::No
            }
        }
        Filter::Not(part) => match evaluate(part, facts, context) {
            Answer::Yes => Answer::No,
            Answer::No => Answer::Yes,
            Answer::Unknown => Answer::Unknown,
        },
        Filter::Test(test) => tested(test, facts, context),
    }
}

fn known<T>(value: Option<T>, holds: impl Fn(T) -> bool) -> Answer {
    value.map_or(Answer::Unknown, |value| Answer::from(holds(value)))
}

fn tested(test: &Test, facts: &Facts, context: &Context) -> Answer {
    match test {
        Test::Unknown(field) => Answer::from(is_unknown(*field, facts)),
        Test::Text(field, is) => known(facts.texts.get(field), |text| is.holds(text)),
        Test::Custom(key, is) => known(facts.custom.get(key), |text| is.holds(text)),
        Test::Set(field, is) => {
            Answer::from(facts.sets.get(field).is_some_and(|set| set.iter().any(|text| is.holds(text))))
        }
        Test::Word(field, codes) => known(facts.words.get(field), |word| codes.contains(&word.as_str())),
        Test::Number(field, compare) => known(facts.numbers.get(field), |number| compare.holds(*number)),
        Test::Moment(field, compare) => known(facts.moments.get(field), |moment| {
            // days are compared, not moments
            let day = method::Timestamp::from_millis(*moment).local_date(&context.zone);
            compare.map(|written| context.date(written)).holds(day)
        }),
        Test::Day(field, compare) => {
            known(facts.days.get(field), |day| compare.map(|written| day_number(context.date(written))).holds(*day))
        }
        Test::Flag(field, yes) => Answer::from(facts.flags.contains(field) == *yes),
        Test::Answer(field, yes) => known(facts.answers.get(field), |answer| answer == yes),
        Test::Reference(field, whom) => known(facts.references.get(field), |id| {
            whom.iter().any(|who| match who {
                Who::Me => context.me == Some(*id),
                Who::Id(other) if *field == ReferenceField::Team => {
                    other == id || context.below.get(other).is_some_and(|below| below.contains(id))
                }
                Who::Id(other) => other == id,
            })
        }),
        Test::Line(field, ids) => {
            Answer::from(facts.lines.get(field).is_some_and(|lines| ids.iter().any(|id| lines.contains(id))))
        }
        Test::List(ids) => Answer::from(ids.iter().any(|id| facts.lists.contains(id))),
        Test::Segment(ids) => Answer::from(ids.iter().any(|id| match context.segments.get(id) {
            Some(Body::Live(filter)) => evaluate(filter, facts, context) == Answer::Yes,
            Some(Body::Static) => facts.segments.contains(id),
            None => false,
        })),
    }
}

fn is_unknown(field: Field, facts: &Facts) -> bool {
    match field {
        Field::Text(field) => !facts.texts.contains_key(&field),
        Field::Set(field) => facts.sets.get(&field).is_none_or(BTreeSet::is_empty),
        Field::Word(field) => !facts.words.contains_key(&field),
        Field::Number(field) => !facts.numbers.contains_key(&field),
        Field::Moment(field) => !facts.moments.contains_key(&field),
        Field::Day(field) => !facts.days.contains_key(&field),
        Field::Flag(_) => false,
        Field::Answer(field) => !facts.answers.contains_key(&field),
        Field::Reference(field) => !facts.references.contains_key(&field),
        Field::Line(field) => facts.lines.get(&field).is_none_or(BTreeSet::is_empty),
        Field::List => facts.lists.is_empty(),
        // of static ones, which are kept with the record
        Field::Segment => facts.segments.is_empty(),
    }
}
