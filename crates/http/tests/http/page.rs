//! The embedded page, and the documentation of the API.

use axum::{body::Body, http::Method};

use crate::fixture::{Answer, Api};

async fn get(api: &Api, uri: &str) -> Answer {
    api.anonymous().send(Method::GET, uri, None, Body::empty()).await
}

#[tokio::test]
async fn the_page_answers_every_address_that_is_no_route() {
    let api = Api::sqlite().await;
    for uri in ["/", "/today", "/prospects/01999999-9999-7999-8999-999999999999?tab=card"] {
        let answer = get(&api, uri).await;
        assert_eq!(answer.status(), 200, "{uri}");
        assert_eq!(answer.header("content-type"), Some("text/html"), "{uri}");
        assert_eq!(answer.header("cache-control"), Some("no-cache"), "{uri}");
        assert!(answer.text().contains("拓客"), "{uri}");
    }
}

#[tokio::test]
async fn the_page_does_not_answer_for_the_api_or_for_a_missing_script() {
    let api = Api::sqlite().await;
    assert_eq!(get(&api, "/api/v2/me").await.refusal(), (404, "not_found".to_owned()));
    assert_eq!(get(&api, "/assets/index-00000000.js").await.status(), 404);
    let posted = api.anonymous().send(Method::POST, "/today", None, Body::empty()).await;
    assert_eq!(posted.status(), 405);
}

#[tokio::test]
async fn a_page_that_is_known_is_not_sent_again() {
    let api = Api::sqlite().await;
    let tag = get(&api, "/").await.header("etag").expect("a tag").to_owned();
    let again = api.anonymous().with("if-none-match", &tag).send(Method::GET, "/", None, Body::empty()).await;
    assert_eq!((again.status(), again.bytes().len()), (304, 0));
    let other = api.anonymous().with("if-none-match", "\"old\"").send(Method::GET, "/", None, Body::empty()).await;
    assert_eq!(other.status(), 200);
}

#[tokio::test]
async fn the_documentation_works_without_other_servers_and_inline_scripts() {
    let api = Api::sqlite().await;
    let document = get(&api, "/api/v1/openapi.json").await.ok();
    assert_eq!(document, serde_json::to_value(http_api::openapi()).expect("a document"));
    let page = get(&api, "/api/docs/").await;
    assert_eq!(page.status(), 200);
    let html = page.text();
    assert!(!html.contains("http://") && !html.contains("https://"), "{html}");
    assert!(html.matches("<script").count() == html.matches("<script src=").count(), "{html}");
    let start = get(&api, "/api/docs/swagger-initializer.js").await.text();
    assert!(start.contains("/api/v1/openapi.json") && !start.contains("petstore"), "{start}");
    assert_eq!(get(&api, "/api/docs/swagger-ui-bundle.js").await.status(), 200);
}
