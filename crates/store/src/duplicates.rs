//! The queue of pairs believed to be the same (PRO-11), and the scans that fill it.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, Query, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{duplicate_pair, duplicate_scan, party},
    parties::{Count, Reach},
    rows::{insert_all, insert_one, update_one},
};

/// A pair that waits for a decision.
pub const OPEN: &str = "open";
/// A pair that a person said is not one.
pub const DISMISSED: &str = "dismissed";

/// Which pairs are asked for.
#[derive(Clone, Debug)]
pub struct PairFilter {
    pub reach: Reach,
    pub state: &'static str,
    /// only pairs with this record
    pub party: Option<Uuid>,
    /// at least so alike
    pub from: Option<f64>,
    /// less alike than this
    pub below: Option<f64>,
}

impl PairFilter {
    fn condition(&self) -> Condition {
        use duplicate_pair::Column as C;
        Condition::all()
            .add(C::State.eq(self.state))
            .add_option(self.from.map(|score| C::Score.gte(score)))
            .add_option(self.below.map(|score| C::Score.lt(score)))
            .add_option(self.party.map(|id| C::LeftId.eq(id).or(C::RightId.eq(id))))
            .add(seen(C::LeftId, &self.reach))
            .add(seen(C::RightId, &self.reach))
    }
}

/// Whether a party of the pair is there and within reach, looked up one by one as the queue is walked.
fn seen(id: duplicate_pair::Column, reach: &Reach) -> SimpleExpr {
    let one = party::Entity::find()
        .select_only()
        .column(party::Column::Id)
        .filter(Expr::col((party::Entity, party::Column::Id)).eq(Expr::col((duplicate_pair::Entity, id))))
        .filter(reach.condition());
    Expr::exists(one.into_query())
}

/// One page of the queue, the likeliest first, strictly after a place in it.
pub async fn page(
    db: &impl Db,
    filter: &PairFilter,
    after: Option<(f64, Uuid)>,
    limit: u64,
) -> Result<Vec<duplicate_pair::Model>, StoreError> {
    use duplicate_pair::Column as C;
    let mut find = duplicate_pair::Entity::find().filter(filter.condition());
    if let Some((score, id)) = after {
        let place = Expr::tuple([Expr::col(C::Score), Expr::col(C::Id)]);
        find = find.filter(place.lt(Expr::tuple([Expr::val(score), Expr::val(id)])));
    }
    Ok(find.order_by_desc(C::Score).order_by_desc(C::Id).limit(limit).all(db.connection()).await?)
}

const COUNTED_AT_MOST: u64 = 1_000;

/// Counts the queue up to a thousand; beyond that the count is said to be inexact.
pub async fn count(db: &impl Db, filter: &PairFilter) -> Result<Count, StoreError> {
    use sea_orm::ConnectionTrait;
    let bounded = duplicate_pair::Entity::find()
        .select_only()
        .column(duplicate_pair::Column::Id)
        .filter(filter.condition())
        .limit(COUNTED_AT_MOST + 1);
    let counting =
        Query::select().expr_as(Expr::cust("count(*)"), "n").from_subquery(bounded.into_query(), "matching").to_owned();
    let row = db.connection().query_one(&counting).await?;
    let n = row.map_or(Ok(0), |row| row.try_get::<i64>("", "n"))?.unsigned_abs();
    Ok(Count { count: std::cmp::min(n, COUNTED_AT_MOST), exact: n <= COUNTED_AT_MOST })
}

pub async fn pair(db: &impl Db, id: Uuid) -> Result<Option<duplicate_pair::Model>, StoreError> {
    Ok(duplicate_pair::Entity::find_by_id(id).one(db.connection()).await?)
}

/// Every pair with one of these records.
pub async fn pairs_of(db: &impl Db, parties: &[Uuid]) -> Result<Vec<duplicate_pair::Model>, StoreError> {
    use duplicate_pair::Column as C;
    let any =
        Condition::any().add(C::LeftId.is_in(parties.iter().copied())).add(C::RightId.is_in(parties.iter().copied()));
    Ok(duplicate_pair::Entity::find().filter(any).order_by_asc(C::Id).all(db.connection()).await?)
}

/// All pairs, or all in one state: for a scan, which compares them with what it found.
pub async fn all(db: &impl Db, state: Option<&str>) -> Result<Vec<duplicate_pair::Model>, StoreError> {
    let mut find = duplicate_pair::Entity::find();
    if let Some(state) = state {
        find = find.filter(duplicate_pair::Column::State.eq(state));
    }
    Ok(find.all(db.connection()).await?)
}

pub async fn insert(tx: &Tx, rows: Vec<duplicate_pair::Model>) -> Result<(), StoreError> {
    insert_all::<duplicate_pair::Entity>(tx, rows).await
}

pub async fn update(tx: &Tx, row: duplicate_pair::Model) -> Result<(), StoreError> {
    update_one::<duplicate_pair::Entity, _>(tx, row).await
}

pub async fn delete(tx: &Tx, ids: &[Uuid]) -> Result<(), StoreError> {
    for chunk in ids.chunks(5_000) {
        let delete =
            duplicate_pair::Entity::delete_many().filter(duplicate_pair::Column::Id.is_in(chunk.iter().copied()));
        delete.exec(tx.connection()).await?;
    }
    Ok(())
}

pub async fn scan(db: &impl Db, id: Uuid) -> Result<Option<duplicate_scan::Model>, StoreError> {
    Ok(duplicate_scan::Entity::find_by_id(id).one(db.connection()).await?)
}

/// Scans, the newest first.
pub async fn scans(db: &impl Db, limit: u64) -> Result<Vec<duplicate_scan::Model>, StoreError> {
    let find = duplicate_scan::Entity::find()
        .order_by_desc(duplicate_scan::Column::CreatedAt)
        .order_by_desc(duplicate_scan::Column::Id);
    Ok(find.limit(limit).all(db.connection()).await?)
}

pub async fn insert_scan(tx: &Tx, row: duplicate_scan::Model) -> Result<(), StoreError> {
    insert_one::<duplicate_scan::Entity, _>(tx, row).await
}

pub async fn update_scan(tx: &Tx, row: duplicate_scan::Model) -> Result<(), StoreError> {
    update_one::<duplicate_scan::Entity, _>(tx, row).await
}
