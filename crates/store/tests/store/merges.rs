//! What belongs to a party is known to merges, changes hands, and the merged record is out of every list.

use store::{
    duplicates::{OPEN, PairFilter},
    entities::{duplicate_pair, party_merge},
    merges::{self, BELONGINGS, OTHER_REFERENCES},
    parties::{PartyFilter, Reach},
    portable,
};
use test_support::{TestDatabase, on_both_databases};
use uuid::Uuid;

use crate::sample::{NOW, add_parties, call, contact, id, insert_party, party, party_with, stored, write};

fn pair(left: Uuid, right: Uuid, score: f64) -> duplicate_pair::Model {
    duplicate_pair::Model {
        id: id(),
        left_id: left.min(right),
        right_id: left.max(right),
        score,
        reasons: "[]".to_owned(),
        state: OPEN.to_owned(),
        found_at: NOW,
        scan_id: None,
        decided_by: None,
        decided_at: None,
    }
}

fn queue(reach: Reach) -> PairFilter {
    PairFilter { reach, state: OPEN, party: None, from: None, below: None }
}

on_both_databases! {
    async fn every_column_that_names_a_party_is_known_to_merges(db: TestDatabase) {
        let tx = db.store().begin().await.unwrap();
        let tables = portable::tables(&tx).await.unwrap();
        let mut named = Vec::new();
        for table in &tables {
            for column in table.columns() {
                let belongs = column == "party_id" && BELONGINGS.contains(&table.name());
                let other = OTHER_REFERENCES.iter().any(|(t, c, _)| *t == table.name() && c == column);
                assert!(!(belongs && other), "{}.{column} is named twice", table.name());
                assert!(
                    belongs || other || !column.ends_with("party_id"),
                    "a merge does not know what to do with {}.{column}: see store::merges",
                    table.name()
                );
                named.push((table.name().to_owned(), column.clone()));
            }
        }
        for (table, column, _) in OTHER_REFERENCES {
            assert!(named.contains(&(table.to_owned(), column.to_owned())), "{table}.{column} is gone");
        }
        tx.rollback().await.unwrap();
    }

    async fn belongings_change_hands_and_only_those_that_are_still_there_come_back(db: TestDatabase) {
        let (from, to) = (insert_party(&db, party("甲")).await, insert_party(&db, party("乙")).await);
        let (one, other) = (contact(from, "phone", "+8613800138000"), contact(from, "phone", "+8613900139000"));
        let ids = [one.id, other.id];
        write(db.store(), async |tx| store::parties::insert_contacts(tx, vec![one, other]).await.unwrap()).await;
        write(db.store(), async |tx| merges::hand_over(tx, "contact_point", &ids, from, to).await.unwrap()).await;
        assert!(merges::belongings(db.store(), "contact_point", from).await.unwrap().is_empty());
        assert_eq!(merges::belongings(db.store(), "contact_point", to).await.unwrap().len(), 2);
        write(db.store(), async |tx| {
            store::parties::delete_contact(tx, ids[0]).await.unwrap();
            merges::hand_over(tx, "contact_point", &ids, to, from).await.unwrap();
        })
        .await;
        assert_eq!(merges::belongings(db.store(), "contact_point", from).await.unwrap(), [ids[1]]);
    }

    async fn a_record_taken_out_is_in_no_list_and_comes_back_where_it_was(db: TestDatabase) {
        let gone = insert_party(&db, party("甲")).await;
        add_parties(db.store(), vec![party("乙")]).await;
        let row = stored(&db, gone).await;
        write(db.store(), async |tx| merges::take_out(tx, &row).await.unwrap()).await;
        let all = PartyFilter::default();
        assert_eq!(store::parties::count(db.store(), &all).await.unwrap().count, 1);
        write(db.store(), async |tx| merges::bring_back(tx, row.clone()).await.unwrap()).await;
        assert_eq!(stored(&db, gone).await, row);
    }

    async fn a_position_that_somebody_took_meanwhile_is_left_to_them(db: TestDatabase) {
        let gone = insert_party(&db, party("甲")).await;
        let row = stored(&db, gone).await;
        write(db.store(), async |tx| merges::take_out(tx, &row).await.unwrap()).await;
        let mut other = party("乙");
        other.seq = row.seq;
        let other = insert_party(&db, other).await;
        write(db.store(), async |tx| merges::bring_back(tx, row).await.unwrap()).await;
        assert_ne!(stored(&db, gone).await.seq, stored(&db, other).await.seq);
    }

    async fn a_record_changed_meanwhile_is_not_taken_out(db: TestDatabase) {
        let id = insert_party(&db, party("甲")).await;
        let mut row = stored(&db, id).await;
        row.version = 0;
        let tx = db.store().begin().await.unwrap();
        assert!(matches!(merges::take_out(&tx, &row).await, Err(store::StoreError::Changed)));
        tx.rollback().await.unwrap();
    }

    async fn the_queue_holds_pairs_of_which_both_are_within_reach(db: TestDatabase) {
        let me = id();
        let mine = insert_party(&db, party_with("甲", |row| row.owner_id = Some(me))).await;
        let pooled = insert_party(&db, party("乙")).await;
        let theirs = insert_party(&db, party_with("丙", |row| row.owner_id = Some(id()))).await;
        let rows = vec![pair(mine, pooled, 0.9), pair(mine, theirs, 0.95), pair(pooled, theirs, 0.85)];
        write(db.store(), async |tx| store::duplicates::insert(tx, rows).await.unwrap()).await;
        let all = store::duplicates::page(db.store(), &queue(Reach::All), None, 10).await.unwrap();
        assert_eq!(all.iter().map(|pair| pair.score).collect::<Vec<_>>(), [0.95, 0.9, 0.85]);
        let own = store::duplicates::page(db.store(), &queue(Reach::Own(me)), None, 10).await.unwrap();
        assert_eq!(own.iter().map(|pair| pair.score).collect::<Vec<_>>(), [0.9]);
        assert_eq!(store::duplicates::count(db.store(), &queue(Reach::Own(me))).await.unwrap().count, 1);
        let after = store::duplicates::page(db.store(), &queue(Reach::All), Some((0.95, all[0].id)), 10).await.unwrap();
        assert_eq!(after.len(), 2);
    }

    async fn activities_are_handed_over_once(db: TestDatabase) {
        let (from, to) = (insert_party(&db, party("甲")).await, insert_party(&db, party("乙")).await);
        let entry = call(from, NOW);
        let id = entry.id;
        write(db.store(), async |tx| store::timeline::insert_activities(tx, vec![entry]).await.unwrap()).await;
        write(db.store(), async |tx| merges::hand_over(tx, "activity", &[id], from, to).await.unwrap()).await;
        write(db.store(), async |tx| merges::hand_over(tx, "activity", &[id], from, from).await.unwrap()).await;
        assert_eq!(merges::belongings(db.store(), "activity", to).await.unwrap(), [id]);
    }

    async fn a_chain_of_merges_leads_to_its_end_and_an_undone_one_ends_it(db: TestDatabase) {
        let [a, b, c, d] = [id(), id(), id(), id()];
        let merge = |kept: Uuid, merged: Uuid, undone: bool| party_merge::Model {
            id: id(),
            kept_id: kept,
            merged_id: merged,
            merged_name: String::new(),
            record: "{}".to_owned(),
            at: NOW,
            by: None,
            undone_by: None,
            undone_at: undone.then_some(NOW),
        };
        let rows = [merge(b, a, false), merge(c, b, false), merge(c, d, true), merge(d, id(), false)];
        let expected = rows[..3].iter().map(|row| row.id).collect::<std::collections::BTreeSet<_>>();
        write(db.store(), async |tx| {
            for row in rows.clone() {
                merges::insert(tx, row).await.unwrap();
            }
        })
        .await;
        let found = merges::leading_to(db.store(), c).await.unwrap();
        assert_eq!(found.into_iter().collect::<std::collections::BTreeSet<_>>(), expected);
    }
}
