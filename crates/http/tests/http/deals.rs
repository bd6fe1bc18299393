//! Deals over the wire: tags, keys, refusals with their fields, and what is answered.

use serde_json::{Value, json};
use test_support::on_both_databases;

use crate::{
    fixture::{Api, Caller},
    ground::{Ground, id},
};

fn asked(party: &str) -> Value {
    json!({ "party_id": party, "name": "彩超采购", "amount": { "kind": "known", "minor": 30_000_000 },
        "next_step": { "what": "上门演示", "due_at": "2026-04-20T08:00:00Z" } })
}

async fn deal(caller: &Caller, ground: &Ground) -> String {
    id(&caller.post("/deals", asked(&ground.organisation)).await.ok())
}

on_both_databases! {
    async fn a_deal_is_opened_once_under_a_key_and_read_with_its_tag(api: Api) {
        let ground = Ground::of(&api, Some(api.staff.sales)).await;
        let sales = api.program(api.staff.sales).await;
        let keyed = sales.with("idempotency-key", "a-key-of-one-deal");
        let (first, again) = (
            keyed.post("/deals", asked(&ground.organisation)).await,
            keyed.post("/deals", asked(&ground.organisation)).await,
        );
        assert_eq!((first.status(), id(&first.ok())), (201, id(&again.ok())));
        let path = format!("/deals/{}", id(&first.ok()));
        let tag = sales.get(&path).await.header("etag").expect("a tag").to_owned();
        let edit = json!({ "probability": 150 });
        let refused = api.program(api.staff.manager).await.patch(&path, edit).await;
        assert_eq!(refused.json()["errors"][0]["pointer"], "/probability");
        let changed = sales.with("if-match", &tag).patch(&path, json!({ "note": "先约院长" })).await;
        assert_eq!(changed.ok()["note"], "先约院长");
        let late = sales.with("if-match", &tag).patch(&path, json!({ "note": "晚了一步" })).await;
        assert_eq!(late.refusal(), (412, "changed_meanwhile".to_owned()));
        assert_eq!(late.json()["params"]["current"]["note"], "先约院长");
        let listed = sales.get(&format!("/parties/{}/deals", ground.organisation)).await.ok();
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
    }

    async fn people_rivals_and_plays_are_guarded_by_their_own_versions(api: Api) {
        let ground = Ground::of(&api, Some(api.staff.sales)).await;
        let sales = api.program(api.staff.sales).await;
        let path = format!("/deals/{}", deal(&sales, &ground).await);
        let rival = id(&sales.post(&format!("{path}/rivals"), json!({ "name": "华光" })).await.ok()["rivals"][0]);
        let person = json!({ "name": "何科长", "power": "decider" });
        let person = id(&sales.post(&format!("{path}/people"), person).await.ok()["people"][0]);
        let changes = [
            (format!("{path}/rivals/{rival}"), json!({ "offer": "低两成" })),
            (format!("{path}/people/{person}"), json!({ "leaning": "inclined_to_us" })),
        ];
        for (path, body) in changes {
            let tag = sales.get(&path).await.header("etag").expect("a tag").to_owned();
            sales.with("if-match", &tag).patch(&path, body.clone()).await.ok();
            let late = sales.with("if-match", &tag).patch(&path, body).await;
            assert_eq!(late.refusal(), (412, "changed_meanwhile".to_owned()), "{path}");
        }
    }

    async fn an_assessment_answers_its_verdict_with_reasons_and_the_advice_follows(api: Api) {
        let ground = Ground::of(&api, Some(api.staff.sales)).await;
        let sales = api.program(api.staff.sales).await;
        let path = format!("/deals/{}", deal(&sales, &ground).await);
        let rival = id(&sales.post(&format!("{path}/rivals"), json!({ "name": "华光" })).await.ok()["rivals"][0]);
        let evidence = json!({ "knew_first": "we_long_before", "shaped": "with_us", "criteria": "us" });
        let sheet = json!({ "territory": { "bought_at_all": "yes", "sold_most": "we" }, "evidence": { rival: evidence } });
        let found = sales.post(&format!("{path}/assessments/opening"), sheet).await;
        assert_eq!(found.status(), 201);
        let verdict = found.ok()["opening"].clone();
        assert_eq!((&verdict["value"]["cell"], &verdict["rule"]["rule"]), (&json!("g"), &json!("opening")));
        assert!(verdict["reasons"].as_array().is_some_and(|reasons| reasons.len() > 3));
        let advice = sales.get(&format!("{path}/advice")).await.ok();
        assert_eq!((&advice["cell_kind"], &advice["mirrors"][0]["mirror"]), (&json!("normal"), &json!("c")));
        assert_eq!(advice["trail"].as_array().map(Vec::len), Some(1));
        let kept = sales.get(&format!("{path}/assessments?kind=opening")).await.ok();
        assert_eq!(kept["items"][0]["found"], "g");
        let wrong = sales.post(&format!("{path}/assessments/opening"), json!({ "evidence": { "x": {} } })).await;
        assert_eq!(wrong.status(), 422);
    }

    async fn what_deals_say_together_is_read_and_a_target_is_said_by_a_manager(api: Api) {
        let ground = Ground::of(&api, Some(api.staff.sales)).await;
        let (sales, manager) = (api.program(api.staff.sales).await, api.program(api.staff.manager).await);
        deal(&sales, &ground).await;
        let board = sales.get("/deals/board").await.ok();
        assert_eq!((&board["columns"][0]["deals"], &board["columns"][0]["sums"][0]["minor"]), (&json!(1), &json!(30_000_000)));
        let diagnosis = sales.get("/insight/deals/diagnosis").await.ok();
        assert_eq!((&diagnosis["of"], &diagnosis["open"]), (&json!("rep"), &json!(1)));
        let rates = sales.get("/insight/deals/win-rates?by=class").await.ok();
        assert_eq!(rates["company"], json!({ "kind": "too_few", "n": 0, "needed": 30 }));
        let target = json!({ "period": "2026-q2", "team_id": api.staff.north_team, "target_minor": 900 });
        assert_eq!(sales.post("/insight/deals/forecasts", target.clone()).await.status(), 403);
        assert_eq!(manager.post("/insight/deals/forecasts", target).await.ok()["target_minor"], 900);
        let team = api.staff.north_team;
        let forecast = manager.get(&format!("/insight/deals/forecast?period=2026-q2&team={team}")).await.ok();
        assert_eq!((&forecast["said"]["target_minor"], &forecast["to"]), (&json!(900), &json!("2026-06-30")));
        assert_eq!(sales.get("/insight/deals/forecast?period=2026").await.status(), 422);
    }
}
