//! The pass over sorted rows: a customer's rows lie together, so one is open at a time.

use std::sync::Arc;

use datafusion::arrow::array::{Array, AsArray, DictionaryArray, FixedSizeBinaryArray, RecordBatch, StringArray};
use datafusion::arrow::datatypes::{Int32Type, Int64Type};
use jiff::civil::Date;
use method::classes::purchases::Purchase;
use uuid::Uuid;

use super::columns::Column;
use super::error::EngineError;
use super::figures::{Bought, CustomerFigures, Periods};

/// The columns that the pass reads, in its order.
pub(super) const READ: [Column; 6] =
    [Column::Customer, Column::Order, Column::Day, Column::Amount, Column::Margin, Column::Region];

/// Calendar days by days since 1970: turning each row's anew would be half of the pass.
#[derive(Debug)]
pub(super) struct Days {
    first: i32,
    dates: Vec<Date>,
}

impl Days {
    /// All days from one to another; beyond the calendar there are none.
    pub fn between(first: i32, last: i32) -> Self {
        let dates = (first..=last).map_while(date_of).collect();
        Self { first, dates }
    }

    fn get(&self, day: i32) -> Option<Date> {
        self.dates.get(usize::try_from(day.checked_sub(self.first)?).ok()?).copied()
    }
}

/// The date of a day since 1970; none outside the calendar.
pub(super) fn date_of(day: i32) -> Option<Date> {
    let span = jiff::Span::new().try_days(day).ok()?;
    Date::constant(1970, 1, 1).checked_add(span).ok()
}

/// The days since 1970 of a date.
pub(super) fn day_of(date: Date) -> i32 {
    let hours = date.duration_since(Date::constant(1970, 1, 1)).as_hours();
    i32::try_from(hours.div_euclid(24)).unwrap_or(i32::MAX)
}

/// The open customer, and the periods that its rows are sorted into.
#[derive(Debug)]
pub(super) struct Fold {
    periods: Arc<Periods>,
    days: Arc<Days>,
    customer: Option<Uuid>,
    order: Option<Uuid>,
    region: Option<Arc<str>>,
    bought: Bought,
}

impl Fold {
    pub fn new(periods: Arc<Periods>, days: Arc<Days>) -> Self {
        Self { periods, days, customer: None, order: None, region: None, bought: Bought::default() }
    }

    /// Reads a batch and closes the customers that end in it.
    pub fn read(&mut self, batch: &RecordBatch, closed: &mut Vec<CustomerFigures>) -> Result<(), EngineError> {
        let ids = |column: usize| batch.column(column).as_fixed_size_binary();
        let (customers, orders) = (ids(0), ids(1));
        let days = batch.column(2).as_primitive::<datafusion::arrow::datatypes::Int32Type>();
        let amounts = batch.column(3).as_primitive::<Int64Type>();
        let margins = batch.column(4).as_primitive::<Int64Type>();
        let regions = batch.column(5).as_dictionary::<Int32Type>();
        for row in 0..batch.num_rows() {
            let customer = id(customers, row);
            if self.customer != Some(customer) {
                if row > 0 {
                    self.see_region(regions, row - 1);
                }
                closed.extend(self.close());
                self.customer = Some(customer);
            }
            let order = id(orders, row);
            let on = self.days.get(days.value(row)).ok_or(EngineError::Impossible(order))?;
            let amount_minor = amounts.value(row);
            self.take(order, on, amount_minor, margins.is_valid(row).then(|| margins.value(row)));
        }
        if let Some(last) = batch.num_rows().checked_sub(1) {
            self.see_region(regions, last);
        }
        Ok(())
    }

    fn take(&mut self, order: Uuid, on: Date, amount_minor: i64, margin_minor: Option<i64>) {
        let bought = &mut self.bought;
        match bought.purchases.last_mut() {
            Some(purchase) if self.order == Some(order) && purchase.on == on => {
                purchase.amount_minor = purchase.amount_minor.saturating_add(amount_minor);
            }
            _ => bought.purchases.push(Purchase { on, amount_minor }),
        }
        self.order = Some(order);
        if self.periods.brought_from <= on && on < self.periods.month {
            bought.sales_minor = bought.sales_minor.saturating_add(amount_minor);
            if let Some(margin_minor) = margin_minor {
                bought.sales_with_margin_minor = bought.sales_with_margin_minor.saturating_add(amount_minor);
                bought.margin_minor = bought.margin_minor.saturating_add(margin_minor);
            }
        }
    }

    /// Closes the open customer, if there is one.
    pub fn close(&mut self) -> Option<CustomerFigures> {
        let customer = self.customer.take()?;
        let figures = self.periods.figures(customer, self.region.clone(), &self.bought);
        self.bought.purchases.clear();
        let Bought { purchases, .. } = std::mem::take(&mut self.bought);
        self.bought.purchases = purchases;
        self.order = None;
        Some(figures)
    }

    /// Notes the region of a row; most customers share the one before.
    fn see_region(&mut self, regions: &DictionaryArray<Int32Type>, row: usize) {
        let names: Option<&StringArray> = regions.values().as_string_opt();
        let name = names.zip(regions.key(row)).map(|(names, key)| names.value(key));
        if self.region.as_deref() != name {
            self.region = name.map(Arc::from);
        }
    }
}

fn id(ids: &FixedSizeBinaryArray, row: usize) -> Uuid {
    Uuid::from_slice(ids.value(row)).unwrap_or_default()
}
