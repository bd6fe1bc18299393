//! Work that outlives a request: asked for in a business transaction, leased by one worker, taken up again after a crash,
//! tried again after a failure that may pass.

mod board;
mod endings;

use std::time::Duration;

use store::{
    Tx,
    entities::{job, party},
    jobs::state,
};
use uuid::Uuid;

pub use board::{JobCounts, JobFailure, JobList, JobProgress, JobView};

use crate::{Actor, App, AppError, parties::reassess::Whole};

/// Kinds of jobs.
pub(crate) mod kind {
    pub(crate) const IMPORT: &str = "import";
    pub(crate) const UNDO: &str = "undo";
    /// a look at a watched folder (PRO-11)
    pub(crate) const FOLDER: &str = "folder";
    pub(crate) const REASSESS: &str = "reassess";
    /// warnings and returns of the public pool (PRO-10)
    pub(crate) const POOL: &str = "pool";
    /// customers who stay away, days to look again, figures and alerts of the supply (PRO-8)
    pub(crate) const SUPPLY: &str = "supply";
    /// the search for doubles (PRO-11)
    pub(crate) const SCAN: &str = "duplicate_scan";
    /// classes of all customers as of a day that somebody asked for
    pub(crate) const CLASSES: &str = "classes";
    /// the same as of today, once a day
    pub(crate) const CLASSES_DAILY: &str = "classes_daily";
    /// erases what was kept for a time that is over
    pub(crate) const ERASE: &str = "erase";
}

/// A worker that is silent for so long is taken for dead.
const LEASE_MS: i64 = 60_000;
const RENEWED_EVERY: Duration = Duration::from_secs(15);
/// How often a worker looks without being woken: other processes enqueue too, leases run out, cadences move on.
const LOOKED_EVERY: Duration = Duration::from_secs(5);
/// Intent fades and cadences move without anybody touching a record; once a day all are looked at again, however often
/// and on however many servers the program starts.
const DAILY_MS: i64 = 24 * 60 * 60 * 1000;
const DAILY: [&str; 3] = [kind::REASSESS, kind::ERASE, kind::CLASSES_DAILY];

/// Jobs that ended well are kept for a while, to be looked at.
const FORGOTTEN_AFTER_MS: i64 = 30 * 24 * 60 * 60 * 1000;

/// Records whose time is up leave their holders within the hour, and the supply is counted as often.
const HOURLY_MS: i64 = 60 * 60 * 1000;

impl App {
    pub(crate) async fn enqueue(&self, tx: &Tx, kind: &str, subject: Uuid) -> Result<(), AppError> {
        let row = job::Model {
            id: self.new_id(),
            kind: kind.to_owned(),
            subject_id: subject,
            state: state::WAITING.to_owned(),
            attempts: 0,
            leased_until: None,
            created_at: self.now_ms(),
            finished_at: None,
            error: None,
            not_before: None,
            started_at: None,
            error_code: None,
            done: None,
            total: None,
        };
        Ok(store::jobs::enqueue(tx, row).await?)
    }

    /// Wakes the workers of this process, after the transaction that enqueued is committed.
    pub(crate) fn wake_workers(&self) {
        self.wake.notify_one();
    }

    /// Works jobs until `stop` resolves. On embedded SQLite, where no other process works, jobs that a killed process
    /// left running are taken up at once.
    pub async fn work(&self, alone: bool, stop: impl Future<Output = ()>) -> Result<(), AppError> {
        if alone {
            let tx = self.store.begin().await?;
            store::jobs::release_all(&tx).await?;
            tx.commit().await?;
        }
        tokio::pin!(stop);
        let mut hourly_at = None;
        loop {
            let now = self.now_ms();
            if hourly_at.is_none_or(|at| now - at > HOURLY_MS) {
                hourly_at = Some(now);
                let tx = self.store.begin().await?;
                let begun = store::parties::oldest(&tx).await?;
                for kind in DAILY {
                    let last = store::jobs::last_asked(&tx, kind).await?.or(begun);
                    // a clock that has been set back since asks again
                    if last.is_some_and(|at| !(0..DAILY_MS).contains(&(now - at))) {
                        self.enqueue(&tx, kind, Uuid::nil()).await?;
                    }
                }
                self.enqueue(&tx, kind::POOL, Uuid::nil()).await?;
                self.enqueue(&tx, kind::SUPPLY, Uuid::nil()).await?;
                store::jobs::forget(&tx, now - FORGOTTEN_AFTER_MS).await?;
                tx.commit().await?;
                self.delete_expired_sessions().await?;
                self.tidy_deliveries().await?;
                self.forget_keys().await?;
                self.forget_erased_columns().await?;
            }
            self.ask_for_looks().await?;
            while !self.is_stopping() && self.work_one().await? {}
            tokio::select! {
                () = &mut stop => return Ok(()),
                () = self.wake.notified() => {}
                () = tokio::time::sleep(LOOKED_EVERY) => {}
            }
        }
    }

    /// Works one job if there is one.
    pub async fn work_one(&self) -> Result<bool, AppError> {
        let now = self.now_ms();
        let tx = self.store.begin().await?;
        let taken = store::jobs::take(&tx, now, now + LEASE_MS).await?;
        tx.commit().await?;
        let Some(job) = taken else { return Ok(false) };
        let renewing = self.clone();
        let id = job.id;
        // ends with this work, even where that is broken off: a lease must not outlive its worker
        let mut renewal = tokio::task::JoinSet::new();
        renewal.spawn(async move {
            loop {
                tokio::time::sleep(RENEWED_EVERY).await;
                if let Err(error) = renewing.renew_lease(id).await {
                    tracing::warn!(job = %id, %error, "a lease could not be renewed");
                }
            }
        });
        let outcome = if job.attempts > endings::MOST_BEGINNINGS {
            Err(AppError::conflict("job_never_ended", "it was begun too often and never came to an end"))
        } else {
            self.do_job(&job).await
        };
        renewal.abort_all();
        self.end_job(job, outcome).await?;
        Ok(true)
    }

    async fn do_job(&self, job: &job::Model) -> Result<(), AppError> {
        match job.kind.as_str() {
            kind::IMPORT => self.run_import(job.subject_id).await,
            kind::FOLDER => self.look_into_folder(job.subject_id).await,
            kind::UNDO => self.run_undo(job.subject_id).await,
            kind::REASSESS => self.reassess_all(Some(job.id)).await,
            kind::SCAN => self.run_scan(job.subject_id).await,
            kind::POOL => self.return_to_pool().await.map(drop),
            kind::SUPPLY => self.watch_supply().await,
            kind::CLASSES => self.run_classes(job.subject_id).await,
            kind::CLASSES_DAILY => self.classify_today(job.id).await,
            kind::ERASE => self.complete_erasures().await,
            other => Err(AppError::Internal(format!("unknown kind of job: {other}"))),
        }
    }

    async fn renew_lease(&self, job: Uuid) -> Result<(), AppError> {
        let tx = self.store.begin().await?;
        store::jobs::renew(&tx, job, self.now_ms() + LEASE_MS).await?;
        Ok(tx.commit().await?)
    }

    /// Asks the rules anew about every party whose current values may have moved; answers nothing when nothing moved. The
    /// job for which it is done shows how far it is.
    pub(crate) async fn reassess_all(&self, job: Option<Uuid>) -> Result<(), AppError> {
        const PER_PASS: u64 = 500;
        let actor = Actor::system();
        let mut position = 0;
        let last_position = store::parties::last_position(&self.store).await?;
        loop {
            let rows = store::parties::after_position(&self.store, position, PER_PASS).await?;
            let Some(last) = rows.last().filter(|_| !self.is_stopping()) else { return Ok(()) };
            position = last.seq;
            let tx = self.store.begin().await?;
            self.reassess_rows(&tx, &actor, rows).await?;
            if let Some(job) = job {
                store::jobs::progress(&tx, job, position.min(last_position), last_position).await?;
            }
            tx.commit().await?;
        }
    }

    /// Asks the rules anew about these parties and writes those whose current values have moved. A party that somebody
    /// changed this moment was asked about anyway.
    pub(crate) async fn reassess_rows(
        &self,
        tx: &Tx,
        actor: &Actor,
        mut rows: Vec<party::Model>,
    ) -> Result<(), AppError> {
        let unchanged = store::parties::hold_unchanged(tx, &rows).await?;
        rows.retain(|row| unchanged.contains(&row.id));
        let wholes = self.wholes(tx, rows).await?;
        let same = wholes.into_iter().map(|whole| (whole.row.clone(), whole)).collect();
        self.reassess_held(tx, actor, same).await.map(drop)
    }

    /// The same of parties that are held and were changed on the way: each as it was read, and as it is to be. Answers their
    /// rows as they are now.
    pub(crate) async fn reassess_held(
        &self,
        tx: &Tx,
        actor: &Actor,
        held: Vec<(party::Model, Whole)>,
    ) -> Result<Vec<party::Model>, AppError> {
        let settings = self.settings().await?;
        let now = self.now();
        let (mut rows, mut moved, mut assessments) = (Vec::with_capacity(held.len()), Vec::new(), Vec::new());
        for (before, whole) in held {
            let portrait = crate::parties::portrait::portray(whole.known(), &settings.method, now);
            let mut row = whole.row;
            portrait.renew(&mut row, &settings.method);
            if row == before {
                rows.push(row);
                continue;
            }
            assessments.extend(portrait.assessments(Some(&before), row.id, actor.id(), || self.new_id()));
            moved.push((before, row));
        }
        store::parties::update_held(tx, &mut moved).await?;
        store::assessments::append(tx, assessments).await?;
        self.tell_of_all_moves(tx, moved.iter().map(|(before, row)| (before, row))).await?;
        rows.extend(moved.into_iter().map(|(_, row)| row));
        Ok(rows)
    }
}
