//! The courses that an acquaintance takes, as a table: how long it lasts, how it goes, and where it stands today.
//!
//! Each prospect follows one of them. Together they put every kind of situation before a seller who opens *Today*.

/// What is still to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    Nothing,
    /// A promise due on one of these days from today.
    Promise((i64, i64)),
    CallBack((i64, i64)),
    Meeting((i64, i64)),
    FindContact,
    DecideVisit,
}

#[derive(Debug)]
pub(crate) struct Course {
    /// How many of a thousand names take it.
    pub(crate) share: u32,
    /// Days since the name was found.
    pub(crate) found: (i64, i64),
    /// Number of contacts so far.
    pub(crate) contacts: (i64, i64),
    /// Days since the last of them.
    pub(crate) last: (i64, i64),
    /// Outcomes on the way, and of the last contact.
    pub(crate) outcomes: &'static [&'static str],
    pub(crate) ends_with: &'static [&'static str],
    /// How probable it is that an answer is known, and that a known one is yes.
    pub(crate) known: f64,
    pub(crate) yes: f64,
    /// Share of the card's facts that are known.
    pub(crate) facts: f64,
    /// Signs of intent, each with its probability.
    pub(crate) signs: &'static [(&'static str, f64)],
    pub(crate) next: Next,
    pub(crate) end: End,
}

/// How the course has ended, if it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Open,
    Golden,
    Won,
    GivenUp,
    Cultivated,
    AskedToStop,
}

const TALKS: &[&str] = &["spoke", "spoke", "call_back", "not_reached", "met", "replied", "meeting_set"];
const TRIES: &[&str] = &["not_reached"];

const OPEN: Course = Course {
    share: 0,
    found: (1, 30),
    contacts: (0, 0),
    last: (0, 0),
    outcomes: TALKS,
    ends_with: &["spoke"],
    known: 0.5,
    yes: 0.7,
    facts: 0.4,
    signs: &[],
    next: Next::Nothing,
    end: End::Open,
};

pub(crate) const COURSES: &[Course] = &[
    // just written down: nothing known, nobody called
    Course { share: 130, found: (0, 12), known: 0.05, facts: 0.1, ..OPEN },
    // on a list for a while, still never called
    Course { share: 60, found: (20, 200), known: 0.25, facts: 0.2, ..OPEN },
    // called once to three times, never reached
    Course {
        share: 80,
        found: (3, 40),
        contacts: (1, 3),
        last: (1, 9),
        outcomes: TRIES,
        ends_with: TRIES,
        known: 0.15,
        facts: 0.15,
        ..OPEN
    },
    // going well, nothing due
    Course {
        share: 150,
        found: (20, 240),
        contacts: (1, 5),
        last: (0, 6),
        signs: &[("felt_warm", 0.3), ("asked_price", 0.15)],
        ..OPEN
    },
    // the cadence asks for them about now
    Course {
        share: 100,
        found: (40, 300),
        contacts: (2, 6),
        last: (12, 40),
        signs: &[("felt_warm", 0.3), ("asked_price", 0.2), ("not_now", 0.1)],
        known: 0.6,
        ..OPEN
    },
    // gone quiet
    Course {
        share: 130,
        found: (200, 540),
        contacts: (1, 4),
        last: (121, 400),
        ends_with: &["spoke", "replied", "met"],
        signs: &[("not_now", 0.3), ("content_with_rival", 0.2)],
        known: 0.45,
        facts: 0.35,
        ..OPEN
    },
    // hot, something promised
    Course {
        share: 34,
        found: (15, 120),
        contacts: (3, 7),
        last: (0, 5),
        ends_with: &["spoke", "met"],
        known: 0.85,
        yes: 0.9,
        facts: 0.7,
        signs: &[("asked_price", 0.8), ("asked_terms", 0.6), ("named_budget", 0.5), ("felt_warm", 0.5)],
        next: Next::Promise((0, 0)),
        ..OPEN
    },
    // a promise that was not kept in time
    Course {
        share: 28,
        found: (25, 150),
        contacts: (2, 5),
        last: (4, 12),
        ends_with: &["spoke", "replied"],
        known: 0.7,
        yes: 0.8,
        facts: 0.5,
        signs: &[("asked_price", 0.7), ("handed_requirements", 0.3)],
        next: Next::Promise((-6, -1)),
        ..OPEN
    },
    // something promised for the coming days
    Course {
        share: 30,
        found: (15, 150),
        contacts: (2, 5),
        last: (0, 4),
        signs: &[("asked_price", 0.5), ("felt_warm", 0.4)],
        next: Next::Promise((1, 6)),
        ..OPEN
    },
    // asked to be called back at a time they named
    Course {
        share: 44,
        found: (10, 120),
        contacts: (1, 4),
        last: (1, 6),
        ends_with: &["call_back"],
        signs: &[("felt_warm", 0.3)],
        next: Next::CallBack((-2, 3)),
        ..OPEN
    },
    // a meeting is agreed
    Course {
        share: 36,
        found: (10, 90),
        contacts: (2, 5),
        last: (0, 4),
        ends_with: &["meeting_set"],
        known: 0.7,
        yes: 0.8,
        facts: 0.5,
        signs: &[("asked_price", 0.4), ("brought_in_decider", 0.3)],
        next: Next::Meeting((0, 7)),
        ..OPEN
    },
    // five yeses
    Course {
        share: 26,
        found: (20, 200),
        contacts: (3, 8),
        last: (0, 8),
        ends_with: &["met", "spoke"],
        known: 1.0,
        yes: 1.0,
        facts: 0.85,
        signs: &[("asked_terms", 0.7), ("named_purchase_date", 0.6), ("named_budget", 0.6), ("kept_meeting", 0.9)],
        end: End::Golden,
        ..OPEN
    },
    // two conditions are missing, watched from afar
    Course {
        share: 48,
        found: (60, 400),
        contacts: (1, 4),
        last: (20, 80),
        known: 0.9,
        yes: 0.3,
        signs: &[("not_now", 0.5), ("felt_cool", 0.3)],
        end: End::Cultivated,
        ..OPEN
    },
    // refused; somebody has to decide whether to go on
    Course {
        share: 26,
        found: (20, 150),
        contacts: (2, 4),
        last: (1, 20),
        ends_with: &["not_interested"],
        known: 0.6,
        yes: 0.4,
        signs: &[("not_now", 1.0), ("felt_cool", 0.5)],
        next: Next::DecideVisit,
        ..OPEN
    },
    // a number that belongs to somebody else
    Course {
        share: 14,
        found: (5, 60),
        contacts: (1, 2),
        last: (1, 12),
        outcomes: TRIES,
        ends_with: &["wrong_number"],
        known: 0.1,
        facts: 0.15,
        next: Next::FindContact,
        ..OPEN
    },
    // given up, with the reason
    Course {
        share: 22,
        found: (90, 500),
        contacts: (2, 5),
        last: (30, 300),
        ends_with: &["disqualified", "not_interested"],
        known: 0.8,
        yes: 0.15,
        signs: &[("budget_withdrawn", 0.3), ("not_now", 0.6)],
        end: End::GivenUp,
        ..OPEN
    },
    // asked not to be called any more
    Course {
        share: 8,
        found: (30, 400),
        contacts: (1, 3),
        last: (10, 200),
        ends_with: &["do_not_call"],
        known: 0.2,
        signs: &[("asked_to_stop", 1.0)],
        end: End::AskedToStop,
        ..OPEN
    },
    // bought
    Course {
        share: 84,
        found: (60, 540),
        contacts: (3, 9),
        last: (3, 110),
        ends_with: &["met", "spoke"],
        known: 0.95,
        yes: 0.93,
        facts: 0.8,
        signs: &[("asked_terms", 0.8), ("asked_price", 0.7), ("kept_meeting", 0.8), ("trial", 0.3)],
        end: End::Won,
        ..OPEN
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_parts_of_about_a_thousand() {
        let total: u32 = COURSES.iter().map(|course| course.share).sum();
        assert!((950..1_100).contains(&total), "{total}");
    }

    #[test]
    fn a_course_with_contacts_was_found_before_its_last_contact() {
        for course in COURSES.iter().filter(|course| course.contacts.1 > 0) {
            assert!(course.found.1 >= course.last.1, "{course:?}");
        }
    }
}
