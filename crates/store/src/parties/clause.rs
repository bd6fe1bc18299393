//! A filter of the language as a condition of the database. Values are bound, never written into the statement; whatever
//! the language can say has a condition, so that nothing can be refused here.

use filters::{
    AnswerField, Clause, Compare, Field, FlagField, Leaf, MomentField, NumberField, ReferenceField, SetField,
    TextField, TextIs, WordField,
};
use sea_orm::{
    ColumnTrait, Condition, DbBackend, EntityTrait, ExprTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, SimpleExpr},
};

use super::{NEVER, NOT_GRADED};
use crate::{
    dialect,
    entities::{address, list_member, party, party_tag, segment_member},
};

type C = party::Column;

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
        Leaf::Word(field, codes) => known(leaf, backend).add(word(*field).is_in(codes.iter().copied())),
        Leaf::Number(field, compare) => known(leaf, backend).add(number_is(number(*field), *compare)),
        Leaf::Moment(field, from, until) => {
            let column = moment(*field);
            known(leaf, backend)
                .add_option(from.map(|from| column.gte(from)))
                .add_option(until.map(|until| column.lt(until)))
        }
        Leaf::Flag(field, true) => flag(*field, now),
        Leaf::Flag(field, false) => flag(*field, now).not(),
        Leaf::Answer(field, yes) => all().add(letter(*field).eq(letter_for(*field, *yes))),
        Leaf::Reference(field, ids) => known(leaf, backend).add(reference(*field).is_in(ids.iter().copied())),
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
        Leaf::Answer(field, _) => unless_unknown(Field::Answer(*field)),
        Leaf::Reference(field, _) => unless_unknown(Field::Reference(*field)),
        Leaf::Unknown(_) | Leaf::Set(..) | Leaf::Flag(..) | Leaf::List(_) | Leaf::StaticSegment(_) => all(),
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
        Field::Word(field @ (WordField::Market | WordField::Method | WordField::RelationGroup)) => {
            all().add(word(field).is_null())
        }
        Field::Word(_) => nobody(),
        Field::Number(NumberField::Score) => all().add(C::Score.lt(0.0)),
        Field::Number(_) => nobody(),
        Field::Moment(field) => match field {
            MomentField::Created | MomentField::Updated => nobody(),
            MomentField::LastContact => all().add(C::LastTwoWayAt.eq(0)),
            MomentField::NextContact | MomentField::DormantAt => all().add(moment(field).eq(NEVER)),
            _ => all().add(moment(field).is_null()),
        },
        Field::Flag(_) => nobody(),
        Field::Answer(field) => all().add(letter(field).eq("?")),
        Field::Reference(field) => all().add(reference(field).is_null()),
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

fn column(column: C) -> SimpleExpr {
    Expr::col((party::Entity, column))
}

fn text(field: TextField, backend: DbBackend) -> SimpleExpr {
    match field {
        TextField::Name => column(C::Name),
        TextField::City => column(C::City),
        TextField::Employer => column(C::Employer),
        TextField::Position => column(C::Position),
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

fn word(field: WordField) -> C {
    match field {
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
    }
}

fn number(field: NumberField) -> C {
    match field {
        NumberField::Score => C::Score,
        NumberField::Completeness => C::Completeness,
        NumberField::Contacts => C::ContactCount,
        NumberField::TwoWay => C::TwoWayCount,
        NumberField::Unanswered => C::Unanswered,
    }
}

fn number_is(number: C, compare: Compare<f64>) -> SimpleExpr {
    let number = column(number);
    match compare {
        Compare::Equal(value) => number.eq(value),
        Compare::Less(value) => number.lt(value),
        Compare::AtMost(value) => number.lte(value),
        Compare::More(value) => number.gt(value),
        Compare::AtLeast(value) => number.gte(value),
        Compare::Between(low, high) => number.clone().gte(low).and(number.lte(high)),
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

fn flag(field: FlagField, now: i64) -> Condition {
    match field {
        FlagField::Golden => all().add(C::Golden.eq(true)),
        FlagField::HasPhone => all().add(C::PrimaryPhone.is_not_null()),
        FlagField::DoNotContact => all().add(C::DoNotContactSince.is_not_null()),
        FlagField::InHand => all().add(C::InHandUntil.is_not_null()).add(C::InHandUntil.gt(now)),
        FlagField::Dormant => all().add(C::DormantAt.lte(now)).add(C::LastTwoWayAt.gt(0)),
    }
}

/// The letter of MAN that the field is about.
fn letter(field: AnswerField) -> SimpleExpr {
    Expr::cust(match field {
        AnswerField::Money => "substr(party.man, 1, 1)",
        AnswerField::Authority => "substr(party.man, 2, 1)",
        AnswerField::Need => "substr(party.man, 3, 1)",
    })
}

fn letter_for(field: AnswerField, yes: bool) -> &'static str {
    match (field, yes) {
        (AnswerField::Money, true) => "M",
        (AnswerField::Money, false) => "m",
        (AnswerField::Authority, true) => "A",
        (AnswerField::Authority, false) => "a",
        (AnswerField::Need, true) => "N",
        (AnswerField::Need, false) => "n",
    }
}

fn reference(field: ReferenceField) -> C {
    match field {
        ReferenceField::Owner => C::OwnerId,
        ReferenceField::Team => C::TeamId,
        ReferenceField::CreatedBy => C::CreatedBy,
    }
}
