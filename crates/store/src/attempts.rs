//! Allowances of attempts, shared by all servers on one database.

use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use crate::{Db, StoreError, Tx, entities::attempt};

/// When the allowance of this key is whole again.
pub async fn full_at(db: &impl Db, key: &str) -> Result<Option<i64>, StoreError> {
    Ok(attempt::Entity::find_by_id(key.to_owned()).one(db.connection()).await?.map(|row| row.full_at))
}

/// Holds the allowance of this key until the transaction ends, making it where there is none; answers when it is whole.
pub async fn hold(tx: &Tx, key: &str, now: i64) -> Result<i64, StoreError> {
    let row = attempt::Model { key: key.to_owned(), full_at: now };
    let once = OnConflict::column(attempt::Column::Key).do_nothing().to_owned();
    attempt::Entity::insert_many([attempt::ActiveModel::from(row)])
        .on_conflict(once)
        .exec_without_returning(tx.connection())
        .await?;
    let held = attempt::Entity::find_by_id(key.to_owned()).lock_exclusive().one(tx.connection()).await?;
    Ok(held.map_or(now, |row| row.full_at))
}

pub async fn set(tx: &Tx, key: &str, full_at: i64) -> Result<(), StoreError> {
    let update = attempt::Entity::update_many()
        .col_expr(attempt::Column::FullAt, Expr::val(full_at))
        .filter(attempt::Column::Key.eq(key));
    update.exec(tx.connection()).await?;
    Ok(())
}

/// Forgets the allowances that are whole.
pub async fn delete_whole(tx: &Tx, now: i64) -> Result<u64, StoreError> {
    let delete = attempt::Entity::delete_many().filter(attempt::Column::FullAt.lte(now));
    Ok(delete.exec(tx.connection()).await?.rows_affected)
}
