//! Administration of users.

use std::collections::HashMap;

use method::Timestamp;
use serde::{Deserialize, Serialize};
use store::entities::user_account;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    normal_email,
    passwords::{check_new_password, hash_password},
};
use crate::{
    Actor, App, AppError, FieldError, NameRef, Right, Role, Roles,
    error::{FieldErrors, check_version_if_named},
};

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UserView {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub roles: Vec<Role>,
    pub team: Option<NameRef>,
    pub locale: String,
    pub active: bool,
    /// whether a second factor is in force
    pub second_factor: bool,
    /// cities and provinces that are theirs (PRO-10)
    pub territory: Vec<String>,
    pub created_at: Timestamp,
    /// rises with every change
    pub version: i32,
}

#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateUser {
    pub name: String,
    pub email: String,
    /// none where the person sets it with a link, or signs in at an identity provider
    pub password: Option<String>,
    pub roles: Vec<Role>,
    pub team_id: Option<Uuid>,
    /// `zh` (default) or `en`
    pub locale: Option<String>,
}

#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditUser {
    pub name: Option<String>,
    pub roles: Option<Vec<Role>>,
    pub team_id: Option<Uuid>,
    pub active: Option<bool>,
    /// cities and provinces that are theirs (PRO-10)
    pub territory: Option<Vec<String>>,
    /// the version that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
}

macro_rules! debug_without_password {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).field("roles", &self.roles).finish_non_exhaustive()
            }
        }
    )+};
}
debug_without_password!(CreateUser, EditUser);

impl App {
    /// An administrator sees all users, a manager those of the own subtree, everybody their colleagues' names through
    /// records.
    pub async fn users(&self, actor: &Actor) -> Result<Vec<UserView>, AppError> {
        actor.require(Right::SeePeople)?;
        let teams = store::people::teams(&self.store).await?;
        let all = actor.may(Right::ManagePeople);
        let rows = store::people::users(&self.store).await?;
        let seen = rows.into_iter().filter(|user| {
            all || user.id == actor.user || user.team_id.is_some_and(|team| actor.teams.contains(&team))
        });
        let mut territories: HashMap<Uuid, Vec<String>> = HashMap::new();
        for row in store::people::territories(&self.store).await? {
            territories.entry(row.user_id).or_default().push(row.place);
        }
        let of = |id: &Uuid| territories.get(id).cloned().unwrap_or_default();
        let enrolled = store::sign_in::with_second_factor(&self.store).await?;
        Ok(seen.map(|user| view(of(&user.id), enrolled.contains(&user.id), user, &teams)).collect())
    }

    /// One of those whom [`App::users`] lists.
    pub async fn user(&self, actor: &Actor, id: Uuid) -> Result<UserView, AppError> {
        let found = self.users(actor).await?.into_iter().find(|user| user.id == id);
        found.ok_or(AppError::NotFound("user"))
    }

    pub async fn create_user(&self, actor: &Actor, asked: CreateUser) -> Result<UserView, AppError> {
        actor.require(Right::ManagePeople)?;
        let mut errors = FieldErrors::default();
        let name = errors.take(checked_name(&asked.name));
        let email = errors.take(checked_email(&asked.email));
        let locale = errors.take(checked_locale(asked.locale.as_deref().unwrap_or("zh")));
        if let Some(password) = &asked.password {
            errors.add(check_new_password(password, &[&asked.name, &asked.email], "/password"));
        }
        if asked.roles.is_empty() {
            errors.add([FieldError::new("/roles", "required", "choose at least one role")]);
        }
        errors.into_result()?;
        let teams = store::people::teams(&self.store).await?;
        // without a team named, the user joins the root, so that managers reach what the user owns
        let team_id = asked.team_id.or_else(|| teams.iter().find(|t| t.parent_id.is_none()).map(|t| t.id));
        check_team(&teams, team_id)?;
        let now = self.now_ms();
        let password_changed_at = asked.password.is_some().then_some(now);
        let password_hash = match asked.password {
            Some(password) => Some(hash_password(password).await?),
            None => None,
        };
        let row = user_account::Model {
            id: self.new_id(),
            name,
            email,
            password_hash,
            roles: Roles::new(asked.roles).to_codes(),
            team_id,
            locale,
            time_zone: "Asia/Shanghai".to_owned(),
            active: true,
            created_at: now,
            password_changed_at,
            version: 1,
        };
        let tx = self.store.begin().await?;
        match store::people::insert_users(&tx, vec![row.clone()]).await {
            Err(error) if error.is_unique_violation() => {
                return Err(AppError::invalid("/email", "taken", "a user with this e-mail exists already"));
            }
            other => other?,
        }
        let detail = serde_json::json!({ "roles": row.roles });
        self.audit(&tx, actor, "user_created", ("user", &row.id.to_string()), detail).await?;
        tx.commit().await?;
        self.forget_names();
        Ok(view(Vec::new(), false, row, &teams))
    }

    /// For the command line, where the first user may come before any team: the root team is made with it.
    pub async fn create_first_or_user(&self, actor: &Actor, asked: CreateUser) -> Result<UserView, AppError> {
        actor.require(Right::ManagePeople)?;
        if store::people::teams(&self.store).await?.is_empty() {
            let id = self.new_id();
            let root = store::entities::team::Model {
                id,
                name: "Tuoke".to_owned(),
                parent_id: None,
                path: format!("/{id}/"),
                created_at: self.now_ms(),
                version: 1,
            };
            let tx = self.store.begin().await?;
            store::people::insert_teams(&tx, vec![root]).await?;
            tx.commit().await?;
        }
        self.create_user(actor, asked).await
    }

    pub async fn edit_user(&self, actor: &Actor, id: Uuid, edit: EditUser) -> Result<UserView, AppError> {
        actor.require(Right::ManagePeople)?;
        let mut row = store::people::user(&self.store, id).await?.ok_or(AppError::NotFound("user"))?;
        let teams = store::people::teams(&self.store).await?;
        check_version_if_named(edit.version, row.version)?;
        let before = (row.team_id, row.active, row.roles.clone());
        if let Some(name) = edit.name {
            row.name = checked_name(&name)?;
        }
        if let Some(roles) = edit.roles {
            if roles.is_empty() {
                return Err(AppError::invalid("/roles", "required", "choose at least one role"));
            }
            row.roles = Roles::new(roles).to_codes();
        }
        if let Some(team) = edit.team_id {
            check_team(&teams, Some(team))?;
            row.team_id = Some(team);
        }
        if let Some(active) = edit.active {
            row.active = active;
        }
        let tx = self.store.begin().await?;
        let keeps = row.active && Roles::from_codes(&row.roles).has(Role::Administrator);
        if !keeps && !self.other_administrator(&tx, id).await? {
            return Err(AppError::conflict(
                "last_administrator",
                "the last administrator cannot be switched off or lose the role",
            ));
        }
        let row = store::people::update_user(&tx, row).await?;
        if !row.active || row.roles != before.2 {
            store::people::end_sessions(&tx, id, None).await?;
        }
        if row.team_id != before.0 {
            store::parties::move_team(&tx, id, row.team_id).await?;
            self.deals_move_team(&tx, actor, id, row.team_id).await?;
        }
        if let Some(places) = &edit.territory {
            store::people::replace_territory(&tx, id, tidy_places(places)).await?;
        }
        if before.1 && !row.active {
            self.leave_behind(&tx, actor, id).await?;
            self.end_deputies_with(&tx, actor, id).await?;
        }
        let territory = store::people::territory(&tx, id).await?;
        let enrolled = store::sign_in::has_second_factor(&tx, id).await?;
        let detail = serde_json::json!({ "active": row.active, "roles": row.roles });
        self.audit(&tx, actor, "user_changed", ("user", &id.to_string()), detail).await?;
        tx.commit().await?;
        self.forget_names();
        Ok(view(territory, enrolled, row, &teams))
    }

    /// Ends all of somebody's sessions.
    pub async fn end_sessions_of(&self, actor: &Actor, user: Uuid) -> Result<(), AppError> {
        actor.require(Right::ManagePeople)?;
        store::people::user(&self.store, user).await?.ok_or(AppError::NotFound("user"))?;
        let tx = self.store.begin().await?;
        let ended = store::people::end_sessions(&tx, user, None).await?;
        let detail = serde_json::json!({ "count": ended });
        self.audit(&tx, actor, "sessions_ended", ("user", &user.to_string()), detail).await?;
        Ok(tx.commit().await?)
    }

    async fn other_administrator(&self, tx: &store::Tx, id: Uuid) -> Result<bool, AppError> {
        let users = store::people::users(tx).await?;
        Ok(users.iter().any(|u| u.id != id && u.active && Roles::from_codes(&u.roles).has(Role::Administrator)))
    }
}

/// Places without blanks and doubles, at most a hundred.
fn tidy_places(places: &[String]) -> Vec<String> {
    let mut tidy: Vec<String> = Vec::new();
    for place in places {
        let place: String = place.trim().chars().take(40).collect();
        if !place.is_empty() && !tidy.contains(&place) && tidy.len() < 100 {
            tidy.push(place);
        }
    }
    tidy
}

fn view(
    territory: Vec<String>,
    second_factor: bool,
    row: user_account::Model,
    teams: &[store::entities::team::Model],
) -> UserView {
    let team = row.team_id.and_then(|id| teams.iter().find(|t| t.id == id));
    UserView {
        id: row.id,
        name: row.name,
        email: row.email,
        roles: Roles::from_codes(&row.roles).to_vec(),
        team: team.map(|t| NameRef { id: t.id, name: t.name.clone() }),
        locale: row.locale,
        active: row.active,
        second_factor,
        territory,
        created_at: row.created_at.into(),
        version: row.version,
    }
}

fn check_team(teams: &[store::entities::team::Model], team: Option<Uuid>) -> Result<(), AppError> {
    match team {
        Some(id) if !teams.iter().any(|t| t.id == id) => {
            Err(AppError::invalid("/team_id", "unknown", "there is no such team"))
        }
        _ => Ok(()),
    }
}

pub(super) fn checked_name(name: &str) -> Result<String, AppError> {
    let name = name.trim();
    match name.chars().count() {
        0 => Err(AppError::invalid("/name", "required", "a name is needed")),
        1..=100 => Ok(name.to_owned()),
        _ => Err(AppError::invalid("/name", "too_long", "use at most 100 characters")),
    }
}

pub(super) fn checked_email(email: &str) -> Result<String, AppError> {
    let email = normal_email(email);
    if email.is_empty() {
        return Err(AppError::invalid("/email", "required", "an e-mail address is needed"));
    }
    text::normalise::parse_email(&email)
        .map_err(|_| AppError::invalid("/email", "malformed", "this is not an e-mail address"))
}

pub(super) fn checked_locale(locale: &str) -> Result<String, AppError> {
    match locale {
        "zh" | "en" => Ok(locale.to_owned()),
        _ => Err(AppError::invalid("/locale", "unknown", "the languages are zh and en")),
    }
}
