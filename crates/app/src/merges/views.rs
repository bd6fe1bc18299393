//! What a screen shows before a merge and before undoing one.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use method::{
    Timestamp,
    contact_policy::Channel,
    merging::{MergeSide, Proposal, Weight, keeper},
};
use serde::Serialize;
use store::{entities::party, merges::BELONGINGS};
use utoipa::ToSchema;
use uuid::Uuid;

use super::plan::{Plan, Side, plan};
use crate::{
    Actor, App, AppError, NameRef, Right, UserRef,
    parties::{
        PartySummary,
        summary::{masked_email, masked_phone, masked_text},
    },
};

/// One of the two records.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MergeRecordSide {
    #[serde(flatten)]
    pub summary: PartySummary,
    /// send it back with the merge
    pub version: i32,
    pub do_not_contact: bool,
    /// the actor may change this record
    pub can_edit: bool,
}

/// A field as both records have it; identity numbers are masked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ComparedField {
    pub field: String,
    pub kept: Option<String>,
    pub merged: Option<String>,
    pub differs: bool,
    /// whose value is kept unless another is chosen
    pub proposal: Proposal,
    /// there is something to choose: both sides may be taken
    pub choice: bool,
}

/// A contact point, masked, and which of the records has it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ComparedContact {
    pub kind: String,
    pub masked: String,
    pub on_kept: bool,
    pub on_merged: bool,
    /// as it will stand after the merge
    pub valid: bool,
    pub do_not_contact: bool,
}

/// An address, a tag or a list, and which of the records has it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ComparedText {
    pub text: String,
    pub on_kept: bool,
    pub on_merged: bool,
}

/// How many rows of a kind (`activity`, `task`, `evidence` …).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Tally {
    pub what: String,
    pub count: u64,
}

/// What a merge will do.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MergePlanView {
    pub kept: MergeRecordSide,
    pub merged: MergeRecordSide,
    /// which of the two is proposed to be kept, and why
    pub keeper: Proposal,
    pub fields: Vec<ComparedField>,
    pub contacts: Vec<ComparedContact>,
    pub addresses: Vec<ComparedText>,
    pub tags: Vec<ComparedText>,
    pub lists: Vec<ComparedText>,
    /// what changes hands
    pub moves: Vec<Tally>,
    /// a wish not to be contacted on either record holds for both
    pub do_not_contact: bool,
    /// channels whose withdrawn consent is written down again, so that it stays withdrawn
    pub withdrawals: Vec<Channel>,
    /// both records are of one kind, and the actor may change both
    pub can_merge: bool,
}

/// A field that was changed since the merge and stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StaysChanged {
    pub field: String,
    /// what stood there before the merge
    pub before: Option<String>,
    /// what stands there, and stays
    pub now: Option<String>,
}

/// Something of the merged record that was taken away or changed since, and cannot be put back as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NotPutBack {
    /// `contact_point`, `address`, `tag`, `list`, `party_link`, `owner` …
    pub what: String,
    /// how it is called, masked where it is a number
    pub name: Option<String>,
}

/// What undoing a merge will do.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UndoPlanView {
    /// of the merge
    pub id: Uuid,
    pub kept: NameRef,
    pub merged: NameRef,
    pub at: Timestamp,
    pub by: Option<UserRef>,
    /// version of the kept record, to be sent back
    pub version: i32,
    /// what goes back to the record that comes back
    pub returns: Vec<Tally>,
    /// what was added since and stays with the kept record
    pub stays: Vec<Tally>,
    /// what was changed since and stays as it is
    pub changed: Vec<StaysChanged>,
    /// what cannot be restored
    pub lost: Vec<NotPutBack>,
}

/// Texts of fields as people read them.
pub(super) struct Shown {
    users: HashMap<Uuid, String>,
    lists: Arc<HashMap<Uuid, String>>,
}

impl Shown {
    pub(super) fn field(&self, field: &str, text: Option<String>) -> Option<String> {
        let named = |names: &HashMap<Uuid, String>, text: String| {
            Uuid::parse_str(&text).ok().and_then(|id| names.get(&id).cloned()).unwrap_or(text)
        };
        text.map(|text| match field {
            "owner" => named(&self.users, text),
            "list" => named(&self.lists, text),
            "identity_number" => masked_text(&text),
            _ => text,
        })
    }
}

pub(super) fn masked(kind: &str, value: &str) -> String {
    match kind {
        "phone" => masked_phone(value),
        "email" => masked_email(value),
        _ => masked_text(value),
    }
}

/// Rows by table, those that nobody counts left out.
pub(super) fn tallies<'a>(counts: impl IntoIterator<Item = (&'a str, usize)>) -> Vec<Tally> {
    let told = counts
        .into_iter()
        .filter(|(what, count)| *count > 0 && !matches!(*what, "assessment" | "party_change" | "alert"));
    told.map(|(what, count)| Tally { what: what.to_owned(), count: count as u64 }).collect()
}

impl App {
    pub(super) async fn shown(&self) -> Result<Shown, AppError> {
        Ok(Shown { users: self.user_names().await?, lists: self.list_names().await? })
    }

    /// What merging two records would do. Which of them is kept is proposed where it is not said.
    pub async fn merge_plan(
        &self,
        actor: &Actor,
        one: Uuid,
        other: Uuid,
        keep: Option<Uuid>,
    ) -> Result<MergePlanView, AppError> {
        actor.require(Right::ReviewDuplicates)?;
        if one == other {
            return Err(AppError::invalid("/other", "the_same", "name two records"));
        }
        let (first, second) =
            (self.party_seen(&self.store, actor, one).await?, self.party_seen(&self.store, actor, other).await?);
        let proposed = keeper(&weight(&first), &weight(&second));
        let first_is_kept = match keep {
            Some(id) if id == one => true,
            Some(id) if id == other => false,
            Some(_) => return Err(AppError::invalid("/keep", "unknown", "keep one of the two")),
            None => proposed.side == MergeSide::Kept,
        };
        let (kept, merged) = if first_is_kept { (first, second) } else { (second, first) };
        let keeper = keeper(&weight(&kept), &weight(&merged));
        let (kept, merged) = (self.merge_side(&self.store, kept).await?, self.merge_side(&self.store, merged).await?);
        let around = self.links_around(&self.store, &merged).await?;
        let plan = plan(&kept, &merged, &around);
        let mut moves: BTreeMap<&str, usize> = BTreeMap::new();
        for table in BELONGINGS {
            moves.insert(table, store::merges::belongings(&self.store, table, merged.row().id).await?.len());
        }
        moves.insert("party_link", merged.links.len());
        moves.insert("import_row", store::merges::import_rows(&self.store, merged.row().id).await?.len());
        let shown = self.shown().await?;
        let can = |side: &Side| actor.may_edit(side.row().owner_id, side.row().team_id);
        Ok(MergePlanView {
            keeper,
            can_merge: kept.row().kind == merged.row().kind && can(&kept) && can(&merged),
            fields: compared_fields(&plan, &shown),
            contacts: compared_contacts(&kept, &merged),
            addresses: compared(
                texts(&kept.addresses, |a| a.text.clone()),
                texts(&merged.addresses, |a| a.text.clone()),
            ),
            tags: compared(kept.tags.clone(), merged.tags.clone()),
            lists: compared(list_names(&kept, &shown), list_names(&merged, &shown)),
            moves: tallies(moves),
            do_not_contact: [&kept, &merged].iter().any(|side| side.row().do_not_contact_since.is_some()),
            withdrawals: plan.withdrawals.clone(),
            kept: self.side_view(actor, &kept).await?,
            merged: self.side_view(actor, &merged).await?,
        })
    }

    async fn side_view(&self, actor: &Actor, side: &Side) -> Result<MergeRecordSide, AppError> {
        let row = side.row().clone();
        Ok(MergeRecordSide {
            version: row.version,
            do_not_contact: row.do_not_contact_since.is_some(),
            can_edit: actor.may_edit(row.owner_id, row.team_id),
            summary: self.one_summary(row).await?,
        })
    }
}

fn weight(row: &party::Model) -> Weight {
    Weight {
        customer: row.status == "customer",
        held: row.owner_id.is_some(),
        two_way_contacts: row.two_way_count.unsigned_abs(),
        completeness: row.completeness.unsigned_abs(),
        on_file_since: row.created_at.into(),
    }
}

fn compared_fields(plan: &Plan, shown: &Shown) -> Vec<ComparedField> {
    let fields = plan.fields.iter().map(|field| {
        let differs = field.kept.is_some() && field.merged.is_some() && field.kept != field.merged;
        // a record that somebody looks after stays with somebody
        let choice = field.kept != field.merged && (field.field != "owner" || differs);
        ComparedField {
            kept: shown.field(&field.field, field.kept.clone()),
            merged: shown.field(&field.field, field.merged.clone()),
            differs,
            proposal: field.proposal,
            choice,
            field: field.field.clone(),
        }
    });
    fields.collect()
}

fn compared_contacts(kept: &Side, merged: &Side) -> Vec<ComparedContact> {
    let mut all: Vec<ComparedContact> = Vec::new();
    for ours in &kept.contacts {
        let same = merged.contacts.iter().find(|theirs| theirs.kind == ours.kind && theirs.value == ours.value);
        all.push(ComparedContact {
            kind: ours.kind.clone(),
            masked: masked(&ours.kind, &ours.value),
            on_kept: true,
            on_merged: same.is_some(),
            valid: ours.valid && same.is_none_or(|theirs| theirs.valid),
            do_not_contact: ours.do_not_contact || same.is_some_and(|theirs| theirs.do_not_contact),
        });
    }
    let only = |theirs: &&store::entities::contact_point::Model| {
        !kept.contacts.iter().any(|ours| ours.kind == theirs.kind && ours.value == theirs.value)
    };
    all.extend(merged.contacts.iter().filter(only).map(|theirs| ComparedContact {
        kind: theirs.kind.clone(),
        masked: masked(&theirs.kind, &theirs.value),
        on_kept: false,
        on_merged: true,
        valid: theirs.valid,
        do_not_contact: theirs.do_not_contact,
    }));
    all
}

fn texts<T>(rows: &[T], text: impl Fn(&T) -> String) -> Vec<String> {
    rows.iter().map(text).collect()
}

fn list_names(side: &Side, shown: &Shown) -> Vec<String> {
    side.memberships.iter().filter_map(|row| shown.lists.get(&row.list_id).cloned()).collect()
}

fn compared(kept: Vec<String>, merged: Vec<String>) -> Vec<ComparedText> {
    let only: Vec<String> = merged.iter().filter(|text| !kept.contains(text)).cloned().collect();
    let ours = kept.into_iter().map(|text| ComparedText { on_merged: merged.contains(&text), on_kept: true, text });
    let theirs = only.into_iter().map(|text| ComparedText { on_merged: true, on_kept: false, text });
    ours.collect::<Vec<_>>().into_iter().chain(theirs).collect()
}
