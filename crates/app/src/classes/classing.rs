//! From what customers bought to their classes: the rules asked about all customers of a line at once. Pure.

use analytics::lifetime::{BgNbd, BgNbdFit, Buyer, GammaGamma, GammaGammaFit, Horizon, Spender, lifetime_value};
use jiff::civil::Date;
use method::{
    MethodSettings, Reason, Verdict,
    classes::{
        abc::{AbcPlace, CustomerTotal, abc},
        contribution::{Brought, Contribution, contributions},
        existing::{ExistingClass, existing_class},
        faces::{FaceFacts, ProposedFace, propose_faces},
        gaps::GapCounts,
        periods::{AsOf, days_between},
        rfm::{Rfm, RfmFacts, rfm},
        rhythm::{Rhythm, read_rhythm},
        stability::{StabilityReading, explained},
    },
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::reading::{History, Line};

/// Amounts are fitted in whole units: tens of thousands of fen would only make the search slower.
const MINOR_OF_A_UNIT: f64 = 100.0;

/// Everything the rules say of one customer in one line.
#[derive(Clone, Debug)]
pub(crate) struct Classed {
    pub party: Uuid,
    pub abc: AbcPlace,
    pub contribution: Contribution,
    pub stability: StabilityReading,
    pub existing: ExistingClass,
    pub face: ProposedFace,
    pub face_reasons: Vec<Reason>,
    pub rfm: Rfm,
    pub rhythm: Rhythm,
    pub purchases: u32,
    pub first: Option<Date>,
    pub last: Option<Date>,
    /// none where the margin of too little is known
    pub margin_minor: Option<i64>,
    pub alive: Option<f64>,
    pub expected_purchases: Option<f64>,
    pub lifetime_minor: Option<i64>,
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
struct Models {
    rhythm: BgNbdFit,
    money: Option<GammaGammaFit>,
}

impl Models {
    fn fit(line: &Line, buyers: &[Option<Buyer>]) -> Option<Self> {
        let known: Vec<Buyer> = buyers.iter().flatten().copied().collect();
        let rhythm = BgNbd::fit(&known).ok()?;
        let spenders: Vec<Spender> =
            line.histories.iter().zip(buyers).filter_map(|(one, buyer)| Some(spender(one, buyer.as_ref()?))).collect();
        Some(Self { rhythm, money: GammaGamma::fit(&spenders).ok() })
    }

    fn view(&self, settings: &MethodSettings) -> LifetimeModels {
        let parameter = |name: &str, value: f64, error: Option<f64>| Parameter { name: name.to_owned(), value, error };
        let (model, errors) = (self.rhythm.model, self.rhythm.errors);
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
        LifetimeModels {
            rhythm,
            money,
            customers: self.rhythm.customers,
            repeaters: self.rhythm.repeaters,
            horizon_weeks: lifetime.horizon_weeks,
            yearly_discount_percent: lifetime.yearly_discount_percent,
        }
    }
}

fn spender(history: &History, buyer: &Buyer) -> Spender {
    let repeats = f64::from(buyer.repeats.max(1));
    Spender { repeats: buyer.repeats, mean: history.repeat_minor as f64 / MINOR_OF_A_UNIT / repeats }
}

/// Classes the customers of a line, in the order given, and says which models stand behind their values.
pub(crate) fn class_all(line: &Line, settings: &MethodSettings, as_of: AsOf) -> (Vec<Classed>, Option<LifetimeModels>) {
    let classes = &settings.classes;
    let all = &line.histories;
    let totals: Vec<CustomerTotal<Uuid>> =
        all.iter().map(|one| CustomerTotal { id: one.party, net_minor: one.sales_minor }).collect();
    let places = abc(&totals, &classes.abc);
    let brought: Vec<Brought<Uuid>> = all
        .iter()
        .map(|one| Brought {
            id: one.party,
            sales_minor: one.brought_minor,
            sales_with_margin_minor: one.with_margin_minor,
            margin_minor: one.margin_minor,
        })
        .collect();
    let contributed = contributions(&brought, &classes.contribution);
    let margin_of = |one: &History| {
        let known = one.with_margin_minor as f64 * 100.0
            >= classes.contribution.margin_known_percent * one.brought_minor as f64;
        (one.brought_minor > 0 && known).then_some(one.margin_minor)
    };
    let facts: Vec<FaceFacts<Uuid>> = all
        .iter()
        .map(|one| FaceFacts {
            id: one.party,
            sales_minor: one.brought_minor,
            margin_minor: margin_of(one),
            // influence is what a person rates, not what orders say
            influence: None,
            stability: match &one.stability {
                StabilityReading::Known(found) => Some(found.value),
                StabilityReading::New { .. } => None,
            },
        })
        .collect();
    let faces = propose_faces(&facts, &classes.faces, as_of.moment);
    let since = |days: &[Date]| days.last().map_or(u32::MAX, |last| days_between(*last, as_of.day));
    let recent: Vec<RfmFacts> = all
        .iter()
        .zip(&line.days)
        .map(|(one, days)| RfmFacts {
            days_since: since(days),
            purchases: one.purchases_in_period,
            net_minor: one.sales_minor,
        })
        .collect();
    let scores = rfm(&recent);
    let mut counts = GapCounts::default();
    line.days.iter().for_each(|days| counts.add(days, as_of.day));
    let gaps = counts.line();
    let buyers: Vec<Option<Buyer>> = line.days.iter().map(|days| Buyer::of(days, as_of.day)).collect();
    let models = Models::fit(line, &buyers);
    let horizon = Horizon {
        weeks: f64::from(classes.lifetime.horizon_weeks),
        yearly_discount: classes.lifetime.yearly_discount_percent / 100.0,
    };
    let mut classed = Vec::with_capacity(all.len());
    for (at, (history, face)) in all.iter().zip(faces).enumerate() {
        let days = &line.days[at];
        let mut one = Classed {
            party: history.party,
            abc: places[at],
            contribution: contributed[at],
            existing: ExistingClass::of(contributed[at].high, &history.stability),
            stability: history.stability.clone(),
            face: face.value,
            face_reasons: face.reasons,
            rfm: scores[at],
            rhythm: read_rhythm(days, &gaps, &classes.rhythm, &settings.results, as_of.day),
            purchases: days.len() as u32,
            first: days.first().copied(),
            last: days.last().copied(),
            margin_minor: margin_of(history),
            alive: None,
            expected_purchases: None,
            lifetime_minor: None,
        };
        if let (Some(models), Some(buyer)) = (&models, &buyers[at]) {
            expect(&mut one, models, buyer, history, horizon);
        }
        classed.push(one);
    }
    (classed, models.map(|models| models.view(settings)))
}

fn expect(one: &mut Classed, models: &Models, buyer: &Buyer, history: &History, horizon: Horizon) {
    let rhythm = &models.rhythm.model;
    match &models.money {
        Some(money) => {
            let worth = lifetime_value(rhythm, &money.model, buyer, spender(history, buyer).mean, horizon);
            one.alive = worth.alive;
            one.expected_purchases = Some(worth.purchases);
            one.lifetime_minor = worth.value.map(|value| (value * MINOR_OF_A_UNIT).round() as i64);
        }
        None => {
            one.alive = rhythm.alive(buyer);
            one.expected_purchases = Some(rhythm.expected_purchases(buyer, horizon.weeks));
        }
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
