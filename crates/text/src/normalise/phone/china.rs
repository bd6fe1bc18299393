//! The Chinese numbering plan, as far as telling mobiles, landlines and service lines needs it.
//!
//! Mobiles have 11 digits and start with 13 to 19. Landlines have an area code of two (10, 2x) or three digits (3xx to
//! 9xx) and a number of 7 or 8. The leading 0 of an area code is dialled inside the country only.

use super::{Phone, PhoneError, PhoneKind, Region, Written};

/// The fast path: a mobile written with nothing but digits, blanks, dashes and a Chinese country code.
pub(super) fn plain_mobile(text: &str) -> Option<Phone> {
    let mut digits = [0_u8; 15];
    let mut count = 0;
    let mut dashes = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => {
                *digits.get_mut(count)? = byte;
                count += 1;
            }
            b' ' => {}
            // a fourth dash group is an extension or a second number: leave it to the careful path
            b'-' if dashes < 3 => dashes += 1,
            b'+' if at == 0 => {}
            _ => return None,
        }
    }
    let digits = std::str::from_utf8(digits.get(..count)?).ok()?;
    let national = match count {
        11 if !text.starts_with('+') => digits,
        13 => digits.strip_prefix("86")?,
        15 if !text.starts_with('+') => digits.strip_prefix("0086")?,
        _ => return None,
    };
    is_mobile(national).then(|| mobile(national))
}

/// The digits behind the Chinese country code, or `None` when the number belongs elsewhere.
pub(super) fn national_part(written: &Written, region: Region) -> Option<&str> {
    let digits = written.digits.as_str();
    if written.plus {
        return digits.strip_prefix("86").or_else(|| digits.strip_prefix("0086"));
    }
    if let Some(behind) = digits.strip_prefix("0086") {
        return Some(behind);
    }
    if region != Region::CHINA || digits.starts_with("00") {
        return None;
    }
    match digits.strip_prefix("86") {
        Some(behind) if is_mobile(behind) || (behind.starts_with('0') && behind.len() >= 11) => Some(behind),
        _ => Some(digits),
    }
}

/// Reads a national number.
pub(super) fn read(national: &str, written: &Written, region: Region) -> Result<Phone, PhoneError> {
    let count = national.len();
    if is_mobile(national) {
        return Ok(mobile(national));
    }
    // a mobile dialled with the long-distance 0, as old switchboards asked for
    if let Some(behind) = national.strip_prefix('0')
        && is_mobile(behind)
    {
        return Ok(mobile(behind));
    }
    if count == 10 && (national.starts_with("400") || national.starts_with("800")) {
        return Ok(Phone { e164: format!("+86{national}"), kind: PhoneKind::Other, extension: None });
    }
    if national.starts_with('1') && count >= 8 && national.as_bytes().get(1).is_some_and(|d| (b'3'..=b'9').contains(d))
    {
        return Err(if count < 11 {
            PhoneError::TooShort { digits: count }
        } else {
            PhoneError::TooLong { digits: count }
        });
    }
    let trunk = national.strip_prefix('0');
    let country_code_written = written.digits.len() > count;
    if trunk.is_some() || country_code_written {
        return landline(trunk.unwrap_or(national), written);
    }
    match count {
        0..=6 => Err(PhoneError::TooShort { digits: count }),
        7 | 8 => Err(PhoneError::MissingAreaCode),
        _ => match landline(national, written) {
            // an area code that lost its 0 in a numeric cell
            Ok(phone) if (10..=11).contains(&count) && !national.starts_with('1') => Ok(phone),
            _ => match super::from_tables(written, region) {
                // the tables know ranges that no number with its country code may have
                Ok(phone) if phone.e164.strip_prefix("+86").is_some_and(|home| landline(home, written).is_err()) => {
                    Err(PhoneError::NotInUse)
                }
                Err(PhoneError::NotInUse) if count > 12 => Err(PhoneError::TooLong { digits: count }),
                other => other,
            },
        },
    }
}

/// `digits` start with the area code without its 0.
fn landline(digits: &str, written: &Written) -> Result<Phone, PhoneError> {
    let area = area_length(digits).ok_or(PhoneError::NotInUse)?;
    let subscriber = digits.len().saturating_sub(area);
    let (number, extension) = match subscriber {
        0..=6 => return Err(PhoneError::TooShort { digits: digits.len() }),
        7 | 8 => (digits, None),
        _ => {
            // `0755-12345678-801`: only a dash tells where the number ends
            let tail = written.dash_groups.last().copied().unwrap_or_default();
            let split_by_dash = written.dash_groups.len() >= 3 && (1..=6).contains(&tail);
            if !split_by_dash || !(7..=8).contains(&(subscriber - tail.min(subscriber))) {
                return Err(PhoneError::TooLong { digits: digits.len() });
            }
            let (number, extension) = digits.split_at(digits.len() - tail);
            (number, Some(extension.to_owned()))
        }
    };
    // subscriber numbers start with 2 to 9: 0 and 1 lead to services
    if matches!(number.as_bytes().get(area), Some(b'0' | b'1')) {
        return Err(PhoneError::NotInUse);
    }
    Ok(Phone { e164: format!("+86{number}"), kind: PhoneKind::Landline, extension })
}

/// Length of the area code that `digits` start with: 10 and 2x have two digits, all others three.
fn area_length(digits: &str) -> Option<usize> {
    match digits.as_bytes() {
        [b'1', b'0', ..] => Some(2),
        [b'2', second, ..] if *second != b'6' => Some(2),
        [b'3'..=b'9', ..] => Some(3),
        _ => None,
    }
}

/// The area code of a Chinese landline in E.164 with its 0, for a second number that leaves it out.
pub(super) fn area_code(phone: &Phone) -> Option<String> {
    if phone.kind != PhoneKind::Landline {
        return None;
    }
    let national = phone.e164.strip_prefix("+86")?;
    let length = area_length(national)?;
    national.get(..length).map(|area| format!("0{area}"))
}

pub(super) fn is_mobile(digits: &str) -> bool {
    matches!(digits.as_bytes(), [b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9)
}

fn mobile(national: &str) -> Phone {
    let mut e164 = String::with_capacity(14);
    e164.push_str("+86");
    e164.push_str(national);
    Phone { e164, kind: PhoneKind::Mobile, extension: None }
}
