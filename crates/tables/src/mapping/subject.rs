//! What the rows of a file are: names, orders or deals; and how the columns of each are understood.

use serde::{Deserialize, Serialize};

use super::suggest::{Suggestion, suggest};
use super::{deals, orders};

/// What the rows of a file are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// People and organisations.
    #[default]
    Names,
    /// Lines of orders and returns.
    Orders,
    /// Deals, one in a row.
    Deals,
}

impl Subject {
    pub const ALL: [Self; 3] = [Self::Names, Self::Orders, Self::Deals];

    /// Its stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::Orders => "orders",
            Self::Deals => "deals",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.code() == code)
    }

    /// As a message names one of them.
    pub(super) const fn singular(self) -> &'static str {
        match self {
            Self::Names => "a name",
            Self::Orders => "an order",
            Self::Deals => "a deal",
        }
    }

    /// One suggestion for each column, in their order. `samples` are rows.
    pub fn suggest(self, columns: &[String], samples: &[Vec<String>]) -> Vec<Suggestion> {
        match self {
            Self::Names => suggest(columns, samples),
            Self::Orders => orders::suggest_orders(columns, samples),
            Self::Deals => deals::suggest_deals(columns, samples),
        }
    }
}
