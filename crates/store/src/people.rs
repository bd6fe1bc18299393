//! Users, teams, sessions, tokens.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{api_token, session, team, territory, token_budget, user_account},
    rows::{claim_version, insert_all, insert_one, update_one},
};

pub async fn any_user(db: &impl Db) -> Result<bool, StoreError> {
    Ok(user_account::Entity::find().limit(1).count(db.connection()).await? > 0)
}

pub async fn user(db: &impl Db, id: Uuid) -> Result<Option<user_account::Model>, StoreError> {
    Ok(user_account::Entity::find_by_id(id).one(db.connection()).await?)
}

/// Finds by e-mail, which is kept in lower case.
pub async fn user_by_email(db: &impl Db, email: &str) -> Result<Option<user_account::Model>, StoreError> {
    Ok(user_account::Entity::find().filter(user_account::Column::Email.eq(email)).one(db.connection()).await?)
}

pub async fn users(db: &impl Db) -> Result<Vec<user_account::Model>, StoreError> {
    Ok(user_account::Entity::find().order_by_asc(user_account::Column::CreatedAt).all(db.connection()).await?)
}

pub async fn insert_users(tx: &Tx, rows: Vec<user_account::Model>) -> Result<(), StoreError> {
    insert_all::<user_account::Entity>(tx, rows).await
}

/// Writes a user as the next version, unless somebody else did since the row was read.
pub async fn update_user(tx: &Tx, mut row: user_account::Model) -> Result<user_account::Model, StoreError> {
    let read = row.version;
    row.version += 1;
    let claim = user_account::Entity::update_many()
        .col_expr(user_account::Column::Version, Expr::val(row.version))
        .filter(user_account::Column::Id.eq(row.id))
        .filter(user_account::Column::Version.eq(read));
    if claim.exec(tx.connection()).await?.rows_affected == 0 {
        return Err(StoreError::Changed);
    }
    update_one::<user_account::Entity, _>(tx, row.clone()).await?;
    Ok(row)
}

/// Holds a user's row until the transaction ends, so that what is counted for them cannot change meanwhile.
pub async fn lock(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    user_account::Entity::find_by_id(id).lock_exclusive().one(tx.connection()).await?;
    Ok(())
}

/// The places that are somebody's.
pub async fn territory(db: &impl Db, user: Uuid) -> Result<Vec<String>, StoreError> {
    let find = territory::Entity::find().filter(territory::Column::UserId.eq(user));
    let rows = find.order_by_asc(territory::Column::Place).all(db.connection()).await?;
    Ok(rows.into_iter().map(|row| row.place).collect())
}

pub async fn replace_territory(tx: &Tx, user: Uuid, places: Vec<String>) -> Result<(), StoreError> {
    territory::Entity::delete_many().filter(territory::Column::UserId.eq(user)).exec(tx.connection()).await?;
    let rows = places.into_iter().map(|place| territory::Model { user_id: user, place }).collect();
    insert_all::<territory::Entity>(tx, rows).await
}

pub async fn territories(db: &impl Db) -> Result<Vec<territory::Model>, StoreError> {
    Ok(territory::Entity::find().order_by_asc(territory::Column::Place).all(db.connection()).await?)
}

pub async fn teams(db: &impl Db) -> Result<Vec<team::Model>, StoreError> {
    Ok(team::Entity::find().order_by_asc(team::Column::Path).all(db.connection()).await?)
}

pub async fn team(db: &impl Db, id: Uuid) -> Result<Option<team::Model>, StoreError> {
    Ok(team::Entity::find_by_id(id).one(db.connection()).await?)
}

pub async fn insert_teams(tx: &Tx, rows: Vec<team::Model>) -> Result<(), StoreError> {
    insert_all::<team::Entity>(tx, rows).await
}

/// Writes a team as the next version, unless somebody else did since the row was read.
pub async fn update_team(tx: &Tx, mut row: team::Model) -> Result<team::Model, StoreError> {
    use team::Column;
    row.version = claim_version::<team::Entity>(tx, (Column::Id, row.id), (Column::Version, row.version)).await?;
    update_one::<team::Entity, _>(tx, row.clone()).await?;
    Ok(row)
}

pub async fn session(db: &impl Db, id: &str) -> Result<Option<session::Model>, StoreError> {
    Ok(session::Entity::find_by_id(id.to_owned()).one(db.connection()).await?)
}

/// Inserts the session or replaces what is there.
pub async fn save_session(tx: &Tx, row: session::Model) -> Result<(), StoreError> {
    session::Entity::delete_by_id(row.id.clone()).exec(tx.connection()).await?;
    insert_one::<session::Entity, _>(tx, row).await
}

pub async fn delete_session(tx: &Tx, id: &str) -> Result<(), StoreError> {
    session::Entity::delete_by_id(id.to_owned()).exec(tx.connection()).await?;
    Ok(())
}

/// Ends a user's sessions, all but the one named.
pub async fn end_sessions(tx: &Tx, user: Uuid, except: Option<&str>) -> Result<u64, StoreError> {
    let mut delete = session::Entity::delete_many().filter(session::Column::UserId.eq(user));
    if let Some(kept) = except {
        delete = delete.filter(session::Column::Id.ne(kept));
    }
    Ok(delete.exec(tx.connection()).await?.rows_affected)
}

pub async fn sessions_of(db: &impl Db, user: Uuid, now: i64) -> Result<Vec<session::Model>, StoreError> {
    let find =
        session::Entity::find().filter(session::Column::UserId.eq(user)).filter(session::Column::ExpiresAt.gt(now));
    Ok(find.order_by_desc(session::Column::SeenAt).all(db.connection()).await?)
}

pub async fn delete_expired_sessions(tx: &Tx, now: i64) -> Result<u64, StoreError> {
    let delete = session::Entity::delete_many().filter(session::Column::ExpiresAt.lte(now));
    Ok(delete.exec(tx.connection()).await?.rows_affected)
}

pub async fn token_by_hash(db: &impl Db, hash: &str) -> Result<Option<api_token::Model>, StoreError> {
    Ok(api_token::Entity::find().filter(api_token::Column::Hash.eq(hash)).one(db.connection()).await?)
}

pub async fn tokens_of(db: &impl Db, user: Uuid) -> Result<Vec<api_token::Model>, StoreError> {
    let find = api_token::Entity::find()
        .filter(Condition::all().add(api_token::Column::UserId.eq(user)).add(api_token::Column::RevokedAt.is_null()));
    Ok(find.order_by_desc(api_token::Column::CreatedAt).all(db.connection()).await?)
}

pub async fn insert_token(tx: &Tx, row: api_token::Model) -> Result<(), StoreError> {
    insert_one::<api_token::Entity, _>(tx, row).await
}

/// Ends a token of this user; answers whether there was one.
pub async fn revoke_token(tx: &Tx, user: Uuid, id: Uuid, now: i64) -> Result<bool, StoreError> {
    let update = api_token::Entity::update_many()
        .col_expr(api_token::Column::RevokedAt, Expr::val(now))
        .filter(api_token::Column::Id.eq(id))
        .filter(api_token::Column::UserId.eq(user))
        .filter(api_token::Column::RevokedAt.is_null());
    Ok(update.exec(tx.connection()).await?.rows_affected > 0)
}

pub async fn touch_token(tx: &Tx, id: Uuid, now: i64) -> Result<(), StoreError> {
    let update = api_token::Entity::update_many()
        .col_expr(api_token::Column::UsedAt, Expr::val(now))
        .filter(api_token::Column::Id.eq(id));
    update.exec(tx.connection()).await?;
    Ok(())
}

/// Opens the account of a token with a limit.
pub async fn insert_budget(tx: &Tx, token: Uuid) -> Result<(), StoreError> {
    let row = token_budget::Model { token_id: token, minute: 0, taken: 0 };
    insert_one::<token_budget::Entity, _>(tx, row).await
}

/// Takes a share of a token's minute; answers what was got, which may be less, and what all have taken by now.
pub async fn take_budget(tx: &Tx, token: Uuid, minute: i64, share: i32, limit: i32) -> Result<(i32, i32), StoreError> {
    let find = token_budget::Entity::find_by_id(token).lock_exclusive();
    let Some(mut row) = find.one(tx.connection()).await? else { return Ok((0, 0)) };
    if row.minute != minute {
        row.minute = minute;
        row.taken = 0;
    }
    let got = share.min(limit - row.taken).max(0);
    row.taken += got;
    let taken = row.taken;
    update_one::<token_budget::Entity, _>(tx, row).await?;
    Ok((got, taken))
}
