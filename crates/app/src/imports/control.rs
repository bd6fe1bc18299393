//! Starting, cancelling and resuming a run.

use uuid::Uuid;

use super::{
    ImportFailure, ImportView, MappedColumn, state,
    subject::{self, check_mapping, subject_of},
};
use crate::{Actor, App, AppError, Right, jobs::kind};

impl App {
    pub async fn start_import(&self, actor: &Actor, id: Uuid) -> Result<ImportView, AppError> {
        self.move_import(actor, id, &[state::ANALYSED], state::RUNNING, "import_started").await
    }

    /// Goes on after the last row that is done: after a cancellation or a failure.
    pub async fn resume_import(&self, actor: &Actor, id: Uuid) -> Result<ImportView, AppError> {
        self.move_import(actor, id, &[state::CANCELLED, state::FAILED], state::RUNNING, "import_resumed").await
    }

    /// Stops after the chunk that is being written; what is done stays, and the run can be resumed.
    pub async fn cancel_import(&self, actor: &Actor, id: Uuid) -> Result<ImportView, AppError> {
        self.move_import(actor, id, &[state::RUNNING], state::CANCELLING, "import_cancelled").await
    }

    async fn move_import(
        &self,
        actor: &Actor,
        id: Uuid,
        from: &[&str],
        to: &str,
        action: &str,
    ) -> Result<ImportView, AppError> {
        actor.require(Right::Import)?;
        let tx = self.store.begin().await?;
        self.run_seen(&tx, actor, id).await?;
        let mut row = store::imports::run_locked(&tx, id).await?.ok_or(AppError::NotFound("import"))?;
        if !from.contains(&row.state.as_str()) {
            let detail = format!("the import is {} and cannot become {to}", row.state);
            return Err(AppError::conflict("import_state", detail));
        }
        if to == state::RUNNING {
            subject::require(actor, subject_of(&row))?;
            check_mapping(subject_of(&row), &serde_json::from_str::<Vec<MappedColumn>>(&row.mapping)?)?;
        }
        row.state = to.to_owned();
        if to == state::RUNNING {
            row.error = None;
            row.finished_at = None;
            row.started_at.get_or_insert(self.now_ms());
            self.enqueue(&tx, kind::IMPORT, id).await?;
        } else {
            store::jobs::hasten(&tx, id).await?;
        }
        // a plan that is being changed meanwhile does not bring the former state back
        let row = store::imports::update_plan(&tx, row).await?;
        self.audit(&tx, actor, action, ("import", &id.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        self.wake_workers();
        self.import_view(actor, row).await
    }

    /// Lets a run whose job is tried again go on after the last row that is done.
    pub(crate) async fn reopen_import(&self, tx: &store::Tx, id: Uuid) -> Result<(), AppError> {
        let mut row = store::imports::run_locked(tx, id).await?.ok_or(AppError::NotFound("import"))?;
        if row.state != state::FAILED {
            return Err(AppError::conflict("import_state", format!("the import is {}", row.state)));
        }
        row.state = state::RUNNING.to_owned();
        row.error = None;
        row.finished_at = None;
        Ok(store::imports::update_run(tx, row).await?)
    }

    /// Notes why a run could not go on.
    pub(crate) async fn fail_import(&self, tx: &store::Tx, id: Uuid, error: &AppError) -> Result<(), AppError> {
        let Some(mut row) = store::imports::run_locked(tx, id).await? else { return Ok(()) };
        let failure = ImportFailure {
            code: match error {
                AppError::FileUnreadable { code, .. } => code.clone(),
                other => other.code().to_owned(),
            },
            detail: error.to_string(),
        };
        row.state = if row.state == state::UNDOING { state::UNDO_FAILED } else { state::FAILED }.to_owned();
        row.error = Some(serde_json::to_string(&failure)?);
        row.finished_at.get_or_insert(self.now_ms());
        self.progress.publish(&row, self.now_ms());
        Ok(store::imports::update_run(tx, row).await?)
    }
}
