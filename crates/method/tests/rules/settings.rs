//! Settings: defaults are valid, wrong values are named, old settings keep loading.

use method::MethodSettings;
use method::coded::Coded;
use method::settings::{SettingError, SettingProblem};
use rstest::rstest;

fn errors(change: impl FnOnce(&mut MethodSettings)) -> Vec<SettingError> {
    let mut settings = MethodSettings::default();
    change(&mut settings);
    settings.validate().err().unwrap_or_default()
}

#[test]
fn the_defaults_are_valid() {
    assert_eq!(MethodSettings::default().validate(), Ok(()));
}

#[test]
fn a_changed_default_is_seen_in_review() {
    insta::assert_json_snapshot!(MethodSettings::default());
}

#[test]
fn settings_survive_being_stored() {
    let stored = serde_json::to_string(&MethodSettings::default()).expect("settings can be written");
    let loaded: MethodSettings = serde_json::from_str(&stored).expect("and read");
    assert_eq!(loaded, MethodSettings::default());
}

#[test]
fn settings_stored_before_a_part_existed_take_its_defaults() {
    let loaded: MethodSettings = serde_json::from_str(r#"{"screening":{"a_from":80.0}}"#).expect("parts may be absent");
    assert_eq!(loaded.screening.a_from, 80.0);
    assert_eq!(loaded.screening.b_from, 60.0);
    assert_eq!(loaded.today, MethodSettings::default().today);
}

#[rstest]
#[case::range(|s: &mut MethodSettings| s.screening.a_from = 120.0, "screening.a_from", SettingProblem::OutOfRange)]
#[case::not_a_number(|s: &mut MethodSettings| s.screening.c_from = f64::NAN, "screening.c_from", SettingProblem::OutOfRange)]
#[case::order(|s: &mut MethodSettings| s.screening.b_from = 30.0, "screening.b_from", SettingProblem::NotInOrder)]
#[case::duplicates(|s: &mut MethodSettings| s.duplicates.same = 0.7, "duplicates.same", SettingProblem::NotInOrder)]
#[case::cadence(|s: &mut MethodSettings| s.cadence.a.strong = Some(0), "cadence.a.strong", SettingProblem::OutOfRange)]
#[case::dormant(|s: &mut MethodSettings| s.cadence.dormant_at = 1.1, "cadence.dormant_at", SettingProblem::NotInOrder)]
#[case::intent(|s: &mut MethodSettings| s.intent.weak_from = 30.0, "intent.medium_from", SettingProblem::NotInOrder)]
#[case::today(|s: &mut MethodSettings| s.today.golden = -1.0, "today.golden", SettingProblem::OutOfRange)]
#[case::windows(|s: &mut MethodSettings| s.contact.windows.clear(), "contact.windows", SettingProblem::Empty)]
#[case::overlap(|s: &mut MethodSettings| s.contact.windows.reverse(), "contact.windows.1", SettingProblem::NotInOrder)]
#[case::code(|s: &mut MethodSettings| s.outcomes.outcomes[1].code = "meeting_set".into(), "outcomes.outcomes.1.code", SettingProblem::Twice)]
#[case::digit(|s: &mut MethodSettings| s.outcomes.outcomes[1].digit = Some(1), "outcomes.outcomes.1.digit", SettingProblem::Twice)]
#[case::text(|s: &mut MethodSettings| s.outcomes.outcomes[0].zh.clear(), "outcomes.outcomes.0.zh", SettingProblem::Empty)]
fn a_wrong_value_is_named_with_its_path(
    #[case] change: fn(&mut MethodSettings),
    #[case] path: &str,
    #[case] problem: SettingProblem,
) {
    let found = errors(change);
    assert!(
        found.iter().any(|error| error.path == path && error.problem == problem),
        "expected {path} {problem}, found {found:?}"
    );
}

#[test]
fn weights_that_are_all_zero_cannot_be_saved() {
    let found = errors(|settings| {
        settings.card.essential = 0.0;
        settings.card.useful = 0.0;
        settings.card.further = 0.0;
    });
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].problem, SettingProblem::NothingWeighs);
    assert_eq!(found[0].problem.text().en, "the weights must add up to more than zero");
}
