//! The purchase days of all customers, one after the other: a list of lists would take twice the memory.

use jiff::civil::Date;

/// Days of each customer, in the order in which the customers came.
#[derive(Debug, Default)]
pub(super) struct PurchaseDays {
    days: Vec<Date>,
    /// where each customer's days end
    ends: Vec<usize>,
}

impl PurchaseDays {
    /// Takes the days of the next customer.
    pub fn push(&mut self, days: &[Date]) {
        self.days.extend_from_slice(days);
        self.ends.push(self.days.len());
    }

    /// The days of the customer at a place.
    pub fn of(&self, place: usize) -> &[Date] {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.days[start..self.ends[place]]
    }

    /// The first day on which anybody bought anything.
    pub fn first(&self) -> Option<Date> {
        self.days.iter().min().copied()
    }
}
