//! Requests that are sent again under a key: carried out once, answered each time, whatever happens in between.

use app::{
    idempotency::{Claim, Keyed, KeyedRequest},
    lists::CreateList,
};
use serde_json::{Value, json};
use test_support::{Member, on_both_databases};

use crate::{
    fixture::{Answer, Api, Caller},
    ground::{id, made},
};

const KEY: &str = "8e03978e-40d5-43dd-bc93-6894a57f9324";

/// A caller, a record, and the address where contacts with it are logged.
async fn about(caller: &Caller) -> (Caller, String) {
    let party = made(caller, json!({ "kind": "person", "name": "冯八" })).await;
    (caller.with("idempotency-key", KEY), format!("/parties/{party}"))
}

fn note() -> Value {
    json!({ "kind": "note", "note": "来过一次" })
}

/// How many notes there are on a record.
async fn notes(caller: &Caller, path: &str) -> usize {
    let timeline = caller.get(&format!("{path}/timeline")).await.ok();
    let items = timeline["items"].as_array().expect("entries");
    items.iter().filter(|entry| entry.to_string().contains("来过一次")).count()
}

fn is_replay(answer: &Answer) -> bool {
    answer.header("idempotency-replayed") == Some("true")
}

/// Begins to make a list as the server does when the request arrives.
async fn begun(api: &Api, member: Member) -> Claim {
    let body = list().to_string();
    let request = KeyedRequest {
        caller: member.id,
        method: "POST",
        path: "/api/v1/lists",
        key: KEY,
        content: [b"", body.as_bytes()],
    };
    match api.app.begin_keyed(request).await.expect("a database") {
        Keyed::First(claim) => claim,
        other => panic!("{other:?}"),
    }
}

fn list() -> Value {
    json!({ "name": "春季展会" })
}

async fn lists(caller: &Caller) -> usize {
    caller.get("/lists").await.ok()["items"].as_array().expect("lists").len()
}

/// Carries the begun request out, without answering.
async fn carry_out(api: &Api, member: Member, claim: Claim) -> Result<(), String> {
    let actor = api.actor(member).await;
    let asked: CreateList = serde_json::from_value(list()).expect("a list");
    let made = api.app.run_keyed(claim, api.app.create_list(&actor, asked)).await;
    made.map(drop).map_err(|error| error.code().to_owned())
}

on_both_databases! {
    async fn a_request_sent_again_is_answered_as_the_first_was(api: Api) {
        let caller = api.program(api.staff.sales).await;
        let keyed = caller.with("idempotency-key", &format!("\"{KEY}\""));
        let person = json!({ "kind": "person", "name": "冯八" });
        let first = keyed.post("/parties", person.clone()).await;
        assert_eq!((first.status(), is_replay(&first)), (201, false));
        let again = keyed.post("/parties", person.clone()).await;
        assert_eq!((again.status(), is_replay(&again)), (201, true));
        assert_eq!((again.text(), again.header("etag")), (first.text(), first.header("etag")));
        assert_eq!(again.header("content-type"), first.header("content-type"));
        let bare = caller.with("idempotency-key", KEY).post("/parties", person).await;
        assert!(is_replay(&bare), "quotes are no part of the key");
        assert_eq!(caller.get("/parties").await.ok()["total"]["count"], 1);
    }

    async fn the_same_request_many_times_at_once_makes_one_record(api: Api) {
        let caller = api.program(api.staff.sales).await;
        let (keyed, path) = about(&caller).await;
        let servers = [api.another_server(), api.another_server()];
        let callers: Vec<_> = (0..8)
            .map(|turn| {
                let caller = keyed.at(servers[turn % 2].clone());
                let path = format!("{path}/activities");
                tokio::spawn(async move { caller.post(&path, note()).await })
            })
            .collect();
        let mut carried_out = 0;
        for caller in callers {
            let answer = caller.await.expect("an answer");
            if answer.status() == 409 {
                assert_eq!(answer.refusal().1, "idempotency_in_progress");
                assert_eq!(answer.header("retry-after"), Some("1"));
            } else {
                answer.ok();
                carried_out += usize::from(!is_replay(&answer));
            }
        }
        assert_eq!((carried_out, notes(&caller, &path).await), (1, 1));
        let later = keyed.post(&format!("{path}/activities"), note()).await;
        assert!(is_replay(&later));
    }

    async fn other_content_under_the_same_key_is_refused(api: Api) {
        let caller = api.program(api.staff.sales).await;
        let (keyed, path) = about(&caller).await;
        keyed.post(&format!("{path}/activities"), note()).await.ok();
        let other = keyed.post(&format!("{path}/activities"), json!({ "kind": "note", "note": "别的" })).await;
        assert_eq!(other.refusal(), (422, "idempotency_key_reused".to_owned()));
        let query = keyed.post(&format!("{path}/activities?other=1"), note()).await;
        assert_eq!(query.refusal(), (422, "idempotency_key_reused".to_owned()));
        let fresh = caller.with("idempotency-key", "another").post(&format!("{path}/activities"), note()).await;
        assert_eq!((fresh.status(), is_replay(&fresh)), (201, false));
    }

    async fn a_key_belongs_to_its_caller_and_to_one_address(api: Api) {
        let caller = api.program(api.staff.sales).await;
        let (keyed, path) = about(&caller).await;
        let activities = format!("{path}/activities");
        keyed.post(&activities, note()).await.ok();
        let others = [
            (api.program(api.staff.sales).await, "another token of the same person"),
            (api.browser(api.staff.sales).await, "the person in a browser"),
            (api.program(api.staff.administrator).await, "another person"),
        ];
        for (other, who) in others {
            let answer = other.with("idempotency-key", KEY).post(&activities, note()).await;
            assert_eq!((answer.status(), is_replay(&answer)), (201, false), "{who}");
        }
        let (_, elsewhere) = about(&caller).await;
        let answer = keyed.post(&format!("{elsewhere}/activities"), note()).await;
        assert_eq!((answer.status(), is_replay(&answer)), (201, false));
    }

    async fn a_key_is_good_for_a_day(api: Api) {
        let caller = api.program(api.staff.sales).await;
        let (keyed, path) = about(&caller).await;
        let path = format!("{path}/activities");
        keyed.post(&path, note()).await.ok();
        api.clock.move_on_minutes(24 * 60 - 1);
        assert!(is_replay(&keyed.post(&path, note()).await));
        api.clock.move_on_minutes(1);
        let fresh = keyed.post(&path, note()).await;
        assert_eq!((fresh.status(), is_replay(&fresh)), (201, false));
    }

    async fn keys_are_cleared_away_when_their_day_is_over(api: Api) {
        let caller = api.program(api.staff.sales).await;
        let (keyed, path) = about(&caller).await;
        keyed.post(&format!("{path}/activities"), note()).await.ok();
        let kept = async || api.database.lines("SELECT id FROM idempotency_key", "id").await.len();
        api.app.work(true, std::future::ready(())).await.expect("a worker");
        assert_eq!(kept().await, 1);
        api.clock.move_on_days(1);
        api.app.work(true, std::future::ready(())).await.expect("a worker");
        assert_eq!(kept().await, 0);
    }

    async fn a_refusal_is_not_kept(api: Api) {
        let caller = api.program(api.staff.sales).await.with("idempotency-key", KEY);
        let refused = caller.post("/lists", json!({ "name": "" })).await;
        assert_eq!(refused.refusal(), (422, "invalid".to_owned()));
        let mended = caller.post("/lists", list()).await;
        assert_eq!((mended.status(), is_replay(&mended)), (201, false));
    }

    async fn a_request_of_a_killed_server_is_carried_out_by_the_next(api: Api) {
        let caller = api.browser(api.staff.sales).await;
        let keyed = caller.with("idempotency-key", KEY);
        begun(&api, api.staff.sales).await;
        let early = keyed.post("/lists", list()).await;
        assert_eq!(early.refusal(), (409, "idempotency_in_progress".to_owned()));
        api.clock.move_on_minutes(1);
        let next = keyed.at(api.another_server()).post("/lists", list()).await;
        assert_eq!((next.status(), is_replay(&next)), (201, false));
        assert!(is_replay(&keyed.post("/lists", list()).await));
        assert_eq!(lists(&caller).await, 1);
    }

    async fn what_was_committed_before_the_kill_is_not_done_again(api: Api) {
        let caller = api.browser(api.staff.sales).await;
        let claim = begun(&api, api.staff.sales).await;
        carry_out(&api, api.staff.sales, claim).await.expect("a list");
        api.clock.move_on_minutes(1);
        let next = caller.with("idempotency-key", KEY).at(api.another_server()).post("/lists", list()).await;
        assert_eq!(next.refusal(), (409, "idempotency_answer_gone".to_owned()));
        assert_eq!(lists(&caller).await, 1);
    }

    async fn a_server_that_was_only_slow_commits_nothing_after_another_took_over(api: Api) {
        let caller = api.browser(api.staff.sales).await;
        let slow = begun(&api, api.staff.sales).await;
        api.clock.move_on_minutes(1);
        caller.with("idempotency-key", KEY).post("/lists", list()).await.ok();
        let late = carry_out(&api, api.staff.sales, slow).await;
        assert_eq!(late, Err("changed_meanwhile".to_owned()));
        assert_eq!(lists(&caller).await, 1);
    }

    async fn a_file_uploaded_again_makes_one_import(api: Api) {
        let caller = api.program(api.staff.sales).await;
        let keyed = caller.with("idempotency-key", KEY);
        let file = "姓名,手机\n张三,13800138000\n".as_bytes();
        let first = keyed.upload("/imports?list_name=甲", "甲.csv", file).await.ok();
        let again = keyed.upload("/imports?list_name=甲", "甲.csv", file).await;
        assert!(is_replay(&again));
        assert_eq!(again.ok(), first);
        let other = keyed.upload("/imports?list_name=甲", "甲.csv", "姓名\n李四\n".as_bytes()).await;
        assert_eq!(other.refusal(), (422, "idempotency_key_reused".to_owned()));
        assert_eq!(caller.get("/imports").await.ok()["items"].as_array().expect("runs").len(), 1);
    }

    async fn a_secret_that_is_shown_once_is_done_once_and_not_kept(api: Api) {
        let browser = api.browser(api.staff.sales).await;
        let keyed = browser.with("idempotency-key", KEY);
        let token = keyed.post("/me/tokens", json!({ "name": "夜间报表" })).await.ok();
        let token = token["token"].as_str().expect("a token").to_owned();
        let again = keyed.post("/me/tokens", json!({ "name": "夜间报表" })).await;
        assert_eq!(again.refusal(), (409, "idempotency_answer_gone".to_owned()));
        assert_eq!(browser.get("/me/tokens").await.ok()["items"].as_array().expect("tokens").len(), 1);
        let kept = api.database.every_row().await;
        assert!(kept.iter().any(|(table, _)| table == "idempotency_key"));
        assert!(kept.iter().all(|(_, line)| !line.contains(&token)));
    }

    async fn nothing_of_an_erased_person_stays_in_kept_answers(api: Api) {
        let hand = api.program(api.staff.administrator).await;
        let keyed = hand.with("idempotency-key", KEY);
        let person = json!({ "kind": "person", "name": "欧阳青岚", "phones": ["13612345987"] });
        let party = id(&keyed.post("/parties", person.clone()).await.ok());
        let asked = json!({ "party_id": party, "kind": "erasure", "identity_check": "document" });
        let request = id(&hand.post("/person-requests", asked).await.ok());
        let complete = format!("/person-requests/{request}/completion");
        keyed.post(&complete, json!({ "irreversible": true })).await.ok();
        let again = keyed.post("/parties", person).await;
        assert_eq!(again.refusal(), (409, "idempotency_answer_gone".to_owned()), "it is not made again");
        let kept = api.database.every_row().await;
        let kept: Vec<_> = kept.iter().filter(|(table, _)| table == "idempotency_key").collect();
        assert!(!kept.is_empty());
        assert!(kept.iter().all(|(_, line)| !line.contains("欧阳青岚") && !line.contains("5987")), "{kept:?}");
    }
}

#[tokio::test]
async fn what_is_no_key_is_refused_where_a_key_is_taken() {
    let api = Api::sqlite().await;
    let caller = api.program(api.staff.sales).await;
    for wrong in ["", "\"\"", "a b", "\"open", &"k".repeat(256)] {
        let answer = caller.with("idempotency-key", wrong).post("/lists", list()).await;
        assert_eq!(answer.refusal(), (400, "malformed".to_owned()), "{wrong}");
    }
    let key = "k".repeat(255);
    caller.with("idempotency-key", &key).post("/lists", list()).await.ok();
    // reading, changing and previews are the same however often they are asked for
    caller.with("idempotency-key", "a b").get("/lists").await.ok();
    let caller = api.program(api.staff.administrator).await;
    let settings = caller.get("/settings").await.ok()["method"].clone();
    let preview = caller.with("idempotency-key", KEY).post("/settings/preview", json!({ "method": settings })).await;
    preview.ok();
    assert!(!is_replay(&preview));
}

#[test]
fn the_description_says_which_routes_take_a_key() {
    let document = serde_json::to_value(http_api::openapi()).expect("a document");
    let takes = |path: &str, method: &str| {
        let operation = &document["paths"][format!("/api/v1{path}")][method];
        let mut parameters = operation["parameters"].as_array().into_iter().flatten();
        parameters.any(|parameter| parameter["name"] == "Idempotency-Key")
    };
    for path in ["/parties", "/imports", "/me/tokens", "/parties/{id}/contact-points/{contact}/reveals"] {
        assert!(takes(path, "post"), "{path}");
    }
    for (path, method) in
        [("/sessions", "post"), ("/settings/preview", "post"), ("/parties", "get"), ("/settings", "put")]
    {
        assert!(!takes(path, method), "{method} {path}");
    }
}
