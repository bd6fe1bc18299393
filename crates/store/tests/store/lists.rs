//! Lead lists, who is on them, and how far their names have come.

use store::{entities::lead_list, lists, parties::Reach};
use test_support::{TestDatabase, on_both_databases};
use uuid::Uuid;

use crate::sample::{self, NOW, insert_parties, party, party_with, write};

fn list(name: &str, created_at: i64) -> lead_list::Model {
    lead_list::Model {
        id: sample::id(),
        name: name.to_owned(),
        market: None,
        method: None,
        note: String::new(),
        owner_id: None,
        team_id: None,
        created_by: None,
        created_at,
    }
}

async fn insert(db: &TestDatabase, rows: &[lead_list::Model]) {
    for row in rows {
        write(db.store(), async |tx| lists::insert(tx, row.clone()).await.unwrap()).await;
    }
}

on_both_databases! {
    async fn lists_come_newest_first_and_the_newest_of_a_name_is_found(db: TestDatabase) {
        let rows = [list("展会", NOW), list("老乡", NOW + 1), list("展会", NOW + 2)];
        insert(&db, &rows).await;
        assert_eq!(lists::all(db.store()).await.unwrap(), [rows[2].clone(), rows[1].clone(), rows[0].clone()]);
        assert_eq!(lists::find_by_name(db.store(), "展会").await.unwrap(), Some(rows[2].clone()));
        assert_eq!(lists::find_by_name(db.store(), "展").await.unwrap(), None);
        assert_eq!(lists::find(db.store(), rows[0].id).await.unwrap(), Some(rows[0].clone()));
    }

    async fn a_name_is_on_a_list_once(db: TestDatabase) {
        let ids = insert_parties(&db, vec![party("a"), party("b")]).await;
        let (first, second) = (sample::id(), sample::id());
        write(db.store(), async |tx| {
            lists::add_members(tx, first, &ids, NOW).await.unwrap();
            lists::add_members(tx, first, &ids[..1], NOW + 5).await.unwrap();
            lists::add_members(tx, second, &ids[..1], NOW + 9).await.unwrap();
            lists::add_members(tx, second, &[], NOW + 9).await.unwrap();
        })
        .await;
        assert_eq!(lists::lists_of(db.store(), ids[0]).await.unwrap(), [first, second]);
        assert_eq!(lists::lists_of(db.store(), ids[1]).await.unwrap(), [first]);
    }

    async fn steps_are_counted_list_by_list_within_reach(db: TestDatabase) {
        let owner = sample::id();
        let at = |step: &str, who: Uuid| {
            party_with(step, |row| {
                row.step = step.to_owned();
                row.owner_id = Some(who);
            })
        };
        let rows = vec![at("gather", owner), at("gather", owner), at("choose", owner), at("choose", sample::id())];
        let ids = insert_parties(&db, rows).await;
        let (one, two) = (sample::id(), sample::id());
        write(db.store(), async |tx| {
            lists::add_members(tx, one, &ids, NOW).await.unwrap();
            lists::add_members(tx, two, &ids[..1], NOW).await.unwrap();
        })
        .await;
        let own = lists::step_counts(db.store(), &Reach::Own(owner), None).await.unwrap();
        assert_eq!(own[&one], [("gather".to_owned(), 2), ("choose".to_owned(), 1)].into());
        assert_eq!(own[&two], [("gather".to_owned(), 1)].into());
        let all = lists::step_counts(db.store(), &Reach::All, Some(one)).await.unwrap();
        assert_eq!(all.len(), 1);
        assert_eq!(all[&one]["choose"], 2);
    }
}
