//! Working a run: one thread reads, prepares and compares rows, the other writes them, chunk by chunk.

use std::collections::{BTreeMap, HashSet};

use method::{
    Coded,
    duplicates::{OnDuplicate, RowState},
    events::EventKind,
};
use store::{
    Tx,
    entities::{import_row, import_run},
};
use text::matching::Index;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::{
    KeptFormat,
    effect::Effect,
    orders::is_of_orders,
    reader::Reader,
    report::RowReason,
    rows::{Chunk, ChunkRow, Compared, Rejected},
    state,
    upload::unreadable,
};
use crate::{
    Actor, App, AppError,
    parties::draft::{Batch, Draft},
};

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
    owners: BTreeMap<String, (Uuid, Option<Uuid>)>,
}

/// One chunk while it is being written.
#[derive(Default)]
struct Written {
    /// records that wait to be inserted together
    batch: Batch,
    /// the ids of those
    waiting: HashSet<Uuid>,
    added_to_list: Vec<Uuid>,
    /// the states of the rows, with what they changed on records that were there before
    states: Vec<(import_row::Model, Effect)>,
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
        if is_of_orders(&run) {
            return match self.run_orders(&run, &actor, choice).await? {
                Some(read) => self.end_run(id, read).await,
                None => Ok(()),
            };
        }
        let writing =
            Writing { run: id, choice, list: run.list_id, owners: self.owners_by_email(&actor).await?, actor };
        let kept: KeptFormat = serde_json::from_str(&run.format)?;
        let reader = Reader {
            path: self.import_path(run.id),
            format: kept.format,
            plan: self.row_plan(&run).await?,
            choice,
            index: self.match_index().await?,
            after: run.last_row,
            bytes: run.bytes,
        };
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

    /// Colleagues a row may name as owner.
    async fn owners_by_email(&self, actor: &Actor) -> Result<BTreeMap<String, (Uuid, Option<Uuid>)>, AppError> {
        let users = store::people::users(&self.store).await?;
        let may = |user: &store::entities::user_account::Model| {
            user.active && (user.id == actor.user || actor.may_edit(Some(user.id), user.team_id))
        };
        Ok(users.into_iter().filter(|user| may(user)).map(|user| (user.email, (user.id, user.team_id))).collect())
    }

    /// Writes a chunk, the state of its rows and the place in the file in one transaction; answers the state of the run.
    async fn write_chunk(&self, writing: &Writing, chunk: Chunk, expected: i64) -> Result<String, AppError> {
        let tx = self.store.begin().await?;
        let row = store::imports::run_locked(&tx, writing.run).await?;
        let mut run = row.ok_or_else(|| AppError::Internal("the run is gone".to_owned()))?;
        if run.last_row != expected {
            return Err(AppError::conflict(WORKED_ELSEWHERE, "another worker goes on with this import"));
        }
        let mut written = Written::default();
        for (number, row) in chunk.rows {
            run.rows_read += 1;
            let state = match row {
                ChunkRow::Rejected(Rejected { reasons, cells }) => {
                    run.rejected += 1;
                    (row_of(run.id, number, RowState::Rejected, None, &reasons, Some(&cells))?, Effect::default())
                }
                ChunkRow::Compared(row) => self.place(&tx, writing, &mut run, number, *row, &mut written).await?,
            };
            written.states.push(state);
        }
        let Written { batch, mut added_to_list, states, .. } = written;
        batch.insert(&tx).await?;
        added_to_list.sort_unstable();
        added_to_list.dedup();
        let listed = store::lists::add_members(&tx, writing.list, &added_to_list, self.now_ms()).await?;
        store::imports::insert_rows(&tx, with_effects(states, listed.into_iter().collect())?).await?;
        run.skipped += chunk.skipped;
        run.last_row = chunk.last_row;
        run.bytes_read = chunk.bytes_read;
        store::imports::update_run(&tx, run.clone()).await?;
        tx.commit().await?;
        self.progress.publish(&run, self.now_ms());
        Ok(run.state)
    }

    /// Gives one row its place: a new record, a change of one on file, or a duplicate.
    async fn place(
        &self,
        tx: &Tx,
        writing: &Writing,
        run: &mut import_run::Model,
        number: i64,
        row: Compared,
        written: &mut Written,
    ) -> Result<(import_row::Model, Effect), AppError> {
        let Compared { ready, alike, state, held } = row;
        let (mut prepared, mut reasons) = (ready.prepared, ready.reasons);
        match (state, &alike) {
            (RowState::Created, _) | (_, None) => {
                if let Some(email) = ready.owner_email {
                    assign_to(&mut prepared.draft, writing, &email, &mut reasons);
                }
                let id = written.batch.add(prepared);
                written.waiting.insert(id);
                run.created += 1;
                Ok((row_of(run.id, number, RowState::Created, Some(id), &reasons, None)?, Effect::default()))
            }
            (RowState::Updated, Some((id, _))) => {
                if written.waiting.contains(id) {
                    // a double within the chunk: its record must be there before anything is brought into it
                    std::mem::take(&mut written.batch).insert(tx).await?;
                    written.waiting.clear();
                }
                if let Some(target) = self.merge_target(tx, &writing.actor, *id).await? {
                    let overwrite = writing.choice == OnDuplicate::Overwrite;
                    let effect = self.bring_into(tx, &writing.actor, target, prepared.draft, overwrite).await?;
                    written.added_to_list.push(*id);
                    run.updated += 1;
                    return Ok((row_of(run.id, number, RowState::Updated, Some(*id), &reasons, None)?, effect));
                }
                reasons.push(RowReason::new("not_yours", &[]));
                run.duplicate += 1;
                let row = row_of(run.id, number, RowState::Duplicate, Some(*id), &reasons, Some(&ready.cells))?;
                Ok((row, Effect::default()))
            }
            (_, Some((id, likeness))) => {
                let (shown, fields) = (format!("{:.3}", likeness.score), agreeing(likeness));
                let code = if held { "held_for_review" } else { "already_on_file" };
                reasons.insert(0, RowReason::new(code, &[("score", &shown), ("fields", &fields)]));
                run.duplicate += 1;
                run.review += i64::from(held);
                if !held && !written.waiting.contains(id) {
                    // the name is on this list too, and the person asked for it
                    written.added_to_list.push(*id);
                }
                let mut row = row_of(run.id, number, RowState::Duplicate, Some(*id), &reasons, Some(&ready.cells))?;
                row.held = held;
                Ok((row, Effect::default()))
            }
        }
    }
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

/// Gives a record to the colleague its row names.
fn assign_to(draft: &mut Draft, writing: &Writing, email: &str, reasons: &mut Vec<RowReason>) {
    match writing.owners.get(email) {
        Some((owner, team)) => {
            draft.row.owner_id = Some(*owner);
            draft.row.team_id = *team;
        }
        None => reasons.push(RowReason::new("owner_unknown", &[("cell", email)])),
    }
}

/// The fields that agree, strongest first.
fn agreeing(likeness: &text::matching::Likeness) -> String {
    let mut fields: Vec<_> = likeness.reasons.iter().filter(|reason| reason.weight > 0.0).collect();
    fields.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let names = fields.iter().map(|reason| {
        let name = serde_json::to_value(reason.field).unwrap_or_default();
        name.as_str().unwrap_or_default().to_owned()
    });
    names.collect::<Vec<_>>().join(",")
}

pub(super) fn row_of(
    run: Uuid,
    number: i64,
    state: RowState,
    party: Option<Uuid>,
    reasons: &[RowReason],
    cells: Option<&[String]>,
) -> Result<import_row::Model, AppError> {
    Ok(import_row::Model {
        run_id: run,
        row: number,
        state: state.code().to_owned(),
        party_id: party,
        reasons: (!reasons.is_empty()).then(|| serde_json::to_string(reasons)).transpose()?,
        cells: cells.map(serde_json::to_string).transpose()?,
        held: false,
        effect: None,
        undone: None,
        kept_reasons: None,
        record: None,
    })
}
