//! The merges of a record: what was brought into it, by whom, and whether it was undone.

use method::Timestamp;
use serde::Serialize;
use store::entities::party_merge;
use utoipa::ToSchema;
use uuid::Uuid;

use super::kept::MergeRecord;
use crate::{Actor, App, AppError, UserRef, app::user_ref};

/// A merge into a record.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MergeView {
    pub id: Uuid,
    pub merged_id: Uuid,
    pub merged_name: String,
    pub at: Timestamp,
    pub by: Option<UserRef>,
    pub undone_at: Option<Timestamp>,
    pub undone_by: Option<UserRef>,
    /// the actor may undo it: nothing was merged since
    pub can_undo: bool,
}

impl App {
    /// The merges into a record, the newest first.
    pub async fn merges_of(&self, actor: &Actor, party: Uuid) -> Result<Vec<MergeView>, AppError> {
        let row = self.party_seen(&self.store, actor, party).await?;
        let names = self.user_names().await?;
        let edits = actor.may(crate::Right::ReviewDuplicates) && actor.may_edit(row.owner_id, row.team_id);
        let merges = store::merges::into_party(&self.store, party).await?;
        let last = merges.iter().find(|merge| merge.undone_at.is_none()).map(|merge| merge.id);
        let mut views = Vec::with_capacity(merges.len());
        for merge in merges {
            let can_undo = edits && Some(merge.id) == last && may_have_back(actor, &merge)?;
            views.push(MergeView {
                id: merge.id,
                merged_id: merge.merged_id,
                merged_name: merge.merged_name,
                at: merge.at.into(),
                by: user_ref(&names, merge.by),
                undone_at: merge.undone_at.map(Timestamp::from),
                undone_by: user_ref(&names, merge.undone_by),
                can_undo,
            });
        }
        Ok(views)
    }
}

fn may_have_back(actor: &Actor, merge: &party_merge::Model) -> Result<bool, AppError> {
    let record: MergeRecord = serde_json::from_str(&merge.record)?;
    Ok(actor.may_edit(record.merged.owner_id, record.merged.team_id))
}
