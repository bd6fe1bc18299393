//! What a file of orders would say, without keeping anything of it: how its columns are understood, and which rows could be
//! read.

use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
};

use jiff::civil::Date;
use serde::Serialize;
use tables::Subject;
use tokio::sync::mpsc;

use super::rows::OrderRows;
use crate::{Actor, App, AppError, imports::upload::unreadable, orders::CURRENCY};

/// What was read of a file.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OrdersPreview {
    /// each mapped column with its field
    pub columns: Vec<(String, String)>,
    pub rows: u64,
    /// lines that can be read; whether their customers are on file is only known when they are imported
    pub lines: u64,
    pub orders: u64,
    pub customers: u64,
    pub returned_lines: u64,
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// by currency
    pub amount_minor: BTreeMap<String, i64>,
    /// rows that cannot be read, by the code of the first reason
    pub problems: BTreeMap<String, u64>,
}

impl App {
    /// Reads a file of orders of the machine itself to its end, and keeps nothing.
    pub async fn preview_orders(
        &self,
        actor: &Actor,
        path: &Path,
        fields: &[(String, String)],
    ) -> Result<OrdersPreview, AppError> {
        let read = self.read_to_preview(actor, Subject::Orders, path, fields).await?;
        let settings = self.settings().await?;
        let today = self.now().local_date(&settings.method.contact.zone);
        let reader = read.reader(|mapping| OrderRows::new(mapping, today));
        let (sender, mut chunks) = mpsc::channel(1);
        let reading = tokio::task::spawn_blocking(move || reader.read(&sender));
        let mut preview = OrdersPreview { columns: read.columns, ..OrdersPreview::default() };
        let (mut orders, mut customers) = (HashSet::new(), HashSet::new());
        while let Some(chunk) = chunks.recv().await {
            for (_, row) in chunk.rows {
                preview.rows += 1;
                match row {
                    Ok(row) => {
                        preview.lines += 1;
                        preview.returned_lines += u64::from(row.is_return);
                        preview.from = Some(preview.from.map_or(row.day, |day| day.min(row.day)));
                        preview.to = Some(preview.to.map_or(row.day, |day| day.max(row.day)));
                        let currency = row.currency.clone().unwrap_or_else(|| CURRENCY.to_owned());
                        *preview.amount_minor.entry(currency).or_default() += row.amount_minor;
                        orders.insert(row.key.clone());
                        customers.insert(row.customer.clone());
                    }
                    Err(refused) => {
                        let code = refused.reasons.first().map(|reason| reason.code.clone()).unwrap_or_default();
                        *preview.problems.entry(code).or_default() += 1;
                    }
                }
            }
        }
        reading.await.map_err(|error| AppError::Internal(error.to_string()))?.map_err(unreadable)?;
        (preview.orders, preview.customers) = (orders.len() as u64, customers.len() as u64);
        Ok(preview)
    }
}
