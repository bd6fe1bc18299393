//! Every route by every role. The snapshot is the permission matrix; a changed cell is a changed right.

pub mod calls;

use std::collections::BTreeSet;

use insta::assert_snapshot;
use test_support::{Member, Staff};

use crate::{fixture::Api, ground::phone_of, routes};

fn roles(staff: &Staff) -> [(&'static str, Member); 8] {
    [
        ("administrator", staff.administrator),
        ("manager", staff.manager),
        ("sales", staff.sales),
        ("key_account", staff.key_account),
        ("analyst", staff.analyst),
        ("marketing", staff.marketing),
        ("credit", staff.credit),
        ("trainer", staff.trainer),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_by_every_role() {
    let mut lines: Vec<String> = Vec::new();
    let mut called = BTreeSet::new();
    for position in 0..8 {
        let api = Api::sqlite().await;
        let (_, member) = roles(&api.staff)[position];
        let caller = api.program(member).await;
        let numbers = [phone_of(member.name), "13700000009".to_owned(), "a@example.com".to_owned()];
        for (i, call) in calls::all(&api, member).await.into_iter().enumerate() {
            let answer = match &call.file {
                Some(content) => caller.upload(&call.address, "名单.csv", content).await,
                None => caller.call(call.method.parse().expect("a method"), &call.address, call.body.clone()).await,
            };
            assert!(answer.status() < 500, "{call:?} {}", answer.text());
            let text = answer.text();
            for number in &numbers {
                let shown = text.contains(number) && !call.path.ends_with("/reveals");
                assert!(!shown, "{call:?} shows a number that only a reveal may show");
            }
            called.insert(format!("{} /api/v1{}", call.method, call.path));
            if lines.len() <= i {
                lines.push(format!("{:<64}", format!("{} {}", call.method, call.path)));
            }
            lines[i].push_str(&format!("{:>5}", answer.status()));
        }
    }
    let described: BTreeSet<String> =
        routes::all().iter().map(|route| format!("{} {}", route.method, route.path)).collect();
    assert_eq!(called, described, "every described route is called, so that a new one has its line here");
    let heads = "columns: administrator, manager, sales, key_account, analyst, marketing, credit, trainer";
    assert_snapshot!(format!("{heads}\n\n{}", lines.join("\n")));
}
