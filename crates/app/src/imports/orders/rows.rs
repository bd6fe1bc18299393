//! The reading side: rows of the file as lines of orders, or the reasons why they cannot be.

use std::{collections::HashMap, path::PathBuf};

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use tables::{Entry, Format, ImportField, mapping::BoundMapping};
use text::normalise::{DateReading, parse_amount, parse_date};
use tokio::sync::mpsc;

use crate::imports::{reader::share_read, report::RowReason};

/// Rows of the first transaction, so that progress is seen at once; each following one doubles.
const ROWS_AT_FIRST: usize = 500;
/// Rows of a transaction in the end. The orders of a day are those of customers from everywhere, so that each transaction
/// touches most pages of the indexes by customer, and writes them once however many rows it has.
const ROWS_AT_MOST: usize = 24_000;
/// A number that goes on for longer than this is cut; its rows come together again when they are written.
const LONGEST_ORDER: usize = 2_000;
const LONGEST_CELL: usize = 200;
const SKIPPED_PER_CHUNK: i64 = 100_000;
/// Whole numbers of units of money, and thousandths.
const MONEY_PLACES: u32 = 2;
const QUANTITY_PLACES: u32 = 3;

/// A row that can become a line of an order.
#[derive(Debug)]
pub(super) struct OrderRow {
    pub number: Option<String>,
    /// the number, or for a row without one what it says and how often the file has said it
    pub key: String,
    /// what tells the customer, as it stands in the file
    pub customer: String,
    pub day: Date,
    pub is_return: bool,
    pub line: Option<String>,
    pub sku: Option<String>,
    pub product: Option<String>,
    pub quantity_milli: i64,
    pub amount_minor: i64,
    pub margin_minor: Option<i64>,
    pub currency: Option<String>,
    pub contract_until: Option<Date>,
    pub note: Option<String>,
    pub cells: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Refused {
    pub reasons: Vec<RowReason>,
    pub cells: Vec<String>,
}

/// Rows that are written together.
#[derive(Debug)]
pub(super) struct OrderChunk {
    pub rows: Vec<(i64, Result<Box<OrderRow>, Refused>)>,
    pub skipped: i64,
    pub last_row: i64,
    pub bytes_read: i64,
}

impl OrderChunk {
    fn new(after: i64) -> Self {
        Self { rows: Vec::new(), skipped: 0, last_row: after, bytes_read: 0 }
    }

    /// Whether a row goes on with the number of the one before it.
    fn goes_on(&self, next: &Result<Box<OrderRow>, Refused>) -> bool {
        let last = self.rows.last().and_then(|(_, row)| row.as_ref().ok()).and_then(|row| row.number.as_deref());
        last.is_some() && last == next.as_ref().ok().and_then(|row| row.number.as_deref())
    }
}

pub(super) struct OrderReader {
    pub path: PathBuf,
    pub format: Format,
    pub mapping: BoundMapping,
    /// rows up to this one are written already
    pub after: i64,
    pub bytes: i64,
    pub today: Date,
}

impl OrderReader {
    /// Reads to the end, or until the writer hangs up. What is written already is read again, since rows without a number are
    /// told apart by how often they were said before.
    pub(super) fn read(self, sender: &mpsc::Sender<OrderChunk>) -> Result<(), tables::ReadError> {
        let mut rows = tables::open(&self.path, &self.format)?;
        let mut said: HashMap<[u8; 16], u32> = HashMap::new();
        let mut chunk = OrderChunk::new(self.after);
        let mut enough = ROWS_AT_FIRST;
        while let Some(entry) = rows.next() {
            let entry = entry?;
            let number = i64::try_from(entry.number()).unwrap_or(i64::MAX);
            let row = match entry {
                Entry::Row(row) => Some(self.interpret(row.cells, &mut said)),
                Entry::Problem(problem) => {
                    let reasons = vec![RowReason::of_fault(&problem.fault)];
                    Some(Err(Refused { reasons, cells: vec![problem.raw] }))
                }
                Entry::Skipped(_) => None,
            };
            if number <= self.after {
                continue;
            }
            let full = chunk.rows.len() >= enough
                && (chunk.rows.len() >= enough + LONGEST_ORDER || !row.as_ref().is_some_and(|row| chunk.goes_on(row)));
            if full || chunk.skipped >= SKIPPED_PER_CHUNK {
                let next = OrderChunk::new(chunk.last_row);
                let mut full = std::mem::replace(&mut chunk, next);
                full.bytes_read = share_read(self.bytes, &rows);
                enough = (enough * 2).min(ROWS_AT_MOST);
                if sender.blocking_send(full).is_err() {
                    return Ok(());
                }
            }
            chunk.last_row = number;
            match row {
                Some(row) => chunk.rows.push((number, row)),
                None => chunk.skipped += 1,
            }
        }
        chunk.bytes_read = self.bytes;
        // a writer that hung up has its reason
        let _ = sender.blocking_send(chunk);
        Ok(())
    }

    fn interpret(&self, cells: Vec<String>, said: &mut HashMap<[u8; 16], u32>) -> Result<Box<OrderRow>, Refused> {
        match interpret(&cells, &self.mapping, self.today) {
            Ok(mut row) => {
                if let Some(number) = &row.number {
                    row.key.clone_from(number);
                } else {
                    let digest = digest(&row);
                    let times = said.entry(digest).or_insert(0);
                    *times += 1;
                    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
                    row.key = format!("#{hex}.{times}");
                }
                row.cells = cells;
                Ok(Box::new(row))
            }
            Err(reasons) => Err(Refused { reasons, cells }),
        }
    }
}

/// What tells a row without a number from others.
fn digest(row: &OrderRow) -> [u8; 16] {
    let OrderRow { customer, day, is_return, line, sku, product, quantity_milli, amount_minor, .. } = row;
    let said =
        format!("{customer}\n{day}\n{is_return}\n{line:?}\n{sku:?}\n{product:?}\n{quantity_milli}\n{amount_minor}");
    let mut short = [0; 16];
    short.copy_from_slice(&Sha256::digest(said.as_bytes())[..16]);
    short
}

/// Words for a return in a column that tells the kind.
const RETURNS: [&str; 10] =
    ["return", "returned", "refund", "refunded", "credit", "credit note", "退货", "退款", "红字", "销售退货"];

fn is_return_word(cell: &str) -> bool {
    let word = cell.trim().to_lowercase();
    RETURNS.contains(&word.as_str()) || word.contains("退货") || word.contains("退款")
}

/// Cells collected by meaning.
#[derive(Default)]
struct Cells<'a> {
    number: Option<&'a str>,
    date: Option<&'a str>,
    kind: Option<&'a str>,
    line: Option<&'a str>,
    sku: Option<&'a str>,
    product: Option<&'a str>,
    quantity: Option<&'a str>,
    price: Option<&'a str>,
    amount: Option<&'a str>,
    margin: Option<&'a str>,
    cost: Option<&'a str>,
    currency: Option<&'a str>,
    contract: Option<&'a str>,
    notes: Vec<&'a str>,
    customer: String,
}

fn collect<'a>(row: &'a [String], mapping: &'a BoundMapping) -> Cells<'a> {
    use ImportField as F;
    let mut cells = Cells::default();
    for (field, cell) in mapping.values(row) {
        match field {
            F::OrderNumber => cells.number = Some(cell),
            F::OrderDate => cells.date = Some(cell),
            F::OrderKind => cells.kind = Some(cell),
            F::ProductLine => cells.line = Some(cell),
            F::Sku => cells.sku = Some(cell),
            F::ProductName => cells.product = Some(cell),
            F::Quantity => cells.quantity = Some(cell),
            F::UnitPrice => cells.price = Some(cell),
            F::Amount => cells.amount = Some(cell),
            F::Margin => cells.margin = Some(cell),
            F::Cost => cells.cost = Some(cell),
            F::Currency => cells.currency = Some(cell),
            F::ContractUntil => cells.contract = Some(cell),
            F::Notes => cells.notes.push(cell),
            F::OwnerEmail => {}
            other => {
                cells.customer.push_str(&other.code());
                cells.customer.push('=');
                cells.customer.push_str(cell);
                cells.customer.push('\n');
            }
        }
    }
    cells
}

fn interpret(row: &[String], mapping: &BoundMapping, today: Date) -> Result<OrderRow, Vec<RowReason>> {
    let cells = collect(row, mapping);
    let mut reasons = Vec::new();
    if cells.customer.is_empty() {
        reasons.push(RowReason::new("customer_missing", &[]));
    }
    let day = match cells.date.map(read_day) {
        Some(Ok(day)) if day <= today => Some(day),
        Some(Ok(_)) => {
            reasons.push(RowReason::new("date_in_the_future", &[("cell", cells.date.unwrap_or_default())]));
            None
        }
        Some(Err(code)) => {
            reasons.push(RowReason::new(code, &[("cell", cells.date.unwrap_or_default())]));
            None
        }
        None => {
            reasons.push(RowReason::new("date_empty", &[]));
            None
        }
    };
    let mut currency = None;
    let mut number = |cell: Option<&str>, places: u32| {
        let cell = cell?;
        match parse_amount(cell, places) {
            Ok(amount) => {
                currency = currency.or(amount.currency);
                Some(amount.value)
            }
            Err(error) => {
                reasons.push(RowReason::new(error.code(), &[("cell", cell)]));
                None
            }
        }
    };
    let quantity = number(cells.quantity, QUANTITY_PLACES);
    let price = number(cells.price, MONEY_PLACES);
    let given = number(cells.amount, MONEY_PLACES);
    let margin = number(cells.margin, MONEY_PLACES);
    let cost = number(cells.cost, MONEY_PLACES);
    let counted = quantity.zip(price).and_then(|(quantity, price)| {
        i64::try_from((i128::from(quantity) * i128::from(price) + 500).div_euclid(1_000)).ok()
    });
    let amount = given.or(counted);
    if amount.is_none() && reasons.is_empty() {
        reasons.push(RowReason::new("amount_missing", &[]));
    }
    let named = cells.currency.map(|cell| cell.trim().to_uppercase());
    if let Some(code) = named.as_deref().filter(|code| !crate::orders::is_currency(code)) {
        reasons.push(RowReason::new("currency_unknown", &[("cell", code)]));
    }
    let contract_until = match cells.contract.map(read_day) {
        Some(Err(code)) => {
            reasons.push(RowReason::new(code, &[("cell", cells.contract.unwrap_or_default())]));
            None
        }
        other => other.and_then(Result::ok),
    };
    let (Some(day), Some(amount)) = (day, amount) else { return Err(reasons) };
    if !reasons.is_empty() {
        return Err(reasons);
    }
    let said_return = cells.kind.is_some_and(is_return_word);
    // files write returns with and without a minus
    let turned = |value: i64| if said_return { -value.abs() } else { value };
    let amount_minor = turned(amount);
    let quantity_milli = match quantity {
        Some(quantity) if amount_minor < 0 => -quantity.abs(),
        Some(quantity) => turned(quantity),
        None if amount_minor < 0 => -1_000,
        None => 1_000,
    };
    let margin_minor = match (margin, cost) {
        (Some(margin), _) if said_return => Some(-margin.abs()),
        (Some(margin), _) => Some(margin),
        (None, Some(cost)) if amount_minor < 0 => Some(amount_minor + cost.abs()),
        (None, Some(cost)) => Some(amount_minor - cost),
        (None, None) => None,
    };
    let short = |cell: Option<&str>| -> Option<String> {
        cell.map(|cell| cell.trim().chars().take(LONGEST_CELL).collect()).filter(|cell: &String| !cell.is_empty())
    };
    let note = cells.notes.join("\n");
    Ok(OrderRow {
        number: short(cells.number),
        key: String::new(),
        customer: cells.customer,
        day,
        is_return: said_return || amount_minor < 0,
        line: short(cells.line),
        sku: short(cells.sku),
        product: short(cells.product),
        quantity_milli,
        amount_minor,
        margin_minor,
        currency: named.or_else(|| currency.map(str::to_owned)),
        contract_until,
        note: (!note.is_empty()).then_some(note),
        cells: Vec::new(),
    })
}

fn read_day(cell: &str) -> Result<Date, &'static str> {
    let date = parse_date(cell, &DateReading { order: None, excel_serials: true }).map_err(|error| error.code())?;
    date.full().ok_or("date_incomplete")
}

#[cfg(test)]
mod tests {
    use tables::mapping::{Assignment, Mapping};

    use super::*;

    fn read(columns: &[(&str, ImportField)], cells: &[&str]) -> Result<OrderRow, Vec<RowReason>> {
        let names: Vec<String> = columns.iter().map(|(name, _)| (*name).to_owned()).collect();
        let assignments =
            columns.iter().map(|(name, field)| Assignment { column: (*name).to_owned(), field: field.clone() });
        let mapping = Mapping::new(assignments.collect()).bind(&names).unwrap();
        let cells: Vec<String> = cells.iter().map(|&cell| cell.to_owned()).collect();
        interpret(&cells, &mapping, Date::constant(2026, 3, 2))
    }

    use ImportField as F;

    const COLUMNS: [(&str, ImportField); 7] = [
        ("客户", F::Company),
        ("日期", F::OrderDate),
        ("类型", F::OrderKind),
        ("数量", F::Quantity),
        ("单价", F::UnitPrice),
        ("金额", F::Amount),
        ("成本", F::Cost),
    ];

    #[test]
    fn a_return_is_negative_however_the_file_writes_it() {
        for amount in ["100", "-100", "(100)"] {
            let row = read(&COLUMNS, &["甲公司", "2026-03-01", "销售退货", "2", "", amount, "60"]).unwrap();
            assert!(row.is_return);
            assert_eq!((row.amount_minor, row.quantity_milli, row.margin_minor), (-10_000, -2_000, Some(-4_000)));
        }
    }

    #[test]
    fn an_amount_is_quantity_times_price_where_none_is_given() {
        let row = read(&COLUMNS, &["甲公司", "2026-03-01", "", "3", "2.55", "", ""]).unwrap();
        assert_eq!((row.amount_minor, row.margin_minor, row.is_return), (765, None, false));
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let reasons = read(&COLUMNS, &["", "2027-01-01", "", "", "", "很多", ""]).unwrap_err();
        let codes: Vec<&str> = reasons.iter().map(|reason| reason.code.as_str()).collect();
        assert_eq!(codes, ["customer_missing", "date_in_the_future", "money_unreadable"]);
        let reasons = read(&COLUMNS, &["甲公司", "2026-03", "", "", "", "5", ""]).unwrap_err();
        assert_eq!(reasons[0].code, "date_incomplete");
    }
}
