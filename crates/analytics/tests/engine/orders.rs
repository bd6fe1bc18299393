//! Orders for the tests, and what writes and reads them.

use std::path::Path;

use analytics::classes::{ClassesAsked, Classification};
use analytics::engine::{
    CustomerFigures, DataSet, EngineError, FiguresAsked, LocalEngine, LocalOptions, OrderRow, OrderWriter, QueryEngine,
    RowKind, WriterOptions,
};
use futures::TryStreamExt;
use futures::executor::block_on;
use jiff::civil::Date;
use method::classes::ClassSettings;
use method::classes::periods::{AsOf, plus_days};
use method::classes::stability::OrderRhythm;
use method::prospecting::results::ResultSettings;
use method::time::{Timestamp, Zone};
use uuid::Uuid;

/// A row that owns its region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub customer: Uuid,
    pub line: Uuid,
    pub order: Uuid,
    pub day: i32,
    pub amount_minor: i64,
    pub margin_minor: Option<i64>,
    pub region: Option<&'static str>,
}

pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// An order of one line.
pub fn row(customer: u128, order: u128, day: i32, amount_minor: i64) -> Row {
    let (customer, line, order) = (id(customer), id(1), id(order));
    Row { customer, line, order, day, amount_minor, margin_minor: None, region: None }
}

pub fn date(day: i32) -> Date {
    plus_days(jiff::civil::date(1970, 1, 1), day as u32)
}

pub fn as_of(day: i32) -> AsOf {
    AsOf::at(Timestamp::from_millis(i64::from(day) * 86_400_000), &Zone::UTC)
}

pub fn options(part_rows: u64) -> WriterOptions {
    WriterOptions { currency: "CNY".to_owned(), mark: "a mark".to_owned(), part_rows }
}

pub fn push(writer: &mut OrderWriter, row: &Row) -> Result<(), EngineError> {
    let kind = if row.amount_minor < 0 { RowKind::Return } else { RowKind::Order };
    let Row { customer, line, order, day, amount_minor, margin_minor, region } = *row;
    writer.push(&OrderRow { customer, line, order, day, amount_minor, margin_minor, kind, region })
}

/// Writes rows in their order as parts of so many rows.
pub fn write(folder: &Path, rows: &[Row], part_rows: u64) -> DataSet {
    let mut sorted = rows.to_vec();
    sorted.sort_by_key(|row| (row.customer, row.day, row.order));
    let mut writer = OrderWriter::begin(folder, options(part_rows)).expect("nobody else writes");
    for row in &sorted {
        push(&mut writer, row).expect("the rows are in order");
    }
    writer.finish().expect("it is written");
    DataSet::open(folder).expect("it was written")
}

pub fn asked(day: i32) -> FiguresAsked {
    FiguresAsked {
        as_of: as_of(day),
        line: None,
        predicate: None,
        rhythm: OrderRhythm::Month,
        settings: ClassSettings::default(),
    }
}

pub fn classes_asked(day: i32) -> ClassesAsked {
    ClassesAsked { figures: asked(day), influence: Default::default(), results: ResultSettings::default() }
}

pub fn engine() -> LocalEngine {
    LocalEngine::start(LocalOptions::default()).expect("two threads are to be had")
}

pub fn figures(data_set: &DataSet, asked: FiguresAsked) -> Vec<CustomerFigures> {
    let chunks: Result<Vec<_>, _> = block_on(async { engine().figures(data_set, asked).await?.try_collect().await });
    chunks.expect("the pass ends well").concat()
}

pub fn classify(data_set: &DataSet, asked: ClassesAsked) -> Classification {
    let engine = engine();
    let classed =
        async { analytics::classes::classify(engine.figures(data_set, asked.figures.clone()).await?, asked).await };
    block_on(classed).expect("the pass ends well")
}
