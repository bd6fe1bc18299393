//! What a quarter will bring (OPP-6): what is won already and what the open deals may add, with a range; beside it the target and
//! the managers' own forecasts, and how good both were in past quarters.

mod past;
mod quarter;

use std::collections::BTreeMap;

use analytics::win_rates::{OpenDeal, Rate, forecast_rated};
use jiff::civil::Date;
use method::{Coded, Timestamp, deals::opening::grid::Opening, verdict::Measured};
use serde::{Deserialize, Serialize};
use store::{
    Db,
    deals::DealFilter,
    entities::{deal, deal_forecast},
    parties::Reach,
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

pub use past::{PastQuarter, PastScores};
pub(crate) use quarter::Quarter;

use super::{
    rates::{Alike, RateBook},
    view::amount_of,
    whose::Whose,
};
use crate::{
    Actor, App, AppError, Right, UserRef,
    app::user_ref,
    orders::{CURRENCY, is_currency},
};

/// Draws behind a range.
const DRAWS: u32 = 4_000;
/// Always the same, so that asking twice gives one answer.
const SEED: u64 = 20_260_301;
/// Open deals that are read at most.
pub(super) const OPEN_DEALS: u64 = 5_000;

#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct ForecastAsked {
    /// a quarter, `2026-q1`; the present one where absent
    pub period: Option<String>,
    /// ISO 4217; CNY where absent
    pub currency: Option<String>,
    /// of a seller
    pub user: Option<Uuid>,
    /// of a team and the teams below it
    pub team: Option<Uuid>,
}

/// What somebody said of a period.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PeriodSaid {
    pub target_minor: Option<i64>,
    /// the manager's own forecast
    pub forecast_minor: Option<i64>,
    pub by: Option<UserRef>,
    pub at: Timestamp,
}

/// A seller's part of the period.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ForecastLine {
    pub seller: Option<UserRef>,
    pub won_minor: i64,
    /// open deals expected in the period
    pub open: u64,
    /// their likely amounts together
    pub open_minor: i64,
    pub target_minor: Option<i64>,
}

/// What a period will bring.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DealForecast {
    pub period: String,
    #[schema(value_type = String)]
    pub from: Date,
    #[schema(value_type = String)]
    pub to: Date,
    pub currency: String,
    /// won in it already
    pub won_minor: i64,
    /// open deals expected in it, those overdue among them
    pub open: u64,
    /// their likely amounts together
    pub open_minor: i64,
    /// of those, deals whose amount nobody knows: the forecast leaves them out
    pub unknown_amounts: u64,
    /// open deals without a day: the forecast leaves them out
    pub without_day: u64,
    /// open deals in other currencies
    pub other_currencies: u64,
    /// what the period brings in minor units, with a range; too few closed deals give none
    pub forecast: Measured,
    pub said: Option<PeriodSaid>,
    pub lines: Vec<ForecastLine>,
    /// how good such forecasts were
    pub past: PastScores,
    pub as_of: Timestamp,
}

/// A target or an own forecast of a period; what is absent stays as it was said before.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SayForecast {
    /// a quarter, `2026-q1`
    pub period: String,
    /// ISO 4217; CNY where absent
    pub currency: Option<String>,
    /// of a seller
    pub user_id: Option<Uuid>,
    /// of a team
    pub team_id: Option<Uuid>,
    pub target_minor: Option<i64>,
    /// a manager's own forecast
    pub forecast_minor: Option<i64>,
}

fn checked_currency(asked: Option<String>) -> Result<String, AppError> {
    let currency = asked.filter(|code| !code.is_empty()).unwrap_or_else(|| CURRENCY.to_owned());
    if is_currency(&currency) {
        return Ok(currency);
    }
    Err(AppError::invalid("/currency", "malformed", "use an ISO 4217 code such as CNY"))
}

/// What was said of those whom a forecast is about.
fn said_of<'a>(whose: &Whose, said: &'a [deal_forecast::Model]) -> Option<&'a deal_forecast::Model> {
    said.iter().find(|one| match whose {
        Whose::Seller(user) => one.user_id == Some(*user),
        Whose::Team(team, _) => one.user_id.is_none() && one.team_id == Some(*team),
        Whose::Reach => one.user_id.is_none() && one.team_id.is_none(),
    })
}

impl App {
    /// Forecasts a quarter from the open deals that are expected in it.
    pub async fn deal_forecast(&self, actor: &Actor, asked: ForecastAsked) -> Result<DealForecast, AppError> {
        let whose = self.whose(actor, asked.user, asked.team).await?;
        let quarter = self.quarter(asked.period.as_deref()).await?;
        let currency = checked_currency(asked.currency)?;
        let settings = self.settings().await?;
        let rules = settings.method.deals.win_rates;
        let (reach, filter, now) = (actor.own_reach(), whose.filter(), self.now());
        let mut rows = store::deals::open(&self.store, &reach, &filter, OPEN_DEALS).await?;
        let all = rows.len();
        rows.retain(|row| row.currency == currency);
        let other_currencies = (all - rows.len()) as u64;
        let without_day = rows.iter().filter(|row| row.expected_day == store::deals::NO_DAY).count() as u64;
        rows.retain(|row| row.expected_day <= quarter.last_day());
        let won = self.won_in(&self.store, &quarter, &currency).await?;
        let theirs =
            |row: &&deal::Model| whose.holds(row.owner_id, row.team_id) && actor.reaches(row.owner_id, row.team_id);
        let won: Vec<deal::Model> = won.iter().filter(theirs).cloned().collect();
        let won_minor = won.iter().map(|row| row.likely_minor).sum();
        let unknown_amounts = rows.iter().filter(|row| amount_of(row).likely_minor().is_none()).count() as u64;
        let open_minor = rows.iter().map(|row| row.likely_minor).sum();
        let learned = self.learned().await?;
        let forecast = forecast_of(&mut RateBook::now(&learned, &rules), &amounts_of(&rows), won_minor);
        let said = store::deals::last_forecasts(&self.store, &quarter.code(), &currency).await?;
        let users = self.user_names().await?;
        let own = said_of(&whose, &said).map(|one| PeriodSaid {
            target_minor: one.target_minor,
            forecast_minor: one.forecast_minor,
            by: user_ref(&users, one.by),
            at: one.at.into(),
        });
        let past = self.past_scores(actor, &whose, &currency, &learned).await?;
        Ok(DealForecast {
            period: quarter.code(),
            from: quarter.from(),
            to: quarter.to(),
            won_minor,
            open: rows.len() as u64,
            open_minor,
            unknown_amounts,
            without_day,
            other_currencies,
            forecast,
            said: own,
            lines: lines(&rows, &won, &said, |id| user_ref(&users, id)),
            past,
            as_of: now,
            currency,
        })
    }

    /// Says a target or an own forecast of a period. It is appended: what was said before stays readable.
    pub async fn say_forecast(&self, actor: &Actor, asked: SayForecast) -> Result<PeriodSaid, AppError> {
        actor.require(Right::Approve)?;
        let quarter = self.quarter(Some(&asked.period)).await?;
        let currency = checked_currency(asked.currency)?;
        if asked.target_minor.is_none() && asked.forecast_minor.is_none() {
            return Err(AppError::invalid("/target_minor", "required", "say a target, a forecast, or both"));
        }
        if [asked.target_minor, asked.forecast_minor].into_iter().flatten().any(|minor| minor < 0) {
            return Err(AppError::invalid("/target_minor", "out_of_range", "amounts are not negative"));
        }
        let whose = self.whose(actor, asked.user_id, asked.team_id).await?;
        if whose == Whose::Reach && actor.own_reach() != Reach::All {
            return Err(AppError::invalid("/team_id", "required", "say of which team or seller"));
        }
        let row = deal_forecast::Model {
            id: self.new_id(),
            team_id: asked.team_id,
            user_id: asked.user_id,
            by: actor.id(),
            period: quarter.code(),
            currency,
            target_minor: asked.target_minor,
            forecast_minor: asked.forecast_minor,
            at: self.now_ms(),
        };
        let tx = self.store.begin().await?;
        store::deals::append_forecast(&tx, row.clone()).await?;
        let detail = serde_json::json!({ "team": row.team_id, "user": row.user_id, "currency": row.currency });
        self.audit(&tx, actor, "deal_forecast_said", ("period", &row.period), detail).await?;
        tx.commit().await?;
        let users = self.user_names().await?;
        let said = store::deals::last_forecasts(&self.store, &row.period, &row.currency).await?;
        let held = said_of(&whose, &said).unwrap_or(&row);
        Ok(PeriodSaid {
            target_minor: held.target_minor,
            forecast_minor: held.forecast_minor,
            by: user_ref(&users, held.by),
            at: held.at.into(),
        })
    }

    /// The quarter of a code, or the present one.
    async fn quarter(&self, code: Option<&str>) -> Result<Quarter, AppError> {
        let settings = self.settings().await?;
        let today = self.now().local_date(&settings.method.contact.zone);
        match code.filter(|code| !code.is_empty()) {
            None => Ok(Quarter::of(today)),
            Some(code) => Quarter::from_code(code)
                .ok_or_else(|| AppError::invalid("/period", "malformed", "a quarter is written 2026-q1")),
        }
    }

    /// The company's deals of a currency that were won in a quarter.
    pub(super) async fn won_in(
        &self,
        db: &impl Db,
        quarter: &Quarter,
        currency: &str,
    ) -> Result<Vec<deal::Model>, AppError> {
        let settings = self.settings().await?;
        let zone = &settings.method.contact.zone;
        let (from, until) = quarter.moments(zone);
        let won = DealFilter {
            outcomes: vec!["won".to_owned()],
            currency: Some(currency.to_owned()),
            ..DealFilter::default()
        };
        let mut rows = store::deals::closed_since(db, &Reach::All, &won, from.as_millis(), OPEN_DEALS).await?;
        rows.retain(|row| row.ended_at.is_some_and(|ended| ended < until.as_millis()));
        Ok(rows)
    }
}

/// What a deal is alike in, with the least, the likely and the most it may be worth.
type Valued = (Alike, [i64; 3]);

/// The deals whose amount is known, as they are now.
fn amounts_of(deals: &[deal::Model]) -> Vec<Valued> {
    let valued = deals.iter().filter_map(|row| {
        let amount = amount_of(row);
        let (low, high) = amount.range_minor()?;
        Some((Alike::now(row), [low, amount.likely_minor()?, high]))
    });
    valued.collect()
}

/// What open deals will bring by the rates of a book; too few closed deals give no number.
fn forecast_of(book: &mut RateBook<'_>, open: &[Valued], won_minor: i64) -> Measured {
    let (closed, needed) = (book.closed(), book.needed());
    let mut rated: Vec<(Rate, OpenDeal<Uuid, String>)> = Vec::new();
    for (alike, [low_minor, likely_minor, high_minor]) in open {
        let Some(rate) = book.expected(alike) else { return Measured::TooFew { n: closed, needed } };
        let cell = format!("{} {}", alike.stage.as_deref().unwrap_or_default(), cell_code(alike.cell));
        let [low_minor, likely_minor, high_minor] = [*low_minor, *likely_minor, *high_minor];
        rated.push((rate, OpenDeal { team: alike.team, cell, low_minor, likely_minor, high_minor }));
    }
    if closed < needed {
        return Measured::TooFew { n: closed, needed };
    }
    let rated: Vec<(Rate, &OpenDeal<Uuid, String>)> = rated.iter().map(|(rate, deal)| (*rate, deal)).collect();
    forecast_rated(&rated, won_minor, closed, DRAWS, SEED)
}

fn cell_code(cell: Option<Opening>) -> &'static str {
    cell.map_or("unknown", Coded::code)
}

/// The sellers' parts, the largest first.
fn lines(
    open: &[deal::Model],
    won: &[deal::Model],
    said: &[deal_forecast::Model],
    user: impl Fn(Option<Uuid>) -> Option<UserRef>,
) -> Vec<ForecastLine> {
    let mut by_seller: BTreeMap<Option<Uuid>, ForecastLine> = BTreeMap::new();
    let none = |seller: Option<Uuid>| ForecastLine {
        seller: user(seller),
        won_minor: 0,
        open: 0,
        open_minor: 0,
        target_minor: said
            .iter()
            .find(|one| seller.is_some() && one.user_id == seller)
            .and_then(|one| one.target_minor),
    };
    for row in won {
        by_seller.entry(row.owner_id).or_insert_with(|| none(row.owner_id)).won_minor += row.likely_minor;
    }
    for row in open {
        let line = by_seller.entry(row.owner_id).or_insert_with(|| none(row.owner_id));
        line.open += 1;
        line.open_minor += row.likely_minor;
    }
    let mut lines: Vec<ForecastLine> = by_seller.into_values().collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.won_minor.saturating_add(line.open_minor)));
    lines
}
