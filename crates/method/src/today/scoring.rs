//! The occasions of a line and their points.

use jiff::civil::Time;

use super::{Action, Candidate, TodayFactor, TodayWeights};
use crate::calendar::next_day;
use crate::classes::potential::ProspectClass;
use crate::prospecting::cadence::CadenceState;
use crate::time::{Timestamp, Zone};
use crate::verdict::{Observed, Reason, Source};

/// What brings a candidate on the list: the action, its moment, and the reasons with points.
pub(super) struct Occasion {
    pub(super) action: Action,
    pub(super) at: Option<Timestamp>,
    pub(super) reasons: Vec<Reason>,
}

/// The working day that is being planned.
pub(super) struct Day {
    pub(super) now: Timestamp,
    pub(super) end: Timestamp,
}

impl Day {
    pub(super) fn at(now: Timestamp, zone: &Zone) -> Self {
        let tomorrow = next_day(now.local_date(zone));
        Self { now, end: zone.moment(tomorrow.to_datetime(Time::midnight())) }
    }

    /// The earliest moment that falls on today or before.
    fn first_due(&self, moments: &[Timestamp]) -> Option<Timestamp> {
        moments.iter().copied().filter(|moment| *moment < self.end).min()
    }

    /// Days from `due` until now; 0 when it is still ahead.
    fn days_late(&self, due: Timestamp) -> f64 {
        self.now.days_since(due).max(0.0)
    }
}

/// Collects the occasions of a candidate; none when there is no reason to act today.
pub(super) fn occasion<K>(candidate: &Candidate<K>, day: &Day, weights: &TodayWeights) -> Option<Occasion> {
    let mut found = Found { actions: Vec::new(), reasons: Vec::new() };
    if let Some(due) = day.first_due(&candidate.promises) {
        found.act(Action::KeepPromise, due);
        found.add(TodayFactor::PromiseDue, Observed::Date(due), weights.promise_due);
        found.late(
            TodayFactor::PromiseLate,
            day.days_late(due),
            weights.promise_late_per_day,
            weights.promise_late_cap,
        );
    }
    if let Some(at) = day.first_due(&candidate.appointments) {
        found.act(Action::Visit, at);
        found.add(TodayFactor::Appointment, Observed::Date(at), weights.appointment);
    }
    if let Some(due) = day.first_due(&candidate.tasks) {
        found.act(Action::DoTask, due);
        found.add(TodayFactor::TaskDue, Observed::Date(due), weights.task_due);
        found.late(TodayFactor::TaskLate, day.days_late(due), weights.task_late_per_day, weights.task_late_cap);
    }
    if let Some(due) = day.first_due(&candidate.blocks) {
        found.add(TodayFactor::Block, Observed::Date(due), weights.block_due);
    }
    if let Some(due) = day.first_due(&candidate.cultivation) {
        found.add(TodayFactor::Cultivation, Observed::Date(due), weights.cultivation_due);
    }
    let wanted = !candidate.given_up && candidate.contact.do_not_contact_since.is_none();
    // an appointment or a later attempt already settles when the next contact is
    let settled =
        candidate.appointments.iter().any(|at| *at >= day.end) || candidate.retry_at.is_some_and(|at| at >= day.end);
    if wanted && !settled {
        found.follow_up(candidate, day, weights);
    }
    let (action, at) = found.actions.first().copied()?;
    let mut reasons = found.reasons;
    if candidate.golden {
        reasons.push(worth(TodayFactor::Golden, Observed::Answer(crate::Answer::Yes), weights.golden));
    }
    if candidate.class == Some(ProspectClass::Pi) {
        reasons.push(worth(TodayFactor::CloseFirst, Observed::word(ProspectClass::Pi), weights.close_first));
    }
    let grade = candidate.grade.map_or(Observed::Answer(crate::Answer::Unknown), Observed::word);
    reasons.push(worth(TodayFactor::Grade, grade, weights.of_grade(candidate.grade)));
    let intent = weights.of_intent(candidate.intent);
    reasons.push(worth(TodayFactor::Intent, Observed::word(candidate.intent), intent));
    if let Some(time) = candidate.time {
        reasons.push(worth(TodayFactor::ClassTime, Observed::word(time), weights.of_time(time)));
    }
    Some(Occasion { action, at: Some(at), reasons })
}

/// Occasions gathered so far; the first action found is the one to take.
struct Found {
    actions: Vec<(Action, Timestamp)>,
    reasons: Vec<Reason>,
}

impl Found {
    fn act(&mut self, action: Action, at: Timestamp) {
        self.actions.push((action, at));
    }

    fn add(&mut self, factor: TodayFactor, seen: Observed, points: f64) {
        self.reasons.push(worth(factor, seen, points));
    }

    fn late(&mut self, factor: TodayFactor, days: f64, per_day: f64, cap: f64) {
        if days >= 1.0 {
            self.add(factor, Observed::Days(days), (per_day * days).min(cap));
        }
    }

    fn follow_up<K>(&mut self, candidate: &Candidate<K>, day: &Day, weights: &TodayWeights) {
        let next = &candidate.next;
        let call = if candidate.has_phone { Action::Call } else { Action::FindContact };
        let due = next.at.filter(|at| *at < day.end);
        match (next.state, due) {
            (CadenceState::Untouched, Some(due)) => {
                let first = if candidate.has_phone { Action::FirstContact } else { Action::FindContact };
                self.act(first, due);
                self.add(TodayFactor::FirstContact, Observed::Date(candidate.assigned_at), weights.first_contact);
                let waiting = day.days_late(candidate.assigned_at);
                self.late(TodayFactor::Waiting, waiting, weights.waiting_per_day, weights.waiting_cap);
            }
            (_, None) if next.decision_asked => {
                self.act(Action::Decide, day.now);
                self.add(TodayFactor::DecisionAsked, Observed::Answer(crate::Answer::Yes), weights.decision_asked);
            }
            (CadenceState::Dormant, _) => {
                let since = next.dormant_from.unwrap_or(day.now);
                self.act(call, next.at.unwrap_or(since));
                let days = next.days_since.unwrap_or_default();
                self.add(TodayFactor::Dormant, Observed::Days(days), weights.dormant);
            }
            (CadenceState::Overdue, Some(due)) => {
                self.act(call, due);
                self.add(TodayFactor::FollowUpOverdue, Observed::Date(due), weights.follow_up_overdue);
            }
            (_, Some(due)) => {
                self.act(call, due);
                self.add(TodayFactor::FollowUpDue, Observed::Date(due), weights.follow_up_due);
            }
            (_, None) => {}
        }
        if next.state != CadenceState::Untouched
            && let Some(due) = due
        {
            if next.on_named_date {
                self.add(TodayFactor::NamedDate, Observed::Date(due), weights.named_date);
            }
            let lost = day.days_late(due);
            self.late(TodayFactor::TimeLost, lost, weights.time_lost_per_day, weights.time_lost_cap);
        }
    }
}

fn worth(factor: TodayFactor, seen: Observed, points: f64) -> Reason {
    Reason::of(factor, seen, Source::Rule).worth(points)
}
