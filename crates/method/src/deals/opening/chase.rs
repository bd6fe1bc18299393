//! Cell C (OPP-3): how long to look for a break, and what to do when none is found.

use serde::{Deserialize, Serialize};

use super::causes::{OpeningCause, OpeningCauses};
use crate::answer::Answer;
use crate::coded::{Coded, coded};
use crate::time::Timestamp;

coded! {
    /// How the search for a break stands.
    pub enum ChaseState in "chase_state" {
        Looking = "looking", "还在找突破口", "still looking for a break";
        BreakFound = "break_found", "找到了突破口", "a break was found";
        Makeweight = "makeweight", "到期没找到：甘当陪衬，亮出本事和善意，少花力气，约好下次联系", "none found by the day set: accept being a makeweight, show skill and goodwill, spend little, and agree on the next contact";
    }
}

/// Limits of the search for a break.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChaseSettings {
    /// The part of the time left to the decision that the search may take, in per cent.
    pub search_percent: f64,
    /// Person-days that a makeweight may still cost.
    pub makeweight_days: f64,
}

impl Default for ChaseSettings {
    fn default() -> Self {
        Self { search_percent: 50.0, makeweight_days: 2.0 }
    }
}

/// The search as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Chase {
    /// How it stands.
    pub state: ChaseState,
    /// The breaks found.
    pub breaks: Vec<OpeningCause>,
    /// The breaks nobody has answered yet.
    pub ask: Vec<OpeningCause>,
    /// Until when to look; none where no decision is dated and nobody set a day.
    pub until: Option<Timestamp>,
    /// Person-days that may still be spent; none while looking pays.
    pub effort_cap_days: Option<f64>,
    /// Whether a next contact must be dated before the deal is left alone.
    pub next_contact_needed: bool,
}

/// Reads the search for a break (OPP-3). `since` is when the deal came into the cell; the day set by a person wins over half the
/// time left then.
pub fn chase(
    causes: &OpeningCauses,
    since: Timestamp,
    decision_at: Option<Timestamp>,
    set_until: Option<Timestamp>,
    settings: &ChaseSettings,
    as_of: Timestamp,
) -> Chase {
    let breaks_answered = |wanted: Answer| {
        let all = OpeningCause::ALL.iter().copied().filter(|cause| cause.is_break());
        all.filter(|cause| causes.answer(*cause) == wanted).collect::<Vec<OpeningCause>>()
    };
    let breaks = breaks_answered(Answer::Yes);
    let ask = breaks_answered(Answer::Unknown);
    let part = settings.search_percent / 100.0;
    let until = set_until.or_else(|| decision_at.map(|at| since.plus_days(at.days_since(since).max(0.0) * part)));
    let state = if !breaks.is_empty() {
        ChaseState::BreakFound
    } else if ask.is_empty() || until.is_some_and(|until| as_of >= until) {
        ChaseState::Makeweight
    } else {
        ChaseState::Looking
    };
    let given_up = state == ChaseState::Makeweight;
    Chase {
        state,
        breaks,
        ask,
        until,
        effort_cap_days: given_up.then_some(settings.makeweight_days),
        next_contact_needed: given_up,
    }
}
