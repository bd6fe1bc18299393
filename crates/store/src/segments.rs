//! Segments: kept filters, and the members of static ones.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{segment, segment_member},
    rows::{claim_version, insert_all, insert_one, update_one},
};

/// Every segment in the order of the names; there are few.
pub async fn all(db: &impl Db) -> Result<Vec<segment::Model>, StoreError> {
    let find = segment::Entity::find().order_by_asc(segment::Column::Name).order_by_asc(segment::Column::Id);
    Ok(find.all(db.connection()).await?)
}

pub async fn find(db: &impl Db, id: Uuid) -> Result<Option<segment::Model>, StoreError> {
    Ok(segment::Entity::find_by_id(id).one(db.connection()).await?)
}

pub async fn insert(tx: &Tx, row: segment::Model) -> Result<(), StoreError> {
    insert_one::<segment::Entity, _>(tx, row).await
}

/// Writes a segment as the next version, unless somebody else did since the row was read.
pub async fn update(tx: &Tx, mut row: segment::Model) -> Result<segment::Model, StoreError> {
    use segment::Column as C;
    row.version = claim_version::<segment::Entity>(tx, (C::Id, row.id), (C::Version, row.version)).await?;
    update_one::<segment::Entity, _>(tx, row.clone()).await?;
    Ok(row)
}

/// Deletes a segment with its list of members.
pub async fn delete(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    let members = segment_member::Entity::delete_many().filter(segment_member::Column::SegmentId.eq(id));
    members.exec(tx.connection()).await?;
    segment::Entity::delete_by_id(id).exec(tx.connection()).await?;
    Ok(())
}

/// The static segments that a party is in.
pub async fn memberships(db: &impl Db, party: Uuid) -> Result<Vec<segment_member::Model>, StoreError> {
    let find = segment_member::Entity::find().filter(segment_member::Column::PartyId.eq(party));
    Ok(find.order_by_asc(segment_member::Column::SegmentId).all(db.connection()).await?)
}

/// Puts parties into static segments.
pub async fn insert_members(tx: &Tx, rows: Vec<segment_member::Model>) -> Result<(), StoreError> {
    insert_all::<segment_member::Entity>(tx, rows).await
}

/// A merged record's places in static segments become those of the record that is kept.
pub async fn hand_over_members(tx: &Tx, from: Uuid, to: Uuid) -> Result<(), StoreError> {
    let there: Vec<Uuid> = segment_member::Entity::find()
        .select_only()
        .column(segment_member::Column::SegmentId)
        .filter(segment_member::Column::PartyId.eq(to))
        .into_tuple()
        .all(tx.connection())
        .await?;
    let moved = memberships(tx, from).await?;
    let gone = segment_member::Entity::delete_many().filter(segment_member::Column::PartyId.eq(from));
    gone.exec(tx.connection()).await?;
    let new = moved.into_iter().filter(|row| !there.contains(&row.segment_id));
    insert_members(tx, new.map(|row| segment_member::Model { party_id: to, ..row }).collect()).await
}
