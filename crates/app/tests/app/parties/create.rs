//! A party entered by hand.

use app::AppError;
use serde_json::json;
use test_support::on_both_databases;

use crate::team::{Team, code, read, refusal, wrong_fields};

on_both_databases! {
    async fn a_new_party_is_the_actors_own_graded_indexed_and_listed(team: Team) {
        let list = team
            .app
            .create_list(&team.chen, read(json!({ "name": "展会名片", "market": "cold", "method": null })))
            .await
            .unwrap();
        let record = team
            .party(
                &team.chen,
                json!({
                    "name": "张三 经理",
                    "phones": ["138-0013-8000", "0571 8888 6666"],
                    "emails": ["Zhang@Example.com"],
                    "facts": { "need": "养老", "income": "50万" },
                    "tags": [" 展会 ", "展会"],
                    "list_id": list.id,
                }),
            )
            .await;
        let summary = &record.summary;
        assert_eq!(summary.name, "张三");
        assert_eq!(summary.position.as_deref(), Some("经理"), "the title in the name is the position");
        assert_eq!(summary.owner.as_ref().unwrap().id, team.chen.user);
        assert_eq!(summary.phone.as_deref(), Some("138****8000"));
        assert_eq!(summary.tags, ["展会"]);
        assert_eq!((summary.status.as_str(), summary.cadence.as_str()), ("prospect", "untouched"));
        assert_eq!(record.lists[0].id, list.id);
        assert_eq!(record.contacts.len(), 3);
        assert_eq!(summary.grade.as_deref(), Some("a"), "pays, has the need and recommends, as the card says");
        assert_eq!(team.app.search(&team.chen, "8000", None).await.unwrap().items[0].id, summary.id);
        assert_eq!(team.audited(&summary.id.to_string()).await, ["party_created"]);
        assert!(team.faults().await.is_empty());
    }

    async fn a_likely_double_is_shown_before_it_is_saved(team: Team) {
        let first = team.prospect("张三").await;
        let again = || read(json!({ "kind": "person", "name": "张三", "phones": ["+86 138 0013 8000"] }));
        let AppError::Conflict { code, params, .. } = refusal(team.app.create_party(&team.chen, again()).await) else {
            panic!("a conflict")
        };
        assert_eq!(code, "likely_duplicate");
        let found = &params["matches"][0];
        assert_eq!(found["party"]["id"], json!(first));
        assert!(found["score"].as_f64().unwrap() >= 0.92, "{found}");
        assert!(!found["reasons"].as_array().unwrap().is_empty());
        let mut anyway: app::parties::CreateParty = again();
        anyway.allow_duplicate = true;
        assert_ne!(team.app.create_party(&team.chen, anyway).await.unwrap().summary.id, first);
    }

    async fn doubles_of_others_are_not_shown(team: Team) {
        team.prospect("张三").await;
        let asked = json!({ "kind": "person", "name": "张三", "phones": ["13800138000"] });
        assert!(team.app.create_party(&team.zhao, read(asked)).await.is_ok());
    }

    async fn every_wrong_field_is_named(team: Team) {
        let asked = json!({
            "kind": "robot", "name": " ", "phones": ["13800138000", "12"], "emails": ["nobody"],
            "identity_number": "110105194912310021", "market": "moon", "method": "magic", "relation_group": "x",
            "list_id": team.root, "facts": { "shoe_size": "43" },
        });
        let mut fields = wrong_fields(team.app.create_party(&team.chen, read(asked)).await);
        fields.sort();
        let pointers: Vec<&str> = fields.iter().map(|field| field.split(' ').next().unwrap()).collect();
        let expected = [
            "/emails/0",
            "/facts/shoe_size",
            "/identity_number",
            "/kind",
            "/list_id",
            "/market",
            "/method",
            "/name",
            "/phones/1",
            "/relation_group",
        ];
        assert_eq!(pointers, expected, "{fields:?}");
        assert!(team.app.parties(&team.admin, Default::default()).await.unwrap().items.is_empty());
    }

    async fn an_introducer_is_somebody_within_reach(team: Team) {
        let introducer = team.prospect("王芳").await;
        let asked = json!({ "kind": "person", "name": "赵六", "introducer_id": introducer });
        let record = team.app.create_party(&team.chen, read(asked.clone())).await.unwrap();
        assert_eq!(record.introducer_name.as_deref(), Some("王芳"));
        assert_eq!(code(team.app.create_party(&team.zhao, read(asked)).await), "not_found");
    }

    async fn a_list_of_strangers_takes_no_names(team: Team) {
        let list = team
            .app
            .create_list(&team.zhao, read(json!({ "name": "南区", "market": null, "method": null })))
            .await
            .unwrap();
        let asked = json!({ "kind": "person", "name": "赵六", "list_id": list.id });
        assert_eq!(wrong_fields(team.app.create_party(&team.chen, read(asked)).await), ["/list_id unknown"]);
    }

    async fn who_may_not_create_is_refused(team: Team) {
        let asked = json!({ "kind": "person", "name": "赵六" });
        assert_eq!(code(team.app.create_party(&team.ana, read(asked)).await), "forbidden");
    }
}
