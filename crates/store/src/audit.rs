//! Who did what. Written in the transaction of the change.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{Db, StoreError, Tx, entities::audit_record, rows::insert_all};

pub async fn append(tx: &Tx, rows: Vec<audit_record::Model>) -> Result<(), StoreError> {
    insert_all::<audit_record::Entity>(tx, rows).await
}

/// The newest records before one (ids are ordered by time), of one subject or of all.
pub async fn newest(
    db: &impl Db,
    subject: Option<&str>,
    before: Option<Uuid>,
    limit: u64,
) -> Result<Vec<audit_record::Model>, StoreError> {
    let mut find = audit_record::Entity::find().order_by_desc(audit_record::Column::Id);
    if let Some(subject) = subject {
        find = find.filter(audit_record::Column::SubjectId.eq(subject));
    }
    if let Some(before) = before {
        find = find.filter(audit_record::Column::Id.lt(before));
    }
    Ok(find.limit(limit).all(db.connection()).await?)
}
