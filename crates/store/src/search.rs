//! The search index: one document of tokens per party. Tokens and terms are made by the `text` crate.

use sea_orm::{ColumnTrait, EntityTrait, sea_query::Expr};

pub use crate::dialect::SearchTerm;
use crate::{
    Db, StoreError, Tx, dialect,
    entities::party,
    parties::{PartyFilter, Reach},
};
use sea_orm::{QueryFilter, QueryOrder, QuerySelect};

/// Tokens of a party at a position.
#[derive(Clone, Debug)]
pub struct Document {
    pub position: i64,
    /// tokens separated by single blanks
    pub tokens: String,
}

/// Writes documents of parties that were just inserted.
pub async fn insert(tx: &Tx, documents: Vec<Document>) -> Result<(), StoreError> {
    write(tx, documents, true).await
}

/// Replaces documents of parties that changed.
pub async fn replace(tx: &Tx, documents: Vec<Document>) -> Result<(), StoreError> {
    write(tx, documents, false).await
}

async fn write(tx: &Tx, documents: Vec<Document>, fresh: bool) -> Result<(), StoreError> {
    let rows: Vec<(i64, String)> = documents.into_iter().map(|d| (d.position, d.tokens)).collect();
    dialect::write_search_tokens(tx.connection(), &rows, fresh).await
}

/// The parties that match every group of terms and are within reach; the newest positions first. Nothing asked finds
/// nothing.
pub async fn find(
    db: &impl Db,
    reach: Reach,
    groups: Vec<Vec<SearchTerm>>,
    limit: u64,
) -> Result<Vec<party::Model>, StoreError> {
    if groups.is_empty() {
        return Ok(Vec::new());
    }
    let find = party::Entity::find().order_by_desc(party::Column::Seq);
    let find = if reach == Reach::All {
        // the index itself is read newest first and left as soon as there is enough
        let (sql, value) = dialect::newest_matches(db.backend(), &groups, limit);
        find.filter(Expr::cust_with_values(sql, [value]))
    } else {
        let filter = PartyFilter { reach: Some(reach), search: groups, ..PartyFilter::default() };
        find.filter(filter.condition(db.backend()))
    };
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// Parties of exactly this name key within reach.
pub async fn named(db: &impl Db, reach: Reach, name_key: &str, limit: u64) -> Result<Vec<party::Model>, StoreError> {
    let find = party::Entity::find().filter(reach.condition()).filter(party::Column::NameKey.eq(name_key));
    Ok(find.order_by_desc(party::Column::Seq).limit(limit).all(db.connection()).await?)
}
