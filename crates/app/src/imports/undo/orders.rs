//! The orders of a file that is taken back are voided, but for those of which something was returned since.

use method::imports::KeptBecause;
use store::entities::import_run;
use uuid::Uuid;

use super::{UNDONE_REASON, rows::Staying};
use crate::{Actor, App, AppError};

const PER_CHUNK: u64 = 2_000;

impl App {
    pub(super) async fn orders_that_stay(&self, run: &import_run::Model) -> Result<Staying, AppError> {
        let mut staying = Staying::default();
        let mut after = Uuid::nil();
        loop {
            let page = store::orders::of_import(&self.store, run.id, after, PER_CHUNK).await?;
            let Some((last, _)) = page.last() else { return Ok(staying) };
            after = *last;
            let ids: Vec<Uuid> = page.into_iter().map(|(id, _)| id).collect();
            let returned = store::orders::with_returns(&self.store, &ids).await?;
            for row in store::orders::rows_of_orders(&self.store, &returned).await? {
                staying.keep(row, KeptBecause::Returned);
            }
        }
    }

    /// Voids the orders of a run, and renews what follows from them; false where the process is about to end.
    pub(super) async fn undo_orders(&self, actor: &Actor, id: Uuid) -> Result<bool, AppError> {
        let mut after = Uuid::nil();
        loop {
            if self.is_stopping() {
                return Ok(false);
            }
            match self.void_some(actor, id, after).await? {
                Some(last) => after = last,
                None => return self.follow_import(id, actor).await,
            }
        }
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
        let gone = store::orders::rows_of_orders(&tx, &goes).await?;
        let kept = store::orders::rows_of_orders(&tx, &returned).await?;
        self.settle_rows(&tx, &mut run, &gone, &kept, KeptBecause::Returned).await?;
        tx.commit().await?;
        self.progress.publish(&run, self.now_ms());
        Ok(Some(last))
    }
}
