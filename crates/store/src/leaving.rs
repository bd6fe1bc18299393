//! Records that an undone import takes out of use: they leave the tables whole, and what is kept of them is one text.
//!
//! As with a merged record (`merges.rs`), a list, a search, a count or a rule cannot meet what is not there, and none of them has to
//! know about it. Only records that nobody has touched leave in this way, so the tables named here are all they have.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx, dialect,
    entities::{
        address, assessment, contact_point, duplicate_pair, evidence, list_member, party, party_change, party_tag,
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
    }
}
