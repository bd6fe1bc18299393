//! The candidates of a day's worklist.

use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use crate::{
    Db, StoreError,
    entities::{activity, party, task},
    parties::NEVER,
};

/// Open prospects and customers of an owner who are due by a moment, golden, or have a task due by then; at most `limit`, the
/// longest due first.
pub async fn candidates(db: &impl Db, owner: Uuid, until: i64, limit: u64) -> Result<Vec<party::Model>, StoreError> {
    let with_task = task::Entity::find()
        .select_only()
        .column(task::Column::PartyId)
        .filter(task::Column::OwnerId.eq(owner))
        .filter(task::Column::State.eq("open"))
        .filter(task::Column::DueAt.lte(until));
    let find = party::Entity::find()
        .filter(party::Column::OwnerId.eq(owner))
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

pub async fn standing(db: &impl Db, owner: Uuid, now: i64) -> Result<Standing, StoreError> {
    let open = || {
        party::Entity::find()
            .filter(party::Column::OwnerId.eq(owner))
            .filter(party::Column::Disposition.eq("open"))
            .filter(party::Column::Status.ne("contact"))
            .select_only()
            .column(party::Column::DueAt)
            .column(party::Column::OverdueAt)
            .column(party::Column::DormantAt)
            .column(party::Column::LastTwoWayAt)
            .column(party::Column::Golden)
    };
    let rows: Vec<(i64, i64, i64, i64, bool)> = open()
        .filter(Condition::any().add(party::Column::DueAt.lt(NEVER)).add(party::Column::Golden.eq(true)))
        .into_tuple()
        .all(db.connection())
        .await?;
    let mut standing = Standing::default();
    for (due, overdue, dormant, last_two_way, golden) in rows {
        standing.golden += u64::from(golden);
        if last_two_way == 0 {
            standing.untouched += 1;
        } else if dormant <= now {
            standing.dormant += 1;
        } else if overdue <= now {
            standing.overdue += 1;
        } else if due <= now {
            standing.due += 1;
        }
    }
    Ok(standing)
}
