//! Which parties a list shows and in what order: a filter, a sort key, a keyset cursor.

use sea_orm::{
    ColumnTrait, Condition, DbBackend, EntityTrait, ExprTrait, Order, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

use super::Line;
use crate::{
    dialect::{self, SearchTerm},
    entities::{list_member, party, party_tag},
};

/// Whose records an actor reaches. Every query that answers an actor carries one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    All,
    /// own records and those without an owner
    Own(Uuid),
    /// the records of these teams, and those of the actor
    Teams {
        user: Uuid,
        teams: Vec<Uuid>,
    },
    /// more than one's own for a time: the records of these owners and these records; made by [`Reach::with_lent`]
    Lent {
        own: Box<Reach>,
        owners: Vec<Uuid>,
        parties: Vec<Uuid>,
    },
}

/// Belonging to nobody, written so that no index is asked for it: in a large pool nearly all rows are in it, and a list
/// has to follow its order instead. A small pool is found by [`PartyFilter::uncommon`].
const UNOWNED: &str = "(party.owner_id IS NULL) IS TRUE";

impl Reach {
    /// The same with what others lend. Whoever is lent nothing asks the database exactly what they asked before.
    pub fn with_lent(self, owners: Vec<Uuid>, parties: Vec<Uuid>) -> Self {
        match self {
            Self::All => Self::All,
            own if owners.is_empty() && parties.is_empty() => own,
            own => Self::Lent { own: Box::new(own), owners, parties },
        }
    }

    pub(crate) fn condition(&self) -> Condition {
        let unowned = || Condition::all().add(Expr::cust(UNOWNED));
        match self {
            Self::All => Condition::all(),
            Self::Own(user) => Condition::any().add(party::Column::OwnerId.eq(*user)).add(unowned()),
            Self::Teams { user, teams } => Condition::any()
                .add(party::Column::OwnerId.eq(*user))
                .add(party::Column::TeamId.is_in(teams.iter().copied()))
                .add(unowned()),
            Self::Lent { own, owners, parties } => own
                .condition()
                .add_option((!owners.is_empty()).then(|| party::Column::OwnerId.is_in(owners.iter().copied())))
                .add_option((!parties.is_empty()).then(|| party::Column::Id.is_in(parties.iter().copied()))),
        }
    }

    /// The same for a seller's few records, written so that indexes are asked for them; none where there may be many.
    fn uncommon(&self) -> Option<Condition> {
        match self {
            Self::Own(user) => {
                Some(Condition::any().add(party::Column::OwnerId.eq(*user)).add(party::Column::OwnerId.is_null()))
            }
            Self::Lent { own, owners, parties } => {
                let own = own.uncommon()?;
                let ids = parties.iter().copied();
                Some(own.add(party::Column::OwnerId.is_in(owners.iter().copied())).add(party::Column::Id.is_in(ids)))
            }
            Self::All | Self::Teams { .. } => None,
        }
    }
}

/// What a list is narrowed to; an empty part does not narrow.
#[derive(Clone, Debug, Default)]
pub struct PartyFilter {
    pub reach: Option<Reach>,
    /// of every group at least one term must match
    pub search: Vec<Vec<SearchTerm>>,
    pub ids: Option<Vec<Uuid>>,
    pub kind: Option<String>,
    pub statuses: Vec<String>,
    pub owner: Option<Uuid>,
    pub unowned: bool,
    pub teams: Vec<Uuid>,
    pub grades: Vec<String>,
    pub intents: Vec<String>,
    /// classes of prospects (CLA-3)
    pub classes: Vec<String>,
    /// confirmed faces (CLA-5)
    pub faces: Vec<String>,
    pub colours: Vec<String>,
    /// prospects that are in hand (PRO-8)
    pub in_hand: bool,
    pub golden: Option<bool>,
    pub cadences: Vec<String>,
    pub disposition: Option<String>,
    pub market: Option<String>,
    pub method: Option<String>,
    pub list: Option<Uuid>,
    pub tag: Option<String>,
    pub step: Option<String>,
    pub city: Option<String>,
    pub min_score: Option<f64>,
    /// goes back to the pool by this moment
    pub returns_by: Option<i64>,
    /// what was asked in the language of filters
    pub clause: Option<filters::Clause>,
    /// the moment at which the cadence is looked at
    pub now: i64,
}

/// What a condition is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// Rows in an order.
    Rows,
    Count,
}

impl PartyFilter {
    pub(crate) fn condition(&self, backend: DbBackend) -> Condition {
        self.condition_but_search(Asked::Rows, backend).add_option(self.search_condition(backend))
    }

    /// Everything but the words that were typed.
    pub(crate) fn condition_but_search(&self, asked: Asked, backend: DbBackend) -> Condition {
        use party::Column as C;
        let in_city = |city: &String| match asked {
            // a large city has many rows: a list has to follow its order instead of gathering them
            Asked::Rows => Expr::col((party::Entity, C::City)).if_null("").eq(city.as_str()),
            Asked::Count => C::City.eq(city.as_str()),
        };
        let equal = |column: C, value: &Option<String>| value.clone().map(|v| column.eq(v));
        let among = |column: C, values: &[String]| (!values.is_empty()).then(|| column.is_in(values));
        Condition::all()
            .add_option(self.reach.as_ref().map(Reach::condition))
            .add_option(self.ids.as_ref().map(|ids| C::Id.is_in(ids.iter().copied())))
            .add_option(equal(C::Kind, &self.kind))
            .add_option(among(C::Status, &self.statuses))
            .add_option(self.owner.map(|owner| C::OwnerId.eq(owner)))
            .add_option(self.unowned.then(|| Expr::cust(UNOWNED)))
            .add_option((!self.teams.is_empty()).then(|| C::TeamId.is_in(self.teams.iter().copied())))
            .add_option(among(C::Grade, &self.grades))
            .add_option(among(C::Intent, &self.intents))
            .add_option(among(C::ProspectClass, &self.classes))
            .add_option(among(C::Face, &self.faces))
            .add_option(among(C::Colour, &self.colours))
            .add_option(self.in_hand.then(|| C::InHandUntil.gt(self.now)))
            .add_option(self.golden.map(|golden| C::Golden.eq(golden)))
            .add_option(self.cadence_condition())
            .add_option(equal(C::Disposition, &self.disposition))
            .add_option(equal(C::Market, &self.market))
            .add_option(equal(C::Method, &self.method))
            .add_option(self.list.map(in_list))
            .add_option(self.tag.as_deref().map(has_tag))
            .add_option(equal(C::Step, &self.step))
            .add_option(self.city.as_ref().map(in_city))
            .add_option(self.min_score.map(|score| C::Score.gte(score)))
            .add_option(self.returns_by.map(|by| C::ReturnsAt.lte(by)))
            .add_option(self.clause.as_ref().map(|clause| super::clause::condition(clause, backend, self.now)))
    }

    /// Conditions of the filter that few rows may meet, each answered by an index of the rows without the usual value.
    pub(crate) fn uncommon(&self) -> Vec<Condition> {
        use party::Column as C;
        // the index is used where its own condition stands in the query, word for word
        let among = |column: C, usual: &str, unusual: &'static str, wanted: &[String]| {
            let uncommon = !wanted.is_empty() && wanted.iter().all(|value| value != usual);
            uncommon.then(|| Condition::all().add(Expr::cust(unusual)).add(column.is_in(wanted)))
        };
        let one = |value: &Option<String>| value.clone().into_iter().collect::<Vec<_>>();
        let spoken_with = !self.cadences.is_empty() && self.cadences.iter().all(|cadence| cadence != "untouched");
        let own = self.reach.as_ref().and_then(Reach::uncommon);
        let conditions = [
            self.unowned.then(|| Condition::all().add(C::OwnerId.is_null())),
            own,
            among(C::Kind, "person", "kind <> 'person'", &one(&self.kind)),
            among(C::Status, "prospect", "status <> 'prospect'", &self.statuses),
            among(C::Disposition, "open", "disposition <> 'open'", &one(&self.disposition)),
            among(C::Grade, "n", "grade <> 'n'", &self.grades),
            among(C::Intent, "none", "intent <> 'none'", &self.intents),
            (!self.classes.is_empty()).then(|| {
                Condition::all().add(C::ProspectClass.is_not_null()).add(C::ProspectClass.is_in(&self.classes))
            }),
            (self.golden == Some(true)).then(|| Condition::all().add(Expr::cust("golden"))),
            spoken_with.then(|| Condition::all().add(C::LastTwoWayAt.gt(0))),
            self.city.as_ref().map(|city| Condition::all().add(C::City.eq(city.as_str()))),
        ];
        conditions.into_iter().flatten().collect()
    }

    fn search_condition(&self, backend: DbBackend) -> Option<SimpleExpr> {
        (!self.search.is_empty()).then(|| {
            let (sql, value) = dialect::search_condition(backend, &self.search);
            Expr::cust_with_values(sql, [value])
        })
    }

    /// PRO-9: the state follows from the moments kept with the party.
    fn cadence_condition(&self) -> Option<Condition> {
        let cadences = self.cadences.iter().map(String::as_str);
        (!self.cadences.is_empty()).then(|| cadence(cadences, self.now))
    }

    /// Takes what was asked in the language of filters. Parts of it that a list has filters of its own for become these, so
    /// that they are found by the same indexes.
    pub fn narrow(&mut self, clause: filters::Clause) {
        use filters::{Clause, FlagField, Leaf, ReferenceField, TextField, TextIs, WordField};
        let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
        let (mut rest, mut open) = (Vec::new(), vec![clause]);
        while let Some(part) = open.pop() {
            match &part {
                Clause::All(parts) => open.extend(parts.iter().cloned()),
                Clause::Holds(Leaf::Word(WordField::Status, codes)) if self.statuses.is_empty() => {
                    self.statuses = owned(codes);
                }
                Clause::Holds(Leaf::Word(WordField::Grade, codes)) if self.grades.is_empty() => {
                    self.grades = owned(codes);
                }
                Clause::Holds(Leaf::Word(WordField::Intent, codes)) if self.intents.is_empty() => {
                    self.intents = owned(codes);
                }
                Clause::Holds(Leaf::Word(WordField::ProspectClass, codes)) if self.classes.is_empty() => {
                    self.classes = owned(codes);
                }
                Clause::Holds(Leaf::Word(WordField::Face, codes)) if self.faces.is_empty() => {
                    self.faces = owned(codes);
                }
                Clause::Holds(Leaf::Word(WordField::Colour, codes)) if self.colours.is_empty() => {
                    self.colours = owned(codes);
                }
                Clause::Holds(Leaf::Word(WordField::Cadence, codes)) if self.cadences.is_empty() => {
                    self.cadences = owned(codes);
                }
                Clause::Holds(Leaf::Word(WordField::Kind, codes)) if self.kind.is_none() && codes.len() == 1 => {
                    self.kind = owned(codes).pop();
                }
                Clause::Holds(Leaf::Word(WordField::Disposition, codes))
                    if self.disposition.is_none() && codes.len() == 1 =>
                {
                    self.disposition = owned(codes).pop();
                }
                Clause::Holds(Leaf::Text(TextField::City, TextIs::Among(cities)))
                    if self.city.is_none() && cities.len() == 1 =>
                {
                    self.city = cities.first().cloned();
                }
                Clause::Holds(Leaf::Reference(ReferenceField::Owner, ids))
                    if self.owner.is_none() && ids.len() == 1 =>
                {
                    self.owner = ids.first().copied();
                }
                Clause::Holds(Leaf::Flag(FlagField::Golden, golden)) if self.golden.is_none() => {
                    self.golden = Some(*golden);
                }
                Clause::Holds(Leaf::List(lists)) if self.list.is_none() && lists.len() == 1 => {
                    self.list = lists.first().copied();
                }
                _ => rest.push(part),
            }
        }
        if let Some(before) = self.clause.take() {
            rest.push(before);
        }
        self.clause = (!rest.is_empty()).then_some(Clause::All(rest));
    }
}

/// The moments kept with a party from which the state of its cadence follows (PRO-9).
#[derive(Clone, Copy, Debug)]
pub struct CadenceMoments {
    pub last_two_way_at: i64,
    pub dormant_at: i64,
    pub overdue_at: i64,
    pub due_at: i64,
}

impl CadenceMoments {
    /// The state at a moment: the same that the condition on the cadence asks the database for.
    pub fn state(self, now: i64) -> &'static str {
        if self.last_two_way_at == 0 {
            "untouched"
        } else if self.dormant_at <= now {
            "dormant"
        } else if self.overdue_at <= now {
            "overdue"
        } else if self.due_at <= now {
            "due"
        } else {
            "fine"
        }
    }
}

/// In one of these states at a moment.
pub(super) fn cadence<'a>(cadences: impl Iterator<Item = &'a str>, now: i64) -> Condition {
    use party::Column as C;
    cadences.fold(Condition::any(), |any, cadence| {
        any.add(match cadence {
            "dormant" => Condition::all().add(C::DormantAt.lte(now)).add(C::LastTwoWayAt.gt(0)),
            "overdue" => {
                Condition::all().add(C::OverdueAt.lte(now)).add(C::DormantAt.gt(now)).add(C::LastTwoWayAt.gt(0))
            }
            "due" => Condition::all()
                .add(C::DueAt.lte(now))
                .add(C::OverdueAt.gt(now))
                .add(C::DormantAt.gt(now))
                .add(C::LastTwoWayAt.gt(0)),
            "untouched" => Condition::all().add(C::LastTwoWayAt.eq(0)),
            _ => Condition::all()
                .add(C::DueAt.gt(now))
                .add(C::OverdueAt.gt(now))
                .add(C::DormantAt.gt(now))
                .add(C::LastTwoWayAt.gt(0)),
        })
    })
}

fn in_list(list: Uuid) -> SimpleExpr {
    let members = list_member::Entity::find()
        .select_only()
        .column(list_member::Column::PartyId)
        .filter(list_member::Column::ListId.eq(list));
    party::Column::Id.in_subquery(members.into_query())
}

fn has_tag(tag: &str) -> SimpleExpr {
    let tagged = party_tag::Entity::find()
        .select_only()
        .column(party_tag::Column::PartyId)
        .filter(party_tag::Column::Tag.eq(tag));
    party::Column::Id.in_subquery(tagged.into_query())
}

/// What a list can be sorted by; none of these columns holds nulls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    Name,
    Score,
    Grade,
    Due,
    LastContact,
    Created,
    Updated,
    Completeness,
}

impl SortKey {
    pub(crate) fn column(self) -> party::Column {
        match self {
            Self::Name => party::Column::NameKey,
            Self::Score => party::Column::Score,
            Self::Grade => party::Column::Grade,
            Self::Due => party::Column::DueAt,
            Self::LastContact => party::Column::LastTwoWayAt,
            Self::Created => party::Column::CreatedAt,
            Self::Updated => party::Column::UpdatedAt,
            Self::Completeness => party::Column::Completeness,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    pub key: SortKey,
    pub descending: bool,
}

impl Sort {
    pub(crate) fn order(self) -> Order {
        if self.descending { Order::Desc } else { Order::Asc }
    }

    /// Rows strictly after the cursor in this order.
    pub(crate) fn after(self, cursor: &Cursor) -> SimpleExpr {
        let row = Expr::tuple([Expr::col(self.key.column()), Expr::col(party::Column::Id)]);
        let last = Expr::tuple([cursor.value.clone(), Expr::val(cursor.id)]);
        if self.descending { row.lt(last) } else { row.gt(last) }
    }

    /// The cursor that stands on this row.
    pub fn cursor(self, row: &Line) -> Cursor {
        let (text, value) = match self.key {
            SortKey::Name => (row.name_key.clone(), Expr::val(row.name_key.clone())),
            SortKey::Grade => (row.grade.clone(), Expr::val(row.grade.clone())),
            SortKey::Score => (row.score.to_string(), Expr::val(row.score)),
            SortKey::Due => (row.due_at.to_string(), Expr::val(row.due_at)),
            SortKey::LastContact => (row.last_two_way_at.to_string(), Expr::val(row.last_two_way_at)),
            SortKey::Created => (row.created_at.to_string(), Expr::val(row.created_at)),
            SortKey::Updated => (row.updated_at.to_string(), Expr::val(row.updated_at)),
            SortKey::Completeness => (row.completeness.to_string(), Expr::val(row.completeness)),
        };
        Cursor { text, value, id: row.id }
    }

    /// Reads a cursor back; `None` where it does not belong to this order.
    pub fn parse_cursor(self, text: &str, id: Uuid) -> Option<Cursor> {
        let value = match self.key {
            SortKey::Name | SortKey::Grade => Expr::val(text.to_owned()),
            SortKey::Score => Expr::val(text.parse::<f64>().ok()?),
            SortKey::Completeness => Expr::val(text.parse::<i32>().ok()?),
            _ => Expr::val(text.parse::<i64>().ok()?),
        };
        Some(Cursor { text: text.to_owned(), value, id })
    }
}

/// A place in an ordered list.
#[derive(Clone, Debug)]
pub struct Cursor {
    /// the sort value in words, as sent to a client
    pub text: String,
    value: SimpleExpr,
    pub id: Uuid,
}
