//! The public pool (公海, PRO-10): what nobody holds is claimed within limits; what nobody works returns after a warning.

mod returns;

use method::{
    Coded, Timestamp, Verdict, Zone,
    prospecting::{
        card::PartyKind,
        pool::{Claim, ClaimFacts, PoolMove, may_claim},
    },
};
use serde::{Deserialize, Serialize};
use store::entities::{party, party_change};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    Actor, App, AppError, NameRef, Page, Right, UserRef,
    app::user_ref,
    parties::{PartySummary, portrait::stay_of, status},
};

/// Records of one kind that somebody holds, against the limit.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Holdings {
    pub held: u64,
    pub most: u32,
}

/// How the actor stands with the pool.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PoolStanding {
    pub claimed_today: u64,
    pub claims_per_day: u32,
    pub people: Holdings,
    pub organisations: Holdings,
    /// own records that return within the first warning's days
    pub returning: u64,
    pub notice_days: u32,
}

/// One move between people and the pool.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PoolEntry {
    pub id: Uuid,
    pub at: Timestamp,
    /// claimed, released, returned or assigned
    pub kind: String,
    pub party: NameRef,
    pub from: Option<UserRef>,
    pub to: Option<UserRef>,
    /// absent: the rule itself
    pub by: Option<UserRef>,
}

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// why; kept with the record
    #[serde(default)]
    pub reason: String,
}

const LOG_PAGE: u64 = 50;
/// So long a list that shows a record of the pool may be open.
const ON_SCREEN_MS: i64 = 10 * 60 * 1000;

impl App {
    /// How many the actor may still claim and hold, and how many are about to return.
    pub async fn pool_standing(&self, actor: &Actor) -> Result<PoolStanding, AppError> {
        actor.require(Right::SeeLists)?;
        let settings = self.settings().await?;
        let pool = &settings.method.pool;
        let (today, _) = self.own_day(actor).await?;
        let claimed =
            store::pool::moves_by(&self.store, actor.user, PoolMove::Claimed.code(), today.as_millis()).await?;
        let holdings = async |kind: PartyKind| -> Result<Holdings, AppError> {
            let held = store::pool::held(&self.store, actor.user, kind.code()).await?;
            Ok(Holdings { held, most: pool.terms(kind).most_held })
        };
        let notice = self.now().plus_days(f64::from(pool.notice_days()));
        Ok(PoolStanding {
            claimed_today: claimed,
            claims_per_day: pool.claims_per_day,
            people: holdings(PartyKind::Person).await?,
            organisations: holdings(PartyKind::Organisation).await?,
            returning: store::pool::returning(&self.store, actor.user, notice.as_millis()).await?,
            notice_days: pool.notice_days(),
        })
    }

    /// Takes a record out of the pool. Of two who claim it at one moment one wins, the other is told who.
    pub async fn claim(&self, actor: &Actor, party: Uuid) -> Result<PartySummary, AppError> {
        actor.require(Right::Work)?;
        let seen = match self.party_seen(&self.store, actor, party).await {
            Err(AppError::NotFound(_)) => return Err(self.out_of_reach(party).await?),
            seen => seen?,
        };
        let (_, tomorrow) = self.own_day(actor).await?;
        let settings = self.settings().await?;
        let tx = self.store.begin().await?;
        // one claim of one person at a time: the counts below must not be passed by two at once
        store::people::lock(&tx, actor.user).await?;
        let row = store::parties::find(&tx, party).await?.ok_or(AppError::NotFound("party"))?;
        if row.owner_id.is_some() {
            return Err(self.claimed_already(&row).await?);
        }
        let verdict = self.may_claim(&tx, actor, &row, tomorrow).await?;
        if verdict.value != Claim::Granted {
            return Err(claim_refused(&verdict));
        }
        let now = self.now();
        let mut held = row.clone();
        held.owner_id = actor.id();
        held.assigned_at = Some(now.as_millis());
        let returns = stay_of(&held, None, &settings.method, now).value.returns_at.map(Timestamp::as_millis);
        let team = actor.team.or(row.team_id);
        if !store::pool::claim(&tx, party, actor.user, team, returns, now.as_millis()).await? {
            drop(tx);
            let row = store::parties::find(&self.store, party).await?.unwrap_or(seen);
            return Err(self.claimed_already(&row).await?);
        }
        store::timeline::insert_changes(&tx, vec![self.moved(actor, &row, actor.id(), PoolMove::Claimed)]).await?;
        if let Some(row) = store::parties::find(&tx, party).await? {
            self.reassess_rows(&tx, actor, vec![row]).await?;
        }
        self.tell_of_owner(&tx, actor.id(), &[party]).await?;
        self.audit(&tx, actor, "party_claimed", ("party", &party.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        let row = store::parties::find(&self.store, party).await?.ok_or(AppError::NotFound("party"))?;
        self.one_summary(row).await
    }

    /// Puts an own record back into the pool; a manager also those of the teams. Customers stay.
    pub async fn release(&self, actor: &Actor, party: Uuid, asked: Release) -> Result<PartySummary, AppError> {
        let tx = self.store.begin().await?;
        let row = self.party_disposed(&tx, actor, party).await?;
        if row.status == status::CUSTOMER {
            return Err(AppError::conflict(
                "customer_stays",
                "customers do not go to the pool; hand them over instead",
            ));
        }
        if row.owner_id.is_none() {
            return Err(AppError::conflict("in_the_pool", "nobody holds this record"));
        }
        store::pool::release(&tx, &[party], self.now_ms()).await?;
        store::timeline::insert_changes(&tx, vec![self.moved(actor, &row, None, PoolMove::Released)]).await?;
        let reason: String = asked.reason.trim().chars().take(500).collect();
        let detail = serde_json::json!({ "reason": reason });
        self.tell_of_owner(&tx, None, &[party]).await?;
        self.audit(&tx, actor, "party_released", ("party", &party.to_string()), detail).await?;
        tx.commit().await?;
        let row = store::parties::find(&self.store, party).await?.ok_or(AppError::NotFound("party"))?;
        self.one_summary(row).await
    }

    /// The log of the pool, newest first, of records within reach.
    pub async fn pool_log(&self, actor: &Actor, cursor: Option<&str>) -> Result<Page<PoolEntry>, AppError> {
        actor.require(Right::SeeLists)?;
        let before = cursor.map(read_place).transpose()?;
        let kinds: Vec<&str> = PoolMove::ALL.iter().map(|kind| kind.code()).collect();
        let mut rows = store::pool::log(&self.store, &actor.reach(), &kinds, before, LOG_PAGE + 1).await?;
        let more = rows.len() as u64 > LOG_PAGE;
        rows.truncate(LOG_PAGE as usize);
        let next = rows.last().filter(|_| more).map(|row| format!("{}~{}", row.at, row.id.simple()));
        let ids: Vec<Uuid> = rows.iter().map(|row| row.party_id).collect();
        let parties = store::parties::find_many(&self.store, &ids).await?;
        let names = self.user_names().await?;
        let user = |id: Option<String>| user_ref(&names, id.and_then(|id| Uuid::parse_str(&id).ok()));
        let items = rows.into_iter().map(|row| PoolEntry {
            id: row.id,
            at: row.at.into(),
            party: NameRef {
                id: row.party_id,
                name: parties.iter().find(|party| party.id == row.party_id).map(|p| p.name.clone()).unwrap_or_default(),
            },
            from: user(row.before),
            to: user(row.after),
            by: user_ref(&names, row.by),
            kind: row.reason.unwrap_or_default(),
        });
        Ok(Page { items: items.collect(), next, total: None })
    }

    async fn may_claim(
        &self,
        db: &impl store::Db,
        actor: &Actor,
        row: &party::Model,
        tomorrow: Timestamp,
    ) -> Result<Verdict<Claim>, AppError> {
        let settings = self.settings().await?;
        let kind = PartyKind::from_code(&row.kind).unwrap_or(PartyKind::Person);
        let today = tomorrow.plus_days(-1.0).as_millis();
        let count = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let facts = ClaimFacts {
            kind,
            free: row.owner_id.is_none(),
            claimed_today: count(store::pool::moves_by(db, actor.user, PoolMove::Claimed.code(), today).await?),
            held: count(store::pool::held(db, actor.user, kind.code()).await?),
            left_them_at: store::pool::left_at(db, row.id, actor.user).await?.map(Timestamp::from),
            tomorrow,
        };
        Ok(may_claim(&facts, &settings.method.pool, self.now()))
    }

    /// The beginning and the end of the actor's own day.
    async fn own_day(&self, actor: &Actor) -> Result<(Timestamp, Timestamp), AppError> {
        let user = store::people::user(&self.store, actor.user).await?;
        let zone = user.and_then(|user| Zone::named(&user.time_zone).ok()).unwrap_or_default();
        Ok(crate::today::day_of(self.now(), &zone))
    }

    /// Who was quicker is told while the record may still be on somebody's screen; later it is simply not theirs to see.
    async fn out_of_reach(&self, party: Uuid) -> Result<AppError, AppError> {
        let since = self.now_ms() - ON_SCREEN_MS;
        match store::parties::find(&self.store, party).await? {
            Some(row) if store::pool::left_the_pool_since(&self.store, party, since).await? => {
                self.claimed_already(&row).await
            }
            _ => Ok(AppError::NotFound("party")),
        }
    }

    async fn claimed_already(&self, row: &party::Model) -> Result<AppError, AppError> {
        let holder = user_ref(&self.user_names().await?, row.owner_id);
        let name = holder.as_ref().map(|user| user.name.clone()).unwrap_or_default();
        Ok(AppError::Conflict {
            code: "claimed_already",
            detail: format!("{name} holds this record"),
            params: serde_json::json!({ "holder": holder }),
        })
    }

    /// A change of holder, as the timeline and the log keep it.
    pub(crate) fn moved(
        &self,
        actor: &Actor,
        row: &party::Model,
        to: Option<Uuid>,
        kind: PoolMove,
    ) -> party_change::Model {
        party_change::Model {
            id: self.new_id(),
            party_id: row.id,
            at: self.now_ms(),
            by: actor.id(),
            kind: "assignment".to_owned(),
            field: "owner".to_owned(),
            before: row.owner_id.map(|id| id.to_string()),
            after: to.map(|id| id.to_string()),
            reason: Some(kind.code().to_owned()),
        }
    }
}

fn claim_refused(verdict: &Verdict<Claim>) -> AppError {
    AppError::Conflict {
        code: "claim_refused",
        detail: "a limit of the pool stands against this claim".to_owned(),
        params: serde_json::json!({ "answer": verdict.value, "reasons": verdict.reasons }),
    }
}

fn read_place(cursor: &str) -> Result<(i64, Uuid), AppError> {
    let parts = cursor.split_once('~').and_then(|(at, id)| Some((at.parse().ok()?, Uuid::parse_str(id).ok()?)));
    parts.ok_or_else(|| AppError::invalid("/cursor", "malformed", "begin again without a cursor"))
}
