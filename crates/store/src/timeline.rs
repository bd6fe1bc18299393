//! What happened to a party: activities, tasks, evidence, assessments, changes. All appended.

use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{activity, assessment, consent, evidence, loss, party, party_change, task},
    parties::Reach,
    rows::{claim_version, insert_all, update_one},
};

macro_rules! append {
    ($($name:ident => $entity:ident),+ $(,)?) => {
        $(
            pub async fn $name(tx: &Tx, rows: Vec<$entity::Model>) -> Result<(), StoreError> {
                insert_all::<$entity::Entity>(tx, rows).await
            }
        )+
    };
}

append! {
    insert_activities => activity,
    insert_tasks => task,
    insert_evidence => evidence,
    insert_changes => party_change,
    insert_consents => consent,
}

/// The newest rows of one stream of a party, strictly before a moment: at most `limit`, and beyond it those of the same
/// moment as the last, so that a page which goes on before that moment loses none.
macro_rules! stream {
    ($($(#[$doc:meta])* $name:ident => $entity:ident by $at:ident ($field:ident) $(, without $retracted:ident)?);+ $(;)?) => {
        $(
            $(#[$doc])*
            pub async fn $name(db: &impl Db, party: Uuid, before: i64, limit: u64) -> Result<Vec<$entity::Model>, StoreError> {
                let of_party = $entity::Entity::find()
                    .filter($entity::Column::PartyId.eq(party))
                    $(.filter($entity::Column::$retracted.is_null()))?
                    .order_by_desc($entity::Column::$at)
                    .order_by_desc($entity::Column::Id);
                let newest = of_party.clone().filter($entity::Column::$at.lt(before)).limit(limit);
                let mut rows = newest.all(db.connection()).await?;
                if rows.len() as u64 == limit && let Some(last) = rows.last().cloned() {
                    let same_moment = of_party
                        .filter($entity::Column::$at.eq(last.$field))
                        .filter($entity::Column::Id.lt(last.id));
                    rows.extend(same_moment.all(db.connection()).await?);
                }
                Ok(rows)
            }
        )+
    };
}

stream! {
    activities_before => activity by At (at), without RetractedAt;
    tasks_before => task by CreatedAt (created_at);
    evidence_before => evidence by At (at), without RetractedAt;
    assessments_before => assessment by AsOf (as_of);
    changes_before => party_change by At (at);
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
        .col_expr(evidence::Column::RetractedAt, Expr::val(Some(now)))
        .filter(evidence::Column::ActivityId.eq(activity))
        .exec(tx.connection())
        .await?;
    consent::Entity::update_many()
        .col_expr(consent::Column::RetractedAt, Expr::val(Some(now)))
        .filter(consent::Column::ActivityId.eq(activity))
        .exec(tx.connection())
        .await?;
    loss::Entity::update_many()
        .col_expr(loss::Column::RetractedAt, Expr::val(Some(now)))
        .filter(loss::Column::ActivityId.eq(activity))
        .exec(tx.connection())
        .await?;
    task::Entity::update_many()
        .col_expr(task::Column::State, Expr::val("cancelled"))
        .col_expr(task::Column::Version, Expr::col(task::Column::Version).add(1))
        .col_expr(task::Column::ClosedAt, Expr::val(Some(now)))
        .filter(task::Column::ActivityId.eq(activity))
        .filter(task::Column::State.eq("open"))
        .exec(tx.connection())
        .await?;
    task::Entity::update_many()
        .col_expr(task::Column::State, Expr::val("open"))
        .col_expr(task::Column::Version, Expr::col(task::Column::Version).add(1))
        .col_expr(task::Column::ClosedAt, Expr::val(None::<i64>))
        .col_expr(task::Column::ClosedByActivity, Expr::val(None::<Uuid>))
        .filter(task::Column::ClosedByActivity.eq(activity))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// The tasks of these ids that are there.
pub async fn tasks(db: &impl Db, ids: &[Uuid]) -> Result<Vec<task::Model>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(task::Entity::find().filter(task::Column::Id.is_in(ids.iter().copied())).all(db.connection()).await?)
}

pub async fn task(db: &impl Db, id: Uuid) -> Result<Option<task::Model>, StoreError> {
    Ok(task::Entity::find_by_id(id).one(db.connection()).await?)
}

/// Writes a task as the next version, unless somebody else did since the row was read.
pub async fn update_task(tx: &Tx, mut row: task::Model) -> Result<task::Model, StoreError> {
    use task::Column;
    row.version = claim_version::<task::Entity>(tx, (Column::Id, row.id), (Column::Version, row.version)).await?;
    update_one::<task::Entity, _>(tx, row.clone()).await?;
    Ok(row)
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

/// The consent ledger of these parties, oldest first.
pub async fn consents_of(db: &impl Db, parties: &[Uuid]) -> Result<Vec<consent::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in parties.chunks(5_000) {
        let find = consent::Entity::find()
            .filter(consent::Column::PartyId.is_in(chunk.iter().copied()))
            .filter(consent::Column::RetractedAt.is_null())
            .order_by_asc(consent::Column::At)
            .order_by_asc(consent::Column::Id);
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

/// Takes entries of the consent ledger back.
pub async fn retract_consents(tx: &Tx, ids: &[Uuid], now: i64) -> Result<(), StoreError> {
    for chunk in ids.chunks(5_000) {
        consent::Entity::update_many()
            .col_expr(consent::Column::RetractedAt, Expr::val(Some(now)))
            .filter(consent::Column::Id.is_in(chunk.iter().copied()))
            .exec(tx.connection())
            .await?;
    }
    Ok(())
}

/// The changes of one kind of these parties, oldest first.
pub async fn changes_of_kind(
    db: &impl Db,
    parties: &[Uuid],
    kind: &str,
) -> Result<Vec<party_change::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in parties.chunks(5_000) {
        let find = party_change::Entity::find()
            .filter(party_change::Column::PartyId.is_in(chunk.iter().copied()))
            .filter(party_change::Column::Kind.eq(kind))
            .order_by_asc(party_change::Column::At)
            .order_by_asc(party_change::Column::Id);
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

/// Every change of these parties since a moment, oldest first.
pub async fn changes_since(db: &impl Db, parties: &[Uuid], since: i64) -> Result<Vec<party_change::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in parties.chunks(5_000) {
        let find = party_change::Entity::find()
            .filter(party_change::Column::PartyId.is_in(chunk.iter().copied()))
            .filter(party_change::Column::At.gte(since))
            .order_by_asc(party_change::Column::At)
            .order_by_asc(party_change::Column::Id);
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

/// Takes answers back.
pub async fn retract_evidence(tx: &Tx, ids: &[Uuid], now: i64) -> Result<(), StoreError> {
    let update = evidence::Entity::update_many()
        .col_expr(evidence::Column::RetractedAt, Expr::val(Some(now)))
        .filter(evidence::Column::Id.is_in(ids.iter().copied()))
        .filter(evidence::Column::RetractedAt.is_null());
    update.exec(tx.connection()).await?;
    Ok(())
}

/// What one contact was and brought, for measuring.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ContactFacts {
    pub party_id: Uuid,
    pub at: i64,
    pub two_way: bool,
    pub new_fact: bool,
    pub larger_order: bool,
    pub trial: bool,
    pub bought: bool,
    pub trouble: bool,
    pub market: Option<String>,
    pub won_at: Option<i64>,
}

/// Contacts of a period with parties within reach, party by party and oldest first.
pub async fn contacts_of_period(
    db: &impl Db,
    reach: &Reach,
    from: i64,
    to: i64,
) -> Result<Vec<ContactFacts>, StoreError> {
    use activity::Column as A;
    let find = activity::Entity::find()
        .join(
            JoinType::InnerJoin,
            activity::Entity::belongs_to(party::Entity).from(A::PartyId).to(party::Column::Id).into(),
        )
        .select_only()
        .columns([A::PartyId, A::At, A::TwoWay, A::NewFact, A::LargerOrder, A::Trial, A::Bought, A::Trouble])
        .columns([party::Column::Market, party::Column::WonAt])
        .filter(reach.condition())
        .filter(A::Kind.ne("note"))
        .filter(A::RetractedAt.is_null())
        .filter(A::At.gte(from))
        .filter(A::At.lt(to))
        .order_by_asc(A::PartyId)
        .order_by_asc(A::At);
    Ok(find.into_model().all(db.connection()).await?)
}
