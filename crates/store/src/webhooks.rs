//! Subscriptions of other systems, each leased by one process at a time, the outbox of what happened, and its deliveries.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{webhook, webhook_delivery, webhook_event},
    rows::{insert_all, insert_one, update_one},
};

pub async fn all(db: &impl Db) -> Result<Vec<webhook::Model>, StoreError> {
    Ok(webhook::Entity::find().order_by_asc(webhook::Column::Id).all(db.connection()).await?)
}

pub async fn find(db: &impl Db, id: Uuid) -> Result<Option<webhook::Model>, StoreError> {
    Ok(webhook::Entity::find_by_id(id).one(db.connection()).await?)
}

/// The same, held until the transaction ends.
pub async fn find_locked(tx: &Tx, id: Uuid) -> Result<Option<webhook::Model>, StoreError> {
    Ok(webhook::Entity::find_by_id(id).lock_exclusive().one(tx.connection()).await?)
}

pub async fn insert(tx: &Tx, row: webhook::Model) -> Result<(), StoreError> {
    insert_one::<webhook::Entity, _>(tx, row).await
}

/// Writes a subscription as the next version, unless somebody else did since the row was read.
pub async fn update(tx: &Tx, mut row: webhook::Model) -> Result<webhook::Model, StoreError> {
    let read = row.version;
    row.version += 1;
    let claim = webhook::Entity::update_many()
        .col_expr(webhook::Column::Version, Expr::val(row.version))
        .filter(webhook::Column::Id.eq(row.id))
        .filter(webhook::Column::Version.eq(read));
    if claim.exec(tx.connection()).await?.rows_affected == 0 {
        return Err(StoreError::Changed);
    }
    update_one::<webhook::Entity, _>(tx, row.clone()).await?;
    Ok(row)
}

/// Writes what deliveries tell of a subscriber; it is no change that a person could miss.
pub async fn update_state(tx: &Tx, row: webhook::Model) -> Result<(), StoreError> {
    update_one::<webhook::Entity, _>(tx, row).await
}

/// Ends a subscription with its deliveries.
pub async fn delete(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    webhook_delivery::Entity::delete_many()
        .filter(webhook_delivery::Column::WebhookId.eq(id))
        .exec(tx.connection())
        .await?;
    webhook::Entity::delete_by_id(id).exec(tx.connection()).await?;
    Ok(())
}

pub async fn insert_event(tx: &Tx, row: webhook_event::Model) -> Result<(), StoreError> {
    insert_one::<webhook_event::Entity, _>(tx, row).await
}

pub async fn insert_deliveries(tx: &Tx, rows: Vec<webhook_delivery::Model>) -> Result<(), StoreError> {
    insert_all::<webhook_delivery::Entity>(tx, rows).await
}

/// Subscribers that are active and that no process has to itself. A lease that reaches further ahead than any can was
/// given before the clock was set back.
pub async fn free(db: &impl Db, now: i64, longest_lease: i64) -> Result<Vec<webhook::Model>, StoreError> {
    let find = webhook::Entity::find()
        .filter(webhook::Column::State.eq("active"))
        .filter(is_free(now, longest_lease))
        .order_by_asc(webhook::Column::Id);
    Ok(find.all(db.connection()).await?)
}

fn is_free(now: i64, longest_lease: i64) -> Condition {
    Condition::any()
        .add(webhook::Column::LeasedUntil.is_null())
        .add(webhook::Column::LeasedUntil.lt(now))
        .add(webhook::Column::LeasedUntil.gt(now + longest_lease))
}

/// Takes a subscriber for oneself, so that one process at a time sends to it; false where another was quicker.
pub async fn lease(tx: &Tx, hook: Uuid, lease: Uuid, now: i64, longest_lease: i64) -> Result<bool, StoreError> {
    let claim = webhook::Entity::update_many()
        .col_expr(webhook::Column::LeaseId, Expr::val(Some(lease)))
        .col_expr(webhook::Column::LeasedUntil, Expr::val(Some(now + longest_lease)))
        .filter(webhook::Column::Id.eq(hook))
        .filter(webhook::Column::State.eq("active"))
        .filter(is_free(now, longest_lease));
    Ok(claim.exec(tx.connection()).await?.rows_affected == 1)
}

/// Gives a subscriber back, if it is still one's own.
pub async fn release(tx: &Tx, hook: Uuid, lease: Uuid) -> Result<(), StoreError> {
    give_back(tx, webhook::Column::Id.eq(hook).and(webhook::Column::LeaseId.eq(lease))).await
}

/// Gives every subscriber back: for the start of the only server of a database.
pub async fn release_all(tx: &Tx) -> Result<(), StoreError> {
    give_back(tx, webhook::Column::LeasedUntil.is_not_null()).await
}

async fn give_back(tx: &Tx, which: SimpleExpr) -> Result<(), StoreError> {
    webhook::Entity::update_many()
        .col_expr(webhook::Column::LeaseId, Expr::val(None::<Uuid>))
        .col_expr(webhook::Column::LeasedUntil, Expr::val(None::<i64>))
        .filter(which)
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// The oldest delivery to a subscriber that has neither arrived nor been given up: what is sent next.
pub async fn next(db: &impl Db, hook: Uuid) -> Result<Option<webhook_delivery::Model>, StoreError> {
    let find = webhook_delivery::Entity::find()
        .filter(of(hook, Some("waiting")))
        .order_by_asc(webhook_delivery::Column::Id)
        .limit(1);
    Ok(find.one(db.connection()).await?)
}

pub async fn event(db: &impl Db, id: Uuid) -> Result<Option<webhook_event::Model>, StoreError> {
    Ok(webhook_event::Entity::find_by_id(id).one(db.connection()).await?)
}

/// Lets what waits for its next attempt begin at once.
pub async fn hasten(tx: &Tx, hook: Uuid, now: i64) -> Result<(), StoreError> {
    webhook_delivery::Entity::update_many()
        .col_expr(webhook_delivery::Column::NextAt, Expr::val(now))
        .filter(of(hook, Some("waiting")))
        .filter(webhook_delivery::Column::NextAt.gt(now))
        .exec(tx.connection())
        .await?;
    Ok(())
}

pub async fn update_delivery(tx: &Tx, row: webhook_delivery::Model) -> Result<(), StoreError> {
    update_one::<webhook_delivery::Entity, _>(tx, row).await
}

/// One delivery, held until the transaction ends.
pub async fn delivery_locked(tx: &Tx, id: Uuid) -> Result<Option<webhook_delivery::Model>, StoreError> {
    Ok(webhook_delivery::Entity::find_by_id(id).lock_exclusive().one(tx.connection()).await?)
}

/// One delivery of a subscriber.
pub async fn delivery(
    db: &impl Db,
    hook: Uuid,
    id: Uuid,
) -> Result<Option<(webhook_delivery::Model, webhook_event::Model)>, StoreError> {
    let find = webhook_delivery::Entity::find_by_id(id).filter(webhook_delivery::Column::WebhookId.eq(hook));
    let Some(row) = find.one(db.connection()).await? else { return Ok(None) };
    let event = webhook_event::Entity::find_by_id(row.event_id).one(db.connection()).await?;
    Ok(event.map(|event| (row, event)))
}

fn of(hook: Uuid, state: Option<&str>) -> Condition {
    Condition::all()
        .add(webhook_delivery::Column::WebhookId.eq(hook))
        .add_option(state.map(|state| webhook_delivery::Column::State.eq(state)))
}

/// Deliveries of a subscriber, the newest first, after one that was seen.
pub async fn deliveries(
    db: &impl Db,
    hook: Uuid,
    state: Option<&str>,
    after: Option<Uuid>,
    most: u64,
) -> Result<Vec<(webhook_delivery::Model, webhook_event::Model)>, StoreError> {
    let find = webhook_delivery::Entity::find()
        .filter(of(hook, state).add_option(after.map(|id| webhook_delivery::Column::Id.lt(id))))
        .order_by_desc(webhook_delivery::Column::Id)
        .limit(most);
    let rows = find.all(db.connection()).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.event_id).collect();
    let events =
        webhook_event::Entity::find().filter(webhook_event::Column::Id.is_in(ids)).all(db.connection()).await?;
    let with = |row: webhook_delivery::Model| {
        let event = events.iter().find(|event| event.id == row.event_id)?.clone();
        Some((row, event))
    };
    Ok(rows.into_iter().filter_map(with).collect())
}

pub async fn count(db: &impl Db, hook: Uuid, state: Option<&str>) -> Result<u64, StoreError> {
    Ok(webhook_delivery::Entity::find().filter(of(hook, state)).count(db.connection()).await?)
}

/// Lets deliveries in these states whose events are of a period be sent again, as if they had never been tried;
/// answers how many.
pub async fn requeue(
    tx: &Tx,
    hook: Uuid,
    states: &[&str],
    (from, to): (i64, i64),
    now: i64,
) -> Result<u64, StoreError> {
    use webhook_delivery::Column;
    let update = webhook_delivery::Entity::update_many()
        .col_expr(Column::State, Expr::val("waiting"))
        .col_expr(Column::Attempts, Expr::val(0))
        .col_expr(Column::NextAt, Expr::val(now))
        .filter(of(hook, None))
        .filter(Column::State.is_in(states.iter().copied()))
        .filter(Column::CreatedAt.gte(from))
        .filter(Column::CreatedAt.lt(to));
    Ok(update.exec(tx.connection()).await?.rows_affected)
}

/// Removes what happened before a moment.
pub async fn delete_before(tx: &Tx, moment: i64) -> Result<(), StoreError> {
    webhook_delivery::Entity::delete_many()
        .filter(webhook_delivery::Column::CreatedAt.lt(moment))
        .exec(tx.connection())
        .await?;
    webhook_event::Entity::delete_many().filter(webhook_event::Column::At.lt(moment)).exec(tx.connection()).await?;
    Ok(())
}
