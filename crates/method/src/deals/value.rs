//! What the customer of a deal is worth (OPP-2): short-term return and long-term effect, ten points each, and the class of
//! four that follows, with the policy of the class.

pub mod anchors;
pub mod long_term;
pub mod short_term;

use serde::{Deserialize, Serialize};

use self::long_term::{LongTerm, LongTermSettings};
use self::short_term::{ShortTerm, ShortTermSettings};
use super::lines::reaches;
use crate::coded::coded;
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "deal_value";
/// Its version.
pub const VERSION: u32 = 1;

/// The best score of a factor or an axis.
pub const BEST: f64 = 10.0;

coded! {
    /// What is scored: two factors of the short-term return, then three of the long-term effect.
    pub enum ValueFactor in "value_factor" {
        Size = "size", "这一单的大小", "size of this order";
        TargetGap = "target_gap", "对本期指标的分量", "weight in this period's target";
        LaterBusiness = "later_business", "后续生意", "later business";
        Brand = "brand", "品牌与示范作用", "brand and reference";
        Morale = "morale", "团队士气", "morale of the team";
    }
}

coded! {
    /// The two axes.
    pub enum ValueAxis in "value_axis" {
        ShortTerm = "short_term", "短期收益", "short-term return";
        LongTerm = "long_term", "长期影响", "long-term effect";
    }
}

coded! {
    /// The class of a customer by the deal at hand.
    pub enum ValueClass in "value_class" {
        One = "class_1", "一类：业务大、影响大", "class 1: large business, large effect";
        Two = "class_2", "二类：业务小、影响大", "class 2: small business, large effect";
        Three = "class_3", "三类：业务大、影响小", "class 3: large business, small effect";
        Four = "class_4", "四类：业务小、影响小", "class 4: small business, small effect";
    }
}

coded! {
    /// What a class asks for.
    pub enum ValuePolicy in "value_policy" {
        WinAndWall = "win_and_wall", "投入最好的资源，拿下并筑起后来者进不来的门槛；若分单采购，争做主供", "give the best resources, win, and build a wall for later; if the order is split, be the main supplier";
        GetIn = "get_in", "投入较好的资源，先进门；短期特殊条件可以申请（须审批）", "give good resources to get in; special short-term terms may be asked for, with approval";
        ProfitFirst = "profit_first", "一次性生意：利润优先，让一步就要换回一步", "a one-off: profit first, no concession without a return";
        LittleEffort = "little_effort", "少花力气，或交给新人练手；排在队列最后", "little effort, or practice for new people; last in the queue";
    }
}

impl ValueFactor {
    /// The axis a factor belongs to.
    pub const fn axis(self) -> ValueAxis {
        match self {
            Self::Size | Self::TargetGap => ValueAxis::ShortTerm,
            Self::LaterBusiness | Self::Brand | Self::Morale => ValueAxis::LongTerm,
        }
    }
}

impl ValueClass {
    /// The class by whether the short-term return and the long-term effect are large.
    pub const fn of(short: bool, long: bool) -> Self {
        match (short, long) {
            (true, true) => Self::One,
            (false, true) => Self::Two,
            (true, false) => Self::Three,
            (false, false) => Self::Four,
        }
    }

    /// What the class asks for.
    pub const fn policy(self) -> ValuePolicy {
        match self {
            Self::One => ValuePolicy::WinAndWall,
            Self::Two => ValuePolicy::GetIn,
            Self::Three => ValuePolicy::ProfitFirst,
            Self::Four => ValuePolicy::LittleEffort,
        }
    }
}

/// Weights and thresholds of the value of a deal's customer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ValueSettings {
    /// The short-term return.
    pub short_term: ShortTermSettings,
    /// The long-term effect.
    pub long_term: LongTermSettings,
    /// An axis is large at and above this score.
    pub large_from: f64,
    /// Nearer than this to the border is shown as on it.
    pub border: f64,
}

impl Default for ValueSettings {
    fn default() -> Self {
        Self {
            short_term: ShortTermSettings::default(),
            long_term: LongTermSettings::default(),
            large_from: 5.0,
            border: 0.5,
        }
    }
}

/// A factor with its score and what the missing part could make of it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FactorScore {
    /// Which.
    pub factor: ValueFactor,
    /// Its weight within the axis; zero where the factor is not scored at all.
    pub weight: f64,
    /// The score; none where it is not known.
    pub score: Option<f64>,
    /// At the worst.
    pub low: f64,
    /// At the best.
    pub high: f64,
    /// Who or what it was learned from.
    pub source: Source,
}

impl FactorScore {
    pub(super) const fn exact(factor: ValueFactor, weight: f64, score: f64, source: Source) -> Self {
        Self { factor, weight, score: Some(score), low: score, high: score, source }
    }

    pub(super) const fn unknown(factor: ValueFactor, weight: f64, low: f64, high: f64) -> Self {
        Self { factor, weight, score: None, low, high, source: Source::Rule }
    }

    fn width(&self) -> f64 {
        self.weight * (self.high - self.low)
    }
}

/// An axis with its factors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AxisReading {
    /// Which.
    pub axis: ValueAxis,
    /// 0 to 10 over the scored factors; none while the factor that carries the axis is not known.
    pub score: Option<f64>,
    /// Every unknown at its worst.
    pub low: f64,
    /// Every unknown at its best.
    pub high: f64,
    /// Whether it is large; none without a score, unless the range lies on one side.
    pub large: Option<bool>,
    /// Whether no missing answer can change that.
    pub firm: bool,
    /// Whether the score lies next to the border.
    pub on_border: bool,
    /// Its factors.
    pub factors: Vec<FactorScore>,
}

impl AxisReading {
    /// Reads an axis. Without its first factor there is no score, only a range.
    fn of(axis: ValueAxis, factors: Vec<FactorScore>, settings: &ValueSettings) -> Self {
        let mean = |of: &dyn Fn(&FactorScore) -> Option<f64>| {
            let scored = factors.iter().filter_map(|factor| of(factor).map(|score| (factor.weight, score)));
            let (weight, sum) =
                scored.fold((0.0, 0.0), |(all, sum), (weight, score)| (all + weight, sum + weight * score));
            if weight > 0.0 { Some(sum / weight) } else { None }
        };
        let carried = factors.first().is_some_and(|factor| factor.score.is_some());
        let low = mean(&|factor| Some(factor.low)).unwrap_or(0.0);
        let high = mean(&|factor| Some(factor.high)).unwrap_or(BEST);
        // what is known in part only is left out of the score, yet bounds it
        let score = mean(&|factor| factor.score).filter(|_| carried).map(|score| score.clamp(low, high.max(low)));
        let is_large = |score: f64| reaches(score, settings.large_from);
        let firm = is_large(low) == is_large(high);
        Self {
            axis,
            score,
            low,
            high,
            large: if firm { Some(is_large(low)) } else { score.map(is_large) },
            firm,
            on_border: score.is_some_and(|score| (score - settings.large_from).abs() < settings.border),
            factors,
        }
    }
}

/// The value of a deal's customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DealValue {
    /// The short-term return.
    pub short_term: AxisReading,
    /// The long-term effect.
    pub long_term: AxisReading,
    /// The class; none while an axis has neither a score nor a side.
    pub class: Option<ValueClass>,
    /// Whether no missing answer can change the class.
    pub firm: bool,
    /// The classes that the missing answers leave open, in their order.
    pub possible: Vec<ValueClass>,
    /// The missing answer that would move the class most; none when it is firm.
    pub best_question: Option<ValueFactor>,
}

/// Values the customer of a deal (OPP-2). What is not known is left out of the scores and makes their ranges.
pub fn value(short: &ShortTerm, long: &LongTerm, settings: &ValueSettings, as_of: Timestamp) -> Verdict<DealValue> {
    let short_term = AxisReading::of(ValueAxis::ShortTerm, short.scores(&settings.short_term), settings);
    let long_term = AxisReading::of(ValueAxis::LongTerm, long.scores(&settings.long_term), settings);
    let firm = short_term.firm && long_term.firm;
    let class = short_term.large.zip(long_term.large).map(|(short, long)| ValueClass::of(short, long));
    let sides = |axis: &AxisReading| {
        let large = |score: f64| reaches(score, settings.large_from);
        if axis.firm { vec![large(axis.low)] } else { vec![true, false] }
    };
    let mut possible: Vec<ValueClass> = Vec::new();
    for short in sides(&short_term) {
        possible.extend(sides(&long_term).into_iter().map(|long| ValueClass::of(short, long)));
    }
    possible.sort_unstable();
    let best_question = [&short_term, &long_term]
        .into_iter()
        .filter(|axis| !axis.firm)
        .filter_map(widest)
        .max_by(|(_, one), (_, other)| one.total_cmp(other));
    let reasons = [&short_term, &long_term].into_iter().flat_map(axis_reasons).collect();
    let found = DealValue {
        best_question: best_question.map(|(factor, _)| factor),
        short_term,
        long_term,
        class,
        firm,
        possible,
    };
    Verdict::new(found, reasons, RuleVersion::new(RULE, VERSION), as_of)
}

/// The factor that leaves most of an axis open, with the width it leaves; the first of equals.
fn widest(axis: &AxisReading) -> Option<(ValueFactor, f64)> {
    let weight: f64 = axis.factors.iter().map(|factor| factor.weight).sum();
    let mut found: Option<(ValueFactor, f64)> = None;
    for factor in &axis.factors {
        let width = factor.width() / weight.max(f64::MIN_POSITIVE);
        if width > 0.0 && found.is_none_or(|(_, widest)| width > widest) {
            found = Some((factor.factor, width));
        }
    }
    found
}

fn axis_reasons(axis: &AxisReading) -> Vec<Reason> {
    let weight: f64 = axis.factors.iter().map(|factor| factor.weight).sum();
    let known = axis.factors.iter().filter_map(|factor| {
        let score = factor.score?;
        let reason = Reason::of(factor.factor, Observed::Number(score), factor.source);
        Some(reason.worth(if weight > 0.0 { factor.weight * score / weight } else { 0.0 }))
    });
    let total = axis.score.map(|score| Reason::of(axis.axis, Observed::Number(score), Source::Derived));
    total.into_iter().chain(known).collect()
}
