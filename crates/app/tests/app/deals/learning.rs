//! What closed deals say about open ones (OPP-6), with nothing in it that was learned later.

use app::deals::{ForecastAsked, RatesAsked, RatesBy};
use method::{deals::opening::plays::Play, verdict::Measured};
use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use super::{days, deal, end, hospital, in_cell, rival, soon};
use crate::team::{Team, code, read};

/// Deals in the cell D, with their rival; they are open.
async fn in_d(team: &Team, party: Uuid, count: usize) -> Vec<(Uuid, Uuid)> {
    let mut made = Vec::new();
    for _ in 0..count {
        let one = deal(team, party, json!({ "expected_on": "2026-03-20" })).await.id;
        let huaguang = rival(team, one, "华光").await;
        in_cell(team, one, huaguang, "ours", "even").await;
        made.push((one, huaguang));
    }
    made
}

on_both_databases! {
    async fn opp_6_win_rates_know_of_a_deal_what_was_known_when_it_came_into_the_stage(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let deals = in_d(&team, party, 32).await;
        days(&team, 1);
        for (place, (one, huaguang)) in deals.iter().enumerate() {
            let won = place.is_multiple_of(2);
            // just before the end everybody knows better
            in_cell(&team, *one, *huaguang, "ours", if won { "ahead" } else { "behind" }).await;
            end(&team, *one, if won { "won" } else { "lost" }).await.unwrap();
            assert_eq!(code(team.app.assess_opening(&team.chen, *one, read(json!({}))).await), "deal_ended");
        }
        let asked = RatesAsked { stage: Some("found".to_owned()), ..RatesAsked::default() };
        let found = team.app.deal_win_rates(&team.lin, asked).await.unwrap();
        let rate = |key: &str| found.lines.iter().find(|line| line.key == key).unwrap().rate;
        let Measured::Estimate { value, low, high, n } = rate("d") else { panic!("32 deals are enough") };
        assert!(n == 32 && (value - 0.5).abs() < 0.02 && low < 0.5 && 0.5 < high);
        assert_eq!((rate("g").n(), rate("a").n()), (0, 0), "the cells of the last minute are in no rate");
        assert_eq!(found.closed, 32);
    }

    async fn opp_6_few_cases_give_no_number(team: Team) {
        let party = hospital(&team, "市一医院").await;
        for (one, _) in in_d(&team, party, 3).await {
            end(&team, one, "won").await.unwrap();
        }
        let found = team.app.deal_win_rates(&team.chen, RatesAsked::default()).await.unwrap();
        assert_eq!(found.company, Measured::TooFew { n: 3, needed: 30 });
        let sellers = RatesAsked { by: RatesBy::Seller, ..RatesAsked::default() };
        let found = team.app.deal_win_rates(&team.zhao, sellers).await.unwrap();
        assert!(found.lines.is_empty(), "whose deals they were is not for everybody");
        let forecast = team.app.deal_forecast(&team.chen, ForecastAsked::default()).await.unwrap();
        assert_eq!(forecast.forecast, Measured::TooFew { n: 3, needed: 30 });
        assert_eq!(forecast.won_minor, 90_000_000);
    }

    async fn opp_6_rates_follow_each_deal_that_ends_or_is_opened_again(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let deals = in_d(&team, party, 3).await;
        let counted = async || {
            let found = team.app.deal_win_rates(&team.chen, RatesAsked::default()).await.unwrap();
            let line = found.lines.into_iter().find(|line| line.key == "d").unwrap();
            (found.closed, line.won, line.closed)
        };
        assert_eq!(counted().await, (0, 0, 0));
        end(&team, deals[0].0, "won").await.unwrap();
        assert_eq!(counted().await, (1, 1, 1));
        end(&team, deals[1].0, "lost").await.unwrap();
        assert_eq!(counted().await, (2, 1, 2));
        team.app.reopen_deal(&team.chen, deals[0].0, read(soon(&team))).await.unwrap();
        assert_eq!(counted().await, (1, 0, 1));
        team.clock.forward(1);
        end(&team, deals[0].0, "lost").await.unwrap();
        assert_eq!(counted().await, (2, 0, 2));
    }

    async fn opp_6_what_we_gave_up_was_not_won(team: Team) {
        let party = hospital(&team, "市一医院").await;
        for (place, (one, _)) in in_d(&team, party, 30).await.into_iter().enumerate() {
            if place < 15 {
                end(&team, one, "won").await.unwrap();
            } else {
                let drop = json!({ "decision": "drop", "reason": "顾不上" });
                team.app.decide_deal(&team.chen, one, read(drop)).await.unwrap();
            }
        }
        let found = team.app.deal_win_rates(&team.chen, RatesAsked::default()).await.unwrap();
        assert!((found.company.value().unwrap() - 0.5).abs() < 0.01);
    }

    async fn opp_6_plays_are_compared_with_and_without_among_deals_alike(team: Team) {
        let party = hospital(&team, "市一医院").await;
        for (place, (one, _)) in in_d(&team, party, 30).await.into_iter().enumerate() {
            if place < 15 {
                let view = team.app.take_play(&team.chen, one, read(json!({ "play": "ask_why" }))).await.unwrap();
                let used = read(json!({ "used": true }));
                team.app.close_play(&team.chen, one, view.plays[0].id, used).await.unwrap();
                team.clock.forward(1);
            }
            end(&team, one, if !(10..25).contains(&place) { "won" } else { "lost" }).await.unwrap();
        }
        let found = team.app.deal_win_rates(&team.chen, RatesAsked::default()).await.unwrap();
        let tactic = &found.tactics[0];
        assert_eq!((tactic.play, tactic.shows.as_str()), (Play::AskWhy, "association"));
        assert_eq!((tactic.with.n(), tactic.without.n()), (15, 15));
        assert!(tactic.with.value().unwrap() > tactic.without.value().unwrap());
    }

    async fn opp_6_forecasts_are_scored_with_the_deals_that_had_ended_by_then(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let deals = in_d(&team, party, 32).await;
        days(&team, 1);
        for (place, (one, _)) in deals.into_iter().enumerate() {
            end(&team, one, if place.is_multiple_of(2) { "won" } else { "lost" }).await.unwrap();
        }
        let scored = team.app.deal_accuracy(&team.lin, None, None).await.unwrap();
        assert_eq!(scored.scored, 0, "when these were open, nothing had ended");
        days(&team, 1);
        let later = in_d(&team, party, 2).await;
        for (one, _) in &later {
            team.app.edit_deal(&team.lin, *one, read(json!({ "probability": 80 }))).await.unwrap();
        }
        days(&team, 1);
        for (one, _) in later {
            end(&team, one, "won").await.unwrap();
        }
        let scored = team.app.deal_accuracy(&team.lin, None, None).await.unwrap();
        assert_eq!((scored.scored, scored.model.curve.len()), (2, 1));
        assert_eq!(scored.managers[0].manager.id, team.lin.user);
        assert!(team.app.deal_accuracy(&team.zhao, None, None).await.unwrap().managers.is_empty());
    }

    async fn opp_6_a_quarter_is_forecast_with_a_range_beside_the_managers_own(team: Team) {
        let party = hospital(&team, "市一医院").await;
        for (place, (one, _)) in in_d(&team, party, 30).await.into_iter().enumerate() {
            end(&team, one, if place < 15 { "won" } else { "lost" }).await.unwrap();
        }
        days(&team, 1);
        in_d(&team, party, 4).await;
        deal(&team, party, json!({ "name": "没有日期" })).await;
        deal(&team, party, json!({ "name": "金额未知", "expected_on": "2026-03-20", "amount": { "kind": "unknown" } })).await;
        let said = json!({ "period": "2026-q1", "team_id": team.north, "forecast_minor": 500_000_000 });
        assert_eq!(code(team.app.say_forecast(&team.chen, read(said.clone())).await), "forbidden");
        assert_eq!(code(team.app.say_forecast(&team.wang, read(said.clone())).await), "not_found");
        team.app.say_forecast(&team.lin, read(said)).await.unwrap();
        let asked = ForecastAsked { team: Some(team.north), ..ForecastAsked::default() };
        let found = team.app.deal_forecast(&team.lin, asked).await.unwrap();
        assert_eq!((found.period.as_str(), found.open, found.unknown_amounts, found.without_day), ("2026-q1", 5, 1, 1));
        assert_eq!(found.won_minor, 450_000_000);
        let Measured::Estimate { value, low, high, n } = found.forecast else { panic!("30 deals are enough") };
        assert!(n == 30 && low < value && value < high, "{low} {value} {high}");
        assert!((value - 510_000_000.0).abs() < 3_000_000.0, "four deals of 300,000 at even odds: {value}");
        assert_eq!(found.said.unwrap().forecast_minor, Some(500_000_000));
        assert_eq!(found.past.quarters.len(), 8);
        assert!(found.past.quarters.iter().all(|quarter| quarter.forecast.value().is_none()));
    }
}
