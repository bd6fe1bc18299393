//! Tags of what is read, and changes that name the tag they start from.

use serde_json::{Value, json};
use test_support::on_both_databases;

use crate::{
    fixture::{Answer, Api, Caller},
    ground::{id, made},
    routes,
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
            ("PUT", "/playbook/play.ask_why".to_owned(), json!({ "zh": "先问", "en": "ask" })),
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

    async fn teams_tasks_mappings_plans_and_the_rules_of_signing_in_are_guarded_too(api: Api) {
        let caller = api.program(api.staff.administrator).await;
        let party = made(&caller, json!({ "kind": "organisation", "name": "华东电子厂" })).await;
        let person = json!({ "name": "王芳", "phone": "13800138000" });
        let link = caller.post(&format!("/parties/{party}/people"), person).await.ok()["people"][0].clone();
        let point = json!({ "kind": "phone", "value": "13900139000" });
        let point = caller.post(&format!("/parties/{party}/contact-points"), point).await.ok()["contacts"][0].clone();
        let task = json!({ "title": "寄资料", "due_at": "2026-04-01T08:00:00Z" });
        let task = caller.post(&format!("/parties/{party}/tasks"), task).await;
        let team = json!({ "name": "西区", "parent_id": api.staff.root_team });
        let team = caller.post("/teams", team).await;
        let import = caller.upload("/imports?list_name=甲", "甲.csv", "姓名\n张三\n".as_bytes()).await.ok();
        let template = json!({ "import_id": id(&import), "name": "月报" });
        let template = caller.post("/import-templates", template).await;
        let version = |answer: &Answer| answer.header("etag").expect("a tag").to_owned();
        let (import, rules) = (format!("/imports/{}", id(&import)), "/sign-in-rules".to_owned());
        let record = async || tag(&caller, &format!("/parties/{party}")).await;
        let changes = [
            ("PATCH", format!("/teams/{}", id(&team.ok())), version(&team), json!({ "name": "南区" })),
            ("PATCH", format!("/tasks/{}", id(&task.ok())), version(&task), json!({ "title": "寄样品" })),
            (
                "PATCH",
                format!("/import-templates/{}", id(&template.ok())),
                version(&template),
                json!({ "name": "周报" }),
            ),
            ("PATCH", import.clone(), tag(&caller, &import).await, json!({ "on_duplicate": "fill" })),
            ("PUT", rules.clone(), tag(&caller, &rules).await, json!({ "rules": { "proof_minutes": 20 } })),
            ("PATCH", format!("/parties/{party}/people/{}", id(&link)), record().await, json!({ "position": "采购" })),
            ("PATCH", format!("/parties/{party}/contact-points/{}", id(&point)), String::new(), json!({ "label": "前台" })),
        ];
        for (method, path, read, body) in changes {
            let read = if read.is_empty() { record().await } else { read };
            let change = async |read: &str| {
                let editor = caller.with("if-match", read);
                editor.call(method.parse().expect("a method"), &path, Some(body.clone())).await
            };
            let changed = change(&read).await;
            let now = changed.ok();
            let (current, tag) = shown(&change(&read).await);
            assert_eq!(current["version"], now["version"], "{path}");
            assert_eq!(changed.header("etag"), Some(tag.as_str()), "{path}");
            // rules have to name what they replace
            assert_eq!(change("*").await.status() == 200, path != rules, "{path}");
        }
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

/// What changes a record without naming the version that was read, and why it need not.
const WITHOUT_A_VERSION: [(&str, &str); 1] =
    [("PUT /api/v1/duplicates/pairs/{id}/dismissal", "sets one mark; set twice, it is set")];

#[test]
fn every_edit_takes_the_tag_that_was_read() {
    let document = serde_json::to_value(http_api::openapi()).expect("a document");
    let takes_tag = |route: &routes::Route| {
        let operation = &document["paths"][&route.path][route.method.to_lowercase()];
        operation["parameters"].as_array().into_iter().flatten().any(|parameter| parameter["name"] == "If-Match")
    };
    let edits = routes::all().into_iter().filter(|route| ["PATCH", "PUT"].contains(&route.method.as_str()));
    let without: Vec<String> =
        edits.filter(|route| !takes_tag(route)).map(|route| format!("{} {}", route.method, route.path)).collect();
    assert_eq!(without, WITHOUT_A_VERSION.map(|(route, _)| route.to_owned()));
}
