//! Working a run: one thread reads and prepares rows, the other compares them with what is on file and writes them, chunk
//! by chunk.

use std::{
    collections::{BTreeMap, HashSet},
    path::PathBuf,
};

use method::{
    Coded, MethodSettings, Timestamp,
    duplicates::{Likeness, OnDuplicate, RowState, likeness, row_state},
};
use store::{
    Tx,
    entities::{import_row, import_run},
};
use tables::{Entry, Format, mapping::BoundMapping};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::{
    KeptFormat, MappedColumn,
    plan::mapping_of,
    report::RowReason,
    rows::{Chunk, Outcome, Ready},
    state,
    upload::unreadable,
};
use crate::{
    Actor, App, AppError,
    parties::{
        draft::{Batch, Origin},
        matching::MatchIndex,
    },
};

/// Rows of one transaction: enough to be fast, few enough that progress is seen and others get their turn to write.
const ROWS_PER_CHUNK: usize = 1_000;
/// A worker that lost its lease learns so when it writes; the run itself goes on.
pub(crate) const WORKED_ELSEWHERE: &str = "import_worked_elsewhere";
/// Chunks prepared ahead of the writer.
const CHUNKS_AHEAD: usize = 3;
const PER_READ: u64 = 10_000;

/// What the writing side needs all along.
struct Writing {
    run: Uuid,
    actor: Actor,
    choice: OnDuplicate,
    list: Uuid,
    index: MatchIndex,
    settings: MethodSettings,
    owners: BTreeMap<String, (Uuid, Option<Uuid>)>,
}

impl App {
    /// Works a run from where it stands to its end, or until it is cancelled.
    pub(crate) async fn run_import(&self, id: Uuid) -> Result<(), AppError> {
        let Some(run) = store::imports::run(&self.store, id).await? else { return Ok(()) };
        if run.state != state::RUNNING && run.state != state::CANCELLING {
            return Ok(());
        }
        let (actor, origin) = self.on_behalf_of(&run).await?;
        let settings = self.settings().await?.method.clone();
        let mut writing = Writing {
            run: id,
            choice: OnDuplicate::from_code(&run.on_duplicate).unwrap_or_default(),
            list: run.list_id,
            index: self.match_index().await?,
            owners: self.owners_by_email(&actor).await?,
            settings: settings.clone(),
            actor,
        };
        let (sender, mut chunks) = mpsc::channel(CHUNKS_AHEAD);
        let reader = self.reader(&run, origin, settings)?;
        let reading = tokio::task::spawn_blocking(move || reader.read(&sender));
        let mut last = run.last_row;
        while let Some(chunk) = chunks.recv().await {
            let chunk: Chunk = chunk;
            let upto = chunk.last_row;
            let state = self.write_chunk(&mut writing, chunk, last).await?;
            last = upto;
            if state != state::RUNNING {
                chunks.close();
                break;
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

    /// The rights of the person who started the run, and to whom the names will belong.
    async fn on_behalf_of(&self, run: &import_run::Model) -> Result<(Actor, Origin), AppError> {
        let actor = match run.created_by {
            Some(user) => self.actor(user).await?.ok_or(AppError::Forbidden)?,
            None => Actor::system(),
        };
        let origin = Origin {
            by: run.created_by,
            owner: run.owner_id,
            team: run.team_id,
            list: Some(run.list_id),
            market: run.market.clone(),
            method: run.method.clone(),
        };
        Ok((actor, origin))
    }

    fn reader(&self, run: &import_run::Model, origin: Origin, settings: MethodSettings) -> Result<Reader, AppError> {
        let kept: KeptFormat = serde_json::from_str(&run.format)?;
        let columns: Vec<MappedColumn> = serde_json::from_str(&run.mapping)?;
        let mapping = mapping_of(&columns)?;
        let bound = mapping
            .bind(&kept.format.columns)
            .map_err(|error| AppError::invalid("/mapping", error.code(), error.to_string()))?;
        Ok(Reader {
            path: self.import_path(run.id),
            format: kept.format,
            mapping: bound,
            origin,
            settings,
            after: run.last_row,
            now: self.now(),
            bytes: run.bytes,
        })
    }

    /// Every record on file, by the keys under which doubles are looked for.
    async fn match_index(&self) -> Result<MatchIndex, AppError> {
        let mut index = MatchIndex::default();
        let mut position = 0;
        loop {
            let rows = store::parties::after_position(&self.store, position, PER_READ).await?;
            let Some(last) = rows.last() else { return Ok(index) };
            position = last.seq;
            for (id, fields) in self.match_fields(&self.store, &rows).await? {
                index.add(id, fields.features());
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
    async fn write_chunk(&self, writing: &mut Writing, chunk: Chunk, expected: i64) -> Result<String, AppError> {
        let tx = self.store.begin().await?;
        let row = store::imports::run_locked(&tx, writing.run).await?;
        let mut run = row.ok_or_else(|| AppError::Internal("the run is gone".to_owned()))?;
        if run.last_row != expected {
            return Err(AppError::conflict(WORKED_ELSEWHERE, "another worker goes on with this import"));
        }
        let mut states = Vec::with_capacity(chunk.rows.len());
        let mut batch = Batch::default();
        let mut new: HashSet<Uuid> = HashSet::new();
        let mut added_to_list = Vec::new();
        for (number, outcome) in chunk.rows {
            run.rows_read += 1;
            let state = match outcome {
                Outcome::Rejected { reasons, cells } => {
                    run.rejected += 1;
                    row_of(run.id, number, RowState::Rejected, None, &reasons, Some(&cells))?
                }
                Outcome::Ready(ready) => {
                    self.place(&tx, writing, &mut run, number, *ready, &mut new, &mut batch, &mut added_to_list).await?
                }
            };
            states.push(state);
        }
        batch.insert(&tx).await?;
        added_to_list.sort_unstable();
        added_to_list.dedup();
        store::lists::add_members(&tx, writing.list, &added_to_list, self.now_ms()).await?;
        store::imports::insert_rows(&tx, states).await?;
        run.skipped += chunk.skipped;
        run.last_row = chunk.last_row;
        run.bytes_read = chunk.bytes_read;
        store::imports::update_run(&tx, run.clone()).await?;
        tx.commit().await?;
        self.progress.publish(&run, self.now_ms());
        Ok(run.state)
    }

    /// Gives one row its place: a new record, a change of one on file, or a duplicate.
    #[expect(clippy::too_many_arguments, reason = "the parts of one chunk, borrowed apart")]
    async fn place(
        &self,
        tx: &Tx,
        writing: &mut Writing,
        run: &mut import_run::Model,
        number: i64,
        ready: Ready,
        new: &mut HashSet<Uuid>,
        batch: &mut Batch,
        added_to_list: &mut Vec<Uuid>,
    ) -> Result<import_row::Model, AppError> {
        let alike = writing.index.likest(&ready.features);
        let score = alike.as_ref().map_or(0.0, |(_, likeness)| likeness.score);
        let class = likeness(score, &writing.settings.duplicates);
        let (state, target) = match (row_state(class, writing.choice), &alike) {
            (RowState::Created, _) | (_, None) => (RowState::Created, None),
            (state, Some((id, _))) => (state, Some(*id)),
        };
        let Ready { mut prepared, features, mut reasons, owner_email, cells } = ready;
        match (state, target) {
            (RowState::Updated, Some(id)) if !new.contains(&id) => {
                if let Some(target) = self.merge_target(tx, &writing.actor, id).await? {
                    let overwrite = writing.choice == OnDuplicate::Overwrite;
                    self.bring_into(tx, &writing.actor, target, prepared.draft, overwrite).await?;
                    added_to_list.push(id);
                    run.updated += 1;
                    return row_of(run.id, number, RowState::Updated, Some(id), &reasons, None);
                }
                reasons.push(RowReason::new("not_yours", &[]));
                run.duplicate += 1;
                row_of(run.id, number, RowState::Duplicate, Some(id), &reasons, Some(&cells))
            }
            (RowState::Created, _) => {
                if let Some(email) = owner_email {
                    match writing.owners.get(&email) {
                        Some((owner, team)) => {
                            prepared.draft.row.owner_id = Some(*owner);
                            prepared.draft.row.team_id = *team;
                        }
                        None => reasons.push(RowReason::new("owner_unknown", &[("cell", &email)])),
                    }
                }
                let id = batch.add(prepared);
                writing.index.add(id, features);
                new.insert(id);
                run.created += 1;
                row_of(run.id, number, RowState::Created, Some(id), &reasons, None)
            }
            (_, target) => {
                // a row that equals one of the same chunk has nothing to be brought into yet: it is a duplicate in the file
                let held = class == Likeness::Review || writing.choice == OnDuplicate::Review;
                let shown = format!("{score:.3}");
                let fields = alike.map(|(_, likeness)| agreeing(&likeness)).unwrap_or_default();
                let code = if held { "held_for_review" } else { "already_on_file" };
                reasons.insert(0, RowReason::new(code, &[("score", &shown), ("fields", &fields)]));
                run.duplicate += 1;
                run.review += i64::from(held);
                let mut row = row_of(run.id, number, RowState::Duplicate, target, &reasons, Some(&cells))?;
                row.held = held;
                if let Some(id) = target {
                    // the name is on this list too, and the person asked for it
                    if !held && !new.contains(&id) {
                        added_to_list.push(id);
                    }
                }
                Ok(row)
            }
        }
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

fn row_of(
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
    })
}

/// The reading side of a run.
struct Reader {
    path: PathBuf,
    format: Format,
    mapping: BoundMapping,
    origin: Origin,
    settings: MethodSettings,
    after: i64,
    now: Timestamp,
    bytes: i64,
}

impl Reader {
    /// Reads to the end, or until the writer hangs up.
    fn read(self, sender: &mpsc::Sender<Chunk>) -> Result<(), tables::ReadError> {
        let mut rows = tables::open(&self.path, &self.format)?;
        if self.after > 0 {
            rows.skip_to(self.after.unsigned_abs() + 1)?;
        }
        let mut chunk = Chunk::new(self.after);
        while let Some(entry) = rows.next() {
            let entry: Entry = entry?;
            chunk.take(entry, &self.mapping, &self.origin, &self.settings, self.now);
            if chunk.rows.len() >= ROWS_PER_CHUNK || chunk.skipped >= 100_000 {
                let next = Chunk::new(chunk.last_row);
                let mut full = std::mem::replace(&mut chunk, next);
                full.bytes_read = self.share_read(&rows);
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

    /// How far reading has come, in bytes of the file.
    fn share_read(&self, rows: &tables::Rows) -> i64 {
        let progress = rows.progress();
        match progress.total {
            Some(total) if total > 0 => (self.bytes as f64 * progress.done as f64 / total as f64) as i64,
            _ => 0,
        }
    }
}
