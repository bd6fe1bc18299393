//! Stopping and giving up, with a reason, and taking it back (PRO-4, PRO-8).

use app::activities::TimelineData;
use method::Coded;
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
        let summary = set(&team, party, json!({ "to": "open", "decision": "keep_visiting" })).await.unwrap();
        assert!(summary.next_contact_at.is_some());
        assert!(!team.app.advice(&team.chen, party).await.unwrap().cadence.value.decision_asked);
        let record = team.app.party(&team.chen, party).await.unwrap();
        assert_eq!(record.decision.map(|decision| decision.code()), Some("keep_visiting"));
    }
}
