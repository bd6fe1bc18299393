//! Twenty questions for strategic deals (OPP-4): four areas, answered for us and for each rival.

use serde::{Deserialize, Serialize};

use super::value::ValueClass;
use crate::answer::Answer;
use crate::answer_sheet::AnswerSheet;
use crate::coded::{Coded, coded};
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "strategic_questions";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// The four areas.
    pub enum QuestionArea in "question_area" {
        Opportunity = "opportunity", "有没有机会", "Is there an opportunity?";
        Compete = "compete", "能不能竞争", "Can we compete?";
        Win = "win", "能不能赢", "Can we win?";
        Worth = "worth", "值不值得赢", "Is it worth winning?";
    }
}

coded! {
    /// A question; a yes speaks for the side it is answered for.
    pub enum StrategicQuestion in "strategic_question" {
        Project = "project", "客户真有这个项目吗：有名目、有负责人、有时间表？", "Is there a real project, with a name, somebody in charge and a timetable?";
        Business = "business", "说得清客户的业务要靠它改善什么吗？", "Is it clear what it is to improve in the customer's business?";
        Finances = "finances", "客户的财务状况撑得起这笔采购吗？", "Do the customer's finances bear this purchase?";
        Money = "money", "这笔钱批下来了，或知道由谁在何时批吗？", "Is the money approved, or is it known who approves it and when?";
        CompellingEvent = "compelling_event", "有没有一个到期不办就有后果的事由？", "Is there an event by which they must act or bear the consequences?";
        FormalCriteria = "formal_criteria", "符合客户写明的全部条件吗？", "Are all of the customer's written conditions met?";
        Fit = "fit", "方案合用，不必大改吗？", "Does the solution fit without large changes?";
        Resources = "resources", "调得出这一单需要的人和时间吗？", "Are the people and the time that this deal needs at hand?";
        Relations = "relations", "现在的关系能见到该见的人吗？", "Do present relations reach the people who matter?";
        UniqueValue = "unique_value", "有没有客户看重、别家又给不了的东西？", "Is there something the customer values and nobody else can give?";
        InsideSupport = "inside_support", "内部有人愿意为这一边出面吗？", "Does somebody inside stand up for this side?";
        ExecutiveTrust = "executive_trust", "拍板的高层信任这一边吗？", "Do the executives who decide trust this side?";
        Culture = "culture", "做事的方式合得来吗？", "Do the ways of working suit each other?";
        UnwrittenCriteria = "unwritten_criteria", "没写出来的标准也清楚，而且站得住吗？", "Are the unwritten criteria known, and do they speak for this side?";
        Politics = "politics", "内部各方的力量对比有利吗？", "Is the balance of power inside favourable?";
        ShortRevenue = "short_revenue", "这一单的金额值得投入吗？", "Is the amount of this order worth the effort?";
        FutureRevenue = "future_revenue", "后面还有看得见的生意吗？", "Is there business in sight after it?";
        Profit = "profit", "按现实的价格还有合理的利润吗？", "Does a realistic price leave a fair profit?";
        Risk = "risk", "风险都知道，也担得起吗？", "Are the risks known and bearable?";
        StrategicValue = "strategic_value", "赢下它对公司要去的方向有帮助吗？", "Does winning it help the company to where it wants to go?";
    }
}

coded! {
    /// The colour of a question or an area; a word always goes with it.
    pub enum QuestionColour in "question_colour" {
        Green = "green", "绿：站得住", "green: holds";
        Yellow = "yellow", "黄：有缺口", "yellow: with gaps";
        Red = "red", "红：站不住", "red: does not hold";
        Grey = "grey", "灰：还不清楚", "grey: not known";
    }
}

coded! {
    /// How a question stands between us and the strongest rival on it.
    pub enum QuestionLead in "question_lead" {
        Ours = "ours", "我方占优", "we are ahead";
        Level = "level", "不相上下", "level";
        Theirs = "theirs", "对手占优", "a rival is ahead";
        Open = "open", "还不清楚", "not known";
    }
}

impl QuestionArea {
    /// Its five questions, in the order in which to ask.
    pub fn questions(self) -> impl Iterator<Item = StrategicQuestion> {
        StrategicQuestion::ALL.iter().copied().filter(move |question| question.area() == self)
    }
}

impl StrategicQuestion {
    /// The area a question belongs to.
    pub const fn area(self) -> QuestionArea {
        match self {
            Self::Project | Self::Business | Self::Finances | Self::Money | Self::CompellingEvent => {
                QuestionArea::Opportunity
            }
            Self::FormalCriteria | Self::Fit | Self::Resources | Self::Relations | Self::UniqueValue => {
                QuestionArea::Compete
            }
            Self::InsideSupport | Self::ExecutiveTrust | Self::Culture | Self::UnwrittenCriteria | Self::Politics => {
                QuestionArea::Win
            }
            Self::ShortRevenue | Self::FutureRevenue | Self::Profit | Self::Risk | Self::StrategicValue => {
                QuestionArea::Worth
            }
        }
    }
}

impl QuestionColour {
    /// The colour of one answer.
    pub const fn of(answer: Answer) -> Self {
        match answer {
            Answer::Yes => Self::Green,
            Answer::No => Self::Red,
            Answer::Unknown => Self::Grey,
        }
    }
}

/// When the long form applies, and the colours of an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuestionSettings {
    /// Deals of class 1 at and above this amount, in minor units.
    pub from_minor: i64,
    /// An area is grey while fewer of its five questions are answered.
    pub min_known: u32,
    /// An area is red from so many answers of no.
    pub red_from: u32,
    /// An area is green from so many answers of yes, with none of no.
    pub green_from: u32,
}

impl Default for QuestionSettings {
    fn default() -> Self {
        Self { from_minor: 100_000_000, min_known: 3, red_from: 2, green_from: 4 }
    }
}

/// Answers to the twenty questions for one side.
pub type StrategicSheet = AnswerSheet<StrategicQuestion>;

/// Whether the long form applies (OPP-4): it is too heavy for a small deal. An amount that is not known asks for none.
pub fn long_form_applies(class: Option<ValueClass>, amount_minor: Option<i64>, settings: &QuestionSettings) -> bool {
    class == Some(ValueClass::One) && amount_minor.is_some_and(|amount| amount >= settings.from_minor)
}

/// An area for one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaReading {
    /// Which.
    pub area: QuestionArea,
    /// Answers of yes.
    pub yes: u32,
    /// Answers of no.
    pub no: u32,
    /// Questions nobody has answered.
    pub unknown: u32,
    /// Its colour.
    pub colour: QuestionColour,
}

/// A question between us and the rivals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuestionReading {
    /// Which.
    pub question: StrategicQuestion,
    /// Our answer.
    pub ours: Answer,
    /// The colour of our answer.
    pub colour: QuestionColour,
    /// Who is ahead on it; none where no rival is known.
    pub lead: Option<QuestionLead>,
}

/// The long form as read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StrategicReading<Rival> {
    /// Our areas.
    pub ours: Vec<AreaReading>,
    /// Each rival's.
    pub rivals: Vec<(Rival, Vec<AreaReading>)>,
    /// The questions, in their order.
    pub questions: Vec<QuestionReading>,
    /// Our questions without an answer.
    pub ask: Vec<StrategicQuestion>,
}

/// Reads the long form (OPP-4) for us and each rival.
pub fn read_questions<Rival: Copy>(
    ours: &StrategicSheet,
    rivals: &[(Rival, StrategicSheet)],
    settings: &QuestionSettings,
    as_of: Timestamp,
) -> Verdict<StrategicReading<Rival>> {
    let areas = |sheet: &StrategicSheet| {
        QuestionArea::ALL.iter().map(|area| read_area(*area, sheet, settings)).collect::<Vec<AreaReading>>()
    };
    let question = |question: &StrategicQuestion| {
        let answer = ours.answer(*question);
        let theirs = rivals.iter().map(|(_, sheet)| sheet.answer(*question));
        let lead = (!rivals.is_empty()).then(|| lead(answer, theirs));
        QuestionReading { question: *question, ours: answer, colour: QuestionColour::of(answer), lead }
    };
    let ours_read = areas(ours);
    let reasons = ours_read
        .iter()
        .map(|read| Reason::of(read.area, Observed::word(read.colour), Source::Derived).worth(f64::from(read.yes)))
        .collect();
    let found = StrategicReading {
        ours: ours_read,
        rivals: rivals.iter().map(|(rival, sheet)| (*rival, areas(sheet))).collect(),
        questions: StrategicQuestion::ALL.iter().map(question).collect(),
        ask: StrategicQuestion::ALL.iter().copied().filter(|one| !ours.answer(*one).is_known()).collect(),
    };
    Verdict::new(found, reasons, RuleVersion::new(RULE, VERSION), as_of)
}

fn read_area(area: QuestionArea, sheet: &StrategicSheet, settings: &QuestionSettings) -> AreaReading {
    let count = |answer: Answer| area.questions().filter(|question| sheet.answer(*question) == answer).count() as u32;
    let (yes, no, unknown) = (count(Answer::Yes), count(Answer::No), count(Answer::Unknown));
    let colour = if no >= settings.red_from {
        QuestionColour::Red
    } else if yes + no < settings.min_known {
        QuestionColour::Grey
    } else if no == 0 && yes >= settings.green_from {
        QuestionColour::Green
    } else {
        QuestionColour::Yellow
    };
    AreaReading { area, yes, no, unknown, colour }
}

/// Against the strongest rival on a question: one with a yes, else one of whom it is not known.
fn lead(ours: Answer, theirs: impl Iterator<Item = Answer>) -> QuestionLead {
    let strongest = theirs.fold(Answer::No, |strongest, one| match (strongest, one) {
        (Answer::Yes, _) | (_, Answer::Yes) => Answer::Yes,
        (Answer::Unknown, _) | (_, Answer::Unknown) => Answer::Unknown,
        (Answer::No, Answer::No) => Answer::No,
    });
    match (ours, strongest) {
        (Answer::Unknown, _) | (_, Answer::Unknown) => QuestionLead::Open,
        (Answer::Yes, Answer::No) => QuestionLead::Ours,
        (Answer::No, Answer::Yes) => QuestionLead::Theirs,
        (Answer::Yes, Answer::Yes) | (Answer::No, Answer::No) => QuestionLead::Level,
    }
}

/// An answer that differs from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuestionChange {
    /// Which.
    pub question: StrategicQuestion,
    /// The answer before.
    pub was: Answer,
    /// The answer now.
    pub is: Answer,
}

/// What changed between two sheets of the same side (OPP-4), in the order of the questions.
pub fn what_changed(before: &StrategicSheet, now: &StrategicSheet) -> Vec<QuestionChange> {
    let change = |question: &StrategicQuestion| {
        let (was, is) = (before.answer(*question), now.answer(*question));
        (was != is).then_some(QuestionChange { question: *question, was, is })
    };
    StrategicQuestion::ALL.iter().filter_map(change).collect()
}
