//! Exact amounts and quantities as files of orders write them: `1,234.50`, `￥-12`, `(500)`, `1.2万`.

use super::MoneyError;
use super::fold_width;

/// An amount with its sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// In units of the last decimal place asked for.
    pub value: i64,
    /// ISO code where the cell names a currency.
    pub currency: Option<&'static str>,
}

/// Reads a number with this many decimal places, rounded to the nearest, halves away from zero. Brackets and a minus mean
/// negative.
pub fn parse_amount(cell: &str, places: u32) -> Result<Amount, MoneyError> {
    let folded = fold_width(cell);
    let mut text = folded.trim();
    if text.is_empty() {
        return Err(MoneyError::Empty);
    }
    let mut negative = false;
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        (negative, text) = (true, inner.trim());
    }
    let lower;
    let mut currency = None;
    if !text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b'+')) {
        let mut plain = text.to_lowercase();
        if let Some((mark, code)) = super::money::CURRENCIES.iter().find(|(mark, _)| plain.contains(mark)) {
            plain = plain.replace(mark, "");
            currency = Some(*code);
        }
        lower = plain.replace(['元', ' '], "").replace('\u{2212}', "-");
        text = lower.trim();
    }
    if let Some(rest) = text.strip_prefix('-') {
        (negative, text) = (!negative, rest);
    } else if let Some(rest) = text.strip_prefix('+') {
        text = rest;
    }
    let (number, unit) = match text.strip_suffix('万') {
        Some(number) => (number, 10_000_i128),
        None => (text, 1),
    };
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let whole: String = whole.split(',').collect();
    if (whole.is_empty() && decimals.is_empty()) || !digits(&whole) || !digits(decimals) || decimals.len() > 12 {
        return Err(MoneyError::Unreadable);
    }
    if whole.len() > 15 {
        return Err(MoneyError::TooLarge);
    }
    let all: i128 = format!("{whole}{decimals}").parse().map_err(|_| MoneyError::Unreadable)?;
    let scale = 10_i128.pow(u32::try_from(decimals.len()).unwrap_or(0));
    let scaled = all * unit * 10_i128.pow(places);
    let value = i64::try_from((scaled + scale / 2) / scale).map_err(|_| MoneyError::TooLarge)?;
    Ok(Amount { value: if negative { -value } else { value }, currency })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_exactly() {
        let read = |cell: &str| parse_amount(cell, 2).map(|amount| (amount.value, amount.currency));
        assert_eq!(read("1,234.50"), Ok((123_450, None)));
        assert_eq!(read("￥-12"), Ok((-1_200, Some("CNY"))));
        assert_eq!(read("(500)"), Ok((-50_000, None)));
        assert_eq!(read("1.2万"), Ok((1_200_000, None)));
        assert_eq!(read("12.345元"), Ok((1_235, None)));
        assert_eq!(read("-0.005"), Ok((-1, None)));
        assert_eq!(parse_amount("2.5", 3), Ok(Amount { value: 2_500, currency: None }));
        assert_eq!(read(""), Err(MoneyError::Empty));
        assert_eq!(read("约三百"), Err(MoneyError::Unreadable));
        assert_eq!(read("1.2.3"), Err(MoneyError::Unreadable));
        assert_eq!(read("12345678901234567890"), Err(MoneyError::TooLarge));
    }
}
