//! Cost of winning against cost of keeping (CLA-9), from the team's own figures, beside two sayings that disagree.

use serde::{Deserialize, Serialize};

use crate::coded::coded;
use crate::prospecting::results::{ResultSettings, share};
use crate::verdict::Measured;

coded! {
    /// What is usually said about it.
    pub enum Saying in "saying" {
        EightKept = "eight_kept", "开发一个新客户的成本等于保住八个老客户", "one new customer costs as much as keeping eight";
        AFifth = "a_fifth", "保住老客户的成本只是开发新客户的五分之一", "keeping costs a fifth of winning";
    }
}

impl Saying {
    /// How many times the cost of keeping the saying takes winning to be.
    pub const fn times(self) -> f64 {
        match self {
            Self::EightKept => 8.0,
            Self::AFifth => 5.0,
        }
    }
}

/// What a team spent and sold in a period; money in minor units of one currency. None where nobody records it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CostFacts {
    /// Spent on winning customers.
    pub winning_minor: Option<i64>,
    /// Spent on keeping customers.
    pub keeping_minor: Option<i64>,
    /// Customers won.
    pub won: u64,
    /// Customers from before who still bought.
    pub kept: u64,
    /// Net sales to customers from before.
    pub sales_kept_minor: i64,
    /// Net sales to customers won.
    pub sales_won_minor: i64,
}

/// The team's own figures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CostReading {
    /// Cost of winning one, in minor units.
    pub per_won_minor: Option<f64>,
    /// Cost of keeping one.
    pub per_kept_minor: Option<f64>,
    /// How many could be kept for what one costs to win: the figure to set beside the sayings.
    pub times: Option<f64>,
    /// Customers won, on whom this rests.
    pub won: u64,
    /// Customers kept, on whom this rests.
    pub kept: u64,
    /// Share of sales from customers from before, 0 to 1.
    pub sales_share_kept: Option<f64>,
    /// Share of the customers who are new.
    pub new_share: Measured,
}

/// Reads the costs (CLA-9). Too few customers won or kept give no cost for one.
pub fn costs(facts: &CostFacts, results: &ResultSettings) -> CostReading {
    let each = |spent: Option<i64>, heads: u64| {
        spent.filter(|_| heads >= results.min_cases.max(1)).map(|spent| spent as f64 / heads as f64)
    };
    let (per_won_minor, per_kept_minor) = (each(facts.winning_minor, facts.won), each(facts.keeping_minor, facts.kept));
    let times = per_won_minor.zip(per_kept_minor).filter(|(_, kept)| *kept > 0.0).map(|(won, kept)| won / kept);
    let (from_kept, from_won) = (facts.sales_kept_minor.max(0) as f64, facts.sales_won_minor.max(0) as f64);
    CostReading {
        per_won_minor,
        per_kept_minor,
        times,
        won: facts.won,
        kept: facts.kept,
        sales_share_kept: (from_kept + from_won > 0.0).then(|| from_kept / (from_kept + from_won)),
        new_share: share(facts.won, facts.won + facts.kept, results.min_cases),
    }
}
