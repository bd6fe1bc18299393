//! Versioned settings and texts, custom fields, saved views, costs and milestones of methods.

use store::{
    StoreError, catalogue,
    entities::{catalogue_entry, custom_field, method_cost, saved_view, setting},
    parties::Reach,
    settings, views,
};
use test_support::{TestDatabase, on_both_databases};
use uuid::Uuid;

use crate::sample::{self, DAY, NOW, insert_parties, party_with, write};

fn version(version: i32) -> setting::Model {
    setting::Model {
        key: "method".to_owned(),
        version,
        value: format!("{{\"v\":{version}}}"),
        reason: "trial".to_owned(),
        changed_by: None,
        changed_at: NOW + i64::from(version),
    }
}

fn entry(code: &str, version: i32, content: Option<&str>) -> catalogue_entry::Model {
    catalogue_entry::Model {
        code: code.to_owned(),
        version,
        content: content.map(str::to_owned),
        changed_by: None,
        changed_at: NOW,
    }
}

fn field(key: &str, created_at: i64) -> custom_field::Model {
    custom_field::Model {
        key: key.to_owned(),
        label_zh: "车牌".to_owned(),
        label_en: "Plate".to_owned(),
        kind: "text".to_owned(),
        created_at,
    }
}

on_both_databases! {
    async fn the_highest_version_is_in_force_and_all_are_kept(db: TestDatabase) {
        assert_eq!(settings::current(db.store(), "method").await.unwrap(), None);
        for number in [1, 2, 10] {
            write(db.store(), async |tx| settings::append(tx, version(number)).await.unwrap()).await;
        }
        assert_eq!(settings::current(db.store(), "method").await.unwrap(), Some(version(10)));
        assert_eq!(settings::history(db.store(), "method").await.unwrap(), [version(10), version(2), version(1)]);
        assert_eq!(settings::current(db.store(), "other").await.unwrap(), None);
    }

    async fn of_two_changes_to_one_version_the_second_is_refused(db: TestDatabase) {
        write(db.store(), async |tx| settings::append(tx, version(1)).await.unwrap()).await;
        let tx = db.store().begin().await.unwrap();
        let refused = settings::append(&tx, setting::Model { reason: "late".to_owned(), ..version(1) }).await;
        assert!(matches!(refused, Err(StoreError::Changed)), "{refused:?}");
        tx.rollback().await.unwrap();
        assert_eq!(settings::current(db.store(), "method").await.unwrap(), Some(version(1)));
    }

    async fn of_two_changes_at_once_one_is_refused(db: TestDatabase) {
        let changes = [1, 2].map(|_| {
            let store = db.store().clone();
            tokio::spawn(async move {
                let tx = store.begin().await.unwrap();
                let done = settings::append(&tx, version(1)).await;
                if done.is_ok() {
                    tx.commit().await.unwrap()
                } else {
                    tx.rollback().await.unwrap()
                }
                done
            })
        });
        let mut accepted = 0;
        for change in changes {
            match change.await.unwrap() {
                Ok(()) => accepted += 1,
                Err(error) => assert!(matches!(error, StoreError::Changed), "{error:?}"),
            }
        }
        assert_eq!(accepted, 1);
    }

    async fn texts_of_the_catalogue_are_kept_version_by_version(db: TestDatabase) {
        let rows = [entry("visit", 1, Some("{}")), entry("fair", 1, Some("{}")), entry("visit", 2, None)];
        for row in rows.clone() {
            write(db.store(), async |tx| catalogue::append_entry(tx, row).await.unwrap()).await;
        }
        assert_eq!(catalogue::entries(db.store()).await.unwrap(), [rows[1].clone(), rows[0].clone(), rows[2].clone()]);
        let tx = db.store().begin().await.unwrap();
        let refused = catalogue::append_entry(&tx, entry("visit", 2, None)).await;
        assert!(matches!(refused, Err(StoreError::Changed)), "{refused:?}");
    }

    async fn custom_fields_are_listed_in_the_order_made(db: TestDatabase) {
        let rows = [field("z_plate", NOW), field("a_size", NOW + 1)];
        for row in rows.clone() {
            write(db.store(), async |tx| settings::insert_custom_field(tx, row).await.unwrap()).await;
        }
        assert_eq!(settings::custom_fields(db.store()).await.unwrap(), rows);
        let tx = db.store().begin().await.unwrap();
        let twice = settings::insert_custom_field(&tx, rows[0].clone()).await;
        assert!(matches!(twice, Err(error) if error.is_unique_violation()));
        tx.rollback().await.unwrap();
        assert!(write(db.store(), async |tx| settings::delete_custom_field(tx, "z_plate").await.unwrap()).await);
        assert!(!write(db.store(), async |tx| settings::delete_custom_field(tx, "z_plate").await.unwrap()).await);
        assert_eq!(settings::custom_fields(db.store()).await.unwrap(), rows[1..]);
    }

    async fn a_view_is_seen_by_its_owner_and_if_shared_by_all(db: TestDatabase) {
        let (chen, li) = (sample::id(), sample::id());
        let view = |owner: Uuid, name: &str, shared: bool, at: i64| saved_view::Model {
            id: sample::id(),
            owner_id: owner,
            subject: "parties".to_owned(),
            name: name.to_owned(),
            definition: "{}".to_owned(),
            shared,
            created_at: at,
            version: 1,
        };
        let (own, shared) = (view(chen, "own", false, NOW), view(chen, "shared", true, NOW + 1));
        write(db.store(), async |tx| {
            views::insert(tx, own.clone()).await.unwrap();
            views::insert(tx, shared.clone()).await.unwrap();
        })
        .await;
        assert_eq!(views::visible_to(db.store(), chen, "parties").await.unwrap(), [own.clone(), shared.clone()]);
        assert_eq!(views::visible_to(db.store(), li, "parties").await.unwrap(), std::slice::from_ref(&shared));
        assert!(views::visible_to(db.store(), chen, "deals").await.unwrap().is_empty());
        assert!(!write(db.store(), async |tx| views::delete(tx, li, shared.id).await.unwrap()).await);
        assert!(write(db.store(), async |tx| views::delete(tx, chen, shared.id).await.unwrap()).await);
        assert_eq!(views::visible_to(db.store(), chen, "parties").await.unwrap(), [own]);
    }

    async fn costs_are_those_spent_in_the_period(db: TestDatabase) {
        let cost = |at: i64| method_cost::Model {
            id: sample::id(),
            method: "fair".to_owned(),
            team_id: None,
            spent_at: at,
            amount_minor: 120_000,
            currency: "CNY".to_owned(),
            note: String::new(),
            created_by: None,
            created_at: NOW,
        };
        let (inside, after) = (cost(NOW), cost(NOW + DAY));
        write(db.store(), async |tx| {
            for row in [cost(NOW - 1), inside.clone(), after] {
                catalogue::insert_cost(tx, row).await.unwrap();
            }
        })
        .await;
        assert_eq!(catalogue::costs(db.store(), NOW, NOW + DAY).await.unwrap(), [inside]);
    }

    async fn milestones_are_of_names_found_in_the_period_by_a_method(db: TestDatabase) {
        let (owner, team) = (sample::id(), sample::id());
        let found = |name: &str, at: i64, method: Option<&str>| {
            party_with(name, |row| {
                row.created_at = at;
                row.method = method.map(str::to_owned);
                row.owner_id = Some(owner);
                row.team_id = Some(team);
                row.first_reached_at = Some(at + 1);
            })
        };
        let rows = vec![
            found("in", NOW, Some("visit")),
            found("before", NOW - 1, Some("visit")),
            found("no method", NOW, None),
        ];
        insert_parties(&db, rows).await;
        let count = async |reach, owner, teams: &[Uuid]| {
            catalogue::milestones(db.store(), &reach, owner, teams, NOW, NOW + DAY).await.unwrap()
        };
        let all = count(Reach::All, None, &[]).await;
        assert_eq!(all.len(), 1);
        assert_eq!(
            (all[0].method.as_str(), all[0].found_at, all[0].reached_at, all[0].met_at),
            ("visit", NOW, Some(NOW + 1), None)
        );
        assert_eq!(count(Reach::All, Some(owner), &[team]).await.len(), 1);
        assert!(count(Reach::All, Some(sample::id()), &[]).await.is_empty());
        assert!(count(Reach::All, None, &[sample::id()]).await.is_empty());
        assert!(count(Reach::Own(sample::id()), None, &[]).await.is_empty());
    }
}
