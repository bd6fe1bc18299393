//! Whether somebody has looked at unusually many numbers today (principle "the team's data is the team's").

use serde::{Deserialize, Serialize};

use crate::coded::coded;
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "reveals";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// What makes a number of reveals unusual.
    pub enum RevealFactor in "reveals" {
        Limit = "limit", "当天查看号码的提醒线", "numbers seen in a day that raise an alert";
        OwnHabit = "own_habit", "本人平时每天查看的数量", "numbers they usually see in a day";
    }
}

/// When an administrator is told.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RevealSettings {
    /// Numbers in a day from which an alert is raised whatever the person's habit.
    pub alert_per_day: u32,
    /// Times the own habit from which one is raised …
    pub alert_times_habit: f64,
    /// … once so many days are known …
    pub habit_days: u32,
    /// … and at least so many numbers were seen.
    pub least_for_habit: u32,
}

impl Default for RevealSettings {
    fn default() -> Self {
        Self { alert_per_day: 150, alert_times_habit: 3.0, habit_days: 10, least_for_habit: 30 }
    }
}

/// Whether today's count is unusual; `earlier` holds the counts of earlier days on which anything was seen.
pub fn unusual(today: u32, earlier: &[u32], settings: &RevealSettings, as_of: Timestamp) -> Verdict<bool> {
    let mut reasons = Vec::new();
    if today >= settings.alert_per_day {
        let seen = Observed::Count(u64::from(settings.alert_per_day));
        reasons.push(Reason::of(RevealFactor::Limit, seen, Source::Rule));
    }
    if earlier.len() >= settings.habit_days as usize && today >= settings.least_for_habit {
        let habit = earlier.iter().copied().map(f64::from).sum::<f64>() / earlier.len() as f64;
        if f64::from(today) >= habit * settings.alert_times_habit {
            reasons.push(Reason::of(RevealFactor::OwnHabit, Observed::Number(habit), Source::Rule));
        }
    }
    Verdict::new(!reasons.is_empty(), reasons, RuleVersion::new(RULE, VERSION), as_of)
}
