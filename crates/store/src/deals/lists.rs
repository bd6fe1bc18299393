//! Deals as lists show them: the table, the board, the calendar; and what statistics read of them.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{CaseStatement, Expr, Func, SimpleExpr},
};
use uuid::Uuid;

use super::within;
use crate::{
    Db, StoreError,
    entities::{deal, deal_assessment},
    parties::Reach,
};

/// What deals are narrowed to; an empty part does not narrow.
#[derive(Clone, Debug, Default)]
pub struct DealFilter {
    /// `true`: open ones, `false`: ended ones
    pub open: Option<bool>,
    pub owner: Option<Uuid>,
    pub teams: Option<Vec<Uuid>>,
    pub party: Option<Uuid>,
    pub line: Option<Uuid>,
    pub stages: Vec<String>,
    pub classes: Vec<String>,
    pub cells: Vec<String>,
    pub decisions: Vec<String>,
    pub outcomes: Vec<String>,
    pub currency: Option<String>,
    /// a part of the name
    pub named: Option<String>,
    /// open deals whose next step is missing or lies before this moment
    pub step_before: Option<i64>,
}

impl DealFilter {
    fn condition(&self) -> Condition {
        use deal::Column as C;
        let among = |column: C, codes: &[String]| (!codes.is_empty()).then(|| column.is_in(codes.iter().cloned()));
        let state = |open: bool| if open { C::EndedAt.is_null() } else { C::EndedAt.is_not_null() };
        let behind = |at: i64| {
            let late = Condition::any().add(C::NextStepAt.is_null()).add(C::NextStepAt.lt(at));
            Condition::all().add(C::EndedAt.is_null()).add(late)
        };
        Condition::all()
            .add_option(self.open.map(state))
            .add_option(self.owner.map(|owner| C::OwnerId.eq(owner)))
            .add_option(self.teams.as_ref().map(|teams| C::TeamId.is_in(teams.iter().copied())))
            .add_option(self.party.map(|party| C::PartyId.eq(party)))
            .add_option(self.line.map(|line| C::LineId.eq(line)))
            .add_option(among(C::Stage, &self.stages))
            .add_option(among(C::ValueClass, &self.classes))
            .add_option(among(C::Cell, &self.cells))
            .add_option(among(C::Decision, &self.decisions))
            .add_option(among(C::Outcome, &self.outcomes))
            .add_option(self.currency.as_deref().map(|code| C::Currency.eq(code)))
            .add_option(self.named.as_deref().map(|part| C::Name.contains(part)))
            .add_option(self.step_before.map(behind))
    }
}

/// What a list of deals is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DealSort {
    Expected,
    Amount,
    StageSince,
    Updated,
    Created,
}

impl DealSort {
    const fn column(self) -> deal::Column {
        match self {
            Self::Expected => deal::Column::ExpectedDay,
            Self::Amount => deal::Column::LikelyMinor,
            Self::StageSince => deal::Column::StageSince,
            Self::Updated => deal::Column::UpdatedAt,
            Self::Created => deal::Column::CreatedAt,
        }
    }

    /// What a row is sorted by.
    pub fn of(self, row: &deal::Model) -> i64 {
        match self {
            Self::Expected => i64::from(row.expected_day),
            Self::Amount => row.likely_minor,
            Self::StageSince => row.stage_since,
            Self::Updated => row.updated_at,
            Self::Created => row.created_at,
        }
    }
}

/// An order of deals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DealOrder {
    pub by: DealSort,
    pub descending: bool,
}

/// Where a page goes on: what the last row shown is sorted by, and its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DealCursor {
    pub at: i64,
    pub id: Uuid,
}

/// One page of deals within reach.
pub async fn page(
    db: &impl Db,
    reach: &Reach,
    filter: &DealFilter,
    order: DealOrder,
    after: Option<DealCursor>,
    limit: u64,
) -> Result<Vec<deal::Model>, StoreError> {
    let (key, id) = (order.by.column(), deal::Column::Id);
    let beyond = |cursor: DealCursor| {
        let (further, same) = if order.descending {
            (key.lt(cursor.at), id.lt(cursor.id))
        } else {
            (key.gt(cursor.at), id.gt(cursor.id))
        };
        Condition::any().add(further).add(Condition::all().add(key.eq(cursor.at)).add(same))
    };
    let direction = if order.descending { Order::Desc } else { Order::Asc };
    let find = deal::Entity::find()
        .filter(within(reach))
        .filter(filter.condition())
        .filter(Condition::all().add_option(after.map(beyond)))
        .order_by(key, direction.clone())
        .order_by(id, direction);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// How many open deals there are in a stage and a currency, and what they may bring.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct StageSum {
    pub stage: String,
    pub currency: String,
    pub deals: i64,
    /// the sum of the likely amounts
    pub likely_minor: i64,
    /// deals whose amount nobody knows
    pub unknown: i64,
}

/// Counts and sums of the open deals within reach, by stage and currency.
pub async fn board(db: &impl Db, reach: &Reach, filter: &DealFilter) -> Result<Vec<StageSum>, StoreError> {
    use deal::Column as C;
    let sum = |expr: SimpleExpr| {
        let sum: SimpleExpr = Func::sum(expr).into();
        SimpleExpr::from(Func::coalesce([sum, Expr::val(0_i64)])).cast_as("bigint")
    };
    let unknown = CaseStatement::new().case(C::AmountKind.eq("unknown"), 1_i64).finally(0_i64);
    let find = deal::Entity::find()
        .select_only()
        .columns([C::Stage, C::Currency])
        .column_as(C::Id.count(), "deals")
        .column_as(sum(Expr::col((deal::Entity, C::LikelyMinor))), "likely_minor")
        .column_as(sum(unknown.into()), "unknown")
        .filter(within(reach))
        .filter(C::EndedAt.is_null())
        .filter(filter.condition())
        .group_by(C::Stage)
        .group_by(C::Currency)
        .order_by_asc(C::Stage)
        .order_by_asc(C::Currency);
    Ok(find.into_model().all(db.connection()).await?)
}

/// Open deals that are expected on these days, both included, by day.
pub async fn between_days(
    db: &impl Db,
    reach: &Reach,
    filter: &DealFilter,
    (from, to): (i32, i32),
    limit: u64,
) -> Result<Vec<deal::Model>, StoreError> {
    let find = deal::Entity::find()
        .filter(within(reach))
        .filter(filter.condition())
        .filter(deal::Column::EndedAt.is_null())
        .filter(deal::Column::ExpectedDay.gte(from))
        .filter(deal::Column::ExpectedDay.lte(to))
        .order_by_asc(deal::Column::ExpectedDay)
        .order_by_asc(deal::Column::Id);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// The open deals within reach, those expected first in front.
pub async fn open(
    db: &impl Db,
    reach: &Reach,
    filter: &DealFilter,
    limit: u64,
) -> Result<Vec<deal::Model>, StoreError> {
    let find = deal::Entity::find()
        .filter(within(reach))
        .filter(filter.condition())
        .filter(deal::Column::EndedAt.is_null())
        .order_by_asc(deal::Column::ExpectedDay)
        .order_by_asc(deal::Column::Id);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// A deal that ended, as far as win rates need it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Closed {
    pub id: Uuid,
    pub owner_id: Option<Uuid>,
    pub team_id: Option<Uuid>,
    pub created_at: i64,
    pub ended_at: i64,
    pub outcome: String,
}

/// The deals that ended since a moment, whoever has them; of these where some are named.
pub async fn closed(db: &impl Db, since: i64, among: Option<&[Uuid]>) -> Result<Vec<Closed>, StoreError> {
    use deal::Column as C;
    let find = || {
        deal::Entity::find()
            .select_only()
            .columns([C::Id, C::OwnerId, C::TeamId, C::CreatedAt, C::EndedAt, C::Outcome])
            .filter(C::EndedAt.gte(since))
            .filter(C::Outcome.is_not_null())
    };
    let Some(ids) = among else { return Ok(find().into_model().all(db.connection()).await?) };
    let mut found = Vec::new();
    for chunk in ids.chunks(super::IDS) {
        let some = find().filter(C::Id.is_in(chunk.iter().copied()));
        found.extend(some.into_model().all(db.connection()).await?);
    }
    Ok(found)
}

/// An opening of an open deal as it was found.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct DealLook {
    pub deal_id: Uuid,
    pub created_at: i64,
    pub at: i64,
    pub territory: Option<String>,
    pub standing: Option<String>,
    pub firm: bool,
}

/// The openings of the open deals within reach, oldest first.
pub async fn open_looks(db: &impl Db, reach: &Reach, filter: &DealFilter) -> Result<Vec<DealLook>, StoreError> {
    use deal_assessment::Column as A;
    let of_deal: sea_orm::RelationDef =
        deal::Entity::belongs_to(deal_assessment::Entity).from(deal::Column::Id).to(A::DealId).into();
    let find = deal::Entity::find()
        .join(JoinType::InnerJoin, of_deal)
        .select_only()
        .columns([A::DealId, A::At, A::Territory, A::Standing, A::Firm])
        .column(deal::Column::CreatedAt)
        .filter(within(reach))
        .filter(filter.condition())
        .filter(deal::Column::EndedAt.is_null())
        .filter(A::Kind.eq("opening"))
        .order_by_asc(A::At)
        .order_by_asc(A::Id);
    Ok(find.into_model().all(db.connection()).await?)
}

/// The deals within reach that ended since a moment, the last first.
pub async fn closed_since(
    db: &impl Db,
    reach: &Reach,
    filter: &DealFilter,
    since: i64,
    limit: u64,
) -> Result<Vec<deal::Model>, StoreError> {
    let find = deal::Entity::find()
        .filter(within(reach))
        .filter(filter.condition())
        .filter(deal::Column::EndedAt.gte(since))
        .order_by_desc(deal::Column::EndedAt)
        .order_by_desc(deal::Column::Id);
    Ok(find.limit(limit).all(db.connection()).await?)
}
