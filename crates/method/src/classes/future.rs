//! Future customers (CLA-4): four standing questions whose lists are worked, and the way from a name to a prospect.

use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::answer_sheet::AnswerSheet;
use crate::coded::{Coded, coded};
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "future_customer";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// The questions that are always open.
    pub enum StandingQuestion in "standing_question" {
        NewNames = "new_names", "哪些渠道还能带来新名单？", "Which channels bring new names?";
        Untouched = "untouched", "哪些目标客户还没人碰过（区域、直接用户）？", "Which target customers are untouched (regions, direct users)?";
        NewChannels = "new_channels", "还有哪些新渠道能卖？", "Which new channels could sell it?";
        NewProducts = "new_products", "哪些新产品能打开新的客户群？", "Which new products open new kinds of customers?";
    }
}

coded! {
    /// What must be known before a future customer is a prospect.
    pub enum FutureCondition in "future_condition" {
        Need = "need", "已知有需要", "a need is known";
        WayIn = "way_in", "已有接触的门路", "a way in is known";
    }
}

coded! {
    /// The way with a future customer who became a prospect, in order.
    pub enum FutureStep in "future_step" {
        BasicFacts = "basic_facts", "摸清基本情况", "basic facts";
        LikelyNeeds = "likely_needs", "判断可能的需求", "likely needs";
        Material = "material", "准备一套针对他的资料", "material made for them";
        WayOfContact = "way_of_contact", "选定接触方式", "way of contact";
        ShowValue = "show_value", "从他的需求讲出价值", "value shown from their need";
        Relation = "relation", "建立关系", "relation";
    }
}

/// What is known of the two conditions.
pub type FutureConditions = AnswerSheet<FutureCondition>;
/// Which steps are done.
pub type FutureSteps = AnswerSheet<FutureStep>;

/// How far a future customer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FutureStanding {
    /// Whether both conditions are known to hold.
    pub prospect: bool,
    /// The condition to find out next; none once both are answered.
    pub ask: Option<FutureCondition>,
    /// The first step that is not done; none before there is a prospect and once all are done.
    pub next_step: Option<FutureStep>,
}

/// Reads how far a future customer is (CLA-4): a prospect only with a known need *and* a known way in.
pub fn future_standing(
    conditions: &FutureConditions,
    steps: &FutureSteps,
    as_of: Timestamp,
) -> Verdict<FutureStanding> {
    let answer = |condition: FutureCondition| conditions.answer(condition);
    let prospect = FutureCondition::ALL.iter().all(|condition| answer(*condition) == Answer::Yes);
    let ask = FutureCondition::ALL.iter().copied().find(|condition| !answer(*condition).is_known());
    let next_step = FutureStep::ALL.iter().copied().find(|step| steps.answer(*step) != Answer::Yes);
    let reason = |condition: &FutureCondition| {
        Reason::of(*condition, Observed::Answer(answer(*condition)), conditions.source(*condition))
    };
    let reasons = FutureCondition::ALL.iter().map(reason).collect();
    let found = FutureStanding { prospect, ask, next_step: next_step.filter(|_| prospect) };
    Verdict::new(found, reasons, RuleVersion::new(RULE, VERSION), as_of)
}
