//! Files of deals through the same machinery as lists and orders: a row is a deal.
//!
//! Reading a file twice changes nothing: a deal is known again by its number, or without one by what the row says. What the row
//! says of a deal on file fills its blanks or goes before what is there, as the run chooses. A closed deal comes with its opening
//! and its end as the file tells them, so that win rates learn from it.

mod holders;
mod preview;
mod rows;
mod words;
mod write;

use method::duplicates::OnDuplicate;
use store::entities::import_run;

use super::chunks::{Columns, RowReader, columns_of};
use crate::{Actor, App, AppError};
pub use preview::DealsPreview;
use rows::DealRows;
use write::Writing;

impl App {
    /// Works a run of deals from where it stands; answers how reading ended, or none where the process is about to end.
    pub(super) async fn run_deals(
        &self,
        run: &import_run::Model,
        actor: &Actor,
        choice: OnDuplicate,
    ) -> Result<Option<Result<(), tables::ReadError>>, AppError> {
        let Columns { format, all, about } = columns_of(run)?;
        let mut writing = Writing::new(self, run, actor.clone(), choice, about).await?;
        let reader = RowReader {
            path: self.import_path(run.id),
            format,
            after: run.last_row,
            bytes: run.bytes,
            interpret: self.deal_rows(all).await?,
        };
        let read = self.work_rows(reader, &mut writing).await?;
        // ends in the past are no news to what was learned before
        self.forget_lessons().await;
        Ok(read)
    }

    async fn deal_rows(&self, mapping: tables::mapping::BoundMapping) -> Result<DealRows, AppError> {
        let settings = self.settings().await?;
        let today = self.now().local_date(&settings.method.contact.zone);
        Ok(DealRows { mapping, today, stages: settings.method.deals.stages.clone() })
    }
}
