//! The language of filters in columns: for any filter over any records the engine finds those for whom the definition says yes,
//! in the order of their ids.

use std::collections::HashMap;
use std::path::Path;

use analytics::engine::{
    CustomerTable, CustomerWriter, DataSet, EngineError, LocalEngine, LocalOptions, QueryEngine, narrowed,
};
use filters::testing::{IDS, any_facts, any_filter};
use filters::{Body, Context, Facts, Filter, Names, evaluate, print, resolve};
use futures::TryStreamExt;
use futures::executor::block_on;
use jiff::civil::date;
use method::{Answer, Zone};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use uuid::Uuid;

use super::orders::{asked, id, options, row, write};

/// Records of a population, and filters asked of it.
const RECORDS: usize = 120;
const FILTERS: usize = 600;

fn context() -> Context {
    let [one, two, _] = IDS.map(Uuid::from_u128);
    let zone = Zone::default();
    let live = filters::parse("grade in (a, b) or city = 杭州市", &Names::default()).expect("a filter");
    Context {
        me: Some(one),
        now: zone.moment(date(2026, 3, 3).at(12, 0, 0, 0)),
        zone,
        below: HashMap::from([(one, vec![two])]),
        // the third there is none of
        segments: HashMap::from([(one, Body::Live(live)), (two, Body::Static)]),
    }
}

fn table(folder: &Path, records: &[(Uuid, Facts)], part_rows: u64) -> CustomerTable {
    let mut writer = CustomerWriter::begin(folder, options(part_rows)).expect("nobody else writes");
    for (id, facts) in records {
        writer.push(*id, facts.clone()).expect("they come in order");
    }
    writer.finish().expect("it is written");
    CustomerTable::open(folder).expect("it was written")
}

fn found(engine: &LocalEngine, table: &CustomerTable, filter: &Filter) -> Vec<Uuid> {
    let clause = resolve(filter, &context()).expect("a small filter");
    let ids = block_on(async { engine.customers(table, &clause).await?.try_concat().await });
    ids.unwrap_or_else(|error| panic!("{}: {error:?}", print(filter)))
}

fn engine() -> LocalEngine {
    LocalEngine::start(LocalOptions::default()).expect("threads")
}

fn named(text: &str) -> Filter {
    filters::parse(text, &Names::default()).expect("a filter")
}

#[test]
fn any_filter_finds_whom_the_definition_says() {
    let mut runner = TestRunner::deterministic();
    let some = proptest::collection::vec(any_facts(), RECORDS).new_tree(&mut runner).expect("records").current();
    let records: Vec<(Uuid, Facts)> = (1..).map(id).zip(some).collect();
    let folder = tempfile::tempdir().expect("a directory is to be had");
    let (table, engine) = (table(folder.path(), &records, 1_000), engine());
    let mut met = 0;
    for _ in 0..FILTERS {
        let filter = any_filter().new_tree(&mut runner).expect("a filter").current();
        let yes = |facts: &Facts| evaluate(&filter, facts, &context()) == Answer::Yes;
        let expected: Vec<Uuid> = records.iter().filter(|(_, facts)| yes(facts)).map(|(id, _)| *id).collect();
        met += usize::from(!expected.is_empty() && expected.len() < RECORDS);
        assert_eq!(found(&engine, &table, &filter), expected, "{}", print(&filter));
    }
    assert!(met > FILTERS / 4, "many filters tell records apart: {met}");
}

#[test]
fn parts_are_read_in_their_order_and_filters_of_many_conditions_are_answered() {
    // more than is turned into columns at a time, and more than a part holds
    let records: Vec<(Uuid, Facts)> = (0..10_000_u32)
        .map(|place| {
            let mut facts = Facts::default();
            facts.numbers.insert(filters::NumberField::Sales, f64::from(place % 7));
            (id(u128::from(place)), facts)
        })
        .collect();
    let folder = tempfile::tempdir().expect("a directory is to be had");
    let (table, engine) = (table(folder.path(), &records, 4_000), engine());
    assert_eq!(table.manifest().parts.len(), 3);
    assert_eq!(table.manifest().totals().customers, 10_000);
    let expected: Vec<Uuid> = (0..10_000).filter(|place| place % 7 == 3).map(id).collect();
    assert_eq!(found(&engine, &table, &named("sales = 3")), expected);
    let many = vec!["sales = 3 or name contains x"; 50].join(" or ");
    assert_eq!(found(&engine, &table, &named(&many)), expected);
    let many_owners: Vec<String> = (1..200).map(|owner| id(owner).to_string()).collect();
    assert!(found(&engine, &table, &named(&format!("owner in ({})", many_owners.join(", ")))).is_empty());
}

#[test]
fn figures_are_narrowed_to_those_a_filter_takes() {
    let folders = [(); 2].map(|()| tempfile::tempdir().expect("a directory is to be had"));
    let orders: Vec<_> = (1..=9).map(|customer| row(customer, customer, 20_000, 100)).collect();
    let data_set: DataSet = write(folders[0].path(), &orders, 2);
    // some of them bought nothing, and some who bought are not on file
    let records: Vec<(Uuid, Facts)> = [0, 2, 3, 5, 6, 12]
        .map(|customer| {
            let mut facts = Facts::default();
            let city = if customer == 5 { "上海市" } else { "杭州市" };
            facts.texts.insert(filters::TextField::City, city.to_owned());
            (id(customer), facts)
        })
        .into();
    let (table, engine) = (table(folders[1].path(), &records, 10), engine());
    let clause = resolve(&named("city = 杭州市"), &context()).expect("a small filter");
    let figures = block_on(async {
        let customers = engine.customers(&table, &clause).await?;
        narrowed(engine.figures(&data_set, asked(20_500)).await?, customers).try_concat().await
    });
    let of: Vec<Uuid> = figures.expect("figures").into_iter().map(|one| one.customer).collect();
    assert_eq!(of, [2, 3, 6].map(id));
}

#[test]
fn records_out_of_order_and_other_columns_are_refused() {
    let folder = tempfile::tempdir().expect("a directory is to be had");
    let mut writer = CustomerWriter::begin(folder.path(), options(10)).expect("nobody else writes");
    writer.push(id(2), Facts::default()).expect("it is the first");
    assert!(matches!(writer.push(id(1), Facts::default()), Err(EngineError::Unsorted(_))));
    assert!(matches!(writer.push(id(2), Facts::default()), Err(EngineError::Unsorted(_))));
    drop(writer);
    assert!(matches!(CustomerTable::open(folder.path()), Err(EngineError::Missing(_))));
    drop(write(folder.path(), &[row(1, 1, 20_000, 100)], 10));
    assert!(matches!(CustomerTable::open(folder.path()), Err(EngineError::Manifest(_))), "orders are no customers");
}
