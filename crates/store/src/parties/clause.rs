//! A filter of the language as a condition of the database. Values are bound, never written into the statement; whatever
//! the language can say has a condition, so that nothing can be refused here.

use filters::{
    AnswerField, Clause, Compare, DayField, Field, FlagField, Leaf, LineField, MomentField, NumberField,
    ReferenceField, SetField, TextField, TextIs, WordField,
};
use sea_orm::{
    ColumnTrait, Condition, DbBackend, EntityTrait, ExprTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

use super::{NEVER, NOT_GRADED};
use crate::{
    dialect,
    entities::{address, customer_class, line_status, list_member, party, party_tag, segment_member},
};

type C = party::Column;
/// What the current run found of a customer.
type Classed = customer_class::Column;

/// Where a field that has one value is kept.
enum Kept {
    Party(C),
    /// with the classes of the current run
    Class(Classed),
}

/// The condition of a clause, looked at at a moment. It is true or false for every row, never null.
pub(super) fn condition(clause: &Clause, backend: DbBackend, now: i64) -> Condition {
    let each = |parts: &[Clause], whole: Condition| {
        parts.iter().fold(whole, |whole, part| whole.add(condition(part, backend, now)))
    };
    match clause {
        Clause::All(parts) => each(parts, Condition::all()),
        // an empty one is met by all in the query builder, and by nobody in the language
        Clause::Any(parts) if parts.is_empty() => Condition::all().add(Expr::val(1).eq(0)),
        Clause::Any(parts) => each(parts, Condition::any()),
        Clause::Not(part) => condition(part, backend, now).not(),
        Clause::Holds(leaf) => holds(leaf, backend, now),
        Clause::Fails(leaf) => known(leaf, backend).add(holds(leaf, backend, now).not()),
    }
}

fn all() -> Condition {
    Condition::all()
}

/// Known and true.
fn holds(leaf: &Leaf, backend: DbBackend, now: i64) -> Condition {
    match leaf {
        Leaf::Unknown(field) => unknown(*field, backend),
        Leaf::Text(field, is) => known(leaf, backend).add(text_is(&text(*field, backend), is, backend)),
        Leaf::Custom(key, is) => known(leaf, backend).add(text_is(&custom(key, backend), is, backend)),
        Leaf::Set(field, is) => all().add(among_set(*field, Some(is), backend)),
        Leaf::Word(WordField::Cadence, codes) => all().add(super::filter::cadence(codes.iter().copied(), now)),
        Leaf::Word(field, codes) => match word(*field) {
            Kept::Party(column) => known(leaf, backend).add(column.is_in(codes.iter().copied())),
            Kept::Class(column) => all().add(classed(all().add(column.is_in(codes.iter().copied())))),
        },
        Leaf::Number(field, compare) => match number(*field) {
            Kept::Party(column) => known(leaf, backend).add(is(party_column(column), *compare)),
            Kept::Class(column) => all().add(classed(all().add(is(class_number(column), *compare)))),
        },
        Leaf::Moment(field, from, until) => {
            let column = moment(*field);
            known(leaf, backend)
                .add_option(from.map(|from| column.gte(from)))
                .add_option(until.map(|until| column.lt(until)))
        }
        Leaf::Day(field, compare) => known(leaf, backend).add(is(day(*field), *compare)),
        Leaf::Flag(field, true) => flag(*field, now),
        Leaf::Flag(field, false) => flag(*field, now).not(),
        Leaf::Answer(field, said) => all().add(match letter(*field) {
            Some((letter, yes, no)) => letter.eq(if *said { yes } else { no }),
            None => classed(all().add(Classed::RhythmAlert.eq(*said))),
        }),
        Leaf::Reference(field, ids) => known(leaf, backend).add(reference(*field).is_in(ids.iter().copied())),
        Leaf::Line(field, ids) => all().add(in_line(*field, Some(ids))),
        Leaf::List(ids) => {
            let members = list_member::Entity::find()
                .select_only()
                .column(list_member::Column::PartyId)
                .filter(list_member::Column::ListId.is_in(ids.iter().copied()));
            all().add(C::Id.in_subquery(members.into_query()))
        }
        Leaf::StaticSegment(id) => {
            let members = segment_member::Entity::find()
                .select_only()
                .column(segment_member::Column::PartyId)
                .filter(segment_member::Column::SegmentId.eq(*id));
            all().add(C::Id.in_subquery(members.into_query()))
        }
    }
}

/// Somebody knows it. What is added to the condition is not negated with it.
fn known(leaf: &Leaf, backend: DbBackend) -> Condition {
    let unless_unknown = |field: Field| all().add(unknown(field, backend).not());
    match leaf {
        Leaf::Text(field, _) => unless_unknown(Field::Text(*field)),
        Leaf::Custom(key, _) => all().add(custom(key, backend).is_not_null()),
        Leaf::Word(field, _) => unless_unknown(Field::Word(*field)),
        Leaf::Number(field, _) => unless_unknown(Field::Number(*field)),
        Leaf::Moment(field, ..) => unless_unknown(Field::Moment(*field)),
        Leaf::Day(field, _) => unless_unknown(Field::Day(*field)),
        Leaf::Answer(field, _) => unless_unknown(Field::Answer(*field)),
        Leaf::Reference(field, _) => unless_unknown(Field::Reference(*field)),
        Leaf::Unknown(_) | Leaf::Set(..) | Leaf::Flag(..) | Leaf::Line(..) | Leaf::List(_) | Leaf::StaticSegment(_) => {
            all()
        }
    }
}

fn unknown(field: Field, backend: DbBackend) -> Condition {
    match field {
        Field::Text(TextField::Name) => nobody(),
        Field::Text(field) => all().add(text(field, backend).is_null()),
        Field::Set(field) => all().add(among_set(field, None, backend)).not(),
        Field::Word(WordField::Grade) => all().add(C::Grade.eq(NOT_GRADED)),
        Field::Word(WordField::Authority) => {
            Condition::any().add(C::Authority.is_null()).add(C::Authority.eq("unknown"))
        }
        Field::Word(WordField::FaceByFigures) => all().add(classed(all().add(Classed::Face.ne("")))).not(),
        Field::Word(field) => match (word(field), field) {
            (Kept::Class(_), _) => all().add(classed(all())).not(),
            (
                Kept::Party(column),
                WordField::Market
                | WordField::Method
                | WordField::RelationGroup
                | WordField::ProspectClass
                | WordField::Face,
            ) => all().add(column.is_null()),
            (Kept::Party(_), _) => nobody(),
        },
        Field::Number(NumberField::Score) => all().add(C::Score.lt(0.0)),
        Field::Number(field) => match number(field) {
            Kept::Party(_) => nobody(),
            Kept::Class(column) => all().add(classed(all().add(column.is_not_null()))).not(),
        },
        Field::Moment(field) => match field {
            MomentField::Created | MomentField::Updated => nobody(),
            MomentField::LastContact => all().add(C::LastTwoWayAt.eq(0)),
            MomentField::NextContact | MomentField::DormantAt => all().add(moment(field).eq(NEVER)),
            _ => all().add(moment(field).is_null()),
        },
        Field::Day(field) => all().add(day(field).is_null()),
        Field::Flag(_) => nobody(),
        Field::Answer(field) => match letter(field) {
            Some((letter, ..)) => all().add(letter.eq("?")),
            None => all().add(classed(all())).not(),
        },
        Field::Reference(field) => all().add(reference(field).is_null()),
        Field::Line(field) => all().add(in_line(field, None)).not(),
        Field::List => {
            let members = list_member::Entity::find().select_only().column(list_member::Column::PartyId);
            all().add(C::Id.in_subquery(members.into_query())).not()
        }
        Field::Segment => {
            let members = segment_member::Entity::find().select_only().column(segment_member::Column::PartyId);
            all().add(C::Id.in_subquery(members.into_query())).not()
        }
    }
}

fn nobody() -> Condition {
    all().add(Expr::val(1).eq(0))
}

fn party_column(column: C) -> SimpleExpr {
    Expr::col((party::Entity, column))
}

/// Whether the current run has classed the customer over all lines, and found this. Asked row by row: a list follows its
/// order, and the key of the classes answers.
fn classed(found: Condition) -> SimpleExpr {
    let classes = customer_class::Entity::find()
        .select_only()
        .expr(Expr::val(1))
        .filter(Expr::cust("customer_class.run_id = (SELECT id FROM class_run WHERE class_run.\"current\")"))
        .filter(Classed::LineId.eq(Uuid::nil()))
        .filter(Expr::col((customer_class::Entity, Classed::PartyId)).equals((party::Entity, C::Id)))
        .filter(found);
    Expr::exists(classes.into_query())
}

/// Whether something was bought of a product line, or of one of these, and still is or no more is.
fn in_line(field: LineField, lines: Option<&[Uuid]>) -> SimpleExpr {
    use line_status::Column as L;
    let status = match field {
        LineField::Buys => "customer",
        LineField::Lost => "prospect",
    };
    let standing = line_status::Entity::find()
        .select_only()
        .expr(Expr::val(1))
        .filter(Expr::col((line_status::Entity, L::PartyId)).equals((party::Entity, C::Id)))
        .filter(L::Status.eq(status));
    let standing = match lines {
        Some(lines) => standing.filter(L::LineId.is_in(lines.iter().copied())),
        None => standing,
    };
    Expr::exists(standing.into_query())
}

fn text(field: TextField, backend: DbBackend) -> SimpleExpr {
    match field {
        TextField::Name => party_column(C::Name),
        TextField::City => party_column(C::City),
        TextField::Employer => party_column(C::Employer),
        TextField::Position => party_column(C::Position),
        TextField::Industry => dialect::value_of_key(backend, "party.facts", "industry"),
    }
}

fn custom(key: &str, backend: DbBackend) -> SimpleExpr {
    dialect::value_of_key(backend, "party.custom", key)
}

fn text_is(text: &SimpleExpr, is: &TextIs, backend: DbBackend) -> SimpleExpr {
    match is {
        TextIs::Among(values) => text.clone().is_in(values.iter().map(String::as_str)),
        TextIs::Contains(part) => dialect::contains(backend, text.clone(), &part.to_ascii_lowercase()),
        TextIs::Begins(part) => dialect::begins(backend, text.clone(), &part.to_ascii_lowercase()),
    }
}

/// In the set at all, or with a text like this.
fn among_set(field: SetField, is: Option<&TextIs>, backend: DbBackend) -> SimpleExpr {
    match field {
        SetField::Tag => {
            let text = Expr::col((party_tag::Entity, party_tag::Column::Tag));
            let mut find = party_tag::Entity::find().select_only().column(party_tag::Column::PartyId);
            if let Some(is) = is {
                find = find.filter(text_is(&text, is, backend));
            }
            C::Id.in_subquery(find.into_query())
        }
        SetField::Province => {
            let text = Expr::col((address::Entity, address::Column::Province));
            let mut find = address::Entity::find()
                .select_only()
                .column(address::Column::PartyId)
                .filter(address::Column::Province.is_not_null());
            if let Some(is) = is {
                find = find.filter(text_is(&text, is, backend));
            }
            C::Id.in_subquery(find.into_query())
        }
    }
}

fn word(field: WordField) -> Kept {
    Kept::Party(match field {
        WordField::Kind => C::Kind,
        WordField::Status => C::Status,
        WordField::Grade => C::Grade,
        WordField::Intent => C::Intent,
        WordField::Colour => C::Colour,
        WordField::Disposition => C::Disposition,
        WordField::Market => C::Market,
        WordField::Method => C::Method,
        WordField::Step | WordField::Cadence => C::Step,
        WordField::Authority => C::Authority,
        WordField::RelationGroup => C::RelationGroup,
        WordField::ProspectClass => C::ProspectClass,
        WordField::Face => C::Face,
        WordField::Class => return Kept::Class(Classed::Existing),
        WordField::Abc => return Kept::Class(Classed::Abc),
        WordField::FaceByFigures => return Kept::Class(Classed::Face),
    })
}

fn number(field: NumberField) -> Kept {
    Kept::Party(match field {
        NumberField::Score => C::Score,
        NumberField::Completeness => C::Completeness,
        NumberField::Contacts => C::ContactCount,
        NumberField::TwoWay => C::TwoWayCount,
        NumberField::Unanswered => C::Unanswered,
        NumberField::Sales => return Kept::Class(Classed::SalesMinor),
        NumberField::Contribution => return Kept::Class(Classed::ContributionMinor),
        NumberField::LifetimeValue => return Kept::Class(Classed::LifetimeMinor),
        NumberField::Purchases => return Kept::Class(Classed::Purchases),
    })
}

/// As a filter writes it: amounts are kept in hundredths.
fn class_number(column: Classed) -> SimpleExpr {
    let kept = || Expr::col((customer_class::Entity, column));
    match column {
        Classed::SalesMinor | Classed::ContributionMinor | Classed::LifetimeMinor => {
            kept().cast_as("double precision").div(100.0)
        }
        _ => kept(),
    }
}

/// Where a value lies.
fn is<T: Copy + Into<sea_orm::Value>>(value: SimpleExpr, compare: Compare<T>) -> SimpleExpr {
    match compare {
        Compare::Equal(other) => value.eq(other),
        Compare::Less(other) => value.lt(other),
        Compare::AtMost(other) => value.lte(other),
        Compare::More(other) => value.gt(other),
        Compare::AtLeast(other) => value.gte(other),
        Compare::Between(low, high) => value.clone().gte(low).and(value.lte(high)),
    }
}

fn moment(field: MomentField) -> C {
    match field {
        MomentField::Created => C::CreatedAt,
        MomentField::Updated => C::UpdatedAt,
        MomentField::Assigned => C::AssignedAt,
        MomentField::LastContact => C::LastTwoWayAt,
        MomentField::LastAttempt => C::LastContactAt,
        MomentField::LastMet => C::LastMetAt,
        MomentField::NextContact => C::DueAt,
        MomentField::DormantAt => C::DormantAt,
        MomentField::Won => C::WonAt,
        MomentField::Lost => C::LostAt,
        MomentField::BuyingUntil => C::BuyingUntil,
        MomentField::Returns => C::ReturnsAt,
    }
}

/// The first and the last day of an order in any line; null where there was none.
fn day(field: DayField) -> SimpleExpr {
    Expr::cust(match field {
        DayField::FirstOrder => {
            "(SELECT min(line_status.first_day) FROM line_status WHERE line_status.party_id = party.id)"
        }
        DayField::LastOrder => {
            "(SELECT max(line_status.last_day) FROM line_status WHERE line_status.party_id = party.id)"
        }
    })
}

fn flag(field: FlagField, now: i64) -> Condition {
    match field {
        FlagField::Golden => all().add(C::Golden.eq(true)),
        FlagField::HasPhone => all().add(C::PrimaryPhone.is_not_null()),
        FlagField::DoNotContact => all().add(C::DoNotContactSince.is_not_null()),
        FlagField::InHand => all().add(C::InHandUntil.is_not_null()).add(C::InHandUntil.gt(now)),
        FlagField::Dormant => all().add(C::DormantAt.lte(now)).add(C::LastTwoWayAt.gt(0)),
        FlagField::KeyCustomer => {
            Condition::any().add(C::Face.is_not_null()).add(classed(crate::classes::key_customer()))
        }
    }
}

/// The letter of MAN that the field is about, and what it is for yes and no; none for a field that is about no letter.
fn letter(field: AnswerField) -> Option<(SimpleExpr, &'static str, &'static str)> {
    let (letter, yes, no) = match field {
        AnswerField::Money => ("substr(party.man, 1, 1)", "M", "m"),
        AnswerField::Authority => ("substr(party.man, 2, 1)", "A", "a"),
        AnswerField::Need => ("substr(party.man, 3, 1)", "N", "n"),
        AnswerField::Silent => return None,
    };
    Some((Expr::cust(letter), yes, no))
}

fn reference(field: ReferenceField) -> C {
    match field {
        ReferenceField::Owner => C::OwnerId,
        ReferenceField::Team => C::TeamId,
        ReferenceField::CreatedBy => C::CreatedBy,
    }
}
