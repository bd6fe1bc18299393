//! Writes orders as columns: rows come in order and go out in files of bounded size; memory holds one batch and one group.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, FixedSizeBinaryBuilder, Int32Builder, Int64Builder, RecordBatch, StringDictionaryBuilder, UInt8Builder,
};
use datafusion::arrow::datatypes::Int32Type;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::Compression;
use datafusion::parquet::file::properties::WriterProperties;
use uuid::Uuid;

use super::columns::{Column, DAYS, ID_BYTES, OrderRow, RowKind, schema};
use super::data_set::{Manifest, Part, Totals, VERSION, Writing};
use super::error::EngineError;

/// Rows that are turned into columns at a time.
const BATCH: usize = 16_384;

/// How a data set is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriterOptions {
    /// Currency of all amounts.
    pub currency: String,
    /// How far the source has been read.
    pub mark: String,
    /// Rows from which a part is full; it ends with its customer.
    pub part_rows: u64,
}

impl WriterOptions {
    /// Parts of a quarter of a million rows: several for each thread, and little to write anew when a customer changes.
    pub const PART_ROWS: u64 = 262_144;
}

/// Writes the next state of a data set. Nothing of it is seen before [`OrderWriter::finish`]; dropped without it, nothing has
/// changed. Blocks: call it where blocking is allowed.
#[derive(Debug)]
pub struct OrderWriter {
    writing: Writing,
    options: WriterOptions,
    generation: u64,
    parts: Vec<Part>,
    open: Option<OpenPart>,
    last: Option<RowKey>,
}

/// What rows are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct RowKey {
    customer: Uuid,
    day: i32,
    order: Uuid,
}

impl OrderWriter {
    /// Begins the next state of the data set in a directory, which is made if need be.
    pub fn begin(folder: &Path, options: WriterOptions) -> Result<Self, EngineError> {
        let writing = Writing::begin(folder)?;
        let generation = writing.next_generation()?;
        Ok(Self { writing, options, generation, parts: Vec::new(), open: None, last: None })
    }

    /// What was there when the writer began; its parts may be kept.
    pub fn before(&self) -> Option<&Manifest> {
        self.writing.before.as_ref()
    }

    /// Takes the next row, by customer, day and order.
    pub fn push(&mut self, row: &OrderRow<'_>) -> Result<(), EngineError> {
        if (row.kind == RowKind::Return && row.amount_minor > 0) || !DAYS.contains(&row.day) {
            return Err(EngineError::Impossible(row.order));
        }
        let key = RowKey { customer: row.customer, day: row.day, order: row.order };
        if self.last.is_some_and(|last| last > key) {
            return Err(EngineError::Unsorted(row.customer));
        }
        let new_customer = self.last.is_none_or(|last| last.customer != row.customer);
        let new_order = self.last.is_none_or(|last| last != key);
        if new_customer && self.open.as_ref().is_some_and(|open| open.totals.rows >= self.options.part_rows) {
            self.close_part()?;
        }
        self.last = Some(key);
        let open = match &mut self.open {
            Some(open) => open,
            None => {
                let file = format!("{:06}-{:04}.parquet", self.generation, self.parts.len());
                self.open.insert(OpenPart::create(&self.writing.folder, file, row.customer)?)
            }
        };
        open.push(row, new_customer, new_order)
    }

    /// Keeps a part of the state before as it is, as the next in order. Refreshing writes the customers of the other parts anew.
    pub fn keep(&mut self, part: &Part) -> Result<(), EngineError> {
        if self.last.is_some_and(|last| last.customer >= part.first) {
            return Err(EngineError::Unsorted(part.first));
        }
        let known = self.before().is_some_and(|before| before.parts.contains(part));
        if !known {
            return Err(EngineError::Manifest(format!("{} is no part of the state before", part.file)));
        }
        self.close_part()?;
        self.last = Some(RowKey { customer: part.last, day: i32::MAX, order: Uuid::max() });
        self.parts.push(part.clone());
        Ok(())
    }

    /// Makes what was written the present state, all at once.
    pub fn finish(mut self) -> Result<Manifest, EngineError> {
        self.close_part()?;
        let manifest = Manifest {
            version: VERSION,
            generation: self.generation,
            currency: self.options.currency,
            mark: self.options.mark,
            columns: Vec::new(),
            parts: self.parts,
        };
        self.writing.publish(&manifest)?;
        Ok(manifest)
    }

    fn close_part(&mut self) -> Result<(), EngineError> {
        let Some(open) = self.open.take() else { return Ok(()) };
        let last = self.last.map_or(open.first, |last| last.customer);
        self.parts.push(open.close(last)?);
        Ok(())
    }
}

/// The part being written.
#[derive(Debug)]
struct OpenPart {
    file: String,
    path: std::path::PathBuf,
    first: Uuid,
    totals: Totals,
    out: ArrowWriter<File>,
    columns: Columns,
}

impl OpenPart {
    fn create(folder: &Path, file: String, first: Uuid) -> Result<Self, EngineError> {
        let path = folder.join(&file);
        let created = File::create(&path).map_err(|source| EngineError::File { path: path.clone(), source })?;
        let out = ArrowWriter::try_new(created, schema(), Some(properties()))?;
        Ok(Self { file, path, first, totals: Totals::default(), out, columns: Columns::new() })
    }

    fn push(&mut self, row: &OrderRow<'_>, new_customer: bool, new_order: bool) -> Result<(), EngineError> {
        let known = row.margin_minor.is_some();
        self.totals = self.totals.plus(&Totals {
            rows: 1,
            orders: u64::from(new_order),
            customers: u64::from(new_customer),
            amount_minor: row.amount_minor,
            rows_with_margin: u64::from(known),
            margin_minor: row.margin_minor.unwrap_or(0),
            first_day: Some(row.day),
            last_day: Some(row.day),
        });
        self.columns.push(row)?;
        if self.columns.rows >= BATCH {
            self.out.write(&self.columns.take()?)?;
        }
        Ok(())
    }

    fn close(mut self, last: Uuid) -> Result<Part, EngineError> {
        if self.columns.rows > 0 {
            self.out.write(&self.columns.take()?)?;
        }
        let file = self.out.into_inner()?;
        file.sync_all().map_err(|source| EngineError::File { path: self.path, source })?;
        Ok(Part { file: self.file, first: self.first, last, totals: self.totals })
    }
}

fn properties() -> WriterProperties {
    let random = [Column::Customer, Column::Order, Column::Amount, Column::Margin];
    let plain = random.into_iter().fold(WriterProperties::builder(), |properties, column| {
        // nearly every value is another: a dictionary would only be given up again
        properties.set_column_dictionary_enabled(column.name().into(), false)
    });
    plain.set_compression(Compression::LZ4_RAW).build()
}

/// Rows on their way into columns.
struct Columns {
    rows: usize,
    customer: FixedSizeBinaryBuilder,
    line: FixedSizeBinaryBuilder,
    order: FixedSizeBinaryBuilder,
    day: Int32Builder,
    amount: Int64Builder,
    margin: Int64Builder,
    kind: UInt8Builder,
    region: StringDictionaryBuilder<Int32Type>,
}

impl std::fmt::Debug for Columns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Columns").field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl Columns {
    fn new() -> Self {
        let ids = || FixedSizeBinaryBuilder::with_capacity(BATCH, ID_BYTES);
        Self {
            rows: 0,
            customer: ids(),
            line: ids(),
            order: ids(),
            day: Int32Builder::with_capacity(BATCH),
            amount: Int64Builder::with_capacity(BATCH),
            margin: Int64Builder::with_capacity(BATCH),
            kind: UInt8Builder::with_capacity(BATCH),
            region: StringDictionaryBuilder::new(),
        }
    }

    fn push(&mut self, row: &OrderRow<'_>) -> Result<(), EngineError> {
        self.customer.append_value(row.customer.as_bytes())?;
        self.line.append_value(row.line.as_bytes())?;
        self.order.append_value(row.order.as_bytes())?;
        self.day.append_value(row.day);
        self.amount.append_value(row.amount_minor);
        self.margin.append_option(row.margin_minor);
        self.kind.append_value(row.kind.code());
        self.region.append_option(row.region);
        self.rows += 1;
        Ok(())
    }

    fn take(&mut self) -> Result<RecordBatch, EngineError> {
        self.rows = 0;
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.customer.finish()),
            Arc::new(self.line.finish()),
            Arc::new(self.order.finish()),
            Arc::new(self.day.finish()),
            Arc::new(self.amount.finish()),
            Arc::new(self.margin.finish()),
            Arc::new(self.kind.finish()),
            Arc::new(self.region.finish()),
        ];
        Ok(RecordBatch::try_new(schema(), columns)?)
    }
}
