//! Files made for one request: what is in them, and that they do not stay.

use axum::{body::Body, http::Method};
use serde_json::json;

use crate::{
    fixture::{Answer, Api},
    ground::made,
};

async fn export(api: &Api, query: &str) -> Answer {
    let caller = api.program(api.staff.sales).await;
    made(
        &caller,
        json!({ "kind": "person", "name": "=HYPERLINK(\"http://evil.example\")", "phones": ["13812345678"],
        "tags": ["+1", "@x"] }),
    )
    .await;
    caller.get(&format!("/parties/export{query}")).await
}

#[tokio::test]
async fn an_export_neutralises_formulas_and_masks_numbers() {
    let api = Api::sqlite().await;
    let answer = export(&api, "?columns=name,phone,tags").await;
    assert_eq!(answer.status(), 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(answer.header("content-disposition"), Some("attachment; filename=\"tuoke-prospects.csv\""));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let text = answer.text();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "name,phone,tags");
    assert!(!lines[1].trim_start_matches('"').starts_with('='), "{text}");
    assert!(lines[1].contains("138****5678"), "{text}");
}

#[tokio::test]
async fn an_export_for_excel_is_a_workbook() {
    let api = Api::sqlite().await;
    let answer = export(&api, "?format=xlsx").await;
    assert_eq!(answer.status(), 200, "{}", answer.text());
    assert_eq!(answer.bytes()[..2], *b"PK");
}

#[tokio::test]
async fn a_file_that_was_sent_does_not_stay_on_the_server() {
    let api = Api::sqlite().await;
    assert_eq!(export(&api, "").await.status(), 200);
    let left = std::fs::read_dir(api.folder.path().join("exports")).expect("a folder").count();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn a_column_that_does_not_exist_is_named() {
    let api = Api::sqlite().await;
    let answer = export(&api, "?columns=name,shoe_size").await;
    assert_eq!(answer.refusal(), (422, "invalid".to_owned()));
    assert!(answer.text().contains("shoe_size"));
}

#[tokio::test]
async fn a_caller_who_leaves_halfway_leaves_no_file() {
    let api = Api::sqlite().await;
    let caller = api.program(api.staff.sales).await;
    made(&caller, json!({ "kind": "person", "name": "甲" })).await;
    caller.leave(Method::GET, "/api/v1/parties/export", Body::empty()).await;
    let left = std::fs::read_dir(api.folder.path().join("exports")).expect("a folder").count();
    assert_eq!(left, 0);
}
