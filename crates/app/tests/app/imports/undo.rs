//! Undoing an import: what nobody has built on goes, what somebody changed since is listed and stays.

use std::collections::BTreeMap;

use app::{
    Actor, App, Config,
    imports::{ImportView, UndoPreview},
};
use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use super::{
    resuming::{killed_after, name},
    run, upload,
};
use crate::team::{MINUTE, Team, code, read};

const FILE: &str = "姓名,手机,需求\n张三,13800138000,养老\n李四,13700137000,教育\n王五,13600136000,医疗\n";

/// An import of chen's that has come to its end; some time goes by before and after it.
async fn imported(team: &Team, file: &str, plan: serde_json::Value) -> ImportView {
    team.clock.forward(MINUTE);
    let import = upload(team, "list.csv", file).await.unwrap();
    let done = run(team, &import, plan).await;
    assert_eq!(done.state, "finished");
    team.clock.forward(MINUTE);
    done
}

async fn undone(team: &Team, import: &ImportView) -> ImportView {
    assert_eq!(team.app.undo_import(&team.chen, import.id).await.unwrap().state, "undoing");
    while team.app.work_one().await.unwrap() {}
    let undone = team.app.import(&team.chen, import.id).await.unwrap();
    assert_eq!(undone.state, "undone", "{:?}", undone.error);
    assert_eq!(team.faults().await, Vec::<String>::new());
    undone
}

/// Rows taken back and rows of which something stayed.
fn counts(import: &ImportView) -> (i64, i64) {
    import.undo.as_ref().map(|undo| (undo.undone, undo.kept)).unwrap()
}

/// Why rows stayed: the number of the row, the codes and the fields.
async fn stayed(team: &Team, import: &ImportView) -> Vec<String> {
    let page = team.app.import_rows(&team.chen, import.id, Some("kept"), None).await.unwrap();
    let line = |row: app::imports::ImportRowView| {
        let kept = row.kept.iter().map(|reason| match reason.params.get("field") {
            Some(field) => format!("{} {field}", reason.code),
            None => reason.code.clone(),
        });
        format!("{}: {}", row.row, kept.collect::<Vec<_>>().join(", "))
    };
    page.items.into_iter().map(line).collect()
}

async fn names(team: &Team, actor: &Actor) -> Vec<String> {
    let page = team.app.parties(actor, read(json!({ "sort": "name" }))).await.unwrap();
    page.items.into_iter().map(|party| party.name).collect()
}

async fn id_of(team: &Team, name: &str) -> Uuid {
    let found = team.app.search(&team.admin, name, None).await.unwrap().items;
    found.into_iter().find(|found| found.name == name).map(|found| found.id).unwrap()
}

async fn preview(team: &Team, import: &ImportView) -> UndoPreview {
    team.app.preview_undo(&team.chen, import.id).await.unwrap()
}

on_both_databases! {
    async fn records_that_nobody_touched_go_from_lists_search_counts_and_comparison(team: Team) {
        let import = imported(&team, FILE, json!({})).await;
        let gone = id_of(&team, "张三").await;
        let before = preview(&team, &import).await;
        assert_eq!((before.goes, before.restored, before.stays, before.complete), (3, 0, 0, true));
        let undone = undone(&team, &import).await;
        assert_eq!(counts(&undone), (3, 0));
        assert_eq!((undone.counts.read, undone.counts.created), (3, 3), "what the import did remains told");
        assert!(names(&team, &team.admin).await.is_empty());
        assert!(team.app.search(&team.admin, "张三", None).await.unwrap().items.is_empty());
        assert_eq!(code(team.app.party(&team.admin, gone).await), "not_found");
        let list = team.app.list(&team.chen, import.list.id).await.unwrap();
        assert_eq!(list.list.counts.total, 0);
        assert_eq!(team.app.worklist(&team.chen, None).await.unwrap().lines.len(), 0);
        // the names can come again, and nothing takes them for doubles
        let again = imported(&team, FILE, json!({})).await;
        assert_eq!(again.counts.created, 3);
    }

    async fn what_was_filled_and_overwritten_is_as_it_was(team: Team) {
        let asked = json!({
            "name": "张三", "phones": ["13800138000"], "facts": { "need": "医疗" }, "tags": ["老乡"],
        });
        let party = team.party(&team.chen, asked).await.summary.id;
        let before = team.app.party(&team.chen, party).await.unwrap();
        let file = "姓名,手机,电话,需求,职务,标签,地址,身份证号\n\
                    张三,13800138000,0571-88886666,养老,经理,展会,杭州市西湖区文三路1号,11010519491231002X\n";
        let plan = json!({ "on_duplicate": "overwrite", "mapping": [{ "column": "标签", "field": "tags" }] });
        let import = imported(&team, file, plan).await;
        let filled = team.app.party(&team.chen, party).await.unwrap();
        assert_eq!((filled.contacts.len(), filled.addresses.len(), filled.facts["need"].as_str()), (2, 1, "养老"));
        let look = preview(&team, &import).await;
        assert_eq!((look.goes, look.restored, look.stays), (0, 1, 0));
        assert_eq!(counts(&undone(&team, &import).await), (1, 0));
        let after = team.app.party(&team.chen, party).await.unwrap();
        assert_eq!(after.facts, before.facts);
        assert_eq!(after.summary.tags, before.summary.tags);
        assert_eq!((after.contacts.len(), after.addresses.len()), (1, 0));
        assert_eq!(team.row(party).await.identity_number, None);
        assert_eq!(after.summary.completeness, before.summary.completeness);
        let list = team.app.list(&team.chen, import.list.id).await.unwrap();
        assert_eq!(list.list.counts.total, 0, "the record leaves the list it was put on");
        let history = team.app.timeline(&team.chen, party, None).await.unwrap();
        let history = serde_json::to_string(&history).unwrap();
        assert!(history.contains("医疗") && !history.contains("11010519491231002X"), "{history}");
    }

    async fn whatever_was_done_with_a_record_keeps_it_and_is_listed(team: Team) {
        let names_of = ["赵一", "钱二", "孙三", "李四", "周五", "吴六"];
        let rows: String = (1..).zip(names_of).map(|(i, name)| format!("{name},1380013800{i}\n")).collect();
        let import = imported(&team, &format!("姓名,手机\n{rows}"), json!({})).await;
        let mut ids = BTreeMap::new();
        for name in names_of {
            ids.insert(name, id_of(&team, name).await);
        }
        team.log(&team.chen, ids["赵一"], json!({ "outcome": "not_reached" })).await;
        let row = team.row(ids["钱二"]).await;
        let edit = json!({ "version": row.version, "facts": { "need": "养老" } });
        team.app.edit_party(&team.chen, ids["钱二"], read(edit)).await.unwrap();
        let assign = json!({ "ids": [ids["孙三"]], "owner_id": team.li.user });
        team.app.assign(&team.lin, read(assign)).await.unwrap();
        let contact = json!({ "kind": "email", "value": "d@example.com" });
        team.app.add_contact(&team.chen, ids["李四"], read(contact)).await.unwrap();
        // a later file that finds the name on file builds on the record too
        imported(&team, "姓名,手机\n周五,13800138005\n", json!({})).await;

        let look = preview(&team, &import).await;
        assert_eq!((look.goes, look.stays), (1, 5));
        assert_eq!(look.rows.first().unwrap().row, 6, "the last row first");
        let undone = undone(&team, &import).await;
        assert_eq!(counts(&undone), (1, 5));
        let expected =
            ["2: contact_logged, changed_since", "3: changed_since", "4: reassigned", "5: changed_since", "6: imported_since"];
        assert_eq!(stayed(&team, &import).await, expected);
        let mut left = names(&team, &team.admin).await;
        left.sort();
        assert_eq!(left.len(), 5);
        assert!(!left.contains(&"吴六".to_owned()));
    }

    async fn a_value_that_somebody_wrote_since_stays_and_the_others_go_back(team: Team) {
        let asked = json!({ "name": "张三", "phones": ["13800138000"] });
        let party = team.party(&team.chen, asked).await.summary.id;
        let file = "姓名,手机,电话,需求,职务\n张三,13800138000,0571-88886666,养老,经理\n";
        let import = imported(&team, file, json!({ "on_duplicate": "fill" })).await;
        let row = team.row(party).await;
        let edit = json!({ "version": row.version, "facts": { "need": "教育" } });
        team.app.edit_party(&team.chen, party, read(edit)).await.unwrap();
        let undone = undone(&team, &import).await;
        assert_eq!(counts(&undone), (0, 1));
        assert_eq!(stayed(&team, &import).await, ["2: changed_since need"]);
        let after = team.app.party(&team.chen, party).await.unwrap();
        assert_eq!(after.facts["need"], "教育");
        assert!(!after.facts.contains_key("position"));
        assert_eq!(after.contacts.len(), 1);
    }

    async fn a_number_stays_where_somebody_may_have_called_it(team: Team) {
        let party = team.prospect("张三").await;
        let import =
            imported(&team, "姓名,手机,电话\n张三,13800138000,0571-88886666\n", json!({ "on_duplicate": "fill" })).await;
        team.log(&team.chen, party, json!({ "outcome": "not_reached" })).await;
        undone(&team, &import).await;
        assert_eq!(stayed(&team, &import).await, ["2: contact_logged phone"]);
        assert_eq!(team.app.party(&team.chen, party).await.unwrap().contacts.len(), 2);
    }

    async fn several_rows_about_one_record_are_unwound_in_turn(team: Team) {
        let asked = json!({ "name": "张三", "phones": ["13800138000"], "facts": { "need": "医疗" } });
        let party = team.party(&team.chen, asked).await.summary.id;
        // the first two are about a record on file, the last two about one that the file itself brings
        let file = "姓名,手机,需求\n张三,13800138000,养老\n张三,13800138000,教育\n\
                    李四,13700137000,养老\n李四,13700137000,教育\n";
        let import = imported(&team, file, json!({ "on_duplicate": "overwrite" })).await;
        assert_eq!((import.counts.created, import.counts.updated), (1, 3));
        assert_eq!(team.app.party(&team.chen, party).await.unwrap().facts["need"], "教育");
        let look = preview(&team, &import).await;
        assert_eq!((look.goes, look.restored, look.stays), (1, 3, 0));
        assert_eq!(counts(&undone(&team, &import).await), (4, 0));
        assert_eq!(team.app.party(&team.chen, party).await.unwrap().facts["need"], "医疗");
        assert_eq!(names(&team, &team.admin).await, ["张三"]);
    }

    async fn imports_are_undone_one_after_the_other(team: Team) {
        let first = imported(&team, FILE, json!({})).await;
        let second = imported(&team, "姓名,手机,职务\n张三,13800138000,经理\n", json!({ "on_duplicate": "fill" })).await;
        assert_eq!(preview(&team, &first).await.stays, 1, "the second has built on it");
        undone(&team, &second).await;
        assert_eq!(preview(&team, &first).await.stays, 0);
        assert_eq!(counts(&undone(&team, &first).await), (3, 0));
        assert!(names(&team, &team.admin).await.is_empty());
    }

    async fn rows_that_wait_for_a_decision_wait_no_longer(team: Team) {
        team.prospect("张三").await;
        let import =
            imported(&team, "姓名,手机\n张三,13800138000\n李四,13700137000\n", json!({ "on_duplicate": "review" })).await;
        assert_eq!((import.counts.review, team.app.held_rows(&team.chen).await.unwrap().len()), (1, 1));
        let undone = undone(&team, &import).await;
        assert_eq!((counts(&undone), undone.counts.review, undone.counts.duplicate), ((1, 0), 0, 1));
        assert!(team.app.held_rows(&team.chen).await.unwrap().is_empty());
        let late = team.app.decide_row(&team.chen, import.id, 2, read(json!({ "decision": "same" }))).await;
        assert_eq!(code(late), "not_found");
    }

    async fn whoever_ran_it_their_manager_and_an_administrator_may_and_nobody_else(team: Team) {
        let import = imported(&team, FILE, json!({})).await;
        for stranger in [&team.li, &team.zhao, &team.wang, &team.ana] {
            let refused = team.app.undo_import(stranger, import.id).await;
            assert!(["not_found", "forbidden"].contains(&code(refused).as_str()));
            let refused = team.app.preview_undo(stranger, import.id).await;
            assert!(["not_found", "forbidden"].contains(&code(refused).as_str()));
        }
        for may in [&team.chen, &team.lin, &team.admin] {
            assert!(team.app.import(may, import.id).await.unwrap().may_undo);
            assert_eq!(team.app.preview_undo(may, import.id).await.unwrap().goes, 3);
        }
        team.app.undo_import(&team.lin, import.id).await.unwrap();
        while team.app.work_one().await.unwrap() {}
        let undone = team.app.import(&team.chen, import.id).await.unwrap();
        assert_eq!(undone.undo.unwrap().by.unwrap().id, team.lin.user);
        assert!(!undone.may_undo);
        assert_eq!(code(team.app.undo_import(&team.chen, import.id).await), "import_state");
    }

    async fn a_cancelled_import_is_undone_and_cannot_be_resumed(team: Team) {
        let import = upload(&team, "list.csv", FILE).await.unwrap();
        assert_eq!(code(team.app.undo_import(&team.chen, import.id).await), "import_state", "nothing to undo yet");
        team.app.start_import(&team.chen, import.id).await.unwrap();
        team.app.cancel_import(&team.chen, import.id).await.unwrap();
        while team.app.work_one().await.unwrap() {}
        undone(&team, &import).await;
        assert_eq!(code(team.app.resume_import(&team.chen, import.id).await), "import_state");
        assert!(!team.data_dir().join("imports").join(import.id.to_string()).exists());
    }

    async fn an_undoing_killed_at_any_moment_goes_on_without_doubling(team: Team) {
        let need = |i: usize| if i == 7 { "养老" } else { "" };
        let rows: String = (0..1_300).map(|i| format!("{},139{i:08},{}\n", name(i), need(i))).collect();
        let party = team.party(&team.chen, json!({ "name": name(7), "phones": ["13900000007"] })).await.summary.id;
        let plan = json!({ "on_duplicate": "fill" });
        let import = imported(&team, &format!("姓名,手机,需求\n{rows}"), plan).await;
        assert_eq!((import.counts.created, import.counts.updated), (1_299, 1));
        let all = store::parties::after_position(team.db.store(), 0, 5_000).await.unwrap();
        let called = all.iter().find(|party| party.primary_phone.as_deref() == Some("+8613900000900")).unwrap();
        team.log(&team.chen, called.id, json!({ "outcome": "not_reached" })).await;
        team.app.undo_import(&team.chen, import.id).await.unwrap();
        let mut deaths = 0;
        for steps in [3, 20, 45, 80, 130].into_iter().chain(std::iter::repeat(1_000_000)) {
            let config = Config { data_dir: team.data_dir().to_owned(), demo: false, import_folder: None };
            let server = App::open(team.db.location(), team.clock.clone(), config).await.unwrap();
            if killed_after(steps, server.work(true, std::future::ready(()))).await {
                break;
            }
            deaths += 1;
            assert_eq!(team.faults().await, Vec::<String>::new(), "after {steps} steps");
        }
        assert!(deaths >= 3, "it was killed {deaths} times");
        let undone = team.app.import(&team.chen, import.id).await.unwrap();
        assert_eq!(undone.state, "undone");
        assert_eq!(counts(&undone), (import.counts.created + import.counts.updated - 1, 1));
        assert_eq!(team.app.party(&team.chen, party).await.unwrap().contacts.len(), 1);
        let left = store::parties::after_position(team.db.store(), 0, 5_000).await.unwrap();
        assert_eq!(left.len(), 2);
        assert_eq!(team.faults().await, Vec::<String>::new());
    }
}
