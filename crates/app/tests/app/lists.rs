//! Lead lists and how far their names have come (PRO-1).

use serde_json::json;
use test_support::on_both_databases;

use crate::team::{Team, code, read, wrong_fields};

on_both_databases! {
    async fn names_move_through_the_five_steps(team: Team) {
        let list = team
            .app
            .create_list(&team.chen, read(json!({ "name": " 展会 ", "market": null, "method": null })))
            .await
            .unwrap();
        assert_eq!(list.name, "展会");
        team.party(&team.chen, json!({ "name": "赵一", "list_id": list.id })).await;
        team.party(&team.chen, json!({ "name": "钱二", "list_id": list.id, "phones": ["13800138000"] })).await;
        let graded = team
            .party(&team.chen, json!({ "name": "孙三", "list_id": list.id, "phones": ["13900139000"] }))
            .await
            .summary
            .id;
        for criterion in ["able_to_pay", "has_need", "eligible"] {
            team.answer(graded, &format!("screening.{criterion}"), "yes").await;
        }
        let counts = team.app.list(&team.chen, list.id).await.unwrap().list.counts;
        assert_eq!((counts.total, counts.gather, counts.screen, counts.record), (3, 1, 1, 1));
        assert_eq!(counts.total, counts.gather + counts.screen + counts.record + counts.choose + counts.keep_current);
    }

    async fn a_list_is_seen_by_those_who_reach_its_owner_or_its_names(team: Team) {
        let list = team
            .app
            .create_list(&team.chen, read(json!({ "name": "展会", "market": null, "method": null })))
            .await
            .unwrap();
        let party = team.party(&team.chen, json!({ "name": "赵一", "list_id": list.id })).await.summary.id;
        for (actor, sees) in
            [(&team.chen, true), (&team.lin, true), (&team.ana, true), (&team.li, false), (&team.wang, false)]
        {
            assert_eq!(team.app.list(actor, list.id).await.is_ok(), sees, "{}", actor.name);
            assert_eq!(team.app.lists(actor).await.unwrap().len(), usize::from(sees), "{}", actor.name);
        }
        let to_li = read(json!({ "ids": [party], "filter": null, "owner_id": team.li.user }));
        team.app.assign(&team.lin, to_li).await.unwrap();
        assert_eq!(team.app.list(&team.li, list.id).await.unwrap().list.counts.total, 1);
        assert_eq!(team.app.list(&team.chen, list.id).await.unwrap().list.counts.total, 0);
        assert_eq!(code(team.app.list(&team.zhao, list.id).await), "not_found");
    }

    async fn lists_that_make_no_sense_are_refused(team: Team) {
        for (asked, fields) in [
            (json!({ "name": " " }), vec!["/name required"]),
            (json!({ "name": "x", "market": "moon", "method": "magic" }), vec!["/market unknown", "/method unknown"]),
        ] {
            assert_eq!(wrong_fields(team.app.create_list(&team.chen, read(asked)).await), fields);
        }
    }
}
