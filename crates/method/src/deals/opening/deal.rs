//! The opening of a deal (OPP-3): a cell against each rival, and the deal's own from the largest rival's share and our worst
//! standing.

use serde::{Deserialize, Serialize};

use super::OpeningSettings;
use super::grid::{Opening, Standing, Territory};
use super::standing::{EvidenceQuestion, KeyPerson, StandingEvidence, StandingReading, standing};
use super::territory::{LineSales, TerritoryAnswers, TerritoryQuestion, TerritoryReading, from_answers, from_sales};
use crate::answer::Answer;
use crate::coded::coded;
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "opening";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// What decides the cell.
    pub enum OpeningFactor in "opening_factor" {
        Cell = "cell", "开局", "the opening";
        Territory = "territory", "地盘", "territory";
        ShareLead = "share_lead", "份额领先（百分点）", "lead in share (points)";
        Standing = "standing", "这一单谁领先", "standing on this deal";
        StandingScore = "standing_score", "形势得分（%）", "score of the standing (%)";
        PeopleKnown = "people_known", "已知倾向的关键人物", "key people whose leaning is known";
        NoOtherSupplier = "no_other_supplier", "未见其他供应商", "no other supplier is known";
    }
}

/// A rival with what is known about the deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RivalFacts<Rival> {
    /// Who.
    pub rival: Rival,
    /// Whether they take part in this deal. A past supplier who does not still counts for the territory.
    pub takes_part: bool,
    /// The evidence against them.
    pub evidence: StandingEvidence,
}

/// Everything the opening is read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningFacts<Rival> {
    /// What the customer bought in the line, where amounts are known.
    pub sales: Option<LineSales<Rival>>,
    /// The answers that stand in for them.
    pub answers: TerritoryAnswers<Rival>,
    /// The rivals.
    pub rivals: Vec<RivalFacts<Rival>>,
    /// The people at the customer.
    pub people: Vec<KeyPerson<Rival>>,
    /// Whether the customer asked anybody besides us and the rivals named.
    pub others_asked: Answer,
}

/// A missing answer: about the ground, or about a rival on this deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OpeningQuestion<Rival> {
    /// About the territory.
    Territory {
        /// The question.
        question: TerritoryQuestion,
    },
    /// About the standing.
    Standing {
        /// The question.
        question: EvidenceQuestion,
        /// Against whom; none where no rival is known.
        rival: Option<Rival>,
    },
}

/// The cell against one rival.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RivalOpening<Rival> {
    /// Who.
    pub rival: Rival,
    /// Whether they take part; one who does not is shown as absent and has no standing.
    pub takes_part: bool,
    /// The territory against their share.
    pub territory: TerritoryReading,
    /// The standing against them.
    pub standing: Option<StandingReading>,
    /// Our cell.
    pub cell: Option<Opening>,
    /// Theirs: what they see, and so what they will try.
    pub mirror: Option<Opening>,
}

/// The opening of a deal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DealOpening<Rival> {
    /// The territory against the largest rival share.
    pub territory: TerritoryReading,
    /// Our worst standing among the rivals; none while too little is known.
    pub standing: Option<Standing>,
    /// The standings still open, worst first.
    pub possible_standings: Vec<Standing>,
    /// Whether no other supplier is known.
    pub alone: bool,
    /// The cell; none while territory or standing is not known. It is never the middle by default.
    pub cell: Option<Opening>,
    /// Whether no missing answer can change it.
    pub firm: bool,
    /// The cells still open: a row or a column where one of the two is not known.
    pub possible: Vec<Opening>,
    /// The one answer that would move the cell most; none when it is firm.
    pub best_question: Option<OpeningQuestion<Rival>>,
    /// The cell against each rival.
    pub rivals: Vec<RivalOpening<Rival>>,
}

/// Reads the opening of a deal (OPP-3).
pub fn opening<Rival: Copy + PartialEq>(
    facts: &OpeningFacts<Rival>,
    settings: &OpeningSettings,
    as_of: Timestamp,
) -> Verdict<DealOpening<Rival>> {
    let ground = facts.territory(None, settings);
    let rivals: Vec<RivalOpening<Rival>> = facts.rivals.iter().map(|rival| facts.against(rival, settings)).collect();
    let sides: Vec<(Rival, &StandingReading)> =
        rivals.iter().filter_map(|one| Some((one.rival, one.standing.as_ref()?))).collect();
    let alone = sides.is_empty();
    let (standing, possible_standings) = worst(&sides, facts.others_asked);
    let cell = ground.territory.zip(standing).map(|(territory, standing)| Opening::of(territory, standing));
    let firm = cell.is_some() && ground.possible.len() == 1 && possible_standings.len() == 1;
    let possible = possible_cells(&ground, standing, &possible_standings);
    let best_question =
        if firm { None } else { best_question(&ground, standing.is_some(), &possible_standings, &sides) };
    let reasons = reasons(&ground, standing, &sides);
    let found = DealOpening {
        territory: ground,
        standing,
        possible_standings,
        alone,
        cell,
        firm,
        possible,
        best_question,
        rivals,
    };
    Verdict::new(found, reasons, RuleVersion::new(RULE, VERSION), as_of)
}

impl<Rival: Copy + PartialEq> OpeningFacts<Rival> {
    /// The territory against a rival, or against the largest share.
    fn territory(&self, against: Option<&Rival>, settings: &OpeningSettings) -> TerritoryReading {
        if let Some(sales) = &self.sales {
            return from_sales(sales, against, &settings.territory);
        }
        let answered = from_answers(&self.answers, &settings.territory);
        let Some(rival) = against else { return answered };
        let only_one = self.rivals.iter().all(|one| one.rival == *rival);
        // ground that is ours against the largest share is ours against each; new ground is new to all
        let holds_for_all = self.answers.bought_at_all == Answer::No || answered.territory == Some(Territory::Ours);
        let meant = self.answers.rival.map_or(only_one, |meant| meant == *rival);
        if holds_for_all || meant { answered } else { TerritoryReading::unknown(&settings.territory) }
    }

    fn against(&self, facts: &RivalFacts<Rival>, settings: &OpeningSettings) -> RivalOpening<Rival> {
        let territory = self.territory(Some(&facts.rival), settings);
        let standing =
            facts.takes_part.then(|| standing(&facts.evidence, &self.people, &facts.rival, &settings.standing));
        let side = standing.as_ref().and_then(|reading| reading.standing);
        let cell = territory.territory.zip(side).map(|(territory, side)| Opening::of(territory, side));
        RivalOpening {
            rival: facts.rival,
            takes_part: facts.takes_part,
            territory,
            standing,
            cell,
            mirror: cell.map(Opening::mirror),
        }
    }
}

/// Our worst standing, and the standings still open.
fn worst<Rival>(sides: &[(Rival, &StandingReading)], others_asked: Answer) -> (Option<Standing>, Vec<Standing>) {
    let any = || Standing::between(Standing::Behind, Standing::Ahead);
    if sides.is_empty() {
        return match others_asked {
            Answer::No => (Some(Standing::Ahead), vec![Standing::Ahead]),
            Answer::Unknown => (Some(Standing::Ahead), any()),
            Answer::Yes => (None, any()),
        };
    }
    let known: Vec<Option<Standing>> = sides.iter().map(|(_, reading)| reading.standing).collect();
    let standing = if known.contains(&Some(Standing::Behind)) {
        Some(Standing::Behind)
    } else {
        known.iter().copied().collect::<Option<Vec<Standing>>>().and_then(|all| all.into_iter().min())
    };
    let least = |of: &dyn Fn(&StandingReading) -> Option<Standing>| sides.iter().filter_map(|(_, one)| of(one)).min();
    let low = least(&|one| one.possible.first().copied()).unwrap_or(Standing::Behind);
    let high = least(&|one| one.possible.last().copied()).unwrap_or(Standing::Ahead);
    (standing, Standing::between(low, high))
}

/// The cells still open. Where one side is not known at all, the other is taken as it is read: that is the row or the column.
fn possible_cells(ground: &TerritoryReading, standing: Option<Standing>, standings: &[Standing]) -> Vec<Opening> {
    match (ground.territory, standing) {
        (Some(territory), None) => Opening::possible(&[territory], standings),
        (None, Some(standing)) => Opening::possible(&ground.possible, &[standing]),
        _ => Opening::possible(&ground.possible, standings),
    }
}

/// The one missing answer that would move the cell most: first what keeps it from being known at all, then what could move it
/// farther over its own scale.
fn best_question<Rival: Copy>(
    ground: &TerritoryReading,
    standing_known: bool,
    possible: &[Standing],
    sides: &[(Rival, &StandingReading)],
) -> Option<OpeningQuestion<Rival>> {
    let about_ground =
        ground.best_question.map(|question| (OpeningQuestion::Territory { question }, ground.open_points));
    let about_deal = if sides.is_empty() {
        let question = OpeningQuestion::Standing { question: EvidenceQuestion::OthersAsked, rival: None };
        (possible.len() > 1).then_some((question, f64::INFINITY))
    } else {
        // the rival against whom most is open decides how badly we may stand
        let mut found: Option<(OpeningQuestion<Rival>, f64)> = None;
        for (rival, reading) in sides.iter().filter(|(_, reading)| !reading.is_firm()) {
            let open = reading.open_percent;
            if let Some(question) = reading.best_question
                && found.as_ref().is_none_or(|(_, widest)| open > *widest)
            {
                found = Some((OpeningQuestion::Standing { question, rival: Some(*rival) }, open));
            }
        }
        found
    };
    let moves_ground = about_ground.filter(|_| ground.possible.len() > 1);
    let moves_deal = about_deal.filter(|_| possible.len() > 1);
    match (moves_ground, moves_deal) {
        (Some((ground_question, ground_open)), Some((deal_question, deal_open))) => {
            let ground_first = match (ground.territory.is_some(), standing_known) {
                (false, true) => true,
                (true, false) => false,
                _ => ground_open >= deal_open,
            };
            Some(if ground_first { ground_question } else { deal_question })
        }
        (ground, deal) => ground.or(deal).map(|(question, _)| question),
    }
}

fn reasons<Rival>(
    ground: &TerritoryReading,
    standing: Option<Standing>,
    sides: &[(Rival, &StandingReading)],
) -> Vec<Reason> {
    let unknown = Observed::Answer(Answer::Unknown);
    let reason = |factor: OpeningFactor, seen: Observed| Reason::of(factor, seen, Source::Derived);
    let mut reasons =
        vec![reason(OpeningFactor::Territory, ground.territory.map_or_else(|| unknown.clone(), Observed::word))];
    reasons.extend(ground.lead.map(|lead| reason(OpeningFactor::ShareLead, Observed::Number(lead))));
    reasons.push(reason(OpeningFactor::Standing, standing.map_or(unknown, Observed::word)));
    let lowest = sides.iter().filter(|(_, reading)| reading.percent.is_some());
    let by_percent = |reading: &StandingReading| reading.percent.unwrap_or(f64::INFINITY);
    let lowest = lowest.min_by(|(_, one), (_, other)| by_percent(one).total_cmp(&by_percent(other)));
    if let Some((_, reading)) = lowest {
        reasons.extend(reading.percent.map(|score| reason(OpeningFactor::StandingScore, Observed::Number(score))));
        for points in reading.points.iter().filter(|one| one.most > 0.0) {
            if let Some(found) = points.points {
                let seen = Observed::Number(found);
                reasons.push(Reason::of(points.question, seen, Source::Stated).worth(found));
            }
        }
        reasons.push(reason(OpeningFactor::PeopleKnown, Observed::Count(reading.people_known)));
    }
    if sides.is_empty() {
        reasons.push(reason(OpeningFactor::NoOtherSupplier, Observed::Answer(Answer::Yes)));
    }
    reasons
}
