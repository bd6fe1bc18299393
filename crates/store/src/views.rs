//! Saved views of a table.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::{Db, StoreError, Tx, entities::saved_view, rows::insert_one};

/// The views a person sees: their own and the shared ones.
pub async fn visible_to(db: &impl Db, user: Uuid, subject: &str) -> Result<Vec<saved_view::Model>, StoreError> {
    let find = saved_view::Entity::find()
        .filter(saved_view::Column::Subject.eq(subject))
        .filter(Condition::any().add(saved_view::Column::OwnerId.eq(user)).add(saved_view::Column::Shared.eq(true)))
        .order_by_asc(saved_view::Column::CreatedAt);
    Ok(find.all(db.connection()).await?)
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
