//! What the generator hands out: plain rows with stable codes, references as positions in the same team.
//!
//! Codes are those of the method (`warm`, `able_to_pay`, `meeting_set`); amounts are minor units of CNY; moments are
//! UTC. Nothing here has an id yet: whoever writes the rows gives them theirs.

use std::collections::BTreeMap;

use method::Timestamp;
use method::deals::opening::grid::Opening;
use method::deals::stages::{DealEnd, EndReason};
use method::deals::value::ValueClass;
use serde::Serialize;

/// A whole demo team with everything that it has on file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DemoTeam {
    /// The tree, parents before children; the first is the whole company.
    pub teams: Vec<Team>,
    pub users: Vec<User>,
    pub lists: Vec<LeadList>,
    /// An introducer stands before those whom they introduced.
    pub parties: Vec<Party>,
    /// People in their organisations.
    pub links: Vec<ContactPerson>,
    pub costs: Vec<MethodCost>,
    pub product_lines: Vec<ProductLine>,
    pub products: Vec<Product>,
    /// Oldest first.
    pub deals: Vec<Deal>,
    /// Customers that everybody who sells is to win a week beyond those who leave, and why, in the company's words.
    pub growth: (f64, &'static str),
}

/// A product line of the company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ProductLine {
    pub code: &'static str,
    pub name: &'static str,
    /// `month`, `quarter` or `half_year`.
    pub rhythm: &'static str,
    pub contract: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Product {
    /// Position in [`DemoTeam::product_lines`].
    pub line: usize,
    pub sku: &'static str,
    pub name: &'static str,
    pub unit: &'static str,
}

/// An order, or a return with negative amounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Order {
    pub number: String,
    pub at: Timestamp,
    pub is_return: bool,
    pub lines: Vec<OrderLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrderLine {
    /// Position in [`DemoTeam::products`].
    pub product: usize,
    pub quantity: i64,
    pub amount_minor: i64,
    /// Absent: not known.
    pub margin_minor: Option<i64>,
}

/// A deal with a key account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Deal {
    /// Position in [`DemoTeam::parties`].
    pub party: usize,
    /// Position in [`DemoTeam::users`].
    pub owner: usize,
    pub name: &'static str,
    /// Position in [`DemoTeam::product_lines`].
    pub line: usize,
    /// What it is worth: its amount and its ratings are of this class.
    pub class: ValueClass,
    pub amount_minor: i64,
    /// Whether the amount was worked out rather than heard.
    pub estimated: bool,
    pub opened_at: Timestamp,
    pub expected_at: Option<Timestamp>,
    /// Codes of stages, each with when the deal came into it.
    pub stages: Vec<(&'static str, Timestamp)>,
    /// When the opening was assessed, and what it was.
    pub looks: Vec<(Timestamp, Opening)>,
    pub rival: &'static str,
    pub public_tender: bool,
    pub next_step: &'static str,
    pub step_due: Timestamp,
    pub effort_left_days: Option<f64>,
    /// When a manager gave one, in per cent.
    pub probability: Option<(Timestamp, u8)>,
    /// When the first play of the cell was used.
    pub used_play: Option<Timestamp>,
    /// Absent while it is open.
    pub ending: Option<DealEnding>,
}

/// How a deal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DealEnding {
    pub at: Timestamp,
    pub end: DealEnd,
    /// Absent: the buyer did not say.
    pub buyer: Option<EndReason>,
    pub seller: EndReason,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Team {
    pub name: &'static str,
    /// Position in [`DemoTeam::teams`].
    pub parent: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct User {
    pub name: &'static str,
    pub email: &'static str,
    /// Role codes: `sales`, `key_account`, `manager`, `analyst`, `administrator`.
    pub roles: &'static [&'static str],
    /// Position in [`DemoTeam::teams`].
    pub team: usize,
    /// `zh` or `en`.
    pub locale: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeadList {
    pub name: String,
    pub market: &'static str,
    pub method: &'static str,
    pub note: &'static str,
    /// Position in [`DemoTeam::users`]; none for a list of the whole company.
    pub owner: Option<usize>,
    /// Position in [`DemoTeam::teams`].
    pub team: usize,
    pub created_at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Kind {
    Person,
    Organisation,
}

impl Kind {
    /// `person` or `organisation`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
        }
    }
}

/// A person or organisation with all that is known and all that happened.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Party {
    pub kind: Kind,
    pub name: String,
    /// `prospect` or `customer`.
    pub status: &'static str,
    /// Position in [`DemoTeam::users`].
    pub owner: usize,
    /// Position in [`DemoTeam::lists`].
    pub list: usize,
    pub market: &'static str,
    pub method: &'static str,
    pub relation_group: Option<&'static str>,
    /// Position in [`DemoTeam::parties`].
    pub introducer: Option<usize>,
    pub found_at: Timestamp,
    pub won_at: Option<Timestamp>,
    /// The first is the primary one.
    pub phones: Vec<Phone>,
    pub emails: Vec<String>,
    pub wechat: Option<String>,
    pub addresses: Vec<Address>,
    pub facts: Facts,
    pub tags: Vec<&'static str>,
    /// `decides`, `recommends`, `vetoes`, `none`; absent where unknown.
    pub authority: Option<&'static str>,
    /// Answers by screening criterion; a missing criterion is unknown.
    pub screening: Vec<Answered>,
    /// Answers by golden question; a missing question is unknown.
    pub golden: Vec<Answered>,
    /// Oldest first.
    pub activities: Vec<Activity>,
    pub signs: Vec<SignOfIntent>,
    pub tasks: Vec<Task>,
    pub decision: Option<Decision>,
    /// What they bought and brought back, oldest first.
    pub orders: Vec<Order>,
    /// That a customer stopped buying.
    pub lost: Option<Lost>,
    pub do_not_contact_since: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Phone {
    /// E.164.
    pub number: String,
    /// `mobile`, `work` or `home`.
    pub label: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Address {
    /// `home`, `work` or `registered`.
    pub kind: &'static str,
    pub text: String,
    pub province: &'static str,
    pub city: &'static str,
    pub district: &'static str,
    pub postcode: &'static str,
}

/// Facts of the prospect card by key (`employer`, `income`, `plans`); what is absent is not known yet.
pub type Facts = BTreeMap<&'static str, String>;

/// A known answer with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answered {
    pub question: &'static str,
    pub yes: bool,
    pub note: &'static str,
    pub at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Activity {
    /// `call`, `visit`, `wechat`, `email` or `event`.
    pub kind: &'static str,
    /// `out` when we made the contact, `in` when they did.
    pub direction: &'static str,
    /// Code of the outcome.
    pub outcome: &'static str,
    pub note: &'static str,
    pub two_way: bool,
    pub objection: Option<&'static str>,
    pub duration_seconds: Option<i32>,
    pub new_fact: bool,
    pub trial: bool,
    /// An order was placed on this occasion.
    pub bought: bool,
    pub at: Timestamp,
    /// Position in [`DemoTeam::users`].
    pub by: usize,
}

/// A piece of evidence for or against intent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignOfIntent {
    pub kind: &'static str,
    pub at: Timestamp,
    /// Position in the party's activities.
    pub activity: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    /// `promise`, `call_back`, `meeting`, `find_contact` or `decide_visit`.
    pub kind: &'static str,
    pub title: &'static str,
    pub due_at: Timestamp,
    pub done: bool,
    pub created_at: Timestamp,
    /// Position in the party's activities.
    pub activity: Option<usize>,
}

/// A visit decision that somebody took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// `keep_visiting`, `do_not_give_up` or `give_up`.
    pub decision: &'static str,
    pub reason: &'static str,
    /// Code of a reason for losses, with giving up.
    pub cause: &'static str,
    pub at: Timestamp,
}

/// Why a customer stopped buying, as a seller has recorded it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lost {
    /// Code of a reason for losses.
    pub reason: &'static str,
    pub note: &'static str,
    /// What they bought in a year, where somebody knows.
    pub amount_minor: Option<i64>,
    pub at: Timestamp,
}

/// A person's place in an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContactPerson {
    /// Positions in [`DemoTeam::parties`].
    pub organisation: usize,
    pub person: usize,
    pub position: &'static str,
    /// `user`, `technical`, `economic_buyer`, `decider`, `coach` or `gatekeeper`.
    pub roles: Vec<&'static str>,
    /// Positions in [`DemoTeam::parties`] of the colleagues whom this person influences.
    pub influences: Vec<usize>,
}

/// Money spent on a prospecting method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MethodCost {
    pub method: &'static str,
    /// Position in [`DemoTeam::teams`].
    pub team: usize,
    pub spent_at: Timestamp,
    pub amount_minor: i64,
    pub note: &'static str,
}
