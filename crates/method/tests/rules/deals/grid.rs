//! OPP-3: the nine-grid and its mirror.

use method::coded::Coded;
use method::deals::opening::grid::{COLUMNS, GRID, Opening, OpeningKind, Standing, Territory};
use rstest::rstest;

#[rstest]
#[case(Territory::Ours, Standing::Behind, Opening::A, OpeningKind::Abnormal)]
#[case(Territory::Ours, Standing::Even, Opening::D, OpeningKind::Problem)]
#[case(Territory::Ours, Standing::Ahead, Opening::G, OpeningKind::Normal)]
#[case(Territory::Neutral, Standing::Behind, Opening::B, OpeningKind::Normal)]
#[case(Territory::Neutral, Standing::Even, Opening::E, OpeningKind::Normal)]
#[case(Territory::Neutral, Standing::Ahead, Opening::H, OpeningKind::Normal)]
#[case(Territory::Theirs, Standing::Behind, Opening::C, OpeningKind::Normal)]
#[case(Territory::Theirs, Standing::Even, Opening::F, OpeningKind::Problem)]
#[case(Territory::Theirs, Standing::Ahead, Opening::I, OpeningKind::Abnormal)]
fn opp_3_the_grid(
    #[case] territory: Territory,
    #[case] standing: Standing,
    #[case] cell: Opening,
    #[case] kind: OpeningKind,
) {
    assert_eq!(Opening::of(territory, standing), cell);
    assert_eq!((cell.territory(), cell.standing(), cell.kind()), (territory, standing, kind));
}

#[rstest]
#[case(Opening::A, Opening::I)]
#[case(Opening::B, Opening::H)]
#[case(Opening::C, Opening::G)]
#[case(Opening::D, Opening::F)]
#[case(Opening::E, Opening::E)]
fn opp_3_the_mirror_pairs(#[case] ours: Opening, #[case] theirs: Opening) {
    assert_eq!((ours.mirror(), theirs.mirror()), (theirs, ours));
}

#[test]
fn opp_3_every_cell_stands_once_in_the_grid() {
    let mut cells: Vec<Opening> = GRID.into_iter().flat_map(|(_, cells)| cells).collect();
    cells.sort_unstable();
    assert_eq!(cells, Opening::ALL);
    assert_eq!(COLUMNS, [Standing::Behind, Standing::Even, Standing::Ahead]);
}

#[test]
fn opp_3_a_known_side_leaves_a_row_or_a_column() {
    let row = Opening::possible(&[Territory::Ours], &COLUMNS);
    assert_eq!(row, [Opening::A, Opening::D, Opening::G]);
    let column = Opening::possible(Territory::ALL, &[Standing::Even]);
    assert_eq!(column, [Opening::D, Opening::E, Opening::F]);
}
