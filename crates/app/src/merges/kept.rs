//! What a merge leaves behind, so that it can be undone: the rows as they were, and what went where.

use std::collections::BTreeMap;

use method::merging::MergeSide;
use serde::{Deserialize, Serialize};
use store::entities::{address, contact_point, duplicate_pair, list_member, party, party_link};
use uuid::Uuid;

/// A row before and after the merge.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Altered<Row> {
    pub before: Row,
    pub after: Row,
}

/// Kept with the merge as JSON. Columns that later versions add to a table are empty where they may be.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct MergeRecord {
    pub choices: BTreeMap<String, MergeSide>,
    /// the kept record before, and as the merge left it
    pub kept: Altered<party::Model>,
    /// the record that was merged away
    pub merged: party::Model,
    /// ids that changed hands, by table
    pub moved: BTreeMap<String, Vec<Uuid>>,
    pub import_rows: Vec<(Uuid, i64)>,
    /// whom the merged record introduced
    pub introduced: Vec<Uuid>,
    pub contacts_altered: Vec<Altered<contact_point::Model>>,
    /// all of the merged record's, those first that the kept one had already and that were dropped
    pub contacts_dropped: Vec<contact_point::Model>,
    pub contacts_moved: Vec<contact_point::Model>,
    pub addresses_dropped: Vec<address::Model>,
    pub addresses_moved: Vec<address::Model>,
    pub tags: Vec<String>,
    pub tags_added: Vec<String>,
    pub memberships: Vec<list_member::Model>,
    pub memberships_added: Vec<Uuid>,
    pub links_altered: Vec<Altered<party_link::Model>>,
    pub links_dropped: Vec<party_link::Model>,
    /// withdrawals renewed, so that they survive
    pub consents_added: Vec<Uuid>,
    pub pairs_dropped: Vec<duplicate_pair::Model>,
    pub pairs_added: Vec<Uuid>,
}

impl MergeRecord {
    pub(super) fn moved(&self, table: &str) -> &[Uuid] {
        self.moved.get(table).map(Vec::as_slice).unwrap_or_default()
    }
}
