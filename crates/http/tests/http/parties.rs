//! Lists page by page, numbers masked and revealed, doubles and lost updates.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use test_support::on_both_databases;

use crate::{
    fixture::{Api, Caller},
    ground::{Ground, id, made},
};

/// All pages of a list, followed to the end.
async fn followed(caller: &Caller, query: &str) -> Vec<Value> {
    let mut items = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = caller.get(&format!("/parties?{query}{cursor}")).await.ok();
        assert_eq!(page["total"].is_null(), !cursor.is_empty(), "only the first page counts");
        items.extend(page["items"].as_array().expect("items").clone());
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return items,
        }
    }
}

fn person(name: &str, phone: &str) -> Value {
    json!({ "kind": "person", "name": name, "phones": [phone] })
}

on_both_databases! {
    async fn pages_hold_every_record_once_in_every_order(api: Api) {
        let caller = api.program(api.staff.sales).await;
        // many of the same name, score and moment: only the id tells them apart
        for i in 0..23 {
            made(&caller, person(["同名", "异名"][i % 2], &format!("1380000{:04}", i / 2))).await;
            if i % 5 == 0 {
                api.clock.move_on_minutes(1);
            }
        }
        let orders = "name score grade next_contact_at last_contact_at created_at updated_at completeness";
        for order in orders.split(' ').flat_map(|order| [order.to_owned(), format!("-{order}")]) {
            let items = followed(&caller, &format!("limit=4&sort={order}")).await;
            let ids: BTreeSet<String> = items.iter().map(id).collect();
            assert_eq!((items.len(), ids.len()), (23, 23), "sorted by {order}");
        }
        let sorted = followed(&caller, "limit=4&sort=name").await;
        let names: Vec<&Value> = sorted.iter().map(|party| &party["name"]).collect();
        let turns = names.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert_eq!(turns, 1, "those of one name stand together: {names:?}");
    }

    async fn filters_take_numbers_and_truth_values(api: Api) {
        let caller = api.program(api.staff.sales).await;
        made(&caller, person("甲", "13800000001")).await;
        let count = async |query: &str| caller.get(&format!("/parties?{query}")).await.ok()["total"]["count"].clone();
        assert_eq!(count("golden=false&limit=10").await, 1);
        assert_eq!(count("golden=true").await, 0);
        assert_eq!(count("min_score=0.5&owner=me").await, count("min_score=0.5").await);
        assert_eq!(count("grade=A,B,C,D,N&intent=none,weak,medium,strong").await, 1);
        assert_eq!(caller.get("/parties?golden=perhaps").await.refusal(), (422, "invalid".to_owned()));
        assert_eq!(caller.get("/parties?sort=colour").await.refusal(), (422, "invalid".to_owned()));
        assert_eq!(caller.get("/parties?cursor=x").await.refusal(), (422, "invalid".to_owned()));
    }

    async fn numbers_are_masked_until_somebody_reveals_one_which_is_audited(api: Api) {
        let caller = api.program(api.staff.sales).await;
        let party = made(&caller, json!({ "kind": "person", "name": "冯八", "phones": ["13812345678"],
            "emails": ["fengba@example.com"], "identity_number": "11010519491231002X" })).await;
        let (own, timeline) = (format!("/parties/{party}"), format!("/parties/{party}/timeline"));
        for path in ["/parties", "/search?q=冯八", "/worklist", &own, &timeline] {
            let text = caller.get(path).await.text();
            for secret in ["13812345678", "12345678", "fengba@", "11010519491231002X"] {
                assert!(!text.contains(secret), "{path} shows {secret}");
            }
        }
        let record = caller.get(&format!("/parties/{party}")).await.ok();
        assert_eq!(record["phone"], "138****5678");
        let contacts = record["contacts"].as_array().expect("contacts");
        let contact = id(contacts.iter().find(|contact| contact["kind"] == "phone").expect("a phone"));
        let path = format!("/parties/{party}/contact-points/{contact}/reveals");
        let revealed = caller.post(&path, json!({ "reason": "to_contact" })).await;
        assert_eq!(revealed.ok()["value"], "+8613812345678");

        let administrator = api.program(api.staff.administrator).await;
        let audit = administrator.get(&format!("/audit?subject={party}")).await.ok();
        let entry = audit["items"].as_array().expect("items").iter().find(|e| e["action"] == "contact_revealed");
        let entry = entry.expect("the reveal is audited");
        assert_eq!(entry["actor"]["name"], api.staff.sales.name);
        assert!(!audit.to_string().contains("12345678"), "the audit itself shows no number");
    }

    async fn a_likely_double_is_shown_before_it_is_saved(api: Api) {
        let caller = api.program(api.staff.sales).await;
        let first = made(&caller, person("冯八", "13812345678")).await;
        let again = caller.post("/parties", person("冯八", "+86 138-1234-5678")).await;
        assert_eq!(again.refusal(), (409, "likely_duplicate".to_owned()));
        assert_eq!(again.json()["params"]["matches"][0]["party"]["id"], first.as_str());
        let mut anyway = person("冯八", "13812345678");
        anyway["allow_duplicate"] = true.into();
        assert_eq!(caller.post("/parties", anyway).await.status(), 201);
    }

    async fn of_two_edits_of_one_version_the_second_is_refused(api: Api) {
        let caller = api.program(api.staff.sales).await;
        let party = made(&caller, person("冯八", "13812345678")).await;
        let path = format!("/parties/{party}");
        let version = caller.get(&path).await.ok()["version"].clone();
        let edit = |name: &str| json!({ "version": version, "name": name });
        assert_eq!(caller.patch(&path, edit("冯八一")).await.ok()["name"], "冯八一");
        assert_eq!(caller.patch(&path, edit("冯八二")).await.refusal(), (409, "changed_meanwhile".to_owned()));
        assert_eq!(caller.get(&path).await.ok()["name"], "冯八一");
    }

    async fn a_logged_contact_moves_the_list_and_can_be_taken_back_for_ten_minutes(api: Api) {
        let caller = api.program(api.staff.sales).await;
        let party = made(&caller, person("冯八", "13812345678")).await;
        let day = async || caller.get("/worklist").await.ok();
        let before = day().await;
        assert_eq!(before["lines"][0]["party"]["id"], party.as_str());
        let path = format!("/parties/{party}/activities");
        let logged = caller.post(&path, json!({ "kind": "call", "outcome": "not_reached" })).await.ok();
        assert_eq!(logged["party"]["id"], party.as_str());
        assert_eq!(day().await["done_today"], 1);
        let entry = format!("{path}/{}", logged["activity_id"].as_str().expect("an id"));
        api.clock.move_on_minutes(1);
        let late = caller.post(&path, json!({ "kind": "call", "outcome": "not_reached" })).await.ok();
        let later = format!("{path}/{}", late["activity_id"].as_str().expect("an id"));
        assert_eq!(caller.delete(&later).await.status(), 200);
        api.clock.move_on_minutes(11);
        assert_eq!(caller.delete(&entry).await.refusal().0, 409);
        assert_eq!(day().await["done_today"], 1);
    }

    async fn assigning_by_filter_gives_all_that_match(api: Api) {
        for _ in 0..2 {
            Ground::of(&api, Some(api.staff.sales)).await;
        }
        let manager = api.program(api.staff.manager).await;
        let filter = json!({ "kind": "person", "owner": api.staff.sales.id.to_string() });
        let asked = json!({ "filter": filter, "owner_id": api.staff.colleague.id });
        let done = manager.post("/parties/assignments", asked).await.ok();
        assert_eq!(done, json!({ "assigned": 2, "refused": [] }));
        let colleague = api.program(api.staff.colleague).await;
        assert_eq!(colleague.get("/parties?owner=me").await.ok()["total"]["count"], 2);
    }
}

#[tokio::test]
async fn a_party_is_found_by_characters_pinyin_initials_and_the_tail_of_its_number() {
    let api = Api::sqlite().await;
    let caller = api.program(api.staff.sales).await;
    let company = json!({ "kind": "organisation", "name": "上海元器件分销有限公司", "phones": ["13812345678"] });
    let company = made(&caller, company).await;
    made(&caller, person("张三", "13900000001")).await;
    for typed in ["分销", "元器件 上海", "fenxiao", "5678"] {
        let found = caller.get(&format!("/search?q={typed}")).await.ok();
        assert_eq!(found[0]["id"], company.as_str(), "{typed}");
    }
    assert_eq!(caller.get("/search?q=zs").await.ok()[0]["name"], "张三");
}
