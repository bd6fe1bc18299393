//! Signing in, sessions and API tokens.

use app::people::StoredSession;
use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{DAY, MINUTE, Team, code, read, wrong_fields};

pub(super) const PASSWORD: &str = "correct horse";

/// Chen sets a password with a link from an administrator.
pub(super) async fn with_password(team: &Team) {
    let link = team.app.make_password_link(&team.admin, team.chen.user).await.unwrap();
    let secret = link.path.split_once('#').unwrap().1;
    team.app.use_password_link(read(json!({ "secret": secret, "new": PASSWORD }))).await.unwrap();
}

async fn sign_in(team: &Team, email: &str, password: &str) -> Result<Uuid, app::AppError> {
    team.app.sign_in(email, password.to_owned()).await.map(|arrival| arrival.user())
}

fn session(user: Uuid) -> StoredSession {
    StoredSession {
        user: Some(user),
        data: "{}".to_owned(),
        agent: "Firefox".to_owned(),
        address: Some("192.0.2.7".to_owned()),
    }
}

on_both_databases! {
    async fn only_the_right_password_of_an_active_user_signs_in(team: Team) {
        with_password(&team).await;
        assert_eq!(sign_in(&team, "chen@example.com", PASSWORD).await.unwrap(), team.chen.user);
        for (email, password) in
            [("chen@example.com", "wrong horse"), ("nobody@example.com", PASSWORD), ("li@example.com", "")]
        {
            assert_eq!(code(sign_in(&team, email, password).await), "wrong_credentials", "{email}");
        }
        team.app.edit_user(&team.admin, team.chen.user, read(json!({ "active": false }))).await.unwrap();
        assert_eq!(code(sign_in(&team, "chen@example.com", PASSWORD).await), "wrong_credentials");
        assert!(team.app.actor(team.chen.user).await.unwrap().is_none());
    }

    async fn a_new_password_ends_every_other_session(team: Team) {
        with_password(&team).await;
        for secret in ["here", "elsewhere"] {
            team.app.save_session(secret, session(team.chen.user)).await.unwrap();
        }
        let change = |current: &str, new: &str| read(json!({ "current": current, "new": new }));
        let wrong = team.app.change_password(&team.chen, change("guess", "a new password"), Some("here"), None).await;
        assert_eq!(wrong_fields(wrong), ["/current wrong"]);
        let short = team.app.change_password(&team.chen, change(PASSWORD, "short"), Some("here"), None).await;
        assert_eq!(wrong_fields(short), ["/new too_short"]);
        team.app.change_password(&team.chen, change(PASSWORD, "a new password"), Some("here"), None).await.unwrap();
        assert!(team.app.load_session("here").await.unwrap().is_some());
        assert!(team.app.load_session("elsewhere").await.unwrap().is_none());
        assert_eq!(code(sign_in(&team, "chen@example.com", PASSWORD).await), "wrong_credentials");
        sign_in(&team, "chen@example.com", "a new password").await.unwrap();
    }

    async fn a_session_lasts_until_its_end_and_is_listed_without_its_secret(team: Team) {
        team.app.save_session("secret", session(team.chen.user)).await.unwrap();
        team.clock.forward(MINUTE);
        team.app.save_session("other", session(team.chen.user)).await.unwrap();
        let listed = team.app.sessions(&team.chen, Some("secret")).await.unwrap();
        assert_eq!(listed.len(), 2);
        assert!(listed.iter().all(|session| !session.id.contains("secret")));
        assert_eq!(listed.iter().filter(|session| session.current).count(), 1);
        let other = listed.iter().find(|session| !session.current).unwrap();
        assert_eq!(code(team.app.end_session(&team.li, &other.id).await), "not_found");
        team.app.end_session(&team.chen, &other.id).await.unwrap();
        assert!(team.app.load_session("other").await.unwrap().is_none());
        team.clock.forward(7 * DAY);
        assert!(team.app.load_session("secret").await.unwrap().is_none());
        assert_eq!(team.app.delete_expired_sessions().await.unwrap(), 1);
    }

    async fn a_session_in_use_ends_all_the_same_after_its_longest_life(team: Team) {
        for _ in 0..6 {
            team.app.save_session("used", session(team.chen.user)).await.unwrap();
            team.clock.forward(5 * DAY - MINUTE);
        }
        assert!(team.app.load_session("used").await.unwrap().is_some());
        team.app.save_session("used", session(team.chen.user)).await.unwrap();
        team.clock.forward(7 * MINUTE);
        assert!(team.app.load_session("used").await.unwrap().is_none());
    }

    async fn somebody_on_the_way_has_ten_minutes(team: Team) {
        let stranger = StoredSession { user: None, ..session(team.chen.user) };
        team.app.save_session("way", stranger.clone()).await.unwrap();
        team.clock.forward(9 * MINUTE);
        team.app.save_session("way", stranger).await.unwrap();
        team.clock.forward(2 * MINUTE);
        assert!(team.app.load_session("way").await.unwrap().is_none());
    }

    async fn all_other_sessions_end_at_once(team: Team) {
        for secret in ["here", "there", "elsewhere"] {
            team.app.save_session(secret, session(team.chen.user)).await.unwrap();
        }
        assert_eq!(team.app.end_other_sessions(&team.chen, Some("here"), None).await.unwrap(), 2);
        assert_eq!(team.app.sessions(&team.chen, Some("here")).await.unwrap().len(), 1);
        assert_eq!(code(team.app.end_sessions_of(&team.lin, team.chen.user).await), "forbidden");
        team.app.end_sessions_of(&team.admin, team.chen.user).await.unwrap();
        assert!(team.app.sessions(&team.chen, None).await.unwrap().is_empty());
    }

    async fn a_token_acts_for_its_owner_until_it_ends(team: Team) {
        let until = team.now().plus_days(30.0);
        let create = || read(json!({ "name": "script", "expires_at": until }));
        let token = team.app.create_token(&team.chen, create()).await.unwrap();
        assert!(token.token.starts_with("tk_"));
        let behind = async |token: &str| team.app.program_by_token(token).await.unwrap().map(|program| program.actor.user);
        assert_eq!(behind(&token.token).await, Some(team.chen.user));
        assert_eq!(behind("tk_guess").await, None);
        let listed = team.app.tokens(&team.chen).await.unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!(listed[0].used_at, Some(team.now()));
        team.clock.forward(30 * DAY);
        assert_eq!(behind(&token.token).await, None, "expired");
        let endless =
            team.app.create_token(&team.chen, read(json!({ "name": "endless", "expires_at": null }))).await.unwrap();
        assert_eq!(code(team.app.revoke_token(&team.li, endless.id).await), "not_found");
        team.app.revoke_token(&team.chen, endless.id).await.unwrap();
        assert_eq!(behind(&endless.token).await, None, "revoked");
        assert_eq!(
            wrong_fields(team.app.create_token(&team.chen, read(json!({ "name": " ", "expires_at": null }))).await),
            ["/name required"]
        );
    }

    async fn secrets_are_not_kept_as_they_are(team: Team) {
        with_password(&team).await;
        let token =
            team.app.create_token(&team.chen, read(json!({ "name": "script", "expires_at": null }))).await.unwrap();
        let user = store::people::user(team.db.store(), team.chen.user).await.unwrap().unwrap();
        assert!(user.password_hash.unwrap().starts_with("$argon2id$"));
        assert_eq!(store::people::token_by_hash(team.db.store(), &token.token).await.unwrap(), None);
    }

    async fn people_change_their_own_name_language_and_zone(team: Team) {
        let edit = read(json!({ "name": " 陈晨 ", "locale": "en", "time_zone": "Europe/Berlin" }));
        let me = team.app.edit_me(&team.chen, edit).await.unwrap();
        assert_eq!((me.name.as_str(), me.locale.as_str(), me.time_zone.as_str()), ("陈晨", "en", "Europe/Berlin"));
        let wrong = team.app.edit_me(&team.chen, read(json!({ "time_zone": "Mars/Olympus" }))).await;
        assert_eq!(wrong_fields(wrong), ["/time_zone unknown"]);
    }
}
