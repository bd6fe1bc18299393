//! Writes customers as columns: records come in the order of their ids; memory holds some thousands of them and one group of
//! rows.

use std::fs::File;
use std::path::{Path, PathBuf};

use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::Compression;
use datafusion::parquet::file::properties::WriterProperties;
use filters::Facts;
use uuid::Uuid;

use super::super::data_set::{Manifest, Part, Totals, VERSION, Writing};
use super::super::error::EngineError;
use super::super::writer::WriterOptions;
use super::columns::{batch, customer_schema, names};

/// Records that are turned into columns at a time.
const BATCH: usize = 4_096;
/// Records of a group: its pages are kept in memory until it is full.
const GROUP: usize = 16 * BATCH;

/// Writes the next state of a table of customers. Nothing of it is seen before [`CustomerWriter::finish`]; dropped without it,
/// nothing has changed. Blocks: call it where blocking is allowed.
#[derive(Debug)]
pub struct CustomerWriter {
    writing: Writing,
    options: WriterOptions,
    generation: u64,
    parts: Vec<Part>,
    open: Option<OpenPart>,
    waiting: Vec<(Uuid, Facts)>,
    last: Option<Uuid>,
}

impl CustomerWriter {
    /// Begins the next state of the table in a directory, which is made if need be; it must not be one of orders.
    pub fn begin(folder: &Path, options: WriterOptions) -> Result<Self, EngineError> {
        let writing = Writing::begin(folder)?;
        let generation = writing.next_generation()?;
        Ok(Self { writing, options, generation, parts: Vec::new(), open: None, waiting: Vec::new(), last: None })
    }

    /// Takes the next record, by id.
    pub fn push(&mut self, id: Uuid, facts: Facts) -> Result<(), EngineError> {
        if self.last.is_some_and(|last| last >= id) {
            return Err(EngineError::Unsorted(id));
        }
        self.last = Some(id);
        self.waiting.push((id, facts));
        if self.waiting.len() >= BATCH { self.write_waiting() } else { Ok(()) }
    }

    /// Makes what was written the present state, all at once.
    pub fn finish(mut self) -> Result<Manifest, EngineError> {
        self.write_waiting()?;
        self.close_part()?;
        let manifest = Manifest {
            version: VERSION,
            generation: self.generation,
            currency: self.options.currency,
            mark: self.options.mark,
            columns: names(),
            parts: self.parts,
        };
        self.writing.publish(&manifest)?;
        Ok(manifest)
    }

    fn write_waiting(&mut self) -> Result<(), EngineError> {
        let (Some((first, _)), Some((last, _))) = (self.waiting.first(), self.waiting.last()) else { return Ok(()) };
        let open = match &mut self.open {
            Some(open) => open,
            None => {
                let file = format!("{:06}-{:04}.parquet", self.generation, self.parts.len());
                self.open.insert(OpenPart::create(&self.writing.folder, file, *first)?)
            }
        };
        open.out.write(&batch(&self.waiting)?)?;
        open.part.last = *last;
        open.part.totals.rows += self.waiting.len() as u64;
        open.part.totals.customers += self.waiting.len() as u64;
        self.waiting.clear();
        if open.part.totals.rows >= self.options.part_rows { self.close_part() } else { Ok(()) }
    }

    fn close_part(&mut self) -> Result<(), EngineError> {
        let Some(open) = self.open.take() else { return Ok(()) };
        self.parts.push(open.close()?);
        Ok(())
    }
}

/// The part being written.
#[derive(Debug)]
struct OpenPart {
    path: PathBuf,
    part: Part,
    out: ArrowWriter<File>,
}

impl OpenPart {
    fn create(folder: &Path, file: String, first: Uuid) -> Result<Self, EngineError> {
        let path = folder.join(&file);
        let created = File::create(&path).map_err(|source| EngineError::File { path: path.clone(), source })?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::LZ4_RAW)
            .set_max_row_group_row_count(Some(GROUP))
            .build();
        let out = ArrowWriter::try_new(created, customer_schema(), Some(properties))?;
        Ok(Self { path, part: Part { file, first, last: first, totals: Totals::default() }, out })
    }

    fn close(self) -> Result<Part, EngineError> {
        let file = self.out.into_inner()?;
        file.sync_all().map_err(|source| EngineError::File { path: self.path, source })?;
        Ok(self.part)
    }
}
