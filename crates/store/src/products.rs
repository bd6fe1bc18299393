//! Product lines and the products in them.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{product, product_line},
    rows::{claim_version, insert_all, insert_one, update_one},
};

/// The line of everything that belongs to no other; a simple team needs none besides.
pub const GENERAL_LINE: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0013);

/// All lines, by code.
pub async fn lines(db: &impl Db) -> Result<Vec<product_line::Model>, StoreError> {
    Ok(product_line::Entity::find().order_by_asc(product_line::Column::Code).all(db.connection()).await?)
}

/// The lines that are sold by contract.
pub async fn contract_lines(db: &impl Db) -> Result<Vec<Uuid>, StoreError> {
    let find = product_line::Entity::find().select_only().column(product_line::Column::Id);
    Ok(find.filter(product_line::Column::Contract.eq(true)).into_tuple().all(db.connection()).await?)
}

pub async fn line(db: &impl Db, id: Uuid) -> Result<Option<product_line::Model>, StoreError> {
    Ok(product_line::Entity::find_by_id(id).one(db.connection()).await?)
}

pub async fn insert_line(tx: &Tx, row: product_line::Model) -> Result<(), StoreError> {
    insert_one::<product_line::Entity, _>(tx, row).await
}

/// Writes a line as the next version, unless somebody else did since the row was read.
pub async fn update_line(tx: &Tx, mut row: product_line::Model) -> Result<product_line::Model, StoreError> {
    use product_line::{Column, Entity};
    row.version = claim_version::<Entity>(tx, (Column::Id, row.id), (Column::Version, row.version)).await?;
    update_one::<Entity, _>(tx, row.clone()).await?;
    Ok(row)
}

/// All products, by SKU.
pub async fn products(db: &impl Db) -> Result<Vec<product::Model>, StoreError> {
    Ok(product::Entity::find().order_by_asc(product::Column::Sku).all(db.connection()).await?)
}

pub async fn product(db: &impl Db, id: Uuid) -> Result<Option<product::Model>, StoreError> {
    Ok(product::Entity::find_by_id(id).one(db.connection()).await?)
}

pub async fn products_of(db: &impl Db, ids: &[Uuid]) -> Result<Vec<product::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in ids.chunks(5_000) {
        let find = product::Entity::find().filter(product::Column::Id.is_in(chunk.iter().copied()));
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

pub async fn insert_products(tx: &Tx, rows: Vec<product::Model>) -> Result<(), StoreError> {
    insert_all::<product::Entity>(tx, rows).await
}

/// Writes a product as the next version, unless somebody else did since the row was read.
pub async fn update_product(tx: &Tx, mut row: product::Model) -> Result<product::Model, StoreError> {
    use product::{Column, Entity};
    row.version = claim_version::<Entity>(tx, (Column::Id, row.id), (Column::Version, row.version)).await?;
    update_one::<Entity, _>(tx, row.clone()).await?;
    Ok(row)
}
