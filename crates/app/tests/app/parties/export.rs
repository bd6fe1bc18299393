//! Exports: what the list shows, masked, in files that run nothing.

use std::path::Path;

use app::parties::ExportFormat;
use serde_json::json;
use test_support::on_both_databases;

use crate::team::{Team, code, read, wrong_fields};

/// Header and rows of a file, read back as an import reads them.
fn rows(path: &Path) -> (Vec<String>, Vec<Vec<String>>) {
    let found = tables::detect(path).expect("a readable file");
    let rows =
        tables::open(path, &found.format).expect("an open file").filter_map(|entry| match entry.expect("an entry") {
            tables::Entry::Row(row) => Some(row.cells),
            _ => None,
        });
    (found.format.columns.clone(), rows.collect())
}

on_both_databases! {
    async fn an_export_holds_what_the_list_shows_with_masked_numbers(team: Team) {
        for (name, phone) in [("张三", "13800138000"), ("李四", "13900139000"), ("王五", "13700137000")] {
            team.party(&team.chen, json!({ "name": name, "phones": [phone] })).await;
        }
        for format in [ExportFormat::Csv, ExportFormat::Xlsx] {
            let asked = read(json!({ "sort": "name" }));
            let path = team.app.export_parties(&team.chen, &asked, Some("name, phone,owner"), format).await.unwrap();
            let (header, mut cells) = rows(&path);
            assert_eq!(header, ["name", "phone", "owner"]);
            cells.sort();
            let mut expected =
                [["张三", "138****8000", "chen"], ["李四", "139****9000", "chen"], ["王五", "137****7000", "chen"]];
            expected.sort();
            assert_eq!(cells, expected);
            let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            assert!(!text.contains("13800138000"));
        }
    }

    async fn a_formula_is_only_text(team: Team) {
        for name in ["=HYPERLINK(\"http://x\",\"a\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1"] {
            team.party(&team.chen, json!({ "name": name, "kind": "organisation" })).await;
        }
        let asked = read(json!({}));
        let path = team.app.export_parties(&team.chen, &asked, Some("kind,name"), ExportFormat::Csv).await.unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let cells = text.lines().skip(1).map(|line| line.split_once(',').unwrap().1.trim_start_matches('"'));
        let mut count = 0;
        for cell in cells {
            count += 1;
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{cell:?} would run");
        }
        assert_eq!(count, 5);
    }

    async fn an_export_is_audited_and_needs_the_right(team: Team) {
        team.prospect("张三").await;
        let asked = read(json!({}));
        team.app.export_parties(&team.chen, &asked, None, ExportFormat::Csv).await.unwrap();
        let audit = team.app.audit_records(&team.admin, None, None).await.unwrap();
        let record = audit.items.iter().find(|record| record.action == "parties_exported").unwrap();
        assert_eq!(record.detail["rows"], json!(1));
        assert_eq!(code(team.app.export_parties(&team.ana, &asked, None, ExportFormat::Csv).await), "forbidden");
        let unknown = team.app.export_parties(&team.chen, &asked, Some("name,secret"), ExportFormat::Csv).await;
        assert_eq!(wrong_fields(unknown), ["/columns unknown"]);
    }

    async fn nobody_exports_beyond_their_reach(team: Team) {
        team.prospect("张三").await;
        let path = team.app.export_parties(&team.zhao, &read(json!({})), None, ExportFormat::Csv).await.unwrap();
        assert!(!std::fs::read_to_string(path).unwrap().contains("张三"));
    }
}
