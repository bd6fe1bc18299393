//! Closed deals as they were known at each moment (OPP-6). Whatever reads them for win rates gets features for a moment only, so
//! that nothing learned later leaks in: not a later assessment, and least of all how the deal ended.

use std::collections::BTreeMap;

use method::{
    Coded, Timestamp,
    deals::{
        features::{DealFact, Features, History, RecordedFact},
        opening::{grid::Opening, plays::Play},
        stages::DealEnd,
        value::ValueClass,
    },
};
use store::{
    deals::Found,
    entities::{deal, deal_change, deal_play, deal_rival},
};
use uuid::Uuid;

use super::{AssessmentKind, PlayState, by_deal, kind, record::read_holder, word};
use crate::{App, AppError};

/// A deal with what was recorded of it, each with the moment.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub row: deal::Model,
    pub history: History<Uuid>,
    /// the probabilities that managers gave, oldest first: when, by whom, 0 to 1
    pub said: Vec<(Timestamp, Option<Uuid>, f64)>,
    /// the days expected, as they were changed
    expected: Vec<(Timestamp, Option<i32>)>,
}

impl Told {
    /// Whether it was won. A deal that we gave up was not: a rate without those would flatter whoever gives up early.
    pub(super) fn won(&self) -> bool {
        word::<DealEnd>(self.row.outcome.as_ref()) == Some(DealEnd::Won)
    }

    pub(super) fn ended_at(&self) -> Option<Timestamp> {
        self.row.ended_at.map(Timestamp::from)
    }

    /// Its features as known at a moment.
    pub(super) fn at(&self, at: Timestamp) -> Features<Uuid> {
        self.history.known_at(at).features()
    }

    /// Whether it was open at a moment.
    pub(super) fn open_at(&self, at: Timestamp) -> bool {
        Timestamp::from(self.row.created_at) <= at && self.ended_at().is_none_or(|ended| ended > at)
    }

    /// The day on which it was expected, as known at a moment.
    pub(super) fn expected_at(&self, at: Timestamp) -> Option<i32> {
        self.expected.iter().rev().find(|(when, _)| *when <= at).and_then(|(_, day)| *day)
    }
}

/// What stands beside the rows of some deals.
#[derive(Debug, Default)]
struct Beside {
    changes: BTreeMap<Uuid, Vec<deal_change::Model>>,
    found: BTreeMap<Uuid, Vec<Found>>,
    plays: BTreeMap<Uuid, Vec<deal_play::Model>>,
    rivals: BTreeMap<Uuid, Vec<deal_rival::Model>>,
}

impl Beside {
    fn tell(&self, row: deal::Model) -> Told {
        let until = row.ended_at;
        let changes = self.changes.get(&row.id).map_or(&[][..], Vec::as_slice);
        let found = self.found.get(&row.id).map_or(&[][..], Vec::as_slice);
        let plays = self.plays.get(&row.id).map_or(&[][..], Vec::as_slice);
        let rivals = self.rivals.get(&row.id).map_or(&[][..], Vec::as_slice);
        let of_kind = |kind: &'static str| {
            let open = move |change: &&deal_change::Model| until.is_none_or(|until| change.at < until);
            changes.iter().filter(move |change| change.kind == kind).filter(open)
        };
        let said = of_kind(kind::PROBABILITY).filter_map(|change| {
            let percent: f64 = change.after.as_deref()?.parse().ok()?;
            Some((change.at.into(), change.by, percent / 100.0))
        });
        let expected = of_kind(kind::EXPECTED).map(|change| {
            let day = change.after.as_deref().and_then(|day| day.parse().ok());
            (change.at.into(), day)
        });
        let (said, expected) = (said.collect(), expected.collect());
        let became = changes.iter().map(|change| (change.at, change.kind.as_str(), change.after.as_deref()));
        Told { history: history_of(until, became, found, plays, rivals), said, expected, row }
    }
}

/// What was recorded of a deal, up to its end where it has ended: what is recorded later says nothing about open ones. A change is
/// told by its moment, its kind, and what it left.
pub(super) fn history_of<'a>(
    ended_at: Option<i64>,
    changes: impl Iterator<Item = (i64, &'a str, Option<&'a str>)>,
    found: &[Found],
    plays: &[deal_play::Model],
    rivals: &[deal_rival::Model],
) -> History<Uuid> {
    let recorded = |at: i64, fact: DealFact<Uuid>| RecordedFact { recorded_at: at.into(), fact };
    let mut facts: Vec<RecordedFact<Uuid>> = Vec::new();
    facts.extend(changes.filter_map(|(at, kind, after)| Some(recorded(at, fact_of(kind, after)?))));
    facts.extend(found.iter().filter_map(|one| Some(recorded(one.at, found_of(one)?))));
    facts.extend(plays.iter().filter_map(|play| {
        let used = play.closed_at.filter(|_| play.state == PlayState::Used.code())?;
        Some(recorded(used, DealFact::PlayUsed { play: Play::from_code(&play.play)? }))
    }));
    let seen = rivals.iter().filter(|rival| rival.takes_part);
    facts.extend(seen.map(|rival| recorded(rival.created_at, DealFact::RivalSeen { rival: rival.id })));
    facts.retain(|one| ended_at.is_none_or(|until| one.recorded_at.as_millis() < until));
    History::of(facts)
}

fn fact_of(kind: &str, after: Option<&str>) -> Option<DealFact<Uuid>> {
    match kind {
        kind::OWNER => {
            let (seller, team) = read_holder(after?)?;
            Some(DealFact::Owner { seller, team: team.unwrap_or_default() })
        }
        kind::STAGE => Some(DealFact::Stage { code: after?.to_owned() }),
        kind::AMOUNT => Some(DealFact::Amount { minor: after?.parse().ok()? }),
        _ => None,
    }
}

fn found_of(found: &Found) -> Option<DealFact<Uuid>> {
    if found.kind == AssessmentKind::Value.code() {
        Some(DealFact::Valued { class: word::<ValueClass>(found.found.as_ref()) })
    } else if found.kind == AssessmentKind::Opening.code() {
        Some(DealFact::Opened { cell: word::<Opening>(found.found.as_ref()) })
    } else {
        None
    }
}

impl App {
    /// Rows with their histories, in the order given.
    pub(super) async fn told(&self, rows: Vec<deal::Model>) -> Result<Vec<Told>, AppError> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let beside = Beside {
            changes: by_deal(store::deals::changes_of(&self.store, &ids).await?, |row| row.deal_id),
            found: by_deal(store::deals::found_of(&self.store, &ids).await?, |row| row.deal_id),
            plays: by_deal(store::deals::plays_of(&self.store, &ids).await?, |row| row.deal_id),
            rivals: by_deal(store::deals::rivals_of(&self.store, &ids).await?, |row| row.deal_id),
        };
        Ok(rows.into_iter().map(|row| beside.tell(row)).collect())
    }
}
