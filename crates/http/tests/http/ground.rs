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
    /// shared with everybody
    pub segment: String,
    /// of the person's record
    pub version: Value,
}

impl Ground {
    /// Makes the records as the administrator and gives them to their owner; none: nobody owns them.
    pub async fn of(api: &Api, owner: Option<Member>) -> Self {
        let hand = api.program(api.staff.administrator).await;
        let mark = owner.map_or(POOL_MARK, |member| member.name);
        let organisation = made(&hand, json!({ "kind": "organisation", "name": format!("{mark}电子有限公司") })).await;
        let person = made(
            &hand,
            json!({ "kind": "person", "name": format!("客户{mark}"), "phones": [phone_of(mark)],
                "emails": [email_of(mark)], "wechat": wechat_of(mark), "identity_number": identity_number_of(mark),
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
        let segment = json!({ "name": "好客户", "filter": "grade in (A, B)", "shared": true });
        let segment = id(&hand.post("/segments", segment).await.ok());
        Self {
            segment,
            contact: id(contact_of_kind(&record, "phone")),
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

/// Makes this person the deputy of whoever is away, where their role can be.
pub async fn stand_in(api: &Api, caller: Member) {
    let hand = api.program(api.staff.administrator).await;
    let named = json!({ "user_id": api.staff.away.id, "deputy_id": caller.id, "until": "2026-05-01T00:00:00Z" });
    let answer = hand.post("/deputies", named).await;
    assert!([201, 422].contains(&answer.status()), "{}", answer.text());
}

impl Ground {
    /// Shares the records with this person; to be read only, where their role does not work.
    pub async fn shared_with(self, api: &Api, caller: Member, level: &str) -> Self {
        let hand = api.program(api.staff.administrator).await;
        for party in [&self.person, &self.organisation] {
            let share = |level| json!({ "user_id": caller.id, "level": level, "reason": "一起跟进" });
            let path = format!("/parties/{party}/shares");
            if hand.post(&path, share(level)).await.status() == 422 {
                hand.post(&path, share("read")).await.ok();
            }
        }
        self
    }
}

/// Two records of a person that are the same, and two others of which one was merged into the other.
#[derive(Debug)]
pub struct Twins {
    pub one: String,
    pub other: String,
    /// of the merge that was done
    pub merge: String,
    /// the record into which it was done
    pub into: String,
    /// its version after that
    pub into_version: Value,
    /// of `one` and `other`, as they were read
    versions: [Value; 2],
}

impl Twins {
    /// Makes them as the administrator and gives them to their owner; none: nobody owns them.
    pub async fn of(api: &Api, owner: Option<Member>) -> Self {
        let hand = api.program(api.staff.administrator).await;
        let mark = owner.map_or("池", |member| member.name);
        let mut ids = Vec::new();
        for name in ["双", "双", "并", "并"] {
            ids.push(made(&hand, json!({ "kind": "organisation", "name": format!("{name}{mark}厂") })).await);
        }
        let given = json!({ "ids": ids, "owner_id": owner.map(|member| member.id) });
        assert_eq!(hand.post("/parties/assignments", given).await.ok()["refused"], json!([]));
        let [one, other, into, gone] = <[String; 4]>::try_from(ids).expect("four records");
        let versions = async |ids: [&str; 2]| {
            let mut read = [Value::Null, Value::Null];
            for (version, id) in read.iter_mut().zip(ids) {
                *version = hand.get(&format!("/parties/{id}")).await.ok()["version"].clone();
            }
            read
        };
        let merged = hand.post("/merges", merging([&into, &gone], &versions([&into, &gone]).await)).await.ok();
        let [into_version, _] = versions([&into, &into]).await;
        let versions = versions([&one, &other]).await;
        Self { one, other, into, merge: id(&merged), into_version, versions }
    }

    /// What merging the two asks for.
    pub fn merging(&self) -> Value {
        merging([&self.one, &self.other], &self.versions)
    }
}

fn merging([keep, merge]: [&str; 2], [kept, merged]: &[Value; 2]) -> Value {
    json!({ "keep": keep, "merge": merge, "keep_version": kept, "merge_version": merged })
}

/// Saves a party and answers its id.
pub async fn made(caller: &Caller, mut body: Value) -> String {
    body["allow_duplicate"] = true.into();
    id(&caller.post("/parties", body).await.ok())
}

pub fn id(record: &Value) -> String {
    record["id"].as_str().expect("an id").to_owned()
}

pub fn contact_of_kind<'a>(record: &'a Value, kind: &str) -> &'a Value {
    let contacts = record["contacts"].as_array().expect("contacts");
    contacts.iter().find(|contact| contact["kind"] == kind).expect("a contact of the kind")
}

/// Whose records there are, by the mark that makes their numbers.
pub const POOL_MARK: &str = "池";

/// Different for different owners, so that nobody is taken for somebody else.
fn sum_of(mark: &str) -> u32 {
    mark.chars().fold(7_u32, |sum, c| sum.wrapping_mul(31).wrapping_add(c as u32))
}

pub fn phone_of(mark: &str) -> String {
    format!("138{:08}", sum_of(mark) % 100_000_000)
}

pub fn email_of(mark: &str) -> String {
    format!("p{}@example.com", sum_of(mark))
}

pub fn wechat_of(mark: &str) -> String {
    format!("wx_{}", sum_of(mark))
}

/// With its check digit, as a card has it.
pub fn identity_number_of(mark: &str) -> String {
    let digits = format!("11010519800101{:03}", sum_of(mark) % 1_000);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).unwrap_or(0) * weight).sum();
    let check = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize];
    format!("{digits}{check}")
}
