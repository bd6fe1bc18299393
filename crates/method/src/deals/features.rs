//! What was known of a deal at a moment (OPP-6): the only way to features is through what had been recorded by then, so that win
//! rates cannot learn from what came to be known later.
//!
//! A [`History`] hands out [`Known`] for a moment, and features are read from [`Known`] alone. Its facts cannot be reached from
//! outside, and how the deal ended is none of them:
//!
//! ```compile_fail
//! use method::deals::features::Known;
//! // the fields are private: nobody can put together what was known
//! let known: Known<'_, u32> = Known { facts: Vec::new(), at: method::Timestamp::from_millis(0) };
//! ```

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::opening::grid::Opening;
use super::opening::plays::Play;
use super::value::ValueClass;
use crate::time::Timestamp;

/// A fact about a deal, as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DealFact<Id> {
    /// Who has the deal.
    Owner {
        /// The seller.
        seller: Id,
        /// Their team at that time.
        team: Id,
    },
    /// It came into a stage.
    Stage {
        /// The code of the stage.
        code: String,
    },
    /// Its customer was valued.
    Valued {
        /// The class; none where it was not known.
        class: Option<ValueClass>,
    },
    /// Its opening was assessed.
    Opened {
        /// The cell; none where it was not known.
        cell: Option<Opening>,
    },
    /// Its amount was recorded.
    Amount {
        /// In minor units.
        minor: i64,
    },
    /// A play was used.
    PlayUsed {
        /// Which.
        play: Play,
    },
    /// A rival was seen.
    RivalSeen {
        /// Who.
        rival: Id,
    },
}

/// A fact with the moment at which it was recorded, which may be later than what it tells of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedFact<Id> {
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// What was recorded.
    pub fact: DealFact<Id>,
}

/// All that was ever recorded of a deal while it was open. Facts can be added, and looked at up to a moment only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History<Id> {
    facts: Vec<RecordedFact<Id>>,
}

/// What was known at a moment.
#[derive(Debug, Clone)]
pub struct Known<'a, Id> {
    facts: Vec<&'a RecordedFact<Id>>,
    at: Timestamp,
}

/// The features of a deal as known at a moment. What was not known is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Features<Id> {
    as_known_at: Timestamp,
    /// Who had the deal.
    pub seller: Option<Id>,
    /// The team of the seller.
    pub team: Option<Id>,
    /// The stage.
    pub stage: Option<String>,
    /// The value class.
    pub class: Option<ValueClass>,
    /// The cell.
    pub cell: Option<Opening>,
    /// The amount in minor units.
    pub amount_minor: Option<i64>,
    /// The plays used so far.
    pub plays: BTreeSet<Play>,
    /// The rivals seen so far.
    pub rivals: BTreeSet<Id>,
}

impl<Id: Copy + Ord> History<Id> {
    /// Puts a history together; facts recorded at the same moment keep their order.
    pub fn of(mut facts: Vec<RecordedFact<Id>>) -> Self {
        facts.sort_by_key(|one| one.recorded_at);
        Self { facts }
    }

    /// What was known at a moment: what had been recorded by then.
    pub fn known_at(&self, at: Timestamp) -> Known<'_, Id> {
        let until = self.facts.partition_point(|one| one.recorded_at <= at);
        Known { facts: self.facts[..until].iter().collect(), at }
    }

    /// The features of each stage that the deal came into (OPP-6): as known when it came in or, where it was assessed in the stage,
    /// at the first assessment there. What was learned later in the stage, most of all its end, is not in them.
    pub fn by_stage(&self) -> Vec<Features<Id>> {
        let is_stage = |one: &&RecordedFact<Id>| matches!(one.fact, DealFact::Stage { .. });
        let entered: Vec<Timestamp> = self.facts.iter().filter(is_stage).map(|one| one.recorded_at).collect();
        let ends = entered.iter().skip(1).copied().map(Some).chain([None]);
        let first_look = |from: Timestamp, until: Option<Timestamp>| {
            let assessed = |one: &&RecordedFact<Id>| matches!(one.fact, DealFact::Opened { .. });
            let within = |at: Timestamp| at >= from && until.is_none_or(|until| at < until);
            self.facts.iter().filter(assessed).map(|one| one.recorded_at).find(|at| within(*at)).unwrap_or(from)
        };
        entered.iter().zip(ends).map(|(from, until)| self.known_at(first_look(*from, until)).features()).collect()
    }
}

impl<Id: Copy + Ord> Known<'_, Id> {
    /// Reads the features: the latest of each kind.
    pub fn features(&self) -> Features<Id> {
        let mut features = Features {
            as_known_at: self.at,
            seller: None,
            team: None,
            stage: None,
            class: None,
            cell: None,
            amount_minor: None,
            plays: BTreeSet::new(),
            rivals: BTreeSet::new(),
        };
        for one in &self.facts {
            match &one.fact {
                DealFact::Owner { seller, team } => {
                    (features.seller, features.team) = (Some(*seller), Some(*team));
                }
                DealFact::Stage { code } => features.stage = Some(code.clone()),
                DealFact::Valued { class } => features.class = *class,
                DealFact::Opened { cell } => features.cell = *cell,
                DealFact::Amount { minor } => features.amount_minor = Some(*minor),
                DealFact::PlayUsed { play } => {
                    features.plays.insert(*play);
                }
                DealFact::RivalSeen { rival } => {
                    features.rivals.insert(*rival);
                }
            }
        }
        features
    }
}

impl<Id> Features<Id> {
    /// The moment up to which something had to be recorded to count.
    pub const fn as_known_at(&self) -> Timestamp {
        self.as_known_at
    }
}
