//! How unequal customers are (CLA-1): the Lorenz curve with its Gini coefficient, profit at the top, and customers on whom a
//! region depends.

use serde::{Deserialize, Serialize};

use super::abc::{AbcSettings, CustomerTotal};
use super::ranking::{heads, largest_first, part};

/// Steps of the curve: enough for any screen, however many customers there are.
const CURVE_STEPS: usize = 100;

/// A point of the Lorenz curve: so much of the customers, smallest first, makes so much of the sales.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LorenzPoint {
    /// Share of heads, 0 to 1.
    pub heads: f64,
    /// Share of sales, 0 to 1.
    pub sales: f64,
}

/// The Lorenz curve with what it adds up to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Lorenz {
    /// From (0, 0) to (1, 1).
    pub points: Vec<LorenzPoint>,
    /// 0: everybody buys the same; towards 1: one buys everything.
    pub gini: f64,
    /// Customers with a total of zero or more, of whom the curve is made.
    pub n: u64,
}

/// The curve over non-negative totals (CLA-1); none where nobody bought anything.
pub fn lorenz(totals_minor: &[i64]) -> Option<Lorenz> {
    let mut totals: Vec<i64> = totals_minor.iter().copied().filter(|total| *total >= 0).collect();
    totals.sort_unstable();
    let n = totals.len();
    let sum: i128 = totals.iter().map(|total| i128::from(*total)).sum();
    if sum == 0 {
        return None;
    }
    let steps = n.min(CURVE_STEPS);
    let mut points = vec![LorenzPoint { heads: 0.0, sales: 0.0 }];
    let (mut so_far, mut weighted) = (0_i128, 0_i128);
    for (index, total) in totals.iter().enumerate() {
        so_far += i128::from(*total);
        weighted += i128::from(*total) * (index as i128 + 1);
        // the next point is due once its share of the heads is reached
        if (index + 1) * steps >= points.len() * n {
            points.push(LorenzPoint { heads: (index + 1) as f64 / n as f64, sales: part(so_far, sum) });
        }
    }
    let gini = (2 * weighted - (n as i128 + 1) * sum) as f64 / (n as f64 * sum as f64);
    Some(Lorenz { points, gini: gini.clamp(0.0, 1.0), n: n as u64 })
}

/// What the top of the customers brings in profit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfitAtTheTop {
    /// Customers with the largest margins.
    pub heads: u64,
    /// Their share of all positive margins, 0 to 1.
    pub share: f64,
    /// Customers whose margin is known.
    pub n: u64,
}

/// The profit of the top heads (CLA-1) over customers whose margin is known; none where there is no profit.
pub fn profit_at_the_top(margins_minor: &[i64], settings: &AbcSettings) -> Option<ProfitAtTheTop> {
    let mut margins: Vec<i64> = margins_minor.to_vec();
    margins.sort_unstable_by(|a, b| b.cmp(a));
    let positive = |margins: &[i64]| margins.iter().map(|margin| i128::from((*margin).max(0))).sum::<i128>();
    let all = positive(&margins);
    let top = heads(margins.len(), settings.top_heads_percent);
    (all > 0).then(|| ProfitAtTheTop {
        heads: top as u64,
        share: part(positive(&margins[..top]), all),
        n: margins.len() as u64,
    })
}

/// A customer on whom a region depends.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dependence {
    /// Place of the customer among those given.
    pub place: usize,
    /// Its share of the region's sales, 0 to 1.
    pub share: f64,
}

/// The customers whose loss would hurt a region badly (CLA-1), largest first; empty where nobody is that large.
pub fn dependences<Id: Ord>(of_region: &[CustomerTotal<Id>], settings: &AbcSettings) -> Vec<Dependence> {
    let total: i128 = of_region.iter().map(|customer| i128::from(customer.net_minor.max(0))).sum();
    largest_first(of_region, |customer| (customer.net_minor, &customer.id))
        .into_iter()
        .map(|place| (place, i128::from(of_region[place].net_minor)))
        .take_while(|(_, net)| *net > 0 && *net as f64 * 100.0 >= settings.danger_percent * total as f64)
        .map(|(place, net)| Dependence { place, share: part(net, total) })
        .collect()
}
