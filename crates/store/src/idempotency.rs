//! Requests that may be sent again under a key: which run of one may act, whether it did, and what it answered.
//!
//! A run holds a claim. What it commits is noted in the very transaction ([`Tx::commit`]), so that after a crash between
//! the change and its answer the request is not done a second time; and a run whose claim was taken over commits nothing.

use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::idempotency_key::{ActiveModel, Column, Entity, Model},
};

tokio::task_local! {
    static CLAIM: Uuid;
}

/// Does something as the run that holds this claim.
pub async fn as_claimed<F: Future>(claim: Uuid, work: F) -> F::Output {
    CLAIM.scope(claim, work).await
}

pub(crate) fn current() -> Option<Uuid> {
    CLAIM.try_with(|claim| *claim).ok()
}

/// Answers whether the claim still stands. Held until the transaction ends, so that nobody takes it over meanwhile.
pub(crate) async fn note_carried_out(tx: &Tx, claim: Uuid) -> Result<bool, StoreError> {
    let update = Entity::update_many().col_expr(Column::CarriedOut, Expr::val(true)).filter(Column::Claim.eq(claim));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

pub async fn find(db: &impl Db, id: &str) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find_by_id(id.to_owned()).one(db.connection()).await?)
}

/// Begins the first run; false where there was one already.
pub async fn begin(tx: &Tx, row: Model) -> Result<bool, StoreError> {
    let once = OnConflict::column(Column::Id).do_nothing().to_owned();
    let inserted =
        Entity::insert_many([ActiveModel::from(row)]).on_conflict(once).exec_without_returning(tx.connection()).await?;
    Ok(inserted == 1)
}

/// Takes over from a run that was silent for too long and has done nothing; false where somebody was quicker, or where it
/// did something after all.
pub async fn take_over(tx: &Tx, dead: &Model, claim: Uuid, now: i64, leased_until: i64) -> Result<bool, StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::Claim, Expr::val(claim))
        .col_expr(Column::LeasedUntil, Expr::val(leased_until))
        .filter(Column::Claim.eq(dead.claim))
        .filter(Column::CarriedOut.eq(false))
        .filter(Column::Status.is_null())
        .filter(Column::LeasedUntil.lte(now));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

pub async fn renew(tx: &Tx, claim: Uuid, leased_until: i64) -> Result<(), StoreError> {
    let update =
        Entity::update_many().col_expr(Column::LeasedUntil, Expr::val(leased_until)).filter(Column::Claim.eq(claim));
    update.exec(tx.connection()).await?;
    Ok(())
}

/// Ends a run with its answer; without one where that is not to be kept.
pub async fn end(tx: &Tx, claim: Uuid, now: i64, answer: Option<(i32, String, String)>) -> Result<(), StoreError> {
    let (status, headers, body) = match answer {
        Some((status, headers, body)) => (Some(status), Some(headers), Some(body)),
        None => (None, None, None),
    };
    let update = Entity::update_many()
        .col_expr(Column::CarriedOut, Expr::val(true))
        .col_expr(Column::LeasedUntil, Expr::val(now))
        .col_expr(Column::Status, Expr::val(status))
        .col_expr(Column::Headers, Expr::val(headers))
        .col_expr(Column::Body, Expr::val(body))
        .filter(Column::Claim.eq(claim));
    update.exec(tx.connection()).await?;
    Ok(())
}

/// Forgets a run, so that the next one is the first; one that has done something only where `whatever_it_did`.
pub async fn release(tx: &Tx, claim: Uuid, whatever_it_did: bool) -> Result<bool, StoreError> {
    let mut delete = Entity::delete_many().filter(Column::Claim.eq(claim));
    if !whatever_it_did {
        delete = delete.filter(Column::CarriedOut.eq(false));
    }
    Ok(delete.exec(tx.connection()).await?.rows_affected == 1)
}

/// Forgets what began up to a moment and is not under way.
pub async fn forget_until(tx: &Tx, moment: i64, now: i64) -> Result<u64, StoreError> {
    let delete = Entity::delete_many().filter(Column::CreatedAt.lte(moment)).filter(Column::LeasedUntil.lte(now));
    Ok(delete.exec(tx.connection()).await?.rows_affected)
}

/// Empties every answer that is kept. That the requests were carried out stays known.
pub async fn blank_answers(tx: &Tx) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::Status, Expr::val(None::<i32>))
        .col_expr(Column::Headers, Expr::val(None::<String>))
        .col_expr(Column::Body, Expr::val(None::<String>))
        .filter(Column::Status.is_not_null());
    update.exec(tx.connection()).await?;
    Ok(())
}
