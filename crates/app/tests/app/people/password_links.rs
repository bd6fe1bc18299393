//! Links with which people set their own password.

use app::people::StoredSession;
use serde_json::json;
use test_support::on_both_databases;

use crate::team::{DAY, Team, code, read, wrong_fields};

const NEW: &str = "landlord-teapot-violin";

async fn link(team: &Team) -> String {
    let link = team.app.make_password_link(&team.admin, team.chen.user).await.unwrap();
    link.path.strip_prefix("/set-password#").unwrap().to_owned()
}

async fn set(team: &Team, secret: &str, new: &str) -> Result<(), app::AppError> {
    team.app.use_password_link(read(json!({ "secret": secret, "new": new }))).await
}

on_both_databases! {
    async fn a_link_sets_a_password_once_and_ends_the_sessions(team: Team) {
        let session =
            StoredSession { user: Some(team.chen.user), data: String::new(), agent: String::new(), address: None };
        team.app.save_session("there", session).await.unwrap();
        let secret = link(&team).await;
        assert_eq!(wrong_fields(set(&team, &secret, "short").await), ["/new too_short"]);
        assert_eq!(wrong_fields(set(&team, &secret, "password1234").await), ["/new common"]);
        set(&team, &secret, NEW).await.unwrap();
        assert!(team.app.load_session("there").await.unwrap().is_none());
        team.app.sign_in("chen@example.com", NEW.to_owned()).await.unwrap();
        assert_eq!(code(set(&team, &secret, NEW).await), "link_over");
    }

    async fn of_two_uses_at_once_one_counts(team: Team) {
        let secret = link(&team).await;
        let (one, two) = tokio::join!(set(&team, &secret, NEW), set(&team, &secret, "another long secret"));
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1, "{one:?} {two:?}");
    }

    async fn a_link_is_over_after_a_day_or_when_another_is_made(team: Team) {
        let first = link(&team).await;
        let second = link(&team).await;
        assert_eq!(code(set(&team, &first, NEW).await), "link_over");
        team.clock.forward(DAY);
        assert_eq!(code(set(&team, &second, NEW).await), "link_over");
        assert_eq!(code(set(&team, "guess", NEW).await), "link_over");
    }

    async fn only_administrators_make_links_and_nobody_who_is_off_gets_one(team: Team) {
        assert_eq!(code(team.app.make_password_link(&team.lin, team.chen.user).await), "forbidden");
        let secret = link(&team).await;
        team.app.edit_user(&team.admin, team.chen.user, read(json!({ "active": false }))).await.unwrap();
        assert_eq!(code(set(&team, &secret, NEW).await), "link_over");
        assert_eq!(code(team.app.make_password_link(&team.admin, team.chen.user).await), "not_found");
    }

    async fn somebody_made_without_a_password_begins_with_a_link(team: Team) {
        let asked = json!({ "name": "新人", "email": "new@example.com", "roles": ["sales"] });
        let user = team.app.create_user(&team.admin, read(asked)).await.unwrap();
        assert_eq!(code(team.app.sign_in("new@example.com", String::new()).await), "wrong_credentials");
        let link = team.app.make_password_link(&team.admin, user.id).await.unwrap();
        set(&team, link.path.split_once('#').unwrap().1, NEW).await.unwrap();
        team.app.sign_in("new@example.com", NEW.to_owned()).await.unwrap();
    }
}
