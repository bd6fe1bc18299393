//! Counting what a filter matches, up to a bound.

use store::parties::{Count, PartyFilter, count};
use test_support::{TestDatabase, on_both_databases};

use crate::sample::{insert_parties, party, party_with};

on_both_databases! {
    async fn a_small_count_is_exact(db: TestDatabase) {
        let golden = (0..3).map(|i| party_with(&format!("g{i}"), |row| row.golden = true));
        insert_parties(&db, golden.chain([party("other")]).collect()).await;
        let filter = PartyFilter { golden: Some(true), ..PartyFilter::default() };
        assert_eq!(count(db.store(), &filter).await.unwrap(), Count { count: 3, exact: true });
    }

    async fn beyond_ten_thousand_the_count_is_a_lower_bound(db: TestDatabase) {
        let rows = |n: usize| (0..n).map(|i| party(&format!("p{i}"))).collect();
        insert_parties(&db, rows(10_000)).await;
        let all = PartyFilter::default();
        assert_eq!(count(db.store(), &all).await.unwrap(), Count { count: 10_000, exact: true });
        insert_parties(&db, rows(5)).await;
        assert_eq!(count(db.store(), &all).await.unwrap(), Count { count: 10_000, exact: false });
    }
}
