//! Reading that goes on beside the task that asked for it, on whatever processor is free.

use std::future::Future;

use crate::AppError;

/// Reads of one task that go on at once: as many as leave connections to those who ask meanwhile.
pub(crate) const READS: usize = 2;

/// Begins at once; what is answered is what was read.
pub(crate) fn beside<T, F>(reading: F) -> impl Future<Output = Result<T, AppError>> + Send
where
    T: Send + 'static,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
{
    let begun = tokio::spawn(reading);
    async { begun.await.map_err(|error| AppError::Internal(error.to_string()))? }
}
