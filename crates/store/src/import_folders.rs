//! Watched folders and the files seen in them (PRO-11).

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{import_folder, import_folder_file},
    rows::{claim_version, insert_one, update_one},
};

/// Every watched folder, by its path.
pub async fn all(db: &impl Db) -> Result<Vec<import_folder::Model>, StoreError> {
    Ok(import_folder::Entity::find().order_by_asc(import_folder::Column::Path).all(db.connection()).await?)
}

pub async fn find(db: &impl Db, id: Uuid) -> Result<Option<import_folder::Model>, StoreError> {
    Ok(import_folder::Entity::find_by_id(id).one(db.connection()).await?)
}

pub async fn insert(tx: &Tx, row: import_folder::Model) -> Result<(), StoreError> {
    insert_one::<import_folder::Entity, _>(tx, row).await
}

/// Writes a folder as the next version, unless somebody else did since the row was read.
pub async fn update(tx: &Tx, mut row: import_folder::Model) -> Result<import_folder::Model, StoreError> {
    use import_folder::{Column, Entity};
    row.version = claim_version::<Entity>(tx, (Column::Id, row.id), (Column::Version, row.version)).await?;
    update_one::<Entity, _>(tx, row.clone()).await?;
    Ok(row)
}

/// Ends the watching; what was seen goes with it, the imports stay.
pub async fn delete(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    let files = import_folder_file::Entity::delete_many().filter(import_folder_file::Column::FolderId.eq(id));
    files.exec(tx.connection()).await?;
    import_folder::Entity::delete_by_id(id).exec(tx.connection()).await?;
    Ok(())
}

/// Folders that are to be looked at by now.
pub async fn due(db: &impl Db, now: i64) -> Result<Vec<import_folder::Model>, StoreError> {
    let find = import_folder::Entity::find()
        .filter(import_folder::Column::Active.eq(true))
        .filter(import_folder::Column::NextAt.lte(now))
        .order_by_asc(import_folder::Column::NextAt);
    Ok(find.all(db.connection()).await?)
}

/// Takes a look for oneself by moving the next one; false where another process was quicker.
pub async fn claim_look(tx: &Tx, row: &import_folder::Model, next_at: i64) -> Result<bool, StoreError> {
    let update = import_folder::Entity::update_many()
        .col_expr(import_folder::Column::NextAt, Expr::val(next_at))
        .filter(import_folder::Column::Id.eq(row.id))
        .filter(import_folder::Column::Active.eq(true))
        .filter(import_folder::Column::NextAt.eq(row.next_at));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Notes how a look ended, and when the next one is.
pub async fn looked(tx: &Tx, id: Uuid, at: i64, next_at: i64, error: Option<String>) -> Result<(), StoreError> {
    let update = import_folder::Entity::update_many()
        .col_expr(import_folder::Column::LookedAt, Expr::val(Some(at)))
        .col_expr(import_folder::Column::NextAt, Expr::val(next_at))
        .col_expr(import_folder::Column::Error, Expr::val(error))
        .filter(import_folder::Column::Id.eq(id));
    update.exec(tx.connection()).await?;
    Ok(())
}

/// Files of a folder, those seen last first.
pub async fn files(db: &impl Db, folder: Uuid, limit: u64) -> Result<Vec<import_folder_file::Model>, StoreError> {
    let find = import_folder_file::Entity::find()
        .filter(import_folder_file::Column::FolderId.eq(folder))
        .order_by_desc(import_folder_file::Column::SeenAt)
        .order_by_desc(import_folder_file::Column::Id);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// Files of a folder in one of these states.
pub async fn files_in(
    db: &impl Db,
    folder: Uuid,
    states: &[&str],
) -> Result<Vec<import_folder_file::Model>, StoreError> {
    let find = import_folder_file::Entity::find()
        .filter(import_folder_file::Column::FolderId.eq(folder))
        .filter(import_folder_file::Column::State.is_in(states.iter().copied()))
        .order_by_asc(import_folder_file::Column::Id);
    Ok(find.all(db.connection()).await?)
}

/// A file of this content that was imported from the folder.
pub async fn imported_before(
    db: &impl Db,
    folder: Uuid,
    hash: &str,
) -> Result<Option<import_folder_file::Model>, StoreError> {
    let find = import_folder_file::Entity::find()
        .filter(import_folder_file::Column::FolderId.eq(folder))
        .filter(import_folder_file::Column::Hash.eq(hash))
        .filter(import_folder_file::Column::State.eq("done"));
    Ok(find.one(db.connection()).await?)
}

pub async fn insert_file(tx: &Tx, row: import_folder_file::Model) -> Result<(), StoreError> {
    insert_one::<import_folder_file::Entity, _>(tx, row).await
}

pub async fn update_file(tx: &Tx, row: import_folder_file::Model) -> Result<(), StoreError> {
    update_one::<import_folder_file::Entity, _>(tx, row).await
}

pub async fn delete_file(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    import_folder_file::Entity::delete_by_id(id).exec(tx.connection()).await?;
    Ok(())
}
