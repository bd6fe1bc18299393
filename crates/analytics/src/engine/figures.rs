//! The figures of one customer that the classes are made of, read off its purchases once.

use std::sync::Arc;

use jiff::civil::Date;
use method::classes::ClassSettings;
use method::classes::periods::{AsOf, Month, Quarter};
use method::classes::purchases::{Purchase, purchase_days};
use method::classes::rhythm::OwnRhythm;
use method::classes::stability::{OrderRhythm, StabilityReading, read_stability};
use uuid::Uuid;

use super::predicate::Predicate;

/// Quarters that a seasonal index is read from.
pub const SEASON_QUARTERS: usize = 8;

/// Which figures are asked for.
#[derive(Debug, Clone)]
pub struct FiguresAsked {
    /// The moment they hold for; what was bought later is not known yet.
    pub as_of: AsOf,
    /// Only this product line; none means everything bought.
    pub line: Option<Uuid>,
    /// Only rows for which this holds.
    pub predicate: Option<Predicate>,
    /// How often the line is usually bought.
    pub rhythm: OrderRhythm,
    /// Periods and thresholds.
    pub settings: ClassSettings,
}

/// One customer as of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomerFigures {
    /// Who.
    pub customer: Uuid,
    /// The region of the last row; none where it is not known.
    pub region: Option<Arc<str>>,
    /// Orders and returns.
    pub orders: u32,
    /// Days with a purchase, earliest first and each once.
    pub days: Vec<Date>,
    /// Net sales of the full months that count for ABC.
    pub net_minor: i64,
    /// Days with a purchase in the same months.
    pub purchases: u32,
    /// Net sales of the full months that count for contribution.
    pub sales_minor: i64,
    /// The part of it whose margin is known.
    pub sales_with_margin_minor: i64,
    /// The margin of that part.
    pub margin_minor: i64,
    /// Net sales of the last eight full quarters, oldest first.
    pub quarters_minor: [i64; SEASON_QUARTERS],
    /// Stability as if every quarter were an ordinary one.
    pub stability: StabilityReading,
    /// What the customer's own gaps say.
    pub rhythm: OwnRhythm,
    /// Sum of the purchases after the first day, for what a purchase is worth.
    pub repeat_minor: i64,
}

/// What has been read of a customer so far.
#[derive(Debug, Default)]
pub(super) struct Bought {
    pub purchases: Vec<Purchase>,
    pub sales_minor: i64,
    pub sales_with_margin_minor: i64,
    pub margin_minor: i64,
}

/// What was asked, with its periods worked out.
#[derive(Debug)]
pub(super) struct Periods {
    pub asked: FiguresAsked,
    /// Months that count for contribution: from this day on, up to the day before `month`.
    pub brought_from: Date,
    /// The month of the day asked about: the first that is not full.
    pub month: Date,
    abc_from: Date,
    last_quarter: Quarter,
}

impl Periods {
    pub fn of(asked: FiguresAsked) -> Self {
        let day = asked.as_of.day;
        let from = |months: u32| Month::of(day).plus(-i32::try_from(months.max(1)).unwrap_or(i32::MAX)).first_day();
        Self {
            brought_from: from(asked.settings.contribution.months),
            month: Month::of(day).first_day(),
            abc_from: from(asked.settings.abc.months),
            last_quarter: Quarter::last_full(day),
            asked,
        }
    }

    /// Closes a customer.
    pub fn figures(&self, customer: Uuid, region: Option<Arc<str>>, bought: &Bought) -> CustomerFigures {
        let FiguresAsked { as_of, rhythm, settings, .. } = &self.asked;
        let purchases = bought.purchases.as_slice();
        let days = purchase_days(purchases, as_of.day);
        let in_abc = |on: Date| self.abc_from <= on && on < self.month;
        let mut figures = CustomerFigures {
            customer,
            region,
            orders: purchases.len() as u32,
            net_minor: 0,
            purchases: days.iter().filter(|day| in_abc(**day)).count() as u32,
            sales_minor: bought.sales_minor,
            sales_with_margin_minor: bought.sales_with_margin_minor,
            margin_minor: bought.margin_minor,
            quarters_minor: [0; SEASON_QUARTERS],
            stability: read_stability(purchases, *rhythm, &settings.stability, as_of.day),
            rhythm: OwnRhythm::of(&days, &settings.rhythm, as_of.day),
            repeat_minor: 0,
            days,
        };
        let first = figures.days.first().copied();
        for Purchase { on, amount_minor } in purchases.iter().copied() {
            if in_abc(on) {
                figures.net_minor = figures.net_minor.saturating_add(amount_minor);
            }
            let ago = usize::try_from(self.last_quarter.since(Month::of(on).quarter())).ok();
            if let Some(place) = ago.and_then(|ago| (SEASON_QUARTERS - 1).checked_sub(ago)) {
                figures.quarters_minor[place] = figures.quarters_minor[place].saturating_add(amount_minor);
            }
            if amount_minor > 0 && Some(on) != first {
                figures.repeat_minor = figures.repeat_minor.saturating_add(amount_minor);
            }
        }
        figures
    }
}
