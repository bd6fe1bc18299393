//! Phone numbers as E.164, from cells that hold one, several, or a number with its extension.
//!
//! Chinese mobiles and landlines, nearly all of a Chinese list, are read by a short path of our own, because a million
//! rows must pass in seconds; every other number goes through the tables of `phonenumber`.

mod cell;
mod china;

use std::fmt;
use std::str::FromStr;

use phonenumber::country::Id;
use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use cell::{Phones, RefusedPhone, parse_phones};

use super::width::fold_width;

/// The country a number belongs to when it is written without a country code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region(Id);

impl Region {
    /// Mainland China, the default of the product.
    pub const CHINA: Self = Self(Id::CN);
}

impl Default for Region {
    fn default() -> Self {
        Self::CHINA
    }
}

impl FromStr for Region {
    type Err = PhoneError;

    /// Reads an ISO 3166 code such as `CN` or `au`.
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        code.trim().to_uppercase().parse().map(Self).map_err(|_| PhoneError::UnknownRegion)
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_ref())
    }
}

/// What a number reaches: a person's pocket, a desk, or neither for certain (service lines, numbers abroad whose form
/// does not tell).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneKind {
    Mobile,
    Landline,
    Other,
}

/// One number in its agreed form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Phone {
    /// E.164, with `+` and country code, at most 15 digits.
    pub e164: String,
    pub kind: PhoneKind,
    /// Digits to dial after the switchboard answers.
    pub extension: Option<String>,
}

/// What is wrong with a cell that should hold a phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum PhoneError {
    #[error("the cell is empty")]
    Empty,
    #[error("there is no digit")]
    NoDigits,
    #[error("too few digits ({digits})")]
    TooShort { digits: usize },
    #[error("too many digits ({digits})")]
    TooLong { digits: usize },
    #[error("a landline without its area code")]
    MissingAreaCode,
    #[error("some digits are hidden")]
    Masked,
    #[error("the number was turned into scientific notation and its last digits are lost")]
    ScientificNotation,
    #[error("there is other text inside the number")]
    UnexpectedText,
    #[error("no such number is in use")]
    NotInUse,
    #[error("the region is not known")]
    UnknownRegion,
}

impl PhoneError {
    /// Stable name of the error, for reason columns and translation.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "phone_empty",
            Self::NoDigits => "phone_no_digits",
            Self::TooShort { .. } => "phone_too_short",
            Self::TooLong { .. } => "phone_too_long",
            Self::MissingAreaCode => "phone_missing_area_code",
            Self::Masked => "phone_masked",
            Self::ScientificNotation => "phone_scientific_notation",
            Self::UnexpectedText => "phone_unexpected_text",
            Self::NotInUse => "phone_not_in_use",
            Self::UnknownRegion => "phone_unknown_region",
        }
    }
}

/// Reads one number. Labels before it and remarks behind it (`手机：138…（微信同号）`) are ignored; text between its
/// digits is an error, since it may be two numbers.
pub fn parse_phone(text: &str, region: Region) -> Result<Phone, PhoneError> {
    let text = fold_width(text);
    let text = text.trim();
    if text.is_empty() {
        return Err(PhoneError::Empty);
    }
    if region == Region::CHINA
        && let Some(phone) = china::plain_mobile(text)
    {
        return Ok(phone);
    }
    let (number, extension) = split_extension(text)?;
    let written = Written::read(number)?;
    let mut phone = match china::national_part(&written, region) {
        Some(national) => china::read(national, &written, region)?,
        None => from_tables(&written, region)?,
    };
    if extension.is_some() {
        phone.extension = extension;
    }
    Ok(phone)
}

/// The digits of a number with what its marks told.
struct Written {
    digits: String,
    /// Starts with `+`: a country code follows.
    plus: bool,
    /// Groups of digits as they were separated by dashes.
    dash_groups: Vec<usize>,
}

impl Written {
    fn read(text: &str) -> Result<Self, PhoneError> {
        let text = strip_words(text)?;
        if looks_scientific(text) {
            return Err(PhoneError::ScientificNotation);
        }
        let text = text.strip_suffix(".0").unwrap_or(text);
        let mut written = Self { digits: String::with_capacity(16), plus: false, dash_groups: vec![0] };
        for c in text.chars() {
            match c {
                '0'..='9' => {
                    written.digits.push(c);
                    if let Some(group) = written.dash_groups.last_mut() {
                        *group += 1;
                    }
                }
                '+' if written.digits.is_empty() => written.plus = true,
                '-' => written.dash_groups.push(0),
                ' ' | '(' | ')' | '[' | ']' | '.' | '\'' | '"' | '`' | '_' | ':' | '~' => {}
                '*' => return Err(PhoneError::Masked),
                _ => return Err(PhoneError::UnexpectedText),
            }
        }
        match written.digits.len() {
            0 => Err(PhoneError::NoDigits),
            digits @ 1..=4 => Err(PhoneError::TooShort { digits }),
            _ => Ok(written),
        }
    }
}

/// Cuts words before the first and behind the last digit. A masked number keeps its stars.
fn strip_words(text: &str) -> Result<&str, PhoneError> {
    let counts = |c: char| c.is_ascii_digit() || c == '*';
    let first = text.find(|c| counts(c) || c == '+').ok_or(PhoneError::NoDigits)?;
    let last = text.rfind(counts).ok_or(PhoneError::NoDigits)?;
    // a bracket that opens before an area code, as in `(0755)`, is dropped with the words
    if first > last { Err(PhoneError::NoDigits) } else { Ok(&text[first..=last]) }
}

/// `1.38E+10`: what a spreadsheet leaves of a number typed into a numeric cell.
fn looks_scientific(text: &str) -> bool {
    text.split_once(['e', 'E']).is_some_and(|(mantissa, exponent)| {
        mantissa.chars().all(|c| c.is_ascii_digit() || c == '.')
            && !exponent.is_empty()
            && exponent.chars().all(|c| c.is_ascii_digit() || c == '+')
    })
}

/// Splits `0755-12345678 转 801`, `… ext. 801`, `… x801` and `… #801` into number and extension.
fn split_extension(text: &str) -> Result<(&str, Option<String>), PhoneError> {
    const MARKS: [&str; 9] = ["分机号", "分机", "转", "extension", "ext.", "ext", "#", "x", "*"];
    // ASCII lower-casing keeps byte positions
    let lower = text.to_ascii_lowercase();
    let digits_before = |at: usize| lower[..at].bytes().filter(u8::is_ascii_digit).count();
    for mark in MARKS {
        let Some(at) = lower.rfind(mark) else { continue };
        let behind = &lower[at + mark.len()..];
        let digits: String = behind.chars().filter(char::is_ascii_digit).collect();
        // fewer stars than a hidden middle needs, and behind a whole number: 010-62770334*801
        let enough = if mark == "*" { 10 } else { 5 };
        if digits.is_empty() || digits_before(at) < enough {
            continue;
        }
        if digits.len() > 8 {
            return Err(PhoneError::UnexpectedText);
        }
        return Ok((&text[..at], Some(digits)));
    }
    Ok((text, None))
}

/// Every number that is not Chinese, by the tables of `phonenumber`.
fn from_tables(written: &Written, region: Region) -> Result<Phone, PhoneError> {
    use phonenumber::Type;

    let count = written.digits.len();
    if count > 18 {
        return Err(PhoneError::TooLong { digits: count });
    }
    let text = if written.plus { format!("+{}", written.digits) } else { written.digits.clone() };
    let number = phonenumber::parse(Some(region.0), &text).map_err(|error| match error {
        phonenumber::ParseError::TooShortAfterIdd | phonenumber::ParseError::TooShortNsn => {
            PhoneError::TooShort { digits: count }
        }
        phonenumber::ParseError::TooLong => PhoneError::TooLong { digits: count },
        _ => PhoneError::NotInUse,
    })?;
    if !number.is_valid() {
        return Err(PhoneError::NotInUse);
    }
    let kind = match number.number_type(&phonenumber::metadata::DATABASE) {
        Type::Mobile => PhoneKind::Mobile,
        Type::FixedLine => PhoneKind::Landline,
        _ => PhoneKind::Other,
    };
    let e164 = number.format().mode(phonenumber::Mode::E164).to_string();
    Ok(Phone { e164, kind, extension: None })
}
