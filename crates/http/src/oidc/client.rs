//! One identity provider: the way there, and what came back.

use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use app::people::{IdentityRules, ProvenIdentity};
use openidconnect::{
    AccessTokenHash, AuthType, AuthenticationFlow, AuthorizationCode, ClientId, ClientSecret, CsrfToken, IssuerUrl,
    Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
    core::{
        CoreAuthPrompt, CoreClientAuthMethod, CoreJwsSigningAlgorithm as Algorithm, CoreProviderMetadata,
        CoreResponseType,
    },
};
use serde::{Deserialize, Serialize};
use tokio::sync::RwLock;

use super::{
    OidcError, OidcProvider,
    claims::{Claims, Discovered, Said, Tokens, UserInfo},
    is_safe,
    outgoing::Outgoing,
};

/// Discovery and keys are asked for again after so long.
const KEPT: Duration = Duration::from_secs(300);

/// Signatures by a key that only the provider has. One made with the client's own secret proves little, and none nothing.
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RsaSsaPkcs1V15Sha256,
    Algorithm::RsaSsaPkcs1V15Sha384,
    Algorithm::RsaSsaPkcs1V15Sha512,
    Algorithm::RsaSsaPssSha256,
    Algorithm::RsaSsaPssSha384,
    Algorithm::RsaSsaPssSha512,
    Algorithm::EcdsaP256Sha256,
    Algorithm::EcdsaP384Sha384,
    Algorithm::EdDsa,
];

/// Why nobody came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// it does not answer, or not as a provider does
    Down,
    /// it, or the person before it, said no
    Declined,
    /// it was not begun here, or too long ago
    Stale,
    /// what it says does not hold
    Unproven,
}

impl Refusal {
    pub fn code(self) -> &'static str {
        match self {
            Self::Down => "provider_down",
            Self::Declined => "provider_declined",
            Self::Stale => "sign_in_stale",
            Self::Unproven => "provider_unproven",
        }
    }
}

/// What this server keeps of somebody who is at the provider.
#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct Journey {
    pub provider: String,
    state: String,
    nonce: String,
    verifier: String,
    /// where to go afterwards
    pub to: String,
}

impl fmt::Debug for Journey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journey").field("provider", &self.provider).finish_non_exhaustive()
    }
}

pub(crate) struct Provider {
    configured: OidcProvider,
    return_url: RedirectUrl,
    issuer: IssuerUrl,
    outgoing: Outgoing,
    discovered: RwLock<Option<(Arc<CoreProviderMetadata>, Instant)>>,
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.configured.fmt(f)
    }
}

impl Provider {
    pub fn new(base: &str, configured: OidcProvider) -> Result<Self, OidcError> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if configured.id.is_empty() || !configured.id.chars().all(fits) {
            return Err(OidcError::Id(configured.id));
        }
        let return_url = format!("{base}/api/v1/sign-in/{}/return", configured.id);
        let checked = |address: &str| is_safe(address).then_some(()).ok_or(OidcError::Address(address.to_owned()));
        checked(&configured.issuer)?;
        checked(&return_url)?;
        Ok(Self {
            return_url: RedirectUrl::new(return_url.clone()).map_err(|_| OidcError::Address(return_url))?,
            issuer: IssuerUrl::new(configured.issuer.clone())
                .map_err(|_| OidcError::Address(configured.issuer.clone()))?,
            outgoing: Outgoing::new(configured.ca_file.as_deref())?,
            discovered: RwLock::default(),
            configured,
        })
    }

    pub fn id(&self) -> &str {
        &self.configured.id
    }

    pub fn label(&self) -> &str {
        &self.configured.label
    }

    pub fn rules(&self) -> &IdentityRules {
        &self.configured.rules
    }

    /// The address at the provider where somebody signs in, and what to keep meanwhile. `again` asks for the person
    /// even where the provider knows them.
    pub async fn depart(&self, to: String, again: bool) -> Result<(String, Journey), Refusal> {
        // asked each time, so that a provider that is down is told by the page rather than by an error of the browser
        let client = self.client(&*self.metadata(true).await?);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let mut way = client
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .set_pkce_challenge(challenge);
        for scope in &self.configured.scopes {
            way = way.add_scope(Scope::new(scope.clone()));
        }
        if again {
            way = way.add_prompt(CoreAuthPrompt::Login).set_max_age(Duration::ZERO);
        }
        let (address, state, nonce) = way.url();
        let journey = Journey {
            provider: self.configured.id.clone(),
            state: state.secret().clone(),
            nonce: nonce.secret().clone(),
            verifier: verifier.secret().clone(),
            to,
        };
        Ok((address.to_string(), journey))
    }

    /// Whether an answer belongs to what was begun here.
    pub fn belongs(&self, journey: &Journey, state: &str) -> bool {
        // the state came from a session of this browser, so the time of comparing tells nobody anything
        journey.provider == self.configured.id && journey.state == state
    }

    /// Exchanges the code and proves who came back.
    pub async fn arrive(&self, journey: Journey, code: String) -> Result<ProvenIdentity, Refusal> {
        let metadata = self.metadata(false).await?;
        let client = self.client(&metadata);
        let exchange = client.exchange_code(AuthorizationCode::new(code)).map_err(|_| Refusal::Down)?;
        let tokens = exchange
            .set_pkce_verifier(PkceCodeVerifier::new(journey.verifier))
            .request_async(&self.outgoing)
            .await
            .map_err(|error| match error {
                openidconnect::RequestTokenError::ServerResponse(_) => self.refused(Refusal::Unproven, &error),
                _ => self.refused(Refusal::Down, &error),
            })?;
        let nonce = Nonce::new(journey.nonce);
        let claims = match self.claims(&client, &tokens, &nonce) {
            Ok(claims) => claims,
            // the provider may have changed its keys since they were read
            Err(_) => {
                let client = self.client(&*self.metadata(true).await?);
                self.claims(&client, &tokens, &nonce)?
            }
        };
        let mut said = Said::in_token(&claims, &self.configured.email_claim);
        if said.email.is_none()
            && let Some(more) = self.user_info(&client, &tokens, &claims).await
        {
            said = Said { name: more.name.or(said.name), ..more };
        }
        Ok(ProvenIdentity {
            issuer: claims.issuer().to_string(),
            subject: claims.subject().to_string(),
            email: said.email,
            email_verified: said.email_verified,
            name: said.name,
        })
    }

    /// The claims of an ID token that is signed by the provider, meant for this client and this sign-in, and not over.
    fn claims(&self, client: &Discovered, tokens: &Tokens, nonce: &Nonce) -> Result<Claims, Refusal> {
        let token = tokens.id_token().ok_or(Refusal::Unproven)?;
        let verifier = client.id_token_verifier().set_allowed_algs(ALGORITHMS);
        let claims = token.claims(&verifier, nonce).map_err(|error| self.refused(Refusal::Unproven, &error))?;
        if let Some(expected) = claims.access_token_hash() {
            let actual = token
                .signing_alg()
                .ok()
                .zip(token.signing_key(&verifier).ok())
                .and_then(|(alg, key)| AccessTokenHash::from_token(tokens.access_token(), alg, key).ok());
            if actual.as_ref() != Some(expected) {
                return Err(Refusal::Unproven);
            }
        }
        Ok(claims.clone())
    }

    /// What the provider tells on request; of the same person, or it is not listened to.
    async fn user_info(&self, client: &Discovered, tokens: &Tokens, claims: &Claims) -> Option<Said> {
        let subject = claims.subject().clone();
        let asked = client.user_info(tokens.access_token().clone(), Some(subject)).ok()?;
        let info: UserInfo = asked.request_async(&self.outgoing).await.ok()?;
        Some(Said::in_user_info(&info, &self.configured.email_claim))
    }

    async fn metadata(&self, anew: bool) -> Result<Arc<CoreProviderMetadata>, Refusal> {
        if !anew
            && let Some((known, at)) = self.discovered.read().await.as_ref()
            && at.elapsed() < KEPT
        {
            return Ok(known.clone());
        }
        let read = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.outgoing)
            .await
            .map_err(|error| self.refused(Refusal::Down, &error))?;
        let read = Arc::new(read);
        *self.discovered.write().await = Some((read.clone(), Instant::now()));
        Ok(read)
    }

    fn client(&self, metadata: &CoreProviderMetadata) -> Discovered {
        let id = ClientId::new(self.configured.client_id.clone());
        let secret = self.configured.client_secret.clone().map(ClientSecret::new);
        // without a word about it, the standard says that the secret goes into the header
        let by_header = metadata
            .token_endpoint_auth_methods_supported()
            .is_none_or(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretBasic));
        Discovered::from_provider_metadata(metadata.clone(), id, secret)
            .set_redirect_uri(self.return_url.clone())
            .set_auth_type(if by_header { AuthType::BasicAuth } else { AuthType::RequestBody })
    }

    /// Writes into the log why; the person reads what to do about it.
    fn refused(&self, refusal: Refusal, error: &dyn std::error::Error) -> Refusal {
        let mut causes = vec![error.to_string()];
        let mut cause = error.source();
        while let Some(error) = cause {
            causes.push(error.to_string());
            cause = error.source();
        }
        tracing::warn!(provider = %self.configured.id, code = refusal.code(), cause = causes.join(": "), "signing in at a provider failed");
        refusal
    }
}
