//! Versioned settings: a change appends a version.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    Db, StoreError, Tx,
    entities::{custom_field, setting},
    rows::insert_one,
};

pub async fn current(db: &impl Db, key: &str) -> Result<Option<setting::Model>, StoreError> {
    let find = setting::Entity::find().filter(setting::Column::Key.eq(key)).order_by_desc(setting::Column::Version);
    Ok(find.one(db.connection()).await?)
}

pub async fn history(db: &impl Db, key: &str) -> Result<Vec<setting::Model>, StoreError> {
    let find = setting::Entity::find().filter(setting::Column::Key.eq(key)).order_by_desc(setting::Column::Version);
    Ok(find.all(db.connection()).await?)
}

/// Appends a version; a version that exists already means somebody else was faster.
pub async fn append(tx: &Tx, row: setting::Model) -> Result<(), StoreError> {
    match insert_one::<setting::Entity, _>(tx, row).await {
        Err(error) if error.is_unique_violation() => Err(StoreError::Changed),
        other => other,
    }
}

pub async fn custom_fields(db: &impl Db) -> Result<Vec<custom_field::Model>, StoreError> {
    Ok(custom_field::Entity::find().order_by_asc(custom_field::Column::CreatedAt).all(db.connection()).await?)
}

pub async fn insert_custom_field(tx: &Tx, row: custom_field::Model) -> Result<(), StoreError> {
    insert_one::<custom_field::Entity, _>(tx, row).await
}

pub async fn delete_custom_field(tx: &Tx, key: &str) -> Result<bool, StoreError> {
    Ok(custom_field::Entity::delete_by_id(key.to_owned()).exec(tx.connection()).await?.rows_affected > 0)
}
