//! How a party stands to us (PRO-8, CLA-6): its colour, whether it is in hand, whether it still buys, when it was screened.

use method::{
    Answer, MethodSettings, Timestamp, Verdict,
    appointments::intent::{EvidenceKind, IntentLevel},
    coded::Coded,
    prospecting::{
        buying::{Buying, still_buying},
        colour::{Colour, ColourFacts, colour},
        screening::Criterion,
        supply::in_hand_until,
    },
};
use store::{
    entities::{evidence, party},
    parties::{NEVER, NOT_GRADED},
};

use super::{
    portrait::{Known, Portrait, topic},
    status,
};

/// Whether a customer still buys. Nobody else is asked.
pub(crate) fn buying_of(known: Known<'_>, settings: &MethodSettings, now: Timestamp) -> Verdict<Buying> {
    let said_no = known.row.lost_at.map(Timestamp::from);
    still_buying(known.orders, said_no, known.contract_end, known.line_interval, &settings.buying, now)
}

pub(crate) fn colour_of(
    known: Known<'_>,
    buying: &Buying,
    (intent, likely_class): (IntentLevel, bool),
    settings: &MethodSettings,
    now: Timestamp,
) -> Verdict<Colour> {
    let row = known.row;
    // a customer whose orders nobody wrote down is one all the same
    let still_buying = row.status == status::CUSTOMER && (buying.still || known.orders.is_empty());
    let facts = ColourFacts {
        open: row.disposition == "open",
        still_buying,
        // deals are not kept yet
        expected_at: None,
        likely_class,
        intent,
        met_at: row.last_met_at.map(Timestamp::from).max(last_kept_meeting(known.evidence)),
    };
    colour(&facts, &settings.colour, now)
}

fn last_kept_meeting(evidence: &[evidence::Model]) -> Option<Timestamp> {
    let kept = evidence
        .iter()
        .filter(|row| row.topic == topic::INTENT && row.value == EvidenceKind::KeptMeeting.code())
        .map(|row| row.at);
    kept.max().map(Timestamp::from)
}

impl Portrait {
    /// Copies how the party stands onto the row.
    pub(crate) fn project_standing(&self, row: &mut party::Model, settings: &MethodSettings) {
        row.colour = self.colour.value.code().to_owned();
        row.man = self.man_letters();
        let open_prospect = row.status == status::PROSPECT && row.disposition == "open";
        let last = (row.last_two_way_at > 0).then(|| row.last_two_way_at.into());
        row.in_hand_until = in_hand_until(open_prospect, last, &settings.supply).map(Timestamp::as_millis);
        row.buying_until =
            (row.status == status::CUSTOMER).then(|| self.buying.value.until.map_or(NEVER, Timestamp::as_millis));
        let screened = row.grade != NOT_GRADED && row.owner_id.is_some() && row.status != status::CONTACT;
        if screened && row.screened_at.is_none() {
            row.screened_at = Some(self.screening.as_of.as_millis());
            row.screened_by = row.owner_id;
        }
    }

    /// The letters of MAN: large where it holds, small where it does not, a question mark where nobody knows.
    fn man_letters(&self) -> String {
        let letters = [
            ('M', self.sheet.answer(Criterion::AbleToPay)),
            ('A', self.man_authority.letter()),
            ('N', self.sheet.answer(Criterion::HasNeed)),
        ];
        let letter = |(letter, known): (char, Answer)| match known {
            Answer::Yes => letter,
            Answer::No => letter.to_ascii_lowercase(),
            Answer::Unknown => '?',
        };
        letters.into_iter().map(letter).collect()
    }
}
