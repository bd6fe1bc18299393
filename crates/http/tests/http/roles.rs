//! Every route by every role, and where it is about a record by every kind of record. The snapshot is the rights matrix; a
//! changed sign is a changed right.

pub mod calls;

use std::collections::{BTreeMap, BTreeSet};

use insta::assert_snapshot;
use test_support::{Member, Staff};

use crate::{
    fixture::{Answer, Api, Caller},
    routes, secrets,
};
use calls::{Call, Whose};

/// Roles by the heads of their columns.
fn roles(staff: &Staff) -> [(&'static str, Member); 8] {
    [
        ("admin", staff.administrator),
        ("manager", staff.manager),
        ("sales", staff.sales),
        ("key", staff.key_account),
        ("analyst", staff.analyst),
        ("market", staff.marketing),
        ("credit", staff.credit),
        ("trainer", staff.trainer),
    ]
}

const LEGEND: &str = "\
+ allowed   - the role, the owner or a missing proof forbids it   . outside the reach: as if it were not there
! allowed, but something stands against it now   ? allowed, and what was sent is not valid

One sign: the route is about no record. Six signs: the caller's own record, a colleague's in the same team, another
team's, nobody's (in the public pool), that of a colleague for whom the caller stands in, another team's that is shared
with the caller to be worked (to be read, where the role does not work records).";

fn sign(answer: &Answer) -> char {
    match answer.status() {
        200..=399 => '+',
        401 | 403 => '-',
        404 | 410 => '.',
        409 | 412 | 428 | 429 => '!',
        400 | 422 => '?',
        other => panic!("{other}: {}", answer.text()),
    }
}

async fn answer_to(caller: &Caller, call: &Call) -> Answer {
    match &call.file {
        Some(content) => caller.upload(&call.address, "名单.csv", content).await,
        None => caller.call(call.method.parse().expect("a method"), &call.address, call.body.clone()).await,
    }
}

/// What one role may do: the signs of each route in the order of the calls.
async fn column(api: &Api, member: Member) -> Vec<(String, String)> {
    let caller = api.program(member).await;
    let mut order: Vec<String> = Vec::new();
    let mut signs: BTreeMap<String, String> = BTreeMap::new();
    for call in calls::all(api, member).await {
        let answer = answer_to(&caller, &call).await;
        secrets::assert_none_shown(api, &call, &answer);
        let route = format!("{} {}", call.method, call.path);
        if !signs.contains_key(&route) {
            order.push(route.clone());
        }
        signs.entry(route).or_default().push(sign(&answer));
    }
    order.into_iter().map(|route| (route.clone(), signs.remove(&route).unwrap_or_default())).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_by_every_role_on_every_kind_of_record() {
    let mut lines: Vec<String> = Vec::new();
    let mut called = BTreeSet::new();
    let mut heads = format!("{:<60}", "");
    for position in 0..8 {
        let api = Api::sqlite().await;
        let (head, member) = roles(&api.staff)[position];
        heads.push_str(&format!(" {head:<7}"));
        for (i, (route, signs)) in column(&api, member).await.into_iter().enumerate() {
            assert!(signs.len() == 1 || signs.len() == Whose::ALL.len(), "{route} {signs}");
            if lines.len() <= i {
                lines.push(format!("{route:<60}"));
                let (method, path) = route.split_once(' ').expect("a route");
                called.insert(format!("{method} /api/v1{path}"));
            }
            assert!(lines[i].starts_with(&route), "the calls come in one order: {route}");
            lines[i].push_str(&format!(" {signs:<7}"));
        }
    }
    let described: BTreeSet<String> =
        routes::all().iter().map(|route| format!("{} {}", route.method, route.path)).collect();
    assert_eq!(called, described, "every described route is called, so that a new one has its line here");
    let lines: Vec<&str> = std::iter::once(heads.as_str()).chain(lines.iter().map(String::as_str)).collect();
    let lines: Vec<&str> = lines.into_iter().map(str::trim_end).collect();
    assert_snapshot!(format!("{LEGEND}\n\n{}", lines.join("\n")));
}
