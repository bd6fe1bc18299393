//! Merging: everything the plan says, in one transaction.

use std::collections::{BTreeMap, HashMap};

use method::{Coded, merging::MergeSide};
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    entities::{consent, duplicate_pair, party, party_change, party_link, party_merge, party_tag},
    merges::BELONGINGS,
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    cards::Card,
    kept::{Altered, MergeRecord},
    plan::{Plan, Side, merged_row, pairs_of_kept, plan},
};
use crate::{Actor, App, AppError, Right, parties::PartyRecord, parties::summary::masked_text};

/// The change that a merge leaves on the timeline of the kept record.
pub(crate) const MERGED: &str = "merge";
/// The change that undoing one leaves.
pub(crate) const UNDONE: &str = "unmerge";

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeParties {
    /// the record that is kept
    pub keep: Uuid,
    /// the record that is brought into it
    pub merge: Uuid,
    /// the versions that were read; a newer one in between refuses the merge
    pub keep_version: i32,
    pub merge_version: i32,
    /// whose value of a field is kept, where not the proposed one
    #[serde(default)]
    pub choices: BTreeMap<String, MergeSide>,
}

/// A merge that was done.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Merged {
    /// of the merge, by which it can be undone
    pub id: Uuid,
    pub party: PartyRecord,
}

impl App {
    /// Brings one record into another. Everything that belongs to the merged one changes hands; it is itself kept with
    /// the merge, and whoever opens it is led to the kept one.
    pub async fn merge_parties(&self, actor: &Actor, asked: MergeParties) -> Result<Merged, AppError> {
        actor.require(Right::ReviewDuplicates)?;
        if asked.keep == asked.merge {
            return Err(AppError::invalid("/merge", "the_same", "name two records"));
        }
        let tx = self.store.begin().await?;
        // in one order for everybody, so that two who merge the same pair wait for each other rather than both
        for id in [asked.keep.min(asked.merge), asked.keep.max(asked.merge)] {
            store::parties::find_held(&tx, id).await?;
        }
        let keep = self.party_disposed(&tx, actor, asked.keep).await?;
        let merge = self.party_disposed(&tx, actor, asked.merge).await?;
        if keep.kind != merge.kind {
            return Err(AppError::conflict("different_kinds", "a person and an organisation cannot be one record"));
        }
        if keep.version != asked.keep_version || merge.version != asked.merge_version {
            return Err(AppError::ChangedMeanwhile);
        }
        let (kept, merged) = (self.merge_side(&tx, keep).await?, self.merge_side(&tx, merge).await?);
        let around = self.links_around(&tx, &merged).await?;
        let plan = plan(&kept, &merged, &around);
        let decided = plan.decided(&asked.choices)?;
        owner_stays_somebody(actor, &kept, &merged, &decided)?;
        let id = self.new_id();
        self.write_merge(&tx, actor, id, &kept, &merged, plan, decided).await?;
        tx.commit().await?;
        Ok(Merged { id, party: self.party(actor, asked.keep).await? })
    }

    /// A record with everything that a merge looks at.
    pub(super) async fn merge_side(&self, db: &impl store::Db, row: party::Model) -> Result<Side, AppError> {
        let id = row.id;
        let mut written: HashMap<String, i64> = HashMap::new();
        for kind in ["fact", "disposition", "assignment"] {
            for change in store::timeline::changes_of_kind(db, &[id], kind).await? {
                let field = if kind == "assignment" { "owner".to_owned() } else { change.field };
                written.insert(field, change.at);
            }
        }
        Ok(Side {
            card: Card::of(row),
            contacts: store::parties::contacts(db, &[id]).await?,
            addresses: store::parties::addresses(db, &[id]).await?,
            tags: store::parties::tags(db, &[id]).await?.into_iter().map(|tag| tag.tag).collect(),
            memberships: store::merges::memberships(db, id).await?,
            links: store::merges::links(db, id).await?,
            consents: store::timeline::consents_of(db, &[id]).await?,
            written,
        })
    }

    /// The links of the organisations to which the merged person belongs: one of them may name the person as influenced.
    pub(super) async fn links_around(
        &self,
        db: &impl store::Db,
        merged: &Side,
    ) -> Result<Vec<party_link::Model>, AppError> {
        let own = merged.row().id;
        let organisations: Vec<Uuid> =
            merged.links.iter().map(|link| link.organisation_id).filter(|id| *id != own).collect();
        Ok(store::parties::people_of_many(db, &organisations).await?)
    }

    #[expect(clippy::too_many_arguments, reason = "both records, what is planned and what is decided")]
    async fn write_merge(
        &self,
        tx: &Tx,
        actor: &Actor,
        id: Uuid,
        kept: &Side,
        merged: &Side,
        plan: Plan,
        decided: BTreeMap<String, MergeSide>,
    ) -> Result<(), AppError> {
        let (to, from) = (kept.row().id, merged.row().id);
        let row = merged_row(kept, merged, &decided);
        let moved = self.hand_over_belongings(tx, &plan, from, to).await?;
        let import_rows = store::merges::import_rows(tx, from).await?;
        store::merges::hand_over_import_rows(tx, &import_rows, from, to).await?;
        let mut introduced = store::merges::introduced(tx, from).await?;
        introduced.retain(|id| *id != to);
        store::merges::introduce(tx, &introduced, from, to).await?;
        let tags = plan.tags_added.iter().map(|tag| party_tag::Model { party_id: to, tag: tag.clone() });
        store::parties::insert_tags(tx, tags.collect()).await?;
        store::merges::delete_tags(tx, from).await?;
        store::merges::replace_memberships(tx, from, Vec::new()).await?;
        store::lists::insert_members(tx, plan.memberships_added.clone()).await?;
        store::segments::hand_over_members(tx, from, to).await?;
        for link in &plan.links_dropped {
            store::parties::delete_link(tx, link.id).await?;
        }
        for link in &plan.links_altered {
            store::parties::update_link(tx, link.after.clone()).await?;
        }
        let consents = self.renewed_withdrawals(actor, to, &plan);
        let consents_added = consents.iter().map(|row| row.id).collect();
        store::timeline::insert_consents(tx, consents).await?;
        let (pairs_dropped, pairs_added) = self.hand_over_pairs(tx, to, from).await?;
        let changes = self.changes_of_merge(actor, id, kept, merged, &row);
        let fields: Vec<String> =
            changes.iter().filter(|change| change.kind == "fact").map(|change| change.field.clone()).collect();
        store::timeline::insert_changes(tx, changes).await?;
        store::merges::take_out(tx, merged.row()).await?;
        self.follow_lines(tx, &[from, to]).await?;
        let (after, _) = self.reassess(tx, actor, kept.row(), row).await?;
        self.reindex(tx, &after).await?;
        let record = MergeRecord {
            choices: decided,
            kept: Altered { before: kept.row().clone(), after },
            merged: merged.row().clone(),
            moved,
            import_rows,
            introduced,
            contacts_altered: plan.contacts_altered,
            contacts_moved: without(&merged.contacts, &plan.contacts_dropped),
            contacts_dropped: plan.contacts_dropped,
            addresses_moved: without(&merged.addresses, &plan.addresses_dropped),
            addresses_dropped: plan.addresses_dropped,
            tags: merged.tags.clone(),
            tags_added: plan.tags_added,
            memberships: merged.memberships.clone(),
            memberships_added: plan.memberships_added.iter().map(|row| row.list_id).collect(),
            links_altered: plan.links_altered,
            links_dropped: plan.links_dropped,
            consents_added,
            pairs_dropped,
            pairs_added,
        };
        let merge = party_merge::Model {
            id,
            kept_id: to,
            merged_id: from,
            merged_name: merged.row().name.clone(),
            record: serde_json::to_string(&record)?,
            at: self.now_ms(),
            by: actor.id(),
            undone_by: None,
            undone_at: None,
        };
        store::merges::insert(tx, merge).await?;
        let detail = serde_json::json!({ "merge": id, "merged": from, "fields": fields });
        self.audit(tx, actor, "party_merged", ("party", &to.to_string()), detail).await?;
        let detail = serde_json::json!({ "merge": id, "into": to });
        self.audit(tx, actor, "party_merged_away", ("party", &from.to_string()), detail).await
    }

    /// Hands over all rows that belong to the merged record, but for those the kept one has already.
    async fn hand_over_belongings(
        &self,
        tx: &Tx,
        plan: &Plan,
        from: Uuid,
        to: Uuid,
    ) -> Result<BTreeMap<String, Vec<Uuid>>, AppError> {
        for contact in &plan.contacts_dropped {
            store::parties::delete_contact(tx, contact.id).await?;
        }
        for address in &plan.addresses_dropped {
            store::parties::delete_address(tx, from, address.id).await?;
        }
        let mut moved = BTreeMap::new();
        for table in BELONGINGS {
            let ids = store::merges::belongings(tx, table, from).await?;
            store::merges::hand_over(tx, table, &ids, from, to).await?;
            if !ids.is_empty() {
                moved.insert(table.to_owned(), ids);
            }
        }
        for contact in &plan.contacts_altered {
            store::parties::update_contact(tx, contact.after.clone()).await?;
        }
        Ok(moved)
    }

    async fn hand_over_pairs(
        &self,
        tx: &Tx,
        kept: Uuid,
        merged: Uuid,
    ) -> Result<(Vec<duplicate_pair::Model>, Vec<Uuid>), AppError> {
        let known = store::duplicates::pairs_of(tx, &[kept, merged]).await?;
        let (dropped, added) = pairs_of_kept(kept, merged, &known, || self.new_id());
        let gone: Vec<Uuid> = dropped.iter().map(|pair| pair.id).collect();
        store::duplicates::delete(tx, &gone).await?;
        let new = added.iter().map(|pair| pair.id).collect();
        store::duplicates::insert(tx, added).await?;
        Ok((dropped, new))
    }

    fn renewed_withdrawals(&self, actor: &Actor, party: Uuid, plan: &Plan) -> Vec<consent::Model> {
        let renewed = plan.withdrawals.iter().map(|channel| consent::Model {
            id: self.new_id(),
            party_id: party,
            channel: Some(channel.code().to_owned()),
            given: false,
            source: method::contact_policy::ConsentSource::Merged.code().to_owned(),
            note: String::new(),
            at: self.now_ms(),
            created_at: self.now_ms(),
            by: actor.id(),
            activity_id: None,
            retracted_at: None,
        });
        renewed.collect()
    }

    /// One row for the merge itself, one for each field that it changed on the kept record.
    fn changes_of_merge(
        &self,
        actor: &Actor,
        merge: Uuid,
        kept: &Side,
        merged: &Side,
        row: &party::Model,
    ) -> Vec<party_change::Model> {
        let mut changes = vec![self.change(actor, row.id, MERGED, "party", None)];
        changes[0].before = Some(merged.row().name.clone());
        changes[0].after = Some(merge.to_string());
        changes.extend(self.field_changes(actor, &kept.card, &Card::of(row.clone()), MERGED));
        changes
    }

    /// What differs between two states of a card, as its history keeps it.
    pub(super) fn field_changes(
        &self,
        actor: &Actor,
        before: &Card,
        after: &Card,
        reason: &str,
    ) -> Vec<party_change::Model> {
        let party = before.row.id;
        let mut changes = Vec::new();
        for field in super::cards::fields_of(&[before, after]) {
            let (old, new) = (before.text(&field), after.text(&field));
            if old == new {
                continue;
            }
            let kind = match field.as_str() {
                "owner" => "assignment",
                "disposition" => "disposition",
                // a list is known by its name, which the memberships show
                "list" => continue,
                _ => "fact",
            };
            // numbers of identity stay masked in the history too
            let shown = |text: Option<String>| match field.as_str() {
                "identity_number" => text.as_deref().map(masked_text),
                _ => text,
            };
            let mut change = self.change(actor, party, kind, &field, Some(reason));
            change.before = shown(old);
            change.after = shown(new);
            changes.push(change);
        }
        changes
    }

    pub(super) fn change(
        &self,
        actor: &Actor,
        party: Uuid,
        kind: &str,
        field: &str,
        reason: Option<&str>,
    ) -> party_change::Model {
        party_change::Model {
            id: self.new_id(),
            party_id: party,
            at: self.now_ms(),
            by: actor.id(),
            kind: kind.to_owned(),
            field: field.to_owned(),
            before: None,
            after: None,
            reason: reason.map(str::to_owned),
        }
    }
}

fn without<Row: Clone + PartialEq>(rows: &[Row], dropped: &[Row]) -> Vec<Row> {
    rows.iter().filter(|row| !dropped.contains(row)).cloned().collect()
}

/// A merge is no way around the pool or an assignment: a record that somebody looks after stays with somebody, and takes
/// another holder only where the actor may assign.
fn owner_stays_somebody(
    actor: &Actor,
    kept: &Side,
    merged: &Side,
    decided: &BTreeMap<String, MergeSide>,
) -> Result<(), AppError> {
    let (ours, theirs) = (kept.row().owner_id, merged.row().owner_id);
    let taken = decided.get("owner") == Some(&MergeSide::Merged);
    let owner = if taken { theirs } else { ours };
    if owner.is_none() && ours.or(theirs).is_some() {
        return Err(AppError::invalid("/choices/owner", "required", "one of the records has a holder; keep one"));
    }
    if taken && ours.is_some() && ours != theirs {
        actor.require(Right::Assign)?;
    }
    Ok(())
}
