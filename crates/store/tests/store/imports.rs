//! Import runs, the state of every row, and rows that wait for a decision.

use store::imports;
use test_support::{TestDatabase, on_both_databases};

use crate::sample::{self, NOW, import_row, run, write};

on_both_databases! {
    async fn runs_come_newest_first_and_by_list(db: TestDatabase) {
        let (list, other) = (sample::id(), sample::id());
        let old = run(list);
        let new = store::entities::import_run::Model { created_at: NOW + 1, ..run(list) };
        let beside = store::entities::import_run::Model { created_at: NOW + 2, ..run(other) };
        write(db.store(), async |tx| {
            for row in [old.clone(), new.clone(), beside.clone()] {
                imports::insert_run(tx, row).await.unwrap();
            }
        })
        .await;
        assert_eq!(imports::runs(db.store(), Some(list), 9).await.unwrap(), [new.clone(), old.clone()]);
        assert_eq!(imports::runs(db.store(), None, 2).await.unwrap(), [beside, new]);
        assert_eq!(imports::run(db.store(), old.id).await.unwrap(), Some(old));
        assert_eq!(imports::run(db.store(), sample::id()).await.unwrap(), None);
    }

    async fn two_who_lock_a_run_take_turns(db: TestDatabase) {
        let row = run(sample::id());
        write(db.store(), async |tx| imports::insert_run(tx, row.clone()).await.unwrap()).await;
        let adders: Vec<_> = (0..8)
            .map(|_| {
                let (store, id) = (db.store().clone(), row.id);
                tokio::spawn(async move {
                    let tx = store.begin().await.unwrap();
                    let mut run = imports::run_locked(&tx, id).await.unwrap().unwrap();
                    run.rows_read += 1;
                    imports::update_run(&tx, run).await.unwrap();
                    tx.commit().await.unwrap();
                })
            })
            .collect();
        for adder in adders {
            adder.await.unwrap();
        }
        assert_eq!(imports::run(db.store(), row.id).await.unwrap().unwrap().rows_read, 8, "no addition is lost");
    }

    async fn rows_are_paged_in_the_order_of_the_file(db: TestDatabase) {
        let id = sample::id();
        let rows = (2..=10).map(|n| import_row(id, n, if n % 3 == 0 { "rejected" } else { "created" })).collect();
        let beside = vec![import_row(sample::id(), 4, "rejected")];
        write(db.store(), async |tx| {
            imports::insert_rows(tx, rows).await.unwrap();
            imports::insert_rows(tx, beside).await.unwrap();
        })
        .await;
        let numbers = async |states: &[&str], after, limit| {
            let rows = imports::rows_after(db.store(), id, states, after, limit).await.unwrap();
            rows.into_iter().map(|row| row.row).collect::<Vec<_>>()
        };
        assert_eq!(numbers(&[], 0, 4).await, [2, 3, 4, 5]);
        assert_eq!(numbers(&[], 8, 4).await, [9, 10]);
        assert_eq!(numbers(&["rejected"], 3, 9).await, [6, 9]);
        assert_eq!(numbers(&["rejected", "created"], 0, 99).await.len(), 9);
    }

    async fn a_row_has_one_state_only(db: TestDatabase) {
        let id = sample::id();
        write(db.store(), async |tx| imports::insert_rows(tx, vec![import_row(id, 2, "created")]).await.unwrap()).await;
        let tx = db.store().begin().await.unwrap();
        let second = imports::insert_rows(&tx, vec![import_row(id, 2, "rejected")]).await;
        assert!(matches!(second, Err(error) if error.is_unique_violation()));
    }

    async fn held_rows_wait_until_they_are_decided(db: TestDatabase) {
        let (old, new) = (store::new_id(NOW), store::new_id(NOW + 10));
        let held =
            |run, number| store::entities::import_row::Model { held: true, ..import_row(run, number, "duplicate") };
        let rows = vec![held(old, 3), import_row(old, 4, "duplicate"), held(new, 9), held(new, 2)];
        write(db.store(), async |tx| imports::insert_rows(tx, rows).await.unwrap()).await;
        let waiting = async || {
            let rows = imports::held_rows(db.store(), 99).await.unwrap();
            rows.into_iter().map(|row| (row.run_id, row.row)).collect::<Vec<_>>()
        };
        assert_eq!(waiting().await, [(new, 2), (new, 9), (old, 3)]);
        let mut decided = imports::row(db.store(), new, 2).await.unwrap().unwrap();
        decided.held = false;
        decided.state = "updated".to_owned();
        write(db.store(), async |tx| imports::update_row(tx, decided).await.unwrap()).await;
        assert_eq!(waiting().await, [(new, 9), (old, 3)]);
        assert_eq!(imports::row(db.store(), new, 2).await.unwrap().unwrap().state, "updated");
        assert_eq!(imports::row(db.store(), new, 77).await.unwrap(), None);
    }
}
