//! How good forecasts of deals were (OPP-6): the model's, and beside it each manager's own on the same deals at the same moment.

use std::collections::BTreeMap;

use analytics::win_rates::{Accuracy, BothForecasts, ForecastDeal, accuracy, side_by_side};
use method::{Timestamp, verdict::Measured};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::book::{Alike, RateBook};
use crate::{
    Actor, App, AppError, UserRef,
    app::user_ref,
    deals::{history::Told, whose::Whose},
};

/// Closed deals that are scored: the last ones.
const SCORED: u64 = 300;

/// Deals whose forecasts lay close together, with what became of them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReliabilityPoint {
    /// lowest and highest forecast of the group, 0 to 1
    pub from: f64,
    pub to: f64,
    /// the mean of the forecasts
    pub forecast: f64,
    /// the part that was won
    pub won: Measured,
}

/// How good forecasts were.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ForecastScores {
    /// mean squared error of the probabilities; less is better
    pub brier: Measured,
    /// the same of somebody who always names the part that was won
    pub of_base_rate: f64,
    pub curve: Vec<ReliabilityPoint>,
}

/// A manager's own forecasts beside the model's, on the deals that both had forecast.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ManagerScores {
    pub manager: UserRef,
    pub own: ForecastScores,
    pub model: ForecastScores,
    /// the manager's score less the model's: above zero the model was nearer
    pub difference: Measured,
}

/// How good forecasts of closed deals were.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DealAccuracy {
    pub model: ForecastScores,
    pub managers: Vec<ManagerScores>,
    /// closed deals for which there was a forecast
    pub scored: u64,
    pub as_of: Timestamp,
}

fn scores(found: Accuracy) -> ForecastScores {
    let point = |bin: analytics::win_rates::ReliabilityBin| ReliabilityPoint {
        from: bin.from,
        to: bin.to,
        forecast: bin.forecast,
        won: bin.won,
    };
    ForecastScores {
        brier: found.brier,
        of_base_rate: found.of_base_rate,
        curve: found.curve.into_iter().map(point).collect(),
    }
}

/// What was forecast of a closed deal while it was open.
struct Scored {
    model: f64,
    manager: Option<(Uuid, f64)>,
    won: bool,
}

impl App {
    /// Scores the forecasts of the last closed deals. The model is asked again with what was known then: about the deal, and of
    /// the deals that had ended by then.
    pub async fn deal_accuracy(
        &self,
        actor: &Actor,
        user: Option<Uuid>,
        team: Option<Uuid>,
    ) -> Result<DealAccuracy, AppError> {
        let settings = self.settings().await?;
        let rules = settings.method.deals.win_rates;
        let whose = self.whose(actor, user, team).await?;
        let learned = self.learned().await?;
        let (reach, filter) = (actor.own_reach(), whose.filter());
        let rows = store::deals::closed_since(&self.store, &reach, &filter, i64::MIN, SCORED).await?;
        let mut found = Vec::new();
        for told in &self.told(rows).await? {
            let Some((at, manager)) = moment(told) else { continue };
            let alike = Alike::then(told.at(at));
            let Some(rate) = RateBook::as_of(&learned, at, &rules).expected(&alike) else { continue };
            found.push(Scored { model: rate.mean(), manager, won: told.won() });
        }
        let model: Vec<ForecastDeal> =
            found.iter().map(|one| ForecastDeal { forecast: one.model, won: one.won }).collect();
        let users = self.user_names().await?;
        let mut by_manager: BTreeMap<Uuid, Vec<BothForecasts>> = BTreeMap::new();
        for one in &found {
            if let Some((manager, said)) = one.manager {
                let both = BothForecasts { model: one.model, manager: Some(said), won: one.won };
                by_manager.entry(manager).or_default().push(both);
            }
        }
        // a seller sees how good the model was, and no manager's score but their own
        let all = !matches!(whose, Whose::Seller(_));
        let shown = by_manager.into_iter().filter(|(id, _)| all || *id == actor.user);
        let managers = shown.filter_map(|(id, deals)| {
            let beside = side_by_side(&deals, rules.min_cell, rules.min_cell);
            let (own, model) = (scores(beside.manager), scores(beside.model));
            Some(ManagerScores { manager: user_ref(&users, Some(id))?, own, model, difference: beside.difference })
        });
        Ok(DealAccuracy {
            managers: managers.collect(),
            model: scores(accuracy(&model, rules.min_cell, rules.min_cell)),
            scored: found.len() as u64,
            as_of: self.now(),
        })
    }
}

/// The moment at which a deal's forecasts are compared: when a manager last gave a probability, or else when it came into its
/// last stage.
fn moment(told: &Told) -> Option<(Timestamp, Option<(Uuid, f64)>)> {
    if let Some((at, Some(by), said)) = told.said.last() {
        return Some((*at, Some((*by, *said))));
    }
    Some((told.history.by_stage().last()?.as_known_at(), None))
}
