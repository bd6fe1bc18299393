//! Giving records to people, many at once.

use std::collections::HashSet;

use method::{
    Coded,
    prospecting::{
        card::PartyKind,
        distribution::{Distribution, Item, Rule, Taker, distribute},
        pool::PoolMove,
    },
};
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    entities::{party, party_change},
    parties::{NOT_GRADED, Returns, Sort, SortKey},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::list::PartyFilterInput;
use crate::{Actor, App, AppError, Right};

/// Which records go to whom: named ones, or all that match a filter; to one person, or shared out among several.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assign {
    #[serde(default)]
    pub ids: Vec<Uuid>,
    /// used where no ids are named
    pub filter: Option<PartyFilterInput>,
    /// absent without `among`: the records go to the pool
    pub owner_id: Option<Uuid>,
    pub among: Option<Among>,
}

/// How records are shared out (PRO-10).
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Among {
    pub by: Distribution,
    /// who may be given records, in their order
    pub users: Vec<Uuid>,
    /// for `rule`: the first that matches decides
    #[serde(default)]
    pub rules: Vec<AssignRule>,
}

/// Records that match everything said here go to one of the users.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignRule {
    pub kind: Option<PartyKind>,
    pub city: Option<String>,
    pub market: Option<String>,
    /// a, b, c, d or n (not graded)
    pub grade: Option<String>,
    pub user: Uuid,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssignRefusal {
    pub id: Uuid,
    pub code: String,
}

/// What was done; each record asked for is in one of the two.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Assigned {
    pub assigned: u64,
    pub refused: Vec<AssignRefusal>,
}

/// Records assigned in one request at most.
const MOST_AT_ONCE: u64 = 100_000;

/// Somebody who is given records, with the team that goes with it.
type Target = (Option<Uuid>, Option<Uuid>);

impl App {
    /// Gives records to one person, shares them out among several, or puts them into the pool.
    pub async fn assign(&self, actor: &Actor, asked: Assign) -> Result<Assigned, AppError> {
        actor.require(Right::Assign)?;
        let (rows, mut refused) = self.rows_to_assign(actor, &asked).await?;
        let mut rows_taken = Vec::new();
        for row in rows {
            if actor.may_edit(row.owner_id, row.team_id) {
                rows_taken.push(row);
            } else {
                refused.push(AssignRefusal { id: row.id, code: "forbidden".to_owned() });
            }
        }
        let shares = match &asked.among {
            Some(among) => self.share_out(actor, among, rows_taken, &mut refused).await?,
            None => vec![(self.target(actor, asked.owner_id).await?, rows_taken)],
        };
        let mut assigned = 0;
        let tx = self.store.begin().await?;
        for ((owner, team), rows) in shares {
            let taken: Vec<party::Model> = rows.into_iter().filter(|row| row.owner_id != owner).collect();
            self.hand_over(&tx, actor, owner, team, &taken).await?;
            assigned += taken.len() as u64;
        }
        tx.commit().await?;
        Ok(Assigned { assigned, refused })
    }

    /// The person that records may be given to by this actor.
    async fn target(&self, actor: &Actor, owner: Option<Uuid>) -> Result<Target, AppError> {
        let Some(owner) = owner else { return Ok((None, actor.team)) };
        let user = store::people::user(&self.store, owner).await?.filter(|user| user.active);
        let user = user.ok_or_else(|| AppError::invalid("/owner_id", "unknown", "there is no such active user"))?;
        if actor.may_edit(Some(owner), user.team_id) {
            Ok((Some(owner), user.team_id))
        } else {
            Err(AppError::Forbidden)
        }
    }

    /// Shares records out by the rule asked for; those that nobody gets are refused with the reason.
    async fn share_out(
        &self,
        actor: &Actor,
        among: &Among,
        rows: Vec<party::Model>,
        refused: &mut Vec<AssignRefusal>,
    ) -> Result<Vec<(Target, Vec<party::Model>)>, AppError> {
        if among.users.is_empty() {
            return Err(AppError::invalid("/among/users", "required", "name who is to be given records"));
        }
        let settings = self.settings().await?;
        let mut shares = Vec::new();
        let mut takers = Vec::new();
        for user in &among.users {
            shares.push((self.target(actor, Some(*user)).await?, Vec::new()));
            let held = async |kind: PartyKind| store::pool::held(&self.store, *user, kind.code()).await;
            let count = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
            takers.push(Taker {
                held: [count(held(PartyKind::Person).await?), count(held(PartyKind::Organisation).await?)],
                territory: store::people::territory(&self.store, *user).await?,
            });
        }
        let mut rules = Vec::new();
        for (i, rule) in among.rules.iter().enumerate() {
            let taker = among.users.iter().position(|user| *user == rule.user).ok_or_else(|| {
                AppError::invalid(&format!("/among/rules/{i}/user"), "unknown", "name one of the users")
            })?;
            let AssignRule { kind, city, market, grade, .. } = rule.clone();
            rules.push(Rule { kind, city, market, grade, taker });
        }
        let item = |row: &party::Model| Item {
            kind: PartyKind::from_code(&row.kind).unwrap_or(PartyKind::Person),
            city: row.city.clone(),
            market: row.market.clone(),
            grade: Some(row.grade.clone()),
        };
        let items: Vec<Item> = rows.iter().map(item).collect();
        let given = distribute(&items, takers, among.by, &rules, &settings.method.pool);
        for (row, given) in rows.into_iter().zip(given) {
            match given {
                Ok(taker) => shares[taker].1.push(row),
                Err(why) => refused.push(AssignRefusal { id: row.id, code: why.code().to_owned() }),
            }
        }
        Ok(shares)
    }

    /// Writes a change of holder: the rows, their history, the clocks that begin anew.
    async fn hand_over(
        &self,
        tx: &Tx,
        actor: &Actor,
        owner: Option<Uuid>,
        team: Option<Uuid>,
        taken: &[party::Model],
    ) -> Result<(), AppError> {
        let settings = self.settings().await?;
        let now = self.now();
        let ids: Vec<Uuid> = taken.iter().map(|row| row.id).collect();
        let kind = if owner.is_some() { PoolMove::Assigned } else { PoolMove::Released };
        let changes: Vec<party_change::Model> = taken.iter().map(|row| self.moved(actor, row, owner, kind)).collect();
        let by = |kind: PartyKind| {
            let terms = settings.method.pool.terms(kind);
            let days = f64::from(terms.silent_days.min(terms.stuck_days));
            owner.map(|_| now.plus_days(days).as_millis())
        };
        let returns = Returns { person: by(PartyKind::Person), organisation: by(PartyKind::Organisation) };
        store::parties::assign(tx, &ids, owner, team, &returns, now.as_millis()).await?;
        self.deals_follow(tx, actor, taken, owner, team).await?;
        store::timeline::insert_changes(tx, changes).await?;
        // the first contact with a name is due from the day somebody has it; an appointment stops the clock of the pool
        // and a graded name that nobody held is new supply for whoever has it now (PRO-8)
        let new_supply = |row: &party::Model| owner.is_some() && row.screened_at.is_none() && row.grade != NOT_GRADED;
        let renewed =
            taken.iter().filter(|row| row.last_two_way_at == 0 || row.appointment_at.is_some() || new_supply(row));
        let renewed: Vec<Uuid> = renewed.map(|row| row.id).collect();
        let rows = store::parties::find_many(tx, &renewed).await?;
        self.reassess_rows(tx, actor, rows).await?;
        let subject = owner.map(|id| id.to_string()).unwrap_or_default();
        self.tell_of_owner(tx, owner, &ids).await?;
        let detail = serde_json::json!({ "count": ids.len() });
        self.audit(tx, actor, "parties_assigned", ("user", &subject), detail).await
    }

    async fn rows_to_assign(
        &self,
        actor: &Actor,
        asked: &Assign,
    ) -> Result<(Vec<party::Model>, Vec<AssignRefusal>), AppError> {
        if !asked.ids.is_empty() {
            let found = store::parties::find_many(&self.store, &asked.ids).await?;
            let seen: Vec<party::Model> =
                found.into_iter().filter(|row| actor.reaches(row.owner_id, row.team_id)).collect();
            let known: HashSet<Uuid> = seen.iter().map(|row| row.id).collect();
            let refused = asked
                .ids
                .iter()
                .filter(|id| !known.contains(id))
                .map(|id| AssignRefusal { id: *id, code: "not_found".to_owned() })
                .collect();
            return Ok((seen, refused));
        }
        let Some(filter) = &asked.filter else {
            return Err(AppError::invalid("/ids", "required", "name records or a filter"));
        };
        let filter = self.filter_of(actor, filter).await?;
        let sort = Sort { key: SortKey::Created, descending: false };
        let lines = store::parties::page_within_limit(&self.store, &filter, sort, None, MOST_AT_ONCE).await?;
        let ids: Vec<Uuid> = lines.iter().map(|line| line.id).collect();
        Ok((store::parties::find_many(&self.store, &ids).await?, Vec::new()))
    }
}
