//! Requests to an identity provider: over TLS with the authorities built in, within a time, to the address asked and no
//! other, and never more than a small answer.

use std::{path::Path, pin::Pin, sync::Arc, time::Duration};

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};

use super::OidcError;

const CONNECTED_WITHIN: Duration = Duration::from_secs(5);
const ANSWERED_WITHIN: Duration = Duration::from_secs(10);
const MOST_BYTES: usize = 1024 * 1024;

/// Sends requests. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Outgoing(reqwest::Client);

/// Why a provider gave no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unanswered {
    #[error("the request failed")]
    Failed(#[from] reqwest::Error),
    #[error("the answer is longer than {MOST_BYTES} bytes")]
    TooLong,
    #[error("the answer is no HTTP")]
    Malformed(#[from] axum::http::Error),
}

impl Outgoing {
    pub fn new(ca_file: Option<&Path>) -> Result<Self, OidcError> {
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        if let Some(path) = ca_file {
            let unread = || OidcError::Certificates(path.to_owned());
            let found = CertificateDer::pem_file_iter(path).map_err(|_| unread())?;
            let (added, _) = roots.add_parsable_certificates(found.filter_map(Result::ok));
            if added == 0 {
                return Err(unread());
            }
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            // a redirect could lead the server to an address that only it can reach
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECTED_WITHIN)
            .timeout(ANSWERED_WITHIN)
            .user_agent(concat!("tuoke/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self(client))
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, Unanswered> {
        let mut answer = self.0.execute(request.try_into()?).await?;
        let mut body = Vec::new();
        while let Some(part) = answer.chunk().await? {
            if body.len() + part.len() > MOST_BYTES {
                return Err(Unanswered::TooLong);
            }
            body.extend_from_slice(&part);
        }
        let mut response = axum::http::Response::builder().status(answer.status());
        if let Some(headers) = response.headers_mut() {
            *headers = std::mem::take(answer.headers_mut());
        }
        Ok(response.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for Outgoing {
    type Error = Unanswered;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Unanswered>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
