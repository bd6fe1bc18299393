//! Single records shared with a colleague or a team, to be read or worked, with who shared them and why.

use method::{Timestamp, contact_policy::Holding};
use serde::{Deserialize, Serialize};
use store::{
    Db,
    entities::{party, party_share},
    parties::NEVER,
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ShareLevel, deputies::works_records, tidy};
use crate::{Actor, App, AppError, FieldError, NameRef, Right, UserRef, app::user_ref, error::FieldErrors};

/// A record as it is shared.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ShareView {
    pub id: Uuid,
    /// one of the two
    pub user: Option<UserRef>,
    pub team: Option<NameRef>,
    pub level: ShareLevel,
    pub reason: String,
    pub shared_by: Option<UserRef>,
    pub shared_at: Timestamp,
    /// the first moment at which it no longer holds; absent: until it is taken back
    pub until: Option<Timestamp>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareParty {
    /// name a colleague or a team
    pub user_id: Option<Uuid>,
    /// with all below it
    pub team_id: Option<Uuid>,
    pub level: ShareLevel,
    /// shown with the record
    pub reason: String,
    /// absent: until it is taken back
    pub until: Option<Timestamp>,
}

/// Somebody who stands in for the owner now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StandIn {
    pub user: UserRef,
    pub until: Timestamp,
}

/// Who reaches a record besides its owner and those above.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WhoReaches {
    /// whose record it is, seen from the actor
    pub holding: Holding,
    pub deputies: Vec<StandIn>,
    pub shares: Vec<ShareView>,
    /// the actor may share it and take it back
    pub can_share: bool,
}

const LONGEST_REASON: usize = 300;
/// Records shared with one person or team at most: beyond that it is a matter of owners and deputies.
const MOST_SHARED: u64 = 1_000;

impl App {
    /// Who reaches a record besides its owner.
    pub async fn who_reaches(&self, actor: &Actor, party: Uuid) -> Result<WhoReaches, AppError> {
        let row = self.party_seen(&self.store, actor, party).await?;
        self.reaching(&self.store, actor, &row).await
    }

    async fn reaching(&self, db: &impl Db, actor: &Actor, row: &party::Model) -> Result<WhoReaches, AppError> {
        let (now, names) = (self.now_ms(), self.user_names().await?);
        let named = |id: Uuid| UserRef { id, name: names.get(&id).cloned().unwrap_or_default() };
        let deputies = match row.owner_id {
            Some(owner) => store::sharing::deputies_of(db, owner, now).await?,
            None => Vec::new(),
        };
        let rows = store::sharing::shares_of(db, row, now).await?;
        let teams =
            if rows.iter().any(|row| row.team_id.is_some()) { store::people::teams(db).await? } else { Vec::new() };
        let team = |id: Uuid| NameRef {
            id,
            name: teams.iter().find(|team| team.id == id).map(|team| team.name.clone()).unwrap_or_default(),
        };
        let share = |row: party_share::Model| ShareView {
            id: row.id,
            user: row.user_id.map(named),
            team: row.team_id.map(team),
            level: ShareLevel::from_code(&row.level),
            reason: row.reason,
            shared_by: user_ref(&names, row.shared_by),
            shared_at: row.shared_at.into(),
            until: (row.ends_at < NEVER).then(|| row.ends_at.into()),
        };
        Ok(WhoReaches {
            holding: actor.holding(row),
            deputies: deputies
                .into_iter()
                .map(|row| StandIn { user: named(row.deputy_id), until: row.ends_at.into() })
                .collect(),
            shares: rows.into_iter().map(share).collect(),
            can_share: row.owner_id.is_some() && actor.may_edit(row.owner_id, row.team_id),
        })
    }

    /// Shares a record: its owner, their manager or an administrator. What is lent is not lent on.
    pub async fn share_party(&self, actor: &Actor, party: Uuid, asked: ShareParty) -> Result<WhoReaches, AppError> {
        actor.require(Right::Work)?;
        let now = self.now();
        let tx = self.store.begin().await?;
        let row = self.party_disposed(&tx, actor, party).await?;
        let Some(holder) = row.owner_id else {
            return Err(AppError::conflict("in_the_pool", "nobody holds this record"));
        };
        let mut errors = FieldErrors::default();
        errors.add(self.wrong_recipient(&tx, &asked, holder).await?);
        let reason = tidy(&asked.reason, LONGEST_REASON);
        if reason.is_empty() {
            errors.add([FieldError::new("/reason", "required", "say why it is shared")]);
        }
        if asked.until.is_some_and(|until| until <= now) {
            errors.add([FieldError::new("/until", "in_the_past", "it has to end after now")]);
        }
        errors.into_result()?;
        let known = store::sharing::shares_of(&tx, &row, now.as_millis()).await?;
        if known.iter().any(|share| (share.user_id, share.team_id) == (asked.user_id, asked.team_id)) {
            return Err(AppError::conflict("shared_already", "it is shared with them already; take that back first"));
        }
        if store::sharing::count_with(&tx, asked.user_id, asked.team_id, now.as_millis()).await? >= MOST_SHARED {
            return Err(AppError::conflict("too_many_shared", "so many records cannot be shared one by one"));
        }
        let share = party_share::Model {
            id: self.new_id(),
            party_id: party,
            holder_id: holder,
            user_id: asked.user_id,
            team_id: asked.team_id,
            level: asked.level.code().to_owned(),
            reason,
            shared_by: actor.id(),
            shared_at: now.as_millis(),
            ends_at: asked.until.map_or(NEVER, Timestamp::as_millis),
            ended_by: None,
        };
        store::sharing::insert_share(&tx, share).await?;
        let detail = serde_json::json!({ "with": asked.user_id.or(asked.team_id), "level": asked.level });
        self.audit(&tx, actor, "party_shared", ("party", &party.to_string()), detail).await?;
        let reaching = self.reaching(&tx, actor, &row).await?;
        tx.commit().await?;
        self.something_lent();
        Ok(reaching)
    }

    async fn wrong_recipient(
        &self,
        db: &impl Db,
        asked: &ShareParty,
        holder: Uuid,
    ) -> Result<Option<FieldError>, AppError> {
        let wrong = |field, code, detail: &str| Ok(Some(FieldError::new(field, code, detail)));
        match (asked.user_id, asked.team_id) {
            (Some(user), None) if user == holder => wrong("/user_id", "the_holder", "they hold the record"),
            (Some(user), None) => match store::people::user(db, user).await? {
                Some(user) if user.active && (asked.level == ShareLevel::Read || works_records(&user)) => Ok(None),
                Some(user) if user.active => wrong("/user_id", "cannot_work", "their role does not work records"),
                _ => wrong("/user_id", "unknown", "there is no such active user"),
            },
            (None, Some(team)) => match store::people::team(db, team).await? {
                Some(_) => Ok(None),
                None => wrong("/team_id", "unknown", "there is no such team"),
            },
            _ => wrong("/user_id", "required", "name a colleague or a team"),
        }
    }

    /// Takes a share back; whoever may share may take back what somebody else shared.
    pub async fn end_share(&self, actor: &Actor, party: Uuid, share: Uuid) -> Result<(), AppError> {
        actor.require(Right::Work)?;
        let tx = self.store.begin().await?;
        let row = self.party_disposed(&tx, actor, party).await?;
        let known = store::sharing::shares_of(&tx, &row, self.now_ms()).await?;
        let known = known.into_iter().find(|known| known.id == share).ok_or(AppError::NotFound("share"))?;
        store::sharing::end_share(&tx, share, self.now_ms(), actor.id()).await?;
        let detail = serde_json::json!({ "with": known.user_id.or(known.team_id), "level": known.level });
        self.audit(&tx, actor, "share_ended", ("party", &party.to_string()), detail).await?;
        Ok(tx.commit().await?)
    }
}
