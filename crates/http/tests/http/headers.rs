//! What every answer carries, and what the watchers of servers ask.

use axum::{body::Body, http::Method};
use http_api::HttpSettings;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::fixture::{Answer, Api, settings};

const OF_SECURITY: [&str; 9] = [
    "content-security-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "referrer-policy",
    "strict-transport-security",
    "x-content-type-options",
    "x-frame-options",
    "cache-control",
];

fn security(answer: &Answer) -> Value {
    OF_SECURITY.iter().map(|name| ((*name).to_owned(), json!(answer.header(name)))).collect()
}

#[tokio::test]
async fn security_headers_of_the_api_the_page_and_refusals() {
    let api = Api::sqlite().await;
    let anonymous = api.anonymous();
    let secure = anonymous.at(api.reached_by(HttpSettings { https: true, ..settings() }));
    assert_json_snapshot!(json!({
        "api": security(&anonymous.get("/setup").await),
        "refusal": security(&anonymous.get("/me").await),
        "page": security(&anonymous.send(Method::GET, "/", None, Body::empty()).await),
        "by_https": security(&secure.get("/setup").await),
    }));
}

#[tokio::test]
async fn every_answer_names_its_request() {
    let api = Api::sqlite().await;
    let own = api.anonymous().with("x-request-id", "job-17").get("/setup").await;
    assert_eq!(own.header("x-request-id"), Some("job-17"));
    let forged = api.anonymous().with("x-request-id", "a b{}").get("/setup").await;
    assert!(forged.header("x-request-id").is_some_and(|id| id.parse::<uuid::Uuid>().is_ok()));
}

#[tokio::test]
async fn json_is_compressed_for_those_who_can_read_it() {
    let api = Api::sqlite().await;
    let caller = api.program(api.staff.sales).await.with("accept-encoding", "gzip");
    let answer = caller.get("/labels").await;
    assert_eq!(answer.header("content-encoding"), Some("gzip"));
    assert_eq!(answer.bytes()[..2], [0x1f, 0x8b]);
}

#[tokio::test]
async fn a_server_is_ready_while_its_database_answers() {
    let api = Api::sqlite().await;
    let ask = async |path: &str| api.anonymous().send(Method::GET, path, None, Body::empty()).await.status();
    assert_eq!(ask("/healthz").await, 200);
    assert_eq!(ask("/readyz").await, 200);
    api.database.execute("DELETE FROM seaql_migrations").await;
    assert_eq!(ask("/readyz").await, 503);
    assert_eq!(ask("/healthz").await, 200);
}
