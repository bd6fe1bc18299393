//! Rows of a file on their way from the reader to the writer.

use method::{MethodSettings, Timestamp};
use tables::{Entry, mapping::BoundMapping};
use text::matching::Features;

use super::{
    interpret::{Interpreted, RowContext, interpret},
    report::RowReason,
};
use crate::parties::{
    draft::{Origin, Prepared},
    matching::MatchFields,
};

/// A row that can become a record.
#[derive(Debug)]
pub(super) struct Ready {
    pub prepared: Prepared,
    pub features: Features,
    pub reasons: Vec<RowReason>,
    pub owner_email: Option<String>,
    pub cells: Vec<String>,
}

#[derive(Debug)]
pub(super) enum Outcome {
    Ready(Box<Ready>),
    Rejected { reasons: Vec<RowReason>, cells: Vec<String> },
}

/// Rows that are written together.
#[derive(Debug)]
pub(super) struct Chunk {
    pub rows: Vec<(i64, Outcome)>,
    pub skipped: i64,
    pub last_row: i64,
    pub bytes_read: i64,
}

impl Chunk {
    pub(super) fn new(after: i64) -> Self {
        Self { rows: Vec::new(), skipped: 0, last_row: after, bytes_read: 0 }
    }

    /// Takes an entry of the file in: prepared, rejected with its reasons, or counted as skipped.
    pub(super) fn take(
        &mut self,
        entry: Entry,
        mapping: &BoundMapping,
        origin: &Origin,
        settings: &MethodSettings,
        now: Timestamp,
    ) {
        self.last_row = i64::try_from(entry.number()).unwrap_or(i64::MAX);
        match entry {
            Entry::Row(row) => self.rows.push((self.last_row, prepare(row.cells, mapping, origin, settings, now))),
            Entry::Problem(problem) => {
                let params = problem.fault.params();
                let params: Vec<(&str, &str)> = params.iter().map(|(name, value)| (*name, value.as_str())).collect();
                let reasons = vec![RowReason::new(problem.fault.code(), &params)];
                self.rows.push((self.last_row, Outcome::Rejected { reasons, cells: vec![problem.raw] }));
            }
            Entry::Skipped(_) => self.skipped += 1,
        }
    }
}

/// Interprets a row and asks the rules about it.
pub(super) fn prepare(
    cells: Vec<String>,
    mapping: &BoundMapping,
    origin: &Origin,
    settings: &MethodSettings,
    now: Timestamp,
) -> Outcome {
    let context = RowContext { origin, mapping, now: now.as_millis() };
    let mut new_id = || store::new_id(now.as_millis());
    match interpret(&cells, &context, &mut new_id) {
        Ok(Interpreted { draft, doubts, owner_email }) => {
            let features = MatchFields::of_draft(&draft).features();
            let prepared = Prepared::new(draft, settings, now, &mut new_id);
            Outcome::Ready(Box::new(Ready { prepared, features, reasons: doubts, owner_email, cells }))
        }
        Err(reasons) => Outcome::Rejected { reasons, cells },
    }
}
