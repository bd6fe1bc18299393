//! Deals that came with a file: found again by their numbers, and taken back while nobody has worked on them.

use std::collections::HashSet;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, ExprTrait as _, Query},
};
use uuid::Uuid;

use super::{AROUND, IDS};
use crate::{
    Db, StoreError, Tx,
    entities::{deal, deal_change},
};

/// What only somebody who works on a deal puts beside it.
const WORKED: [&str; 7] =
    ["deal_tender", "deal_person", "deal_rival", "deal_concern", "deal_assessment", "deal_play", "deal_decision"];

/// The deals that hold these numbers.
pub async fn holding_numbers(db: &impl Db, numbers: &[String]) -> Result<Vec<deal::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in numbers.chunks(IDS) {
        let find = deal::Entity::find().filter(deal::Column::NumberKey.is_in(chunk)).order_by_asc(deal::Column::Id);
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

/// The deals that an import made, after an id.
pub async fn of_import(db: &impl Db, run: Uuid, after: Uuid, limit: u64) -> Result<Vec<deal::Model>, StoreError> {
    let find = deal::Entity::find()
        .filter(deal::Column::ImportId.eq(run))
        .filter(deal::Column::Id.gt(after))
        .order_by_asc(deal::Column::Id);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// A deal, locked against other writers until the transaction ends.
pub async fn locked(tx: &Tx, ids: &[Uuid]) -> Result<Vec<deal::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in ids.chunks(IDS) {
        let find = deal::Entity::find().filter(deal::Column::Id.is_in(chunk.iter().copied()));
        found.extend(find.order_by_asc(deal::Column::Id).lock_exclusive().all(tx.connection()).await?);
    }
    Ok(found)
}

/// Those of these deals that somebody has changed, or put something beside, since they were made.
pub async fn worked_on(db: &impl Db, rows: &[deal::Model]) -> Result<HashSet<Uuid>, StoreError> {
    let mut found: HashSet<Uuid> = rows.iter().filter(|row| row.version > 1).map(|row| row.id).collect();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    for chunk in ids.chunks(IDS) {
        for table in WORKED {
            let select = Query::select()
                .distinct()
                .column("deal_id")
                .from(Alias::new(table))
                .and_where(Expr::col("deal_id").is_in(chunk.iter().copied()))
                .to_owned();
            for row in db.connection().query_all(&select).await? {
                found.insert(row.try_get_by_index(0)?);
            }
        }
    }
    Ok(found)
}

/// Which of these parties have deals that did not come with this import.
pub async fn with_other_deals(db: &impl Db, parties: &[Uuid], run: Uuid) -> Result<Vec<Uuid>, StoreError> {
    use deal::Column as C;
    let mut found = Vec::new();
    for chunk in parties.chunks(IDS) {
        let find = deal::Entity::find()
            .select_only()
            .column(C::PartyId)
            .distinct()
            .filter(C::PartyId.is_in(chunk.iter().copied()))
            .filter(Condition::any().add(C::ImportId.is_null()).add(C::ImportId.ne(run)));
        found.extend(find.into_tuple::<Uuid>().all(db.connection()).await?);
    }
    Ok(found)
}

/// Takes deals out with all that stands around them.
pub async fn delete(tx: &Tx, ids: &[Uuid]) -> Result<(), StoreError> {
    for chunk in ids.chunks(IDS) {
        for table in AROUND {
            let of_these = Expr::col("deal_id").is_in(chunk.iter().copied());
            let delete = Query::delete().from_table(Alias::new(table)).and_where(of_these).to_owned();
            tx.connection().execute(&delete).await?;
        }
        let these = deal::Column::Id.is_in(chunk.iter().copied());
        deal::Entity::delete_many().filter(these).exec(tx.connection()).await?;
    }
    Ok(())
}

/// Takes changes out of the histories of deals, when the import that wrote them is taken back.
pub async fn delete_changes(tx: &Tx, ids: &[Uuid]) -> Result<(), StoreError> {
    for chunk in ids.chunks(IDS) {
        let these = deal_change::Column::Id.is_in(chunk.iter().copied());
        deal_change::Entity::delete_many().filter(these).exec(tx.connection()).await?;
    }
    Ok(())
}
