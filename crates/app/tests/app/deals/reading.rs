//! What deals in hand say together (OPP-2, OPP-3), where time should go (OPP-5), and what to be told (OPP-7).

use app::deals::{DecideDeal, DiagnosisAsked, QueueAsked};
use method::{
    deals::{
        opening::team::TeamRule,
        portfolio::{PortfolioOf, PortfolioRule},
        queue::{DealDecision, PeopleProposed},
        stages::{DealEnd, NextStepState},
        value::ValueClass,
        watch::DealAlert,
    },
    settings::MethodSettings,
};
use serde_json::{Value, json};
use test_support::on_both_databases;
use uuid::Uuid;

use super::{days, deal, hospital, in_cell, person, rival};
use crate::team::{Team, code, read, wrong_fields};

/// A product line in which 300,000 is an ordinary order.
async fn line(team: &Team) -> Uuid {
    let line = json!({ "code": "ultrasound", "name": "超声", "ordinary_order_minor": 30_000_000, "currency": "CNY" });
    team.app.create_line(&team.admin, read(line)).await.unwrap().id
}

/// Values a deal: a long-term effect of so many points.
async fn valued(team: &Team, deal: Uuid, points: u8) {
    let rating = json!({ "score": points, "evidence": "有据" });
    let ratings = json!({ "later_business": rating, "brand": rating, "morale": rating });
    team.app.assess_value(&team.chen, deal, read(json!({ "ratings": ratings }))).await.unwrap();
}

fn amount(minor: i64) -> Value {
    json!({ "kind": "known", "minor": minor })
}

on_both_databases! {
    async fn opp_2_the_deals_in_hand_of_a_seller_are_read_by_class(team: Team) {
        let (party, line) = (hospital(&team, "市一医院").await, line(&team).await);
        for count in 0..5 {
            let diagnosis = team.app.deal_diagnosis(&team.chen, DiagnosisAsked::default()).await.unwrap();
            assert!(!diagnosis.portfolio.enough() && diagnosis.portfolio.n == count);
            let small = deal(&team, party, json!({ "line_id": line, "amount": amount(1_000_000) })).await;
            valued(&team, small.id, 2).await;
        }
        deal(&team, party, json!({ "name": "没评过的" })).await;
        let found = team.app.deal_diagnosis(&team.chen, DiagnosisAsked::default()).await.unwrap();
        assert_eq!((found.of, found.open, found.without_class), (PortfolioOf::Rep, 6, 1));
        let rules: Vec<PortfolioRule> = found.portfolio.readings.iter().map(|reading| reading.rule).collect();
        assert_eq!(rules, [PortfolioRule::ManyClassFour, PortfolioRule::OneCustomer]);
        assert_eq!(found.customers[0].name, "市一医院");
        let managers = team.app.deal_diagnosis(&team.lin, DiagnosisAsked::default()).await.unwrap();
        assert_eq!((managers.of, managers.portfolio.n, managers.portfolio.needed), (PortfolioOf::Team, 5, 8));
        let others = DiagnosisAsked { user: Some(team.chen.user), ..DiagnosisAsked::default() };
        assert_eq!(code(team.app.deal_diagnosis(&team.zhao, others.clone()).await), "not_found");
        assert_eq!(team.app.deal_diagnosis(&team.lin, others).await.unwrap().of, PortfolioOf::Rep);
        let theirs = DiagnosisAsked { team: Some(team.north), ..DiagnosisAsked::default() };
        assert_eq!(code(team.app.deal_diagnosis(&team.chen, theirs.clone()).await), "not_found");
        assert_eq!(code(team.app.deal_diagnosis(&team.wang, theirs).await), "not_found");
    }

    async fn opp_3_the_cells_of_a_team_are_counted_and_read(team: Team) {
        let party = hospital(&team, "市一医院").await;
        for count in 0..10 {
            let made = deal(&team, party, json!({ "name": format!("第{count}单") })).await;
            let huaguang = rival(&team, made.id, "华光").await;
            person(&team, made.id, "decider", Some("neutral")).await;
            let cell = if count < 6 { ("theirs", "behind") } else { ("ours", "behind") };
            in_cell(&team, made.id, huaguang, cell.0, cell.1).await;
        }
        let asked = DiagnosisAsked { team: Some(team.north), ..DiagnosisAsked::default() };
        let found = team.app.deal_diagnosis(&team.lin, asked).await.unwrap().cells;
        assert_eq!((found.n, found.needed), (10, 10));
        let rules: Vec<TeamRule> = found.readings.iter().map(|reading| reading.rule).collect();
        assert_eq!(rules, [TeamRule::CareFailsStrong, TeamRule::DeadDeals]);
        assert_eq!(found.readings[1].from_percent, Some(MethodSettings::default().deals.opening.team.dead_percent));
    }

    async fn opp_2_the_diagnosis_shows_every_open_deal_as_a_dot_the_largest_first(team: Team) {
        let (party, line) = (hospital(&team, "市一医院").await, line(&team).await);
        let small = deal(&team, party, json!({ "line_id": line, "amount": amount(1_000_000), "name": "小单" })).await;
        let large = deal(&team, party, json!({ "line_id": line, "amount": amount(90_000_000), "name": "大单" })).await;
        deal(&team, party, json!({ "line_id": line, "amount": { "kind": "unknown" }, "name": "未知" })).await;
        valued(&team, small.id, 2).await;
        valued(&team, large.id, 8).await;
        let found = team.app.deal_diagnosis(&team.chen, DiagnosisAsked::default()).await.unwrap();
        assert_eq!(found.points.iter().map(|point| point.name.as_str()).collect::<Vec<_>>(), ["大单", "小单", "未知"]);
        assert!(found.points[0].short.is_some() && found.points[2].short.is_none());
        let counted: Vec<u64> = found.open_classes.iter().map(|count| count.deals).collect();
        assert_eq!((counted.iter().sum::<u64>(), found.open, found.large_from), (2, 3, 5.0));
        assert!(found.open_cells.iter().all(|count| count.deals == 0));
    }

    async fn opp_5_time_goes_to_large_deals_first_and_a_decision_has_its_reason(team: Team) {
        let (party, line) = (hospital(&team, "市一医院").await, line(&team).await);
        let small = deal(&team, party, json!({ "line_id": line, "amount": amount(1_000_000), "name": "小单" })).await;
        let large = deal(&team, party, json!({ "line_id": line, "amount": amount(90_000_000), "name": "大单" })).await;
        valued(&team, small.id, 2).await;
        valued(&team, large.id, 8).await;
        let queue = team.app.deal_queue(&team.chen, QueueAsked::default()).await.unwrap();
        assert_eq!(queue.iter().map(|line| line.deal.name.as_str()).collect::<Vec<_>>(), ["大单", "小单"]);
        assert_eq!(queue[0].deal.value_class, Some(ValueClass::One));
        assert_eq!(queue[0].place.value.investment.unwrap().people, PeopleProposed::Best);
        assert!(queue[0].win_rate.value().is_none(), "nothing was closed yet, so there is no number");
        let decide = |decision, reason: &str| DecideDeal { decision, reason: reason.to_owned(), version: None };
        let bare = team.app.decide_deal(&team.chen, small.id, decide(DealDecision::Drop, " ")).await;
        assert_eq!(wrong_fields(bare), ["/reason required"]);
        team.app.decide_deal(&team.chen, large.id, decide(DealDecision::Pursue, "标杆客户")).await.unwrap();
        let dropped = team.app.decide_deal(&team.chen, small.id, decide(DealDecision::Drop, "顾不上")).await.unwrap();
        assert_eq!(dropped.ending.unwrap().outcome, DealEnd::Dropped);
        let queue = team.app.deal_queue(&team.chen, QueueAsked::default()).await.unwrap();
        assert_eq!((queue.len(), queue[0].decision.as_ref().unwrap().reason.as_str()), (1, "标杆客户"));
        let kept = team.app.deal_decisions(&team.chen, small.id).await.unwrap();
        assert_eq!(kept[0].proposed.as_ref().unwrap().value.investment.unwrap().people, PeopleProposed::New);
    }

    async fn opp_7_today_tells_of_deals_that_need_a_look(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let made = deal(&team, party, json!({ "expected_on": "2026-03-25" })).await;
        let huaguang = rival(&team, made.id, "华光").await;
        in_cell(&team, made.id, huaguang, "ours", "ahead").await;
        team.log(&team.chen, party, json!({ "kind": "visit", "outcome": "met" })).await;
        let news = team.app.worklist(&team.chen, None).await.unwrap().deals;
        assert_eq!(news[0].alerts.value, [DealAlert::OnePersonKnown]);
        for name in ["甲", "乙"] {
            let asked = json!({ "name": name, "power": "decider", "leaning": "neutral" });
            team.app.put_deal_person(&team.chen, made.id, read(asked)).await.unwrap();
        }
        assert!(team.app.worklist(&team.chen, None).await.unwrap().deals.is_empty(), "all is well");
        in_cell(&team, made.id, huaguang, "ours", "even").await;
        days(&team, 15);
        rival(&team, made.id, "新对手").await;
        let news = team.app.worklist(&team.chen, None).await.unwrap().deals;
        let told = &news[0].alerts.value;
        let expected =
            [DealAlert::CellWorsened, DealAlert::RivalAppeared, DealAlert::Silence, DealAlert::DecisionNear];
        assert_eq!(told.as_slice(), expected.as_slice());
        assert_eq!(news[0].deal.next_step_state, NextStepState::Overdue);
        assert!(team.app.worklist(&team.li, None).await.unwrap().deals.is_empty());
        for minor in [20_000_000, 30_000_000] {
            let edit = json!({ "amount": amount(minor) });
            team.app.edit_deal(&team.chen, made.id, read(edit)).await.unwrap();
        }
        let alerts = team.app.deal_alerts(&team.chen, made.id).await.unwrap();
        assert!(alerts.value.contains(&DealAlert::AmountChanged) && alerts.reasons.len() == alerts.value.len());
    }
}
