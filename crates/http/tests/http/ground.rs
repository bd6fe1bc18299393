//! Records to call routes with: one party of a person with everything that hangs on it, and what belongs to nobody.

use serde_json::{Value, json};
use test_support::Member;

use crate::fixture::{Api, Caller};

/// Ids of what a person has.
#[derive(Debug)]
pub struct Ground {
    pub person: String,
    pub contact: String,
    pub address: String,
    pub organisation: String,
    pub link: String,
    pub activity: String,
    pub task: String,
    /// of the person's record
    pub version: Value,
}

impl Ground {
    /// Makes the records as the administrator and gives them to their owner; none: nobody owns them.
    pub async fn of(api: &Api, owner: Option<Member>) -> Self {
        let hand = api.program(api.staff.administrator).await;
        let mark = owner.map_or("池", |member| member.name);
        let organisation = made(&hand, json!({ "kind": "organisation", "name": format!("{mark}电子有限公司") })).await;
        let person = made(
            &hand,
            json!({ "kind": "person", "name": format!("客户{mark}"), "phones": [phone_of(mark)],
                "facts": { "employer": "某公司" }, "addresses": [{ "kind": "work", "text": "上海市浦东新区世纪大道1号" }] }),
        )
        .await;
        let path = format!("/parties/{person}");
        let record = hand.get(&path).await.ok();
        let body = json!({ "party_id": person, "roles": ["decider"] });
        let linked = hand.post(&format!("/parties/{organisation}/people"), body).await.ok();
        let logged = hand.post(&format!("{path}/activities"), json!({ "kind": "note", "note": "来过一次" })).await.ok();
        let task = json!({ "title": "寄资料", "kind": "promise", "due_at": "2026-04-01T08:00:00Z" });
        let task = hand.post(&format!("{path}/tasks"), task).await.ok();
        let given = json!({ "ids": [person, organisation], "owner_id": owner.map(|member| member.id) });
        assert_eq!(hand.post("/parties/assignments", given).await.ok()["refused"], json!([]));
        let version = hand.get(&path).await.ok()["version"].clone();
        Self {
            contact: id(&record["contacts"][0]),
            address: id(&record["addresses"][0]),
            link: id(&linked["people"][0]),
            activity: logged["activity_id"].as_str().expect("an id").to_owned(),
            task: id(&task),
            version,
            person,
            organisation,
        }
    }
}

/// Saves a party and answers its id.
pub async fn made(caller: &Caller, mut body: Value) -> String {
    body["allow_duplicate"] = true.into();
    id(&caller.post("/parties", body).await.ok())
}

pub fn id(record: &Value) -> String {
    record["id"].as_str().expect("an id").to_owned()
}

/// Different for different owners, so that nobody is taken for somebody else.
pub fn phone_of(mark: &str) -> String {
    let sum = mark.chars().fold(7_u32, |sum, c| sum.wrapping_mul(31).wrapping_add(c as u32));
    format!("138{:08}", sum % 100_000_000)
}
