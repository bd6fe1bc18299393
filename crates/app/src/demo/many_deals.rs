//! The demo's deals many times over, each copy moved back in time and handed to another seller: to see how the product does where a
//! company has closed deals by the hundred thousand.

use std::collections::BTreeMap;

use method::time::DAY_MS;
use store::{
    deals::{DealFilter, WholeDeals},
    entities::{deal, deal_assessment, deal_change, deal_rival},
    parties::Reach,
};
use uuid::Uuid;

use crate::{
    App, AppError,
    deals::{holder, kind},
};

/// Of so many copies one is of an open deal.
const OPEN_EVERY: usize = 100;
/// Days over which the ends of copies are spread.
const SPREAD_DAYS: usize = 700;
/// Deals written together.
const TOGETHER: usize = 2_000;
const MOST: u64 = 10_000;

/// A deal to be copied.
struct Pattern {
    row: deal::Model,
    changes: Vec<deal_change::Model>,
    assessments: Vec<deal_assessment::Model>,
    rivals: Vec<deal_rival::Model>,
}

impl App {
    /// Copies the deals that are there until there are so many in all; answers how many there are.
    pub async fn fill_many_deals(&self, count: usize) -> Result<usize, AppError> {
        let closed = self.patterns(false).await?;
        let open = self.patterns(true).await?;
        let there = closed.len() + open.len();
        let mut sellers: Vec<(Uuid, Option<Uuid>)> =
            closed.iter().chain(&open).filter_map(|one| Some((one.row.owner_id?, one.row.team_id))).collect();
        sellers.sort_unstable();
        sellers.dedup();
        if closed.is_empty() || open.is_empty() || sellers.is_empty() {
            return Ok(there);
        }
        let places: Vec<usize> = (there..count.max(there)).collect();
        for some in places.chunks(TOGETHER) {
            let mut whole = WholeDeals::default();
            for place in some {
                let kind = if place.is_multiple_of(OPEN_EVERY) { &open } else { &closed };
                let round = place / OPEN_EVERY;
                let pattern = &kind[(place + round) % kind.len()];
                let back = if pattern.row.ended_at.is_some() { (place * 7) % SPREAD_DAYS } else { 0 };
                pattern.copy_into(&mut whole, sellers[(place + round) % sellers.len()], back as i64 * DAY_MS);
            }
            let tx = self.store.begin().await?;
            store::deals::insert_whole(&tx, whole).await?;
            tx.commit().await?;
        }
        self.store.analyse().await?;
        Ok(count.max(there))
    }

    async fn patterns(&self, open: bool) -> Result<Vec<Pattern>, AppError> {
        let (db, all) = (&self.store, DealFilter::default());
        let rows = if open {
            store::deals::open(db, &Reach::All, &all, MOST).await?
        } else {
            store::deals::closed_since(db, &Reach::All, &all, i64::MIN, MOST).await?
        };
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut changes: BTreeMap<Uuid, Vec<_>> = BTreeMap::new();
        for change in store::deals::changes_of(db, &ids).await? {
            changes.entry(change.deal_id).or_default().push(change);
        }
        let mut assessments: BTreeMap<Uuid, Vec<_>> = BTreeMap::new();
        for assessment in store::deals::assessments_of(db, &ids, None).await? {
            assessments.entry(assessment.deal_id).or_default().push(assessment);
        }
        let mut rivals: BTreeMap<Uuid, Vec<_>> = BTreeMap::new();
        for rival in store::deals::rivals_of(db, &ids).await? {
            rivals.entry(rival.deal_id).or_default().push(rival);
        }
        let pattern = |row: deal::Model| Pattern {
            changes: changes.remove(&row.id).unwrap_or_default(),
            assessments: assessments.remove(&row.id).unwrap_or_default(),
            rivals: rivals.remove(&row.id).unwrap_or_default(),
            row,
        };
        Ok(rows.into_iter().map(pattern).collect())
    }
}

impl Pattern {
    fn copy_into(&self, whole: &mut WholeDeals, (owner, team): (Uuid, Option<Uuid>), back: i64) {
        let mut row = deal::Model { owner_id: Some(owner), team_id: team, ..self.row.clone() };
        for at in [&mut row.created_at, &mut row.updated_at, &mut row.stage_since] {
            *at -= back;
        }
        for at in [&mut row.assessed_at, &mut row.ended_at, &mut row.next_step_at, &mut row.probability_at] {
            *at = at.map(|at| at - back);
        }
        if row.expected_day != store::deals::NO_DAY {
            row.expected_day -= i32::try_from(back / DAY_MS).unwrap_or_default();
        }
        row.id = store::new_id(row.created_at);
        whole.changes.extend(self.changes.iter().map(|change| {
            let at = change.at - back;
            let after = if change.kind == kind::OWNER { holder(Some(owner), team) } else { change.after.clone() };
            deal_change::Model { id: store::new_id(at), deal_id: row.id, at, after, ..change.clone() }
        }));
        whole.assessments.extend(self.assessments.iter().map(|one| {
            let at = one.at - back;
            deal_assessment::Model { id: store::new_id(at), deal_id: row.id, at, ..one.clone() }
        }));
        whole.rivals.extend(self.rivals.iter().map(|rival| deal_rival::Model {
            id: store::new_id(row.created_at),
            deal_id: row.id,
            created_at: rival.created_at - back,
            updated_at: rival.updated_at - back,
            ..rival.clone()
        }));
        whole.deals.push(row);
    }
}
