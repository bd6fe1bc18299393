//! Deputies and shared records over the wire, until the clock ends them.

use app::{Scope, people::CreateToken};
use serde_json::json;
use test_support::on_both_databases;

use crate::{fixture::Api, ground::Ground};

/// A day after the beginning of the tests.
const TOMORROW: &str = "2026-04-02T02:00:00Z";

on_both_databases! {
    async fn a_deputys_rights_end_with_the_clock_on_every_route(api: Api) {
        let ground = Ground::of(&api, Some(api.staff.away)).await;
        let away = api.program(api.staff.away).await;
        let sales = api.program(api.staff.sales).await;
        let path = format!("/parties/{}", ground.person);
        assert_eq!(sales.get(&path).await.refusal(), (404, "not_found".to_owned()));
        let asked = json!({ "deputy_id": api.staff.sales.id, "until": TOMORROW, "note": "年假" });
        let named = away.post("/deputies", asked.clone()).await.ok();
        assert_eq!((&named["state"], &named["user"]["name"]), (&json!("running"), &json!(api.staff.away.name)));
        assert_eq!(away.post("/deputies", asked).await.refusal(), (409, "deputy_already".to_owned()));
        sales.get(&path).await.ok();
        let today = sales.get("/worklist").await.ok();
        assert_eq!(today["covered"][0]["user"]["name"], api.staff.away.name);
        assert_eq!(today["covered"][0]["until"], TOMORROW);
        let reaching = sales.get(&format!("{path}/shares")).await.ok();
        assert_eq!((&reaching["holding"], &reaching["can_share"]), (&json!("covers"), &json!(false)));
        assert_eq!(reaching["deputies"][0]["user"]["name"], api.staff.sales.name);
        let note = json!({ "kind": "note", "note": "来电，已转告" });
        let logged = sales.post(&format!("{path}/activities"), note.clone()).await;
        assert_eq!(logged.status(), 201);
        let admin = api.program(api.staff.administrator).await;
        let audit = admin.get(&format!("/audit?subject={}", ground.person)).await.ok();
        assert_eq!(audit["items"][0]["actor"]["name"], api.staff.sales.name);
        assert_eq!(audit["items"][0]["on_behalf_of"]["name"], api.staff.away.name);

        api.clock.move_on_days(1);
        assert_eq!(sales.get(&path).await.refusal(), (404, "not_found".to_owned()));
        for below in ["timeline", "history", "shares", "permissions", "advice"] {
            assert_eq!(sales.get(&format!("{path}/{below}")).await.status(), 404, "{below}");
        }
        assert_eq!(sales.post(&format!("{path}/activities"), note).await.status(), 404);
        assert_eq!(sales.get("/worklist").await.ok()["covered"], json!([]));
        assert_eq!(away.get("/deputies").await.ok()["items"][0]["state"], "over");
    }

    async fn a_token_that_reads_sees_who_stands_in_and_names_nobody(api: Api) {
        let only = CreateToken { scopes: Some(vec![Scope::Read]), ..CreateToken::default() };
        let reader = api.program_with(api.staff.sales, only).await;
        let named = json!({ "deputy_id": api.staff.colleague.id, "until": TOMORROW });
        api.program(api.staff.sales).await.post("/deputies", named.clone()).await.ok();
        let seen = reader.get("/deputies").await.ok();
        assert_eq!((seen["items"].as_array().map(Vec::len), &seen["items"][0]["can_end"]), (Some(1), &json!(false)));
        assert!(!reader.get("/colleagues").await.ok()["people"].as_array().expect("people").is_empty());
        assert_eq!(reader.post("/deputies", named).await.refusal(), (403, "out_of_scope".to_owned()));
    }

    async fn a_share_is_given_and_taken_back(api: Api) {
        let ground = Ground::of(&api, Some(api.staff.sales)).await;
        let (owner, other) = (api.program(api.staff.sales).await, api.program(api.staff.stranger).await);
        let path = format!("/parties/{}", ground.person);
        let asked = json!({ "user_id": api.staff.stranger.id, "level": "read", "reason": "懂行" });
        let reaching = owner.post(&format!("{path}/shares"), asked).await;
        assert_eq!(reaching.status(), 201);
        let share = reaching.ok()["shares"][0]["id"].as_str().expect("an id").to_owned();
        let record = other.get(&path).await.ok();
        assert_eq!(record["can"], json!({ "edit": false, "assign": false, "reveal": false, "log": false, "dispose": false }));
        let listed = other.get("/parties?shared=true").await.ok();
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(other.delete(&format!("{path}/shares/{share}")).await.status(), 403);
        assert_eq!(owner.delete(&format!("{path}/shares/{share}")).await.status(), 204);
        assert_eq!(other.get(&path).await.status(), 404);
        assert_eq!(other.get("/parties?shared=true").await.ok()["items"], json!([]));
    }
}
