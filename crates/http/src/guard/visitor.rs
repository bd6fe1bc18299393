//! Who stands at the door, as far as a request tells: from where, with which browser.

use std::convert::Infallible;

use app::people::Whence;
use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, header, request::Parts},
};

use super::{ClientAddress, DEVICE_COOKIE, cookie, cookie_name};
use crate::state::Api;

/// Characters kept of what a browser says it is.
const AGENT_LENGTH: usize = 200;
/// A year: after that a browser has to be seen again before it counts as known.
const DEVICE_SECONDS: u32 = 365 * 24 * 3_600;

#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    pub whence: Whence,
    pub agent: String,
}

impl FromRequestParts<Api> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Infallible> {
        let ClientAddress(address) = ClientAddress::from_request_parts(parts, api).await?;
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let whence = Whence {
            address: address.map(|address| address.to_string()).unwrap_or_default(),
            device: cookie(&parts.headers, DEVICE_COOKIE).map(str::to_owned),
        };
        Ok(Self { whence, agent: agent.chars().take(AGENT_LENGTH).collect() })
    }
}

/// What the browser keeps so that it is known next time.
pub(crate) fn device_cookie(device: &str, https: bool) -> Option<HeaderValue> {
    let name = cookie_name(DEVICE_COOKIE, https);
    let secure = if https { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={device}; HttpOnly; SameSite=Lax; Path=/; Max-Age={DEVICE_SECONDS}{secure}"))
        .ok()
}
