//! Cells of rows about what a customer has: days, amounts, currencies, and what tells one row from another.

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use tables::ImportField;
use text::normalise::{Amount, DateReading, parse_amount, parse_date};

use super::report::RowReason;

/// Hundredths of a unit of money.
pub(super) const MONEY_PLACES: u32 = 2;
const LONGEST_CELL: usize = 200;

/// A whole day, or the code of what is wrong with it.
pub(super) fn read_day(cell: &str) -> Result<Date, &'static str> {
    let date = parse_date(cell, &DateReading { order: None, excel_serials: true }).map_err(|error| error.code())?;
    date.full().ok_or("date_incomplete")
}

/// An amount under a heading that says what one of it is; a cell that says so itself (`3万`) goes first.
pub(super) fn read_amount(cell: &str, unit: i64, places: u32) -> Result<Amount, RowReason> {
    let wrong = |code: &str| RowReason::new(code, &[("cell", cell)]);
    let unit = if cell.contains('万') { 1 } else { unit };
    let exact = parse_amount(cell, places).map_err(|error| wrong(error.code()))?;
    if unit == 1 {
        return Ok(exact);
    }
    // 1.2345 ten thousands have more places than their unit
    let finer = unit.ilog10();
    let fine = parse_amount(cell, places + finer).map_err(|error| wrong(error.code()))?;
    let value = i128::from(fine.value) * i128::from(unit) / 10_i128.pow(finer);
    Ok(Amount { value: i64::try_from(value).map_err(|_| wrong("money_too_large"))?, ..exact })
}

/// A currency by its code.
pub(super) fn read_currency(cell: &str) -> Result<String, RowReason> {
    let code = cell.trim().to_uppercase();
    if crate::orders::is_currency(&code) {
        Ok(code)
    } else {
        Err(RowReason::new("currency_unknown", &[("cell", &code)]))
    }
}

/// A text of a cell, cut where it is too long; none where there is nothing.
pub(super) fn short(cell: Option<&str>) -> Option<String> {
    cell.map(|cell| cell.trim().chars().take(LONGEST_CELL).collect()).filter(|cell: &String| !cell.is_empty())
}

/// Adds a cell about the customer to what tells the customer from others.
pub(super) fn say_customer(customer: &mut String, field: &ImportField, cell: &str) {
    customer.push_str(&field.code());
    customer.push('=');
    customer.push_str(cell);
    customer.push('\n');
}

/// Sixteen bytes that tell what was said from anything else.
pub(super) fn digest_of(said: &str) -> [u8; 16] {
    let mut short = [0; 16];
    short.copy_from_slice(&Sha256::digest(said.as_bytes())[..16]);
    short
}

/// The key of something that has no number, by what was said of it.
pub(super) fn without_number(digest: &[u8; 16]) -> String {
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("#{hex}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_counts_in_the_unit_of_its_heading() {
        let read = |cell: &str, unit: i64| read_amount(cell, unit, MONEY_PLACES).map(|amount| amount.value);
        assert_eq!(read("1.2345", 10_000), Ok(1_234_500));
        assert_eq!(read("12.345678", 10_000), Ok(12_345_678));
        assert_eq!(read("80", 10_000), Ok(80_000_000));
        assert_eq!(read("80万", 10_000), Ok(80_000_000));
        assert_eq!(read("¥80", 1), Ok(8_000));
        assert_eq!(read("999999999999999", 100_000_000).unwrap_err().code, "money_too_large");
    }
}
