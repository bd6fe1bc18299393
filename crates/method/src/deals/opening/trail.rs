//! The trail of a deal through the grid (OPP-3): A→D→G, and whether its standing rose.

use serde::{Deserialize, Serialize};

use super::grid::{Opening, Standing, Territory};
use crate::time::Timestamp;

/// What an assessment said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Assessed {
    /// When.
    pub at: Timestamp,
    /// The territory; none where it was not known.
    pub territory: Option<Territory>,
    /// The standing; none where it was not known.
    pub standing: Option<Standing>,
    /// Whether the cell was firm.
    pub firm: bool,
}

impl Assessed {
    /// The cell; none where territory or standing was not known.
    pub fn cell(&self) -> Option<Opening> {
        self.territory.zip(self.standing).map(|(territory, standing)| Opening::of(territory, standing))
    }
}

/// A step of the trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrailStep {
    /// When the deal came into the cell.
    pub at: Timestamp,
    /// The cell.
    pub cell: Opening,
}

/// The cells a deal went through, each as long as it lasted once. Assessments without a cell leave no step.
pub fn trail(assessments: &[Assessed]) -> Vec<TrailStep> {
    let mut steps: Vec<TrailStep> = Vec::new();
    for one in in_order(assessments) {
        if let Some(cell) = one.cell()
            && steps.last().is_none_or(|last| last.cell != cell)
        {
            steps.push(TrailStep { at: one.at, cell });
        }
    }
    steps
}

/// Whether the standing rose in a later assessment: behind, even, ahead.
pub fn improved(assessments: &[Assessed]) -> bool {
    let mut lowest: Option<Standing> = None;
    for standing in in_order(assessments).into_iter().filter_map(|one| one.standing) {
        if lowest.is_some_and(|lowest| standing > lowest) {
            return true;
        }
        lowest = Some(lowest.map_or(standing, |lowest| lowest.min(standing)));
    }
    false
}

/// Whether a cell is worse than another: we stand lower, or as high on ground that is less ours.
pub fn worse(now: Opening, before: Opening) -> bool {
    let standing = now.standing().cmp(&before.standing());
    // territories come in the order ours, neutral, theirs
    standing.is_lt() || standing.is_eq() && now.territory() > before.territory()
}

/// Assessments with a known standing so many days apart: what a rise could have shown in.
pub fn has_pair_apart(assessments: &[Assessed], days: u32) -> bool {
    let known = || assessments.iter().filter(|one| one.standing.is_some()).map(|one| one.at);
    known().min().zip(known().max()).is_some_and(|(first, last)| last.days_since(first) >= f64::from(days))
}

fn in_order(assessments: &[Assessed]) -> Vec<Assessed> {
    let mut sorted = assessments.to_vec();
    sorted.sort_by_key(|one| one.at);
    sorted
}
