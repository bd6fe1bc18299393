//! Files of deals (OPP-1): read once however often they come, brought into deals on file as chosen, and taken back.

use app::{
    Actor, AppError,
    deals::{DealChangeKind, DealLine, DealsAsked, RatesAsked, RatesBy},
    imports::ImportView,
};
use method::{
    Timestamp,
    deals::{
        stages::{DealEnd, EndReason, NextStepState},
        value::short_term::DealAmount,
    },
};
use serde_json::{Value, json};
use std::future::ready;
use test_support::on_both_databases;
use uuid::Uuid;

use super::{
    counted,
    resuming::{killed_after, name},
    rows, run_by,
};
use crate::team::{DAY, Team, code, read};

async fn kept(team: &Team, actor: &Actor, text: impl AsRef<[u8]>) -> Result<ImportView, AppError> {
    let path = team.file("商机.csv", text);
    let asked = json!({ "list_id": null, "list_name": null, "subject": "deals", "file_name": "商机.csv" });
    team.app.import_file(actor, &path, read(asked)).await
}

async fn import_by(team: &Team, actor: &Actor, text: &str, plan: Value) -> ImportView {
    let import = kept(team, actor, text).await.expect("a file of deals");
    run_by(team, actor, &import, plan).await
}

/// Imports for chen; customers who are not on file are made.
async fn import(team: &Team, text: &str, choice: &str) -> ImportView {
    import_by(team, &team.chen, text, json!({ "on_duplicate": choice, "make_customers": true })).await
}

async fn all(team: &Team) -> Vec<DealLine> {
    team.app
        .deals(&team.admin, DealsAsked { state: Some("all".to_owned()), ..DealsAsked::default() })
        .await
        .expect("the deals")
        .items
}

async fn named(team: &Team, name: &str) -> app::deals::DealView {
    let id = all(team).await.into_iter().find(|deal| deal.name == name).expect("the deal").id;
    team.app.deal(&team.admin, id).await.unwrap()
}

async fn row(team: &Team, name: &str) -> store::entities::deal::Model {
    store::deals::find(team.db.store(), named(team, name).await.id).await.unwrap().unwrap()
}

const FILE: &str = "商机编号,商机名称,客户名称,预计金额（万元）,币种,销售阶段,结单日期,创建日期,负责人,输单原因,下一步计划,下次跟进时间,备注\n\
    SJ-1,空压机改造,甲机械有限公司,80.5,CNY,方案报价,2026-06-30,2026-01-05,,,现场勘察,2026-03-09,老客户\n\
    SJ-2,产线扩建,甲机械有限公司,,,3. 确认需求,,2026-02-01,li@example.com,,,,\n\
    SJ-3,冷却塔,乙化工有限公司,30,,赢单,2025-12-20,2025-10-01,li,价格,,,\n\
    SJ-4,泵组,丙水务有限公司,12,,丢单,2025-11-11,,,对手关系更深,,,\n";

on_both_databases! {
    async fn opp_1_a_file_of_deals_is_read_once_however_often_it_comes(team: Team) {
        let done = import(&team, FILE, "skip").await;
        assert_eq!((done.state.as_str(), counted(done.counts)), ("finished", [4, 4, 0, 0, 0]), "{:?} {:?}", done.error, rows(&team, &done).await);
        assert_eq!(all(&team).await.len(), 4);
        let open = named(&team, "空压机改造").await;
        assert_eq!(open.amount, DealAmount::Known { minor: 80_500_000 });
        assert_eq!((open.stage.code.as_str(), open.party.name.as_str()), ("offer", "甲机械有限公司"));
        assert_eq!(open.owner.unwrap().id, team.chen.user);
        assert_eq!((open.next_step.as_str(), open.next_step_state), ("现场勘察", NextStepState::Set));
        assert_eq!((open.note.as_str(), open.expected_on.unwrap().to_string().as_str()), ("老客户", "2026-06-30"));
        let bare = named(&team, "产线扩建").await;
        assert_eq!((bare.next_step_state, bare.amount), (NextStepState::Missing, DealAmount::Unknown));
        assert_eq!((bare.stage.code.as_str(), bare.owner.unwrap().id), ("need", team.chen.user), "li is not chen's to give to");
        assert_eq!(bare.party.id, open.party.id, "one customer for both");
        let won = named(&team, "冷却塔").await.ending.unwrap();
        assert_eq!((won.outcome, won.buyer_says.unwrap().reason), (DealEnd::Won, EndReason::Price));
        assert!(won.at < team.now() && won.at > Timestamp::from_millis(team.now().as_millis() - 90 * DAY));
        let lost = named(&team, "泵组").await.ending.unwrap().buyer_says.unwrap();
        assert_eq!((lost.reason, lost.words.as_str()), (EndReason::Other, "对手关系更深"));
        assert_eq!(team.row(open.party.id).await.owner_id, Some(team.chen.user));
        let again = import(&team, FILE, "skip").await;
        assert_eq!(counted(again.counts), [4, 0, 0, 4, 0]);
        assert_eq!(rows(&team, &again).await[0], "2 duplicate deal_on_file");
        assert_eq!(counted(import(&team, FILE, "overwrite").await.counts), [4, 0, 0, 4, 0], "it says nothing new");
        assert_eq!(all(&team).await.len(), 4);
        assert!(team.audited(&open.party.id.to_string()).await.iter().all(|action| !action.starts_with("deal_")));
        assert!(team.faults().await.is_empty());
    }

    async fn opp_1_closed_deals_of_a_file_enter_win_rates_with_their_history(team: Team) {
        let before = team.app.deal_win_rates(&team.admin, RatesAsked::default()).await.unwrap();
        assert_eq!(before.closed, 0, "what was learned before does not hide what comes with past ends");
        let done = import_by(&team, &team.lin, FILE, json!({ "make_customers": true })).await;
        assert_eq!(counted(done.counts), [4, 4, 0, 0, 0], "{:?}", done.error);
        let rates = team.app.deal_win_rates(&team.admin, RatesAsked { by: RatesBy::Seller, ..RatesAsked::default() }).await.unwrap();
        assert_eq!(rates.closed, 2);
        let li = rates.lines.iter().find(|line| line.key == team.li.user.to_string()).expect("li's deals");
        assert_eq!((li.won, li.closed), (1, 1), "lin answers for li, and the file names li");
        let deal = named(&team, "冷却塔").await;
        let changes = team.app.deal_changes(&team.admin, deal.id).await.unwrap();
        let kinds: Vec<DealChangeKind> = changes.iter().map(|change| change.kind).collect();
        assert_eq!(kinds[0], DealChangeKind::Ended);
        assert!(kinds.contains(&DealChangeKind::Stage) && kinds.contains(&DealChangeKind::Owner));
        assert!(changes.iter().skip(1).all(|change| change.at == deal.created_at && change.at < changes[0].at));
        // in which stage it was for how long, nobody saw
        assert_eq!(named(&team, "空压机改造").await.stage_age.value.n, 0);
    }

    async fn opp_1_rows_of_deals_that_cannot_be_taken_say_why(team: Team) {
        team.party(&team.chen, json!({ "kind": "organisation", "name": "甲公司" })).await;
        let file = "Opportunity ID,Opportunity Name,Account Name,Amount,Close Date,Stage,Created Date,Product Family,CurrencyIsoCode\n\
            O1,Pumps,甲公司,1000,2026-05-01,Offer made,2026-01-01,,\n\
            O2,Pumps,甲公司,1000,2026-05-01,Qualification,2026-01-01,,\n\
            O3,Pumps,甲公司,-5,2026-05-01,Found,2026-01-01,,\n\
            O4,Pumps,甲公司,,2026-05-01,Closed Won,2026-01-01,,\n\
            O5,Pumps,甲公司,,,Closed Lost,2026-01-01,,\n\
            O6,Pumps,Unknown Ltd,,,Found,2026-01-01,,\n\
            O7,Pumps,甲公司,,,Found,2026-01-01,泵,\n\
            ,,甲公司,,,Found,2026-01-01,,\n\
            O9,Pumps,甲公司,,,Found,2026-01-01,,RMBX\n\
            O1,Pumps,甲公司,1000,2026-05-01,Offer made,2026-01-01,,\n";
        let done = import_by(&team, &team.chen, file, json!({})).await;
        assert_eq!(counted(done.counts), [10, 1, 0, 1, 8], "{:?}", done.error);
        let found = rows(&team, &done).await;
        let expected = [
            "2 created", "3 rejected stage_unknown", "4 rejected amount_negative", "5 rejected date_in_the_future",
            "6 rejected end_day_missing", "7 rejected customer_unknown", "8 rejected product_line_unknown",
            "9 rejected deal_name_missing", "10 rejected currency_unknown", "11 duplicate deal_on_file",
        ];
        assert_eq!(found, expected);
        let page = team.app.import_rows(&team.chen, done.id, Some("rejected"), None).await.unwrap();
        assert!(page.items[0].reasons[0].params["stages_en"].starts_with("Found, Need confirmed"));
        let report = team.app.import_reasons(&team.chen, done.id, app::parties::ExportFormat::Csv).await.unwrap();
        assert!(std::fs::read_to_string(report).unwrap().contains("stage_unknown"));
        assert!(team.faults().await.is_empty());
    }

    async fn opp_1_a_file_of_deals_fills_or_goes_before_what_is_on_file(team: Team) {
        import(&team, FILE, "skip").await;
        let newer = "商机编号,商机名称,客户名称,预计金额（万元）,销售阶段,结单日期,下一步计划,下次跟进时间\n\
            SJ-1,空压机改造二期,甲机械有限公司,90,招标谈判,2026-07-31,递标书,2026-03-20\n\
            sj-2,产线扩建,甲机械有限公司,15,输单,2026-03-01,,\n\
            SJ-3,冷却塔,乙化工有限公司,31,丢单,2026-01-01,,\n\
            SJ-4,泵组,甲机械有限公司,12,丢单,2025-11-11,,\n";
        let filled = import(&team, newer, "fill").await;
        assert_eq!(counted(filled.counts), [4, 0, 1, 3, 0], "{:?}", rows(&team, &filled).await);
        assert_eq!(named(&team, "空压机改造").await.amount, DealAmount::Known { minor: 80_500_000 });
        let bare = named(&team, "产线扩建").await;
        assert!(bare.amount == DealAmount::Known { minor: 15_000_000 } && bare.ending.is_none(), "an end is no blank");
        let written = import(&team, newer, "overwrite").await;
        let found = rows(&team, &written).await;
        assert_eq!(found, ["2 updated", "3 updated", "4 duplicate deal_ended", "5 duplicate deal_of_another"]);
        let deal = named(&team, "空压机改造二期").await;
        assert_eq!((deal.stage.code.as_str(), deal.amount), ("tender", DealAmount::Known { minor: 90_000_000 }));
        assert_eq!((deal.next_step.as_str(), deal.stage_age.value.days), ("递标书", 0.0));
        assert_eq!(named(&team, "产线扩建").await.ending.unwrap().outcome, DealEnd::Lost);
        // taken back, they are as they were
        team.app.undo_import(&team.chen, written.id).await.unwrap();
        team.work().await;
        let undo = team.app.import(&team.chen, written.id).await.unwrap().undo.unwrap();
        assert_eq!((undo.undone, undo.kept), (2, 0));
        let deal = named(&team, "空压机改造").await;
        assert_eq!((deal.stage.code.as_str(), deal.amount), ("offer", DealAmount::Known { minor: 80_500_000 }));
        assert!(named(&team, "产线扩建").await.ending.is_none());
        assert!(team.faults().await.is_empty());
    }

    async fn opp_1_a_file_of_deals_can_be_taken_back_but_for_what_was_worked_on_since(team: Team) {
        let known = team.party(&team.chen, json!({ "kind": "organisation", "name": "丙水务有限公司" })).await.summary.id;
        let done = import(&team, FILE, "skip").await;
        let (first, won) = (row(&team, "空压机改造").await, row(&team, "冷却塔").await);
        team.clock.forward(DAY);
        let rival = json!({ "name": "华光" });
        team.app.put_deal_rival(&team.chen, first.id, read(rival)).await.unwrap();
        let preview = team.app.preview_undo(&team.chen, done.id).await.unwrap();
        assert_eq!((preview.goes, preview.stays, preview.restored, preview.complete), (3, 1, 0, true));
        assert_eq!(preview.because.into_iter().collect::<Vec<_>>(), [("changed_since".to_owned(), 1)]);
        team.app.undo_import(&team.chen, done.id).await.unwrap();
        team.work().await;
        let undone = team.app.import(&team.chen, done.id).await.unwrap();
        let undo = undone.undo.unwrap();
        assert_eq!((undone.state.as_str(), undo.undone, undo.kept), ("undone", 3, 1));
        assert_eq!(all(&team).await.into_iter().map(|deal| deal.id).collect::<Vec<_>>(), [first.id]);
        let there = async |id: Uuid| store::parties::find(team.db.store(), id).await.unwrap().is_some();
        assert!(there(first.party_id).await, "its customer has a deal that stays");
        assert!(!there(won.party_id).await, "made for the file, and never touched");
        assert!(there(known).await, "on file before");
        let kept = store::imports::rows_of_party(team.db.store(), known).await.unwrap();
        let left = kept.iter().map(|row| row.effect.as_deref().is_some_and(|effect| effect.contains("泵组")));
        assert_eq!(left.collect::<Vec<_>>(), [true], "what left is found when the customer is erased");
        let rates = team.app.deal_win_rates(&team.admin, RatesAsked::default()).await.unwrap();
        assert_eq!(rates.closed, 0);
        assert!(team.faults().await.is_empty());
        assert_eq!(counted(import(&team, FILE, "skip").await.counts), [4, 3, 0, 1, 0], "what was taken back can come again");
    }

    async fn opp_1_who_may_open_deals_may_import_them(team: Team) {
        assert_eq!(code(kept(&team, &team.ana, FILE).await), "forbidden", "an analyst imports names, and opens no deals");
        assert_eq!(code(team.app.import_fields(&team.ana, Some("deals")).await), "forbidden");
        let fields = team.app.import_fields(&team.chen, Some("deals")).await.unwrap();
        assert_eq!(fields[0].code, "deal_number");
        // a customer of another team is not zhao's to open deals with
        let party = team.party(&team.chen, json!({ "kind": "organisation", "name": "甲机械有限公司" })).await.summary.id;
        let done = import_by(&team, &team.zhao, FILE, json!({ "make_customers": true })).await;
        assert_eq!(counted(done.counts), [4, 2, 0, 0, 2]);
        assert!(all(&team).await.iter().all(|deal| deal.party.id != party && deal.owner.as_ref().unwrap().id == team.zhao.user));
        // who holds a deal is no business of others'
        let theirs = import_by(&team, &team.li, FILE, json!({ "on_duplicate": "overwrite", "make_customers": true })).await;
        assert_eq!(counted(theirs.counts), [4, 0, 0, 0, 4]);
    }

    async fn opp_1_an_import_of_deals_killed_at_any_moment_resumes_without_doubles(team: Team) {
        const ROWS: i64 = 1_200;
        let mut text = "deal name,company,amount,stage,created date\n".to_owned();
        for i in 0..ROWS {
            text.push_str(&format!("Deal {i},{} Ltd,{i},Found,2026-01-02\n", name(i as usize / 3)));
        }
        let import = kept(&team, &team.chen, &text).await.unwrap();
        team.app.edit_import(&team.chen, import.id, read(json!({ "make_customers": true }))).await.unwrap();
        team.app.start_import(&team.chen, import.id).await.unwrap();
        let mut deaths = 0;
        for steps in [1, 9, 30, 60, 110, 220].into_iter().chain(std::iter::repeat(20_000)) {
            let server = team.second_server().await;
            if killed_after(steps, server.work(true, ready(()))).await {
                break;
            }
            deaths += 1;
        }
        assert!(deaths >= 3, "it was killed {deaths} times");
        let done = team.app.import(&team.chen, import.id).await.unwrap();
        assert_eq!((done.state.as_str(), counted(done.counts)), ("finished", [ROWS, ROWS, 0, 0, 0]), "{:?}", done.error);
        assert_eq!(store::deals::of_import(team.db.store(), import.id, Uuid::nil(), 5_000).await.unwrap().len() as i64, ROWS);
        let parties = store::parties::after_position(team.db.store(), 0, 10_000).await.unwrap();
        assert_eq!(parties.len() as i64, ROWS / 3, "each customer is made once");
        assert!(team.faults().await.is_empty());
    }
}
