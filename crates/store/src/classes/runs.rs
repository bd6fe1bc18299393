//! Runs: asked for, worked, made current.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::class_run::{Column as C, Entity, Model},
    rows::{insert_one, update_one},
};

const FINISHED: &str = "finished";

pub async fn insert(tx: &Tx, row: Model) -> Result<(), StoreError> {
    insert_one::<Entity, _>(tx, row).await
}

pub async fn update(tx: &Tx, row: Model) -> Result<(), StoreError> {
    update_one::<Entity, _>(tx, row).await
}

pub async fn run(db: &impl Db, id: Uuid) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find_by_id(id).one(db.connection()).await?)
}

/// A run that others cannot change until the transaction ends.
pub async fn locked(tx: &Tx, id: Uuid) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find_by_id(id).lock_exclusive().one(tx.connection()).await?)
}

/// The run whose classes lists and records show.
pub async fn current(db: &impl Db) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find().filter(C::Current.eq(true)).one(db.connection()).await?)
}

/// The last runs, the newest first.
pub async fn newest(db: &impl Db, limit: u64) -> Result<Vec<Model>, StoreError> {
    Ok(Entity::find().order_by_desc(C::Id).limit(limit).all(db.connection()).await?)
}

/// Runs that have not ended.
pub async fn unfinished(db: &impl Db) -> Result<Vec<Model>, StoreError> {
    let find = Entity::find().filter(C::State.is_in(["waiting", "running"])).order_by_asc(C::Id);
    Ok(find.all(db.connection()).await?)
}

/// What was known on a day: the last scheduled run as of that day or before.
pub async fn known_on(db: &impl Db, day: i32) -> Result<Option<Model>, StoreError> {
    let find = Entity::find()
        .filter(C::State.eq(FINISHED))
        .filter(C::Kind.eq("scheduled"))
        .filter(C::AsOfDay.lte(day))
        .order_by_desc(C::AsOfDay)
        .order_by_desc(C::Id);
    Ok(find.one(db.connection()).await?)
}

/// The last run as of this very day, by what is recorded now.
pub async fn as_recorded(db: &impl Db, day: i32) -> Result<Option<Model>, StoreError> {
    let find = Entity::find().filter(C::State.eq(FINISHED)).filter(C::AsOfDay.eq(day)).order_by_desc(C::Id);
    Ok(find.one(db.connection()).await?)
}

/// Notes how far a run is; false where it runs no more, since somebody stopped it.
pub async fn progress(tx: &Tx, id: Uuid, stage: &str, done: i64, total: i64) -> Result<bool, StoreError> {
    let update = Entity::update_many()
        .col_expr(C::Stage, Expr::val(stage))
        .col_expr(C::Done, Expr::val(done))
        .col_expr(C::Total, Expr::val(total))
        .filter(C::Id.eq(id))
        .filter(C::State.eq("running"));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Ends a run that was not stopped meanwhile, with its counts; false where it was.
pub async fn finish(tx: &Tx, row: &Model) -> Result<bool, StoreError> {
    let update = Entity::update_many()
        .col_expr(C::State, Expr::val(FINISHED))
        .col_expr(C::Stage, Expr::val("done"))
        .col_expr(C::Orders, Expr::val(row.orders))
        .col_expr(C::LeftOut, Expr::val(row.left_out))
        .col_expr(C::Customers, Expr::val(row.customers))
        .col_expr(C::Changes, Expr::val(row.changes))
        .col_expr(C::Currency, Expr::val(row.currency.clone()))
        .col_expr(C::EndedAt, Expr::val(row.ended_at))
        .filter(C::Id.eq(row.id))
        .filter(C::State.eq("running"));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Ended runs whose customers are kept and that are not current, the newest first.
pub async fn with_rows(db: &impl Db) -> Result<Vec<Model>, StoreError> {
    let find = Entity::find()
        .filter(C::KeepsRows.eq(true))
        .filter(C::Current.eq(false))
        .filter(C::State.is_not_in(["waiting", "running"]))
        .order_by_desc(C::Id);
    Ok(find.all(db.connection()).await?)
}

/// From here on lists and records show what this run found, and no other's.
pub async fn make_current(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(C::Current, Expr::val(false))
        .filter(C::Current.eq(true))
        .exec(tx.connection())
        .await?;
    Entity::update_many().col_expr(C::Current, Expr::val(true)).filter(C::Id.eq(id)).exec(tx.connection()).await?;
    Ok(())
}
