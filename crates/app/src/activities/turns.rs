//! What a contact turns besides the cadence: visits that were planned, customers lost, prospects given up (PRO-8).

use method::{
    Coded, Timestamp,
    appointments::outcomes::TaskKind,
    prospecting::{
        disposition::{VisitDecision, visit_after},
        losses::{LossKind, LossReason},
    },
};
use store::{Tx, entities::party};
use uuid::Uuid;

use super::entry::LogActivity;
use crate::{Actor, App, AppError, losses::Lost, parties::status};

impl App {
    /// A meeting does the visit that was planned; who is not given up is visited again after the set time.
    pub(super) async fn follow_visits(
        &self,
        tx: &Tx,
        before: &party::Model,
        row: &party::Model,
        activity: Uuid,
    ) -> Result<(), AppError> {
        let Some(met) = row.last_met_at.filter(|met| before.last_met_at != Some(*met)) else { return Ok(()) };
        self.end_tasks(tx, row.id, TaskKind::Visit, Some(activity)).await?;
        let cultivated = row.decision.as_deref() == Some(VisitDecision::DoNotGiveUp.code());
        if cultivated && row.disposition == "open" && row.status == status::PROSPECT {
            let settings = self.settings().await?;
            let due = visit_after(Timestamp::from(met), &settings.method.decision);
            let task = self.task_for(row, TaskKind::Visit, due, Some(activity));
            store::timeline::insert_tasks(tx, vec![task]).await?;
        }
        Ok(())
    }

    /// Keeps a loss that was heard in a contact: of a customer with the reason, of a prospect whom the outcome ended.
    pub(super) async fn keep_loss(
        &self,
        tx: &Tx,
        actor: &Actor,
        before: &party::Model,
        row: &party::Model,
        activity: Uuid,
        asked: &LogActivity,
    ) -> Result<(), AppError> {
        let at = asked.at.unwrap_or_else(|| self.now()).as_millis();
        let note: String = asked.note.trim().chars().take(500).collect();
        if let Some(details) = &asked.lost {
            let money = details.amount_minor.zip(details.currency.clone());
            let lost = Lost { reason: details.reason, note: note.clone(), money, at, activity: Some(activity) };
            self.turn_back(tx, actor, &mut before.clone(), &lost).await?;
            self.follow_lines(tx, &[row.id]).await?;
            return self.heed_cause(tx, actor, before, (details.reason, &note), Some(activity)).await;
        }
        let ended = row.disposition != "open" && before.disposition == "open" && row.status == status::PROSPECT;
        if ended {
            let lost = Lost { reason: LossReason::Unknown, note, money: None, at, activity: Some(activity) };
            self.insert_loss(tx, actor, before, LossKind::Prospect, &lost).await?;
        }
        Ok(())
    }
}
