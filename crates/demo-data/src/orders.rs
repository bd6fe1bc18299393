//! What the customers of the demo bought: an order for every purchase that was heard of, and for a part of the old customers
//! a trade of their own, so that every class, face and conversion occurs.
//!
//! Drawn from a chance of its own, after everything else: the rest of the team is what it would be without orders.

use method::Timestamp;

use crate::chance::Chance;
use crate::records::{Kind, Order, OrderLine, Party, Product, ProductLine};

pub(crate) const LINES: [ProductLine; 5] = [
    ProductLine { code: "life", name: "人寿保险", rhythm: "half_year", contract: true },
    ProductLine { code: "car", name: "车险", rhythm: "half_year", contract: false },
    ProductLine { code: "bearings", name: "轴承", rhythm: "month", contract: false },
    ProductLine { code: "valves", name: "阀门", rhythm: "quarter", contract: false },
    ProductLine { code: "service", name: "维修服务", rhythm: "quarter", contract: false },
];

pub(crate) const PRODUCTS: [Product; 8] = [
    Product { line: 0, sku: "L-TERM", name: "定期寿险", unit: "份" },
    Product { line: 0, sku: "L-HEALTH", name: "重疾险", unit: "份" },
    Product { line: 1, sku: "C-FULL", name: "商业车险", unit: "份" },
    Product { line: 2, sku: "B-6204", name: "深沟球轴承 6204", unit: "只" },
    Product { line: 2, sku: "B-6308", name: "深沟球轴承 6308", unit: "只" },
    Product { line: 3, sku: "V-DN50", name: "球阀 DN50", unit: "只" },
    Product { line: 3, sku: "V-DN80", name: "闸阀 DN80", unit: "只" },
    Product { line: 4, sku: "S-YEAR", name: "年度维护", unit: "次" },
];

/// One old customer in so many has a trade of its own.
const CUSTOMERS_PER_TRADE: usize = 4;
const MONTHS: i64 = 24;
const DAYS_PER_MONTH: i64 = 30;

/// How an old customer trades: how often, how much (minor units), how it moves, at which margin (percent).
#[derive(Debug, Clone, Copy)]
struct Trade {
    every_months: i64,
    amount: i64,
    /// share of the amount by which a month differs from the one before it
    moves: f64,
    /// share by which one order differs from another
    varies: f64,
    margin_percent: i64,
    /// months before the present in which nothing is bought any more
    silent_months: i64,
}

const TRADES: [Trade; 9] = [
    // steady and large: consolidate
    Trade { every_months: 1, amount: 4_000_000, moves: 0.0, varies: 0.05, margin_percent: 24, silent_months: 0 },
    // growing
    Trade { every_months: 1, amount: 1_200_000, moves: 0.05, varies: 0.08, margin_percent: 26, silent_months: 0 },
    // large and falling: turn round
    Trade { every_months: 1, amount: 6_000_000, moves: -0.07, varies: 0.1, margin_percent: 22, silent_months: 0 },
    // small and steady: lift
    Trade { every_months: 1, amount: 150_000, moves: 0.0, varies: 0.04, margin_percent: 28, silent_months: 0 },
    // small, now and then: settle
    Trade { every_months: 4, amount: 90_000, moves: 0.0, varies: 0.7, margin_percent: 12, silent_months: 0 },
    // large volume at a thin margin: a white face
    Trade { every_months: 1, amount: 12_000_000, moves: 0.0, varies: 0.05, margin_percent: 4, silent_months: 0 },
    // large profit by chance: a red face
    Trade { every_months: 3, amount: 9_000_000, moves: 0.0, varies: 0.6, margin_percent: 38, silent_months: 0 },
    // by the quarter
    Trade { every_months: 3, amount: 1_800_000, moves: 0.0, varies: 0.05, margin_percent: 20, silent_months: 0 },
    // bought every month and has been silent for longer than ever
    Trade { every_months: 1, amount: 2_500_000, moves: 0.0, varies: 0.06, margin_percent: 23, silent_months: 4 },
];

/// Gives every party that ever bought its orders.
pub(crate) fn of_parties(parties: &mut [Party], seed: u64, now: Timestamp) {
    let mut chance = Chance::seeded(seed ^ 0x006f_7264_6572);
    let mut number = 0;
    let mut old = 0;
    for party in parties.iter_mut() {
        let bought: Vec<Timestamp> =
            party.activities.iter().filter(|activity| activity.bought).map(|activity| activity.at).collect();
        for at in &bought {
            let amount = match party.kind {
                Kind::Person => chance.between((30, 260)) * 10_000,
                Kind::Organisation => chance.between((20, 400)) * 10_000,
            };
            number += 1;
            let order = order(&mut chance, party.kind, number, *at, amount, 22);
            party.orders.push(order);
        }
        if bought.is_empty() || party.status != "customer" || !party.tags.contains(&"老客户") {
            continue;
        }
        old += 1;
        if old % CUSTOMERS_PER_TRADE == 0 && party.kind == Kind::Organisation {
            let trade = TRADES[old / CUSTOMERS_PER_TRADE % TRADES.len()];
            trades(&mut chance, party, trade, &mut number, now);
        }
        party.orders.sort_by_key(|order| order.at);
    }
}

fn trades(chance: &mut Chance, party: &mut Party, trade: Trade, number: &mut usize, now: Timestamp) {
    let mut back = MONTHS;
    while back > trade.silent_months {
        let months = (MONTHS - back) as f64;
        let drift = (1.0 + trade.moves).powf(months);
        let spread = 1.0 + trade.varies * (chance.between((-100, 100)) as f64 / 100.0);
        let amount = ((trade.amount as f64 * drift * spread / 100.0).round() as i64 * 100).max(10_000);
        let days = back * DAYS_PER_MONTH - chance.between((0, 6)) - 3;
        let at = now.plus_days(-(days as f64));
        *number += 1;
        let bought = order(chance, party.kind, *number, at, amount, trade.margin_percent);
        // something comes back now and then
        if chance.happens(0.05) {
            *number += 1;
            party.orders.push(returned(&bought, *number, at.plus_days(2.0)));
        }
        party.orders.push(bought);
        back -= trade.every_months;
    }
}

fn order(chance: &mut Chance, kind: Kind, number: usize, at: Timestamp, amount: i64, margin_percent: i64) -> Order {
    let products: &[usize] = match kind {
        Kind::Person => &[0, 1, 2],
        Kind::Organisation => &[3, 4, 5, 6, 7],
    };
    let parts = if kind == Kind::Organisation && chance.happens(0.5) { 2 } else { 1 };
    let lines = (0..parts).map(|_| {
        let product = chance.pick(products);
        let amount_minor = amount / parts;
        OrderLine {
            product,
            quantity: chance.between((1, 20)),
            amount_minor,
            margin_minor: chance.known(0.96, amount_minor * margin_percent / 100),
        }
    });
    let lines: Vec<OrderLine> = lines.collect();
    Order { number: format!("DH{number:06}"), at, is_return: false, lines }
}

/// A fifth of an order's first line, brought back.
fn returned(order: &Order, number: usize, at: Timestamp) -> Order {
    let first = &order.lines[0];
    let line = OrderLine {
        product: first.product,
        quantity: -1,
        amount_minor: -(first.amount_minor / 5),
        margin_minor: first.margin_minor.map(|margin| -(margin / 5)),
    };
    Order { number: format!("TH{number:06}"), at, is_return: true, lines: vec![line] }
}
