//! Signing in at identity providers by OpenID Connect: authorization code with PKCE, state and nonce.
//!
//! What belongs to the protocol is here: discovery, the way there, the way back, and the proof of the ID token. Which
//! account a proven identity is, the use case decides.

mod claims;
mod client;
mod outgoing;

use std::{fmt, path::PathBuf, sync::Arc};

use app::people::IdentityRules;

pub(crate) use client::{Journey, Provider, Refusal};

/// An identity provider as the configuration names it.
#[derive(Clone)]
pub struct OidcProvider {
    /// its part of addresses: lower-case letters, digits and `-`
    pub id: String,
    /// what the button says
    pub label: String,
    /// `https://…`; http only on the own machine
    pub issuer: String,
    pub client_id: String,
    /// none for a public client, which PKCE alone protects
    pub client_secret: Option<String>,
    /// asked for beside `openid`
    pub scopes: Vec<String>,
    /// the claim that holds the e-mail address
    pub email_claim: String,
    /// certificates in PEM form of an authority of one's own, trusted beside the public ones
    pub ca_file: Option<PathBuf>,
    pub rules: IdentityRules,
}

impl fmt::Debug for OidcProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OidcProvider").field("id", &self.id).field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// What is wrong with the configuration of a provider.
#[derive(Debug, thiserror::Error)]
pub enum OidcError {
    #[error("the identity provider's id {0:?} may have lower-case letters, digits and - only")]
    Id(String),
    #[error("there are two identity providers {0:?}")]
    Twice(String),
    #[error("{0:?} is no https address")]
    Address(String),
    #[error("the certificates in {0} cannot be read")]
    Certificates(PathBuf),
    #[error("TLS cannot be set up")]
    Tls(#[from] rustls::Error),
    #[error("the client of the identity provider cannot be made")]
    Client(#[from] reqwest::Error),
}

/// The providers, ready to be asked, and the address by which people reach this server. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Oidc {
    providers: Arc<Vec<Provider>>,
}

impl Oidc {
    /// Checks the configuration; nobody is asked anything before somebody signs in.
    pub fn new(public_url: &str, configured: Vec<OidcProvider>) -> Result<Self, OidcError> {
        let base = public_url.trim_end_matches('/');
        let mut providers: Vec<Provider> = Vec::new();
        for one in configured {
            if providers.iter().any(|known| known.id() == one.id) {
                return Err(OidcError::Twice(one.id));
            }
            providers.push(Provider::new(base, one)?);
        }
        Ok(Self { providers: Arc::new(providers) })
    }

    pub(crate) fn all(&self) -> &[Provider] {
        &self.providers
    }

    pub(crate) fn named(&self, id: &str) -> Option<&Provider> {
        self.providers.iter().find(|one| one.id() == id)
    }
}

/// Whether an address is https, or http on the own machine.
fn is_safe(address: &str) -> bool {
    let Ok(uri) = address.parse::<axum::http::Uri>() else { return false };
    let host = uri.host().unwrap_or_default();
    match uri.scheme_str() {
        Some("https") => !host.is_empty(),
        Some("http") => matches!(host, "127.0.0.1" | "localhost" | "[::1]"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use app::people::Newcomers;

    use super::*;

    fn provider(id: &str, issuer: &str) -> OidcProvider {
        OidcProvider {
            id: id.to_owned(),
            label: "公司账号".to_owned(),
            issuer: issuer.to_owned(),
            client_id: "tuoke".to_owned(),
            client_secret: Some("hidden".to_owned()),
            scopes: Vec::new(),
            email_claim: "email".to_owned(),
            ca_file: None,
            rules: IdentityRules { email_must_be_verified: true, newcomers: Newcomers::Refuse },
        }
    }

    fn refused(configured: Vec<OidcProvider>) -> OidcError {
        Oidc::new("https://crm.example.com", configured).expect_err("this configuration is wrong")
    }

    #[test]
    fn a_provider_without_https_is_trusted_on_the_own_machine_only() {
        assert!(matches!(refused(vec![provider("sso", "http://id.example.com")]), OidcError::Address(_)));
        assert!(matches!(refused(vec![provider("sso", "id.example.com")]), OidcError::Address(_)));
        for issuer in ["https://id.example.com/realms/a", "http://127.0.0.1:4000", "http://localhost:4000"] {
            assert!(Oidc::new("https://crm.example.com/", vec![provider("sso", issuer)]).is_ok(), "{issuer}");
        }
        let far = Oidc::new("http://crm.example.com", vec![provider("sso", "https://id.example.com")]);
        assert!(matches!(far, Err(OidcError::Address(_))), "the way back is protected too");
    }

    #[test]
    fn each_provider_has_a_name_of_its_own() {
        let good = "https://id.example.com";
        assert!(matches!(refused(vec![provider("a", good), provider("a", good)]), OidcError::Twice(_)));
        assert!(matches!(refused(vec![provider("../a", good)]), OidcError::Id(_)));
    }

    #[test]
    fn a_secret_is_not_written_into_a_log() {
        assert!(!format!("{:?}", provider("a", "https://id.example.com")).contains("hidden"));
    }
}
