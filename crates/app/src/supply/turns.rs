//! What time alone brings about: customers who stay away become prospects again (CLA-6), prospects given up are looked at
//! again on the day set, and managers are told of a supply that falls short (PRO-8).

use method::{
    Coded,
    alerts::AlertKind,
    appointments::outcomes::TaskKind,
    prospecting::{losses::LossReason, supply::supply},
};
use store::entities::{party, party_change};

use super::{COMPANY, count::sells};
use crate::{Actor, App, AppError, losses::Lost};

const PER_PASS: u64 = 500;
/// A team is told of the same shortage once in so many days.
const TOLD_AGAIN_DAYS: f64 = 7.0;

impl App {
    /// The job: turns, then the count, then the alerts that follow from it.
    pub(crate) async fn watch_supply(&self) -> Result<(), AppError> {
        self.turn_back_the_lapsed().await?;
        self.follow_the_lapsed().await?;
        self.reopen_the_given_up().await?;
        self.keep_figures().await?;
        self.tell_of_shortages().await
    }

    /// Backward conversions: the cause is asked of whoever holds the record.
    async fn turn_back_the_lapsed(&self) -> Result<(), AppError> {
        let actor = Actor::system();
        while !self.is_stopping() {
            let tx = self.store.begin().await?;
            let rows = store::supply::lapsed(&tx, self.now_ms(), PER_PASS).await?;
            if rows.is_empty() {
                return Ok(());
            }
            for before in rows {
                let at = before.buying_until.unwrap_or_else(|| self.now_ms());
                let lost = Lost { reason: LossReason::Unknown, note: String::new(), money: None, at, activity: None };
                let mut row = before.clone();
                self.turn_back(&tx, &actor, &mut row, &lost).await?;
                self.reassess(&tx, &actor, &before, row).await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }

    async fn reopen_the_given_up(&self) -> Result<(), AppError> {
        let actor = Actor::system();
        while !self.is_stopping() {
            let tx = self.store.begin().await?;
            let rows = store::supply::to_reopen(&tx, self.now_ms(), PER_PASS).await?;
            if rows.is_empty() {
                return Ok(());
            }
            for before in rows {
                let row = party::Model { disposition: "open".to_owned(), reopen_at: None, ..before.clone() };
                let change = party_change::Model {
                    id: self.new_id(),
                    party_id: row.id,
                    at: self.now_ms(),
                    by: None,
                    kind: "disposition".to_owned(),
                    field: "disposition".to_owned(),
                    before: Some(before.disposition.clone()),
                    after: Some(row.disposition.clone()),
                    reason: None,
                };
                store::timeline::insert_changes(&tx, vec![change]).await?;
                let task = self.task_for(&row, TaskKind::DecideVisit, self.now(), None);
                store::timeline::insert_tasks(&tx, vec![task]).await?;
                self.reassess(&tx, &actor, &before, row).await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }

    /// Tells the managers of sales units that fall short.
    async fn tell_of_shortages(&self) -> Result<(), AppError> {
        let (figures, _) = self.figures().await?;
        let settings = self.settings().await?;
        let now = self.now();
        let company = figures.get(&COMPANY).cloned().unwrap_or_default().counts;
        let users = store::people::users(&self.store).await?;
        let since = now.plus_days(-TOLD_AGAIN_DAYS).as_millis();
        let tx = self.store.begin().await?;
        let mut told = store::audit::teams_told_since(&tx, AlertKind::SupplyShort.code(), since).await?;
        for unit in users.iter().filter(|user| sells(user)).filter_map(|user| user.team_id) {
            let Some(own) = figures.get(&unit).filter(|_| !told.contains(&unit)) else { continue };
            let found = supply(&own.counts, &company, &settings.method.supply, now).value;
            if found.short {
                let detail = serde_json::json!({
                    "need": found.weekly_need.value(),
                    "newly_screened": found.newly_screened.first(),
                });
                self.alert_team(&tx, AlertKind::SupplyShort, unit, detail).await?;
            }
            told.push(unit);
        }
        Ok(tx.commit().await?)
    }
}
