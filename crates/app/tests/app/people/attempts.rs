//! Allowances of attempts: shared by servers, and nobody's way to lock somebody else out.

use std::time::Duration;

use app::{
    AppError,
    people::{AttemptLimits, Rate, Whence},
};
use test_support::on_both_databases;

use crate::team::{MINUTE, Team, code};

const CHEN: &str = "chen@example.com";

fn limits(per_email: u32, per_address: u32) -> AttemptLimits {
    let period = Duration::from_secs(60);
    AttemptLimits {
        per_email: Rate::new(per_email, period),
        per_address: Rate::new(per_address, period),
        per_code: Rate::new(2, period),
    }
}

fn from(address: &str) -> Whence {
    Whence { address: address.to_owned(), device: None }
}

async fn try_from(app: &app::App, whence: &Whence, limits: &AttemptLimits) -> Result<(), AppError> {
    app.count_sign_in(CHEN, whence, limits).await
}

on_both_databases! {
    async fn several_servers_allow_together_what_one_would(team: Team) {
        let other = team.second_server().await;
        let limits = limits(3, 100);
        for app in [&team.app, &other, &team.app] {
            try_from(app, &from("192.0.2.1"), &limits).await.unwrap();
        }
        assert_eq!(code(try_from(&other, &from("192.0.2.2"), &limits).await), "too_many_attempts");
        team.clock.forward(MINUTE);
        try_from(&other, &from("192.0.2.2"), &limits).await.unwrap();
        assert_eq!(code(try_from(&team.app, &from("192.0.2.3"), &limits).await), "too_many_attempts");
    }

    async fn attempts_sent_at_once_are_counted_one_by_one(team: Team) {
        let limits = limits(3, 100);
        let whence = from("192.0.2.1");
        let tries = (0..8).map(|_| try_from(&team.app, &whence, &limits));
        let heard = futures::future::join_all(tries).await.into_iter().filter(Result::is_ok).count();
        assert_eq!(heard, 3);
    }

    async fn a_person_gets_in_from_a_known_browser_while_somebody_guesses(team: Team) {
        let limits = limits(2, 2);
        let device = team.app.remember_device(team.chen.user, None).await.unwrap();
        for _ in 0..2 {
            try_from(&team.app, &from("192.0.2.1"), &limits).await.unwrap();
        }
        let known = Whence { device: Some(device.clone()), ..from("192.0.2.1") };
        try_from(&team.app, &known, &limits).await.unwrap();
        try_from(&team.app, &known, &limits).await.unwrap();
        assert_eq!(code(try_from(&team.app, &known, &limits).await), "too_many_attempts", "it is limited by itself");
        // a browser known to one account is a stranger to another
        let guess = team.app.count_sign_in("li@example.com", &known, &limits).await;
        assert_eq!(code(guess), "too_many_attempts");
    }

    async fn a_browser_that_says_it_is_known_is_not(team: Team) {
        let limits = limits(1, 100);
        try_from(&team.app, &from("192.0.2.1"), &limits).await.unwrap();
        let made_up = Whence { device: Some("a".repeat(64)), ..from("192.0.2.2") };
        assert_eq!(code(try_from(&team.app, &made_up, &limits).await), "too_many_attempts");
    }

    async fn codes_are_limited_by_person_wherever_they_come_from(team: Team) {
        let limits = limits(100, 100);
        for address in ["192.0.2.1", "192.0.2.2"] {
            team.app.count_code(team.chen.user, &from(address), &limits).await.unwrap();
        }
        let third = team.app.count_code(team.chen.user, &from("192.0.2.3"), &limits).await;
        assert!(matches!(third, Err(AppError::TooManyAttempts { seconds: 60 })), "{third:?}");
        team.app.count_code(team.li.user, &from("192.0.2.3"), &limits).await.unwrap();
    }

    async fn what_is_whole_again_is_forgotten(team: Team) {
        try_from(&team.app, &from("192.0.2.1"), &limits(3, 3)).await.unwrap();
        let kept = async || team.db.lines("SELECT key FROM attempt", "key").await.len();
        assert_eq!(kept().await, 2);
        team.clock.forward(2 * MINUTE);
        team.app.delete_expired_sessions().await.unwrap();
        assert_eq!(kept().await, 0);
    }
}
