//! Classes computed from orders: runs, what becomes current, what is told (CLA-1, CLA-2, CLA-5, CLA-7).

use app::{
    AppError,
    classes::{
        AskRun, ClassListAsked, ClassOverview, ClassRunView, ClassesAsked, ClassifyReport, ClassifySome, FlowAsked,
    },
};
use jiff::civil::{Date, date};
use method::{
    Coded,
    classes::{abc::AbcClass, existing::ExistingClass},
};
use serde_json::json;
use store::entities::{class_change, class_run, customer_class};
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{DAY, Team, code, read, wrong_fields};

async fn order(team: &Team, party: Uuid, on: Date, amount_minor: i64) {
    let asked = json!({ "on": on, "lines": [{ "amount_minor": amount_minor, "margin_minor": amount_minor / 5 }] });
    team.app.record_order(&team.admin, party, read(asked)).await.expect("an order");
}

/// Orders on the tenth of each of the twelve months before March 2026.
async fn monthly(team: &Team, party: Uuid, amount_minor: i64) {
    for month in 0..12_i16 {
        let (year, month) = if month < 10 { (2025, month + 3) } else { (2026, month - 9) };
        order(team, party, date(year, month as i8, 10), amount_minor).await;
    }
}

async fn classify(team: &Team) -> ClassifyReport {
    team.app.classify(&team.admin, AskRun::default()).await.expect("a run")
}

async fn overview(team: &Team, actor: &app::Actor) -> ClassOverview {
    team.app.class_overview(actor, ClassesAsked::default()).await.expect("an overview")
}

async fn rows(team: &Team) -> usize {
    let actor = &team.admin;
    let asked = ClassListAsked { limit: Some(200), ..ClassListAsked::default() };
    team.app.classed_customers(actor, asked).await.expect("a list").items.len()
}

fn state(run: Result<ClassRunView, AppError>) -> String {
    run.expect("a run").state
}

/// A steady large customer, a steady small one, and one who bought once.
async fn three(team: &Team) -> [Uuid; 3] {
    let [large, small, once] = [team.prospect("大").await, team.prospect("小").await, team.prospect("一次").await];
    monthly(team, large, 100_000).await;
    monthly(team, small, 5_000).await;
    order(team, once, date(2026, 2, 20), 4_000).await;
    [large, small, once]
}

/// What `tuoke check` finds under a name.
async fn finding(team: &Team, name: &str) -> Option<(i64, bool)> {
    let found = team.app.check().await.expect("a check").into_iter().find(|one| one.name == name)?;
    Some((found.count, found.fine))
}

async fn erase(team: &Team, party: Uuid) {
    let asked = json!({ "party_id": party, "kind": "erasure", "identity_check": "document" });
    let opened = team.app.open_person_request(&team.admin, read(asked)).await.expect("a request");
    let complete = read(json!({ "irreversible": true }));
    team.app.complete_person_request(&team.admin, opened.request.id, complete).await.expect("an erasure");
}

/// Writes down that a run found these customers to speak for other faces than before.
async fn faces_moved(team: &Team, run: Uuid, found: &[(Uuid, &str, &str)]) {
    let now = team.now().as_millis();
    let change = |(party, was, becomes): &(Uuid, &str, &str)| class_change::Model {
        id: store::new_id(now),
        party_id: *party,
        line_id: Uuid::nil(),
        run_id: run,
        kind: "face".to_owned(),
        was: Some((*was).to_owned()),
        becomes: (*becomes).to_owned(),
        figures: "[]".to_owned(),
        as_of_day: 20_000,
        told: false,
        at: now,
        seen_at: None,
        waits_since: None,
        seen_by: None,
    };
    let tx = team.db.store().begin().await.unwrap();
    store::classes::append_changes(&tx, found.iter().map(change).collect()).await.unwrap();
    tx.commit().await.unwrap();
}

on_both_databases! {
    async fn orders_become_classes_that_the_record_shows_with_their_reasons(team: Team) {
        let [large, small, once] = three(&team).await;
        let report = classify(&team).await;
        assert_eq!((report.run.state.as_str(), report.run.current), ("finished", true));
        assert_eq!((report.run.orders, report.run.customers, report.run.left_out), (25, 3, 0));
        assert_eq!(report.run.currency.as_deref(), Some("CNY"));
        let shown = team.app.classes_of_party(&team.chen, large).await.unwrap();
        let of_all = &shown.lines[0];
        assert_eq!((of_all.abc.value, of_all.existing.value), (AbcClass::A, ExistingClass::Ei));
        assert!(!of_all.abc.reasons.is_empty() && !of_all.existing.reasons.is_empty());
        assert_eq!(of_all.sales_minor, 1_200_000);
        let shown = team.app.classes_of_party(&team.chen, small).await.unwrap();
        assert_eq!(shown.lines[0].existing.value, ExistingClass::Eiii);
        let shown = team.app.classes_of_party(&team.chen, once).await.unwrap();
        let of_all = &shown.lines[0];
        assert_eq!((of_all.existing.value, of_all.once, of_all.lifetime.alive), (ExistingClass::New, true, None));
        assert!(team.faults().await.is_empty());
    }

    async fn a_second_run_without_news_changes_nothing(team: Team) {
        let [large, ..] = three(&team).await;
        assert!(classify(&team).await.run.changes > 0, "the first classes are history");
        let before = team.app.classes_of_party(&team.admin, large).await.unwrap().history.len();
        let second = classify(&team).await;
        assert_eq!(second.run.changes, 0);
        assert_eq!(team.app.classes_of_party(&team.admin, large).await.unwrap().history.len(), before);
        assert_eq!(rows(&team).await, 3);
        let flow = second.figures.unwrap().flow;
        assert!(flow.iter().all(|one| one.was == one.becomes), "{flow:?}");
    }

    async fn a_class_that_moved_is_told_to_its_owner_until_somebody_looked(team: Team) {
        let [large, ..] = three(&team).await;
        classify(&team).await;
        assert!(team.app.worklist(&team.chen, None).await.unwrap().class_changes.is_empty(), "first classes are not told");
        // nothing for half a year
        team.clock.forward(184 * DAY);
        classify(&team).await;
        let news = team.app.worklist(&team.chen, None).await.unwrap().class_changes;
        let moved = news.iter().find(|change| change.party.id == large && change.becomes == "eii").expect("a change");
        assert_eq!(moved.was.as_deref(), Some("ei"));
        assert!(moved.play.is_some() && !moved.reasons.is_empty() && moved.ask.len() == 3);
        team.app.see_class_change(&team.chen, moved.id).await.unwrap();
        let left = team.app.worklist(&team.chen, None).await.unwrap().class_changes;
        assert!(left.iter().all(|change| change.id != moved.id));
        assert!(team.audited(&moved.id.to_string()).await.contains(&"class_change_seen".to_owned()));
    }

    async fn a_confirmed_face_is_looked_at_again_when_a_run_says_otherwise(team: Team) {
        let [red, white, unsure] = three(&team).await;
        for (party, face) in [(red, "red"), (white, "white")] {
            let confirm = read(json!({ "act": "confirm", "face": face }));
            team.app.judge_face(&team.chen, party, confirm).await.unwrap();
        }
        team.clock.forward(DAY);
        let run = classify(&team).await.run.id;
        let found = [(red, "red", ""), (white, "", "red"), (unsure, "", "red")];
        faces_moved(&team, run, &found).await;
        assert!(matches!(team.app.review_faces(&team.chen, run).await, Err(AppError::Forbidden)));
        assert_eq!(team.app.review_faces(&team.admin, run).await.unwrap(), 2);
        let face = async |party: Uuid| team.app.judgements(&team.chen, party).await.unwrap().face.standing.unwrap();
        let looked_at = face(red).await;
        assert_eq!((looked_at.state.code(), looked_at.because.unwrap().code()), ("review", "unfounded"));
        let looked_at = face(white).await;
        assert_eq!((looked_at.because.unwrap().code(), looked_at.proposed.unwrap().code()), ("another", "red"));
        assert_eq!(team.row(red).await.face.as_deref(), Some("red"), "it holds until somebody has looked");
        let waiting = team.app.worklist(&team.chen, None).await.unwrap().decisions;
        assert_eq!(waiting.iter().map(|one| one.state.as_str()).collect::<Vec<_>>(), ["review", "review"]);
        assert_eq!(team.app.review_faces(&team.admin, run).await.unwrap(), 0, "asked again it does nothing");
        team.clock.forward(1);
        let confirm = read(json!({ "act": "confirm", "face": "red" }));
        team.app.judge_face(&team.chen, red, confirm).await.unwrap();
        assert_eq!(team.app.review_faces(&team.admin, run).await.unwrap(), 0, "somebody has decided since");
        assert_eq!(face(red).await.state.code(), "confirmed");
        assert!(team.audited(&red.to_string()).await.contains(&"judged".to_owned()));
    }

    async fn an_earlier_day_is_computed_beside_the_current_run(team: Team) {
        let [large, small, _] = three(&team).await;
        let current = classify(&team).await.run.id;
        let day = date(2025, 9, 30);
        let earlier = team.app.classify(&team.admin, AskRun { as_of: Some(day) }).await.unwrap();
        assert_eq!((earlier.run.current, earlier.run.customers, earlier.run.changes), (false, 2, 0));
        assert_eq!(overview(&team, &team.admin).await.run.unwrap().id, current);
        let asked = ClassesAsked { as_of: Some(day), ..ClassesAsked::default() };
        assert_eq!(team.app.class_overview(&team.admin, asked).await.unwrap().run.unwrap().id, earlier.run.id);
        let then = ClassesAsked { as_of: Some(day), known_then: true, ..ClassesAsked::default() };
        assert!(team.app.class_overview(&team.admin, then).await.unwrap().run.is_none(), "no scheduled run knew of it");
        let asked = ClassListAsked { run: Some(earlier.run.id), ..ClassListAsked::default() };
        let listed = team.app.classed_customers(&team.admin, asked).await.unwrap().items;
        assert_eq!(listed.iter().map(|line| line.party.id).collect::<Vec<_>>(), [large, small]);
        let future = AskRun { as_of: Some(date(2027, 1, 1)) };
        assert!(matches!(team.app.classify(&team.admin, future).await, Err(AppError::Invalid(_))));
    }

    async fn a_list_can_be_of_those_who_moved_since_an_earlier_run(team: Team) {
        let [large, small, _] = three(&team).await;
        let late = team.prospect("新").await;
        order(&team, late, date(2025, 9, 1), 7_000).await;
        let earlier = team.app.classify(&team.admin, AskRun { as_of: Some(date(2025, 9, 30)) }).await.unwrap().run.id;
        classify(&team).await;
        let moved = async |actor: &app::Actor, was: Option<&str>, since: Option<Uuid>| {
            let asked = ClassListAsked { since, was: was.map(str::to_owned), ..ClassListAsked::default() };
            let page = team.app.classed_customers(actor, asked).await;
            page.map(|page| page.items.into_iter().map(|line| (line.party.id, line.existing)).collect::<Vec<_>>())
        };
        let flow = FlowAsked { from: earlier, to: None };
        let flow = team.app.class_flow(&team.admin, flow).await.unwrap().flow;
        let all = moved(&team.admin, None, Some(earlier)).await.unwrap();
        let (stayed, turned): (Vec<_>, Vec<_>) = flow.iter().partition(|one| one.was == one.becomes);
        assert!(!turned.is_empty());
        assert_eq!(all.len() as u64, turned.iter().map(|one| one.customers).sum::<u64>());
        for one in turned {
            let from = moved(&team.admin, Some(one.was.code()), Some(earlier)).await.unwrap();
            let there = from.iter().filter(|(_, existing)| *existing == one.becomes).count();
            assert_eq!(there as u64, one.customers);
        }
        let still = [large, small, late].into_iter().filter(|id| !all.iter().any(|(moved, _)| moved == id)).count();
        assert_eq!(still as u64, stayed.iter().map(|one| one.customers).sum::<u64>());
        assert!(moved(&team.wang, None, Some(earlier)).await.unwrap().is_empty(), "of others nobody learns anything");
        assert_eq!(wrong_fields(moved(&team.admin, Some("ei"), None).await), ["/since required"]);
        assert_eq!(wrong_fields(moved(&team.admin, Some("x"), Some(earlier)).await), ["/was unknown"]);
        assert_eq!(code(moved(&team.admin, None, Some(Uuid::nil())).await), "not_found");
    }

    async fn a_run_that_was_killed_begins_again_and_doubles_nothing(team: Team) {
        let [large, ..] = three(&team).await;
        let first = classify(&team).await.run;
        let asked = team.app.start_class_run(&team.ana, AskRun::default()).await.unwrap();
        // what a killed attempt leaves: rows under the run's own id
        let store = team.db.store();
        let kept = store::classes::classes_of_party(store, first.id, large).await.unwrap();
        let half = kept.into_iter().map(|row| customer_class::Model { run_id: asked.id, ..row }).collect();
        let run = store::classes::run(store, asked.id).await.unwrap().unwrap();
        let tx = store.begin().await.unwrap();
        store::classes::keep_classes(&tx, half).await.unwrap();
        let killed = class_run::Model { state: "running".to_owned(), ..run };
        store::classes::update(&tx, killed).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(overview(&team, &team.admin).await.run.unwrap().id, first.id, "nobody sees half a run");
        while team.app.work_one().await.unwrap() {}
        let done = team.app.class_run(&team.ana, asked.id).await.unwrap();
        assert_eq!((done.state.as_str(), done.current, done.customers), ("finished", true, 3));
        assert_eq!(rows(&team).await, 3);
    }

    async fn a_run_is_one_at_a_time_and_can_be_stopped(team: Team) {
        three(&team).await;
        let asked = team.app.start_class_run(&team.ana, AskRun::default()).await.unwrap();
        assert_eq!(code(team.app.start_class_run(&team.ana, AskRun::default()).await), "classes_running");
        assert_eq!(state(team.app.cancel_class_run(&team.ana, asked.id).await), "cancelled");
        while team.app.work_one().await.unwrap() {}
        assert_eq!(state(team.app.class_run(&team.ana, asked.id).await), "cancelled");
        assert!(overview(&team, &team.admin).await.run.is_none());
        assert_eq!(code(team.app.cancel_class_run(&team.ana, asked.id).await), "class_run_ended");
        assert!(matches!(team.app.start_class_run(&team.chen, AskRun::default()).await, Err(AppError::Forbidden)));
    }

    async fn everybody_sees_the_figures_of_those_within_reach(team: Team) {
        three(&team).await;
        classify(&team).await;
        let of_company = overview(&team, &team.admin).await;
        assert_eq!((of_company.scope.kind.as_str(), of_company.figures.unwrap().customers), ("company", 3));
        let own = overview(&team, &team.chen).await;
        assert_eq!((own.scope.kind.as_str(), own.figures.unwrap().customers), ("person", 3));
        let others = overview(&team, &team.wang).await;
        assert!(others.figures.is_none() && others.names.is_empty());
        let listed = team.app.classed_customers(&team.wang, ClassListAsked::default()).await.unwrap();
        assert!(listed.items.is_empty());
    }

    async fn lists_follow_their_order_page_by_page(team: Team) {
        three(&team).await;
        classify(&team).await;
        let asked = |cursor, limit| ClassListAsked { cursor, limit, ..ClassListAsked::default() };
        let whole = team.app.classed_customers(&team.admin, asked(None, None)).await.unwrap().items;
        let mut paged = Vec::new();
        let mut cursor = None;
        loop {
            let page = team.app.classed_customers(&team.admin, asked(cursor, Some(1))).await.unwrap();
            paged.extend(page.items.iter().map(|line| line.party.id));
            match page.next {
                Some(next) => cursor = Some(next),
                None => break,
            }
        }
        assert_eq!(paged, whole.iter().map(|line| line.party.id).collect::<Vec<_>>());
        assert!(whole.is_sorted_by(|a, b| a.contribution_minor >= b.contribution_minor));
        let wrong = ClassListAsked { abc: Some("d".to_owned()), ..ClassListAsked::default() };
        assert!(matches!(team.app.classed_customers(&team.admin, wrong).await, Err(AppError::Invalid(_))));
    }

    async fn a_what_if_says_who_would_change_class(team: Team) {
        let [_, small, _] = three(&team).await;
        classify(&team).await;
        let mut method = method::MethodSettings::default();
        method.classes.contribution.high_to_percent = 99.0;
        let preview = team.app.preview_settings(&team.admin, read(json!({ "method": method }))).await.unwrap();
        let moved = preview.moves.iter().find(|one| one.class == "existing").expect("a move");
        assert_eq!((moved.from.as_str(), moved.to.as_str(), moved.count), ("eiii", "ei", 1));
        assert_eq!(moved.examples.iter().map(|one| one.id).collect::<Vec<_>>(), [small]);
    }

    async fn what_was_bought_becomes_columns_that_check_compares_with_the_orders(team: Team) {
        let [large, ..] = three(&team).await;
        let differ = "counts and sums of the columns that differ from the orders";
        assert_eq!(finding(&team, differ).await, None, "there are no columns yet");
        classify(&team).await;
        assert_eq!(finding(&team, "order lines in columns").await, Some((25, true)));
        assert_eq!(finding(&team, differ).await, Some((0, true)));
        team.clock.forward(DAY);
        order(&team, large, date(2026, 3, 1), 700).await;
        assert_eq!(finding(&team, differ).await, Some((4, true)), "the order is younger");
        team.clock.forward(DAY);
        classify(&team).await;
        assert_eq!(finding(&team, differ).await, Some((0, true)));
        // a line that changes behind everybody's back is found
        let tx = team.db.store().begin().await.unwrap();
        let known = store::orders::bought_by(&tx, &[large]).await.unwrap().remove(0);
        let mut stray = store::orders::lines_of(&tx, &[known.order_id]).await.unwrap().remove(0);
        stray.position = 9;
        store::orders::insert_lines(&tx, vec![stray]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(team.faults().await.iter().any(|name| name == differ));
    }

    async fn cla_8_the_engine_classes_those_of_a_filter_among_themselves(team: Team) {
        three(&team).await;
        classify(&team).await;
        let asked = || ClassifySome { filter: Some("not name = 大".to_owned()), ..ClassifySome::default() };
        let found = team.app.classify_some(&team.admin, asked()).await.unwrap();
        assert_eq!((found.customers, found.currency.as_deref()), (2, Some("CNY")));
        let figures = found.figures.unwrap();
        assert_eq!((figures.customers, figures.sales_minor), (2, 12 * 5_000 + 4_000), "the large one is not among them");
        let heads = |class: AbcClass| figures.abc.iter().find(|one| one.class == class).unwrap().heads;
        assert_eq!(heads(AbcClass::A), 1, "the small one is the largest of these");
        let folder = team.data_dir().join("columns");
        let left: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["orders"], "the records of those asked about do not stay");
        let of = team.app.create_segment(&team.lin, read(json!({ "name": "小客户", "filter": "name = 小" }))).await.unwrap();
        let asked_for = ClassifySome { segment: Some(of.id), ..ClassifySome::default() };
        assert_eq!(team.app.classify_some(&team.lin, asked_for).await.unwrap().customers, 1);
        let nobody = ClassifySome { filter: Some("name = 无".to_owned()), ..ClassifySome::default() };
        assert!(team.app.classify_some(&team.admin, nobody).await.unwrap().figures.is_none());
        assert_eq!(code(team.app.classify_some(&team.chen, asked()).await), "forbidden");
        assert_eq!(code(team.app.classify_some(&team.admin, ClassifySome::default()).await), "invalid");
    }

    async fn cla_8_whoever_asks_sees_only_those_within_reach_in_it(team: Team) {
        three(&team).await;
        let asked = ClassifySome { filter: Some("not name = 无".to_owned()), ..ClassifySome::default() };
        assert_eq!(team.app.classify_some(&team.lin, asked.clone()).await.unwrap().customers, 3);
        assert_eq!(team.app.classify_some(&team.wang, asked).await.unwrap().customers, 0);
    }

    async fn whoever_is_erased_is_not_found_in_the_columns_either(team: Team) {
        let [_, small, _] = three(&team).await;
        classify(&team).await;
        let folder = team.data_dir().join("columns").join("orders");
        assert!(folder.join("manifest.json").exists());
        erase(&team, small).await;
        assert!(!folder.exists(), "the next run writes them anew");
        assert_eq!(classify(&team).await.run.customers, 2);
        // nobody was erased since
        team.clock.forward(DAY);
        team.work().await;
        assert!(folder.join("manifest.json").exists());
    }

    async fn amounts_in_other_currencies_are_left_out_and_counted(team: Team) {
        let [large, ..] = three(&team).await;
        let asked = json!({ "on": "2026-02-01", "currency": "USD", "lines": [{ "amount_minor": 900_000 }] });
        team.app.record_order(&team.admin, large, read(asked)).await.expect("an order");
        let run = classify(&team).await.run;
        assert_eq!((run.orders, run.left_out, run.currency.as_deref()), (25, 1, Some("CNY")));
        assert!(team.faults().await.is_empty());
    }

    async fn settings_changed_while_a_run_waits_are_those_it_works_with(team: Team) {
        three(&team).await;
        let asked = team.app.start_class_run(&team.admin, AskRun::default()).await.unwrap();
        let settings = team.app.settings_view(&team.admin).await.unwrap();
        let change = json!({ "method": settings.method, "reason": "试", "version": settings.version });
        team.app.change_settings(&team.admin, read(change)).await.unwrap();
        while team.app.work_one().await.unwrap() {}
        let run = team.app.class_run(&team.admin, asked.id).await.unwrap();
        assert_eq!((run.settings_version, asked.settings_version), (1, 0));
    }
}
