//! Writes rows as CSV or XLSX, one at a time, in files that spreadsheets open without running anything.

mod csv_file;
mod formula;
mod xlsx_file;

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

pub use csv_file::CsvTable;
pub use formula::{neutralise_formula, restore_formula};
pub use xlsx_file::XlsxTable;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// UTF-8 with a byte-order mark, so that Excel shows Chinese.
    Csv,
    Xlsx,
}

#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("cannot write {}: {source}; check the folder and the free space", path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error("cannot write the CSV file: {0}")]
    Csv(#[from] csv::Error),
    #[error("cannot write the Excel file: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    #[error(
        "row {row}, column {column}: the text is longer than the {limit} characters of an Excel cell; write CSV instead"
    )]
    CellTooLong { row: u64, column: usize, limit: usize },
}

impl WriteError {
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "file_unwritable",
            Self::Csv(_) => "csv_unwritable",
            Self::Xlsx(_) => "xlsx_unwritable",
            Self::CellTooLong { .. } => "cell_too_long",
        }
    }
}

/// A table file being written; call [`TableWriter::finish`] or the file is not complete.
#[derive(Debug)]
pub struct TableWriter {
    path: PathBuf,
    table: Table,
    rows: u64,
}

#[derive(Debug)]
enum Table {
    Csv(Box<CsvTable<BufWriter<File>>>),
    Xlsx(Box<XlsxTable>),
}

impl TableWriter {
    /// Creates the file and writes its header. `sheet` names the sheet of an Excel file.
    pub fn create<S: AsRef<str>>(
        path: impl AsRef<Path>,
        kind: TableKind,
        sheet: &str,
        header: &[S],
    ) -> Result<Self, WriteError> {
        let path = path.as_ref().to_owned();
        let table = match kind {
            TableKind::Csv => {
                let file = File::create(&path).map_err(|source| WriteError::Io { path: path.clone(), source })?;
                Table::Csv(Box::new(CsvTable::new(BufWriter::new(file), header)?))
            }
            TableKind::Xlsx => Table::Xlsx(Box::new(XlsxTable::new(sheet, header)?)),
        };
        Ok(Self { path, table, rows: 0 })
    }

    pub fn write_row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), WriteError> {
        match &mut self.table {
            Table::Csv(table) => table.write_row(cells)?,
            Table::Xlsx(table) => table.write_row(cells)?,
        }
        self.rows += 1;
        Ok(())
    }

    /// Completes the file and returns the number of rows below the header.
    pub fn finish(self) -> Result<u64, WriteError> {
        match self.table {
            Table::Csv(table) => table.finish()?,
            Table::Xlsx(table) => table.save(&self.path)?,
        }
        Ok(self.rows)
    }
}
