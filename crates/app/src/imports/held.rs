//! Rows held since they may be somebody on file: a person decides (PRO-11, the fifth choice).

use serde::{Deserialize, Serialize};
use store::entities::{import_row, import_run};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    report::RowReason,
    rows::{Outcome, Ready},
    state,
};
use crate::{
    Actor, App, AppError, NameRef, Right,
    parties::{
        PartySummary,
        draft::Batch,
        summary::{masked_email, masked_phone},
    },
};

/// What the held row would become.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HeldDraft {
    pub kind: String,
    pub name: String,
    pub employer: Option<String>,
    pub position: Option<String>,
    pub city: Option<String>,
    /// masked
    pub phones: Vec<String>,
    /// masked
    pub emails: Vec<String>,
}

/// A held row beside the record it resembles.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HeldRow {
    pub import_id: Uuid,
    pub row: i64,
    pub list: NameRef,
    pub file_name: String,
    /// the record on file
    pub party: PartySummary,
    pub draft: HeldDraft,
    /// likeness and the fields that agree
    pub reasons: Vec<RowReason>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowDecision {
    /// the same person or organisation: blanks of the record are filled from the row
    Same,
    /// somebody else: the row becomes a record of its own
    Different,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideRow {
    pub decision: RowDecision,
}

const SHOWN: u64 = 200;

impl App {
    /// Held rows whose resembling record the actor may change, the newest import first.
    pub async fn held_rows(&self, actor: &Actor) -> Result<Vec<HeldRow>, AppError> {
        actor.require(Right::ReviewDuplicates)?;
        let mut held = Vec::new();
        for row in store::imports::held_rows(&self.store, SHOWN).await? {
            let Some(run) = store::imports::run(&self.store, row.run_id).await? else { continue };
            let Some(id) = row.party_id else { continue };
            let Some(party) = store::parties::find(&self.store, id).await? else { continue };
            if !actor.may_edit(party.owner_id, party.team_id) {
                continue;
            }
            let Outcome::Ready(ready) = self.prepare_again(actor, &run, &row).await? else { continue };
            let list = store::lists::find(&self.store, run.list_id).await?;
            held.push(HeldRow {
                import_id: run.id,
                row: row.row,
                list: NameRef { id: run.list_id, name: list.map(|list| list.name).unwrap_or_default() },
                file_name: run.file_name,
                party: self.one_summary(party).await?,
                draft: draft_view(&ready),
                reasons: row.reasons.as_deref().map(serde_json::from_str).transpose()?.unwrap_or_default(),
            });
        }
        Ok(held)
    }

    /// Ends the waiting of a held row; the counts of its import move with it.
    pub async fn decide_row(&self, actor: &Actor, import: Uuid, number: i64, asked: DecideRow) -> Result<(), AppError> {
        actor.require(Right::ReviewDuplicates)?;
        let tx = self.store.begin().await?;
        let run = store::imports::run_locked(&tx, import).await?;
        let mut run = run.ok_or(AppError::NotFound("import"))?;
        let row = store::imports::row(&tx, import, number).await?.filter(|row| row.held);
        let mut row = row.ok_or(AppError::NotFound("held row"))?;
        if [state::UNDOING, state::UNDONE].contains(&run.state.as_str()) {
            return Err(AppError::NotFound("held row"));
        }
        let id = row.party_id.ok_or(AppError::NotFound("held row"))?;
        self.party_disposed(&tx, actor, id).await?;
        let Outcome::Ready(ready) = self.prepare_again(actor, &run, &row).await? else {
            return Err(AppError::conflict("row_unreadable", "the row can no longer be read as a record"));
        };
        match asked.decision {
            RowDecision::Same => {
                let target = self.merge_target(&tx, actor, id).await?.ok_or(AppError::Forbidden)?;
                let mut effect = self.bring_into(&tx, actor, target, ready.prepared.draft, false).await?;
                effect.listed = !store::lists::add_members(&tx, run.list_id, &[id], self.now_ms()).await?.is_empty();
                row.effect = effect.kept()?;
                row.state = "updated".to_owned();
                run.updated += 1;
            }
            RowDecision::Different => {
                let mut batch = Batch::default();
                row.party_id = Some(batch.add(ready.prepared));
                batch.insert(&tx).await?;
                row.state = "created".to_owned();
                run.created += 1;
            }
        }
        row.held = false;
        run.duplicate -= 1;
        run.review -= 1;
        store::imports::update_row(&tx, row).await?;
        store::imports::update_run(&tx, run).await?;
        let detail = serde_json::json!({ "row": number, "decision": asked.decision });
        self.audit(&tx, actor, "import_row_decided", ("import", &import.to_string()), detail).await?;
        Ok(tx.commit().await?)
    }

    /// The row as the plan of its run reads it.
    async fn prepare_again(
        &self,
        actor: &Actor,
        run: &import_run::Model,
        row: &import_row::Model,
    ) -> Result<Outcome, AppError> {
        let cells: Vec<String> = row.cells.as_deref().map(serde_json::from_str).transpose()?.unwrap_or_default();
        Ok(self.row_plan(run, actor).await?.prepare(cells))
    }
}

fn draft_view(ready: &Ready) -> HeldDraft {
    let draft = &ready.prepared.draft;
    let masked = |kind: &str, mask: fn(&str) -> String| -> Vec<String> {
        draft.contacts.iter().filter(|c| c.kind == kind).map(|c| mask(&c.value)).collect()
    };
    HeldDraft {
        kind: draft.row.kind.clone(),
        name: draft.row.name.clone(),
        employer: draft.row.employer.clone(),
        position: draft.row.position.clone(),
        city: draft.row.city.clone(),
        phones: masked("phone", masked_phone),
        emails: masked("email", masked_email),
    }
}
