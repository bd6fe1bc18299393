//! Taking back an entry just made by mistake: everything it moved stands where it stood.

use app::parties::PartySummary;
use serde_json::{Value, json};
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{DAY, MINUTE, Team, code};

/// The line as it is shown, without the moment of its last change.
fn shown(summary: &PartySummary) -> Value {
    let mut shown = serde_json::to_value(summary).unwrap();
    shown.as_object_mut().unwrap().remove("updated_at");
    shown
}

async fn contacts(team: &Team, party: Uuid) -> Value {
    serde_json::to_value(team.app.party(&team.chen, party).await.unwrap().contacts).unwrap()
}

async fn undo(team: &Team, party: Uuid, activity: Uuid) -> Result<PartySummary, app::AppError> {
    team.app.undo_activity(&team.chen, party, activity).await
}

on_both_databases! {
    async fn every_outcome_is_taken_back_without_a_trace_on_the_record(team: Team) {
        let next = json!({ "at": team.now().plus_days(9.0), "kind": "promise", "title": "发资料" });
        let entries = [
            json!({ "outcome": "meeting_set", "next": { "at": team.now().plus_days(2.0) } }),
            json!({ "outcome": "call_back", "next": { "at": team.now().plus_days(2.0) } }),
            json!({ "outcome": "spoke", "next": next, "intent_evidence": ["asked_terms", "trial"] }),
            json!({ "outcome": "not_reached" }),
            json!({ "outcome": "not_interested" }),
            json!({ "outcome": "wrong_number" }),
            json!({ "kind": "visit", "outcome": "met", "won": true }),
            json!({ "outcome": "disqualified", "note": "无需求" }),
            json!({ "outcome": "do_not_call" }),
            json!({ "kind": "wechat", "direction": "in", "outcome": "replied" }),
            json!({ "kind": "note", "note": "看错人" }),
        ];
        let party = team.prospect("张三").await;
        team.log(&team.chen, party, json!({ "outcome": "not_reached", "at": team.now().plus_days(-4.0) })).await;
        team.log(&team.chen, party, json!({ "outcome": "spoke", "next": { "at": team.now().plus_days(1.0) } })).await;
        team.clock.forward(MINUTE);
        for entry in entries {
            let before = team.row(party).await;
            let (line, points) = (shown(&team.summary(party).await), contacts(&team, party).await);
            let logged = team.log(&team.chen, party, entry.clone()).await;
            team.clock.forward(1_000);
            let after = undo(&team, party, logged.activity_id).await.unwrap();
            assert_eq!(shown(&after), line, "{entry}");
            assert_eq!(contacts(&team, party).await, points, "{entry}");
            let mut row = team.row(party).await;
            (row.version, row.updated_at) = (before.version, before.updated_at);
            assert_eq!(row, before, "{entry}");
            let tasks = store::timeline::open_tasks(team.db.store(), &[party]).await.unwrap();
            assert!(tasks.is_empty(), "{entry}");
            team.clock.forward(MINUTE);
        }
        assert!(team.faults().await.is_empty());
    }

    async fn the_task_that_the_entry_closed_is_open_again(team: Team) {
        let party = team.prospect("张三").await;
        let asked = crate::team::read(json!({ "kind": "promise", "title": "发资料", "due_at": team.now() }));
        let task = team.app.create_task(&team.chen, party, asked).await.unwrap();
        let logged = team.log(&team.chen, party, json!({ "outcome": "spoke", "task_id": task.id })).await;
        undo(&team, party, logged.activity_id).await.unwrap();
        let open = store::timeline::open_tasks(team.db.store(), &[party]).await.unwrap();
        assert_eq!(open.iter().map(|row| row.id).collect::<Vec<_>>(), [task.id]);
    }

    async fn ten_minutes_later_it_stands(team: Team) {
        let party = team.prospect("张三").await;
        let logged = team.log(&team.chen, party, json!({ "outcome": "spoke" })).await;
        let can_undo = async || {
            let items = team.app.timeline(&team.chen, party, None).await.unwrap().items;
            items
                .into_iter()
                .any(|event| matches!(event.data, app::activities::TimelineData::Activity { can_undo: true, .. }))
        };
        team.clock.forward(10 * MINUTE - 1);
        assert!(can_undo().await);
        team.clock.forward(2);
        assert!(!can_undo().await);
        assert_eq!(code(undo(&team, party, logged.activity_id).await), "too_late");
        assert_eq!(team.row(party).await.contact_count, 1);
    }

    async fn a_contact_entered_late_can_be_taken_back_as_well(team: Team) {
        let party = team.prospect("张三").await;
        let logged = team.log(&team.chen, party, json!({ "outcome": "spoke", "at": team.now().plus_days(-3.0) })).await;
        team.clock.forward(MINUTE);
        assert_eq!(undo(&team, party, logged.activity_id).await.unwrap().cadence, "untouched");
    }

    async fn only_the_last_entry_can_be_taken_back(team: Team) {
        let party = team.prospect("张三").await;
        let first = team.log(&team.chen, party, json!({ "outcome": "not_reached" })).await;
        team.clock.forward(1_000);
        let second = team.log(&team.chen, party, json!({ "outcome": "spoke" })).await;
        assert_eq!(code(undo(&team, party, first.activity_id).await), "later_entry");
        undo(&team, party, second.activity_id).await.unwrap();
        undo(&team, party, first.activity_id).await.unwrap();
        assert_eq!(team.row(party).await.contact_count, 0);
        assert_eq!(code(undo(&team, party, first.activity_id).await), "not_found");
    }

    async fn nobody_takes_back_the_entry_of_another(team: Team) {
        let party = team.prospect("张三").await;
        let logged = team.log(&team.chen, party, json!({ "outcome": "spoke" })).await;
        assert_eq!(code(team.app.undo_activity(&team.lin, party, logged.activity_id).await), "forbidden");
        assert_eq!(code(team.app.undo_activity(&team.li, party, logged.activity_id).await), "not_found");
        let other = team.prospect("李四").await;
        assert_eq!(code(undo(&team, other, logged.activity_id).await), "not_found");
    }

    async fn facts_learned_stay_with_their_history(team: Team) {
        let party = team.prospect("张三").await;
        let logged =
            team.log(&team.chen, party, json!({ "outcome": "spoke", "facts": { "employer": "海川机械" } })).await;
        undo(&team, party, logged.activity_id).await.unwrap();
        assert_eq!(team.app.party(&team.chen, party).await.unwrap().facts["employer"], "海川机械");
    }

    async fn a_change_of_the_card_meanwhile_is_kept(team: Team) {
        let party = team.prospect("张三").await;
        let logged = team.log(&team.chen, party, json!({ "outcome": "spoke" })).await;
        let version = team.row(party).await.version;
        let edit = crate::team::read(json!({ "version": version, "name": "张叁" }));
        team.app.edit_party(&team.chen, party, edit).await.unwrap();
        let after = undo(&team, party, logged.activity_id).await.unwrap();
        assert_eq!((after.name.as_str(), after.cadence.as_str()), ("张叁", "untouched"));
        team.clock.forward(DAY);
    }
}
