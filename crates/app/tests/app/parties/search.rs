//! Search as one types.

use serde_json::json;
use test_support::on_both_databases;

use crate::team::Team;

async fn found(team: &Team, actor: &app::Actor, typed: &str) -> Vec<String> {
    let items = team.app.search(actor, typed, None).await.unwrap().items;
    items.into_iter().map(|party| party.name).collect()
}

on_both_databases! {
    async fn chinese_pinyin_initials_and_numbers_find_the_same_person(team: Team) {
        team.party(
            &team.chen,
            json!({ "kind": "organisation", "name": "上海元器件分销有限公司", "phones": ["021-55667788"] }),
        )
        .await;
        team.prospect("张三").await;
        for typed in ["张三", "张", "zs", "zhangsan", "Zhang San", "8000", "13800138000"] {
            assert_eq!(found(&team, &team.chen, typed).await, ["张三"], "{typed}");
        }
        for typed in ["分销", "上海 分销", "fx", "7788"] {
            assert_eq!(found(&team, &team.chen, typed).await, ["上海元器件分销有限公司"], "{typed}");
        }
        for typed in ["", "  ", "…"] {
            assert!(found(&team, &team.chen, typed).await.is_empty(), "{typed}");
        }
    }

    async fn a_name_that_begins_so_comes_first(team: Team) {
        for name in ["张三丰", "小张三", "张三"] {
            team.party(&team.chen, json!({ "name": name })).await;
        }
        let names = found(&team, &team.chen, "张三").await;
        assert_eq!(names.len(), 3);
        assert_eq!(names[0], "张三");
        assert_eq!(names[2], "小张三");
    }

    async fn whose_own_initials_were_typed_comes_before_whose_employer_has_them(team: Team) {
        team.party(&team.chen, json!({ "name": "张三" })).await;
        team.party(&team.chen, json!({ "name": "Zoe Smith" })).await;
        team.party(&team.chen, json!({ "name": "李四", "facts": { "employer": "中山商贸有限公司" } })).await;
        for typed in ["zs", "Z.S.", "z s"] {
            let names = found(&team, &team.chen, typed).await;
            assert_eq!(names.len(), 3, "{typed}: {names:?}");
            assert_eq!(names[2], "李四", "{typed}");
        }
    }

    async fn a_character_at_the_end_narrows_whether_a_name_or_a_tag_holds_it(team: Team) {
        let companies = [("第812商贸有限公司", ""), ("第812科技有限公司", "商会"), ("第812电子有限公司", ""), ("第8120商贸有限公司", "")];
        for (name, tag) in companies {
            let tags: Vec<&str> = (!tag.is_empty()).then_some(tag).into_iter().collect();
            team.party(&team.chen, json!({ "kind": "organisation", "name": name, "tags": tags })).await;
        }
        let names = found(&team, &team.chen, "第812商").await;
        assert_eq!(names, ["第812商贸有限公司", "第812科技有限公司"]);
        assert_eq!(found(&team, &team.chen, "第8120商").await, ["第8120商贸有限公司"]);
    }

    async fn nobody_finds_what_is_beyond_their_reach(team: Team) {
        team.prospect("张三").await;
        for actor in [&team.chen, &team.lin, &team.admin, &team.ana] {
            assert_eq!(found(&team, actor, "zs").await.len(), 1, "{}", actor.name);
        }
        for actor in [&team.li, &team.zhao, &team.wang] {
            assert!(found(&team, actor, "zs").await.is_empty(), "{}", actor.name);
        }
    }

    async fn numbers_found_are_masked(team: Team) {
        team.prospect("张三").await;
        let items = team.app.search(&team.chen, "13800138000", None).await.unwrap().items;
        assert_eq!(items[0].phone.as_deref(), Some("138****8000"));
    }
}
