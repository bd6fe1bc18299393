//! What the orders of all customers say, counted customer by customer.

use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    sync::Arc,
};

use method::{
    Timestamp, Zone,
    prospecting::buying::{intervals, one_a_day},
};
use store::{Store, purchases::Purchase};
use uuid::Uuid;

use crate::{
    App, AppError,
    beside::{READS, beside},
    parties::reassess::{by_party, end_of_contract},
};

/// Customers whose orders are looked at together.
const CUSTOMERS_PER_READ: u64 = 2_000;

/// What the orders of customers say.
#[derive(Default)]
pub(super) struct Bought {
    pub orders: u64,
    /// the days between one order and the next
    pub gaps: Vec<f64>,
    /// the same within a product line
    pub by_line: HashMap<Uuid, Vec<f64>>,
    /// customers who had ordered by a moment
    pub before: Vec<Before>,
}

/// A customer who had ordered by a moment.
pub(super) struct Before {
    pub party: Uuid,
    pub owner: Option<Uuid>,
    pub orders: Vec<Timestamp>,
    /// when the last contract of those orders ends
    pub contract_end: Option<Timestamp>,
}

/// How the orders are looked at.
struct Look {
    now: Timestamp,
    /// the moment by which customers had ordered
    opening: Timestamp,
    zone: Zone,
    contract_lines: BTreeSet<Uuid>,
}

impl Bought {
    fn append(&mut self, mut others: Self) {
        self.orders += others.orders;
        self.gaps.append(&mut others.gaps);
        for (line, mut gaps) in others.by_line {
            self.by_line.entry(line).or_default().append(&mut gaps);
        }
        self.before.append(&mut others.before);
    }

    fn add(&mut self, (party, owner): (Uuid, Option<Uuid>), heard: &[i64], written: &[Purchase], look: &Look) {
        let moments = |line: Option<Uuid>| {
            let heard = heard.iter().copied().filter(|_| line.is_none());
            let of_line = written.iter().filter(|purchase| line.is_none_or(|line| purchase.line_id == line));
            let all = heard.chain(of_line.map(|purchase| purchase.at)).map(Timestamp::from);
            one_a_day(all.filter(|at| *at <= look.now).collect(), &look.zone)
        };
        let all = moments(None);
        self.orders += all.len() as u64;
        self.gaps.extend(intervals(&all));
        for line in written.iter().map(|purchase| purchase.line_id).collect::<BTreeSet<Uuid>>() {
            self.by_line.entry(line).or_default().extend(intervals(&moments(Some(line))));
        }
        let orders: Vec<Timestamp> = all.into_iter().filter(|at| *at <= look.opening).collect();
        if !orders.is_empty() {
            let known = written.iter().filter(|purchase| purchase.at <= look.opening.as_millis());
            let bound = known.filter(|purchase| look.contract_lines.contains(&purchase.line_id));
            let contract_end = bound.filter_map(|purchase| purchase.contract_until_day).max();
            let contract_end = contract_end.map(|day| end_of_contract(day, &look.zone));
            self.before.push(Before { party, owner, orders, contract_end });
        }
    }
}

async fn bought_by(store: Store, customers: Vec<Uuid>, look: Arc<Look>) -> Result<Bought, AppError> {
    let owners = store::parties::owners_of(&store, &customers).await?;
    let heard = by_party(store::purchases::heard_of(&store, &customers).await?, |(party, _)| *party);
    let written = store::purchases::written_of(&store, &customers).await?;
    let written: HashMap<Uuid, &[Purchase]> =
        written.chunk_by(|a, b| a.party_id == b.party_id).map(|own| (own[0].party_id, own)).collect();
    let mut bought = Bought::default();
    for party in customers {
        let heard: Vec<i64> = heard.get(&party).into_iter().flatten().map(|(_, at)| *at).collect();
        let written = written.get(&party).copied().unwrap_or_default();
        bought.add((party, owners.get(&party).copied().flatten()), &heard, written, &look);
    }
    Ok(bought)
}

impl App {
    /// Goes through the orders of all customers, some customers at a time.
    pub(super) async fn count_orders(&self, opening: Timestamp) -> Result<Bought, AppError> {
        let zone = self.settings().await?.method.contact.zone.clone();
        let contract_lines = store::products::contract_lines(&self.store).await?.into_iter().collect();
        let look = Arc::new(Look { now: self.now(), opening, zone, contract_lines });
        let mut bought = Bought::default();
        let mut reads = VecDeque::with_capacity(READS);
        let mut after = None;
        loop {
            let customers = store::purchases::customers_after(&self.store, after, CUSTOMERS_PER_READ).await?;
            after = customers.last().copied();
            if after.is_some() {
                reads.push_back(beside(bought_by(self.store.clone(), customers, Arc::clone(&look))));
            }
            let ahead = if after.is_some() { READS - 1 } else { 0 };
            while reads.len() > ahead
                && let Some(read) = reads.pop_front()
            {
                bought.append(read.await?);
            }
            if after.is_none() {
                return Ok(bought);
            }
        }
    }
}
