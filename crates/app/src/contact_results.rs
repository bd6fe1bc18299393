//! What contacts bring (PRO-9): gains, contacts until the first order, talks after a purchase, buying again after trouble.

use std::collections::{BTreeMap, BTreeSet};

use method::{
    Coded, Timestamp,
    prospecting::{
        after_purchase::{on_time_share, talks},
        gains::{ContactGain, FirstOrder, GainShares, contacts_until_first_order, gain_shares},
        markets::Market,
        retention::{MedianTime, Watched, median_time},
    },
    verdict::Measured,
};
use serde::Serialize;
use store::timeline::ContactFacts;
use utoipa::ToSchema;

use crate::{Actor, App, AppError, Right, methods::ResultPeriod};

/// Contacts of a period, measured. Each number carries its n and interval, or says that there are too few cases.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ContactResults {
    pub from: Timestamp,
    pub to: Timestamp,
    /// share of two-way contacts that brought a new fact, a larger order or a trial
    pub gains: GainShares,
    /// median two-way contacts until the first order, by market
    pub contacts_until_first_order: BTreeMap<String, Measured>,
    /// share of the talks after a purchase that were held on time
    pub after_purchase_on_time: Measured,
    /// median days from a complaint or a failure of ours to the next order
    pub next_order_after_trouble: MedianTime,
    /// median days from the first order to the next of customers without trouble, to compare with
    pub next_order_without_trouble: MedianTime,
}

impl App {
    pub async fn contact_results(&self, actor: &Actor, asked: ResultPeriod) -> Result<ContactResults, AppError> {
        actor.require(Right::SeeMethods)?;
        let settings = self.settings().await?;
        let to = asked.to.unwrap_or_else(|| self.now());
        let from = asked.from.unwrap_or_else(|| to.plus_days(-365.0));
        let reach = actor.own_reach();
        let contacts =
            store::timeline::contacts_of_period(&self.store, &reach, from.as_millis(), to.as_millis()).await?;
        let results = &settings.method.results;
        let gained: Vec<BTreeSet<ContactGain>> = contacts.iter().filter(|c| c.two_way).map(gains).collect();
        let parties: Vec<&[ContactFacts]> = contacts.chunk_by(|a, b| a.party_id == b.party_id).collect();
        let first_orders: Vec<FirstOrder> = parties.iter().filter_map(|own| first_order(own)).collect();
        let held: Vec<_> = parties
            .iter()
            .flat_map(|own| own.iter().filter(|c| c.bought).map(move |bought| (own, bought)))
            .flat_map(|(own, bought)| {
                let later: Vec<Timestamp> = own.iter().filter(|c| c.two_way).map(|c| c.at.into()).collect();
                talks(bought.at.into(), &later, &settings.method.after_purchase, to)
            })
            .collect();
        let (troubled, smooth): (Vec<&[ContactFacts]>, Vec<&[ContactFacts]>) =
            parties.iter().copied().partition(|own| own.iter().any(|c| c.trouble));
        let after_trouble: Vec<Watched> = troubled
            .iter()
            .flat_map(|own| own.iter().enumerate().filter(|(_, c)| c.trouble).map(|(i, _)| watched(&own[i..], to)))
            .collect();
        let without: Vec<Watched> = smooth
            .iter()
            .filter_map(|own| own.iter().position(|c| c.bought).map(|first| watched(&own[first..], to)))
            .collect();
        Ok(ContactResults {
            from,
            to,
            gains: gain_shares(&gained, results),
            contacts_until_first_order: contacts_until_first_order(&first_orders, results)
                .into_iter()
                .map(|(market, measured)| (market.code().to_owned(), measured))
                .collect(),
            after_purchase_on_time: on_time_share(&held, results),
            next_order_after_trouble: median_time(&after_trouble, results),
            next_order_without_trouble: median_time(&without, results),
        })
    }
}

fn gains(contact: &ContactFacts) -> BTreeSet<ContactGain> {
    let brought = [
        (ContactGain::NewFact, contact.new_fact),
        (ContactGain::LargerOrder, contact.larger_order),
        (ContactGain::TrialStarted, contact.trial),
    ];
    brought.into_iter().filter(|(_, holds)| *holds).map(|(gain, _)| gain).collect()
}

/// The first order of a party with the two-way contacts up to it.
fn first_order(own: &[ContactFacts]) -> Option<FirstOrder> {
    let won = own.first()?.won_at?;
    let market = own.first()?.market.as_deref().and_then(Market::from_code)?;
    let contacts = own.iter().filter(|c| c.two_way && c.at <= won).count();
    (contacts > 0).then(|| FirstOrder { market, contacts: u32::try_from(contacts).unwrap_or(u32::MAX) })
}

/// From the first of these contacts to the next order, or to the end of the period.
fn watched(own: &[ContactFacts], to: Timestamp) -> Watched {
    let start: Timestamp = own.first().map_or(to, |c| c.at.into());
    match own.iter().skip(1).find(|c| c.bought) {
        Some(next) => Watched { days: Timestamp::from(next.at).days_since(start), bought: true },
        None => Watched { days: to.days_since(start), bought: false },
    }
}
