//! Keyset pages: every party once, whatever the order and however many values are equal.

use std::collections::HashSet;

use store::parties::{Cursor, PartyFilter, Sort, SortKey, page};
use test_support::{TestDatabase, on_both_databases};
use uuid::Uuid;

use crate::sample::{DAY, NOW, insert_parties, party_with};

const KEYS: [SortKey; 8] = [
    SortKey::Name,
    SortKey::Score,
    SortKey::Grade,
    SortKey::Due,
    SortKey::LastContact,
    SortKey::Created,
    SortKey::Updated,
    SortKey::Completeness,
];

/// Parties of which every sort value is shared by several.
async fn twenty_three(db: &TestDatabase) -> Vec<Uuid> {
    let names = ["", "Adam", "adam", "Zoë", "张三", "欧阳修"];
    let grades = ["a", "b", "c", "d", store::parties::NOT_GRADED];
    let rows = (0..23_usize).map(|i| {
        party_with(names[i % names.len()], |row| {
            row.score = if i % 5 == 4 { -1.0 } else { (i % 4) as f64 * 33.333_333_333_333_336 };
            row.grade = grades[i % grades.len()].to_owned();
            row.due_at = if i % 3 == 0 { store::parties::NEVER } else { NOW + (i as i64 % 3) * DAY };
            row.last_two_way_at = (i as i64 % 4) * DAY;
            row.created_at = NOW - (i as i64 % 6) * DAY;
            row.updated_at = NOW - (i as i64 % 2);
            row.completeness = (i as i32 % 3) * 50;
        })
    });
    insert_parties(db, rows.collect()).await
}

async fn walk(db: &TestDatabase, sort: Sort, limit: u64) -> Vec<Uuid> {
    let filter = PartyFilter::default();
    let mut seen = Vec::new();
    let mut cursor: Option<Cursor> = None;
    loop {
        let rows = page(db.store(), &filter, sort, cursor.as_ref(), limit).await.unwrap();
        let Some(last) = rows.last() else { return seen };
        // a client sends the cursor back as text
        let sent = sort.cursor(last);
        cursor = Some(sort.parse_cursor(&sent.text, sent.id).expect("a cursor that can be read back"));
        seen.extend(rows.iter().map(|row| row.id));
    }
}

on_both_databases! {
    async fn pages_hold_every_party_once_in_every_order(db: TestDatabase) {
        let all: HashSet<Uuid> = twenty_three(&db).await.into_iter().collect();
        for key in KEYS {
            for descending in [false, true] {
                let sort = Sort { key, descending };
                let whole = walk(&db, sort, 1_000).await;
                for limit in [1, 2, 5, 22, 23] {
                    assert_eq!(walk(&db, sort, limit).await, whole, "{sort:?} in pages of {limit}");
                }
                assert_eq!(whole.len(), all.len(), "{sort:?}");
                assert_eq!(whole.into_iter().collect::<HashSet<_>>(), all, "{sort:?}");
            }
        }
    }

    async fn descending_is_ascending_read_backwards(db: TestDatabase) {
        twenty_three(&db).await;
        for key in KEYS {
            let mut backwards = walk(&db, Sort { key, descending: true }, 7).await;
            backwards.reverse();
            assert_eq!(backwards, walk(&db, Sort { key, descending: false }, 7).await, "{key:?}");
        }
    }

    async fn numbers_are_ordered_by_size_and_moments_by_time(db: TestDatabase) {
        twenty_three(&db).await;
        let filter = PartyFilter::default();
        let ordered = async |key| page(db.store(), &filter, Sort { key, descending: false }, None, 100).await.unwrap();
        assert!(ordered(SortKey::Score).await.is_sorted_by(|a, b| a.score <= b.score));
        assert!(ordered(SortKey::Completeness).await.is_sorted_by_key(|row| row.completeness));
        assert!(ordered(SortKey::Due).await.is_sorted_by_key(|row| row.due_at));
        assert!(ordered(SortKey::LastContact).await.is_sorted_by_key(|row| row.last_two_way_at));
        assert!(ordered(SortKey::Created).await.is_sorted_by_key(|row| row.created_at));
        assert!(ordered(SortKey::Updated).await.is_sorted_by_key(|row| row.updated_at));
    }

    async fn a_page_goes_on_from_its_place_although_parties_were_added(db: TestDatabase) {
        let before: HashSet<Uuid> = twenty_three(&db).await.into_iter().collect();
        let sort = Sort { key: SortKey::Score, descending: true };
        let filter = PartyFilter::default();
        let first = page(db.store(), &filter, sort, None, 10).await.unwrap();
        insert_parties(&db, vec![party_with("新", |row| row.score = 100.0)]).await;
        let cursor = sort.cursor(first.last().unwrap());
        let rest = page(db.store(), &filter, sort, Some(&cursor), 100).await.unwrap();
        let seen: HashSet<Uuid> = first.iter().chain(&rest).map(|row| row.id).collect();
        assert_eq!(seen, before);
    }
}

#[test]
fn a_cursor_of_another_order_is_refused() {
    let by_score = Sort { key: SortKey::Score, descending: false };
    let by_due = Sort { key: SortKey::Due, descending: false };
    assert!(by_score.parse_cursor("张三", Uuid::nil()).is_none());
    assert!(by_due.parse_cursor("66.6", Uuid::nil()).is_none());
    assert!(by_due.parse_cursor("1772000000000", Uuid::nil()).is_some());
}
