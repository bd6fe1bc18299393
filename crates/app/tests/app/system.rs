//! The audit, the health of the database, the scan for doubles, the first user by the command line.

use std::collections::HashSet;

use app::Actor;
use serde_json::json;
use test_support::on_both_databases;

use crate::team::{Fresh, MINUTE, Team, code, read};

on_both_databases! {
    async fn the_audit_is_paged_newest_first_without_gaps(team: Team) {
        let party = team.prospect("张三").await;
        for _ in 0..130 {
            team.clock.forward(MINUTE);
            team.log(&team.chen, party, json!({ "kind": "note", "note": "x" })).await;
        }
        let subject = party.to_string();
        let mut seen = Vec::new();
        let mut cursor = None;
        loop {
            let page = team.app.audit_records(&team.admin, Some(&subject), cursor).await.unwrap();
            seen.extend(page.items.iter().map(|record| (record.id, record.at)));
            let Some(next) = page.next else { break };
            cursor = Some(next.parse().unwrap());
        }
        assert_eq!(seen.len(), 131);
        assert_eq!(seen.iter().map(|(id, _)| id).collect::<HashSet<_>>().len(), 131);
        assert!(seen.is_sorted_by(|a, b| a.1 >= b.1));
    }

    async fn the_machine_is_named_by_nobody(fresh: Fresh) {
        let asked =
            json!({ "name": "林", "email": "lin@example.com", "password": "long enough to keep", "roles": ["administrator"] });
        let user = fresh.app.create_first_or_user(&Actor::system(), read(asked)).await.unwrap();
        let admin = fresh.app.actor(user.id).await.unwrap().unwrap();
        let audit = fresh.app.audit_records(&admin, None, None).await.unwrap();
        assert_eq!(audit.items[0].action, "user_created");
        assert!(audit.items[0].actor.is_none());
    }

    async fn the_first_user_by_the_command_line_gets_a_root_team(fresh: Fresh) {
        for (email, teams) in [("a@example.com", 1), ("b@example.com", 1)] {
            let asked = json!({ "name": "林", "email": email, "password": "long enough to keep", "roles": ["administrator"] });
            let user = fresh.app.create_first_or_user(&Actor::system(), read(asked)).await.unwrap();
            let admin = fresh.app.actor(user.id).await.unwrap().unwrap();
            assert_eq!(fresh.app.teams(&admin).await.unwrap().len(), teams);
            assert!(admin.team.is_some());
        }
        let set_up = json!({ "name": "x", "email": "c@example.com", "password": "long enough to keep", "team_name": "x", "locale": "zh" });
        assert_eq!(code(fresh.app.set_up(read(set_up)).await), "already_set_up");
    }

    async fn a_server_is_ready_on_its_own_schema_only(fresh: Fresh) {
        assert!(fresh.app.ready().await.unwrap());
        let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_from_the_future', 0)";
        fresh.db.execute(newer).await;
        assert_eq!(code(fresh.app.ready().await), "internal");
        assert_eq!(code(fresh.second_server().await.migrate().await), "internal");
    }

    async fn the_scan_finds_doubles_over_all_owners(team: Team) {
        let first = team.prospect("张三").await;
        let asked = json!({ "name": "张三", "phones": ["13800138000"], "external_id": "K-2" });
        let second = team.party(&team.zhao, asked).await.summary.id;
        team.party(&team.chen, json!({ "name": "欧阳修", "phones": ["13900139000"] })).await;
        let scan = team.app.scan_duplicates(&team.admin).await.unwrap();
        assert_eq!((scan.records, scan.pairs.len()), (3, 1));
        let pair = &scan.pairs[0];
        assert_eq!(HashSet::from([pair.left, pair.right]), HashSet::from([first, second]));
        assert_eq!(pair.likeness, "same");
        assert!([&pair.left_external_id, &pair.right_external_id].contains(&&Some("K-2".to_owned())));
        assert!(pair.score >= 0.92 && !pair.reasons.as_array().unwrap().is_empty());
    }
}
