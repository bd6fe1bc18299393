//! Carries deliveries: to the address that was looked at, over TLS with the authorities built in, without following
//! redirects, within a time, and reading only the beginning of the answer.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use app::webhooks::{Courier, Parcel, Reachable, Reply, Undelivered, checked_url};
use async_trait::async_trait;
use rustls::{ClientConfig, RootCertStore};

const CONNECTED_WITHIN: Duration = Duration::from_secs(5);
const ANSWERED_WITHIN: Duration = Duration::from_secs(15);
/// Bytes of an answer that are kept to be looked at.
const KEPT_BYTES: usize = 1_000;

/// Sends over HTTP.
#[derive(Clone, Debug)]
pub struct HttpCourier {
    tls: ClientConfig,
    reachable: Reachable,
}

impl HttpCourier {
    pub fn new(reachable: Reachable) -> Result<Self, rustls::Error> {
        let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self { tls, reachable })
    }

    /// Addresses of a host, all of which may be reached: one that may not is a sign that the name is not what it seems.
    async fn resolve(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, Undelivered> {
        let found = tokio::time::timeout(CONNECTED_WITHIN, tokio::net::lookup_host((host, port))).await;
        let addresses: Vec<SocketAddr> =
            found.map_err(|_| Undelivered::Timeout)?.map_err(|_| Undelivered::Unresolved)?.collect();
        if addresses.is_empty() {
            return Err(Undelivered::Unresolved);
        }
        if !addresses.iter().all(|address| self.reachable.may_reach(address.ip())) {
            return Err(Undelivered::Refused);
        }
        Ok(addresses)
    }
}

#[async_trait]
impl Courier for HttpCourier {
    fn reachable(&self) -> &Reachable {
        &self.reachable
    }

    async fn carry(&self, parcel: Parcel) -> Result<Reply, Undelivered> {
        // what was allowed when it was typed need not be allowed now
        let url = checked_url(&parcel.url, &self.reachable).map_err(|_| Undelivered::Refused)?;
        let host = url.host_str().ok_or(Undelivered::Unresolved)?.trim_matches(['[', ']']).to_owned();
        let addresses = self.resolve(&host, url.port_or_known_default().unwrap_or(443)).await?;
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(self.tls.clone())
            .resolve_to_addrs(&host, &addresses)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .connect_timeout(CONNECTED_WITHIN)
            .timeout(ANSWERED_WITHIN)
            .user_agent(concat!("tuoke/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|_| Undelivered::Unreachable)?;
        let mut request = client.post(url).body(parcel.body);
        for (name, value) in parcel.headers {
            request = request.header(name, value);
        }
        let mut answer = request.send().await.map_err(|error| why(&error))?;
        let status = answer.status().as_u16();
        let mut body = Vec::new();
        // an answer that breaks off has come all the same
        while body.len() < KEPT_BYTES
            && let Ok(Some(part)) = answer.chunk().await
        {
            body.extend_from_slice(&part);
        }
        body.truncate(KEPT_BYTES);
        // PostgreSQL takes no zero byte in a text
        let body = String::from_utf8_lossy(&body).replace('\0', "\u{fffd}");
        Ok(Reply { status, body })
    }
}

fn why(error: &reqwest::Error) -> Undelivered {
    if error.is_timeout() { Undelivered::Timeout } else { Undelivered::Unreachable }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_name_that_stands_for_this_machine_is_refused_unless_it_is_named() {
        let parcel = |url: &str| Parcel { url: url.to_owned(), headers: Vec::new(), body: String::new() };
        let courier = HttpCourier::new(Reachable::default()).expect("a client");
        assert_eq!(courier.carry(parcel("https://localhost/")).await, Err(Undelivered::Refused));
        assert_eq!(courier.carry(parcel("https://127.0.0.1/")).await, Err(Undelivered::Refused));
        assert_eq!(courier.carry(parcel("http://127.0.0.1/")).await, Err(Undelivered::Refused));
    }
}
