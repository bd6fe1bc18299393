//! The reading side of a run: rows are read, interpreted, judged and compared here, ahead of the writer.

use std::path::PathBuf;

use method::duplicates::{Likeness, OnDuplicate, RowState, likeness, row_state};
use tables::{Entry, Format};
use text::matching::Index;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::rows::{Chunk, Compared, Ready, RowPlan};

/// Rows of the first transaction, so that progress is seen at once; each following one doubles.
const ROWS_AT_FIRST: usize = 500;
/// Rows of a transaction in the end: enough to be fast (an index page that many of them touch is written once), few enough
/// that others get their turn to write.
const ROWS_AT_MOST: usize = 3_000;
/// A chunk of lines that hold no row ends too, so that progress is seen.
const SKIPPED_PER_CHUNK: i64 = 100_000;

pub(super) struct Reader {
    pub path: PathBuf,
    pub format: Format,
    pub plan: RowPlan,
    pub choice: OnDuplicate,
    /// every record on file, and those of the file that will be
    pub index: Index<Uuid>,
    pub after: i64,
    pub bytes: i64,
}

impl Reader {
    /// Reads to the end, or until the writer hangs up.
    pub(super) fn read(mut self, sender: &mpsc::Sender<Chunk>) -> Result<(), tables::ReadError> {
        let mut rows = tables::open(&self.path, &self.format)?;
        if self.after > 0 {
            rows.skip_to(self.after.unsigned_abs() + 1)?;
        }
        let mut enough = ROWS_AT_FIRST;
        let mut chunk = Chunk::new(self.after, enough);
        while let Some(entry) = rows.next() {
            let entry: Entry = entry?;
            let (plan, index) = (&self.plan, &mut self.index);
            chunk.take(entry, plan, |ready| compare(ready, index, plan, self.choice));
            if chunk.rows.len() >= enough || chunk.skipped >= SKIPPED_PER_CHUNK {
                enough = (enough * 2).min(ROWS_AT_MOST);
                let next = Chunk::new(chunk.last_row, enough);
                let mut full = std::mem::replace(&mut chunk, next);
                full.bytes_read = share_read(self.bytes, &rows);
                if sender.blocking_send(full).is_err() {
                    return Ok(());
                }
            }
        }
        chunk.bytes_read = self.bytes;
        // a writer that hung up has its reason
        let _ = sender.blocking_send(chunk);
        Ok(())
    }
}

/// How far reading has come in a file of so many bytes.
pub(super) fn share_read(bytes: i64, rows: &tables::Rows) -> i64 {
    let progress = rows.progress();
    match progress.total {
        Some(total) if total > 0 => (bytes as f64 * progress.done as f64 / total as f64) as i64,
        _ => 0,
    }
}

/// Finds the record a row is most like, and says what shall become of the row. A row that becomes a record is one that
/// later rows are compared with.
fn compare(ready: Ready, index: &mut Index<Uuid>, plan: &RowPlan, choice: OnDuplicate) -> Compared {
    let alike = index.likest(&ready.features, plan.settings().duplicates.review);
    let score = alike.as_ref().map_or(0.0, |(_, likeness)| likeness.score);
    let class = likeness(score, &plan.settings().duplicates);
    let state = if alike.is_some() { row_state(class, choice) } else { RowState::Created };
    if state == RowState::Created {
        index.add(ready.prepared.draft.row.id, &ready.features);
    }
    let held = class == Likeness::Review || choice == OnDuplicate::Review;
    Compared { ready, alike, state, held }
}
