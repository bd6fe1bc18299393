//! Taking an import back (PRO-11): what nobody has built on goes, what somebody has changed since is listed and stays.
//!
//! A job works the rows from the last to the first, some hundred in a transaction that also keeps its place, so that a
//! killed one goes on where it stood. What is to be done with a row is a value ([`plan::RowPlan`]) that the preview counts
//! and the job applies.

mod apply;
mod customers;
mod deals;
mod look;
mod orders;
mod plan;
mod rows;

use std::collections::{BTreeMap, HashMap};

use method::Coded;
use serde::Serialize;
use store::entities::{import_run, party};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    ImportCounts, ImportProgress, ImportUndo, ImportView, counts,
    report::{ImportRowView, RowReason},
    state,
};
use crate::{
    Actor, App, AppError, NameRef, Right, actor::Role, app::user_ref, imports::run::WORKED_ELSEWHERE, jobs::kind,
};
pub(crate) use apply::UNDONE as UNDONE_REASON;
use customers::MadeCustomer;
use look::Earlier;

/// The states of a run that can be undone.
pub(super) const UNDOABLE: [&str; 4] = [state::FINISHED, state::CANCELLED, state::FAILED, state::UNDO_FAILED];
/// Rows of one transaction: what is taken back is read with all that belongs to it.
const PER_CHUNK: u64 = 500;
/// Rows that the preview looks at; beyond them it says that it has not seen all.
const PREVIEWED: u64 = 20_000;
/// Rows that the preview names.
const NAMED: usize = 100;

/// What undoing would do, as things stand.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct UndoPreview {
    /// records that the import made and nobody has touched: they go
    pub goes: u64,
    /// rows whose changes of earlier records go back to what was there before
    pub restored: u64,
    /// rows of which something stays
    pub stays: u64,
    /// why, by code of `kept_because`; a row may have several reasons
    pub because: BTreeMap<String, u64>,
    /// the first of the rows of which something stays, as the import is taken back: the last row of the file first
    pub rows: Vec<ImportRowView>,
    /// false where only the last rows of a large import were looked at
    pub complete: bool,
}

pub(super) fn view(row: &import_run::Model, names: &HashMap<Uuid, String>) -> Option<ImportUndo> {
    Some(ImportUndo {
        undone: row.undone_rows.unwrap_or(0),
        kept: row.kept_rows.unwrap_or(0),
        by: user_ref(names, row.undo_by),
        asked_at: row.undo_asked_at?.into(),
        finished_at: row.undone_at.map(Into::into),
    })
}

/// How far undoing has come; none while nobody has asked for it.
pub(super) fn report(row: &import_run::Model, now: i64) -> Option<ImportProgress> {
    let asked_at = row.undo_asked_at?;
    let (done, all) = (row.undone_rows.unwrap_or(0) + row.kept_rows.unwrap_or(0), row.created + row.updated);
    let seconds = (row.undone_at.unwrap_or(now) - asked_at) as f64 / 1000.0;
    let rate = (seconds > 0.0).then(|| done as f64 / seconds);
    let counts: ImportCounts = counts(row);
    let running = row.state == state::UNDOING;
    let left = rate.filter(|rate| running && *rate > 0.0).map(|rate| (all - done) as f64 / rate);
    Some(ImportProgress {
        state: row.state.clone(),
        counts,
        done,
        bytes: all,
        rows_per_second: rate,
        seconds_left: left,
    })
}

/// Whoever ran an import takes it back, and so does a manager over the records, or an administrator.
pub(super) fn may_undo(actor: &Actor, row: &import_run::Model) -> bool {
    actor.may(Right::Import)
        && ((row.created_by.is_some() && row.created_by == actor.id())
            || actor.may(Right::ManagePeople)
            || (actor.roles.has(Role::Manager) && row.team_id.is_some() && actor.may_edit(row.owner_id, row.team_id)))
}

impl App {
    /// What undoing a run would take back and what would stay, as things stand now; nothing is changed.
    pub async fn preview_undo(&self, actor: &Actor, id: Uuid) -> Result<UndoPreview, AppError> {
        let run = self.run_to_undo(&self.store, actor, id).await?;
        if let Some(preview) = Box::pin(self.preview_rows_undo(actor, &run)).await? {
            return Ok(preview);
        }
        let earlier = self.earlier(&run).await?;
        let mut preview = UndoPreview { complete: true, ..UndoPreview::default() };
        let (mut before, mut looked_at) = (run.undo_row.unwrap_or(i64::MAX), 0);
        // earlier rows about a record are looked at as they will find it
        let mut taken_back: HashMap<Uuid, party::Model> = HashMap::new();
        loop {
            let rows = store::imports::rows_to_undo(&self.store, id, before, PER_CHUNK).await?;
            let Some(last) = rows.last() else { return Ok(preview) };
            if looked_at >= PREVIEWED {
                preview.complete = false;
                return Ok(preview);
            }
            before = last.row;
            looked_at += rows.len() as u64;
            let mut scene = self.scene(&self.store, actor, &run, &rows, None).await?;
            for id in scene.ids() {
                if let Some(party) = taken_back.get(&id) {
                    scene.put(party.clone());
                }
            }
            for row in rows {
                let plan = scene.plan(&row, &earlier)?;
                if let Some(mut party) = row.party_id.and_then(|id| scene.party(id)).cloned()
                    && !plan.values.is_empty()
                {
                    plan.values.iter().for_each(|value| plan::put_back(&mut party, value));
                    taken_back.insert(party.id, party.clone());
                    scene.put(party);
                }
                if row.state != "created" && row.state != "updated" {
                    continue;
                }
                if plan.kept.is_empty() {
                    if row.state == "created" {
                        preview.goes += 1
                    } else {
                        preview.restored += 1
                    }
                    continue;
                }
                preview.stays += 1;
                let codes: std::collections::BTreeSet<&str> = plan.kept.iter().map(|kept| kept.why.code()).collect();
                for code in codes {
                    *preview.because.entry(code.to_owned()).or_default() += 1;
                }
                if preview.rows.len() < NAMED {
                    let party = scene.seen(actor, row.party_id);
                    preview.rows.push(ImportRowView {
                        row: row.row,
                        state: row.state,
                        party: party.map(|party| NameRef { id: party.id, name: party.name.clone() }),
                        reasons: Vec::new(),
                        cells: None,
                        kept: plan.reasons(),
                    });
                }
            }
        }
    }

    /// Takes a run back: at once for whoever asks, done by a job.
    pub async fn undo_import(&self, actor: &Actor, id: Uuid) -> Result<ImportView, AppError> {
        let tx = self.store.begin().await?;
        self.run_to_undo(&tx, actor, id).await?;
        let mut row = store::imports::run_locked(&tx, id).await?.ok_or(AppError::NotFound("import"))?;
        if !UNDOABLE.contains(&row.state.as_str()) {
            return Err(wrong_state(&row));
        }
        row.state = state::UNDOING.to_owned();
        row.error = None;
        row.undone_rows.get_or_insert(0);
        row.kept_rows.get_or_insert(0);
        row.undo_by = actor.id();
        row.undo_asked_at = Some(self.now_ms());
        store::imports::update_run(&tx, row.clone()).await?;
        self.enqueue(&tx, kind::UNDO, id).await?;
        let detail = serde_json::json!({ "created": row.created, "updated": row.updated });
        self.audit(&tx, actor, "import_undo_asked", ("import", &id.to_string()), detail).await?;
        tx.commit().await?;
        self.progress.publish(&row, self.now_ms());
        self.wake_workers();
        self.import_view(actor, row).await
    }

    async fn run_to_undo(&self, db: &impl store::Db, actor: &Actor, id: Uuid) -> Result<import_run::Model, AppError> {
        actor.require(Right::Import)?;
        let run = self.run_seen(db, actor, id).await?;
        if !may_undo(actor, &run) {
            return Err(AppError::Forbidden);
        }
        if UNDOABLE.contains(&run.state.as_str()) { Ok(run) } else { Err(wrong_state(&run)) }
    }

    /// Works an undoing from where it stands to its end.
    pub(crate) async fn run_undo(&self, id: Uuid) -> Result<(), AppError> {
        let Some(run) = store::imports::run(&self.store, id).await? else { return Ok(()) };
        if run.state != state::UNDOING {
            return Ok(());
        }
        let actor = match run.undo_by {
            Some(user) => self.actor(user).await?.ok_or(AppError::Forbidden)?,
            None => Actor::system(),
        };
        let subject = super::subject::subject_of(&run);
        if subject != tables::Subject::Names {
            return Box::pin(self.undo_rows(&actor, id, subject)).await;
        }
        let earlier = self.earlier(&run).await?;
        let mut place = run.undo_row;
        loop {
            if self.is_stopping() {
                return Ok(());
            }
            match self.undo_chunk(&actor, id, &earlier, place).await? {
                Some(next) => place = Some(next),
                None => break,
            }
        }
        // of a file that was not read whole, the rest will not be imported any more
        let _ = tokio::fs::remove_file(self.import_path(id)).await;
        Ok(())
    }

    /// Takes some rows back, with the place in one transaction; answers the place, or none at the end.
    async fn undo_chunk(
        &self,
        actor: &Actor,
        id: Uuid,
        earlier: &Earlier,
        expected: Option<i64>,
    ) -> Result<Option<i64>, AppError> {
        let tx = self.store.begin().await?;
        let row = store::imports::run_locked(&tx, id).await?;
        let mut run = row.ok_or_else(|| AppError::Internal("the run is gone".to_owned()))?;
        if run.state != state::UNDOING || run.undo_row != expected {
            return Err(AppError::conflict(WORKED_ELSEWHERE, "another worker goes on with this import"));
        }
        let rows = store::imports::rows_to_undo(&tx, id, expected.unwrap_or(i64::MAX), PER_CHUNK).await?;
        let last = rows.last().map(|row| row.row);
        match last {
            Some(place) => {
                let scene = self.scene(&tx, actor, &run, &rows, Some(&tx)).await?;
                self.apply_undo(&tx, actor, &mut run, scene, rows, earlier).await?;
                run.undo_row = Some(place);
            }
            None => {
                run.review = 0;
                self.end_undoing(&tx, actor, &mut run).await?;
            }
        }
        store::imports::update_run(&tx, run.clone()).await?;
        tx.commit().await?;
        self.progress.publish(&run, self.now_ms());
        Ok(last)
    }

    /// Notes that nothing is left to take back, with what went and what stayed.
    async fn end_undoing(&self, tx: &store::Tx, actor: &Actor, run: &mut import_run::Model) -> Result<(), AppError> {
        run.state = state::UNDONE.to_owned();
        run.undone_at = Some(self.now_ms());
        let detail = serde_json::json!({ "undone": run.undone_rows, "kept": run.kept_rows });
        self.audit(tx, actor, "import_undone", ("import", &run.id.to_string()), detail).await
    }
}

fn wrong_state(run: &import_run::Model) -> AppError {
    let detail = format!("the import is {} and cannot be undone", run.state);
    AppError::conflict("import_state", detail)
}

/// Something that stays, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    pub why: method::imports::KeptBecause,
    /// which value, where it is one of the record's
    pub field: Option<String>,
}

impl Kept {
    fn reason(&self) -> RowReason {
        match &self.field {
            Some(field) => RowReason::new(self.why.code(), &[("field", field)]),
            None => RowReason::new(self.why.code(), &[]),
        }
    }
}
