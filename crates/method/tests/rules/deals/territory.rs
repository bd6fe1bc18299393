//! OPP-3: whose territory it is, from figures or from answers.

use method::Answer;
use method::deals::opening::grid::Territory;
use method::deals::opening::territory::{
    LineSales, RivalSales, SoldMost, TerritoryAnswers, TerritoryQuestion, TerritorySettings, WhoseSide, from_answers,
    from_sales, sales_since,
};
use rstest::rstest;

fn sales(ours_minor: i64, rivals: &[i64]) -> LineSales<usize> {
    let sold = |(rival, minor): (usize, &i64)| RivalSales { rival, minor: *minor, estimated: false };
    LineSales { ours_minor, rivals: rivals.iter().enumerate().map(sold).collect() }
}

#[rstest]
#[case::on_the_border(60, &[40], Territory::Ours, 20.0)]
#[case::just_below(59, &[41], Territory::Neutral, 18.0)]
#[case::theirs_on_the_border(40, &[60], Territory::Theirs, -20.0)]
#[case::largest_rival_counts(40, &[30, 30], Territory::Neutral, 10.0)]
#[case::many_small_rivals(34, &[11, 11, 11, 11, 11, 11], Territory::Ours, 23.0)]
#[case::nobody_sold(0, &[0], Territory::Neutral, 0.0)]
#[case::only_returns(-50, &[100], Territory::Theirs, -100.0)]
fn opp_3_territory_follows_the_lead_in_share(
    #[case] ours: i64,
    #[case] rivals: &[i64],
    #[case] territory: Territory,
    #[case] lead: f64,
) {
    let found = from_sales(&sales(ours, rivals), None, &TerritorySettings::default());
    assert_eq!((found.territory, found.lead), (Some(territory), Some(lead)));
    assert!(found.is_firm() && !found.estimated && found.best_question.is_none());
}

#[test]
fn opp_3_against_each_rival_its_own_share_counts() {
    let all = sales(40, &[50, 10]);
    let against = |rival: usize| from_sales(&all, Some(&rival), &TerritorySettings::default()).territory;
    assert_eq!([against(0), against(1)], [Some(Territory::Neutral), Some(Territory::Ours)]);
    assert_eq!(against(7), Some(Territory::Ours), "a rival who sold nothing");
}

#[test]
fn opp_3_an_estimated_share_marks_the_territory() {
    let mut all = sales(90, &[10]);
    all.rivals[0].estimated = true;
    assert!(from_sales(&all, None, &TerritorySettings::default()).estimated);
}

fn answers(
    bought_at_all: Answer,
    sold_most: Option<SoldMost>,
    latest_order: Option<WhoseSide>,
    in_use: Option<WhoseSide>,
) -> TerritoryAnswers<usize> {
    TerritoryAnswers { bought_at_all, sold_most, latest_order, in_use, rival: None }
}

#[rstest]
#[case::nobody_sold(answers(Answer::No, None, None, None), Some(Territory::Neutral), Some(0.0))]
#[case::we_nearly_all(answers(Answer::Yes, Some(SoldMost::WeNearlyAll), None, None), Some(Territory::Ours), Some(90.0))]
#[case::we_most(answers(Answer::Unknown, Some(SoldMost::We), None, None), Some(Territory::Ours), Some(40.0))]
#[case::equal(
    answers(Answer::Yes, Some(SoldMost::AboutEqual), Some(WhoseSide::Ours), Some(WhoseSide::Ours)),
    Some(Territory::Neutral),
    Some(0.0)
)]
#[case::a_rival(answers(Answer::Yes, Some(SoldMost::Rival), None, None), Some(Territory::Theirs), Some(-40.0))]
#[case::a_rival_nearly_all(answers(Answer::Yes, Some(SoldMost::RivalNearlyAll), None, None), Some(Territory::Theirs), Some(-90.0))]
fn opp_3_answers_stand_in_for_figures(
    #[case] given: TerritoryAnswers<usize>,
    #[case] territory: Option<Territory>,
    #[case] lead: Option<f64>,
) {
    let found = from_answers(&given, &TerritorySettings::default());
    assert_eq!((found.territory, found.lead, found.estimated), (territory, lead, true));
    assert!(found.is_firm());
}

#[rstest]
#[case::both_ours(Some(WhoseSide::Ours), Some(WhoseSide::Ours), Some(Territory::Ours))]
#[case::one_ours(Some(WhoseSide::Ours), Some(WhoseSide::Neither), Some(Territory::Neutral))]
#[case::both_theirs(Some(WhoseSide::Theirs), Some(WhoseSide::Theirs), Some(Territory::Theirs))]
#[case::one_is_not_enough(Some(WhoseSide::Ours), None, None)]
#[case::nothing(None, None, None)]
fn opp_3_without_the_main_seller_the_last_order_and_what_is_in_use_must_both_be_known(
    #[case] latest: Option<WhoseSide>,
    #[case] in_use: Option<WhoseSide>,
    #[case] territory: Option<Territory>,
) {
    let found = from_answers(&answers(Answer::Unknown, None, latest, in_use), &TerritorySettings::default());
    assert_eq!(found.territory, territory);
    assert!(!found.is_firm(), "who sold most could still say otherwise");
    assert_eq!(found.best_question, Some(TerritoryQuestion::SoldMost));
    assert_eq!(found.possible.len(), 3);
}

#[test]
fn opp_3_three_years_of_sales_count() {
    let day = |text: &str| text.parse::<jiff::civil::Date>().expect("a day of the calendar");
    assert_eq!(sales_since(day("2026-03-02"), &TerritorySettings::default()), day("2023-03-02"));
    assert_eq!(sales_since(day("2024-02-29"), &TerritorySettings::default()), day("2021-02-28"));
}
