//! Territory (OPP-3): whose customer it has been, by what the customer bought in this product line over three years.

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::grid::Territory;
use crate::answer::Answer;
use crate::coded::coded;
use crate::deals::lines::reaches;

/// A question of this rule can move the lead so far at most, in points.
const MOST: f64 = 100.0;

coded! {
    /// The questions that stand in for figures.
    pub enum TerritoryQuestion in "territory_question" {
        BoughtAtAll = "t0", "T0 三年内客户向任何一家买过这类产品吗？", "T0 Has the customer bought this line from anybody in three years?";
        SoldMost = "t1", "T1 谁卖得最多？", "T1 Who sold most of it?";
        LatestOrder = "t2", "T2 最近一单是谁供的货？", "T2 Who delivered the latest order?";
        InUse = "t3", "T3 在用的是谁的框架合同或设备？", "T3 Whose frame contract or equipment is in use?";
    }
}

coded! {
    /// Who sold most of what the customer bought (T1).
    pub enum SoldMost in "sold_most" {
        WeNearlyAll = "we_nearly_all", "几乎全是我们（八成以上）", "we, nearly all (80% and more)";
        We = "we", "多数是我们", "we, most of it";
        AboutEqual = "about_equal", "差不多", "about equal";
        Rival = "rival", "多数是对手", "a rival, most of it";
        RivalNearlyAll = "rival_nearly_all", "几乎全是对手", "a rival, nearly all";
    }
}

coded! {
    /// On whose side something lies: ours, both or nobody's, a rival's (T2, T3).
    pub enum WhoseSide in "whose_side" {
        Ours = "ours", "我方", "ours";
        Neither = "neither", "两边都有或都没有", "both or neither";
        Theirs = "theirs", "对手", "a rival's";
    }
}

/// Thresholds of the territory, in points of the lead.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TerritorySettings {
    /// Months of history.
    pub months: u32,
    /// A lead of so many points makes it ours; a lag of as many, theirs.
    pub lead: f64,
    /// T1: nearly all.
    pub nearly_all: f64,
    /// T1: most.
    pub most: f64,
    /// T2: the latest order.
    pub latest_order: f64,
    /// T3: what is in use.
    pub in_use: f64,
}

impl Default for TerritorySettings {
    fn default() -> Self {
        Self { months: 36, lead: 20.0, nearly_all: 90.0, most: 40.0, latest_order: 15.0, in_use: 15.0 }
    }
}

/// What the customer bought in the line over the period, where amounts are known. Own production is a rival's share too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineSales<Rival> {
    /// Our sales, from our orders.
    pub ours_minor: i64,
    /// Each rival's, from evidence.
    pub rivals: Vec<RivalSales<Rival>>,
}

/// A rival's sales to the customer in the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RivalSales<Rival> {
    /// Who.
    pub rival: Rival,
    /// The amount.
    pub minor: i64,
    /// Whether the amount is an estimate.
    pub estimated: bool,
}

/// What was answered where amounts are not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TerritoryAnswers<Rival> {
    /// T0.
    #[serde(default)]
    pub bought_at_all: Answer,
    /// T1; none where it is not known.
    pub sold_most: Option<SoldMost>,
    /// T2.
    pub latest_order: Option<WhoseSide>,
    /// T3.
    pub in_use: Option<WhoseSide>,
    /// The rival whom the answers mean; none where they name nobody.
    pub rival: Option<Rival>,
}

impl<Rival> Default for TerritoryAnswers<Rival> {
    fn default() -> Self {
        Self { bought_at_all: Answer::Unknown, sold_most: None, latest_order: None, in_use: None, rival: None }
    }
}

/// The territory as read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TerritoryReading {
    /// Whose it is; none where nothing tells.
    pub territory: Option<Territory>,
    /// Our lead in points of the share; none where nothing tells.
    pub lead: Option<f64>,
    /// Whether it rests on answers or estimates rather than on figures.
    pub estimated: bool,
    /// The territories that the missing answers leave open.
    pub possible: Vec<Territory>,
    /// The missing answer that would move it most; none where none could.
    pub best_question: Option<TerritoryQuestion>,
    /// How far that answer could move the lead, in points from one side to the other.
    pub open_points: f64,
}

impl TerritoryReading {
    fn known(lead: f64, estimated: bool, settings: &TerritorySettings) -> Self {
        let territory = side(lead, settings);
        let (territory, lead, possible) = (Some(territory), Some(lead), vec![territory]);
        Self { territory, lead, estimated, possible, best_question: None, open_points: 0.0 }
    }

    /// What is left where T1 has no answer: it could still say anything.
    fn open(lead: Option<f64>, settings: &TerritorySettings) -> Self {
        Self {
            territory: lead.map(|lead| side(lead, settings)),
            lead,
            estimated: true,
            possible: vec![Territory::Ours, Territory::Neutral, Territory::Theirs],
            best_question: Some(TerritoryQuestion::SoldMost),
            open_points: 2.0 * settings.nearly_all.min(MOST),
        }
    }

    /// Nothing is known about it.
    pub fn unknown(settings: &TerritorySettings) -> Self {
        Self::open(None, settings)
    }

    /// Whether no missing answer can change it.
    pub fn is_firm(&self) -> bool {
        self.territory.is_some() && self.possible.len() == 1
    }
}

/// The first day whose sales count for an assessment on `day`.
pub fn sales_since(day: Date, settings: &TerritorySettings) -> Date {
    day.saturating_sub(Span::new().months(settings.months))
}

fn side(lead: f64, settings: &TerritorySettings) -> Territory {
    if reaches(lead, settings.lead) {
        Territory::Ours
    } else if reaches(-lead, settings.lead) {
        Territory::Theirs
    } else {
        Territory::Neutral
    }
}

/// The territory against one rival, or against the largest where none is named, from amounts.
pub fn from_sales<Rival: PartialEq>(
    sales: &LineSales<Rival>,
    against: Option<&Rival>,
    settings: &TerritorySettings,
) -> TerritoryReading {
    let positive = |minor: i64| i128::from(minor.max(0));
    let of =
        |rival: &Rival| sales.rivals.iter().filter(|sold| sold.rival == *rival).map(|sold| positive(sold.minor)).sum();
    let theirs: i128 = match against {
        Some(rival) => of(rival),
        None => sales.rivals.iter().map(|sold| of(&sold.rival)).max().unwrap_or(0),
    };
    let ours = positive(sales.ours_minor);
    let total = ours + sales.rivals.iter().map(|sold| positive(sold.minor)).sum::<i128>();
    // nobody has sold: neutral ground
    let lead = if total > 0 { 100.0 * (ours - theirs) as f64 / total as f64 } else { 0.0 };
    TerritoryReading::known(lead, sales.rivals.iter().any(|sold| sold.estimated), settings)
}

/// The territory from answers, where amounts are not known.
pub fn from_answers<Rival>(answers: &TerritoryAnswers<Rival>, settings: &TerritorySettings) -> TerritoryReading {
    if answers.bought_at_all == Answer::No {
        return TerritoryReading::known(0.0, true, settings);
    }
    if let Some(sold_most) = answers.sold_most {
        let lead = match sold_most {
            SoldMost::WeNearlyAll => settings.nearly_all,
            SoldMost::We => settings.most,
            SoldMost::AboutEqual => 0.0,
            SoldMost::Rival => -settings.most,
            SoldMost::RivalNearlyAll => -settings.nearly_all,
        };
        return TerritoryReading::known(lead, true, settings);
    }
    let points = |side: WhoseSide, points: f64| match side {
        WhoseSide::Ours => points,
        WhoseSide::Neither => 0.0,
        WhoseSide::Theirs => -points,
    };
    let lead = answers
        .latest_order
        .zip(answers.in_use)
        .map(|(latest, in_use)| points(latest, settings.latest_order) + points(in_use, settings.in_use));
    TerritoryReading::open(lead, settings)
}
