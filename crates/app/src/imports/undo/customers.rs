//! Customers whom a file of orders or deals made: they go with these where nobody has touched them since, and else stay and are
//! listed with the reason.

use method::imports::{Since, why_it_stays};
use store::{
    Tx,
    entities::{import_row, import_run, party},
};

use super::{Kept, look::Earlier};
use crate::{
    Actor, App, AppError,
    imports::{effect::Effect, report::RowReason},
};

/// A row for which a customer was made, with what is to become of them.
pub(super) struct MadeCustomer {
    pub row: import_row::Model,
    /// none: the record is gone already
    pub party: Option<party::Model>,
    /// why they stay; empty: they go
    pub kept: Vec<RowReason>,
}

impl App {
    /// Some rows after one for which customers were made, with what is to become of these; locked where a transaction is given.
    /// Answers the last row looked at besides, none at the end.
    pub(super) async fn made_customers(
        &self,
        db: &impl store::Db,
        actor: &Actor,
        (run, earlier): (&import_run::Model, &Earlier),
        (after, limit): (i64, u64),
        lock: Option<&Tx>,
    ) -> Result<(Option<i64>, Vec<MadeCustomer>), AppError> {
        let rows = store::imports::rows_with_effect(db, run.id, after, limit).await?;
        let Some(last) = rows.last().map(|row| row.row) else { return Ok((None, Vec::new())) };
        let scene = self.scene(db, actor, run, &rows, lock).await?;
        let ids = scene.ids();
        let ordered = store::orders::with_other_orders(db, &ids, run.id).await?;
        let mut found = Vec::new();
        for row in rows {
            // one that was taken out before has nothing left to be looked at
            if !Effect::read(row.effect.as_deref())?.made || row.record.is_some() {
                continue;
            }
            let Some(party) = row.party_id.and_then(|id| scene.party(id)).cloned() else {
                found.push(MadeCustomer { row, party: None, kept: Vec::new() });
                continue;
            };
            let touched = scene.touched(party.id, earlier);
            let since = Since {
                contacts: touched.contacts,
                // how orders turned the status is no change of anybody's
                changes: touched.audited
                    || touched.changes.iter().any(|change| !matches!(change.kind.as_str(), "assignment" | "status")),
                handed_over: touched.changes.iter().any(|change| change.kind == "assignment"),
                merged: touched.merged || !scene.made(&party),
                linked: scene.named_by_others(party.id),
                imported: touched.imported,
                ordered: ordered.contains(&party.id),
            };
            let kept = why_it_stays(&since).into_iter().map(|why| Kept { why, field: None }.reason()).collect();
            found.push(MadeCustomer { row, party: Some(party), kept });
        }
        Ok((Some(last), found))
    }
}
