//! The supply as a manager sees it: the whole, each sales unit, each person; and why customers were lost.

use std::collections::{BTreeMap, HashMap};

use method::{
    Coded, Timestamp, Verdict,
    prospecting::{
        card::PartyKind,
        losses::{LossReason, LossSide},
        supply::{Supply, SupplyCounts, SupplyLevel, floor_per_rep, rep_level, supply, unit_level},
    },
};
use serde::{Deserialize, Serialize};
use store::{
    entities::user_account,
    parties::Reach,
    supply::{Holders, InHand, LossCount},
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{COMPANY, Figures, count::sells};
use crate::{Actor, App, AppError, NameRef, Right, UserRef};

/// Money in one currency; amounts of different currencies are not added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Money {
    /// minor units (分)
    pub amount_minor: i64,
    /// ISO 4217
    pub currency: String,
}

/// Of how many prospects a letter of MAN is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct LetterCount {
    pub yes: u64,
    pub no: u64,
    pub unknown: u64,
}

/// Prospects in hand, by number and by quality: spoken with within 90 days and not given up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct InHandView {
    pub organisations: u64,
    pub people: u64,
    /// by grade; `n` stands for not graded
    pub by_grade: BTreeMap<String, u64>,
    /// by letter: `money`, `authority`, `need`
    pub by_letter: BTreeMap<String, LetterCount>,
    /// `yellow` and `green`; the red are the customers
    pub by_colour: BTreeMap<String, u64>,
}

impl InHandView {
    fn add(&mut self, alike: &InHand) {
        let count = alike.count.unsigned_abs();
        if alike.kind == PartyKind::Organisation.code() {
            self.organisations += count;
        } else {
            self.people += count;
        }
        *self.by_grade.entry(alike.grade.clone()).or_default() += count;
        *self.by_colour.entry(alike.colour.clone()).or_default() += count;
        for (name, letter) in ["money", "authority", "need"].into_iter().zip(alike.man.chars()) {
            let letters = self.by_letter.entry(name.to_owned()).or_default();
            match letter {
                '?' => letters.unknown += count,
                letter if letter.is_ascii_uppercase() => letters.yes += count,
                _ => letters.no += count,
            }
        }
    }

    fn all(&self) -> u64 {
        self.organisations + self.people
    }
}

/// The supply of a person, a unit or the whole.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SupplyLine {
    pub reps: u64,
    pub in_hand: InHandView,
    /// customers who are still buying (CLA-6)
    pub customers: u64,
    /// customers lost in the last 52 weeks
    pub lost: u64,
    /// what those bought in a year, where somebody knows
    pub lost_money: Vec<Money>,
    pub supply: Verdict<Supply>,
}

/// A sales unit (营销部): the lowest team with people who sell.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnitSupply {
    pub team: NameRef,
    /// the organisations in hand against the 25 to 30 needed
    pub level: Verdict<SupplyLevel>,
    #[serde(flatten)]
    pub line: SupplyLine,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RepSupply {
    pub user: UserRef,
    pub team: Option<NameRef>,
    /// prospects this person should have in hand; absent while nobody knows
    pub floor: Option<u64>,
    pub level: Verdict<Option<SupplyLevel>>,
    #[serde(flatten)]
    pub line: SupplyLine,
}

/// Losses of the last 52 weeks for one reason.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LossLine {
    pub reason: LossReason,
    pub side: LossSide,
    pub customers: u64,
    pub prospects: u64,
    pub money: Vec<Money>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SupplyView {
    pub as_of: Timestamp,
    /// when losses, conversions and screenings were counted; who is in hand is counted now
    pub counted_at: Timestamp,
    /// organisations from which a unit stands fine
    pub unit_floor: u32,
    /// losses are counted from here on
    pub losses_since: Timestamp,
    pub whole: SupplyLine,
    pub units: Vec<UnitSupply>,
    pub reps: Vec<RepSupply>,
    /// the most frequent reasons first
    pub losses: Vec<LossLine>,
}

#[derive(Clone, Debug, Default, Deserialize, ToSchema, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct SupplyAsked {
    /// a team with all below it
    pub team: Option<Uuid>,
}

/// Whose supply is looked at.
pub(crate) struct Looked {
    /// under which the figures of the whole are kept
    pub scope: Uuid,
    pub holders: Holders,
    pub users: Vec<user_account::Model>,
}

impl App {
    /// Whose figures an actor asks for: everybody's, those of teams, one's own.
    pub(crate) async fn looked_at(&self, actor: &Actor, team: Option<Uuid>) -> Result<Looked, AppError> {
        let mut users = store::people::users(&self.store).await?;
        let reach = actor.own_reach();
        let (scope, teams) = match (&reach, team) {
            (Reach::All, None) => return Ok(Looked { scope: COMPANY, holders: Holders::All, users }),
            (Reach::Own(user), None) => (*user, Vec::new()),
            (Reach::Teams { user, teams }, None) => (actor.team.unwrap_or(*user), teams.clone()),
            (Reach::All, Some(team)) => (team, self.subtree(team).await?),
            (Reach::Teams { teams, .. }, Some(team)) if teams.contains(&team) => (team, self.subtree(team).await?),
            (_, Some(_)) | (Reach::Lent { .. }, None) => return Err(AppError::NotFound("team")),
        };
        users.retain(|user| {
            user.team_id.is_some_and(|id| teams.contains(&id)) || (team.is_none() && user.id == actor.user)
        });
        let holders = Holders::These(users.iter().map(|user| user.id).collect());
        Ok(Looked { scope, holders, users })
    }

    /// The supply within reach: a manager's teams, an analyst's company, a representative's own.
    pub async fn supply(&self, actor: &Actor, asked: SupplyAsked) -> Result<SupplyView, AppError> {
        actor.require(Right::SeeMethods)?;
        let looked = self.looked_at(actor, asked.team).await?;
        let settings = self.settings().await?;
        let thresholds = &settings.method.supply;
        let now = self.now();
        let (figures, counted_at) = self.figures().await?;
        let in_hand = store::supply::in_hand(&self.store, &looked.holders, now.as_millis()).await?;
        let customers: HashMap<Uuid, u64> = store::supply::still_buying(&self.store, &looked.holders, now.as_millis())
            .await?
            .into_iter()
            .map(|(owner, count)| (owner, count.unsigned_abs()))
            .collect();
        let company = figures.get(&COMPANY).map(|figures| figures.counts.clone()).unwrap_or_default();
        let line = |scope: Uuid, of: &dyn Fn(Uuid) -> bool| {
            let own = figures.get(&scope).cloned().unwrap_or_default();
            let mut held = InHandView::default();
            in_hand.iter().filter(|alike| of(alike.owner_id)).for_each(|alike| held.add(alike));
            let customers = customers.iter().filter(|(owner, _)| of(**owner)).map(|(_, count)| count).sum();
            line_of(own, held, customers, |counts| supply(counts, &company, thresholds, now))
        };
        let teams: HashMap<Uuid, String> =
            store::people::teams(&self.store).await?.into_iter().map(|team| (team.id, team.name)).collect();
        let team_ref = |id: Uuid| NameRef { id, name: teams.get(&id).cloned().unwrap_or_default() };
        let sellers: Vec<&user_account::Model> = looked.users.iter().filter(|user| sells(user)).collect();
        let mut units: Vec<UnitSupply> = Vec::new();
        // whoever sees only their own figures does not see those of the colleagues beside them
        let of_teams = !matches!(actor.own_reach(), Reach::Own(_));
        for unit in sellers.iter().filter_map(|user| user.team_id).filter(|_| of_teams) {
            if units.iter().any(|known| known.team.id == unit) {
                continue;
            }
            let members: Vec<Uuid> =
                looked.users.iter().filter(|user| user.team_id == Some(unit)).map(|user| user.id).collect();
            let line = line(unit, &|owner| members.contains(&owner));
            let level = unit_level(line.in_hand.organisations, thresholds, now);
            units.push(UnitSupply { team: team_ref(unit), level, line });
        }
        units.sort_by(|a, b| a.team.name.cmp(&b.team.name));
        let reps = sellers.iter().map(|user| {
            let line = line(user.id, &|owner| owner == user.id);
            let floor = floor_per_rep(&line.supply.value.weekly_need, thresholds);
            RepSupply {
                user: UserRef { id: user.id, name: user.name.clone() },
                team: user.team_id.map(team_ref),
                floor,
                level: rep_level(line.in_hand.all(), floor, now),
                line,
            }
        });
        let reps = reps.collect();
        let losses_since = now.plus_days(-7.0 * f64::from(thresholds.loss_weeks));
        let losses =
            store::supply::loss_counts(&self.store, &looked.holders, losses_since.as_millis(), now.as_millis()).await?;
        Ok(SupplyView {
            as_of: now,
            counted_at,
            unit_floor: thresholds.unit_fine_from,
            losses_since,
            whole: line(looked.scope, &|_| true),
            units,
            reps,
            losses: by_reason(losses),
        })
    }
}

fn line_of(
    own: Figures,
    in_hand: InHandView,
    customers: u64,
    judge: impl Fn(&SupplyCounts) -> Verdict<Supply>,
) -> SupplyLine {
    SupplyLine {
        reps: own.counts.reps,
        in_hand,
        customers,
        lost: own.counts.lost,
        supply: judge(&own.counts),
        lost_money: own
            .lost_money
            .into_iter()
            .map(|(currency, amount_minor)| Money { amount_minor, currency })
            .collect(),
    }
}

fn by_reason(counts: Vec<LossCount>) -> Vec<LossLine> {
    let mut lines: BTreeMap<LossReason, LossLine> = BTreeMap::new();
    for row in counts {
        let reason = LossReason::from_code(&row.reason).unwrap_or_default();
        let line = lines.entry(reason).or_insert_with(|| LossLine {
            reason,
            side: reason.side(),
            customers: 0,
            prospects: 0,
            money: Vec::new(),
        });
        if row.kind == "customer" {
            line.customers += row.count.unsigned_abs();
        } else {
            line.prospects += row.count.unsigned_abs();
        }
        if let (Some(amount_minor), Some(currency)) = (row.amount_minor, row.currency) {
            match line.money.iter_mut().find(|known| known.currency == currency) {
                Some(known) => known.amount_minor += amount_minor,
                None => line.money.push(Money { amount_minor, currency }),
            }
        }
    }
    let mut lines: Vec<LossLine> = lines.into_values().collect();
    lines.sort_by_key(|line| std::cmp::Reverse((line.customers, line.prospects)));
    lines
}
