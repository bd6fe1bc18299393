//! What the cells of a team's deals say (OPP-3): counts by cell, with the rule behind each reading.

use serde::{Deserialize, Serialize};

use super::grid::{Opening, Territory};
use super::trail::{Assessed, has_pair_apart, improved};
use crate::coded::{Coded, coded};
use crate::deals::portfolio::at_least;
use crate::time::Timestamp;

/// Days of a month in the period that is read.
const DAYS_OF_MONTH: f64 = 365.25 / 12.0;

coded! {
    /// The rule behind a reading of a team's cells.
    pub enum TeamRule in "team_rule" {
        CareFailsStrong = "n1_strong", "N1 强：A 不少于两单且占两成以上，G 为零", "N1 strong: two A or more, a fifth or more, and no G";
        CareFailsWeak = "n1_weak", "N1 弱：A 多于 G", "N1 weak: more A than G";
        DeadDeals = "n2", "N2：C 占三成以上", "N2: three tenths or more in C";
        NoAttack = "n3", "N3：隔六十天以上评估过两次的商机，没有一单形势好转", "N3: of the deals assessed twice 60 days apart, none improved its standing";
        GroundCrumbles = "n4", "N4：我方地盘上的商机四成以上在 D", "N4: four tenths or more of the deals on our ground in D";
        AttackWorks = "n5", "N5：F 和 I 合计两成以上", "N5: F and I together a fifth or more";
        HarvestOnly = "n6", "N6：G 占六成以上", "N6: six tenths or more in G";
        NewMarket = "n7", "N7：B、E、H 合计六成以上", "N7: B, E and H together six tenths or more";
    }
}

coded! {
    /// What such a reading says.
    pub enum TeamReadingText in "team_reading" {
        CareFails = "care_fails", "老客户的维护出了问题。先问一句：是不是专挑了难啃的单？", "care of existing customers is failing. First ask: is this a chosen sample of hard cases?";
        DeadDeals = "dead_deals", "在追没有希望的单", "chasing dead deals";
        NoAttack = "no_attack", "没有进攻", "no attack";
        GroundCrumbles = "ground_crumbles", "自家地盘正在松动", "our ground is crumbling";
        AttackWorks = "attack_works", "进攻见效：把人手放上去", "the attack works: put people there";
        HarvestOnly = "harvest_only", "只在收割，没有开新地", "harvest only, no new ground";
        NewMarket = "new_market", "新市场：拼的是快，盯住从得知到首次上门的小时数", "a new market: speed decides. Measure the hours to the first visit";
    }
}

impl TeamRule {
    /// What the reading says.
    pub const fn says(self) -> TeamReadingText {
        match self {
            Self::CareFailsStrong | Self::CareFailsWeak => TeamReadingText::CareFails,
            Self::DeadDeals => TeamReadingText::DeadDeals,
            Self::NoAttack => TeamReadingText::NoAttack,
            Self::GroundCrumbles => TeamReadingText::GroundCrumbles,
            Self::AttackWorks => TeamReadingText::AttackWorks,
            Self::HarvestOnly => TeamReadingText::HarvestOnly,
            Self::NewMarket => TeamReadingText::NewMarket,
        }
    }
}

/// Thresholds of the readings.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamSettings {
    /// Months within which deals were opened or closed.
    pub months: u32,
    /// Deals with a firm cell from which a team is read.
    pub min_deals: u32,
    /// N1: deals in A at least.
    pub abnormal_deals: u32,
    /// N1: A at and above, in per cent.
    pub abnormal_percent: f64,
    /// N2: C at and above.
    pub dead_percent: f64,
    /// N3: days between two assessments.
    pub days_apart: u32,
    /// N3: deals with two such assessments.
    pub min_reassessed: u32,
    /// N4: D of the deals on our ground at and above.
    pub crumbling_percent: f64,
    /// N5: F and I at and above.
    pub attack_percent: f64,
    /// N6: G at and above.
    pub harvest_percent: f64,
    /// N7: B, E and H at and above.
    pub new_market_percent: f64,
}

impl Default for TeamSettings {
    fn default() -> Self {
        Self {
            months: 12,
            min_deals: 10,
            abnormal_deals: 2,
            abnormal_percent: 20.0,
            dead_percent: 30.0,
            days_apart: 60,
            min_reassessed: 5,
            crumbling_percent: 40.0,
            attack_percent: 20.0,
            harvest_percent: 60.0,
            new_market_percent: 60.0,
        }
    }
}

/// A reading with the rule behind it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamReading {
    /// The rule.
    pub rule: TeamRule,
    /// What it says.
    pub text: TeamReadingText,
    /// Deals that speak for it.
    pub deals: u64,
    /// Of how many.
    pub of: u64,
    /// The part from which the rule holds, in per cent; none where it compares counts.
    pub from_percent: Option<f64>,
}

/// How many deals stand in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CellCount {
    /// The cell.
    pub cell: Opening,
    /// Deals.
    pub deals: u64,
}

/// A team's deals by cell, with what they say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamCells {
    /// Deals with a firm cell.
    pub n: u64,
    /// How many there must be.
    pub needed: u64,
    /// Deals by cell, A to I.
    pub cells: Vec<CellCount>,
    /// The readings; several may hold at once.
    pub readings: Vec<TeamReading>,
}

/// A deal of the team, open or closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamDeal {
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was closed; none while it is open.
    pub closed_at: Option<Timestamp>,
    /// Its assessments, in any order.
    pub assessments: Vec<Assessed>,
}

/// Reads the deals of a team (OPP-3) that were opened or closed in the last months.
pub fn team_cells(deals: &[TeamDeal], settings: &TeamSettings, as_of: Timestamp) -> TeamCells {
    let since = as_of.plus_days(-f64::from(settings.months) * DAYS_OF_MONTH);
    let recent = |deal: &&TeamDeal| {
        let within = |at: Timestamp| (since..=as_of).contains(&at);
        within(deal.opened_at) || deal.closed_at.is_some_and(within)
    };
    let deals: Vec<&Vec<Assessed>> = deals.iter().filter(recent).map(|deal| &deal.assessments).collect();
    let latest = |assessments: &Vec<Assessed>| assessments.iter().copied().max_by_key(|one| one.at);
    let firm: Vec<Opening> =
        deals.iter().copied().filter_map(latest).filter(|one| one.firm).filter_map(|one| one.cell()).collect();
    let n = firm.len() as u64;
    let needed = u64::from(settings.min_deals);
    let count = |within: &[Opening]| firm.iter().filter(|cell| within.contains(cell)).count() as u64;
    let mut readings = Vec::new();
    let mut holds = |rule: TeamRule, deals: u64, of: u64, from_percent: Option<f64>| {
        readings.push(TeamReading { rule, text: rule.says(), deals, of, from_percent });
    };
    let part =
        |deals: u64, of: u64, percent: f64| deals > 0 && of > 0 && at_least(100.0 * deals as f64 / of as f64, percent);
    if n >= needed && n > 0 {
        let (abnormal, normal) = (count(&[Opening::A]), count(&[Opening::G]));
        let many = abnormal >= u64::from(settings.abnormal_deals) && part(abnormal, n, settings.abnormal_percent);
        if many && normal == 0 {
            holds(TeamRule::CareFailsStrong, abnormal, n, Some(settings.abnormal_percent));
        } else if abnormal > normal {
            holds(TeamRule::CareFailsWeak, abnormal, n, None);
        }
        let dead = count(&[Opening::C]);
        if part(dead, n, settings.dead_percent) {
            holds(TeamRule::DeadDeals, dead, n, Some(settings.dead_percent));
        }
    }
    let reassessed = || deals.iter().copied().filter(|one| has_pair_apart(one, settings.days_apart));
    let seen = reassessed().count() as u64;
    if seen > 0 && seen >= u64::from(settings.min_reassessed) && !reassessed().any(|one| improved(one)) {
        holds(TeamRule::NoAttack, seen, seen, None);
    }
    if n >= needed && n > 0 {
        let ground = firm.iter().filter(|cell| cell.territory() == Territory::Ours).count() as u64;
        let shares = [
            (TeamRule::GroundCrumbles, count(&[Opening::D]), ground, settings.crumbling_percent),
            (TeamRule::AttackWorks, count(&[Opening::F, Opening::I]), n, settings.attack_percent),
            (TeamRule::HarvestOnly, count(&[Opening::G]), n, settings.harvest_percent),
            (TeamRule::NewMarket, count(&[Opening::B, Opening::E, Opening::H]), n, settings.new_market_percent),
        ];
        for (rule, deals, of, percent) in shares {
            if part(deals, of, percent) {
                holds(rule, deals, of, Some(percent));
            }
        }
    }
    let cells = Opening::ALL.iter().map(|cell| CellCount { cell: *cell, deals: count(&[*cell]) }).collect();
    TeamCells { n, needed, cells, readings }
}
