//! Stopping and giving up, with a reason, and taking it back (PRO-4, PRO-8).

use app::activities::TimelineData;
use method::{Coded, Timestamp};
use serde_json::{Value, json};
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{Team, read, wrong_fields};

async fn set(team: &Team, party: Uuid, asked: Value) -> Result<app::parties::PartySummary, app::AppError> {
    team.app.set_disposition(&team.chen, party, read(asked)).await
}

on_both_databases! {
    async fn stopping_needs_a_reason_and_keeps_it(team: Team) {
        let party = team.prospect("张三").await;
        for to in ["stopped", "given_up"] {
            assert_eq!(wrong_fields(set(&team, party, json!({ "to": to, "reason": " " })).await), ["/reason required"]);
        }
        let summary = set(&team, party, json!({ "to": "stopped", "reason": "三项皆无" })).await.unwrap();
        assert_eq!(summary.disposition, "stopped");
        assert_eq!(summary.next_contact_at, None, "no effort is spent");
        let timeline = team.app.timeline(&team.chen, party, None).await.unwrap();
        let kept = timeline.items.iter().any(|event| {
            matches!(&event.data, TimelineData::Change { kind, reason, .. }
                if kind == "disposition" && reason.as_deref() == Some("三项皆无"))
        });
        assert!(kept);
    }

    async fn what_is_stopped_leaves_today_and_the_list_until_it_is_opened_again(team: Team) {
        let party = team.prospect("张三").await;
        let listed = async || team.app.parties(&team.chen, read(json!({}))).await.unwrap().items.len();
        let today = async || team.app.worklist(&team.chen, None).await.unwrap().lines.len();
        assert_eq!((listed().await, today().await), (1, 1));
        set(&team, party, json!({ "to": "given_up", "reason": "两次拒绝" })).await.unwrap();
        assert_eq!((listed().await, today().await), (0, 0));
        let any = read(json!({ "disposition": "any" }));
        assert_eq!(team.app.parties(&team.chen, any).await.unwrap().items.len(), 1);
        let summary = set(&team, party, json!({ "to": "open" })).await.unwrap();
        assert_eq!((summary.disposition.as_str(), summary.next_contact_at), ("open", Some(team.now())));
        assert_eq!((listed().await, today().await), (1, 1));
    }

    async fn a_low_grade_asks_for_a_decision_until_one_is_taken(team: Team) {
        let party = team.prospect("张三").await;
        for criterion in ["able_to_pay", "has_need", "decides", "responsible"] {
            team.answer(party, &format!("screening.{criterion}"), "no").await;
        }
        team.log(&team.chen, party, json!({ "outcome": "spoke" })).await;
        team.clock.forward(6 * crate::team::DAY);
        let advice = team.app.advice(&team.chen, party).await.unwrap();
        assert_eq!(advice.cadence.value.cadence_days, None);
        assert!(advice.cadence.value.decision_asked);
        let summary = set(&team, party, json!({ "to": "open", "decision": "keep_visiting", "next_visit": team.now().plus_days(7.0) })).await.unwrap();
        assert!(summary.next_contact_at.is_some());
        assert!(!team.app.advice(&team.chen, party).await.unwrap().cadence.value.decision_asked);
        let record = team.app.party(&team.chen, party).await.unwrap();
        assert_eq!(record.decision.map(|decision| decision.code()), Some("keep_visiting"));
    }

    async fn a_decision_carries_what_it_must(team: Team) {
        let party = team.prospect("张三").await;
        let yesterday = team.now().plus_days(-1.0);
        let keep = json!({ "to": "open", "decision": "keep_visiting" });
        assert_eq!(wrong_fields(set(&team, party, keep).await), ["/next_visit required"]);
        let past = json!({ "to": "open", "decision": "keep_visiting", "next_visit": yesterday });
        assert_eq!(wrong_fields(set(&team, party, past).await), ["/next_visit in_the_past"]);
        let again = json!({ "to": "given_up", "reason": "两次拒绝", "reopen_on": yesterday });
        assert_eq!(wrong_fields(set(&team, party, again).await), ["/reopen_on in_the_past"]);
    }

    async fn a_decision_plans_the_visit_and_a_meeting_does_it(team: Team) {
        let party = team.prospect("张三").await;
        let visits = async || {
            let open = store::timeline::open_tasks(team.db.store(), &[party]).await.unwrap();
            open.into_iter().filter(|task| task.kind == "visit").map(|task| Timestamp::from(task.due_at)).collect::<Vec<_>>()
        };
        let next = team.now().plus_days(7.0);
        set(&team, party, json!({ "to": "open", "decision": "keep_visiting", "next_visit": next })).await.unwrap();
        assert_eq!(visits().await, [next]);
        set(&team, party, json!({ "to": "open", "decision": "do_not_give_up" })).await.unwrap();
        assert_eq!(visits().await, [team.now().plus_days(180.0)], "the later decision plans another visit");
        team.clock.forward(20 * crate::team::DAY);
        team.log(&team.chen, party, json!({ "kind": "visit", "outcome": "met" })).await;
        assert_eq!(visits().await, [team.now().plus_days(180.0)], "half a year after this one");
    }

    async fn who_is_given_up_goes_to_the_pool_or_comes_back_on_the_day_set(team: Team) {
        let pooled = team.prospect("张三").await;
        let asked = json!({ "to": "given_up", "reason": "不在我的区域", "cause": "moved_away", "given_up_to": "pool" });
        let summary = set(&team, pooled, asked).await.unwrap();
        assert_eq!((summary.disposition.as_str(), summary.owner), ("open", None));
        let stopped = team.prospect("李四").await;
        let day = team.now().plus_days(30.0);
        let asked = json!({ "to": "given_up", "reason": "合同刚签", "cause": "rivals_offer", "reopen_on": day });
        assert_eq!(set(&team, stopped, asked).await.unwrap().colour, "none");
        team.clock.forward(29 * crate::team::DAY);
        team.work().await;
        assert_eq!(team.summary(stopped).await.disposition, "given_up");
        team.clock.forward(2 * crate::team::DAY);
        team.work().await;
        assert_eq!(team.summary(stopped).await.disposition, "open");
        let tasks = store::timeline::open_tasks(team.db.store(), &[stopped]).await.unwrap();
        assert!(tasks.iter().any(|task| task.kind == "decide_visit"), "a decision is asked for");
    }
}
