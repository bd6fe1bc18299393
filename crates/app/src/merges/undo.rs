//! Undoing a merge: what it will do is told first, and done in one transaction.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};
use store::{
    Tx,
    entities::{activity, consent, list_member, party, party_merge},
    merges::BELONGINGS,
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    apply::UNDONE,
    cards::Card,
    kept::MergeRecord,
    reversal::{Lost, Reversal, Standing, reverse},
    views::{NotPutBack, Shown, StaysChanged, UndoPlanView, masked, tallies},
};
use crate::{Actor, App, AppError, NameRef, Right, app::user_ref, parties::PartyRecord};

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UndoMerge {
    /// version of the kept record for which the preview was read
    pub version: i32,
}

/// A merge that was undone.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Undone {
    /// the record that is back
    pub restored: PartyRecord,
    /// what was changed since and stayed
    pub changed: Vec<StaysChanged>,
    /// what could not be restored
    pub lost: Vec<NotPutBack>,
}

impl App {
    /// What undoing a merge would do. Refused where a later merge stands on it.
    pub async fn undo_plan(&self, actor: &Actor, merge: Uuid) -> Result<UndoPlanView, AppError> {
        actor.require(Right::ReviewDuplicates)?;
        let found = store::merges::find(&self.store, merge).await?.ok_or(AppError::NotFound("merge"))?;
        let record: MergeRecord = serde_json::from_str(&found.record)?;
        if !actor.reaches(record.merged.owner_id, record.merged.team_id) {
            return Err(AppError::NotFound("merge"));
        }
        self.refuse_if_built_upon(&self.store, &found).await?;
        let kept = self.party_seen(&self.store, actor, found.kept_id).await?;
        let standing = self.standing(&self.store, &found, &record, kept).await?;
        let reversal = reverse(&record, &standing);
        let (shown, names) = (self.shown().await?, self.user_names().await?);
        let returned: BTreeMap<&str, usize> =
            reversal.hand_back.iter().map(|(table, ids)| (table.as_str(), ids.len())).collect();
        Ok(UndoPlanView {
            id: found.id,
            kept: NameRef { id: standing.kept.id, name: standing.kept.name.clone() },
            merged: NameRef { id: found.merged_id, name: found.merged_name },
            at: found.at.into(),
            by: user_ref(&names, found.by),
            version: standing.kept.version,
            returns: tallies(returned),
            stays: tallies(reversal.stays.iter().map(|(table, count)| (table.as_str(), *count))),
            changed: changed_view(&reversal, &shown),
            lost: lost_view(&reversal, &shown),
        })
    }

    /// Brings a merged record back. What was changed since is kept, and what could not be restored is answered.
    pub async fn undo_merge(&self, actor: &Actor, merge: Uuid, asked: UndoMerge) -> Result<Undone, AppError> {
        actor.require(Right::ReviewDuplicates)?;
        let tx = self.store.begin().await?;
        let found = store::merges::find(&tx, merge).await?.ok_or(AppError::NotFound("merge"))?;
        store::parties::find_held(&tx, found.kept_id).await?;
        // read again: somebody may have undone it while this waited
        let found = store::merges::find(&tx, merge).await?.ok_or(AppError::NotFound("merge"))?;
        let record: MergeRecord = serde_json::from_str(&found.record)?;
        if !actor.reaches(record.merged.owner_id, record.merged.team_id) {
            return Err(AppError::NotFound("merge"));
        }
        self.refuse_if_built_upon(&tx, &found).await?;
        let kept = self.party_disposed(&tx, actor, found.kept_id).await?;
        if !actor.may_edit(record.merged.owner_id, record.merged.team_id) {
            return Err(AppError::Forbidden);
        }
        if kept.version != asked.version {
            return Err(AppError::ChangedMeanwhile);
        }
        let standing = self.standing(&tx, &found, &record, kept).await?;
        let reversal = reverse(&record, &standing);
        let (merged_id, shown) = (found.merged_id, self.shown().await?);
        let (changed, lost) = (changed_view(&reversal, &shown), lost_view(&reversal, &shown));
        self.write_undo(&tx, actor, found, &record, &standing, reversal).await?;
        tx.commit().await?;
        Ok(Undone { restored: self.party(actor, merged_id).await?, changed, lost })
    }

    /// Merges are undone in the opposite order: the last first.
    async fn refuse_if_built_upon(&self, db: &impl store::Db, merge: &party_merge::Model) -> Result<(), AppError> {
        if merge.undone_at.is_some() {
            return Err(AppError::conflict("already_undone", "this merge was undone already"));
        }
        let refused = |code: &'static str, detail: &str, later: &party_merge::Model| AppError::Conflict {
            code,
            detail: detail.to_owned(),
            params: serde_json::json!({ "merge": later.id, "party": later.kept_id, "name": later.merged_name }),
        };
        if let Some(on) = store::merges::in_force(db, merge.kept_id).await? {
            let detail = "the kept record was itself merged into another; undo that merge first";
            return Err(refused("merged_on", detail, &on));
        }
        let later = store::merges::into_party(db, merge.kept_id).await?;
        let later = later.into_iter().find(|other| other.undone_at.is_none() && other.id > merge.id);
        match later {
            Some(other) => {
                Err(refused("later_merge", "another record was merged into this one since; undo that first", &other))
            }
            None => Ok(()),
        }
    }

    async fn standing(
        &self,
        db: &impl store::Db,
        merge: &party_merge::Model,
        record: &MergeRecord,
        kept: party::Model,
    ) -> Result<Standing, AppError> {
        let id = kept.id;
        let mut ids = BTreeMap::new();
        for table in BELONGINGS {
            ids.insert(table.to_owned(), store::merges::belongings(db, table, id).await?);
        }
        let mut links: HashMap<Uuid, _> =
            store::merges::links(db, id).await?.into_iter().map(|link| (link.id, link)).collect();
        for altered in &record.links_altered {
            if let Some(link) = store::parties::link(db, altered.before.id).await? {
                links.insert(link.id, link);
            }
        }
        let mut moved_on = HashMap::new();
        for end in record.links_dropped.iter().flat_map(|link| [link.organisation_id, link.person_id]) {
            if end != merge.merged_id
                && let Some(at) = self.final_party(db, end).await?
            {
                moved_on.insert(end, at);
            }
        }
        let moved: HashSet<&Uuid> = record.moved("activity").iter().collect();
        let mut since: Vec<activity::Model> = store::timeline::activities_since(db, &[id], i64::MIN).await?;
        since.retain(|entry| entry.id > merge.id && !moved.contains(&entry.id));
        since.sort_by_key(|entry| entry.id);
        let wishes = store::timeline::consents_of(db, &[id]).await?;
        Ok(Standing {
            merge: merge.id,
            contacts: store::parties::contacts(db, &[id]).await?,
            tags: store::parties::tags(db, &[id]).await?.into_iter().map(|tag| tag.tag).collect(),
            memberships: store::merges::memberships(db, id).await?,
            suppressed_at: self.suppressed_since(merge.id, &since, &wishes).await?,
            gone: self.holders_gone(record, &kept).await?,
            ids,
            kept,
            links,
            since,
            moved_on,
        })
    }

    /// When somebody asked, after the merge, not to be contacted.
    async fn suppressed_since(
        &self,
        merge: Uuid,
        since: &[activity::Model],
        wishes: &[consent::Model],
    ) -> Result<Option<i64>, AppError> {
        let settings = self.settings().await?;
        let suppresses = |entry: &&activity::Model| {
            let outcome = entry.outcome.as_deref().and_then(|code| settings.method.outcomes.find(code));
            outcome.is_some_and(|outcome| outcome.leads_to == method::appointments::outcomes::LeadsTo::Suppression)
        };
        let logged = since.iter().filter(suppresses).map(|entry| entry.at);
        let told = wishes.iter().filter(|wish| wish.id > merge && wish.channel.is_none() && !wish.given);
        Ok(logged.chain(told.map(|wish| wish.at)).min())
    }

    /// Of those who would hold one of the records again, who has left.
    async fn holders_gone(&self, record: &MergeRecord, kept: &party::Model) -> Result<HashSet<Uuid>, AppError> {
        let holders = [record.merged.owner_id, record.kept.before.owner_id].into_iter().flatten();
        let mut gone = HashSet::new();
        for holder in holders.filter(|holder| kept.owner_id != Some(*holder)) {
            let user = store::people::user(&self.store, holder).await?;
            if user.is_none_or(|user| !user.active) {
                gone.insert(holder);
            }
        }
        Ok(gone)
    }

    async fn write_undo(
        &self,
        tx: &Tx,
        actor: &Actor,
        mut merge: party_merge::Model,
        record: &MergeRecord,
        standing: &Standing,
        reversal: Reversal,
    ) -> Result<(), AppError> {
        let (from, to) = (merge.kept_id, merge.merged_id);
        let untouched = reversal.changed.is_empty() && reversal.lost.is_empty() && standing.since.is_empty();
        store::merges::bring_back(tx, reversal.merged.clone()).await?;
        self.hand_back(tx, &reversal, record, from, to).await?;
        for link in &reversal.links_changed {
            store::parties::update_link(tx, link.clone()).await?;
        }
        store::parties::insert_links(tx, reversal.links_new).await?;
        store::parties::replace_tags(tx, from, &reversal.tags_of_kept).await?;
        store::parties::replace_tags(tx, to, &reversal.tags_of_merged).await?;
        store::merges::replace_memberships(tx, from, reversal.memberships_of_kept).await?;
        let memberships: Vec<list_member::Model> = reversal.memberships_of_merged;
        store::merges::replace_memberships(tx, to, memberships).await?;
        store::timeline::retract_consents(tx, &record.consents_added, self.now_ms()).await?;
        self.hand_back_pairs(tx, record).await?;
        let mut changes =
            self.field_changes(actor, &Card::of(standing.kept.clone()), &Card::of(reversal.kept.clone()), UNDONE);
        for (party, name, other) in [(from, &merge.merged_name, to), (to, &standing.kept.name, from)] {
            let mut change = self.change(actor, party, UNDONE, "party", None);
            change.before = Some(name.clone());
            change.after = Some(other.to_string());
            changes.push(change);
        }
        store::timeline::insert_changes(tx, changes).await?;
        self.follow_lines(tx, &[from, to]).await?;
        let (kept, _) = self.reassess(tx, actor, &standing.kept, reversal.kept).await?;
        self.reindex(tx, &kept).await?;
        let back = store::parties::find(tx, to).await?.ok_or(AppError::NotFound("party"))?;
        self.reindex(tx, &back).await?;
        if !untouched {
            let (back, _) = self.reassess(tx, actor, &back, back.clone()).await?;
            self.reindex(tx, &back).await?;
        }
        merge.undone_at = Some(self.now_ms());
        merge.undone_by = actor.id();
        let id = merge.id;
        store::merges::update(tx, merge).await?;
        for (party, other) in [(from, to), (to, from)] {
            let detail = serde_json::json!({ "merge": id, "other": other });
            self.audit(tx, actor, "merge_undone", ("party", &party.to_string()), detail).await?;
        }
        Ok(())
    }

    async fn hand_back(
        &self,
        tx: &Tx,
        reversal: &Reversal,
        record: &MergeRecord,
        from: Uuid,
        to: Uuid,
    ) -> Result<(), AppError> {
        for (table, ids) in &reversal.hand_back {
            store::merges::hand_over(tx, table, ids, from, to).await?;
        }
        for contact in &reversal.contacts_changed {
            store::parties::update_contact(tx, contact.clone()).await?;
        }
        store::parties::insert_contacts(tx, reversal.contacts_new.clone()).await?;
        store::parties::insert_addresses(tx, reversal.addresses_new.clone()).await?;
        store::merges::hand_over_import_rows(tx, &record.import_rows, from, to).await?;
        Ok(store::merges::introduce(tx, &record.introduced, from, to).await?)
    }

    /// Puts the pairs back that the merge took, but for those that were found again meanwhile.
    async fn hand_back_pairs(&self, tx: &Tx, record: &MergeRecord) -> Result<(), AppError> {
        store::duplicates::delete(tx, &record.pairs_added).await?;
        let known = store::duplicates::pairs_of(tx, &[record.merged.id]).await?;
        let again = record
            .pairs_dropped
            .iter()
            .filter(|pair| !known.iter().any(|other| (other.left_id, other.right_id) == (pair.left_id, pair.right_id)));
        Ok(store::duplicates::insert(tx, again.cloned().collect()).await?)
    }
}

fn changed_view(reversal: &Reversal, shown: &Shown) -> Vec<StaysChanged> {
    let view = |stays: &super::reversal::Stays| {
        let text = |value: &Option<String>| match stays.field.as_str() {
            "phone" | "email" | "wechat" | "other" => value.as_deref().map(|value| masked(&stays.field, value)),
            field => shown.field(field, value.clone()),
        };
        StaysChanged { field: stays.field.clone(), before: text(&stays.before), now: text(&stays.now) }
    };
    reversal.changed.iter().map(view).collect()
}

fn lost_view(reversal: &Reversal, shown: &Shown) -> Vec<NotPutBack> {
    let of = |what: &str, name: Option<String>| NotPutBack { what: what.to_owned(), name };
    let view = |lost: &Lost| match lost {
        Lost::Contact { kind, value } => of("contact_point", Some(masked(kind, value))),
        Lost::Address(text) => of("address", Some(text.clone())),
        Lost::Tag(tag) => of("tag", Some(tag.clone())),
        Lost::List(list) => of("list", shown.field("list", Some(list.to_string()))),
        Lost::Link => of("party_link", None),
        Lost::Entry(table) => of(table, None),
        Lost::Holder(user) => of("owner", shown.field("owner", Some(user.to_string()))),
    };
    reversal.lost.iter().map(view).collect()
}
