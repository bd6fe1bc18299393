//! Passwords (argon2id) and the hashes of tokens.

use argon2::{
    Argon2, PasswordHash, PasswordHasher, PasswordVerifier,
    password_hash::{SaltString, rand_core::OsRng},
};
use rand::RngCore;
use sha2::{Digest, Sha256};

use crate::{AppError, FieldError};

/// Characters a password must have at least; longer is better than mixed (NIST SP 800-63B).
pub(super) const PASSWORD_LENGTH: usize = 8;
const PASSWORD_LENGTH_AT_MOST: usize = 256;

/// Checks a new password; the pointer names the field in the error.
pub(super) fn check_new_password(password: &str, pointer: &str) -> Option<FieldError> {
    let length = password.chars().count();
    if length < PASSWORD_LENGTH {
        Some(FieldError::new(pointer, "too_short", format!("use at least {PASSWORD_LENGTH} characters")))
    } else if length > PASSWORD_LENGTH_AT_MOST {
        Some(FieldError::new(pointer, "too_long", format!("use at most {PASSWORD_LENGTH_AT_MOST} characters")))
    } else {
        None
    }
}

/// Hashes on a thread of its own: it takes tens of milliseconds by design.
pub(crate) async fn hash_password(password: String) -> Result<String, AppError> {
    blocking(move || {
        let salt = SaltString::generate(&mut OsRng);
        Argon2::default().hash_password(password.as_bytes(), &salt).map(|hash| hash.to_string())
    })
    .await?
    .map_err(|error| AppError::Internal(format!("hashing a password: {error}")))
}

/// A hash that no password has, to spend the same time where there is no user.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$dHVva2UtZHVtbXktc2FsdA$7lJ9sKX4nZ0r8m5cYVfM1pG0u1q6y0w3kq2t5b8n9aQ";

/// Compares with the hash; without one the same time is spent, so that answers do not tell who has an account.
pub(super) async fn verify_password(password: String, hash: Option<String>) -> Result<bool, AppError> {
    blocking(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
        let matches = PasswordHash::new(&hash)
            .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok());
        known && matches
    })
    .await
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| AppError::Internal(error.to_string()))
}

/// A random secret of 256 bits in hexadecimal.
pub(super) fn new_secret() -> String {
    let mut bytes = [0_u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    hex(&bytes)
}

/// What is kept of a secret.
pub(crate) fn hash_secret(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_nobody_is_one_that_takes_time() {
        let parsed = PasswordHash::new(NOBODY).expect("a hash that can be read");
        assert!(Argon2::default().verify_password(b"anything", &parsed).is_err());
        // the same cost as a real one
        let salt = SaltString::encode_b64(b"a salt of sixteen").expect("a salt");
        let real = Argon2::default().hash_password(b"secret", &salt).expect("a hash");
        let of = |hash: &PasswordHash<'_>, name: &str| hash.params.get_decimal(name);
        for name in ["m", "t", "p"] {
            assert_eq!(of(&real, name), of(&parsed, name), "{name}");
        }
    }
}
