//! Jobs: exactly one worker has each, and a dead worker's job is taken up again.

use store::jobs;
use test_support::{TestDatabase, on_both_databases};

use crate::sample::{DAY, NOW, ended, job, write};

const LEASE: i64 = 60_000;

async fn take(db: &TestDatabase, now: i64) -> Option<store::entities::job::Model> {
    write(db.store(), async |tx| jobs::take(tx, now, now + LEASE).await.unwrap()).await
}

on_both_databases! {
    async fn the_oldest_waiting_job_is_taken_once(db: TestDatabase) {
        let (old, new) = (job(NOW - 1), job(NOW));
        write(db.store(), async |tx| {
            jobs::enqueue(tx, new.clone()).await.unwrap();
            jobs::enqueue(tx, old.clone()).await.unwrap();
        })
        .await;
        let first = take(&db, NOW).await.unwrap();
        assert_eq!((first.id, first.state.as_str(), first.attempts), (old.id, "running", 1));
        assert_eq!(first.leased_until, Some(NOW + LEASE));
        assert_eq!(take(&db, NOW).await.unwrap().id, new.id);
        assert_eq!(take(&db, NOW).await, None);
    }

    async fn workers_at_once_never_have_the_same_job(db: TestDatabase) {
        write(db.store(), async |tx| {
            for i in 0..6 {
                jobs::enqueue(tx, job(NOW + i)).await.unwrap();
            }
        })
        .await;
        let workers: Vec<_> = (0..6)
            .map(|_| {
                let store = db.store().clone();
                tokio::spawn(async move {
                    let mut had = Vec::new();
                    for _ in 0..6 {
                        let tx = store.begin().await.unwrap();
                        had.extend(jobs::take(&tx, NOW, NOW + LEASE).await.unwrap().map(|job| job.id));
                        tx.commit().await.unwrap();
                    }
                    had
                })
            })
            .collect();
        let mut had = Vec::new();
        for worker in workers {
            had.extend(worker.await.unwrap());
        }
        let all = had.len();
        had.sort();
        had.dedup();
        assert_eq!(had.len(), all, "no job twice");
        assert_eq!(all, 6, "none left");
    }

    async fn a_job_whose_lease_ran_out_is_taken_again(db: TestDatabase) {
        write(db.store(), async |tx| jobs::enqueue(tx, job(NOW)).await.unwrap()).await;
        let first = take(&db, NOW).await.unwrap();
        assert_eq!(take(&db, NOW + LEASE).await, None, "the lease holds to its last moment");
        let again = take(&db, NOW + LEASE + 1).await.unwrap();
        assert_eq!((again.id, again.attempts), (first.id, 2));
    }

    async fn a_renewed_lease_keeps_others_away(db: TestDatabase) {
        write(db.store(), async |tx| jobs::enqueue(tx, job(NOW)).await.unwrap()).await;
        let taken = take(&db, NOW).await.unwrap();
        write(db.store(), async |tx| jobs::renew(tx, taken.id, NOW + 2 * LEASE).await.unwrap()).await;
        assert_eq!(take(&db, NOW + LEASE + 1).await, None);
        assert!(take(&db, NOW + 2 * LEASE + 1).await.is_some());
    }

    async fn running_jobs_are_given_back_at_the_start_of_the_only_server(db: TestDatabase) {
        let (done, waiting) = (job(NOW - 1), job(NOW + 9));
        write(db.store(), async |tx| {
            for row in [done.clone(), job(NOW), waiting.clone()] {
                jobs::enqueue(tx, row).await.unwrap();
            }
        })
        .await;
        let finished = take(&db, NOW).await.unwrap();
        write(db.store(), async |tx| assert!(jobs::end_attempt(tx, ended(finished, None, NOW)).await.unwrap())).await;
        take(&db, NOW).await.unwrap();
        assert_eq!(write(db.store(), async |tx| jobs::release_all(tx).await.unwrap()).await, 1);
        let mut left = vec![take(&db, NOW).await.unwrap(), take(&db, NOW).await.unwrap()];
        assert_eq!(left.remove(0).attempts, 2);
        assert_eq!(left.remove(0).id, waiting.id);
        assert_eq!(take(&db, NOW).await, None);
    }

    async fn a_finished_job_says_how_it_ended(db: TestDatabase) {
        let rows = [job(NOW), job(NOW + 1)];
        write(db.store(), async |tx| {
            for row in rows.clone() {
                jobs::enqueue(tx, row).await.unwrap();
            }
        })
        .await;
        for error in [None, Some("the file is gone")] {
            let end = ended(take(&db, NOW).await.unwrap(), error, NOW + 5);
            write(db.store(), async |tx| assert!(jobs::end_attempt(tx, end).await.unwrap())).await;
        }
        assert_eq!(take(&db, NOW + DAY).await, None);
        let latest = async |row: &store::entities::job::Model| {
            jobs::latest_of(db.store(), row.subject_id).await.unwrap().unwrap()
        };
        let (done, failed) = (latest(&rows[0]).await, latest(&rows[1]).await);
        assert_eq!((done.state.as_str(), done.error, done.finished_at), ("done", None, Some(NOW + 5)));
        assert_eq!((failed.state.as_str(), failed.error.as_deref()), ("failed", Some("the file is gone")));
        assert_eq!(failed.leased_until, None);
    }

    async fn a_job_of_a_transaction_rolled_back_does_not_exist(db: TestDatabase) {
        let tx = db.store().begin().await.unwrap();
        jobs::enqueue(&tx, job(NOW)).await.unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(take(&db, NOW).await, None);
    }

    async fn a_job_that_is_tried_again_waits_for_its_moment(db: TestDatabase) {
        write(db.store(), async |tx| jobs::enqueue(tx, job(NOW)).await.unwrap()).await;
        let mut taken = take(&db, NOW).await.unwrap();
        taken.state = jobs::state::WAITING.to_owned();
        taken.not_before = Some(NOW + 2 * LEASE);
        taken.error_code = Some("internal".to_owned());
        write(db.store(), async |tx| assert!(jobs::end_attempt(tx, taken).await.unwrap())).await;
        assert_eq!(take(&db, NOW + 2 * LEASE - 1).await, None);
        let again = take(&db, NOW + 2 * LEASE).await.unwrap();
        assert_eq!((again.attempts, again.error_code.as_deref()), (2, Some("internal")));
    }

    async fn a_worker_that_lost_its_lease_does_not_end_the_others_attempt(db: TestDatabase) {
        write(db.store(), async |tx| jobs::enqueue(tx, job(NOW)).await.unwrap()).await;
        let first = take(&db, NOW).await.unwrap();
        let second = take(&db, NOW + LEASE + 1).await.unwrap();
        write(db.store(), async |tx| {
            assert!(!jobs::end_attempt(tx, ended(first, Some("late"), NOW)).await.unwrap());
            assert!(jobs::end_attempt(tx, ended(second, None, NOW)).await.unwrap());
        })
        .await;
        let kept = jobs::newest(db.store(), &[], None, 9).await.unwrap();
        assert_eq!((kept[0].state.as_str(), kept[0].error.as_deref()), ("done", None));
    }

    async fn asking_anew_replaces_what_failed(db: TestDatabase) {
        let first = job(NOW);
        let (again, other) = (store::entities::job::Model { subject_id: first.subject_id, ..job(NOW + 1) }, job(NOW));
        for row in [first.clone(), other.clone()] {
            write(db.store(), async |tx| jobs::enqueue(tx, row).await.unwrap()).await;
            let end = ended(take(&db, NOW).await.unwrap(), Some("no"), NOW);
            write(db.store(), async |tx| assert!(jobs::end_attempt(tx, end).await.unwrap())).await;
        }
        write(db.store(), async |tx| jobs::enqueue(tx, again).await.unwrap()).await;
        let failed = jobs::newest(db.store(), &["failed".to_owned()], None, 9).await.unwrap();
        assert_eq!(failed.iter().map(|row| row.id).collect::<Vec<_>>(), [other.id]);
    }

    async fn what_ended_long_ago_is_forgotten_and_what_failed_is_not(db: TestDatabase) {
        for error in [None, Some("no")] {
            write(db.store(), async |tx| jobs::enqueue(tx, job(NOW)).await.unwrap()).await;
            let end = ended(take(&db, NOW).await.unwrap(), error, NOW);
            write(db.store(), async |tx| assert!(jobs::end_attempt(tx, end).await.unwrap())).await;
        }
        assert_eq!(write(db.store(), async |tx| jobs::forget(tx, NOW).await.unwrap()).await, 0);
        assert_eq!(write(db.store(), async |tx| jobs::forget(tx, NOW + 1).await.unwrap()).await, 1);
        assert_eq!(jobs::newest(db.store(), &[], None, 9).await.unwrap()[0].state, "failed");
    }
}
