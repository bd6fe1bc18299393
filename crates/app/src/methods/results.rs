//! What each prospecting method brought: names found, reached, met, won, days to win, cost per win.

use std::collections::HashMap;

use method::{
    Timestamp,
    prospecting::{
        catalogue,
        markets::Market,
        results::{FoundName, MethodResult, count, measure},
    },
};
use serde::{Deserialize, Serialize};
use store::entities::method_cost;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{Actor, App, AppError, Right};

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MethodResultView {
    pub code: String,
    pub market: Market,
    #[serde(flatten)]
    pub result: MethodResult,
    /// money spent in the period, minor units
    pub cost_minor: Option<i64>,
    pub currency: Option<String>,
}

/// Which names are counted: those found in the period.
#[derive(Clone, Debug, Default, Deserialize, ToSchema, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct ResultPeriod {
    /// 365 days before `to` where absent
    pub from: Option<Timestamp>,
    /// now where absent
    pub to: Option<Timestamp>,
    pub owner: Option<Uuid>,
    pub team: Option<Uuid>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddCost {
    pub spent_at: Timestamp,
    /// minor units (分)
    pub amount_minor: i64,
    /// ISO 4217
    pub currency: String,
    #[serde(default)]
    pub note: String,
}

impl App {
    pub async fn method_results(&self, actor: &Actor, asked: ResultPeriod) -> Result<Vec<MethodResultView>, AppError> {
        actor.require(Right::SeeMethods)?;
        let settings = self.settings().await?;
        let to = asked.to.unwrap_or_else(|| self.now());
        let from = asked.from.unwrap_or_else(|| to.plus_days(-365.0));
        let teams = match asked.team {
            Some(team) => self.subtree(team).await?,
            None => Vec::new(),
        };
        let (from, to) = (from.as_millis(), to.as_millis());
        let names =
            store::catalogue::milestones(&self.store, &actor.own_reach(), asked.owner, &teams, from, to).await?;
        let mut by_method: HashMap<String, Vec<FoundName>> = HashMap::new();
        for name in names {
            by_method.entry(name.method).or_default().push(FoundName {
                found_at: name.found_at.into(),
                reached: name.reached_at.is_some(),
                met: name.met_at.is_some(),
                won_at: name.won_at.map(Timestamp::from),
            });
        }
        let costs = self.costs_by_method(actor, from, to).await?;
        Ok(catalogue::catalogue()
            .map(|entry| {
                let names = by_method.remove(entry.code).unwrap_or_default();
                let cost = costs.get(entry.code);
                let counts = count(&names, cost.map(|(amount, _)| *amount));
                MethodResultView {
                    code: entry.code.to_owned(),
                    market: entry.market,
                    result: measure(&counts, &settings.method.results),
                    cost_minor: cost.map(|(amount, _)| *amount),
                    currency: cost.map(|(_, currency)| currency.clone()),
                }
            })
            .collect())
    }

    /// Sums by method; amounts of different currencies are not added up, the currency most spent is shown.
    async fn costs_by_method(
        &self,
        actor: &Actor,
        from: i64,
        to: i64,
    ) -> Result<HashMap<String, (i64, String)>, AppError> {
        let mut sums: HashMap<(String, String), i64> = HashMap::new();
        for row in store::catalogue::costs(&self.store, from, to).await? {
            if row.team_id.is_none() || actor.reaches(row.created_by, row.team_id) {
                *sums.entry((row.method, row.currency)).or_default() += row.amount_minor;
            }
        }
        let mut by_method: HashMap<String, (i64, String)> = HashMap::new();
        let mut sums: Vec<_> = sums.into_iter().collect();
        sums.sort();
        for ((method, currency), amount) in sums {
            let kept = by_method.entry(method).or_insert((0, currency.clone()));
            if amount > kept.0 {
                *kept = (amount, currency);
            }
        }
        Ok(by_method)
    }

    pub async fn add_method_cost(&self, actor: &Actor, code: &str, asked: AddCost) -> Result<(), AppError> {
        actor.require(Right::EditMethods)?;
        if catalogue::method(code).is_none() {
            return Err(AppError::NotFound("method"));
        }
        if asked.amount_minor <= 0 {
            return Err(AppError::invalid("/amount_minor", "out_of_range", "an amount above zero is needed"));
        }
        if asked.currency.len() != 3 || !asked.currency.chars().all(|c| c.is_ascii_uppercase()) {
            return Err(AppError::invalid("/currency", "malformed", "use an ISO 4217 code such as CNY"));
        }
        let row = method_cost::Model {
            id: self.new_id(),
            method: code.to_owned(),
            team_id: actor.team,
            spent_at: asked.spent_at.as_millis(),
            amount_minor: asked.amount_minor,
            currency: asked.currency,
            note: asked.note.trim().chars().take(500).collect(),
            created_by: actor.id(),
            created_at: self.now_ms(),
        };
        let tx = self.store.begin().await?;
        let detail = serde_json::json!({ "amount_minor": row.amount_minor, "currency": row.currency });
        store::catalogue::insert_cost(&tx, row).await?;
        self.audit(&tx, actor, "method_cost_added", ("method", code), detail).await?;
        Ok(tx.commit().await?)
    }
}
