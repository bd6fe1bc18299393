//! The colour of a prospect (PRO-8): red has bought and goes on buying, yellow is likely to close soon, green is
//! potential; whoever is given up or stopped has none.

use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::appointments::intent::IntentLevel;
use crate::coded::coded;
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "colour";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// The sign of a prospect's state (PRO-8). Always shown with a letter or icon as well.
    pub enum Colour in "colour" {
        Red = "red", "红：已成交", "red: won";
        Yellow = "yellow", "黄：即将成交", "yellow: likely to close soon";
        Green = "green", "绿：潜在客户", "green: potential";
        None = "none", "无：已放弃", "none: given up";
    }
}

coded! {
    /// What a colour rests on.
    pub enum ColourFactor in "colour_factor" {
        Stopped = "stopped", "已放弃或停止跟进", "given up or stopped";
        StillBuying = "still_buying", "已成交且仍在购买", "has bought and still buys";
        ExpectedDate = "expected_date", "预计近期成交", "expected to close soon";
        LikelyClass = "likely_class", "分类为即将购买（PI）", "classed as about to buy (PI)";
        StrongIntent = "strong_intent", "意向强", "strong intent";
        KeptMeeting = "kept_meeting", "近期如约见面", "a meeting kept lately";
        Potential = "potential", "其余跟进中的准客户", "every other open prospect";
    }
}

/// Thresholds of the colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ColourSettings {
    /// Days within which a deal must be expected.
    pub expected_days: u32,
    /// Days within which a meeting must have been kept.
    pub meeting_days: u32,
}

impl Default for ColourSettings {
    fn default() -> Self {
        Self { expected_days: 30, meeting_days: 30 }
    }
}

/// What is known when the colour is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ColourFacts {
    /// Neither given up nor stopped.
    pub open: bool,
    /// Has a won order and is still buying (CLA-6).
    pub still_buying: bool,
    /// The expected date of a deal that stands at the presentation or later; none where there is no such deal.
    pub expected_at: Option<Timestamp>,
    /// Classed as about to buy (PI).
    pub likely_class: bool,
    /// Level of intent (APP-9).
    pub intent: IntentLevel,
    /// The last meeting that was kept.
    pub met_at: Option<Timestamp>,
}

/// Gives the colour (PRO-8). The border days count as inside.
pub fn colour(facts: &ColourFacts, settings: &ColourSettings, as_of: Timestamp) -> Verdict<Colour> {
    let (colour, reasons) = read(facts, settings, as_of);
    Verdict::new(colour, reasons, RuleVersion::new(RULE, VERSION), as_of)
}

fn read(facts: &ColourFacts, settings: &ColourSettings, as_of: Timestamp) -> (Colour, Vec<Reason>) {
    let derived = |factor: ColourFactor, seen: Observed| Reason::of(factor, seen, Source::Derived);
    let holds = |factor: ColourFactor| derived(factor, Observed::Answer(Answer::Yes));
    if !facts.open {
        return (Colour::None, vec![holds(ColourFactor::Stopped)]);
    }
    if facts.still_buying {
        return (Colour::Red, vec![holds(ColourFactor::StillBuying)]);
    }
    let within = |days: u32, distance: f64| distance <= f64::from(days);
    let mut reasons = Vec::new();
    // a date that has passed without an order is still expected until somebody moves it
    if let Some(at) = facts.expected_at.filter(|at| within(settings.expected_days, at.days_since(as_of))) {
        reasons.push(derived(ColourFactor::ExpectedDate, Observed::Date(at)));
    }
    if facts.likely_class {
        reasons.push(holds(ColourFactor::LikelyClass));
    }
    if facts.intent == IntentLevel::Strong
        && let Some(met) = facts.met_at.filter(|met| within(settings.meeting_days, as_of.days_since(*met)))
    {
        reasons.push(derived(ColourFactor::StrongIntent, Observed::word(facts.intent)));
        reasons.push(derived(ColourFactor::KeptMeeting, Observed::Date(met)));
    }
    if reasons.is_empty() { (Colour::Green, vec![holds(ColourFactor::Potential)]) } else { (Colour::Yellow, reasons) }
}
