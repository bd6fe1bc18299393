//! What the deals in hand say about a seller or a team: the portfolio by value class (OPP-2) and the grid by counts of cells (OPP-3).

use std::collections::BTreeMap;

use method::{
    Coded, Timestamp,
    deals::{
        opening::{
            grid::Opening,
            team::{TeamCells, TeamDeal, team_cells},
            trail::Assessed,
        },
        portfolio::{OpenDeal, Portfolio, PortfolioOf, portfolio},
        value::{ValueClass, short_term::DealAmount},
    },
};
use serde::{Deserialize, Serialize};
use store::entities::deal;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    rates::{Alike, RateBook},
    view::amount_of,
    whose::Whose,
    word,
};
use crate::{
    Actor, App, AppError, NameRef, UserRef,
    app::user_ref,
    orders::{CURRENCY, day_number, is_currency},
};

/// Days of the trailing year.
const YEAR_DAYS: f64 = 365.0;
/// Days of a month in the period of the grid.
const DAYS_OF_MONTH: f64 = 365.25 / 12.0;
/// Open deals that are read at most: those expected first.
const READ: u64 = 5_000;
/// Dots that are shown at most.
const POINTS: usize = 500;

#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct DiagnosisAsked {
    /// of a seller
    pub user: Option<Uuid>,
    /// of a team and the teams below it
    pub team: Option<Uuid>,
    /// ISO 4217, of the amounts that are compared; CNY where absent
    pub currency: Option<String>,
}

/// How many open deals there are of a kind.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OpenCount<Kind> {
    pub of: Kind,
    pub deals: u64,
}

/// An open deal as a dot of the matrix and of the grid.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DealPoint {
    pub id: Uuid,
    pub name: String,
    pub party: NameRef,
    pub owner: Option<UserRef>,
    pub value_class: Option<ValueClass>,
    pub value_firm: bool,
    /// the short-term return, 0 to 10
    pub short: Option<f64>,
    /// the long-term effect, 0 to 10
    pub long: Option<f64>,
    pub cell: Option<Opening>,
    pub cell_firm: bool,
    pub amount: DealAmount,
    pub currency: String,
}

/// The deals in hand as read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DealDiagnosis {
    pub of: PortfolioOf,
    /// by value class, with the readings
    pub portfolio: Portfolio<Uuid, Uuid>,
    /// by cell, with the readings
    pub cells: TeamCells,
    /// open deals
    pub open: u64,
    /// of those, deals without a class: the portfolio leaves them out
    pub without_class: u64,
    /// deals of the portfolio whose amount is not known or in another currency
    pub without_amount: u64,
    pub currency: String,
    /// the open deals as dots, at most 500: the largest amounts first
    pub points: Vec<DealPoint>,
    /// scores from here on are large: where the lines of the matrix cross
    pub large_from: f64,
    /// all open deals by class, those without one left out
    pub open_classes: Vec<OpenCount<ValueClass>>,
    /// all open deals by cell, those without one left out
    pub open_cells: Vec<OpenCount<Opening>>,
    /// the deals that a reading picks
    pub deals: Vec<NameRef>,
    /// the customers that a reading names
    pub customers: Vec<NameRef>,
    pub as_of: Timestamp,
}

/// How many rows there are of each kind, in the order of the method's words.
fn open_counts<Kind: Coded + PartialEq>(
    rows: &[deal::Model],
    code: impl Fn(&deal::Model) -> Option<&String>,
) -> Vec<OpenCount<Kind>> {
    let kinds: Vec<Kind> = rows.iter().filter_map(|row| word(code(row))).collect();
    let count = |of: Kind| OpenCount { of, deals: kinds.iter().filter(|kind| **kind == of).count() as u64 };
    Kind::ALL.iter().copied().map(count).collect()
}

impl App {
    /// Diagnoses the deals of a seller, a team, or all within reach.
    pub async fn deal_diagnosis(&self, actor: &Actor, asked: DiagnosisAsked) -> Result<DealDiagnosis, AppError> {
        let currency = asked.currency.filter(|code| !code.is_empty()).unwrap_or_else(|| CURRENCY.to_owned());
        if !is_currency(&currency) {
            return Err(AppError::invalid("/currency", "malformed", "use an ISO 4217 code such as CNY"));
        }
        let whose = self.whose(actor, asked.user, asked.team).await?;
        let settings = self.settings().await?;
        let rules = &settings.method.deals;
        let now = self.now();
        let of = if matches!(whose, Whose::Seller(_)) { PortfolioOf::Rep } else { PortfolioOf::Team };
        let open = store::deals::open(&self.store, &actor.own_reach(), &whose.filter(), READ).await?;
        let in_hand = self.in_hand(&open, &currency).await?;
        let sales = self.sales_of(actor, &whose, &currency).await?;
        let found = portfolio(of, &in_hand, &sales, &rules.portfolio);
        let picked: Vec<Uuid> = found.readings.iter().flat_map(|reading| reading.pick.iter().copied()).collect();
        let named: Vec<Uuid> = found.readings.iter().filter_map(|reading| reading.customer).collect();
        let customers = store::parties::find_many(&self.store, &named).await?;
        let without_amount = in_hand.iter().filter(|deal| deal.amount_minor.is_none()).count() as u64;
        let deals = open.iter().filter(|row| picked.contains(&row.id));
        Ok(DealDiagnosis {
            of,
            cells: self.cells_of(actor, &whose).await?,
            open: open.len() as u64,
            without_class: (open.len() - in_hand.len()) as u64,
            without_amount,
            currency,
            points: self.points_of(&open).await?,
            large_from: rules.value.large_from,
            open_classes: open_counts(&open, |row| row.value_class.as_ref()),
            open_cells: open_counts(&open, |row| row.cell.as_ref()),
            deals: deals.map(|row| NameRef { id: row.id, name: row.name.clone() }).collect(),
            customers: customers.into_iter().map(|party| NameRef { id: party.id, name: party.name }).collect(),
            portfolio: found,
            as_of: now,
        })
    }

    /// The open deals as dots, the largest amounts first.
    async fn points_of(&self, open: &[deal::Model]) -> Result<Vec<DealPoint>, AppError> {
        let mut largest: Vec<&deal::Model> = open.iter().collect();
        largest.sort_by_key(|row| std::cmp::Reverse(row.likely_minor));
        largest.truncate(POINTS);
        let names = self.customers_of_deals(largest.iter().copied()).await?;
        let users = self.user_names().await?;
        let point = |row: &deal::Model| DealPoint {
            id: row.id,
            name: row.name.clone(),
            party: NameRef { id: row.party_id, name: names.get(&row.party_id).cloned().unwrap_or_default() },
            owner: user_ref(&users, row.owner_id),
            value_class: word(row.value_class.as_ref()),
            value_firm: row.value_firm,
            short: row.short_score,
            long: row.long_score,
            cell: word(row.cell.as_ref()),
            cell_firm: row.cell_firm,
            amount: amount_of(row),
            currency: row.currency.clone(),
        };
        Ok(largest.into_iter().map(point).collect())
    }

    /// The open deals that have a class, with amounts of one currency.
    async fn in_hand(&self, open: &[deal::Model], currency: &str) -> Result<Vec<OpenDeal<Uuid, Uuid>>, AppError> {
        let settings = self.settings().await?;
        let learned = self.learned().await?;
        let mut book = RateBook::now(&learned, &settings.method.deals.win_rates);
        let in_hand = open.iter().filter_map(|row| {
            Some(OpenDeal {
                id: row.id,
                customer: row.party_id,
                class: word(row.value_class.as_ref())?,
                amount_minor: amount_of(row).likely_minor().filter(|_| row.currency == currency),
                win_rate: book.shown(&Alike::now(row)).1.value(),
            })
        });
        Ok(in_hand.collect())
    }

    /// What the customers of those asked about bought in the trailing year.
    async fn sales_of(&self, actor: &Actor, whose: &Whose, currency: &str) -> Result<Vec<(Uuid, i64)>, AppError> {
        let settings = self.settings().await?;
        let since = self.now().plus_days(-YEAR_DAYS).local_date(&settings.method.contact.zone);
        let reach = actor.own_reach();
        let rows = store::orders::sales_by_customer(&self.store, &reach, day_number(since), currency).await?;
        let theirs = rows.into_iter().filter(|row| whose.holds(row.owner_id, row.team_id));
        Ok(theirs.map(|row| (row.party_id, row.amount_minor)).collect())
    }

    /// The grid of the deals that were opened or closed in the months of the rule.
    async fn cells_of(&self, actor: &Actor, whose: &Whose) -> Result<TeamCells, AppError> {
        let settings = self.settings().await?;
        let rules = &settings.method.deals.opening.team;
        let mut open: BTreeMap<Uuid, TeamDeal> = BTreeMap::new();
        for look in store::deals::open_looks(&self.store, &actor.own_reach(), &whose.filter()).await? {
            let deal = open.entry(look.deal_id).or_insert_with(|| TeamDeal {
                opened_at: look.created_at.into(),
                closed_at: None,
                assessments: Vec::new(),
            });
            deal.assessments.push(Assessed {
                at: look.at.into(),
                territory: word(look.territory.as_ref()),
                standing: word(look.standing.as_ref()),
                firm: look.firm,
            });
        }
        // closed deals are many, and kept in memory
        let learned = self.learned().await?;
        let since = self.now().plus_days(-f64::from(rules.months) * DAYS_OF_MONTH).as_millis();
        let closed = learned.ended_since(since).iter().filter(|one| {
            !one.trail.is_empty() && whose.holds(one.owner, one.team) && actor.reaches(one.owner, one.team)
        });
        let closed = closed.map(|one| TeamDeal {
            opened_at: one.opened_at.into(),
            closed_at: Some(one.ended_at.into()),
            assessments: one.trail.to_vec(),
        });
        let deals: Vec<TeamDeal> = open.into_values().chain(closed).collect();
        Ok(team_cells(&deals, rules, self.now()))
    }
}
