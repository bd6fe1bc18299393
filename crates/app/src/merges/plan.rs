//! What a merge will do, worked out before anything is written.

use std::collections::{BTreeMap, HashMap};

use method::{
    Timestamp,
    contact_policy::{Channel, Consent},
    merging::{Candidate, MergeReason, MergeSide, Proposal, propose, withdrawals_to_renew},
};
use store::entities::{address, consent, contact_point, duplicate_pair, list_member, party, party_link};
use uuid::Uuid;

use super::{
    cards::{Card, combine, fields_of},
    kept::Altered,
};
use crate::AppError;
use method::Coded;

/// One of the two records with what belongs to it.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub card: Card,
    pub contacts: Vec<contact_point::Model>,
    pub addresses: Vec<address::Model>,
    pub tags: Vec<String>,
    pub memberships: Vec<list_member::Model>,
    /// links at whose one end it stands
    pub links: Vec<party_link::Model>,
    pub consents: Vec<consent::Model>,
    /// when a field was last changed
    pub written: HashMap<String, i64>,
}

impl Side {
    pub(super) fn row(&self) -> &party::Model {
        &self.card.row
    }

    fn written_at(&self, field: &str) -> Timestamp {
        self.written.get(field).copied().unwrap_or(self.row().created_at).into()
    }

    fn ledger(&self) -> Vec<Consent> {
        let entry = |row: &consent::Model| Consent {
            channel: row.channel.as_deref().and_then(Channel::from_code),
            given: row.given,
            at: row.at.into(),
        };
        self.consents.iter().map(entry).collect()
    }
}

/// A field on both sides and whose value is proposed.
#[derive(Clone, Debug)]
pub(super) struct FieldPlan {
    pub field: String,
    pub kept: Option<String>,
    pub merged: Option<String>,
    pub proposal: Proposal,
}

/// Everything a merge changes.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub fields: Vec<FieldPlan>,
    pub contacts_altered: Vec<Altered<contact_point::Model>>,
    pub contacts_dropped: Vec<contact_point::Model>,
    pub addresses_dropped: Vec<address::Model>,
    pub tags_added: Vec<String>,
    pub memberships_added: Vec<list_member::Model>,
    pub links_altered: Vec<Altered<party_link::Model>>,
    pub links_dropped: Vec<party_link::Model>,
    pub withdrawals: Vec<Channel>,
}

/// Compares two records. `around` are the links of organisations in which the merged person may be said to be
/// influenced.
pub(super) fn plan(kept: &Side, merged: &Side, around: &[party_link::Model]) -> Plan {
    let fields = fields_of(&[&kept.card, &merged.card]).into_iter().map(|field| field_plan(kept, merged, field));
    let (contacts_altered, contacts_dropped) = contacts(kept, merged);
    let (links_altered, links_dropped) = links(kept, merged, around);
    let same_address = |a: &address::Model, b: &address::Model| a.kind == b.kind && a.text == b.text;
    let on_list = |row: &list_member::Model| kept.memberships.iter().any(|known| known.list_id == row.list_id);
    let dropped = merged.addresses.iter().filter(|row| kept.addresses.iter().any(|known| same_address(known, row)));
    let joined = merged.memberships.iter().filter(|row| !on_list(row));
    Plan {
        fields: fields.collect(),
        contacts_altered,
        contacts_dropped,
        addresses_dropped: dropped.cloned().collect(),
        tags_added: merged.tags.iter().filter(|tag| !kept.tags.contains(tag)).cloned().collect(),
        memberships_added: joined.map(|row| list_member::Model { party_id: kept.row().id, ..row.clone() }).collect(),
        links_altered,
        links_dropped,
        withdrawals: withdrawals_to_renew(&kept.ledger(), &merged.ledger()),
    }
}

fn field_plan(kept: &Side, merged: &Side, field: String) -> FieldPlan {
    let (ours, theirs) = (kept.card.text(&field), merged.card.text(&field));
    let candidate = |side: &Side, text| Candidate { text, written_at: side.written_at(&field) };
    let mut proposal = propose(candidate(kept, ours.as_deref()), candidate(merged, theirs.as_deref()));
    // an id is not a text: none of these holds the other, and who looks after a record changes by assignment
    let by_id = matches!(field.as_str(), "owner" | "list");
    if by_id && !matches!(proposal.because, MergeReason::Alike | MergeReason::OnlyOne) {
        proposal = Proposal { side: MergeSide::Kept, because: MergeReason::Kept };
    }
    FieldPlan { proposal, kept: ours, merged: theirs, field }
}

/// Contact points that change, and those the kept record has already. A number that is refused or wrong on one record
/// is so on the other.
fn contacts(kept: &Side, merged: &Side) -> (Vec<Altered<contact_point::Model>>, Vec<contact_point::Model>) {
    let (mut altered, mut dropped) = (Vec::new(), Vec::new());
    for theirs in &merged.contacts {
        let same = kept.contacts.iter().find(|ours| ours.kind == theirs.kind && ours.value == theirs.value);
        if let Some(ours) = same {
            let after = contact_point::Model {
                do_not_contact: ours.do_not_contact || theirs.do_not_contact,
                valid: ours.valid && theirs.valid,
                label: ours.label.clone().or_else(|| theirs.label.clone()),
                ..ours.clone()
            };
            if after != *ours {
                altered.push(Altered { before: ours.clone(), after });
            }
            dropped.push(theirs.clone());
        } else if theirs.is_primary && kept.contacts.iter().any(|ours| ours.kind == theirs.kind && ours.is_primary) {
            let after = contact_point::Model { is_primary: false, party_id: kept.row().id, ..theirs.clone() };
            altered.push(Altered { before: theirs.clone(), after });
        }
    }
    (altered, dropped)
}

/// Links that get another end, and those between two that are linked already.
fn links(
    kept: &Side,
    merged: &Side,
    around: &[party_link::Model],
) -> (Vec<Altered<party_link::Model>>, Vec<party_link::Model>) {
    let (ours, theirs) = (kept.row().id, merged.row().id);
    let mut after: BTreeMap<Uuid, party_link::Model> = BTreeMap::new();
    let mut dropped: Vec<party_link::Model> = Vec::new();
    let re_ended = |link: &party_link::Model| {
        let end = |id: Uuid| if id == theirs { ours } else { id };
        party_link::Model { organisation_id: end(link.organisation_id), person_id: end(link.person_id), ..link.clone() }
    };
    for link in &merged.links {
        let moved = re_ended(link);
        let same = kept
            .links
            .iter()
            .find(|known| known.organisation_id == moved.organisation_id && known.person_id == moved.person_id);
        match same {
            Some(known) => {
                let both = after.entry(known.id).or_insert_with(|| known.clone());
                both.position = both.position.take().or(moved.position);
                both.roles = united(&both.roles, &moved.roles);
                both.influences = united(&both.influences, &moved.influences);
                dropped.push(link.clone());
            }
            None => {
                after.insert(link.id, moved);
            }
        }
    }
    // who influences the merged person influences the kept one
    let known = merged.links.iter().chain(&kept.links).chain(around);
    let before: BTreeMap<Uuid, &party_link::Model> = known.map(|link| (link.id, link)).collect();
    for (id, link) in &before {
        if !dropped.iter().any(|gone| gone.id == *id) {
            let now = after.entry(*id).or_insert_with(|| (*link).clone());
            now.influences = renamed(&now.influences, theirs, ours, now.person_id);
        }
    }
    let altered = after
        .into_iter()
        .filter_map(|(id, after)| Some(Altered { before: (*before.get(&id)?).clone(), after }))
        .filter(|link| link.before != link.after);
    (altered.collect(), dropped)
}

/// A list of codes or ids (JSON) with those of another added.
fn united(one: &str, other: &str) -> String {
    let mut all: Vec<serde_json::Value> = serde_json::from_str(one).unwrap_or_default();
    let more: Vec<serde_json::Value> = serde_json::from_str(other).unwrap_or_default();
    let new: Vec<serde_json::Value> = more.into_iter().filter(|value| !all.contains(value)).collect();
    if new.is_empty() {
        return one.to_owned();
    }
    all.extend(new);
    serde_json::to_string(&all).unwrap_or_else(|_| one.to_owned())
}

/// A list of ids (JSON) in which one stands for another; nobody influences themselves.
pub(super) fn renamed(ids: &str, from: Uuid, to: Uuid, own: Uuid) -> String {
    let known: Vec<Uuid> = serde_json::from_str(ids).unwrap_or_default();
    if !known.contains(&from) {
        return ids.to_owned();
    }
    let mut now: Vec<Uuid> = Vec::with_capacity(known.len());
    for id in known {
        let id = if id == from { to } else { id };
        if id != own && !now.contains(&id) {
            now.push(id);
        }
    }
    serde_json::to_string(&now).unwrap_or_else(|_| ids.to_owned())
}

impl Plan {
    /// Whose value each field keeps: what was chosen, else what is proposed.
    pub(super) fn decided(
        &self,
        chosen: &BTreeMap<String, MergeSide>,
    ) -> Result<BTreeMap<String, MergeSide>, AppError> {
        if let Some(unknown) = chosen.keys().find(|field| !self.fields.iter().any(|plan| plan.field == **field)) {
            let detail = "neither record has such a field";
            return Err(AppError::invalid(&format!("/choices/{unknown}"), "unknown", detail));
        }
        let side = |plan: &FieldPlan| chosen.get(&plan.field).copied().unwrap_or(plan.proposal.side);
        Ok(self.fields.iter().map(|plan| (plan.field.clone(), side(plan))).collect())
    }
}

/// The row of the kept record with the values decided on and everything that is counted over both.
pub(super) fn merged_row(kept: &Side, merged: &Side, decided: &BTreeMap<String, MergeSide>) -> party::Model {
    let mut card = kept.card.clone();
    for (field, side) in decided {
        if *side == MergeSide::Merged {
            card.take(field, &merged.card);
        }
    }
    let mut row = card.into_row();
    combine(&mut row, merged.row());
    if row.introducer_id == Some(merged.row().id) || row.introducer_id == Some(row.id) {
        // nobody introduces themselves
        row.introducer_id = None;
    }
    row
}

/// Pairs of the merged record as pairs of the kept one, where that has none with the same other yet. Somebody the merged
/// record is not, the kept one is not either.
pub(super) fn pairs_of_kept(
    kept: Uuid,
    merged: Uuid,
    known: &[duplicate_pair::Model],
    mut new_id: impl FnMut() -> Uuid,
) -> (Vec<duplicate_pair::Model>, Vec<duplicate_pair::Model>) {
    let with = |pair: &duplicate_pair::Model, id: Uuid| pair.left_id == id || pair.right_id == id;
    let other = |pair: &duplicate_pair::Model, id: Uuid| if pair.left_id == id { pair.right_id } else { pair.left_id };
    let dropped: Vec<duplicate_pair::Model> = known.iter().filter(|pair| with(pair, merged)).cloned().collect();
    let others: Vec<Uuid> = known.iter().filter(|pair| with(pair, kept)).map(|pair| other(pair, kept)).collect();
    let added = dropped.iter().filter_map(|pair| {
        let third = other(pair, merged);
        (third != kept && !others.contains(&third)).then(|| duplicate_pair::Model {
            id: new_id(),
            left_id: kept.min(third),
            right_id: kept.max(third),
            ..pair.clone()
        })
    });
    let added = added.collect();
    (dropped, added)
}
