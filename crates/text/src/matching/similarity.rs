//! How alike two field values are, from 0 to 1, by the measures of `strsim`.

use strsim::{generic_jaro_winkler, jaro_winkler, osa_distance};

use crate::normalise::is_han;

/// Jaro–Winkler, the measure made for names.
pub(super) fn name_similarity(a: &str, b: &str) -> f64 {
    if a == b { 1.0 } else { jaro_winkler(a, b) }
}

/// Equal 1, one slip (a digit wrong, missing, added or two swapped) ¾, else 0.
pub(super) fn code_similarity(a: &str, b: &str) -> f64 {
    if a == b {
        1.0
    } else if slips(a, b, 1).is_some() {
        0.75
    } else {
        0.0
    }
}

/// Slips between two numbers: up to `most`, otherwise `None`.
pub(super) fn slips(a: &str, b: &str, most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let distance = if a.is_ascii() && b.is_ascii() {
        let (a, b) = without_common_ends(a, b);
        match (a.as_bytes(), b.as_bytes()) {
            ([], []) => 0,
            ([], [_]) | ([_], []) | ([_], [_]) => 1,
            ([first, second], [other, another]) if first == another && second == other => 1,
            // what differs at both its ends is more than one slip
            _ if most < 2 => return None,
            _ => osa_distance(a, b),
        }
    } else {
        osa_distance(a, b)
    };
    (distance <= most).then_some(distance)
}

/// The parts in which two ASCII texts differ.
fn without_common_ends<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    let alike = |(one, other): &(u8, u8)| one == other;
    let start = a.bytes().zip(b.bytes()).take_while(alike).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.bytes().rev().zip(b.bytes().rev()).take_while(alike).count();
    (&a[..a.len() - end], &b[..b.len() - end])
}

/// How much of the shorter text's words stand in the longer one, each by its best partner; Chinese by pairs of
/// characters. The order of lines and parts left out do not matter.
pub(super) fn text_similarity(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    if a.chars().any(is_han) || b.chars().any(is_han) {
        return pair_overlap(a, b);
    }
    let (short, long) = if word_count(a) <= word_count(b) { (a, b) } else { (b, a) };
    let mut weight = 0.0;
    let mut agreed = 0.0;
    let mut used = 0_u64;
    for word in short.split(' ') {
        let size = word_size(word);
        weight += size;
        let mut best = (0.0, 0);
        for (at, other) in long.split(' ').enumerate().take(64) {
            if used & (1 << at) != 0 {
                continue;
            }
            let similarity = if word == other { 1.0 } else { word_similarity(word, other) };
            if similarity > best.0 {
                best = (similarity, at);
            }
        }
        if best.0 >= 0.80 {
            used |= 1 << best.1;
            agreed += size * best.0;
        }
    }
    if weight == 0.0 {
        return 0.0;
    }
    // a blank typed into a word makes two: compare without blanks as well
    let by_word = agreed / weight;
    if by_word > 0.95 { by_word } else { by_word.max(without_blanks(a, b)) }
}

fn word_similarity(a: &str, b: &str) -> f64 {
    if a.len() <= 2 || b.len() <= 2 { 0.0 } else { jaro_winkler(a, b) }
}

/// Kinds of street stand in every second address: they say little.
fn word_size(word: &str) -> f64 {
    match word {
        "street" | "st" | "road" | "rd" | "place" | "pl" | "avenue" | "ave" | "drive" | "dr" | "close" | "court"
        | "crescent" | "circuit" | "the" => 0.25,
        _ if word.len() <= 2 => 0.5,
        _ => 1.0,
    }
}

fn word_count(text: &str) -> usize {
    text.bytes().filter(|b| *b == b' ').count() + 1
}

/// Jaro–Winkler of what chance does not explain, on the texts without blanks.
fn without_blanks(a: &str, b: &str) -> f64 {
    let letters = |text: &str| text.bytes().filter(|b| *b != b' ').collect::<Vec<u8>>();
    let (a, b) = (letters(a), letters(b));
    let similarity = generic_jaro_winkler(&a, &b);
    ((similarity - 0.7) / 0.3).max(0.0)
}

/// Share of the shorter text's neighbouring pairs of characters found in the longer one.
fn pair_overlap(a: &str, b: &str) -> f64 {
    let pairs = |text: &str| {
        let characters: Vec<char> = text.chars().filter(|c| *c != ' ').collect();
        characters.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
    };
    let (a, b) = (pairs(a), pairs(b));
    let (short, mut long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.is_empty() {
        return 0.0;
    }
    let total = short.len();
    let mut found = 0;
    for pair in short {
        if let Some(at) = long.iter().position(|other| *other == pair) {
            long.swap_remove(at);
            found += 1;
        }
    }
    f64::from(u32::try_from(found).unwrap_or(u32::MAX)) / f64::from(u32::try_from(total).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn slips_are_the_distance_up_to_the_most(a in "[0-3]{0,7}", b in "[0-3]{0,7}", most in 1_usize..3) {
            let distance = osa_distance(&a, &b);
            prop_assert_eq!(slips(&a, &b, most), (distance <= most).then_some(distance));
        }

        #[test]
        fn slips_count_characters_beyond_ascii(a in "[0甲乙]{0,5}", b in "[0甲乙]{0,5}") {
            let near = a.len().abs_diff(b.len()) <= 2;
            let distance = osa_distance(&a, &b);
            prop_assert_eq!(slips(&a, &b, 2), (near && distance <= 2).then_some(distance));
        }
    }
}
