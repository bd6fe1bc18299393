//! What an import does with a row that is on file already: the five choices.

use app::imports::ImportView;
use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use super::{counted, rows, run, upload};
use crate::team::Team;

const FILE: &str = "\
姓名,手机,需求,单位
张三,13800138000,养老,海川重工
李四,13900139000,,
,,,
王五,12,,
李四,139 0013 9000,,
";

/// The record that the file's first row is about, and the import.
async fn ready(team: &Team) -> (Uuid, ImportView) {
    let asked = json!({ "name": "张三", "phones": ["13800138000"], "facts": { "employer": "海川机械" } });
    let party = team.party(&team.chen, asked).await.summary.id;
    team.clock.forward(1_000);
    (party, upload(team, "list.csv", FILE).await.unwrap())
}

async fn number_of(team: &Team, name: &str) -> usize {
    let found = team.app.search(&team.chen, name, None).await.unwrap().items;
    found.into_iter().filter(|party| party.name == name).count()
}

on_both_databases! {
    async fn skipping_keeps_what_is_on_file(team: Team) {
        let (party, import) = ready(&team).await;
        let before = team.row(party).await;
        let done = run(&team, &import, json!({ "on_duplicate": "skip" })).await;
        assert_eq!(done.state, "finished");
        assert_eq!(counted(done.counts), [4, 1, 0, 2, 1]);
        assert_eq!((done.counts.skipped, done.counts.review), (1, 0));
        assert_eq!(
            rows(&team, &import).await,
            ["2 duplicate already_on_file", "3 created", "5 rejected phone_too_short", "6 duplicate already_on_file"]
        );
        assert_eq!(team.row(party).await, before);
        assert_eq!(team.app.party(&team.chen, party).await.unwrap().lists.len(), 1, "the name is on the list as well");
        assert_eq!(number_of(&team, "李四").await, 1);
        assert!(team.faults().await.is_empty());
    }

    async fn filling_in_touches_blanks_only(team: Team) {
        let (party, import) = ready(&team).await;
        let done = run(&team, &import, json!({ "on_duplicate": "fill" })).await;
        assert_eq!(counted(done.counts), [4, 1, 2, 0, 1]);
        let facts = team.app.party(&team.chen, party).await.unwrap().facts;
        assert_eq!((facts["employer"].as_str(), facts["need"].as_str()), ("海川机械", "养老"));
        assert_eq!(
            rows(&team, &import).await,
            ["2 updated", "3 created", "5 rejected phone_too_short", "6 updated"],
            "a double within the file is brought into the record that its earlier row made"
        );
        assert!(team.faults().await.is_empty());
    }

    async fn overwriting_puts_the_import_in_place(team: Team) {
        let (party, import) = ready(&team).await;
        let done = run(&team, &import, json!({ "on_duplicate": "overwrite" })).await;
        assert_eq!(counted(done.counts), [4, 1, 2, 0, 1]);
        let record = team.app.party(&team.chen, party).await.unwrap();
        assert_eq!((record.facts["employer"].as_str(), record.facts["need"].as_str()), ("海川重工", "养老"));
        assert_eq!(record.summary.employer.as_deref(), Some("海川重工"));
        assert_eq!(team.app.search(&team.chen, "海川重工", None).await.unwrap().items.len(), 1);
        let timeline = team.app.timeline(&team.chen, party, None).await.unwrap();
        let kept = timeline.items.iter().any(|event| {
            matches!(&event.data, app::activities::TimelineData::Change { field, before, reason, .. }
                if field == "employer" && before.as_deref() == Some("海川机械") && reason.as_deref() == Some("import"))
        });
        assert!(kept, "what was there stays in the history");
    }

    async fn creating_anyway_makes_every_row_a_record(team: Team) {
        let (party, import) = ready(&team).await;
        let done = run(&team, &import, json!({ "on_duplicate": "create" })).await;
        assert_eq!(counted(done.counts), [4, 3, 0, 0, 1]);
        assert_eq!((number_of(&team, "张三").await, number_of(&team, "李四").await), (2, 2));
        assert_eq!(team.app.party(&team.chen, party).await.unwrap().facts.get("need"), None);
    }

    async fn review_holds_every_double(team: Team) {
        let (_, import) = ready(&team).await;
        let done = run(&team, &import, json!({ "on_duplicate": "review" })).await;
        assert_eq!(counted(done.counts), [4, 1, 0, 2, 1]);
        assert_eq!(done.counts.review, 2);
        let held = team.app.import_rows(&team.chen, import.id, Some("review"), None).await.unwrap().items;
        assert_eq!(held.iter().map(|row| row.row).collect::<Vec<_>>(), [2, 6]);
        assert_eq!(team.app.held_rows(&team.chen).await.unwrap().len(), 2);
    }

    async fn the_same_file_twice_makes_no_doubles(team: Team) {
        for (turn, expected) in [[4, 2, 0, 1, 1], [4, 0, 0, 3, 1]].into_iter().enumerate() {
            let import = upload(&team, "list.csv", FILE).await.unwrap();
            let done = run(&team, &import, json!({})).await;
            assert_eq!(counted(done.counts), expected, "turn {turn}");
        }
        assert_eq!((number_of(&team, "张三").await, number_of(&team, "李四").await), (1, 1));
    }

    async fn what_somebody_else_owns_is_not_changed(team: Team) {
        let asked = json!({ "name": "张三", "phones": ["13800138000"] });
        let theirs = team.party(&team.zhao, asked).await.summary.id;
        let before = team.row(theirs).await;
        let import = upload(&team, "list.csv", "姓名,手机,需求\n张三,13800138000,养老\n").await.unwrap();
        let done = run(&team, &import, json!({ "on_duplicate": "overwrite" })).await;
        assert_eq!(counted(done.counts), [1, 0, 0, 1, 0]);
        assert_eq!(rows(&team, &import).await, ["2 duplicate not_yours"]);
        let shown = team.app.import_rows(&team.chen, import.id, None, None).await.unwrap();
        assert!(shown.items[0].party.is_none(), "a record beyond the reach is not named");
        assert_eq!(team.row(theirs).await, before);
    }

    async fn tags_custom_fields_and_numbers_are_brought_in_as_well(team: Team) {
        team.app
            .create_custom_field(
                &team.admin,
                crate::team::read(json!({ "key": "plate", "label_zh": "车牌", "label_en": "Plate", "kind": "text" })),
            )
            .await
            .unwrap();
        let party = team
            .party(&team.chen, json!({ "name": "张三", "phones": ["13800138000"], "tags": ["老乡"] }))
            .await
            .summary
            .id;
        let file = "姓名,手机,电话,标签,车牌\n张三,13800138000,0571-88886666,展会,浙A12345\n";
        let import = upload(&team, "list.csv", file).await.unwrap();
        let plan = json!({ "on_duplicate": "fill", "mapping": [{ "column": "车牌", "field": "custom:plate" }, { "column": "标签", "field": "tags" }] });
        let done = run(&team, &import, plan).await;
        assert_eq!(counted(done.counts), [1, 0, 1, 0, 0]);
        let record = team.app.party(&team.chen, party).await.unwrap();
        assert_eq!(record.custom["plate"], "浙A12345");
        let mut tags = record.summary.tags.clone();
        tags.sort();
        assert_eq!(tags, ["展会", "老乡"]);
        assert_eq!(record.contacts.len(), 2);
        assert_eq!(record.summary.phone.as_deref(), Some("138****8000"), "the number that was first stays first");
    }
}
