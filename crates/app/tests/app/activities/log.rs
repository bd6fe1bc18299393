//! Logging a contact: what is kept with it, and what moves on the record.

use serde_json::json;
use test_support::on_both_databases;

use crate::team::{DAY, HOUR, MINUTE, Team, read, wrong_fields};

on_both_databases! {
    async fn a_note_is_no_contact(team: Team) {
        let party = team.prospect("张三").await;
        let logged = team.log(&team.chen, party, json!({ "kind": "note", "note": "换了办公室" })).await;
        assert!(logged.consequence.is_none());
        assert_eq!((logged.party.last_contact_at, logged.party.cadence.as_str()), (None, "untouched"));
        assert_eq!(team.app.worklist(&team.chen, None).await.unwrap().done_today, 0);
    }

    async fn a_mail_sent_does_not_set_the_cadence_back(team: Team) {
        let party = team.prospect("张三").await;
        team.log(&team.chen, party, json!({ "outcome": "spoke" })).await;
        let due = team.summary(party).await.next_contact_at;
        team.clock.forward(2 * DAY);
        let logged = team.log(&team.chen, party, json!({ "kind": "email" })).await;
        assert_eq!(logged.party.next_contact_at, due);
        assert_eq!(logged.party.last_contact_at, Some(team.now()));
        let answered = team.log(&team.chen, party, json!({ "kind": "email", "direction": "in" })).await;
        assert_eq!(answered.party.last_two_way_at, Some(team.now()));
    }

    async fn evidence_of_intent_raises_the_level(team: Team) {
        let party = team.prospect("张三").await;
        let asked = json!({ "outcome": "spoke", "intent_evidence": ["asked_terms", "asked_price", "trial"] });
        let logged = team.log(&team.chen, party, asked).await;
        assert_ne!(logged.party.intent, "none");
        let advice = team.app.advice(&team.chen, party).await.unwrap();
        assert_eq!(advice.intent_evidence.len(), 3);
        assert!(advice.intent_evidence.iter().all(|piece| piece.source == "stated"));
    }

    async fn facts_learned_go_on_the_card(team: Team) {
        let party = team.prospect("张三").await;
        let asked = json!({ "outcome": "spoke", "facts": { "employer": "海川机械", "need": "养老" } });
        let logged = team.log(&team.chen, party, asked).await;
        assert_eq!(logged.party.employer.as_deref(), Some("海川机械"));
        let record = team.app.party(&team.chen, party).await.unwrap();
        assert_eq!(record.facts["need"], "养老");
        let entry = store::timeline::activity(team.db.store(), logged.activity_id).await.unwrap().unwrap();
        assert!(entry.new_fact, "a fact learned is a gain of the contact (PRO-9)");
    }

    async fn the_employer_learned_is_found_by_search(team: Team) {
        let party = team.prospect("张三").await;
        team.log(&team.chen, party, json!({ "outcome": "spoke", "facts": { "employer": "海川机械" } })).await;
        assert_eq!(team.app.search(&team.chen, "hcjx", None).await.unwrap().items.len(), 1);
    }

    async fn who_bought_is_a_customer_and_is_talked_to_afterwards(team: Team) {
        let party = team.prospect("张三").await;
        let logged = team.log(&team.chen, party, json!({ "kind": "visit", "outcome": "met", "won": true })).await;
        assert_eq!(logged.party.status, "customer");
        assert_eq!(team.row(party).await.won_at, Some(team.now().as_millis()));
        let talks = store::timeline::open_tasks(team.db.store(), &[party]).await.unwrap();
        let days: Vec<f64> =
            talks.iter().map(|task| method::Timestamp::from(task.due_at).days_since(team.now())).collect();
        assert!(talks.iter().all(|task| task.kind == "after_purchase"));
        assert_eq!(days, [7.0, 30.0]);
        team.clock.forward(DAY);
        let again = team.log(&team.chen, party, json!({ "outcome": "spoke", "won": true })).await;
        assert_eq!(again.party.status, "customer");
        assert_eq!(team.row(party).await.won_at, Some(team.now().as_millis() - DAY), "the first order counts");
    }

    async fn a_contact_entered_late_does_not_hide_a_later_one(team: Team) {
        let party = team.prospect("张三").await;
        team.log(&team.chen, party, json!({ "outcome": "spoke" })).await;
        let earlier = team.now().plus_days(-5.0);
        let logged = team.log(&team.chen, party, json!({ "outcome": "spoke", "at": earlier })).await;
        assert_eq!(logged.party.last_two_way_at, Some(team.now()));
        assert_eq!(logged.party.last_contact_at, Some(team.now()));
    }

    async fn a_contact_lies_in_the_past(team: Team) {
        let party = team.prospect("张三").await;
        let at = |at| read(json!({ "kind": "call", "at": at }));
        let tomorrow = team.app.log_activity(&team.chen, party, at(team.now().plus_days(1.0))).await;
        assert_eq!(wrong_fields(tomorrow), ["/at in_the_future"]);
        let a_clock_ahead = team.app.log_activity(&team.chen, party, at(team.now().plus_millis(MINUTE))).await;
        assert!(a_clock_ahead.is_ok());
    }

    async fn every_wrong_field_is_named_and_nothing_is_kept(team: Team) {
        let party = team.prospect("张三").await;
        let asked = json!({
            "kind": "call", "note": "x".repeat(4_001), "intent_evidence": ["trial", "telepathy"], "facts": { "shoe_size": "43" },
        });
        let mut fields = wrong_fields(team.app.log_activity(&team.chen, party, read(asked)).await);
        fields.sort();
        assert_eq!(fields, ["/facts/shoe_size unknown", "/intent_evidence/1 unknown", "/note too_long"]);
        let unknown_task = json!({ "kind": "call", "outcome": "spoke", "task_id": party });
        assert_eq!(
            wrong_fields(team.app.log_activity(&team.chen, party, read(unknown_task)).await),
            ["/task_id unknown"]
        );
        assert_eq!(team.row(party).await.contact_count, 0);
        assert!(team.app.timeline(&team.chen, party, None).await.unwrap().items.len() < 3);
    }

    async fn a_promise_is_a_task_of_its_own(team: Team) {
        let party = team.prospect("张三").await;
        let at = team.now().plus_days(1.0);
        let next = json!({ "at": at, "kind": "promise", "title": "发对比表" });
        team.log(&team.chen, party, json!({ "outcome": "spoke", "next": next })).await;
        let tasks = store::timeline::open_tasks(team.db.store(), &[party]).await.unwrap();
        assert_eq!(tasks.len(), 1);
        assert_eq!(
            (tasks[0].kind.as_str(), tasks[0].title.as_str(), tasks[0].due_at),
            ("promise", "发对比表", at.as_millis())
        );
        assert_eq!(tasks[0].owner_id, Some(team.chen.user));
    }

    async fn a_date_named_overrides_the_cadence(team: Team) {
        let party = team.prospect("张三").await;
        let at = team.now().plus_days(40.0);
        let logged = team.log(&team.chen, party, json!({ "outcome": "spoke", "next": { "at": at } })).await;
        assert_eq!(logged.party.next_contact_at, Some(at));
        team.clock.forward(HOUR);
        assert!(store::timeline::open_tasks(team.db.store(), &[party]).await.unwrap().is_empty());
    }

    async fn the_task_that_was_done_is_closed(team: Team) {
        let party = team.prospect("张三").await;
        let asked = read(json!({ "kind": "promise", "title": "发资料", "due_at": team.now() }));
        let task = team.app.create_task(&team.chen, party, asked).await.unwrap();
        team.log(&team.chen, party, json!({ "outcome": "spoke", "task_id": task.id })).await;
        let kept = store::timeline::task(team.db.store(), task.id).await.unwrap().unwrap();
        assert_eq!((kept.state.as_str(), kept.closed_at), ("done", Some(team.now().as_millis())));
    }

    async fn what_was_logged_is_counted_for_the_day_and_audited(team: Team) {
        let party = team.prospect("张三").await;
        team.log(&team.chen, party, json!({ "outcome": "spoke", "note": "秘密" })).await;
        assert_eq!(team.app.worklist(&team.chen, None).await.unwrap().done_today, 1);
        let audit = team.app.audit_records(&team.admin, Some(&party.to_string()), None).await.unwrap();
        let record = audit.items.iter().find(|record| record.action == "activity_logged").unwrap();
        assert_eq!(record.detail["outcome"], json!("spoke"));
        assert!(!record.detail.to_string().contains("秘密"));
        team.clock.forward(DAY);
        assert_eq!(team.app.worklist(&team.chen, None).await.unwrap().done_today, 0);
    }
}
