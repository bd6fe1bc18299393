//! APP-9: intent from dated evidence.

use method::appointments::intent::{
    EVIDENCE, EvidenceKind, HandSetLevel, Intent, IntentEvidence, IntentLevel, IntentSettings, intent,
};
use method::coded::Coded;
use method::{Source, Timestamp};
use proptest::prelude::*;
use rstest::rstest;

use crate::monday;

fn piece(kind: EvidenceKind, days_ago: f64) -> IntentEvidence {
    IntentEvidence { kind, at: monday().plus_days(-days_ago), source: Source::Stated }
}

fn read(evidence: &[IntentEvidence]) -> Intent {
    intent(evidence, None, monday(), &IntentSettings::default()).value
}

#[test]
fn terms_today_price_ten_days_ago_and_a_meeting_a_month_ago_are_strong() {
    let found = read(&[
        piece(EvidenceKind::AskedTerms, 0.0),
        piece(EvidenceKind::AskedPrice, 10.0),
        piece(EvidenceKind::KeptMeeting, 30.0),
    ]);
    assert_eq!(format!("{:.1}", found.score), "44.2");
    assert_eq!(found.level, IntentLevel::Strong);
}

#[test]
fn a_click_and_an_old_meeting_are_weak() {
    let found = read(&[piece(EvidenceKind::MailClick, 5.0), piece(EvidenceKind::KeptMeeting, 60.0)]);
    assert_eq!(format!("{:.1}", found.score), "5.8");
    assert_eq!(found.level, IntentLevel::Weak);
}

#[rstest]
#[case(40.0, IntentLevel::Strong)]
#[case(39.9, IntentLevel::Medium)]
#[case(20.0, IntentLevel::Medium)]
#[case(19.9, IntentLevel::Weak)]
#[case(5.0, IntentLevel::Weak)]
#[case(4.9, IntentLevel::None)]
fn a_border_belongs_to_the_upper_level(#[case] points: f64, #[case] expected: IntentLevel) {
    let mut settings = IntentSettings::default();
    settings.points.insert(EvidenceKind::AskedPrice, points);
    let found = intent(&[piece(EvidenceKind::AskedPrice, 0.0)], None, monday(), &settings).value;
    assert_eq!(found.level, expected);
}

#[test]
fn evidence_halves_in_45_days_and_is_dropped_after_180() {
    assert!((read(&[piece(EvidenceKind::AskedTerms, 45.0)]).score - 12.5).abs() < 1e-9);
    assert!(read(&[piece(EvidenceKind::AskedTerms, 180.0)]).score > 0.0);
    assert_eq!(read(&[piece(EvidenceKind::AskedTerms, 180.1)]).score, 0.0);
}

#[rstest]
#[case::felt(EvidenceKind::FeltWarm, 5, 10.0)]
#[case::pages(EvidenceKind::PageAgain, 4, 10.0)]
#[case::clicks(EvidenceKind::MailClick, 9, 6.0)]
#[case::uncapped(EvidenceKind::Replied, 3, 24.0)]
fn evidence_of_one_kind_is_capped(#[case] kind: EvidenceKind, #[case] pieces: usize, #[case] expected: f64) {
    let evidence = vec![piece(kind, 0.0); pieces];
    assert!((read(&evidence).score - expected).abs() < 1e-9);
}

#[test]
fn what_a_cap_takes_away_is_a_reason_so_that_the_points_add_up() {
    let evidence = vec![piece(EvidenceKind::FeltWarm, 0.0); 5];
    let verdict = intent(&evidence, None, monday(), &IntentSettings::default());
    let sum: f64 = verdict.reasons.iter().filter_map(|reason| reason.points).sum();
    assert!((sum - verdict.value.score).abs() < 1e-9);
    assert!(verdict.reasons.iter().any(|reason| reason.factor == "intent_factor.cap"));
}

#[test]
fn a_feeling_cannot_outweigh_what_was_said() {
    let cold = vec![piece(EvidenceKind::FeltCool, 0.0); 20];
    let mut evidence = vec![piece(EvidenceKind::AskedTerms, 0.0)];
    evidence.extend(cold);
    assert!((read(&evidence).score - 15.0).abs() < 1e-9);
}

#[test]
fn who_asked_us_to_stop_has_no_intent_and_is_suppressed_for_good() {
    let found = read(&[piece(EvidenceKind::AskedTerms, 0.0), piece(EvidenceKind::AskedToStop, 400.0)]);
    assert_eq!((found.level, found.suppress, found.score), (IntentLevel::None, true, 0.0));
}

fn by_hand(days_ago: f64, evidence: &str) -> HandSetLevel {
    HandSetLevel { level: IntentLevel::Strong, at: monday().plus_days(-days_ago), evidence: evidence.to_owned() }
}

#[rstest]
#[case::fresh(29.9, "年底前一定要换设备", IntentLevel::Strong, true)]
#[case::lapsed(30.0, "年底前一定要换设备", IntentLevel::None, false)]
#[case::without_evidence(1.0, "  ", IntentLevel::None, false)]
#[case::not_set_yet(-1.0, "年底前一定要换设备", IntentLevel::None, false)]
fn a_level_set_by_hand_needs_evidence_and_lapses(
    #[case] days_ago: f64,
    #[case] words: &str,
    #[case] level: IntentLevel,
    #[case] by_hand_now: bool,
) {
    let set = by_hand(days_ago, words);
    let found = intent(&[], Some(&set), monday(), &IntentSettings::default()).value;
    assert_eq!((found.level, found.set_by_hand), (level, by_hand_now));
}

#[test]
fn what_happens_later_is_not_known_yet() {
    assert_eq!(read(&[piece(EvidenceKind::AskedTerms, -1.0)]).score, 0.0);
}

#[test]
fn the_table_holds_every_kind_once() {
    for kind in EvidenceKind::ALL {
        assert_eq!(EVIDENCE.iter().filter(|entry| entry.kind == *kind).count(), 1, "{kind}");
    }
}

fn any_evidence() -> impl Strategy<Value = Vec<IntentEvidence>> {
    let kinds: Vec<EvidenceKind> =
        EvidenceKind::ALL.iter().copied().filter(|kind| *kind != EvidenceKind::AskedToStop).collect();
    let one = (prop::sample::select(kinds), 0.0_f64..250.0).prop_map(|(kind, days)| piece(kind, days));
    prop::collection::vec(one, 0..12)
}

proptest! {
    #[test]
    fn the_score_stays_in_0_to_100_and_fits_its_level(evidence in any_evidence()) {
        let found = read(&evidence);
        prop_assert!((0.0..=100.0).contains(&found.score));
        let expected = match found.score {
            score if score >= 40.0 => IntentLevel::Strong,
            score if score >= 20.0 => IntentLevel::Medium,
            score if score >= 5.0 => IntentLevel::Weak,
            _ => IntentLevel::None,
        };
        prop_assert_eq!(found.level, expected);
    }

    #[test]
    fn good_evidence_only_fades(kind in prop::sample::select(vec![EvidenceKind::AskedTerms, EvidenceKind::Trial]), days in 0.0_f64..200.0, later in 0.0_f64..100.0) {
        let read_at = |moment: Timestamp| intent(&[piece(kind, days)], None, moment, &IntentSettings::default()).value.score;
        prop_assert!(read_at(monday().plus_days(later)) <= read_at(monday()));
    }
}
