//! Deputies and shared records: what is in force at a moment, and its beginning and end.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{deputy, party, party_share},
    rows::insert_one,
};

/// Whether anything is in force anywhere, or will be: where nothing is, nobody need be asked about.
pub async fn any(db: &impl Db, now: i64) -> Result<bool, StoreError> {
    let deputies = deputy::Entity::find().filter(deputy::Column::EndsAt.gt(now)).limit(1);
    if deputies.one(db.connection()).await?.is_some() {
        return Ok(true);
    }
    let shares = party_share::Entity::find().filter(party_share::Column::EndsAt.gt(now)).limit(1);
    Ok(shares.one(db.connection()).await?.is_some())
}

fn running(now: i64) -> Condition {
    Condition::all().add(deputy::Column::StartsAt.lte(now)).add(deputy::Column::EndsAt.gt(now))
}

/// Those for whom somebody stands in now.
pub async fn stood_in_for(db: &impl Db, deputy: Uuid, now: i64) -> Result<Vec<deputy::Model>, StoreError> {
    let find = deputy::Entity::find().filter(deputy::Column::DeputyId.eq(deputy)).filter(running(now));
    Ok(find.order_by_asc(deputy::Column::StartsAt).order_by_asc(deputy::Column::Id).all(db.connection()).await?)
}

/// Who stands in for somebody now.
pub async fn deputies_of(db: &impl Db, user: Uuid, now: i64) -> Result<Vec<deputy::Model>, StoreError> {
    let find = deputy::Entity::find().filter(deputy::Column::UserId.eq(user)).filter(running(now));
    Ok(find.order_by_asc(deputy::Column::StartsAt).order_by_asc(deputy::Column::Id).all(db.connection()).await?)
}

/// All that had not ended by a moment, the latest end first.
pub async fn deputies_since(db: &impl Db, since: i64, limit: u64) -> Result<Vec<deputy::Model>, StoreError> {
    let find = deputy::Entity::find()
        .filter(deputy::Column::EndsAt.gt(since))
        .order_by_desc(deputy::Column::EndsAt)
        .order_by_desc(deputy::Column::Id);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// Whether one stands in for the other at any time of a period.
pub async fn overlaps(
    db: &impl Db,
    (user, deputy): (Uuid, Uuid),
    (from, until): (i64, i64),
) -> Result<bool, StoreError> {
    let find = deputy::Entity::find()
        .filter(deputy::Column::UserId.eq(user))
        .filter(deputy::Column::DeputyId.eq(deputy))
        .filter(deputy::Column::StartsAt.lt(until))
        .filter(deputy::Column::EndsAt.gt(from));
    Ok(find.count(db.connection()).await? > 0)
}

pub async fn deputy(db: &impl Db, id: Uuid) -> Result<Option<deputy::Model>, StoreError> {
    Ok(deputy::Entity::find_by_id(id).one(db.connection()).await?)
}

pub async fn insert_deputy(tx: &Tx, row: deputy::Model) -> Result<(), StoreError> {
    insert_one::<deputy::Entity, _>(tx, row).await
}

/// Ends one that has not ended; answers whether it had not.
pub async fn end_deputy(tx: &Tx, id: Uuid, now: i64, by: Option<Uuid>) -> Result<bool, StoreError> {
    Ok(end_deputies(tx, Condition::all().add(deputy::Column::Id.eq(id)), now, by).await? > 0)
}

/// Ends all in which somebody is away or stands in: they leave. Answers how many there were.
pub async fn end_deputies_with(tx: &Tx, user: Uuid, now: i64, by: Option<Uuid>) -> Result<u64, StoreError> {
    let either = Condition::any().add(deputy::Column::UserId.eq(user)).add(deputy::Column::DeputyId.eq(user));
    end_deputies(tx, either, now, by).await
}

async fn end_deputies(tx: &Tx, which: Condition, now: i64, by: Option<Uuid>) -> Result<u64, StoreError> {
    let update = deputy::Entity::update_many()
        .col_expr(deputy::Column::EndsAt, Expr::val(now))
        .col_expr(deputy::Column::EndedBy, Expr::val(by))
        .filter(which)
        .filter(deputy::Column::EndsAt.gt(now));
    Ok(update.exec(tx.connection()).await?.rows_affected)
}

/// Shares with a person or any of these teams that hold now, with their level: those of records that are still with whoever
/// held them then.
pub async fn shared_with(
    db: &impl Db,
    user: Uuid,
    teams: &[Uuid],
    now: i64,
) -> Result<Vec<party_share::Model>, StoreError> {
    use party_share::Column as C;
    let with = Condition::any()
        .add(C::UserId.eq(user))
        .add_option((!teams.is_empty()).then(|| C::TeamId.is_in(teams.iter().copied())));
    let find = party_share::Entity::find()
        .join(
            JoinType::InnerJoin,
            party_share::Entity::belongs_to(party::Entity).from(C::PartyId).to(party::Column::Id).into(),
        )
        .filter(with)
        .filter(C::EndsAt.gt(now))
        .filter(Expr::col((party::Entity, party::Column::OwnerId)).eq(Expr::col((party_share::Entity, C::HolderId))));
    Ok(find.order_by_asc(C::SharedAt).order_by_asc(C::Id).all(db.connection()).await?)
}

/// How many records are shared with a person or a team.
pub async fn count_with(db: &impl Db, user: Option<Uuid>, team: Option<Uuid>, now: i64) -> Result<u64, StoreError> {
    use party_share::Column as C;
    let with = Condition::all().add_option(user.map(|id| C::UserId.eq(id))).add_option(team.map(|id| C::TeamId.eq(id)));
    Ok(party_share::Entity::find().filter(with).filter(C::EndsAt.gt(now)).count(db.connection()).await?)
}

/// The shares of a record that hold now, the oldest first.
pub async fn shares_of(db: &impl Db, party: &party::Model, now: i64) -> Result<Vec<party_share::Model>, StoreError> {
    use party_share::Column as C;
    let Some(holder) = party.owner_id else { return Ok(Vec::new()) };
    let find = party_share::Entity::find()
        .filter(C::PartyId.eq(party.id))
        .filter(C::HolderId.eq(holder))
        .filter(C::EndsAt.gt(now));
    Ok(find.order_by_asc(C::SharedAt).order_by_asc(C::Id).all(db.connection()).await?)
}

pub async fn insert_share(tx: &Tx, row: party_share::Model) -> Result<(), StoreError> {
    insert_one::<party_share::Entity, _>(tx, row).await
}

/// Takes one back; answers whether it held.
pub async fn end_share(tx: &Tx, id: Uuid, now: i64, by: Option<Uuid>) -> Result<bool, StoreError> {
    let update = party_share::Entity::update_many()
        .col_expr(party_share::Column::EndsAt, Expr::val(now))
        .col_expr(party_share::Column::EndedBy, Expr::val(by))
        .filter(party_share::Column::Id.eq(id))
        .filter(party_share::Column::EndsAt.gt(now));
    Ok(update.exec(tx.connection()).await?.rows_affected > 0)
}
