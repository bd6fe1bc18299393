//! Subscriptions of other systems, the outbox of what happened, and its deliveries under leases.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query},
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

/// Waiting and due, or left under way by somebody who is silent.
fn due(now: i64) -> Condition {
    use webhook_delivery::Column;
    let waiting = Condition::all().add(Column::State.eq("waiting")).add(Column::NextAt.lte(now));
    let left = Condition::all().add(Column::State.eq("running")).add(Column::LeasedUntil.lt(now));
    Condition::any().add(waiting).add(left)
}

/// A delivery with whom it is for and what it says.
pub type Due = (webhook_delivery::Model, webhook::Model, webhook_event::Model);

/// Takes deliveries that are due, of subscribers that are active, the oldest first.
pub async fn take_due(tx: &Tx, now: i64, leased_until: i64, most: u64) -> Result<Vec<Due>, StoreError> {
    use webhook_delivery::Column;
    let active =
        Query::select().column(webhook::Column::Id).from(webhook::Entity).cond_where(webhook::Column::State.eq("active")).take();
    let find = webhook_delivery::Entity::find()
        .filter(due(now))
        .filter(Column::WebhookId.in_subquery(active))
        .order_by_asc(Column::NextAt)
        .order_by_asc(Column::Id)
        .limit(most);
    let mut taken = Vec::new();
    for mut row in find.all(tx.connection()).await? {
        let claim = webhook_delivery::Entity::update_many()
            .col_expr(Column::State, Expr::val("running"))
            .col_expr(Column::LeasedUntil, Expr::val(Some(leased_until)))
            .filter(Column::Id.eq(row.id))
            .filter(due(now));
        if claim.exec(tx.connection()).await?.rows_affected == 0 {
            continue;
        }
        row.state = "running".to_owned();
        row.leased_until = Some(leased_until);
        let event = webhook_event::Entity::find_by_id(row.event_id).one(tx.connection()).await?;
        if let (Some(hook), Some(event)) = (find(tx, row.webhook_id).await?, event) {
            taken.push((row, hook, event));
        }
    }
    Ok(taken)
}

/// Gives everything under way back: for the start of the only server of a database.
pub async fn release_all(tx: &Tx) -> Result<u64, StoreError> {
    let update = webhook_delivery::Entity::update_many()
        .col_expr(webhook_delivery::Column::State, Expr::val("waiting"))
        .col_expr(webhook_delivery::Column::LeasedUntil, Expr::val(None::<i64>))
        .filter(webhook_delivery::Column::State.eq("running"));
    Ok(update.exec(tx.connection()).await?.rows_affected)
}

pub async fn update_delivery(tx: &Tx, row: webhook_delivery::Model) -> Result<(), StoreError> {
    // a subscription that ended meanwhile took its deliveries with it
    match update_one::<webhook_delivery::Entity, _>(tx, row).await {
        Err(StoreError::Database(sea_orm::DbErr::RecordNotUpdated)) => Ok(()),
        other => other,
    }
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

/// Deliveries of a subscriber whose events are of a period.
pub async fn between(
    tx: &Tx,
    hook: Uuid,
    states: &[&str],
    from: i64,
    to: i64,
    most: u64,
) -> Result<Vec<webhook_delivery::Model>, StoreError> {
    let find = webhook_delivery::Entity::find()
        .filter(of(hook, None))
        .filter(webhook_delivery::Column::State.is_in(states.iter().copied()))
        .filter(webhook_delivery::Column::CreatedAt.gte(from))
        .filter(webhook_delivery::Column::CreatedAt.lt(to))
        .order_by_asc(webhook_delivery::Column::Id)
        .limit(most);
    Ok(find.all(tx.connection()).await?)
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
