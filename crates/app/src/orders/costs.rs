//! What winning costs beside keeping (CLA-9), from the team's own figures.

use jiff::civil::Date;
use method::{
    Coded,
    classes::{
        costs::{CostFacts, CostReading, Saying, costs},
        periods::{Month, plus_days},
    },
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    day_number,
    record::{CURRENCY, is_currency},
};
use crate::{Actor, App, AppError, Right};

/// The period and the currency asked about, and what nobody writes down elsewhere.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct CostsAsked {
    /// the first day; the first of the last 12 full months where absent
    #[param(value_type = Option<String>)]
    pub from: Option<Date>,
    /// the last day; that of the last full month where absent
    #[param(value_type = Option<String>)]
    pub to: Option<Date>,
    /// ISO 4217; CNY where absent. Amounts of other currencies are left out
    pub currency: Option<String>,
    /// spent on keeping customers in the period, minor units
    pub keeping_minor: Option<i64>,
    /// spent on winning besides what the methods cost, minor units
    pub winning_minor: Option<i64>,
}

/// What is usually said, as a number of times.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SayingView {
    /// a code of `saying`
    pub code: String,
    /// how many times the cost of keeping winning is taken to be
    pub times: f64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CostsView {
    #[schema(value_type = String)]
    pub from: Date,
    #[schema(value_type = String)]
    pub to: Date,
    pub currency: String,
    pub facts: CostFacts,
    pub reading: CostReading,
    pub sayings: Vec<SayingView>,
}

impl App {
    /// Cost of winning against cost of keeping, and whose purchases make the sales, of customers within reach. What the
    /// methods cost is written down (PRO-1); what keeping costs is asked for.
    pub async fn cost_facts(&self, actor: &Actor, asked: CostsAsked) -> Result<CostsView, AppError> {
        actor.require(Right::SeeLists)?;
        let settings = self.settings().await?;
        let zone = &settings.method.contact.zone;
        let this_month = Month::of(self.now().local_date(zone));
        let from = asked.from.unwrap_or_else(|| this_month.plus(-12).first_day());
        let to = asked.to.unwrap_or_else(|| this_month.first_day().yesterday().unwrap_or(from));
        if to < from {
            return Err(AppError::invalid("/to", "out_of_range", "the period ends before it begins"));
        }
        let currency = asked.currency.filter(|code| !code.is_empty()).unwrap_or_else(|| CURRENCY.to_owned());
        if !is_currency(&currency) {
            return Err(AppError::invalid("/currency", "malformed", "use an ISO 4217 code such as CNY"));
        }
        let moment = |day: Date| zone.moment(day.at(0, 0, 0, 0)).as_millis();
        let (start, end) = (moment(from), moment(plus_days(to, 1)));
        let days = (day_number(from), day_number(to));
        let reach = actor.own_reach();
        let sums = store::orders::sales_between(&self.store, &reach, days, (start, end), &currency).await?;
        let spent = store::catalogue::costs(&self.store, start, end).await?;
        let spent: Vec<i64> =
            spent.into_iter().filter(|cost| cost.currency == currency).map(|cost| cost.amount_minor).collect();
        let methods = (!spent.is_empty()).then(|| spent.iter().sum::<i64>());
        let winning = match (methods, asked.winning_minor) {
            (None, None) => None,
            (methods, more) => Some(methods.unwrap_or(0).saturating_add(more.unwrap_or(0))),
        };
        let facts = CostFacts {
            winning_minor: winning,
            keeping_minor: asked.keeping_minor,
            won: sums.won,
            kept: sums.kept,
            sales_kept_minor: sums.sales_kept_minor,
            sales_won_minor: sums.sales_won_minor,
        };
        let saying = |saying: &Saying| SayingView { code: saying.code().to_owned(), times: saying.times() };
        Ok(CostsView {
            from,
            to,
            currency,
            reading: costs(&facts, &settings.method.results),
            facts,
            sayings: Saying::ALL.iter().map(saying).collect(),
        })
    }
}
