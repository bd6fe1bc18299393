//! The limits of the settings of deals.

use method::MethodSettings;
use method::settings::SettingProblem;
use rstest::rstest;

#[rstest]
#[case::large(|s: &mut MethodSettings| s.deals.value.large_from = 11.0, "deals.value.large_from", SettingProblem::OutOfRange)]
#[case::line(|s: &mut MethodSettings| s.deals.value.short_term.percentiles[2] = 20.0, "deals.value.short_term.percentiles.2", SettingProblem::NotInOrder)]
#[case::size_must_weigh(|s: &mut MethodSettings| s.deals.value.short_term.size = 0.0, "deals.value.short_term.size", SettingProblem::NothingWeighs)]
#[case::long_term(|s: &mut MethodSettings| { let l = &mut s.deals.value.long_term; (l.later_business, l.brand, l.morale) = (0.0, 0.0, 0.0); }, "deals.value.long_term", SettingProblem::NothingWeighs)]
#[case::portfolio(|s: &mut MethodSettings| s.deals.portfolio.class_one_percent = 101.0, "deals.portfolio.class_one_percent", SettingProblem::OutOfRange)]
#[case::territory(|s: &mut MethodSettings| s.deals.opening.territory.lead = 0.0, "deals.opening.territory.lead", SettingProblem::OutOfRange)]
#[case::most(|s: &mut MethodSettings| s.deals.opening.territory.most = 95.0, "deals.opening.territory.nearly_all", SettingProblem::NotInOrder)]
#[case::standing(|s: &mut MethodSettings| s.deals.opening.standing.points_in = 5.0, "deals.opening.standing.shaped", SettingProblem::NotInOrder)]
#[case::min_known(|s: &mut MethodSettings| s.deals.opening.standing.min_known = 14.0, "deals.opening.standing.min_known", SettingProblem::OutOfRange)]
#[case::strength(|s: &mut MethodSettings| s.deals.win_rates.greatest_strength = 4.0, "deals.win_rates.greatest_strength", SettingProblem::NotInOrder)]
#[case::stage_code(|s: &mut MethodSettings| s.deals.stages.stages[1].code = "found".into(), "deals.stages.stages.1.code", SettingProblem::Twice)]
#[case::no_stage(|s: &mut MethodSettings| s.deals.stages.stages.clear(), "deals.stages.stages", SettingProblem::Empty)]
#[case::watch(|s: &mut MethodSettings| s.deals.watch.silence_days = 0, "deals.watch.silence_days", SettingProblem::OutOfRange)]
#[case::effort(|s: &mut MethodSettings| s.deals.queue.least_effort_days = 0.0, "deals.queue.least_effort_days", SettingProblem::OutOfRange)]
fn a_wrong_setting_of_deals_is_named_with_its_path(
    #[case] change: fn(&mut MethodSettings),
    #[case] path: &str,
    #[case] problem: SettingProblem,
) {
    let mut settings = MethodSettings::default();
    change(&mut settings);
    let found = settings.validate().err().unwrap_or_default();
    assert!(
        found.iter().any(|error| error.path == path && error.problem == problem),
        "expected {path} {problem}, found {found:?}"
    );
}
