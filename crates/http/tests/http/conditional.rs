//! Tags of what is read, and changes that name the tag they start from.

use serde_json::{Value, json};
use test_support::on_both_databases;

use crate::{
    fixture::{Answer, Api, Caller},
    ground::made,
};

/// The tag of a record as it is now.
async fn tag(caller: &Caller, path: &str) -> String {
    let answer = caller.get(path).await;
    answer.ok();
    answer.header("etag").expect("a tag").to_owned()
}

/// A refusal that shows the record as it is now, and its tag.
#[track_caller]
fn shown(answer: &Answer) -> (Value, String) {
    assert_eq!(answer.refusal(), (412, "changed_meanwhile".to_owned()));
    let tag = answer.header("etag").expect("the tag of what it is now");
    (answer.json()["params"]["current"].clone(), tag.to_owned())
}

on_both_databases! {
    async fn the_second_of_two_editors_is_shown_what_the_first_wrote_and_then_may_write(api: Api) {
        let caller = api.program(api.staff.sales).await;
        let path = format!("/parties/{}", made(&caller, json!({ "kind": "person", "name": "冯八" })).await);
        let read = tag(&caller, &path).await;
        let first = caller.with("if-match", &read).patch(&path, json!({ "name": "冯七" })).await;
        assert_eq!(first.ok()["name"], "冯七");
        let mine = json!({ "facts": { "employer": "华东电子厂" } });
        let (current, now) = shown(&caller.with("if-match", &read).patch(&path, mine.clone()).await);
        assert_eq!(current["name"], "冯七");
        assert_eq!(now, tag(&caller, &path).await, "the tag shown is the one a read gives");
        let second = caller.with("if-match", &now).patch(&path, mine).await.ok();
        assert_eq!((&second["name"], &second["facts"]["employer"]), (&json!("冯七"), &json!("华东电子厂")));
    }

    async fn users_views_methods_settings_and_the_own_account_are_guarded_alike(api: Api) {
        let caller = api.program(api.staff.administrator).await;
        let view = json!({ "subject": "parties", "name": "我的", "definition": {} });
        let view = caller.post("/views", view).await.ok()["id"].as_str().expect("an id").to_owned();
        let settings = caller.get("/settings").await.ok()["method"].clone();
        let method = caller.get("/methods").await.ok()[0].clone();
        let fields = ["name", "when_to_use", "steps", "preparation", "strengths", "weaknesses"];
        let texts: Value = fields.iter().map(|field| ((*field).to_owned(), method[*field].clone())).collect();
        let changes = [
            ("PATCH", format!("/users/{}", api.staff.colleague.id), json!({ "name": "周" })),
            ("PATCH", format!("/views/{view}"), json!({ "name": "你的" })),
            ("PUT", format!("/methods/{}", method["code"].as_str().expect("a code")), texts),
            ("PUT", "/settings".to_owned(), json!({ "method": settings, "reason": "试" })),
            ("PATCH", "/me".to_owned(), json!({ "locale": "en" })),
        ];
        for (method, path, body) in changes {
            let read = tag(&caller, &path).await;
            let change = async || {
                let editor = caller.with("if-match", &read);
                editor.call(method.parse().expect("a method"), &path, Some(body.clone())).await
            };
            let changed = change().await;
            changed.ok();
            assert_eq!(changed.header("etag"), Some(tag(&caller, &path).await.as_str()), "{path}");
            let (current, _) = shown(&change().await);
            assert_eq!(current, caller.get(&path).await.ok(), "{path}");
        }
        let deleted = caller.with("if-match", "\"1\"").delete(&format!("/views/{view}")).await;
        shown(&deleted);
        caller.with("if-match", "\"2\"").delete(&format!("/views/{view}")).await.ok();
    }

    async fn a_version_in_the_body_is_still_a_conflict(api: Api) {
        let caller = api.program(api.staff.sales).await;
        let path = format!("/parties/{}", made(&caller, json!({ "kind": "person", "name": "冯八" })).await);
        let late = caller.patch(&path, json!({ "version": 99, "name": "冯七" })).await;
        assert_eq!(late.refusal(), (409, "changed_meanwhile".to_owned()));
        let without = caller.patch(&path, json!({ "name": "冯七" })).await;
        assert_eq!(without.json()["errors"][0]["pointer"], "/version");
    }

    async fn what_is_read_again_unchanged_is_not_sent_again(api: Api) {
        let caller = api.program(api.staff.sales).await;
        let path = format!("/parties/{}", made(&caller, json!({ "kind": "person", "name": "冯八" })).await);
        for path in [path.as_str(), "/parties", "/labels"] {
            let read = tag(&caller, path).await;
            let again = caller.with("if-none-match", &read).get(path).await;
            assert_eq!((again.status(), again.bytes().len()), (304, 0), "{path}");
            assert_eq!(again.header("etag"), Some(read.as_str()));
        }
        let read = tag(&caller, "/parties").await;
        caller.with("if-match", "*").patch(&path, json!({ "version": 1, "name": "冯七" })).await.ok();
        assert_eq!(caller.with("if-none-match", &read).get("/parties").await.status(), 200);
    }
}

#[tokio::test]
async fn a_tag_that_is_not_one_of_ours_is_refused() {
    let api = Api::sqlite().await;
    let caller = api.program(api.staff.sales).await;
    for wrong in ["7", "W/\"7\"", "\"1\", \"2\"", "\"\""] {
        let answer = caller.with("if-match", wrong).patch("/me", json!({})).await;
        assert_eq!(answer.refusal(), (400, "malformed".to_owned()), "{wrong}");
    }
}
