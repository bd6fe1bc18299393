//! The rates by which open deals are judged: for each stage fitted once, to what was known of closed deals in that stage.

use std::collections::BTreeMap;

use analytics::win_rates::{ClosedDeal, Rate, WinRates};
use method::{
    Coded, Timestamp,
    deals::{
        features::Features,
        win_rates::{WinRateLevel, WinRateSettings},
    },
    verdict::Measured,
};
use uuid::Uuid;

use super::RatesBy;
use crate::deals::history::Told;

/// The group of deals of which something was not known.
pub(super) const UNKNOWN: &str = "unknown";

/// What deals are alike in.
pub(super) fn key(features: &Features<Uuid>, by: RatesBy) -> String {
    let code = match by {
        RatesBy::Cell => features.cell.map(|cell| cell.code().to_owned()),
        RatesBy::Class => features.class.map(|class| class.code().to_owned()),
        RatesBy::Stage => features.stage.clone(),
        RatesBy::Seller => features.seller.map(|seller| seller.to_string()),
    };
    code.unwrap_or_else(|| UNKNOWN.to_owned())
}

/// Fits rates to closed deals as they were known in a stage, or in their first. All deals under a team count as that team's, so
/// that a team is read with those below it; where none is named, the company is one team.
pub(super) fn fit(
    closed: &[Told],
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
    let case = |told: &Told| {
        let features = told.in_stage(stage)?;
        let team = team(features.team.unwrap_or_default());
        Some(ClosedDeal { team, cell: key(&features, by), won: told.won() })
    };
    WinRates::fit(closed.iter().filter_map(case), settings)
}

/// Rates by stage and cell, as of a moment: from deals that had ended by then.
#[derive(Debug)]
pub(in crate::deals) struct RateBook<'a> {
    closed: Vec<&'a Told>,
    settings: WinRateSettings,
    /// by stage; none for deals as known in their first one
    fits: BTreeMap<Option<String>, WinRates<Uuid, String>>,
}

impl<'a> RateBook<'a> {
    /// A book of what was known at a moment.
    pub(in crate::deals) fn as_of(closed: &'a [Told], at: Timestamp, settings: &WinRateSettings) -> Self {
        let ended = closed.iter().filter(|told| told.ended_at().is_some_and(|ended| ended < at));
        Self { closed: ended.collect(), settings: *settings, fits: BTreeMap::new() }
    }

    /// The rates of a stage, or of deals as known in their first one.
    fn fitted(&mut self, stage: Option<&str>) -> &WinRates<Uuid, String> {
        let (closed, settings) = (&self.closed, &self.settings);
        self.fits.entry(stage.map(str::to_owned)).or_insert_with(|| {
            let case = |told: &&Told| {
                let features = told.in_stage(stage)?;
                let (team, won) = (features.team.unwrap_or_default(), told.won());
                Some(ClosedDeal { team, cell: cell_key(&features), won })
            };
            WinRates::fit(closed.iter().filter_map(case), settings)
        })
    }

    /// The win rate to show for a deal of these features, with the level it is of. Where too few deals came through its stage, all
    /// count as they were known in their first one.
    pub(in crate::deals) fn shown(&mut self, features: &Features<Uuid>) -> (WinRateLevel, Measured) {
        let (team, cell) = (features.team.unwrap_or_default(), cell_key(features));
        let found = self.fitted(features.stage.as_deref()).nearest(&team, &cell);
        if found.1.value().is_some() { found } else { self.fitted(None).nearest(&team, &cell) }
    }

    /// What to expect of a deal of these features; none while there are too few closed deals.
    pub(in crate::deals) fn expected(&mut self, features: &Features<Uuid>) -> Option<Rate> {
        let (team, cell) = (features.team.unwrap_or_default(), cell_key(features));
        let of_stage = self.fitted(features.stage.as_deref()).expected(&team, &cell);
        of_stage.or_else(|| self.fitted(None).expected(&team, &cell))
    }

    /// Closed deals it rests on.
    pub(in crate::deals) fn closed(&self) -> u64 {
        self.closed.len() as u64
    }

    /// How many there must be.
    pub(in crate::deals) fn needed(&self) -> u64 {
        self.settings.min_company
    }
}

/// The cell in which deals are alike.
pub(in crate::deals) fn cell_key(features: &Features<Uuid>) -> String {
    key(features, RatesBy::Cell)
}
