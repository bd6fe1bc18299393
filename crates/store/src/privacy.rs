//! The register of requests, what was erased, and numbers that are not to be contacted again.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{erasure, person_request, suppressed_contact},
    rows::{insert_one, update_one},
};

/// Where a request stands.
pub mod state {
    pub const OPEN: &str = "open";
    pub const DONE: &str = "done";
    pub const REFUSED: &str = "refused";
}

pub async fn insert_request(tx: &Tx, row: person_request::Model) -> Result<(), StoreError> {
    insert_one::<person_request::Entity, _>(tx, row).await
}

pub async fn update_request(tx: &Tx, row: person_request::Model) -> Result<(), StoreError> {
    update_one::<person_request::Entity, _>(tx, row).await
}

pub async fn request(db: &impl Db, id: Uuid) -> Result<Option<person_request::Model>, StoreError> {
    Ok(person_request::Entity::find_by_id(id).one(db.connection()).await?)
}

/// One request, kept from other transactions until this one ends.
pub async fn request_locked(tx: &Tx, id: Uuid) -> Result<Option<person_request::Model>, StoreError> {
    Ok(person_request::Entity::find_by_id(id).lock_exclusive().one(tx.connection()).await?)
}

/// Requests in a state or all, newest first, before one (ids are ordered by time).
pub async fn requests(
    db: &impl Db,
    state: Option<&str>,
    before: Option<Uuid>,
    limit: u64,
) -> Result<Vec<person_request::Model>, StoreError> {
    let mut find = person_request::Entity::find().order_by_desc(person_request::Column::Id);
    if let Some(state) = state {
        find = find.filter(person_request::Column::State.eq(state));
    }
    if let Some(before) = before {
        find = find.filter(person_request::Column::Id.lt(before));
    }
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// Whether a party has an open request of a kind.
pub async fn is_open(db: &impl Db, party: Uuid, kind: &str) -> Result<bool, StoreError> {
    let find = person_request::Entity::find()
        .filter(person_request::Column::PartyId.eq(party))
        .filter(person_request::Column::Kind.eq(kind))
        .filter(person_request::Column::State.eq(state::OPEN));
    Ok(find.count(db.connection()).await? > 0)
}

/// Notes an erasure; one done again is noted anew.
pub async fn note_erasure(tx: &Tx, row: erasure::Model) -> Result<(), StoreError> {
    erasure::Entity::delete_by_id(row.party_id).exec(tx.connection()).await?;
    insert_one::<erasure::Entity, _>(tx, row).await
}

pub async fn erasure(db: &impl Db, party: Uuid) -> Result<Option<erasure::Model>, StoreError> {
    Ok(erasure::Entity::find_by_id(party).one(db.connection()).await?)
}

pub async fn erasures(db: &impl Db) -> Result<Vec<erasure::Model>, StoreError> {
    Ok(erasure::Entity::find().order_by_asc(erasure::Column::At).all(db.connection()).await?)
}

/// Erasures of which something was kept for a time that is over.
pub async fn erasures_to_complete(db: &impl Db, now: i64) -> Result<Vec<erasure::Model>, StoreError> {
    let find = erasure::Entity::find().filter(erasure::Column::KeptUntil.lte(now));
    Ok(find.all(db.connection()).await?)
}

/// Keeps hashes of numbers that must not be contacted again; one that is known stays as it is.
pub async fn suppress(tx: &Tx, hashes: Vec<String>, since: i64) -> Result<(), StoreError> {
    for chunk in hashes.chunks(500) {
        let rows = chunk.iter().map(|hash| suppressed_contact::ActiveModel {
            hash: sea_orm::Set(hash.clone()),
            since: sea_orm::Set(since),
        });
        let once = OnConflict::column(suppressed_contact::Column::Hash).do_nothing().to_owned();
        suppressed_contact::Entity::insert_many(rows).on_conflict(once).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Every hash: there are as many as numbers of people who were erased.
pub async fn suppressed(db: &impl Db) -> Result<HashSet<String>, StoreError> {
    let find = suppressed_contact::Entity::find().select_only().column(suppressed_contact::Column::Hash);
    Ok(find.into_tuple::<String>().all(db.connection()).await?.into_iter().collect())
}
