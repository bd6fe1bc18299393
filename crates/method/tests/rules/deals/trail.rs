//! OPP-3: the way of a deal through the grid.

use method::deals::opening::grid::{Opening, Standing};
use method::deals::opening::trail::{Assessed, has_pair_apart, improved, trail, worse};
use rstest::rstest;

use crate::monday;

pub(super) fn assessed(day: f64, cell: Option<Opening>) -> Assessed {
    Assessed {
        at: monday().plus_days(day),
        territory: cell.map(Opening::territory),
        standing: cell.map(Opening::standing),
        firm: cell.is_some(),
    }
}

#[test]
fn opp_3_the_trail_shows_each_cell_as_long_as_it_lasted_once() {
    let seen = [
        assessed(40.0, Some(Opening::G)),
        assessed(0.0, Some(Opening::A)),
        assessed(5.0, Some(Opening::A)),
        assessed(10.0, None),
        assessed(20.0, Some(Opening::D)),
    ];
    let cells: Vec<Opening> = trail(&seen).into_iter().map(|step| step.cell).collect();
    assert_eq!(cells, [Opening::A, Opening::D, Opening::G]);
    assert_eq!(trail(&seen)[1].at, monday().plus_days(20.0));
}

#[rstest]
#[case::rises(&[Opening::A, Opening::D], true)]
#[case::falls_and_rises(&[Opening::G, Opening::A, Opening::D], true)]
#[case::falls(&[Opening::G, Opening::D, Opening::A], false)]
#[case::stays(&[Opening::D, Opening::D], false)]
#[case::ground_alone_is_no_rise(&[Opening::C, Opening::A], false)]
#[case::one_assessment(&[Opening::A], false)]
fn opp_3_improved_means_a_higher_standing_later(#[case] cells: &[Opening], #[case] expected: bool) {
    let seen: Vec<Assessed> = cells.iter().enumerate().map(|(day, cell)| assessed(day as f64, Some(*cell))).collect();
    assert_eq!(improved(&seen), expected);
}

#[test]
fn opp_3_a_standing_counts_even_where_the_territory_is_not_known() {
    let only = |day: f64, standing| Assessed { territory: None, standing: Some(standing), ..assessed(day, None) };
    assert!(improved(&[only(0.0, Standing::Behind), only(1.0, Standing::Ahead)]));
    assert!(trail(&[only(0.0, Standing::Behind)]).is_empty());
}

#[rstest]
#[case::lower_standing(Opening::D, Opening::G, true)]
#[case::better_standing(Opening::G, Opening::D, false)]
#[case::less_our_ground(Opening::E, Opening::D, true)]
#[case::more_our_ground(Opening::D, Opening::E, false)]
#[case::ahead_elsewhere(Opening::I, Opening::D, false)]
#[case::same(Opening::E, Opening::E, false)]
fn opp_7_worse_is_lower_or_on_less_of_our_ground(
    #[case] now: Opening,
    #[case] before: Opening,
    #[case] expected: bool,
) {
    assert_eq!(worse(now, before), expected);
}

#[rstest]
#[case::sixty(60.0, true)]
#[case::fifty_nine(59.9, false)]
fn opp_3_two_assessments_sixty_days_apart(#[case] days: f64, #[case] expected: bool) {
    assert_eq!(has_pair_apart(&[assessed(0.0, Some(Opening::A)), assessed(days, Some(Opening::A))], 60), expected);
    assert!(!has_pair_apart(&[assessed(0.0, None), assessed(90.0, Some(Opening::A))], 60), "nothing to compare with");
}
