//! Programs with a token: what its scopes open, and how often it may call.

use std::collections::BTreeSet;

use app::{Scope, people::CreateToken};
use insta::assert_snapshot;
use serde_json::json;
use test_support::on_both_databases;

use crate::{fixture::Api, ground::made, roles::calls, routes};

fn only(scope: Scope) -> CreateToken {
    CreateToken { scopes: Some(vec![scope]), ..CreateToken::default() }
}

/// The snapshot says which scope opens which route to an administrator; a changed cell is a changed scope.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_by_every_scope() {
    let mut lines: Vec<String> = Vec::new();
    let mut called = BTreeSet::new();
    for scope in Scope::ALL {
        let api = Api::sqlite().await;
        let caller = api.program_with(api.staff.administrator, only(scope)).await;
        for (i, call) in calls::all(&api, api.staff.administrator).await.into_iter().enumerate() {
            let answer = match &call.file {
                Some(content) => caller.upload(&call.address, "名单.csv", content).await,
                None => caller.call(call.method.parse().expect("a method"), &call.address, call.body.clone()).await,
            };
            assert!(answer.status() < 500, "{call:?} {}", answer.text());
            called.insert(format!("{} /api/v1{}", call.method, call.path));
            if lines.len() <= i {
                lines.push(format!("{:<64}", format!("{} {}", call.method, call.path)));
            }
            let open = answer.status() != 403;
            lines[i].push_str(if open { "   x" } else { "   ." });
        }
    }
    let described: BTreeSet<String> =
        routes::all().iter().map(|route| format!("{} {}", route.method, route.path)).collect();
    assert_eq!(called, described);
    assert_snapshot!(format!("columns: read, write, import, export, reveal, admin\n\n{}", lines.join("\n")));
}

on_both_databases! {
    async fn a_token_opens_less_than_its_user_may_and_says_which_scope_is_missing(api: Api) {
        let reader = api.program_with(api.staff.sales, only(Scope::Read)).await;
        reader.get("/parties").await.ok();
        let refused = reader.post("/parties", json!({ "kind": "person", "name": "冯八" })).await;
        assert_eq!(refused.refusal(), (403, "out_of_scope".to_owned()));
        assert_eq!(refused.json()["params"]["scope"], "write");
        let writer = api.program_with(api.staff.sales, only(Scope::Write)).await;
        made(&writer, json!({ "kind": "person", "name": "冯八" })).await;
        writer.get("/parties").await.ok();
        assert_eq!(writer.get("/parties/export").await.refusal(), (403, "out_of_scope".to_owned()));
    }

    async fn a_scope_gives_no_right_that_the_user_has_not(api: Api) {
        let caller = api.program_with(api.staff.sales, only(Scope::Admin)).await;
        assert_eq!(caller.get("/audit").await.refusal(), (403, "forbidden".to_owned()));
    }

    async fn a_limited_token_cannot_make_itself_more(api: Api) {
        let writer = api.program_with(api.staff.administrator, only(Scope::Write)).await;
        for asked in [json!({ "name": "x" }), json!({ "name": "x", "scopes": ["write", "read"] })] {
            assert_eq!(writer.post("/me/tokens", asked).await.refusal(), (403, "out_of_scope".to_owned()));
        }
        writer.post("/me/tokens", json!({ "name": "x", "scopes": ["write"] })).await.ok();
        let change = json!({ "current": "x", "new": "long enough" });
        assert_eq!(writer.post("/me/password", change).await.refusal(), (403, "out_of_scope".to_owned()));
    }

    async fn the_page_lists_what_a_token_opens(api: Api) {
        let browser = api.browser(api.staff.sales).await;
        let asked = json!({ "name": "夜间报表", "scopes": ["read", "export"], "requests_per_minute": 60 });
        browser.post("/me/tokens", asked).await.ok();
        let listed = browser.get("/me/tokens").await.ok()["items"][0].clone();
        assert_eq!(listed["scopes"], json!(["read", "export"]));
        assert_eq!(listed["requests_per_minute"], 60);
        for wrong in [json!({ "scopes": [] }), json!({ "requests_per_minute": 0 })] {
            let mut asked = json!({ "name": "x" });
            asked.as_object_mut().expect("an object").extend(wrong.as_object().expect("an object").clone());
            assert_eq!(browser.post("/me/tokens", asked).await.refusal(), (422, "invalid".to_owned()));
        }
    }

    async fn a_spent_minute_is_refused_until_the_next(api: Api) {
        let asked = CreateToken { requests_per_minute: Some(40), ..CreateToken::default() };
        let caller = api.program_with(api.staff.sales, asked).await;
        for left in (0..40).rev() {
            let answer = caller.get("/me").await;
            answer.ok();
            assert_eq!(answer.header("ratelimit-policy"), Some("\"token\";q=40;w=60"));
            let told = answer.header("ratelimit").expect("what is left").to_owned();
            assert!(told.starts_with(&format!("\"token\";r={left};t=")), "{told}");
        }
        let refused = caller.get("/me").await;
        assert_eq!(refused.refusal(), (429, "too_many_requests".to_owned()));
        let wait: i64 = refused.header("retry-after").expect("a wait").parse().expect("seconds");
        assert!((1..=60).contains(&wait));
        api.clock.move_on_minutes(1);
        caller.get("/me").await.ok();
    }

    async fn a_limit_holds_over_all_servers_of_one_database(api: Api) {
        let asked = CreateToken { requests_per_minute: Some(40), ..CreateToken::default() };
        let here = api.program_with(api.staff.sales, asked).await;
        let there = here.at(api.another_server());
        let mut passed = 0;
        for turn in 0..100 {
            let caller = if turn % 2 == 0 { &here } else { &there };
            passed += usize::from(caller.get("/me").await.status() == 200);
        }
        assert_eq!(passed, 40);
    }
}
