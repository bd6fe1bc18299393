//! The main answers as they go over the wire, so that a change of shape is seen.

use insta::assert_json_snapshot;
use serde_json::{Value, json};
use test_support::on_both_databases;
use uuid::Uuid;

use crate::{
    fixture::{Api, Caller},
    ground::made,
};

/// The same each time: ids give way to their kind, fractions are cut where readers of JSON differ.
fn settled(value: Value) -> Value {
    match value {
        Value::String(text) if Uuid::parse_str(&text).is_ok() => json!("[id]"),
        Value::Array(items) => items.into_iter().map(settled).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, settled(value))).collect(),
        Value::Number(number) if number.is_f64() => {
            json!((number.as_f64().unwrap_or_default() * 1e6).round() / 1e6)
        }
        other => other,
    }
}

/// Of one moment the order is by id, which differs each time; here it is by type.
fn in_order(mut timeline: Value) -> Value {
    if let Some(items) = timeline["items"].as_array_mut() {
        items.sort_by_key(|event| (std::cmp::Reverse(event["at"].to_string()), event["type"].to_string()));
    }
    timeline
}

/// A person about whom something is known and to whom something has happened.
async fn somebody(api: &Api, caller: &Caller) -> String {
    let party = made(
        caller,
        json!({ "kind": "person", "name": "冯八", "phones": ["13812345678"], "facts": { "employer": "华东电子厂",
            "position": "采购" }, "tags": ["展会"], "market": "warm" }),
    )
    .await;
    let path = format!("/parties/{party}");
    api.clock.move_on_minutes(1);
    let answer = json!({ "topic": "screening.able_to_pay", "answer": "yes", "note": "自己开店" });
    caller.post(&format!("{path}/evidence"), answer).await.ok();
    api.clock.move_on_minutes(1);
    let next = json!({ "at": "2026-04-03T02:00:00Z", "kind": "promise", "title": "寄样品" });
    let call = json!({ "kind": "call", "outcome": "spoke", "note": "想看样品", "next": next });
    caller.post(&format!("{path}/activities"), call).await.ok();
    path
}

on_both_databases! {
    async fn the_signed_in_person(api: Api) {
        let caller = api.program(api.staff.manager).await;
        assert_json_snapshot!("me", settled(caller.get("/me").await.ok()));
    }

    async fn a_record_its_advice_and_its_timeline(api: Api) {
        let caller = api.program(api.staff.sales).await;
        let path = somebody(&api, &caller).await;
        assert_json_snapshot!("party", settled(caller.get(&path).await.ok()));
        assert_json_snapshot!("advice", settled(caller.get(&format!("{path}/advice")).await.ok()));
        let timeline = caller.get(&format!("{path}/timeline")).await.ok();
        assert_json_snapshot!("timeline", settled(in_order(timeline)));
    }

    async fn a_list_and_a_day(api: Api) {
        let caller = api.program(api.staff.sales).await;
        somebody(&api, &caller).await;
        assert_json_snapshot!("parties", settled(caller.get("/parties").await.ok()));
        api.clock.move_on_days(2);
        assert_json_snapshot!("worklist", settled(caller.get("/worklist").await.ok()));
    }
}
