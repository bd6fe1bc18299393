//! Fields a team adds to the card.

use serde_json::json;
use test_support::on_both_databases;

use crate::team::{Team, code, read, wrong_fields};

fn field(key: &str) -> app::settings::CreateCustomField {
    read(json!({ "key": key, "label_zh": "车牌", "label_en": "Plate", "kind": "text" }))
}

on_both_databases! {
    async fn a_field_is_offered_to_cards_and_imports_until_it_is_taken_off(team: Team) {
        team.app.create_custom_field(&team.admin, field("plate")).await.unwrap();
        let keys = async || {
            team.app.custom_fields(&team.ana).await.unwrap().into_iter().map(|field| field.key).collect::<Vec<_>>()
        };
        assert_eq!(keys().await, ["plate"]);
        let offered = team.app.import_fields(&team.chen, None).await.unwrap();
        assert!(offered.iter().any(|field| field.code == "custom:plate"));
        let record = team.party(&team.chen, json!({ "name": "张三", "custom": { "plate": "浙A12345" } })).await;
        assert_eq!(record.custom["plate"], "浙A12345");
        team.app.delete_custom_field(&team.admin, "plate").await.unwrap();
        assert!(keys().await.is_empty());
        let kept = team.app.party(&team.chen, record.summary.id).await.unwrap();
        assert_eq!(kept.custom["plate"], "浙A12345", "what was written stays with the record");
        assert_eq!(code(team.app.delete_custom_field(&team.admin, "plate").await), "not_found");
    }

    async fn keys_are_unique_and_plain(team: Team) {
        team.app.create_custom_field(&team.admin, field("plate")).await.unwrap();
        assert_eq!(wrong_fields(team.app.create_custom_field(&team.admin, field("plate")).await), ["/key taken"]);
        for key in ["", "Plate", "1plate", "车牌", "a-b", "custom:x"] {
            assert_eq!(
                wrong_fields(team.app.create_custom_field(&team.admin, field(key)).await),
                ["/key malformed"],
                "{key}"
            );
        }
    }
}
