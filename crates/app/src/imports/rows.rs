//! Rows of a file on their way from the reader to the writer.

use method::{MethodSettings, Timestamp, duplicates::RowState};
use store::entities::import_run;
use tables::{Entry, mapping::BoundMapping};
use text::matching::{Features, Likeness};
use uuid::Uuid;

use super::{
    KeptFormat, MappedColumn,
    interpret::{Interpreted, RowContext, interpret},
    plan::mapping_of,
    report::RowReason,
};
use crate::{
    App, AppError,
    parties::{
        draft::{Origin, Prepared},
        matching::MatchFields,
    },
    privacy::suppression::Suppressed,
};

/// How the rows of a run become records: what its columns mean, to whom the names will belong, the rules that judge them.
pub(super) struct RowPlan {
    mapping: BoundMapping,
    origin: Origin,
    settings: MethodSettings,
    /// numbers of people who asked to be erased
    suppressed: Suppressed,
    now: Timestamp,
}

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
    Rejected(Rejected),
}

#[derive(Debug)]
pub(super) struct Rejected {
    pub reasons: Vec<RowReason>,
    pub cells: Vec<String>,
}

/// A row beside the record it is most like.
#[derive(Debug)]
pub(super) struct Compared {
    pub ready: Ready,
    /// the record and how alike it is
    pub alike: Option<(Uuid, Likeness)>,
    /// what shall become of the row
    pub state: RowState,
    pub held: bool,
}

#[derive(Debug)]
pub(super) enum ChunkRow {
    Compared(Box<Compared>),
    Rejected(Rejected),
}

/// Rows that are written together.
#[derive(Debug)]
pub(super) struct Chunk {
    pub rows: Vec<(i64, ChunkRow)>,
    pub skipped: i64,
    pub last_row: i64,
    pub bytes_read: i64,
}

impl Chunk {
    pub(super) fn new(after: i64) -> Self {
        Self { rows: Vec::new(), skipped: 0, last_row: after, bytes_read: 0 }
    }

    /// Takes an entry of the file in: prepared and compared, rejected with its reasons, or counted as skipped.
    pub(super) fn take(&mut self, entry: Entry, plan: &RowPlan, compare: impl FnOnce(Ready) -> Compared) {
        self.last_row = i64::try_from(entry.number()).unwrap_or(i64::MAX);
        let row = match entry {
            Entry::Row(row) => match plan.prepare(row.cells) {
                Outcome::Ready(ready) => ChunkRow::Compared(Box::new(compare(*ready))),
                Outcome::Rejected(rejected) => ChunkRow::Rejected(rejected),
            },
            Entry::Problem(problem) => {
                let params = problem.fault.params();
                let params: Vec<(&str, &str)> = params.iter().map(|(name, value)| (*name, value.as_str())).collect();
                let reasons = vec![RowReason::new(problem.fault.code(), &params)];
                ChunkRow::Rejected(Rejected { reasons, cells: vec![problem.raw] })
            }
            Entry::Skipped(_) => {
                self.skipped += 1;
                return;
            }
        };
        self.rows.push((self.last_row, row));
    }
}

impl App {
    /// How the rows of this run become records, by the rules of today.
    pub(super) async fn row_plan(&self, run: &import_run::Model) -> Result<RowPlan, AppError> {
        let kept: KeptFormat = serde_json::from_str(&run.format)?;
        let columns: Vec<MappedColumn> = serde_json::from_str(&run.mapping)?;
        let mapping = mapping_of(&columns)?
            .bind(&kept.format.columns)
            .map_err(|error| AppError::invalid("/mapping", error.code(), error.to_string()))?;
        let origin = Origin {
            by: run.created_by,
            owner: run.owner_id,
            team: run.team_id,
            list: Some(run.list_id),
            market: run.market.clone(),
            method: run.method.clone(),
        };
        let suppressed = self.suppressed(&self.store).await?;
        Ok(RowPlan { mapping, origin, settings: self.settings().await?.method.clone(), suppressed, now: self.now() })
    }
}

impl RowPlan {
    /// Interprets a row and asks the rules about it.
    pub(super) fn prepare(&self, cells: Vec<String>) -> Outcome {
        let now = self.now.as_millis();
        let context = RowContext { origin: &self.origin, mapping: &self.mapping, now };
        let mut new_id = || store::new_id(now);
        match interpret(&cells, &context, &mut new_id) {
            Ok(Interpreted { mut draft, mut doubts, owner_email }) => {
                if self.suppressed.mark(&mut draft, now) {
                    doubts.push(RowReason::new("asked_not_to_be_contacted", &[]));
                }
                let features = MatchFields::of_draft(&draft).features();
                let prepared = Prepared::new(draft, &self.settings, self.now, &mut new_id);
                Outcome::Ready(Box::new(Ready { prepared, features, reasons: doubts, owner_email, cells }))
            }
            Err(reasons) => Outcome::Rejected(Rejected { reasons, cells }),
        }
    }

    pub(super) fn settings(&self) -> &MethodSettings {
        &self.settings
    }
}
