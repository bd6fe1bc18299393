//! The rates by which open deals are judged: for each stage fitted once, to what was known of closed deals in that stage.

use std::{collections::BTreeMap, sync::Arc};

use analytics::win_rates::{ClosedDeal, Rate, WinRates};
use method::{
    Coded, Timestamp,
    deals::{
        features::Features,
        opening::grid::Opening,
        win_rates::{WinRateLevel, WinRateSettings},
    },
    verdict::Measured,
};
use store::entities::deal;
use uuid::Uuid;

use super::RatesBy;
use crate::deals::{
    learned::{Learned, Look},
    word,
};

/// The group of deals of which something was not known.
pub(super) const UNKNOWN: &str = "unknown";

/// Fits rates to closed deals as they were known in a stage, or in their first, by what they are alike in. All deals under a team
/// count as that team's, so that a team is read with those below it; where none is named, the company is one team.
pub(super) fn fit(
    learned: &Learned,
    stage: Option<&str>,
    by: RatesBy,
    under: Option<(Uuid, &[Uuid])>,
    settings: &WinRateSettings,
) -> WinRates<Uuid, String> {
    let team = |own: Uuid| match under {
        None => Uuid::nil(),
        Some((team, below)) if below.contains(&own) => team,
        Some(_) => own,
    };
    let key = |look: &Look| {
        let code = match by {
            RatesBy::Cell => look.cell.map(|cell| cell.code().to_owned()),
            RatesBy::Class => look.class.map(|class| class.code().to_owned()),
            // the stage is asked for: all deals that came into it are alike
            RatesBy::Stage => Some(stage.unwrap_or(UNKNOWN).to_owned()),
            RatesBy::Seller => look.seller.map(|seller| seller.to_string()),
        };
        code.unwrap_or_else(|| UNKNOWN.to_owned())
    };
    let case =
        |(look, won): (&Look, bool)| ClosedDeal { team: team(look.team.unwrap_or_default()), cell: key(look), won };
    WinRates::fit(learned.looks(stage, None).map(case), settings)
}

/// What gives two deals one rate: their stage, their team and their cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::deals) struct Alike {
    pub stage: Option<String>,
    pub team: Uuid,
    pub cell: Option<Opening>,
}

impl Alike {
    /// Of a deal as it is now: what was last recorded of it stands on its row.
    pub(in crate::deals) fn now(row: &deal::Model) -> Self {
        Self { stage: Some(row.stage.clone()), team: row.team_id.unwrap_or_default(), cell: word(row.cell.as_ref()) }
    }

    /// Of a deal as it was known at a moment.
    pub(in crate::deals) fn then(features: Features<Uuid>) -> Self {
        Self { stage: features.stage, team: features.team.unwrap_or_default(), cell: features.cell }
    }
}

/// Rates by stage and cell, as of a moment: from deals that had ended by then.
#[derive(Debug)]
pub(in crate::deals) struct RateBook<'a> {
    learned: &'a Learned,
    settings: WinRateSettings,
    /// none: now
    ended_before: Option<i64>,
    /// by stage; none for deals as known in their first one
    fits: BTreeMap<Option<String>, Arc<WinRates<Uuid, Option<Opening>>>>,
}

impl<'a> RateBook<'a> {
    /// A book of all that is known.
    pub(in crate::deals) fn now(learned: &'a Learned, settings: &WinRateSettings) -> Self {
        Self { learned, settings: *settings, ended_before: None, fits: BTreeMap::new() }
    }

    /// A book of what was known at a moment.
    pub(in crate::deals) fn as_of(learned: &'a Learned, at: Timestamp, settings: &WinRateSettings) -> Self {
        Self { ended_before: Some(at.as_millis()), ..Self::now(learned, settings) }
    }

    /// The rates of a stage, or of deals as known in their first one.
    fn fitted(&mut self, stage: Option<&str>) -> &WinRates<Uuid, Option<Opening>> {
        let (learned, settings, ended_before) = (self.learned, &self.settings, self.ended_before);
        self.fits.entry(stage.map(str::to_owned)).or_insert_with(|| match ended_before {
            None => learned.fitted(stage, settings),
            Some(before) => learned.fit(stage, Some(before), settings),
        })
    }

    /// The win rate to show for deals like these, with the level it is of. Where too few deals came through its stage, all
    /// count as they were known in their first one.
    pub(in crate::deals) fn shown(&mut self, alike: &Alike) -> (WinRateLevel, Measured) {
        let found = self.fitted(alike.stage.as_deref()).nearest(&alike.team, &alike.cell);
        if found.1.value().is_some() { found } else { self.fitted(None).nearest(&alike.team, &alike.cell) }
    }

    /// What to expect of deals like these; none while there are too few closed deals.
    pub(in crate::deals) fn expected(&mut self, alike: &Alike) -> Option<Rate> {
        let of_stage = self.fitted(alike.stage.as_deref()).expected(&alike.team, &alike.cell);
        of_stage.or_else(|| self.fitted(None).expected(&alike.team, &alike.cell))
    }

    /// Closed deals it rests on.
    pub(in crate::deals) fn closed(&self) -> u64 {
        self.learned.closed(self.ended_before)
    }

    /// How many there must be.
    pub(in crate::deals) fn needed(&self) -> u64 {
        self.settings.min_company
    }
}
