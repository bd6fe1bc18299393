//! CLA-3: expected contribution from weighed ratings.

use method::classes::anchors::Anchor;
use method::classes::expected::{
    ANCHORS, Adjustment, BEST, Expected, ExpectedSettings, ExpectedSheet, Indicator, Rating, expected,
};
use method::coded::Coded;
use method::prospecting::card::PartyKind;
use method::verdict::Source;
use proptest::prelude::*;

use crate::monday;

fn sheet(kind: PartyKind, scores: &[Option<u8>]) -> ExpectedSheet {
    let rated = Indicator::of(kind).iter().zip(scores);
    let ratings =
        rated.filter_map(|(indicator, score)| Some((*indicator, Rating { score: (*score)?, source: Source::Stated })));
    ExpectedSheet { kind, ratings: ratings.collect(), adjustment: None }
}

fn read(sheet: &ExpectedSheet) -> Expected {
    expected(sheet, &ExpectedSettings::default(), monday()).value
}

#[test]
fn the_example_of_the_handbook() {
    let found = read(&sheet(PartyKind::Organisation, &[7, 5, 7, 5, 10, 3, 5].map(Some)));
    assert!((found.score.value - 6.25).abs() < 1e-12);
    assert_eq!((found.high, found.firm, found.best_question), (Some(true), true, None));
}

#[test]
fn persons_have_indicators_of_their_own() {
    let found = read(&sheet(PartyKind::Person, &[7, 5, 3, 5, 7].map(Some)));
    assert!((found.score.value - 5.6).abs() < 1e-12);
}

#[test]
fn what_is_not_rated_makes_a_range_and_not_a_zero() {
    let found = read(&sheet(PartyKind::Organisation, &[Some(7), None, Some(7), None, Some(7), Some(7), None]));
    assert!((found.score.value - 7.0).abs() < 1e-12);
    assert!((found.score.low - 4.9).abs() < 1e-12 && (found.score.high - 7.9).abs() < 1e-12);
    assert_eq!((found.high, found.firm), (Some(true), false));
    assert_eq!(found.best_question, Some(Indicator::Management), "the first of the three that weigh 10");
}

#[test]
fn under_sixty_of_the_weight_there_is_no_reading() {
    let under = read(&sheet(PartyKind::Organisation, &[Some(10), None, Some(10), None, Some(10), None, None]));
    assert_eq!((under.rated_percent, under.high, under.firm), (55.0, None, false));
    assert_eq!(under.best_question, Some(Indicator::OurAdvantage));
    let enough = read(&sheet(PartyKind::Organisation, &[Some(10), None, Some(10), Some(10), None, None, Some(10)]));
    assert_eq!((enough.rated_percent, enough.high), (60.0, Some(true)));
}

#[test]
fn five_is_high() {
    assert_eq!(read(&sheet(PartyKind::Organisation, &[Some(5); 7])).high, Some(true));
    assert_eq!(read(&sheet(PartyKind::Organisation, &[5, 5, 5, 5, 5, 5, 4].map(Some))).high, Some(false));
}

#[test]
fn experience_moves_the_score_by_one_at_most_and_says_why() {
    let by = |by: f64, reason: &str| {
        let adjustment = Some(Adjustment { by, reason: reason.into() });
        read(&ExpectedSheet { adjustment, ..sheet(PartyKind::Organisation, &[Some(4); 7]) })
    };
    let more = by(3.0, "opened their second plant last year");
    assert_eq!((more.adjustment, more.score.value, more.high), (1.0, 5.0, Some(true)));
    assert_eq!(by(-3.0, "pays late everywhere").adjustment, -1.0);
    assert_eq!(by(1.0, "  ").adjustment, 0.0);
    assert_eq!(by(f64::NAN, "a feeling").adjustment, 0.0);
}

fn any_scores() -> impl Strategy<Value = Vec<Option<u8>>> {
    prop::collection::vec(prop::option::of(0..=BEST), 7)
}

proptest! {
    #[test]
    fn the_score_lies_in_its_range_inside_0_to_10(scores in any_scores()) {
        let found = read(&sheet(PartyKind::Organisation, &scores));
        let known = scores.iter().any(Option::is_some);
        prop_assert!(0.0 <= found.score.low && found.score.high <= 10.0 + 1e-9);
        prop_assert!(!known || (found.score.low <= found.score.value + 1e-9 && found.score.value <= found.score.high + 1e-9));
    }

    #[test]
    fn a_better_rating_never_lowers_the_score(scores in any_scores(), which in 0_usize..7, more in 1_u8..=10) {
        if let Some(score) = scores[which] {
            let mut better = scores.clone();
            better[which] = Some((score + more).min(BEST));
            let (before, after) =
                (read(&sheet(PartyKind::Organisation, &scores)), read(&sheet(PartyKind::Organisation, &better)));
            prop_assert!(after.score.value >= before.score.value - 1e-12);
        }
    }

    #[test]
    fn a_firm_reading_survives_every_further_rating(scores in any_scores(), rest in prop::collection::vec(0..=BEST, 7)) {
        let before = read(&sheet(PartyKind::Organisation, &scores));
        let full: Vec<Option<u8>> = scores.iter().zip(rest).map(|(known, rest)| Some(known.unwrap_or(rest))).collect();
        if before.firm {
            prop_assert_eq!(read(&sheet(PartyKind::Organisation, &full)).high, before.high);
        }
    }
}

/// CLA-3: every indicator has words at 0, 3, 5, 7 and 10, and the code tells which rating it is.
#[test]
fn every_indicator_has_words_at_its_anchors() {
    for indicator in Indicator::ALL {
        let words = Anchor::of(*indicator);
        for (anchor, word) in ANCHORS.iter().zip(words) {
            assert_eq!(word.code().trim_start_matches(|c: char| !c.is_ascii_digit()), anchor.to_string());
        }
    }
    assert_eq!(Anchor::of(Indicator::Growth)[0].text().en, "shrinks by more than 10% a year");
}
