//! How far a running import has come, for those who watch.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use serde::Serialize;
use store::entities::import_run;
use tokio::sync::watch;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ImportCounts, counts, state, undo};
use crate::{Actor, App, AppError};

/// One report of progress.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ImportProgress {
    pub state: String,
    pub counts: ImportCounts,
    /// bytes of the file, or rows of a sheet, that are done
    pub done: i64,
    /// bytes of the file
    pub bytes: i64,
    pub rows_per_second: Option<f64>,
    pub seconds_left: Option<f64>,
}

impl ImportProgress {
    /// Whether nothing more will come.
    pub fn ended(&self) -> bool {
        [state::CANCELLED, state::FINISHED, state::FAILED, state::UNDONE, state::UNDO_FAILED]
            .contains(&self.state.as_str())
    }
}

/// The latest report of each run of this process.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProgressHub(Arc<Mutex<HashMap<Uuid, watch::Sender<ImportProgress>>>>);

impl ProgressHub {
    pub(crate) fn publish(&self, row: &import_run::Model, now: i64) {
        let report = report(row, now);
        let ended = report.ended();
        let Ok(mut runs) = self.0.lock() else { return };
        match runs.get(&row.id) {
            Some(sender) => {
                sender.send_replace(report);
            }
            None => {
                runs.insert(row.id, watch::Sender::new(report));
            }
        }
        if ended {
            // watchers keep the last value; nobody new needs the entry
            runs.remove(&row.id);
        }
    }

    fn subscribe(&self, row: &import_run::Model, now: i64) -> watch::Receiver<ImportProgress> {
        let current = report(row, now);
        if current.ended() {
            // the sender is dropped at once: the receiver has the end and learns that nothing follows
            return watch::Sender::new(current).subscribe();
        }
        let mut runs = match self.0.lock() {
            Ok(runs) => runs,
            Err(poisoned) => poisoned.into_inner(),
        };
        runs.entry(row.id).or_insert_with(|| watch::Sender::new(current)).subscribe()
    }
}

fn report(row: &import_run::Model, now: i64) -> ImportProgress {
    if let Some(undo) = undo::report(row, now) {
        return undo;
    }
    let end = row.finished_at.unwrap_or(now);
    let elapsed = row.started_at.map(|start| (end - start) as f64 / 1000.0).filter(|seconds| *seconds > 0.0);
    let running = row.state == state::RUNNING;
    let rate = elapsed.map(|seconds| row.rows_read as f64 / seconds);
    let left = elapsed.filter(|_| running && row.bytes_read > 0).map(|seconds| {
        let share = (row.bytes_read as f64 / row.bytes.max(1) as f64).clamp(0.001, 1.0);
        seconds * (1.0 - share) / share
    });
    ImportProgress {
        state: row.state.clone(),
        counts: counts(row),
        done: row.bytes_read,
        bytes: row.bytes,
        rows_per_second: rate,
        seconds_left: left,
    }
}

impl App {
    /// The latest report of a run, and every later one of this process; a run that another process works is read from
    /// the database by the caller.
    pub async fn watch_import(&self, actor: &Actor, id: Uuid) -> Result<watch::Receiver<ImportProgress>, AppError> {
        let row = self.run_seen(&self.store, actor, id).await?;
        Ok(self.progress.subscribe(&row, self.now_ms()))
    }

    /// The report of a run as the database has it.
    pub async fn import_progress(&self, actor: &Actor, id: Uuid) -> Result<ImportProgress, AppError> {
        Ok(report(&self.run_seen(&self.store, actor, id).await?, self.now_ms()))
    }
}
