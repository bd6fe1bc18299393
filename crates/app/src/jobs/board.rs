//! What runs, waits and failed, for administrators; a failed job is tried again by hand, one that has not begun is stopped.

use std::collections::HashMap;

use method::Timestamp;
use serde::Serialize;
use store::{
    Tx,
    entities::{import_run, job},
    jobs::state,
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::kind;
use crate::{Actor, App, AppError, NameRef, Right, imports};

/// Why the last attempt failed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JobFailure {
    /// stable code
    pub code: String,
    /// the same in English
    pub detail: String,
}

#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct JobProgress {
    pub done: i64,
    pub total: i64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JobView {
    pub id: Uuid,
    /// `import`, `reassess`, `pool` …
    pub kind: String,
    /// `waiting`, `running`, `done`, `failed`, `cancelled`, `replaced`
    pub state: String,
    /// what it is about, where it is about one thing: the import
    pub subject: Option<NameRef>,
    pub attempts: i32,
    pub created_at: Timestamp,
    /// when the last attempt began
    pub started_at: Option<Timestamp>,
    /// the next attempt is made no sooner
    pub next_at: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
    pub failure: Option<JobFailure>,
    /// absent where it cannot be told
    pub progress: Option<JobProgress>,
    pub can_retry: bool,
    pub can_cancel: bool,
}

/// A page of jobs, and how many there are in each state.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JobList {
    pub items: Vec<JobView>,
    pub next: Option<String>,
    pub counts: JobCounts,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct JobCounts {
    pub waiting: i64,
    pub running: i64,
    pub failed: i64,
    pub done: i64,
}

const PAGE: u64 = 50;
const JOB_STATE: &str = "job_state";

impl App {
    /// Jobs, the newest first; `states` are separated by commas, all where absent.
    pub async fn jobs(&self, actor: &Actor, states: Option<&str>, before: Option<Uuid>) -> Result<JobList, AppError> {
        actor.require(Right::ManageJobs)?;
        let states: Vec<String> =
            states.unwrap_or_default().split(',').filter(|state| !state.is_empty()).map(str::to_owned).collect();
        let mut rows = store::jobs::newest(&self.store, &states, before, PAGE + 1).await?;
        let more = rows.len() as u64 > PAGE;
        rows.truncate(PAGE as usize);
        let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
        let mut counts = JobCounts::default();
        for (_, state, count) in store::jobs::counts(&self.store).await? {
            match state.as_str() {
                state::WAITING => counts.waiting += count,
                state::RUNNING => counts.running += count,
                state::FAILED => counts.failed += count,
                state::DONE => counts.done += count,
                _ => {}
            }
        }
        Ok(JobList { items: self.job_views(rows).await?, next, counts })
    }

    /// Tries a job again that was given up, or that waits for its next attempt.
    pub async fn retry_job(&self, actor: &Actor, id: Uuid) -> Result<JobView, AppError> {
        actor.require(Right::ManageJobs)?;
        let tx = self.store.begin().await?;
        let mut row = store::jobs::locked(&tx, id).await?.ok_or(AppError::NotFound("job"))?;
        if !can_retry(&row) {
            // let go of before the answer: workers pass over a job that somebody holds
            tx.rollback().await?;
            return Err(AppError::conflict(JOB_STATE, format!("the job is {}", row.state)));
        }
        if row.kind == kind::IMPORT && row.state == state::FAILED {
            self.reopen_import(&tx, row.subject_id).await?;
        }
        row.state = state::WAITING.to_owned();
        row.attempts = 0;
        (row.not_before, row.finished_at) = (None, None);
        store::jobs::update(&tx, row.clone()).await?;
        self.audit_job(&tx, actor, "job_retried", &row).await?;
        tx.commit().await?;
        self.wake_workers();
        self.job_view(row).await
    }

    /// Stops a job: one that has not begun at once, an import after the rows being written. What else runs ends by itself
    /// and is not broken off.
    pub async fn cancel_job(&self, actor: &Actor, id: Uuid) -> Result<JobView, AppError> {
        actor.require(Right::ManageJobs)?;
        let tx = self.store.begin().await?;
        let mut row = store::jobs::locked(&tx, id).await?.ok_or(AppError::NotFound("job"))?;
        if !can_cancel(&row) {
            // let go of before the answer: workers pass over a job that somebody holds
            tx.rollback().await?;
            return Err(AppError::conflict(JOB_STATE, format!("the job is {}", row.state)));
        }
        if row.kind == kind::IMPORT {
            // the run is told; its worker, now or later, ends the job
            self.audit_job(&tx, actor, "job_cancelled", &row).await?;
            tx.commit().await?;
            self.cancel_import(actor, row.subject_id).await?;
            return self.job_view(row).await;
        }
        row.state = state::CANCELLED.to_owned();
        row.finished_at = Some(self.now_ms());
        store::jobs::update(&tx, row.clone()).await?;
        self.audit_job(&tx, actor, "job_cancelled", &row).await?;
        tx.commit().await?;
        self.job_view(row).await
    }

    async fn audit_job(&self, tx: &Tx, actor: &Actor, action: &str, row: &job::Model) -> Result<(), AppError> {
        let detail = serde_json::json!({ "kind": row.kind, "attempts": row.attempts });
        self.audit(tx, actor, action, ("job", &row.id.to_string()), detail).await
    }

    async fn job_view(&self, row: job::Model) -> Result<JobView, AppError> {
        self.job_views(vec![row]).await?.pop().ok_or(AppError::NotFound("job"))
    }

    async fn job_views(&self, rows: Vec<job::Model>) -> Result<Vec<JobView>, AppError> {
        let of_imports: Vec<Uuid> =
            rows.iter().filter(|row| row.kind == kind::IMPORT).map(|row| row.subject_id).collect();
        let runs: HashMap<Uuid, import_run::Model> =
            store::imports::runs_of(&self.store, &of_imports).await?.into_iter().map(|run| (run.id, run)).collect();
        Ok(rows.into_iter().map(|row| view(&row, runs.get(&row.subject_id))).collect())
    }
}

/// Taking an import back and looking for doubles are asked for anew where they were asked for: what they are about says
/// itself that it failed, and has to be made ready again.
fn stands_alone(row: &job::Model) -> bool {
    !matches!(row.kind.as_str(), kind::UNDO | kind::SCAN | kind::CLASSES | kind::CLASSES_DAILY)
}

fn can_retry(row: &job::Model) -> bool {
    (row.state == state::FAILED && stands_alone(row)) || (row.state == state::WAITING && row.not_before.is_some())
}

fn can_cancel(row: &job::Model) -> bool {
    let waiting = row.state == state::WAITING && stands_alone(row);
    waiting || (row.state == state::RUNNING && row.kind == kind::IMPORT)
}

fn view(row: &job::Model, run: Option<&import_run::Model>) -> JobView {
    let running = row.state == state::RUNNING;
    let of_import = run.filter(|run| run.bytes > 0).map(|run| JobProgress { done: run.bytes_read, total: run.bytes });
    let own = row.done.zip(row.total).map(|(done, total)| JobProgress { done, total });
    let ended = matches!(row.state.as_str(), state::DONE | state::CANCELLED | state::REPLACED);
    let cancelling = run.is_some_and(|run| run.state == imports::state::CANCELLING);
    JobView {
        id: row.id,
        kind: row.kind.clone(),
        state: row.state.clone(),
        subject: run.map(|run| NameRef { id: run.id, name: run.file_name.clone() }),
        attempts: row.attempts,
        created_at: row.created_at.into(),
        started_at: row.started_at.map(Timestamp::from),
        next_at: row.not_before.filter(|_| row.state == state::WAITING).map(Timestamp::from),
        finished_at: row.finished_at.map(Timestamp::from),
        failure: row
            .error
            .clone()
            .filter(|_| !ended)
            .map(|detail| JobFailure { code: row.error_code.clone().unwrap_or_else(|| "internal".to_owned()), detail }),
        progress: of_import.or(own).filter(|_| running),
        can_retry: can_retry(row),
        can_cancel: can_cancel(row) && !cancelling,
    }
}
