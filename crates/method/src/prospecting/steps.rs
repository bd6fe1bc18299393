//! The five steps of prospecting as states of a name (PRO-1): gather, screen, record, choose, keep current.

use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::coded::coded;
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "steps";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// The step a name stands at: the first one that is not finished.
    pub enum Step in "step" {
        Gather = "gather", "收集名单", "gather";
        Screen = "screen", "筛选名单", "screen";
        Record = "record", "记录信息", "record";
        Choose = "choose", "选择约访名单", "choose whom to call";
        KeepCurrent = "keep_current", "维护更新准客户卡", "keep the card current";
    }
}

coded! {
    /// What decides the step.
    pub enum StepFactor in "step_factor" {
        Reachable = "reachable", "有联系方式", "can be reached";
        Graded = "graded", "已评级", "graded";
        CardCompleteness = "card_completeness", "准客户卡完整度", "completeness of the card";
        Contacted = "contacted", "已有双向沟通", "a two-way contact took place";
    }
}

/// Threshold of the third step.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StepSettings {
    /// Completeness in per cent at and above which a card counts as recorded.
    pub recorded_from: f64,
}

impl Default for StepSettings {
    fn default() -> Self {
        Self { recorded_from: 40.0 }
    }
}

/// What the step depends on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StepFacts {
    /// Whether there is any way to reach the party (phone, e-mail, WeChat or address).
    pub reachable: bool,
    /// Whether it has a grade.
    pub graded: bool,
    /// Completeness of the card, 0 to 100.
    pub completeness: f64,
    /// Whether a two-way contact took place.
    pub contacted: bool,
}

/// The step a name stands at (PRO-1). Every name stands at exactly one.
pub fn step_of(facts: &StepFacts, settings: &StepSettings, as_of: Timestamp) -> Verdict<Step> {
    let recorded = facts.completeness >= settings.recorded_from;
    let unfinished = [
        (Step::Gather, facts.reachable),
        (Step::Screen, facts.graded),
        (Step::Record, recorded),
        (Step::Choose, facts.contacted),
    ];
    let step = unfinished.iter().find(|(_, done)| !done).map_or(Step::KeepCurrent, |(step, _)| *step);
    let answer = |known: bool| Observed::Answer(Answer::from(known));
    let reasons = vec![
        Reason::of(StepFactor::Reachable, answer(facts.reachable), Source::Derived),
        Reason::of(StepFactor::Graded, answer(facts.graded), Source::Derived),
        Reason::of(StepFactor::CardCompleteness, Observed::Number(facts.completeness), Source::Derived),
        Reason::of(StepFactor::Contacted, answer(facts.contacted), Source::Derived),
    ];
    Verdict::new(step, reasons, RuleVersion::new(RULE, VERSION), as_of)
}
