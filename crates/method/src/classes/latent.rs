//! Latent key customers (PRO-13): searched for, screened, developed into the key list, then kept.

use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::answer_sheet::AnswerSheet;
use crate::coded::{Coded, coded};
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "latent_key";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// Where key customers are looked for.
    pub enum LatentSource in "latent_source" {
        OwnNetwork = "own_network", "自己的人脉", "own network";
        RivalsCustomers = "rivals_customers", "对手的客户", "rivals' customers";
        Advertising = "advertising", "广告", "advertising";
        Directories = "directories", "工商名录", "directories";
        Catalogues = "catalogues", "产品目录", "catalogues";
    }
}

coded! {
    /// How far a latent key customer is.
    pub enum LatentStage in "latent_stage" {
        Search = "search", "有目的地寻找", "purposeful search";
        Screen = "screen", "筛选：谁能成为大客户", "screening: who may become key";
        Develop = "develop", "逐步培养", "developed step by step";
        Keep = "keep", "进入大客户名单，保持", "on the key list, kept";
        Ordinary = "ordinary", "按普通客户对待", "treated as ordinary";
    }
}

coded! {
    /// What a stage must have brought before the next begins: the exit of one is the entry of the other.
    pub enum LatentCriterion in "latent" {
        SourceNamed = "source_named", "写明从哪里找到", "it is known where they were found";
        BasicFacts = "basic_facts", "基本情况已摸清", "basic facts are known";
        WayIn = "way_in", "有接触的门路", "a way in is known";
        HighExpected = "high_expected", "预期贡献高", "high expected contribution";
        HasNeed = "has_need", "有需求", "has the need";
        AimStated = "aim_stated", "写明目标和下一步", "aim and next step are written down";
        FirstOrder = "first_order", "已有首单", "a first order was won";
        KeyConfirmed = "key_confirmed", "已确认为大客户（A 类、EI 类或脸谱）", "confirmed as key (A, EI or a face)";
    }
}

impl LatentStage {
    /// What must hold before the stage is left for the next.
    pub const fn exit(self) -> &'static [LatentCriterion] {
        match self {
            Self::Search => &[LatentCriterion::SourceNamed, LatentCriterion::BasicFacts, LatentCriterion::WayIn],
            Self::Screen => &[LatentCriterion::HighExpected, LatentCriterion::HasNeed],
            Self::Develop => &[LatentCriterion::AimStated, LatentCriterion::FirstOrder, LatentCriterion::KeyConfirmed],
            Self::Keep | Self::Ordinary => &[],
        }
    }
}

/// What is known of the criteria.
pub type LatentFacts = AnswerSheet<LatentCriterion>;

/// Where a latent key customer stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LatentStanding {
    /// The first stage whose exit is not reached.
    pub stage: LatentStage,
    /// What is still missing for the next.
    pub missing: Vec<LatentCriterion>,
    /// Days in the stage; none where it is not known since when.
    pub days_in_stage: Option<f64>,
}

/// Reads the stage of a latent key customer (PRO-13). Who is known not to promise enough, or to have no need, is an ordinary
/// customer; an unknown keeps them where they are. `since` is when the present stage was entered.
pub fn latent_stage(facts: &LatentFacts, since: Option<Timestamp>, as_of: Timestamp) -> Verdict<LatentStanding> {
    const STAGES: [LatentStage; 3] = [LatentStage::Search, LatentStage::Screen, LatentStage::Develop];
    let holds = |criterion: &LatentCriterion| facts.answer(*criterion) == Answer::Yes;
    let open = STAGES.into_iter().find(|stage| !stage.exit().iter().all(holds)).unwrap_or(LatentStage::Keep);
    let ruled_out = LatentStage::Screen.exit().iter().any(|criterion| facts.answer(*criterion) == Answer::No);
    let stage = if open == LatentStage::Screen && ruled_out { LatentStage::Ordinary } else { open };
    let missing = stage.exit().iter().copied().filter(|criterion| !holds(criterion)).collect();
    let reason = |criterion: &LatentCriterion| {
        Reason::of(*criterion, Observed::Answer(facts.answer(*criterion)), facts.source(*criterion))
    };
    let reasons = LatentCriterion::ALL.iter().map(reason).collect();
    let days_in_stage = since.map(|since| as_of.days_since(since).max(0.0));
    Verdict::new(LatentStanding { stage, missing, days_in_stage }, reasons, RuleVersion::new(RULE, VERSION), as_of)
}
