//! Scores of ten points read off straight lines (OPP-2): five places where the score is 0, 3, 5, 7 and 10.

use crate::classes::expected::ANCHORS;

/// Where a measured quantity is worth 0, 3, 5, 7 and 10 points.
pub type Anchored = [f64; ANCHORS.len()];

/// The score of a quantity: straight lines between the places, flat outside. The places rise.
pub fn score(places: &Anchored, quantity: f64) -> f64 {
    let points = ANCHORS.map(f64::from);
    let above = places.partition_point(|place| *place < quantity);
    match (above.checked_sub(1), places.get(above)) {
        (None, _) => points[0],
        (Some(last), None) => points[last],
        (Some(below), Some(place)) => {
            let way = (quantity - places[below]) / (place - places[below]);
            points[below] + way * (points[above] - points[below])
        }
    }
}

/// Whether a score reaches a border, which belongs to the upper side. A sum of weighted scores may miss it by a hair.
pub fn reaches(score: f64, border: f64) -> bool {
    score + 1e-9 >= border
}
