//! Mappings that are kept: recognised by the headings of a later file, proposed, used.

use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use super::{run, upload, upload_by};
use crate::team::{Team, code, read, wrong_fields};

const MARCH: &str = "客户,联系方式,想要\n张三,13800138000,养老\n钱六,13500135000,医疗\n孙七,13400134000,教育\n";
/// The next month: other order, other width and case, one column more.
const APRIL: &str =
    "想要,备用,联系方式,客户\n教育,x,13700137000,李四\n养老,y,13300133000,周八\n医疗,z,13200132000,吴九\n";

/// Keeps how the first file was mapped; answers the id.
async fn kept(team: &Team, shared: bool) -> Uuid {
    let import = upload(team, "march.csv", MARCH).await.unwrap();
    let mapping = json!([
        { "column": "客户", "field": "name" },
        { "column": "联系方式", "field": "mobile" },
        { "column": "想要", "field": "need" },
    ]);
    let edit = json!({ "mapping": mapping, "on_duplicate": "fill", "market": null });
    team.app.edit_import(&team.chen, import.id, read(edit)).await.unwrap();
    let asked = json!({ "import_id": import.id, "name": "门店月报", "shared": shared });
    team.app.save_template(&team.chen, read(asked)).await.unwrap().id
}

on_both_databases! {
    async fn a_file_of_the_same_headings_is_recognised_and_planned(team: Team) {
        let template = kept(&team, false).await;
        let same = upload(&team, "again.csv", MARCH).await.unwrap();
        assert_eq!(same.templates.iter().map(|one| (one.id, one.exact)).collect::<Vec<_>>(), [(template, true)]);
        let later = upload(&team, "april.csv", APRIL).await.unwrap();
        assert!(!later.templates[0].exact, "it has a column more");
        let used = team.app.use_template(&team.chen, later.id, read(json!({ "template_id": template }))).await.unwrap();
        assert_eq!((used.template_id, used.on_duplicate.to_string().as_str()), (Some(template), "fill"));
        let field = |name: &str| used.mapping.iter().find(|column| column.name == name).unwrap().field.clone();
        assert_eq!(field("客户").as_deref(), Some("name"));
        assert_eq!(field("想要").as_deref(), Some("need"));
        let done = run(&team, &later, json!({})).await;
        assert_eq!(done.counts.created, 3);
        let strange = upload(&team, "other.csv", "姓名,手机\n王五,13600136000\n").await.unwrap();
        assert!(strange.templates.is_empty());
        let refused = team.app.use_template(&team.chen, strange.id, read(json!({ "template_id": template }))).await;
        assert_eq!(code(refused), "template_does_not_fit");
    }

    async fn one_s_own_are_private_and_shared_ones_are_everybody_s(team: Team) {
        let template = kept(&team, false).await;
        assert!(team.app.import_templates(&team.li).await.unwrap().is_empty());
        let theirs = upload_by(&team, &team.li, "again.csv", MARCH).await.unwrap();
        assert!(theirs.templates.is_empty());
        let use_it = read(json!({ "template_id": template }));
        assert_eq!(code(team.app.use_template(&team.li, theirs.id, use_it).await), "not_found");
        let share = read(json!({ "shared": true, "name": "月报" }));
        team.app.edit_template(&team.chen, template, share).await.unwrap();
        let seen = team.app.import_templates(&team.li).await.unwrap();
        assert_eq!((seen[0].name.as_str(), seen[0].own), ("月报", false));
        let again = read(json!({ "template_id": template }));
        let used = team.app.use_template(&team.li, theirs.id, again).await.unwrap();
        assert_eq!(used.owner.unwrap().id, team.li.user, "the names are of whoever imports");
        assert_eq!(code(team.app.edit_template(&team.li, template, read(json!({ "name": "我的" }))).await), "forbidden");
        assert_eq!(code(team.app.delete_template(&team.li, template, None).await), "forbidden");
        team.app.delete_template(&team.admin, template, None).await.unwrap();
        assert!(team.app.import_templates(&team.chen).await.unwrap().is_empty());
    }

    async fn a_template_saved_again_under_its_name_is_replaced(team: Team) {
        let first = kept(&team, false).await;
        let second = kept(&team, true).await;
        assert_eq!(first, second);
        let all = team.app.import_templates(&team.chen).await.unwrap();
        assert_eq!((all.len(), all[0].shared), (1, true));
        let import = upload(&team, "march.csv", MARCH).await.unwrap();
        let other = json!({ "import_id": import.id, "name": "另一份" });
        let other = team.app.save_template(&team.chen, read(other)).await.unwrap().id;
        let taken = team.app.edit_template(&team.chen, other, read(json!({ "name": "门店月报" }))).await;
        assert_eq!(wrong_fields(taken), ["/name taken"]);
        let unnamed = json!({ "import_id": import.id, "name": "  " });
        assert_eq!(wrong_fields(team.app.save_template(&team.chen, read(unnamed)).await), ["/name required"]);
    }

    async fn a_plan_that_stands_is_not_changed_by_a_template(team: Team) {
        let template = kept(&team, false).await;
        let import = upload(&team, "again.csv", MARCH).await.unwrap();
        team.app.start_import(&team.chen, import.id).await.unwrap();
        let late = team.app.use_template(&team.chen, import.id, read(json!({ "template_id": template }))).await;
        assert_eq!(code(late), "import_started");
    }
}
