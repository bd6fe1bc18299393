//! Verdicts kept as they were reached.

use uuid::Uuid;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{Db, StoreError, Tx, entities::assessment, rows::insert_all};

pub async fn append(tx: &Tx, rows: Vec<assessment::Model>) -> Result<(), StoreError> {
    insert_all::<assessment::Entity>(tx, rows).await
}

/// All verdicts of one kind about a party, newest first.
pub async fn history(db: &impl Db, party: Uuid, kind: &str) -> Result<Vec<assessment::Model>, StoreError> {
    let find = assessment::Entity::find()
        .filter(assessment::Column::PartyId.eq(party))
        .filter(assessment::Column::Kind.eq(kind))
        .order_by_desc(assessment::Column::AsOf)
        .order_by_desc(assessment::Column::Id);
    Ok(find.all(db.connection()).await?)
}
