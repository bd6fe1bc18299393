//! What stands around a deal: tender, people, rivals, concerns, plays.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use uuid::Uuid;

use super::IDS;
use crate::{
    Db, StoreError, Tx,
    entities::{deal_concern, deal_person, deal_play, deal_rival, deal_tender},
    rows::{claim_version, insert_one, update_one},
};

/// One row by its id, the rows of these deals in the order in which they were made, a new row.
macro_rules! rows_of_deals {
    ($($table:ident: $one:ident, $all:ident, $insert:ident;)+) => {$(
        pub async fn $one(db: &impl Db, id: Uuid) -> Result<Option<$table::Model>, StoreError> {
            Ok($table::Entity::find_by_id(id).one(db.connection()).await?)
        }

        pub async fn $all(db: &impl Db, deals: &[Uuid]) -> Result<Vec<$table::Model>, StoreError> {
            let mut found = Vec::new();
            for chunk in deals.chunks(IDS) {
                let find = $table::Entity::find().filter($table::Column::DealId.is_in(chunk.iter().copied()));
                found.extend(find.order_by_asc($table::Column::Id).all(db.connection()).await?);
            }
            Ok(found)
        }

        pub async fn $insert(tx: &Tx, row: $table::Model) -> Result<(), StoreError> {
            insert_one::<$table::Entity, _>(tx, row).await
        }
    )+};
}

rows_of_deals! {
    deal_person: person, people_of, insert_person;
    deal_rival: rival, rivals_of, insert_rival;
    deal_play: play, plays_of, insert_play;
    deal_concern: concern, concerns_of, insert_concern;
}

/// Writes a row as the next version, unless somebody else did since it was read.
macro_rules! next_version {
    ($($table:ident: $update:ident;)+) => {$(
        pub async fn $update(tx: &Tx, mut row: $table::Model) -> Result<$table::Model, StoreError> {
            use $table::Column as C;
            row.version = claim_version::<$table::Entity>(tx, (C::Id, row.id), (C::Version, row.version)).await?;
            update_one::<$table::Entity, _>(tx, row.clone()).await?;
            Ok(row)
        }
    )+};
}

next_version! {
    deal_person: update_person;
    deal_rival: update_rival;
    deal_play: update_play;
}

/// The parts that a person on file has in deals.
pub async fn parts_of(db: &impl Db, party: Uuid) -> Result<Vec<deal_person::Model>, StoreError> {
    let find = deal_person::Entity::find().filter(deal_person::Column::PartyId.eq(party));
    Ok(find.order_by_asc(deal_person::Column::Id).all(db.connection()).await?)
}

/// Takes somebody off who was put down by mistake.
pub async fn delete_person(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    deal_person::Entity::delete_by_id(id).exec(tx.connection()).await?;
    Ok(())
}

/// Notes that a concern no longer stands; answers whether it did.
pub async fn settle_concern(tx: &Tx, deal: Uuid, id: Uuid, by: Option<Uuid>, now: i64) -> Result<bool, StoreError> {
    use deal_concern::Column as C;
    let update = deal_concern::Entity::update_many()
        .col_expr(C::SettledAt, Expr::val(Some(now)))
        .col_expr(C::SettledBy, Expr::val(by))
        .filter(C::Id.eq(id))
        .filter(C::DealId.eq(deal))
        .filter(C::SettledAt.is_null());
    Ok(update.exec(tx.connection()).await?.rows_affected > 0)
}

/// The tenders of these deals.
pub async fn tenders_of(db: &impl Db, deals: &[Uuid]) -> Result<Vec<deal_tender::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in deals.chunks(IDS) {
        let find = deal_tender::Entity::find().filter(deal_tender::Column::DealId.is_in(chunk.iter().copied()));
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

/// Puts what is known of a tender in place of what was.
pub async fn keep_tender(tx: &Tx, row: deal_tender::Model) -> Result<(), StoreError> {
    deal_tender::Entity::delete_by_id(row.deal_id).exec(tx.connection()).await?;
    insert_one::<deal_tender::Entity, _>(tx, row).await
}
