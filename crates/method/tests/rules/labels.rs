//! Every code has its wording in both languages.

use std::collections::BTreeSet;

use method::coded::Language;
use method::labels::{all_labels, wording};

fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn every_label_has_a_code_of_its_own_and_both_wordings() {
    let labels = all_labels();
    let codes: BTreeSet<&str> = labels.iter().map(|label| label.code.as_str()).collect();
    assert_eq!(codes.len(), labels.len(), "a code is used twice");
    for label in &labels {
        assert!(label.zh.contains("级") || has_chinese(label.zh), "{}: {:?}", label.code, label.zh);
        assert!(!label.en.trim().is_empty() && !has_chinese(label.en), "{}: {:?}", label.code, label.en);
    }
}

#[test]
fn a_code_is_worded_in_the_language_asked_for() {
    assert_eq!(wording("grade.a", Language::En), Some("A"));
    assert_eq!(wording("market.referral", Language::Zh), Some("转介绍市场"));
    assert_eq!(wording("market.unheard_of", Language::Zh), None);
    assert_eq!(wording("no_such_group.x", Language::En), None);
}

#[test]
fn every_label_is_found_again_by_its_code() {
    for label in all_labels() {
        assert_eq!(wording(&label.code, Language::En), Some(label.en), "{}", label.code);
    }
}
