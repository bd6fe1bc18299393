//! Sums of money and income bands as lists hold them: `20万`, `10-20万元`, `5万以上`, `15k`, `月薪8000`.
//!
//! A band has a lower and an upper end, either of which may be open. Money is whole minor units (分, cents), so that no
//! rounding of fractions can creep in later.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::width::fold_width;

/// What stretch of time an income belongs to, when the cell says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    Month,
    Year,
}

/// A sum or a band, in minor units (a hundredth of the currency's unit). A single sum has two equal ends.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct MoneyBand {
    /// `None`: no lower end ("up to …"). Never negative.
    pub low: Option<i64>,
    /// `None`: no upper end ("… and more"). Never below `low`.
    pub high: Option<i64>,
    /// ISO 4217, when the cell names or signs one.
    pub currency: Option<&'static str>,
    pub period: Option<Period>,
}

/// What is wrong with a cell that should hold a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MoneyError {
    #[error("the cell is empty")]
    Empty,
    #[error("not written as a sum of money")]
    Unreadable,
    #[error("the sum is too large")]
    TooLarge,
    #[error("the lower end is above the upper end")]
    Reversed,
}

impl MoneyError {
    /// Stable name of the error, for reason columns and translation.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "money_empty",
            Self::Unreadable => "money_unreadable",
            Self::TooLarge => "money_too_large",
            Self::Reversed => "money_reversed",
        }
    }
}

pub(super) const CURRENCIES: [(&str, &str); 17] = [
    ("hk$", "HKD"),
    ("us$", "USD"),
    ("rmb", "CNY"),
    ("cny", "CNY"),
    ("人民币", "CNY"),
    ("港币", "HKD"),
    ("港元", "HKD"),
    ("hkd", "HKD"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("usd", "USD"),
    ("欧元", "EUR"),
    ("eur", "EUR"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("$", "USD"),
    ("¥", "CNY"),
];

/// Words that leave one end open, and which.
const OPEN_ABOVE: [&str; 5] = ["以上", "及以上", "起", "+", "or more"];
const OPEN_BELOW: [&str; 6] = ["以下", "以内", "及以下", "不到", "up to", "under"];

/// Reads one cell.
pub fn parse_money(cell: &str) -> Result<MoneyBand, MoneyError> {
    let mut text = fold_width(cell).trim().to_lowercase().replace(',', "");
    if text.is_empty() {
        return Err(MoneyError::Empty);
    }
    let currency = CURRENCIES.iter().find(|(mark, _)| text.contains(mark)).map(|(mark, code)| {
        text = text.replace(mark, "");
        *code
    });
    let period = take_period(&mut text);
    let open_above = take_any(&mut text, &OPEN_ABOVE);
    let open_below = take_any(&mut text, &OPEN_BELOW);
    for word in ["大约", "约", "左右", "人", "税前", "税后", "元整", "块钱"] {
        if text.contains(word) {
            text = text.replace(word, "");
        }
    }
    let mut ends = text.split(['-', '~', '至', '到']).map(str::trim).filter(|end| !end.is_empty());
    let first = ends.next().ok_or(MoneyError::Unreadable)?;
    let second = ends.next();
    if ends.next().is_some() || (second.is_some() && (open_above || open_below)) || (open_above && open_below) {
        return Err(MoneyError::Unreadable);
    }
    let (low, high) = match second {
        None => {
            let sum = Sum::read(first)?.minor(None)?;
            (Some(sum).filter(|_| !open_below), Some(sum).filter(|_| !open_above))
        }
        Some(second) => {
            let upper = Sum::read(second)?;
            // `10-20万`: the unit of the upper end holds for both
            let lower = Sum::read(first)?.minor(upper.unit)?;
            (Some(lower), Some(upper.minor(None)?))
        }
    };
    if let (Some(low), Some(high)) = (low, high)
        && low > high
    {
        return Err(MoneyError::Reversed);
    }
    Ok(MoneyBand { low, high, currency, period })
}

/// A number with its unit, not yet multiplied.
struct Sum {
    whole: i64,
    /// Four decimal places.
    ten_thousandths: i64,
    unit: Option<i64>,
}

impl Sum {
    fn read(text: &str) -> Result<Self, MoneyError> {
        let text = text.trim();
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (number, unit) = (&text[..end], text[end..].trim().trim_end_matches('元').trim());
        let unit = match unit {
            "" => None,
            "百" => Some(100),
            "千" | "k" => Some(1_000),
            "万" | "w" => Some(10_000),
            "百万" | "m" | "million" => Some(1_000_000),
            "千万" => Some(10_000_000),
            "亿" => Some(100_000_000),
            _ => return Err(MoneyError::Unreadable),
        };
        let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
        if whole.is_empty() || decimals.len() > 4 || decimals.contains('.') {
            return Err(MoneyError::Unreadable);
        }
        let whole = whole.parse().map_err(|_| MoneyError::TooLarge)?;
        let ten_thousandths = format!("{decimals:0<4}").parse().map_err(|_| MoneyError::Unreadable)?;
        Ok(Self { whole, ten_thousandths, unit })
    }

    /// Minor units; `inherited` is the unit of the band's other end.
    fn minor(&self, inherited: Option<i64>) -> Result<i64, MoneyError> {
        let unit = self.unit.or(inherited).unwrap_or(1);
        let scaled = |value: i64| value.checked_mul(unit)?.checked_mul(100);
        let whole = scaled(self.whole).ok_or(MoneyError::TooLarge)?;
        let part = scaled(self.ten_thousandths).ok_or(MoneyError::TooLarge)? / 10_000;
        whole.checked_add(part).ok_or(MoneyError::TooLarge)
    }
}

fn take_period(text: &mut String) -> Option<Period> {
    const MONTHLY: [&str; 8] = ["月薪", "月收入", "每月", "/月", "月入", "per month", "/month", "monthly"];
    const YEARLY: [&str; 9] = ["年薪", "年收入", "每年", "/年", "年入", "per year", "/year", "yearly", "annual"];
    if take_any(text, &MONTHLY) {
        Some(Period::Month)
    } else if take_any(text, &YEARLY) {
        Some(Period::Year)
    } else {
        None
    }
}

/// Removes the words found and says whether there was one. A `:` behind the word goes with it.
fn take_any(text: &mut String, words: &[&str]) -> bool {
    let mut found = false;
    for word in words {
        if text.contains(word) {
            *text = text.replace(word, "").trim().trim_start_matches(':').trim().to_owned();
            found = true;
        }
    }
    found
}
