//! Every table in a form that both databases read alike, and a database of the first version brought up to this one.

use std::collections::BTreeMap;

use serde_json::Value;
use store::{
    StoreError, Tx,
    portable::{self, Fingerprint},
};
use test_support::{TestDatabase, on_both_databases};

use crate::sample::{NOW, call, contact, insert_party, party_with, write};

/// Tables with what sums them up.
pub async fn sums(tx: &Tx) -> BTreeMap<String, Fingerprint> {
    let mut sums = BTreeMap::new();
    for table in portable::tables(tx).await.unwrap() {
        sums.insert(table.name().to_owned(), portable::fingerprint(tx, &table).await.unwrap());
    }
    sums
}

async fn lines(tx: &Tx, table: &portable::Table) -> Vec<String> {
    let mut rows = portable::rows(tx, table).await.unwrap();
    let mut lines = Vec::new();
    while let Some(line) = rows.next().await.unwrap() {
        lines.push(line);
    }
    lines
}

/// Rows of the first release: `{"table": …, "row": {column: value}}` a line, columns that are left out being empty.
pub const FIRST_ROWS: &str = include_str!("first_rows.jsonl");

async fn first_version(tx: &Tx) {
    let tables = portable::prepare(tx, &["m0001_first".to_owned()]).await.unwrap();
    for line in FIRST_ROWS.lines() {
        let kept: Value = serde_json::from_str(line).unwrap();
        let table = tables.iter().find(|table| kept["table"] == table.name()).unwrap();
        let given = kept["row"].as_object().unwrap();
        assert!(given.keys().all(|column| table.columns().contains(column)), "{line}");
        let cells: Vec<Value> =
            table.columns().iter().map(|column| given.get(column).cloned().unwrap_or_default()).collect();
        portable::insert(tx, table, &[Value::Array(cells).to_string()]).await.unwrap();
    }
}

/// A database without any table.
pub struct Empty(pub TestDatabase);

impl Empty {
    pub async fn sqlite() -> Self {
        Self(TestDatabase::empty_sqlite().await)
    }

    pub async fn postgres() -> Option<Self> {
        Some(Self(TestDatabase::empty_postgres().await?))
    }
}

on_both_databases! {
    async fn every_column_of_the_schema_is_portable_and_no_table_waits_for_another(db: TestDatabase) {
        let tx = db.store().begin().await.unwrap();
        let tables = portable::tables(&tx).await.unwrap();
        assert!(tables.len() >= 27 && tables.iter().any(|table| table.name() == "party"), "{tables:?}");
        let schema = db.store().describe_schema().await.unwrap().join("\n").to_lowercase();
        assert!(!schema.contains("references"), "tables are copied in the order of their names");
    }

    async fn rows_come_back_as_they_were(db: TestDatabase) {
        let odd = "引号\" 反斜杠\\ 换行\n 😀";
        let id = insert_party(&db, party_with(odd, |row| {
            row.score = 0.1 + 0.2;
            row.warm_order = -0.0;
            row.last_two_way_at = i64::MIN;
        })).await;
        write(db.store(), async |tx| {
            store::timeline::insert_activities(tx, vec![call(id, NOW)]).await.unwrap();
            let contacts = (0..1_234).map(|i| contact(id, "phone", &format!("+86138{i:08}"))).collect();
            store::parties::insert_contacts(tx, contacts).await.unwrap();
        })
        .await;
        let target = TestDatabase::empty_sqlite().await;
        let (from, into) = (db.store().snapshot().await.unwrap(), target.store().begin().await.unwrap());
        let tables = portable::prepare(&into, &portable::schema(&from).await.unwrap()).await.unwrap();
        for table in portable::tables(&from).await.unwrap() {
            let to = tables.iter().find(|to| to.name() == table.name()).unwrap();
            portable::insert(&into, &to.in_order_of(table.columns()).unwrap(), &lines(&from, &table).await).await.unwrap();
        }
        portable::finish(&into).await.unwrap();
        assert_eq!(sums(&into).await, sums(&from).await);
        into.commit().await.unwrap();
        let row = store::parties::find(target.store(), id).await.unwrap().unwrap();
        assert_eq!((row.name.as_str(), row.score, row.last_two_way_at), (odd, 0.1 + 0.2, i64::MIN));
    }

    async fn new_parties_go_behind_those_that_came_in(empty: Empty) {
        let db = empty.0;
        let tx = db.store().begin().await.unwrap();
        first_version(&tx).await;
        portable::finish(&tx).await.unwrap();
        tx.commit().await.unwrap();
        let id = insert_party(&db, party_with("新人", |_| {})).await;
        let last = db.lines("SELECT CAST(max(seq) AS text) AS n FROM party WHERE name <> '新人'", "n").await;
        let row = store::parties::find(db.store(), id).await.unwrap().unwrap();
        assert_eq!(row.seq, last[0].parse::<i64>().unwrap() + 1);
    }

    async fn a_database_that_holds_something_is_not_filled(db: TestDatabase) {
        let tx = db.store().begin().await.unwrap();
        let schema = portable::schema(&tx).await.unwrap();
        assert!(matches!(portable::prepare(&tx, &schema).await, Err(StoreError::NotEmpty(_))));
    }

    async fn a_schema_of_a_newer_version_is_refused_by_name(empty: Empty) {
        let tx = empty.0.store().begin().await.unwrap();
        let newer = ["m0001_first".to_owned(), "m9999_from_the_future".to_owned()];
        let refused = portable::prepare(&tx, &newer).await;
        assert!(matches!(refused, Err(StoreError::Newer(name)) if name == "m9999_from_the_future"));
    }

    async fn a_line_that_does_not_fit_is_refused_with_the_table(db: TestDatabase) {
        let tx = db.store().begin().await.unwrap();
        let tables = portable::tables(&tx).await.unwrap();
        let tags = tables.iter().find(|table| table.name() == "party_tag").unwrap();
        for line in ["{", "[]", r#"["not an id", "x"]"#, r#"["01900000-0000-7000-8000-000000000010", 5]"#] {
            let refused = portable::insert(&tx, tags, &[line.to_owned()]).await.unwrap_err();
            assert!(matches!(&refused, StoreError::NotPortable { table, .. } if table == "party_tag"), "{refused}");
        }
        assert!(tags.in_order_of(&["tag".to_owned()]).is_err());
        assert!(tags.in_order_of(&["tag".to_owned(), "party_id".to_owned(), "x".to_owned()]).is_err());
    }

    async fn jobs_are_counted_by_kind_and_state_and_given_back(db: TestDatabase) {
        let row = crate::sample::job(NOW);
        write(db.store(), async |tx| {
            store::jobs::enqueue(tx, row.clone()).await.unwrap();
            store::jobs::take(tx, NOW, NOW + 60_000).await.unwrap().unwrap();
        })
        .await;
        let counts = store::jobs::counts(db.store()).await.unwrap();
        assert_eq!(counts, [("import".to_owned(), "running".to_owned(), 1)]);
        write(db.store(), async |tx| store::jobs::release(tx, row.id).await.unwrap()).await;
        let taken = write(db.store(), async |tx| store::jobs::take(tx, NOW, NOW + 60_000).await.unwrap()).await;
        assert_eq!(taken.unwrap().id, row.id);
        assert_eq!(store::imports::row_totals(db.store()).await.unwrap(), [0; 4]);
    }
}

#[test]
fn the_order_of_rows_does_not_count_but_every_row_does() {
    let of = |lines: &[&str]| {
        let mut sum = Fingerprint::default();
        lines.iter().for_each(|line| sum.add(line));
        sum
    };
    assert_eq!(of(&["[1]", "[2]"]), of(&["[2]", "[1]"]));
    assert_ne!(of(&["[1]", "[2]"]), of(&["[1]", "[1]"]));
    assert_ne!(of(&["[1]"]).checksum(), of(&["[2]"]).checksum());
}
