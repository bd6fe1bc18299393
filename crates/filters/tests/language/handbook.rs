//! The handbook's tables of fields have every field of the catalogue, and no other.

use std::{collections::BTreeSet, fs, path::Path};

use filters::CATALOGUE;

#[test]
fn the_tables_of_fields_are_the_catalogue() {
    let expected: BTreeSet<String> = CATALOGUE
        .iter()
        .map(|entry| {
            let (code, zh, en, kind) = (entry.code, entry.zh, entry.en, entry.field.kind());
            format!("| `{code}` | {zh} | {en} | {kind} | {} |", entry.source)
        })
        .collect();
    for language in ["en", "zh"] {
        let page =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../docs/method/{language}/cla-8-segments.md"));
        let text = fs::read_to_string(page).expect("the page");
        let written: BTreeSet<String> = text
            .lines()
            .filter(|line| line.starts_with("| `") && line.matches('|').count() == 6)
            .map(str::to_owned)
            .collect();
        assert_eq!(written, expected, "{language}");
    }
}

#[test]
fn every_name_belongs_to_one_field() {
    let mut names = BTreeSet::new();
    for entry in CATALOGUE {
        let own: BTreeSet<&str> =
            [entry.code, entry.zh, entry.en].into_iter().chain(entry.also.iter().copied()).collect();
        for name in own {
            assert!(names.insert(name), "{name} is said of two fields");
        }
    }
}
