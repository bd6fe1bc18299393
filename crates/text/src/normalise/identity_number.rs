//! Identity numbers: the Chinese resident number with its checksum, and any other scheme as it is.
//!
//! The Chinese number tells birth date and gender, so a prospect card gains two facts from one cell. The 15-digit form
//! issued until 1999 is lifted to 18 digits, so that both forms of one person compare equal.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::width::fold_width;

/// How to read a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityScheme {
    /// Chinese resident identity number (居民身份证).
    ChineseResident,
    /// Any other number: kept as letters and digits, without a check.
    Opaque,
}

/// As far as an identity number tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    Female,
    Male,
}

/// A number in its agreed form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityNumber {
    /// 18 characters for a Chinese number; upper-case letters and digits for an opaque one.
    pub number: String,
    /// Told by a Chinese number only.
    pub birth_date: Option<Date>,
    /// Told by a Chinese number only.
    pub gender: Option<Gender>,
}

/// What is wrong with a cell that should hold an identity number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum IdentityError {
    #[error("the cell is empty")]
    Empty,
    #[error("a Chinese identity number has 18 or 15 characters, this one has {found}")]
    Length { found: usize },
    #[error("there is a character that does not belong into an identity number")]
    Character,
    #[error("the province code does not exist")]
    Province,
    #[error("the birth date inside the number does not exist")]
    BirthDate,
    #[error("the check digit does not fit: a digit is mistyped")]
    Checksum,
    #[error("some digits are hidden")]
    Masked,
    #[error("the number was turned into scientific notation and its last digits are lost")]
    ScientificNotation,
}

impl IdentityError {
    /// Stable name of the error, for reason columns and translation.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "identity_empty",
            Self::Length { .. } => "identity_length",
            Self::Character => "identity_character",
            Self::Province => "identity_province",
            Self::BirthDate => "identity_birth_date",
            Self::Checksum => "identity_checksum",
            Self::Masked => "identity_masked",
            Self::ScientificNotation => "identity_scientific_notation",
        }
    }
}

/// First two digits: the provinces of mainland China, Taiwan, Hong Kong, Macau (and 83 for residence permits).
const PROVINCES: [&str; 35] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44",
    "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
];

/// Reads one cell.
pub fn parse_identity(cell: &str, scheme: IdentityScheme) -> Result<IdentityNumber, IdentityError> {
    let folded = fold_width(cell);
    let mut number = String::with_capacity(18);
    for c in folded.trim().trim_start_matches('\'').chars() {
        match c {
            _ if c.is_ascii_alphanumeric() => number.push(c.to_ascii_uppercase()),
            ' ' | '-' | '.' | '_' | '/' | '(' | ')' | '\n' => {}
            '+' if number.ends_with('E') => return Err(IdentityError::ScientificNotation),
            '*' => return Err(IdentityError::Masked),
            '×' if scheme == IdentityScheme::ChineseResident => number.push('X'),
            _ if c.is_alphanumeric() && scheme == IdentityScheme::Opaque => number.extend(c.to_uppercase()),
            _ => return Err(IdentityError::Character),
        }
    }
    if number.is_empty() {
        return Err(IdentityError::Empty);
    }
    match scheme {
        IdentityScheme::Opaque => Ok(IdentityNumber { number, birth_date: None, gender: None }),
        IdentityScheme::ChineseResident => chinese(&number),
    }
}

fn chinese(number: &str) -> Result<IdentityNumber, IdentityError> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let full = match number.len() {
        18 if digits(&number[..17]) => number.to_owned(),
        15 if digits(number) => {
            let body = format!("{}19{}", &number[..6], &number[6..]);
            let check = check_character(&body);
            format!("{body}{check}")
        }
        15 | 18 => return Err(IdentityError::Character),
        found => return Err(IdentityError::Length { found }),
    };
    if !PROVINCES.contains(&&full[..2]) {
        return Err(IdentityError::Province);
    }
    let birth_date = birth_date(&full[6..14]).ok_or(IdentityError::BirthDate)?;
    if !full.ends_with(check_character(&full[..17])) {
        return Err(IdentityError::Checksum);
    }
    let order = full.as_bytes()[16] - b'0';
    let gender = if order % 2 == 1 { Gender::Male } else { Gender::Female };
    Ok(IdentityNumber { number: full, birth_date: Some(birth_date), gender: Some(gender) })
}

fn birth_date(digits: &str) -> Option<Date> {
    let year: i16 = digits[..4].parse().ok()?;
    let month: i8 = digits[4..6].parse().ok()?;
    let day: i8 = digits[6..].parse().ok()?;
    if !(1850..=2150).contains(&year) {
        return None;
    }
    Date::new(year, month, day).ok()
}

/// ISO 7064 MOD 11-2 over the first 17 digits.
fn check_character(body: &str) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let sum: u32 = body.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    CHECKS[(sum % 11) as usize]
}
