//! The deals of a file that is taken back leave, and those it changed go back to what they were, but for those that somebody has
//! worked on since.

use std::collections::HashSet;

use method::imports::KeptBecause;
use store::{
    Tx,
    entities::{deal, deal_change, import_row, import_run},
};
use uuid::Uuid;

use super::rows::Staying;
use crate::{
    App, AppError,
    imports::effect::{DealChanged, Effect},
};

const PER_CHUNK: u64 = 500;

/// Rows of a run that changed deals on file, with what each changed.
type Changed = Vec<(import_row::Model, DealChanged)>;

impl App {
    /// The deals of a run that somebody has worked on since, whether it made them or changed them.
    pub(super) async fn deals_that_stay(&self, run: &import_run::Model) -> Result<Staying, AppError> {
        let mut staying = Staying::default();
        let mut after = Uuid::nil();
        loop {
            let page = store::deals::of_import(&self.store, run.id, after, PER_CHUNK).await?;
            let Some(last) = page.last() else { break };
            after = last.id;
            let worked = store::deals::worked_on(&self.store, &page).await?;
            for row in page.iter().filter(|row| worked.contains(&row.id)) {
                staying.customers.insert(row.party_id);
                staying.keep(row.import_row.unwrap_or_default(), KeptBecause::Changed);
            }
        }
        let mut after = 0;
        while let Some((last, changed)) = self.changed_deals(&self.store, run.id, after).await? {
            after = last;
            let ids: Vec<Uuid> = changed.iter().map(|(_, change)| change.deal).collect();
            let rows = store::deals::find_many(&self.store, &ids).await?;
            for (row, change) in changed {
                if rows.iter().any(|deal| deal.id == change.deal && deal.version != change.version) {
                    staying.keep(row.row, KeptBecause::Changed);
                    staying.changed += 1;
                }
            }
        }
        Ok(staying)
    }

    /// Takes out the deals that a run made, and puts back those it changed; false where the process is about to end.
    pub(super) async fn undo_deals(&self, id: Uuid) -> Result<bool, AppError> {
        let mut after = Uuid::nil();
        loop {
            if self.is_stopping() {
                return Ok(false);
            }
            match self.take_deals_out(id, after).await? {
                Some(last) => after = last,
                None => break,
            }
        }
        let mut after = 0;
        loop {
            if self.is_stopping() {
                return Ok(false);
            }
            match self.put_deals_back(id, after).await? {
                Some(last) => after = last,
                None => break,
            }
        }
        self.forget_lessons().await;
        Ok(true)
    }

    /// Takes some deals out after one; answers the last, or none at the end.
    async fn take_deals_out(&self, id: Uuid, after: Uuid) -> Result<Option<Uuid>, AppError> {
        let tx = self.store.begin().await?;
        let mut run = self.being_undone(&tx, id).await?;
        let page = store::deals::of_import(&tx, id, after, PER_CHUNK).await?;
        let Some(last) = page.last().map(|row| row.id) else { return Ok(None) };
        let ids: Vec<Uuid> = page.iter().map(|row| row.id).collect();
        let rows = store::deals::locked(&tx, &ids).await?;
        let worked = store::deals::worked_on(&tx, &rows).await?;
        let (kept, goes): (Vec<deal::Model>, Vec<deal::Model>) =
            rows.into_iter().partition(|row| worked.contains(&row.id));
        self.keep_what_leaves(&tx, id, &goes).await?;
        store::deals::delete(&tx, &goes.iter().map(|row| row.id).collect::<Vec<Uuid>>()).await?;
        let numbers = |rows: &[deal::Model]| rows.iter().filter_map(|row| row.import_row).collect::<Vec<i64>>();
        self.settle_rows(&tx, &mut run, &numbers(&goes), &numbers(&kept), KeptBecause::Changed).await?;
        tx.commit().await?;
        self.progress.publish(&run, self.now_ms());
        Ok(Some(last))
    }

    /// Keeps with the rows the deals that leave, as with names: an undo by mistake can be mended by hand.
    async fn keep_what_leaves(&self, tx: &Tx, run: Uuid, deals: &[deal::Model]) -> Result<(), AppError> {
        let ids: Vec<Uuid> = deals.iter().map(|deal| deal.id).collect();
        let changes = store::deals::changes_of(tx, &ids).await?;
        for deal in deals {
            let number = deal.import_row.unwrap_or_default();
            let Some(mut row) = store::imports::row(tx, run, number).await? else { continue };
            let own: Vec<&deal_change::Model> = changes.iter().filter(|change| change.deal_id == deal.id).collect();
            let left = serde_json::to_string(&serde_json::json!({ "deal": deal, "changes": own }))?;
            row.effect = Effect { left: Some(left), ..Effect::read(row.effect.as_deref())? }.kept()?;
            // what the deal said of the customer is said by the row now
            row.party_id = Some(deal.party_id);
            store::imports::update_row(tx, row).await?;
        }
        Ok(())
    }

    /// Puts some of the deals back that the run changed, after a row; answers the last row, or none at the end.
    async fn put_deals_back(&self, id: Uuid, after: i64) -> Result<Option<i64>, AppError> {
        let tx = self.store.begin().await?;
        let mut run = self.being_undone(&tx, id).await?;
        let Some((last, changed)) = self.changed_deals(&tx, id, after).await? else { return Ok(None) };
        let ids: Vec<Uuid> = changed.iter().map(|(_, change)| change.deal).collect();
        let now: Vec<deal::Model> = store::deals::locked(&tx, &ids).await?;
        let (mut gone, mut kept): (Vec<i64>, Vec<i64>) = (Vec::new(), Vec::new());
        let mut done: HashSet<Uuid> = HashSet::new();
        // a row that was settled before the process ended has nothing left to put back
        for (row, change) in changed.into_iter().filter(|(row, _)| row.undone.is_none()) {
            let deal = now.iter().find(|deal| deal.id == change.deal);
            match deal {
                Some(deal) if deal.version != change.version || !done.insert(deal.id) => kept.push(row.row),
                Some(deal) => {
                    self.put_deal_back(&tx, deal, &change).await?;
                    gone.push(row.row);
                }
                // of a deal that was erased nothing is left to put back
                None => gone.push(row.row),
            }
        }
        self.settle_rows(&tx, &mut run, &gone, &kept, KeptBecause::Changed).await?;
        tx.commit().await?;
        self.progress.publish(&run, self.now_ms());
        Ok(Some(last))
    }

    async fn put_deal_back(&self, tx: &Tx, now: &deal::Model, change: &DealChanged) -> Result<(), AppError> {
        let before: deal::Model = serde_json::from_str(&change.before)?;
        let row = deal::Model { version: now.version, party_id: now.party_id, updated_at: self.now_ms(), ..before };
        store::deals::update(tx, row).await?;
        Ok(store::deals::delete_changes(tx, &change.changes).await?)
    }

    /// Some rows after one that changed deals on file, with the last row looked at; none at the end.
    async fn changed_deals(
        &self,
        db: &impl store::Db,
        run: Uuid,
        after: i64,
    ) -> Result<Option<(i64, Changed)>, AppError> {
        let rows = store::imports::rows_with_effect(db, run, after, PER_CHUNK).await?;
        let Some(last) = rows.last().map(|row| row.row) else { return Ok(None) };
        let mut changed = Vec::new();
        for row in rows {
            if let Some(change) = Effect::read(row.effect.as_deref())?.deal {
                changed.push((row, change));
            }
        }
        Ok(Some((last, changed)))
    }
}
