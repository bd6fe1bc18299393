//! Deals with key accounts: for each of the four units one seller's book, so that every cell of the grid, every class and every
//! reading of a book or a team is to be seen, and older closed deals to learn win rates from.

use method::Timestamp;
use method::deals::opening::grid::{Opening, Standing};
use method::deals::stages::{DealEnd, EndReason};
use method::deals::value::ValueClass;

use crate::chance::Chance;
use crate::records::{Deal, DealEnding, Kind, Party};
use crate::staff;

use Opening::{A, B, C, D, E, F, G, H, I};

/// A seller's book: the last cells of the deals of the year, and the class of most of those still open.
struct Book {
    /// position among the users
    seller: usize,
    class: ValueClass,
    /// open ones first
    cells: [Opening; 15],
    way: Way,
}

/// How deals came into their last cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// assessed once
    Straight,
    /// some went A→D→G
    Risen,
    /// assessed twice, and no standing rose
    Stuck,
}

/// Care of customers fails and dead deals are chased; the ground crumbles though attacks work; only harvest; a new market without
/// attack.
const BOOKS: [Book; 4] = [
    Book {
        seller: 6,
        class: ValueClass::One,
        cells: [A, C, D, B, E, C, A, C, A, C, D, B, E, C, A],
        way: Way::Straight,
    },
    Book {
        seller: 9,
        class: ValueClass::Two,
        cells: [D, F, I, A, C, E, D, D, F, I, D, F, I, D, E],
        way: Way::Straight,
    },
    Book {
        seller: 12,
        class: ValueClass::Three,
        cells: [G, G, D, H, G, G, G, A, G, G, D, H, G, G, G],
        way: Way::Risen,
    },
    Book { seller: 15, class: ValueClass::Four, cells: [B, E, H, G, F, C, B, E, H, B, E, G, H, E, B], way: Way::Stuck },
];

/// Deals of the year that are still open.
const OPEN: usize = 6;
/// Closed deals of the years before, for each seller.
const OLDER: usize = 12;
/// Days from one end of a deal of a seller to the next.
const DAYS_APART: i64 = 34;
/// Days from one older end to the next.
const OLDER_DAYS_APART: i64 = 38;

/// Classes of closed deals in turn: a large one after a small one.
const CLASSES: [ValueClass; 4] = [ValueClass::One, ValueClass::Two, ValueClass::Three, ValueClass::Four];
const STAGES: [&str; 5] = ["found", "need", "offer", "tender", "award"];
const NAMES: [&str; 8] = [
    "生产线轴承年度采购",
    "二期阀门配套",
    "设备大修与备件",
    "新厂房阀门招标",
    "轴承集中采购",
    "维修服务外包",
    "进口轴承国产化替代",
    "智能产线备件框架协议",
];
const RIVALS: [&str; 5] = ["华光机电", "恒达轴承", "北方阀业", "原厂自修", "东和工业"];
const STEPS: [&str; 6] = [
    "约设备科长看样品",
    "把方案当面讲一遍",
    "请总工来厂里考察",
    "补齐投标资料",
    "请老客户作证",
    "和采购对一遍付款条件",
];
/// Positions of the product lines sold to organisations.
const LINES: [usize; 3] = [2, 3, 4];

/// The deals of the team, oldest first.
pub(crate) fn of_parties(parties: &[Party], seed: u64, now: Timestamp) -> Vec<Deal> {
    let mut chance = Chance::seeded(seed ^ 0x0DEA);
    let mut deals = Vec::new();
    for book in &BOOKS {
        let own = parties.iter().enumerate();
        let own = own.filter(|(_, party)| party.owner == book.seller && party.kind == Kind::Organisation);
        let customers: Vec<usize> = own.map(|(place, _)| place).collect();
        if customers.is_empty() || !staff::sells_to_organisations(book.seller) {
            continue;
        }
        let mut told = Teller { chance: &mut chance, book, customers: &customers, now, told: 0 };
        for (place, cell) in book.cells.iter().enumerate() {
            deals.push(if place < OPEN { told.open(place, *cell) } else { told.closed(place, *cell) });
        }
        for place in 0..OLDER {
            deals.push(told.older(place));
        }
    }
    deals.sort_by_key(|deal| deal.opened_at);
    deals
}

struct Teller<'a> {
    chance: &'a mut Chance,
    book: &'a Book,
    customers: &'a [usize],
    now: Timestamp,
    told: usize,
}

impl Teller<'_> {
    /// Four of six are of the book's class.
    fn open(&mut self, place: usize, cell: Opening) -> Deal {
        let class = match (place, self.book.class) {
            (4, ValueClass::One | ValueClass::Three) => ValueClass::Two,
            (5, ValueClass::One | ValueClass::Three) => ValueClass::Four,
            (4, _) => ValueClass::One,
            (5, _) => ValueClass::Three,
            (_, class) => class,
        };
        let opened = self.now.plus_days(-(130 - 12 * place as i64) as f64);
        let reached = 1 + place % STAGES.len();
        let mut deal = self.deal(class, opened, self.now, reached);
        deal.expected_at = Some(self.now.plus_days((10 + 9 * place as i64) as f64)).filter(|_| place != 3);
        // some steps are overdue, as it happens
        deal.step_due = self.now.plus_days(if place == 1 { -2.0 } else { 2.0 + place as f64 });
        // one customer weighs heavily in the book of one-off deals
        if place == 0 && self.book.class == ValueClass::Three {
            deal.amount_minor *= 3;
        }
        deal.looks = self.looks(place, cell, opened, self.now);
        deal.effort_left_days = Some(2.0 + place as f64 * 1.5);
        deal.probability = place.is_multiple_of(2).then(|| (self.now.plus_days(-9.0), 30 + 10 * place as u8));
        deal
    }

    /// A deal that ended within the year.
    fn closed(&mut self, place: usize, cell: Opening) -> Deal {
        let ended = self.now.plus_days(-(12 + DAYS_APART * (place - OPEN) as i64) as f64);
        let class = CLASSES[place % CLASSES.len()];
        let mut deal = self.past(class, cell, ended);
        deal.looks = self.looks(place, cell, deal.opened_at, ended);
        deal
    }

    /// A deal of the years before.
    fn older(&mut self, place: usize) -> Deal {
        let ended = self.now.plus_days(-(380 + OLDER_DAYS_APART * place as i64) as f64);
        let cells = [G, E, C, D, H, A, F, B, I];
        let cell = cells[(place + self.book.seller) % cells.len()];
        let mut deal = self.past(CLASSES[place % CLASSES.len()], cell, ended);
        deal.looks = vec![(deal.opened_at.plus_days(3.0), cell)];
        deal
    }

    fn past(&mut self, class: ValueClass, cell: Opening, ended: Timestamp) -> Deal {
        let opened = ended.plus_days(-(self.chance.between((110, 150)) as f64));
        let share = match cell.standing() {
            Standing::Ahead => 0.8,
            Standing::Even => 0.5,
            Standing::Behind => 0.15,
        };
        let won = self.chance.happens(share);
        // some are won before the last stage, and some are lost in it
        let reached = if won { STAGES.len() - self.told % 2 } else { 3 + self.told % 3 };
        let mut deal = self.deal(class, opened, ended, reached);
        deal.expected_at = Some(ended.plus_days(self.chance.between((-12, 25)) as f64));
        let optimistic = (share * 100.0) as i64 + self.chance.between((-10, 25));
        let percent = optimistic.clamp(5, 95) as u8;
        deal.probability = self.chance.happens(0.7).then(|| (ended.plus_days(-20.0), percent));
        let reasons = [EndReason::Relations, EndReason::Price, EndReason::Fit, EndReason::Service, EndReason::Criteria];
        let seller = if won { EndReason::Relations } else { EndReason::Price };
        let lost = if self.told.is_multiple_of(7) { DealEnd::NoDecision } else { DealEnd::Lost };
        deal.used_play = self.chance.happens(0.5).then(|| opened.plus_days(30.0));
        deal.ending = Some(DealEnding {
            at: ended,
            end: if won { DealEnd::Won } else { lost },
            buyer: self.chance.happens(0.8).then(|| self.chance.pick(&reasons)),
            seller,
        });
        deal
    }

    fn deal(&mut self, class: ValueClass, opened: Timestamp, until: Timestamp, reached: usize) -> Deal {
        self.told += 1;
        let large = matches!(class, ValueClass::One | ValueClass::Three);
        let thousands = if large { self.chance.between((600, 1_500)) } else { self.chance.between((60, 200)) };
        let step = until.days_since(opened) / (reached as f64 + 0.5);
        let stages = STAGES.iter().take(reached).enumerate();
        Deal {
            party: self.customers[self.told * 3 % self.customers.len()],
            owner: self.book.seller,
            name: NAMES[(self.told + self.book.seller) % NAMES.len()],
            line: LINES[self.told % LINES.len()],
            class,
            amount_minor: thousands * 100_000,
            estimated: self.told.is_multiple_of(5),
            opened_at: opened,
            expected_at: None,
            stages: stages.map(|(place, code)| (*code, opened.plus_days(step * place as f64))).collect(),
            looks: Vec::new(),
            rival: RIVALS[(self.told + self.book.seller) % RIVALS.len()],
            public_tender: self.told.is_multiple_of(4),
            next_step: STEPS[self.told % STEPS.len()],
            step_due: until,
            effort_left_days: None,
            probability: None,
            used_play: None,
            ending: None,
        }
    }

    /// When the opening was assessed, and what it was.
    fn looks(&self, place: usize, cell: Opening, opened: Timestamp, until: Timestamp) -> Vec<(Timestamp, Opening)> {
        let days = until.days_since(opened);
        let first = opened.plus_days(3.0);
        let later = |part: f64| opened.plus_days(days * part);
        match self.book.way {
            Way::Risen if cell == G && place.is_multiple_of(4) => vec![(first, A), (later(0.4), D), (later(0.7), G)],
            Way::Stuck => vec![(first, cell), (first.plus_days(days.min(75.0) - 4.0), cell)],
            Way::Straight | Way::Risen => vec![(first, cell)],
        }
    }
}
