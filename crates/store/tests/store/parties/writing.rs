//! Writing parties: positions, changes that meet each other, new owners.

use store::{StoreError, parties};
use test_support::{TestDatabase, on_both_databases};

use crate::sample::{self, NOW, insert_parties, insert_party, party, party_with, stored, write};

on_both_databases! {
    async fn every_column_comes_back_as_it_was_written(db: TestDatabase) {
        let row = party_with("欧阳 O'Neil \"%_\\ 😀", |row| {
            row.external_id = Some("A-17".to_owned());
            row.facts = r#"{"need":"换保单"}"#.to_owned();
            row.score = 66.666_666_666_666_67;
            row.warm_order = 0.1;
            row.golden = true;
            row.do_not_contact_since = Some(NOW);
            row.last_two_way_at = NOW;
        });
        insert_party(&db, row.clone()).await;
        let kept = stored(&db, row.id).await;
        assert_eq!(kept, store::entities::party::Model { seq: kept.seq, ..row });
    }

    async fn positions_go_on_from_the_last_one(db: TestDatabase) {
        let batch = |n: usize| (0..n).map(|_| party("张三")).collect::<Vec<_>>();
        let positions = async |n| write(db.store(), async |tx| parties::insert(tx, batch(n)).await.unwrap()).await;
        assert_eq!(positions(3).await, [1, 2, 3]);
        assert!(positions(0).await.is_empty());
        assert_eq!(positions(2).await, [4, 5]);
        let after = parties::after_position(db.store(), 3, 10).await.unwrap();
        assert_eq!(after.iter().map(|row| row.seq).collect::<Vec<_>>(), [4, 5]);
        assert_eq!(parties::after_position(db.store(), 0, 2).await.unwrap().len(), 2);
    }

    async fn more_rows_than_one_statement_takes_are_all_written(db: TestDatabase) {
        let ids = insert_parties(&db, (0..1_500).map(|i| party(&format!("p{i}"))).collect()).await;
        let contacts = ids.iter().map(|id| sample::contact(*id, "phone", "+8613800138000")).collect();
        write(db.store(), async |tx| parties::insert_contacts(tx, contacts).await.unwrap()).await;
        assert_eq!(parties::find_many(db.store(), &ids).await.unwrap().len(), 1_500);
        assert_eq!(parties::contacts(db.store(), &ids).await.unwrap().len(), 1_500);
    }

    async fn an_update_raises_the_version(db: TestDatabase) {
        let id = insert_party(&db, party("张三")).await;
        let mut row = stored(&db, id).await;
        row.name = "张叁".to_owned();
        row.external_id = Some("1".to_owned());
        let written = write(db.store(), async |tx| parties::update(tx, row).await.unwrap()).await;
        assert_eq!(written.version, 2);
        assert_eq!(stored(&db, id).await, written);
    }

    async fn an_update_of_what_somebody_changed_meanwhile_is_refused(db: TestDatabase) {
        let id = insert_party(&db, party("张三")).await;
        let read = stored(&db, id).await;
        write(db.store(), async |tx| parties::update(tx, read.clone()).await.unwrap()).await;
        let mut second = read;
        second.name = "second".to_owned();
        let refused = write(db.store(), async |tx| parties::update(tx, second).await).await;
        assert!(matches!(refused, Err(StoreError::Changed)));
        assert_eq!(stored(&db, id).await.name, "张三");
    }

    async fn of_two_updates_at_once_one_is_refused(db: TestDatabase) {
        let id = insert_party(&db, party("张三")).await;
        let read = stored(&db, id).await;
        let updates = ["one", "two"].map(|name| {
            let (store, mut row) = (db.store().clone(), read.clone());
            row.name = name.to_owned();
            tokio::spawn(async move {
                let tx = store.begin().await.unwrap();
                let done = parties::update(&tx, row).await;
                tx.commit().await.unwrap();
                done
            })
        });
        let mut done = Vec::new();
        for update in updates {
            done.push(update.await.unwrap());
        }
        assert_eq!(done.iter().filter(|result| result.is_ok()).count(), 1, "{done:?}");
        assert!(done.iter().any(|result| matches!(result, Err(StoreError::Changed))));
        assert_eq!(stored(&db, id).await.version, 2);
    }

    async fn an_assignment_gives_owner_and_team_and_raises_the_version(db: TestDatabase) {
        let ids = insert_parties(&db, vec![party("a"), party("b"), party("c")]).await;
        let (owner, team) = (sample::id(), sample::id());
        let assign = async |ids: &[uuid::Uuid], owner, team, now| {
            write(db.store(), async |tx| parties::assign(tx, ids, owner, team, &parties::Returns::default(), now).await.unwrap()).await;
        };
        assign(&ids[..2], Some(owner), Some(team), NOW + 5).await;
        for id in &ids[..2] {
            let row = stored(&db, *id).await;
            assert_eq!((row.owner_id, row.team_id), (Some(owner), Some(team)));
            assert_eq!((row.assigned_at, row.updated_at, row.version), (Some(NOW + 5), NOW + 5, 2));
        }
        assert_eq!(stored(&db, ids[2]).await.owner_id, None);
        assign(&ids[..1], None, None, NOW + 6).await;
        assert_eq!(stored(&db, ids[0]).await.owner_id, None);
        assign(&[], Some(owner), None, NOW + 7).await;
    }

    async fn records_move_with_their_owner_to_another_team(db: TestDatabase) {
        let (owner, old, new) = (sample::id(), sample::id(), sample::id());
        let own = party_with("own", |row| {
            row.owner_id = Some(owner);
            row.team_id = Some(old);
        });
        let others = party_with("other", |row| row.team_id = Some(old));
        let ids = insert_parties(&db, vec![own, others]).await;
        write(db.store(), async |tx| parties::move_team(tx, owner, Some(new)).await.unwrap()).await;
        assert_eq!(stored(&db, ids[0]).await.team_id, Some(new));
        assert_eq!(stored(&db, ids[1]).await.team_id, Some(old));
    }

    async fn candidates_for_doubles_have_the_same_identity_number_or_name(db: TestDatabase) {
        let numbered = party_with("甲", |row| row.identity_number = Some("11010519491231002X".to_owned()));
        let rows = vec![numbered, party("乙"), party("乙"), party("丙")];
        let ids = insert_parties(&db, rows).await;
        let alike = async |numbers: &[&str], keys: &[&str], limit| {
            let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
            let found = parties::alike(db.store(), &owned(numbers), &owned(keys), limit).await.unwrap();
            found.into_iter().map(|row| row.id).collect::<Vec<_>>()
        };
        assert_eq!(alike(&["11010519491231002X"], &[], 10).await, [ids[0]]);
        assert_eq!(alike(&[], &["乙"], 10).await.len(), 2);
        assert_eq!(alike(&[], &["乙"], 1).await.len(), 1);
        assert!(alike(&[], &[], 10).await.is_empty());
    }
}
