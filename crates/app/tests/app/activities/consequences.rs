//! No outcome is a dead end (APP-4): what each one leads to on the record, in the tasks and in Today.

use app::AppError;
use method::{Timestamp, appointments::outcomes::LeadsTo};
use serde_json::{Value, json};
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{DAY, HOUR, Team, read, wrong_fields};

async fn try_log(team: &Team, party: Uuid, asked: Value) -> Result<app::activities::LoggedActivity, AppError> {
    let mut whole = json!({ "kind": "call" });
    whole.as_object_mut().unwrap().extend(asked.as_object().unwrap().clone());
    team.app.log_activity(&team.chen, party, read(whole)).await
}

/// Open tasks as kind and due moment.
async fn tasks(team: &Team, party: Uuid) -> Vec<(String, Timestamp)> {
    let rows = store::timeline::open_tasks(team.db.store(), &[party]).await.unwrap();
    rows.into_iter().map(|row| (row.kind, row.due_at.into())).collect()
}

async fn on_today(team: &Team, party: Uuid) -> bool {
    team.app.worklist(&team.chen, None).await.unwrap().lines.iter().any(|line| line.party.id == party)
}

fn led_to(logged: &app::activities::LoggedActivity) -> LeadsTo {
    logged.consequence.as_ref().expect("a consequence").value.leads_to
}

on_both_databases! {
    async fn a_meeting_is_a_task_and_the_next_contact(team: Team) {
        let party = team.prospect("张三").await;
        let at = team.now().plus_days(3.0);
        let missing = try_log(&team, party, json!({ "outcome": "meeting_set" })).await;
        assert_eq!(wrong_fields(missing), ["/next required"]);
        let logged = team
            .log(&team.chen, party, json!({ "outcome": "meeting_set", "next": { "at": at, "title": "他办公室" } }))
            .await;
        assert_eq!(led_to(&logged), LeadsTo::Meeting);
        assert_eq!(tasks(&team, party).await, [("meeting".to_owned(), at)]);
        assert_eq!(logged.party.next_contact_at, Some(at));
        assert!(!on_today(&team, party).await, "what is agreed settles the next contact");
        team.clock.forward(3 * DAY);
        assert!(on_today(&team, party).await);
    }

    async fn a_call_back_is_due_at_the_time_agreed(team: Team) {
        let party = team.prospect("张三").await;
        let at = team.now().plus_hours(4);
        assert_eq!(wrong_fields(try_log(&team, party, json!({ "outcome": "call_back" })).await), ["/next required"]);
        let logged = team.log(&team.chen, party, json!({ "outcome": "call_back", "next": { "at": at } })).await;
        assert_eq!(led_to(&logged), LeadsTo::CallBack);
        assert_eq!(tasks(&team, party).await, [("call_back".to_owned(), at)]);
        assert_eq!(logged.party.next_contact_at, Some(at));
        assert!(on_today(&team, party).await);
    }

    async fn a_talk_follows_the_cadence(team: Team) {
        let party = team.prospect("张三").await;
        let logged = team.log(&team.chen, party, json!({ "outcome": "spoke", "duration_seconds": 180 })).await;
        assert_eq!(led_to(&logged), LeadsTo::Cadence);
        assert!(tasks(&team, party).await.is_empty());
        assert_eq!(logged.party.last_two_way_at, Some(team.now()));
        assert_eq!(logged.party.cadence, "fine");
        assert!(!on_today(&team, party).await);
    }

    async fn nobody_there_means_another_attempt_in_another_part_of_the_day(team: Team) {
        let party = team.prospect("张三").await;
        let logged = team.log(&team.chen, party, json!({ "outcome": "not_reached" })).await;
        let retry = logged.consequence.as_ref().unwrap().value.retry_at.unwrap();
        assert_eq!(
            retry,
            team.now().plus_hours(3).plus_millis(30 * 60_000),
            "the afternoon begins with the hours at 13:30"
        );
        assert_eq!(logged.party.last_two_way_at, None);
        assert!(logged.party.last_contact_at.is_some());
        let today = team.app.worklist(&team.chen, None).await.unwrap();
        assert_eq!(today.lines[0].callable_at, Some(retry));
        team.clock.forward(4 * HOUR);
        assert_eq!(team.app.worklist(&team.chen, None).await.unwrap().lines[0].callable_at, None);
    }

    async fn three_attempts_without_an_answer_are_evidence_once(team: Team) {
        let party = team.prospect("张三").await;
        for _ in 0..4 {
            team.log(&team.chen, party, json!({ "outcome": "not_reached" })).await;
            team.clock.forward(DAY);
        }
        let advice = team.app.advice(&team.chen, party).await.unwrap();
        let kinds: Vec<&str> = advice.intent_evidence.iter().map(|piece| piece.kind.as_str()).collect();
        assert_eq!(kinds, ["unanswered"]);
        assert_eq!(team.row(party).await.unanswered, 4);
        team.log(&team.chen, party, json!({ "outcome": "spoke" })).await;
        assert_eq!(team.row(party).await.unanswered, 0);
    }

    async fn a_wrong_number_is_marked_and_a_right_one_is_looked_for(team: Team) {
        let party = team.prospect("张三").await;
        let logged = team.log(&team.chen, party, json!({ "outcome": "wrong_number" })).await;
        assert_eq!(led_to(&logged), LeadsTo::FindContact);
        assert_eq!(tasks(&team, party).await, [("find_contact".to_owned(), team.now().plus_days(2.0))]);
        let record = team.app.party(&team.chen, party).await.unwrap();
        assert!(!record.contacts[0].valid);
        assert_eq!(record.summary.phone, None);
    }

    async fn a_refusal_is_counted_and_asks_for_a_decision(team: Team) {
        let party = team.prospect("张三").await;
        let logged =
            team.log(&team.chen, party, json!({ "outcome": "not_interested", "objection": "已有同类产品" })).await;
        assert_eq!(led_to(&logged), LeadsTo::Decision);
        assert!(logged.consequence.as_ref().unwrap().value.refusal);
        assert_eq!(tasks(&team, party).await, [("decide_visit".to_owned(), team.now().plus_days(2.0))]);
        assert_eq!(logged.party.disposition, "open");
        let advice = team.app.advice(&team.chen, party).await.unwrap();
        assert_eq!(advice.intent_evidence[0].kind, "not_now");
    }

    async fn do_not_call_ends_contact_on_every_way(team: Team) {
        let party = team.prospect("张三").await;
        let logged = team.log(&team.chen, party, json!({ "outcome": "do_not_call" })).await;
        assert_eq!(led_to(&logged), LeadsTo::Suppression);
        assert_eq!(logged.party.disposition, "given_up");
        let record = team.app.party(&team.chen, party).await.unwrap();
        assert!(record.do_not_contact);
        let advice = team.app.advice(&team.chen, party).await.unwrap();
        assert!(!advice.permission.value.is_allowed());
        assert_eq!(advice.permission.value.first_moment(team.now()), None, "not at any time");
        for days in [0, 1, 30, 200] {
            team.clock.forward(days * DAY);
            assert!(!on_today(&team, party).await);
        }
        team.work().await;
        assert!(team.app.party(&team.chen, party).await.unwrap().do_not_contact);
    }

    async fn disqualified_needs_its_reason(team: Team) {
        let party = team.prospect("张三").await;
        assert_eq!(wrong_fields(try_log(&team, party, json!({ "outcome": "disqualified" })).await), ["/note required"]);
        assert_eq!(team.row(party).await.contact_count, 0, "a refused entry changes nothing");
        let logged = team.log(&team.chen, party, json!({ "outcome": "disqualified", "note": "无钱无权无需求" })).await;
        assert_eq!((led_to(&logged), logged.party.disposition.as_str()), (LeadsTo::Stopped, "stopped"));
        assert!(!team.app.party(&team.chen, party).await.unwrap().do_not_contact);
        assert!(!on_today(&team, party).await);
    }

    async fn a_meeting_held_and_a_reply_are_evidence_of_intent(team: Team) {
        let party = team.prospect("张三").await;
        team.log(&team.chen, party, json!({ "kind": "visit", "outcome": "met" })).await;
        team.clock.forward(1);
        team.log(&team.chen, party, json!({ "kind": "wechat", "direction": "in", "outcome": "replied" })).await;
        let advice = team.app.advice(&team.chen, party).await.unwrap();
        let kinds: Vec<&str> = advice.intent_evidence.iter().map(|piece| piece.kind.as_str()).collect();
        assert_eq!(kinds, ["replied", "kept_meeting"]);
        assert!(advice.intent_evidence.iter().all(|piece| piece.source == "derived"));
        let row = team.row(party).await;
        assert!(row.first_met_at.is_some() && row.first_reached_at.is_some());
        assert_ne!(row.intent, "none");
    }

    async fn an_outcome_that_is_not_in_the_list_is_refused(team: Team) {
        let party = team.prospect("张三").await;
        assert_eq!(wrong_fields(try_log(&team, party, json!({ "outcome": "telepathy" })).await), ["/outcome unknown"]);
    }
}
