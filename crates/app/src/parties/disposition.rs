//! Stopping and giving up, with a reason, and taking it back (PRO-4, PRO-8).

use method::{Coded, prospecting::disposition::VisitDecision};
use serde::{Deserialize, Serialize};
use store::entities::party_change;
use utoipa::ToSchema;
use uuid::Uuid;

use super::summary::PartySummary;
use crate::{Actor, App, AppError};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    /// worked
    Open,
    /// not a customer (m a n): no effort is spent
    Stopped,
    /// given up after refusals
    GivenUp,
}

impl Disposition {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Stopped => "stopped",
            Self::GivenUp => "given_up",
        }
    }
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetDisposition {
    pub to: Disposition,
    /// required for stopping and giving up
    #[serde(default)]
    pub reason: String,
    /// the visit decision for a record that stays open: keep visiting, or do not give up (PRO-8)
    pub decision: Option<VisitDecision>,
}

impl App {
    pub async fn set_disposition(
        &self,
        actor: &Actor,
        party: Uuid,
        asked: SetDisposition,
    ) -> Result<PartySummary, AppError> {
        let reason = asked.reason.trim();
        if asked.to != Disposition::Open && reason.is_empty() {
            return Err(AppError::invalid("/reason", "required", "say why; it can be taken back at any time"));
        }
        let tx = self.store.begin().await?;
        let before = self.party_edited(&tx, actor, party).await?;
        let mut row = before.clone();
        row.disposition = asked.to.code().to_owned();
        row.decision =
            asked.decision.filter(|_| asked.to == Disposition::Open).map(|decision| decision.code().to_owned());
        let change = party_change::Model {
            id: self.new_id(),
            party_id: party,
            at: self.now_ms(),
            by: actor.id(),
            kind: "disposition".to_owned(),
            field: "disposition".to_owned(),
            before: Some(before.disposition.clone()),
            after: Some(row.disposition.clone()),
            reason: (!reason.is_empty()).then(|| reason.chars().take(500).collect()),
        };
        store::timeline::insert_changes(&tx, vec![change]).await?;
        let (row, _) = self.reassess(&tx, actor, &before, row).await?;
        let detail = serde_json::json!({ "to": row.disposition });
        self.audit(&tx, actor, "disposition_set", ("party", &party.to_string()), detail).await?;
        tx.commit().await?;
        let summary = self.summaries(&self.store, vec![row]).await?.into_iter().next();
        summary.ok_or(AppError::NotFound("party"))
    }
}
