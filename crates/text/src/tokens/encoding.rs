//! The words of the search index and how characters are spelled in them.
//!
//! Chinese characters are written as four hexadecimal digits. Rarer ones beyond the basic plane are written as `z` and
//! five, so that no character's spelling is the start of another's.

use crate::normalise::width::{is_han, push_folded_latin};

/// Longest Latin word kept, on both sides: a longer word is found by its first letters.
pub(super) const LONGEST_WORD: usize = 32;

/// First letter of the words with which a record's own name begins.
pub(super) const OWN_NAME: char = 'n';

/// First letter of the words that hold no more than its first letters.
pub(super) const OWN_NAME_FIRST_LETTERS: char = 'm';

/// So many letters begin so many names that each such beginning is a word of its own, found as a whole: to gather all
/// words that begin so would take a database as long as to read half of its index.
pub(super) const FEW_LETTERS: usize = 2;

/// A piece of text as the index sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Run {
    /// Characters indexed singly and in pairs: Chinese, and every other script without Latin letters.
    Characters(Vec<char>),
    /// Lower-case ASCII letters and digits.
    Word(String),
}

/// Splits text into runs. With `join_characters`, characters separated by blanks or marks only belong to one run.
pub(super) fn runs(text: &str, join_characters: bool) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    // whether the last run may still grow
    let mut open = false;
    let mut folded = String::new();
    for original in text.chars() {
        folded.clear();
        if original.is_ascii() {
            folded.push(original.to_ascii_lowercase());
        } else if is_han(original) {
            folded.push(original);
        } else {
            push_folded_latin(&mut folded, original);
        }
        for c in folded.chars() {
            if c.is_ascii_alphanumeric() {
                match runs.last_mut() {
                    Some(Run::Word(word)) if open => word.push(c),
                    _ => runs.push(Run::Word(String::from(c))),
                }
                open = true;
            } else if c.is_alphanumeric() {
                match runs.last_mut() {
                    Some(Run::Characters(characters)) if open || join_characters => characters.push(c),
                    _ => runs.push(Run::Characters(vec![c])),
                }
                open = true;
            } else if c != '\'' {
                open = false;
            }
        }
    }
    runs
}

/// Appends the spelling of one character.
pub(super) fn push_character(out: &mut String, c: char) {
    let code = u32::from(c);
    let digits = if code > 0xFFFF {
        out.push('z');
        5
    } else {
        4
    };
    for place in (0..digits).rev() {
        let digit = (code >> (4 * place)) & 0xF;
        out.push(char::from_digit(digit, 16).unwrap_or('0'));
    }
}

/// The word for a character or a pair of neighbours.
pub(super) fn character_word(characters: &[char]) -> String {
    let mut word = String::with_capacity(1 + 4 * characters.len());
    word.push('c');
    for c in characters {
        push_character(&mut word, *c);
    }
    word
}

/// The ASCII letters and digits of a text, lower case.
pub(super) fn compact(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase())
}
