//! Folds the many widths and dashes of East Asian typing into one form.
//!
//! Lists typed with a Chinese input method mix `１３８`, `（`, `　` and five kinds of dash with their ASCII cousins. Every
//! other reader folds first, so that none of them has to know this.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Full-width forms become half-width, every kind of blank becomes a plain blank, every kind of dash becomes `-`;
/// invisible characters (zero-width marks, byte order mark) disappear. Chinese punctuation such as `，` and `（` is
/// full-width and folds too; `、` and `。` have no half-width cousin and stay.
///
/// Idempotent. Borrows when there is nothing to fold.
pub fn fold_width(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| fold_char(c) == Some(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter_map(fold_char).collect())
}

/// Folds the width, joins runs of blanks (line ends included) into one, and trims both ends.
pub fn tidy(text: &str) -> String {
    let folded = fold_width(text);
    let mut out = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Lower case without diacritics, for comparing Latin words: `Müller` and `MULLER` become `muller`.
pub fn fold_latin(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push_folded_latin(&mut out, c);
    }
    out
}

/// Appends one character in lower case and without its diacritics.
pub(crate) fn push_folded_latin(out: &mut String, c: char) {
    match c {
        _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        // Han has neither case nor diacritics: skip the decomposition tables
        _ if is_han(c) => out.push(c),
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ø' | 'Ø' => out.push('o'),
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        'ł' | 'Ł' => out.push('l'),
        'ı' => out.push('i'),
        _ => out.extend(
            std::iter::once(c)
                .nfd()
                .filter(|d| !is_combining_mark(*d))
                .flat_map(char::to_lowercase)
                .filter(|d| !is_combining_mark(*d)),
        ),
    }
}

/// Whether a character is a Chinese character (any of the unified and compatibility ideographs, and 〇).
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{2FA1F}' | '\u{30000}'..='\u{323AF}' | '〇')
}

/// The folded character, or `None` where it should disappear.
fn fold_char(c: char) -> Option<char> {
    if c.is_ascii_graphic() || c == ' ' || c == '\n' {
        return Some(c);
    }
    Some(match c {
        '\u{FF01}'..='\u{FF5E}' => match char::from_u32(c as u32 - 0xFEE0) {
            Some(folded) => folded,
            None => c,
        },
        '\u{3000}'
        | '\u{00A0}'
        | '\u{2000}'..='\u{200A}'
        | '\u{202F}'
        | '\u{205F}'
        | '\t'
        | '\r'
        | '\u{0B}'
        | '\u{0C}'
        | '\u{85}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{1680}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{2500}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{02BC}' => '\'',
        '\u{201C}' | '\u{201D}' => '"',
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}' | '\u{202A}'..='\u{202E}' => return None,
        '\u{FFE5}' => '\u{A5}',
        '\u{FFE1}' => '\u{A3}',
        '【' | '〔' | '〖' => '[',
        '】' | '〕' | '〗' => ']',
        _ if c.is_control() => return None,
        _ => c,
    })
}
