//! What signing in knows beside the password.

use store::{
    attempts,
    entities::{external_identity, known_device, password_link, recovery_code, second_factor},
    sign_in,
};
use test_support::{TestDatabase, on_both_databases};
use uuid::Uuid;

use crate::sample::{self, DAY, NOW, write};

fn factor(user: Uuid) -> second_factor::Model {
    second_factor::Model {
        user_id: user,
        secret: "sealed".to_owned(),
        created_at: NOW,
        last_step: 0,
        confirmed_at: None,
    }
}

fn identity(subject: &str, user: Uuid) -> external_identity::Model {
    external_identity::Model {
        issuer: "https://id.example.com".to_owned(),
        subject: subject.to_owned(),
        user_id: user,
        linked_at: NOW,
        seen_at: NOW,
    }
}

on_both_databases! {
    async fn a_second_factor_is_in_force_once_confirmed_and_takes_each_step_once(db: TestDatabase) {
        let chen = sample::id();
        write(db.store(), async |tx| sign_in::replace_second_factor(tx, factor(chen)).await.unwrap()).await;
        assert!(!sign_in::has_second_factor(db.store(), chen).await.unwrap());
        write(db.store(), async |tx| sign_in::confirm_second_factor(tx, chen, NOW).await.unwrap()).await;
        assert_eq!(sign_in::with_second_factor(db.store()).await.unwrap(), [chen]);
        let take = async |step| write(db.store(), async |tx| sign_in::take_step(tx, chen, step).await.unwrap()).await;
        assert!(take(7).await);
        assert!(!take(7).await);
        assert!(!take(6).await);
        assert!(take(8).await);
        assert!(write(db.store(), async |tx| sign_in::delete_second_factor(tx, chen).await.unwrap()).await);
        assert!(!write(db.store(), async |tx| sign_in::delete_second_factor(tx, chen).await.unwrap()).await);
    }

    async fn a_recovery_code_is_used_once_by_its_owner(db: TestDatabase) {
        let (chen, li) = (sample::id(), sample::id());
        let code = |hash: &str| recovery_code::Model {
            user_id: chen,
            hash: hash.to_owned(),
            created_at: NOW,
            used_at: None,
        };
        write(db.store(), async |tx| {
            sign_in::replace_recovery_codes(tx, chen, vec![code("a"), code("b")]).await.unwrap();
        })
        .await;
        let spend = async |who, hash: &'static str| {
            write(db.store(), async |tx| sign_in::use_recovery_code(tx, who, hash, NOW).await.unwrap()).await
        };
        assert!(!spend(li, "a").await);
        assert!(spend(chen, "a").await);
        assert!(!spend(chen, "a").await);
        assert_eq!(sign_in::recovery_codes_left(db.store(), chen).await.unwrap(), 1);
    }

    async fn a_user_has_one_identity_at_each_provider(db: TestDatabase) {
        let chen = sample::id();
        write(db.store(), async |tx| sign_in::insert_identity(tx, identity("s-1", chen)).await.unwrap()).await;
        let found = sign_in::identity(db.store(), "https://id.example.com", "s-1").await.unwrap();
        assert_eq!(found.map(|row| row.user_id), Some(chen));
        assert_eq!(sign_in::identity(db.store(), "https://other.example.com", "s-1").await.unwrap(), None);
        let tx = db.store().begin().await.unwrap();
        let second = sign_in::insert_identity(&tx, identity("s-2", chen)).await;
        assert!(matches!(second, Err(error) if error.is_unique_violation()));
    }

    async fn a_new_password_link_takes_the_place_of_the_old(db: TestDatabase) {
        let chen = sample::id();
        let link = |hash: &str| password_link::Model {
            hash: hash.to_owned(),
            user_id: chen,
            made_by: None,
            created_at: NOW,
            expires_at: NOW + DAY,
        };
        write(db.store(), async |tx| {
            sign_in::replace_password_link(tx, link("a")).await.unwrap();
            sign_in::replace_password_link(tx, link("b")).await.unwrap();
            assert_eq!(sign_in::password_link(tx, "a").await.unwrap(), None);
            assert!(sign_in::password_link(tx, "b").await.unwrap().is_some());
            assert_eq!(sign_in::delete_expired_password_links(tx, NOW + DAY).await.unwrap(), 1);
        })
        .await;
    }

    async fn a_browser_is_known_to_the_user_who_signed_in_from_it(db: TestDatabase) {
        let (chen, li) = (sample::id(), sample::id());
        let device = |hash: &str, seen_at| known_device::Model {
            hash: hash.to_owned(),
            user_id: chen,
            created_at: NOW,
            seen_at,
        };
        write(db.store(), async |tx| {
            sign_in::remember_device(tx, device("a", NOW)).await.unwrap();
            sign_in::remember_device(tx, device("a", NOW + DAY)).await.unwrap();
            sign_in::remember_device(tx, device("b", NOW)).await.unwrap();
        })
        .await;
        assert!(sign_in::knows_device(db.store(), chen, "a").await.unwrap());
        assert!(!sign_in::knows_device(db.store(), li, "a").await.unwrap());
        let forgotten = async |tx: &store::Tx| sign_in::forget_devices_before(tx, NOW + DAY).await.unwrap();
        assert_eq!(write(db.store(), forgotten).await, 1);
        write(db.store(), async |tx| sign_in::forget_devices(tx, chen, Some("b")).await.unwrap()).await;
        assert!(!sign_in::knows_device(db.store(), chen, "a").await.unwrap());
    }

    async fn an_allowance_begins_whole_and_is_forgotten_when_whole_again(db: TestDatabase) {
        assert_eq!(attempts::full_at(db.store(), "k").await.unwrap(), None);
        write(db.store(), async |tx| {
            assert_eq!(attempts::hold(tx, "k", NOW).await.unwrap(), NOW);
            attempts::set(tx, "k", NOW + DAY).await.unwrap();
            assert_eq!(attempts::hold(tx, "k", NOW + 1).await.unwrap(), NOW + DAY);
        })
        .await;
        assert_eq!(write(db.store(), async |tx| attempts::delete_whole(tx, NOW).await.unwrap()).await, 0);
        assert_eq!(write(db.store(), async |tx| attempts::delete_whole(tx, NOW + DAY).await.unwrap()).await, 1);
    }
}
