//! Lists of classed customers, over the wire.

use serde_json::{Value, json};
use test_support::on_both_databases;

use crate::{
    fixture::{Api, Caller},
    ground::Ground,
};

async fn class(api: &Api, as_of: Option<&str>) -> String {
    let administrator = api.program(api.staff.administrator).await;
    let run = administrator.post("/classes/runs", json!({ "as_of": as_of })).await.ok();
    api.work().await;
    run["id"].as_str().expect("an id").to_owned()
}

async fn order(caller: &Caller, party: &str, on: &str, amount: i64) {
    let body = json!({ "on": on, "lines": [{ "amount_minor": amount }] });
    caller.post(&format!("/parties/{party}/orders"), body).await.ok();
}

fn lines(answer: &Value) -> Vec<(&str, &str)> {
    let items = answer["items"].as_array().expect("items").iter();
    items.filter_map(|item| Some((item["party"]["id"].as_str()?, item["existing"].as_str()?))).collect()
}

on_both_databases! {
    async fn whoever_moved_since_an_earlier_run_is_listed_to_those_who_reach_them(api: Api) {
        let ground = Ground::of(&api, Some(api.staff.sales)).await;
        let (sales, firm) = (api.program(api.staff.sales).await, ground.organisation.as_str());
        for month in 1..=12 {
            order(&sales, firm, &format!("2025-{month:02}-10"), 100_000).await;
        }
        let earlier = class(&api, Some("2025-01-31")).await;
        class(&api, None).await;
        let moved = format!("/classes/customers?since={earlier}");
        let listed = sales.get(&moved).await.ok();
        assert_eq!(lines(&listed).len(), 1, "{listed}");
        assert_eq!(lines(&sales.get(&format!("{moved}&was=new")).await.ok()), lines(&listed));
        assert_eq!(lines(&sales.get(&format!("{moved}&was=eii,eiv")).await.ok()), []);
        let stranger = api.program(api.staff.stranger).await;
        assert_eq!(lines(&stranger.get(&moved).await.ok()), []);
        assert_eq!(sales.get("/classes/customers?was=new").await.refusal(), (422, "invalid".to_owned()));
        let nobody = "/classes/customers?since=01999999-9999-7999-8999-999999999999";
        assert_eq!(sales.get(nobody).await.refusal(), (404, "not_found".to_owned()));
    }
}
