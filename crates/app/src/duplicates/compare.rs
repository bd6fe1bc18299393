//! Pairs believed to be the same, found over all records (PRO-11).

use std::{
    collections::{HashMap, HashSet},
    num::NonZeroUsize,
};

use serde::Serialize;
use store::entities::{duplicate_scan, party};
use text::matching::{PairSettings, find_pairs};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Actor, App, AppError, Right, parties::matching::reasons};

/// Two records believed to be the same.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BelievedPair {
    pub left: Uuid,
    pub right: Uuid,
    pub left_external_id: Option<String>,
    pub right_external_id: Option<String>,
    pub left_name: String,
    pub right_name: String,
    /// 0 to 1
    pub score: f64,
    /// `same` or `review`
    pub likeness: String,
    pub reasons: serde_json::Value,
}

/// What the scan over all records found, and what it left out.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DuplicateScan {
    pub pairs: Vec<BelievedPair>,
    pub records: u64,
    pub compared: u64,
    /// pairs not compared since too many records shared one property
    pub left_out: u64,
}

/// What comparing all records found.
pub(super) struct Compared {
    /// the likeliest first
    pub pairs: Vec<BelievedPair>,
    pub records: u64,
    pub compared: u64,
    pub left_out: u64,
}

const PER_READ: u64 = 20_000;

impl App {
    /// Compares all records and answers the pairs at or above the threshold of review, likeliest first, those left out
    /// of which somebody said that they are not the same. For whom all records are within reach.
    pub async fn scan_duplicates(&self, actor: &Actor) -> Result<DuplicateScan, AppError> {
        actor.require(Right::ManagePeople)?;
        let dismissed = store::duplicates::all(&self.store, Some(store::duplicates::DISMISSED)).await?;
        let dismissed: HashSet<(Uuid, Uuid)> = dismissed.iter().map(|pair| (pair.left_id, pair.right_id)).collect();
        let found = self.compare_all(None).await?;
        let mut pairs = found.pairs;
        pairs.retain(|pair| !dismissed.contains(&ordered(pair.left, pair.right)));
        Ok(DuplicateScan { pairs, records: found.records, compared: found.compared, left_out: found.left_out })
    }

    /// Compares all records; a scan is told how many were read as it goes.
    pub(super) async fn compare_all(&self, scan: Option<&duplicate_scan::Model>) -> Result<Compared, AppError> {
        let settings = self.settings().await?;
        let thresholds = settings.method.duplicates;
        let mut records = Vec::new();
        let mut known: HashMap<Uuid, (Option<String>, String)> = HashMap::new();
        let mut position = 0;
        loop {
            let rows: Vec<party::Model> = store::parties::after_position(&self.store, position, PER_READ).await?;
            let Some(last) = rows.last() else { break };
            position = last.seq;
            for (id, fields) in self.match_fields(&self.store, &rows).await? {
                records.push((id, fields.features()));
            }
            known.extend(rows.into_iter().map(|row| (row.id, (row.external_id, row.name))));
            if let Some(scan) = scan {
                self.scan_has_read(scan, records.len() as i64).await?;
            }
        }
        let count = records.len() as u64;
        let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let pair_settings = PairSettings { least_score: thresholds.review, threads, ..PairSettings::default() };
        let found = tokio::task::spawn_blocking(move || find_pairs(records, &pair_settings))
            .await
            .map_err(|error| AppError::Internal(error.to_string()))?;
        let mut pairs: Vec<BelievedPair> = found
            .pairs
            .into_iter()
            .map(|pair| {
                let (left_external_id, left_name) = known.get(&pair.first).cloned().unwrap_or_default();
                let (right_external_id, right_name) = known.get(&pair.second).cloned().unwrap_or_default();
                let likeness = method::duplicates::likeness(pair.likeness.score, &thresholds);
                BelievedPair {
                    left: pair.first,
                    right: pair.second,
                    left_external_id,
                    right_external_id,
                    left_name,
                    right_name,
                    score: pair.likeness.score,
                    likeness: likeness.to_string(),
                    reasons: reasons(&pair.likeness),
                }
            })
            .collect();
        pairs.sort_by(|a, b| b.score.total_cmp(&a.score));
        let left_out = found.oversized.iter().map(|block| block.pairs_left_out).sum();
        Ok(Compared { pairs, records: count, compared: found.compared, left_out })
    }
}

/// Two ids as a pair is kept: the smaller first.
pub(super) fn ordered(one: Uuid, other: Uuid) -> (Uuid, Uuid) {
    (one.min(other), one.max(other))
}
