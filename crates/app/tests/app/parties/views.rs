//! Saved views of the table of prospects.

use serde_json::json;
use test_support::on_both_databases;

use crate::team::{Team, code, read, wrong_fields};

on_both_databases! {
    async fn a_shared_view_is_seen_by_all_and_deleted_by_its_owner(team: Team) {
        let create = |name: &str, shared: bool| {
            read(json!({ "subject": "parties", "name": name, "definition": { "sort": "-score" }, "shared": shared }))
        };
        let own = team.app.create_view(&team.chen, create("我的", false)).await.unwrap();
        team.clock.forward(1);
        let shared = team.app.create_view(&team.chen, create("大家的", true)).await.unwrap();
        assert_eq!(own.definition, json!({ "sort": "-score" }));
        let seen = team.app.saved_views(&team.li, "parties").await.unwrap();
        assert_eq!(seen.iter().map(|view| (view.id, view.own)).collect::<Vec<_>>(), [(shared.id, false)]);
        assert_eq!(code(team.app.delete_view(&team.li, shared.id, None).await), "not_found");
        team.app.delete_view(&team.chen, shared.id, None).await.unwrap();
        let left = team.app.saved_views(&team.chen, "parties").await.unwrap();
        assert_eq!(left.iter().map(|view| view.id).collect::<Vec<_>>(), [own.id]);
    }

    async fn views_that_make_no_sense_are_refused(team: Team) {
        for (asked, field) in [
            (json!({ "subject": "parties", "name": " ", "definition": {} }), "/name required"),
            (json!({ "subject": "moons", "name": "x", "definition": {} }), "/subject unknown"),
            (json!({ "subject": "parties", "name": "x", "definition": [] }), "/definition malformed"),
        ] {
            assert_eq!(wrong_fields(team.app.create_view(&team.chen, read(asked)).await), [field]);
        }
    }
}
