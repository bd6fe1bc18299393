//! Worth, opening and the twenty questions (OPP-2 to OPP-4), with what is done about them.

use app::deals::{DealAdvice, PlayState};
use method::deals::{
    opening::{
        causes::OpeningCause,
        chase::ChaseState,
        grid::Opening,
        plays::{Play, expect_of_rival},
    },
    value::{ValueClass, ValueFactor, ValuePolicy},
};
use serde_json::json;
use test_support::on_both_databases;

use super::{days, deal, hospital, in_cell, opening, person, rival};
use crate::team::{Team, code, read, wrong_fields};

async fn advice(team: &Team, deal: uuid::Uuid) -> DealAdvice {
    team.app.deal_advice(&team.chen, deal).await.unwrap()
}

on_both_databases! {
    async fn opp_2_a_value_rests_on_the_teams_history_the_target_and_the_ratings(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let line = json!({ "code": "ultrasound", "name": "超声", "ordinary_order_minor": 30_000_000, "currency": "CNY" });
        let line = team.app.create_line(&team.admin, read(line)).await.unwrap().id;
        let made = deal(&team, party, json!({ "line_id": line, "amount": { "kind": "known", "minor": 60_000_000 },
            "expected_on": "2026-03-20" })).await;
        let rating = |score: u8| json!({ "score": score, "evidence": "院里批了三年规划" });
        let ratings = json!({ "later_business": rating(7), "brand": rating(7), "morale": rating(5) });
        let found = team.app.assess_value(&team.chen, made.id, read(json!({ "ratings": ratings }))).await.unwrap();
        let value = found.value.unwrap().value;
        assert_eq!(value.class, Some(ValueClass::One), "twice the ordinary order: 7, and no target is kept");
        assert!((value.short_term.score.unwrap() - 7.0).abs() < 1e-9 && value.firm);
        let said = json!({ "period": "2026-q1", "team_id": team.north, "target_minor": 240_000_000 });
        team.app.say_forecast(&team.lin, read(said)).await.unwrap();
        let found = team.app.assess_value(&team.chen, made.id, read(json!({ "ratings": ratings }))).await.unwrap();
        let value = found.value.unwrap().value;
        let gap = value.short_term.factors.iter().find(|factor| factor.factor == ValueFactor::TargetGap).unwrap();
        assert!((gap.score.unwrap() - 5.0).abs() < 1e-9, "a quarter of what is missing");
        let kept = team.app.deal_assessments(&team.chen, made.id, None).await.unwrap();
        assert_eq!(kept.len(), 2, "both are kept");
        assert_eq!(kept[0].sheet["target"]["gap_minor"], 240_000_000);
        let view = team.app.deal(&team.chen, made.id).await.unwrap();
        assert_eq!((view.value_class, view.policy), (Some(ValueClass::One), Some(ValuePolicy::WinAndWall)));
    }

    async fn opp_2_a_high_rating_needs_its_evidence_and_a_critical_moment_its_manager(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let made = deal(&team, party, json!({})).await;
        let bare = json!({ "ratings": { "brand": { "score": 8 } } });
        assert_eq!(wrong_fields(team.app.assess_value(&team.chen, made.id, read(bare)).await), ["/ratings/brand incomplete"]);
        let critical = || read(json!({ "critical_moment": "试用期最后一个月" }));
        assert_eq!(code(team.app.assess_value(&team.chen, made.id, critical()).await), "forbidden");
        let found = team.app.assess_value(&team.lin, made.id, critical()).await.unwrap().value.unwrap();
        assert_eq!(found.value.class, None, "nothing to compare the size with, and nothing rated");
        assert_eq!(found.value.possible.len(), 4);
    }

    async fn opp_3_every_cell_is_reached_and_each_rival_sees_its_mirror(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let made = deal(&team, party, json!({})).await;
        let huaguang = rival(&team, made.id, "华光").await;
        person(&team, made.id, "decider", Some("neutral")).await;
        let cells = [
            ("ours", "behind", Opening::A), ("neutral", "behind", Opening::B), ("theirs", "behind", Opening::C),
            ("ours", "even", Opening::D), ("neutral", "even", Opening::E), ("theirs", "even", Opening::F),
            ("ours", "ahead", Opening::G), ("neutral", "ahead", Opening::H), ("theirs", "ahead", Opening::I),
        ];
        for (territory, standing, cell) in cells {
            let found = in_cell(&team, made.id, huaguang, territory, standing).await.opening.unwrap();
            assert_eq!(found.value.cell, Some(cell), "{territory} {standing}");
            let advice = advice(&team, made.id).await;
            assert_eq!(advice.plays.unwrap().value.cell, cell);
            assert_eq!(advice.mirrors[0].mirror, Some(cell.mirror()));
            assert_eq!(advice.mirrors[0].expect, expect_of_rival(cell));
            let view = team.app.deal(&team.chen, made.id).await.unwrap();
            assert_eq!((view.cell, view.rivals[0].cell), (Some(cell), Some(cell)));
        }
        let trail: Vec<Opening> = advice(&team, made.id).await.trail.iter().map(|step| step.cell).collect();
        assert_eq!(trail.len(), 9, "the way through the grid is drawn");
    }

    async fn opp_3_what_is_not_known_leaves_a_row_open_and_never_the_middle(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let made = deal(&team, party, json!({})).await;
        rival(&team, made.id, "华光").await;
        let asked = json!({ "territory": { "bought_at_all": "yes", "sold_most": "we" } });
        let found = opening(&team, made.id, asked).await.opening.unwrap().value;
        assert_eq!(found.cell, None);
        assert_eq!(found.possible, [Opening::A, Opening::D, Opening::G]);
        assert!(found.best_question.is_some());
    }

    async fn opp_3_territory_comes_from_orders_and_known_shares_of_the_line(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let order = json!({ "lines": [{ "amount_minor": 9_000_000 }], "on": "2026-01-10" });
        team.app.record_order(&team.chen, party, read(order)).await.unwrap();
        let made = deal(&team, party, json!({})).await;
        let huaguang = rival(&team, made.id, "华光").await;
        let alone = opening(&team, made.id, json!({})).await.opening.unwrap().value;
        assert_eq!(alone.territory.territory, None, "our orders alone say nothing about a share");
        let share = json!({ "rival": "华光", "amount_minor": 1_000_000, "currency": "CNY", "from": "2025-01-01",
            "to": "2025-12-31", "source": "known" });
        team.app.add_rival_share(&team.chen, party, read(share)).await.unwrap();
        let found = in_cell(&team, made.id, huaguang, "theirs", "ahead").await.opening.unwrap().value;
        assert_eq!(found.cell, Some(Opening::G), "figures go before answers");
        assert!((found.territory.lead.unwrap() - 80.0).abs() < 1e-9 && !found.territory.estimated);
        let absent = json!({ "rival": "老供应商", "amount_minor": 40_000_000, "currency": "CNY", "from": "2024-01-01",
            "to": "2024-12-31", "source": "estimated", "note": "院里人说的" });
        team.app.add_rival_share(&team.chen, party, read(absent)).await.unwrap();
        let found = in_cell(&team, made.id, huaguang, "ours", "ahead").await.opening.unwrap().value;
        assert_eq!(found.cell, Some(Opening::I), "a past supplier who does not take part counts for the territory");
        let mirrors = advice(&team, made.id).await.mirrors;
        let past = mirrors.iter().find(|mirror| mirror.rival.name == "老供应商").unwrap();
        assert!(!past.takes_part && past.cell.is_none());
    }

    async fn opp_3_a_play_becomes_a_task_and_is_used_or_not(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let made = deal(&team, party, json!({})).await;
        let huaguang = rival(&team, made.id, "华光").await;
        in_cell(&team, made.id, huaguang, "ours", "even").await;
        assert_eq!(wrong_fields(team.app.take_play(&team.chen, made.id, read(json!({ "play": "go_today" }))).await), ["/play unknown"]);
        let for_another = json!({ "play": "ask_why", "owner_id": team.lin.user });
        assert_eq!(code(team.app.take_play(&team.chen, made.id, read(for_another)).await), "forbidden");
        let due = team.now().plus_days(2.0);
        let asked = json!({ "play": "ask_why", "due_at": due });
        let view = team.app.take_play(&team.chen, made.id, read(asked)).await.unwrap();
        let play = &view.plays[0];
        assert_eq!((play.owner.as_ref().unwrap().id, play.due_at), (team.chen.user, due));
        assert_eq!((play.play, play.state, play.cell), (Play::AskWhy, PlayState::Planned, Some(Opening::D)));
        let task = play.task_id.unwrap();
        assert_eq!(team.app.task(&team.chen, task).await.unwrap().kind, "deal_play");
        assert_eq!(code(team.app.take_play(&team.chen, made.id, read(json!({ "play": "ask_why" }))).await), "play_taken");
        let closed = team.app.close_play(&team.chen, made.id, play.id, read(json!({ "used": true }))).await.unwrap();
        assert_eq!(closed.state, PlayState::Used);
        assert_eq!(team.app.task(&team.chen, task).await.unwrap().state, "done");
    }

    async fn opp_3_an_answer_says_what_it_rests_on(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let made = deal(&team, party, json!({})).await;
        let huaguang = rival(&team, made.id, "华光").await;
        let question = json!({ "about": "standing", "question": "k1", "rival": huaguang });
        let note = |text: &str| json!({ "question": question, "text": text });
        let twice = json!({ "notes": [note("科主任说的"), note("再问过")] });
        assert_eq!(wrong_fields(team.app.assess_opening(&team.chen, made.id, read(twice)).await), ["/notes/1 taken"]);
        opening(&team, made.id, json!({ "notes": [note(" 科主任说的 ")] })).await;
        let kept = team.app.deal_assessments(&team.chen, made.id, None).await.unwrap();
        assert_eq!(kept[0].sheet["notes"], json!([note("科主任说的")]));
    }

    async fn opp_3_in_a_public_tender_a_manager_confirms_what_touches_it(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let made = deal(&team, party, json!({ "tender": { "public": "yes" } })).await;
        let huaguang = rival(&team, made.id, "华光").await;
        let evidence = json!({ "knew_first": "we_long_before", "shaped": "with_us", "criteria": "us" });
        let causes = json!({ "g3": { "answer": "yes", "source": "stated" } });
        let asked = json!({ "territory": { "bought_at_all": "yes", "sold_most": "we" },
            "evidence": { huaguang.to_string(): evidence }, "causes": causes });
        opening(&team, made.id, asked).await;
        let offered = advice(&team, made.id).await.plays.unwrap().value.offered;
        let help = offered.iter().find(|offered| offered.play == Play::HelpProposal).unwrap();
        assert!(help.needs_confirmation && help.answers == [OpeningCause::SetUpWithUs]);
        let view = team.app.take_play(&team.chen, made.id, read(json!({ "play": "help_proposal" }))).await.unwrap();
        let play = view.plays[0].clone();
        assert_eq!((play.state, play.task_id), (PlayState::Asked, None));
        assert_eq!(code(team.app.close_play(&team.chen, made.id, play.id, read(json!({ "used": true }))).await), "play_waits");
        assert_eq!(code(team.app.confirm_play(&team.chen, made.id, play.id).await), "forbidden");
        let view = team.app.confirm_play(&team.lin, made.id, play.id).await.unwrap();
        assert_eq!(view.plays[0].confirmed_by.as_ref().unwrap().id, team.lin.user);
        assert!(view.plays[0].task_id.is_some());
    }

    async fn opp_3_in_cell_c_the_search_for_a_break_has_an_end(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let made = deal(&team, party, json!({ "expected_on": "2026-03-24" })).await;
        let huaguang = rival(&team, made.id, "华光").await;
        in_cell(&team, made.id, huaguang, "theirs", "behind").await;
        let chase = advice(&team, made.id).await.chase.unwrap();
        assert_eq!((chase.state, chase.effort_cap_days), (ChaseState::Looking, None));
        days(&team, 12);
        let chase = advice(&team, made.id).await.chase.unwrap();
        assert_eq!((chase.state, chase.effort_cap_days), (ChaseState::Makeweight, Some(2.0)));
    }

    async fn opp_4_the_long_form_is_for_large_deals_of_class_one(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let small = deal(&team, party, json!({})).await;
        let ours = json!({ "ours": { "project": { "answer": "yes", "source": "stated" } } });
        let refused = team.app.assess_questions(&team.chen, small.id, read(ours.clone())).await;
        assert_eq!(code(refused), "long_form_not_needed");
        let line = json!({ "code": "mr", "name": "磁共振", "ordinary_order_minor": 50_000_000, "currency": "CNY" });
        let line = team.app.create_line(&team.admin, read(line)).await.unwrap().id;
        let large = deal(&team, party, json!({ "line_id": line, "amount": { "kind": "known", "minor": 150_000_000 } })).await;
        let rating = json!({ "score": 8, "evidence": "标杆医院" });
        let ratings = json!({ "later_business": rating, "brand": rating, "morale": rating });
        team.app.assess_value(&team.chen, large.id, read(json!({ "ratings": ratings }))).await.unwrap();
        let huaguang = rival(&team, large.id, "华光").await;
        team.app.assess_questions(&team.chen, large.id, read(ours)).await.unwrap();
        team.clock.forward(1);
        let given = |answer: &str| json!({ "answer": answer, "source": "stated", "note": "院长说的" });
        let both = json!({ "ours": { "project": given("no"), "money": given("yes") },
            "rivals": { huaguang.to_string(): { "money": given("no") } } });
        let found = team.app.assess_questions(&team.chen, large.id, read(both)).await.unwrap().questions.unwrap();
        assert_eq!((found.ask.len(), found.rivals[0].rival.name.as_str()), (18, "华光"));
        let changed: Vec<bool> = found.changed.iter().map(|change| change.rival.is_some()).collect();
        assert_eq!(changed, [false, false, true], "two of ours and one of the rival's");
        let shown = advice(&team, large.id).await;
        assert!(shown.long_form && shown.questions.unwrap().changed.len() == 3);
    }
}
