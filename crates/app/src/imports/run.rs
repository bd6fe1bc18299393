//! Working a run: one thread reads, prepares and compares rows, the other writes them, chunk by chunk.

use std::collections::HashSet;

use method::{
    Coded,
    duplicates::{OnDuplicate, RowState},
    events::EventKind,
};
use store::{
    Tx,
    entities::{import_row, import_run},
};
use tables::Subject;
use text::matching::Index;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::{
    KeptFormat,
    effect::Effect,
    reader::Reader,
    report::RowReason,
    rows::{Chunk, Fate, Settled, Update},
    state,
    subject::subject_of,
    upload::unreadable,
};
use crate::{Actor, App, AppError};

/// A worker that lost its lease learns so when it writes; the run itself goes on.
pub(crate) const WORKED_ELSEWHERE: &str = "import_worked_elsewhere";
/// Chunks prepared ahead of the writer, beside the one that is being prepared: each takes some twenty megabytes.
const CHUNKS_AHEAD: usize = 1;
const PER_READ: u64 = 10_000;

/// What the writing side needs all along.
struct Writing {
    run: Uuid,
    actor: Actor,
    choice: OnDuplicate,
    list: Uuid,
}

impl App {
    /// Works a run from where it stands to its end, or until it is cancelled.
    pub(crate) async fn run_import(&self, id: Uuid) -> Result<(), AppError> {
        let Some(run) = store::imports::run(&self.store, id).await? else { return Ok(()) };
        if run.state != state::RUNNING && run.state != state::CANCELLING {
            return Ok(());
        }
        if run.state == state::CANCELLING {
            // stopped before this worker wrote anything
            return self.end_run(id, Ok(())).await;
        }
        let actor = match run.created_by {
            Some(user) => self.actor(user).await?.ok_or(AppError::Forbidden)?,
            None => Actor::system(),
        };
        let choice = OnDuplicate::from_code(&run.on_duplicate).unwrap_or_default();
        // each is large, and the stack of a worker is not
        let read = match subject_of(&run) {
            Subject::Names => return Box::pin(self.run_names(run, actor, choice)).await,
            Subject::Orders => Box::pin(self.run_orders(&run, &actor, choice)).await?,
            Subject::Deals => Box::pin(self.run_deals(&run, &actor, choice)).await?,
        };
        match read {
            Some(read) => self.end_run(id, read).await,
            None => Ok(()),
        }
    }

    async fn run_names(&self, run: import_run::Model, actor: Actor, choice: OnDuplicate) -> Result<(), AppError> {
        let id = run.id;
        let kept: KeptFormat = serde_json::from_str(&run.format)?;
        let reader = Reader {
            path: self.import_path(run.id),
            format: kept.format,
            plan: self.row_plan(&run, &actor).await?,
            choice,
            index: self.match_index().await?,
            after: run.last_row,
            bytes: run.bytes,
        };
        let writing = Writing { run: id, choice, list: run.list_id, actor };
        let (sender, mut chunks) = mpsc::channel(CHUNKS_AHEAD);
        let reading = tokio::task::spawn_blocking(move || reader.read(&sender));
        let mut last = run.last_row;
        while let Some(chunk) = chunks.recv().await {
            let chunk: Chunk = chunk;
            let upto = chunk.last_row;
            let state = self.write_chunk(&writing, chunk, last).await?;
            last = upto;
            if state != state::RUNNING {
                chunks.close();
                break;
            }
            if self.is_stopping() {
                // the next start goes on after the last row that is committed
                return Ok(());
            }
        }
        drop(chunks);
        let read = reading.await.map_err(|error| AppError::Internal(error.to_string()))?;
        self.end_run(id, read).await
    }

    async fn end_run(&self, id: Uuid, read: Result<(), tables::ReadError>) -> Result<(), AppError> {
        let tx = self.store.begin().await?;
        let row = store::imports::run_locked(&tx, id).await?;
        let mut row = row.ok_or_else(|| AppError::Internal("the run is gone".to_owned()))?;
        match row.state.as_str() {
            state::CANCELLING => row.state = state::CANCELLED.to_owned(),
            state::RUNNING => {
                read.map_err(unreadable)?;
                row.state = state::FINISHED.to_owned();
                row.bytes_read = row.bytes;
            }
            // somebody else ended the run; how it ended is theirs to say
            _ => return Ok(()),
        }
        row.finished_at = Some(self.now_ms());
        store::imports::update_run(&tx, row.clone()).await?;
        if row.state == state::FINISHED {
            let counts = serde_json::json!({ "created": row.created, "updated": row.updated,
                "duplicate": row.duplicate, "rejected": row.rejected });
            self.tell(&tx, EventKind::ImportFinished, vec![("import".to_owned(), id.to_string(), counts)]).await?;
        }
        tx.commit().await?;
        self.progress.publish(&row, self.now_ms());
        if row.state == state::FINISHED {
            // what is read can be read again from where it came; the report keeps what was not taken
            let _ = tokio::fs::remove_file(self.import_path(id)).await;
            if row.created > 10_000 {
                self.store.analyse().await?;
            }
        }
        Ok(())
    }

    /// Every record on file, by the keys under which doubles are looked for.
    async fn match_index(&self) -> Result<Index<Uuid>, AppError> {
        let mut index = Index::default();
        let mut position = 0;
        loop {
            let rows = store::parties::after_position(&self.store, position, PER_READ).await?;
            let Some(last) = rows.last() else { return Ok(index) };
            position = last.seq;
            for (id, fields) in self.match_fields(&self.store, &rows).await? {
                index.add(id, &fields.features());
            }
        }
    }

    /// Writes a chunk, the state of its rows and the place in the file in one transaction; answers the state of the run.
    async fn write_chunk(&self, writing: &Writing, chunk: Chunk, expected: i64) -> Result<String, AppError> {
        let tx = self.store.begin().await?;
        let row = store::imports::run_locked(&tx, writing.run).await?;
        let mut run = row.ok_or_else(|| AppError::Internal("the run is gone".to_owned()))?;
        if run.last_row != expected {
            return Err(AppError::conflict(WORKED_ELSEWHERE, "another worker goes on with this import"));
        }
        let Chunk { batch, rows, known, skipped, last_row, bytes_read } = chunk;
        let (mut states, mut to_list) = (Vec::with_capacity(rows.len()), known);
        batch.insert(&tx).await?;
        for (number, fate) in rows {
            let (settled, effect) = match fate {
                Fate::Settled(settled) => (settled, Effect::default()),
                Fate::Update(update) => self.update(&tx, writing, *update, &mut to_list).await?,
            };
            count(&mut run, &settled);
            states.push((row_of(run.id, number, settled)?, effect));
        }
        to_list.sort_unstable();
        to_list.dedup();
        let listed = store::lists::add_members(&tx, writing.list, &to_list, self.now_ms()).await?;
        store::imports::insert_rows(&tx, with_effects(states, listed.into_iter().collect())?).await?;
        run.skipped += skipped;
        run.last_row = last_row;
        run.bytes_read = bytes_read;
        store::imports::update_run(&tx, run.clone()).await?;
        tx.commit().await?;
        self.progress.publish(&run, self.now_ms());
        Ok(run.state)
    }

    /// Brings a row into a record on file, if that is for its importer to change.
    async fn update(
        &self,
        tx: &Tx,
        writing: &Writing,
        row: Update,
        to_list: &mut Vec<Uuid>,
    ) -> Result<(Settled, Effect), AppError> {
        let Update { party, draft, mut reasons, cells } = row;
        let settled = |state, reasons, cells| Settled { state, party: Some(party), reasons, cells, held: false };
        let Some(target) = self.merge_target(tx, &writing.actor, party).await? else {
            reasons.push(RowReason::new("not_yours", &[]));
            return Ok((settled(RowState::Duplicate, reasons, Some(cells)), Effect::default()));
        };
        let overwrite = writing.choice == OnDuplicate::Overwrite;
        let effect = self.bring_into(tx, &writing.actor, target, draft, overwrite).await?;
        to_list.push(party);
        Ok((settled(RowState::Updated, reasons, None), effect))
    }
}

fn count(run: &mut import_run::Model, row: &Settled) {
    run.rows_read += 1;
    match row.state {
        RowState::Created => run.created += 1,
        RowState::Updated => run.updated += 1,
        RowState::Duplicate => run.duplicate += 1,
        RowState::Rejected => run.rejected += 1,
    }
    run.review += i64::from(row.held);
}

/// The rows with what each changed; of the rows about a record that is new on the list, the first has put it there.
fn with_effects(
    rows: Vec<(import_row::Model, Effect)>,
    mut listed: HashSet<Uuid>,
) -> Result<Vec<import_row::Model>, AppError> {
    let mut kept = Vec::with_capacity(rows.len());
    for (mut row, mut effect) in rows {
        effect.listed = row.state != RowState::Created.code() && row.party_id.is_some_and(|id| listed.remove(&id));
        row.effect = effect.kept()?;
        kept.push(row);
    }
    Ok(kept)
}

pub(super) fn row_of(run: Uuid, number: i64, row: Settled) -> Result<import_row::Model, AppError> {
    let Settled { state, party, reasons, cells, held } = row;
    Ok(import_row::Model {
        run_id: run,
        row: number,
        state: state.code().to_owned(),
        party_id: party,
        reasons: (!reasons.is_empty()).then(|| serde_json::to_string(&reasons)).transpose()?,
        cells: cells.as_deref().map(serde_json::to_string).transpose()?,
        held,
        effect: None,
        undone: None,
        kept_reasons: None,
        record: None,
        became_id: None,
    })
}
