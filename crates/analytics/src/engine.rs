//! The columnar engine: orders of a team as Parquet, read through DataFusion, one customer after the other.
//!
//! A data set is a directory of files sorted by customer, day and order. Since a customer's rows lie together, the figures of
//! everybody are a fold over one pass; nothing is sorted or grouped anew and little is kept. [`QueryEngine`] hides what runs the
//! pass: the local engine has a tokio runtime of its own with a few threads, so that a pass never holds up the caller's; its
//! futures may be awaited on any runtime.

mod columns;
mod customers;
mod data_set;
mod error;
mod figures;
mod fold;
mod local;
mod predicate;
mod writer;

use std::fmt::Debug;

use async_trait::async_trait;
use filters::Clause;
use futures::stream::BoxStream;

pub use columns::{Column, OrderRow, RowKind, schema};
pub use customers::{CustomerTable, CustomerWriter, CustomersStream, customer_schema, narrowed};
pub use data_set::{DataSet, Manifest, Part, Totals};
pub use error::EngineError;
pub(crate) use figures::SEASON_QUARTERS;
pub use figures::{CustomerFigures, FiguresAsked};
pub use local::{LocalEngine, LocalOptions};
pub use predicate::{Compare, Predicate, Value};
pub use writer::{OrderWriter, WriterOptions};

/// Figures in the order of the customers, some thousands at a time.
pub type FiguresStream = BoxStream<'static, Result<Vec<CustomerFigures>, EngineError>>;

/// What reads a data set. One implementation runs in this process; a cluster would be another. [`crate::classes`] makes classes of
/// what it reads.
#[async_trait]
pub trait QueryEngine: Send + Sync + Debug {
    /// Streams the figures of every customer with a row that counts, in the order of their ids. Ending the stream early ends
    /// the pass.
    async fn figures(&self, data_set: &DataSet, asked: FiguresAsked) -> Result<FiguresStream, EngineError>;

    /// Streams the ids of those for whom a resolved filter is true (CLA-8), in their order: the same that the databases would
    /// find among the records that were written. Ending the stream early ends the pass.
    async fn customers(&self, table: &CustomerTable, clause: &Clause) -> Result<CustomersStream, EngineError>;
}
