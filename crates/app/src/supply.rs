//! Supply for managers (PRO-8): who is in hand, how many new prospects a week are needed, and whether they come.

mod bought;
mod count;
mod turns;
mod view;

use std::collections::{BTreeMap, HashMap};

use method::{MethodSettings, Timestamp, prospecting::supply::SupplyCounts};
use serde::{Deserialize, Serialize};
use store::Store;
use uuid::Uuid;

pub(crate) use count::Scopes;
pub use view::{InHandView, LetterCount, LossLine, Money, RepSupply, SupplyAsked, SupplyLine, SupplyView, UnitSupply};

use crate::{App, AppError};

/// The figures of the whole company are kept under this id.
pub(crate) const COMPANY: Uuid = Uuid::nil();

/// Records behind the figures up to which they are counted anew whenever somebody asks; beyond, the job counts them.
const COUNTED_AT_ONCE: u64 = 20_000;

/// What is counted of a person, a team or the company.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Figures {
    pub counts: SupplyCounts,
    /// what the customers lost bought in a year, by currency
    pub lost_money: BTreeMap<String, i64>,
    /// of the company: the long interval between two orders, in days
    pub line_interval: Option<f64>,
    /// of the company: the same within each product line
    pub line_intervals: BTreeMap<Uuid, f64>,
    /// of the company: the records that were looked at
    pub records: u64,
}

/// The long interval between two orders, of all and within each product line, as they were counted last.
pub(crate) async fn line_intervals(
    store: &Store,
    method: &MethodSettings,
) -> Result<(f64, BTreeMap<Uuid, f64>), AppError> {
    let kept = store::supply::figure(store, COMPANY).await?;
    let figures: Figures = kept.map(|row| serde_json::from_str(&row.value)).transpose()?.unwrap_or_default();
    let usual = f64::from(method.buying.usual_interval_days);
    Ok((figures.line_interval.unwrap_or(usual), figures.line_intervals))
}

impl App {
    /// The figures by scope and when they were counted: just now where that is quick, else by the job.
    async fn figures(&self) -> Result<(HashMap<Uuid, Figures>, Timestamp), AppError> {
        let rows = store::supply::figures(&self.store).await?;
        let counted_at = rows.first().map(|row| Timestamp::from(row.counted_at));
        let mut kept = HashMap::with_capacity(rows.len());
        for row in rows {
            kept.insert(row.scope_id, serde_json::from_str::<Figures>(&row.value)?);
        }
        match (kept.get(&COMPANY), counted_at) {
            (Some(company), Some(at)) if company.records > COUNTED_AT_ONCE => Ok((kept, at)),
            _ => Ok((self.count_figures().await?, self.now())),
        }
    }
}
