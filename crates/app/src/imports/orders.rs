//! Files of orders through the same machinery as lists: analysed, mapped, run chunk by chunk, reported row by row, taken back.
//!
//! A row is a line of an order; rows of one number form one order. Reading a file twice changes nothing: a number is taken
//! once by each source, and rows without a number are told apart by what they say. Whoever a row is about has to be on file,
//! unless the run makes customers (`create`).

mod preview;
mod rows;
mod write;

use method::duplicates::OnDuplicate;
use store::entities::import_run;
use uuid::Uuid;

use super::chunks::{Columns, RowReader, columns_of};
use crate::{Actor, App, AppError};
pub use preview::OrdersPreview;
use rows::OrderRows;
use write::Writing;

/// The source of numbers that come from files.
pub(crate) const FILE: &str = "file";

impl App {
    /// Works a run of orders from where it stands; answers whether it came to the end of the file, and how reading ended.
    pub(super) async fn run_orders(
        &self,
        run: &import_run::Model,
        actor: &Actor,
        choice: OnDuplicate,
    ) -> Result<Option<Result<(), tables::ReadError>>, AppError> {
        let Columns { format, all, about } = columns_of(run)?;
        let mut writing = Writing::new(self, run, actor.clone(), choice == OnDuplicate::Create, about).await?;
        let reader = RowReader {
            path: self.import_path(run.id),
            format,
            after: run.last_row,
            bytes: run.bytes,
            interpret: OrderRows::new(all, writing.today()),
        };
        let Some(read) = self.work_rows(reader, &mut writing).await? else { return Ok(None) };
        // what the orders say of the customers is asked once, when all are there
        self.keep_figures().await?;
        if !self.follow_import(run.id, actor).await? {
            return Ok(None);
        }
        Ok(Some(read))
    }

    /// Renews what follows from the orders of a run for its customers; false where the process is about to end. Done twice, it
    /// does no more.
    pub(super) async fn follow_import(&self, run: Uuid, actor: &Actor) -> Result<bool, AppError> {
        let customers = store::orders::customers_of_import(&self.store, run).await?;
        for chunk in customers.chunks(crate::orders::PER_PASS) {
            if self.is_stopping() {
                return Ok(false);
            }
            let tx = self.store.begin().await?;
            self.follow_committed(&tx, actor, chunk).await?;
            tx.commit().await?;
        }
        Ok(true)
    }
}
