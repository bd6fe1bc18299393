//! What contacts bring (PRO-9): each should bring a new fact, a larger order or a trial; and how many contacts it
//! takes until the first order.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::coded::{Coded, coded};
use crate::prospecting::markets::Market;
use crate::prospecting::results::{ResultSettings, median, share};
use crate::verdict::Measured;

coded! {
    /// What a contact may gain.
    pub enum ContactGain in "gain" {
        NewFact = "new_fact", "得到新的信息", "a new fact";
        LargerOrder = "larger_order", "订单扩大", "a larger order";
        TrialStarted = "trial_started", "开始试用", "a trial started";
    }
}

/// The gains of a set of contacts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GainShares {
    /// Share of contacts with each gain, 0 to 1.
    pub by_gain: BTreeMap<ContactGain, Measured>,
    /// Share of contacts with any gain.
    pub any: Measured,
}

/// Measures what contacts brought; one set of gains for each two-way contact.
pub fn gain_shares(contacts: &[BTreeSet<ContactGain>], settings: &ResultSettings) -> GainShares {
    let whole = contacts.len() as u64;
    let of = |holds: &dyn Fn(&BTreeSet<ContactGain>) -> bool| {
        let part = contacts.iter().filter(|gains| holds(gains)).count() as u64;
        share(part, whole, settings.min_cases)
    };
    let by_gain = ContactGain::ALL.iter().map(|gain| (*gain, of(&|gains| gains.contains(gain)))).collect();
    GainShares { by_gain, any: of(&|gains| !gains.is_empty()) }
}

/// One customer won, with the two-way contacts up to the first order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FirstOrder {
    /// Where the customer came from.
    pub market: Market,
    /// Two-way contacts before and with the first order.
    pub contacts: u32,
}

/// The median number of contacts until the first order, by market. Markets without a win are absent.
pub fn contacts_until_first_order(orders: &[FirstOrder], settings: &ResultSettings) -> BTreeMap<Market, Measured> {
    let mut by_market: BTreeMap<Market, Vec<f64>> = BTreeMap::new();
    for order in orders {
        by_market.entry(order.market).or_default().push(f64::from(order.contacts));
    }
    by_market.into_iter().map(|(market, contacts)| (market, median(&contacts, settings.min_cases))).collect()
}
