//! Calls about a deal with a record, in an order in which none takes away what a later one needs.

use serde_json::json;

use super::{Call, get, post};
use crate::{
    fixture::Api,
    ground::{Ground, id},
};

/// The deal is made as the administrator, and belongs to whoever owns its customer; of nobody's customer to the administrator.
pub(super) async fn about_a_deal(api: &Api, ground: &Ground) -> Vec<Call> {
    let hand = api.program(api.staff.administrator).await;
    let step = json!({ "what": "上门演示", "due_at": "2026-04-20T08:00:00Z" });
    let asked = json!({ "party_id": ground.organisation, "name": "二期设备", "next_step": step,
        "buying_stage": "specify", "tender": { "public": "yes" } });
    let deal = id(&hand.post("/deals", asked.clone()).await.ok());
    let path = format!("/deals/{deal}");
    let put = async |what: &str, body| hand.post(&format!("{path}/{what}"), body).await.ok();
    let rival = id(&put("rivals", json!({ "name": "华光" })).await["rivals"][0]);
    let person = json!({ "name": "何科长", "power": "decider", "leaning": "neutral" });
    let person = id(&put("people", person).await["people"][0]);
    let concern = id(&put("concerns", json!({ "words": "怕耗材贵" })).await["concerns"][0]);
    let ahead = json!({ "knew_first": "we_long_before", "shaped": "with_us", "criteria": "us" });
    let opening =
        json!({ "territory": { "bought_at_all": "yes", "sold_most": "we" }, "evidence": { rival.clone(): ahead } });
    put("assessments/opening", opening.clone()).await;
    let play = id(&put("plays", json!({ "play": "prepare_award" })).await["plays"][0]);
    let of = |method, path: &'static str, body| {
        let address = path.replace("{id}", &deal).replace("{person}", &person).replace("{rival}", &rival);
        let address = address.replace("{concern}", &concern).replace("{play}", &play);
        Call::new(method, path, address, body)
    };
    let calendar = "/deals/calendar?from=2026-04-01&to=2026-04-30";
    let customers = Call::new("GET", "/parties/{id}/deals", format!("/parties/{}/deals", ground.organisation), None);
    let target = json!({ "period": "2026-q2", "team_id": api.staff.north_team, "target_minor": 1 });
    vec![
        get("/deals"),
        get("/deals/board"),
        Call::new("GET", "/deals/calendar", calendar.to_owned(), None),
        get("/deals/queue"),
        get("/insight/deals/diagnosis"),
        get("/insight/deals/forecast"),
        get("/insight/deals/win-rates"),
        get("/insight/deals/accuracy"),
        post("/insight/deals/forecasts", target),
        post("/deals", asked),
        customers,
        of("GET", "/deals/{id}", None),
        of("PATCH", "/deals/{id}", Some(json!({ "note": "x" }))),
        of("POST", "/deals/{id}/stage", Some(json!({ "stage": "need" }))),
        of("POST", "/deals/{id}/people", Some(json!({ "name": "钱主任", "power": "user" }))),
        of("GET", "/deals/{id}/people/{person}", None),
        of("PATCH", "/deals/{id}/people/{person}", Some(json!({ "role": "科长" }))),
        of("POST", "/deals/{id}/rivals", Some(json!({ "name": "东方" }))),
        of("GET", "/deals/{id}/rivals/{rival}", None),
        of("PATCH", "/deals/{id}/rivals/{rival}", Some(json!({ "offer": "低两成" }))),
        of("POST", "/deals/{id}/concerns", Some(json!({ "words": "怕换人" }))),
        of("POST", "/deals/{id}/concerns/{concern}/settlement", None),
        of("GET", "/deals/{id}/assessments", None),
        of("POST", "/deals/{id}/assessments/value", Some(json!({}))),
        of("POST", "/deals/{id}/assessments/opening", Some(opening)),
        // not one of class 1, which is told only to those who may answer
        of("POST", "/deals/{id}/assessments/questions", Some(json!({}))),
        of("GET", "/deals/{id}/advice", None),
        of("GET", "/deals/{id}/alerts", None),
        of("GET", "/deals/{id}/changes", None),
        of("POST", "/deals/{id}/plays", Some(json!({ "play": "dig_needs" }))),
        of("GET", "/deals/{id}/plays/{play}", None),
        // it does not wait for anybody, which is told only to those who may confirm
        of("POST", "/deals/{id}/plays/{play}/confirmation", None),
        of("PATCH", "/deals/{id}/plays/{play}", Some(json!({ "used": true }))),
        of("GET", "/deals/{id}/decisions", None),
        of("POST", "/deals/{id}/decisions", Some(json!({ "decision": "pursue", "reason": "标杆" }))),
        of("DELETE", "/deals/{id}/people/{person}", None),
        of(
            "POST",
            "/deals/{id}/end",
            Some(json!({ "end": "won", "buyer_says": { "reason": "fit" }, "seller_sees": { "reason": "fit" } })),
        ),
        of("POST", "/deals/{id}/reopen", Some(step)),
    ]
}
