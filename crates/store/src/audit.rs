//! Who did what. Written in the transaction of the change.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{alert, audit_record},
    rows::{insert_all, update_one},
};

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

/// When an actor did this since a moment, oldest first.
pub async fn moments(db: &impl Db, actor: Uuid, action: &str, since: i64) -> Result<Vec<i64>, StoreError> {
    let find = audit_record::Entity::find()
        .select_only()
        .column(audit_record::Column::At)
        .filter(audit_record::Column::ActorId.eq(actor))
        .filter(audit_record::Column::At.gte(since))
        .filter(audit_record::Column::Action.eq(action))
        .order_by_asc(audit_record::Column::At);
    Ok(find.into_tuple().all(db.connection()).await?)
}

pub async fn raise(tx: &Tx, row: alert::Model) -> Result<(), StoreError> {
    insert_all::<alert::Entity>(tx, vec![row]).await
}

pub async fn alert(db: &impl Db, id: Uuid) -> Result<Option<alert::Model>, StoreError> {
    Ok(alert::Entity::find_by_id(id).one(db.connection()).await?)
}

pub async fn update_alert(tx: &Tx, row: alert::Model) -> Result<(), StoreError> {
    update_one::<alert::Entity, _>(tx, row).await
}

/// The newest alerts, those that nobody has looked at before the others.
pub async fn alerts(db: &impl Db, limit: u64) -> Result<Vec<alert::Model>, StoreError> {
    let find = alert::Entity::find().order_by_asc(alert::Column::SeenAt.is_not_null()).order_by_desc(alert::Column::Id);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// Whether an alert of this kind about this user was raised since a moment.
pub async fn raised_since(db: &impl Db, kind: &str, user: Uuid, since: i64) -> Result<bool, StoreError> {
    let find = alert::Entity::find()
        .filter(alert::Column::At.gte(since))
        .filter(alert::Column::Kind.eq(kind))
        .filter(alert::Column::UserId.eq(user));
    Ok(find.count(db.connection()).await? > 0)
}
