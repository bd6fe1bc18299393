//! The reading side: rows of the file as lines of orders, or the reasons why they cannot be.

use std::collections::HashMap;

use jiff::civil::Date;
use tables::{ImportField, mapping::BoundMapping};

use crate::imports::{
    cells::{MONEY_PLACES, digest_of, read_amount, read_currency, read_day, say_customer, short, without_number},
    chunks::{Interpret, Refused},
    report::RowReason,
};

/// Quantities are kept in thousandths.
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

/// How the rows of a file of orders are read.
pub(super) struct OrderRows {
    mapping: BoundMapping,
    today: Date,
    /// how often the file has said the rows without a number
    said: HashMap<[u8; 16], u32>,
}

impl OrderRows {
    pub(super) fn new(mapping: BoundMapping, today: Date) -> Self {
        Self { mapping, today, said: HashMap::new() }
    }
}

impl Interpret for OrderRows {
    type Row = OrderRow;

    /// The orders of a day are those of customers from everywhere, so that each transaction touches most pages of the indexes by
    /// customer, and writes them once however many rows it has.
    const ROWS_AT_MOST: usize = 24_000;

    fn interpret(&mut self, cells: Vec<String>) -> Result<Box<OrderRow>, Refused> {
        match interpret(&cells, &self.mapping, self.today) {
            Ok(mut row) => {
                if let Some(number) = &row.number {
                    row.key.clone_from(number);
                } else {
                    let digest = digest(&row);
                    let times = self.said.entry(digest).or_insert(0);
                    *times += 1;
                    row.key = format!("{}.{times}", without_number(&digest));
                }
                row.cells = cells;
                Ok(Box::new(row))
            }
            Err(reasons) => Err(Refused { reasons, cells }),
        }
    }

    fn goes_on(last: &OrderRow, next: &OrderRow) -> bool {
        last.number.is_some() && last.number == next.number
    }
}

/// What tells a row without a number from others.
fn digest(row: &OrderRow) -> [u8; 16] {
    let OrderRow { customer, day, is_return, line, sku, product, quantity_milli, amount_minor, .. } = row;
    digest_of(&format!(
        "{customer}\n{day}\n{is_return}\n{line:?}\n{sku:?}\n{product:?}\n{quantity_milli}\n{amount_minor}"
    ))
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
            other => say_customer(&mut cells.customer, other, cell),
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
    let mut number =
        |cell: Option<&str>, field: ImportField, places: u32| match read_amount(cell?, mapping.unit(&field), places) {
            Ok(amount) => {
                currency = currency.or(amount.currency);
                Some(amount.value)
            }
            Err(reason) => {
                reasons.push(reason);
                None
            }
        };
    let quantity = number(cells.quantity, ImportField::Quantity, QUANTITY_PLACES);
    let price = number(cells.price, ImportField::UnitPrice, MONEY_PLACES);
    let given = number(cells.amount, ImportField::Amount, MONEY_PLACES);
    let margin = number(cells.margin, ImportField::Margin, MONEY_PLACES);
    let cost = number(cells.cost, ImportField::Cost, MONEY_PLACES);
    let counted = quantity.zip(price).and_then(|(quantity, price)| {
        i64::try_from((i128::from(quantity) * i128::from(price) + 500).div_euclid(1_000)).ok()
    });
    let amount = given.or(counted);
    if amount.is_none() && reasons.is_empty() {
        reasons.push(RowReason::new("amount_missing", &[]));
    }
    let named = cells.currency.and_then(|cell| read_currency(cell).map_err(|reason| reasons.push(reason)).ok());
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
