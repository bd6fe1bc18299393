//! What people judge about customers and prospects: expected contribution and the class that follows (CLA-3), future
//! customers (CLA-4), faces (CLA-5), why a customer is unsteady and whether to settle (CLA-2), latent key customers (PRO-13).
//!
//! Answers are evidence like those of the screening. What somebody decides is a judgement: appended, and the last one of
//! its kind stands.

mod answers;
mod classes;
mod faces;
mod future;
mod latent;
mod plan;
pub(crate) mod portrait;
mod settlement;
mod view;
mod waiting;

pub(crate) use answers::is_judged;
pub use classes::{ProspectClassCount, ProspectClasses, ProspectPoint};
pub use faces::{FaceAct, FaceJudgement, FaceView, InfluenceView, JudgeFace};
pub use future::{
    AnswerFuture, BecomeProspect, CreateFuture, EditFuture, FutureAnswer, FutureCustomer, FutureCustomers,
    QuestionCount,
};
pub use latent::{LatentCustomer, LatentStageSince, LatentView};
pub use plan::{PlanRowView, SetPlanRow};
pub use settlement::{DecideSettlement, FillSettlement, SettlementJudgement, SettlementView};
pub use view::{
    AdjustmentView, ExpectedView, IndicatorView, Judgements, LowIntentView, ProspectClassView, UnsteadyView,
};
pub use waiting::WaitingDecision;

use serde::Serialize;
use store::{Tx, entities::judgement};
use uuid::Uuid;

use crate::{Actor, App, AppError};

/// The kinds under which judgements are kept.
pub(crate) mod kind {
    pub(crate) const FACE: &str = "face";
    pub(crate) const SETTLEMENT: &str = "settlement";
    /// before the row of a cultivation plan
    pub(crate) const PLAN: &str = "pii_plan.";
}

/// The longest note that is kept with a judgement.
const LONGEST_NOTE: usize = 500;

fn checked_note(pointer: &str, note: &str, required: bool) -> Result<String, AppError> {
    let note = note.trim();
    if required && note.is_empty() {
        return Err(AppError::invalid(pointer, "required", "say why in a few words"));
    }
    if note.chars().count() > LONGEST_NOTE {
        return Err(AppError::invalid(pointer, "too_long", "use at most 500 characters"));
    }
    Ok(note.to_owned())
}

impl App {
    /// Appends a judgement about a party; it takes the place of the last one of its kind.
    async fn judge(
        &self,
        tx: &Tx,
        actor: &Actor,
        (party, kind, state): (Uuid, &str, &str),
        value: &impl Serialize,
        note: String,
    ) -> Result<(), AppError> {
        let row = judgement::Model {
            id: self.new_id(),
            party_id: party,
            kind: kind.to_owned(),
            state: state.to_owned(),
            value: serde_json::to_string(value)?,
            note,
            by: actor.id(),
            at: self.now_ms(),
            replaced_at: None,
        };
        store::judged::judge(tx, row).await?;
        let detail = serde_json::json!({ "kind": kind, "state": state });
        self.audit(tx, actor, "judged", ("party", &party.to_string()), detail).await
    }
}
