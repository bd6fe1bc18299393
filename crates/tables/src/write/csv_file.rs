//! CSV as Excel and every other program reads it: UTF-8 with a byte-order mark, CR LF, formulas neutralised.

use std::io::Write;

use super::WriteError;
use super::formula::neutralise_formula;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A CSV file being written to any byte sink.
#[derive(Debug)]
pub struct CsvTable<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> CsvTable<W> {
    pub fn new<S: AsRef<str>>(mut sink: W, header: &[S]) -> Result<Self, WriteError> {
        sink.write_all(BYTE_ORDER_MARK).map_err(csv::Error::from)?;
        let writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(sink);
        let mut table = Self { writer };
        table.write_row(header)?;
        Ok(table)
    }

    pub fn write_row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), WriteError> {
        for cell in cells {
            self.writer.write_field(neutralise_formula(cell.as_ref()).as_bytes())?;
        }
        self.writer.write_record(None::<&[u8]>)?;
        Ok(())
    }

    pub fn finish(mut self) -> Result<(), WriteError> {
        self.writer.flush().map_err(csv::Error::from)?;
        Ok(())
    }
}
