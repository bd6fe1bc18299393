//! The scan that fills the queue: a job that somebody starts, with its progress kept beside it.

use std::collections::{HashMap, HashSet};

use method::Timestamp;
use serde::Serialize;
use store::entities::{duplicate_pair, duplicate_scan};
use utoipa::ToSchema;
use uuid::Uuid;

use super::compare::{BelievedPair, ordered};
use crate::{Actor, App, AppError, Right, UserRef, app::user_ref, jobs::kind};

const RUNNING: &str = "running";

/// A comparison of all records, and how far it is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ScanRun {
    pub id: Uuid,
    /// `running`, `finished` or `failed`
    pub state: String,
    /// `waiting`, `reading`, `comparing`, `writing` or `done`
    pub stage: String,
    /// records to be read, or read
    pub records: i64,
    /// records read so far, then pairs written
    pub done: i64,
    pub compared: i64,
    /// pairs not compared since too many records shared one property
    pub left_out: i64,
    /// pairs that wait or were dismissed before
    pub found: i64,
    /// of these, new to the queue
    pub added: i64,
    pub asked_by: Option<UserRef>,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    pub error: Option<String>,
}

/// Pairs written in one transaction.
const PER_WRITE: usize = 1_000;

impl App {
    /// Asks for a comparison of all records; refused while one runs.
    pub async fn start_scan(&self, actor: &Actor) -> Result<ScanRun, AppError> {
        actor.require(Right::ScanDuplicates)?;
        let tx = self.store.begin().await?;
        if store::duplicates::scans(&tx, 1).await?.iter().any(|scan| scan.state == RUNNING) {
            return Err(AppError::conflict("scan_running", "a comparison of all records is under way already"));
        }
        let row = duplicate_scan::Model {
            id: self.new_id(),
            state: RUNNING.to_owned(),
            stage: "waiting".to_owned(),
            records: 0,
            done: 0,
            compared: 0,
            left_out: 0,
            found: 0,
            added: 0,
            asked_by: actor.id(),
            error: None,
            created_at: self.now_ms(),
            started_at: None,
            finished_at: None,
        };
        store::duplicates::insert_scan(&tx, row.clone()).await?;
        self.enqueue(&tx, kind::SCAN, row.id).await?;
        self.audit(&tx, actor, "duplicate_scan_started", ("scan", &row.id.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        self.wake_workers();
        let names = self.user_names().await?;
        Ok(view(row, &names))
    }

    /// The last scans, the newest first.
    pub async fn scans(&self, actor: &Actor) -> Result<Vec<ScanRun>, AppError> {
        actor.require(Right::ReviewDuplicates)?;
        let names = self.user_names().await?;
        let rows = store::duplicates::scans(&self.store, 5).await?;
        Ok(rows.into_iter().map(|row| view(row, &names)).collect())
    }

    /// Compares all records and brings the queue up to date. Done twice, it does no more.
    pub(crate) async fn run_scan(&self, id: Uuid) -> Result<(), AppError> {
        let Some(mut scan) = store::duplicates::scan(&self.store, id).await? else { return Ok(()) };
        if scan.state != RUNNING {
            return Ok(());
        }
        scan.started_at = scan.started_at.or(Some(self.now_ms()));
        scan.records = i64::try_from(store::parties::how_many(&self.store).await?).unwrap_or(i64::MAX);
        scan = self.scan_stage(scan, "reading", 0).await?;
        let found = self.compare_all(Some(&scan)).await?;
        if self.is_stopping() {
            return Ok(());
        }
        scan.records = found.records as i64;
        scan.compared = found.compared as i64;
        scan.left_out = found.left_out as i64;
        scan.found = found.pairs.len() as i64;
        self.renew_queue(scan, found.pairs).await
    }

    /// Notes how many records a scan has read; the last of them are followed by comparing.
    pub(super) async fn scan_has_read(&self, scan: &duplicate_scan::Model, read: i64) -> Result<(), AppError> {
        let stage = if read >= scan.records { "comparing" } else { "reading" };
        self.scan_stage(scan.clone(), stage, read).await.map(drop)
    }

    /// Writes how far a scan is.
    async fn scan_stage(
        &self,
        mut scan: duplicate_scan::Model,
        stage: &str,
        done: i64,
    ) -> Result<duplicate_scan::Model, AppError> {
        scan.stage = stage.to_owned();
        scan.done = done;
        let tx = self.store.begin().await?;
        store::duplicates::update_scan(&tx, scan.clone()).await?;
        tx.commit().await?;
        Ok(scan)
    }

    /// Makes the open pairs those that were found, less what was dismissed.
    async fn renew_queue(&self, mut scan: duplicate_scan::Model, found: Vec<BelievedPair>) -> Result<(), AppError> {
        let known = store::duplicates::all(&self.store, None).await?;
        let mut known: HashMap<(Uuid, Uuid), duplicate_pair::Model> =
            known.into_iter().map(|pair| ((pair.left_id, pair.right_id), pair)).collect();
        let mut written = 0;
        for chunk in found.chunks(PER_WRITE) {
            // a person and an organisation are never one record; one that was merged meanwhile is no record any more
            let ids: Vec<Uuid> = chunk.iter().flat_map(|pair| [pair.left, pair.right]).collect();
            let tx = self.store.begin().await?;
            let kinds: HashMap<Uuid, String> =
                store::parties::find_many(&tx, &ids).await?.into_iter().map(|row| (row.id, row.kind)).collect();
            let mut new = Vec::new();
            for pair in chunk {
                let (left, right) = ordered(pair.left, pair.right);
                match known.remove(&(left, right)) {
                    Some(kept) if kept.state == store::duplicates::OPEN && kept.score != pair.score => {
                        let row = duplicate_pair::Model {
                            score: pair.score,
                            reasons: pair.reasons.to_string(),
                            scan_id: Some(scan.id),
                            ..kept
                        };
                        store::duplicates::update(&tx, row).await?;
                    }
                    Some(_) => {}
                    None => match (kinds.get(&left), kinds.get(&right)) {
                        (Some(one), Some(other)) if one == other => new.push(self.new_pair(&scan, pair)),
                        _ => {}
                    },
                }
            }
            written += chunk.len() as i64;
            scan.added += new.len() as i64;
            scan.stage = "writing".to_owned();
            scan.done = written;
            store::duplicates::insert(&tx, new).await?;
            store::duplicates::update_scan(&tx, scan.clone()).await?;
            tx.commit().await?;
        }
        // what is no longer alike is not asked about; what a person decided stays
        let stale: HashSet<Uuid> =
            known.into_values().filter(|pair| pair.state == store::duplicates::OPEN).map(|pair| pair.id).collect();
        let tx = self.store.begin().await?;
        store::duplicates::delete(&tx, &stale.into_iter().collect::<Vec<_>>()).await?;
        scan.state = "finished".to_owned();
        scan.stage = "done".to_owned();
        scan.finished_at = Some(self.now_ms());
        store::duplicates::update_scan(&tx, scan).await?;
        Ok(tx.commit().await?)
    }

    fn new_pair(&self, scan: &duplicate_scan::Model, pair: &BelievedPair) -> duplicate_pair::Model {
        let (left_id, right_id) = ordered(pair.left, pair.right);
        duplicate_pair::Model {
            id: self.new_id(),
            left_id,
            right_id,
            score: pair.score,
            reasons: pair.reasons.to_string(),
            state: store::duplicates::OPEN.to_owned(),
            found_at: self.now_ms(),
            scan_id: Some(scan.id),
            decided_by: None,
            decided_at: None,
        }
    }

    /// Says why a scan ended early, in the transaction that ends its job.
    pub(crate) async fn fail_scan(&self, tx: &store::Tx, id: Uuid, failure: &AppError) -> Result<(), AppError> {
        if let Some(mut scan) = store::duplicates::scan(tx, id).await? {
            scan.state = "failed".to_owned();
            scan.error = Some(failure.to_string());
            scan.finished_at = Some(self.now_ms());
            store::duplicates::update_scan(tx, scan).await?;
        }
        Ok(())
    }
}

fn view(row: duplicate_scan::Model, names: &HashMap<Uuid, String>) -> ScanRun {
    ScanRun {
        id: row.id,
        state: row.state,
        stage: row.stage,
        records: row.records,
        done: row.done,
        compared: row.compared,
        left_out: row.left_out,
        found: row.found,
        added: row.added,
        asked_by: user_ref(names, row.asked_by),
        created_at: row.created_at.into(),
        finished_at: row.finished_at.map(Timestamp::from),
        error: row.error,
    }
}
