//! Telephone numbers and mail addresses that are well formed and nobody's.
//!
//! Mobile numbers lie in the block `0000` of their prefix and fixed lines begin with `555`, as invented numbers do, so
//! that a demo never rings at a stranger's. Mail goes to the domains that are reserved for examples.

use std::collections::HashSet;

use crate::chance::Chance;
use crate::places::City;

const MOBILE_PREFIXES: &[&str] = &[
    "130", "131", "132", "133", "135", "136", "137", "138", "139", "150", "151", "152", "155", "156", "157", "158",
    "159", "176", "177", "178", "180", "181", "185", "186", "187", "188", "189", "191", "198", "199",
];
const MAIL_DOMAINS: &[&str] = &["example.com", "example.net", "example.org"];

/// Hands out each number and address once.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    given: HashSet<String>,
}

impl Directory {
    pub(crate) fn mobile(&mut self, chance: &mut Chance) -> String {
        self.unused(|| format!("+86{}0000{:04}", chance.pick(MOBILE_PREFIXES), chance.between((0, 9_999))))
    }

    pub(crate) fn fixed_line(&mut self, city: &City, chance: &mut Chance) -> String {
        // cities with a code of two digits have numbers of eight; the others of eight as well since the nineties
        self.unused(|| format!("+86{}555{:05}", city.dialling_code, chance.between((0, 99_999))))
    }

    pub(crate) fn mail(&mut self, latin: &str, chance: &mut Chance) -> String {
        self.unused(|| format!("{latin}{}@{}", chance.between((1, 9_999)), chance.pick(MAIL_DOMAINS)))
    }

    fn unused(&mut self, mut draw: impl FnMut() -> String) -> String {
        loop {
            let drawn = draw();
            if self.given.insert(drawn.clone()) {
                return drawn;
            }
        }
    }
}
