//! Deputies: named for a period by whoever is away or answers for them; the period ends by itself.

use std::collections::HashMap;

use method::Timestamp;
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    entities::{deputy, user_account},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::tidy;
use crate::{Actor, App, AppError, FieldError, NameRef, Right, Roles, UserRef, app::user_ref, error::FieldErrors};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeputyState {
    Planned,
    Running,
    Over,
}

/// Somebody who stands in for a colleague for a period.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeputyView {
    pub id: Uuid,
    /// who is away
    pub user: UserRef,
    pub deputy: UserRef,
    pub from: Timestamp,
    /// the first moment at which it no longer holds
    pub until: Timestamp,
    pub note: String,
    pub state: DeputyState,
    pub made_by: Option<UserRef>,
    pub made_at: Timestamp,
    /// who ended it before its time
    pub ended_by: Option<UserRef>,
    /// the actor may end it now
    pub can_end: bool,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NameDeputy {
    /// who is away; oneself where absent
    pub user_id: Option<Uuid>,
    pub deputy_id: Uuid,
    /// now where absent
    pub from: Option<Timestamp>,
    /// the first moment at which it no longer holds
    pub until: Timestamp,
    #[serde(default)]
    pub note: String,
}

/// Somebody who may stand in or be shared with.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Colleague {
    pub id: Uuid,
    pub name: String,
    pub team: Option<NameRef>,
}

/// Whom records can be lent to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Colleagues {
    /// active people who work records, oneself among them
    pub people: Vec<Colleague>,
    pub teams: Vec<NameRef>,
}

/// Longest time for which somebody stands in, in days.
const LONGEST_DAYS: f64 = 366.0;
/// For so long those that are over are still shown.
const SHOWN_DAYS: f64 = 90.0;
const SHOWN: u64 = 500;
const LONGEST_NOTE: usize = 300;

impl App {
    /// Names of those who may stand in or be shared with. Names only: everybody in the company may know them.
    pub async fn colleagues(&self, actor: &Actor) -> Result<Colleagues, AppError> {
        actor.require_role(Right::Work)?;
        let teams: Vec<NameRef> = store::people::teams(&self.store)
            .await?
            .into_iter()
            .map(|team| NameRef { id: team.id, name: team.name })
            .collect();
        let by_id: HashMap<Uuid, &NameRef> = teams.iter().map(|team| (team.id, team)).collect();
        let users = store::people::users(&self.store).await?;
        let people = users.into_iter().filter(works_records).map(|user| Colleague {
            team: user.team_id.and_then(|id| by_id.get(&id).map(|team| (*team).clone())),
            id: user.id,
            name: user.name,
        });
        Ok(Colleagues { people: people.collect(), teams })
    }

    /// Those that are planned, run, or were over lately, of the actor and of whoever the actor answers for.
    pub async fn deputies(&self, actor: &Actor) -> Result<Vec<DeputyView>, AppError> {
        actor.require_role(Right::Work)?;
        let users: HashMap<Uuid, user_account::Model> =
            store::people::users(&self.store).await?.into_iter().map(|user| (user.id, user)).collect();
        let since = self.now().plus_days(-SHOWN_DAYS).as_millis();
        let names = self.user_names().await?;
        let mut shown = Vec::new();
        for row in store::sharing::deputies_since(&self.store, since, SHOWN).await? {
            let answers = answers_for(actor, users.get(&row.user_id));
            if answers || row.deputy_id == actor.user {
                shown.push(view(row, answers && actor.may(Right::Work), self.now(), &names));
            }
        }
        Ok(shown)
    }

    /// Names a deputy: for oneself, as a manager for somebody of the teams, as an administrator for anybody.
    pub async fn name_deputy(&self, actor: &Actor, asked: NameDeputy) -> Result<DeputyView, AppError> {
        actor.require(Right::Work)?;
        let away = asked.user_id.unwrap_or(actor.user);
        let user = store::people::user(&self.store, away).await?.filter(|user| user.active);
        if !answers_for(actor, user.as_ref()) {
            return Err(AppError::Forbidden);
        }
        let now = self.now();
        let from = asked.from.unwrap_or(now).max(now);
        let mut errors = FieldErrors::default();
        errors.add(wrong_period(from, asked.until));
        let deputy = store::people::user(&self.store, asked.deputy_id).await?;
        let wrong = |code, detail: &str| Some(FieldError::new("/deputy_id", code, detail));
        errors.add(match deputy {
            _ if asked.deputy_id == away => wrong("oneself", "nobody stands in for themself"),
            None => wrong("unknown", "there is no such active user"),
            Some(deputy) if !deputy.active => wrong("unknown", "there is no such active user"),
            Some(deputy) if !works_records(&deputy) => wrong("cannot_work", "their role does not work records"),
            Some(_) => None,
        });
        errors.into_result()?;
        let row = deputy::Model {
            id: self.new_id(),
            user_id: away,
            deputy_id: asked.deputy_id,
            starts_at: from.as_millis(),
            ends_at: asked.until.as_millis(),
            note: tidy(&asked.note, LONGEST_NOTE),
            made_by: actor.id(),
            ended_by: None,
            made_at: now.as_millis(),
        };
        let tx = self.store.begin().await?;
        // one at a time for whoever is away, so that two at once do not name the same person twice
        store::people::lock(&tx, away).await?;
        if store::sharing::overlaps(&tx, (away, asked.deputy_id), (row.starts_at, row.ends_at)).await? {
            return Err(AppError::conflict("deputy_already", "they stand in for them in this time already"));
        }
        store::sharing::insert_deputy(&tx, row.clone()).await?;
        let detail = serde_json::json!({ "deputy": row.deputy_id, "from": from, "until": asked.until });
        self.audit(&tx, actor, "deputy_named", ("user", &away.to_string()), detail).await?;
        tx.commit().await?;
        self.something_lent();
        Ok(view(row, true, now, &self.user_names().await?))
    }

    /// Ends one before its time, or one that is only planned.
    pub async fn end_deputy(&self, actor: &Actor, id: Uuid) -> Result<(), AppError> {
        actor.require(Right::Work)?;
        let tx = self.store.begin().await?;
        let row = store::sharing::deputy(&tx, id).await?.ok_or(AppError::NotFound("deputy"))?;
        let user = store::people::user(&tx, row.user_id).await?;
        if !answers_for(actor, user.as_ref()) {
            let known = row.deputy_id == actor.user;
            return Err(if known { AppError::Forbidden } else { AppError::NotFound("deputy") });
        }
        if !store::sharing::end_deputy(&tx, id, self.now_ms(), actor.id()).await? {
            return Err(AppError::conflict("deputy_over", "it is over already"));
        }
        let detail = serde_json::json!({ "deputy": row.deputy_id });
        self.audit(&tx, actor, "deputy_ended", ("user", &row.user_id.to_string()), detail).await?;
        Ok(tx.commit().await?)
    }

    /// Whoever leaves stands in for nobody, and nobody for them.
    pub(crate) async fn end_deputies_with(&self, tx: &Tx, actor: &Actor, user: Uuid) -> Result<(), AppError> {
        let ended = store::sharing::end_deputies_with(tx, user, self.now_ms(), actor.id()).await?;
        if ended > 0 {
            let detail = serde_json::json!({ "count": ended, "why": "left" });
            self.audit(tx, actor, "deputy_ended", ("user", &user.to_string()), detail).await?;
        }
        Ok(())
    }
}

/// Whether the actor is this person, manages their team, or administers.
fn answers_for(actor: &Actor, user: Option<&user_account::Model>) -> bool {
    user.is_some_and(|user| actor.edits(Some(user.id), user.team_id))
}

pub(super) fn works_records(user: &user_account::Model) -> bool {
    user.active && Roles::from_codes(&user.roles).rights().contains(&Right::Work)
}

fn wrong_period(from: Timestamp, until: Timestamp) -> Option<FieldError> {
    let wrong = |code, detail: &str| Some(FieldError::new("/until", code, detail));
    if until <= from {
        wrong("before_the_start", "it has to end after it begins, and after now")
    } else if until > from.plus_days(LONGEST_DAYS) {
        wrong("too_long", "name a deputy for a year at most")
    } else {
        None
    }
}

fn view(row: deputy::Model, answers: bool, now: Timestamp, names: &HashMap<Uuid, String>) -> DeputyView {
    let user = |id: Uuid| UserRef { id, name: names.get(&id).cloned().unwrap_or_default() };
    let state = if row.ends_at <= now.as_millis() {
        DeputyState::Over
    } else if row.starts_at <= now.as_millis() {
        DeputyState::Running
    } else {
        DeputyState::Planned
    };
    DeputyView {
        id: row.id,
        user: user(row.user_id),
        deputy: user(row.deputy_id),
        from: row.starts_at.into(),
        until: row.ends_at.into(),
        note: row.note,
        state,
        made_by: user_ref(names, row.made_by),
        made_at: row.made_at.into(),
        ended_by: user_ref(names, row.ended_by),
        can_end: answers && state != DeputyState::Over,
    }
}
