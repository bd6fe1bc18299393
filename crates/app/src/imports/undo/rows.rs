//! Taking back files whose rows are about something a customer has: what came with them goes, but for what somebody has built on
//! since; then the customers they made go where nobody has touched them.

use std::collections::{BTreeMap, HashSet};

use method::{Coded, imports::KeptBecause};
use store::entities::{import_row, import_run};
use tables::Subject;
use uuid::Uuid;

use super::{Earlier, MadeCustomer, NAMED, PER_CHUNK, PREVIEWED, UndoPreview};
use crate::{
    Actor, App, AppError, NameRef,
    imports::{
        report::{ImportRowView, RowReason},
        run::WORKED_ELSEWHERE,
        state,
        subject::subject_of,
    },
};

/// What stays of a run, as things stand.
#[derive(Debug, Default)]
pub(super) struct Staying {
    pub rows: HashSet<i64>,
    pub because: BTreeMap<KeptBecause, u64>,
    /// whose it is that stays: these customers stay too
    pub customers: HashSet<Uuid>,
    /// of the rows, those that changed something on file
    pub changed: u64,
}

impl Staying {
    pub(super) fn keep(&mut self, row: i64, because: KeptBecause) {
        if self.rows.insert(row) {
            *self.because.entry(because).or_default() += 1;
        }
    }
}

impl App {
    /// What undoing would take out and what would stay; none of a run of names.
    pub(super) async fn preview_rows_undo(
        &self,
        actor: &Actor,
        run: &import_run::Model,
    ) -> Result<Option<UndoPreview>, AppError> {
        let staying = match subject_of(run) {
            Subject::Names => return Ok(None),
            Subject::Orders => self.orders_that_stay(run).await?,
            Subject::Deals => self.deals_that_stay(run).await?,
        };
        let mut preview = UndoPreview { complete: true, ..UndoPreview::default() };
        preview.because = staying.because.iter().map(|(why, count)| (why.code().to_owned(), *count)).collect();
        let changed = staying.changed;
        let kept = self.preview_made_customers(actor, run, staying, &mut preview).await?;
        preview.stays = kept.len() as u64;
        preview.restored = run.updated.unsigned_abs().saturating_sub(changed);
        preview.goes = (run.created.unsigned_abs() + changed).saturating_sub(preview.stays);
        Ok(Some(preview))
    }

    /// Adds the customers that stay to the preview, with the rows they were made for; answers all rows of which something stays.
    async fn preview_made_customers(
        &self,
        actor: &Actor,
        run: &import_run::Model,
        staying: Staying,
        preview: &mut UndoPreview,
    ) -> Result<HashSet<i64>, AppError> {
        let Staying { rows: mut kept, customers, .. } = staying;
        let earlier = self.earlier(run).await?;
        let (mut after, mut looked_at) = (0, 0);
        loop {
            let some = (after, PER_CHUNK);
            let (last, made) = self.made_customers(&self.store, actor, (run, &earlier), some, None).await?;
            let Some(last) = last else { return Ok(kept) };
            if looked_at >= PREVIEWED {
                preview.complete = false;
                return Ok(kept);
            }
            after = last;
            looked_at += PER_CHUNK;
            for MadeCustomer { row, party, kept: mut reasons } in made {
                if reasons.is_empty() && party.as_ref().is_some_and(|party| customers.contains(&party.id)) {
                    reasons.push(RowReason::new(KeptBecause::Linked.code(), &[]));
                }
                if reasons.is_empty() || !kept.insert(row.row) {
                    continue;
                }
                for reason in &reasons {
                    *preview.because.entry(reason.code.clone()).or_default() += 1;
                }
                if preview.rows.len() < NAMED {
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
        let some = (after, PER_CHUNK);
        let (last, made) = self.made_customers(&tx, actor, (&run, earlier), some, Some(&tx)).await?;
        let mut leaving = Vec::new();
        for MadeCustomer { mut row, party, kept } in made {
            // of an order or a deal that stays, the row says so already
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

    /// Works the undoing of a run of orders or deals to its end.
    pub(super) async fn undo_rows(&self, actor: &Actor, id: Uuid, subject: Subject) -> Result<(), AppError> {
        let gone = match subject {
            Subject::Deals => self.undo_deals(id).await?,
            _ => self.undo_orders(actor, id).await?,
        };
        if !gone {
            return Ok(());
        }
        let tx = self.store.begin().await?;
        let mut run = self.being_undone(&tx, id).await?;
        // of what somebody had taken out before nothing is left to take back
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
        self.end_undoing(&tx, actor, &mut run).await?;
        store::imports::update_run(&tx, run.clone()).await?;
        tx.commit().await?;
        self.progress.publish(&run, self.now_ms());
        // of a file that was not read whole, the rest will not be imported any more
        let _ = tokio::fs::remove_file(self.import_path(id)).await;
        Ok(())
    }

    pub(super) async fn being_undone(&self, tx: &store::Tx, id: Uuid) -> Result<import_run::Model, AppError> {
        let row = store::imports::run_locked(tx, id).await?;
        let run = row.ok_or_else(|| AppError::Internal("the run is gone".to_owned()))?;
        if run.state == state::UNDOING {
            return Ok(run);
        }
        Err(AppError::conflict(WORKED_ELSEWHERE, "another worker goes on with this import"))
    }

    /// Notes of rows whether what came with them went or stayed, and counts them with the run.
    pub(super) async fn settle_rows(
        &self,
        tx: &store::Tx,
        run: &mut import_run::Model,
        gone: &[i64],
        kept: &[i64],
        because: KeptBecause,
    ) -> Result<(), AppError> {
        let undone = store::imports::settle_undone(tx, run.id, Some(gone), "undone", None).await?;
        let reasons = serde_json::to_string(&[RowReason::new(because.code(), &[])])?;
        let kept = store::imports::settle_undone(tx, run.id, Some(kept), "kept", Some(&reasons)).await?;
        *run.undone_rows.get_or_insert(0) += i64::try_from(undone).unwrap_or(i64::MAX);
        *run.kept_rows.get_or_insert(0) += i64::try_from(kept).unwrap_or(i64::MAX);
        store::imports::update_run(tx, run.clone()).await?;
        Ok(())
    }
}
