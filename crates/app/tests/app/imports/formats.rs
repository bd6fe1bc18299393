//! Files as sales teams have them, and files that are none.

use app::AppError;
use rust_xlsxwriter::{Format, Workbook};
use serde_json::json;
use test_support::on_both_databases;

use super::{counted, rows, run, upload};
use crate::team::{Team, code, read, refusal};

/// Exported in GB18030 and kept by hand: a title, full-width digits, two phones in a cell, a blank line, totals.
const BY_HAND: &str = "\
华东区经销商名单（内部资料）,,,
客户名称,联系人,手机,年采购额
上海元器件分销有限公司,张三经理,１３８００１３８０００,\"1,200,000\"
杭州朗讯科技（集团）有限公司,李四（采购）,+86 139-0013-9000/13700137000,350000

苏州市顺达五金商行,王老板,008613600136000,
合计,,,1550000
制表人：周敏,,审核：吴刚,
";

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 2, "2026 年客户名单", &plain).unwrap();
    for (row, cells) in [
        ["姓名", "手机", "单位"],
        ["张三", "", "海川机械"],
        ["李四", "13900139000", ""],
        ["", "", ""],
        ["合计", "", ""],
    ]
    .into_iter()
    .enumerate()
    {
        for (column, cell) in cells.into_iter().enumerate() {
            if !cell.is_empty() {
                sheet.write_string(row as u32 + 1, column as u16, cell).unwrap();
            }
        }
    }
    // a phone typed as a number
    sheet.write_number(2, 1, 13_800_138_000.0).unwrap();
    book.save_to_buffer().unwrap()
}

on_both_databases! {
    async fn a_list_kept_by_hand_in_gb18030_is_read_whole(team: Team) {
        let (bytes, _, lost) = encoding_rs::GB18030.encode(BY_HAND);
        assert!(!lost);
        let import = upload(&team, "经销商.csv", &bytes).await.unwrap();
        assert_eq!(import.state, "analysed");
        assert_eq!(import.format.encoding.as_deref(), Some("gb18030"));
        assert_eq!(import.format.header_row, Some(2));
        assert_eq!(import.format.columns, ["客户名称", "联系人", "手机", "年采购额"]);
        assert!(import.notes.iter().any(|note| note.code == "title_skipped"));
        let fields: Vec<Option<&str>> = import.mapping.iter().map(|column| column.field.as_deref()).collect();
        assert_eq!(fields[..3], [Some("company"), Some("contact_name"), Some("mobile")]);
        assert!(import.mapping[0].samples.contains(&"上海元器件分销有限公司".to_owned()));
        let done = run(&team, &import, json!({})).await;
        assert_eq!(counted(done.counts), [3, 3, 0, 0, 0]);
        assert_eq!(done.counts.skipped, 3, "a blank line, the totals and who made it");
        let found = async |typed: &str| team.app.search(&team.chen, typed, None).await.unwrap().items;
        assert_eq!(found("分销").await.len(), 1);
        assert_eq!(found("7000").await[0].name, "杭州朗讯科技(集团)有限公司");
        assert_eq!(found("13600136000").await[0].name, "苏州市顺达五金商行");
        assert!(team.faults().await.is_empty());
    }

    async fn a_workbook_is_read_like_a_text(team: Team) {
        let import = upload(&team, "客户.xlsx", workbook()).await.unwrap();
        assert_eq!((import.format.kind.as_str(), import.format.header_row), ("xlsx", Some(2)));
        let done = run(&team, &import, json!({})).await;
        assert_eq!(counted(done.counts), [2, 2, 0, 0, 0]);
        assert_eq!(team.app.search(&team.chen, "8000", None).await.unwrap().items[0].name, "张三");
    }

    async fn what_the_person_knows_better_goes_before_what_is_detected(team: Team) {
        let import = upload(&team, "list.csv", "张三|13800138000\n李四|13900139000\n").await.unwrap();
        let edit = read(json!({ "format": { "delimiter": "|", "header_row": 0, "encoding": "utf-8" } }));
        let seen = team.app.edit_import(&team.chen, import.id, edit).await.unwrap();
        assert_eq!((seen.format.delimiter.as_deref(), seen.format.header_row), (Some("|"), None));
        let mapping = json!([{ "column": "#1", "field": "name" }, { "column": "#2", "field": "mobile" }]);
        let done = run(&team, &import, json!({ "mapping": mapping })).await;
        assert_eq!(counted(done.counts), [2, 2, 0, 0, 0]);
    }

    async fn a_file_that_is_no_list_is_refused_with_its_own_name(team: Team) {
        let files: [(&str, &[u8]); 3] = [
            ("empty.csv", b""),
            ("broken.xlsx", b"PK\x03\x04 this is no workbook"),
            ("photo.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00"),
        ];
        for (name, bytes) in files {
            let AppError::FileUnreadable { code, detail, .. } = refusal(upload(&team, name, bytes).await) else {
                panic!("{name} is unreadable")
            };
            assert!(!code.is_empty());
            assert!(!detail.contains(team.data_dir().to_str().unwrap()), "{detail}");
        }
        assert!(team.app.imports(&team.chen).await.unwrap().is_empty());
        assert!(team.app.lists(&team.chen).await.unwrap().is_empty(), "a refused file leaves no list");
        let kept = std::fs::read_dir(team.data_dir().join("imports")).unwrap().count();
        assert_eq!(kept, 0, "nor a copy of itself");
    }

    async fn a_missing_file_is_said_to_be_missing(team: Team) {
        let asked = read(json!({ "list_id": null, "list_name": null, "file_name": "gone.csv" }));
        let gone = team.app.import_file(&team.chen, &team.data_dir().join("gone.csv"), asked).await;
        assert_eq!(code(gone), "file_unreadable");
    }

    async fn a_file_without_names_is_refused_row_by_row(team: Team) {
        let mut text = "\"age\";\"job\";\"marital\";\"balance\";\"y\"\n".to_owned();
        for row in 0..250 {
            text.push_str(&format!("{};\"technician\";\"single\";{};\"no\"\n", 20 + row % 50, row * 7));
        }
        let import = upload(&team, "bank.csv", text).await.unwrap();
        assert_eq!(import.format.delimiter.as_deref(), Some(";"));
        let refused = team.app.start_import(&team.chen, import.id).await;
        let ended = match refused {
            Ok(_) => {
                while team.app.work_one().await.unwrap() {}
                team.app.import(&team.chen, import.id).await.unwrap()
            }
            Err(error) => panic!("a file may be started: {error:?}"),
        };
        assert_eq!(ended.state, "finished", "{:?}", ended.error);
        assert_eq!(counted(ended.counts), [250, 0, 0, 0, 250]);
        assert!(rows(&team, &import).await.iter().all(|row| row.ends_with("rejected name_missing")));
    }
}
