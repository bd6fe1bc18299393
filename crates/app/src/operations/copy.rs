//! One database copied into another, of either kind.

use store::portable::{self, Fingerprint, Table};

use super::{Copied, OperationError, ROWS_AT_ONCE};
use crate::{Actor, App, Right};

impl App {
    /// Copies everything of another database, as of one moment, into this one, which is empty. Every table is compared
    /// before the transaction ends, so that what differs is not kept.
    pub async fn copy_from(&self, actor: &Actor, source: &App) -> Result<Copied, OperationError> {
        actor.require(Right::ManageSettings)?;
        let moment = source.store.snapshot().await?;
        let schema = portable::schema(&moment).await?;
        let from = portable::tables(&moment).await?;
        let tx = self.store.begin().await?;
        let into = portable::prepare(&tx, &schema).await?;
        let mut copied = Copied { tables: from.len(), ..Copied::default() };
        for table in &from {
            let target = into.iter().find(|target| target.name() == table.name()).ok_or_else(|| absent(table))?;
            let target = target.in_order_of(table.columns())?;
            let mut rows = portable::rows(&moment, table).await?;
            let mut chunk = Vec::with_capacity(ROWS_AT_ONCE);
            while let Some(line) = rows.next().await? {
                chunk.push(line);
                if chunk.len() == ROWS_AT_ONCE {
                    portable::insert(&tx, &target, &chunk).await?;
                    chunk.clear();
                }
            }
            portable::insert(&tx, &target, &chunk).await?;
            let expected = rows.fingerprint();
            let found = portable::fingerprint(&tx, &target).await?;
            if found != expected {
                return Err(differs(table, &expected, &found));
            }
            copied.rows += found.rows;
        }
        moment.rollback().await?;
        portable::finish(&tx).await?;
        self.index_all(&tx).await?;
        tx.commit().await?;
        self.store.analyse().await?;
        Ok(copied)
    }
}

pub(super) fn differs(table: &Table, expected: &Fingerprint, found: &Fingerprint) -> OperationError {
    let words = |of: &Fingerprint| format!("{} rows with the sum {}", of.rows, of.checksum());
    OperationError::Differs { table: table.name().to_owned(), expected: words(expected), found: words(found) }
}

/// A table that no migration of the schema makes.
fn absent(table: &Table) -> OperationError {
    let what = "no migration of its schema makes it; take it out of the database or rename it".to_owned();
    store::StoreError::NotPortable { table: table.name().to_owned(), what }.into()
}
