//! The public pool (公海, PRO-10): claims within limits, one winner, returns after a warning, sharing out.

use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{DAY, Team, code, read, wrong_fields};
use app::{Actor, AppError};

/// A record of the north's pool.
async fn pooled(team: &Team, name: &str) -> Uuid {
    let asked = json!({ "kind": "person", "name": name, "allow_duplicate": true });
    let party = team.app.create_party(&team.lin, read(asked)).await.unwrap().summary.id;
    team.app.assign(&team.lin, read(json!({ "ids": [party], "owner_id": null }))).await.unwrap();
    party
}

async fn holder(team: &Team, party: Uuid) -> Option<String> {
    team.app.party(&team.admin, party).await.unwrap().summary.owner.map(|user| user.name)
}

fn factors(error: &AppError) -> Vec<String> {
    match error {
        AppError::Conflict { params, .. } => {
            let reasons = params["reasons"].as_array().unwrap();
            reasons.iter().map(|reason| reason["factor"].as_str().unwrap().to_owned()).collect()
        }
        other => panic!("{other:?}"),
    }
}

async fn share(team: &Team, ids: &[Uuid], among: serde_json::Value) -> app::parties::Assigned {
    team.app.assign(&team.lin, read(json!({ "ids": ids, "owner_id": null, "among": among }))).await.unwrap()
}

on_both_databases! {
    async fn what_nobody_holds_is_claimed_and_put_back(team: Team) {
        let party = pooled(&team, "张三").await;
        let claimed = team.app.claim(&team.chen, party).await.unwrap();
        assert_eq!(claimed.owner.unwrap().name, "chen");
        assert_eq!(claimed.returns_at, Some(team.now().plus_days(30.0)));
        assert!(team.audited(&party.to_string()).await.contains(&"party_claimed".to_owned()));
        let standing = team.app.pool_standing(&team.chen).await.unwrap();
        assert_eq!((standing.claimed_today, standing.people.held), (1, 1));
        let put_back = team.app.release(&team.chen, party, read(json!({ "reason": "不在我的区域" }))).await.unwrap();
        assert!(put_back.owner.is_none() && put_back.returns_at.is_none());
        let log = team.app.pool_log(&team.chen, None).await.unwrap();
        let kinds: Vec<&str> = log.items.iter().map(|entry| entry.kind.as_str()).collect();
        assert_eq!(kinds, ["released", "claimed", "released"]);
    }

    async fn of_two_who_claim_at_one_moment_one_wins_and_the_other_is_told(team: Team) {
        let party = pooled(&team, "张三").await;
        let (first, second) = tokio::join!(team.app.claim(&team.chen, party), team.app.claim(&team.li, party));
        let (winner, told) = if first.is_ok() { ("chen", second) } else { ("li", first) };
        assert_eq!(holder(&team, party).await.as_deref(), Some(winner));
        match told.unwrap_err() {
            AppError::Conflict { code, params, .. } => {
                assert_eq!((code, params["holder"]["name"].as_str()), ("claimed_already", Some(winner)));
            }
            other => panic!("{other:?}"),
        }
        let claims = team.app.pool_log(&team.admin, None).await.unwrap().items;
        assert_eq!(claims.iter().filter(|entry| entry.kind == "claimed").count(), 1);
    }

    async fn who_comes_a_little_later_is_told_too_and_much_later_sees_nothing(team: Team) {
        let party = pooled(&team, "张三").await;
        team.app.claim(&team.chen, party).await.unwrap();
        assert_eq!(code(team.app.claim(&team.li, party).await), "claimed_already");
        team.clock.forward(DAY);
        assert_eq!(code(team.app.claim(&team.li, party).await), "not_found");
    }

    async fn ten_a_day_and_no_more_however_fast_they_click(team: Team) {
        let mut parties = Vec::new();
        for i in 0..12 {
            parties.push(pooled(&team, &format!("张{i}")).await);
        }
        let claims = parties.iter().map(|party| team.app.claim(&team.chen, *party));
        let answers = futures::future::join_all(claims).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 10);
        let refused: Vec<_> = answers.into_iter().filter_map(Result::err).collect();
        assert!(refused.iter().all(|error| factors(error) == ["pool.claims_today"]), "{refused:?}");
        team.clock.forward(DAY);
        let left: Vec<Uuid> = {
            let mut left = Vec::new();
            for party in parties {
                if holder(&team, party).await.is_none() {
                    left.push(party);
                }
            }
            left
        };
        team.app.claim(&team.chen, left[0]).await.unwrap();
    }

    async fn what_left_somebody_cools_down_for_them_and_for_nobody_else(team: Team) {
        let party = pooled(&team, "张三").await;
        team.app.claim(&team.chen, party).await.unwrap();
        team.app.release(&team.chen, party, read(json!({}))).await.unwrap();
        let error = team.app.claim(&team.chen, party).await.unwrap_err();
        assert_eq!(factors(&error), ["pool.cool_down"]);
        team.app.claim(&team.li, party).await.unwrap();
    }

    async fn records_nobody_works_return_after_a_warning(team: Team) {
        let party = team.prospect("张三").await;
        team.clock.forward(23 * DAY);
        team.work().await;
        assert!(team.row(party).await.pool_warned_at.is_some(), "seven days before");
        assert_eq!(team.app.pool_standing(&team.chen).await.unwrap().returning, 1);
        let soon = team.app.parties(&team.chen, read(json!({ "returns_within": 7 }))).await.unwrap();
        assert_eq!(soon.items.len(), 1);
        team.clock.forward(6 * DAY);
        team.work().await;
        assert_eq!(holder(&team, party).await.as_deref(), Some("chen"));
        team.clock.forward(DAY);
        team.work().await;
        assert_eq!(holder(&team, party).await, None);
        let log = team.app.pool_log(&team.chen, None).await.unwrap();
        assert_eq!((log.items[0].kind.as_str(), log.items[0].by.is_none()), ("returned", true));
        assert_eq!(factors(&team.app.claim(&team.chen, party).await.unwrap_err()), ["pool.cool_down"]);
    }

    async fn nothing_returns_without_its_notice_even_when_the_server_stood_still(team: Team) {
        let party = team.prospect("张三").await;
        team.clock.forward(200 * DAY);
        team.work().await;
        assert_eq!(holder(&team, party).await.as_deref(), Some("chen"), "warned today");
        team.clock.forward(7 * DAY);
        team.work().await;
        assert_eq!(holder(&team, party).await, None);
    }

    async fn a_talk_begins_the_time_anew_and_an_appointment_stops_it(team: Team) {
        let party = team.prospect("张三").await;
        team.clock.forward(25 * DAY);
        team.work().await;
        team.log(&team.chen, party, json!({ "outcome": "spoke" })).await;
        team.work().await;
        assert!(team.row(party).await.pool_warned_at.is_none(), "the warning is taken back");
        let meeting = team.now().plus_days(50.0);
        team.log(&team.chen, party, json!({ "outcome": "meeting_set", "next": { "at": meeting, "kind": "meeting" } })).await;
        assert_eq!(team.row(party).await.returns_at, Some(meeting.as_millis()));
    }

    async fn a_need_that_is_found_is_progress_and_finding_it_again_is_none(team: Team) {
        let party = team.prospect("张三").await;
        let spoken_to = async |days: i64| {
            team.clock.forward(days * DAY);
            team.log(&team.chen, party, json!({ "outcome": "spoke" })).await;
        };
        for _ in 0..4 {
            spoken_to(20).await;
        }
        let stuck = team.row(party).await.returns_at;
        team.answer(party, "screening.has_need", "yes").await;
        let moved_on = team.row(party).await.returns_at;
        assert!(moved_on > stuck, "{moved_on:?} {stuck:?}");
        team.clock.forward(DAY);
        team.answer(party, "screening.has_need", "yes").await;
        assert_eq!(team.row(party).await.returns_at, moved_on);
    }

    async fn customers_stay(team: Team) {
        let party = team.prospect("张三").await;
        team.log(&team.chen, party, json!({ "outcome": "met", "kind": "visit", "won": true })).await;
        assert_eq!(team.row(party).await.returns_at, None);
        assert_eq!(code(team.app.release(&team.chen, party, read(json!({}))).await), "customer_stays");
        team.clock.forward(400 * DAY);
        team.work().await;
        team.clock.forward(10 * DAY);
        team.work().await;
        assert_eq!(holder(&team, party).await.as_deref(), Some("chen"));
    }

    async fn who_leaves_leaves_prospects_to_the_pool_and_customers_to_the_manager(team: Team) {
        let (prospect, customer) = (team.prospect("张三").await, team.prospect("李四").await);
        team.log(&team.chen, customer, json!({ "outcome": "met", "kind": "visit", "won": true })).await;
        team.app.edit_user(&team.admin, team.chen.user, read(json!({ "active": false }))).await.unwrap();
        assert_eq!(holder(&team, prospect).await, None);
        assert_eq!(holder(&team, customer).await.as_deref(), Some("chen"));
        assert_eq!(team.app.pool_log(&team.lin, None).await.unwrap().items[0].kind, "left");
    }

    async fn who_may_claim_and_put_back(team: Team) {
        let party = pooled(&team, "张三").await;
        assert_eq!(code(team.app.claim(&team.ana, party).await), "forbidden");
        team.app.claim(&team.chen, party).await.unwrap();
        assert_eq!(code(team.app.release(&team.li, party, read(json!({}))).await), "not_found");
        assert_eq!(code(team.app.release(&team.zhao, party, read(json!({}))).await), "not_found");
        team.app.release(&team.lin, party, read(json!({}))).await.unwrap();
        assert_eq!(code(team.app.release(&team.lin, party, read(json!({}))).await), "in_the_pool");
    }

    async fn many_are_shared_out_in_turn_by_load_by_territory_and_by_rule(team: Team) {
        let mut ids = Vec::new();
        for i in 0..4 {
            ids.push(pooled(&team, &format!("张{i}")).await);
        }
        let users = [team.chen.user, team.li.user];
        let held = async |actor: &Actor| team.app.pool_standing(actor).await.unwrap().people.held;
        assert_eq!(share(&team, &ids, json!({ "by": "round_robin", "users": users })).await.assigned, 4);
        assert_eq!((held(&team.chen).await, held(&team.li).await), (2, 2));
        let more = [pooled(&team, "王五").await, pooled(&team, "王六").await];
        team.app.assign(&team.lin, read(json!({ "ids": [more[0]], "owner_id": team.chen.user }))).await.unwrap();
        share(&team, &more[1..], json!({ "by": "load", "users": users })).await;
        assert_eq!((held(&team.chen).await, held(&team.li).await), (3, 3));
        let placed = share(&team, &[pooled(&team, "赵七").await], json!({ "by": "territory", "users": users })).await;
        assert_eq!((placed.assigned, placed.refused[0].code.as_str()), (0, "no_territory"));
        let rules = json!([{ "kind": "person", "user": team.li.user }]);
        let by_rule = json!({ "by": "rule", "users": users, "rules": rules });
        assert_eq!(share(&team, &[pooled(&team, "孙八").await], by_rule).await.assigned, 1);
        assert_eq!(held(&team.li).await, 4);
        let wrong = json!({ "ids": ids, "owner_id": null, "among": { "by": "load", "users": [] } });
        assert_eq!(wrong_fields(team.app.assign(&team.lin, read(wrong)).await), ["/among/users required"]);
        let others = json!({ "ids": ids, "owner_id": null, "among": { "by": "load", "users": [team.zhao.user] } });
        assert_eq!(code(team.app.assign(&team.lin, read(others)).await), "forbidden");
    }

    async fn a_territory_is_kept_with_its_person(team: Team) {
        let edit = json!({ "territory": ["杭州市", " 宁波市 ", "杭州市", ""] });
        let user = team.app.edit_user(&team.admin, team.chen.user, read(edit)).await.unwrap();
        assert_eq!(user.territory, ["宁波市", "杭州市"]);
        let party = pooled(&team, "张三").await;
        let version = team.row(party).await.version;
        team.app.edit_party(&team.lin, party, read(json!({ "version": version }))).await.unwrap();
        team.app
            .add_address(&team.lin, party, read(json!({ "kind": "work", "text": "浙江省杭州市滨江区江南大道1号" })))
            .await
            .unwrap();
        let users = [team.li.user, team.chen.user];
        assert_eq!(share(&team, &[party], json!({ "by": "territory", "users": users })).await.assigned, 1);
        assert_eq!(holder(&team, party).await.as_deref(), Some("chen"));
    }
}
