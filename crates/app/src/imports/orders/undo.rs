//! Taking a file of orders back: its orders are voided, but for those of which something was returned since.

use method::{Coded, imports::KeptBecause};
use store::entities::import_run;
use uuid::Uuid;

use super::is_of_orders;
use crate::{
    Actor, App, AppError,
    imports::{UndoPreview, report::RowReason, run::WORKED_ELSEWHERE, state, undo::UNDONE_REASON},
};

const PER_CHUNK: u64 = 2_000;

impl App {
    /// What undoing would void and what would stay; none of a run of names.
    pub(in crate::imports) async fn preview_orders_undo(
        &self,
        run: &import_run::Model,
    ) -> Result<Option<UndoPreview>, AppError> {
        if !is_of_orders(run) {
            return Ok(None);
        }
        let mut stays = 0;
        let mut after = Uuid::nil();
        loop {
            let page = store::orders::of_import(&self.store, run.id, after, PER_CHUNK).await?;
            let Some((last, _)) = page.last() else { break };
            after = *last;
            let ids: Vec<Uuid> = page.into_iter().map(|(id, _)| id).collect();
            let returned = store::orders::with_returns(&self.store, &ids).await?;
            stays += store::orders::rows_of_orders(&self.store, &returned).await?.len() as u64;
        }
        let mut preview =
            UndoPreview { goes: run.created.unsigned_abs().saturating_sub(stays), stays, ..UndoPreview::default() };
        preview.complete = true;
        if stays > 0 {
            preview.because.insert(KeptBecause::Returned.code().to_owned(), stays);
        }
        Ok(Some(preview))
    }

    /// Works the undoing of a run of orders to its end.
    pub(in crate::imports) async fn undo_orders(&self, actor: &Actor, id: Uuid) -> Result<(), AppError> {
        let mut after = Uuid::nil();
        loop {
            if self.is_stopping() {
                return Ok(());
            }
            match self.void_some(actor, id, after).await? {
                Some(last) => after = last,
                None => break,
            }
        }
        if !self.follow_import(id, actor).await? {
            return Ok(());
        }
        let tx = self.store.begin().await?;
        let mut run = self.being_undone(&tx, id).await?;
        // of orders that somebody had voided before nothing is left to take back
        let rest = store::imports::settle_undone(&tx, id, None, "undone", None).await?;
        *run.undone_rows.get_or_insert(0) += i64::try_from(rest).unwrap_or(i64::MAX);
        run.state = state::UNDONE.to_owned();
        run.undone_at = Some(self.now_ms());
        let detail = serde_json::json!({ "undone": run.undone_rows, "kept": run.kept_rows });
        self.audit(&tx, actor, "import_undone", ("import", &id.to_string()), detail).await?;
        store::imports::update_run(&tx, run.clone()).await?;
        tx.commit().await?;
        self.progress.publish(&run, self.now_ms());
        // of a file that was not read whole, the rest will not be imported any more
        let _ = tokio::fs::remove_file(self.import_path(id)).await;
        Ok(())
    }

    async fn being_undone(&self, tx: &store::Tx, id: Uuid) -> Result<import_run::Model, AppError> {
        let row = store::imports::run_locked(tx, id).await?;
        let run = row.ok_or_else(|| AppError::Internal("the run is gone".to_owned()))?;
        if run.state == state::UNDOING {
            return Ok(run);
        }
        Err(AppError::conflict(WORKED_ELSEWHERE, "another worker goes on with this import"))
    }

    /// Voids some orders after one, with the rows they came from; answers the last, or none at the end.
    async fn void_some(&self, actor: &Actor, id: Uuid, after: Uuid) -> Result<Option<Uuid>, AppError> {
        let tx = self.store.begin().await?;
        let mut run = self.being_undone(&tx, id).await?;
        let page = store::orders::of_import(&tx, id, after, PER_CHUNK).await?;
        let Some((last, _)) = page.last().copied() else { return Ok(None) };
        let ids: Vec<Uuid> = page.into_iter().map(|(id, _)| id).collect();
        let returned = store::orders::with_returns(&tx, &ids).await?;
        let goes: Vec<Uuid> = ids.into_iter().filter(|id| !returned.contains(id)).collect();
        store::orders::void(&tx, &goes, actor.id(), UNDONE_REASON, self.now_ms()).await?;
        let rows = store::orders::rows_of_orders(&tx, &goes).await?;
        let undone = store::imports::settle_undone(&tx, id, Some(&rows), "undone", None).await?;
        let rows = store::orders::rows_of_orders(&tx, &returned).await?;
        let reasons = serde_json::to_string(&[RowReason::new(KeptBecause::Returned.code(), &[])])?;
        let kept = store::imports::settle_undone(&tx, id, Some(&rows), "kept", Some(&reasons)).await?;
        *run.undone_rows.get_or_insert(0) += i64::try_from(undone).unwrap_or(i64::MAX);
        *run.kept_rows.get_or_insert(0) += i64::try_from(kept).unwrap_or(i64::MAX);
        store::imports::update_run(&tx, run.clone()).await?;
        tx.commit().await?;
        self.progress.publish(&run, self.now_ms());
        Ok(Some(last))
    }
}
