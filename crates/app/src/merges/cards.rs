//! The fields of a card by name: read as text to compare, carried from one record to the other.

use std::collections::{BTreeMap, BTreeSet};

use store::entities::party;

use crate::parties::facts::{self, Facts};

/// Fields besides the facts, in the order in which people should see them.
pub(super) const COLUMNS: [&str; 12] = [
    "name",
    "owner",
    "disposition",
    "market",
    "method",
    "relation_group",
    "introducer",
    "list",
    "city",
    "identity_number",
    "external_id",
    "time_zone",
];

/// A row with its facts taken apart.
#[derive(Clone, Debug)]
pub(super) struct Card {
    pub row: party::Model,
    facts: Facts,
    custom: BTreeMap<String, String>,
}

impl Card {
    pub(super) fn of(row: party::Model) -> Self {
        Self { facts: facts::read(&row), custom: facts::custom(&row), row }
    }

    /// The row with the facts put together again; one that no fact was changed on stays as it was written.
    pub(super) fn into_row(self) -> party::Model {
        let mut row = self.row;
        if self.facts != facts::read(&row) {
            facts::write(&mut row, self.facts);
        }
        if self.custom != facts::custom(&row) {
            row.custom = serde_json::to_string(&self.custom).unwrap_or_else(|_| "{}".to_owned());
        }
        row
    }

    /// What a field says; none where nothing is known.
    pub(super) fn text(&self, field: &str) -> Option<String> {
        let row = &self.row;
        match field {
            "name" => Some(row.name.clone()),
            "owner" => row.owner_id.map(|id| id.to_string()),
            "disposition" => Some(row.disposition.clone()),
            "market" => row.market.clone(),
            "method" => row.method.clone(),
            "relation_group" => row.relation_group.clone(),
            "introducer" => row.introducer_name.clone(),
            "list" => row.list_id.map(|id| id.to_string()),
            "city" => row.city.clone(),
            "identity_number" => row.identity_number.clone(),
            "external_id" => row.external_id.clone(),
            "time_zone" => row.time_zone.clone(),
            other => match other.strip_prefix("custom.") {
                Some(key) => self.custom.get(key).cloned(),
                None => self.facts.get(other).cloned(),
            },
        }
    }

    /// Takes a field over from another card, with what hangs on it.
    pub(super) fn take(&mut self, field: &str, other: &Self) {
        let (row, from) = (&mut self.row, &other.row);
        match field {
            "name" => {
                row.name = from.name.clone();
                row.name_key = from.name_key.clone();
            }
            "owner" => {
                row.owner_id = from.owner_id;
                row.team_id = from.team_id;
                row.assigned_at = from.assigned_at;
                row.pool_warned_at = from.pool_warned_at;
            }
            "disposition" => {
                row.disposition = from.disposition.clone();
                row.decision = from.decision.clone();
                row.reopen_at = from.reopen_at;
            }
            "market" => row.market = from.market.clone(),
            "method" => row.method = from.method.clone(),
            "relation_group" => row.relation_group = from.relation_group.clone(),
            "introducer" => {
                row.introducer_id = from.introducer_id;
                row.introducer_name = from.introducer_name.clone();
            }
            "list" => row.list_id = from.list_id,
            "city" => row.city = from.city.clone(),
            "identity_number" => row.identity_number = from.identity_number.clone(),
            "external_id" => row.external_id = from.external_id.clone(),
            "time_zone" => row.time_zone = from.time_zone.clone(),
            other_field => match other_field.strip_prefix("custom.") {
                Some(key) => carry(&mut self.custom, &other.custom, key),
                None => carry(&mut self.facts, &other.facts, other_field),
            },
        }
    }
}

fn carry(to: &mut BTreeMap<String, String>, from: &BTreeMap<String, String>, key: &str) {
    match from.get(key) {
        Some(value) => to.insert(key.to_owned(), value.clone()),
        None => to.remove(key),
    };
}

/// Every field that one of the cards fills.
pub(super) fn fields_of(cards: &[&Card]) -> Vec<String> {
    let columns = COLUMNS.iter().filter(|field| cards.iter().any(|card| card.text(field).is_some()));
    let mut fields: Vec<String> = columns.map(|field| (*field).to_owned()).collect();
    let facts: BTreeSet<&String> = cards.iter().flat_map(|card| card.facts.keys()).collect();
    let in_order = facts::FACT_KEYS.iter().filter(|key| facts.iter().any(|known| known == *key));
    fields.extend(in_order.map(|key| (*key).to_owned()));
    let custom: BTreeSet<&String> = cards.iter().flat_map(|card| card.custom.keys()).collect();
    fields.extend(custom.into_iter().map(|key| format!("custom.{key}")));
    fields
}

/// The stronger standing of two: a customer is not made a prospect again.
fn stronger(kept: &str, merged: &str) -> String {
    let rank = |status: &str| match status {
        "customer" => 2,
        "prospect" => 1,
        _ => 0,
    };
    if rank(merged) > rank(kept) { merged } else { kept }.to_owned()
}

/// What is counted over the contacts of both: sums, the first and the last; what hangs on the last contact is that of the
/// record contacted last. A wish not to be contacted survives.
pub(super) fn combine(row: &mut party::Model, merged: &party::Model) {
    let earlier = |a: Option<i64>, b: Option<i64>| [a, b].into_iter().flatten().min();
    row.status = stronger(&row.status, &merged.status);
    if merged.last_contact_at > row.last_contact_at {
        row.unanswered = merged.unanswered;
        row.retry_at = merged.retry_at;
        row.named_at = merged.named_at.or(row.named_at);
    } else {
        row.named_at = row.named_at.or(merged.named_at);
    }
    row.contact_count = row.contact_count.saturating_add(merged.contact_count);
    row.two_way_count = row.two_way_count.saturating_add(merged.two_way_count);
    row.last_contact_at = row.last_contact_at.max(merged.last_contact_at);
    row.last_two_way_at = row.last_two_way_at.max(merged.last_two_way_at);
    row.first_reached_at = earlier(row.first_reached_at, merged.first_reached_at);
    row.first_met_at = earlier(row.first_met_at, merged.first_met_at);
    row.won_at = earlier(row.won_at, merged.won_at);
    row.progress_at = row.progress_at.max(merged.progress_at);
    row.last_met_at = row.last_met_at.max(merged.last_met_at);
    row.lost_at = row.lost_at.max(merged.lost_at);
    row.face = row.face.take().or_else(|| merged.face.clone());
    if merged.screened_at.is_some_and(|at| row.screened_at.is_none_or(|own| at < own)) {
        row.screened_at = merged.screened_at;
        row.screened_by = merged.screened_by;
    }
    row.do_not_contact_since = earlier(row.do_not_contact_since, merged.do_not_contact_since);
}
