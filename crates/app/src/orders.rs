//! What customers buy (CLA-6, CLA-9): orders and returns with their lines, and what follows from them.
//!
//! An order is appended and, when mistaken, voided with a reason. Whatever adds or voids orders ends with
//! [`App::follow_orders`], which renews the standing in each product line, the conversions and the party's row, for one
//! customer or for thousands at once.

mod alarms;
mod conversions;
mod costs;
mod follow;
mod list;
mod record;
mod rivals;
mod standing;
mod turning;

use jiff::civil::Date;
use method::{
    Coded, Timestamp, Zone,
    classes::{conversions::LineStatus, purchases::OrderKind},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

pub use conversions::{ConversionPage, ConversionRow, ConversionsAsked, LinePeriods, PeriodRates, RatesAsked};
pub use costs::{CostsAsked, CostsView, SayingView};
pub use list::OrdersAsked;
pub use record::{NewOrderLine, RecordOrder, VoidOrder};
pub use rivals::{AddRivalShare, RivalShareView};
pub use standing::{AnswerCause, ConversionView, LineStanding};

pub(crate) use follow::PER_PASS;
pub(crate) use list::Names;
pub(crate) use record::{CURRENCY, is_currency, margin_of};

use crate::{NameRef, UserRef};

/// A product line as other records name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LineRef {
    pub id: Uuid,
    pub code: String,
    /// empty for the general line until somebody names it
    pub name: String,
}

/// A product as the lines of orders name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProductRef {
    pub id: Uuid,
    pub sku: String,
    pub name: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrderLineView {
    pub line: LineRef,
    pub product: Option<ProductRef>,
    /// thousandths of the product's unit; negative in a return
    pub quantity_milli: i64,
    pub amount_minor: i64,
    /// absent: not known
    pub margin_minor: Option<i64>,
}

/// That an order was mistaken, and why.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VoidedView {
    pub at: Timestamp,
    pub by: Option<UserRef>,
    pub reason: String,
}

/// An order, or a return with negative amounts.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrderView {
    pub id: Uuid,
    pub party: NameRef,
    pub kind: OrderKind,
    pub number: Option<String>,
    /// where the number comes from: `manual`, or the name of a system
    pub source: String,
    pub ordered_at: Timestamp,
    /// the day in the company's zone; a return belongs to the day of its booking
    #[schema(value_type = String, example = "2026-03-02")]
    pub on: Date,
    pub currency: String,
    pub amount_minor: i64,
    /// absent: not known of every line
    pub margin_minor: Option<i64>,
    #[schema(value_type = Option<String>)]
    pub contract_until: Option<Date>,
    pub note: String,
    pub lines: Vec<OrderLineView>,
    /// the order that a return belongs to
    pub returned_id: Option<Uuid>,
    /// who held the customer then
    pub owner: Option<UserRef>,
    /// the import that brought it
    pub import_id: Option<Uuid>,
    pub created_by: Option<UserRef>,
    pub created_at: Timestamp,
    /// absent: it stands
    pub voided: Option<VoidedView>,
}

/// The first day that is counted.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// A day as it is kept: days since 1970.
pub(crate) fn day_number(day: Date) -> i32 {
    i32::try_from(day.duration_since(EPOCH).as_hours() / 24).unwrap_or(0)
}

/// A kept day as a date; outside the calendar the nearest that can be written.
pub(crate) fn date_of(day: i32) -> Date {
    let edge = if day < 0 { Date::MIN } else { Date::MAX };
    jiff::Span::new().try_days(day).and_then(|span| EPOCH.checked_add(span)).unwrap_or(edge)
}

/// The moment of an order of which only the day is known: noon, or now where that is still to come.
pub(crate) fn moment_of(day: Date, zone: &Zone, now: Timestamp) -> Timestamp {
    if day == now.local_date(zone) { now } else { zone.moment(day.at(12, 0, 0, 0)) }
}

pub(crate) fn line_status(code: &str) -> LineStatus {
    LineStatus::from_code(code).unwrap_or(LineStatus::Prospect)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970_and_read_back() {
        assert_eq!(day_number(Date::constant(1970, 1, 2)), 1);
        assert_eq!(day_number(Date::constant(1969, 12, 31)), -1);
        for day in [-40_000, 0, 20_514, 90_000] {
            assert_eq!(day_number(date_of(day)), day);
        }
    }
}
