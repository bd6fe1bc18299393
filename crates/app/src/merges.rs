//! Two records that are one (PRO-11): a plan that a screen previews, the merge, and undoing it however late.
//!
//! [`plan`] and [`reversal`] are values made from values; [`apply`] and [`undo`] read, ask them, and write what they say
//! in one transaction.

mod apply;
mod cards;
mod history;
mod kept;
mod plan;
mod reversal;
mod undo;
mod views;

pub(crate) use apply::{MERGED, UNDONE};
pub use apply::{MergeParties, Merged};
pub use history::MergeView;
pub use undo::{UndoMerge, Undone};
pub use views::{
    ComparedContact, ComparedField, ComparedText, MergePlanView, MergeRecordSide, NotPutBack, StaysChanged, Tally,
    UndoPlanView,
};

use store::entities::party_merge;
use uuid::Uuid;

use crate::{Actor, App, AppError};

impl App {
    /// Where a record that was merged away can be found now, for those who may see that.
    pub(crate) async fn merged_away(
        &self,
        db: &impl store::Db,
        actor: &Actor,
        id: Uuid,
    ) -> Result<Option<AppError>, AppError> {
        let Some(into) = self.final_party(db, id).await? else { return Ok(None) };
        let row = store::parties::find(db, into).await?;
        Ok(row.filter(|row| actor.sees(row)).map(|row| AppError::MergedAway { into: row.id }))
    }

    /// The record at the end of the merges that began with one; none where that one was not merged away.
    pub(crate) async fn final_party(&self, db: &impl store::Db, id: Uuid) -> Result<Option<Uuid>, AppError> {
        let mut at = store::merges::in_force(db, id).await?;
        let mut end = None;
        while let Some(party_merge::Model { kept_id, .. }) = at {
            end = Some(kept_id);
            at = store::merges::in_force(db, kept_id).await?;
        }
        Ok(end)
    }
}
