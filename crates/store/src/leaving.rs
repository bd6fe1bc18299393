//! Records that an undone import takes out of use: they leave the tables whole, and what is kept of them is one text.
//!
//! As with a merged record (`merges.rs`), a list, a search, a count or a rule cannot meet what is not there, and none of them has to
//! know about it. Only records that nobody has touched leave in this way, so the tables named here are all they have.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Alias, Expr, Query},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx, dialect,
    entities::{
        address, assessment, contact_point, customer_order, duplicate_pair, evidence, list_member, order_line, party,
        party_change, party_tag,
    },
};

/// A record with everything that belongs to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WholeRecord {
    pub party: party::Model,
    pub contacts: Vec<contact_point::Model>,
    pub addresses: Vec<address::Model>,
    pub tags: Vec<party_tag::Model>,
    pub evidence: Vec<evidence::Model>,
    pub assessments: Vec<assessment::Model>,
    pub changes: Vec<party_change::Model>,
    pub lists: Vec<list_member::Model>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<customer_order::Model>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order_lines: Vec<order_line::Model>,
}

/// Tables with what follows from the orders of a record: nothing of it is left without them.
const FOLLOWS_FROM_ORDERS: [&str; 7] =
    ["line_status", "line_conversion", "customer_class", "class_change", "loss", "task", "alert"];

/// Takes customers out whom a file of orders made: their orders, voided by now, leave with them.
pub async fn take_out_customers(tx: &Tx, parties: Vec<party::Model>) -> Result<Vec<WholeRecord>, StoreError> {
    let ids: Vec<Uuid> = parties.iter().map(|row| row.id).collect();
    let mut orders: HashMap<Uuid, Vec<customer_order::Model>> = HashMap::new();
    let mut lines: HashMap<Uuid, Vec<order_line::Model>> = HashMap::new();
    for chunk in ids.chunks(5_000) {
        let theirs = || customer_order::Column::PartyId.is_in(chunk.iter().copied());
        let found = customer_order::Entity::find().filter(theirs()).all(tx.connection()).await?;
        let numbers: Vec<Uuid> = found.iter().map(|order| order.id).collect();
        for some in numbers.chunks(5_000) {
            let of_these = || order_line::Column::OrderId.is_in(some.iter().copied());
            for line in order_line::Entity::find().filter(of_these()).all(tx.connection()).await? {
                lines.entry(line.order_id).or_default().push(line);
            }
            order_line::Entity::delete_many().filter(of_these()).exec(tx.connection()).await?;
        }
        customer_order::Entity::delete_many().filter(theirs()).exec(tx.connection()).await?;
        found.into_iter().for_each(|order| orders.entry(order.party_id).or_default().push(order));
        for table in FOLLOWS_FROM_ORDERS {
            let of_these = Expr::col("party_id").is_in(chunk.iter().copied());
            let delete = Query::delete().from_table(Alias::new(table)).and_where(of_these).to_owned();
            tx.connection().execute(&delete).await?;
        }
    }
    let mut whole = take_out(tx, parties).await?;
    for record in &mut whole {
        record.orders = orders.remove(&record.party.id).unwrap_or_default();
        record.order_lines =
            record.orders.iter().flat_map(|order| lines.remove(&order.id).unwrap_or_default()).collect();
    }
    Ok(whole)
}

/// Takes records out of the tables and out of the search; answers them whole, in the order given.
pub async fn take_out(tx: &Tx, parties: Vec<party::Model>) -> Result<Vec<WholeRecord>, StoreError> {
    let ids: Vec<Uuid> = parties.iter().map(|row| row.id).collect();
    let positions: Vec<i64> = parties.iter().map(|row| row.seq).collect();
    let places: HashMap<Uuid, usize> = ids.iter().copied().zip(0..).collect();
    let mut whole: Vec<WholeRecord> = parties.into_iter().map(alone).collect();
    macro_rules! move_out {
        ($($table:ident into $field:ident),+ $(,)?) => {$(
            for chunk in ids.chunks(5_000) {
                let theirs = || $table::Column::PartyId.is_in(chunk.iter().copied());
                let rows = $table::Entity::find().filter(theirs()).all(tx.connection()).await?;
                for row in rows {
                    if let Some(place) = places.get(&row.party_id) {
                        whole[*place].$field.push(row);
                    }
                }
                $table::Entity::delete_many().filter(theirs()).exec(tx.connection()).await?;
            }
        )+};
    }
    move_out! {
        contact_point into contacts,
        address into addresses,
        party_tag into tags,
        evidence into evidence,
        assessment into assessments,
        party_change into changes,
        list_member into lists,
    }
    for chunk in ids.chunks(5_000) {
        let pairs = Condition::any()
            .add(duplicate_pair::Column::LeftId.is_in(chunk.iter().copied()))
            .add(duplicate_pair::Column::RightId.is_in(chunk.iter().copied()));
        duplicate_pair::Entity::delete_many().filter(pairs).exec(tx.connection()).await?;
        let theirs = party::Column::Id.is_in(chunk.iter().copied());
        party::Entity::delete_many().filter(theirs).exec(tx.connection()).await?;
    }
    dialect::delete_search_tokens(tx.connection(), &positions).await?;
    Ok(whole)
}

fn alone(party: party::Model) -> WholeRecord {
    WholeRecord {
        party,
        contacts: Vec::new(),
        addresses: Vec::new(),
        tags: Vec::new(),
        evidence: Vec::new(),
        assessments: Vec::new(),
        changes: Vec::new(),
        lists: Vec::new(),
        orders: Vec::new(),
        order_lines: Vec::new(),
    }
}
