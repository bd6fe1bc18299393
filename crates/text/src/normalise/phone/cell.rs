//! A cell that may hold several numbers.
//!
//! Marks such as `/` and `、` split surely. A blank may split two numbers or group the digits of one, so the longest run
//! of blank-separated pieces that makes a number wins.

use super::super::width::fold_width;
use super::{Phone, PhoneError, Region, china, parse_phone};

/// What one cell held: the numbers read, in order and without repeats, and the pieces refused with their reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phones {
    pub phones: Vec<Phone>,
    pub refused: Vec<RefusedPhone>,
}

/// A piece of a cell that is not a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedPhone {
    pub text: String,
    pub error: PhoneError,
}

/// Longest run of blank-separated pieces tried as one number: `+86 755 12 34 56 78 ext 9` has eight.
const LONGEST_RUN: usize = 9;

/// Reads every number of a cell. An empty cell gives neither numbers nor refusals.
pub fn parse_phones(cell: &str, region: Region) -> Phones {
    let folded = fold_width(cell);
    let text = folded.trim();
    let mut found = Phones::default();
    if text.is_empty() {
        return found;
    }
    for piece in text.split(is_separator).map(str::trim).filter(|piece| !piece.is_empty()) {
        found.read_piece(piece, region);
    }
    if found.phones.is_empty() && found.refused.is_empty() {
        found.refuse(text, PhoneError::NoDigits);
    }
    found
}

fn is_separator(c: char) -> bool {
    matches!(c, '/' | '\\' | '、' | ';' | ',' | '|' | '\n' | '或' | '和' | '及' | '&' | '。')
}

impl Phones {
    fn read_piece(&mut self, piece: &str, region: Region) {
        match self.parse_here(piece, region) {
            Ok(phone) => self.keep(phone),
            Err(error) => {
                if let Some((first, second)) = two_joined_mobiles(piece) {
                    for half in [first, second] {
                        self.read_piece(half, region);
                    }
                } else if piece.contains(char::is_whitespace) {
                    self.read_words(piece, error, region);
                } else {
                    self.refuse(piece, error);
                }
            }
        }
    }

    /// Blank-separated pieces: takes the longest run that is a number, again and again. When no run is one, the whole
    /// piece is refused with the error it gave as a whole.
    fn read_words(&mut self, piece: &str, whole: PhoneError, region: Region) {
        let words: Vec<&str> = piece.split_whitespace().collect();
        let mut refused: Vec<RefusedPhone> = Vec::new();
        let mut any = false;
        let mut start = 0;
        while start < words.len() {
            let furthest = words.len().min(start + LONGEST_RUN);
            let run = (start + 1..=furthest)
                .rev()
                .find_map(|end| self.parse_here(&words[start..end].join(" "), region).ok().map(|phone| (end, phone)));
            match run {
                Some((end, phone)) => {
                    self.keep(phone);
                    any = true;
                    start = end;
                }
                None => {
                    if words[start].bytes().any(|b| b.is_ascii_digit())
                        && let Err(error) = self.parse_here(words[start], region)
                    {
                        refused.push(RefusedPhone { text: words[start].to_owned(), error });
                    }
                    start += 1;
                }
            }
        }
        if any {
            self.refused.append(&mut refused);
        } else {
            self.refuse(piece, whole);
        }
    }

    /// `010-12345678/87654321`: a number without an area code takes that of the number before it.
    fn parse_here(&self, text: &str, region: Region) -> Result<Phone, PhoneError> {
        parse_phone(text, region).or_else(|error| {
            let area = self.phones.last().and_then(china::area_code);
            match (error, area) {
                (PhoneError::MissingAreaCode, Some(area)) => parse_phone(&format!("{area}-{text}"), region),
                _ => Err(error),
            }
        })
    }

    fn keep(&mut self, phone: Phone) {
        if !self.phones.iter().any(|known| known.e164 == phone.e164 && known.extension == phone.extension) {
            self.phones.push(phone);
        }
    }

    fn refuse(&mut self, text: &str, error: PhoneError) {
        self.refused.push(RefusedPhone { text: text.to_owned(), error });
    }
}

/// Two mobiles typed without anything between them.
fn two_joined_mobiles(piece: &str) -> Option<(&str, &str)> {
    let (first, second) = piece.split_at_checked(11)?;
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    (digits(first) && digits(second) && china::is_mobile(first) && china::is_mobile(second)).then_some((first, second))
}
