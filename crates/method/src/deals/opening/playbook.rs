//! The playbook of openings (OPP-3): every cause to ask about and every play, with the cells it belongs to and the words it
//! ships with. A team may say them its own way; what they answer and when they are offered stays.

use serde::Serialize;

use super::causes::OpeningCause;
use super::grid::Opening;
use super::plays::{PLAYS, Play};
use crate::coded::{Coded, Text, coded};

coded! {
    /// What an entry is.
    pub enum PlaybookKind in "playbook_kind" {
        Cause = "cause", "原因", "cause";
        Play = "play", "打法", "play";
    }
}

/// One entry of the playbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlaybookEntry {
    /// The dotted code of the cause or the play.
    pub code: &'static str,
    /// Which of the two.
    pub kind: PlaybookKind,
    /// The cells in which it is asked or offered, from A to I.
    pub cells: Vec<Opening>,
    /// The words that ship.
    pub text: Text,
}

/// The whole playbook: the causes first, then the plays, each in the order in which to show them.
pub fn playbook() -> Vec<PlaybookEntry> {
    let causes = OpeningCause::ALL.iter().map(|cause| PlaybookEntry {
        code: cause.dotted(),
        kind: PlaybookKind::Cause,
        cells: cause.cell().into_iter().collect(),
        text: cause.text(),
    });
    let plays = Play::ALL.iter().map(|play| PlaybookEntry {
        code: play.dotted(),
        kind: PlaybookKind::Play,
        cells: Opening::ALL.iter().copied().filter(|cell| offered(*cell, *play)).collect(),
        text: play.text(),
    });
    causes.chain(plays).collect()
}

fn offered(cell: Opening, play: Play) -> bool {
    PLAYS.iter().any(|rule| rule.cell == cell && rule.play == play)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn opp_3_every_entry_of_the_playbook_belongs_to_a_cell_and_has_a_code_of_its_own() {
        let all = playbook();
        let codes: BTreeSet<&str> = all.iter().map(|entry| entry.code).collect();
        assert_eq!(codes.len(), all.len());
        for entry in &all {
            assert!(!entry.cells.is_empty(), "{} is nowhere asked or offered", entry.code);
        }
    }

    #[test]
    fn opp_3_every_cell_has_causes_and_plays() {
        for cell in Opening::ALL {
            for kind in PlaybookKind::ALL {
                let found = playbook().iter().any(|entry| entry.kind == *kind && entry.cells.contains(cell));
                assert!(found, "{cell} has no {kind}");
            }
        }
    }
}
