//! A merge that is undone with nothing in between leaves every row as it was, and while it lasts nothing is there twice or
//! missing: for any two records.

use std::collections::BTreeMap;

use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};
use store::portable;
use uuid::Uuid;

use super::{merge_as, undo};
use crate::team::{Team, read};

/// What a record has and what happened to it.
#[derive(Clone, Debug)]
struct Record {
    phones: Vec<usize>,
    primary: usize,
    facts: Vec<(usize, usize)>,
    tags: Vec<usize>,
    address: Option<usize>,
    deeds: Vec<usize>,
}

const PHONES: [&str; 3] = ["13800138000", "13900139000", "13700137000"];
const FACTS: [&str; 4] = ["employer", "position", "need", "birth_date"];
const WORDS: [&str; 3] = ["华信", "华信电子", "经理"];
const TAGS: [&str; 3] = ["展会", "老客户", "重点"];
const PLACES: [&str; 2] = ["上海市浦东新区世纪大道1号", "北京市朝阳区建国路88号"];

fn record() -> impl Strategy<Value = Record> {
    let facts = proptest::collection::vec((0..FACTS.len(), 0..WORDS.len()), 0..4);
    let some = |from: usize| proptest::sample::subsequence((0..from).collect::<Vec<_>>(), 0..=from);
    let deeds = proptest::collection::vec(0_usize..9, 0..6);
    (some(3), 0_usize..3, facts, some(3), proptest::option::of(0..PLACES.len()), deeds).prop_map(
        |(phones, primary, facts, tags, address, deeds)| Record { phones, primary, facts, tags, address, deeds },
    )
}

async fn make(team: &Team, record: &Record, firm: Uuid) -> Uuid {
    let mut asked = json!({
        "name": "张三",
        "phones": record.phones.iter().map(|i| PHONES[*i]).collect::<Vec<_>>(),
        "facts": record.facts.iter().map(|(key, word)| (FACTS[*key].to_owned(), json!(WORDS[*word]))).collect::<serde_json::Map<_, _>>(),
        "tags": record.tags.iter().map(|i| TAGS[*i]).collect::<Vec<_>>(),
    });
    if let Some(place) = record.address {
        asked["addresses"] = json!([{ "kind": "work", "text": PLACES[place] }]);
    }
    let id = team.party(&team.chen, asked).await.summary.id;
    if let Some(contact) = team.app.party(&team.chen, id).await.unwrap().contacts.get(record.primary) {
        team.app.edit_contact(&team.chen, id, contact.id, read(json!({ "primary": true }))).await.unwrap();
    }
    for deed in &record.deeds {
        team.clock.forward(1_000);
        match deed {
            0 => {
                drop(team.log(&team.chen, id, json!({ "outcome": "spoke", "intent_evidence": ["asked_terms"] })).await)
            }
            1 => drop(team.log(&team.chen, id, json!({ "outcome": "not_reached" })).await),
            2 => drop(team.log(&team.chen, id, json!({ "outcome": "do_not_call" })).await),
            3 => drop(team.log(&team.chen, id, json!({ "kind": "visit", "outcome": "met", "won": true })).await),
            4 => drop(team.log(&team.chen, id, json!({ "outcome": "wrong_number" })).await),
            5 => team.answer(id, "screening.has_need", "yes").await,
            6 => {
                let consent = json!({ "channel": "sms", "given": record.primary == 0, "source": "spoken" });
                team.app.record_consent(&team.chen, id, read(consent)).await.unwrap();
            }
            7 => {
                let task = json!({ "title": "寄资料", "due_at": team.now().plus_days(2.0) });
                team.app.create_task(&team.chen, id, read(task)).await.unwrap();
            }
            _ => {
                let person = json!({ "party_id": id, "roles": ["decider"], "influences": [] });
                // a second time is refused, which is as good
                let _ = team.app.add_person(&team.chen, firm, read(person)).await;
            }
        }
    }
    id
}

/// History that is only ever added to, and what is renewed with every change.
const ADDED_TO: [&str; 7] =
    ["party_change", "audit_record", "assessment", "party_merge", "job", "session", "seaql_migrations"];

/// Every row of every other table, by table; versions and moments of the last change left out.
async fn rows(team: &Team) -> BTreeMap<String, Vec<String>> {
    let tx = team.db.store().begin().await.unwrap();
    let mut all = BTreeMap::new();
    for table in portable::tables(&tx).await.unwrap() {
        if ADDED_TO.contains(&table.name()) {
            continue;
        }
        let mut read = portable::rows(&tx, &table).await.unwrap();
        let mut lines = Vec::new();
        while let Some(line) = read.next().await.unwrap() {
            let mut cells: Vec<Value> = serde_json::from_str(&line).unwrap();
            for (column, cell) in table.columns().iter().zip(&mut cells) {
                if table.name() == "party" && ["version", "updated_at"].contains(&column.as_str()) {
                    *cell = Value::Null;
                }
            }
            lines.push(Value::Array(cells).to_string());
        }
        lines.sort();
        all.insert(table.name().to_owned(), lines);
    }
    tx.rollback().await.unwrap();
    all
}

async fn there_and_back(one: Record, other: Record, first_is_kept: bool) {
    let team = Team::sqlite().await;
    let firm = team.party(&team.chen, json!({ "kind": "organisation", "name": "华信电子有限公司" })).await.summary.id;
    let (one, other) = (make(&team, &one, firm).await, make(&team, &other, firm).await);
    team.clock.forward(1_000);
    // what the moment alone moves has moved before it is compared
    team.app.work_one().await.unwrap();
    let (kept, merged) = if first_is_kept { (one, other) } else { (other, one) };
    let before = rows(&team).await;
    let done = merge_as(&team, &team.chen, kept, merged, json!({})).await.unwrap();
    assert!(team.faults().await.is_empty(), "{:?}", team.faults().await);
    let between = rows(&team).await;
    for table in ["activity", "task", "evidence"] {
        assert_eq!(between[table].len(), before[table].len(), "every {table} is there once");
    }
    let plan = team.app.undo_plan(&team.chen, done.id).await.unwrap();
    assert!(plan.changed.is_empty() && plan.lost.is_empty() && plan.stays.is_empty(), "{plan:?}");
    undo(&team, &team.chen, done.id).await.unwrap();
    let mut after = rows(&team).await;
    // a withdrawal that the merge renewed stays written, taken back
    after.get_mut("consent").unwrap().retain(|line| before["consent"].contains(line));
    for (table, lines) in &before {
        assert_eq!(&after[table], lines, "{table}");
    }
    assert!(team.faults().await.is_empty());
}

#[test]
fn merging_and_undoing_leaves_every_row_as_it_was() {
    let config = Config { cases: 24, failure_persistence: None, ..Config::default() };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let outcome = TestRunner::new(config).run(&(record(), record(), any::<bool>()), |(one, other, first_is_kept)| {
        runtime.block_on(there_and_back(one, other, first_is_kept));
        Ok(())
    });
    outcome.unwrap();
}
