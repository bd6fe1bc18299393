//! Signing in from an identity provider: the account is known by the provider and what it calls the person, and linked
//! once by the e-mail address.

use store::entities::{external_identity, user_account};
use uuid::Uuid;

use super::{
    arrival::Arrival,
    users::{checked_email, checked_name},
};
use crate::{App, AppError, Role, Roles};

/// Who somebody is, as an identity provider has proved it.
#[derive(Clone, Debug)]
pub struct ProvenIdentity {
    pub issuer: String,
    /// what the provider calls the person, for good
    pub subject: String,
    pub email: Option<String>,
    pub email_verified: bool,
    pub name: Option<String>,
}

/// What a provider's word is worth.
#[derive(Clone, Debug)]
pub struct IdentityRules {
    /// refuse an e-mail address of which the provider does not say that it was verified
    pub email_must_be_verified: bool,
    pub newcomers: Newcomers,
}

/// What becomes of people without an account here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Newcomers {
    Refuse,
    /// they get an account with these roles, in the team of this name or the root
    Take {
        roles: Vec<Role>,
        team: Option<String>,
    },
}

impl App {
    /// Finds the account of a proven identity, links it by its e-mail the first time, or makes one.
    pub async fn sign_in_by_identity(
        &self,
        proven: ProvenIdentity,
        rules: &IdentityRules,
    ) -> Result<Arrival, AppError> {
        let user = self.account_of(&proven, rules).await?;
        if !user.active {
            self.note_refusal(Some(user.id), "provider").await?;
            return Err(AppError::conflict("account_off", "this account is switched off"));
        }
        self.arrive(user, "provider").await
    }

    async fn account_of(
        &self,
        proven: &ProvenIdentity,
        rules: &IdentityRules,
    ) -> Result<user_account::Model, AppError> {
        let tx = self.store.begin().await?;
        let now = self.now_ms();
        if let Some(known) = store::sign_in::identity(&tx, &proven.issuer, &proven.subject).await? {
            let user = store::people::user(&tx, known.user_id).await?.ok_or(AppError::NotFound("user"))?;
            store::sign_in::touch_identity(&tx, known, now).await?;
            tx.commit().await?;
            return Ok(user);
        }
        let email = match &proven.email {
            Some(email) if proven.email_verified || !rules.email_must_be_verified => checked_email(email)
                .map_err(|_| AppError::conflict("email_missing", "the provider gives no e-mail address"))?,
            Some(_) => {
                return Err(AppError::conflict(
                    "email_not_verified",
                    "the provider has not verified the e-mail address",
                ));
            }
            None => return Err(AppError::conflict("email_missing", "the provider gives no e-mail address")),
        };
        let (user, made) = match store::people::user_by_email(&tx, &email).await? {
            Some(user) => (user, false),
            None => (self.newcomer(&tx, &email, proven, &rules.newcomers).await?, true),
        };
        if store::sign_in::identity_of(&tx, user.id, &proven.issuer).await?.is_some() {
            // the address went from one person to another at the provider: who is who, an administrator has to say
            return Err(AppError::conflict(
                "linked_otherwise",
                "the account is linked to somebody else at the provider",
            ));
        }
        let row = external_identity::Model {
            issuer: proven.issuer.clone(),
            subject: proven.subject.clone(),
            user_id: user.id,
            linked_at: now,
            seen_at: now,
        };
        store::sign_in::insert_identity(&tx, row).await?;
        let actor = self.actor_of(&user).await?;
        let detail = serde_json::json!({ "issuer": proven.issuer, "made": made });
        self.audit(&tx, &actor, "identity_linked", ("user", &user.id.to_string()), detail).await?;
        tx.commit().await?;
        self.forget_names();
        Ok(user)
    }

    async fn newcomer(
        &self,
        tx: &store::Tx,
        email: &str,
        proven: &ProvenIdentity,
        newcomers: &Newcomers,
    ) -> Result<user_account::Model, AppError> {
        let Newcomers::Take { roles, team } = newcomers else {
            return Err(AppError::conflict("unknown_account", "there is no account with this e-mail address"));
        };
        let teams = store::people::teams(tx).await?;
        let named = team.as_ref().and_then(|name| teams.iter().find(|one| one.name == *name));
        let team_id: Option<Uuid> =
            named.or_else(|| teams.iter().find(|one| one.parent_id.is_none())).map(|one| one.id);
        let name = proven.name.as_deref().and_then(|name| checked_name(name).ok());
        let row = user_account::Model {
            id: self.new_id(),
            name: name.unwrap_or_else(|| email.split('@').next().unwrap_or(email).to_owned()),
            email: email.to_owned(),
            password_hash: None,
            roles: Roles::new(roles.iter().copied()).to_codes(),
            team_id,
            locale: "zh".to_owned(),
            time_zone: "Asia/Shanghai".to_owned(),
            active: true,
            created_at: self.now_ms(),
            password_changed_at: None,
            version: 1,
        };
        store::people::insert_users(tx, vec![row.clone()]).await?;
        Ok(row)
    }

    /// Refuses, before anything is served, roles of newcomers in a team that does not exist.
    pub async fn has_team(&self, name: &str) -> Result<bool, AppError> {
        Ok(store::people::teams(&self.store).await?.iter().any(|team| team.name == name))
    }
}
