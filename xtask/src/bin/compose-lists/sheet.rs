//! One sheet as an office keeps it: a title over all columns, a merged row of groups, the header, the data with blank
//! lines in between, and a row of totals at the end.

use std::path::Path;

use anyhow::{Context, Result};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};

use crate::chance::Chance;

#[derive(Debug, Clone)]
pub(crate) enum Cell {
    Text(String),
    /// Year, month, day; a real date in Excel.
    Date((usize, usize, usize)),
}

#[derive(Debug)]
pub(crate) struct Sheet {
    /// Of the file, without its ending.
    pub(crate) name: &'static str,
    title: &'static str,
    /// Group headings, each with the number of columns below it.
    groups: &'static [(&'static str, u16)],
    header: &'static [&'static str],
    pub(crate) rows: Vec<Vec<Cell>>,
    /// Positions of the rows after which a line is blank.
    blank_after: Vec<usize>,
}

/// One line in so many is followed by a blank one.
const ROWS_PER_BLANK: usize = 250;

impl Sheet {
    pub(crate) fn new(
        name: &'static str,
        title: &'static str,
        groups: &'static [(&'static str, u16)],
        header: &'static [&'static str],
    ) -> Self {
        Self { name, title, groups, header, rows: Vec::new(), blank_after: Vec::new() }
    }

    /// Mixes the rows, as a list grown by many hands is mixed, and leaves lines blank.
    pub(crate) fn spoil(&mut self, chance: &mut Chance) {
        for at in (1..self.rows.len()).rev() {
            self.rows.swap(at, chance.between(0, at));
        }
        self.blank_after =
            (0..self.rows.len() / ROWS_PER_BLANK).map(|_| chance.between(0, self.rows.len() - 1)).collect();
        self.blank_after.sort_unstable();
    }

    fn totals(&self) -> String {
        format!("合计：{}", self.rows.len())
    }

    fn group_row(&self) -> Vec<String> {
        let group = |(name, width): &(&str, u16)| {
            std::iter::once((*name).to_owned()).chain((1..*width).map(|_| String::new())).collect::<Vec<_>>()
        };
        self.groups.iter().flat_map(group).collect()
    }

    pub(crate) fn write_gb18030_csv(&self, path: &Path) -> Result<()> {
        let mut writer = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(vec![]);
        let blank = vec![String::new(); self.header.len()];
        let single = |text: &str| {
            let mut row = blank.clone();
            row[0] = text.to_owned();
            row
        };
        writer.write_record(single(self.title))?;
        writer.write_record(self.group_row())?;
        writer.write_record(self.header)?;
        for (position, row) in self.rows.iter().enumerate() {
            writer.write_record(row.iter().map(|cell| match cell {
                Cell::Text(text) => text.clone(),
                Cell::Date((year, month, day)) => format!("{year}/{month}/{day}"),
            }))?;
            if self.blank_after.binary_search(&position).is_ok() {
                writer.write_record(&blank)?;
            }
        }
        writer.write_record(single(&self.totals()))?;
        let text = String::from_utf8(writer.into_inner()?)?;
        let (bytes, _, unmappable) = encoding_rs::GB18030.encode(&text);
        anyhow::ensure!(!unmappable, "a character has no place in GB18030");
        std::fs::write(path, bytes).with_context(|| path.display().to_string())
    }

    pub(crate) fn write_xlsx(&self, path: &Path) -> Result<()> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet().set_name(self.title.split('（').next().unwrap_or(self.name))?;
        let heading = Format::new().set_align(FormatAlign::Center).set_bold();
        let last_column = u16::try_from(self.header.len())? - 1;
        sheet.merge_range(0, 0, 0, last_column, self.title, &heading)?;
        let mut column = 0;
        for (name, width) in self.groups {
            sheet.merge_range(1, column, 1, column + width - 1, name, &heading)?;
            column += width;
        }
        for (column, name) in (0..).zip(self.header) {
            sheet.write_with_format(2, column, *name, &heading)?;
        }
        let mut line = 3;
        for (position, row) in self.rows.iter().enumerate() {
            write_row(sheet, line, row)?;
            line += 1 + u32::from(self.blank_after.binary_search(&position).is_ok());
        }
        sheet.merge_range(line, 0, line, last_column, &self.totals(), &heading)?;
        workbook.save(path).with_context(|| path.display().to_string())
    }
}

fn write_row(sheet: &mut Worksheet, line: u32, row: &[Cell]) -> Result<()> {
    let day = Format::new().set_num_format("yyyy/m/d");
    for (column, cell) in (0..).zip(row) {
        match cell {
            Cell::Text(text) if text.is_empty() => {}
            // Excel itself stores a plain number typed into a cell as a number
            Cell::Text(text) if text.len() == 11 && text.bytes().all(|byte| byte.is_ascii_digit()) => {
                sheet.write_number(line, column, text.parse::<f64>()?)?;
            }
            Cell::Text(text) => {
                sheet.write_string(line, column, text)?;
            }
            Cell::Date((year, month, of_month)) => {
                let date =
                    ExcelDateTime::from_ymd(u16::try_from(*year)?, u8::try_from(*month)?, u8::try_from(*of_month)?)?;
                sheet.write_datetime_with_format(line, column, &date, &day)?;
            }
        }
    }
    Ok(())
}
