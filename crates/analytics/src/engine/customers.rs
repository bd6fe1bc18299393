//! Everybody on file in columns, to be asked by the language of filters: a row for each record, a column for each field.
//!
//! `filters::evaluate` is the definition here as it is for the databases. What a field says at a moment (the cadence, whether
//! somebody is in hand) is what it said when the row was written.

mod columns;
mod condition;
mod matches;
mod writer;

use std::path::Path;

use datafusion::prelude::{Expr, ParquetReadOptions, SessionContext};
use filters::Clause;
use futures::stream::{self, BoxStream, StreamExt, TryStreamExt};
use uuid::Uuid;

use super::FiguresStream;
use super::data_set::{DataSet, Manifest, Part};
use super::error::EngineError;

pub use columns::customer_schema;
pub use writer::CustomerWriter;

/// Ids in their order, some thousands at a time.
pub type CustomersStream = BoxStream<'static, Result<Vec<Uuid>, EngineError>>;

/// Written customers, open for reading. Clones are the same; files stay as long as one of them lives.
#[derive(Debug, Clone)]
pub struct CustomerTable(DataSet);

impl CustomerTable {
    /// Opens what the directory holds now. One that was written when the catalogue had other fields is refused: what nobody
    /// wrote would be taken for unknown.
    pub fn open(folder: &Path) -> Result<Self, EngineError> {
        let table = DataSet::open(folder)?;
        if table.manifest().columns == columns::names() {
            Ok(Self(table))
        } else {
            Err(EngineError::Manifest("its columns are not the fields of today".to_owned()))
        }
    }

    /// What it consists of; of the sums only rows and customers are counted.
    pub fn manifest(&self) -> &Manifest {
        self.0.manifest()
    }
}

/// A clause as the engine is asked it.
#[derive(Debug, Clone)]
pub(super) struct Asked(Expr);

impl Asked {
    pub fn of(clause: &Clause) -> Self {
        Self(condition::condition(clause))
    }

    /// The customers of a part for whom the clause is true.
    pub async fn read(
        &self,
        session: &SessionContext,
        table: &CustomerTable,
        part: &Part,
    ) -> Result<CustomersStream, EngineError> {
        let place = table.0.address(part)?;
        let schema = customer_schema();
        let options = ParquetReadOptions::default().schema(&schema);
        let rows = session.read_parquet(place.as_str(), options).await?;
        let found = rows.filter(self.0.clone())?.select_columns(&[columns::ID])?;
        let batches = found.execute_stream().await?;
        Ok(batches.map_err(EngineError::from).map(|batch| columns::ids(&batch?)).boxed())
    }
}

/// Of figures those of the customers named; both come in the order of the ids. So figures of everybody are narrowed to whom a
/// filter takes, without keeping either.
pub fn narrowed(figures: FiguresStream, customers: CustomersStream) -> FiguresStream {
    let named = Named { customers, ids: Vec::new().into_iter(), next: None, begun: false };
    let narrow = async |(mut figures, mut named): (FiguresStream, Named)| {
        let Some(chunk) = figures.try_next().await? else { return Ok(None) };
        let mut kept = Vec::with_capacity(chunk.len());
        for one in chunk {
            if named.names(one.customer).await? {
                kept.push(one);
            }
        }
        Ok(Some((kept, (figures, named))))
    };
    stream::try_unfold((figures, named), narrow).boxed()
}

/// Where the walk through the named customers is.
struct Named {
    customers: CustomersStream,
    ids: std::vec::IntoIter<Uuid>,
    next: Option<Uuid>,
    begun: bool,
}

impl Named {
    /// Whether a customer is named; those asked about come in order.
    async fn names(&mut self, customer: Uuid) -> Result<bool, EngineError> {
        if !self.begun {
            self.begun = true;
            self.advance().await?;
        }
        while self.next.is_some_and(|next| next < customer) {
            self.advance().await?;
        }
        Ok(self.next == Some(customer))
    }

    async fn advance(&mut self) -> Result<(), EngineError> {
        loop {
            self.next = self.ids.next();
            if self.next.is_some() {
                return Ok(());
            }
            match self.customers.try_next().await? {
                Some(ids) => self.ids = ids.into_iter(),
                None => return Ok(()),
            }
        }
    }
}
