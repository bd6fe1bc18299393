//! Signing in and out, and what ends a session.

use http_api::HttpSettings;
use serde_json::json;
use test_support::{STAFF_PASSWORD, TestDatabase, on_both_databases};

use crate::fixture::{Api, attempts, settings, sign_in};

on_both_databases! {
    async fn signing_in_sets_a_cookie_that_scripts_cannot_read(api: Api) {
        let answer = api.anonymous().post("/sessions", sign_in(api.staff.sales)).await;
        assert_eq!(answer.status(), 201);
        assert_eq!(answer.json()["email"], api.staff.sales.email);
        let set = answer.set_cookie("tuoke_session").expect("a cookie");
        for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=604800"] {
            assert!(set.contains(part), "{part} is missing: {set}");
        }
        assert!(!set.contains("Secure") && !set.contains("Domain"), "{set}");
        let device = answer.set_cookie("tuoke_device").expect("a cookie");
        assert!(device.contains("HttpOnly") && device.contains("SameSite=Lax"), "{device}");
    }

    async fn what_the_browser_keeps_of_a_sign_in_lets_nobody_in(api: Api) {
        let answer = api.anonymous().post("/sessions", sign_in(api.staff.sales)).await;
        let device = answer.set_cookie("tuoke_device").expect("a cookie");
        let thief = api.anonymous().with("cookie", device.split(';').next().expect("a pair"));
        assert_eq!(thief.get("/me").await.refusal(), (401, "not_signed_in".to_owned()));
    }

    async fn wrong_passwords_and_unknown_people_are_refused_alike(api: Api) {
        let wrong = json!({ "email": api.staff.sales.email, "password": "wrong" });
        let unknown = json!({ "email": "nobody@tuoke.test", "password": STAFF_PASSWORD });
        let caller = api.anonymous();
        let answers = [caller.post("/sessions", wrong).await, caller.post("/sessions", unknown).await];
        for answer in &answers {
            assert_eq!(answer.refusal(), (401, "wrong_credentials".to_owned()));
            assert_eq!(answer.header("set-cookie"), None);
        }
        assert_eq!(answers[0].json()["detail"], answers[1].json()["detail"]);
    }

    async fn a_session_lives_seven_days_after_its_last_use_and_thirty_at_most(api: Api) {
        let browser = api.browser(api.staff.sales).await;
        for _ in 0..4 {
            api.clock.move_on_days(6);
            assert_eq!(browser.get("/me").await.status(), 200);
        }
        api.clock.move_on_days(6);
        assert_eq!(browser.get("/me").await.refusal(), (401, "not_signed_in".to_owned()), "used, and over all the same");
        let browser = api.browser(api.staff.sales).await;
        api.clock.move_on_days(7);
        assert_eq!(browser.get("/me").await.refusal(), (401, "not_signed_in".to_owned()));
    }

    async fn reading_does_not_write_the_session_anew_each_time(api: Api) {
        let browser = api.browser(api.staff.sales).await;
        let seen = async || api.database.lines("SELECT CAST(seen_at AS TEXT) AS at FROM session", "at").await;
        let begun = seen().await;
        api.clock.move_on_minutes(5);
        let soon = browser.get("/me").await;
        assert_eq!((soon.header("set-cookie"), seen().await), (None, begun.clone()));
        api.clock.move_on_minutes(6);
        let later = browser.get("/me").await;
        assert!(later.header("set-cookie").is_some());
        assert_ne!(seen().await, begun);
    }

    async fn signing_in_again_gives_another_session_id(api: Api) {
        let browser = api.browser(api.staff.sales).await;
        let again = browser.post("/sessions", sign_in(api.staff.sales)).await;
        assert_eq!(again.status(), 201);
        assert_eq!(browser.get("/me").await.status(), 401, "the first id is worth nothing any more");
        let renewed = browser.without("cookie").with("cookie", &again.cookie());
        assert_eq!(renewed.get("/me").await.status(), 200);
    }

    async fn a_session_id_made_up_by_the_caller_is_not_taken_over(api: Api) {
        let planted = "tuoke_session=AAAAAAAAAAAAAAAAAAAAAA";
        let caller = api.anonymous().with("cookie", planted).with("x-tuoke-csrf", "1");
        let answer = caller.post("/sessions", sign_in(api.staff.sales)).await;
        assert_ne!(answer.cookie(), planted);
        assert_eq!(caller.get("/me").await.status(), 401);
    }

    async fn signing_out_ends_the_session(api: Api) {
        let browser = api.browser(api.staff.sales).await;
        assert_eq!(browser.delete("/sessions/current").await.status(), 204);
        assert_eq!(browser.get("/me").await.status(), 401);
    }

    async fn a_new_password_ends_the_other_sessions_and_keeps_this_one(api: Api) {
        let here = api.browser(api.staff.sales).await;
        let there = api.browser(api.staff.sales).await;
        let change = json!({ "current": STAFF_PASSWORD, "new": "an entirely new one" });
        assert_eq!(here.post("/me/password", change).await.status(), 204);
        assert_eq!(here.get("/me").await.status(), 200);
        assert_eq!(there.get("/me").await.status(), 401);
        assert_eq!(api.anonymous().post("/sessions", sign_in(api.staff.sales)).await.status(), 401);
    }

    async fn one_can_see_and_end_the_own_sessions(api: Api) {
        let here = api.browser(api.staff.sales).await;
        let there = api.browser(api.staff.sales).await.with("user-agent", "Telephone/1.0");
        let colleague = api.browser(api.staff.colleague).await;
        let listed = here.get("/me/sessions").await.ok();
        let items = listed["items"].as_array().expect("items");
        assert_eq!(items.len(), 2);
        let other = items.iter().find(|session| session["current"] == false).expect("the other one");
        let path = format!("/me/sessions/{}", other["id"].as_str().expect("an id"));
        assert_eq!(colleague.delete(&path).await.status(), 404, "not somebody else's");
        assert_eq!(here.delete(&path).await.status(), 204);
        assert_eq!(there.get("/me").await.status(), 401);
        assert_eq!(here.get("/me").await.status(), 200);
    }

    async fn somebody_who_is_switched_off_is_out_at_once(api: Api) {
        let browser = api.browser(api.staff.sales).await;
        let program = api.program(api.staff.sales).await;
        let administrator = api.program(api.staff.administrator).await;
        let path = format!("/users/{}", api.staff.sales.id);
        administrator.patch(&path, json!({ "active": false })).await.ok();
        assert_eq!(browser.get("/me").await.status(), 401);
        assert_eq!(program.get("/me").await.status(), 401);
    }

    async fn a_revoked_or_expired_token_is_worth_nothing(api: Api) {
        let browser = api.browser(api.staff.sales).await;
        let asked = json!({ "name": "script", "expires_at": "2026-04-02T00:00:00Z" });
        let made = browser.post("/me/tokens", asked).await.ok();
        let program = api.holder_of(made["token"].as_str().expect("a token"));
        assert_eq!(program.get("/me").await.status(), 200);
        let listed = browser.get("/me/tokens").await;
        assert!(!listed.text().contains("tk_"), "a list does not show secrets");
        api.clock.move_on_days(1);
        assert_eq!(program.get("/me").await.status(), 401);
        let proved = browser.post("/sessions/proof", json!({ "password": STAFF_PASSWORD })).await;
        assert_eq!(proved.status(), 204);
        let browser = browser.without("cookie").with("cookie", &proved.cookie());
        let lasting = browser.post("/me/tokens", json!({ "name": "other" })).await.ok();
        let program = api.holder_of(lasting["token"].as_str().expect("a token"));
        assert_eq!(program.get("/me").await.status(), 200);
        let path = format!("/me/tokens/{}", lasting["id"].as_str().expect("an id"));
        assert_eq!(browser.delete(&path).await.status(), 204);
        assert_eq!(program.get("/me").await.status(), 401);
    }
}

#[tokio::test]
async fn behind_https_the_cookies_are_sent_by_https_to_this_host_only() {
    let api = Api::with(TestDatabase::sqlite().await, HttpSettings { https: true, ..settings() }).await;
    let answer = api.anonymous().post("/sessions", sign_in(api.staff.sales)).await;
    for name in ["tuoke_session", "tuoke_device"] {
        let set = answer.set_cookie(name).expect("a cookie");
        assert!(set.starts_with("__Host-") && set.contains("Secure") && set.contains("Path=/"), "{set}");
    }
    let browser = api.anonymous().with("cookie", &answer.cookie());
    assert_eq!(browser.get("/me").await.status(), 200);
    assert_eq!(browser.delete("/sessions/current").await.refusal(), (403, "csrf".to_owned()));
}

#[tokio::test]
async fn guessing_is_stopped_by_e_mail_even_with_the_right_password() {
    let limited = HttpSettings { attempts: attempts(3, 1_000), ..settings() };
    let api = Api::with(TestDatabase::sqlite().await, limited).await;
    let wrong = json!({ "email": api.staff.sales.email, "password": "wrong" });
    for _ in 0..3 {
        assert_eq!(api.anonymous().post("/sessions", wrong.clone()).await.status(), 401);
    }
    let answer = api.anonymous().post("/sessions", sign_in(api.staff.sales)).await;
    assert_eq!(answer.refusal(), (429, "too_many_attempts".to_owned()));
    let wait: u64 = answer.header("retry-after").and_then(|text| text.parse().ok()).expect("seconds to wait");
    assert_eq!(wait, 3_600);
    assert_eq!(answer.json()["params"]["seconds"], wait);
    assert_eq!(api.anonymous().post("/sessions", sign_in(api.staff.colleague)).await.status(), 201);
}

#[tokio::test]
async fn guessing_is_stopped_by_address_which_a_caller_cannot_make_up() {
    let limited = HttpSettings { attempts: attempts(1_000, 2), ..settings() };
    let api = Api::with(TestDatabase::sqlite().await, limited.clone()).await;
    let from = |address: &str| api.anonymous().with("x-forwarded-for", address);
    for address in ["192.0.2.1", "192.0.2.2"] {
        assert_eq!(from(address).post("/sessions", sign_in(api.staff.sales)).await.status(), 201);
    }
    assert_eq!(from("192.0.2.3").post("/sessions", sign_in(api.staff.sales)).await.status(), 429);

    let behind_proxy = api.reached_by(HttpSettings { trusted_proxy: true, ..limited });
    let from = |address: &str| api.anonymous().with("x-forwarded-for", address).at(behind_proxy.clone());
    for address in ["192.0.2.1", "203.0.113.5, 192.0.2.1", "192.0.2.2"] {
        assert_eq!(from(address).post("/sessions", sign_in(api.staff.sales)).await.status(), 201, "{address}");
    }
    assert_eq!(from("192.0.2.1").post("/sessions", sign_in(api.staff.sales)).await.status(), 429);
}
