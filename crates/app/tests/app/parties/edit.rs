//! Editing a card: what changes is kept with who changed it and when (PRO-6).

use app::activities::TimelineData;
use serde_json::{Value, json};
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{Team, code, read, wrong_fields};

async fn edit(team: &Team, party: Uuid, change: Value) -> Result<app::parties::PartyRecord, app::AppError> {
    let version = team.app.party(&team.chen, party).await.unwrap().version;
    let mut asked = json!({ "version": version });
    asked.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    team.app.edit_party(&team.chen, party, read(asked)).await
}

/// The changes of facts, newest first, as `field: before -> after`.
async fn history(team: &Team, party: Uuid) -> Vec<String> {
    let page = team.app.timeline(&team.chen, party, None).await.unwrap();
    let changes = page.items.into_iter().filter_map(|event| match event.data {
        TimelineData::Change { kind, field, before, after, .. } if kind == "fact" => {
            assert_eq!(event.by.map(|by| by.name), Some("chen".to_owned()));
            Some(format!("{field}: {} -> {}", before.unwrap_or_default(), after.unwrap_or_default()))
        }
        _ => None,
    });
    changes.collect()
}

on_both_databases! {
    async fn every_changed_fact_is_in_the_history(team: Team) {
        let party = team.prospect("张三").await;
        for change in [
            json!({ "facts": { "employer": "海川机械", "family": "两个孩子" } }),
            json!({ "facts": { "employer": "海川重工" } }),
            json!({ "facts": { "family": "" } }),
            json!({ "name": "张叁", "custom": { "plate": "浙A" } }),
        ] {
            team.clock.forward(1_000);
            edit(&team, party, change).await.unwrap();
        }
        let mut kept = history(&team, party).await;
        let oldest = kept.split_off(4);
        assert!(
            kept[..2].contains(&"name: 张三 -> 张叁".to_owned())
                && kept[..2].contains(&"custom.plate:  -> 浙A".to_owned())
        );
        assert_eq!(kept[2..], ["family: 两个孩子 -> ", "employer: 海川机械 -> 海川重工"]);
        assert_eq!(oldest.len(), 2);
        let record = team.app.party(&team.chen, party).await.unwrap();
        assert_eq!(record.facts.get("employer").map(String::as_str), Some("海川重工"));
        assert!(!record.facts.contains_key("family"));
        assert_eq!(record.custom["plate"], "浙A");
        assert_eq!(record.summary.employer.as_deref(), Some("海川重工"));
    }

    async fn what_stays_the_same_is_no_change(team: Team) {
        let party = team.prospect("张三").await;
        edit(&team, party, json!({ "name": "张三", "facts": { "need": "" }, "tags": [] })).await.unwrap();
        assert!(history(&team, party).await.is_empty());
    }

    async fn an_edit_of_a_version_that_is_over_is_refused(team: Team) {
        let party = team.prospect("张三").await;
        let read_at = team.app.party(&team.chen, party).await.unwrap().version;
        edit(&team, party, json!({ "facts": { "need": "养老" } })).await.unwrap();
        let late = json!({ "version": read_at, "facts": { "need": "医疗" } });
        assert_eq!(code(team.app.edit_party(&team.chen, party, read(late)).await), "changed_meanwhile");
        assert_eq!(team.app.party(&team.chen, party).await.unwrap().facts["need"], "养老");
    }

    async fn a_new_name_and_tag_are_found_and_the_old_are_not(team: Team) {
        let party = team.prospect("张三").await;
        edit(&team, party, json!({ "name": "韩梅梅", "tags": ["老乡"] })).await.unwrap();
        let found = async |typed: &str| team.app.search(&team.chen, typed, None).await.unwrap().items.len();
        assert_eq!((found("hmm").await, found("老乡").await, found("张三").await), (1, 1, 0));
    }

    async fn a_fact_learned_changes_the_grade(team: Team) {
        let party = team.prospect("张三").await;
        assert_eq!(team.summary(party).await.grade, None);
        let facts = json!({ "facts": { "need": "养老", "income": "年薪 50 万", "position": "总经理" } });
        let record = edit(&team, party, facts).await.unwrap();
        assert_eq!(record.summary.grade.as_deref(), Some("a"));
        assert!(record.summary.completeness > 0);
    }

    async fn a_masked_number_stays_masked_in_the_history(team: Team) {
        let party = team.prospect("张三").await;
        let record = edit(&team, party, json!({ "identity_number": "11010519491231002X" })).await.unwrap();
        assert_eq!(record.identity_number.as_deref(), Some("11****2X"));
        assert_eq!(history(&team, party).await, ["identity_number:  -> 11****2X"]);
    }

    async fn wrong_values_are_refused_and_change_nothing(team: Team) {
        let party = team.prospect("张三").await;
        for (change, field) in [
            (json!({ "name": "" }), "/name required"),
            (json!({ "market": "moon" }), "/market unknown"),
            (json!({ "method": "magic" }), "/method unknown"),
            (json!({ "facts": { "shoe_size": "43" } }), "/facts/shoe_size unknown"),
            (json!({ "facts": { "notes": "x".repeat(2_001) } }), "/facts/notes too_long"),
        ] {
            assert_eq!(wrong_fields(edit(&team, party, change).await), [field]);
        }
        let wrong = edit(&team, party, json!({ "tags": ["kept?"], "identity_number": "1" })).await;
        assert_eq!(code(wrong), "invalid");
        assert!(team.summary(party).await.tags.is_empty());
        assert!(history(&team, party).await.is_empty());
    }
}
