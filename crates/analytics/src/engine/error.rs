//! What can go wrong with a data set.

use std::path::PathBuf;

use datafusion::arrow::error::ArrowError;
use datafusion::error::DataFusionError;
use datafusion::parquet::errors::ParquetError;
use uuid::Uuid;

/// Why a data set was not written or read.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// There is no data set yet.
    #[error("no data set at {0}")]
    Missing(PathBuf),
    /// Another writer has the data set.
    #[error("the data set at {0} is being written")]
    Busy(PathBuf),
    /// A file or directory could not be read or written.
    #[error("cannot read or write {path}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The manifest is of another version, or damaged.
    #[error("the manifest of the data set is unreadable: {0}")]
    Manifest(String),
    /// Rows must come by customer, day and order.
    #[error("rows of customer {0} are not in order")]
    Unsorted(Uuid),
    /// A return with a positive amount, or a day outside the calendar.
    #[error("a row of order {0} is impossible")]
    Impossible(Uuid),
    /// The engine's threads could not be started.
    #[error("cannot start the threads of the engine")]
    Threads(#[source] std::io::Error),
    /// The engine could not carry out a plan.
    #[error("the engine failed")]
    Plan(#[source] Box<DataFusionError>),
    /// The pass ended before its end: the engine was shut down, or a task of it failed.
    #[error("the pass was broken off")]
    BrokenOff,
}

impl From<DataFusionError> for EngineError {
    fn from(error: DataFusionError) -> Self {
        Self::Plan(Box::new(error))
    }
}

impl From<ArrowError> for EngineError {
    fn from(error: ArrowError) -> Self {
        DataFusionError::from(error).into()
    }
}

impl From<ParquetError> for EngineError {
    fn from(error: ParquetError) -> Self {
        DataFusionError::from(error).into()
    }
}
