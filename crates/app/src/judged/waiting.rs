//! What waits for somebody's decision, for Today: faces to confirm or to approve, settlements to decide.

use method::{
    Coded, Timestamp,
    classes::{
        faces::{Face, FaceState},
        settlement::{SettlementAdvice, SettlementState},
    },
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::kind;
use crate::{Actor, App, AppError, NameRef, Right, UserRef, app::user_ref};

/// A judgement that waits for the actor.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WaitingDecision {
    pub party: NameRef,
    /// `face` or `settlement`
    pub kind: String,
    /// a state of its kind: why it waits
    pub state: String,
    /// the face that is proposed, asked, or to be looked at again
    pub face: Option<Face>,
    /// what a settlement sheet speaks for
    pub advice: Option<SettlementAdvice>,
    pub note: String,
    pub by: Option<UserRef>,
    pub at: Timestamp,
}

/// What of a judgement a line shows.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Shown {
    face: Option<Face>,
    settlement: Option<ShownSettlement>,
}

#[derive(Debug, Deserialize)]
struct ShownSettlement {
    value: ShownAdvice,
}

#[derive(Debug, Deserialize)]
struct ShownAdvice {
    advice: Option<SettlementAdvice>,
}

const LINES: u64 = 20;

impl App {
    /// What waits for the actor, the longest first: proposals and reviews of records they work, and, for whoever may
    /// approve, what sellers put forward.
    pub(crate) async fn waiting_decisions(&self, actor: &Actor) -> Result<Vec<WaitingDecision>, AppError> {
        let mut wanted = vec![(kind::FACE, FaceState::Proposed.code()), (kind::FACE, FaceState::Review.code())];
        if actor.may(Right::Approve) {
            wanted.push((kind::FACE, FaceState::Asked.code()));
            wanted.push((kind::SETTLEMENT, SettlementState::Asked.code()));
        }
        let rows = store::judged::waiting(&self.store, &actor.own_reach(), &wanted, LINES).await?;
        let names = self.user_names().await?;
        let mut found = Vec::new();
        for (row, party) in rows.into_iter().filter(|(_, party)| actor.works(party)) {
            let shown: Shown = serde_json::from_str(&row.value)?;
            found.push(WaitingDecision {
                party: NameRef { id: party.id, name: party.name },
                kind: row.kind,
                state: row.state,
                face: shown.face,
                advice: shown.settlement.and_then(|settlement| settlement.value.advice),
                note: row.note,
                by: user_ref(&names, row.by),
                at: row.at.into(),
            });
        }
        Ok(found)
    }
}
