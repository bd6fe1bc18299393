//! A resolved filter as a condition of the engine. It is true or false for every row, never null; whatever the language can say
//! has a condition, so that nothing can be refused here.

use datafusion::common::ScalarValue;
use datafusion::logical_expr::expr_fn::{in_list, not};
use datafusion::prelude::{Expr, ident, lit};
use filters::{Clause, Compare, Field, Leaf, TextIs, entry_of};
use uuid::Uuid;

use super::super::columns::ID_BYTES;
use super::columns::CUSTOM;
use super::matches::Matches;

/// Those for whom the clause is true.
pub(super) fn condition(clause: &Clause) -> Expr {
    match clause {
        Clause::All(parts) => joined(parts.iter().map(condition).collect(), true),
        Clause::Any(parts) => joined(parts.iter().map(condition).collect(), false),
        Clause::Not(part) => not(condition(part)),
        Clause::Holds(leaf) => known(leaf, holds(leaf)),
        Clause::Fails(leaf) => known(leaf, not(holds(leaf))),
    }
}

/// All of the parts, or any. Halved rather than chained: what reads it goes as deep as it is.
fn joined(mut parts: Vec<Expr>, all: bool) -> Expr {
    if parts.len() > 1 {
        let rest = parts.split_off(parts.len() / 2);
        let (first, rest) = (joined(parts, all), joined(rest, all));
        return if all { first.and(rest) } else { first.or(rest) };
    }
    parts.pop().unwrap_or_else(|| lit(all))
}

fn column(field: Field) -> Expr {
    ident(entry_of(field).code)
}

/// Somebody knows it, and the comparison says so.
fn known(leaf: &Leaf, said: Expr) -> Expr {
    let is_known = |field: Field| column(field).is_not_null();
    let known = match leaf {
        Leaf::Text(field, _) => is_known(Field::Text(*field)),
        Leaf::Custom(key, _) => Matches::Custom(key.clone(), None).of(ident(CUSTOM)),
        Leaf::Word(field, _) => is_known(Field::Word(*field)),
        Leaf::Number(field, _) => is_known(Field::Number(*field)),
        Leaf::Moment(field, ..) => is_known(Field::Moment(*field)),
        Leaf::Day(field, _) => is_known(Field::Day(*field)),
        Leaf::Answer(field, _) => is_known(Field::Answer(*field)),
        Leaf::Reference(field, _) => is_known(Field::Reference(*field)),
        Leaf::Unknown(_) | Leaf::Set(..) | Leaf::Flag(..) | Leaf::Line(..) | Leaf::List(_) | Leaf::StaticSegment(_) => {
            return said;
        }
    };
    known.and(said)
}

/// The comparison with what is known; null where nobody knows.
fn holds(leaf: &Leaf) -> Expr {
    match leaf {
        Leaf::Unknown(field) => unknown(*field),
        Leaf::Text(field, TextIs::Among(texts)) => {
            among(Field::Text(*field), texts.iter().map(|text| lit(text.as_str())))
        }
        Leaf::Text(field, is) => Matches::Text(is.clone()).of(column(Field::Text(*field))),
        Leaf::Custom(key, is) => Matches::Custom(key.clone(), Some(is.clone())).of(ident(CUSTOM)),
        Leaf::Set(field, is) => Matches::AnyText(Some(is.clone())).of(column(Field::Set(*field))),
        Leaf::Word(field, codes) => among(Field::Word(*field), codes.iter().map(|code| lit(*code))),
        Leaf::Number(field, compare) => compared(&column(Field::Number(*field)), compare.map(lit)),
        Leaf::Moment(field, from, until) => {
            let moment = || column(Field::Moment(*field));
            let from = from.map(|from| moment().gt_eq(lit(from)));
            let until = until.map(|until| moment().lt(lit(until)));
            joined(from.into_iter().chain(until).collect(), true)
        }
        Leaf::Day(field, compare) => compared(&column(Field::Day(*field)), compare.map(lit)),
        Leaf::Flag(field, true) => column(Field::Flag(*field)).is_true(),
        Leaf::Flag(field, false) => column(Field::Flag(*field)).is_not_true(),
        Leaf::Answer(field, yes) => column(Field::Answer(*field)).eq(lit(*yes)),
        Leaf::Reference(field, ids) => {
            let id =
                |id: &Uuid| Expr::Literal(ScalarValue::FixedSizeBinary(ID_BYTES, Some(id.as_bytes().to_vec())), None);
            among(Field::Reference(*field), ids.iter().map(id))
        }
        Leaf::Line(field, ids) => Matches::AnyId(Some(ids.clone())).of(column(Field::Line(*field))),
        Leaf::List(ids) => Matches::AnyId(Some(ids.clone())).of(column(Field::List)),
        Leaf::StaticSegment(id) => Matches::AnyId(Some(vec![*id])).of(column(Field::Segment)),
    }
}

fn unknown(field: Field) -> Expr {
    match field {
        Field::Set(_) => not(Matches::AnyText(None).of(column(field))),
        Field::Line(_) | Field::List | Field::Segment => not(Matches::AnyId(None).of(column(field))),
        Field::Flag(_) => lit(false),
        _ => column(field).is_null(),
    }
}

fn among(field: Field, values: impl Iterator<Item = Expr>) -> Expr {
    let values: Vec<Expr> = values.collect();
    if values.is_empty() { lit(false) } else { in_list(column(field), values, false) }
}

fn compared(column: &Expr, compare: Compare<Expr>) -> Expr {
    let column = || column.clone();
    match compare {
        Compare::Equal(value) => column().eq(value),
        Compare::Less(value) => column().lt(value),
        Compare::AtMost(value) => column().lt_eq(value),
        Compare::More(value) => column().gt(value),
        Compare::AtLeast(value) => column().gt_eq(value),
        Compare::Between(low, high) => column().gt_eq(low).and(column().lt_eq(high)),
    }
}
