//! Where webhooks may go: to the internet, and to those addresses inside that the operator named.
//!
//! A server that fetches what somebody typed can be made to reach what only it can reach. So the address that a name
//! stands for is looked at each time before it is used, and that very address is used.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use url::{Host, Url};

use crate::AppError;

const LONGEST: usize = 2_000;

/// The networks inside that may be reached beside the internet.
#[derive(Clone, Debug, Default)]
pub struct Reachable(Vec<IpNet>);

impl Reachable {
    /// From addresses (`127.0.0.1`) and networks (`10.1.0.0/16`).
    pub fn parse(texts: &[String]) -> Result<Self, String> {
        let network = |text: &String| {
            let text = text.trim();
            let one = text.parse::<IpAddr>().map(IpNet::from);
            one.or_else(|_| text.parse::<IpNet>()).map_err(|_| format!("{text:?} is neither an address nor a network"))
        };
        texts.iter().map(network).collect::<Result<_, _>>().map(Self)
    }

    /// Whether the operator named it.
    pub fn names(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    /// Whether a webhook may be sent there.
    pub fn may_reach(&self, address: IpAddr) -> bool {
        self.names(address) || is_public(address)
    }
}

/// Whether an address is one of the internet, rather than of this machine, its network or a special purpose.
fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        // this network, shared address space, protocol assignments, benchmarking, the future
        || a == 0
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b))
        || a >= 240;
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    // global unicast only, without tunnels that lead to an address of the older kind and without documentation
    (first & 0xe000) == 0x2000
        && first != 0x2002
        && !(first == 0x2001 && (second < 0x0200 || second == 0x0db8))
        && !(first == 0x3fff && second < 0x1000)
}

/// Reads an address that somebody wants to be told at. Without TLS only what the operator named is told anything.
pub fn checked_url(text: &str, reachable: &Reachable) -> Result<Url, AppError> {
    let wrong = |code: &str, detail: &str| AppError::invalid("/url", code, detail);
    let text = text.trim();
    if text.len() > LONGEST {
        return Err(wrong("too_long", "use at most 2,000 characters"));
    }
    let url =
        Url::parse(text).map_err(|_| wrong("malformed", "this is not an address such as https://example.com/hook"))?;
    if !matches!(url.scheme(), "https" | "http") || !url.username().is_empty() || url.password().is_some() {
        return Err(wrong("malformed", "an https address without a name and a password is needed"));
    }
    let literal = match url.host() {
        Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
        Some(Host::Domain(_)) => None,
        None => return Err(wrong("malformed", "the address names no host")),
    };
    if literal.is_some_and(|address| !reachable.may_reach(address)) {
        return Err(wrong("address_refused", "addresses inside a network are refused unless the operator allows them"));
    }
    // what a name stands for is looked at when it is sent there
    let may_be_named = literal.map_or(!reachable.0.is_empty(), |address| reachable.names(address));
    if url.scheme() == "http" && !may_be_named {
        return Err(wrong("https_needed", "use https"));
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(text: &str) -> bool {
        is_public(text.parse().expect("an address"))
    }

    #[test]
    fn addresses_of_the_internet_are_public() {
        for text in ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "2400:3200::1"] {
            assert!(public(text), "{text}");
        }
    }

    #[test]
    fn addresses_inside_are_not() {
        let inside = "127.0.0.1 127.8.8.8 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 0.0.0.0 \
            100.64.0.1 192.0.0.8 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 192.0.2.1 ::1 :: fe80::1 fc00::1 \
            fd12::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 2002:7f00:1:: 2001::1 2001:db8::1 64:ff9b::7f00:1";
        for text in inside.split_whitespace() {
            assert!(!public(text), "{text}");
        }
    }

    #[test]
    fn what_the_operator_named_is_reached() {
        let named = Reachable::parse(&["127.0.0.1".to_owned(), "10.1.0.0/16".to_owned()]).expect("networks");
        let may = |text: &str| named.may_reach(text.parse().expect("an address"));
        assert!(may("127.0.0.1") && may("10.1.2.3") && may("::ffff:10.1.2.3"));
        assert!(!may("127.0.0.2") && !may("10.2.0.1"));
        assert!(Reachable::parse(&["localhost".to_owned()]).is_err());
    }

    #[test]
    fn an_address_to_be_told_at_is_https_and_outside() {
        let none = Reachable::default();
        assert!(checked_url("https://example.com/hook?x=1", &none).is_ok());
        for wrong in [
            "example.com",
            "ftp://example.com",
            "http://example.com/",
            "https://name:word@example.com/",
            "https://127.0.0.1/",
            "https://2130706433/",
            "https://[::1]/",
            "https://0x7f.1/",
        ] {
            assert!(checked_url(wrong, &none).is_err(), "{wrong}");
        }
        let named = Reachable::parse(&["127.0.0.1".to_owned()]).expect("an address");
        assert!(checked_url("http://127.0.0.1:9000/hook", &named).is_ok());
        assert!(checked_url("http://warehouse.internal/hook", &named).is_ok());
        assert!(checked_url("http://1.1.1.1/hook", &named).is_err());
    }
}
