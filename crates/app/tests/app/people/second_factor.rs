//! The second factor: set up, asked for, used once, lost and reset.

use app::{AppError, people::Arrival};
use serde_json::json;
use test_support::on_both_databases;
use totp_rs::{Builder, Secret};

use super::sign_in::{PASSWORD, with_password};
use crate::team::{MINUTE, Team, code, read, wrong_fields};

/// What an app on the phone shows now.
fn shown(team: &Team, secret: &str) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    totp.generate(u64::try_from(team.now().as_millis() / 1_000).unwrap()).to_string()
}

/// Chen with a password and a second factor; the secret and the recovery codes.
async fn enrolled(team: &Team) -> (String, Vec<String>) {
    with_password(team).await;
    let secret = team.app.begin_second_factor(&team.chen).await.unwrap().secret;
    let entered = read(json!({ "code": shown(team, &secret) }));
    let codes = team.app.confirm_second_factor(&team.chen, entered).await.unwrap().codes;
    team.clock.forward(MINUTE);
    (secret, codes)
}

async fn arrive(team: &Team) -> Arrival {
    team.app.sign_in("chen@example.com", PASSWORD.to_owned()).await.unwrap()
}

async fn enter(team: &Team, code: &str) -> Result<app::Actor, AppError> {
    team.app.sign_in_with_code(team.chen.user, read(json!({ "code": code }))).await
}

on_both_databases! {
    async fn after_the_password_the_code_is_asked_for(team: Team) {
        let (secret, _) = enrolled(&team).await;
        assert!(matches!(arrive(&team).await, Arrival::SecondFactor(user) if user == team.chen.user));
        assert_eq!(wrong_fields(enter(&team, "000000").await), ["/code wrong_code"]);
        assert_eq!(enter(&team, &shown(&team, &secret)).await.unwrap().user, team.chen.user);
    }

    async fn a_code_is_good_once_and_no_earlier_one_after_it(team: Team) {
        let (secret, _) = enrolled(&team).await;
        let earlier = shown(&team, &secret);
        team.clock.forward(30_000);
        let later = shown(&team, &secret);
        enter(&team, &later).await.unwrap();
        for again in [&later, &earlier] {
            assert_eq!(wrong_fields(enter(&team, again).await), ["/code wrong_code"]);
        }
    }

    async fn of_two_uses_of_a_code_at_once_one_is_heard(team: Team) {
        let (secret, codes) = enrolled(&team).await;
        for code in [shown(&team, &secret), codes[0].clone()] {
            let (one, two) = tokio::join!(enter(&team, &code), enter(&team, &code));
            assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1);
        }
    }

    async fn the_code_that_enrolled_does_not_sign_in(team: Team) {
        with_password(&team).await;
        let secret = team.app.begin_second_factor(&team.chen).await.unwrap().secret;
        let code = shown(&team, &secret);
        team.app.confirm_second_factor(&team.chen, read(json!({ "code": code }))).await.unwrap();
        assert_eq!(wrong_fields(enter(&team, &code).await), ["/code wrong_code"]);
    }

    async fn a_second_factor_is_not_in_force_before_a_code_confirms_it(team: Team) {
        with_password(&team).await;
        team.app.begin_second_factor(&team.chen).await.unwrap();
        let wrong = team.app.confirm_second_factor(&team.chen, read(json!({ "code": "123" }))).await;
        assert_eq!(wrong_fields(wrong), ["/code wrong_code"]);
        assert!(matches!(arrive(&team).await, Arrival::Here(_)));
    }

    async fn a_recovery_code_gets_in_once_however_it_is_typed(team: Team) {
        let (_, codes) = enrolled(&team).await;
        assert_eq!(codes.len(), 10);
        let typed = codes[3].to_uppercase().replace('-', " ");
        enter(&team, &typed).await.unwrap();
        assert_eq!(wrong_fields(enter(&team, &codes[3]).await), ["/code wrong_code"]);
        assert_eq!(team.app.second_factor(&team.chen).await.unwrap().recovery_codes_left, 9);
        let renewed = team.app.renew_recovery_codes(&team.chen).await.unwrap();
        assert_eq!(wrong_fields(enter(&team, &codes[4]).await), ["/code wrong_code"], "replaced");
        enter(&team, &renewed.codes[0]).await.unwrap();
    }

    async fn neither_the_secret_nor_the_codes_are_kept_as_they_are(team: Team) {
        let (secret, codes) = enrolled(&team).await;
        let raw = Secret::try_from_base32(&secret).unwrap();
        let hex: String = raw.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        let kept = team.db.lines("SELECT secret FROM second_factor", "secret").await.join("");
        assert!(!kept.contains(&hex) && !kept.contains(&secret));
        let hashes = team.db.lines("SELECT hash FROM recovery_code", "hash").await;
        assert_eq!(hashes.len(), 10);
        assert!(codes.iter().all(|code| !hashes.contains(&code.replace('-', ""))));
    }

    async fn without_its_key_a_second_factor_is_wrong_and_recovery_codes_still_help(team: Team) {
        let (secret, codes) = enrolled(&team).await;
        let elsewhere = tempfile::tempdir().unwrap();
        let other = team.second_server().await.with_secret_key(elsewhere.path().join("other.key"));
        let entered = |code: &str| read(json!({ "code": code }));
        let wrong = other.sign_in_with_code(team.chen.user, entered(&shown(&team, &secret))).await;
        assert_eq!(wrong_fields(wrong), ["/code wrong_code"]);
        other.sign_in_with_code(team.chen.user, entered(&codes[0])).await.unwrap();
    }

    async fn an_administrator_resets_it_and_that_is_written_down(team: Team) {
        enrolled(&team).await;
        assert_eq!(code(team.app.reset_second_factor(&team.lin, team.chen.user).await), "forbidden");
        team.app.reset_second_factor(&team.admin, team.chen.user).await.unwrap();
        assert!(matches!(arrive(&team).await, Arrival::Here(_)));
        let audited = team.audited(&team.chen.user.to_string()).await;
        assert!(audited.contains(&"second_factor_reset".to_owned()), "{audited:?}");
        assert_eq!(code(team.app.reset_second_factor(&team.admin, team.chen.user).await), "not_found");
    }

    async fn what_one_has_is_asked_as_a_proof(team: Team) {
        with_password(&team).await;
        let prove = async |shown: serde_json::Value| team.app.prove(&team.chen, read(shown)).await;
        prove(json!({ "password": PASSWORD })).await.unwrap();
        assert_eq!(wrong_fields(prove(json!({ "password": "guess" })).await), ["/password wrong"]);
        let secret = team.app.begin_second_factor(&team.chen).await.unwrap().secret;
        let entered = read(json!({ "code": shown(&team, &secret) }));
        team.app.confirm_second_factor(&team.chen, entered).await.unwrap();
        team.clock.forward(MINUTE);
        assert_eq!(wrong_fields(prove(json!({ "password": PASSWORD })).await), ["/code wrong_code"]);
        prove(json!({ "code": shown(&team, &secret) })).await.unwrap();
    }

    async fn refusals_are_written_down_without_names(team: Team) {
        with_password(&team).await;
        for (email, password) in [("chen@example.com", "wrong"), ("nobody@example.com", "wrong")] {
            team.app.sign_in(email, password.to_owned()).await.unwrap_err();
        }
        let subjects = team
            .db
            .lines("SELECT subject_id FROM audit_record WHERE action = 'sign_in_refused' ORDER BY id", "subject_id")
            .await;
        assert_eq!(subjects, [team.chen.user.to_string(), "unknown".to_owned()]);
    }
}
