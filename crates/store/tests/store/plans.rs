//! The queries of every screen go through an index on SQLite: no plan reads the whole table of parties.
//!
//! The statements are those the repositories send, caught on their way and asked for their plan.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use filters::{Context, Names};
use method::{Timestamp, Zone};
use store::{
    Store,
    deals::{self, DealFilter, DealOrder, DealSort},
    dormancy,
    duplicates::PairFilter,
    parties::{PartyFilter, Reach, Sort, SortKey, page},
    purchases,
    search::SearchTerm,
    supply::{self, Holders},
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
                // one in ten is in hand, won, screened; one in twenty buys
                row.in_hand_until = i.is_multiple_of(10).then_some(NOW + i as i64);
                row.screened_at = i.is_multiple_of(10).then_some(NOW - i as i64);
                row.won_at = i.is_multiple_of(10).then_some(NOW - i as i64);
                row.buying_until = i.is_multiple_of(20).then_some(NOW + i as i64);
                row.reopen_at = i.is_multiple_of(50).then_some(NOW + i as i64);
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
async fn a_list_of_what_few_have_starts_from_those_few() {
    let watched = Watched::filled().await;
    let sort = Sort { key: SortKey::Name, descending: false };
    let all = PartyFilter { reach: Some(Reach::All), ..PartyFilter::default() };
    let few = [
        PartyFilter { kind: Some("organisation".to_owned()), ..all.clone() },
        PartyFilter { statuses: vec!["customer".to_owned()], ..all.clone() },
        PartyFilter { disposition: Some("stopped".to_owned()), ..all.clone() },
        PartyFilter { grades: vec!["a".to_owned(), "b".to_owned()], ..all.clone() },
        PartyFilter { intents: vec!["strong".to_owned()], ..all.clone() },
        PartyFilter { golden: Some(true), ..all.clone() },
        PartyFilter { city: Some("漠河市".to_owned()), ..all.clone() },
    ];
    for filter in few {
        assert!(page(&watched.store, &filter, sort, None, 50).await.unwrap().is_empty());
        assert_eq!(store::parties::count(&watched.store, &filter).await.unwrap().count, 0);
        let plans = watched.plans().await;
        assert!(
            plans.iter().any(|plan| plan.contains("party_uncommon")
                || plan.contains("party_golden")
                || plan.contains("party_city")),
            "{plans:?}"
        );
        for plan in plans {
            assert!(!plan.contains("party_name_key_id") && !reads_the_whole_table(&plan), "{filter:?}: {plan}");
        }
    }
}

#[tokio::test]
async fn a_filter_of_the_language_is_asked_as_the_lists_own_filters_are() {
    let watched = Watched::filled().await;
    let sort = Sort { key: SortKey::Name, descending: false };
    let context = Context {
        me: Some(sample::id()),
        now: Timestamp::from_millis(NOW),
        zone: Zone::default(),
        below: HashMap::new(),
        segments: HashMap::new(),
    };
    let all = PartyFilter { reach: Some(Reach::All), now: NOW, ..PartyFilter::default() };
    let some = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
    for (text, own) in [
        (
            "grade in (A, B) and status = customer",
            PartyFilter { grades: some(&["a", "b"]), statuses: some(&["customer"]), ..all.clone() },
        ),
        (
            "(intent = strong and 颜色 = red) and golden = yes",
            PartyFilter { intents: some(&["strong"]), colours: some(&["red"]), golden: Some(true), ..all.clone() },
        ),
        (
            "city = 漠河市 and kind = organisation",
            PartyFilter { city: Some("漠河市".to_owned()), kind: Some("organisation".to_owned()), ..all.clone() },
        ),
        (
            "owner = me and cadence in (due, overdue)",
            PartyFilter { owner: context.me, cadences: some(&["due", "overdue"]), ..all.clone() },
        ),
    ] {
        let filter = filters::parse(text, &Names::default()).unwrap();
        let mut asked = all.clone();
        asked.narrow(filters::resolve(&filter, &context).unwrap());
        page(&watched.store, &asked, sort, None, 50).await.unwrap();
        let plans = watched.plans().await;
        page(&watched.store, &own, sort, None, 50).await.unwrap();
        assert_eq!(plans, watched.plans().await, "{text}");
        assert_eq!(asked.clause, None, "{text}");
    }
    // what lists have no filter for is asked of the rows that come in their order
    let filter =
        filters::parse("not tag = x and score between 1 and 50 or last_met < -30d", &Names::default()).unwrap();
    let mut asked = all;
    asked.narrow(filters::resolve(&filter, &context).unwrap());
    page(&watched.store, &asked, sort, None, 50).await.unwrap();
    for plan in watched.plans().await {
        assert!(!reads_the_whole_table(&plan) && !plan.contains("TEMP B-TREE FOR ORDER BY"), "{plan}");
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
async fn whoever_is_lent_records_reads_no_table_for_it() {
    let watched = Watched::filled().await;
    let some = store::parties::after_position(&watched.store, 0, 3).await.unwrap();
    let owner = some[0].owner_id.unwrap();
    let ids: Vec<_> = some.iter().map(|row| row.id).collect();
    watched.plans().await;
    // Today: each colleague's day is a day, and what is shared is looked up
    store::worklist::candidates_among(&watched.store, &ids, NOW + 100, 50).await.unwrap();
    for plan in watched.plans().await {
        assert!(plan.contains("sqlite_autoindex_party_1"), "{plan}");
        assert!(!reads_the_whole_table(&plan), "{plan}");
    }
    // lists go on following the index of their order, also for a manager, whose records are not counted first
    for own in [Reach::Own(sample::id()), Reach::Teams { user: sample::id(), teams: vec![sample::id()] }] {
        let reach = own.with_lent(vec![owner], ids.clone());
        let filter = PartyFilter { reach: Some(reach.clone()), ..PartyFilter::default() };
        for key in [SortKey::Score, SortKey::Due, SortKey::Name] {
            let sort = Sort { key, descending: false };
            assert!(!page(&watched.store, &filter, sort, None, 50).await.unwrap().is_empty());
            for plan in watched.plans().await {
                assert!(!reads_the_whole_table(&plan), "{sort:?}: {plan}");
            }
        }
        let groups = vec![vec![SearchTerm { token: "zs".to_owned(), prefix: true }]];
        store::search::find(&watched.store, reach, groups, 20).await.unwrap();
        for plan in watched.plans().await {
            assert!(plan.contains("party_search") && !reads_the_whole_table(&plan), "{plan}");
        }
    }
    // and what is lent is itself looked up
    store::sharing::any(&watched.store, NOW).await.unwrap();
    store::sharing::stood_in_for(&watched.store, owner, NOW).await.unwrap();
    store::sharing::shared_with(&watched.store, owner, &ids, NOW).await.unwrap();
    store::sharing::shares_of(&watched.store, &some[0], NOW).await.unwrap();
    for plan in watched.plans().await {
        assert!(plan.lines().all(|line| !line.trim_start().starts_with("SCAN")), "{plan}");
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

#[tokio::test]
async fn the_supply_is_counted_from_indexes_that_hold_all_it_asks_for() {
    let watched = Watched::filled().await;
    let holders = Holders::These((0..50).map(|_| sample::id()).collect());
    for holders in [&holders, &Holders::All] {
        supply::in_hand(&watched.store, holders, NOW).await.unwrap();
        supply::still_buying(&watched.store, holders, NOW).await.unwrap();
        dormancy::by_holder(&watched.store, holders, NOW).await.unwrap();
    }
    supply::screened_days(&watched.store, 0, NOW).await.unwrap();
    supply::won(&watched.store, NOW).await.unwrap();
    for plan in watched.plans().await {
        assert!(plan.contains("USING COVERING INDEX"), "{plan}");
    }
    dormancy::page(&watched.store, &holders, NOW, Some((0, sample::id())), 50).await.unwrap();
    for plan in watched.plans().await {
        assert!(plan.contains("USING INDEX party_dormant"), "{plan}");
    }
    purchases::customers_after(&watched.store, Some(sample::id()), 50).await.unwrap();
    purchases::written_of(&watched.store, &[sample::id()]).await.unwrap();
    purchases::moments_of(&watched.store, &[sample::id()]).await.unwrap();
    for plan in watched.plans().await {
        assert!(!reads_the_whole_table(&plan), "{plan}");
    }
    supply::lapsed(&watched.store, NOW, 50).await.unwrap();
    supply::to_reopen(&watched.store, NOW, 50).await.unwrap();
    for plan in watched.plans().await {
        assert!(!reads_the_whole_table(&plan), "{plan}");
    }
}

#[tokio::test]
async fn the_queue_of_doubles_follows_its_index() {
    let watched = Watched::filled().await;
    for reach in [Reach::All, Reach::Own(sample::id())] {
        let filter = PairFilter { reach, state: store::duplicates::OPEN, party: None, from: None, below: None };
        store::duplicates::page(&watched.store, &filter, Some((0.9, sample::id())), 50).await.unwrap();
        for plan in watched.plans().await {
            assert!(plan.contains("duplicate_pair_state_score_id"), "{plan}");
            assert!(plan.lines().all(|line| !line.trim_start().starts_with("SCAN")), "{plan}");
        }
    }
}

#[tokio::test]
async fn what_a_merge_hands_over_is_looked_up() {
    let watched = Watched::filled().await;
    let id = sample::id();
    for table in store::merges::BELONGINGS {
        store::merges::belongings(&watched.store, table, id).await.unwrap();
    }
    store::merges::import_rows(&watched.store, id).await.unwrap();
    store::merges::introduced(&watched.store, id).await.unwrap();
    store::merges::links(&watched.store, id).await.unwrap();
    store::merges::in_force(&watched.store, id).await.unwrap();
    store::duplicates::pairs_of(&watched.store, &[id]).await.unwrap();
    store::imports::held_rows(&watched.store, 200).await.unwrap();
    for plan in watched.plans().await {
        assert!(
            plan.lines().all(|line| !line.trim_start().starts_with("SCAN") || line.contains("import_row_held")),
            "{plan}"
        );
    }
}

#[tokio::test]
async fn the_board_the_calendar_and_a_customers_deals_are_looked_up() {
    let watched = Watched::filled().await;
    let (reach, order) = (Reach::All, DealOrder { by: DealSort::Expected, descending: false });
    let column = DealFilter { open: Some(true), stages: vec!["need".to_owned()], ..DealFilter::default() };
    deals::page(&watched.store, &reach, &column, order, None, 20).await.unwrap();
    for plan in watched.plans().await {
        assert!(plan.contains("deal_board") && !plan.contains("TEMP B-TREE"), "{plan}");
    }
    let all = DealFilter::default();
    deals::between_days(&watched.store, &reach, &all, (20_500, 20_530), 100).await.unwrap();
    deals::open(&watched.store, &reach, &all, 100).await.unwrap();
    for plan in watched.plans().await {
        assert!(plan.contains("deal_calendar") && !plan.contains("TEMP B-TREE"), "{plan}");
    }
    let id = sample::id();
    deals::of_party(&watched.store, id).await.unwrap();
    deals::changes_of(&watched.store, &[id]).await.unwrap();
    deals::assessments_of(&watched.store, &[id], Some("opening")).await.unwrap();
    deals::people_of(&watched.store, &[id]).await.unwrap();
    deals::parts_of(&watched.store, id).await.unwrap();
    deals::closed_since(&watched.store, &reach, &all, NOW, 100).await.unwrap();
    for plan in watched.plans().await {
        assert!(plan.lines().all(|line| !line.trim_start().starts_with("SCAN")), "{plan}");
    }
}
