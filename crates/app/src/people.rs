//! Users and teams: first-run set-up, signing in, sessions, tokens, administration.

mod account;
mod arrival;
mod attempts;
mod credentials;
mod identities;
mod password_links;
mod passwords;
mod rules;
mod sealed;
mod second_factor;
mod sessions;
mod setup;
mod teams;
mod tokens;
mod users;

pub use account::{ChangePassword, EditMe, Me};
pub use arrival::{Arrival, Present, ProofKind, Prove};
pub use attempts::{AttemptLimits, Rate, Whence};
pub(crate) use credentials::hex;
pub use identities::{IdentityRules, Newcomers, ProvenIdentity};
pub use password_links::{PasswordLink, SetPassword};
pub use passwords::PASSWORD_LENGTH;
pub(crate) use passwords::hash_password;
pub(crate) use rules::RulesInForce;
pub use rules::{ChangeSignInRules, PasswordFor, SignInRules, SignInRulesView};
pub(crate) use sealed::SecretKey;
pub use second_factor::{Enrolment, EnterCode, QrCode, RecoveryCodes, SecondFactorView};
pub use sessions::{SessionView, StoredSession};
pub use setup::{SetUp, SetupState};
pub use teams::{CreateTeam, EditTeam, TeamView};
pub use tokens::{CreateToken, NewToken, Program, TokenView};
pub use users::{CreateUser, EditUser, UserView};

use store::entities::user_account;
use uuid::Uuid;

use crate::{Actor, App, AppError, Role, Roles, Scopes};

impl App {
    /// The actor a user id stands for; none where the user is gone or switched off.
    pub async fn actor(&self, user: Uuid) -> Result<Option<Actor>, AppError> {
        match store::people::user(&self.store, user).await? {
            Some(row) if row.active => Ok(Some(self.actor_of(&row).await?)),
            _ => Ok(None),
        }
    }

    /// The actor of an e-mail address, for the command line.
    pub async fn actor_by_email(&self, email: &str) -> Result<Actor, AppError> {
        match store::people::user_by_email(&self.store, &normal_email(email)).await? {
            Some(row) if row.active => self.actor_of(&row).await,
            _ => Err(AppError::NotFound("user")),
        }
    }

    pub(crate) async fn actor_of(&self, row: &user_account::Model) -> Result<Actor, AppError> {
        let roles = Roles::from_codes(&row.roles);
        let teams = match row.team_id {
            Some(team) if roles.has(Role::Manager) || roles.has(Role::Credit) => self.subtree(team).await?,
            _ => Vec::new(),
        };
        let lent = self.lent_to(row, &teams).await?;
        let (name, scopes) = (row.name.clone(), Scopes::all());
        Ok(Actor { user: row.id, name, roles, team: row.team_id, teams, scopes, lent })
    }

    /// A team and all below it.
    pub(crate) async fn subtree(&self, team: Uuid) -> Result<Vec<Uuid>, AppError> {
        let teams = store::people::teams(&self.store).await?;
        let Some(root) = teams.iter().find(|t| t.id == team) else { return Ok(Vec::new()) };
        let prefix = root.path.clone();
        Ok(teams.into_iter().filter(|t| t.path.starts_with(&prefix)).map(|t| t.id).collect())
    }
}

/// E-mail addresses are compared in lower case and without blanks around.
pub(crate) fn normal_email(email: &str) -> String {
    email.trim().to_lowercase()
}
