//! The use cases, part by part: the only place of permissions, transactions, audit and jobs.
//!
//! Every use case is a method of [`App`] whose first argument is the [`Actor`]. The page, programs, the command line
//! and jobs call the same one, so they cannot differ. Rules come from `method`, rows from `store`.

pub mod activities;
mod actor;
pub mod alerts;
mod app;
pub mod audit;
mod beside;
mod budgets;
pub mod classes;
pub mod contact_policy;
pub mod contact_results;
pub mod deals;
pub mod demo;
pub mod dormancy;
pub mod duplicates;
mod edited_texts;
mod error;
pub mod filters;
pub mod idempotency;
pub mod imports;
pub mod jobs;
pub mod judged;
mod kept;
pub mod lists;
pub mod losses;
pub mod merges;
pub mod methods;
pub mod operations;
pub mod orders;
pub mod parties;
pub mod people;
pub mod playbook;
pub mod pool;
pub mod privacy;
pub mod products;
mod scopes;
pub mod segments;
pub mod settings;
pub mod sharing;
pub mod supply;
pub mod system;
pub mod today;
pub mod webhooks;

pub use actor::{Actor, Right, Role, Roles};
pub use app::{App, Clock, Config, SystemClock};
pub use budgets::Allowance;
pub use error::{AppError, FieldError};
pub use scopes::{Scope, Scopes};
pub use store::Location as Database;

/// A person as other records name them.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct UserRef {
    pub id: uuid::Uuid,
    pub name: String,
}

/// A list's or an organisation's id with its name.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct NameRef {
    pub id: uuid::Uuid,
    pub name: String,
}

/// One page of a list: the items, where the next page begins, how many there are in all.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// opaque; absent on the last page
    pub next: Option<String>,
    pub total: Option<Total>,
}

/// How many rows match; beyond ten thousand the count is a lower bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Total {
    pub count: u64,
    pub exact: bool,
}
