//! Passwords: what a new one must be, and argon2id.
//!
//! The rules follow NIST SP 800-63B: length counts, kinds of characters do not, and what is guessed first is refused.

use argon2::{
    Argon2, PasswordHash, PasswordHasher, PasswordVerifier,
    password_hash::{SaltString, rand_core::OsRng},
};

use uuid::Uuid;

use super::credentials::hex;
use crate::{AppError, FieldError};

/// Characters a password must have at least; longer is better than mixed.
pub const PASSWORD_LENGTH: usize = 12;
const PASSWORD_LENGTH_AT_MOST: usize = 256;
/// A password found within so many guesses is one of those that everybody tries: a common one, a row of keys, a
/// repetition, the own name with a number behind it.
const GUESSES_AT_LEAST: u64 = 1_000_000;
/// What people who work with this product would take first.
const OURS: [&str; 3] = ["tuoke", "拓客", "crm"];

/// Checks a new password; the pointer names the field in the error, `about` is what is known of its owner.
pub(super) fn check_new_password(password: &str, about: &[&str], pointer: &str) -> Option<FieldError> {
    let length = password.chars().count();
    if length < PASSWORD_LENGTH {
        return Some(FieldError::new(pointer, "too_short", format!("use at least {PASSWORD_LENGTH} characters")));
    }
    if length > PASSWORD_LENGTH_AT_MOST {
        return Some(FieldError::new(pointer, "too_long", format!("use at most {PASSWORD_LENGTH_AT_MOST} characters")));
    }
    if is_guessed_early(password, about) {
        return Some(FieldError::new(
            pointer,
            "common",
            "this password is among the first that are tried; use another",
        ));
    }
    None
}

fn is_guessed_early(password: &str, about: &[&str]) -> bool {
    let parts = about.iter().flat_map(|text| text.split(['@', '.', ' '])).filter(|part| part.chars().count() > 1);
    let known: Vec<&str> = about.iter().copied().chain(parts).chain(OURS).collect();
    zxcvbn::zxcvbn(password, &known).guesses() < GUESSES_AT_LEAST
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

/// Hashes recovery codes like passwords, since they are short. The owner's id is the salt, so that a code is found by
/// its hash.
pub(super) async fn hash_codes(codes: Vec<String>, owner: Uuid) -> Result<Vec<String>, AppError> {
    blocking(move || {
        let hash = |code: &String| {
            let mut out = [0_u8; 32];
            Argon2::default().hash_password_into(code.as_bytes(), owner.as_bytes(), &mut out).map(|()| hex(&out))
        };
        codes.iter().map(hash).collect::<Result<Vec<_>, _>>()
    })
    .await?
    .map_err(|error| AppError::Internal(format!("hashing a code: {error}")))
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| AppError::Internal(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(password: &str) -> Option<String> {
        check_new_password(password, &["陈小明", "chen.xiaoming@example.com"], "/new").map(|error| error.code)
    }

    #[test]
    fn what_is_guessed_first_is_refused_whatever_its_length() {
        for password in [
            "123456789012",
            "password1234",
            "passwordpassword",
            "aaaaaaaaaaaaaa",
            "qwertyuiop[]",
            "1q2w3e4r5t6y",
            "abcabcabcabcabc",
            "tuoketuoketuoke",
            "xiaoming2026",
            "chen.xiaoming@example.com",
        ] {
            assert_eq!(refused(password).as_deref(), Some("common"), "{password}");
        }
    }

    #[test]
    fn length_is_enough_without_kinds_of_characters() {
        for password in
            ["correct horse battery", "landlord-teapot-violin", "每天早上八点半喝一杯豆浆", "lkajsdhfqpwoeiru"]
        {
            assert_eq!(refused(password), None, "{password}");
        }
        assert_eq!(refused("Ab1!Ab1!x").as_deref(), Some("too_short"));
        assert_eq!(refused(&"x7".repeat(129)).as_deref(), Some("too_long"));
    }

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
