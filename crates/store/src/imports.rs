//! Import runs and the state of their rows.

use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{import_row, import_run},
    rows::{insert_all, insert_one, update_one},
};

pub async fn run(db: &impl Db, id: Uuid) -> Result<Option<import_run::Model>, StoreError> {
    Ok(import_run::Entity::find_by_id(id).one(db.connection()).await?)
}

/// The run, locked against other writers until the transaction ends.
pub async fn run_locked(tx: &Tx, id: Uuid) -> Result<Option<import_run::Model>, StoreError> {
    Ok(import_run::Entity::find_by_id(id).lock_exclusive().one(tx.connection()).await?)
}

pub async fn runs(db: &impl Db, list: Option<Uuid>, limit: u64) -> Result<Vec<import_run::Model>, StoreError> {
    let mut find = import_run::Entity::find();
    if let Some(list) = list {
        find = find.filter(import_run::Column::ListId.eq(list));
    }
    Ok(find.order_by_desc(import_run::Column::CreatedAt).limit(limit).all(db.connection()).await?)
}

pub async fn insert_run(tx: &Tx, row: import_run::Model) -> Result<(), StoreError> {
    insert_one::<import_run::Entity, _>(tx, row).await
}

pub async fn update_run(tx: &Tx, row: import_run::Model) -> Result<(), StoreError> {
    update_one::<import_run::Entity, _>(tx, row).await
}

pub async fn insert_rows(tx: &Tx, rows: Vec<import_row::Model>) -> Result<(), StoreError> {
    insert_all::<import_row::Entity>(tx, rows).await
}

/// Rows in one of these states after a row number, in the order of the file.
pub async fn rows_after(
    db: &impl Db,
    run: Uuid,
    states: &[&str],
    after: i64,
    limit: u64,
) -> Result<Vec<import_row::Model>, StoreError> {
    let mut find = import_row::Entity::find()
        .filter(import_row::Column::RunId.eq(run))
        .filter(import_row::Column::Row.gt(after))
        .order_by_asc(import_row::Column::Row);
    if !states.is_empty() {
        find = find.filter(import_row::Column::State.is_in(states.iter().copied()));
    }
    Ok(find.limit(limit).all(db.connection()).await?)
}

pub async fn row(db: &impl Db, run: Uuid, row: i64) -> Result<Option<import_row::Model>, StoreError> {
    Ok(import_row::Entity::find_by_id((run, row)).one(db.connection()).await?)
}

pub async fn update_row(tx: &Tx, row: import_row::Model) -> Result<(), StoreError> {
    update_one::<import_row::Entity, _>(tx, row).await
}

/// Rows that wait for a decision, run by run.
pub async fn held_rows(db: &impl Db, limit: u64) -> Result<Vec<import_row::Model>, StoreError> {
    let find = import_row::Entity::find()
        .filter(import_row::Column::Held.eq(true))
        .order_by_desc(import_row::Column::RunId)
        .order_by_asc(import_row::Column::Row);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// Rows of one run that wait for a decision, after a row number.
pub async fn held_rows_after(
    db: &impl Db,
    run: Uuid,
    after: i64,
    limit: u64,
) -> Result<Vec<import_row::Model>, StoreError> {
    let find = import_row::Entity::find()
        .filter(import_row::Column::Held.eq(true))
        .filter(import_row::Column::RunId.eq(run))
        .filter(import_row::Column::Row.gt(after))
        .order_by_asc(import_row::Column::Row);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// How many rows of all runs were created, updated, duplicates and rejected.
pub async fn row_totals(db: &impl Db) -> Result<[i64; 4], StoreError> {
    // PostgreSQL would answer a sum with a number of another kind
    let total = |column: import_run::Column| column.sum().cast_as("bigint");
    let find = import_run::Entity::find()
        .select_only()
        .column_as(total(import_run::Column::Created), "created")
        .column_as(total(import_run::Column::Updated), "updated")
        .column_as(total(import_run::Column::Duplicate), "duplicate")
        .column_as(total(import_run::Column::Rejected), "rejected");
    let row: Option<[Option<i64>; 4]> = find
        .into_tuple::<(Option<i64>, Option<i64>, Option<i64>, Option<i64>)>()
        .one(db.connection())
        .await?
        .map(|(created, updated, duplicate, rejected)| [created, updated, duplicate, rejected]);
    Ok(row.unwrap_or_default().map(Option::unwrap_or_default))
}
