//! Prospects that were spoken with once and let go (PRO-9).

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Asterisk, CaseStatement, Expr, Func, SimpleExpr},
};
use uuid::Uuid;

use crate::{Db, StoreError, entities::party, parties::NEVER, supply::Holders};

/// Open prospects of these holders that were spoken with at some time.
fn spoken_with(holders: &Holders) -> Select<party::Entity> {
    use party::Column as C;
    party::Entity::find()
        // in these very words, so that the index of those rows is used
        .filter(Expr::cust("last_two_way_at > 0"))
        .filter(C::Status.eq("prospect"))
        .filter(C::Disposition.eq("open"))
        .filter(holders.among(C::OwnerId))
}

/// Dormant prospects, the longest dormant first, after a place in that order.
pub async fn page(
    db: &impl Db,
    holders: &Holders,
    now: i64,
    after: Option<(i64, Uuid)>,
    limit: u64,
) -> Result<Vec<party::Model>, StoreError> {
    use party::Column as C;
    let mut find = spoken_with(holders).filter(C::DormantAt.lte(now)).order_by_asc(C::DormantAt).order_by_asc(C::Id);
    if let Some((at, id)) = after {
        let place = Expr::tuple([Expr::col(C::DormantAt), Expr::col(C::Id)]);
        // the first part alone is what an index can start from
        find = find.filter(C::DormantAt.gte(at)).filter(place.gt(Expr::tuple([Expr::val(at), Expr::val(id)])));
    }
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// How somebody's prospects stand: those spoken with at some time, and the dormant of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Dormant {
    pub owner_id: Uuid,
    pub spoken_with: i64,
    pub dormant: i64,
}

/// Counts the dormant by holder.
pub async fn by_holder(db: &impl Db, holders: &Holders, now: i64) -> Result<Vec<Dormant>, StoreError> {
    use party::Column as C;
    let dormant = CaseStatement::new().case(Condition::all().add(C::DormantAt.lte(now)), 1).finally(0);
    let find = spoken_with(holders)
        .select_only()
        .column(C::OwnerId)
        .column_as(Expr::col(Asterisk).count(), "spoken_with")
        .column_as(SimpleExpr::from(Func::sum(dormant)).cast_as("bigint"), "dormant")
        .filter(C::DormantAt.lt(NEVER))
        .group_by(C::OwnerId);
    Ok(find.into_model().all(db.connection()).await?)
}
