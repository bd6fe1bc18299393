//! Counts by which a server is watched.

use store::Connections;

use crate::{App, AppError};

/// How it stands with jobs, imports and connections.
#[derive(Clone, Debug)]
pub struct Vitals {
    /// kind, state, how many
    pub jobs: Vec<(String, String, i64)>,
    /// what became of rows, how many
    pub import_rows: [(&'static str, i64); 4],
    pub connections: Connections,
}

impl App {
    /// Counts that name nobody, asked from the database.
    pub async fn vitals(&self) -> Result<Vitals, AppError> {
        let [created, updated, duplicate, rejected] = store::imports::row_totals(&self.store).await?;
        Ok(Vitals {
            jobs: store::jobs::counts(&self.store).await?,
            import_rows: [("created", created), ("updated", updated), ("duplicate", duplicate), ("rejected", rejected)],
            connections: self.store.connections(),
        })
    }
}
