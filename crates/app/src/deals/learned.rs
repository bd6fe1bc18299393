//! What win rates learn from closed deals (OPP-6): of each what was known when it came into a stage, which plays were used, and
//! whether it was won. Kept in memory, since every reading of the queue asks for it; a deal that ends or is opened again is read
//! anew, the rest stays.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Arc, Mutex};

use analytics::win_rates::{ClosedDeal, WinRates};
use method::{
    Coded,
    deals::{
        features::Features,
        opening::{grid::Opening, plays::Play, trail::Assessed},
        stages::DealEnd,
        value::ValueClass,
        win_rates::WinRateSettings,
    },
};
use store::deals::{Closed, Found};
use uuid::Uuid;

use super::{AssessmentKind, by_deal, history::history_of, kind, word};
use crate::{App, AppError};

/// Days back from which closed deals say something about open ones.
const LEARNED_DAYS: f64 = 3.0 * 365.25;
/// After so long everything is read again, while what is known still answers: what left by erasure is gone then, and so is what
/// has grown too old.
const RELEARNED_MS: i64 = 600_000;
/// From so many deals that ended since, everything is read again at once.
const RELEARNED_FROM: usize = 20_000;
/// Deals read together.
const TOGETHER: usize = 5_000;
/// The changes after which other deals are closed.
const ENDS: [&str; 2] = [kind::ENDED, kind::REOPENED];

/// A deal when it came into a stage, or at the first look there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    stage: u16,
    pub seller: Option<Uuid>,
    pub team: Option<Uuid>,
    pub cell: Option<Opening>,
    pub class: Option<ValueClass>,
}

/// A closed deal.
#[derive(Clone, Debug)]
pub(super) struct Lesson {
    pub id: Uuid,
    /// who has it now
    pub owner: Option<Uuid>,
    pub team: Option<Uuid>,
    pub opened_at: i64,
    pub ended_at: i64,
    /// a deal that we gave up was not: a rate without those would flatter whoever gives up early
    pub won: bool,
    /// in the order of the stages it came into
    pub looks: Box<[Look]>,
    /// its openings as they were found, oldest first
    pub trail: Box<[Assessed]>,
    /// the plays used, each once
    pub plays: Box<[Play]>,
}

impl Lesson {
    /// How it was known in a stage; in its first one where none is named. None where it never was in the stage.
    fn look(&self, stage: Option<u16>) -> Option<&Look> {
        self.looks.iter().find(|look| stage.is_none_or(|stage| look.stage == stage))
    }
}

/// The rates of cells, as of now.
type Rates = Arc<WinRates<Uuid, Option<Opening>>>;

/// The closed deals of the last years, those that ended first in front.
#[derive(Debug)]
pub(super) struct Learned {
    lessons: Vec<Lesson>,
    stages: Vec<String>,
    /// the last change that is in it
    mark: Option<(i64, Uuid)>,
    read_at: i64,
    /// by stage, under the settings they were fitted with
    fits: Mutex<BTreeMap<Option<u16>, (WinRateSettings, Rates)>>,
}

/// The part of the app that keeps them.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeptLessons {
    known: Arc<tokio::sync::Mutex<Option<Arc<Learned>>>>,
    /// held by whoever reads everything again
    again: Arc<tokio::sync::Mutex<()>>,
}

impl Learned {
    fn new(read_at: i64) -> Self {
        Self { lessons: Vec::new(), stages: Vec::new(), mark: None, read_at, fits: Mutex::default() }
    }

    pub(super) fn lessons(&self) -> &[Lesson] {
        &self.lessons
    }

    /// The number of a stage; none where no closed deal came through it.
    fn stage(&self, code: &str) -> Option<u16> {
        let at = self.stages.iter().position(|stage| stage == code)?;
        u16::try_from(at).ok()
    }

    fn number_of(&mut self, stage: Option<String>) -> u16 {
        let code = stage.unwrap_or_default();
        let at = self.stages.iter().position(|known| *known == code).unwrap_or_else(|| {
            self.stages.push(code);
            self.stages.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    /// The deals that ended before a moment; all where none is named.
    fn ended(&self, before: Option<i64>) -> &[Lesson] {
        let until = before.map_or(self.lessons.len(), |at| self.lessons.partition_point(|one| one.ended_at < at));
        &self.lessons[..until]
    }

    /// The deals that ended at a moment or since.
    pub(super) fn ended_since(&self, since: i64) -> &[Lesson] {
        &self.lessons[self.lessons.partition_point(|one| one.ended_at < since)..]
    }

    /// How the deals that ended before a moment were known in a stage, or in their first one, with whether each was won.
    pub(super) fn looks<'a>(
        &'a self,
        stage: Option<&str>,
        ended_before: Option<i64>,
    ) -> impl Iterator<Item = (&'a Look, bool)> + use<'a> {
        // a stage that nobody came through is none of the numbers
        let wanted = stage.map(|code| self.stage(code).unwrap_or(u16::MAX));
        self.ended(ended_before).iter().filter_map(move |one| Some((one.look(wanted)?, one.won)))
    }

    /// How many deals ended before a moment.
    pub(super) fn closed(&self, ended_before: Option<i64>) -> u64 {
        self.ended(ended_before).len() as u64
    }

    /// The rates of cells in a stage, from the deals that ended before a moment.
    pub(super) fn fit(&self, stage: Option<&str>, ended_before: Option<i64>, settings: &WinRateSettings) -> Rates {
        let case =
            |(look, won): (&Look, bool)| ClosedDeal { team: look.team.unwrap_or_default(), cell: look.cell, won };
        Arc::new(WinRates::fit(self.looks(stage, ended_before).map(case), settings))
    }

    /// The same from all, fitted once.
    pub(super) fn fitted(&self, stage: Option<&str>, settings: &WinRateSettings) -> Rates {
        let key = stage.map(|code| self.stage(code).unwrap_or(u16::MAX));
        if let Ok(fits) = self.fits.lock()
            && let Some((_, rates)) = fits.get(&key).filter(|(with, _)| with == settings)
        {
            return Arc::clone(rates);
        }
        let rates = self.fit(stage, None, settings);
        if let Ok(mut fits) = self.fits.lock() {
            fits.insert(key, (*settings, Arc::clone(&rates)));
        }
        rates
    }

    fn take(&mut self, closed: Closed, looks: Vec<Features<Uuid>>, trail: Box<[Assessed]>, plays: BTreeSet<Play>) {
        let looks = looks.into_iter().map(|one| Look {
            stage: self.number_of(one.stage),
            seller: one.seller,
            team: one.team,
            cell: one.cell,
            class: one.class,
        });
        let looks = looks.collect();
        self.lessons.push(Lesson {
            id: closed.id,
            owner: closed.owner_id,
            team: closed.team_id,
            opened_at: closed.created_at,
            ended_at: closed.ended_at,
            won: DealEnd::from_code(&closed.outcome) == Some(DealEnd::Won),
            looks,
            trail,
            plays: plays.into_iter().collect(),
        });
    }
}

/// The openings among what was found.
fn trail_of(found: &[Found]) -> Box<[Assessed]> {
    let openings = found.iter().filter(|one| one.kind == AssessmentKind::Opening.code());
    let assessed = openings.map(|one| Assessed {
        at: one.at.into(),
        territory: word(one.territory.as_ref()),
        standing: word(one.standing.as_ref()),
        firm: one.firm,
    });
    assessed.collect()
}

impl App {
    /// What closed deals teach, up to the last of them. Reading goes on where whoever asked waits no longer, so that the next one
    /// finds it there.
    pub(super) async fn learned(&self) -> Result<Arc<Learned>, AppError> {
        let app = self.clone();
        let learning = tokio::spawn(async move { app.learn_on().await });
        learning.await.map_err(|error| AppError::Internal(error.to_string()))?
    }

    /// Reads what closed deals teach before anybody asks: a server that begins with many of them is not slow at first.
    pub async fn learn_ahead(&self) -> Result<(), AppError> {
        self.learned().await.map(drop)
    }

    async fn learn_on(&self) -> Result<Arc<Learned>, AppError> {
        let mut kept = self.lessons.known.lock().await;
        let mark = self.last_end().await?;
        let learned = match kept.as_ref() {
            None => Arc::new(self.learn_all(mark).await?),
            Some(known) => {
                if self.now_ms() - known.read_at >= RELEARNED_MS {
                    self.learn_again();
                }
                if known.mark == mark {
                    return Ok(Arc::clone(known));
                }
                Arc::new(self.learn_more(known, mark).await?)
            }
        };
        *kept = Some(Arc::clone(&learned));
        Ok(learned)
    }

    /// Reads everything again while what is known still answers.
    fn learn_again(&self) {
        let Ok(alone) = Arc::clone(&self.lessons.again).try_lock_owned() else { return };
        let app = self.clone();
        tokio::spawn(async move {
            let read = async { app.learn_all(app.last_end().await?).await };
            match read.await {
                Ok(learned) => *app.lessons.known.lock().await = Some(Arc::new(learned)),
                Err(error) => tracing::warn!(error = ?error, "closed deals are not read again"),
            }
            drop(alone);
        });
    }

    /// The last change after which other deals are closed.
    async fn last_end(&self) -> Result<Option<(i64, Uuid)>, AppError> {
        Ok(store::deals::last_change(&self.store, &ENDS).await?)
    }

    /// Lets the next reading learn from all closed deals anew: some came or went with ends in the past.
    pub(crate) async fn forget_lessons(&self) {
        // a reading that began before may have missed them, and would be kept after
        let _ended = self.lessons.again.lock().await;
        *self.lessons.known.lock().await = None;
    }

    async fn learn_all(&self, mark: Option<(i64, Uuid)>) -> Result<Learned, AppError> {
        let since = self.now().plus_days(-LEARNED_DAYS).as_millis();
        let mut learned = Learned { mark, ..Learned::new(self.now_ms()) };
        let closed = store::deals::closed(&self.store, since, None).await?;
        self.learn(&mut learned, closed).await?;
        Ok(learned)
    }

    /// Reads the deals anew that ended or were opened again since.
    async fn learn_more(&self, known: &Learned, mark: Option<(i64, Uuid)>) -> Result<Learned, AppError> {
        let since = known.mark.map_or(i64::MIN, |(at, _)| at);
        let changed = store::deals::changed_since(&self.store, &ENDS, since).await?;
        if changed.len() >= RELEARNED_FROM {
            return self.learn_all(mark).await;
        }
        let other: HashSet<Uuid> = changed.iter().copied().collect();
        let mut learned = Learned {
            lessons: known.lessons.iter().filter(|one| !other.contains(&one.id)).cloned().collect(),
            stages: known.stages.clone(),
            mark,
            ..Learned::new(known.read_at)
        };
        let since = self.now().plus_days(-LEARNED_DAYS).as_millis();
        let closed = store::deals::closed(&self.store, since, Some(&changed)).await?;
        self.learn(&mut learned, closed).await?;
        Ok(learned)
    }

    async fn learn(&self, learned: &mut Learned, mut closed: Vec<Closed>) -> Result<(), AppError> {
        while !closed.is_empty() {
            let some = closed.split_off(closed.len().saturating_sub(TOGETHER));
            let ids: Vec<Uuid> = some.iter().map(|one| one.id).collect();
            let told = [kind::OWNER, kind::STAGE];
            let changes = store::deals::became(&self.store, &ids, &told).await?;
            let changes = by_deal(changes, |row| row.deal_id);
            let found = by_deal(store::deals::found_of(&self.store, &ids).await?, |row| row.deal_id);
            let plays = by_deal(store::deals::plays_of(&self.store, &ids).await?, |row| row.deal_id);
            for one in some {
                let changes = changes.get(&one.id).map_or(&[][..], Vec::as_slice);
                let found = found.get(&one.id).map_or(&[][..], Vec::as_slice);
                let plays = plays.get(&one.id).map_or(&[][..], Vec::as_slice);
                let became = changes.iter().map(|change| (change.at, change.kind.as_str(), change.after.as_deref()));
                let history = history_of(Some(one.ended_at), became, found, plays, &[]);
                let used = history.known_at(one.ended_at.into()).features().plays;
                learned.take(one, history.by_stage(), trail_of(found), used);
            }
        }
        learned.lessons.sort_by_key(|one| (one.ended_at, one.id));
        Ok(())
    }
}
