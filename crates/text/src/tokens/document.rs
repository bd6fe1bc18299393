//! The words of a record.

use super::encoding::{
    FEW_LETTERS, LONGEST_WORD, OWN_NAME, OWN_NAME_FIRST_LETTERS, Run, character_word, compact, runs,
};
use super::readings::{Readings, of_character, of_name};
use crate::normalise::is_han;

/// The searchable texts of one record.
#[derive(Debug, Clone, Copy, Default)]
pub struct SearchFields<'a> {
    /// The record's own name, which is also found first by its beginning: see [`own_name_term`](super::own_name_term).
    pub own_name: Option<OwnName<'a>>,
    /// Names of other people: contact persons.
    pub person_names: &'a [&'a str],
    /// Names of other organisations: an employer.
    pub organisation_names: &'a [&'a str],
    /// Numbers in E.164.
    pub phones: &'a [&'a str],
    pub emails: &'a [&'a str],
    /// Numbers other systems know the record by.
    pub external_ids: &'a [&'a str],
    /// Other words worth finding: address, tags, occupation.
    pub other: &'a [&'a str],
}

/// Whose name it is decides how it is read aloud.
#[derive(Debug, Clone, Copy)]
pub enum OwnName<'a> {
    Person(&'a str),
    Organisation(&'a str),
}

/// Syllables joined into one word from each syllable on: pinyin typed from the middle of a company name is found up to
/// this many syllables at once, typed from its beginning up to [`LONGEST_WORD`] letters.
const SYLLABLES_TOGETHER: usize = 4;

/// Initials kept from each character on.
const LONGEST_INITIALS: usize = 16;

/// Combinations of readings kept for one stretch of characters.
const MOST_COMBINATIONS: usize = 4;

/// All words of the record, each once and in order, joined by blanks.
pub fn document_tokens(fields: &SearchFields<'_>) -> String {
    let mut words = Words::default();
    match fields.own_name {
        Some(OwnName::Person(name)) => words.own_name(name, of_name),
        Some(OwnName::Organisation(name)) => words.own_name(name, of_characters),
        None => {}
    }
    for name in fields.person_names {
        words.name(name, of_name);
    }
    for name in fields.organisation_names {
        words.name(name, of_characters);
    }
    for phone in fields.phones {
        words.phone(phone);
    }
    for email in fields.emails {
        words.email(email);
    }
    for id in fields.external_ids {
        words.text(id);
        words.latin(compact(id));
    }
    for text in fields.other {
        words.text(text);
    }
    words.join()
}

fn word_of(run: &Run) -> Option<&str> {
    match run {
        Run::Word(word) => Some(word),
        Run::Characters(_) => None,
    }
}

fn of_characters(characters: &[char]) -> Vec<Readings> {
    characters.iter().map(|c| of_character(*c)).collect()
}

/// Words of one record in one buffer, to spare an allocation for each.
#[derive(Default)]
struct Words {
    buffer: String,
    /// End of each word in the buffer.
    ends: Vec<usize>,
}

impl Words {
    fn push(&mut self, kind: char, characters: impl Iterator<Item = char>) {
        let start = self.buffer.len();
        self.buffer.push(kind);
        self.buffer.extend(characters);
        if self.buffer.len() > start + 1 {
            self.ends.push(self.buffer.len());
        } else {
            self.buffer.truncate(start);
        }
    }

    fn latin(&mut self, characters: impl Iterator<Item = char>) {
        self.push('l', characters.take(LONGEST_WORD));
    }

    /// Words, and characters singly and in pairs.
    fn text(&mut self, text: &str) -> Vec<Run> {
        let runs = runs(text, true);
        for run in &runs {
            match run {
                Run::Word(word) => self.latin(word.chars()),
                Run::Characters(characters) => {
                    // a character in the middle is the start of its pair: only the last one needs a word of its own
                    for pair in characters.windows(2) {
                        self.push_word(&character_word(pair));
                    }
                    if let Some(last) = characters.last() {
                        self.push_word(&character_word(&[*last]));
                    }
                }
            }
        }
        runs
    }

    fn push_word(&mut self, word: &str) {
        self.buffer.push_str(word);
        self.ends.push(self.buffer.len());
    }

    /// A name, and how it begins in Latin letters: in full and by its initials, and by the first letters of either.
    fn own_name(&mut self, name: &str, read: impl Fn(&[char]) -> Vec<Readings>) {
        let runs = self.name(name, &read);
        let known = self.ends.len();
        match runs.first() {
            Some(Run::Word(_)) => {
                let words = || runs.iter().filter_map(word_of);
                self.push(OWN_NAME, words().flat_map(str::chars).take(LONGEST_WORD));
                self.push(OWN_NAME, words().filter_map(|word| word.chars().next()));
            }
            Some(Run::Characters(characters)) => {
                let mut readings = read(characters);
                readings.retain(|one| !one.all().is_empty());
                if !readings.is_empty() {
                    self.combinations(OWN_NAME, &readings, |reading| reading);
                    let initials = &readings[..readings.len().min(LONGEST_INITIALS)];
                    self.combinations(OWN_NAME, initials, |reading| &reading[..1]);
                }
            }
            None => {}
        }
        for word in known..self.ends.len() {
            let start = word.checked_sub(1).map_or(0, |before| self.ends[before]) + OWN_NAME.len_utf8();
            for letters in 1..=FEW_LETTERS.min(self.ends[word] - start) {
                let beginning = self.buffer[start..start + letters].to_owned();
                self.push(OWN_NAME_FIRST_LETTERS, beginning.chars());
            }
        }
    }

    fn name(&mut self, name: &str, read: impl Fn(&[char]) -> Vec<Readings>) -> Vec<Run> {
        let runs = self.text(name);
        let mut words = runs.iter().filter_map(word_of);
        if words.clone().nth(1).is_some() {
            self.latin(words.clone().flat_map(str::chars));
            self.latin(words.by_ref().filter_map(|word| word.chars().next()));
        }
        for run in &runs {
            if let Run::Characters(characters) = run
                && characters.iter().any(|c| is_han(*c))
            {
                let mut readings = read(characters);
                readings.retain(|one| !one.all().is_empty());
                self.pinyin(&readings);
            }
        }
        runs
    }

    fn pinyin(&mut self, readings: &[Readings]) {
        for start in 0..readings.len() {
            let rest = &readings[start..];
            self.combinations('l', &rest[..rest.len().min(SYLLABLES_TOGETHER)], |reading| reading);
            self.combinations('l', &rest[..rest.len().min(LONGEST_INITIALS)], |reading| &reading[..1]);
        }
        if readings.len() > SYLLABLES_TOGETHER {
            self.combinations('l', readings, |reading| reading);
        }
    }

    /// Adds the joined spellings of a stretch of characters, the first characters varying first.
    fn combinations(&mut self, kind: char, stretch: &[Readings], spell: impl Fn(&'static str) -> &'static str) {
        for combination in 0..MOST_COMBINATIONS {
            let mut left = combination;
            let start = self.buffer.len();
            self.buffer.push(kind);
            for readings in stretch {
                let all = readings.all();
                self.buffer.push_str(spell(all[left % all.len()]));
                left /= all.len();
            }
            if left > 0 {
                // every combination has been spelled
                self.buffer.truncate(start);
                return;
            }
            self.buffer.truncate(self.buffer.len().min(start + 1 + LONGEST_WORD));
            self.ends.push(self.buffer.len());
        }
    }

    fn phone(&mut self, e164: &str) {
        let digits = || e164.chars().filter(char::is_ascii_digit);
        self.push('t', digits().rev());
        // at home the country code is not dialled
        let country = if e164.starts_with("+86") { 2 } else { 0 };
        self.push('p', digits().skip(country));
    }

    fn email(&mut self, email: &str) {
        self.text(email);
        self.push('e', compact(email));
        if let Some((local, _)) = email.split_once('@') {
            self.latin(compact(local));
        }
    }

    fn join(&self) -> String {
        let mut words: Vec<&str> = Vec::with_capacity(self.ends.len());
        let mut start = 0;
        for end in &self.ends {
            words.push(&self.buffer[start..*end]);
            start = *end;
        }
        words.sort_unstable();
        words.dedup();
        words.join(" ")
    }
}
