//! What the columns of a file become on the record.

use serde_json::json;
use test_support::on_both_databases;

use super::{counted, rows, run, run_by, upload, upload_by};
use crate::team::{Team, read, wrong_fields};

on_both_databases! {
    async fn a_row_becomes_a_whole_card(team: Team) {
        let file = "\
姓名,性别,手机,邮箱,单位,职务,地址,身份证号,年收入,需求,介绍人,备注
张三,男,138-0013-8000 / 0571-88886666,Zhang@Example.com,海川机械,总经理,浙江省杭州市西湖区文三路1号,11010519491231002X,50万,养老,王芳,喜欢喝茶
";
        let import = upload(&team, "list.csv", file).await.unwrap();
        let done = run(&team, &import, json!({ "market": "warm" })).await;
        assert_eq!(counted(done.counts), [1, 1, 0, 0, 0]);
        let id = team.app.search(&team.chen, "zs", None).await.unwrap().items[0].id;
        let record = team.app.party(&team.chen, id).await.unwrap();
        assert_eq!(record.summary.position.as_deref(), Some("总经理"));
        assert_eq!(record.summary.city.as_deref(), Some("杭州"));
        assert_eq!(record.summary.market.as_deref(), Some("warm"));
        assert_eq!(record.summary.grade.as_deref(), Some("a"), "graded while it is read");
        assert_eq!(record.contacts.len(), 3);
        assert_eq!(record.identity_number.as_deref(), Some("11****2X"));
        assert_eq!(record.introducer_name.as_deref(), Some("王芳"));
        for (fact, value) in [
            ("gender", "male"),
            ("birth_date", "1949-12-31"),
            ("need", "养老"),
            ("notes", "喜欢喝茶"),
            ("income", "50万"),
        ] {
            assert_eq!(record.facts.get(fact).map(String::as_str), Some(value), "{fact}");
        }
        assert_eq!(record.lists[0].name, "名单");
    }

    async fn an_organisation_keeps_its_contact_person(team: Team) {
        let file = "单位名称,联系人,手机,规模\n上海元器件分销有限公司,张三经理,13800138000,120人\n";
        let import = upload(&team, "firms.csv", file).await.unwrap();
        let done = run(&team, &import, json!({})).await;
        assert_eq!(counted(done.counts), [1, 1, 0, 0, 0]);
        let found = &team.app.search(&team.chen, "分销", None).await.unwrap().items[0];
        assert_eq!((found.kind.as_str(), found.name.as_str()), ("organisation", "上海元器件分销有限公司"));
        assert_eq!(team.app.party(&team.chen, found.id).await.unwrap().facts["contact_person"], "张三经理");
    }

    async fn answers_in_the_file_count_as_evidence(team: Team) {
        let file = "姓名,手机,有支付能力,有需求,能决定\n张三,13800138000,是,是,否\n李四,13900139000,是,也许,\n";
        let import = upload(&team, "list.csv", file).await.unwrap();
        let mapping = json!([
            { "column": "有支付能力", "field": "able_to_pay" },
            { "column": "有需求", "field": "has_need" },
            { "column": "能决定", "field": "decides" },
        ]);
        run(&team, &import, json!({ "mapping": mapping })).await;
        let id = team.app.search(&team.chen, "张三", None).await.unwrap().items[0].id;
        let advice = team.app.advice(&team.chen, id).await.unwrap();
        assert_eq!(advice.answers["decides"].source, method::Source::Imported);
        assert_eq!(team.summary(id).await.grade.as_deref(), Some("b"));
        assert_eq!(rows(&team, &import).await, ["2 created", "3 created answer_unknown"]);
    }

    async fn an_owner_named_in_the_file_gets_the_record_if_the_importer_may_give_it(team: Team) {
        let file = "\
姓名,手机,负责人
张三,13800138000,CHEN@example.com
李四,13900139000,zhao@example.com
王五,13700137000,nobody@example.com
赵六,13600136000,
";
        let plan = json!({ "mapping": [{ "column": "负责人", "field": "owner_email" }] });
        let import = upload_by(&team, &team.lin, "list.csv", file).await.unwrap();
        let done = run_by(&team, &team.lin, &import, plan.clone()).await;
        assert_eq!(counted(done.counts), [4, 4, 0, 0, 0]);
        let owner = async |name: &str| {
            let found = team.app.search(&team.admin, name, None).await.unwrap();
            found.items[0].owner.clone().unwrap().name
        };
        assert_eq!(owner("张三").await, "chen");
        assert_eq!(
            (owner("李四").await.as_str(), owner("王五").await.as_str(), owner("赵六").await.as_str()),
            ("lin", "lin", "lin")
        );
        let reasons = team.app.import_rows(&team.lin, import.id, None, None).await.unwrap().items;
        let codes: Vec<Option<&str>> =
            reasons.iter().map(|row| row.reasons.first().map(|reason| reason.code.as_str())).collect();
        assert_eq!(codes, [None, Some("owner_unknown"), Some("owner_unknown"), None]);
    }

    async fn the_names_belong_to_whom_the_plan_says(team: Team) {
        let import = upload_by(&team, &team.lin, "list.csv", "姓名,手机\n张三,13800138000\n").await.unwrap();
        run_by(&team, &team.lin, &import, json!({ "owner_id": team.li.user })).await;
        assert_eq!(team.app.search(&team.li, "zs", None).await.unwrap().items.len(), 1);
        let own = upload(&team, "list.csv", "姓名,手机\n李四,13900139000\n").await.unwrap();
        let edit = read(json!({ "owner_id": team.li.user }));
        assert_eq!(crate::team::code(team.app.edit_import(&team.chen, own.id, edit).await), "forbidden");
    }

    async fn what_is_not_understood_stays_readable_on_the_card(team: Team) {
        let file = "姓名,手机,邮箱,出生日期\n张三,13800138000,not an address,三月里\n";
        let import = upload(&team, "list.csv", file).await.unwrap();
        run(&team, &import, json!({})).await;
        let id = team.app.search(&team.chen, "张三", None).await.unwrap().items[0].id;
        let notes = team.app.party(&team.chen, id).await.unwrap().facts["notes"].clone();
        assert!(notes.contains("not an address") && notes.contains("三月里"), "{notes}");
    }

    async fn a_plan_that_makes_no_sense_is_refused(team: Team) {
        let import = upload(&team, "list.csv", "姓名,手机\n张三,13800138000\n").await.unwrap();
        for (plan, field) in [
            (json!({ "on_duplicate": "guess" }), "/on_duplicate unknown"),
            (json!({ "market": "moon" }), "/market unknown"),
            (json!({ "mapping": [{ "column": "姓名", "field": "shoe_size" }] }), "/mapping mapping_unknown_field"),
            (json!({ "mapping": [{ "column": "年龄", "field": "age" }] }), "/mapping mapping_no_such_column"),
            (json!({ "format": { "encoding": "klingon" } }), "/format/encoding unknown"),
        ] {
            assert_eq!(wrong_fields(team.app.edit_import(&team.chen, import.id, read(plan)).await), [field]);
        }
    }

    async fn a_column_is_left_out_or_named_by_its_number(team: Team) {
        let import = upload(&team, "list.csv", "姓名,手机,备注\n张三,13800138000,秘密\n").await.unwrap();
        let mapping = json!([{ "column": "备注", "field": null }, { "column": "#2", "field": "phone" }]);
        let done = run(&team, &import, json!({ "mapping": mapping })).await;
        assert_eq!(done.mapping[1].field.as_deref(), Some("phone"));
        let id = team.app.search(&team.chen, "张三", None).await.unwrap().items[0].id;
        assert!(!team.app.party(&team.chen, id).await.unwrap().facts.contains_key("notes"));
    }
}
