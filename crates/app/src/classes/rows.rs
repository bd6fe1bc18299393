//! Between what the rules say and what is kept of it.

use analytics::classes::ClassRow;
use method::{
    Coded, MethodSettings, Reason, Timestamp,
    classes::{
        abc::{AbcClass, AbcPlace},
        changes::{ClassKind, RhythmState},
        contribution::{Contribution, ContributionMeasure},
        existing::{ExistingClass, worth_telling},
        periods::AsOf,
        rfm::Rfm,
        rhythm::{GapBase, Rhythm},
        stability::{Stability, StabilityReading, StabilitySettings},
    },
    verdict::Measured,
};
use store::entities::{class_change, customer_class};
use uuid::Uuid;

use super::classing::{Classed, existing_verdict};
use crate::{AppError, orders::day_number};

/// The kept form of a customer's classes.
pub(crate) fn row_of(
    classed: &Classed,
    (run_id, line_id): (Uuid, Uuid),
    as_of_day: i32,
    told: ExistingClass,
) -> Result<customer_class::Model, AppError> {
    let (one, expected) = (&classed.row, classed.expected);
    let known = match &one.stability {
        StabilityReading::Known(found) => Some(found),
        StabilityReading::New { .. } => None,
    };
    let (counted_orders, full_months, full_quarters) = match &one.stability {
        StabilityReading::Known(found) => (found.orders, 0, 0),
        StabilityReading::New { orders, full_months, full_quarters } => (*orders, *full_months, *full_quarters),
    };
    let small = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let rank = one.rhythm.as_long.value().filter(|_| one.rhythm.base != GapBase::Nothing);
    let day = |day: Option<jiff::civil::Date>| day.map_or(0, day_number);
    // 0 for whoever only returned something
    let band = |score: fn(Rfm) -> u8| one.rfm.map_or(0, |rfm| i32::from(score(rfm)));
    Ok(customer_class::Model {
        run_id,
        line_id,
        party_id: one.customer,
        as_of_day,
        abc: one.abc.class.code().to_owned(),
        existing: one.existing.code().to_owned(),
        told_existing: told.code().to_owned(),
        face: one.face.face.map_or("", |face| face.code()).to_owned(),
        sales_minor: one.abc.net_minor,
        sales_rank: i64::try_from(one.abc.rank).unwrap_or(i64::MAX),
        contribution_minor: one.contribution.amount_minor,
        sales_share: one.abc.share,
        sales_cumulative: one.abc.cumulative,
        contribution_share: one.contribution.share,
        contribution_cumulative: one.contribution.cumulative,
        contribution_measure: one.contribution.measure.code().to_owned(),
        contribution_high: one.contribution.high,
        contribution_estimated: one.contribution.estimated,
        stability: known.map(|found| found.value),
        regularity: known.map(|found| found.regularity),
        evenness: known.map(|found| found.evenness),
        order_size: known.map(|found| found.order_size),
        decline: known.map(|found| found.decline),
        periods: known.map_or(0, |found| small(found.periods)),
        periods_with_orders: known.map_or(0, |found| small(found.periods_with_orders)),
        counted_orders: small(counted_orders),
        full_months: small(full_months),
        full_quarters: small(full_quarters),
        face_tie: one.face.tie,
        face_reasons: one.face.face.map(|_| serde_json::to_string(&one.face_reasons)).transpose()?,
        rfm_r: band(|rfm| rfm.recency),
        rfm_f: band(|rfm| rfm.frequency),
        rfm_m: band(|rfm| rfm.money),
        purchases: small(one.purchase_days),
        first_day: day(one.first_day),
        last_day: day(one.last_day),
        usual_gap: one.rhythm.usual_days,
        gap_base: one.rhythm.base.code().to_owned(),
        rhythm_alert: one.rhythm.alert,
        silence_rank: rank.map_or(0.0, |as_long| 1.0 - as_long),
        alert_from_days: one.rhythm.alert_from_days.map(small),
        as_long: one.rhythm.as_long.value(),
        followed: one.rhythm.followed.value(),
        as_long_n: i64::try_from(one.rhythm.as_long.n()).unwrap_or(i64::MAX),
        followed_n: i64::try_from(one.rhythm.followed.n()).unwrap_or(i64::MAX),
        alive: expected.alive,
        expected_purchases: expected.purchases,
        lifetime_minor: expected.value_minor,
        lifetime_sort: expected.value_minor.unwrap_or(-1),
    })
}

/// The place by sales as it was kept.
pub(crate) fn abc_of(row: &customer_class::Model) -> AbcPlace {
    AbcPlace {
        class: AbcClass::from_code(&row.abc).unwrap_or(AbcClass::C),
        rank: row.sales_rank.unsigned_abs(),
        net_minor: row.sales_minor,
        share: row.sales_share,
        cumulative: row.sales_cumulative,
        not_positive: row.sales_minor <= 0,
    }
}

/// The contribution as it was kept.
pub(crate) fn contribution_of(row: &customer_class::Model) -> Contribution {
    Contribution {
        high: row.contribution_high,
        measure: ContributionMeasure::from_code(&row.contribution_measure).unwrap_or(ContributionMeasure::Sales),
        amount_minor: row.contribution_minor,
        estimated: row.contribution_estimated,
        share: row.contribution_share,
        cumulative: row.contribution_cumulative,
    }
}

/// The stability as it was kept; the single quarters are not.
pub(crate) fn stability_of(row: &customer_class::Model, settings: &StabilitySettings) -> StabilityReading {
    let small = |number: i32| number.unsigned_abs();
    match (row.stability, row.regularity, row.evenness, row.order_size, row.decline) {
        (Some(value), Some(regularity), Some(evenness), Some(order_size), Some(decline)) => {
            StabilityReading::Known(Stability {
                value,
                high: value >= settings.high_from,
                regularity,
                evenness,
                order_size,
                decline,
                periods: small(row.periods),
                periods_with_orders: small(row.periods_with_orders),
                quarters_minor: Vec::new(),
                orders: small(row.counted_orders),
            })
        }
        _ => StabilityReading::New {
            orders: small(row.counted_orders),
            full_months: small(row.full_months),
            full_quarters: small(row.full_quarters),
        },
    }
}

/// The rhythm as it was kept.
pub(crate) fn rhythm_of(row: &customer_class::Model, results: &method::prospecting::results::ResultSettings) -> Rhythm {
    let measured = |value: Option<f64>, n: i64| {
        let n = n.unsigned_abs();
        match value {
            Some(value) => {
                let part = (value * n as f64).round() as u64;
                method::prospecting::results::share(part, n, 1)
            }
            None => Measured::TooFew { n, needed: results.min_cases },
        }
    };
    Rhythm {
        usual_days: row.usual_gap,
        silent_days: (row.purchases > 0).then(|| (row.as_of_day - row.last_day).max(0).unsigned_abs()),
        base: GapBase::from_code(&row.gap_base).unwrap_or(GapBase::Nothing),
        as_long: measured(row.as_long, row.as_long_n),
        followed: measured(row.followed, row.followed_n),
        alert: row.rhythm_alert,
        alert_from_days: row.alert_from_days.map(i32::unsigned_abs),
    }
}

/// A class that moved, before it is written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Moved {
    pub kind: ClassKind,
    pub was: Option<String>,
    pub becomes: String,
    pub told: bool,
}

/// What changed for a customer since the run before (none: there was none), and the class the owner has been told of.
///
/// A first class is written down and not told: it is nothing that happened to the customer. Near the border of stability
/// nothing is told either (CLA-2), and it is told later against the class last told of, not against the last one.
pub(crate) fn moved(
    before: Option<&customer_class::Model>,
    one: &ClassRow,
    settings: &StabilitySettings,
) -> (Vec<Moved>, ExistingClass) {
    let rhythm = |alert: bool| if alert { RhythmState::Silent } else { RhythmState::Usual };
    let face = one.face.face.map_or("", |face| face.code()).to_owned();
    let Some(before) = before else {
        let mut first = vec![
            (ClassKind::Abc, one.abc.class.code().to_owned()),
            (ClassKind::Existing, one.existing.code().to_owned()),
        ];
        first.extend((!face.is_empty()).then_some((ClassKind::Face, face)));
        first.extend(one.rhythm.alert.then(|| (ClassKind::Rhythm, RhythmState::Silent.code().to_owned())));
        let first = first.into_iter().map(|(kind, becomes)| Moved { kind, was: None, becomes, told: false });
        return (first.collect(), one.existing);
    };
    let last_told = ExistingClass::from_code(&before.told_existing).unwrap_or(one.existing);
    let tell = worth_telling(Some(last_told), one.existing, &one.stability, settings);
    let mut moves = Vec::new();
    let mut note = |kind: ClassKind, was: &str, becomes: &str, told: bool| {
        if was != becomes || told {
            moves.push(Moved { kind, was: Some(was.to_owned()), becomes: becomes.to_owned(), told });
        }
    };
    let abc = one.abc.class.code();
    note(ClassKind::Abc, &before.abc, abc, before.abc != abc);
    let was: &str = if tell { last_told.code() } else { &before.existing };
    note(ClassKind::Existing, was, one.existing.code(), tell);
    note(ClassKind::Face, &before.face, &face, before.face != face);
    let (silent_before, silent) = (rhythm(before.rhythm_alert), rhythm(one.rhythm.alert));
    note(
        ClassKind::Rhythm,
        silent_before.code(),
        silent.code(),
        silent == RhythmState::Silent && silent_before != silent,
    );
    (moves, if tell { one.existing } else { last_told })
}

/// The kept form of a change, with the figures it rests on.
pub(crate) fn change_of(
    moved: Moved,
    one: &ClassRow,
    (run_id, line_id): (Uuid, Uuid),
    (settings, as_of): (&MethodSettings, AsOf),
    (id, at): (Uuid, Timestamp),
) -> Result<class_change::Model, AppError> {
    let reasons: Vec<Reason> = match moved.kind {
        ClassKind::Abc => one.abc.verdict(at).reasons,
        ClassKind::Existing => existing_verdict(&one.contribution, one.stability.clone(), settings, as_of).reasons,
        ClassKind::Face => one.face_reasons.clone(),
        ClassKind::Rhythm => method::classes::rhythm::explained(one.rhythm, at).reasons,
    };
    // in a single line a change is history; told is the customer as a whole
    let told = moved.told && line_id.is_nil();
    Ok(class_change::Model {
        id,
        party_id: one.customer,
        line_id,
        run_id,
        kind: moved.kind.code().to_owned(),
        was: moved.was,
        becomes: moved.becomes,
        figures: serde_json::to_string(&reasons)?,
        as_of_day: day_number(as_of.day),
        told,
        at: at.as_millis(),
        seen_at: None,
        waits_since: told.then(|| at.as_millis()),
        seen_by: None,
    })
}
