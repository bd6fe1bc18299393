//! CLA-5: red, black and white faces.

use method::classes::faces::{
    ConfirmedFace, Face, FaceFacts, FaceReview, FaceSettings, IncompleteFace, ProposedFace, propose_faces, review,
};
use proptest::prelude::*;
use rstest::rstest;

use crate::monday;

fn facts(id: u32, sales_minor: i64, margin_minor: Option<i64>) -> FaceFacts<u32> {
    FaceFacts { id, sales_minor, margin_minor, influence: None, stability: Some(0.9) }
}

/// A line of twenty: one large at a thin margin, one with a fat margin, eighteen ordinary ones.
fn line() -> Vec<FaceFacts<u32>> {
    let mut all = vec![facts(0, 50_000, Some(1_000)), facts(1, 20_000, Some(9_000))];
    all.extend((2..20).map(|id| facts(id, 1_000, Some(200 + i64::from(id)))));
    all
}

fn proposed(customers: &[FaceFacts<u32>]) -> Vec<ProposedFace> {
    propose_faces(customers, &FaceSettings::default(), monday()).into_iter().map(|verdict| verdict.value).collect()
}

#[test]
fn volume_at_a_thin_margin_is_white_and_profit_at_a_good_rate_is_red() {
    let found = proposed(&line());
    assert_eq!(found[0].face, Some(Face::White));
    assert_eq!(found[1].face, Some(Face::Red));
    assert!(!found[1].tie);
}

#[test]
fn a_red_face_that_buys_by_chance_is_to_be_tied_in() {
    let mut customers = line();
    customers[1].stability = Some(0.4);
    assert_eq!(proposed(&customers)[1], ProposedFace { face: Some(Face::Red), tie: true });
}

#[rstest]
#[case::influential(Some(7), Some(0), Some(Face::Black))]
#[case::not_enough(Some(6), Some(0), None)]
#[case::not_rated(None, Some(0), None)]
#[case::loss(Some(9), Some(-500), Some(Face::Black))]
#[case::margin_unknown(Some(9), None, None)]
fn influence_without_visible_profit_is_black(
    #[case] influence: Option<u8>,
    #[case] margin_minor: Option<i64>,
    #[case] face: Option<Face>,
) {
    let mut customers = line();
    customers.push(FaceFacts { influence, ..facts(20, 100, margin_minor) });
    assert_eq!(proposed(&customers)[20].face, face);
}

#[test]
fn a_line_of_few_customers_has_no_percentiles_to_go_by() {
    let few: Vec<FaceFacts<u32>> = line().into_iter().take(9).collect();
    assert!(proposed(&few).iter().all(|one| one.face.is_none()));
}

#[test]
fn a_black_face_is_confirmed_with_an_aim_and_an_approval_only() {
    let black = ConfirmedFace { face: Face::Black, aim: None, approved: true };
    assert_eq!(black.check(), Err(IncompleteFace::AimMissing));
    let aimed = ConfirmedFace { aim: Some("supplier of the games in three years".into()), approved: false, ..black };
    assert_eq!(aimed.check(), Err(IncompleteFace::ApprovalMissing));
    assert_eq!(ConfirmedFace { approved: true, ..aimed }.check(), Ok(()));
    assert_eq!(ConfirmedFace { face: Face::White, aim: None, approved: false }.check(), Ok(()));
}

#[test]
fn a_confirmed_face_is_reviewed_when_the_figures_change() {
    let proposing = |face| ProposedFace { face, tie: false };
    assert_eq!(review(Face::Red, proposing(Some(Face::Red))), None);
    assert_eq!(review(Face::Red, proposing(Some(Face::White))), Some(FaceReview::Another));
    assert_eq!(review(Face::Red, proposing(None)), Some(FaceReview::Unfounded));
}

proptest! {
    #[test]
    fn the_order_of_rows_changes_no_face(
        figures in prop::collection::vec((0_i64..5_000, -200_i64..900, 0_u8..=10), 1..40), turn in 0_usize..40,
    ) {
        let rows: Vec<FaceFacts<u32>> = figures
            .iter()
            .enumerate()
            .map(|(id, (sales, margin, influence))| FaceFacts {
                influence: Some(*influence),
                ..facts(id as u32, *sales, Some(*margin))
            })
            .collect();
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        let by_id = |rows: &[FaceFacts<u32>]| {
            let mut found: Vec<(u32, Option<Face>)> =
                rows.iter().map(|row| row.id).zip(proposed(rows).iter().map(|one| one.face)).collect();
            found.sort_by_key(|(id, _)| *id);
            found
        };
        prop_assert_eq!(by_id(&rows), by_id(&turned));
    }
}
