//! The queries of every screen go through an index on SQLite: no plan reads the whole table of parties.
//!
//! The statements are those the repositories send, caught on their way and asked for their plan.

use std::sync::{Arc, Mutex};

use store::{
    Store,
    parties::{PartyFilter, Reach, Sort, SortKey, page},
    search::SearchTerm,
};
use test_support::TestDatabase;

use crate::sample::{self, NOW, insert_parties, party_with};

struct Watched {
    db: TestDatabase,
    store: Store,
    sent: Arc<Mutex<Vec<String>>>,
}

impl Watched {
    /// A table large and varied enough for the planner to prefer indexes.
    async fn filled() -> Self {
        let db = TestDatabase::sqlite().await;
        let owners: Vec<_> = (0..20).map(|_| sample::id()).collect();
        let rows = (0..3_000_usize).map(|i| {
            party_with(&format!("p{i}"), |row| {
                row.owner_id = Some(owners[i % owners.len()]);
                row.score = (i % 100) as f64;
                row.due_at = NOW + i as i64;
                row.created_at = NOW - i as i64;
                row.updated_at = NOW - i as i64;
                row.last_two_way_at = i as i64;
            })
        });
        insert_parties(&db, rows.collect()).await;
        db.store().analyse().await.unwrap();
        let mut store = Store::open(db.location()).await.unwrap();
        let sent = Arc::new(Mutex::new(Vec::new()));
        let kept = sent.clone();
        store.on_read(move |statement| kept.lock().unwrap().push(statement));
        Self { db, store, sent }
    }

    /// The plans of the statements sent since the last look.
    async fn plans(&self) -> Vec<String> {
        let sent: Vec<String> = std::mem::take(&mut *self.sent.lock().unwrap());
        assert!(!sent.is_empty(), "a statement was sent");
        let mut plans = Vec::new();
        for statement in sent {
            plans.push(self.db.lines(&format!("EXPLAIN QUERY PLAN {statement}"), "detail").await.join("\n"));
        }
        plans
    }
}

fn reads_the_whole_table(plan: &str) -> bool {
    // a scan that follows an index is as long as the page; one without is as long as the table
    plan.lines().any(|line| line.starts_with("SCAN party") && !line.contains("USING") && !line.contains("party_search"))
}

#[tokio::test]
async fn the_sorts_of_the_main_list_follow_an_index() {
    let watched = Watched::filled().await;
    let filter =
        PartyFilter { reach: Some(Reach::All), disposition: Some("open".to_owned()), ..PartyFilter::default() };
    for key in [SortKey::Score, SortKey::Due, SortKey::Created, SortKey::Updated, SortKey::Name, SortKey::LastContact] {
        for descending in [false, true] {
            let sort = Sort { key, descending };
            let first = page(&watched.store, &filter, sort, None, 50).await.unwrap();
            let cursor = sort.cursor(first.last().unwrap());
            page(&watched.store, &filter, sort, Some(&cursor), 50).await.unwrap();
            for plan in watched.plans().await {
                assert!(!reads_the_whole_table(&plan), "{sort:?}: {plan}");
                assert!(!plan.contains("TEMP B-TREE FOR ORDER BY"), "{sort:?} sorts: {plan}");
            }
        }
    }
}

#[tokio::test]
async fn the_worklist_reads_the_owners_records_only() {
    let watched = Watched::filled().await;
    let owner = store::parties::after_position(&watched.store, 0, 1).await.unwrap()[0].owner_id.unwrap();
    watched.plans().await;
    let found = store::worklist::candidates(&watched.store, owner, NOW + 100, 3_000).await.unwrap();
    assert!(!found.is_empty());
    store::worklist::standing(&watched.store, owner, NOW).await.unwrap();
    for plan in watched.plans().await {
        assert!(!reads_the_whole_table(&plan), "{plan}");
        assert!(plan.contains("party_owner_id"), "{plan}");
    }
}

#[tokio::test]
async fn a_search_starts_from_the_words() {
    let watched = Watched::filled().await;
    let groups = vec![vec![SearchTerm { token: "zs".to_owned(), prefix: true }]];
    store::search::find(&watched.store, Reach::All, groups, 20).await.unwrap();
    for plan in watched.plans().await {
        assert!(!reads_the_whole_table(&plan), "{plan}");
        assert!(plan.contains("party_search"), "{plan}");
    }
}

#[tokio::test]
async fn doubles_and_timelines_are_looked_up() {
    let watched = Watched::filled().await;
    let id = sample::id();
    let texts = ["11010519491231002X".to_owned()];
    store::parties::alike(&watched.store, &texts, &texts, 200).await.unwrap();
    store::parties::contacts_by_value(&watched.store, &texts).await.unwrap();
    store::parties::contacts(&watched.store, &[id]).await.unwrap();
    store::timeline::activities_before(&watched.store, id, NOW, 50).await.unwrap();
    store::timeline::evidence_of(&watched.store, &[id]).await.unwrap();
    store::timeline::open_tasks(&watched.store, &[id]).await.unwrap();
    store::timeline::assessments_before(&watched.store, id, NOW, 50).await.unwrap();
    store::timeline::changes_before(&watched.store, id, NOW, 50).await.unwrap();
    for plan in watched.plans().await {
        assert!(plan.lines().all(|line| !line.starts_with("SCAN")), "{plan}");
    }
}
