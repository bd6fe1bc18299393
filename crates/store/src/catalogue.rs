//! Edited texts of the catalogue of methods, what methods cost, and the counts their results are made of.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{catalogue_entry, method_cost, party},
    parties::Reach,
    rows::insert_one,
};

/// All versions, oldest first, so that the last of each code is in force.
pub async fn entries(db: &impl Db) -> Result<Vec<catalogue_entry::Model>, StoreError> {
    let find = catalogue_entry::Entity::find()
        .order_by_asc(catalogue_entry::Column::Code)
        .order_by_asc(catalogue_entry::Column::Version);
    Ok(find.all(db.connection()).await?)
}

/// Appends a version; a version that exists already means somebody else was faster.
pub async fn append_entry(tx: &Tx, row: catalogue_entry::Model) -> Result<(), StoreError> {
    match insert_one::<catalogue_entry::Entity, _>(tx, row).await {
        Err(error) if error.is_unique_violation() => Err(StoreError::Changed),
        other => other,
    }
}

pub async fn costs(db: &impl Db, from: i64, to: i64) -> Result<Vec<method_cost::Model>, StoreError> {
    let find = method_cost::Entity::find()
        .filter(method_cost::Column::SpentAt.gte(from))
        .filter(method_cost::Column::SpentAt.lt(to));
    Ok(find.all(db.connection()).await?)
}

pub async fn insert_cost(tx: &Tx, row: method_cost::Model) -> Result<(), StoreError> {
    insert_one::<method_cost::Entity, _>(tx, row).await
}

/// The milestones of one name, from which a method's results are measured.
#[derive(Clone, Debug)]
pub struct Milestones {
    pub method: String,
    pub found_at: i64,
    pub reached_at: Option<i64>,
    pub met_at: Option<i64>,
    pub won_at: Option<i64>,
}

/// Names found in a period, within reach, with the method that found them.
pub async fn milestones(
    db: &impl Db,
    reach: &Reach,
    owner: Option<Uuid>,
    teams: &[Uuid],
    from: i64,
    to: i64,
) -> Result<Vec<Milestones>, StoreError> {
    let mut find = party::Entity::find()
        .select_only()
        .column(party::Column::Method)
        .column(party::Column::CreatedAt)
        .column(party::Column::FirstReachedAt)
        .column(party::Column::FirstMetAt)
        .column(party::Column::WonAt)
        .filter(reach.condition())
        .filter(party::Column::Method.is_not_null())
        .filter(party::Column::CreatedAt.gte(from))
        .filter(party::Column::CreatedAt.lt(to));
    if let Some(owner) = owner {
        find = find.filter(party::Column::OwnerId.eq(owner));
    }
    if !teams.is_empty() {
        find = find.filter(party::Column::TeamId.is_in(teams.iter().copied()));
    }
    type Row = (String, i64, Option<i64>, Option<i64>, Option<i64>);
    let rows: Vec<Row> = find.into_tuple().all(db.connection()).await?;
    Ok(rows
        .into_iter()
        .map(|(method, found_at, reached_at, met_at, won_at)| Milestones {
            method,
            found_at,
            reached_at,
            met_at,
            won_at,
        })
        .collect())
}
