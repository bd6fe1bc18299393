//! The description of the API and the router say the same, and no route is open by oversight.

use std::collections::BTreeSet;

use axum::{body::Body, http::Method};
use serde_json::Value;
use test_support::on_both_databases;

use crate::fixture::Api;

/// A described route.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    pub method: String,
    /// with its variable parts in braces
    pub path: String,
    pub public: bool,
    pub takes_body: bool,
}

impl Route {
    /// The whole address with variable parts that name nothing.
    pub fn address(&self) -> String {
        let parts = self.path.split('/').map(|part| match part {
            "{row}" => "1",
            part if part.starts_with('{') => "01999999-9999-7999-8999-999999999999",
            part => part,
        });
        parts.collect::<Vec<_>>().join("/")
    }

    pub fn method(&self) -> Method {
        self.method.parse().expect("a method")
    }
}

/// Every described route.
pub fn all() -> Vec<Route> {
    let document: Value = serde_json::to_value(http_api::openapi()).expect("a document");
    let paths = document["paths"].as_object().expect("paths").clone();
    let mut routes = Vec::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().expect("operations") {
            let open = operation["security"] == serde_json::json!([{}]);
            routes.push(Route {
                method: method.to_uppercase(),
                path: path.clone(),
                public: open,
                takes_body: operation.get("requestBody").is_some(),
            });
        }
    }
    routes
}

#[test]
fn only_set_up_and_sign_in_are_open_to_strangers() {
    let open: BTreeSet<String> = all()
        .into_iter()
        .filter(|route| route.public)
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    let expected = [
        "GET /api/v1/setup",
        "GET /api/v1/sign-in",
        "GET /api/v1/sign-in/{provider}",
        "GET /api/v1/sign-in/{provider}/return",
        "POST /api/v1/password-links/uses",
        "POST /api/v1/sessions",
        "POST /api/v1/sessions/second-factor",
        "POST /api/v1/setup",
    ];
    assert_eq!(open, expected.map(str::to_owned).into());
}

on_both_databases! {
    async fn every_other_route_refuses_strangers(api: Api) {
        for route in all().into_iter().filter(|route| !route.public) {
            let answer = api.anonymous().send(route.method(), &route.address(), None, Body::empty()).await;
            assert_eq!(answer.refusal(), (401, "not_signed_in".to_owned()), "{route:?}");
        }
    }
}

#[tokio::test]
async fn every_route_refuses_a_wrong_token_though_the_cookie_is_right() {
    let api = Api::sqlite().await;
    let caller = api.browser(api.staff.administrator).await.with("authorization", "Bearer tk_wrong");
    for route in all().into_iter().filter(|route| !route.public) {
        let answer = caller.send(route.method(), &route.address(), None, Body::empty()).await;
        assert_eq!(answer.refusal(), (401, "not_signed_in".to_owned()), "{route:?}");
    }
}

#[tokio::test]
async fn every_change_with_a_cookie_alone_is_refused() {
    let api = Api::sqlite().await;
    let caller = api.browser(api.staff.administrator).await.without("x-tuoke-csrf");
    for route in all().into_iter().filter(|route| route.method != "GET") {
        let answer = caller.send(route.method(), &route.address(), None, Body::empty()).await;
        assert_eq!(answer.refusal(), (403, "csrf".to_owned()), "{route:?}");
    }
}

#[tokio::test]
async fn every_change_from_another_site_is_refused_even_with_the_header() {
    let api = Api::sqlite().await;
    let browser = api.browser(api.staff.administrator).await;
    let foreign = [
        browser.with("sec-fetch-site", "cross-site"),
        browser.with("origin", "https://evil.example").with("host", "crm.example.com"),
    ];
    for caller in foreign {
        for route in all().into_iter().filter(|route| route.method != "GET") {
            let answer = caller.send(route.method(), &route.address(), None, Body::empty()).await;
            assert_eq!(answer.refusal(), (403, "csrf".to_owned()), "{route:?}");
        }
    }
}

#[tokio::test]
async fn no_route_takes_a_credential_from_its_address() {
    let api = Api::sqlite().await;
    let asked = app::people::CreateToken { name: "test".to_owned(), ..Default::default() };
    let token = api.app.create_token(&api.actor(api.staff.administrator).await, asked).await.expect("a token").token;
    for route in all().into_iter().filter(|route| !route.public && route.method == "GET") {
        for name in ["token", "access_token", "api_key", "tuoke_session"] {
            let address = format!("{}?{name}={token}", route.address());
            let answer = api.anonymous().send(route.method(), &address, None, Body::empty()).await;
            assert_eq!(answer.refusal(), (401, "not_signed_in".to_owned()), "{route:?}");
        }
    }
    let document = serde_json::to_value(http_api::openapi()).expect("a document");
    for (path, item) in document["paths"].as_object().expect("paths") {
        for operation in item.as_object().expect("operations").values() {
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let name = parameter["name"].as_str().unwrap_or_default();
                let secret = ["password", "token", "secret", "key"].contains(&name) && !path.ends_with("/{key}");
                assert!(!secret, "{path} would take {name} from its address");
            }
        }
    }
}

#[tokio::test]
async fn methods_that_are_not_described_are_not_served() {
    let api = Api::sqlite().await;
    let caller = api.program(api.staff.administrator).await;
    let described: BTreeSet<(String, String)> =
        all().into_iter().map(|route| (route.address(), route.method)).collect();
    for route in all() {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            let address = route.address();
            // an address may also fit the pattern of another route
            let elsewhere = all().iter().any(|other| other.method == method && fits(&other.path, &address));
            if elsewhere || described.contains(&(address.clone(), method.to_owned())) {
                continue;
            }
            let answer = caller.send(method.parse().expect("a method"), &address, None, Body::empty()).await;
            assert_eq!(answer.refusal(), (405, "method_not_allowed".to_owned()), "{method} {address}");
        }
    }
}

fn fits(pattern: &str, address: &str) -> bool {
    let (pattern, address): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), address.split('/').collect());
    pattern.len() == address.len() && pattern.iter().zip(&address).all(|(p, a)| p.starts_with('{') || p == a)
}

#[tokio::test]
async fn a_route_asks_for_json_exactly_where_it_says_so() {
    let api = Api::sqlite().await;
    let caller = api.program(api.staff.administrator).await;
    let changing = |route: &Route| route.method != "GET" && route.path != "/api/v1/imports";
    for route in all().into_iter().filter(changing) {
        let answer = caller.send(route.method(), &route.address(), Some("text/plain"), Body::from("?")).await;
        if answer.status() == 403 && answer.refusal().1 == "browser_only" {
            continue; // a program does not come as far as its body
        }
        assert_eq!(answer.status() == 415, route.takes_body, "{route:?} {}", answer.text());
    }
}
