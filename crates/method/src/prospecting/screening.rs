//! Screening and grading (PRO-2): seven criteria, a score with its range, a grade A to D.
//!
//! Unknown is never no: it counts half in the score and widens the range. A grade is firm when the worst and the
//! best reading of every unknown give the same grade; otherwise the answer that would move it most is named.

use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::answer_sheet::AnswerSheet;
use crate::coded::{Coded, coded};
use crate::prospecting::warm_order::WarmWeights;
use crate::time::Timestamp;
use crate::verdict::{Observed, Range, Reason, RuleVersion, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "screening";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// What a prospect must be or have, heaviest first.
    pub enum Criterion in "screening" {
        AbleToPay = "able_to_pay", "有经济能力", "able to pay";
        HasNeed = "has_need", "有需求", "has the need";
        Decides = "decides", "有决定、建议或否决的权力", "decides, recommends or can veto";
        EasyToApproach = "easy_to_approach", "容易接近", "easy to approach";
        Eligible = "eligible", "符合购买条件", "eligible";
        Aware = "aware", "了解产品的用处", "aware of what the product is for";
        Responsible = "responsible", "有责任心", "has a sense of responsibility";
    }
}

coded! {
    /// The question that brings the answer of a criterion.
    pub enum ScreeningQuestion in "screening_question" {
        AbleToPay = "able_to_pay", "问清收入水平、营业额或付款习惯", "Ask about income, turnover or how they pay";
        HasNeed = "has_need", "问清有什么缺口、变化或即将到期的合同", "Ask which gap, change or expiring contract they have";
        Decides = "decides", "问清购买时由谁决定、谁有发言权", "Ask who decides and who has a say in the purchase";
        EasyToApproach = "easy_to_approach", "确认用什么方式、通过谁最容易联系上", "Find out which way, or through whom, they are easiest to reach";
        Eligible = "eligible", "核对产品的购买条件（保险需了解健康状况）", "Check the product's conditions (for insurance, health)";
        Aware = "aware", "问他是否用过或持有同类产品", "Ask whether they use or hold a like product";
        Responsible = "responsible", "了解他如何安排家庭、是否守约", "Learn how they provide for others and keep commitments";
    }
}

impl Criterion {
    /// The question to ask when the criterion is unknown.
    pub const fn question(self) -> ScreeningQuestion {
        match self {
            Self::AbleToPay => ScreeningQuestion::AbleToPay,
            Self::HasNeed => ScreeningQuestion::HasNeed,
            Self::Decides => ScreeningQuestion::Decides,
            Self::EasyToApproach => ScreeningQuestion::EasyToApproach,
            Self::Eligible => ScreeningQuestion::Eligible,
            Self::Aware => ScreeningQuestion::Aware,
            Self::Responsible => ScreeningQuestion::Responsible,
        }
    }

    /// Whether a known no of this criterion keeps a prospect out of grade A.
    const fn required_for_a(self) -> bool {
        matches!(self, Self::AbleToPay | Self::HasNeed | Self::Decides)
    }
}

coded! {
    /// How much of the next hour a prospect deserves; A is the best.
    pub enum Grade in "grade" {
        A = "a", "A 级", "A";
        B = "b", "B 级", "B";
        C = "c", "C 级", "C";
        D = "d", "D 级", "D";
    }
}

/// The answers to the seven criteria.
pub type Screening = AnswerSheet<Criterion>;

/// Weights of the criteria; only their proportion matters, the score is always out of 100.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScreeningWeights {
    /// Able to pay.
    pub able_to_pay: f64,
    /// Has the need.
    pub has_need: f64,
    /// Decides, recommends or can veto.
    pub decides: f64,
    /// Easy to approach.
    pub easy_to_approach: f64,
    /// Eligible.
    pub eligible: f64,
    /// Aware of what the product is for.
    pub aware: f64,
    /// Has a sense of responsibility.
    pub responsible: f64,
}

impl Default for ScreeningWeights {
    fn default() -> Self {
        Self {
            able_to_pay: 25.0,
            has_need: 25.0,
            decides: 20.0,
            easy_to_approach: 10.0,
            eligible: 10.0,
            aware: 5.0,
            responsible: 5.0,
        }
    }
}

impl ScreeningWeights {
    /// The weight of one criterion.
    pub const fn of(&self, criterion: Criterion) -> f64 {
        match criterion {
            Criterion::AbleToPay => self.able_to_pay,
            Criterion::HasNeed => self.has_need,
            Criterion::Decides => self.decides,
            Criterion::EasyToApproach => self.easy_to_approach,
            Criterion::Eligible => self.eligible,
            Criterion::Aware => self.aware,
            Criterion::Responsible => self.responsible,
        }
    }

    /// The sum of all weights.
    pub fn total(&self) -> f64 {
        Criterion::ALL.iter().map(|criterion| self.of(*criterion)).sum()
    }
}

/// Thresholds of the grade, in points of 100.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScreeningSettings {
    /// Weights of the criteria.
    pub weights: ScreeningWeights,
    /// At and above, with no known no among pay, need and decide: A.
    pub a_from: f64,
    /// At and above: B.
    pub b_from: f64,
    /// At and above: C; below: D.
    pub c_from: f64,
    /// Fewer answers than this: not graded.
    pub min_answers: u32,
    /// Weights of the warm order.
    pub warm: WarmWeights,
}

impl Default for ScreeningSettings {
    fn default() -> Self {
        Self {
            weights: ScreeningWeights::default(),
            a_from: 75.0,
            b_from: 60.0,
            c_from: 40.0,
            min_answers: 3,
            warm: WarmWeights::default(),
        }
    }
}

/// A screened prospect.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Graded {
    /// 0 to 100.
    pub score: Range,
    /// None: not graded, too few answers.
    pub grade: Option<Grade>,
    /// Whether no missing answer can change the grade.
    pub firm: bool,
    /// The missing answer that would move the grade most; none when the grade is firm.
    pub best_question: Option<Criterion>,
}

/// Grades a screening (PRO-2). Not eligible is D whatever the score, even with few answers.
pub fn grade(screening: &Screening, settings: &ScreeningSettings, as_of: Timestamp) -> Verdict<Graded> {
    let score = Range {
        low: score_with(screening, settings, Answer::No),
        value: score_with(screening, settings, Answer::Unknown),
        high: score_with(screening, settings, Answer::Yes),
    };
    let ineligible = screening.answer(Criterion::Eligible) == Answer::No;
    let enough = screening.known() >= settings.min_answers as usize;
    let grade = (enough || ineligible).then(|| grade_with(screening, settings, Answer::Unknown));
    let worst = grade_with(screening, settings, Answer::No);
    let best = grade_with(screening, settings, Answer::Yes);
    let firm = grade.is_some() && worst == best;
    let best_question = if firm { None } else { most_telling(screening, settings) };
    let reasons = Criterion::ALL.iter().map(|criterion| reason(*criterion, screening, settings)).collect();
    let graded = Graded { score, grade, firm, best_question };
    Verdict::new(graded, reasons, RuleVersion::new(RULE, VERSION), as_of)
}

fn reason(criterion: Criterion, screening: &Screening, settings: &ScreeningSettings) -> Reason {
    let answer = screening.answer(criterion);
    Reason::of(criterion, Observed::Answer(answer), screening.source(criterion))
        .worth(points(criterion, answer, settings))
}

/// Points out of 100: yes the whole weight, no nothing, unknown half.
fn points(criterion: Criterion, answer: Answer, settings: &ScreeningSettings) -> f64 {
    let total = settings.weights.total();
    if total <= 0.0 {
        return 0.0;
    }
    let share = match answer {
        Answer::Yes => 1.0,
        Answer::No => 0.0,
        Answer::Unknown => 0.5,
    };
    100.0 * share * settings.weights.of(criterion) / total
}

/// The score when every unknown is read as `unknown_as`.
fn score_with(screening: &Screening, settings: &ScreeningSettings, unknown_as: Answer) -> f64 {
    Criterion::ALL
        .iter()
        .map(|criterion| points(*criterion, read_as(screening.answer(*criterion), unknown_as), settings))
        .sum()
}

/// The grade when every unknown is read as `unknown_as`.
fn grade_with(screening: &Screening, settings: &ScreeningSettings, unknown_as: Answer) -> Grade {
    grade_of(|criterion| read_as(screening.answer(criterion), unknown_as), settings)
}

/// The grade of these answers.
fn grade_of(answer: impl Fn(Criterion) -> Answer, settings: &ScreeningSettings) -> Grade {
    if answer(Criterion::Eligible) == Answer::No {
        return Grade::D;
    }
    let lacks_essential =
        Criterion::ALL.iter().any(|criterion| criterion.required_for_a() && answer(*criterion) == Answer::No);
    let score: f64 = Criterion::ALL.iter().map(|criterion| points(*criterion, answer(*criterion), settings)).sum();
    if score >= settings.a_from && !lacks_essential {
        Grade::A
    } else if score >= settings.b_from {
        Grade::B
    } else if score >= settings.c_from {
        Grade::C
    } else {
        Grade::D
    }
}

const fn read_as(answer: Answer, unknown_as: Answer) -> Answer {
    match answer {
        Answer::Unknown => unknown_as,
        known => known,
    }
}

/// The unknown criterion whose yes and no lie farthest apart: first in grades, then in points, then in order.
fn most_telling(screening: &Screening, settings: &ScreeningSettings) -> Option<Criterion> {
    let spread = |criterion: Criterion| {
        let grade_if = |answer| {
            grade_of(|other| if other == criterion { answer } else { screening.answer(other) }, settings) as i32
        };
        let grades = (grade_if(Answer::No) - grade_if(Answer::Yes)).abs();
        (grades, settings.weights.of(criterion))
    };
    let mut telling: Option<(Criterion, (i32, f64))> = None;
    for criterion in Criterion::ALL.iter().copied() {
        if screening.answer(criterion).is_known() {
            continue;
        }
        let found = spread(criterion);
        if telling.is_none_or(|(_, best)| found > best) {
            telling = Some((criterion, found));
        }
    }
    telling.map(|(criterion, _)| criterion)
}

/// What prospects are ranked by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankKey {
    /// The screening score.
    pub score: f64,
    /// The warm order; 0 outside the warm market.
    pub warm: f64,
    /// The last contact, or when the name was found if there was none.
    pub untouched_since: Timestamp,
}

/// Orders prospects for approach, first one first: score, then warm order, then the longest untouched.
pub fn rank_order(a: &RankKey, b: &RankKey) -> std::cmp::Ordering {
    b.score
        .total_cmp(&a.score)
        .then_with(|| b.warm.total_cmp(&a.warm))
        .then_with(|| a.untouched_since.cmp(&b.untouched_since))
}
