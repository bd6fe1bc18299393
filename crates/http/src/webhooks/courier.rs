//! Carries deliveries: to the address that was looked at, over TLS with the authorities built in, without following
//! redirects, within a time, and reading only the beginning of the answer.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use app::webhooks::{Courier, Parcel, Reachable, Reply, Undelivered, checked_url};
use async_trait::async_trait;
use reqwest::Url;
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
    async fn resolve(&self, url: &Url) -> Result<Vec<SocketAddr>, Undelivered> {
        let host = url.host_str().ok_or(Undelivered::Unresolved)?.trim_matches(['[', ']']);
        let port = url.port_or_known_default().unwrap_or(443);
        let found = tokio::time::timeout(CONNECTED_WITHIN, tokio::net::lookup_host((host, port))).await;
        let addresses: Vec<SocketAddr> =
            found.map_err(|_| Undelivered::Timeout)?.map_err(|_| Undelivered::Unresolved)?.collect();
        if addresses.is_empty() {
            return Err(Undelivered::Unresolved);
        }
        // without TLS only what the operator named is sent anything
        let may = |address: &SocketAddr| match url.scheme() {
            "https" => self.reachable.may_reach(address.ip()),
            _ => self.reachable.names(address.ip()),
        };
        if addresses.iter().all(may) { Ok(addresses) } else { Err(Undelivered::Refused) }
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
        let addresses = self.resolve(&url).await?;
        let host = url.host_str().ok_or(Undelivered::Unresolved)?.trim_matches(['[', ']']).to_owned();
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
    use std::{
        io::{Read, Write},
        net::TcpListener,
    };

    use super::*;

    fn parcel(url: &str) -> Parcel {
        Parcel { url: url.to_owned(), headers: vec![("webhook-id", "1".to_owned())], body: "{}".to_owned() }
    }

    fn allowed() -> HttpCourier {
        let named = Reachable::parse(&["127.0.0.1".to_owned(), "::1".to_owned()]).expect("addresses");
        HttpCourier::new(named).expect("a client")
    }

    /// A receiver that gives this answer once; what it was asked comes back.
    fn answering(answer: String) -> (SocketAddr, std::thread::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let thread = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a caller");
            let mut asked = [0; 4096];
            let mut read = 0;
            while !asked[..read].ends_with(b"\r\n\r\n{}") {
                read += stream.read(&mut asked[read..]).expect("a request");
            }
            stream.write_all(answer.as_bytes()).expect("answered");
            String::from_utf8_lossy(&asked[..read]).into_owned()
        });
        (address, thread)
    }

    #[tokio::test]
    async fn a_name_that_stands_for_this_machine_is_refused_unless_it_is_named() {
        let courier = HttpCourier::new(Reachable::default()).expect("a client");
        for inside in ["https://localhost/", "https://127.0.0.1/", "http://127.0.0.1/", "https://[::1]/"] {
            assert_eq!(courier.carry(parcel(inside)).await, Err(Undelivered::Refused), "{inside}");
        }
        let (address, asked) = answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".to_owned());
        let url = format!("http://localhost:{}/hook?x=1", address.port());
        let reply = allowed().carry(parcel(&url)).await;
        assert_eq!(reply, Ok(Reply { status: 200, body: "ok".to_owned() }));
        let asked = asked.join().expect("a request");
        assert!(asked.starts_with("POST /hook?x=1 ") && asked.contains("webhook-id: 1"), "{asked}");
    }

    #[tokio::test]
    async fn a_redirect_is_not_followed() {
        let other = TcpListener::bind("127.0.0.1:0").expect("a port");
        other.set_nonblocking(true).expect("a listener that does not wait");
        let elsewhere = other.local_addr().expect("an address");
        let answer = format!("HTTP/1.1 307 Over There\r\nLocation: http://{elsewhere}/\r\nContent-Length: 0\r\n\r\n");
        let (address, asked) = answering(answer);
        let reply = allowed().carry(parcel(&format!("http://{address}/"))).await;
        assert_eq!(reply.map(|reply| reply.status), Ok(307));
        asked.join().expect("a request");
        assert!(other.accept().is_err(), "nobody came");
    }

    #[tokio::test]
    async fn of_a_long_answer_the_beginning_is_kept() {
        let long = "长".repeat(100_000);
        let (address, asked) = answering(format!("HTTP/1.1 500 No\r\nContent-Length: {}\r\n\r\n{long}", long.len()));
        let reply = allowed().carry(parcel(&format!("http://{address}/"))).await.expect("an answer");
        assert_eq!(reply.status, 500);
        assert!(reply.body.len() <= KEPT_BYTES + 3 && reply.body.starts_with("长"));
        // the receiver may not have been let finish
        let _ = asked.join();
    }

    #[tokio::test]
    async fn whoever_is_not_there_is_unreachable() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        drop(listener);
        assert_eq!(allowed().carry(parcel(&format!("http://{address}/"))).await, Err(Undelivered::Unreachable));
    }
}
