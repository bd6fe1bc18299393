//! Arriving: by password or from an identity provider, with or without a second factor, and proving it again before a
//! dangerous act.

use serde::{Deserialize, Serialize};
use store::entities::{known_device, user_account};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    credentials::{hash_secret, new_secret},
    normal_email,
    passwords::verify_password,
    second_factor::{EnterCode, EnteredCode, Proof, wrong_code},
};
use crate::{Actor, App, AppError, Roles};

/// How far somebody came with the first thing they showed.
#[derive(Clone, Debug)]
pub enum Arrival {
    Here(Actor),
    /// this user's second factor is asked next
    SecondFactor(Uuid),
}

impl Arrival {
    pub fn user(&self) -> Uuid {
        match self {
            Self::Here(actor) => actor.user,
            Self::SecondFactor(user) => *user,
        }
    }
}

/// With what somebody proves to be themselves: the strongest thing they have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProofKind {
    /// a code of the second factor
    Code,
    Password,
    /// signing in at the identity provider again
    Provider,
}

/// One of the two, as [`ProofKind`] asks.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Prove {
    #[schema(format = Password)]
    pub password: Option<String>,
    pub code: Option<String>,
}

impl std::fmt::Debug for Prove {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Prove")
    }
}

/// A session's person, and whether a second factor has to be set up before anything else.
#[derive(Clone, Debug)]
pub struct Present {
    pub actor: Actor,
    pub must_enrol: bool,
}

impl App {
    /// Checks an e-mail and a password.
    pub async fn sign_in(&self, email: &str, password: String) -> Result<Arrival, AppError> {
        let row = store::people::user_by_email(&self.store, &normal_email(email)).await?;
        let hash = row.as_ref().filter(|user| user.active).and_then(|user| user.password_hash.clone());
        let fits = verify_password(password, hash).await?;
        let rules = self.sign_in_rules().await?;
        match row {
            Some(user) if fits && rules.allows_password(&Roles::from_codes(&user.roles)) => {
                self.arrive(user, "password").await
            }
            other => {
                self.note_refusal(other.map(|user| user.id), "password").await?;
                Err(AppError::WrongCredentials)
            }
        }
    }

    /// Lets an active user in, or asks for the second factor.
    pub(super) async fn arrive(&self, user: user_account::Model, by: &str) -> Result<Arrival, AppError> {
        if store::sign_in::has_second_factor(&self.store, user.id).await? {
            return Ok(Arrival::SecondFactor(user.id));
        }
        let actor = self.actor_of(&user).await?;
        self.note_arrival(&actor, by).await?;
        Ok(Arrival::Here(actor))
    }

    /// Checks the second factor of somebody whose first was right.
    pub async fn sign_in_with_code(&self, user: Uuid, entered: EnterCode) -> Result<Actor, AppError> {
        let actor = self.actor(user).await?.ok_or(AppError::NotSignedIn)?;
        let by = match self.take_entered(user, &entered.code).await? {
            Proof::Wrong => {
                self.note_refusal(Some(user), "code").await?;
                return Err(wrong_code());
            }
            Proof::Code => "code",
            Proof::RecoveryCode => "recovery_code",
        };
        self.note_arrival(&actor, by).await?;
        Ok(actor)
    }

    /// With what somebody proves again to be themselves.
    pub(super) async fn proof_kind(&self, user: &user_account::Model) -> Result<ProofKind, AppError> {
        Ok(if store::sign_in::has_second_factor(&self.store, user.id).await? {
            ProofKind::Code
        } else if user.password_hash.is_some() {
            ProofKind::Password
        } else {
            ProofKind::Provider
        })
    }

    /// Proves again, before a dangerous act, that it is still the same person.
    pub async fn prove(&self, actor: &Actor, shown: Prove) -> Result<(), AppError> {
        let row = self.own_row(actor).await?;
        let wrong = match self.proof_kind(&row).await? {
            ProofKind::Code => match self.take_entered(actor.user, &shown.code.unwrap_or_default()).await? {
                Proof::Wrong => wrong_code(),
                Proof::Code | Proof::RecoveryCode => return Ok(()),
            },
            ProofKind::Password => {
                if verify_password(shown.password.unwrap_or_default(), row.password_hash).await? {
                    return Ok(());
                }
                AppError::invalid("/password", "wrong", "the password is not right")
            }
            ProofKind::Provider => {
                return Err(AppError::conflict("prove_at_provider", "sign in again at the provider"));
            }
        };
        self.note_refusal(Some(actor.user), "proof").await?;
        Err(wrong)
    }

    async fn take_entered(&self, user: Uuid, entered: &str) -> Result<Proof, AppError> {
        let entered = EnteredCode::read(entered, user).await?;
        let tx = self.store.begin().await?;
        let proof = self.take_proof(&tx, user, &entered).await?;
        tx.commit().await?;
        Ok(proof)
    }

    /// Whom a session belongs to; none where the user is gone or switched off.
    pub async fn present(&self, user: Uuid) -> Result<Option<Present>, AppError> {
        let Some(actor) = self.actor(user).await? else { return Ok(None) };
        let must_enrol = self.sign_in_rules().await?.demands_second_factor(&actor.roles)
            && !store::sign_in::has_second_factor(&self.store, user).await?;
        Ok(Some(Present { actor, must_enrol }))
    }

    /// Remembers the browser from which somebody has signed in; answers what it keeps.
    pub async fn remember_device(&self, user: Uuid, device: Option<String>) -> Result<String, AppError> {
        let device = device.filter(|known| known.len() == 64).unwrap_or_else(new_secret);
        let now = self.now_ms();
        let row = known_device::Model { hash: hash_secret(&device), user_id: user, created_at: now, seen_at: now };
        let tx = self.store.begin().await?;
        store::sign_in::remember_device(&tx, row).await?;
        tx.commit().await?;
        Ok(device)
    }

    async fn note_arrival(&self, actor: &Actor, by: &str) -> Result<(), AppError> {
        let tx = self.store.begin().await?;
        let detail = serde_json::json!({ "by": by });
        self.audit(&tx, actor, "signed_in", ("user", &actor.user.to_string()), detail).await?;
        Ok(tx.commit().await?)
    }

    /// Writes down an attempt that was refused; of an unknown account too, so that both take the same time.
    pub(super) async fn note_refusal(&self, user: Option<Uuid>, by: &str) -> Result<(), AppError> {
        let subject = user.map_or_else(|| "unknown".to_owned(), |id| id.to_string());
        let tx = self.store.begin().await?;
        let detail = serde_json::json!({ "by": by });
        self.audit(&tx, &Actor::system(), "sign_in_refused", ("user", &subject), detail).await?;
        Ok(tx.commit().await?)
    }
}
