//! What is appended about deals: changes, assessments, decisions, forecasts. None of it is ever written over.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Func, SimpleExpr},
};
use uuid::Uuid;

use super::IDS;
use crate::{
    Db, StoreError, Tx,
    entities::{deal, deal_assessment, deal_change, deal_decision, deal_forecast},
    rows::{insert_all, insert_one},
};

pub async fn append_changes(tx: &Tx, rows: Vec<deal_change::Model>) -> Result<(), StoreError> {
    insert_all::<deal_change::Entity>(tx, rows).await
}

/// The changes of these deals, oldest first.
pub async fn changes_of(db: &impl Db, deals: &[Uuid]) -> Result<Vec<deal_change::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in deals.chunks(IDS) {
        let find = deal_change::Entity::find()
            .filter(deal_change::Column::DealId.is_in(chunk.iter().copied()))
            .order_by_asc(deal_change::Column::At)
            .order_by_asc(deal_change::Column::Id);
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

/// What a deal became by a change.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Became {
    pub deal_id: Uuid,
    pub kind: String,
    pub after: Option<String>,
    pub at: i64,
}

/// What these deals became by changes of some kinds, oldest first.
pub async fn became(db: &impl Db, deals: &[Uuid], kinds: &[&str]) -> Result<Vec<Became>, StoreError> {
    use deal_change::Column as C;
    // the deals are few, the changes of a kind are not: their index must not tempt
    let kind = SimpleExpr::from(Func::coalesce([Expr::col(C::Kind), Expr::val("")]));
    let mut found = Vec::new();
    for chunk in deals.chunks(IDS) {
        let find = deal_change::Entity::find()
            .select_only()
            .columns([C::DealId, C::Kind, C::After, C::At])
            .filter(C::DealId.is_in(chunk.iter().copied()))
            .filter(sea_orm::ExprTrait::is_in(kind.clone(), kinds.iter().copied()))
            .order_by_asc(C::At)
            .order_by_asc(C::Id);
        found.extend(find.into_model().all(db.connection()).await?);
    }
    Ok(found)
}

/// The last change of any of these kinds: when, and which.
pub async fn last_change(db: &impl Db, kinds: &[&str]) -> Result<Option<(i64, Uuid)>, StoreError> {
    let mut last = None;
    for kind in kinds {
        let find = deal_change::Entity::find()
            .select_only()
            .columns([deal_change::Column::At, deal_change::Column::Id])
            .filter(deal_change::Column::Kind.eq(*kind))
            .order_by_desc(deal_change::Column::At)
            .order_by_desc(deal_change::Column::Id);
        last = last.max(find.into_tuple().one(db.connection()).await?);
    }
    Ok(last)
}

/// The deals with a change of these kinds at a moment or since.
pub async fn changed_since(db: &impl Db, kinds: &[&str], since: i64) -> Result<Vec<Uuid>, StoreError> {
    let find = deal_change::Entity::find()
        .select_only()
        .column(deal_change::Column::DealId)
        .distinct()
        .filter(deal_change::Column::Kind.is_in(kinds.iter().copied()))
        .filter(deal_change::Column::At.gte(since));
    Ok(find.into_tuple().all(db.connection()).await?)
}

pub async fn append_assessment(tx: &Tx, row: deal_assessment::Model) -> Result<(), StoreError> {
    insert_one::<deal_assessment::Entity, _>(tx, row).await
}

/// The assessments of these deals, of one kind where one is named, oldest first.
pub async fn assessments_of(
    db: &impl Db,
    deals: &[Uuid],
    kind: Option<&str>,
) -> Result<Vec<deal_assessment::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in deals.chunks(IDS) {
        let find = deal_assessment::Entity::find()
            .filter(deal_assessment::Column::DealId.is_in(chunk.iter().copied()))
            .filter(Condition::all().add_option(kind.map(|kind| deal_assessment::Column::Kind.eq(kind))))
            .order_by_asc(deal_assessment::Column::At)
            .order_by_asc(deal_assessment::Column::Id);
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

/// What an assessment found, without its sheet.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Found {
    pub deal_id: Uuid,
    pub kind: String,
    /// the class or the cell; none where it was not known
    pub found: Option<String>,
    /// of openings
    pub territory: Option<String>,
    pub standing: Option<String>,
    pub firm: bool,
    pub at: i64,
}

/// What the assessments of these deals found, oldest first.
pub async fn found_of(db: &impl Db, deals: &[Uuid]) -> Result<Vec<Found>, StoreError> {
    use deal_assessment::Column as C;
    let mut all = Vec::new();
    for chunk in deals.chunks(IDS) {
        let find = deal_assessment::Entity::find()
            .select_only()
            .columns([C::DealId, C::Kind, C::Found, C::Territory, C::Standing, C::Firm, C::At])
            .filter(C::DealId.is_in(chunk.iter().copied()))
            .order_by_asc(C::At)
            .order_by_asc(C::Id);
        all.extend(find.into_model().all(db.connection()).await?);
    }
    Ok(all)
}

pub async fn append_decision(tx: &Tx, row: deal_decision::Model) -> Result<(), StoreError> {
    insert_one::<deal_decision::Entity, _>(tx, row).await
}

/// The decisions about these deals, oldest first.
pub async fn decisions_of(db: &impl Db, deals: &[Uuid]) -> Result<Vec<deal_decision::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in deals.chunks(IDS) {
        let find = deal_decision::Entity::find()
            .filter(deal_decision::Column::DealId.is_in(chunk.iter().copied()))
            .order_by_asc(deal_decision::Column::At)
            .order_by_asc(deal_decision::Column::Id);
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

pub async fn append_forecast(tx: &Tx, row: deal_forecast::Model) -> Result<(), StoreError> {
    insert_one::<deal_forecast::Entity, _>(tx, row).await
}

/// What was said of a period in a currency, oldest first.
pub async fn forecasts_of(db: &impl Db, period: &str, currency: &str) -> Result<Vec<deal_forecast::Model>, StoreError> {
    let find = deal_forecast::Entity::find()
        .filter(deal_forecast::Column::Period.eq(period))
        .filter(deal_forecast::Column::Currency.eq(currency))
        .order_by_asc(deal_forecast::Column::At)
        .order_by_asc(deal_forecast::Column::Id);
    Ok(find.all(db.connection()).await?)
}

/// What holds of a period in a currency: the last of each team and of each seller, known part by known part.
pub async fn last_forecasts(
    db: &impl Db,
    period: &str,
    currency: &str,
) -> Result<Vec<deal_forecast::Model>, StoreError> {
    let mut last: BTreeMap<(Option<Uuid>, Option<Uuid>), deal_forecast::Model> = BTreeMap::new();
    for mut row in forecasts_of(db, period, currency).await? {
        let of = (row.team_id, row.user_id);
        if let Some(before) = last.get(&of) {
            row.target_minor = row.target_minor.or(before.target_minor);
            row.forecast_minor = row.forecast_minor.or(before.forecast_minor);
        }
        last.insert(of, row);
    }
    Ok(last.into_values().collect())
}

/// A deal with the amount that was recorded first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstAmount {
    pub deal: Uuid,
    pub team: Option<Uuid>,
    pub line: Uuid,
    pub opened_at: i64,
    pub minor: i64,
}

/// The first amounts of all deals of a currency that were opened since a moment, whoever has them (OPP-2). `kind` is the kind
/// of the changes that hold amounts.
pub async fn first_amounts(
    db: &impl Db,
    currency: &str,
    since: i64,
    kind: &str,
) -> Result<Vec<FirstAmount>, StoreError> {
    let of_deal: sea_orm::RelationDef =
        deal_change::Entity::belongs_to(deal::Entity).from(deal_change::Column::DealId).to(deal::Column::Id).into();
    let find = deal_change::Entity::find()
        .join(JoinType::InnerJoin, of_deal)
        .select_only()
        .columns([deal_change::Column::DealId, deal_change::Column::After])
        .columns([deal::Column::TeamId, deal::Column::LineId, deal::Column::CreatedAt])
        .filter(deal_change::Column::Kind.eq(kind))
        .filter(deal_change::Column::After.is_not_null())
        .filter(deal::Column::Currency.eq(currency))
        .filter(deal::Column::CreatedAt.gte(since))
        .order_by_asc(deal_change::Column::DealId)
        .order_by_asc(deal_change::Column::At)
        .order_by_asc(deal_change::Column::Id);
    type Row = (Uuid, Option<String>, Option<Uuid>, Uuid, i64);
    let rows: Vec<Row> = find.into_tuple().all(db.connection()).await?;
    let mut first: Vec<FirstAmount> = Vec::new();
    for (deal, after, team, line, opened_at) in rows {
        let Some(minor) = after.and_then(|text| text.parse().ok()) else { continue };
        if first.last().is_none_or(|last| last.deal != deal) {
            first.push(FirstAmount { deal, team, line, opened_at, minor });
        }
    }
    Ok(first)
}
