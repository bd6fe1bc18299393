//! What a transaction promises: all or nothing, and two that write at once wait for each other.

use test_support::{TestDatabase, on_both_databases};

use crate::sample::{self, DAY, NOW, party};

on_both_databases! {
    async fn a_transaction_rolled_back_leaves_nothing(db: TestDatabase) {
        let row = party("王芳");
        let tx = db.store().begin().await.unwrap();
        let positions = store::parties::insert(&tx, vec![row.clone()]).await.unwrap();
        let document = store::search::Document { position: positions[0], tokens: "wf".to_owned() };
        store::search::insert(&tx, vec![document]).await.unwrap();
        store::parties::insert_contacts(&tx, vec![sample::contact(row.id, "phone", "+8613800138000")]).await.unwrap();
        tx.rollback().await.unwrap();
        assert!(store::parties::find(db.store(), row.id).await.unwrap().is_none());
        assert!(store::parties::contacts(db.store(), &[row.id]).await.unwrap().is_empty());
        let counts = store::check::run(db.store()).await.unwrap();
        assert!(counts.iter().all(|finding| finding.count == 0 && finding.fine), "{counts:?}");
    }

    async fn a_transaction_dropped_leaves_nothing_and_lets_the_next_begin(db: TestDatabase) {
        let row = party("王芳");
        let tx = db.store().begin().await.unwrap();
        store::parties::insert(&tx, vec![row.clone()]).await.unwrap();
        drop(tx);
        let other = sample::insert_party(&db, party("李四")).await;
        assert!(store::parties::find(db.store(), row.id).await.unwrap().is_none());
        assert!(store::parties::find(db.store(), other).await.unwrap().is_some());
    }

    async fn what_is_not_committed_is_not_seen_beside_the_transaction(db: TestDatabase) {
        let row = party("王芳");
        let tx = db.store().begin().await.unwrap();
        store::parties::insert(&tx, vec![row.clone()]).await.unwrap();
        assert!(store::parties::find(&tx, row.id).await.unwrap().is_some());
        assert!(store::parties::find(db.store(), row.id).await.unwrap().is_none());
        tx.commit().await.unwrap();
        assert!(store::parties::find(db.store(), row.id).await.unwrap().is_some());
    }

    async fn writers_at_once_queue_rather_than_fail(db: TestDatabase) {
        let writers = (0..8).map(|writer| {
            let store = db.store().clone();
            tokio::spawn(async move {
                for turn in 0..10 {
                    let rows = vec![party(&format!("writer {writer} turn {turn}")), party("beside")];
                    sample::add_parties(&store, rows).await;
                }
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
        let rows = store::parties::after_position(db.store(), 0, 1_000).await.unwrap();
        let mut positions: Vec<i64> = rows.iter().map(|row| row.seq).collect();
        positions.dedup();
        assert_eq!(positions.len(), 160, "every party has a position of its own");
    }

    async fn writers_of_two_servers_queue_as_well(db: TestDatabase) {
        let second = store::Store::open(db.location()).await.unwrap();
        let writers = [db.store().clone(), second].map(|store| {
            tokio::spawn(async move {
                for _ in 0..20 {
                    sample::add_parties(&store, vec![party("王芳")]).await;
                }
            })
        });
        for writer in writers {
            writer.await.unwrap();
        }
        assert_eq!(store::parties::after_position(db.store(), 0, 1_000).await.unwrap().len(), 40);
    }

    async fn reading_goes_on_while_every_writer_is_busy(db: TestDatabase) {
        let writers = if db.is_sqlite() { 1 } else { 8 };
        let mut open = Vec::new();
        for _ in 0..writers {
            open.push(db.store().begin().await.unwrap());
        }
        for _ in 0..20 {
            assert!(store::parties::find(db.store(), sample::id()).await.unwrap().is_none());
        }
    }
}

#[test]
fn ids_are_ordered_by_the_moment_they_are_made_for() {
    let ids: Vec<_> = (0..50).map(|day| store::new_id(NOW + day * DAY)).collect();
    assert!(ids.is_sorted());
}
