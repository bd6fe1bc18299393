//! Signatures by the Standard Webhooks specification: HMAC-SHA256 over the id, the moment and the body.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, Mac};
use rand::RngCore;
use sha2::Sha256;

/// How secrets begin.
const PREFIX: &str = "whsec_";

/// A new secret: 32 random bytes as people carry them over to the other system.
pub(crate) fn new_secret() -> String {
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    format!("{PREFIX}{}", STANDARD.encode(bytes))
}

/// The signatures of a body, one for each secret; none where a secret cannot be read.
pub(crate) fn sign(secrets: &[String], id: &str, seconds: i64, body: &str) -> Option<String> {
    let signature = |secret: &String| {
        let key = STANDARD.decode(secret.strip_prefix(PREFIX)?).ok()?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
        mac.update(format!("{id}.{seconds}.{body}").as_bytes());
        Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
    };
    Some(secrets.iter().map(signature).collect::<Option<Vec<_>>>()?.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example that implementations of the specification share.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const SIGNED: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn signed(secrets: &[&str]) -> String {
        let body = r#"{"test": 2432232314}"#;
        let secrets: Vec<String> = secrets.iter().map(|secret| (*secret).to_owned()).collect();
        sign(&secrets, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body).unwrap_or_default()
    }

    #[test]
    fn the_example_of_the_specification_is_signed_as_it_says() {
        assert_eq!(signed(&[SECRET]), SIGNED);
    }

    #[test]
    fn while_a_secret_is_replaced_both_sign() {
        let both = signed(&[&new_secret(), SECRET]);
        assert_eq!(both.split(' ').count(), 2);
        assert!(both.ends_with(SIGNED));
    }

    #[test]
    fn what_is_no_secret_signs_nothing() {
        assert_eq!(signed(&["whsec_?"]), "");
    }

    #[test]
    fn secrets_differ() {
        assert_ne!(new_secret(), new_secret());
    }
}
