//! Moving a deal through the stages (OPP-1): dragged or by keyboard, each time with a next step; and how long won deals stayed in
//! each.

use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{DealStep, DealView, by_deal, kind, record::checked_stage, record::checked_step, view::next_step_state};
use crate::{Actor, App, AppError, error::check_version_if_named};
use method::deals::stages::NextStepState;
use store::{deals::DealFilter, entities::deal_change, parties::Reach};

/// Days back in which deals were won that a stage's age is compared with.
const COMPARED_DAYS: f64 = 730.0;
/// Won deals that are compared with at most: the last ones.
const COMPARED: u64 = 500;

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveDeal {
    /// a stage of the settings
    pub stage: String,
    /// what follows; may be left out while the one that is set lies ahead
    pub next_step: Option<DealStep>,
    /// the version that was read; a newer one in between refuses the move
    pub version: Option<i32>,
}

impl App {
    /// Moves an open deal into a stage. It needs a next step: a new one, or the one that is set and not overdue.
    pub async fn move_deal(&self, actor: &Actor, id: Uuid, asked: MoveDeal) -> Result<DealView, AppError> {
        let settings = self.settings().await?;
        let stage = checked_stage("/stage", &asked.stage, &settings.method.deals.stages)?;
        let tx = self.store.begin().await?;
        let mut row = self.deal_open(&tx, actor, id).await?;
        check_version_if_named(asked.version, row.version)?;
        if let Some(step) = &asked.next_step {
            let (what, due) = checked_step("/next_step", step, self.now())?;
            (row.next_step, row.next_step_at) = (what, Some(due));
        }
        if next_step_state(&row, self.now()) != NextStepState::Set {
            return Err(AppError::invalid("/next_step", "required", "say what follows, and by when"));
        }
        if row.stage != stage {
            let change = self.change_of(actor, id, kind::STAGE, Some(row.stage.clone()), Some(stage.clone()));
            store::deals::append_changes(&tx, vec![change]).await?;
            row.stage = stage;
            row.stage_since = self.now_ms();
        }
        let row = self.write_deal(&tx, actor, row, "deal_moved").await?;
        tx.commit().await?;
        self.deal_view(actor, row).await
    }

    /// Days that the company's won deals of the last years spent in a stage, each visit by itself.
    pub(super) async fn won_days_in(&self, stage: &str) -> Result<Vec<f64>, AppError> {
        Ok(days_in(&self.won_visits().await?, stage))
    }

    /// The stages that won deals went through.
    pub(super) async fn won_visits(&self) -> Result<Vec<Visit>, AppError> {
        let since = self.now().plus_days(-COMPARED_DAYS).as_millis();
        let won = DealFilter { outcomes: vec!["won".to_owned()], ..DealFilter::default() };
        let rows = store::deals::closed_since(&self.store, &Reach::All, &won, since, COMPARED).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let changes = by_deal(store::deals::changes_of(&self.store, &ids).await?, |change| change.deal_id);
        let mut visits = Vec::new();
        for row in rows {
            let own = changes.get(&row.id).map_or(&[][..], Vec::as_slice);
            // since when a deal from a file was in its first stage, nobody saw
            let unseen = usize::from(row.import_id.is_some());
            visits
                .extend(visits_of(row.party_id, own, row.ended_at.unwrap_or(row.updated_at)).into_iter().skip(unseen));
        }
        Ok(visits)
    }
}

/// The days of the visits to a stage.
pub(super) fn days_in(visits: &[Visit], stage: &str) -> Vec<f64> {
    let in_stage = visits.iter().filter(|visit| visit.stage == stage);
    in_stage.map(|visit| (visit.until - visit.from) as f64 / method::time::DAY_MS as f64).collect()
}

/// A deal's time in a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Visit {
    pub party: Uuid,
    pub stage: String,
    pub from: i64,
    pub until: i64,
}

/// The visits of a deal that its changes tell of, up to its end.
fn visits_of(party: Uuid, changes: &[deal_change::Model], ended_at: i64) -> Vec<Visit> {
    let mut visits: Vec<Visit> = Vec::new();
    for change in changes.iter().filter(|change| change.kind == kind::STAGE && change.at <= ended_at) {
        if let Some(last) = visits.last_mut() {
            last.until = change.at;
        }
        let stage = change.after.clone().unwrap_or_default();
        visits.push(Visit { party, stage, from: change.at, until: ended_at });
    }
    visits
}
