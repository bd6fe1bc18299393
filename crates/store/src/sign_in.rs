//! Second factors, recovery codes, accounts at identity providers, password links, known browsers.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{external_identity, known_device, password_link, recovery_code, second_factor},
    rows::{insert_all, insert_one},
};

pub async fn second_factor(db: &impl Db, user: Uuid) -> Result<Option<second_factor::Model>, StoreError> {
    Ok(second_factor::Entity::find_by_id(user).one(db.connection()).await?)
}

/// Whether a second factor is in force.
pub async fn has_second_factor(db: &impl Db, user: Uuid) -> Result<bool, StoreError> {
    Ok(second_factor(db, user).await?.is_some_and(|row| row.confirmed_at.is_some()))
}

/// The users whose second factor is in force.
pub async fn with_second_factor(db: &impl Db) -> Result<Vec<Uuid>, StoreError> {
    let find = second_factor::Entity::find().filter(second_factor::Column::ConfirmedAt.is_not_null());
    Ok(find.all(db.connection()).await?.into_iter().map(|row| row.user_id).collect())
}

/// Puts a second factor that waits for its first code in the place of an earlier one.
pub async fn replace_second_factor(tx: &Tx, row: second_factor::Model) -> Result<(), StoreError> {
    second_factor::Entity::delete_by_id(row.user_id).exec(tx.connection()).await?;
    insert_one::<second_factor::Entity, _>(tx, row).await
}

/// Takes the code of a step of time, unless that or a later one was taken before; answers whether it was taken.
pub async fn take_step(tx: &Tx, user: Uuid, step: i64) -> Result<bool, StoreError> {
    let update = second_factor::Entity::update_many()
        .col_expr(second_factor::Column::LastStep, Expr::val(step))
        .filter(second_factor::Column::UserId.eq(user))
        .filter(second_factor::Column::LastStep.lt(step));
    Ok(update.exec(tx.connection()).await?.rows_affected > 0)
}

pub async fn confirm_second_factor(tx: &Tx, user: Uuid, now: i64) -> Result<(), StoreError> {
    let update = second_factor::Entity::update_many()
        .col_expr(second_factor::Column::ConfirmedAt, Expr::val(now))
        .filter(second_factor::Column::UserId.eq(user));
    update.exec(tx.connection()).await?;
    Ok(())
}

/// Removes the second factor with its recovery codes; answers whether there was one.
pub async fn delete_second_factor(tx: &Tx, user: Uuid) -> Result<bool, StoreError> {
    recovery_code::Entity::delete_many().filter(recovery_code::Column::UserId.eq(user)).exec(tx.connection()).await?;
    Ok(second_factor::Entity::delete_by_id(user).exec(tx.connection()).await?.rows_affected > 0)
}

pub async fn replace_recovery_codes(tx: &Tx, user: Uuid, rows: Vec<recovery_code::Model>) -> Result<(), StoreError> {
    recovery_code::Entity::delete_many().filter(recovery_code::Column::UserId.eq(user)).exec(tx.connection()).await?;
    insert_all::<recovery_code::Entity>(tx, rows).await
}

/// Recovery codes that are still good.
pub async fn recovery_codes_left(db: &impl Db, user: Uuid) -> Result<u64, StoreError> {
    let find = recovery_code::Entity::find()
        .filter(recovery_code::Column::UserId.eq(user))
        .filter(recovery_code::Column::UsedAt.is_null());
    Ok(find.count(db.connection()).await?)
}

/// Uses a recovery code up; answers whether it was good.
pub async fn use_recovery_code(tx: &Tx, user: Uuid, hash: &str, now: i64) -> Result<bool, StoreError> {
    let update = recovery_code::Entity::update_many()
        .col_expr(recovery_code::Column::UsedAt, Expr::val(now))
        .filter(recovery_code::Column::UserId.eq(user))
        .filter(recovery_code::Column::Hash.eq(hash))
        .filter(recovery_code::Column::UsedAt.is_null());
    Ok(update.exec(tx.connection()).await?.rows_affected > 0)
}

pub async fn identity(
    db: &impl Db,
    issuer: &str,
    subject: &str,
) -> Result<Option<external_identity::Model>, StoreError> {
    let key = (issuer.to_owned(), subject.to_owned());
    Ok(external_identity::Entity::find_by_id(key).one(db.connection()).await?)
}

pub async fn identity_of(
    db: &impl Db,
    user: Uuid,
    issuer: &str,
) -> Result<Option<external_identity::Model>, StoreError> {
    let find = external_identity::Entity::find()
        .filter(external_identity::Column::UserId.eq(user))
        .filter(external_identity::Column::Issuer.eq(issuer));
    Ok(find.one(db.connection()).await?)
}

/// The accounts at identity providers of a user.
pub async fn identities_of(db: &impl Db, user: Uuid) -> Result<Vec<external_identity::Model>, StoreError> {
    let find = external_identity::Entity::find().filter(external_identity::Column::UserId.eq(user));
    Ok(find.all(db.connection()).await?)
}

pub async fn insert_identity(tx: &Tx, row: external_identity::Model) -> Result<(), StoreError> {
    insert_one::<external_identity::Entity, _>(tx, row).await
}

pub async fn touch_identity(tx: &Tx, mut row: external_identity::Model, now: i64) -> Result<(), StoreError> {
    row.seen_at = now;
    row.into_active_model().reset_all().update(tx.connection()).await?;
    Ok(())
}

/// Makes a link in the place of those the user had.
pub async fn replace_password_link(tx: &Tx, row: password_link::Model) -> Result<(), StoreError> {
    delete_password_links(tx, row.user_id).await?;
    insert_one::<password_link::Entity, _>(tx, row).await
}

/// The link, held until the transaction ends so that of two uses one fails.
pub async fn password_link(tx: &Tx, hash: &str) -> Result<Option<password_link::Model>, StoreError> {
    Ok(password_link::Entity::find_by_id(hash.to_owned()).lock_exclusive().one(tx.connection()).await?)
}

pub async fn delete_password_links(tx: &Tx, user: Uuid) -> Result<(), StoreError> {
    password_link::Entity::delete_many().filter(password_link::Column::UserId.eq(user)).exec(tx.connection()).await?;
    Ok(())
}

pub async fn delete_expired_password_links(tx: &Tx, now: i64) -> Result<u64, StoreError> {
    let delete = password_link::Entity::delete_many().filter(password_link::Column::ExpiresAt.lte(now));
    Ok(delete.exec(tx.connection()).await?.rows_affected)
}

pub async fn knows_device(db: &impl Db, user: Uuid, hash: &str) -> Result<bool, StoreError> {
    let find = known_device::Entity::find_by_id((hash.to_owned(), user));
    Ok(find.one(db.connection()).await?.is_some())
}

pub async fn remember_device(tx: &Tx, row: known_device::Model) -> Result<(), StoreError> {
    let seen = OnConflict::columns([known_device::Column::Hash, known_device::Column::UserId])
        .update_column(known_device::Column::SeenAt)
        .to_owned();
    known_device::Entity::insert(row.into_active_model())
        .on_conflict(seen)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Forgets a user's browsers, all but the one named.
pub async fn forget_devices(tx: &Tx, user: Uuid, except: Option<&str>) -> Result<(), StoreError> {
    let mut delete = known_device::Entity::delete_many().filter(known_device::Column::UserId.eq(user));
    if let Some(kept) = except {
        delete = delete.filter(known_device::Column::Hash.ne(kept));
    }
    delete.exec(tx.connection()).await?;
    Ok(())
}

/// Forgets browsers not seen since.
pub async fn forget_devices_before(tx: &Tx, moment: i64) -> Result<u64, StoreError> {
    let delete = known_device::Entity::delete_many().filter(known_device::Column::SeenAt.lt(moment));
    Ok(delete.exec(tx.connection()).await?.rows_affected)
}
