//! Losses (PRO-8): customers who stopped buying, with the reason, found by the rule or told by the customer.

use serde_json::{Value, json};
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{DAY, MINUTE, Team, code, read, wrong_fields};

/// Somebody of chen's who has bought.
async fn customer(team: &Team, name: &str) -> Uuid {
    let party = team.party(&team.chen, json!({ "name": name })).await.summary.id;
    team.log(&team.chen, party, json!({ "kind": "visit", "outcome": "met", "won": true })).await;
    team.clock.forward(1);
    party
}

async fn lose(team: &Team, party: Uuid, asked: Value) -> Result<app::parties::PartySummary, app::AppError> {
    team.app.record_loss(&team.chen, party, read(asked)).await
}

async fn losses(team: &Team, party: Uuid) -> Vec<String> {
    let record = team.app.party(&team.chen, party).await.unwrap();
    record.losses.iter().map(|loss| loss.reason.to_string()).collect()
}

async fn asks_for_the_cause(team: &Team, party: Uuid) -> bool {
    let tasks = store::timeline::open_tasks(team.db.store(), &[party]).await.unwrap();
    tasks.iter().any(|task| task.kind == "ask_cause")
}

on_both_databases! {
    async fn a_customer_who_bought_is_red_and_one_who_left_is_a_prospect_again(team: Team) {
        let party = customer(&team, "张三").await;
        assert_eq!(team.summary(party).await.colour, "red");
        let asked = json!({ "reason": "rivals_offer", "note": "低一成", "amount_minor": 5_000_000, "currency": "CNY" });
        let summary = lose(&team, party, asked).await.unwrap();
        assert_eq!((summary.status.as_str(), summary.colour.as_str()), ("prospect", "green"));
        assert_eq!(losses(&team, party).await, ["rivals_offer"]);
        assert!(!asks_for_the_cause(&team, party).await, "the cause is known");
        assert!(team.audited(&party.to_string()).await.contains(&"loss_recorded".to_owned()));
        team.clock.forward(MINUTE);
        team.log(&team.chen, party, json!({ "kind": "visit", "outcome": "met", "won": true })).await;
        assert_eq!(team.summary(party).await.colour, "red", "won back");
    }

    async fn an_unknown_cause_is_asked_for_until_it_is_named(team: Team) {
        let party = customer(&team, "张三").await;
        lose(&team, party, json!({})).await.unwrap();
        assert!(asks_for_the_cause(&team, party).await);
        lose(&team, party, json!({ "reason": "salesperson_changed" })).await.unwrap();
        assert_eq!(losses(&team, party).await, ["salesperson_changed"], "it takes the place of the unknown one");
        assert!(!asks_for_the_cause(&team, party).await);
        assert_eq!(code(lose(&team, party, json!({ "reason": "ceased" })).await), "not_a_customer");
    }

    async fn a_loss_can_be_taken_back(team: Team) {
        let party = customer(&team, "张三").await;
        lose(&team, party, json!({})).await.unwrap();
        let record = team.app.party(&team.chen, party).await.unwrap();
        let loss = record.losses[0].id;
        let summary = team.app.take_loss_back(&team.chen, party, loss).await.unwrap();
        assert_eq!((summary.status.as_str(), summary.colour.as_str()), ("customer", "red"));
        assert!(losses(&team, party).await.is_empty() && !asks_for_the_cause(&team, party).await);
        assert_eq!(code(team.app.take_loss_back(&team.chen, party, loss).await), "not_found");
    }

    async fn a_contact_in_which_they_say_no_loses_them_and_taking_it_back_does_not(team: Team) {
        let party = customer(&team, "张三").await;
        let said_no = json!({ "outcome": "spoke", "note": "换供应商了", "lost": { "reason": "rivals_offer" } });
        let logged = team.log(&team.chen, party, said_no.clone()).await;
        assert_eq!(logged.party.status, "prospect");
        assert_eq!(losses(&team, party).await, ["rivals_offer"]);
        let back = team.app.undo_activity(&team.chen, party, logged.activity_id).await.unwrap();
        assert_eq!((back.status.as_str(), back.colour.as_str()), ("customer", "red"));
        assert!(losses(&team, party).await.is_empty());
        let prospect = team.prospect("李四").await;
        let mut whole = said_no;
        whole["kind"] = json!("call");
        let refused = team.app.log_activity(&team.chen, prospect, read(whole)).await;
        assert_eq!(wrong_fields(refused), ["/lost not_a_customer"]);
    }

    async fn a_customer_who_stays_away_too_long_is_turned_back_by_the_rule(team: Team) {
        let party = customer(&team, "张三").await;
        team.clock.forward(364 * DAY);
        team.work().await;
        assert_eq!(team.summary(party).await.status, "customer");
        team.clock.forward(2 * DAY);
        team.work().await;
        assert_eq!(team.summary(party).await.status, "prospect");
        let record = team.app.party(&team.chen, party).await.unwrap();
        assert!(record.losses[0].by.is_none() && record.losses[0].reason.to_string() == "unknown");
        assert!(asks_for_the_cause(&team, party).await);
        team.work().await;
        assert_eq!(losses(&team, party).await.len(), 1, "once");
    }

    async fn strangers_and_wrong_amounts_are_refused(team: Team) {
        let party = customer(&team, "张三").await;
        let asked = || read(json!({ "reason": "ceased" }));
        assert_eq!(code(team.app.record_loss(&team.zhao, party, asked()).await), "not_found");
        assert_eq!(code(team.app.record_loss(&team.ana, party, asked()).await), "forbidden");
        let wrong = lose(&team, party, json!({ "amount_minor": -1 })).await;
        assert_eq!(wrong_fields(wrong), ["/amount_minor out_of_range"]);
        let wrong = lose(&team, party, json!({ "amount_minor": 100 })).await;
        assert_eq!(wrong_fields(wrong), ["/currency malformed"]);
        let wrong = lose(&team, party, json!({ "at": team.now().plus_days(1.0) })).await;
        assert_eq!(wrong_fields(wrong), ["/at in_the_future"]);
    }
}
