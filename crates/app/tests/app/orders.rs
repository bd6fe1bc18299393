//! Orders and what follows from them (CLA-6, CLA-9), by hand and from files.

use std::collections::BTreeSet;

use app::{
    Actor, AppError,
    classes::AskRun,
    imports::ImportView,
    orders::{LineStanding, OrderView, OrdersAsked, RivalShareView},
    parties::HistoryAsked,
};
use jiff::civil::date;
use serde_json::{Value, json};
use store::parties::PartyFilter;
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{DAY, Team, code, read, wrong_fields};

async fn order(team: &Team, party: Uuid, asked: Value) -> Result<OrderView, AppError> {
    let mut whole = json!({ "lines": [{ "amount_minor": 10_000, "margin_minor": 2_000 }] });
    whole.as_object_mut().unwrap().extend(asked.as_object().unwrap().clone());
    team.app.record_order(&team.admin, party, read(whole)).await
}

async fn standings(team: &Team, party: Uuid) -> Vec<LineStanding> {
    team.app.line_standings(&team.admin, party).await.unwrap()
}

/// Conversions of the first line, with their causes.
async fn conversions(team: &Team, party: Uuid) -> Vec<String> {
    let standings = standings(team, party).await;
    let events = standings.first().map(|standing| standing.conversions.clone()).unwrap_or_default();
    events.into_iter().map(|event| format!("{} {}", event.kind, event.cause.unwrap_or_default())).collect()
}

/// Lets the worker's hour pass.
async fn hour(team: &Team) {
    team.work().await;
}

async fn upload(team: &Team, text: &str, choice: &str) -> ImportView {
    let path = team.file("订单.csv", text);
    let asked = read(json!({ "list_id": null, "list_name": null, "subject": "orders", "file_name": "订单.csv" }));
    let run = team.app.import_file(&team.chen, &path, asked).await.expect("a file of orders");
    let plan = json!({ "format": null, "mapping": null, "on_duplicate": choice, "owner_id": null, "market": null,
        "method": null, "version": null });
    team.app.edit_import(&team.chen, run.id, read(plan)).await.expect("a plan");
    team.app.start_import(&team.chen, run.id).await.expect("a start");
    while team.app.work_one().await.expect("a worked job") {}
    team.app.import(&team.chen, run.id).await.expect("the run")
}

fn counted(run: &ImportView) -> [i64; 5] {
    let counts = run.counts;
    [counts.read, counts.created, counts.updated, counts.duplicate, counts.rejected]
}

async fn all_orders(team: &Team, party: Uuid) -> Vec<OrderView> {
    let asked = OrdersAsked { voided: true, ..OrdersAsked::default() };
    team.app.orders_of(&team.chen, party, asked).await.unwrap().items
}

/// A customer of class A by the current run.
async fn key_customer(team: &Team) -> Uuid {
    let party = team.prospect("大客户").await;
    order(team, party, json!({ "on": "2026-02-10" })).await.unwrap();
    team.app.classify(&team.admin, AskRun::default()).await.expect("a run");
    party
}

/// What a manager is told of: the kind, about whom, because of what.
async fn alerts(team: &Team, actor: &Actor) -> Vec<(String, Uuid, Value)> {
    let alerts = team.app.alerts(actor).await.unwrap().into_iter();
    alerts.map(|alert| (alert.kind, alert.party.expect("a party").id, alert.detail["because"].clone())).collect()
}

async fn kinds_of_tasks(team: &Team, party: Uuid) -> Vec<String> {
    let open = store::timeline::open_tasks(team.db.store(), &[party]).await.unwrap();
    let mut kinds: Vec<String> =
        open.into_iter().map(|task| task.kind).filter(|kind| kind.starts_with("key_")).collect();
    kinds.sort();
    kinds
}

on_both_databases! {
    async fn cla_6_an_order_makes_a_customer_and_a_void_takes_it_back(team: Team) {
        let party = team.prospect("张三").await;
        let made = order(&team, party, json!({ "number": "A-1" })).await.unwrap();
        assert_eq!((made.amount_minor, made.margin_minor), (10_000, Some(2_000)));
        let row = team.row(party).await;
        assert_eq!((row.status.as_str(), row.colour.as_str()), ("customer", "red"));
        assert!(row.won_at.is_some() && row.buying_until.is_some());
        assert_eq!(conversions(&team, party).await, ["forward "]);
        let voided = team.app.void_order(&team.chen, made.id, read(json!({ "reason": "录错了" }))).await.unwrap();
        assert_eq!(voided.voided.unwrap().reason, "录错了");
        let row = team.row(party).await;
        assert_eq!((row.status.as_str(), row.won_at), ("prospect", None));
        assert!(conversions(&team, party).await.is_empty());
        assert_eq!(all_orders(&team, party).await.len(), 1, "it stays readable");
        order(&team, party, json!({ "number": "A-1" })).await.expect("the number is free again");
        assert_eq!(code(team.app.void_order(&team.chen, made.id, read(json!({ "reason": "又" }))).await), "order_voided");
        assert!(team.audited(&party.to_string()).await.contains(&"order_voided".to_owned()));
        assert!(team.faults().await.is_empty());
    }

    async fn a_return_is_a_record_of_its_own_and_holds_its_order(team: Team) {
        let party = team.prospect("张三").await;
        let bought = order(&team, party, json!({})).await.unwrap();
        let back = json!({ "kind": "return", "returned_id": bought.id, "lines": [{ "amount_minor": -4_000 }] });
        let back = order(&team, party, back).await.unwrap();
        assert_eq!((back.amount_minor, back.margin_minor, back.lines[0].quantity_milli), (-4_000, None, -1_000));
        let refused = team.app.void_order(&team.chen, bought.id, read(json!({ "reason": "错" }))).await;
        assert_eq!(code(refused), "order_has_returns");
        let wrong = json!({ "kind": "return", "lines": [{ "amount_minor": 1 }] });
        assert_eq!(wrong_fields(order(&team, party, wrong).await), ["/lines/0/amount_minor out_of_range"]);
        assert_eq!(standings(&team, party).await[0].purchases, 1, "a return is no purchase");
    }

    async fn orders_follow_the_rights_of_their_customer(team: Team) {
        let party = team.prospect("张三").await;
        let made = order(&team, party, json!({ "number": "B-1" })).await.unwrap();
        assert_eq!(code(team.app.order(&team.zhao, made.id).await), "not_found");
        assert_eq!(code(team.app.orders_of(&team.zhao, party, OrdersAsked::default()).await), "not_found");
        assert!(team.app.orders(&team.zhao, OrdersAsked::default()).await.unwrap().items.is_empty());
        assert_eq!(team.app.orders(&team.lin, OrdersAsked::default()).await.unwrap().items.len(), 1);
        let taken = order(&team, party, json!({ "number": "B-1" })).await;
        assert_eq!(wrong_fields(taken), ["/number taken"]);
    }

    async fn cla_6_who_stays_away_turns_back_with_a_cause_and_is_won_back(team: Team) {
        let party = team.prospect("张三").await;
        order(&team, party, json!({})).await.unwrap();
        team.clock.forward(366 * DAY);
        hour(&team).await;
        assert_eq!(team.row(party).await.status, "prospect");
        assert_eq!(conversions(&team, party).await, ["forward ", "backward "]);
        let backward = standings(&team, party).await[0].conversions[1].id;
        let answer = |cause: &str| read(json!({ "cause": cause, "note": "价格" }));
        let wrong = team.app.answer_conversion(&team.admin, party, backward, answer("persuaded")).await;
        assert_eq!(wrong_fields(wrong), ["/cause unknown"]);
        team.app.answer_conversion(&team.admin, party, backward, answer("rivals_offer")).await.unwrap();
        let record = team.app.party(&team.admin, party).await.unwrap();
        assert_eq!(record.losses[0].reason.to_string(), "rivals_offer", "nobody is asked twice");
        hour(&team).await;
        assert_eq!(conversions(&team, party).await, ["forward ", "backward rivals_offer"]);
        order(&team, party, json!({})).await.unwrap();
        assert_eq!(team.row(party).await.status, "customer");
        assert_eq!(conversions(&team, party).await, ["forward ", "backward rivals_offer", "won_back "]);
    }

    async fn cla_6_a_loss_that_is_told_turns_the_lines_and_warns_the_circle(team: Team) {
        let party = team.prospect("张三").await;
        let friend = team.party(&team.chen, json!({ "name": "李四", "introducer_id": party })).await.summary.id;
        order(&team, party, json!({})).await.unwrap();
        team.app.record_loss(&team.chen, party, read(json!({ "reason": "dissatisfied" }))).await.unwrap();
        assert_eq!(conversions(&team, party).await, ["forward ", "backward dissatisfied"]);
        let tasks = store::timeline::open_tasks(team.db.store(), &[friend]).await.unwrap();
        assert!(tasks.iter().any(|task| task.kind == "warned_circle"));
    }

    async fn cla_6_a_key_customer_who_turns_to_a_rival_is_told_of_once_with_the_play(team: Team) {
        let (key, other) = (key_customer(&team).await, team.prospect("普通").await);
        order(&team, other, json!({})).await.unwrap();
        for party in [key, other] {
            team.log(&team.chen, party, json!({ "outcome": "spoke", "intent_evidence": ["content_with_rival"] })).await;
        }
        team.answer(key, "unsteady_cause.rival_pays_more", "yes").await;
        let told = alerts(&team, &team.lin).await;
        assert_eq!(told, [("key_customer_at_risk".to_owned(), key, json!(["key_to_rival"]))], "once, and of key customers only");
        assert!(alerts(&team, &team.wang).await.is_empty(), "another team's manager");
        let moves = &team.app.alerts(&team.lin).await.unwrap()[0].detail["moves"];
        assert_eq!(*moves, json!(["show_advantage", "benefit_their_customers", "loyalty_plan"]));
        assert_eq!(kinds_of_tasks(&team, key).await, ["key_to_rival"]);
        let today = team.app.worklist(&team.chen, None).await.unwrap();
        let line = today.lines.iter().find(|line| line.party.id == key).expect("a line of Today");
        assert_eq!(line.task.as_ref().unwrap().kind, "key_to_rival");
        assert!(kinds_of_tasks(&team, other).await.is_empty());
    }

    async fn cla_6_a_key_customer_who_loses_the_need_is_told_of_again_when_it_comes_up_anew(team: Team) {
        let key = key_customer(&team).await;
        team.answer(key, "screening.has_need", "yes").await;
        assert!(alerts(&team, &team.lin).await.is_empty());
        team.answer(key, "screening.has_need", "no").await;
        let told = team.app.alerts(&team.lin).await.unwrap().remove(0);
        team.app.see_alert(&team.lin, told.id).await.unwrap();
        team.answer(key, "screening.has_need", "no").await;
        assert_eq!(alerts(&team, &team.lin).await.len(), 1);
        // another thing is another alert
        team.answer(key, "unsteady_cause.rival_pays_more", "yes").await;
        assert_eq!(alerts(&team, &team.lin).await[0].2, json!(["key_to_rival"]));
        assert_eq!(kinds_of_tasks(&team, key).await, ["key_need_lost", "key_to_rival"]);
    }

    async fn cla_6_the_cause_of_a_loss_joins_the_alert_that_nobody_has_looked_at(team: Team) {
        let key = key_customer(&team).await;
        let lost = read(json!({ "reason": "rivals_offer" }));
        team.app.record_loss(&team.chen, key, lost).await.unwrap();
        let told = alerts(&team, &team.lin).await;
        assert_eq!(told, [("key_customer_lost".to_owned(), key, json!(["class_a", "key_to_rival"]))]);
        assert_eq!(kinds_of_tasks(&team, key).await, ["key_to_rival"]);
        let loss = team.app.party(&team.chen, key).await.unwrap().losses[0].id;
        team.app.take_loss_back(&team.chen, key, loss).await.unwrap();
        assert!(kinds_of_tasks(&team, key).await.is_empty(), "nobody is held who did not leave");
    }

    async fn cla_6_a_face_makes_a_key_customer_whatever_their_class(team: Team) {
        let party = team.prospect("张三").await;
        order(&team, party, json!({})).await.unwrap();
        let confirm = read(json!({ "act": "confirm", "face": "red" }));
        team.app.judge_face(&team.chen, party, confirm).await.unwrap();
        team.app.record_loss(&team.chen, party, read(json!({ "reason": "ceased" }))).await.unwrap();
        let told = alerts(&team, &team.lin).await;
        assert_eq!(told, [("key_customer_lost".to_owned(), party, json!(["key_need_lost"]))]);
    }

    async fn a_file_of_orders_is_read_once_however_often_it_comes(team: Team) {
        let party = team.party(&team.chen, json!({ "name": "甲公司", "kind": "organisation", "external_id": "K1" })).await;
        let party = party.summary.id;
        let file = "单据编号,日期,客户编码,客户名称,金额,成本,类型\n\
            D1,2025-12-01,K1,甲公司,100,60,销售\n\
            D1,2025-12-01,K1,甲公司,50.5,30,销售\n\
            D2,2025-12-20,K1,甲公司,40,20,退货\n\
            D3,2025-12-21,K9,不认识的公司,10,5,销售\n\
            D4,不是日期,K1,甲公司,10,5,销售\n";
        let run = upload(&team, file, "skip").await;
        assert_eq!((run.state.as_str(), counted(&run)), ("finished", [5, 3, 0, 0, 2]), "{:?}", run.error);
        let orders = all_orders(&team, party).await;
        assert_eq!(orders.len(), 2);
        assert_eq!((orders[0].number.as_deref(), orders[0].amount_minor), (Some("D2"), -4_000));
        assert_eq!((orders[1].lines.len(), orders[1].amount_minor, orders[1].margin_minor), (2, 15_050, Some(6_050)));
        let row = team.row(party).await;
        assert_eq!(row.status, "customer");
        let again = upload(&team, file, "skip").await;
        assert_eq!(counted(&again), [5, 0, 0, 3, 2]);
        assert_eq!(all_orders(&team, party).await.len(), 2);
        assert!(team.faults().await.is_empty());
    }

    async fn rows_without_a_number_are_told_apart_by_what_they_say(team: Team) {
        let file = "日期,客户名称,手机,金额\n\
            2025-12-01,张三,13812345678,100\n\
            2025-12-01,张三,13812345678,100\n\
            2025-12-02,李四,13912345678,200\n";
        let run = upload(&team, file, "create").await;
        assert_eq!(counted(&run), [3, 3, 0, 0, 0], "{:?}", run.error);
        assert_eq!(counted(&upload(&team, file, "create").await), [3, 0, 0, 3, 0]);
        let found = team.app.orders(&team.chen, OrdersAsked::default()).await.unwrap().items;
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].party.name, "李四");
    }

    async fn a_file_of_orders_can_be_taken_back_but_for_what_was_returned_since(team: Team) {
        let file = "订单号,日期,客户名称,手机,金额\n\
            E1,2025-12-01,张三,13812345678,100\n\
            E2,2025-12-02,李四,13912345678,200\n";
        let run = upload(&team, file, "create").await;
        let orders = team.app.orders(&team.chen, OrdersAsked::default()).await.unwrap().items;
        let (li, zhang) = (&orders[0], &orders[1]);
        let back = json!({ "kind": "return", "returned_id": li.id, "lines": [{ "amount_minor": -20_000 }] });
        order(&team, li.party.id, back).await.unwrap();
        let preview = team.app.preview_undo(&team.chen, run.id).await.unwrap();
        assert_eq!((preview.goes, preview.stays), (1, 1));
        team.app.undo_import(&team.chen, run.id).await.unwrap();
        while team.app.work_one().await.unwrap() {}
        let undone = team.app.import(&team.chen, run.id).await.unwrap();
        let undo = undone.undo.unwrap();
        assert_eq!((undone.state.as_str(), undo.undone, undo.kept), ("undone", 1, 1));
        assert!(store::parties::find(team.db.store(), zhang.party.id).await.unwrap().is_none(), "made, and never touched");
        assert_eq!(team.row(li.party.id).await.status, "customer");
        assert!(team.faults().await.is_empty());
        let again = upload(&team, file, "create").await;
        assert_eq!(counted(&again), [2, 1, 0, 1, 0], "what was taken back can come again");
    }

    async fn customers_that_a_file_made_go_with_it_unless_somebody_has_touched_them(team: Team) {
        let known = team.party(&team.chen, json!({ "name": "王五", "phones": ["13712345678"] })).await.summary.id;
        let file = "订单号,日期,客户名称,手机,金额\n\
            G1,2025-12-01,张三,13812345678,100\n\
            G2,2025-12-02,张三,13812345678,50\n\
            G3,2025-12-03,李四,13912345678,200\n\
            G4,2025-12-04,赵六,13612345678,300\n\
            G5,2025-12-05,王五,13712345678,400\n";
        let run = upload(&team, file, "create").await;
        assert_eq!(counted(&run), [5, 5, 0, 0, 0], "{:?}", run.error);
        team.app.classify(&team.admin, AskRun::default()).await.unwrap();
        let orders = team.app.orders(&team.chen, OrdersAsked::default()).await.unwrap().items;
        let of = |name: &str| orders.iter().find(|order| order.party.name == name).expect("an order").party.id;
        let (zhang, li, zhao) = (of("张三"), of("李四"), of("赵六"));
        assert_eq!(of("王五"), known);
        team.log(&team.chen, li, json!({ "outcome": "spoke" })).await;
        order(&team, zhao, json!({ "number": "Z-1" })).await.unwrap();
        let preview = team.app.preview_undo(&team.chen, run.id).await.unwrap();
        assert_eq!((preview.goes, preview.stays, preview.rows.len()), (3, 2, 2));
        // an order by hand is in the audit of the record, too
        let because = [("changed_since", 1), ("contact_logged", 1), ("ordered_since", 1)];
        let counted_because: Vec<(&str, u64)> = preview.because.iter().map(|(code, n)| (code.as_str(), *n)).collect();
        for expected in because {
            assert!(counted_because.iter().any(|(code, n)| *code == expected.0 && *n >= expected.1), "{counted_because:?}");
        }
        team.app.undo_import(&team.chen, run.id).await.unwrap();
        while team.app.work_one().await.unwrap() {}
        let undo = team.app.import(&team.chen, run.id).await.unwrap().undo.unwrap();
        assert_eq!((undo.undone, undo.kept), (3, 2));
        let found = async |id: Uuid| store::parties::find(team.db.store(), id).await.unwrap();
        assert!(found(zhang).await.is_none(), "nobody had touched them");
        let left = store::orders::with_orders(team.db.store(), &[zhang]).await.unwrap();
        assert!(left.is_empty(), "their orders went with them");
        let stays = [(li, 1), (zhao, 2), (known, 1)];
        for (id, orders) in stays {
            assert_eq!(found(id).await.expect("a record that stays").status == "customer", id == zhao);
            assert_eq!(all_orders(&team, id).await.len(), orders, "voided orders stay readable");
        }
        let listed = team.app.import_rows(&team.chen, run.id, Some("kept"), None).await.unwrap().items;
        assert_eq!(listed.iter().map(|row| row.row).collect::<Vec<_>>(), [4, 5]);
        assert!(listed.iter().all(|row| !row.kept.is_empty()));
        assert!(team.faults().await.is_empty());
    }

    async fn a_row_names_whose_order_it_became_and_only_what_it_made_is_said_to_come_of_it(team: Team) {
        let known = team.party(&team.chen, json!({ "name": "王五", "phones": ["13712345678"] })).await.summary.id;
        let file = "订单号,日期,客户名称,手机,金额\n\
            K1,2025-12-01,张三,13812345678,100\n\
            K1,2025-12-01,张三,13812345678,50\n\
            K2,2025-12-05,王五,13712345678,400\n";
        let run = upload(&team, file, "create").await;
        assert_eq!(counted(&run), [3, 3, 0, 0, 0], "{:?}", run.error);
        let names = async |actor: &Actor| {
            let rows = team.app.import_rows(actor, run.id, Some("created"), None).await.unwrap().items;
            rows.into_iter().map(|row| row.party.map(|party| party.name).unwrap_or_default()).collect::<Vec<_>>()
        };
        assert_eq!(names(&team.chen).await, ["张三", "张三", "王五"]);
        let kept = store::imports::rows_after(team.db.store(), run.id, &["created"], 0, 10).await.unwrap();
        let of_known = &all_orders(&team, known).await[0];
        assert_eq!((kept[2].became_id, kept[2].party_id), (Some(of_known.id), None), "the order says whose it is");
        assert!(store::imports::rows_of_party(team.db.store(), known).await.unwrap().is_empty());
        let runs = async |party: Uuid| {
            let history = team.app.fact_history(&team.chen, party, HistoryAsked::default()).await.unwrap();
            history.items.into_iter().filter_map(|entry| entry.run).map(|run| run.id).collect::<BTreeSet<_>>()
        };
        assert_eq!(runs(known).await, BTreeSet::new(), "who was on file did not come with the file");
        let orders = team.app.orders(&team.chen, OrdersAsked::default()).await.unwrap().items;
        let made = orders.iter().find(|order| order.party.name == "张三").expect("an order").party.id;
        assert_eq!(runs(made).await, BTreeSet::from([run.id]));
    }

    async fn a_customer_whose_rows_are_all_refused_is_not_made(team: Team) {
        let file = "订单号,日期,客户名称,手机,金额\n\
            H1,2025-12-01,张三,13812345678,100\n\
            H1,2025-12-01,李四,13912345678,100\n";
        let run = upload(&team, file, "create").await;
        assert_eq!(counted(&run), [2, 1, 0, 0, 1], "one order has one customer");
        let on_file = store::parties::count(team.db.store(), &PartyFilter::default()).await.unwrap();
        assert_eq!(on_file.count, 1);
    }

    async fn a_run_that_was_cut_goes_on_without_doubling(team: Team) {
        use std::fmt::Write;
        let mut file = "日期,公司名称,手机,金额\n".to_owned();
        for row in 0..1_200 {
            let _ = writeln!(file, "2025-12-{:02},第{}贸易公司,1381234{:04},{}", row % 28 + 1, row % 40, row % 40, row % 7 + 1);
        }
        let path = team.file("多.csv", &file);
        let asked = read(json!({ "list_id": null, "list_name": null, "subject": "orders", "file_name": "多.csv" }));
        let run = team.app.import_file(&team.chen, &path, asked).await.unwrap();
        let plan = json!({ "format": null, "mapping": null, "on_duplicate": "create", "owner_id": null, "market": null,
            "method": null, "version": null });
        team.app.edit_import(&team.chen, run.id, read(plan)).await.unwrap();
        team.app.start_import(&team.chen, run.id).await.unwrap();
        team.app.ask_to_stop();
        team.app.work_one().await.unwrap();
        let cut = store::imports::run(team.db.store(), run.id).await.unwrap().unwrap();
        assert!(cut.last_row < 1_201, "it stopped after a chunk");
        let server = team.second_server().await;
        let tx = team.db.store().begin().await.unwrap();
        store::jobs::release_all(&tx).await.unwrap();
        tx.commit().await.unwrap();
        while server.work_one().await.unwrap() {}
        let ended = server.import(&team.chen, run.id).await.unwrap();
        assert_eq!((ended.state.as_str(), counted(&ended)), ("finished", [1_200, 1_200, 0, 0, 0]));
        assert!(team.faults().await.is_empty());
    }

    async fn cla_6_rates_count_whoever_was_on_file_when_the_period_began(team: Team) {
        let (stays, leaves) = (team.prospect("张三").await, team.prospect("李四").await);
        team.prospect("王五").await;
        order(&team, leaves, json!({})).await.unwrap();
        team.clock.forward(370 * DAY);
        hour(&team).await;
        order(&team, stays, json!({})).await.unwrap();
        let asked = read(json!({ "months": 12, "periods": 2 }));
        let lines = team.app.conversion_rates(&team.lin, asked).await.unwrap();
        let last = lines[0].periods.last().unwrap().counts;
        assert_eq!((last.customers, last.backward, last.forward, last.prospects), (1, 1, 1, 2));
        let page = team.app.conversions(&team.lin, read(json!({ "kind": "backward" }))).await.unwrap();
        assert_eq!(page.items.len(), 1);
        assert!(team.app.conversions(&team.zhao, read(json!({}))).await.unwrap().items.is_empty());
    }

    async fn cla_9_costs_stand_beside_the_sayings(team: Team) {
        let party = team.prospect("张三").await;
        order(&team, party, json!({})).await.unwrap();
        team.clock.forward(40 * DAY);
        let asked = read(json!({ "keeping_minor": 5_000, "winning_minor": 8_000 }));
        let costs = team.app.cost_facts(&team.chen, asked).await.unwrap();
        assert_eq!((costs.facts.won, costs.facts.kept, costs.facts.sales_won_minor), (1, 0, 10_000));
        assert_eq!(costs.facts.winning_minor, Some(8_000));
        assert_eq!(costs.reading.per_won_minor, None, "one customer says nothing about the cost of one");
        assert_eq!(costs.sayings.len(), 2);
    }

    async fn the_general_line_stays_and_an_archived_one_takes_no_orders(team: Team) {
        let general = team.app.product_lines(&team.chen).await.unwrap().remove(0);
        assert!(general.general);
        let archived = team.app.edit_line(&team.admin, general.id, read(json!({ "archived": true }))).await;
        assert_eq!(wrong_fields(archived), ["/archived general_line"]);
        assert_eq!(code(team.app.create_line(&team.chen, read(json!({ "code": "X", "name": "X" }))).await), "forbidden");
        let line = team.app.create_line(&team.lin, read(json!({ "code": "car", "name": "车险" }))).await.unwrap();
        let edit = json!({ "archived": true, "version": line.version });
        let line = team.app.edit_line(&team.lin, line.id, read(edit.clone())).await.unwrap();
        assert_eq!(code(team.app.edit_line(&team.lin, line.id, read(edit)).await), "changed_meanwhile");
        let party = team.prospect("张三").await;
        let asked = json!({ "lines": [{ "line_id": line.id, "amount_minor": 1 }] });
        assert_eq!(wrong_fields(order(&team, party, asked).await), ["/lines/0/line_id unknown"]);
        let made = team.app.create_product(&team.lin, read(json!({ "sku": "P-1", "name": "甲" }))).await.unwrap();
        assert_eq!(made.line.id, general.id);
        let taken = team.app.create_product(&team.lin, read(json!({ "sku": "P-1", "name": "乙" }))).await;
        assert_eq!(wrong_fields(taken), ["/sku taken"]);
    }

    async fn cla_6_a_contract_keeps_its_customer_until_thirty_days_after_its_end(team: Team) {
        let line = json!({ "code": "svc", "name": "维保", "contract": true });
        let line = team.app.create_line(&team.lin, read(line)).await.unwrap();
        let party = team.prospect("张三").await;
        let lines = json!([{ "line_id": line.id, "amount_minor": 10_000 }]);
        let early = json!({ "on": "2026-03-02", "contract_until": "2026-03-01", "lines": lines });
        assert_eq!(wrong_fields(order(&team, party, early).await), ["/contract_until out_of_range"]);
        let asked = json!({ "on": "2026-03-02", "contract_until": "2026-12-31", "lines": lines });
        let made = order(&team, party, asked).await.unwrap();
        assert_eq!(made.contract_until, Some(date(2026, 12, 31)));
        assert_eq!(all_orders(&team, party).await[0].contract_until, Some(date(2026, 12, 31)));
        assert_eq!(standings(&team, party).await[0].still_buying_until, Some(date(2027, 1, 30)));
        // 30 January
        team.clock.forward(332 * DAY);
        hour(&team).await;
        assert_eq!(conversions(&team, party).await, ["forward "]);
        team.clock.forward(DAY);
        hour(&team).await;
        assert_eq!(conversions(&team, party).await, ["forward ", "backward "]);
    }

    async fn rivals_shares_are_kept_by_line_and_follow_the_rights_of_their_customer(team: Team) {
        let line = team.app.create_line(&team.lin, read(json!({ "code": "car", "name": "车险" }))).await.unwrap();
        let (party, other) = (team.prospect("张三").await, team.prospect("李四").await);
        let asked = |line: Option<Uuid>, to: &str| {
            read(json!({ "line_id": line, "rival": "乙公司", "amount_minor": 500_000, "currency": "CNY",
                "from": "2025-01-01", "to": to, "source": "known" }))
        };
        team.app.add_rival_share(&team.chen, party, asked(Some(line.id), "2025-12-31")).await.unwrap();
        let kept = team.app.add_rival_share(&team.lin, party, asked(None, "2026-02-28")).await.unwrap();
        let of = |share: &RivalShareView| (share.line.code.clone(), share.by.as_ref().unwrap().name.clone());
        assert_eq!(of(&kept[1]), ("car".to_owned(), "chen".to_owned()), "the latest period first");
        assert_eq!(of(&kept[0]).1, "lin");
        let wrong = team.app.add_rival_share(&team.chen, party, asked(Some(Uuid::nil()), "2025-12-31")).await;
        assert_eq!(wrong_fields(wrong), ["/line_id unknown"]);
        let backwards = team.app.add_rival_share(&team.chen, party, asked(None, "2024-12-31")).await;
        assert_eq!(wrong_fields(backwards), ["/to out_of_range"]);
        assert_eq!(code(team.app.rival_shares(&team.zhao, party).await), "not_found");
        assert_eq!(code(team.app.add_rival_share(&team.zhao, party, asked(None, "2025-12-31")).await), "not_found");
        assert_eq!(code(team.app.add_rival_share(&team.ana, party, asked(None, "2025-12-31")).await), "forbidden");
        assert_eq!(code(team.app.retract_rival_share(&team.chen, other, kept[0].id).await), "not_found");
        team.app.retract_rival_share(&team.chen, party, kept[0].id).await.unwrap();
        assert_eq!(code(team.app.retract_rival_share(&team.chen, party, kept[0].id).await), "not_found");
        assert_eq!(team.app.rival_shares(&team.ana, party).await.unwrap().len(), 1);
        let audited = team.audited(&party.to_string()).await;
        assert_eq!(audited.iter().filter(|action| action.starts_with("rival_share")).count(), 3);
    }

    async fn rivals_shares_say_where_they_are_known_from(team: Team) {
        let party = team.prospect("张三").await;
        let asked = json!({ "line_id": null, "rival": "乙公司", "amount_minor": 500_000, "currency": "CNY",
            "from": "2025-01-01", "to": "2025-12-31", "source": "estimated" });
        let add = async |asked: Value| team.app.add_rival_share(&team.chen, party, read(asked)).await;
        assert_eq!(wrong_fields(add(asked.clone()).await), ["/note required"], "an estimate says how");
        let mut whole = asked;
        whole["note"] = "客户的采购员说的".into();
        let kept = add(whole).await.unwrap();
        assert_eq!(kept[0].rival, "乙公司");
        team.app.retract_rival_share(&team.chen, party, kept[0].id).await.unwrap();
        assert!(team.app.rival_shares(&team.chen, party).await.unwrap().is_empty());
    }
}
