//! What a person may do with a record follows from whose it is: one's own, a colleague's, another team's, nobody's, that of
//! a colleague one stands in for; and from whether it is shared.

use insta::assert_snapshot;
use serde_json::{Value, json};
use test_support::Member;

use crate::{
    fixture::Api,
    ground::{Ground, Twins, stand_in},
};

/// A team that is not there: sharing with it is told to those who may share.
const NOBODY: &str = "01999999-9999-7999-8999-999999999999";

/// What can be done to a record: a name, the method, the path below it, the body.
fn deeds(owner: Member, ground: &Ground, twins: &Twins) -> Vec<(&'static str, &'static str, String, Option<Value>)> {
    let deed = |name, method, path: &str, body| (name, method, path.to_owned(), body);
    vec![
        deed("read", "GET", "/parties/{id}", None),
        deed("advice", "GET", "/parties/{id}/advice", None),
        deed("timeline", "GET", "/parties/{id}/timeline", None),
        deed("history", "GET", "/parties/{id}/history", None),
        deed("edit", "PATCH", "/parties/{id}", Some(json!({ "version": ground.version }))),
        deed("answer", "POST", "/parties/{id}/evidence", Some(json!({ "topic": "authority", "answer": "decides" }))),
        deed("log", "POST", "/parties/{id}/activities", Some(json!({ "kind": "note", "note": "x" }))),
        deed("plan", "POST", "/parties/{id}/tasks", Some(json!({ "title": "x", "due_at": "2026-04-02T00:00:00Z" }))),
        deed(
            "reveal",
            "POST",
            "/parties/{id}/contact-points/{contact}/reveals",
            Some(json!({ "reason": "to_contact" })),
        ),
        deed("permissions", "GET", "/parties/{id}/permissions", None),
        deed("consent", "POST", "/parties/{id}/consents", Some(json!({ "given": true, "source": "written" }))),
        // what is no customer cannot be lost, which is told only to those who may say so
        deed("lose", "POST", "/parties/{id}/losses", Some(json!({ "reason": "ceased" }))),
        deed("stop", "POST", "/parties/{id}/disposition", Some(json!({ "to": "stopped", "reason": "x" }))),
        deed("shares", "GET", "/parties/{id}/shares", None),
        deed(
            "share",
            "POST",
            "/parties/{id}/shares",
            Some(json!({ "team_id": NOBODY, "level": "read", "reason": "x" })),
        ),
        deed("claim", "POST", "/parties/{id}/claim", None),
        deed("compare", "GET", &format!("/merges/plan?one={}&other={}", twins.one, twins.other), None),
        deed("merge", "POST", "/merges", Some(twins.merging())),
        deed("merges", "GET", &format!("/parties/{}/merges", twins.into), None),
        deed("before undo", "GET", &format!("/merges/{}/undo", twins.merge), None),
        deed("undo", "POST", &format!("/merges/{}/undo", twins.merge), Some(json!({ "version": twins.into_version }))),
        deed("their day", "GET", &format!("/worklist?as={}", owner.id), None),
    ]
}

async fn table(api: &Api, member: Member) -> String {
    let staff = &api.staff;
    let caller = api.program(member).await;
    let mut grounds = Vec::new();
    for owner in [Some(member), Some(staff.colleague), Some(staff.stranger), None] {
        let twins = Twins::of(api, owner).await;
        grounds.push((owner.unwrap_or(staff.analyst), Ground::of(api, owner).await, twins));
    }
    stand_in(api, member).await;
    grounds.push((staff.away, Ground::of(api, Some(staff.away)).await, Twins::of(api, Some(staff.away)).await));
    for level in ["read", "work"] {
        let ground = Ground::of(api, Some(staff.stranger)).await.shared_with(api, member, level).await;
        grounds.push((staff.stranger, ground, Twins::of(api, Some(staff.stranger)).await));
    }
    let heads = "own  colleague's  other team's  nobody's  stood in for  shared to read  shared to work";
    let mut lines = vec![format!("{:<11}  {heads}", "")];
    for i in 0..deeds(member, &grounds[0].1, &grounds[0].2).len() {
        let mut line = String::new();
        for (owner, ground, twins) in &grounds {
            let (name, method, path, body) = deeds(*owner, ground, twins)[i].clone();
            let path = path.replace("{id}", &ground.person).replace("{contact}", &ground.contact);
            let answer = caller.call(method.parse().expect("a method"), &path, body).await;
            if line.is_empty() {
                line = format!("{name:<11}");
            }
            line.push_str(&format!("  {}", answer.status()));
        }
        lines.push(line);
    }
    lines.join("\n")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_seller_works_the_own_records_and_reads_what_nobody_owns() {
    let api = Api::sqlite().await;
    assert_snapshot!(table(&api, api.staff.sales).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_manager_works_the_records_of_the_own_teams() {
    let api = Api::sqlite().await;
    assert_snapshot!(table(&api, api.staff.manager).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_analyst_reads_everything_and_changes_nothing() {
    let api = Api::sqlite().await;
    assert_snapshot!(table(&api, api.staff.analyst).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_may_do_all() {
    let api = Api::sqlite().await;
    assert_snapshot!(table(&api, api.staff.administrator).await);
}

#[tokio::test]
async fn a_list_holds_what_is_within_reach_and_nothing_else() {
    let api = Api::sqlite().await;
    for owner in [Some(api.staff.sales), Some(api.staff.colleague), Some(api.staff.stranger), None] {
        Ground::of(&api, owner).await;
    }
    let owners = async |member: Member| {
        let page = api.program(member).await.get("/parties?kind=person&sort=name").await.ok();
        let items = page["items"].as_array().expect("items").clone();
        items.iter().map(|party| party["owner"]["name"].as_str().unwrap_or("-").to_owned()).collect::<Vec<_>>()
    };
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    assert_eq!(sorted(owners(api.staff.sales).await), ["-", api.staff.sales.name]);
    assert_eq!(
        sorted(owners(api.staff.manager).await),
        sorted(vec!["-".into(), api.staff.colleague.name.into(), api.staff.sales.name.into()])
    );
    assert_eq!(owners(api.staff.analyst).await.len(), 4);
    let found = api.program(api.staff.sales).await.get("/search?q=吴南方").await;
    assert_eq!(found.ok(), json!([]), "search reaches no further than lists");
}
