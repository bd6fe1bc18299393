//! What the deals in hand say about a seller or a team (OPP-2): too many of one class, or too much with one customer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::value::ValueClass;
use crate::coded::{Coded, coded};

coded! {
    /// Whose deals are read.
    pub enum PortfolioOf in "portfolio_of" {
        Rep = "rep", "业务员", "a seller";
        Team = "team", "团队或区域", "a team or region";
    }
}

coded! {
    /// The rule behind a reading.
    pub enum PortfolioRule in "portfolio_rule" {
        ManyClassOne = "v1", "V1：一类商机过多", "V1: too many of class 1";
        ManyClassTwo = "v2", "V2：二类商机过多", "V2: too many of class 2";
        ManyClassThree = "v3", "V3：三类商机过多", "V3: too many of class 3";
        ManyClassFour = "v4", "V4：四类商机过多", "V4: too many of class 4";
        OneCustomer = "v5", "V5：过于依赖一家客户", "V5: too much with one customer";
    }
}

coded! {
    /// How strongly a reading is meant.
    pub enum ReadingTone in "reading_tone" {
        Note = "note", "提示", "a note";
        Advice = "advice", "建议", "advice";
        Warning = "warning", "警示", "a warning";
    }
}

coded! {
    /// What a reading says.
    pub enum PortfolioReadingText in "portfolio_reading" {
        FewLarge = "few_large", "手上多是大单：一个人靠一两家大客户也能立足，但要留意接续", "mostly large deals: one seller can live on one or two of them, yet should see to what comes after";
        MustWinAll = "must_win_all", "单单都得赢，客户储备不够：增加活动量，积累新客户", "a book in which every deal must be won: too few customers in reserve. Raise activity and build up new ones";
        EntryRep = "entry_rep", "手上多是先进门的小单：留意哪几单能带来后续", "mostly small deals to get in: see which of them will lead further";
        Growing = "growing", "成长中的团队：经理挑出赢面最大的三单亲自带，再往大项目走", "a growing team: the manager takes the three likeliest, leads them, and goes on to larger projects";
        ShortSight = "short_sight", "只看眼前：多是一次性的生意，后面接不上", "short sight: mostly one-off business, with nothing to follow";
        ShortSightTeam = "short_sight_team", "只看眼前：经理定出要开发的新客户群", "short sight: the manager names new groups of customers to open";
        TrainRep = "train_rep", "多是小而无后续的单：安排训练，练好再上大单", "mostly small deals without effect: train, then take on larger ones";
        TrainTeam = "train_team", "新团队：边练兵，经理边亲自操盘一两个大单", "a new team: train it, while the manager runs one or two large deals himself";
        OneCustomerOpen = "one_customer_open", "在谈金额过于集中在一家客户，一旦失手伤筋动骨", "too much of the open amount is with one customer: losing it would hurt badly";
        OneCustomerSales = "one_customer_sales", "近一年销售过于集中在一家客户，一旦流失伤筋动骨", "too much of the past year's sales is with one customer: losing it would hurt badly";
    }
}

impl PortfolioRule {
    fn says(self, of: PortfolioOf) -> (PortfolioReadingText, ReadingTone) {
        use PortfolioReadingText as Text;
        match (self, of) {
            (Self::ManyClassOne, PortfolioOf::Rep) => (Text::FewLarge, ReadingTone::Note),
            (Self::ManyClassOne, PortfolioOf::Team) => (Text::MustWinAll, ReadingTone::Warning),
            (Self::ManyClassTwo, PortfolioOf::Rep) => (Text::EntryRep, ReadingTone::Note),
            (Self::ManyClassTwo, PortfolioOf::Team) => (Text::Growing, ReadingTone::Advice),
            (Self::ManyClassThree, PortfolioOf::Rep) => (Text::ShortSight, ReadingTone::Advice),
            (Self::ManyClassThree, PortfolioOf::Team) => (Text::ShortSightTeam, ReadingTone::Advice),
            (Self::ManyClassFour, PortfolioOf::Rep) => (Text::TrainRep, ReadingTone::Advice),
            (Self::ManyClassFour, PortfolioOf::Team) => (Text::TrainTeam, ReadingTone::Advice),
            (Self::OneCustomer, _) => (Text::OneCustomerOpen, ReadingTone::Warning),
        }
    }
}

/// Thresholds of the readings, in per cent.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortfolioSettings {
    /// Open deals of a team or region from which it is read.
    pub min_team: u32,
    /// Open deals of a seller from which they are read.
    pub min_rep: u32,
    /// V1: class 1 at and above.
    pub class_one_percent: f64,
    /// V2: class 2 at and above.
    pub class_two_percent: f64,
    /// V3: class 3 at and above.
    pub class_three_percent: f64,
    /// V4: class 4 at and above.
    pub class_four_percent: f64,
    /// V5: one customer's part of the open amount at and above.
    pub customer_open_percent: f64,
    /// V5: one customer's part of the trailing year's sales at and above.
    pub customer_sales_percent: f64,
    /// V2: deals the manager leads.
    pub led_by_manager: u32,
}

impl Default for PortfolioSettings {
    fn default() -> Self {
        Self {
            min_team: 8,
            min_rep: 5,
            class_one_percent: 40.0,
            class_two_percent: 50.0,
            class_three_percent: 40.0,
            class_four_percent: 50.0,
            customer_open_percent: 30.0,
            customer_sales_percent: 25.0,
            led_by_manager: 3,
        }
    }
}

/// An open deal that has a class, firm or provisional. All amounts are of one currency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OpenDeal<Id, Customer> {
    /// Which.
    pub id: Id,
    /// With whom.
    pub customer: Customer,
    /// Its class.
    pub class: ValueClass,
    /// Its likely amount; none where it is not known.
    pub amount_minor: Option<i64>,
    /// Its win rate, 0 to 1; none without enough cases.
    pub win_rate: Option<f64>,
}

/// How many of the deals are of a class.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClassShare {
    /// Which.
    pub class: ValueClass,
    /// Deals.
    pub deals: u64,
    /// Of all deals, in per cent.
    pub percent: f64,
    /// Of the open amount, in per cent; none where no amount is known.
    pub amount_percent: Option<f64>,
}

/// A reading with the rule behind it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortfolioReading<Id, Customer> {
    /// The rule.
    pub rule: PortfolioRule,
    /// What it says.
    pub text: PortfolioReadingText,
    /// How strongly.
    pub tone: ReadingTone,
    /// What was found, in per cent.
    pub percent: f64,
    /// From where on the rule holds, in per cent.
    pub from_percent: f64,
    /// The deals to pick (V2), likeliest first.
    pub pick: Vec<Id>,
    /// The customer on whom too much rests (V5).
    pub customer: Option<Customer>,
}

/// The deals in hand as read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Portfolio<Id, Customer> {
    /// Open deals with a class.
    pub n: u64,
    /// How many there must be.
    pub needed: u64,
    /// The classes, from 1 to 4.
    pub classes: Vec<ClassShare>,
    /// The readings; several may hold at once. Below the number needed only sales are read.
    pub readings: Vec<PortfolioReading<Id, Customer>>,
}

impl<Id, Customer> Portfolio<Id, Customer> {
    /// Whether there are deals enough to read.
    pub const fn enough(&self) -> bool {
        self.n >= self.needed
    }
}

/// Reads the open deals of a seller or a team (OPP-2). `sales` are the trailing year's net sales of the region by customer.
pub fn portfolio<Id: Copy, Customer: Copy + Ord>(
    of: PortfolioOf,
    deals: &[OpenDeal<Id, Customer>],
    sales: &[(Customer, i64)],
    settings: &PortfolioSettings,
) -> Portfolio<Id, Customer> {
    let n = deals.len() as u64;
    let needed = u64::from(match of {
        PortfolioOf::Rep => settings.min_rep,
        PortfolioOf::Team => settings.min_team,
    });
    let classes: Vec<ClassShare> = ValueClass::ALL.iter().map(|class| share_of(*class, deals)).collect();
    let mut readings = Vec::new();
    if n >= needed {
        let rules = [
            (PortfolioRule::ManyClassOne, settings.class_one_percent),
            (PortfolioRule::ManyClassTwo, settings.class_two_percent),
            (PortfolioRule::ManyClassThree, settings.class_three_percent),
            (PortfolioRule::ManyClassFour, settings.class_four_percent),
        ];
        for (found, (rule, from_percent)) in classes.iter().zip(rules) {
            if found.deals > 0 && at_least(found.percent, from_percent) {
                let (text, tone) = rule.says(of);
                let leads = rule == PortfolioRule::ManyClassTwo && of == PortfolioOf::Team;
                let pick = if leads { likeliest(deals, settings.led_by_manager as usize) } else { Vec::new() };
                let percent = found.percent;
                readings.push(PortfolioReading { rule, text, tone, percent, from_percent, pick, customer: None });
            }
        }
        let open = deals.iter().filter_map(|deal| deal.amount_minor.map(|amount| (deal.customer, amount)));
        let text = PortfolioReadingText::OneCustomerOpen;
        readings.extend(concentrated(open, settings.customer_open_percent, text));
    }
    let text = PortfolioReadingText::OneCustomerSales;
    readings.extend(concentrated(sales.iter().copied(), settings.customer_sales_percent, text));
    Portfolio { n, needed, classes, readings }
}

fn share_of<Id, Customer>(class: ValueClass, deals: &[OpenDeal<Id, Customer>]) -> ClassShare {
    let within = || deals.iter().filter(|deal| deal.class == class);
    let amount = |deal: &OpenDeal<Id, Customer>| i128::from(deal.amount_minor.unwrap_or(0).max(0));
    let open: i128 = deals.iter().map(amount).sum();
    let count = within().count();
    ClassShare {
        class,
        deals: count as u64,
        percent: percent(count as i128, deals.len() as i128).unwrap_or(0.0),
        amount_percent: percent(within().map(amount).sum(), open),
    }
}

/// The deals of class 2 with the best win rate; those without one are not picked.
fn likeliest<Id: Copy, Customer>(deals: &[OpenDeal<Id, Customer>], most: usize) -> Vec<Id> {
    let second = deals.iter().filter(|deal| deal.class == ValueClass::Two);
    let mut rated: Vec<(Id, f64)> = second.filter_map(|deal| deal.win_rate.map(|rate| (deal.id, rate))).collect();
    rated.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    rated.into_iter().take(most).map(|(id, _)| id).collect()
}

/// V5: every customer whose part reaches the threshold, largest first.
fn concentrated<Id, Customer: Copy + Ord>(
    amounts: impl Iterator<Item = (Customer, i64)>,
    from_percent: f64,
    text: PortfolioReadingText,
) -> Vec<PortfolioReading<Id, Customer>> {
    let mut by_customer: BTreeMap<Customer, i128> = BTreeMap::new();
    for (customer, minor) in amounts {
        *by_customer.entry(customer).or_default() += i128::from(minor);
    }
    let positive = || by_customer.iter().filter(|(_, minor)| **minor > 0);
    let total: i128 = positive().map(|(_, minor)| minor).sum();
    let mut found: Vec<(Customer, f64)> =
        positive().filter_map(|(customer, minor)| percent(*minor, total).map(|percent| (*customer, percent))).collect();
    found.retain(|(_, percent)| at_least(*percent, from_percent));
    found.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    let reading = |(customer, percent)| PortfolioReading {
        rule: PortfolioRule::OneCustomer,
        text,
        tone: ReadingTone::Warning,
        percent,
        from_percent,
        pick: Vec::new(),
        customer: Some(customer),
    };
    found.into_iter().map(reading).collect()
}

fn percent(part: i128, whole: i128) -> Option<f64> {
    (whole > 0).then(|| 100.0 * part as f64 / whole as f64)
}

/// A part on the threshold holds; the division may miss it by a hair.
pub(super) fn at_least(percent: f64, from_percent: f64) -> bool {
    percent + 1e-9 >= from_percent
}
