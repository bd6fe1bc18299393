//! Files of orders through the same machinery as lists: analysed, mapped, run chunk by chunk, reported row by row, taken back.
//!
//! A row is a line of an order; rows of one number form one order. Reading a file twice changes nothing: a number is taken
//! once by each source, and rows without a number are told apart by what they say. Whoever a row is about has to be on file,
//! unless the run makes customers (`create`).

mod customers;
mod lines;
mod preview;
mod rows;
mod undo;
mod write;

use method::duplicates::OnDuplicate;
use store::entities::import_run;
use tables::ImportField;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::{KeptFormat, MappedColumn, plan::mapping_of, state};
use crate::{Actor, App, AppError};
pub use preview::OrdersPreview;
use rows::{OrderChunk, OrderReader};
use write::Writing;

/// The source of numbers that come from files.
pub(crate) const FILE: &str = "file";
/// Chunks read ahead of the writer, beside the one that is being read: each takes some thirty megabytes.
const CHUNKS_AHEAD: usize = 1;

impl App {
    /// Works a run of orders from where it stands; answers whether it came to the end of the file, and how reading ended.
    pub(super) async fn run_orders(
        &self,
        run: &import_run::Model,
        actor: &Actor,
        choice: OnDuplicate,
    ) -> Result<Option<Result<(), tables::ReadError>>, AppError> {
        let kept: KeptFormat = serde_json::from_str(&run.format)?;
        let columns: Vec<MappedColumn> = serde_json::from_str(&run.mapping)?;
        let wrong =
            |error: tables::mapping::MappingError| AppError::invalid("/mapping", error.code(), error.to_string());
        let mapping = mapping_of(&columns)?.bind(&kept.format.columns).map_err(wrong)?;
        // notes on an order are not notes on the customer
        let about: Vec<MappedColumn> =
            columns.into_iter().filter(|column| column.field.as_deref() != Some(&*ImportField::Notes.code())).collect();
        let about = mapping_of(&about)?.bind(&kept.format.columns).map_err(wrong)?;
        let mut writing = Writing::new(self, run, actor.clone(), choice == OnDuplicate::Create, about).await?;
        let reader = OrderReader {
            path: self.import_path(run.id),
            format: kept.format,
            mapping,
            after: run.last_row,
            bytes: run.bytes,
            today: writing.today(),
        };
        let (sender, mut chunks) = mpsc::channel(CHUNKS_AHEAD);
        let reading = tokio::task::spawn_blocking(move || reader.read(&sender));
        let mut last = run.last_row;
        while let Some(chunk) = chunks.recv().await {
            let chunk: OrderChunk = chunk;
            let upto = chunk.last_row;
            let state = self.write_orders(&mut writing, chunk, last).await?;
            last = upto;
            if state != state::RUNNING {
                chunks.close();
                break;
            }
            if self.is_stopping() {
                return Ok(None);
            }
        }
        drop(chunks);
        let read = reading.await.map_err(|error| AppError::Internal(error.to_string()))?;
        // what the orders say of the customers is asked once, when all are there
        self.keep_figures().await?;
        if !self.follow_import(run.id, actor).await? {
            return Ok(None);
        }
        Ok(Some(read))
    }

    /// Renews what follows from the orders of a run for its customers; false where the process is about to end. Done twice, it
    /// does no more.
    async fn follow_import(&self, run: Uuid, actor: &Actor) -> Result<bool, AppError> {
        let customers = store::orders::customers_of_import(&self.store, run).await?;
        for chunk in customers.chunks(crate::orders::PER_PASS) {
            if self.is_stopping() {
                return Ok(false);
            }
            let tx = self.store.begin().await?;
            self.follow_orders(&tx, actor, chunk).await?;
            tx.commit().await?;
        }
        Ok(true)
    }
}
