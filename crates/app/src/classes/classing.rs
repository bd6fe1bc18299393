//! The classes of all customers with what the models of lifetime value expect of them. Pure.

use analytics::{
    classes::{ClassRow, Classification},
    lifetime::{BgNbd, BgNbdFit, GammaGamma, GammaGammaFit, Horizon, Spender, lifetime_value},
};
use method::{
    MethodSettings, Verdict,
    classes::{
        contribution::Contribution,
        existing::{ExistingClass, existing_class},
        periods::AsOf,
        stability::{StabilityReading, explained},
    },
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Amounts are fitted in whole units: tens of thousands of fen would only make the search slower.
const MINOR_OF_A_UNIT: f64 = 100.0;

/// Everything the rules say of one customer in one line.
#[derive(Clone, Debug)]
pub(crate) struct Classed {
    pub row: ClassRow,
    pub expected: Expected,
}

/// What is expected of a customer; unknown where nothing could be fitted.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Expected {
    pub alive: Option<f64>,
    pub purchases: Option<f64>,
    pub value_minor: Option<i64>,
}

/// A parameter of a model with its standard error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Parameter {
    pub name: String,
    pub value: f64,
    /// absent where the sample does not determine it
    pub error: Option<f64>,
}

/// The models behind lifetime values (CLA-7), fitted to all customers of the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LifetimeModels {
    /// `r`, `alpha`, `a`, `b` of BG/NBD, times in weeks
    pub rhythm: Vec<Parameter>,
    /// `p`, `q`, `v` of Gamma-Gamma, amounts in whole units; empty where the amounts could not be fitted
    pub money: Vec<Parameter>,
    pub customers: u64,
    /// of these, who bought more than once
    pub repeaters: u64,
    pub horizon_weeks: u32,
    pub yearly_discount_percent: f64,
}

/// The fitted models; either may be missing where there is too little to fit.
#[derive(Debug)]
pub(crate) struct Models {
    rhythm: Option<BgNbdFit>,
    money: Option<GammaGammaFit>,
    horizon: Horizon,
}

impl Models {
    /// Fits what can be fitted. Takes seconds for a million customers.
    pub fn fit(classes: &Classification, settings: &MethodSettings) -> Self {
        let rhythm = BgNbd::fit(&classes.buyers()).ok();
        let spenders: Vec<Spender> = classes.spenders().into_iter().map(in_units).collect();
        let money = rhythm.as_ref().and_then(|_| GammaGamma::fit(&spenders).ok());
        let lifetime = settings.classes.lifetime;
        let horizon = Horizon {
            weeks: f64::from(lifetime.horizon_weeks),
            yearly_discount: lifetime.yearly_discount_percent / 100.0,
        };
        Self { rhythm, money, horizon }
    }

    /// The models as the page shows them; none where there was too little to fit.
    pub fn view(&self, settings: &MethodSettings) -> Option<LifetimeModels> {
        let parameter = |name: &str, value: f64, error: Option<f64>| Parameter { name: name.to_owned(), value, error };
        let fit = self.rhythm.as_ref()?;
        let (model, errors) = (fit.model, fit.errors);
        let rhythm = vec![
            parameter("r", model.r, errors.map(|error| error.r)),
            parameter("alpha", model.alpha, errors.map(|error| error.alpha)),
            parameter("a", model.a, errors.map(|error| error.a)),
            parameter("b", model.b, errors.map(|error| error.b)),
        ];
        let money = self.money.map_or_else(Vec::new, |fit| {
            vec![
                parameter("p", fit.model.p, fit.errors.map(|error| error.p)),
                parameter("q", fit.model.q, fit.errors.map(|error| error.q)),
                parameter("v", fit.model.v, fit.errors.map(|error| error.v)),
            ]
        });
        let lifetime = settings.classes.lifetime;
        Some(LifetimeModels {
            rhythm,
            money,
            customers: fit.customers,
            repeaters: fit.repeaters,
            horizon_weeks: lifetime.horizon_weeks,
            yearly_discount_percent: lifetime.yearly_discount_percent,
        })
    }

    fn expect(&self, classes: &Classification, place: usize) -> Expected {
        let (Some(rhythm), Some(buyer)) = (&self.rhythm, classes.buyer(place)) else { return Expected::default() };
        let rhythm = &rhythm.model;
        let Some(money) = &self.money else {
            let purchases = Some(rhythm.expected_purchases(&buyer, self.horizon.weeks));
            return Expected { alive: rhythm.alive(&buyer), purchases, value_minor: None };
        };
        // of whoever bought once no mean is asked
        let mean = classes.spender(place).map_or(0.0, |spender| in_units(spender).mean);
        let worth = lifetime_value(rhythm, &money.model, &buyer, mean, self.horizon);
        Expected {
            alive: worth.alive,
            purchases: Some(worth.purchases),
            value_minor: worth.value.map(|value| (value * MINOR_OF_A_UNIT).round() as i64),
        }
    }
}

fn in_units(spender: Spender) -> Spender {
    Spender { mean: spender.mean / MINOR_OF_A_UNIT, ..spender }
}

impl Classed {
    /// The customer at a place.
    pub fn of(classes: &Classification, place: usize, models: &Models) -> Self {
        Self { row: classes.row(place), expected: models.expect(classes, place) }
    }
}

/// The class of an existing customer with its reasons, from what was kept.
pub(crate) fn existing_verdict(
    contribution: &Contribution,
    stability: StabilityReading,
    settings: &MethodSettings,
    as_of: AsOf,
) -> Verdict<ExistingClass> {
    existing_class(contribution, &explained(stability, &settings.classes.stability, as_of.moment))
}
