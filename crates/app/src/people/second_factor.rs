//! The second factor: codes of an app on the phone (TOTP, RFC 6238), and recovery codes for the day the phone is lost.

use method::Timestamp;
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    entities::{recovery_code, second_factor},
};
use totp_rs::{Builder, Secret, Totp};
use utoipa::ToSchema;
use uuid::Uuid;

use super::passwords::hash_codes;
use crate::{Actor, App, AppError, Right};

/// Recovery codes made at a time.
const RECOVERY_CODES: usize = 10;
/// Bytes of the shared secret (RFC 4226 recommends 160 bits).
const SECRET_BYTES: usize = 20;
/// Letters and digits that cannot be taken for one another.
const ALPHABET: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// How it stands with the own second factor.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SecondFactorView {
    /// since when it is in force
    pub since: Option<Timestamp>,
    /// recovery codes that are still good
    pub recovery_codes_left: u64,
    /// whether the own roles have to have one
    pub demanded: bool,
}

/// What an app on the phone needs to know; shown until the first code confirms that it does.
#[derive(Clone, Serialize, ToSchema)]
pub struct Enrolment {
    /// in base32, for typing
    pub secret: String,
    /// the same as an address that apps open
    pub uri: String,
    /// the address as a QR code
    pub qr: QrCode,
}

impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Enrolment")
    }
}

/// A QR code as an SVG path of dark squares of side one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QrCode {
    /// side of the code in squares, without the quiet zone around it
    pub size: usize,
    pub path: String,
}

/// Recovery codes just made; they are never shown again.
#[derive(Clone, Serialize, ToSchema)]
pub struct RecoveryCodes {
    pub codes: Vec<String>,
}

impl std::fmt::Debug for RecoveryCodes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RecoveryCodes").field("count", &self.codes.len()).finish()
    }
}

/// A code of the second factor, or a recovery code.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnterCode {
    pub code: String,
}

impl std::fmt::Debug for EnterCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EnterCode")
    }
}

impl App {
    pub async fn second_factor(&self, actor: &Actor) -> Result<SecondFactorView, AppError> {
        let row = store::sign_in::second_factor(&self.store, actor.user).await?;
        let demanded = self.sign_in_rules().await?.demands_second_factor(&actor.roles);
        Ok(SecondFactorView {
            since: row.and_then(|row| row.confirmed_at).map(Timestamp::from),
            recovery_codes_left: store::sign_in::recovery_codes_left(&self.store, actor.user).await?,
            demanded,
        })
    }

    /// Begins the enrolment: a new secret, which is not in force before a code confirms it.
    pub async fn begin_second_factor(&self, actor: &Actor) -> Result<Enrolment, AppError> {
        let account = self.own_row(actor).await?;
        let mut secret = [0_u8; SECRET_BYTES];
        rand::RngCore::fill_bytes(&mut rand::rng(), &mut secret);
        let row = second_factor::Model {
            user_id: actor.user,
            secret: self.secret_key()?.seal(&secret, &actor.user.to_string())?,
            created_at: self.now_ms(),
            last_step: 0,
            confirmed_at: None,
        };
        let tx = self.store.begin().await?;
        store::people::lock(&tx, actor.user).await?;
        if store::sign_in::has_second_factor(&tx, actor.user).await? {
            return Err(already_there());
        }
        store::sign_in::replace_second_factor(&tx, row).await?;
        tx.commit().await?;
        let uri = totp(&secret, Some(&account.email))?.to_url().map_err(unusable)?;
        let qr = draw(&uri)?;
        Ok(Enrolment { secret: Secret::from(secret.as_slice()).to_base32(), uri, qr })
    }

    /// Puts the second factor in force with a first code; answers the recovery codes.
    pub async fn confirm_second_factor(&self, actor: &Actor, entered: EnterCode) -> Result<RecoveryCodes, AppError> {
        let (codes, rows) = self.new_codes(actor.user).await?;
        let tx = self.store.begin().await?;
        store::people::lock(&tx, actor.user).await?;
        let Some(row) = store::sign_in::second_factor(&tx, actor.user).await? else {
            return Err(AppError::NotFound("second factor"));
        };
        if row.confirmed_at.is_some() {
            return Err(already_there());
        }
        if !self.take_code(&tx, &row, &entered.code).await? {
            return Err(wrong_code());
        }
        store::sign_in::confirm_second_factor(&tx, actor.user, self.now_ms()).await?;
        store::sign_in::replace_recovery_codes(&tx, actor.user, rows).await?;
        self.audit(&tx, actor, "second_factor_on", ("user", &actor.user.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// New recovery codes in the place of the old ones.
    pub async fn renew_recovery_codes(&self, actor: &Actor) -> Result<RecoveryCodes, AppError> {
        let (codes, rows) = self.new_codes(actor.user).await?;
        let tx = self.store.begin().await?;
        store::people::lock(&tx, actor.user).await?;
        if !store::sign_in::has_second_factor(&tx, actor.user).await? {
            return Err(AppError::NotFound("second factor"));
        }
        store::sign_in::replace_recovery_codes(&tx, actor.user, rows).await?;
        let subject = actor.user.to_string();
        self.audit(&tx, actor, "recovery_codes_renewed", ("user", &subject), serde_json::json!({})).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Turns the own second factor off, unless the own roles have to have one.
    pub async fn end_second_factor(&self, actor: &Actor) -> Result<(), AppError> {
        if self.sign_in_rules().await?.demands_second_factor(&actor.roles) {
            return Err(AppError::conflict("second_factor_demanded", "your role has to have a second factor"));
        }
        self.drop_second_factor(actor, actor.user, "second_factor_off").await
    }

    /// Removes somebody's second factor, who lost the phone and the recovery codes; their sessions end.
    pub async fn reset_second_factor(&self, actor: &Actor, user: Uuid) -> Result<(), AppError> {
        actor.require(Right::ManagePeople)?;
        store::people::user(&self.store, user).await?.ok_or(AppError::NotFound("user"))?;
        self.drop_second_factor(actor, user, "second_factor_reset").await
    }

    async fn drop_second_factor(&self, actor: &Actor, user: Uuid, action: &str) -> Result<(), AppError> {
        let tx = self.store.begin().await?;
        if !store::sign_in::delete_second_factor(&tx, user).await? {
            return Err(AppError::NotFound("second factor"));
        }
        if user != actor.user {
            store::people::end_sessions(&tx, user, None).await?;
        }
        self.audit(&tx, actor, action, ("user", &user.to_string()), serde_json::json!({})).await?;
        Ok(tx.commit().await?)
    }

    /// Takes a code of the second factor, or a recovery code, in this transaction. Either is good once.
    pub(super) async fn take_proof(&self, tx: &Tx, user: Uuid, entered: &EnteredCode) -> Result<Proof, AppError> {
        let taken = match entered {
            EnteredCode::Digits(digits) => {
                let row = store::sign_in::second_factor(tx, user).await?.filter(|row| row.confirmed_at.is_some());
                match row {
                    Some(row) if self.take_code(tx, &row, digits).await? => Proof::Code,
                    _ => Proof::Wrong,
                }
            }
            EnteredCode::Recovery(hash) => {
                let used = store::sign_in::use_recovery_code(tx, user, hash, self.now_ms()).await?;
                if used { Proof::RecoveryCode } else { Proof::Wrong }
            }
        };
        Ok(taken)
    }

    /// Whether the code is that of this moment, give or take one step, and was not taken before.
    async fn take_code(&self, tx: &Tx, row: &second_factor::Model, entered: &str) -> Result<bool, AppError> {
        let Some(secret) = self.secret_key()?.open(&row.secret, &row.user_id.to_string()) else {
            tracing::error!(user = %row.user_id, "a second factor was sealed with another key than this server's");
            return Ok(false);
        };
        let digits: String = entered.chars().filter(|c| !c.is_whitespace()).collect();
        let seconds = u64::try_from(self.now_ms() / 1_000).unwrap_or_default();
        let Some(step) = totp(&secret, None)?.check(&digits, seconds) else { return Ok(false) };
        Ok(store::sign_in::take_step(tx, row.user_id, i64::try_from(step).unwrap_or(i64::MAX)).await?)
    }

    async fn new_codes(&self, user: Uuid) -> Result<(RecoveryCodes, Vec<recovery_code::Model>), AppError> {
        let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| new_code()).collect();
        let hashes = hash_codes(codes.iter().map(|code| normal_code(code)).collect(), user).await?;
        let created_at = self.now_ms();
        let row = |hash| recovery_code::Model { user_id: user, hash, created_at, used_at: None };
        Ok((RecoveryCodes { codes }, hashes.into_iter().map(row).collect()))
    }
}

/// What was typed into the field for a code, ready to be compared.
pub(super) enum EnteredCode {
    /// six digits of the app
    Digits(String),
    /// the hash of a recovery code
    Recovery(String),
}

impl EnteredCode {
    pub(super) async fn read(entered: &str, user: Uuid) -> Result<Self, AppError> {
        let compact: String = entered.chars().filter(|c| !c.is_whitespace()).collect();
        if compact.len() == 6 && compact.chars().all(|c| c.is_ascii_digit()) {
            return Ok(Self::Digits(compact));
        }
        let hash = hash_codes(vec![normal_code(entered)], user).await?.pop().unwrap_or_default();
        Ok(Self::Recovery(hash))
    }
}

/// What a code proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    Wrong,
    Code,
    RecoveryCode,
}

pub(super) fn wrong_code() -> AppError {
    AppError::invalid("/code", "wrong_code", "the code is not right, or was used before")
}

fn already_there() -> AppError {
    AppError::conflict("second_factor_there", "there is a second factor already; turn it off first")
}

/// Six digits every thirty seconds by SHA-1, which is all that some apps know; one step to either side is heard.
fn totp(secret: &[u8], account: Option<&str>) -> Result<Totp, AppError> {
    let builder = Builder::new().with_secret(Secret::from(secret)).with_issuer(Some("Tuoke"));
    // a colon would end the issuer's name in the address
    builder.with_account_name(account.unwrap_or_default().replace(':', " ")).build().map_err(unusable)
}

fn unusable(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(format!("a second factor cannot be made: {error}"))
}

fn draw(text: &str) -> Result<QrCode, AppError> {
    use std::fmt::Write;
    let code = qrcode::QrCode::new(text).map_err(unusable)?;
    let size = code.width();
    let mut path = String::new();
    for (at, colour) in code.to_colors().into_iter().enumerate() {
        if colour == qrcode::Color::Dark {
            let _ = write!(path, "M{} {}h1v1h-1z", at % size, at / size);
        }
    }
    Ok(QrCode { size, path })
}

/// Ten characters of 31 kinds: close to 50 bits, behind a hash that is slow.
fn new_code() -> String {
    use rand::Rng;
    let mut rng = rand::rng();
    let kinds = ALPHABET.len() - 1;
    let mut part = || -> String { (0..5).map(|_| char::from(ALPHABET[rng.random_range(0..kinds)])).collect() };
    format!("{}-{}", part(), part())
}

/// A recovery code as it is compared: however it was typed.
fn normal_code(entered: &str) -> String {
    entered.chars().filter(char::is_ascii_alphanumeric).take(64).collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_that_of_the_standard() {
        // RFC 6238, appendix B, shortened to six digits
        let secret = b"12345678901234567890";
        let totp = totp(secret, None).expect("a generator");
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(totp.generate(seconds).to_string(), code);
            assert_eq!(totp.check(code, seconds), Some(seconds / 30));
            assert_eq!(totp.check(code, seconds + 30), Some(seconds / 30), "a step late");
            assert_eq!(totp.check(code, seconds + 90), None);
        }
    }

    #[test]
    fn a_recovery_code_is_the_same_however_it_is_typed() {
        let code = new_code();
        assert_eq!(code.len(), 11);
        assert_eq!(normal_code(&format!(" {} ", code.to_uppercase().replace('-', " "))), normal_code(&code));
        assert_ne!(new_code(), code);
    }

    #[test]
    fn the_drawing_is_a_square_of_squares() {
        let qr = draw("otpauth://totp/Tuoke:a@example.com?secret=AAAA").expect("a drawing");
        assert!(qr.size >= 21);
        // the corner of the first finder pattern
        assert!(qr.path.starts_with("M0 0h1v1h-1z"));
    }
}
