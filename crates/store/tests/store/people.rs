//! Users, teams, sessions and tokens.

use store::{
    entities::{api_token, session, team},
    people,
};
use test_support::{TestDatabase, on_both_databases};
use uuid::Uuid;

use crate::sample::{self, DAY, NOW, user, write};

fn session(id: &str, user: Option<Uuid>, expires_at: i64) -> session::Model {
    session::Model {
        id: id.to_owned(),
        user_id: user,
        data: "{}".to_owned(),
        agent: "Firefox".to_owned(),
        created_at: NOW,
        seen_at: NOW,
        expires_at,
        address: None,
    }
}

fn token(user: Uuid, hash: &str, created_at: i64) -> api_token::Model {
    api_token::Model {
        id: sample::id(),
        user_id: user,
        name: "script".to_owned(),
        hash: hash.to_owned(),
        created_at,
        expires_at: None,
        used_at: None,
        revoked_at: None,
        scopes: None,
        requests_per_minute: None,
    }
}

on_both_databases! {
    async fn users_are_found_by_id_and_by_email(db: TestDatabase) {
        assert!(!people::any_user(db.store()).await.unwrap());
        let (chen, mut lin) = (user("chen@example.com"), user("lin@example.com"));
        lin.created_at = NOW + 1;
        write(db.store(), async |tx| people::insert_users(tx, vec![lin.clone(), chen.clone()]).await.unwrap()).await;
        assert!(people::any_user(db.store()).await.unwrap());
        assert_eq!(people::user(db.store(), chen.id).await.unwrap(), Some(chen.clone()));
        assert_eq!(people::user_by_email(db.store(), "lin@example.com").await.unwrap(), Some(lin.clone()));
        assert_eq!(people::user_by_email(db.store(), "nobody@example.com").await.unwrap(), None);
        lin.active = false;
        let seen = lin.clone();
        write(db.store(), async |tx| lin = people::update_user(tx, lin.clone()).await.unwrap()).await;
        assert_eq!(lin.version, seen.version + 1);
        write(db.store(), async |tx| {
            let late = people::update_user(tx, seen).await;
            assert!(matches!(late, Err(store::StoreError::Changed)), "another version came in between");
        })
        .await;
        assert_eq!(people::users(db.store()).await.unwrap(), [chen, lin]);
    }

    async fn an_email_belongs_to_one_user(db: TestDatabase) {
        write(db.store(), async |tx| people::insert_users(tx, vec![user("chen@example.com")]).await.unwrap()).await;
        let tx = db.store().begin().await.unwrap();
        let second = people::insert_users(&tx, vec![user("chen@example.com")]).await;
        assert!(matches!(second, Err(error) if error.is_unique_violation()));
    }

    async fn teams_come_in_the_order_of_the_tree(db: TestDatabase) {
        let team = |name: &str, path: &str| team::Model {
            id: sample::id(),
            name: name.to_owned(),
            parent_id: None,
            path: path.to_owned(),
            created_at: NOW,
            version: 1,
        };
        let mut rows = vec![team("below b", "/a/b/c/"), team("root", "/a/"), team("b", "/a/b/")];
        write(db.store(), async |tx| people::insert_teams(tx, rows.clone()).await.unwrap()).await;
        rows[0].path = "/a/".to_owned() + "a/";
        write(db.store(), async |tx| drop(people::update_team(tx, rows[0].clone()).await.unwrap())).await;
        let names: Vec<String> = people::teams(db.store()).await.unwrap().into_iter().map(|team| team.name).collect();
        assert_eq!(names, ["root", "below b", "b"]);
    }

    async fn saving_a_session_again_replaces_it(db: TestDatabase) {
        let chen = sample::id();
        write(db.store(), async |tx| people::save_session(tx, session("s", None, NOW + DAY)).await.unwrap()).await;
        let signed_in = session("s", Some(chen), NOW + 2 * DAY);
        write(db.store(), async |tx| people::save_session(tx, signed_in.clone()).await.unwrap()).await;
        assert_eq!(people::session(db.store(), "s").await.unwrap(), Some(signed_in));
        write(db.store(), async |tx| people::delete_session(tx, "s").await.unwrap()).await;
        assert_eq!(people::session(db.store(), "s").await.unwrap(), None);
    }

    async fn ending_sessions_spares_the_one_named_and_other_people(db: TestDatabase) {
        let (chen, li) = (sample::id(), sample::id());
        write(db.store(), async |tx| {
            for (id, who) in [("a", chen), ("b", chen), ("c", chen), ("d", li)] {
                people::save_session(tx, session(id, Some(who), NOW + DAY)).await.unwrap();
            }
        })
        .await;
        assert_eq!(write(db.store(), async |tx| people::end_sessions(tx, chen, Some("b")).await.unwrap()).await, 2);
        let of = async |who| people::sessions_of(db.store(), who, NOW).await.unwrap().len();
        assert_eq!((of(chen).await, of(li).await), (1, 1));
        assert_eq!(write(db.store(), async |tx| people::end_sessions(tx, chen, None).await.unwrap()).await, 1);
        assert_eq!(of(chen).await, 0);
    }

    async fn a_session_ends_at_its_moment(db: TestDatabase) {
        let chen = sample::id();
        write(db.store(), async |tx| {
            people::save_session(tx, session("over", Some(chen), NOW)).await.unwrap();
            people::save_session(tx, session("live", Some(chen), NOW + 1)).await.unwrap();
        })
        .await;
        let live = people::sessions_of(db.store(), chen, NOW).await.unwrap();
        assert_eq!(live.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["live"]);
        assert_eq!(write(db.store(), async |tx| people::delete_expired_sessions(tx, NOW).await.unwrap()).await, 1);
        assert_eq!(people::session(db.store(), "over").await.unwrap(), None);
    }

    async fn a_token_is_known_by_its_hash_until_its_owner_ends_it(db: TestDatabase) {
        let (chen, li) = (sample::id(), sample::id());
        let (old, new) = (token(chen, "aa", NOW), token(chen, "bb", NOW + 1));
        write(db.store(), async |tx| {
            people::insert_token(tx, old.clone()).await.unwrap();
            people::insert_token(tx, new.clone()).await.unwrap();
            people::touch_token(tx, old.id, NOW + 9).await.unwrap();
        })
        .await;
        let used = people::token_by_hash(db.store(), "aa").await.unwrap().unwrap();
        assert_eq!((used.id, used.used_at), (old.id, Some(NOW + 9)));
        assert_eq!(people::token_by_hash(db.store(), "cc").await.unwrap(), None);
        let ids =
            async || people::tokens_of(db.store(), chen).await.unwrap().iter().map(|row| row.id).collect::<Vec<_>>();
        assert_eq!(ids().await, [new.id, old.id]);
        let revoke =
            async |who, id| write(db.store(), async |tx| people::revoke_token(tx, who, id, NOW).await.unwrap()).await;
        assert!(!revoke(li, old.id).await);
        assert!(revoke(chen, old.id).await);
        assert!(!revoke(chen, old.id).await, "it is ended once");
        assert_eq!(ids().await, [new.id]);
    }

    async fn no_more_than_its_limit_is_taken_of_a_tokens_minute(db: TestDatabase) {
        let id = store::new_id(NOW);
        write(db.store(), async |tx| people::insert_budget(tx, id).await.unwrap()).await;
        let take = async |minute: i64| write(db.store(), async |tx| people::take_budget(tx, id, minute, 4, 10).await.unwrap()).await;
        assert_eq!([take(1).await, take(1).await, take(1).await, take(1).await], [(4, 4), (4, 8), (2, 10), (0, 10)]);
        assert_eq!(take(2).await, (4, 4), "another minute, another budget");
    }
}
