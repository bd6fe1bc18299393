//! The visit decision (PRO-8): keep visiting, do not give up, give up or stop (PRO-4) with a reason, and taking it back.

use method::{
    Coded, Timestamp,
    appointments::outcomes::TaskKind,
    prospecting::{
        disposition::{GivenUpTo, IncompleteDecision, TakenDecision, VisitDecision},
        losses::{LossKind, LossReason},
        pool::PoolMove,
    },
};
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    entities::{party, party_change},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{status, summary::PartySummary};
use crate::{Actor, App, AppError, losses::Lost};

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
    /// the next visit; required for keeping on
    pub next_visit: Option<Timestamp>,
    /// the reason for giving up as a word of the list, for the statistics
    #[serde(default)]
    pub cause: LossReason,
    /// where a prospect goes that is given up: the stop list, or the pool for somebody else
    #[serde(default)]
    pub given_up_to: GivenUpTo,
    /// when to look again at what is given up
    pub reopen_on: Option<Timestamp>,
}

impl SetDisposition {
    /// Gives a record up to the stop list.
    pub(crate) fn giving_up(reason: String, reopen_on: Option<Timestamp>) -> Self {
        Self {
            to: Disposition::GivenUp,
            reason,
            decision: None,
            next_visit: None,
            cause: LossReason::Unknown,
            given_up_to: GivenUpTo::StopList,
            reopen_on,
        }
    }

    /// The decision behind it, where it says what it must.
    fn checked(&self, now: Timestamp) -> Result<Option<TakenDecision>, AppError> {
        let taken = self.taken();
        if let Some(taken) = &taken {
            taken.check(now).map_err(|error| incomplete(&error))?;
        }
        if self.to == Disposition::Open && self.decision == Some(VisitDecision::GiveUp) {
            return Err(AppError::invalid("/to", "unknown", "give up with the disposition given_up"));
        }
        Ok(taken)
    }

    /// The decision behind it; none where a record is only taken up again.
    fn taken(&self) -> Option<TakenDecision> {
        let decision = match self.to {
            Disposition::Open => self.decision?,
            Disposition::Stopped | Disposition::GivenUp => VisitDecision::GiveUp,
        };
        Some(TakenDecision {
            decision,
            reason: Some(self.reason.trim().to_owned()),
            cause: self.cause,
            next_visit: self.next_visit,
            to: self.given_up_to,
            reopen_on: self.reopen_on,
        })
    }
}

fn incomplete(error: &IncompleteDecision) -> AppError {
    let (pointer, code) = match error {
        IncompleteDecision::ReasonMissing => ("/reason", "required"),
        IncompleteDecision::NextVisitMissing => ("/next_visit", "required"),
        IncompleteDecision::NextVisitPast => ("/next_visit", "in_the_past"),
        IncompleteDecision::ReopenPast => ("/reopen_on", "in_the_past"),
    };
    AppError::invalid(pointer, code, error.to_string())
}

impl App {
    pub async fn set_disposition(
        &self,
        actor: &Actor,
        party: Uuid,
        asked: SetDisposition,
    ) -> Result<PartySummary, AppError> {
        asked.checked(self.now())?;
        let tx = self.store.begin().await?;
        let before = self.party_edited(&tx, actor, party).await?;
        let row = self.dispose(&tx, actor, &before, &asked).await?;
        tx.commit().await?;
        let summary = self.summaries(&self.store, vec![row]).await?.into_iter().next();
        summary.ok_or(AppError::NotFound("party"))
    }

    /// Takes the decision about a record that the actor works, as part of a larger change.
    pub(crate) async fn dispose(
        &self,
        tx: &Tx,
        actor: &Actor,
        before: &party::Model,
        asked: &SetDisposition,
    ) -> Result<party::Model, AppError> {
        let taken = asked.checked(self.now())?;
        let party = before.id;
        let mut row = before.clone();
        let to_pool = asked.to != Disposition::Open && asked.given_up_to == GivenUpTo::Pool;
        if to_pool && !actor.may_edit(before.owner_id, before.team_id) {
            return Err(AppError::Forbidden);
        }
        row.disposition = if to_pool { Disposition::Open } else { asked.to }.code().to_owned();
        let kept = taken.as_ref().map(|taken| taken.decision).filter(|decision| *decision != VisitDecision::GiveUp);
        row.decision = kept.map(|decision| decision.code().to_owned());
        row.reopen_at = asked.reopen_on.filter(|_| !to_pool && asked.to != Disposition::Open).map(Timestamp::as_millis);
        self.plan_visit(tx, before, taken.as_ref()).await?;
        if before.disposition != Disposition::Open.code() && asked.to == Disposition::Open {
            self.forget_giving_up(tx, party).await?;
            self.unsettle(tx, actor, party).await?;
        }
        if let Some(given_up) = taken.filter(|taken| taken.decision == VisitDecision::GiveUp) {
            self.keep_giving_up(tx, actor, before, &given_up).await?;
        }
        let change = party_change::Model {
            id: self.new_id(),
            party_id: party,
            at: self.now_ms(),
            by: actor.id(),
            kind: "disposition".to_owned(),
            field: "disposition".to_owned(),
            before: Some(before.disposition.clone()),
            after: Some(asked.to.code().to_owned()),
            reason: Some(asked.reason.trim().chars().take(500).collect::<String>()).filter(|text| !text.is_empty()),
        };
        store::timeline::insert_changes(tx, vec![change]).await?;
        if to_pool {
            self.hand_to_pool(tx, actor, &mut row).await?;
        }
        let (row, _) = self.reassess(tx, actor, before, row).await?;
        let detail = serde_json::json!({ "to": asked.to, "pool": to_pool });
        self.audit(tx, actor, "disposition_set", ("party", &party.to_string()), detail).await?;
        Ok(row)
    }

    /// The visit that a decision asks for takes the place of the one planned before.
    async fn plan_visit(&self, tx: &Tx, row: &party::Model, taken: Option<&TakenDecision>) -> Result<(), AppError> {
        self.end_tasks(tx, row.id, TaskKind::Visit, None).await?;
        let settings = self.settings().await?;
        let last_met = row.last_met_at.map(Timestamp::from);
        let due = taken.and_then(|taken| taken.visit_due(last_met, &settings.method.decision, self.now()));
        if let Some(due) = due {
            store::timeline::insert_tasks(tx, vec![self.task_for(row, TaskKind::Visit, due, None)]).await?;
        }
        Ok(())
    }

    /// Keeps why a prospect was given up. A customer who is stopped is not lost: they may go on buying.
    async fn keep_giving_up(
        &self,
        tx: &Tx,
        actor: &Actor,
        row: &party::Model,
        taken: &TakenDecision,
    ) -> Result<(), AppError> {
        if row.status != status::PROSPECT {
            return Ok(());
        }
        let note = taken.reason.as_deref().unwrap_or_default().chars().take(500).collect();
        let lost = Lost { reason: taken.cause, note, money: None, at: self.now_ms(), activity: None };
        self.insert_loss(tx, actor, row, LossKind::Prospect, &lost).await
    }

    /// What is taken up again was not lost.
    pub(crate) async fn forget_giving_up(&self, tx: &Tx, party: Uuid) -> Result<(), AppError> {
        let standing = store::supply::losses_of(tx, party).await?;
        let given_up = standing.iter().find(|loss| loss.kind == LossKind::Prospect.code()).map(|loss| loss.id);
        Ok(store::supply::retract_losses(tx, given_up.as_slice(), self.now_ms()).await?)
    }

    /// Given up by one, a chance for another: the record stays open and nobody holds it (PRO-10).
    async fn hand_to_pool(&self, tx: &Tx, actor: &Actor, row: &mut party::Model) -> Result<(), AppError> {
        if row.status == status::CUSTOMER {
            return Err(AppError::conflict(
                "customer_stays",
                "customers do not go to the pool; hand them over instead",
            ));
        }
        if row.owner_id.is_none() {
            return Err(AppError::conflict("in_the_pool", "nobody holds this record"));
        }
        store::timeline::insert_changes(tx, vec![self.moved(actor, row, None, PoolMove::Released)]).await?;
        row.owner_id = None;
        row.assigned_at = None;
        row.pool_warned_at = None;
        Ok(())
    }
}
