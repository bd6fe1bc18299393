//! The candidates of a day, and how a person's holdings stand.

use store::worklist::{Standing, candidates, contacts_logged, standing};
use test_support::{TestDatabase, on_both_databases};
use uuid::Uuid;

use crate::sample::{self, DAY, NOW, call, insert_parties, insert_party, party_with, task, write};

const OWNER: Uuid = Uuid::from_u128(7);

fn held(name: &str, change: impl FnOnce(&mut store::entities::party::Model)) -> store::entities::party::Model {
    party_with(name, |row| {
        row.owner_id = Some(OWNER);
        change(row);
    })
}

async fn names(db: &TestDatabase, until: i64, limit: u64) -> Vec<String> {
    candidates(db.store(), OWNER, until, limit).await.unwrap().into_iter().map(|row| row.name).collect()
}

on_both_databases! {
    async fn who_is_due_golden_dormant_or_has_a_task_is_a_candidate(db: TestDatabase) {
        let with_task = held("with a task", |row| row.due_at = NOW + 50 * DAY);
        let with_later_task = held("with a later task", |row| row.due_at = NOW + 51 * DAY);
        let tasks = vec![
            store::entities::task::Model { owner_id: Some(OWNER), ..task(with_task.id, NOW) },
            store::entities::task::Model { owner_id: Some(OWNER), ..task(with_later_task.id, NOW + 2 * DAY) },
        ];
        let rows = vec![
            held("due tomorrow", |row| row.due_at = NOW + DAY),
            held("due yesterday", |row| row.due_at = NOW - DAY),
            held("golden", |row| row.golden = true),
            held("dormant", |row| row.dormant_at = NOW - DAY),
            held("calm", |row| row.due_at = NOW + 30 * DAY),
            with_task,
            with_later_task,
        ];
        insert_parties(&db, rows).await;
        write(db.store(), async |tx| store::timeline::insert_tasks(tx, tasks).await.unwrap()).await;
        let mut found = names(&db, NOW + DAY, 100).await;
        assert_eq!(found.remove(0), "due yesterday", "the longest due first");
        found.sort();
        assert_eq!(found, ["dormant", "due tomorrow", "golden", "with a task"]);
        assert_eq!(names(&db, NOW + DAY, 2).await.len(), 2);
    }

    async fn who_is_not_worked_is_no_candidate(db: TestDatabase) {
        let due = |row: &mut store::entities::party::Model| row.due_at = NOW;
        let rows = vec![
            held("worked", due),
            held("given up", |row| {
                due(row);
                row.disposition = "given_up".to_owned();
            }),
            held("contact person", |row| {
                due(row);
                row.status = "contact".to_owned();
            }),
            party_with("somebody else's", |row| {
                due(row);
                row.owner_id = Some(sample::id());
            }),
            party_with("nobody's", due),
        ];
        insert_parties(&db, rows).await;
        assert_eq!(names(&db, NOW, 100).await, ["worked"]);
    }

    async fn the_standing_counts_each_holding_once(db: TestDatabase) {
        let at = |name: &str, due: i64, overdue: i64, dormant: i64| {
            held(name, |row| {
                row.last_two_way_at = NOW - 30 * DAY;
                row.due_at = due;
                row.overdue_at = overdue;
                row.dormant_at = dormant;
            })
        };
        let rows = vec![
            at("fine", NOW + 1, NOW + 2, NOW + 3),
            at("due", NOW, NOW + 1, NOW + 2),
            at("overdue", NOW - 1, NOW, NOW + 1),
            at("dormant", NOW - 2, NOW - 1, NOW),
            held("untouched", |row| {
                row.due_at = NOW;
                row.golden = true;
            }),
        ];
        insert_parties(&db, rows).await;
        let expected = Standing { due: 1, overdue: 1, dormant: 1, golden: 1, untouched: 1 };
        assert_eq!(standing(db.store(), OWNER, NOW).await.unwrap(), expected);
    }

    async fn the_dormant_are_counted_where_no_contact_is_planned(db: TestDatabase) {
        let row = held("d", |row| {
            row.last_two_way_at = NOW - 200 * DAY;
            row.dormant_at = NOW - DAY;
        });
        insert_party(&db, row).await;
        assert_eq!(standing(db.store(), OWNER, NOW).await.unwrap().dormant, 1);
    }

    async fn contacts_logged_are_those_of_the_person_since_the_moment(db: TestDatabase) {
        let id = insert_party(&db, held("a", |_| {})).await;
        let by = |mut row: store::entities::activity::Model, who| {
            row.by = Some(who);
            row
        };
        let mut note = by(call(id, NOW), OWNER);
        note.kind = "note".to_owned();
        let mut taken_back = by(call(id, NOW), OWNER);
        taken_back.retracted_at = Some(NOW);
        let rows = vec![
            by(call(id, NOW), OWNER),
            by(call(id, NOW - 1), OWNER),
            by(call(id, NOW), sample::id()),
            note,
            taken_back,
        ];
        write(db.store(), async |tx| store::timeline::insert_activities(tx, rows).await.unwrap()).await;
        assert_eq!(contacts_logged(db.store(), OWNER, NOW).await.unwrap(), 1);
    }
}
