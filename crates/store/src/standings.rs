//! How customers stand in the product lines, and how they came to it: statuses, conversions, and what is counted of them.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{customer_class, line_conversion, line_status, party},
    parties::Reach,
    rows::{insert_all, update_changed, update_one},
};

/// Ids that one statement names at most.
const IDS: usize = 5_000;

/// How these parties stand in the lines, party by party.
pub async fn statuses_of(db: &impl Db, parties: &[Uuid]) -> Result<Vec<line_status::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in parties.chunks(IDS) {
        let find = line_status::Entity::find()
            .filter(line_status::Column::PartyId.is_in(chunk.iter().copied()))
            .order_by_asc(line_status::Column::PartyId)
            .order_by_asc(line_status::Column::LineId);
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

/// Puts statuses in place of all that were kept of these parties. What stays as it was is not written.
pub async fn keep_statuses(tx: &Tx, parties: &[Uuid], rows: Vec<line_status::Model>) -> Result<(), StoreError> {
    let kept = statuses_of(tx, parties).await?;
    let mut kept: HashMap<(Uuid, Uuid), line_status::Model> =
        kept.into_iter().map(|row| ((row.party_id, row.line_id), row)).collect();
    let (mut new, mut moved) = (Vec::new(), Vec::new());
    for row in rows {
        match kept.remove(&(row.party_id, row.line_id)) {
            Some(before) => moved.push((before, row)),
            None => new.push(row),
        }
    }
    let key = [line_status::Column::PartyId, line_status::Column::LineId];
    update_changed::<line_status::Entity>(tx, &key, None, moved).await?;
    // whoever has no order of a line left has no standing in it
    let mut gone: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for (party, line) in kept.into_keys() {
        gone.entry(line).or_default().push(party);
    }
    for (line, parties) in gone {
        for chunk in parties.chunks(IDS) {
            line_status::Entity::delete_many()
                .filter(line_status::Column::LineId.eq(line))
                .filter(line_status::Column::PartyId.is_in(chunk.iter().copied()))
                .exec(tx.connection())
                .await?;
        }
    }
    insert_all::<line_status::Entity>(tx, new).await
}

/// Parties whose time without an order of some line has run out, some at a time.
pub async fn lapsed(db: &impl Db, today: i32, limit: u64) -> Result<Vec<Uuid>, StoreError> {
    let find = line_status::Entity::find()
        .select_only()
        .column(line_status::Column::PartyId)
        .distinct()
        .filter(line_status::Column::Status.eq("customer"))
        .filter(line_status::Column::StillBuyingUntilDay.lt(today));
    Ok(find.limit(limit).into_tuple().all(db.connection()).await?)
}

pub async fn insert_conversions(tx: &Tx, rows: Vec<line_conversion::Model>) -> Result<(), StoreError> {
    insert_all::<line_conversion::Entity>(tx, rows).await
}

/// The conversions of these parties that stand, party by party and oldest first.
pub async fn conversions_of(db: &impl Db, parties: &[Uuid]) -> Result<Vec<line_conversion::Model>, StoreError> {
    use line_conversion::Column as C;
    let mut found = Vec::new();
    for chunk in parties.chunks(IDS) {
        let find = line_conversion::Entity::find()
            .filter(C::PartyId.is_in(chunk.iter().copied()))
            .filter(C::RetractedAt.is_null())
            .order_by_asc(C::PartyId)
            .order_by_asc(C::Day)
            .order_by_asc(C::Id);
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

pub async fn conversion(db: &impl Db, id: Uuid) -> Result<Option<line_conversion::Model>, StoreError> {
    Ok(line_conversion::Entity::find_by_id(id).one(db.connection()).await?)
}

/// Writes the answer to why one came about.
pub async fn answer_conversion(tx: &Tx, row: line_conversion::Model) -> Result<(), StoreError> {
    update_one::<line_conversion::Entity, _>(tx, row).await
}

/// Takes conversions back that other orders show to have been otherwise.
pub async fn retract_conversions(tx: &Tx, ids: &[Uuid], now: i64) -> Result<(), StoreError> {
    for chunk in ids.chunks(IDS) {
        line_conversion::Entity::update_many()
            .col_expr(line_conversion::Column::RetractedAt, Expr::val(Some(now)))
            .filter(line_conversion::Column::Id.is_in(chunk.iter().copied()))
            .exec(tx.connection())
            .await?;
    }
    Ok(())
}

/// Where a page of conversions goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConversionCursor {
    pub day: i32,
    pub id: Uuid,
}

/// Which conversions are shown.
#[derive(Clone, Debug, Default)]
pub struct ConversionFilter {
    pub line: Option<Uuid>,
    pub kind: Option<String>,
    pub unexplained: bool,
    pub from_day: Option<i32>,
    pub to_day: Option<i32>,
}

fn turned_party() -> sea_orm::RelationDef {
    line_conversion::Entity::belongs_to(party::Entity)
        .from(line_conversion::Column::PartyId)
        .to(party::Column::Id)
        .into()
}

/// One page of conversions of customers within reach, the latest first.
pub async fn conversion_page(
    db: &impl Db,
    reach: &Reach,
    filter: &ConversionFilter,
    after: Option<ConversionCursor>,
    limit: u64,
) -> Result<Vec<line_conversion::Model>, StoreError> {
    use line_conversion::Column as C;
    let before = |cursor: ConversionCursor| {
        let same_day = Condition::all().add(C::Day.eq(cursor.day)).add(C::Id.lt(cursor.id));
        Condition::any().add(C::Day.lt(cursor.day)).add(same_day)
    };
    let asked = Condition::all()
        .add_option(filter.line.map(|line| C::LineId.eq(line)))
        .add_option(filter.kind.as_deref().map(|kind| C::Kind.eq(kind)))
        .add_option(filter.unexplained.then(|| C::Cause.is_null()))
        .add_option(filter.from_day.map(|day| C::Day.gte(day)))
        .add_option(filter.to_day.map(|day| C::Day.lte(day)))
        .add_option(after.map(before));
    let find = line_conversion::Entity::find()
        .join(JoinType::InnerJoin, turned_party())
        .filter(C::RetractedAt.is_null())
        .filter(reach.condition())
        .filter(asked)
        .order_by_desc(C::Day)
        .order_by_desc(C::Id);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// How many conversions of a kind there were in a line.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Turned {
    pub line_id: Uuid,
    pub kind: String,
    pub count: i64,
}

/// Counts the conversions from a day on and before another; where a moment is given, of those on file before it.
pub async fn turns_between(
    db: &impl Db,
    reach: &Reach,
    (from, until): (i32, i32),
    on_file_before: Option<i64>,
) -> Result<Vec<Turned>, StoreError> {
    use line_conversion::Column as C;
    let find = line_conversion::Entity::find()
        .join(JoinType::InnerJoin, turned_party())
        .select_only()
        .columns([C::LineId, C::Kind])
        .column_as(Expr::cust("count(*)"), "count")
        .filter(C::RetractedAt.is_null())
        .filter(reach.condition())
        .filter(C::Day.gte(from))
        .filter(C::Day.lt(until))
        .filter(Condition::all().add_option(on_file_before.map(|at| party::Column::CreatedAt.lt(at))))
        .group_by(C::LineId)
        .group_by(C::Kind);
    Ok(find.into_model().all(db.connection()).await?)
}

/// How many prospects and customers within reach were on file before a moment.
pub async fn on_file_before(db: &impl Db, reach: &Reach, at: i64) -> Result<u64, StoreError> {
    let find = party::Entity::find()
        .filter(reach.condition())
        .filter(party::Column::Status.ne("contact"))
        .filter(party::Column::CreatedAt.lt(at));
    Ok(find.count(db.connection()).await?)
}

/// ABC class and class by contribution and stability of these customers over all lines, as the run found that is shown now.
pub async fn classes_before(db: &impl Db, parties: &[Uuid]) -> Result<Vec<(Uuid, String, String)>, StoreError> {
    use customer_class::Column as C;
    let Some(run) = crate::classes::current(db).await? else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for chunk in parties.chunks(IDS) {
        let find = customer_class::Entity::find()
            .select_only()
            .columns([C::PartyId, C::Abc, C::Existing])
            .filter(C::RunId.eq(run.id))
            .filter(C::LineId.eq(Uuid::nil()))
            .filter(C::PartyId.is_in(chunk.iter().copied()));
        found.extend(find.into_tuple::<(Uuid, String, String)>().all(db.connection()).await?);
    }
    Ok(found)
}
