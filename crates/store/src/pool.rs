//! The public pool (PRO-10): claims that only one can win, returns after a warning, counts for the limits.

use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{party, party_change},
    parties::Reach,
};

/// What a change of holder is kept as.
const ASSIGNMENT: &str = "assignment";

/// Gives a record that nobody holds to somebody; false where somebody was quicker.
pub async fn claim(
    tx: &Tx,
    id: Uuid,
    owner: Uuid,
    team: Option<Uuid>,
    returns_at: Option<i64>,
    now: i64,
) -> Result<bool, StoreError> {
    let update = party::Entity::update_many()
        .col_expr(party::Column::OwnerId, Expr::val(Some(owner)))
        .col_expr(party::Column::TeamId, Expr::val(team))
        .col_expr(party::Column::AssignedAt, Expr::val(Some(now)))
        .col_expr(party::Column::ReturnsAt, Expr::val(returns_at))
        .col_expr(party::Column::PoolWarnedAt, Expr::val(None::<i64>))
        .col_expr(party::Column::UpdatedAt, Expr::val(now))
        .col_expr(party::Column::Version, Expr::col(party::Column::Version).add(1))
        .filter(party::Column::Id.eq(id))
        .filter(party::Column::OwnerId.is_null());
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Puts records back into the pool of their team.
pub async fn release(tx: &Tx, ids: &[Uuid], now: i64) -> Result<(), StoreError> {
    for chunk in ids.chunks(5_000) {
        let update = party::Entity::update_many()
            .col_expr(party::Column::OwnerId, Expr::val(None::<Uuid>))
            .col_expr(party::Column::AssignedAt, Expr::val(None::<i64>))
            .col_expr(party::Column::ReturnsAt, Expr::val(None::<i64>))
            .col_expr(party::Column::PoolWarnedAt, Expr::val(None::<i64>))
            .col_expr(party::Column::UpdatedAt, Expr::val(now))
            .col_expr(party::Column::Version, Expr::col(party::Column::Version).add(1))
            .filter(party::Column::Id.is_in(chunk.iter().copied()));
        update.exec(tx.connection()).await?;
    }
    Ok(())
}

/// Prospects of a kind that somebody holds.
pub async fn held(db: &impl Db, owner: Uuid, kind: &str) -> Result<u64, StoreError> {
    let find = party::Entity::find()
        .filter(party::Column::OwnerId.eq(owner))
        .filter(party::Column::Status.eq("prospect"))
        .filter(party::Column::Kind.eq(kind));
    Ok(find.count(db.connection()).await?)
}

/// Records of somebody that go back to the pool by a moment.
pub async fn returning(db: &impl Db, owner: Uuid, by: i64) -> Result<u64, StoreError> {
    let find = party::Entity::find().filter(party::Column::OwnerId.eq(owner)).filter(party::Column::ReturnsAt.lte(by));
    Ok(find.count(db.connection()).await?)
}

/// Prospects of somebody, some at a time: of whoever leaves.
pub async fn prospects_of(db: &impl Db, owner: Uuid, limit: u64) -> Result<Vec<party::Model>, StoreError> {
    let find = party::Entity::find()
        .filter(party::Column::OwnerId.eq(owner))
        .filter(party::Column::Status.eq("prospect"))
        .order_by_asc(party::Column::Id);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// Moves of one reason that somebody made since a moment.
pub async fn moves_by(db: &impl Db, by: Uuid, reason: &str, since: i64) -> Result<u64, StoreError> {
    let find = party_change::Entity::find()
        .filter(party_change::Column::Kind.eq(ASSIGNMENT))
        .filter(party_change::Column::At.gte(since))
        .filter(party_change::Column::By.eq(by))
        .filter(party_change::Column::Reason.eq(reason));
    Ok(find.count(db.connection()).await?)
}

/// When a record last left somebody.
pub async fn left_at(db: &impl Db, party: Uuid, holder: Uuid) -> Result<Option<i64>, StoreError> {
    let find = party_change::Entity::find()
        .filter(party_change::Column::PartyId.eq(party))
        .filter(party_change::Column::Kind.eq(ASSIGNMENT))
        .filter(party_change::Column::Before.eq(holder.to_string()))
        .order_by_desc(party_change::Column::At);
    Ok(find.one(db.connection()).await?.map(|change| change.at))
}

/// Whether a record left the pool since a moment.
pub async fn left_the_pool_since(db: &impl Db, party: Uuid, since: i64) -> Result<bool, StoreError> {
    let find = party_change::Entity::find()
        .filter(party_change::Column::PartyId.eq(party))
        .filter(party_change::Column::At.gte(since))
        .filter(party_change::Column::Kind.eq(ASSIGNMENT))
        .filter(party_change::Column::Before.is_null());
    Ok(find.count(db.connection()).await? > 0)
}

/// Warns the holders of records that return by a moment, and takes the warning back where they no longer do; answers how
/// many were warned.
pub async fn warn(tx: &Tx, by: i64, now: i64) -> Result<u64, StoreError> {
    let warned = party::Entity::update_many()
        .col_expr(party::Column::PoolWarnedAt, Expr::val(Some(now)))
        .filter(party::Column::OwnerId.is_not_null())
        .filter(party::Column::ReturnsAt.lte(by))
        .filter(party::Column::PoolWarnedAt.is_null())
        .exec(tx.connection())
        .await?;
    party::Entity::update_many()
        .col_expr(party::Column::PoolWarnedAt, Expr::val(None::<i64>))
        .filter(party::Column::ReturnsAt.gt(by))
        .filter(party::Column::PoolWarnedAt.is_not_null())
        .exec(tx.connection())
        .await?;
    Ok(warned.rows_affected)
}

/// Records whose time is up and whose holders were warned by a moment.
pub async fn due(db: &impl Db, now: i64, warned_by: i64, limit: u64) -> Result<Vec<party::Model>, StoreError> {
    let find = party::Entity::find()
        .filter(party::Column::OwnerId.is_not_null())
        .filter(party::Column::ReturnsAt.lte(now))
        .filter(party::Column::PoolWarnedAt.lte(warned_by))
        .order_by_asc(party::Column::ReturnsAt);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// The log of the pool: changes of holder for one of these reasons, of records within reach, newest first; those before
/// a change where one is named.
pub async fn log(
    db: &impl Db,
    reach: &Reach,
    reasons: &[&str],
    before: Option<(i64, Uuid)>,
    limit: u64,
) -> Result<Vec<party_change::Model>, StoreError> {
    use party_change::Column as C;
    let mut find = party_change::Entity::find()
        .join(
            JoinType::InnerJoin,
            party_change::Entity::belongs_to(party::Entity).from(C::PartyId).to(party::Column::Id).into(),
        )
        .filter(reach.condition())
        .filter(C::Kind.eq(ASSIGNMENT))
        .filter(C::Reason.is_in(reasons.iter().copied()))
        .order_by_desc(C::At)
        .order_by_desc(C::Id);
    if let Some((at, id)) = before {
        let place = Expr::tuple([Expr::col(C::At.as_column_ref()), Expr::col(C::Id.as_column_ref())]);
        find = find.filter(place.lt(Expr::tuple([Expr::val(at), Expr::val(id)])));
    }
    Ok(find.limit(limit).all(db.connection()).await?)
}
