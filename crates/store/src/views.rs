//! Saved views of a table.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::saved_view,
    rows::{insert_one, update_one},
};

/// The views a person sees: their own and the shared ones.
pub async fn visible_to(db: &impl Db, user: Uuid, subject: &str) -> Result<Vec<saved_view::Model>, StoreError> {
    let find = saved_view::Entity::find()
        .filter(saved_view::Column::Subject.eq(subject))
        .filter(Condition::any().add(saved_view::Column::OwnerId.eq(user)).add(saved_view::Column::Shared.eq(true)))
        .order_by_asc(saved_view::Column::CreatedAt);
    Ok(find.all(db.connection()).await?)
}

pub async fn find(db: &impl Db, id: Uuid) -> Result<Option<saved_view::Model>, StoreError> {
    Ok(saved_view::Entity::find_by_id(id).one(db.connection()).await?)
}

/// Writes a view as the next version, unless somebody else did since the row was read.
pub async fn update(tx: &Tx, mut row: saved_view::Model) -> Result<saved_view::Model, StoreError> {
    let read = row.version;
    row.version += 1;
    let claim = saved_view::Entity::update_many()
        .col_expr(saved_view::Column::Version, Expr::val(row.version))
        .filter(saved_view::Column::Id.eq(row.id))
        .filter(saved_view::Column::Version.eq(read));
    if claim.exec(tx.connection()).await?.rows_affected == 0 {
        return Err(StoreError::Changed);
    }
    update_one::<saved_view::Entity, _>(tx, row.clone()).await?;
    Ok(row)
}

pub async fn insert(tx: &Tx, row: saved_view::Model) -> Result<(), StoreError> {
    insert_one::<saved_view::Entity, _>(tx, row).await
}

/// Deletes a view of this owner; answers whether there was one.
pub async fn delete(tx: &Tx, owner: Uuid, id: Uuid) -> Result<bool, StoreError> {
    let delete = saved_view::Entity::delete_many()
        .filter(saved_view::Column::Id.eq(id))
        .filter(saved_view::Column::OwnerId.eq(owner));
    Ok(delete.exec(tx.connection()).await?.rows_affected > 0)
}
