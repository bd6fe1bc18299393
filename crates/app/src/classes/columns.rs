//! Orders as columns: what the engine reads to look at all customers at once (CLA-1, CLA-2, CLA-5, CLA-7).
//!
//! The rows of the store are what holds. The columns are written anew from one moment of it before each look, so that nothing has
//! to be said about what changed since; `tuoke check` compares the counts and sums of both.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use analytics::{
    classes::{ClassesAsked, Classification, Classifier},
    engine::{
        DataSet, EngineError, LocalEngine, LocalOptions, OrderRow, OrderWriter, QueryEngine, RowKind, WriterOptions,
    },
};
use futures::TryStreamExt;
use store::{Tx, orders::Bought};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::run::Goes;
use crate::{App, AppError, system::CheckFinding};

/// Customers read, and written, at a time.
const PER_PASS: u64 = 1_000;
/// An order is dated when it is written down, and may be committed so much later.
const UNCOMMITTED_MS: i64 = 60_000;

/// The engine, started when it is first needed, and the right to write columns, which one look has at a time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    engine: Arc<OnceLock<Arc<dyn QueryEngine>>>,
    writing: Arc<Mutex<()>>,
}

impl App {
    /// Where the columns of orders lie.
    pub(crate) fn order_columns(&self) -> PathBuf {
        self.config().data_dir.join("columns").join("orders")
    }

    pub(super) fn engine(&self) -> Result<&Arc<dyn QueryEngine>, AppError> {
        let kept = &self.columns.engine;
        if kept.get().is_none() {
            // who is late drops the one too many
            let _ = kept.set(Arc::new(LocalEngine::start(LocalOptions::default())?));
        }
        kept.get().ok_or_else(|| AppError::Internal("the engine did not start".to_owned()))
    }

    /// Writes everything that was ever bought, as of this moment; none where the run is to end.
    pub(super) async fn write_columns(&self, run: Option<Uuid>) -> Result<Option<DataSet>, AppError> {
        let _one_at_a_time = self.columns.writing.lock().await;
        let moment = self.store.snapshot().await?;
        let written = self.write_columns_of(&moment, run).await;
        moment.rollback().await?;
        written
    }

    async fn write_columns_of(&self, moment: &Tx, run: Option<Uuid>) -> Result<Option<DataSet>, AppError> {
        let folder = self.order_columns();
        let currencies = store::orders::lines_by_currency(moment, None).await?;
        let most = currencies.into_iter().max_by_key(|(_, lines)| *lines);
        let currency = most.map_or_else(String::new, |(currency, _)| currency);
        let options = WriterOptions {
            currency: currency.clone(),
            mark: self.now_ms().to_string(),
            part_rows: WriterOptions::PART_ROWS,
        };
        let mut writer = blocking({
            let folder = folder.clone();
            move || OrderWriter::begin(&folder, options)
        })
        .await?;
        let (mut after, mut done) = (None, 0);
        loop {
            let bought = store::orders::bought_after(moment, after, PER_PASS).await?;
            let Some(last) = bought.last() else { break };
            after = Some(last.party_id);
            let mut customers: Vec<Uuid> = bought.iter().map(|one| one.party_id).collect();
            customers.dedup();
            done += customers.len() as i64;
            let regions: HashMap<Uuid, String> = store::classes::holders(moment, &customers)
                .await?
                .into_iter()
                .filter_map(|(id, _, region)| Some((id, region?)))
                .collect();
            let currency = currency.clone();
            writer = blocking(move || {
                let mut writer = writer;
                for one in bought.iter().filter(|one| one.currency == currency) {
                    writer.push(&row(one, regions.get(&one.party_id).map(String::as_str)))?;
                }
                Ok(writer)
            })
            .await?;
            if let Some(run) = run
                && self.note(run, "reading", done, 0).await? == Goes::No
            {
                return Ok(None);
            }
        }
        let data_set = blocking(move || {
            writer.finish()?;
            DataSet::open(&folder)
        });
        data_set.await.map(Some)
    }

    /// Classes the customers of a data set; none where the run is to end. `progress` says how far all is when it begins.
    pub(super) async fn class_line(
        &self,
        columns: &DataSet,
        asked: ClassesAsked,
        progress: Option<(Uuid, i64, i64)>,
    ) -> Result<Option<Classification>, AppError> {
        let mut figures = self.engine()?.figures(columns, asked.figures.clone()).await?;
        let mut classifier = Classifier::new(asked);
        while let Some(chunk) = figures.try_next().await? {
            chunk.into_iter().for_each(|one| classifier.add(one));
            if let Some((run, done, total)) = progress
                && self.note(run, "classing", done, total).await? == Goes::No
            {
                return Ok(None);
            }
        }
        blocking(move || Ok(classifier.finish())).await.map(Some)
    }

    /// Takes the columns away that somebody erased is still in. Each server does so for its own.
    pub(crate) async fn forget_erased_columns(&self) -> Result<(), AppError> {
        let Some(written_at) = self.columns_written_at().await? else { return Ok(()) };
        let last = store::privacy::erasures(&self.store).await?.last().map(|done| done.at);
        if last.is_none_or(|at| at < written_at) {
            return Ok(());
        }
        let _one_at_a_time = self.columns.writing.lock().await;
        match tokio::fs::remove_dir_all(self.order_columns()).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    async fn columns_there_are(&self) -> Result<Option<DataSet>, AppError> {
        let folder = self.order_columns();
        let opened = tokio::task::spawn_blocking(move || DataSet::open(&folder)).await;
        match opened.map_err(|error| AppError::Internal(error.to_string()))? {
            Ok(columns) => Ok(Some(columns)),
            // a manifest that cannot be read is as good as none: the next look writes all anew
            Err(EngineError::Missing(_) | EngineError::Manifest(_)) => Ok(None),
            Err(other) => Err(other.into()),
        }
    }

    async fn columns_written_at(&self) -> Result<Option<i64>, AppError> {
        let columns = self.columns_there_are().await?;
        Ok(columns.map(|columns| columns.manifest().mark.parse().unwrap_or_default()))
    }

    /// Compares the columns with the orders: their lines, and how many of their counts and sums differ. Orders taken down since
    /// the columns were written are not in them yet, and nobody can be blamed for that.
    pub(crate) async fn check_columns(&self) -> Result<Vec<CheckFinding>, AppError> {
        let Some(columns) = self.columns_there_are().await? else { return Ok(Vec::new()) };
        let (manifest, found) = (columns.manifest(), columns.manifest().totals());
        let known = store::orders::line_totals(&self.store, &manifest.currency).await?;
        let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let pairs = [
            (known.lines, count(found.rows)),
            (known.amount_minor, found.amount_minor),
            (known.with_margin, count(found.rows_with_margin)),
            (known.margin_minor, found.margin_minor),
        ];
        let differ = pairs.iter().filter(|(known, found)| known != found).count();
        let written_at = manifest.mark.parse().unwrap_or(i64::MIN);
        let older = differ > 0 && store::orders::any_since(&self.store, written_at - UNCOMMITTED_MS).await?;
        let finding = |name: &str, count: i64, fine: bool| CheckFinding { name: name.to_owned(), count, fine };
        Ok(vec![
            finding("order lines in columns", count(found.rows), true),
            finding("counts and sums of the columns that differ from the orders", differ as i64, differ == 0 || older),
        ])
    }
}

fn row<'a>(bought: &Bought, region: Option<&'a str>) -> OrderRow<'a> {
    let kind = if bought.kind == store::orders::RETURN { RowKind::Return } else { RowKind::Order };
    OrderRow {
        customer: bought.party_id,
        line: bought.line_id,
        order: bought.order_id,
        day: bought.day,
        amount_minor: bought.amount_minor,
        margin_minor: bought.margin_minor,
        kind,
        region,
    }
}

/// Does work that blocks where that holds nobody up.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, EngineError> + Send + 'static,
) -> Result<T, AppError> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|error| AppError::Internal(error.to_string()))?;
    Ok(done?)
}
