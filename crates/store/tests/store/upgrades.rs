//! A database of every earlier schema, with rows in every table, is brought up to this version in one go: whatever
//! versions were skipped, no row goes and all agree in the end.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use store::{Tx, check, portable};
use test_support::{TestDatabase, on_both_databases};

use crate::portable::{Empty, FIRST_ROWS, sums};

/// Somebody and something of the first rows, for the columns of later tables that name them.
const USER: &str = "01900000-0000-7000-8000-000000000002";
const PARTY: &str = "01900000-0000-7000-8000-000000000010";
const TEAM: &str = "01900000-0000-7000-8000-000000000001";

/// What a column takes, as the database describes it: kind, and whether it may be left empty.
type Columns = BTreeMap<(String, String), (String, bool)>;

/// Makes the schema that these migrations make and puts a row into each of its tables: those of the first release, and
/// one of plain values in every table that came later.
async fn filled(db: &TestDatabase, schema: &[String]) {
    let tx = db.store().begin().await.unwrap();
    let tables = portable::prepare(&tx, schema).await.unwrap();
    tx.commit().await.unwrap();
    let columns = described(db).await;
    let tx = db.store().begin().await.unwrap();
    for table in &tables {
        let first = FIRST_ROWS.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let first: Vec<Value> =
            first.filter(|kept| kept["table"] == table.name()).map(|kept| kept["row"].clone()).collect();
        let rows = if first.is_empty() { vec![json!({})] } else { first.clone() };
        for row in rows {
            let cell = |column: &String| match row.get(column) {
                Some(given) => given.clone(),
                None => plain(column, &columns[&(table.name().to_owned(), column.clone())], first.is_empty()),
            };
            let cells: Vec<Value> = table.columns().iter().map(cell).collect();
            portable::insert(&tx, table, &[Value::Array(cells).to_string()]).await.unwrap();
        }
    }
    let documents = [1, 2].map(|position| store::search::Document { position, tokens: "zs".to_owned() });
    store::search::insert(&tx, documents.to_vec()).await.unwrap();
    tx.commit().await.unwrap();
}

/// A value that fits the column. Of the first rows nothing is added that may be left empty.
fn plain(column: &str, (kind, may_be_empty): &(String, bool), fill: bool) -> Value {
    if *may_be_empty && !fill {
        return Value::Null;
    }
    match kind.to_lowercase().as_str() {
        "uuid" | "uuid_text" => json!(match column {
            _ if column.contains("party") || column.contains("person") => PARTY,
            _ if column.contains("team") => TEAM,
            "id" | "order_id" | "deal_id" | "future_id" => "01900000-0000-7000-8000-0000000000ff",
            _ => USER,
        }),
        "text" => json!("{}"),
        "double" | "double precision" => json!("0"),
        "boolean" => json!(false),
        _ => json!(0),
    }
}

async fn described(db: &TestDatabase) -> Columns {
    let sql = if db.is_sqlite() {
        "SELECT t.name || '|' || c.name || '|' || c.type || '|' || (c.\"notnull\" = 0) AS line \
         FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT GLOB 'party_search*'"
    } else {
        "SELECT table_name || '|' || column_name || '|' || data_type || '|' || \
         CASE is_nullable WHEN 'YES' THEN 1 ELSE 0 END AS line \
         FROM information_schema.columns WHERE table_schema = current_schema()"
    };
    let lines = db.lines(sql, "line").await;
    let parted = lines.iter().map(|line| line.split('|').map(str::to_owned).collect::<Vec<_>>());
    parted.map(|part| ((part[0].clone(), part[1].clone()), (part[2].clone(), part[3] == "1"))).collect()
}

async fn rows_of(tx: &Tx) -> BTreeMap<String, u64> {
    sums(tx).await.into_iter().map(|(table, sum)| (table, sum.rows)).collect()
}

async fn is_brought_up(db: &TestDatabase, schema: &[String], newest: &[String]) {
    filled(db, schema).await;
    let moment = db.store().snapshot().await.unwrap();
    let before = rows_of(&moment).await;
    moment.rollback().await.unwrap();
    assert!(before.values().all(|rows| *rows > 0), "{before:?}");

    let applied = db.store().migrate().await.unwrap();
    assert_eq!(applied, newest[schema.len()..], "from {schema:?}");
    let moment = db.store().snapshot().await.unwrap();
    let after = rows_of(&moment).await;
    moment.rollback().await.unwrap();
    for (table, rows) in &before {
        assert!(after.get(table).is_some_and(|now| now >= rows), "{table} lost rows on the way from {schema:?}");
    }
    let findings = check::run(db.store()).await.unwrap();
    assert!(findings.iter().all(|finding| finding.fine), "from {schema:?}: {findings:?}");
    let party = store::parties::find(db.store(), PARTY.parse().unwrap()).await.unwrap().unwrap();
    assert_eq!((party.name.as_str(), party.score), ("张三", 71.5));
    assert_eq!(store::people::users(db.store()).await.unwrap()[0].email, "chen@example.com");
}

/// The first, the first two … of the migrations, and what they all are.
async fn earlier_schemas(db: &TestDatabase) -> (Vec<Vec<String>>, Vec<String>) {
    let newest = db.store().migration_state().await.unwrap().missing;
    ((1..=newest.len()).map(|count| newest[..count].to_vec()).collect(), newest)
}

on_both_databases! {
    async fn every_earlier_schema_is_brought_up_with_its_rows(first: Empty) {
        let (schemas, newest) = earlier_schemas(&first.0).await;
        for schema in schemas {
            let db = match first.0.is_sqlite() {
                true => TestDatabase::empty_sqlite().await,
                false => TestDatabase::empty_postgres().await.unwrap(),
            };
            is_brought_up(&db, &schema, &newest).await;
        }
    }

    async fn the_way_to_a_schema_makes_no_difference(first: Empty) {
        let (schemas, _) = earlier_schemas(&first.0).await;
        let db = match first.0.is_sqlite() {
            true => TestDatabase::empty_sqlite().await,
            false => TestDatabase::empty_postgres().await.unwrap(),
        };
        let tx = db.store().begin().await.unwrap();
        portable::prepare(&tx, &schemas[0]).await.unwrap();
        tx.commit().await.unwrap();
        db.store().migrate().await.unwrap();
        let at_once = match db.is_sqlite() {
            true => TestDatabase::sqlite().await,
            false => TestDatabase::postgres().await.unwrap(),
        };
        assert_eq!(db.store().describe_schema().await.unwrap(), at_once.store().describe_schema().await.unwrap());
    }
}
