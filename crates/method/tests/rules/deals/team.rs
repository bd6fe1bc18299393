//! OPP-3: what a team's cells say.

use method::deals::opening::grid::Opening;
use method::deals::opening::team::{TeamCells, TeamDeal, TeamReadingText, TeamRule, TeamSettings, team_cells};
use method::deals::opening::trail::Assessed;
use rstest::rstest;

use super::trail::assessed;
use crate::monday;

/// One assessment a deal; a letter for each.
fn read(cells: &str) -> TeamCells {
    team(cells.chars().map(|letter| vec![assessed(0.0, Some(cell(letter)))]).collect())
}

/// A team whose deals were opened on Monday and assessed from then on.
fn team(assessments: Vec<Vec<Assessed>>) -> TeamCells {
    let deal = |assessments| TeamDeal { opened_at: monday(), closed_at: None, assessments };
    let deals: Vec<TeamDeal> = assessments.into_iter().map(deal).collect();
    team_cells(&deals, &TeamSettings::default(), monday().plus_days(100.0))
}

fn cell(letter: char) -> Opening {
    <Opening as method::coded::Coded>::from_code(&letter.to_string()).expect("a letter of the grid")
}

fn rules(found: &TeamCells) -> Vec<TeamRule> {
    found.readings.iter().map(|reading| reading.rule).collect()
}

#[rstest]
#[case::n1_strong("aabbccddef", &[TeamRule::CareFailsStrong, TeamRule::GroundCrumbles])]
#[case::n1_weak_for_one_g("aagbbcceeh", &[TeamRule::CareFailsWeak])]
#[case::n1_weak_below_a_fifth("abbcceehhd", &[TeamRule::CareFailsWeak, TeamRule::GroundCrumbles, TeamRule::NewMarket])]
#[case::n1_not_when_g_equals("agbbcceehd", &[])]
#[case::n2("cccbbeehgg", &[TeamRule::DeadDeals])]
#[case::n4("ddgggbbcce", &[TeamRule::GroundCrumbles])]
#[case::n4_just_below("dggbbcceeh", &[])]
#[case::n5("ffgggbbcce", &[TeamRule::AttackWorks])]
#[case::n5_with_i("figggbbcce", &[TeamRule::AttackWorks])]
#[case::n6("ggggggbcce", &[TeamRule::HarvestOnly])]
#[case::n7("bbeehhggcc", &[TeamRule::NewMarket])]
fn opp_3_the_readings_by_their_rules(#[case] cells: &str, #[case] expected: &[TeamRule]) {
    assert_eq!(rules(&read(cells)), expected);
}

#[test]
fn opp_3_a_reading_carries_what_it_was_counted_from() {
    let found = read("ddgggbbcce");
    let reading = found.readings[0];
    assert_eq!((reading.deals, reading.of, reading.text), (2, 5, TeamReadingText::GroundCrumbles));
    assert_eq!((found.n, found.needed), (10, 10));
    let counts: Vec<u64> = found.cells.iter().map(|count| count.deals).collect();
    assert_eq!(counts, [0, 2, 2, 2, 1, 0, 3, 0, 0]);
}

#[test]
fn opp_3_fewer_than_ten_firm_cells_are_not_read() {
    assert!(read("aaaaaaaaa").readings.is_empty());
    let mut provisional: Vec<Vec<Assessed>> =
        "aaaaaaaaa".chars().map(|one| vec![assessed(0.0, Some(cell(one)))]).collect();
    provisional.push(vec![Assessed { firm: false, ..assessed(0.0, Some(Opening::A)) }]);
    let found = team(provisional);
    assert_eq!((found.n, found.readings.len()), (9, 0));
}

#[test]
fn opp_3_the_latest_assessment_gives_the_cell() {
    let deals: Vec<Vec<Assessed>> =
        (0..10).map(|_| vec![assessed(9.0, Some(Opening::G)), assessed(0.0, Some(Opening::A))]).collect();
    assert_eq!(rules(&team(deals)), [TeamRule::HarvestOnly]);
}

fn pairs(count: usize, days: f64, last: Opening) -> Vec<Vec<Assessed>> {
    let pair = |then| vec![assessed(0.0, Some(Opening::D)), assessed(days, Some(then))];
    let mut all: Vec<Vec<Assessed>> = (1..count).map(|_| pair(Opening::D)).collect();
    all.push(pair(last));
    all
}

#[rstest]
#[case::none_improved(pairs(5, 60.0, Opening::A), true)]
#[case::one_improved(pairs(5, 60.0, Opening::G), false)]
#[case::four_are_too_few(pairs(4, 60.0, Opening::A), false)]
#[case::too_close(pairs(5, 59.0, Opening::A), false)]
fn opp_3_no_deal_that_rose_is_no_attack(#[case] deals: Vec<Vec<Assessed>>, #[case] expected: bool) {
    let found = team(deals);
    assert_eq!(rules(&found) == [TeamRule::NoAttack], expected);
}

#[rstest]
#[case::opened_within(-300.0, None, true)]
#[case::still_open_from_before(-400.0, None, false)]
#[case::closed_within(-400.0, Some(-10.0), true)]
#[case::closed_before(-500.0, Some(-400.0), false)]
fn opp_3_deals_opened_or_closed_within_a_year_count(
    #[case] opened: f64,
    #[case] closed: Option<f64>,
    #[case] counts: bool,
) {
    let deal = TeamDeal {
        opened_at: monday().plus_days(opened),
        closed_at: closed.map(|day| monday().plus_days(day)),
        assessments: vec![assessed(opened, Some(Opening::G))],
    };
    let found = team_cells(&vec![deal; 10], &TeamSettings::default(), monday());
    assert_eq!(found.n, if counts { 10 } else { 0 });
}
