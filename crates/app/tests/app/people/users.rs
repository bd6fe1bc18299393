//! Administration of users.

use app::{Role, people::StoredSession};
use serde_json::json;
use test_support::on_both_databases;

use crate::team::{Team, code, read, wrong_fields};

on_both_databases! {
    async fn an_email_is_taken_once_whatever_its_case(team: Team) {
        let asked = json!({ "name": "陈", "email": "CHEN@example.com", "password": "long enough to keep", "roles": ["sales"] });
        assert_eq!(wrong_fields(team.app.create_user(&team.admin, read(asked)).await), ["/email taken"]);
    }

    async fn a_user_without_a_team_joins_the_root(team: Team) {
        let asked = json!({ "name": "新人", "email": "new@example.com", "password": "long enough to keep", "roles": ["sales", "trainer"] });
        let user = team.app.create_user(&team.admin, read(asked)).await.unwrap();
        assert_eq!(user.team.unwrap().id, team.root);
        assert_eq!(user.roles, [Role::Sales, Role::Trainer]);
        let nowhere = json!({ "name": "新人", "email": "x@example.com", "password": "long enough to keep", "roles": [], "team_id": team.admin.user });
        assert_eq!(wrong_fields(team.app.create_user(&team.admin, read(nowhere)).await), ["/roles required"]);
    }

    async fn the_last_administrator_stays(team: Team) {
        for edit in [json!({ "active": false }), json!({ "roles": ["manager"] })] {
            assert_eq!(code(team.app.edit_user(&team.admin, team.admin.user, read(edit)).await), "last_administrator");
        }
        team.app
            .edit_user(&team.admin, team.lin.user, read(json!({ "roles": ["manager", "administrator"] })))
            .await
            .unwrap();
        team.app.edit_user(&team.admin, team.admin.user, read(json!({ "roles": ["manager"] }))).await.unwrap();
        let lin = team.app.actor(team.lin.user).await.unwrap().unwrap();
        assert_eq!(
            code(team.app.edit_user(&lin, team.lin.user, read(json!({ "active": false }))).await),
            "last_administrator"
        );
    }

    async fn losing_a_role_or_being_switched_off_ends_the_sessions(team: Team) {
        let open = async |secret: &str| {
            let (data, agent) = (String::new(), String::new());
            let session = StoredSession { user: Some(team.chen.user), data, agent, address: None };
            team.app.save_session(secret, session).await.unwrap();
        };
        for (secret, edit) in [
            ("a", json!({ "roles": ["key_account"] })),
            ("b", json!({ "active": false })),
        ] {
            open(secret).await;
            team.app.edit_user(&team.admin, team.chen.user, read(edit)).await.unwrap();
            assert!(team.app.load_session(secret).await.unwrap().is_none(), "{secret}");
        }
    }

    async fn records_follow_their_owner_into_another_team(team: Team) {
        let party = team.prospect("张三").await;
        assert!(team.app.party(&team.wang, party).await.is_err());
        team.app.edit_user(&team.admin, team.chen.user, read(json!({ "team_id": team.south }))).await.unwrap();
        assert!(team.app.party(&team.wang, party).await.is_ok());
        assert_eq!(code(team.app.party(&team.lin, party).await), "not_found");
    }

    async fn a_manager_sees_the_people_of_the_own_subtree(team: Team) {
        let names = |users: Vec<app::people::UserView>| users.into_iter().map(|user| user.name).collect::<Vec<_>>();
        assert_eq!(names(team.app.users(&team.lin).await.unwrap()), ["lin", "chen", "li"]);
        assert_eq!(team.app.users(&team.admin).await.unwrap().len(), 7);
        assert_eq!(code(team.app.users(&team.chen).await), "forbidden");
    }

    async fn a_name_changed_on_another_server_is_seen_soon(team: Team) {
        let party = team.prospect("张三").await;
        assert_eq!(team.summary(party).await.owner.unwrap().name, "chen");
        let mut row = store::people::user(team.db.store(), team.chen.user).await.unwrap().unwrap();
        row.name = "陈晨".to_owned();
        let tx = team.db.store().begin().await.unwrap();
        store::people::update_user(&tx, row).await.unwrap();
        tx.commit().await.unwrap();
        team.clock.forward(31_000);
        assert_eq!(team.summary(party).await.owner.unwrap().name, "陈晨");
    }
}
