//! Signing in with two factors, and proving it again before dangerous acts.

use axum::http::Method;
use serde_json::{Value, json};
use test_support::{Member, STAFF_PASSWORD, TestDatabase, on_both_databases};
use totp_rs::{Builder, Secret};

use crate::fixture::{Api, Caller, attempts, settings, sign_in};

/// What an app on the phone shows now.
fn shown(api: &Api, secret: &str) -> Value {
    let totp =
        Builder::new().with_secret(Secret::try_from_base32(secret).expect("base32")).build().expect("a generator");
    let seconds = app::Clock::now(&api.clock).as_millis() / 1_000;
    json!({ "code": totp.generate(u64::try_from(seconds).expect("a moment")).to_string() })
}

/// Sets up a second factor; answers the browser under its new session, the secret and the recovery codes.
async fn enrol(api: &Api, browser: &Caller) -> (Caller, String, Vec<String>) {
    let begun = browser.call(Method::POST, "/me/second-factor", None).await.ok();
    let secret = begun["secret"].as_str().expect("a secret").to_owned();
    assert!(begun["uri"].as_str().is_some_and(|uri| uri.starts_with("otpauth://totp/Tuoke:")), "{begun}");
    let confirmed = browser.post("/me/second-factor/confirmation", shown(api, &secret)).await;
    let made = confirmed.ok();
    let codes = made["codes"].as_array().expect("codes").iter();
    let codes = codes.map(|code| code.as_str().expect("text").to_owned()).collect();
    api.clock.move_on_minutes(1);
    (browser.without("cookie").with("cookie", &confirmed.cookie()), secret, codes)
}

/// A browser in which the password was right.
async fn halfway(api: &Api, member: Member) -> Caller {
    let answer = api.anonymous().post("/sessions", sign_in(member)).await;
    assert_eq!(answer.refusal(), (401, "second_factor_needed".to_owned()));
    api.anonymous().with("x-tuoke-csrf", "1").with("cookie", &answer.cookie())
}

on_both_databases! {
    async fn the_password_alone_lets_nobody_in_who_has_a_second_factor(api: Api) {
        let (_, secret, codes) = enrol(&api, &api.browser(api.staff.sales).await).await;
        let browser = halfway(&api, api.staff.sales).await;
        assert_eq!(browser.get("/me").await.refusal(), (401, "not_signed_in".to_owned()));
        assert_eq!(browser.get("/parties").await.status(), 401);
        let wrong = browser.post("/sessions/second-factor", json!({ "code": "000000" })).await;
        assert_eq!(wrong.refusal(), (422, "invalid".to_owned()));
        let arrived = browser.post("/sessions/second-factor", shown(&api, &secret)).await;
        assert_eq!(arrived.status(), 201, "{}", arrived.text());
        // the session has another id than the one that waited
        assert_eq!(browser.get("/me").await.status(), 401);
        assert_eq!(browser.without("cookie").with("cookie", &arrived.cookie()).get("/me").await.status(), 200);

        let again = halfway(&api, api.staff.sales).await;
        let replayed = again.post("/sessions/second-factor", shown(&api, &secret)).await;
        assert_eq!(replayed.refusal(), (422, "invalid".to_owned()), "a code is good once");
        let recovered = again.post("/sessions/second-factor", json!({ "code": codes[0] })).await;
        assert_eq!(recovered.status(), 201, "{}", recovered.text());
    }

    async fn whose_password_was_right_has_ten_minutes_for_the_code(api: Api) {
        let (_, secret, _) = enrol(&api, &api.browser(api.staff.sales).await).await;
        let browser = halfway(&api, api.staff.sales).await;
        api.clock.move_on_minutes(11);
        let late = browser.post("/sessions/second-factor", shown(&api, &secret)).await;
        assert_eq!(late.refusal(), (401, "not_signed_in".to_owned()));
    }

    async fn setting_it_up_renews_the_session_and_ends_none_of_what_was_asked(api: Api) {
        let before = api.browser(api.staff.sales).await;
        let (browser, _, codes) = enrol(&api, &before).await;
        assert_eq!(before.get("/me").await.status(), 401, "the id from before is worth nothing");
        assert_eq!(browser.get("/me").await.ok()["proof"], "code");
        assert_eq!(codes.len(), 10);
        let view = browser.get("/me/second-factor").await.ok();
        assert_eq!(view["recovery_codes_left"], 10);
        let twice = browser.call(Method::POST, "/me/second-factor", None).await;
        assert_eq!(twice.refusal(), (409, "second_factor_there".to_owned()));
    }

    async fn whose_role_has_to_have_one_does_nothing_before(api: Api) {
        let administrator = api.browser(api.staff.administrator).await;
        let rules = json!({ "rules": { "second_factor_for": ["sales"] }, "version": 0 });
        administrator.call(Method::PUT, "/sign-in-rules", Some(rules)).await.ok();
        let browser = api.browser(api.staff.sales).await;
        assert_eq!(browser.get("/me").await.ok()["must_enrol"], true);
        for path in ["/parties", "/worklist", "/me/tokens", "/labels"] {
            let answer = browser.get(path).await;
            assert_eq!(answer.refusal(), (403, "enrol_first".to_owned()), "{path}");
        }
        let (browser, ..) = enrol(&api, &browser).await;
        assert_eq!(browser.get("/worklist").await.status(), 200);
        let off = browser.delete("/me/second-factor").await;
        assert_eq!(off.refusal(), (409, "second_factor_demanded".to_owned()));
    }

    async fn dangerous_acts_ask_who_it_is_after_a_while(api: Api) {
        let browser = api.browser(api.staff.administrator).await;
        let colleague = format!("/users/{}", api.staff.colleague.id);
        let acts = [
            (Method::POST, "/me/tokens".to_owned(), Some(json!({ "name": "script" }))),
            (Method::PATCH, colleague.clone(), Some(json!({ "roles": ["administrator"] }))),
            (Method::POST, format!("{colleague}/password-links"), None),
            (Method::DELETE, format!("{colleague}/second-factor"), None),
            (Method::PUT, "/sign-in-rules".to_owned(), Some(json!({ "rules": {}, "version": 0 }))),
            (Method::POST, "/me/second-factor".to_owned(), None),
            (Method::POST, "/me/recovery-codes".to_owned(), None),
            (Method::DELETE, "/me/second-factor".to_owned(), None),
        ];
        api.clock.move_on_minutes(16);
        for (method, path, body) in &acts {
            let answer = browser.call(method.clone(), path, body.clone()).await;
            assert_eq!(answer.refusal(), (403, "prove_again".to_owned()), "{method} {path}");
        }
        let wrong = browser.post("/sessions/proof", json!({ "password": "wrong" })).await;
        assert_eq!(wrong.refusal(), (422, "invalid".to_owned()));
        let proved = browser.post("/sessions/proof", json!({ "password": STAFF_PASSWORD })).await;
        assert_eq!(proved.status(), 204);
        assert_eq!(browser.get("/me").await.status(), 401, "the session has another id since");
        let browser = browser.without("cookie").with("cookie", &proved.cookie());
        for (method, path, body) in acts {
            let answer = browser.call(method, &path, body).await;
            assert!(!answer.text().contains("prove_again"), "{path} {}", answer.text());
        }
    }

    async fn no_token_comes_near_the_second_factor(api: Api) {
        let program = api.program(api.staff.sales).await;
        for (method, path) in
            [(Method::POST, "/me/second-factor"), (Method::DELETE, "/me/second-factor"), (Method::POST, "/me/recovery-codes")]
        {
            assert_eq!(program.call(method, path, None).await.refusal(), (403, "browser_only".to_owned()), "{path}");
        }
        let proof = program.post("/sessions/proof", json!({ "password": STAFF_PASSWORD })).await;
        assert_eq!(proof.refusal(), (403, "browser_only".to_owned()));
    }
}

#[tokio::test]
async fn codes_cannot_be_guessed_by_force() {
    let limited = http_api::HttpSettings { attempts: attempts(4, 1_000), ..settings() };
    let api = Api::with(TestDatabase::sqlite().await, limited).await;
    enrol(&api, &api.browser(api.staff.sales).await).await;
    let browser = halfway(&api, api.staff.sales).await;
    let mut refused = 0;
    for guess in 0..6 {
        let answer = browser.post("/sessions/second-factor", json!({ "code": format!("00000{guess}") })).await;
        refused += u32::from(answer.status() == 429);
    }
    assert!(refused >= 2, "{refused}");
}

#[tokio::test]
async fn a_password_link_is_used_by_a_stranger_and_leads_to_no_session() {
    let api = Api::sqlite().await;
    let administrator = api.browser(api.staff.administrator).await;
    let victim = api.browser(api.staff.sales).await;
    let path = format!("/users/{}/password-links", api.staff.sales.id);
    let link = administrator.call(Method::POST, &path, None).await.ok();
    let secret = link["path"].as_str().and_then(|path| path.strip_prefix("/set-password#")).expect("a link");
    let asked = json!({ "secret": secret, "new": "landlord-teapot-violin" });
    let answer = api.anonymous().post("/password-links/uses", asked.clone()).await;
    assert_eq!((answer.status(), answer.set_cookie("tuoke_session")), (204, None));
    assert_eq!(victim.get("/me").await.status(), 401);
    assert_eq!(api.anonymous().post("/sessions", sign_in(api.staff.sales)).await.status(), 401);
    assert_eq!(api.anonymous().post("/password-links/uses", asked).await.refusal(), (409, "link_over".to_owned()));
}
