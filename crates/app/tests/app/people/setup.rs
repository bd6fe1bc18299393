//! First-run set-up.

use app::Role;
use serde_json::json;
use test_support::on_both_databases;

use crate::team::{Fresh, code, read, wrong_fields};

fn asked() -> serde_json::Value {
    json!({ "name": "林静", "email": " Lin@Example.com ", "password": "correct horse", "team_name": "总部", "locale": "zh" })
}

on_both_databases! {
    async fn the_first_person_administers_and_can_sign_in(fresh: Fresh) {
        assert!(fresh.app.setup_state().await.unwrap().needed);
        let actor = fresh.app.set_up(read(asked())).await.unwrap();
        assert!(!fresh.app.setup_state().await.unwrap().needed);
        let me = fresh.app.me(&actor).await.unwrap();
        assert_eq!(me.email, "lin@example.com");
        assert_eq!(me.team.unwrap().name, "总部");
        assert!(me.roles.contains(&Role::Administrator));
        let signed_in = fresh.app.sign_in("LIN@example.com", "correct horse".to_owned()).await.unwrap();
        assert_eq!(signed_in.user(), actor.user);
    }

    async fn it_works_once(fresh: Fresh) {
        fresh.app.set_up(read(asked())).await.unwrap();
        assert_eq!(code(fresh.app.set_up(read(asked())).await), "already_set_up");
    }

    async fn of_two_at_once_one_sets_up(fresh: Fresh) {
        let (one, two) = tokio::join!(fresh.app.set_up(read(asked())), fresh.app.set_up(read(asked())));
        assert_eq!(one.is_ok() as u8 + two.is_ok() as u8, 1, "{one:?} {two:?}");
        assert_eq!(store::people::users(fresh.db.store()).await.unwrap().len(), 1);
    }

    async fn every_wrong_field_is_named(fresh: Fresh) {
        let wrong = json!({ "name": " ", "email": "nobody", "password": "short", "team_name": "", "locale": "fr" });
        let mut fields = wrong_fields(fresh.app.set_up(read(wrong)).await);
        fields.sort();
        let expected =
            ["/email malformed", "/locale unknown", "/name required", "/password too_short", "/team_name required"];
        assert_eq!(fields, expected);
        assert!(fresh.app.setup_state().await.unwrap().needed);
    }
}
