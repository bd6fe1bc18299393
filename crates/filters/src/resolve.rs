//! From a filter to what a database is asked: days become moments, "me" an id, segments what they mean, and `not` goes to
//! the leaves, each of which surely holds or surely fails. So no database's own notion of null comes into it.

use std::collections::HashMap;

use jiff::{ToSpan, civil::Date};
use method::{Timestamp, Zone};
use uuid::Uuid;

use crate::{
    AnswerField, Compare, Day, DayField, Field, Filter, FlagField, LineField, MomentField, NumberField, ReferenceField,
    SetField, Test, TextField, TextIs, Who, WordField,
};

/// The days since 1970 of a date.
pub fn day_number(date: Date) -> i32 {
    let days = date.duration_since(Date::constant(1970, 1, 1)).as_hours().div_euclid(24);
    i32::try_from(days).unwrap_or(i32::MAX)
}

/// What a segment is.
#[derive(Clone, Debug)]
pub enum Body {
    Live(Filter),
    Static,
}

/// Who asks, when, and what the names in a filter stand for.
#[derive(Clone, Debug)]
pub struct Context {
    pub me: Option<Uuid>,
    pub now: Timestamp,
    pub zone: Zone,
    /// the teams below a team
    pub below: HashMap<Uuid, Vec<Uuid>>,
    /// the segments that the filter names, and those that these name
    pub segments: HashMap<Uuid, Body>,
}

impl Context {
    /// A day as it was written, on the calendar.
    pub fn date(&self, day: Day) -> Date {
        match day {
            Day::On(date) => date,
            Day::FromToday(days) => {
                let today = self.now.local_date(&self.zone);
                today.checked_add(days.days()).unwrap_or(today)
            }
        }
    }

    /// The first moment of a day.
    fn start(&self, date: Date) -> i64 {
        self.zone.moment(date.at(0, 0, 0, 0)).as_millis()
    }

    /// The first moment after a day.
    fn end(&self, date: Date) -> i64 {
        self.start(date.tomorrow().unwrap_or(date))
    }
}

/// What a database is asked; every leaf is yes or no.
#[derive(Clone, Debug, PartialEq)]
pub enum Clause {
    All(Vec<Clause>),
    Any(Vec<Clause>),
    /// the leaf is known and true
    Holds(Leaf),
    /// the leaf is known and false
    Fails(Leaf),
    /// the clause is not true
    Not(Box<Clause>),
}

/// One comparison with everything known that does not come from the record.
#[derive(Clone, Debug, PartialEq)]
pub enum Leaf {
    Unknown(Field),
    Text(TextField, TextIs),
    Custom(String, TextIs),
    Set(SetField, TextIs),
    Word(WordField, Vec<&'static str>),
    Number(NumberField, Compare<f64>),
    /// from a moment on, and before another
    Moment(MomentField, Option<i64>, Option<i64>),
    /// days since 1970
    Day(DayField, Compare<i32>),
    Flag(FlagField, bool),
    Answer(AnswerField, bool),
    Reference(ReferenceField, Vec<Uuid>),
    Line(LineField, Vec<Uuid>),
    List(Vec<Uuid>),
    StaticSegment(Uuid),
}

/// With the segments that it names, the filter has too many conditions, or they go too deep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// Leaves of one clause, segments taken in.
const MOST_LEAVES: usize = 500;
/// Segments within segments.
const DEEPEST_SEGMENTS: usize = 8;

/// What a database is asked for those for whom the filter is true.
pub fn resolve(filter: &Filter, context: &Context) -> Result<Clause, TooLarge> {
    Resolver { context, leaves: 0 }.clause(filter, true, 0)
}

struct Resolver<'a> {
    context: &'a Context,
    leaves: usize,
}

impl Resolver<'_> {
    fn clause(&mut self, filter: &Filter, wanted: bool, depth: usize) -> Result<Clause, TooLarge> {
        match filter {
            Filter::All(parts) if wanted => Ok(Clause::All(self.clauses(parts, wanted, depth)?)),
            Filter::All(parts) => Ok(Clause::Any(self.clauses(parts, wanted, depth)?)),
            Filter::Any(parts) if wanted => Ok(Clause::Any(self.clauses(parts, wanted, depth)?)),
            Filter::Any(parts) => Ok(Clause::All(self.clauses(parts, wanted, depth)?)),
            Filter::Not(part) => self.clause(part, !wanted, depth),
            Filter::Test(Test::Segment(ids)) => {
                let mut within = ids.iter().map(|id| self.segment(*id, depth)).collect::<Result<Vec<_>, _>>()?;
                let within = if within.len() == 1 { within.remove(0) } else { Clause::Any(within) };
                Ok(if wanted { within } else { Clause::Not(Box::new(within)) })
            }
            Filter::Test(test) => {
                self.count()?;
                let leaf = self.leaf(test);
                Ok(if wanted { Clause::Holds(leaf) } else { Clause::Fails(leaf) })
            }
        }
    }

    fn clauses(&mut self, parts: &[Filter], wanted: bool, depth: usize) -> Result<Vec<Clause>, TooLarge> {
        parts.iter().map(|part| self.clause(part, wanted, depth)).collect()
    }

    fn count(&mut self) -> Result<(), TooLarge> {
        self.leaves += 1;
        if self.leaves > MOST_LEAVES { Err(TooLarge) } else { Ok(()) }
    }

    fn segment(&mut self, id: Uuid, depth: usize) -> Result<Clause, TooLarge> {
        self.count()?;
        match self.context.segments.get(&id) {
            Some(Body::Live(_)) if depth >= DEEPEST_SEGMENTS => Err(TooLarge),
            Some(Body::Live(filter)) => self.clause(filter, true, depth + 1),
            Some(Body::Static) => Ok(Clause::Holds(Leaf::StaticSegment(id))),
            // there is no such segment: nobody is in it
            None => Ok(Clause::Any(Vec::new())),
        }
    }

    fn leaf(&self, test: &Test) -> Leaf {
        match test {
            Test::Unknown(field) => Leaf::Unknown(*field),
            Test::Text(field, is) => Leaf::Text(*field, is.clone()),
            Test::Custom(key, is) => Leaf::Custom(key.clone(), is.clone()),
            Test::Set(field, is) => Leaf::Set(*field, is.clone()),
            Test::Word(field, codes) => Leaf::Word(*field, codes.clone()),
            Test::Number(field, compare) => Leaf::Number(*field, *compare),
            Test::Moment(field, compare) => {
                let (from, until) = self.moments(compare.map(|day| self.context.date(day)));
                Leaf::Moment(*field, from, until)
            }
            Test::Day(field, compare) => Leaf::Day(*field, compare.map(|day| day_number(self.context.date(day)))),
            Test::Flag(field, yes) => Leaf::Flag(*field, *yes),
            Test::Answer(field, yes) => Leaf::Answer(*field, *yes),
            Test::Reference(field, whom) => Leaf::Reference(*field, self.ids(*field, whom)),
            Test::Line(field, ids) => Leaf::Line(*field, ids.clone()),
            Test::List(ids) => Leaf::List(ids.clone()),
            // not reached: segments are taken in before
            Test::Segment(_) => Leaf::List(Vec::new()),
        }
    }

    fn ids(&self, field: ReferenceField, whom: &[Who]) -> Vec<Uuid> {
        let mut ids = Vec::new();
        for who in whom {
            match who {
                Who::Me => ids.extend(self.context.me),
                Who::Id(id) => {
                    ids.push(*id);
                    if field == ReferenceField::Team {
                        ids.extend(self.context.below.get(id).into_iter().flatten());
                    }
                }
            }
        }
        ids
    }

    /// The moments of days: a day lasts from its midnight to the next.
    fn moments(&self, compare: Compare<Date>) -> (Option<i64>, Option<i64>) {
        let (start, end) = (|day| Some(self.context.start(day)), |day| Some(self.context.end(day)));
        match compare {
            Compare::Equal(day) => (start(day), end(day)),
            Compare::Less(day) => (None, start(day)),
            Compare::AtMost(day) => (None, end(day)),
            Compare::More(day) => (end(day), None),
            Compare::AtLeast(day) => (start(day), None),
            Compare::Between(low, high) => (start(low), end(high)),
        }
    }
}
