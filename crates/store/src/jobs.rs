//! Work to be done after a transaction, leased so that exactly one worker has it and a dead worker's job is taken up again.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::job,
    rows::{insert_one, update_one},
};

pub async fn enqueue(tx: &Tx, row: job::Model) -> Result<(), StoreError> {
    insert_one::<job::Entity, _>(tx, row).await
}

/// Takes the oldest job that waits or whose lease has run out.
pub async fn take(tx: &Tx, now: i64, leased_until: i64) -> Result<Option<job::Model>, StoreError> {
    let free = Condition::any()
        .add(job::Column::State.eq("waiting"))
        .add(Condition::all().add(job::Column::State.eq("running")).add(job::Column::LeasedUntil.lt(now)));
    let Some(mut found) =
        job::Entity::find().filter(free.clone()).order_by_asc(job::Column::CreatedAt).one(tx.connection()).await?
    else {
        return Ok(None);
    };
    let claim = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::val("running"))
        .col_expr(job::Column::LeasedUntil, Expr::val(Some(leased_until)))
        .col_expr(job::Column::Attempts, Expr::val(found.attempts + 1))
        .filter(job::Column::Id.eq(found.id))
        .filter(free);
    if claim.exec(tx.connection()).await?.rows_affected == 0 {
        return Ok(None);
    }
    found.state = "running".to_owned();
    found.leased_until = Some(leased_until);
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

pub async fn finish(tx: &Tx, mut row: job::Model, error: Option<String>, now: i64) -> Result<(), StoreError> {
    row.state = if error.is_some() { "failed" } else { "done" }.to_owned();
    row.error = error;
    row.finished_at = Some(now);
    row.leased_until = None;
    update_one::<job::Entity, _>(tx, row).await
}

/// Gives one job back, to be taken up again.
pub async fn release(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    let update = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::val("waiting"))
        .col_expr(job::Column::LeasedUntil, Expr::val(None::<i64>))
        .filter(job::Column::Id.eq(id));
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
        .col_expr(job::Column::State, Expr::val("waiting"))
        .col_expr(job::Column::LeasedUntil, Expr::val(None::<i64>))
        .filter(job::Column::State.eq("running"));
    Ok(update.exec(tx.connection()).await?.rows_affected)
}

pub async fn latest_of(db: &impl Db, subject: Uuid) -> Result<Option<job::Model>, StoreError> {
    let find = job::Entity::find().filter(job::Column::SubjectId.eq(subject)).order_by_desc(job::Column::CreatedAt);
    Ok(find.one(db.connection()).await?)
}
