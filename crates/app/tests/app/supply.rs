//! Supply (PRO-8): who sees whose, what is in hand, and when a manager is told.

use app::{
    Actor,
    supply::{SupplyAsked, SupplyView},
};
use method::prospecting::supply::{RateOf, RenewalState, SupplyLevel};
use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{DAY, Team, code, read};

async fn supply(team: &Team, actor: &Actor) -> SupplyView {
    team.app.supply(actor, SupplyAsked::default()).await.unwrap()
}

/// An organisation of somebody's that was spoken with.
async fn firm(team: &Team, actor: &Actor, name: &str) -> Uuid {
    let party = team.party(actor, json!({ "kind": "organisation", "name": name })).await.summary.id;
    team.log(actor, party, json!({ "outcome": "spoke" })).await;
    team.clock.forward(1);
    party
}

/// A graded name of somebody's, not won yet.
async fn screened(team: &Team, actor: &Actor, name: &str) -> Uuid {
    let party = team.party(actor, json!({ "name": name })).await.summary.id;
    for criterion in ["able_to_pay", "has_need", "decides"] {
        team.answer(party, &format!("screening.{criterion}"), "yes").await;
    }
    party
}

on_both_databases! {
    async fn in_hand_is_what_was_spoken_with_lately_and_is_still_open(team: Team) {
        let firms = [firm(&team, &team.chen, "甲公司").await, firm(&team, &team.li, "乙公司").await];
        team.party(&team.chen, json!({ "kind": "organisation", "name": "没谈过的公司" })).await;
        let seen = supply(&team, &team.lin).await;
        assert_eq!((seen.whole.in_hand.organisations, seen.units.len(), seen.reps.len()), (2, 1, 2));
        assert_eq!(seen.units[0].level.value, SupplyLevel::Warning);
        assert_eq!(seen.whole.in_hand.by_letter["money"].unknown, 2);
        let gone = read(json!({ "to": "given_up", "reason": "两次拒绝" }));
        team.app.set_disposition(&team.chen, firms[0], gone).await.unwrap();
        assert_eq!(supply(&team, &team.lin).await.whole.in_hand.organisations, 1);
        team.clock.forward(91 * DAY);
        assert_eq!(supply(&team, &team.lin).await.whole.in_hand.organisations, 0, "not spoken with for long");
        let listed = team.app.parties(&team.lin, read(json!({ "in_hand": true }))).await.unwrap();
        assert!(listed.items.is_empty(), "the list behind the number agrees");
    }

    async fn everybody_sees_their_own_managers_their_teams_and_analysts_the_company(team: Team) {
        firm(&team, &team.chen, "甲公司").await;
        firm(&team, &team.zhao, "乙公司").await;
        let held = async |actor: &Actor| {
            let seen = supply(&team, actor).await;
            (seen.whole.in_hand.organisations, seen.units.len(), seen.reps.len())
        };
        assert_eq!(held(&team.chen).await, (1, 0, 1), "no colleague beside the own line");
        assert_eq!(held(&team.lin).await, (1, 1, 2));
        assert_eq!(held(&team.ana).await, (2, 2, 3));
        let of = async |actor: &Actor, id: Uuid| team.app.supply(actor, SupplyAsked { team: Some(id) }).await;
        assert_eq!(of(&team.ana, team.south).await.unwrap().whole.in_hand.organisations, 1);
        assert_eq!(code(of(&team.lin, team.south).await), "not_found");
        assert_eq!(code(of(&team.chen, team.north).await), "not_found");
    }

    async fn losses_are_counted_by_reason_and_week(team: Team) {
        let party = firm(&team, &team.chen, "甲公司").await;
        team.log(&team.chen, party, json!({ "kind": "visit", "outcome": "met", "won": true })).await;
        let lost = json!({ "reason": "dissatisfied", "amount_minor": 900_000, "currency": "CNY" });
        team.app.record_loss(&team.chen, party, read(lost)).await.unwrap();
        let given_up = firm(&team, &team.chen, "乙公司").await;
        let gone = read(json!({ "to": "given_up", "reason": "迁走", "cause": "moved_away" }));
        team.app.set_disposition(&team.chen, given_up, gone).await.unwrap();
        let seen = supply(&team, &team.lin).await;
        assert!((seen.whole.supply.value.loss_per_week - 1.0 / 52.0).abs() < 1e-9);
        assert_eq!(seen.whole.lost_money[0].amount_minor, 900_000);
        let counted: Vec<(String, u64, u64)> =
            seen.losses.iter().map(|line| (line.reason.to_string(), line.customers, line.prospects)).collect();
        assert_eq!(counted, [("dissatisfied".to_owned(), 1, 0), ("moved_away".to_owned(), 0, 1)]);
        team.app.set_disposition(&team.chen, given_up, read(json!({ "to": "open" }))).await.unwrap();
        assert_eq!(supply(&team, &team.lin).await.losses.len(), 1, "what is taken up again was not lost");
    }

    async fn a_need_above_what_comes_in_is_told_to_the_manager_once_a_week(team: Team) {
        // a year of wins makes a rate; a dozen customers lost make a need
        let mut won = Vec::new();
        for i in 0..24 {
            let party = screened(&team, &team.chen, &format!("赵{i}")).await;
            team.log(&team.chen, party, json!({ "kind": "visit", "outcome": "met", "won": true })).await;
            won.push(party);
        }
        for party in won.iter().take(12) {
            team.app.record_loss(&team.chen, *party, read(json!({ "reason": "rivals_offer" }))).await.unwrap();
        }
        team.clock.forward(60 * DAY);
        let seen = supply(&team, &team.lin).await;
        let unit = &seen.units[0].line.supply.value;
        assert_eq!((unit.rate_of, unit.conversion.value()), (RateOf::Own, Some(1.0)));
        assert!(unit.short, "nobody was screened for weeks: {unit:?}");
        assert_eq!(unit.renewal.state, RenewalState::NotEnoughData);
        team.work().await;
        team.work().await;
        let told = team.app.alerts(&team.lin).await.unwrap();
        assert_eq!(told.len(), 1, "once");
        assert_eq!((told[0].kind.as_str(), told[0].team.as_ref().unwrap().id), ("supply_short", team.north));
        assert!(team.app.alerts(&team.wang).await.unwrap().is_empty(), "another manager's team");
        assert_eq!(code(team.app.alerts(&team.chen).await), "forbidden");
        assert_eq!(code(team.app.see_alert(&team.wang, told[0].id).await), "not_found");
        assert!(team.app.see_alert(&team.lin, told[0].id).await.unwrap().seen_at.is_some());
        team.clock.forward(8 * DAY);
        team.work().await;
        assert_eq!(team.app.alerts(&team.lin).await.unwrap().len(), 2, "a week later again");
    }

    async fn a_screening_stays_with_whoever_held_the_name_then(team: Team) {
        let party = screened(&team, &team.chen, "张三").await;
        assert_eq!(team.row(party).await.screened_by, Some(team.chen.user));
        let give = json!({ "ids": [party], "owner_id": team.li.user });
        team.app.assign(&team.lin, read(give)).await.unwrap();
        assert_eq!(team.row(party).await.screened_by, Some(team.chen.user));
        let pooled = screened(&team, &team.chen, "李四").await;
        let kept = team.row(pooled).await.screened_at;
        team.app.assign(&team.lin, read(json!({ "ids": [pooled], "owner_id": null }))).await.unwrap();
        team.clock.forward(DAY);
        team.app.claim(&team.li, pooled).await.unwrap();
        assert_eq!(team.row(pooled).await.screened_at, kept);
    }

    async fn strong_intent_with_a_meeting_is_yellow_for_a_month(team: Team) {
        let party = team.prospect("张三").await;
        assert_eq!(team.summary(party).await.colour, "green");
        let signs = ["asked_terms", "named_purchase_date", "asked_price", "named_budget"];
        team.log(&team.chen, party, json!({ "kind": "visit", "outcome": "met", "intent_evidence": signs })).await;
        assert_eq!(team.summary(party).await.colour, "yellow");
        let yellow = team.app.parties(&team.chen, read(json!({ "colour": "yellow" }))).await.unwrap();
        assert_eq!(yellow.items.len(), 1);
        team.clock.forward(31 * DAY);
        team.work().await;
        assert_eq!(team.summary(party).await.colour, "green");
    }

    async fn every_colour_warning_and_reason_is_in_the_demo(fresh: crate::team::Fresh) {
        fresh.app.fill_demo().await.unwrap();
        let lin = fresh.app.actor_by_email("lin@demo.tuoke").await.unwrap();
        let seen = fresh.app.supply(&lin, SupplyAsked::default()).await.unwrap();
        let levels: std::collections::BTreeSet<SupplyLevel> = seen.units.iter().map(|unit| unit.level.value).collect();
        assert_eq!(levels.len(), 3, "{:?}", seen.units.iter().map(|u| (&u.team.name, u.line.in_hand.organisations)).collect::<Vec<_>>());
        assert_eq!(seen.losses.len(), 14);
        let supplies: Vec<_> = seen.units.iter().map(|unit| (&unit.team.name, &unit.line.supply.value)).collect();
        assert!(supplies.iter().any(|(_, supply)| supply.short), "a unit falls short: {supplies:?}");
        assert!(supplies.iter().any(|(_, supply)| !supply.short), "and another does not: {supplies:?}");
        let states: std::collections::BTreeSet<RenewalState> =
            seen.reps.iter().map(|rep| rep.line.supply.value.renewal.state).collect();
        assert!(states.contains(&RenewalState::Met) && states.contains(&RenewalState::Below), "{states:?}");
        for colour in ["red", "yellow", "green", "none"] {
            let asked = json!({ "colour": colour, "disposition": "any" });
            assert!(!fresh.app.parties(&lin, read(asked)).await.unwrap().items.is_empty(), "{colour}");
        }
    }
}
