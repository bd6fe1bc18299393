//! Taking a file of orders back: its orders are voided, but for those of which something was returned since, and the customers
//! it made go where nobody has touched them.

use std::collections::HashSet;

use method::{Coded, imports::KeptBecause};
use store::entities::{import_row, import_run};
use tables::Subject;
use uuid::Uuid;

use crate::{
    Actor, App, AppError, NameRef,
    imports::{
        UndoPreview,
        report::{ImportRowView, RowReason},
        run::WORKED_ELSEWHERE,
        state,
        subject::subject_of,
        undo::{self, Earlier, MadeCustomer, UNDONE_REASON},
    },
};

const PER_CHUNK: u64 = 2_000;

impl App {
    /// What undoing would void and what would stay; none of a run of names.
    pub(in crate::imports) async fn preview_orders_undo(
        &self,
        actor: &Actor,
        run: &import_run::Model,
    ) -> Result<Option<UndoPreview>, AppError> {
        if subject_of(run) != Subject::Orders {
            return Ok(None);
        }
        let mut kept: HashSet<i64> = HashSet::new();
        let mut after = Uuid::nil();
        loop {
            let page = store::orders::of_import(&self.store, run.id, after, PER_CHUNK).await?;
            let Some((last, _)) = page.last() else { break };
            after = *last;
            let ids: Vec<Uuid> = page.into_iter().map(|(id, _)| id).collect();
            let returned = store::orders::with_returns(&self.store, &ids).await?;
            kept.extend(store::orders::rows_of_orders(&self.store, &returned).await?);
        }
        let mut preview = UndoPreview { complete: true, ..UndoPreview::default() };
        if !kept.is_empty() {
            preview.because.insert(KeptBecause::Returned.code().to_owned(), kept.len() as u64);
        }
        self.preview_made_customers(actor, run, &mut kept, &mut preview).await?;
        preview.stays = kept.len() as u64;
        preview.goes = run.created.unsigned_abs().saturating_sub(preview.stays);
        Ok(Some(preview))
    }

    /// Adds the customers that stay to the preview, with the rows they were made for.
    async fn preview_made_customers(
        &self,
        actor: &Actor,
        run: &import_run::Model,
        kept: &mut HashSet<i64>,
        preview: &mut UndoPreview,
    ) -> Result<(), AppError> {
        let earlier = self.earlier(run).await?;
        let (mut after, mut looked_at) = (0, 0);
        loop {
            let some = (after, undo::PER_CHUNK);
            let (last, made) = self.made_customers(&self.store, actor, (run, &earlier), some, None).await?;
            let Some(last) = last else { return Ok(()) };
            if looked_at >= undo::PREVIEWED {
                preview.complete = false;
                return Ok(());
            }
            after = last;
            looked_at += undo::PER_CHUNK;
            for MadeCustomer { row, party, kept: reasons } in made {
                if reasons.is_empty() || !kept.insert(row.row) {
                    continue;
                }
                for reason in &reasons {
                    *preview.because.entry(reason.code.clone()).or_default() += 1;
                }
                if preview.rows.len() < undo::NAMED {
                    let seen = party.filter(|party| actor.reaches(party.owner_id, party.team_id));
                    preview.rows.push(ImportRowView {
                        row: row.row,
                        state: row.state,
                        party: seen.map(|party| NameRef { id: party.id, name: party.name }),
                        reasons: Vec::new(),
                        cells: None,
                        kept: reasons,
                    });
                }
            }
        }
    }

    /// Takes out some of the customers whom the run made and nobody has touched, after a row; of those that stay the row says
    /// why. Answers the last row, or none at the end.
    async fn take_customers_out(
        &self,
        actor: &Actor,
        id: Uuid,
        earlier: &Earlier,
        after: i64,
    ) -> Result<Option<i64>, AppError> {
        let tx = self.store.begin().await?;
        let mut run = self.being_undone(&tx, id).await?;
        let some = (after, undo::PER_CHUNK);
        let (last, made) = self.made_customers(&tx, actor, (&run, earlier), some, Some(&tx)).await?;
        let mut leaving = Vec::new();
        for MadeCustomer { mut row, party, kept } in made {
            // of an order that stays, the row says so already
            let Some(party) = party.filter(|_| row.undone.as_deref() == Some("undone")) else { continue };
            if kept.is_empty() {
                leaving.push((row, party));
                continue;
            }
            row.undone = Some("kept".to_owned());
            row.kept_reasons = Some(serde_json::to_string(&kept)?);
            *run.undone_rows.get_or_insert(0) -= 1;
            *run.kept_rows.get_or_insert(0) += 1;
            store::imports::update_row(&tx, row).await?;
        }
        let (rows, parties): (Vec<import_row::Model>, Vec<_>) = leaving.into_iter().unzip();
        let whole = store::leaving::take_out_customers(&tx, parties).await?;
        for (mut row, whole) in rows.into_iter().zip(whole) {
            row.record = Some(serde_json::to_string(&whole)?);
            store::imports::update_row(&tx, row).await?;
        }
        store::imports::update_run(&tx, run.clone()).await?;
        tx.commit().await?;
        self.progress.publish(&run, self.now_ms());
        Ok(last)
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
        store::imports::update_run(&tx, run.clone()).await?;
        tx.commit().await?;
        let earlier = self.earlier(&run).await?;
        let mut after = 0;
        loop {
            if self.is_stopping() {
                return Ok(());
            }
            match self.take_customers_out(actor, id, &earlier, after).await? {
                Some(last) => after = last,
                None => break,
            }
        }
        let tx = self.store.begin().await?;
        let mut run = self.being_undone(&tx, id).await?;
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
