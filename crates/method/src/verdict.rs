//! What a rule hands back: a value, the reasons as data, the rule's version and the moment.
//!
//! Screens translate the reasons; nobody has to trust a number that cannot say where it comes from.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::coded::{Coded, coded};
use crate::time::Timestamp;

/// A rule's result with everything needed to explain and repeat it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verdict<T> {
    /// What the rule found.
    pub value: T,
    /// Why, strongest or most useful first.
    pub reasons: Vec<Reason>,
    /// Which rule, in which version.
    pub rule: RuleVersion,
    /// The moment the verdict holds for.
    pub as_of: Timestamp,
}

impl<T> Verdict<T> {
    /// Puts the parts of a verdict together.
    pub fn new(value: T, reasons: Vec<Reason>, rule: RuleVersion, as_of: Timestamp) -> Self {
        Self { value, reasons, rule, as_of }
    }

    /// The same verdict with its value turned into another.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Verdict<U> {
        Verdict { value: change(self.value), reasons: self.reasons, rule: self.rule, as_of: self.as_of }
    }
}

/// One input of a verdict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reason {
    /// Stable dotted code of the factor (`screening.able_to_pay`); worded by [`crate::labels`].
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub factor: Cow<'static, str>,
    /// What was seen.
    pub observed: Observed,
    /// What it added to or took from the score; none where the factor is not a score.
    pub points: Option<f64>,
    /// Who or what it was learned from.
    pub source: Source,
}

impl Reason {
    /// A reason of a worded factor; taking a [`Coded`] word keeps factors without a wording out.
    pub fn of(factor: impl Coded, observed: Observed, source: Source) -> Self {
        Self { factor: Cow::Borrowed(factor.dotted()), observed, points: None, source }
    }

    /// The same reason with the points it was worth.
    #[must_use]
    pub fn worth(mut self, points: f64) -> Self {
        self.points = Some(points);
        self
    }
}

/// What was seen of a factor, in a form that screens can format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Observed {
    /// A yes, a no or an unknown.
    Answer(Answer),
    /// Words as somebody wrote them.
    Text(String),
    /// A dotted code with a wording of its own (`grade.a`).
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    Code(Cow<'static, str>),
    /// A plain number.
    Number(f64),
    /// A length of time in days of 24 hours.
    Days(f64),
    /// A moment.
    Date(Timestamp),
    /// How many.
    Count(u64),
}

impl Observed {
    /// An observed word of the method.
    pub fn word(word: impl Coded) -> Self {
        Self::Code(Cow::Borrowed(word.dotted()))
    }
}

coded! {
    /// Where a fact comes from. Only `stated` facts are a person's own word; the rest may be overruled by one.
    #[derive(Default)]
    pub enum Source in "source" {
        #[default]
        Stated = "stated", "有人确认", "stated by a person";
        Imported = "imported", "导入", "imported";
        Derived = "derived", "由资料推断", "derived from the record";
        Rule = "rule", "规则设定", "set by the rule";
    }
}

/// A rule's name and version: it changes whenever the same inputs could give another result.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleVersion {
    /// Stable name (`screening`).
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub rule: Cow<'static, str>,
    /// Counts up from 1.
    pub version: u32,
}

impl RuleVersion {
    /// A rule's name with its version.
    pub fn new(rule: &'static str, version: u32) -> Self {
        Self { rule: Cow::Borrowed(rule), version }
    }
}

/// A score with what the unknown answers could still make of it: `low <= value <= high`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Range {
    /// Every unknown at its worst.
    pub low: f64,
    /// The score as known now.
    pub value: f64,
    /// Every unknown at its best.
    pub high: f64,
}

impl Range {
    /// A score with nothing unknown.
    pub const fn exact(value: f64) -> Self {
        Self { low: value, value, high: value }
    }
}

/// A number that advises people, with its base: leaving out n or the interval is impossible.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Measured {
    /// Enough cases.
    Estimate {
        /// The estimate.
        value: f64,
        /// Lower end of the 90% interval.
        low: f64,
        /// Upper end of the 90% interval.
        high: f64,
        /// Cases it rests on.
        n: u64,
    },
    /// Too few cases for a number.
    TooFew {
        /// Cases there are.
        n: u64,
        /// Cases there must be.
        needed: u64,
    },
}

impl Measured {
    /// Cases behind the number.
    pub const fn n(&self) -> u64 {
        match *self {
            Self::Estimate { n, .. } | Self::TooFew { n, .. } => n,
        }
    }

    /// The estimate, where there are enough cases.
    pub const fn value(&self) -> Option<f64> {
        match *self {
            Self::Estimate { value, .. } => Some(value),
            Self::TooFew { .. } => None,
        }
    }
}
