//! What undoing a merge will do, worked out from what it left and what stands now. What was changed since is kept; what
//! cannot be put back is named.

use std::collections::{BTreeMap, HashMap, HashSet};

use store::entities::{activity, address, contact_point, list_member, party, party_link};
use uuid::Uuid;

use super::{
    cards::{Card, fields_of},
    kept::{Altered, MergeRecord},
};

/// What stands now, as far as the merge touched it.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    /// the merge; what has a later id came after it
    pub merge: Uuid,
    pub kept: party::Model,
    /// ids on the kept record, by table
    pub ids: BTreeMap<String, Vec<Uuid>>,
    pub contacts: Vec<contact_point::Model>,
    pub tags: Vec<String>,
    pub memberships: Vec<list_member::Model>,
    /// links at whose one end the kept record stands, and those that the merge altered
    pub links: HashMap<Uuid, party_link::Model>,
    /// contacts logged since, in force, oldest first
    pub since: Vec<activity::Model>,
    /// when somebody asked since not to be contacted
    pub suppressed_at: Option<i64>,
    /// records that were merged away since, with where they are now
    pub moved_on: HashMap<Uuid, Uuid>,
    /// holders who have left
    pub gone: HashSet<Uuid>,
}

/// A field that stays as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stays {
    pub field: String,
    pub before: Option<String>,
    pub now: Option<String>,
}

/// Something that cannot be put back as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    Contact {
        kind: String,
        value: String,
    },
    Address(String),
    Tag(String),
    List(Uuid),
    Link,
    /// an entry of this table is gone
    Entry(String),
    /// the holder has left
    Holder(Uuid),
}

/// Everything an undo changes.
#[derive(Clone, Debug)]
pub(super) struct Reversal {
    pub kept: party::Model,
    pub merged: party::Model,
    pub hand_back: BTreeMap<String, Vec<Uuid>>,
    pub contacts_changed: Vec<contact_point::Model>,
    pub contacts_new: Vec<contact_point::Model>,
    pub addresses_new: Vec<address::Model>,
    pub tags_of_kept: Vec<String>,
    pub tags_of_merged: Vec<String>,
    pub memberships_of_kept: Vec<list_member::Model>,
    pub memberships_of_merged: Vec<list_member::Model>,
    pub links_changed: Vec<party_link::Model>,
    pub links_new: Vec<party_link::Model>,
    /// rows added since, which stay with the kept record, by table
    pub stays: BTreeMap<String, usize>,
    pub changed: Vec<Stays>,
    pub lost: Vec<Lost>,
}

/// The value of before where nobody touched what the merge wrote, else what stands.
fn back<T: PartialEq + Clone>(before: &T, after: &T, now: &T) -> T {
    if now == after { before.clone() } else { now.clone() }
}

pub(super) fn reverse(record: &MergeRecord, now: &Standing) -> Reversal {
    let (mut lost, mut changed) = (Vec::new(), Vec::new());
    let hand_back = hand_back(record, now, &mut lost);
    let (contacts_changed, contacts_new) = contacts(record, now, &mut lost, &mut changed);
    let (links_changed, links_new) = links(record, now, &mut lost);
    let tag_is_there = |tag: &&String| now.tags.contains(tag);
    lost.extend(record.tags.iter().filter(|tag| !tag_is_there(tag)).cloned().map(Lost::Tag));
    let list_is_there = |row: &&list_member::Model| now.memberships.iter().any(|known| known.list_id == row.list_id);
    lost.extend(record.memberships.iter().filter(|row| !list_is_there(row)).map(|row| Lost::List(row.list_id)));
    let kept = kept_row(record, now, &mut lost, &mut changed);
    Reversal {
        merged: merged_row(record, now, &mut lost),
        kept,
        contacts_changed,
        contacts_new,
        addresses_new: record.addresses_dropped.clone(),
        tags_of_kept: now.tags.iter().filter(|tag| !record.tags_added.contains(tag)).cloned().collect(),
        tags_of_merged: record.tags.iter().filter(tag_is_there).cloned().collect(),
        memberships_of_kept: now
            .memberships
            .iter()
            .filter(|row| !record.memberships_added.contains(&row.list_id))
            .cloned()
            .collect(),
        memberships_of_merged: record.memberships.iter().filter(list_is_there).cloned().collect(),
        links_changed,
        links_new,
        stays: stays(record, now),
        hand_back,
        changed,
        lost,
    }
}

fn hand_back(record: &MergeRecord, now: &Standing, lost: &mut Vec<Lost>) -> BTreeMap<String, Vec<Uuid>> {
    let mut returned = BTreeMap::new();
    for (table, moved) in &record.moved {
        let here: HashSet<&Uuid> = now.ids.get(table).into_iter().flatten().collect();
        let (there, gone): (Vec<Uuid>, Vec<Uuid>) = moved.iter().partition(|id| here.contains(id));
        match table.as_str() {
            "contact_point" => {
                let named = record.contacts_moved.iter().filter(|contact| gone.contains(&contact.id));
                lost.extend(named.map(|c| Lost::Contact { kind: c.kind.clone(), value: c.value.clone() }));
            }
            "address" => {
                let named = record.addresses_moved.iter().filter(|address| gone.contains(&address.id));
                lost.extend(named.map(|address| Lost::Address(address.text.clone())));
            }
            _ => lost.extend(gone.iter().map(|_| Lost::Entry(table.clone()))),
        }
        returned.insert(table.clone(), there);
    }
    returned
}

fn contacts(
    record: &MergeRecord,
    now: &Standing,
    lost: &mut Vec<Lost>,
    changed: &mut Vec<Stays>,
) -> (Vec<contact_point::Model>, Vec<contact_point::Model>) {
    let on_kept = |id: Uuid| now.contacts.iter().find(|contact| contact.id == id);
    let moved: HashSet<Uuid> = record.moved("contact_point").iter().copied().collect();
    let mut put_back: BTreeMap<Uuid, contact_point::Model> = BTreeMap::new();
    for Altered { before, after } in &record.contacts_altered {
        let Some(stands) = on_kept(before.id) else { continue };
        let restored = contact_point::Model {
            is_primary: back(&before.is_primary, &after.is_primary, &stands.is_primary),
            valid: back(&before.valid, &after.valid, &stands.valid),
            do_not_contact: back(&before.do_not_contact, &after.do_not_contact, &stands.do_not_contact),
            label: back(&before.label, &after.label, &stands.label),
            party_id: before.party_id,
            ..stands.clone()
        };
        if restored != *before {
            let field = before.kind.clone();
            changed.push(Stays { field, before: None, now: Some(stands.value.clone()) });
        }
        if stands.is_primary && !after.is_primary && moved.contains(&before.id) {
            // it was made the first one since; with it gone, another of the kept record's comes first
            let next = now.contacts.iter().find(|c| c.kind == before.kind && !moved.contains(&c.id));
            if let Some(next) = next {
                put_back.entry(next.id).or_insert_with(|| next.clone()).is_primary = true;
            }
        }
        put_back.insert(restored.id, restored);
    }
    let mut new = Vec::new();
    for dropped in &record.contacts_dropped {
        // one number stood for both: what was learned of it since holds for both
        let same = now.contacts.iter().find(|c| c.kind == dropped.kind && c.value == dropped.value);
        let Some(same) = same else {
            lost.push(Lost::Contact { kind: dropped.kind.clone(), value: dropped.value.clone() });
            continue;
        };
        let after = record.contacts_altered.iter().find(|altered| altered.before.id == same.id);
        let stood = after.map_or(same, |altered| &altered.after);
        new.push(contact_point::Model {
            do_not_contact: dropped.do_not_contact || (same.do_not_contact && !stood.do_not_contact && after.is_some()),
            ..dropped.clone()
        });
    }
    (put_back.into_values().collect(), new)
}

fn links(
    record: &MergeRecord,
    now: &Standing,
    lost: &mut Vec<Lost>,
) -> (Vec<party_link::Model>, Vec<party_link::Model>) {
    let merged = record.merged.id;
    let mut put_back = Vec::new();
    for Altered { before, after } in &record.links_altered {
        let Some(stands) = now.links.get(&before.id) else {
            if before.organisation_id == merged || before.person_id == merged {
                lost.push(Lost::Link);
            }
            continue;
        };
        put_back.push(party_link::Model {
            organisation_id: back(&before.organisation_id, &after.organisation_id, &stands.organisation_id),
            person_id: back(&before.person_id, &after.person_id, &stands.person_id),
            position: back(&before.position, &after.position, &stands.position),
            roles: back(&before.roles, &after.roles, &stands.roles),
            influences: back(&before.influences, &after.influences, &stands.influences),
            ..stands.clone()
        });
    }
    let end = |id: Uuid| now.moved_on.get(&id).copied().unwrap_or(id);
    let again = record.links_dropped.iter().map(|link| party_link::Model {
        organisation_id: end(link.organisation_id),
        person_id: end(link.person_id),
        ..link.clone()
    });
    (put_back, again.collect())
}

fn stays(record: &MergeRecord, now: &Standing) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for (table, ids) in &now.ids {
        let moved: HashSet<&Uuid> = record.moved(table).iter().collect();
        let added =
            ids.iter().filter(|id| **id > now.merge && !moved.contains(id) && !record.consents_added.contains(id));
        counts.insert(table.clone(), added.count());
    }
    counts.insert("party_link".to_owned(), now.links.keys().filter(|id| **id > now.merge).count());
    counts
}

/// The kept record as it would stand without the merge: what the merge wrote is taken back where nobody wrote over it,
/// and what was logged since is counted on what was counted before.
fn kept_row(record: &MergeRecord, now: &Standing, lost: &mut Vec<Lost>, changed: &mut Vec<Stays>) -> party::Model {
    let Altered { before, after } = &record.kept;
    let stands = &now.kept;
    let (was, left, is) = (Card::of(before.clone()), Card::of(after.clone()), Card::of(stands.clone()));
    let mut card = is.clone();
    for field in fields_of(&[&was, &left, &is]) {
        let (old, written, text) = (was.text(&field), left.text(&field), is.text(&field));
        if text == written {
            if old != written {
                card.take(&field, &was);
            }
        } else {
            changed.push(Stays { field, before: old, now: text });
        }
    }
    let mut row = card.into_row();
    row.introducer_id = back(&before.introducer_id, &after.introducer_id, &stands.introducer_id);
    row.face = back(&before.face, &after.face, &stands.face);
    row.lost_at = back(&before.lost_at, &after.lost_at, &stands.lost_at);
    row.status = back(&before.status, &after.status, &stands.status);
    row.named_at = back(&before.named_at, &after.named_at, &stands.named_at);
    row.retry_at = back(&before.retry_at, &after.retry_at, &stands.retry_at);
    row.progress_at = back(&before.progress_at, &after.progress_at, &stands.progress_at);
    let wish = back(&before.do_not_contact_since, &after.do_not_contact_since, &stands.do_not_contact_since);
    row.do_not_contact_since = if stands.do_not_contact_since.is_some() { wish.or(now.suppressed_at) } else { wish };
    // what falls back to where it stood and rises again with it is no progress
    row.grade = before.grade.clone();
    row.intent = before.intent.clone();
    row.authority = before.authority.clone();
    row.contact_count = before.contact_count;
    row.two_way_count = before.two_way_count;
    row.unanswered = before.unanswered;
    row.last_contact_at = before.last_contact_at;
    row.last_two_way_at = before.last_two_way_at;
    row.first_reached_at = before.first_reached_at;
    row.first_met_at = before.first_met_at;
    row.last_met_at = before.last_met_at;
    row.screened_at = before.screened_at;
    row.screened_by = before.screened_by;
    row.won_at = before.won_at;
    for entry in &now.since {
        count_in(&mut row, entry);
    }
    if let Some(owner) = row.owner_id.filter(|owner| now.gone.contains(owner) && stands.owner_id != Some(*owner)) {
        lost.push(Lost::Holder(owner));
        leave_to_pool(&mut row);
    }
    row
}

/// A contact counted on the row, as logging it does.
fn count_in(row: &mut party::Model, entry: &activity::Model) {
    if entry.kind != "note" {
        row.contact_count += 1;
        row.last_contact_at = row.last_contact_at.max(Some(entry.at));
        if entry.two_way {
            row.last_two_way_at = row.last_two_way_at.max(entry.at);
            row.two_way_count += 1;
            row.unanswered = 0;
            row.first_reached_at.get_or_insert(entry.at);
        } else if entry.direction == "out" {
            row.unanswered += 1;
        }
        let met = matches!(entry.kind.as_str(), "visit" | "event") || entry.outcome.as_deref() == Some("met");
        if entry.two_way && met {
            row.first_met_at.get_or_insert(entry.at);
            row.last_met_at = row.last_met_at.max(Some(entry.at));
            row.progress_at = row.progress_at.max(Some(entry.at));
        }
    }
    if entry.bought {
        row.status = "customer".to_owned();
        row.won_at.get_or_insert(entry.at);
    }
}

fn merged_row(record: &MergeRecord, now: &Standing, lost: &mut Vec<Lost>) -> party::Model {
    let mut row = record.merged.clone();
    // the wish was the wish of one person, and nobody can say any more of which record
    row.do_not_contact_since = row.do_not_contact_since.or(now.suppressed_at);
    if let Some(owner) = row.owner_id.filter(|owner| now.gone.contains(owner)) {
        lost.push(Lost::Holder(owner));
        leave_to_pool(&mut row);
    }
    row
}

fn leave_to_pool(row: &mut party::Model) {
    row.owner_id = None;
    row.assigned_at = None;
    row.returns_at = None;
    row.pool_warned_at = None;
}
