//! The repository of parties: filtered pages, one record with what belongs to it, bulk writes.

use std::collections::{HashMap, HashSet};

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
    sea_query::{CaseStatement, Expr, Query},
};
use uuid::Uuid;

use crate::{
    Db, Store, StoreError, Tx, dialect,
    entities::{address, contact_point, party, party_link, party_tag},
    rows::{column_of, insert_all, update_changed, update_one},
};

mod clause;
mod facts;
mod filter;
mod line;

pub use facts::facts_after;
use filter::Asked;
pub use filter::{CadenceMoments, Cursor, PartyFilter, Reach, Sort, SortKey};
pub use line::Line;

/// A moment that does not come: no next contact is planned.
pub const NEVER: i64 = i64::MAX;
/// The grade of a party with too few answers.
pub const NOT_GRADED: &str = "n";

/// How many rows a filter matches; counting stops at a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    pub count: u64,
    pub exact: bool,
}

const COUNTED_AT_MOST: u64 = 10_000;

/// Rows up to which a list starts from those that have an uncommon value instead of following its order.
const FEW: u64 = 2_000;

/// Positions of parties that hold the words of a search.
enum Matching {
    /// All of them.
    Few(Vec<i64>),
    /// Some of very many.
    Many(Vec<i64>),
}

async fn matching(db: &impl Db, filter: &PartyFilter) -> Result<Option<Matching>, StoreError> {
    if filter.search.is_empty() {
        return Ok(None);
    }
    let rows = db.connection().query_all_raw(dialect::some_matches(db.backend(), &filter.search, FEW + 1)).await?;
    let found = rows.iter().map(|row| row.try_get("", "seq")).collect::<Result<Vec<i64>, _>>()?;
    Ok(Some(if found.len() as u64 > FEW { Matching::Many(found) } else { Matching::Few(found) }))
}

/// The filter's condition; none where nothing can meet it. Where one of its parts is met by few rows only, these are named:
/// the databases would follow the order of the list through all the others.
async fn condition(
    db: &impl Db,
    filter: &PartyFilter,
    matching: Option<Matching>,
    asked: Asked,
) -> Result<Option<Condition>, StoreError> {
    let rest = filter.condition_but_search(asked, db.backend());
    let whole = match matching {
        None => rest,
        Some(Matching::Few(found)) if found.is_empty() => return Ok(None),
        Some(Matching::Few(found)) => return Ok(Some(rest.add(party::Column::Seq.is_in(found)))),
        Some(Matching::Many(_)) => {
            let (sql, value) = dialect::search_probe(db.backend(), &filter.search);
            rest.add(Expr::cust_with_values(sql, [value]))
        }
    };
    for uncommon in filter.uncommon() {
        let find = party::Entity::find().select_only().column(party::Column::Id).filter(uncommon).limit(FEW + 1);
        let ids: Vec<Uuid> = find.into_tuple().all(db.connection()).await?;
        if ids.is_empty() {
            return Ok(None);
        }
        if ids.len() as u64 <= FEW {
            return Ok(Some(whole.add(party::Column::Id.is_in(ids))));
        }
    }
    Ok(Some(whole))
}

/// One page in keyset order, at most `limit` rows after `cursor`.
pub async fn page(
    db: &impl Db,
    filter: &PartyFilter,
    sort: Sort,
    cursor: Option<&Cursor>,
    limit: u64,
) -> Result<Vec<Line>, StoreError> {
    let matching = matching(db, filter).await?;
    let Some(condition) = condition(db, filter, matching, Asked::Rows).await? else { return Ok(Vec::new()) };
    let mut find = party::Entity::find().filter(condition);
    if let Some(cursor) = cursor {
        find = find.filter(sort.after(cursor));
    }
    let find = find.order_by(sort.key.column(), sort.order()).order_by(party::Column::Id, sort.order());
    Ok(find.limit(limit).into_partial_model().all(db.connection()).await?)
}

/// Counts the matching rows up to ten thousand; beyond that the count is said to be inexact. Of words that very many rows
/// hold only some of these are counted: looking at ten thousand would take longer than the list itself.
pub async fn count(db: &impl Db, filter: &PartyFilter) -> Result<Count, StoreError> {
    let (matching, all) = match matching(db, filter).await? {
        Some(Matching::Many(some)) => (Some(Matching::Few(some)), false),
        other => (other, true),
    };
    let Some(condition) = condition(db, filter, matching, Asked::Count).await? else {
        return Ok(Count { count: 0, exact: true });
    };
    let bounded =
        party::Entity::find().select_only().column(party::Column::Id).filter(condition).limit(COUNTED_AT_MOST + 1);
    // written out, since SeaORM's own count takes the limit off
    let counting =
        Query::select().expr_as(Expr::cust("count(*)"), "n").from_subquery(bounded.into_query(), "matching").to_owned();
    let row = db.connection().query_one(&counting).await?;
    let n = row.map_or(Ok(0), |row| row.try_get::<i64>("", "n"))?.unsigned_abs();
    Ok(Count { count: std::cmp::min(n, COUNTED_AT_MOST), exact: all && n <= COUNTED_AT_MOST })
}

/// The same as [`page`], within the limit of time where the language of filters was used: what it says may have no index.
pub async fn page_within_limit(
    store: &Store,
    filter: &PartyFilter,
    sort: Sort,
    cursor: Option<&Cursor>,
    limit: u64,
) -> Result<Vec<Line>, StoreError> {
    if filter.clause.is_none() {
        return page(store, filter, sort, cursor, limit).await;
    }
    let moment = store.within_limit().await?;
    let rows = page(&moment, filter, sort, cursor, limit).await?;
    moment.rollback().await?;
    Ok(rows)
}

/// The same as [`count`], within the limit of time where the language of filters was used.
pub async fn count_within_limit(store: &Store, filter: &PartyFilter) -> Result<Count, StoreError> {
    if filter.clause.is_none() {
        return count(store, filter).await;
    }
    let moment = store.within_limit().await?;
    let counted = count(&moment, filter).await?;
    moment.rollback().await?;
    Ok(counted)
}

/// The ids of all whom a filter takes, within the limit of time where the language of filters was used.
pub async fn all_within_limit(store: &Store, filter: &PartyFilter) -> Result<Vec<Uuid>, StoreError> {
    let find = party::Entity::find()
        .select_only()
        .column(party::Column::Id)
        .filter(filter.condition(store.backend()))
        .order_by_asc(party::Column::Id);
    if filter.clause.is_none() {
        return Ok(find.into_tuple().all(store.connection()).await?);
    }
    let moment = store.within_limit().await?;
    let ids = find.into_tuple().all(moment.connection()).await?;
    moment.rollback().await?;
    Ok(ids)
}

/// Those of these records that are still there.
pub async fn still_there(tx: &Tx, ids: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(5_000) {
        let find = party::Entity::find().select_only().column(party::Column::Id);
        let find = find.filter(party::Column::Id.is_in(chunk.iter().copied())).order_by_asc(party::Column::Id);
        found.extend(find.into_tuple::<Uuid>().all(tx.connection()).await?);
    }
    Ok(found)
}

/// When the oldest record was made.
pub async fn oldest(db: &impl Db) -> Result<Option<i64>, StoreError> {
    let found = party::Entity::find().order_by_asc(party::Column::CreatedAt).order_by_asc(party::Column::Id);
    Ok(found.one(db.connection()).await?.map(|row| row.created_at))
}

/// How many records there are in all.
pub async fn how_many(db: &impl Db) -> Result<u64, StoreError> {
    use sea_orm::PaginatorTrait;
    Ok(party::Entity::find().count(db.connection()).await?)
}

pub async fn find(db: &impl Db, id: Uuid) -> Result<Option<party::Model>, StoreError> {
    Ok(party::Entity::find_by_id(id).one(db.connection()).await?)
}

/// The same, held until the transaction ends, where it is read in one: whoever else would change or merge it waits.
pub async fn find_held(db: &impl Db, id: Uuid) -> Result<Option<party::Model>, StoreError> {
    let find = party::Entity::find_by_id(id);
    let find = if db.holds_rows() { find.lock_exclusive() } else { find };
    Ok(find.one(db.connection()).await?)
}

/// Records that exist, locked in the order of their ids against other writers until the transaction ends.
pub async fn lock_many(tx: &Tx, ids: &[Uuid]) -> Result<Vec<party::Model>, StoreError> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    let mut found = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(5_000) {
        let find = party::Entity::find()
            .filter(party::Column::Id.is_in(chunk.iter().copied()))
            .order_by_asc(party::Column::Id)
            .lock_exclusive();
        found.extend(find.all(tx.connection()).await?);
    }
    Ok(found)
}

/// Who holds these records.
pub async fn owners_of(db: &impl Db, ids: &[Uuid]) -> Result<HashMap<Uuid, Option<Uuid>>, StoreError> {
    use party::{Column, Entity};
    column_of::<Entity, _>(db, (Column::Id, Column::OwnerId), ids).await
}

pub async fn find_many(db: &impl Db, ids: &[Uuid]) -> Result<Vec<party::Model>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(5_000) {
        let find = party::Entity::find().filter(party::Column::Id.is_in(chunk.iter().copied()));
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

/// Of these ids those within reach, in their order.
pub async fn reached(db: &impl Db, reach: &Reach, ids: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    let mut found = Vec::new();
    for chunk in ids.chunks(5_000) {
        let find = party::Entity::find()
            .select_only()
            .column(party::Column::Id)
            .filter(party::Column::Id.is_in(chunk.iter().copied()))
            .filter(reach.condition())
            .order_by_asc(party::Column::Id);
        found.extend(find.into_tuple::<Uuid>().all(db.connection()).await?);
    }
    Ok(found)
}

/// Every party after a position, in that order: for passes over the whole table.
pub async fn after_position(db: &impl Db, seq: i64, limit: u64) -> Result<Vec<party::Model>, StoreError> {
    let find = party::Entity::find().filter(party::Column::Seq.gt(seq)).order_by_asc(party::Column::Seq);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// The last position that a party has; 0 where there is none.
pub async fn last_position(db: &impl Db) -> Result<i64, StoreError> {
    let find = party::Entity::find().select_only().column(party::Column::Seq).order_by_desc(party::Column::Seq);
    Ok(find.into_tuple::<i64>().one(db.connection()).await?.unwrap_or_default())
}

/// Inserts parties; their positions are given here.
pub async fn insert(tx: &Tx, mut rows: Vec<party::Model>) -> Result<Vec<i64>, StoreError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let first = dialect::reserve_positions(tx.connection(), rows.len()).await?;
    let positions: Vec<i64> = (first..).take(rows.len()).collect();
    for (row, position) in rows.iter_mut().zip(&positions) {
        row.seq = *position;
    }
    insert_all::<party::Entity>(tx, rows).await?;
    Ok(positions)
}

/// Writes a party if its version is still the one that was read; the version rises by one.
pub async fn update(tx: &Tx, mut row: party::Model) -> Result<party::Model, StoreError> {
    let read = row.version;
    row.version += 1;
    let claim = party::Entity::update_many()
        .col_expr(party::Column::Version, Expr::val(row.version))
        .filter(party::Column::Id.eq(row.id))
        .filter(party::Column::Version.eq(read));
    if claim.exec(tx.connection()).await?.rows_affected == 0 {
        return Err(StoreError::Changed);
    }
    update_one::<party::Entity, _>(tx, row.clone()).await?;
    Ok(row)
}

/// Writes parties of which each is held: as it was read, and as it is to be, whose version this raises. Only what differs is
/// written.
pub async fn update_held(tx: &Tx, rows: &mut [(party::Model, party::Model)]) -> Result<(), StoreError> {
    for (before, after) in rows.iter_mut() {
        after.version = before.version + 1;
    }
    let changed = rows.iter().cloned();
    let written =
        update_changed::<party::Entity>(tx, &[party::Column::Id], Some(party::Column::Version), changed).await?;
    if written == rows.len() as u64 { Ok(()) } else { Err(StoreError::Changed) }
}

/// Holds parties until the transaction ends; answers which of them nobody has changed since they were read.
pub async fn hold_unchanged(tx: &Tx, rows: &[party::Model]) -> Result<HashSet<Uuid>, StoreError> {
    let read: HashMap<Uuid, i32> = rows.iter().map(|row| (row.id, row.version)).collect();
    let mut ids: Vec<Uuid> = read.keys().copied().collect();
    ids.sort_unstable();
    let mut unchanged = HashSet::with_capacity(ids.len());
    for chunk in ids.chunks(5_000) {
        let find = party::Entity::find()
            .select_only()
            .columns([party::Column::Id, party::Column::Version])
            .filter(party::Column::Id.is_in(chunk.iter().copied()))
            .order_by_asc(party::Column::Id)
            .lock_exclusive();
        let found: Vec<(Uuid, i32)> = find.into_tuple().all(tx.connection()).await?;
        unchanged.extend(found.into_iter().filter(|(id, version)| read.get(id) == Some(version)).map(|(id, _)| id));
    }
    Ok(unchanged)
}

/// When prospects that change hands now go back to the pool, by kind; none where nobody holds them (PRO-10).
#[derive(Clone, Copy, Debug, Default)]
pub struct Returns {
    pub person: Option<i64>,
    pub organisation: Option<i64>,
}

/// Gives parties a new owner and team.
pub async fn assign(
    tx: &Tx,
    ids: &[Uuid],
    owner: Option<Uuid>,
    team: Option<Uuid>,
    returns: &Returns,
    now: i64,
) -> Result<(), StoreError> {
    let kind =
        |kind: &str| Expr::col(party::Column::Kind).eq(kind).and(Expr::col(party::Column::Status).eq("prospect"));
    let returns_at = CaseStatement::new()
        .case(kind("person"), Expr::val(returns.person))
        .case(kind("organisation"), Expr::val(returns.organisation))
        .finally(Expr::val(None::<i64>));
    for chunk in ids.chunks(5_000) {
        let update = party::Entity::update_many()
            .col_expr(party::Column::ReturnsAt, returns_at.clone().into())
            .col_expr(party::Column::PoolWarnedAt, Expr::val(None::<i64>))
            .col_expr(party::Column::OwnerId, Expr::val(owner))
            .col_expr(party::Column::TeamId, Expr::val(team))
            .col_expr(party::Column::AssignedAt, Expr::val(Some(now)))
            .col_expr(party::Column::UpdatedAt, Expr::val(now))
            .col_expr(party::Column::Version, Expr::col(party::Column::Version).add(1))
            .filter(party::Column::Id.is_in(chunk.iter().copied()));
        update.exec(tx.connection()).await?;
    }
    Ok(())
}

/// Moves the records of a user along when the user changes team.
pub async fn move_team(tx: &Tx, owner: Uuid, team: Option<Uuid>) -> Result<(), StoreError> {
    let update = party::Entity::update_many()
        .col_expr(party::Column::TeamId, Expr::val(team))
        .filter(party::Column::OwnerId.eq(owner));
    update.exec(tx.connection()).await?;
    Ok(())
}

pub async fn contacts(db: &impl Db, parties: &[Uuid]) -> Result<Vec<contact_point::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in parties.chunks(5_000) {
        let find = contact_point::Entity::find()
            .filter(contact_point::Column::PartyId.is_in(chunk.iter().copied()))
            .order_by_desc(contact_point::Column::IsPrimary)
            .order_by_asc(contact_point::Column::Id);
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

/// Which parties have any of these numbers or addresses.
/// Records with one of these numbers of another system.
pub async fn with_external_ids(db: &impl Db, numbers: &[String]) -> Result<Vec<Numbered>, StoreError> {
    use party::Column as C;
    let mut found = Vec::new();
    for chunk in numbers.chunks(5_000) {
        let find = party::Entity::find()
            .select_only()
            .columns([C::Id, C::ExternalId, C::OwnerId, C::TeamId])
            .filter(C::ExternalId.is_in(chunk));
        found.extend(find.into_model().all(db.connection()).await?);
    }
    Ok(found)
}

/// A record that has a number of its own, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Numbered {
    pub id: Uuid,
    pub external_id: String,
    pub owner_id: Option<Uuid>,
    pub team_id: Option<Uuid>,
}

/// Records with one of these keys of equal names.
pub async fn with_name_keys(db: &impl Db, keys: &[String]) -> Result<Vec<party::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in keys.chunks(5_000) {
        let find = party::Entity::find().filter(party::Column::NameKey.is_in(chunk));
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

pub async fn contacts_by_value(db: &impl Db, values: &[String]) -> Result<Vec<contact_point::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in values.chunks(5_000) {
        let find = contact_point::Entity::find().filter(contact_point::Column::Value.is_in(chunk));
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

pub async fn insert_contacts(tx: &Tx, rows: Vec<contact_point::Model>) -> Result<(), StoreError> {
    insert_all::<contact_point::Entity>(tx, rows).await
}

pub async fn update_contact(tx: &Tx, row: contact_point::Model) -> Result<(), StoreError> {
    update_one::<contact_point::Entity, _>(tx, row).await
}

pub async fn delete_contact(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    contact_point::Entity::delete_by_id(id).exec(tx.connection()).await?;
    Ok(())
}

pub async fn addresses(db: &impl Db, parties: &[Uuid]) -> Result<Vec<address::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in parties.chunks(5_000) {
        let find = address::Entity::find()
            .filter(address::Column::PartyId.is_in(chunk.iter().copied()))
            .order_by_asc(address::Column::Id);
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

pub async fn insert_addresses(tx: &Tx, rows: Vec<address::Model>) -> Result<(), StoreError> {
    insert_all::<address::Entity>(tx, rows).await
}

pub async fn delete_address(tx: &Tx, party: Uuid, id: Uuid) -> Result<bool, StoreError> {
    let delete =
        address::Entity::delete_many().filter(address::Column::Id.eq(id)).filter(address::Column::PartyId.eq(party));
    Ok(delete.exec(tx.connection()).await?.rows_affected > 0)
}

/// The contact persons of an organisation.
pub async fn people_of(db: &impl Db, organisation: Uuid) -> Result<Vec<party_link::Model>, StoreError> {
    people_of_many(db, &[organisation]).await
}

/// The contact persons of many organisations, in the order in which they were added.
pub async fn people_of_many(db: &impl Db, organisations: &[Uuid]) -> Result<Vec<party_link::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in organisations.chunks(5_000) {
        let find = party_link::Entity::find()
            .filter(party_link::Column::OrganisationId.is_in(chunk.iter().copied()))
            .order_by_asc(party_link::Column::CreatedAt)
            .order_by_asc(party_link::Column::Id);
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

/// The organisations a person belongs to.
pub async fn organisations_of(db: &impl Db, person: Uuid) -> Result<Vec<party_link::Model>, StoreError> {
    let find = party_link::Entity::find()
        .filter(party_link::Column::PersonId.eq(person))
        .order_by_asc(party_link::Column::CreatedAt);
    Ok(find.all(db.connection()).await?)
}

/// The places that these people have in organisations.
pub async fn organisations_of_many(db: &impl Db, people: &[Uuid]) -> Result<Vec<party_link::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in people.chunks(5_000) {
        let find = party_link::Entity::find().filter(party_link::Column::PersonId.is_in(chunk.iter().copied()));
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

pub async fn link(db: &impl Db, id: Uuid) -> Result<Option<party_link::Model>, StoreError> {
    Ok(party_link::Entity::find_by_id(id).one(db.connection()).await?)
}

pub async fn insert_links(tx: &Tx, rows: Vec<party_link::Model>) -> Result<(), StoreError> {
    insert_all::<party_link::Entity>(tx, rows).await
}

pub async fn update_link(tx: &Tx, row: party_link::Model) -> Result<(), StoreError> {
    update_one::<party_link::Entity, _>(tx, row).await
}

pub async fn delete_link(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    party_link::Entity::delete_by_id(id).exec(tx.connection()).await?;
    Ok(())
}

pub async fn tags(db: &impl Db, parties: &[Uuid]) -> Result<Vec<party_tag::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in parties.chunks(5_000) {
        let find = party_tag::Entity::find()
            .filter(party_tag::Column::PartyId.is_in(chunk.iter().copied()))
            .order_by_asc(party_tag::Column::Tag);
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

pub async fn insert_tags(tx: &Tx, rows: Vec<party_tag::Model>) -> Result<(), StoreError> {
    insert_all::<party_tag::Entity>(tx, rows).await
}

/// Makes the tags of a party exactly these.
pub async fn replace_tags(tx: &Tx, party: Uuid, tags: &[String]) -> Result<(), StoreError> {
    party_tag::Entity::delete_many().filter(party_tag::Column::PartyId.eq(party)).exec(tx.connection()).await?;
    let rows = tags.iter().map(|tag| party_tag::Model { party_id: party, tag: tag.clone() }).collect();
    insert_all::<party_tag::Entity>(tx, rows).await
}

/// Parties with one of these identity numbers or, at most `limit`, one of these name keys: candidates for doubles.
pub async fn alike(
    db: &impl Db,
    identity_numbers: &[String],
    name_keys: &[String],
    limit: u64,
) -> Result<Vec<party::Model>, StoreError> {
    let mut found = Vec::new();
    if !identity_numbers.is_empty() {
        let find = party::Entity::find().filter(party::Column::IdentityNumber.is_in(identity_numbers));
        found.extend(find.limit(limit).all(db.connection()).await?);
    }
    if !name_keys.is_empty() {
        let find = party::Entity::find().filter(party::Column::NameKey.is_in(name_keys));
        found.extend(find.limit(limit).all(db.connection()).await?);
    }
    Ok(found)
}
