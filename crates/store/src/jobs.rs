//! Work to be done after a transaction, leased so that exactly one worker has it and a dead worker's job is taken up again.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, LockBehavior, LockType},
};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::job,
    rows::{insert_one, update_one},
};

/// Where a job stands.
pub mod state {
    pub const WAITING: &str = "waiting";
    pub const RUNNING: &str = "running";
    pub const DONE: &str = "done";
    /// given up: only a person tries it again
    pub const FAILED: &str = "failed";
    pub const CANCELLED: &str = "cancelled";
    /// failed, and asked for anew meanwhile
    pub const REPLACED: &str = "replaced";
}

/// Adds a job; what failed of the same kind about the same subject is done by it.
pub async fn enqueue(tx: &Tx, row: job::Model) -> Result<(), StoreError> {
    job::Entity::update_many()
        .col_expr(job::Column::State, Expr::val(state::REPLACED))
        .filter(job::Column::State.eq(state::FAILED))
        .filter(job::Column::Kind.eq(row.kind.as_str()))
        .filter(job::Column::SubjectId.eq(row.subject_id))
        .exec(tx.connection())
        .await?;
    insert_one::<job::Entity, _>(tx, row).await
}

/// When the newest job of a kind was enqueued.
pub async fn last_asked(db: &impl Db, kind: &str) -> Result<Option<i64>, StoreError> {
    let found = job::Entity::find().filter(job::Column::Kind.eq(kind)).order_by_desc(job::Column::CreatedAt);
    Ok(found.one(db.connection()).await?.map(|job| job.created_at))
}

/// Takes the oldest job that may be begun, or whose lease has run out. A lease that ends far later than a new one would was
/// given by a clock that has been set back since, and has run out as well.
pub async fn take(tx: &Tx, now: i64, leased_until: i64) -> Result<Option<job::Model>, StoreError> {
    use job::Column as C;
    // the clocks of several servers differ a little
    let latest = leased_until + (leased_until - now);
    let run_out = Condition::any().add(C::LeasedUntil.lt(now)).add(C::LeasedUntil.gt(latest));
    let ready = Condition::any().add(C::NotBefore.is_null()).add(C::NotBefore.lte(now));
    let free = Condition::any()
        .add(Condition::all().add(C::State.eq(state::WAITING)).add(ready))
        .add(Condition::all().add(C::State.eq(state::RUNNING)).add(run_out));
    // what another worker is about to take is passed over, so that two of them do not wait for each other
    let find = job::Entity::find()
        .filter(free.clone())
        .order_by_asc(C::CreatedAt)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    let Some(mut found) = find.one(tx.connection()).await? else { return Ok(None) };
    let claim = job::Entity::update_many()
        .col_expr(C::State, Expr::val(state::RUNNING))
        .col_expr(C::LeasedUntil, Expr::val(Some(leased_until)))
        .col_expr(C::StartedAt, Expr::val(Some(now)))
        .col_expr(C::Attempts, Expr::val(found.attempts + 1))
        .filter(C::Id.eq(found.id))
        .filter(free);
    if claim.exec(tx.connection()).await?.rows_affected == 0 {
        return Ok(None);
    }
    found.state = state::RUNNING.to_owned();
    found.leased_until = Some(leased_until);
    found.started_at = Some(now);
    found.attempts += 1;
    Ok(Some(found))
}

/// Prolongs the lease of a job that is still being worked.
pub async fn renew(tx: &Tx, id: Uuid, leased_until: i64) -> Result<(), StoreError> {
    job::Entity::update_many()
        .col_expr(job::Column::LeasedUntil, Expr::val(Some(leased_until)))
        .filter(job::Column::Id.eq(id))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Notes how far the attempt is.
pub async fn progress(tx: &Tx, id: Uuid, done: i64, total: i64) -> Result<(), StoreError> {
    job::Entity::update_many()
        .col_expr(job::Column::Done, Expr::val(Some(done)))
        .col_expr(job::Column::Total, Expr::val(Some(total)))
        .filter(job::Column::Id.eq(id))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Ends an attempt as the row says; false where the lease was lost and another worker has taken the job since.
pub async fn end_attempt(tx: &Tx, row: job::Model) -> Result<bool, StoreError> {
    use job::Column as C;
    let update = job::Entity::update_many()
        .col_expr(C::State, Expr::val(row.state))
        .col_expr(C::Error, Expr::val(row.error))
        .col_expr(C::ErrorCode, Expr::val(row.error_code))
        .col_expr(C::NotBefore, Expr::val(row.not_before))
        .col_expr(C::FinishedAt, Expr::val(row.finished_at))
        .col_expr(C::LeasedUntil, Expr::val(None::<i64>))
        .filter(C::Id.eq(row.id))
        .filter(C::State.eq(state::RUNNING))
        .filter(C::Attempts.eq(row.attempts));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Gives one job back, to be taken up again; the attempt does not count.
pub async fn release(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    let update = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::val(state::WAITING))
        .col_expr(job::Column::LeasedUntil, Expr::val(None::<i64>))
        .col_expr(job::Column::Attempts, Expr::col(job::Column::Attempts).sub(1))
        .filter(job::Column::Id.eq(id))
        .filter(job::Column::State.eq(state::RUNNING));
    update.exec(tx.connection()).await?;
    Ok(())
}

/// How many jobs there are of each kind in each state.
pub async fn counts(db: &impl Db) -> Result<Vec<(String, String, i64)>, StoreError> {
    let find = job::Entity::find()
        .select_only()
        .column(job::Column::Kind)
        .column(job::Column::State)
        .column_as(job::Column::Id.count(), "count")
        .group_by(job::Column::Kind)
        .group_by(job::Column::State);
    Ok(find.into_tuple().all(db.connection()).await?)
}

/// Gives every running job back: for the start of the only server of a database.
pub async fn release_all(tx: &Tx) -> Result<u64, StoreError> {
    let update = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::val(state::WAITING))
        .col_expr(job::Column::LeasedUntil, Expr::val(None::<i64>))
        .filter(job::Column::State.eq(state::RUNNING));
    Ok(update.exec(tx.connection()).await?.rows_affected)
}

pub async fn latest_of(db: &impl Db, subject: Uuid) -> Result<Option<job::Model>, StoreError> {
    let find = job::Entity::find().filter(job::Column::SubjectId.eq(subject)).order_by_desc(job::Column::CreatedAt);
    Ok(find.one(db.connection()).await?)
}

/// The newest jobs before one (ids are ordered by time), in these states or in any.
pub async fn newest(
    db: &impl Db,
    states: &[String],
    before: Option<Uuid>,
    limit: u64,
) -> Result<Vec<job::Model>, StoreError> {
    let mut find = job::Entity::find().order_by_desc(job::Column::Id);
    if !states.is_empty() {
        find = find.filter(job::Column::State.is_in(states.iter().map(String::as_str)));
    }
    if let Some(before) = before {
        find = find.filter(job::Column::Id.lt(before));
    }
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// One job, kept from other transactions until this one ends.
pub async fn locked(tx: &Tx, id: Uuid) -> Result<Option<job::Model>, StoreError> {
    let find = job::Entity::find_by_id(id).lock_exclusive();
    Ok(find.one(tx.connection()).await?)
}

pub async fn update(tx: &Tx, row: job::Model) -> Result<(), StoreError> {
    update_one::<job::Entity, _>(tx, row).await
}

/// Lets what waits for its next attempt begin at once: its subject was told to stop, and somebody has to see it.
pub async fn hasten(tx: &Tx, subject: Uuid) -> Result<(), StoreError> {
    job::Entity::update_many()
        .col_expr(job::Column::NotBefore, Expr::val(None::<i64>))
        .filter(job::Column::SubjectId.eq(subject))
        .filter(job::Column::State.eq(state::WAITING))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Forgets what ended well before a moment; what failed stays until somebody has dealt with it.
pub async fn forget(tx: &Tx, before: i64) -> Result<u64, StoreError> {
    let ended = [state::DONE, state::CANCELLED, state::REPLACED];
    let delete = job::Entity::delete_many()
        .filter(job::Column::State.is_in(ended))
        .filter(job::Column::CreatedAt.lt(before))
        .filter(job::Column::FinishedAt.lt(before));
    Ok(delete.exec(tx.connection()).await?.rows_affected)
}
