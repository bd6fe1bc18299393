//! `tuoke check` finds what must never be there.

use store::check;
use test_support::{TestDatabase, on_both_databases};

use crate::sample::{self, NOW, call, contact, evidence, import_row, insert_party, party, party_with, run, write};

async fn faults(db: &TestDatabase) -> Vec<(&'static str, i64)> {
    let findings = check::run(db.store()).await.unwrap();
    findings.into_iter().filter(|finding| !finding.fine).map(|finding| (finding.name, finding.count)).collect()
}

/// A party with its document, as every use case writes them.
async fn indexed_party(db: &TestDatabase) -> uuid::Uuid {
    let row = party("张三");
    write(db.store(), async |tx| {
        let positions = store::parties::insert(tx, vec![row.clone()]).await.unwrap();
        let document = store::search::Document { position: positions[0], tokens: "zs".to_owned() };
        store::search::insert(tx, vec![document]).await.unwrap();
    })
    .await;
    row.id
}

on_both_databases! {
    async fn a_sound_database_has_no_faults_and_is_counted(db: TestDatabase) {
        let id = indexed_party(&db).await;
        write(db.store(), async |tx| {
            store::timeline::insert_activities(tx, vec![call(id, NOW)]).await.unwrap();
            store::parties::insert_contacts(tx, vec![contact(id, "email", "a@example.com")]).await.unwrap();
            store::timeline::insert_evidence(tx, vec![evidence(id, "intent", "trial", NOW)]).await.unwrap();
            store::lists::add_members(tx, sample::id(), &[id], NOW).await.unwrap();
            let counted = store::entities::import_run::Model { rows_read: 1, created: 1, ..run(sample::id()) };
            store::imports::insert_rows(tx, vec![import_row(counted.id, 2, "created")]).await.unwrap();
            store::imports::insert_run(tx, counted).await.unwrap();
        })
        .await;
        assert!(faults(&db).await.is_empty());
        let findings = check::run(db.store()).await.unwrap();
        let count = |name: &str| findings.iter().find(|finding| finding.name == name).unwrap().count;
        assert_eq!((count("parties"), count("activities"), count("import rows")), (1, 1, 1));
    }

    async fn what_belongs_to_nobody_is_found(db: TestDatabase) {
        let nobody = sample::id();
        write(db.store(), async |tx| {
            store::timeline::insert_activities(tx, vec![call(nobody, NOW)]).await.unwrap();
            store::parties::insert_contacts(tx, vec![contact(nobody, "email", "a@example.com")]).await.unwrap();
            store::timeline::insert_evidence(tx, vec![evidence(nobody, "intent", "trial", NOW)]).await.unwrap();
            store::lists::add_members(tx, sample::id(), &[nobody], NOW).await.unwrap();
        })
        .await;
        let expected = [
            ("contact points without a party", 1),
            ("activities without a party", 1),
            ("evidence without a party", 1),
            ("list members without a party", 1),
        ];
        assert_eq!(faults(&db).await, expected);
    }

    async fn an_owner_who_does_not_exist_is_found(db: TestDatabase) {
        let id = indexed_party(&db).await;
        let row = sample::stored(&db, id).await;
        let owned = store::entities::party::Model { owner_id: Some(sample::id()), ..row };
        write(db.store(), async |tx| store::parties::update(tx, owned).await.unwrap()).await;
        assert_eq!(faults(&db).await, [("parties whose owner does not exist", 1)]);
    }

    async fn import_counts_that_do_not_add_up_are_found(db: TestDatabase) {
        let wrong_sum =
            store::entities::import_run::Model { rows_read: 3, created: 1, updated: 1, ..run(sample::id()) };
        let rows = vec![import_row(wrong_sum.id, 2, "created"), import_row(wrong_sum.id, 3, "updated")];
        let lost_row = store::entities::import_run::Model { rows_read: 1, rejected: 1, ..run(sample::id()) };
        write(db.store(), async |tx| {
            store::imports::insert_run(tx, wrong_sum).await.unwrap();
            store::imports::insert_rows(tx, rows).await.unwrap();
            store::imports::insert_run(tx, lost_row).await.unwrap();
        })
        .await;
        let expected = [
            ("imports whose counts do not add up to the rows read", 1),
            ("imports whose row states differ from their counts", 1),
        ];
        assert_eq!(faults(&db).await, expected);
    }

    async fn rows_whose_states_differ_from_the_counts_are_found(db: TestDatabase) {
        let row = store::entities::import_run::Model { rows_read: 2, created: 2, ..run(sample::id()) };
        let states = vec![import_row(row.id, 2, "created"), import_row(row.id, 3, "rejected")];
        write(db.store(), async |tx| {
            store::imports::insert_run(tx, row).await.unwrap();
            store::imports::insert_rows(tx, states).await.unwrap();
        })
        .await;
        assert_eq!(faults(&db).await, [("imports whose row states differ from their counts", 1)]);
    }

    async fn a_party_that_no_search_can_find_is_found(db: TestDatabase) {
        indexed_party(&db).await;
        insert_party(&db, party_with("not indexed", |_| {})).await;
        assert_eq!(faults(&db).await, [("parties missing from the search index", 1)]);
    }
}

/// The search index of SQLite keeps its structure in the memory of each connection, which `integrity_check` alone does
/// not renew: an index that was rewritten meanwhile looked damaged.
#[tokio::test]
async fn a_check_beside_a_busy_writer_finds_no_damage() {
    let db = TestDatabase::sqlite().await;
    let beside = store::Store::open(db.location()).await.unwrap();
    for turn in 0..60 {
        let rows: Vec<_> = (0..20).map(|i| party(&format!("p{turn} {i}"))).collect();
        write(db.store(), async |tx| {
            let positions = store::parties::insert(tx, rows).await.unwrap();
            let document = |position| store::search::Document { position, tokens: format!("w{position} t{turn} all") };
            store::search::insert(tx, positions.into_iter().map(document).collect()).await.unwrap();
        })
        .await;
        let findings = check::run(&beside).await.unwrap();
        assert!(findings.iter().all(|finding| finding.fine), "turn {turn}: {findings:?}");
    }
}

/// A page of the file is overwritten; only SQLite keeps its data in a file that can be looked into.
#[tokio::test]
async fn a_damaged_file_is_found_by_the_database_itself() {
    let db = TestDatabase::sqlite().await;
    indexed_party(&db).await;
    db.execute("PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'party_name_key_id'").await;
    let store = store::Store::open(db.location()).await.unwrap();
    let findings = check::run(&store).await.unwrap();
    let damage = findings.iter().find(|finding| finding.name == "problems found by the database itself").unwrap();
    assert!(!damage.fine && damage.count > 0, "{findings:?}");
}
