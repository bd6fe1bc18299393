//! Files whose rows are about something a customer has, orders or deals: read in chunks ahead of the writer, and worked chunk by
//! chunk.

use std::{future::Future, path::PathBuf};

use method::duplicates::RowState;
use store::{
    Tx,
    entities::{import_row, import_run},
};
use tables::{Entry, Format, ImportField, mapping::BoundMapping};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::{
    KeptFormat, MappedColumn,
    effect::Effect,
    plan::mapping_of,
    reader::share_read,
    report::RowReason,
    rows::Settled,
    run::{WORKED_ELSEWHERE, row_of},
    state,
    subject::wrong_mapping,
};
use crate::{App, AppError};

/// Rows of the first transaction, so that progress is seen at once; each following one doubles.
const ROWS_AT_FIRST: usize = 500;
/// A group of rows that goes on for longer than this is cut; they come together again when they are written.
const LONGEST_GROUP: usize = 2_000;
const SKIPPED_PER_CHUNK: i64 = 100_000;
/// Chunks read ahead of the writer, beside the one that is being read: each takes some thirty megabytes.
const CHUNKS_AHEAD: usize = 1;

/// A row that cannot be taken.
#[derive(Debug)]
pub(super) struct Refused {
    pub reasons: Vec<RowReason>,
    pub cells: Vec<String>,
}

/// Rows that are written together.
#[derive(Debug)]
pub(super) struct RowChunk<Row> {
    pub rows: Vec<(i64, Result<Box<Row>, Refused>)>,
    pub skipped: i64,
    pub last_row: i64,
    pub bytes_read: i64,
}

impl<Row> RowChunk<Row> {
    fn new(after: i64) -> Self {
        Self { rows: Vec::new(), skipped: 0, last_row: after, bytes_read: 0 }
    }
}

/// What the cells of a row say.
pub(super) trait Interpret: Send + 'static {
    type Row: Send + 'static;

    /// Rows of a transaction in the end.
    const ROWS_AT_MOST: usize;

    fn interpret(&mut self, cells: Vec<String>) -> Result<Box<Self::Row>, Refused>;

    /// Whether a row has to be written with the one before it.
    fn goes_on(_last: &Self::Row, _next: &Self::Row) -> bool {
        false
    }
}

/// The reading side.
pub(super) struct RowReader<I> {
    pub path: PathBuf,
    pub format: Format,
    /// rows up to this one are written already
    pub after: i64,
    pub bytes: i64,
    pub interpret: I,
}

impl<I: Interpret> RowReader<I> {
    /// Reads to the end, or until the writer hangs up. What is written already is read again, since rows without a number are
    /// told apart by how often they were said before.
    pub(super) fn read(mut self, sender: &mpsc::Sender<RowChunk<I::Row>>) -> Result<(), tables::ReadError> {
        let mut rows = tables::open(&self.path, &self.format)?;
        let mut chunk = RowChunk::new(self.after);
        let mut enough = ROWS_AT_FIRST;
        while let Some(entry) = rows.next() {
            let entry = entry?;
            let number = i64::try_from(entry.number()).unwrap_or(i64::MAX);
            let row = match entry {
                Entry::Row(row) => Some(self.interpret.interpret(row.cells)),
                Entry::Problem(problem) => {
                    let reasons = vec![RowReason::of_fault(&problem.fault)];
                    Some(Err(Refused { reasons, cells: vec![problem.raw] }))
                }
                Entry::Skipped(_) => None,
            };
            if number <= self.after {
                continue;
            }
            let goes_on = || match (chunk.rows.last(), &row) {
                (Some((_, Ok(last))), Some(Ok(next))) => I::goes_on(last, next),
                _ => false,
            };
            let full = chunk.rows.len() >= enough && (chunk.rows.len() >= enough + LONGEST_GROUP || !goes_on());
            if full || chunk.skipped >= SKIPPED_PER_CHUNK {
                let next = RowChunk::new(chunk.last_row);
                let mut full = std::mem::replace(&mut chunk, next);
                full.bytes_read = share_read(self.bytes, &rows);
                enough = (enough * 2).min(I::ROWS_AT_MOST);
                if sender.blocking_send(full).is_err() {
                    return Ok(());
                }
            }
            chunk.last_row = number;
            match row {
                Some(row) => chunk.rows.push((number, row)),
                None => chunk.skipped += 1,
            }
        }
        chunk.bytes_read = self.bytes;
        // a writer that hung up has its reason
        let _ = sender.blocking_send(chunk);
        Ok(())
    }
}

/// The writing side: a chunk with the states of its rows and the place in the file, in one transaction.
pub(super) trait WriteRows<Row>: Send {
    /// Answers the state of the run.
    fn write(
        &mut self,
        app: &App,
        chunk: RowChunk<Row>,
        expected: i64,
    ) -> impl Future<Output = Result<String, AppError>> + Send;
}

/// How the columns of a run are read: all of them, and those about the customer.
pub(super) struct Columns {
    pub format: Format,
    pub all: BoundMapping,
    pub about: BoundMapping,
}

/// Binds the columns of a run to their places.
pub(super) fn columns_of(run: &import_run::Model) -> Result<Columns, AppError> {
    let KeptFormat { format, .. } = serde_json::from_str(&run.format)?;
    let columns: Vec<MappedColumn> = serde_json::from_str(&run.mapping)?;
    let all = mapping_of(&columns)?.bind(&format.columns).map_err(wrong_mapping)?;
    // notes on an order are not notes on the customer, and where a deal came from is not where the customer did
    let elsewhere = [ImportField::Notes, ImportField::Source].map(|field| field.code().into_owned());
    let of_customer = |column: &MappedColumn| !column.field.as_ref().is_some_and(|code| elsewhere.contains(code));
    let about: Vec<MappedColumn> = columns.into_iter().filter(of_customer).collect();
    let about = mapping_of(&about)?.bind(&format.columns).map_err(wrong_mapping)?;
    Ok(Columns { format, all, about })
}

impl App {
    /// Reads on and writes; answers how reading ended, or none where the process is about to end.
    pub(super) async fn work_rows<I: Interpret>(
        &self,
        reader: RowReader<I>,
        writing: &mut impl WriteRows<I::Row>,
    ) -> Result<Option<Result<(), tables::ReadError>>, AppError> {
        let mut last = reader.after;
        let (sender, mut chunks) = mpsc::channel(CHUNKS_AHEAD);
        let reading = tokio::task::spawn_blocking(move || reader.read(&sender));
        while let Some(chunk) = chunks.recv().await {
            let chunk: RowChunk<I::Row> = chunk;
            let upto = chunk.last_row;
            let state = writing.write(self, chunk, last).await?;
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
        reading.await.map(Some).map_err(|error| AppError::Internal(error.to_string()))
    }

    /// The run as it stands behind a chunk, unless another worker goes on with it.
    pub(super) async fn run_behind<Row>(
        &self,
        tx: &Tx,
        id: Uuid,
        chunk: &RowChunk<Row>,
        expected: i64,
    ) -> Result<import_run::Model, AppError> {
        let row = store::imports::run_locked(tx, id).await?;
        let mut run = row.ok_or_else(|| AppError::Internal("the run is gone".to_owned()))?;
        if run.last_row != expected {
            return Err(AppError::conflict(WORKED_ELSEWHERE, "another worker goes on with this import"));
        }
        run.rows_read += chunk.rows.len() as i64;
        run.skipped += chunk.skipped;
        run.last_row = chunk.last_row;
        run.bytes_read = chunk.bytes_read;
        Ok(run)
    }

    /// Ends a chunk: what became of its rows and the place in the file are kept with what was written; answers the state of
    /// the run.
    pub(super) async fn end_chunk(&self, tx: Tx, run: import_run::Model, mut rows: Rows) -> Result<String, AppError> {
        rows.settled.sort_unstable_by_key(|row| row.row);
        store::imports::insert_rows(&tx, rows.settled).await?;
        store::imports::insert_taken(&tx, run.id, rows.taken).await?;
        store::imports::update_run(&tx, run.clone()).await?;
        tx.commit().await?;
        self.progress.publish(&run, self.now_ms());
        Ok(run.state)
    }
}

/// What became of the rows of a chunk.
#[derive(Debug, Default)]
pub(super) struct Rows {
    settled: Vec<import_row::Model>,
    /// rows of which nothing more is to be said than which order or deal they became
    taken: Vec<(i64, Uuid)>,
}

impl Rows {
    /// Keeps a row with what is to be said of it, what it changed, and which order or deal it became.
    pub(super) fn keep(
        &mut self,
        run: &import_run::Model,
        number: i64,
        settled: Settled,
        effect: &Effect,
        became_id: Option<Uuid>,
    ) -> Result<(), AppError> {
        let effect = effect.kept()?;
        self.settled.push(import_row::Model { effect, became_id, ..row_of(run.id, number, settled)? });
        Ok(())
    }

    /// Notes rows that became an order or a deal, and no more.
    pub(super) fn take(&mut self, numbers: impl Iterator<Item = i64>, became: Uuid) {
        self.taken.extend(numbers.map(|number| (number, became)));
    }

    /// Counts a row that is left out since what it says is on file, and keeps it with the reason.
    pub(super) fn leave_out(
        &mut self,
        run: &mut import_run::Model,
        number: i64,
        party: Option<Uuid>,
        reason: RowReason,
        cells: Vec<String>,
    ) -> Result<(), AppError> {
        run.duplicate += 1;
        let state = RowState::Duplicate;
        let settled = Settled { state, party, reasons: vec![reason], cells: Some(cells), held: false };
        self.keep(run, number, settled, &Effect::default(), None)
    }

    /// Counts a row that was refused, and keeps it with its reasons.
    pub(super) fn refuse(
        &mut self,
        run: &mut import_run::Model,
        number: i64,
        Refused { reasons, cells }: Refused,
    ) -> Result<(), AppError> {
        run.rejected += 1;
        let settled = Settled { state: RowState::Rejected, party: None, reasons, cells: Some(cells), held: false };
        self.keep(run, number, settled, &Effect::default(), None)
    }
}
