//! The same classes without the engine: rows grouped in a map, and each rule asked about each customer.

use std::collections::BTreeMap;

use analytics::classes::ClassesAsked;
use jiff::civil::Date;
use method::classes::abc::{AbcPlace, CustomerTotal, abc};
use method::classes::contribution::{Brought, Contribution, contributions};
use method::classes::existing::{ExistingClass, existing_class};
use method::classes::gaps::GapCounts;
use method::classes::periods::{Month, Quarter, days_between};
use method::classes::purchases::{Purchase, purchase_days};
use method::classes::rfm::{Rfm, RfmFacts, rfm};
use method::classes::rhythm::{Rhythm, rhythm};
use method::classes::stability::{SeasonalIndex, StabilityReading, stability};
use uuid::Uuid;

use super::orders::{Row, as_of, date};

pub struct Naive {
    pub customers: Vec<Uuid>,
    pub abc: Vec<AbcPlace>,
    pub contributions: Vec<Contribution>,
    pub stability: Vec<StabilityReading>,
    pub existing: Vec<ExistingClass>,
    pub rfm: Vec<Option<Rfm>>,
    pub rhythm: Vec<Rhythm>,
    pub days: Vec<Vec<Date>>,
}

/// What a customer bought, and what is known of the margins.
#[derive(Default)]
struct Own {
    orders: BTreeMap<(i32, Uuid), i64>,
    rows: Vec<Row>,
}

pub fn classes(rows: &[Row], day: i32, asked: &ClassesAsked) -> Naive {
    let mut all: BTreeMap<Uuid, Own> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.day <= day) {
        let own = all.entry(row.customer).or_default();
        *own.orders.entry((row.day, row.order)).or_default() += row.amount_minor;
        own.rows.push(row.clone());
    }
    let (as_of, settings, results) = (as_of(day), &asked.figures.settings, &asked.results);
    let today = as_of.day;
    let customers: Vec<Uuid> = all.keys().copied().collect();
    let purchases: Vec<Vec<Purchase>> = all.values().map(purchases).collect();
    let days: Vec<Vec<Date>> = purchases.iter().map(|own| purchase_days(own, today)).collect();
    let year = |on: Date| Month::of(today).plus(-12).first_day() <= on && on < Month::of(today).first_day();
    let net = |own: &Vec<Purchase>| own.iter().filter(|one| year(one.on)).map(|one| one.amount_minor).sum::<i64>();

    let totals: Vec<CustomerTotal<Uuid>> =
        purchases.iter().zip(&customers).map(|(own, id)| CustomerTotal { id: *id, net_minor: net(own) }).collect();
    let brought: Vec<Brought<Uuid>> = all.iter().map(|(id, own)| brought(*id, own, year)).collect();
    let contributions = contributions(&brought, &settings.contribution);

    let season = season(&purchases, &days, today);
    let steady: Vec<_> = purchases
        .iter()
        .map(|own| stability(own, asked.figures.rhythm, season.as_ref(), &settings.stability, as_of))
        .collect();
    let existing = contributions.iter().zip(&steady).map(|(high, steady)| existing_class(high, steady).value).collect();

    let scored: Vec<RfmFacts> = days
        .iter()
        .zip(&totals)
        .filter_map(|(days, total)| {
            let last = days.last()?;
            let purchases = days.iter().filter(|day| year(**day)).count() as u32;
            Some(RfmFacts { days_since: days_between(*last, today), purchases, net_minor: total.net_minor })
        })
        .collect();
    let mut scores = rfm(&scored).into_iter();
    let rfm = days.iter().map(|days| days.last().and_then(|_| scores.next())).collect();

    let mut gaps = GapCounts::default();
    days.iter().for_each(|days| gaps.add(days, today));
    let line = gaps.line();
    let rhythm = days.iter().map(|days| rhythm(days, &line, &settings.rhythm, results, as_of).value).collect();
    Naive {
        customers,
        abc: abc(&totals, &settings.abc),
        contributions,
        stability: steady.into_iter().map(|verdict| verdict.value).collect(),
        existing,
        rfm,
        rhythm,
        days,
    }
}

fn purchases(own: &Own) -> Vec<Purchase> {
    own.orders.iter().map(|((day, _), amount)| Purchase { on: date(*day), amount_minor: *amount }).collect()
}

fn brought(id: Uuid, own: &Own, year: impl Fn(Date) -> bool) -> Brought<Uuid> {
    let counted: Vec<&Row> = own.rows.iter().filter(|row| year(date(row.day))).collect();
    let known = || counted.iter().filter_map(|row| Some((row.amount_minor, row.margin_minor?)));
    Brought {
        id,
        sales_minor: counted.iter().map(|row| row.amount_minor).sum(),
        sales_with_margin_minor: known().map(|(amount, _)| amount).sum(),
        margin_minor: known().map(|(_, margin)| margin).sum(),
    }
}

fn season(purchases: &[Vec<Purchase>], days: &[Vec<Date>], today: Date) -> Option<SeasonalIndex> {
    let last = Quarter::last_full(today);
    let mut sums = [0_i64; 8];
    for one in purchases.iter().flatten() {
        let ago = last.since(Month::of(one.on).quarter());
        if (0..8).contains(&ago) {
            sums[7 - ago as usize] += one.amount_minor;
        }
    }
    let begun = days.iter().flatten().min().is_some_and(|first| *first <= last.plus(-7).first_month().first_day());
    begun.then(|| SeasonalIndex::read(&sums, last)).flatten()
}
