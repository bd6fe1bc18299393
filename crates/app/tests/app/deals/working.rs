//! Entering, moving and closing deals (OPP-1), and whose they are.

use app::deals::{ChangeSide, DealChangeKind, DealsAsked, MoveDeal};
use method::deals::stages::{DealEnd, NextStepState};
use serde_json::json;
use test_support::on_both_databases;

use super::{days, deal, end, hospital, person, rival, soon};
use crate::team::{Team, code, read, wrong_fields};

on_both_databases! {
    async fn opp_1_a_deal_is_opened_moved_and_closed_with_both_reasons(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let made = deal(&team, party, json!({ "expected_on": "2026-05-20" })).await;
        assert_eq!((made.stage.code.as_str(), made.next_step_state), ("found", NextStepState::Set));
        days(&team, 2);
        let asked = MoveDeal { stage: "offer".to_owned(), next_step: None, version: Some(made.version) };
        let moved = team.app.move_deal(&team.chen, made.id, asked).await.unwrap();
        assert_eq!(moved.stage.code, "offer");
        assert!((moved.stage_age.value.days - 0.0).abs() < 1e-9);
        let closing = json!({ "end": "lost", "seller_sees": { "reason": "price" } });
        assert_eq!(wrong_fields(team.app.end_deal(&team.chen, made.id, read(closing)).await), ["/buyer_says buyer_not_asked"]);
        let closing = json!({ "end": "lost", "buyer_says": { "reason": "service", "words": "上次维修拖了一个月" },
            "seller_sees": { "reason": "price" } });
        let ended = team.app.end_deal(&team.chen, made.id, read(closing)).await.unwrap().ending.unwrap();
        assert_eq!((ended.outcome, ended.views_differ), (DealEnd::Lost, Some(true)));
        assert_eq!(code(end(&team, made.id, "won").await), "deal_ended");
        let open = team.app.reopen_deal(&team.chen, made.id, read(soon(&team))).await.unwrap();
        assert!(open.ending.is_none());
        let changes = team.app.deal_changes(&team.chen, made.id).await.unwrap();
        let kinds: Vec<DealChangeKind> = changes.iter().map(|change| change.kind).collect();
        assert_eq!(kinds[..3], [DealChangeKind::Reopened, DealChangeKind::Ended, DealChangeKind::Stage]);
        let (Some(ChangeSide::Stage { stage: was }), Some(ChangeSide::Stage { stage: is })) =
            (&changes[2].before, &changes[2].after)
        else {
            panic!("a change of the stage has stages: {changes:?}")
        };
        assert_eq!((was.code.as_str(), is.code.as_str()), ("found", "offer"));
        assert_eq!(code(team.app.deal_changes(&team.wang, made.id).await), "not_found");
        assert!(team.audited(&party.to_string()).await.contains(&"deal_ended".to_owned()));
        assert!(team.faults().await.is_empty());
    }

    async fn opp_1_a_deal_moves_on_only_with_a_next_step_that_lies_ahead(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let made = deal(&team, party, json!({})).await;
        days(&team, 10);
        let asked = || MoveDeal { stage: "need".to_owned(), next_step: None, version: None };
        assert_eq!(wrong_fields(team.app.move_deal(&team.chen, made.id, asked()).await), ["/next_step required"]);
        let asked = MoveDeal { next_step: Some(read(soon(&team))), ..asked() };
        team.app.move_deal(&team.chen, made.id, asked).await.unwrap();
        let late = json!({ "party_id": party, "name": "二期", "next_step": { "what": "x", "due_at": team.now().plus_days(-1.0) } });
        assert_eq!(wrong_fields(team.app.create_deal(&team.chen, read(late)).await), ["/next_step/due_at in_the_past"]);
    }

    async fn opp_1_an_unknown_amount_is_estimated_and_marked_so(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let estimate = json!({ "units": { "low": 2.0, "likely": 3.0, "high": 5.0 }, "price_minor": 1_000_000 });
        let made = deal(&team, party, json!({ "amount": { "kind": "unknown" }, "estimate": estimate })).await;
        assert_eq!(made.amount.range_minor(), Some((2_000_000, 5_000_000)));
        assert_eq!(made.amount_basis.unwrap()["price_minor"], 1_000_000);
        let edit = json!({ "amount": { "kind": "known", "minor": 4_000_000 } });
        let edited = team.app.edit_deal(&team.chen, made.id, read(edit)).await.unwrap();
        assert_eq!((edited.amount.likely_minor(), edited.amount_basis), (Some(4_000_000), None));
    }

    async fn a_probability_is_a_managers_own_view(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let made = deal(&team, party, json!({})).await;
        let edit = || read(json!({ "probability": 60 }));
        assert_eq!(code(team.app.edit_deal(&team.chen, made.id, edit()).await), "forbidden");
        let said = team.app.edit_deal(&team.lin, made.id, edit()).await.unwrap();
        assert_eq!((said.probability, said.probability_by.unwrap().id), (Some(60), team.lin.user));
        let emptied = team.app.edit_deal(&team.lin, made.id, read(json!({ "empty": ["probability"] }))).await.unwrap();
        assert_eq!(emptied.probability, None);
    }

    async fn whose_a_deal_is_decides_who_sees_and_works_it(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let made = deal(&team, party, json!({})).await;
        assert!(team.app.deal(&team.lin, made.id).await.unwrap().may_work, "the manager of the team");
        assert!(!team.app.deal(&team.ana, made.id).await.unwrap().may_work);
        for stranger in [&team.li, &team.wang, &team.zhao] {
            assert_eq!(code(team.app.deal(stranger, made.id).await), "not_found");
            assert!(team.app.deals(stranger, DealsAsked::default()).await.unwrap().items.is_empty());
        }
        assert_eq!(code(team.app.edit_deal(&team.ana, made.id, read(json!({ "note": "x" }))).await), "forbidden");
        let given = json!({ "owner_id": team.li.user });
        assert_eq!(code(team.app.edit_deal(&team.chen, made.id, read(given.clone())).await), "forbidden");
        team.app.edit_deal(&team.lin, made.id, read(given)).await.unwrap();
        assert_eq!(team.app.deal(&team.li, made.id).await.unwrap().owner.unwrap().id, team.li.user);
    }

    async fn deals_go_with_the_customer_and_stay_with_whoever_closed_them(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let (open, closed) = (deal(&team, party, json!({})).await, deal(&team, party, json!({ "name": "一期" })).await);
        end(&team, closed.id, "won").await.unwrap();
        let asked = json!({ "ids": [party], "owner_id": team.li.user });
        team.app.assign(&team.lin, read(asked)).await.unwrap();
        let owner = async |id| team.app.deal(&team.lin, id).await.unwrap().owner.unwrap().id;
        assert_eq!((owner(open.id).await, owner(closed.id).await), (team.li.user, team.chen.user));
    }

    async fn people_rivals_and_concerns_stand_around_a_deal(team: Team) {
        let party = hospital(&team, "市一医院").await;
        let made = deal(&team, party, json!({ "buying_stage": "specify" })).await;
        let somebody = person(&team, made.id, "decider", Some("inclined_to_us")).await;
        let huaguang = rival(&team, made.id, "华光").await;
        let again = team.app.put_deal_rival(&team.chen, made.id, read(json!({ "name": "华光" }))).await;
        assert_eq!(wrong_fields(again), ["/name taken"]);
        let edit = json!({ "leaning": "inclined_to_rival", "rival_id": huaguang, "left": true, "version": 1 });
        let changed = team.app.edit_deal_person(&team.chen, made.id, somebody, read(edit.clone())).await.unwrap();
        assert!(changed.left_at.is_some() && changed.rival_id == Some(huaguang));
        assert_eq!(code(team.app.edit_deal_person(&team.chen, made.id, somebody, read(edit)).await), "changed_meanwhile");
        let voiced = json!({ "words": "怕后期耗材贵" });
        let view = team.app.voice_concern(&team.chen, made.id, read(voiced)).await.unwrap();
        let concern = view.concerns[0].id;
        let view = team.app.settle_concern(&team.chen, made.id, concern).await.unwrap();
        assert!(view.concerns[0].settled_at.is_some());
        assert_eq!(code(team.app.settle_concern(&team.chen, made.id, concern).await), "not_found");
        team.app.remove_deal_person(&team.chen, made.id, somebody).await.unwrap();
        assert!(team.app.deal(&team.chen, made.id).await.unwrap().people.is_empty());
    }

    async fn the_board_the_calendar_and_the_table_show_the_same_deals(team: Team) {
        let party = hospital(&team, "市一医院").await;
        for (name, day, minor) in [("甲", "2026-04-10", 100), ("乙", "2026-04-02", 300), ("丙", "2026-04-10", 200)] {
            let asked = json!({ "name": name, "expected_on": day, "amount": { "kind": "known", "minor": minor } });
            deal(&team, party, asked).await;
        }
        let board = team.app.deal_board(&team.chen, DealsAsked::default()).await.unwrap();
        let first = &board.columns[0];
        assert_eq!((first.deals, first.sums[0].minor, first.cards[0].name.as_str()), (3, 600, "乙"));
        assert_eq!(board.columns.len(), 5, "a column for each stage, with deals or not");
        let asked = json!({ "from": "2026-04-01", "to": "2026-04-30", "owner": "me" });
        let days = team.app.deal_calendar(&team.chen, read(asked)).await.unwrap();
        assert_eq!(days.iter().map(|day| day.deals.len()).collect::<Vec<_>>(), [1, 2]);
        let sorted = DealsAsked { sort: Some("-amount".to_owned()), limit: Some(2), ..DealsAsked::default() };
        let page = team.app.deals(&team.chen, sorted.clone()).await.unwrap();
        assert_eq!(page.items.iter().map(|line| line.name.as_str()).collect::<Vec<_>>(), ["乙", "丙"]);
        let rest = team.app.deals(&team.chen, DealsAsked { cursor: page.next, ..sorted }).await.unwrap();
        assert_eq!((rest.items[0].name.as_str(), rest.next), ("甲", None));
        assert_eq!(team.app.deals_of_party(&team.chen, party).await.unwrap().len(), 3);
    }
}
