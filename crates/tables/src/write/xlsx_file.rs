//! XLSX in constant memory. Every cell is text: nothing is a formula, and phones and identity numbers keep their digits.

use std::io::{Seek, Write};
use std::path::Path;

use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::WriteError;

/// Rows of a sheet, the header among them.
const SHEET_ROWS: u32 = 1_048_576;
const MAX_CELL_CHARS: usize = 32_767;
const MAX_SHEET_NAME_CHARS: usize = 28;

/// An Excel file being written. A list longer than a sheet goes on in the next one, each with the header.
pub struct XlsxTable {
    workbook: Workbook,
    sheet_name: String,
    header: Vec<String>,
    sheets: usize,
    next_row: u32,
    rows: u64,
}

impl XlsxTable {
    pub fn new<S: AsRef<str>>(sheet: &str, header: &[S]) -> Result<Self, WriteError> {
        let mut table = Self {
            workbook: Workbook::new(),
            sheet_name: sheet_name(sheet),
            header: header.iter().map(|name| name.as_ref().to_owned()).collect(),
            sheets: 0,
            next_row: 0,
            rows: 0,
        };
        table.begin_sheet()?;
        Ok(table)
    }

    pub fn write_row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), WriteError> {
        let row = self.rows + 1;
        if let Some(column) = cells.iter().position(|cell| cell.as_ref().encode_utf16().count() > MAX_CELL_CHARS) {
            return Err(WriteError::CellTooLong { row, column: column + 1, limit: MAX_CELL_CHARS });
        }
        if self.next_row == SHEET_ROWS {
            self.begin_sheet()?;
        }
        let at = self.next_row;
        let sheet = self.sheet()?;
        for (column, cell) in cells.iter().enumerate() {
            if !cell.as_ref().is_empty() {
                sheet.write_string(at, column_number(column), cell.as_ref())?;
            }
        }
        self.next_row += 1;
        self.rows = row;
        Ok(())
    }

    pub fn save(mut self, path: &Path) -> Result<(), WriteError> {
        Ok(self.workbook.save(path)?)
    }

    pub fn save_to(mut self, sink: impl Write + Seek + Send) -> Result<(), WriteError> {
        Ok(self.workbook.save_to_writer(sink)?)
    }

    fn begin_sheet(&mut self) -> Result<(), WriteError> {
        self.sheets += 1;
        let name = match self.sheets {
            1 => self.sheet_name.clone(),
            number => format!("{} {number}", self.sheet_name),
        };
        let bold = Format::new().set_bold();
        let header = std::mem::take(&mut self.header);
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, title) in header.iter().enumerate() {
            sheet.write_string_with_format(0, column_number(column), title, &bold)?;
        }
        self.header = header;
        self.next_row = 1;
        Ok(())
    }

    fn sheet(&mut self) -> Result<&mut Worksheet, WriteError> {
        Ok(self.workbook.worksheet_from_index(self.sheets - 1)?)
    }
}

impl std::fmt::Debug for XlsxTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("XlsxTable").field("sheet", &self.sheet_name).field("rows", &self.rows).finish_non_exhaustive()
    }
}

/// A column that Excel does not have is refused by the writer with an error, not written elsewhere.
fn column_number(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

/// A name that Excel accepts: without `[]:*?/\`, not empty, with room for a number behind it.
fn sheet_name(wanted: &str) -> String {
    let name: String =
        wanted.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(MAX_SHEET_NAME_CHARS).collect::<String>();
    if name.trim().is_empty() { "Sheet".to_owned() } else { name.trim().to_owned() }
}
