//! What became of every row, and the files with the rows that were not taken.

use app::parties::ExportFormat;
use serde_json::json;
use test_support::on_both_databases;

use super::{counted, run, upload};
use crate::team::{Team, code};

/// Three rows that are taken, three that are not, each for a reason of its own.
const FILE: &str = "\
姓名,手机,备注
张三,13800138000,=1+1
,13900139000,无名
李四,13700137000,
王五,12,电话不对
赵六,13600136000,
张三,13800138000,重复
";

on_both_databases! {
    async fn rows_are_paged_by_state_with_their_cells(team: Team) {
        let import = upload(&team, "list.csv", FILE).await.unwrap();
        let done = run(&team, &import, json!({})).await;
        assert_eq!(counted(done.counts), [6, 3, 0, 1, 2]);
        let of = async |state: Option<&str>| {
            let page = team.app.import_rows(&team.chen, import.id, state, None).await.unwrap();
            page.items.into_iter().map(|row| row.row).collect::<Vec<_>>()
        };
        assert_eq!(of(Some("created")).await, [2, 4, 6]);
        assert_eq!(of(Some("rejected")).await, [3, 5]);
        assert_eq!(of(Some("duplicate")).await, [7]);
        assert_eq!(of(None).await, [2, 3, 4, 5, 6, 7]);
        let rejected = team.app.import_rows(&team.chen, import.id, Some("rejected"), Some(3)).await.unwrap().items;
        assert_eq!(rejected[0].cells.as_deref().unwrap(), ["王五", "12", "电话不对"]);
        assert_eq!(rejected[0].reasons[0].params["cell"], "12");
        let created = team.app.import_rows(&team.chen, import.id, Some("created"), None).await.unwrap().items;
        assert_eq!(created[0].party.as_ref().unwrap().name, "张三");
        assert!(created[0].cells.is_none());
        assert_eq!(code(team.app.import_rows(&team.zhao, import.id, None, None).await), "not_found");
    }

    async fn the_reasons_file_can_be_mended_and_imported_again(team: Team) {
        let import = upload(&team, "list.csv", FILE).await.unwrap();
        run(&team, &import, json!({})).await;
        let path = team.app.import_reasons(&team.chen, import.id, ExportFormat::Csv).await.unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines[0], "row,姓名,手机,备注,state,reason");
        assert_eq!(lines.len(), 4);
        assert!(lines[1].starts_with("3,") && lines[1].contains("rejected,name_missing"), "{}", lines[1]);
        assert!(lines[3].contains("already_on_file"), "{}", lines[3]);
        let mended = text.replace(",12,", ",13500135000,").replace(",,13900139000", ",钱七,13900139000");
        let again = upload(&team, "mended.csv", mended).await.unwrap();
        let done = run(&team, &again, json!({})).await;
        assert_eq!(counted(done.counts), [3, 2, 0, 1, 0]);
        for format in [ExportFormat::Csv, ExportFormat::Xlsx] {
            let path = team.app.import_reasons(&team.chen, import.id, format).await.unwrap();
            assert_eq!(path.extension().and_then(|end| end.to_str()), Some(format.extension()));
        }
    }

    async fn an_import_is_seen_by_its_person_the_manager_and_the_administrator(team: Team) {
        let import = upload(&team, "list.csv", FILE).await.unwrap();
        for (actor, sees) in [
            (&team.chen, true),
            (&team.lin, true),
            (&team.admin, true),
            (&team.li, false),
            (&team.wang, false),
            (&team.ana, false),
        ] {
            assert_eq!(team.app.import(actor, import.id).await.is_ok(), sees, "{}", actor.name);
            assert_eq!(team.app.imports(actor).await.unwrap().len(), usize::from(sees), "{}", actor.name);
        }
        assert_eq!(code(team.app.start_import(&team.li, import.id).await), "not_found");
        assert_eq!(code(team.app.cancel_import(&team.wang, import.id).await), "not_found");
    }

    async fn a_finished_run_says_so_to_those_who_watch(team: Team) {
        let import = upload(&team, "list.csv", FILE).await.unwrap();
        team.app.start_import(&team.chen, import.id).await.unwrap();
        let watching = team.app.watch_import(&team.chen, import.id).await.unwrap();
        assert!(!watching.borrow().ended());
        while team.app.work_one().await.unwrap() {}
        let last = watching.borrow().clone();
        assert!(last.ended());
        assert_eq!((last.state.as_str(), last.counts.read, last.done), ("finished", 6, last.bytes));
        assert_eq!(team.app.import_progress(&team.chen, import.id).await.unwrap().counts, last.counts);
        let late = team.app.watch_import(&team.chen, import.id).await.unwrap();
        assert_eq!(*late.borrow(), last);
    }
}
