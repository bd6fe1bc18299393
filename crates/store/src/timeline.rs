//! What happened to a party: activities, tasks, evidence, assessments, changes. All appended.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{activity, assessment, evidence, party_change, task},
    rows::{insert_all, update_one},
};

macro_rules! append {
    ($($name:ident => $entity:ident),+ $(,)?) => {
        $(
            pub async fn $name(tx: &Tx, rows: Vec<$entity::Model>) -> Result<(), StoreError> {
                insert_all::<$entity::Entity, _>(tx, rows).await
            }
        )+
    };
}

append! {
    insert_activities => activity,
    insert_tasks => task,
    insert_evidence => evidence,
    insert_changes => party_change,
}

/// The newest rows of one stream of a party, strictly before a moment.
macro_rules! stream {
    ($($(#[$doc:meta])* $name:ident => $entity:ident by $at:ident $(, without $retracted:ident)?);+ $(;)?) => {
        $(
            $(#[$doc])*
            pub async fn $name(db: &impl Db, party: Uuid, before: i64, limit: u64) -> Result<Vec<$entity::Model>, StoreError> {
                let find = $entity::Entity::find()
                    .filter($entity::Column::PartyId.eq(party))
                    .filter($entity::Column::$at.lt(before))
                    $(.filter($entity::Column::$retracted.is_null()))?
                    .order_by_desc($entity::Column::$at)
                    .order_by_desc($entity::Column::Id);
                Ok(find.limit(limit).all(db.connection()).await?)
            }
        )+
    };
}

stream! {
    activities_before => activity by At, without RetractedAt;
    tasks_before => task by CreatedAt;
    evidence_before => evidence by At, without RetractedAt;
    assessments_before => assessment by AsOf;
    changes_before => party_change by At;
}

pub async fn activity(db: &impl Db, id: Uuid) -> Result<Option<activity::Model>, StoreError> {
    Ok(activity::Entity::find_by_id(id).one(db.connection()).await?)
}

pub async fn update_activity(tx: &Tx, row: activity::Model) -> Result<(), StoreError> {
    update_one::<activity::Entity, _>(tx, row).await
}

/// Activities of many parties since a moment, oldest first: for attempts and last words.
pub async fn activities_since(db: &impl Db, parties: &[Uuid], since: i64) -> Result<Vec<activity::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in parties.chunks(5_000) {
        let find = activity::Entity::find()
            .filter(activity::Column::PartyId.is_in(chunk.iter().copied()))
            .filter(activity::Column::At.gte(since))
            .filter(activity::Column::RetractedAt.is_null())
            .order_by_asc(activity::Column::At);
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

/// Every piece of evidence in force about these parties, oldest first.
pub async fn evidence_of(db: &impl Db, parties: &[Uuid]) -> Result<Vec<evidence::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in parties.chunks(5_000) {
        let find = evidence::Entity::find()
            .filter(evidence::Column::PartyId.is_in(chunk.iter().copied()))
            .filter(evidence::Column::RetractedAt.is_null())
            .order_by_asc(evidence::Column::At)
            .order_by_asc(evidence::Column::Id);
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

/// Takes back what was recorded together with an activity.
pub async fn retract_with_activity(tx: &Tx, activity: Uuid, now: i64) -> Result<(), StoreError> {
    evidence::Entity::update_many()
        .col_expr(evidence::Column::RetractedAt, Expr::val(Some(now)).into())
        .filter(evidence::Column::ActivityId.eq(activity))
        .exec(tx.connection())
        .await?;
    task::Entity::update_many()
        .col_expr(task::Column::State, Expr::val("cancelled").into())
        .col_expr(task::Column::ClosedAt, Expr::val(Some(now)).into())
        .filter(task::Column::ActivityId.eq(activity))
        .filter(task::Column::State.eq("open"))
        .exec(tx.connection())
        .await?;
    task::Entity::update_many()
        .col_expr(task::Column::State, Expr::val("open").into())
        .col_expr(task::Column::ClosedAt, Expr::val(None::<i64>).into())
        .col_expr(task::Column::ClosedByActivity, Expr::val(None::<Uuid>).into())
        .filter(task::Column::ClosedByActivity.eq(activity))
        .exec(tx.connection())
        .await?;
    Ok(())
}

pub async fn task(db: &impl Db, id: Uuid) -> Result<Option<task::Model>, StoreError> {
    Ok(task::Entity::find_by_id(id).one(db.connection()).await?)
}

pub async fn update_task(tx: &Tx, row: task::Model) -> Result<(), StoreError> {
    update_one::<task::Entity, _>(tx, row).await
}

/// Open tasks of these parties, the earliest first.
pub async fn open_tasks(db: &impl Db, parties: &[Uuid]) -> Result<Vec<task::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in parties.chunks(5_000) {
        let find = task::Entity::find()
            .filter(task::Column::PartyId.is_in(chunk.iter().copied()))
            .filter(task::Column::State.eq("open"))
            .order_by_asc(task::Column::DueAt);
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}
