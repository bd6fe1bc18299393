//! What was typed into a search box, as terms over the words of [`document_tokens`](super::document_tokens).

use super::encoding::{
    FEW_LETTERS, LONGEST_WORD, OWN_NAME, OWN_NAME_FIRST_LETTERS, Run, character_word, compact, runs,
};
use crate::normalise::tidy;

/// How far a term reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// The whole word.
    Exact,
    /// Every word that starts so.
    Prefix,
}

/// One word to look for; always `[a-z0-9]+` starting with a letter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Term {
    pub text: String,
    pub reach: Reach,
}

impl Term {
    /// Whether this asks for every pair that begins with one character: half of all records may hold one.
    pub fn begins_with_a_character(&self) -> bool {
        let spelled = self.text.strip_prefix('c').map_or(0, str::len);
        self.reach == Reach::Prefix && (spelled == 4 || (spelled == 6 && self.text.starts_with("cz")))
    }

    /// Whether a document of these words holds the term.
    pub fn is_in(&self, document: &str) -> bool {
        document.split(' ').any(|word| match self.reach {
            Reach::Exact => word == self.text,
            Reach::Prefix => word.starts_with(&self.text),
        })
    }

    fn prefix(kind: char, rest: impl Iterator<Item = char>) -> Self {
        Self { text: std::iter::once(kind).chain(rest).collect(), reach: Reach::Prefix }
    }
}

/// At least one of these terms must be found; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnyOf(pub Vec<Term>);

/// All groups must be found. Empty when nothing searchable was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    pub groups: Vec<AnyOf>,
}

impl Query {
    /// Whether nothing searchable was typed.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}

/// Fewer digits than this are a number inside a name, not a part of a phone number.
const SHORTEST_PHONE_PART: usize = 3;

/// From this many digits on, a leading 0 is dialled rather than meant.
const DIALLED_NUMBER: usize = 9;

/// Groups kept; what is typed beyond them no longer narrows the search.
const MOST_GROUPS: usize = 16;

/// Reads what was typed. Words, pinyin, initials and digits are found by their beginnings, phone numbers also by their
/// tails, Chinese characters anywhere.
pub fn query_terms(typed: &str) -> Query {
    let text = tidy(typed);
    let mut groups = Vec::new();
    if is_phone_like(&text) {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        groups.push(number(&digits, text.starts_with('+'), false));
    } else {
        for piece in text.split(' ') {
            if piece.find('@').is_some_and(|at| at > 0) && compact(piece).next().is_some() && piece.is_ascii() {
                groups.push(AnyOf(vec![Term::prefix('e', compact(piece))]));
            } else {
                pieces(piece, &mut groups);
            }
        }
    }
    groups.truncate(MOST_GROUPS);
    Query { groups }
}

/// The term for records whose own name begins as was typed, in pinyin, by initials or in Latin letters: they are meant
/// before those that have it elsewhere. `None` where something else than letters was typed.
pub fn own_name_term(typed: &str) -> Option<Term> {
    let text = tidy(typed);
    let all_letters = text.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, ' ' | '\'' | '-' | '.'));
    let letters: String = compact(&text).take(LONGEST_WORD).collect();
    let term = match letters.len() {
        ..=FEW_LETTERS => Term { text: format!("{OWN_NAME_FIRST_LETTERS}{letters}"), reach: Reach::Exact },
        _ => Term::prefix(OWN_NAME, letters.chars()),
    };
    (all_letters && !letters.is_empty()).then_some(term)
}

fn pieces(piece: &str, groups: &mut Vec<AnyOf>) {
    let mut runs = runs(piece, false).into_iter().peekable();
    let unbroken = piece.chars().all(char::is_alphanumeric);
    while let Some(run) = runs.next() {
        // where characters and digits meet, what stands before has ended: `第8商` asks for a whole 8, and for a 第 at the
        // end of its characters; letters may be pinyin of what follows
        let ended = unbroken && runs.peek().is_some_and(|next| is_number(&run) || is_number(next));
        match run {
            Run::Characters(characters) if ended && characters.len() == 1 => {
                groups.push(AnyOf(vec![Term { text: character_word(&characters), reach: Reach::Exact }]));
            }
            Run::Word(word) if is_digits(&word) => groups.push(number(&word, false, ended)),
            Run::Word(word) => groups.push(AnyOf(vec![Term::prefix('l', word.chars().take(LONGEST_WORD))])),
            Run::Characters(characters) if characters.len() == 1 => {
                groups.push(AnyOf(vec![Term { text: character_word(&characters), reach: Reach::Prefix }]));
            }
            Run::Characters(characters) => {
                for pair in characters.windows(2) {
                    groups.push(AnyOf(vec![Term { text: character_word(pair), reach: Reach::Exact }]));
                }
            }
        }
    }
}

fn is_digits(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

fn is_number(run: &Run) -> bool {
    matches!(run, Run::Word(word) if is_digits(word))
}

/// Nothing but digits and the marks people group them with.
fn is_phone_like(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).count() >= SHORTEST_PHONE_PART
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '+' | '.'))
}

/// Digits: a tail or a beginning of a phone number, or a number inside a name, `whole` or as it begins.
fn number(digits: &str, plus: bool, whole: bool) -> AnyOf {
    let inside = Term::prefix('l', digits.chars().take(LONGEST_WORD));
    let mut terms = vec![Term { reach: if whole { Reach::Exact } else { Reach::Prefix }, ..inside }];
    if digits.len() >= SHORTEST_PHONE_PART {
        let abroad = if digits.len() >= DIALLED_NUMBER { digits.trim_start_matches('0') } else { digits };
        let home = match digits.strip_prefix("0086") {
            Some(behind) => behind,
            None if plus || digits.len() == 13 => abroad.strip_prefix("86").unwrap_or(abroad),
            None => digits.strip_prefix('0').unwrap_or(digits),
        };
        for (kind, part) in [('t', abroad), ('p', home)] {
            if part.len() < SHORTEST_PHONE_PART {
                continue;
            }
            let part = &part[..part.len().min(20)];
            terms.push(match kind {
                't' => Term::prefix(kind, part.chars().rev()),
                _ => Term::prefix(kind, part.chars()),
            });
        }
    }
    AnyOf(terms)
}
