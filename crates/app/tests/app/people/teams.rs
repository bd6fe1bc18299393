//! The tree of teams, and who reaches what through it.

use serde_json::json;
use test_support::on_both_databases;

use crate::team::{Team, code, read, wrong_fields};

on_both_databases! {
    async fn a_team_hangs_below_another_and_its_manager_reaches_all_below(team: Team) {
        let below =
            team.app.create_team(&team.admin, read(json!({ "name": "一组", "parent_id": team.north }))).await.unwrap();
        assert_eq!((below.depth, below.members), (2, 0));
        team.app.edit_user(&team.admin, team.zhao.user, read(json!({ "team_id": below.id }))).await.unwrap();
        let zhao = team.app.actor(team.zhao.user).await.unwrap().unwrap();
        let party = team.party(&zhao, json!({ "name": "张三" })).await.summary.id;
        let lin = team.app.actor(team.lin.user).await.unwrap().unwrap();
        assert!(team.app.party(&lin, party).await.is_ok());
        assert!(team.app.party(&team.wang, party).await.is_err());
        let tree: Vec<(String, u32)> =
            team.app.teams(&team.admin).await.unwrap().into_iter().map(|team| (team.name, team.depth)).collect();
        assert_eq!(tree.len(), 4);
        assert_eq!(tree[0], ("总部".to_owned(), 0));
    }

    async fn a_moved_team_takes_those_below_along(team: Team) {
        let below =
            team.app.create_team(&team.admin, read(json!({ "name": "一组", "parent_id": team.north }))).await.unwrap();
        team.app
            .edit_team(&team.admin, team.north, read(json!({ "name": null, "parent_id": team.south })))
            .await
            .unwrap();
        let wang = team.app.actor(team.wang.user).await.unwrap().unwrap();
        assert!(wang.teams.contains(&below.id) && wang.teams.contains(&team.north));
        let depths: Vec<u32> = team.app.teams(&team.admin).await.unwrap().into_iter().map(|team| team.depth).collect();
        assert_eq!(depths, [0, 1, 2, 3]);
    }

    async fn a_team_cannot_hang_below_itself(team: Team) {
        let below =
            team.app.create_team(&team.admin, read(json!({ "name": "一组", "parent_id": team.north }))).await.unwrap();
        for parent in [team.north, below.id] {
            let edit = read(json!({ "name": null, "parent_id": parent }));
            assert_eq!(wrong_fields(team.app.edit_team(&team.admin, team.north, edit).await), ["/parent_id circular"]);
        }
        let nowhere = read(json!({ "name": "二组", "parent_id": team.admin.user }));
        assert_eq!(wrong_fields(team.app.create_team(&team.admin, nowhere).await), ["/parent_id unknown"]);
    }

    async fn a_manager_sees_the_own_subtree_and_changes_none(team: Team) {
        let names: Vec<String> = team.app.teams(&team.wang).await.unwrap().into_iter().map(|team| team.name).collect();
        assert_eq!(names, ["南区"]);
        let asked = read(json!({ "name": "一组", "parent_id": team.south }));
        assert_eq!(code(team.app.create_team(&team.wang, asked).await), "forbidden");
        let asked = read(json!({ "name": "北", "parent_id": null }));
        assert_eq!(code(team.app.edit_team(&team.wang, team.south, asked).await), "forbidden");
    }
}
