//! Alerts: something out of the ordinary that an administrator should look at, or the manager of a team.

use method::{Coded, Timestamp, alerts::AlertKind};
use serde::Serialize;
use store::{Tx, entities::alert};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Actor, App, AppError, NameRef, Right, UserRef, app::user_ref};

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AlertView {
    pub id: Uuid,
    pub kind: String,
    pub at: Timestamp,
    /// whom it is about
    pub user: Option<UserRef>,
    /// which record it is about
    pub party: Option<NameRef>,
    /// which team it is about
    pub team: Option<NameRef>,
    /// what was seen
    pub detail: serde_json::Value,
    /// absent: nobody has looked at it yet
    pub seen_at: Option<Timestamp>,
    pub seen_by: Option<UserRef>,
}

const SHOWN: u64 = 200;

impl App {
    pub(crate) async fn alert(
        &self,
        tx: &Tx,
        kind: AlertKind,
        user: Option<Uuid>,
        party: Option<Uuid>,
        detail: serde_json::Value,
    ) -> Result<(), AppError> {
        let row = alert::Model { user_id: user, party_id: party, ..self.new_alert(kind, detail) };
        Ok(store::audit::raise(tx, row).await?)
    }

    /// An alert about a team, for its managers.
    pub(crate) async fn alert_team(
        &self,
        tx: &Tx,
        kind: AlertKind,
        team: Uuid,
        detail: serde_json::Value,
    ) -> Result<(), AppError> {
        let row = alert::Model { team_id: Some(team), ..self.new_alert(kind, detail) };
        Ok(store::audit::raise(tx, row).await?)
    }

    fn new_alert(&self, kind: AlertKind, detail: serde_json::Value) -> alert::Model {
        alert::Model {
            id: self.new_id(),
            kind: kind.code().to_owned(),
            detail: detail.to_string(),
            user_id: None,
            party_id: None,
            seen_by: None,
            at: self.now_ms(),
            seen_at: None,
            team_id: None,
        }
    }

    /// The newest alerts, those that nobody has looked at first. A manager sees those about the teams.
    pub async fn alerts(&self, actor: &Actor) -> Result<Vec<AlertView>, AppError> {
        actor.require(Right::SeePeople)?;
        let rows = if actor.may(Right::SeeAudit) {
            store::audit::alerts(&self.store, SHOWN).await?
        } else {
            store::audit::alerts_of_teams(&self.store, &actor.teams, SHOWN).await?
        };
        self.alert_views(rows).await
    }

    /// Notes that an alert was looked at, and by whom.
    pub async fn see_alert(&self, actor: &Actor, id: Uuid) -> Result<AlertView, AppError> {
        actor.require(Right::SeePeople)?;
        let tx = self.store.begin().await?;
        let row = store::audit::alert(&tx, id).await?;
        let theirs = |team: Option<Uuid>| team.is_some_and(|team| actor.teams.contains(&team));
        let row = row.filter(|row| actor.may(Right::SeeAudit) || theirs(row.team_id));
        let mut row = row.ok_or(AppError::NotFound("alert"))?;
        if row.seen_at.is_none() {
            row.seen_at = Some(self.now_ms());
            row.seen_by = actor.id();
            store::audit::update_alert(&tx, row.clone()).await?;
            let detail = serde_json::json!({ "kind": row.kind });
            self.audit(&tx, actor, "alert_seen", ("alert", &id.to_string()), detail).await?;
        }
        tx.commit().await?;
        self.alert_views(vec![row]).await?.pop().ok_or(AppError::NotFound("alert"))
    }

    async fn alert_views(&self, rows: Vec<alert::Model>) -> Result<Vec<AlertView>, AppError> {
        let names = self.user_names().await?;
        let about: Vec<Uuid> = rows.iter().filter_map(|row| row.party_id).collect();
        let parties = store::parties::find_many(&self.store, &about).await?;
        let party = |id: Uuid| {
            let found = parties.iter().find(|party| party.id == id);
            found.map(|party| NameRef { id, name: party.name.clone() })
        };
        let teams = store::people::teams(&self.store).await?;
        let team = |id: Uuid| {
            let found = teams.iter().find(|team| team.id == id);
            found.map(|team| NameRef { id, name: team.name.clone() })
        };
        rows.into_iter()
            .map(|row| {
                Ok(AlertView {
                    id: row.id,
                    at: row.at.into(),
                    user: user_ref(&names, row.user_id),
                    party: row.party_id.and_then(party),
                    team: row.team_id.and_then(team),
                    detail: serde_json::from_str(&row.detail)?,
                    seen_at: row.seen_at.map(Timestamp::from),
                    seen_by: user_ref(&names, row.seen_by),
                    kind: row.kind,
                })
            })
            .collect()
    }
}
