//! Records that nobody works go back to the pool, never without the warning before (PRO-10).

use method::{Coded, prospecting::pool::PoolMove};
use store::{
    Tx,
    entities::{party, party_change},
};
use uuid::Uuid;

use crate::{Actor, App, AppError};

const PER_PASS: u64 = 500;

impl App {
    /// The prospects of somebody who leaves go to the pool; the customers stay until they are handed over.
    pub(crate) async fn leave_behind(&self, tx: &Tx, actor: &Actor, holder: Uuid) -> Result<(), AppError> {
        loop {
            let rows = store::pool::prospects_of(tx, holder, PER_PASS).await?;
            if rows.is_empty() {
                return Ok(());
            }
            self.put_back(tx, actor, &rows, PoolMove::Left).await?;
        }
    }

    async fn put_back(&self, tx: &Tx, actor: &Actor, rows: &[party::Model], kind: PoolMove) -> Result<(), AppError> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let changes: Vec<party_change::Model> = rows.iter().map(|row| self.moved(actor, row, None, kind)).collect();
        store::pool::release(tx, &ids, self.now_ms()).await?;
        store::timeline::insert_changes(tx, changes).await?;
        self.tell_of_owner(tx, None, &ids).await?;
        let detail = serde_json::json!({ "count": ids.len(), "why": kind.code() });
        self.audit(tx, actor, "parties_returned", ("pool", ""), detail).await
    }

    /// Warns holders, and returns what was warned of long enough ago; answers how many returned. A server that stood
    /// still for weeks warns first and returns when the notice has passed.
    pub(crate) async fn return_to_pool(&self) -> Result<u64, AppError> {
        let settings = self.settings().await?;
        let notice = f64::from(settings.method.pool.notice_days());
        let now = self.now();
        let tx = self.store.begin().await?;
        store::pool::warn(&tx, now.plus_days(notice).as_millis(), now.as_millis()).await?;
        tx.commit().await?;
        let warned_by = now.plus_days(-notice).as_millis();
        let actor = Actor::system();
        let mut returned = 0;
        loop {
            let tx = self.store.begin().await?;
            let rows = store::pool::due(&tx, now.as_millis(), warned_by, PER_PASS).await?;
            if rows.is_empty() {
                return Ok(returned);
            }
            self.put_back(&tx, &actor, &rows, PoolMove::Returned).await?;
            tx.commit().await?;
            returned += rows.len() as u64;
        }
    }
}
