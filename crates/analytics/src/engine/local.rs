//! The engine in this process: DataFusion reads the parts, a few of them at once, and hands on their figures in order.

use std::sync::Arc;

use async_trait::async_trait;
use datafusion::common::config::ConfigOptions;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use filters::Clause;
use futures::{StreamExt, stream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Semaphore, mpsc};
use uuid::Uuid;

use super::columns::{Column, schema};
use super::customers::{self, CustomerTable, CustomersStream};
use super::data_set::{DataSet, Part};
use super::error::EngineError;
use super::figures::{CustomerFigures, FiguresAsked, Periods};
use super::fold::{Days, Fold, READ, day_of};
use super::predicate::{Compare, Predicate, Value};
use super::{FiguresStream, QueryEngine};

/// Figures handed on at a time.
const CHUNK: usize = 4_096;
/// Chunks of a part that may wait for the parts before it.
const WAITING: usize = 8;

/// What the engine may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalOptions {
    /// Threads, and so parts that are read at once.
    pub threads: usize,
    /// Bytes for plans that have to gather rows; passes over sorted rows need none of it.
    pub memory: usize,
}

impl Default for LocalOptions {
    fn default() -> Self {
        Self { threads: 2, memory: 512 << 20 }
    }
}

/// DataFusion with threads of its own.
#[derive(Debug)]
pub struct LocalEngine {
    inner: Arc<Inner>,
    /// None only while it is dropped.
    runtime: Option<Runtime>,
}

struct Inner {
    session: SessionContext,
    threads: usize,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inner").field("threads", &self.threads).finish_non_exhaustive()
    }
}

impl LocalEngine {
    /// Starts an engine.
    pub fn start(options: LocalOptions) -> Result<Self, EngineError> {
        let threads = options.threads.max(1);
        let runtime = Builder::new_multi_thread().worker_threads(threads).thread_name("columns").enable_all().build();
        let runtime = runtime.map_err(EngineError::Threads)?;
        let mut config = ConfigOptions::new();
        // each part is one plan and keeps its order; several parts run side by side
        config.execution.target_partitions = 1;
        config.execution.parquet.pushdown_filters = true;
        config.execution.parquet.schema_force_view_types = false;
        let environment = RuntimeEnvBuilder::new().with_memory_limit(options.memory, 1.0).build_arc()?;
        let session = SessionContext::new_with_config_rt(SessionConfig::from(config), environment);
        Ok(Self { inner: Arc::new(Inner { session, threads }), runtime: Some(runtime) })
    }

    /// Starts a pass. Nobody waits for it: what there is to say is said in its channel.
    fn begin(&self, pass: impl Future<Output = ()> + Send + 'static) {
        if let Some(runtime) = &self.runtime {
            drop(runtime.spawn(pass));
        }
    }

    fn stream(&self, data_set: &DataSet, asked: FiguresAsked) -> FiguresStream {
        let (send, parts) = mpsc::channel(self.inner.threads);
        self.begin(Arc::clone(&self.inner).start_parts(send, asked, data_set.clone()));
        let turns = Turns { parts, part: None, over: false };
        stream::unfold(turns, async |mut turns| Some((turns.next().await?, turns))).boxed()
    }
}

impl Drop for LocalEngine {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

#[async_trait]
impl QueryEngine for LocalEngine {
    async fn figures(&self, data_set: &DataSet, asked: FiguresAsked) -> Result<FiguresStream, EngineError> {
        Ok(self.stream(data_set, asked))
    }

    async fn customers(&self, table: &CustomerTable, clause: &Clause) -> Result<CustomersStream, EngineError> {
        let (send, found) = mpsc::channel(WAITING);
        let (inner, table, asked) = (Arc::clone(&self.inner), table.clone(), customers::Asked::of(clause));
        self.begin(async move {
            let read = inner.read_customers(&table, &asked, &send).await;
            let _ = send.send(read.map(|()| None)).await;
        });
        // a pass that stops without having said that it has ended was broken off
        let next = async |mut found: mpsc::Receiver<Result<Option<Vec<Uuid>>, EngineError>>| {
            let ids = found.recv().await.unwrap_or(Err(EngineError::BrokenOff))?;
            Ok(ids.map(|ids| (ids, found)))
        };
        Ok(stream::try_unfold(found, next).boxed())
    }
}

/// What a part sends: figures, and that it has ended. One that stops without having said so was broken off.
#[derive(Debug)]
enum Sent {
    Figures(Vec<CustomerFigures>),
    End,
}

type Chunk = Result<Sent, EngineError>;

/// The parts in their order, as the stream takes them; none says that there are no more.
#[derive(Debug)]
struct Turns {
    parts: mpsc::Receiver<Option<mpsc::Receiver<Chunk>>>,
    part: Option<mpsc::Receiver<Chunk>>,
    over: bool,
}

impl Turns {
    async fn next(&mut self) -> Option<Result<Vec<CustomerFigures>, EngineError>> {
        let failed = loop {
            if self.over {
                return None;
            }
            let Some(part) = &mut self.part else {
                match self.parts.recv().await {
                    Some(Some(part)) => self.part = Some(part),
                    Some(None) => self.over = true,
                    None => break EngineError::BrokenOff,
                }
                continue;
            };
            match part.recv().await {
                Some(Ok(Sent::Figures(figures))) => return Some(Ok(figures)),
                Some(Ok(Sent::End)) => self.part = None,
                Some(Err(error)) => break error,
                None => break EngineError::BrokenOff,
            }
        };
        self.over = true;
        Some(Err(failed))
    }
}

impl Inner {
    /// Starts the parts in order, as many at once as there are threads. The data set is let go before the stream ends, so that
    /// who has read it to the end no longer holds its files.
    async fn start_parts(
        self: Arc<Self>,
        parts: mpsc::Sender<Option<mpsc::Receiver<Chunk>>>,
        asked: FiguresAsked,
        data_set: DataSet,
    ) {
        let totals = data_set.manifest().totals();
        let today = day_of(asked.as_of.day);
        let (first, last) = (totals.first_day.unwrap_or(today), totals.last_day.unwrap_or(today));
        let filters = filters(&asked, last > today);
        let days = Arc::new(Days::between(first, last.min(today)));
        let periods = Arc::new(Periods::of(asked));
        let at_once = Arc::new(Semaphore::new(self.threads));
        for part in &data_set.manifest().parts {
            let Ok(turn) = Arc::clone(&at_once).acquire_owned().await else { return };
            let (send, receive) = mpsc::channel(WAITING);
            if parts.send(Some(receive)).await.is_err() {
                return;
            }
            let (inner, data_set, part) = (Arc::clone(&self), data_set.clone(), part.clone());
            let (filters, fold) = (filters.clone(), Fold::new(Arc::clone(&periods), Arc::clone(&days)));
            tokio::spawn(async move {
                let read = inner.read_part(&data_set, &part, filters, fold, &send).await;
                drop((data_set, turn));
                let _ = send.send(read.map(|()| Sent::End)).await;
            });
        }
        drop(data_set);
        let _ = parts.send(None).await;
    }

    /// Reads one part after the other and sends on whom the condition takes; ends early when nobody takes them.
    async fn read_customers(
        &self,
        table: &CustomerTable,
        asked: &customers::Asked,
        send: &mpsc::Sender<Result<Option<Vec<Uuid>>, EngineError>>,
    ) -> Result<(), EngineError> {
        for part in &table.manifest().parts {
            let mut found = asked.read(&self.session, table, part).await?;
            while let Some(ids) = found.next().await {
                if send.send(ids.map(Some)).await.is_err() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Reads a part and sends on its figures; ends early when nobody takes them.
    async fn read_part(
        &self,
        data_set: &DataSet,
        part: &Part,
        filters: Vec<Predicate>,
        mut fold: Fold,
        send: &mpsc::Sender<Chunk>,
    ) -> Result<(), EngineError> {
        let place = data_set.address(part)?;
        let columns = schema();
        let options = ParquetReadOptions::default().schema(&columns);
        let mut rows = self.session.read_parquet(place.as_str(), options).await?;
        for filter in filters {
            rows = rows.filter(filter.into_expression())?;
        }
        let names = READ.map(Column::name);
        let mut batches = rows.select_columns(&names)?.execute_stream().await?;
        let mut closed = Vec::with_capacity(CHUNK);
        while let Some(batch) = batches.next().await {
            fold.read(&batch?, &mut closed)?;
            if closed.len() >= CHUNK {
                let full = std::mem::replace(&mut closed, Vec::with_capacity(CHUNK));
                if send.send(Ok(Sent::Figures(full))).await.is_err() {
                    return Ok(());
                }
            }
        }
        closed.extend(fold.close());
        if !closed.is_empty() {
            let _ = send.send(Ok(Sent::Figures(closed))).await;
        }
        Ok(())
    }
}

/// The conditions on rows; the day only where later rows exist.
fn filters(asked: &FiguresAsked, later: bool) -> Vec<Predicate> {
    let today = || Predicate::compare(Column::Day, Compare::AtMost, Value::Day(day_of(asked.as_of.day)));
    let line = |line| Predicate::compare(Column::Line, Compare::Is, Value::Id(line));
    let of_line = asked.line.map(line);
    later.then(today).into_iter().chain(of_line).chain(asked.predicate.clone()).collect()
}
