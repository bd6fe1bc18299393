//! The candidates of a day's worklist.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{CaseStatement, Func, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    Db, Store, StoreError,
    entities::{activity, party, task},
    parties::{NEVER, PartyFilter},
};

/// Open prospects and customers of an owner who are due by a moment, golden, or have a task due by then; at most `limit`, the
/// longest due first.
pub async fn candidates(db: &impl Db, owner: Uuid, until: i64, limit: u64) -> Result<Vec<party::Model>, StoreError> {
    due(db, Condition::all().add(party::Column::OwnerId.eq(owner)), task::Column::OwnerId.eq(owner), until, limit).await
}

/// The same of those whom a filter takes, within the limit of time.
pub async fn candidates_within(
    store: &Store,
    owner: Uuid,
    within: &PartyFilter,
    until: i64,
    limit: u64,
) -> Result<Vec<party::Model>, StoreError> {
    let whose = Condition::all().add(party::Column::OwnerId.eq(owner)).add(within.condition(store.backend()));
    let moment = store.within_limit().await?;
    let rows = due(&moment, whose, task::Column::OwnerId.eq(owner), until, limit).await?;
    moment.rollback().await?;
    Ok(rows)
}

/// The same among records that are named.
pub async fn candidates_among(
    db: &impl Db,
    parties: &[Uuid],
    until: i64,
    limit: u64,
) -> Result<Vec<party::Model>, StoreError> {
    let ids = || parties.iter().copied();
    due(db, Condition::all().add(party::Column::Id.is_in(ids())), task::Column::PartyId.is_in(ids()), until, limit)
        .await
}

async fn due(
    db: &impl Db,
    whose: Condition,
    whose_tasks: SimpleExpr,
    until: i64,
    limit: u64,
) -> Result<Vec<party::Model>, StoreError> {
    let with_task = task::Entity::find()
        .select_only()
        .column(task::Column::PartyId)
        .filter(whose_tasks)
        .filter(task::Column::State.eq("open"))
        .filter(task::Column::DueAt.lte(until));
    let find = party::Entity::find()
        .filter(whose)
        .filter(party::Column::Disposition.eq("open"))
        .filter(party::Column::Status.ne("contact"))
        .filter(
            Condition::any()
                .add(party::Column::DueAt.lte(until))
                .add(party::Column::DormantAt.lte(until))
                .add(party::Column::Golden.eq(true))
                .add(party::Column::Id.in_subquery(with_task.into_query())),
        )
        .order_by_asc(party::Column::DueAt)
        .order_by_asc(party::Column::Id);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// How many contacts a person logged since a moment.
pub async fn contacts_logged(db: &impl Db, by: Uuid, since: i64) -> Result<u64, StoreError> {
    let find = activity::Entity::find()
        .filter(activity::Column::By.eq(by))
        .filter(activity::Column::At.gte(since))
        .filter(activity::Column::Kind.ne("note"))
        .filter(activity::Column::RetractedAt.is_null());
    Ok(find.count(db.connection()).await?)
}

/// How an owner's open holdings stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub due: u64,
    pub overdue: u64,
    pub dormant: u64,
    pub golden: u64,
    pub untouched: u64,
}

/// Counts an owner's open holdings by the state of their cadence, in one pass of the database.
pub async fn standing(db: &impl Db, owner: Uuid, now: i64) -> Result<Standing, StoreError> {
    use party::Column as C;
    let counted = |holds: Condition| {
        let ones = CaseStatement::new().case(holds, 1).finally(0);
        SimpleExpr::from(Func::sum(ones)).cast_as("bigint")
    };
    let touched = || Condition::all().add(C::LastTwoWayAt.gt(0));
    type Sums = (Option<i64>, Option<i64>, Option<i64>, Option<i64>, Option<i64>);
    let row: Option<Sums> = party::Entity::find()
        .filter(C::OwnerId.eq(owner))
        .filter(C::Disposition.eq("open"))
        .filter(C::Status.ne("contact"))
        .select_only()
        .column_as(counted(touched().add(C::DueAt.lte(now)).add(C::OverdueAt.gt(now)).add(C::DormantAt.gt(now))), "due")
        .column_as(counted(touched().add(C::OverdueAt.lte(now)).add(C::DormantAt.gt(now))), "overdue")
        .column_as(counted(touched().add(C::DormantAt.lte(now))), "dormant")
        .column_as(counted(Condition::all().add(C::Golden.eq(true))), "golden")
        .column_as(counted(Condition::all().add(C::LastTwoWayAt.eq(0)).add(C::DueAt.lt(NEVER))), "untouched")
        .into_tuple()
        .one(db.connection())
        .await?;
    let (due, overdue, dormant, golden, untouched) = row.unwrap_or_default();
    let count = |sum: Option<i64>| sum.unwrap_or(0).unsigned_abs();
    Ok(Standing {
        due: count(due),
        overdue: count(overdue),
        dormant: count(dormant),
        golden: count(golden),
        untouched: count(untouched),
    })
}
