//! Win rates from closed deals (OPP-6), with features as they were known at each stage; tactics with and without; and how good the
//! model's and the managers' own forecasts were.

mod book;
mod scores;

use std::collections::{BTreeMap, BTreeSet};

use analytics::win_rates::{Tactic, TacticDeal, tactic};
use method::{
    Coded, Timestamp,
    deals::opening::{
        grid::Opening,
        plays::{PLAYS, Play},
    },
    verdict::Measured,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use book::UNKNOWN;
pub(super) use book::{Alike, RateBook};
pub use scores::{DealAccuracy, ForecastScores, ManagerScores, ReliabilityPoint};

use super::{
    StageRef,
    learned::{Learned, Lesson},
    whose::Whose,
};
use crate::{Actor, App, AppError, NameRef, UserRef, app::user_ref};

/// What deals are compared by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RatesBy {
    #[default]
    Cell,
    Class,
    Stage,
    Seller,
}

#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct RatesAsked {
    /// `cell` where absent
    #[param(value_type = Option<RatesBy>)]
    pub by: RatesBy,
    /// as known when the deals came into this stage; their first one where absent
    pub stage: Option<String>,
    /// deals of a seller's team are drawn to the company; of a team those within reach
    pub team: Option<Uuid>,
}

/// The win rate of deals alike.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RateLine {
    /// the code of the cell, the class or the stage; a seller's id; `unknown` where it was not known
    pub key: String,
    pub stage: Option<StageRef>,
    pub seller: Option<UserRef>,
    pub rate: Measured,
    /// how many were won, and of how many: what the rate is drawn from
    pub won: u64,
    pub closed: u64,
}

/// A play with and without (OPP-3). The two go together; why is not known.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TacticLine {
    pub play: Play,
    /// always `association`: a play is not drawn by lot
    pub shows: String,
    /// the part won of the deals that used it
    pub with: Measured,
    /// the part won of those that could have and did not
    pub without: Measured,
    /// with less without, within deals of one cell
    pub difference: Measured,
}

/// Win rates of closed deals.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DealWinRates {
    pub by: RatesBy,
    pub stage: Option<StageRef>,
    pub team: Option<NameRef>,
    /// of all closed deals of the company
    pub company: Measured,
    /// of the team asked about
    pub of_team: Option<Measured>,
    pub lines: Vec<RateLine>,
    pub tactics: Vec<TacticLine>,
    /// closed deals it rests on; those given up count as not won
    pub closed: u64,
    pub as_of: Timestamp,
}

impl App {
    /// Win rates by cell, class, stage or seller, and the plays with and without.
    pub async fn deal_win_rates(&self, actor: &Actor, asked: RatesAsked) -> Result<DealWinRates, AppError> {
        let settings = self.settings().await?;
        let rules = &settings.method.deals;
        let whose = self.whose(actor, None, asked.team).await?;
        let team = match asked.team {
            Some(id) => store::people::team(&self.store, id).await?,
            None => None,
        };
        let learned = self.learned().await?;
        let under = match &whose {
            Whose::Team(team, teams) => Some((*team, teams.as_slice())),
            Whose::Seller(_) | Whose::Reach => None,
        };
        let stage = asked.stage.as_deref().filter(|stage| !stage.is_empty());
        let fit = |stage: Option<&str>, by: RatesBy| book::fit(&learned, stage, by, under, &rules.win_rates);
        let home = under.map_or(Uuid::nil(), |(team, _)| team);
        let whole = fit(stage, asked.by);
        let users = self.user_names().await?;
        let mut lines = Vec::new();
        if asked.by == RatesBy::Stage {
            for one in &rules.stages.stages {
                let rates = fit(Some(&one.code), RatesBy::Stage);
                let (rate, (won, closed)) = if under.is_some() {
                    (rates.team(&home), rates.won_of_team(&home))
                } else {
                    (rates.company(), rates.won_of_company())
                };
                let stage = Some(StageRef::of(&one.code, &rules.stages));
                lines.push(RateLine { key: one.code.clone(), stage, seller: None, rate, won, closed });
            }
        } else {
            for key in keys(&learned, stage, asked.by, &whose, actor) {
                let seller = Uuid::parse_str(&key).ok().and_then(|id| user_ref(&users, Some(id)));
                let rate = whole.cell(&home, &key);
                let (won, closed) = whole.won_of_cell(&home, &key);
                lines.push(RateLine { key, stage: None, seller, rate, won, closed });
            }
        }
        Ok(DealWinRates {
            by: asked.by,
            stage: stage.map(|code| StageRef::of(code, &rules.stages)),
            team: team.map(|team| NameRef { id: team.id, name: team.name }),
            company: whole.company(),
            of_team: under.map(|(team, _)| whole.team(&team)),
            lines,
            tactics: tactics(learned.lessons().iter().filter(|one| among(one, &whose)), rules.win_rates.min_cell),
            closed: whole.closed(),
            as_of: self.now(),
        })
    }
}

/// Whether a closed deal is one of those asked about; a seller sees the tactics of all, which name nobody.
fn among(lesson: &Lesson, whose: &Whose) -> bool {
    match whose {
        Whose::Team(..) => whose.holds(lesson.owner, lesson.team),
        Whose::Seller(_) | Whose::Reach => true,
    }
}

/// The groups to show, in the order of the method's words; sellers only within reach.
fn keys(learned: &Learned, stage: Option<&str>, by: RatesBy, whose: &Whose, actor: &Actor) -> Vec<String> {
    let words = |codes: Vec<&'static str>| codes.into_iter().chain([UNKNOWN]).map(str::to_owned).collect();
    match by {
        RatesBy::Cell => words(Opening::ALL.iter().map(|cell| cell.code()).collect()),
        RatesBy::Class => words(method::deals::value::ValueClass::ALL.iter().map(|class| class.code()).collect()),
        RatesBy::Stage => Vec::new(),
        RatesBy::Seller => {
            let shown = learned.looks(stage, None).filter_map(|(one, _)| {
                let (seller, team) = (one.seller?, one.team.filter(|team| !team.is_nil()));
                let seen = whose.holds(Some(seller), team) && actor.reaches(Some(seller), team);
                seen.then(|| seller.to_string())
            });
            shown.collect::<BTreeSet<String>>().into_iter().collect()
        }
    }
}

/// Every play that was used at all, with and without, among deals that came into a cell that offers it: each deal counts with the
/// first such cell.
fn tactics<'a>(lessons: impl Iterator<Item = &'a Lesson>, needed: u64) -> Vec<TacticLine> {
    let mut deals: BTreeMap<Play, Vec<TacticDeal<Opening>>> = BTreeMap::new();
    for lesson in lessons {
        let mut offered: Vec<Play> = Vec::new();
        for cell in lesson.looks.iter().filter_map(|look| look.cell) {
            for play in PLAYS.iter().filter(|rule| rule.cell == cell).map(|rule| rule.play) {
                if !offered.contains(&play) {
                    offered.push(play);
                    let deal = TacticDeal { cell, used: lesson.plays.contains(&play), won: lesson.won };
                    deals.entry(play).or_default().push(deal);
                }
            }
        }
    }
    let used = deals.into_iter().filter(|(_, deals)| deals.iter().any(|deal| deal.used));
    let line = |(play, deals): (Play, Vec<TacticDeal<Opening>>)| {
        let Tactic { with, without, difference, .. } = tactic(deals, needed);
        TacticLine { play, shows: "association".to_owned(), with, without, difference }
    };
    used.map(line).collect()
}
