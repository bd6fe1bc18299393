//! Refusals have one shape and tell nothing that is the server's business.

use axum::{body::Body, http::Method};
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::fixture::{Answer, Api};

/// A refusal whose request was named, so that it is the same each time.
fn shape(answer: &Answer) -> Value {
    answer.refusal();
    answer.json()
}

#[tokio::test]
async fn each_kind_of_refusal_in_its_shape() {
    let api = Api::sqlite().await;
    let named = api.anonymous().with("x-request-id", "request-of-the-test");
    let caller = api.program(api.staff.administrator).await.with("x-request-id", "request-of-the-test");
    let sales = api.program(api.staff.sales).await.with("x-request-id", "request-of-the-test");
    let broken = Body::from("{");
    let shapes = json!({
        "not_signed_in": shape(&named.get("/me").await),
        "wrong_credentials": shape(&named.post("/sessions", json!({ "email": "a@b.c", "password": "x" })).await),
        "forbidden": shape(&sales.get("/audit").await),
        "no_such_record": shape(&caller.get("/parties/01999999-9999-7999-8999-999999999999").await),
        "no_such_id": shape(&caller.get("/parties/12").await),
        "no_such_route": shape(&caller.get("/nothing").await),
        "malformed": shape(&caller.send(Method::POST, "/api/v1/parties", Some("application/json"), broken).await),
        "unsupported_media_type": shape(&caller.send(Method::POST, "/api/v1/parties", None, Body::empty()).await),
        "missing_field": shape(&caller.post("/parties", json!({ "name": "王五" })).await),
        "unknown_field": shape(&caller.post("/lists", json!({ "name": "名单", "colour": "red" })).await),
        "invalid_query": shape(&caller.get("/parties?limit=many").await),
        "several_fields": shape(&caller.post("/users", json!({
            "name": "", "email": "nobody", "password": "short", "roles": [] })).await),
        "already_set_up": shape(&named.post("/setup", json!({
            "name": "王", "email": "w@tuoke.test", "password": "long enough to keep", "team_name": "队", "locale": "zh" })).await),
    });
    assert_json_snapshot!(shapes);
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused_as_too_large() {
    let api = Api::sqlite().await;
    let caller = api.program(api.staff.administrator).await;
    let answer = caller.post("/lists", json!({ "name": "长".repeat(600_000) })).await;
    assert_eq!(answer.refusal(), (413, "too_large".to_owned()));
}

#[tokio::test]
async fn an_internal_failure_says_only_that_there_was_one() {
    let api = Api::sqlite().await;
    let caller = api.program(api.staff.administrator).await;
    api.database.execute("ALTER TABLE lead_list RENAME TO lost").await;
    let answer = caller.get("/lists").await;
    assert_eq!(answer.refusal(), (500, "internal".to_owned()));
    assert!(!answer.text().contains("lead_list"), "{}", answer.text());
    assert_eq!(answer.json()["request_id"].as_str(), answer.header("x-request-id"));
}
