//! What all customers bought up to a day, read once and kept as small as the rules allow.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

use jiff::civil::Date;
use method::{
    MethodSettings,
    classes::{
        periods::{AsOf, Quarter, full_months},
        purchases::{Purchase, purchase_days},
        stability::{OrderRhythm, SeasonalIndex, StabilityReading, read_stability},
    },
    coded::Coded,
};
use store::{Db, classes::DayTotal, orders::Bought};
use uuid::Uuid;

use crate::{
    AppError,
    orders::{date_of, day_number},
};

/// All product lines together.
pub(crate) const ALL_LINES: Uuid = Uuid::nil();

/// Orders of one customer in one line, or in all of them, as far as classes need them.
#[derive(Clone, Debug)]
pub(crate) struct History {
    pub party: Uuid,
    /// net sales of the period of ABC
    pub sales_minor: i64,
    /// net sales of the period of contribution, and the part of it whose margin is known
    pub brought_minor: i64,
    pub with_margin_minor: i64,
    pub margin_minor: i64,
    pub stability: StabilityReading,
    /// purchases in the period of ABC
    pub purchases_in_period: u32,
    /// what was spent on the purchase days after the first, in minor units
    pub repeat_minor: i64,
}

/// Customers of a line, in the order of their ids, with their purchase days beside them.
#[derive(Debug, Default)]
pub(crate) struct Line {
    pub histories: Vec<History>,
    pub days: Vec<Vec<Date>>,
}

/// What is read by: the day, the thresholds, the currency of the run, how the quarters of each line usually differ.
#[derive(Debug)]
pub(crate) struct Lens {
    pub as_of: AsOf,
    pub currency: Option<String>,
    /// orders' lines in other currencies
    pub left_out: i64,
    seasons: HashMap<Uuid, SeasonalIndex>,
    rhythms: HashMap<Uuid, OrderRhythm>,
    sales_period: Range<Date>,
    contribution_period: Range<Date>,
}

impl Lens {
    /// Looks at what everybody bought: the currency is the one in which most was written down, amounts in others are left
    /// out and counted, since they cannot be added.
    pub(super) async fn of(db: &impl Db, settings: &MethodSettings, as_of: AsOf) -> Result<Self, AppError> {
        let totals = store::classes::line_totals(db, day_number(as_of.day)).await?;
        let mut lines: BTreeMap<&str, i64> = BTreeMap::new();
        for total in &totals {
            *lines.entry(&total.currency).or_default() += total.lines;
        }
        let most = lines.iter().max_by_key(|(_, count)| **count).map(|(currency, count)| (*currency, *count));
        let currency = most.map(|(currency, _)| currency.to_owned());
        let left_out = lines.values().sum::<i64>() - most.map_or(0, |(_, count)| count);
        let lines = store::products::lines(db).await?;
        let rhythm = |code: &str| OrderRhythm::from_code(code).unwrap_or_default();
        let classes = &settings.classes;
        Ok(Self {
            as_of,
            left_out,
            seasons: seasons(&totals, currency.as_deref(), as_of.day),
            rhythms: lines.iter().map(|line| (line.id, rhythm(&line.rhythm))).collect(),
            sales_period: full_months(classes.abc.months, as_of.day),
            contribution_period: full_months(classes.contribution.months, as_of.day),
            currency,
        })
    }

    fn counts(&self, bought: &Bought) -> bool {
        Some(bought.currency.as_str()) == self.currency.as_deref() && bought.day <= day_number(self.as_of.day)
    }

    fn history(&self, line: Uuid, party: Uuid, bought: &[&Bought], settings: &MethodSettings) -> (History, Vec<Date>) {
        let mut purchases: Vec<Purchase> = Vec::new();
        let mut last_order = None;
        let (mut sales, mut brought, mut with_margin, mut margin) = (0_i64, 0_i64, 0_i64, 0_i64);
        for part in bought {
            let on = date_of(part.day);
            match purchases.last_mut() {
                Some(same) if last_order == Some(part.order_id) => {
                    same.amount_minor = same.amount_minor.saturating_add(part.amount_minor);
                }
                _ => purchases.push(Purchase { on, amount_minor: part.amount_minor }),
            }
            last_order = Some(part.order_id);
            if self.sales_period.contains(&on) {
                sales = sales.saturating_add(part.amount_minor);
            }
            if self.contribution_period.contains(&on) {
                brought = brought.saturating_add(part.amount_minor);
                if let Some(known) = part.margin_minor {
                    with_margin = with_margin.saturating_add(part.amount_minor);
                    margin = margin.saturating_add(known);
                }
            }
        }
        let days = purchase_days(&purchases, self.as_of.day);
        let first = days.first().copied();
        let repeats = purchases.iter().filter(|one| one.amount_minor > 0 && Some(one.on) != first);
        let repeat_minor = repeats.map(|one| one.amount_minor).fold(0_i64, i64::saturating_add);
        let rhythm = self.rhythms.get(&line).copied().unwrap_or_default();
        let season = self.seasons.get(&line);
        let (steady, day) = (&settings.classes.stability, self.as_of.day);
        let history = History {
            party,
            sales_minor: sales,
            brought_minor: brought,
            with_margin_minor: with_margin,
            margin_minor: margin,
            stability: read_stability(&purchases, rhythm, steady, day).in_season(season, steady, day),
            purchases_in_period: days.iter().filter(|day| self.sales_period.contains(day)).count() as u32,
            repeat_minor,
        };
        (history, days)
    }
}

/// How the quarters of the year usually differ, of each line with eight quarters of history and of all together.
fn seasons(totals: &[DayTotal], currency: Option<&str>, day: Date) -> HashMap<Uuid, SeasonalIndex> {
    let last = Quarter::last_full(day);
    let mut by_line: HashMap<Uuid, [i64; 8]> = HashMap::new();
    let mut first: HashMap<Uuid, i32> = HashMap::new();
    for total in totals.iter().filter(|total| Some(total.currency.as_str()) == currency) {
        let quarter = method::classes::periods::Month::of(date_of(total.day)).quarter();
        for line in [total.line_id, ALL_LINES] {
            let begun = first.entry(line).or_insert(total.day);
            *begun = total.day.min(*begun);
            if let Some(ago) = usize::try_from(last.since(quarter)).ok().filter(|ago| *ago < 8) {
                by_line.entry(line).or_default()[7 - ago] += total.amount_minor;
            }
        }
    }
    let oldest = day_number(last.plus(-7).first_month().first_day());
    let known = |line: &Uuid| first.get(line).is_some_and(|begun| *begun <= oldest);
    let read = |(line, sums): (Uuid, [i64; 8])| Some((line, SeasonalIndex::read(&sums, last)?));
    by_line.into_iter().filter(|(line, _)| known(line)).filter_map(read).collect()
}

/// What was read so far.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// by line; all of them together under the nil id
    pub lines: BTreeMap<Uuid, Line>,
    pub orders: u64,
}

impl Read {
    /// Takes in what some customers bought: party by party and oldest first, as the store gives it.
    pub fn add(&mut self, bought: &[Bought], lens: &Lens, settings: &MethodSettings) {
        for own in bought.chunk_by(|a, b| a.party_id == b.party_id) {
            let counted: Vec<&Bought> = own.iter().filter(|one| lens.counts(one)).collect();
            let Some(party) = counted.first().map(|one| one.party_id) else { continue };
            self.orders += counted.chunk_by(|a, b| a.order_id == b.order_id).count() as u64;
            self.keep(ALL_LINES, party, &counted, lens, settings);
            let mut by_line: BTreeMap<Uuid, Vec<&Bought>> = BTreeMap::new();
            for one in counted {
                by_line.entry(one.line_id).or_default().push(one);
            }
            // with a single line the whole says all
            if lens.rhythms.len() > 1 {
                for (line, own) in by_line {
                    self.keep(line, party, &own, lens, settings);
                }
            }
        }
    }

    fn keep(&mut self, line: Uuid, party: Uuid, bought: &[&Bought], lens: &Lens, settings: &MethodSettings) {
        let (history, days) = lens.history(line, party, bought, settings);
        let kept = self.lines.entry(line).or_default();
        kept.histories.push(history);
        kept.days.push(days);
    }
}
