//! Counting what lies years back: first orders, losses, screened prospects and the won of them, for every scope at once.

use std::collections::{BTreeMap, HashMap};

use method::{
    Coded, Timestamp,
    prospecting::{
        buying::{line_interval as long_interval, still_buying},
        losses::LossKind,
        supply::{ScreenedDay, SupplyCounts, SupplySettings, Win, cohort},
    },
};
use store::entities::{supply_figure, team, user_account};
use uuid::Uuid;

use super::{COMPANY, Figures, bought::Before};
use crate::{App, AppError, Role, Roles};

const DAYS_PER_MONTH: f64 = 365.25 / 12.0;
/// Weeks of newly screened prospects that are kept; more than the settings allow to be compared.
const WEEKS_KEPT: usize = 24;

/// The scopes that a person's records count for: the person, the teams above, the company.
pub(crate) struct Scopes {
    by_user: HashMap<Uuid, Vec<Uuid>>,
}

impl Scopes {
    pub(crate) fn of(users: &[user_account::Model], teams: &[team::Model]) -> Self {
        let above: HashMap<Uuid, Vec<Uuid>> = teams.iter().map(|team| (team.id, ids_of(&team.path))).collect();
        let of_user = |user: &user_account::Model| {
            let mut scopes = vec![user.id, COMPANY];
            scopes.extend(user.team_id.and_then(|team| above.get(&team)).into_iter().flatten());
            (user.id, scopes)
        };
        Self { by_user: users.iter().map(of_user).collect() }
    }

    pub(crate) fn of_holder(&self, holder: Option<Uuid>) -> &[Uuid] {
        holder.and_then(|id| self.by_user.get(&id)).map_or(&[COMPANY], Vec::as_slice)
    }
}

fn ids_of(path: &str) -> Vec<Uuid> {
    path.split('/').filter_map(|id| Uuid::parse_str(id).ok()).collect()
}

/// Whoever sells and works here.
pub(crate) fn sells(user: &user_account::Model) -> bool {
    let roles = Roles::from_codes(&user.roles);
    user.active && (roles.has(Role::Sales) || roles.has(Role::KeyAccount))
}

/// What is being counted of one scope.
#[derive(Default)]
struct Tally {
    counts: SupplyCounts,
    lost_money: BTreeMap<String, i64>,
    screened: BTreeMap<u32, u64>,
    wins: Vec<Win>,
}

impl Tally {
    fn figures(self, settings: &SupplySettings) -> Figures {
        let days = |(days_ago, count): (&u32, &u64)| ScreenedDay { days_ago: *days_ago, count: *count };
        let screened: Vec<ScreenedDay> = self.screened.iter().map(days).collect();
        let mut newly_screened = vec![0; WEEKS_KEPT];
        for day in &screened {
            if let Some(week) = newly_screened.get_mut(day.days_ago as usize / 7) {
                *week += day.count;
            }
        }
        let cohort = cohort(&screened, &self.wins, settings);
        Figures {
            counts: SupplyCounts { cohort, newly_screened, ..self.counts },
            lost_money: self.lost_money,
            ..Figures::default()
        }
    }
}

struct Tallies<'a> {
    scopes: &'a Scopes,
    by_scope: HashMap<Uuid, Tally>,
}

impl Tallies<'_> {
    fn add(&mut self, holder: Option<Uuid>, mut change: impl FnMut(&mut Tally)) {
        for scope in self.scopes.of_holder(holder) {
            change(self.by_scope.entry(*scope).or_default());
        }
    }
}

impl App {
    /// Counts the figures of every person, every team and the company.
    pub(super) async fn count_figures(&self) -> Result<HashMap<Uuid, Figures>, AppError> {
        let settings = self.settings().await?;
        let (supply, buying) = (&settings.method.supply, &settings.method.buying);
        let now = self.now();
        let users = store::people::users(&self.store).await?;
        let scopes = Scopes::of(&users, &store::people::teams(&self.store).await?);
        let mut tallies = Tallies { scopes: &scopes, by_scope: HashMap::new() };
        for user in users.iter().filter(|user| sells(user)) {
            tallies.add(Some(user.id), |tally| tally.counts.reps += 1);
        }

        let window = now.plus_days(-7.0 * f64::from(supply.screened_weeks.max(WEEKS_KEPT as u32)));
        let days = store::supply::screened_days(&self.store, window.as_millis(), now.as_millis()).await?;
        let mut records = 0;
        for day in &days {
            let (days_ago, count) = (u32::try_from(day.days_ago).unwrap_or(0), day.count.unsigned_abs());
            records += count;
            tallies.add(Some(day.screened_by), |tally| *tally.screened.entry(days_ago).or_default() += count);
        }

        let first = store::purchases::first(&self.store).await?.map(Timestamp::from);
        let known = first.map_or(0.0, |first| (now.days_since(first) / DAYS_PER_MONTH).max(0.0));
        let months = (known.floor() as u32).min(supply.renewal_months);
        let opening = now.plus_days(-f64::from(months) * DAYS_PER_MONTH);
        let bought = self.count_orders(opening).await?;
        records += bought.orders;
        let line_interval = long_interval(&bought.gaps, buying);
        for won in store::supply::won(&self.store, now.as_millis()).await? {
            if won.won_at > opening.as_millis() {
                tallies.add(won.owner_id, |tally| tally.counts.first_orders += 1);
            }
            if let Some(screened_at) = won.screened_at.map(Timestamp::from) {
                let days_ago = now.days_since(screened_at).max(0.0) as u32;
                let days_to_win = Timestamp::from(won.won_at).days_since(screened_at);
                tallies.add(won.screened_by, |tally| tally.wins.push(Win { days_ago, days_to_win }));
            }
        }

        let losses = store::supply::losses_of_kind(&self.store, LossKind::Customer.code()).await?;
        let since = now.plus_days(-7.0 * f64::from(supply.loss_weeks)).as_millis();
        let mut said_no: HashMap<Uuid, i64> = HashMap::new();
        for loss in &losses {
            if loss.at > since && loss.at <= now.as_millis() {
                tallies.add(loss.owner_id, |tally| {
                    tally.counts.lost += 1;
                    if let (Some(amount), Some(currency)) = (loss.amount_minor, &loss.currency) {
                        *tally.lost_money.entry(currency.clone()).or_default() += amount;
                    }
                });
            }
            if loss.at <= opening.as_millis() {
                let last = said_no.entry(loss.party_id).or_insert(loss.at);
                *last = loss.at.max(*last);
            }
        }
        for Before { party, owner, orders, contract_end } in &bought.before {
            let said_no = said_no.get(party).map(|at| Timestamp::from(*at));
            if still_buying(orders, said_no, *contract_end, line_interval, buying, opening).value.still {
                tallies.add(*owner, |tally| tally.counts.opening += 1);
            }
        }

        let mut figures: HashMap<Uuid, Figures> = HashMap::new();
        for (scope, mut tally) in tallies.by_scope {
            tally.counts.months = months;
            figures.insert(scope, tally.figures(supply));
        }
        let company = figures.entry(COMPANY).or_default();
        company.line_interval = Some(line_interval);
        company.line_intervals =
            bought.by_line.iter().map(|(line, gaps)| (*line, long_interval(gaps, buying))).collect();
        company.records = records;
        Ok(figures)
    }

    /// Counts the figures and keeps them: what the job does.
    pub(crate) async fn keep_figures(&self) -> Result<HashMap<Uuid, Figures>, AppError> {
        let figures = self.count_figures().await?;
        let counted_at = self.now_ms();
        let row = |(scope, figures): (&Uuid, &Figures)| -> Result<supply_figure::Model, AppError> {
            Ok(supply_figure::Model { scope_id: *scope, counted_at, value: serde_json::to_string(figures)? })
        };
        let rows: Vec<supply_figure::Model> = figures.iter().map(row).collect::<Result<_, AppError>>()?;
        let tx = self.store.begin().await?;
        store::supply::keep_figures(&tx, rows).await?;
        tx.commit().await?;
        // the long interval between two orders is kept with the settings
        self.forget_settings();
        Ok(figures)
    }
}
