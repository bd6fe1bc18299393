//! What a file of deals would say, without keeping anything of it: how its columns are understood, and which rows could be read.

use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
};

use method::{Coded, deals::value::short_term::DealAmount};
use serde::Serialize;
use tables::Subject;
use tokio::sync::mpsc;

use super::rows::DealRow;
use crate::{
    Actor, App, AppError,
    imports::{RowReason, chunks::RowChunk, upload::unreadable},
    orders::CURRENCY,
};

/// What was read of a file.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DealsPreview {
    /// each mapped column with its field
    pub columns: Vec<(String, String)>,
    pub rows: u64,
    /// deals that can be read; whether their customers are on file is only known when they are imported
    pub deals: u64,
    pub customers: u64,
    pub open: u64,
    /// by outcome
    pub ended: BTreeMap<String, u64>,
    /// deals whose amount is not known
    pub unknown_amounts: u64,
    /// by currency, what is likely
    pub amount_minor: BTreeMap<String, i64>,
    /// rows that cannot be read, by the code of the first reason
    pub problems: BTreeMap<String, u64>,
    /// the first rows that cannot be read, with all their reasons
    pub refused: Vec<(i64, Vec<RowReason>)>,
}

/// Rows that are named.
const NAMED: usize = 20;

impl DealsPreview {
    fn take(&mut self, row: &DealRow) {
        self.deals += 1;
        match row.ended {
            Some((end, _)) => *self.ended.entry(end.code().to_owned()).or_default() += 1,
            None => self.open += 1,
        }
        match row.amount {
            DealAmount::Unknown => self.unknown_amounts += 1,
            amount => {
                let currency = row.currency.clone().unwrap_or_else(|| CURRENCY.to_owned());
                *self.amount_minor.entry(currency).or_default() += amount.likely_minor().unwrap_or(0);
            }
        }
    }
}

impl App {
    /// Reads a file of deals of the machine itself to its end, and keeps nothing.
    pub async fn preview_deals(
        &self,
        actor: &Actor,
        path: &Path,
        fields: &[(String, String)],
    ) -> Result<DealsPreview, AppError> {
        let read = self.read_to_preview(actor, Subject::Deals, path, fields).await?;
        let rows = self.deal_rows(read.mapping.clone()).await?;
        let reader = read.reader(|_| rows);
        let (sender, mut chunks) = mpsc::channel::<RowChunk<DealRow>>(1);
        let reading = tokio::task::spawn_blocking(move || reader.read(&sender));
        let mut preview = DealsPreview { columns: read.columns, ..DealsPreview::default() };
        let (mut keys, mut customers) = (HashSet::new(), HashSet::new());
        while let Some(chunk) = chunks.recv().await {
            for (number, row) in chunk.rows {
                preview.rows += 1;
                match row {
                    Ok(row) => {
                        customers.insert(row.customer.clone());
                        // the same deal twice is one
                        if keys.insert(row.key.clone()) {
                            preview.take(&row);
                        }
                    }
                    Err(refused) => {
                        let code = refused.reasons.first().map(|reason| reason.code.clone()).unwrap_or_default();
                        *preview.problems.entry(code).or_default() += 1;
                        if preview.refused.len() < NAMED {
                            preview.refused.push((number, refused.reasons));
                        }
                    }
                }
            }
        }
        reading.await.map_err(|error| AppError::Internal(error.to_string()))?.map_err(unreadable)?;
        preview.customers = customers.len() as u64;
        Ok(preview)
    }
}
