//! The MAN matrix (PRO-4): money, authority, need. An unknown letter keeps the case open and asks for the fact;
//! only three known noes stop a prospect.

use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::coded::coded;
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "man";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// What a person can do about the purchase.
    #[derive(Default)]
    pub enum Authority in "authority" {
        Decides = "decides", "有决定权", "decides";
        Recommends = "recommends", "有建议权", "recommends";
        Vetoes = "vetoes", "有否决权", "can veto";
        None = "none", "没有决策影响", "no say";
        #[default]
        Unknown = "unknown", "未知", "unknown";
    }
}

impl Authority {
    /// The letter A: anyone who decides, recommends or can veto has authority.
    pub const fn letter(self) -> Answer {
        match self {
            Self::Decides | Self::Recommends | Self::Vetoes => Answer::Yes,
            Self::None => Answer::No,
            Self::Unknown => Answer::Unknown,
        }
    }
}

coded! {
    /// The cells of the matrix: a capital letter is present, a small one lacking.
    pub enum ManCell in "man_cell" {
        MoneyAuthorityNeed = "MAN", "有钱、有权、有需求", "money, authority, need";
        NeedLacking = "MAn", "有钱、有权、无需求", "money and authority, no need";
        AuthorityLacking = "MaN", "有钱、无权、有需求", "money and need, no authority";
        MoneyLacking = "mAN", "无钱、有权、有需求", "authority and need, no money";
        NeedOnly = "maN", "只有需求", "need only";
        AuthorityOnly = "mAn", "只有决策权", "authority only";
        MoneyOnly = "Man", "只有购买力", "money only";
        Nothing = "man", "三项皆无", "none of the three";
    }
}

coded! {
    /// What to do.
    pub enum ManAdvice in "man_advice" {
        Sell = "sell", "全力推进成交：理想的销售对象", "Sell: this is the ideal target";
        CreateNeed = "create_need", "保持接触，用好的销售唤起需求", "Approach and create the need by good selling";
        FindAuthority = "find_authority", "保持接触，找到有决定权的人", "Approach and find the person with authority";
        CheckCredit = "check_credit", "保持接触，核实经营与信用，提供分期或账期方案", "Approach, check business and credit, offer financing or terms";
        Cultivate = "cultivate", "持续观察培养，等第二个条件具备", "Watch and cultivate until a second condition holds";
        Stop = "stop", "停止投入：不是准客户", "Stop: this is not a customer";
        FindDecider = "find_decider", "同时找到最终决定人", "Find the decider as well";
    }
}

coded! {
    /// The letters as questions to ask.
    pub enum ManLetter in "man" {
        Money = "money", "他有购买能力吗？", "Do they have the money?";
        Need = "need", "他有需求吗？", "Do they have the need?";
        Authority = "authority", "谁能决定、建议或否决？", "Who decides, recommends or can veto?";
    }
}

/// The advice of each cell: the matrix of PRO-4, best cell first.
pub const MATRIX: [(ManCell, [bool; 3], ManAdvice); 8] = [
    (ManCell::MoneyAuthorityNeed, [true, true, true], ManAdvice::Sell),
    (ManCell::NeedLacking, [true, true, false], ManAdvice::CreateNeed),
    (ManCell::AuthorityLacking, [true, false, true], ManAdvice::FindAuthority),
    (ManCell::MoneyLacking, [false, true, true], ManAdvice::CheckCredit),
    (ManCell::NeedOnly, [false, false, true], ManAdvice::Cultivate),
    (ManCell::AuthorityOnly, [false, true, false], ManAdvice::Cultivate),
    (ManCell::MoneyOnly, [true, false, false], ManAdvice::Cultivate),
    (ManCell::Nothing, [false, false, false], ManAdvice::Stop),
];

/// What is known of the three conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Man {
    /// M: the money to buy.
    pub money: Answer,
    /// A: the power to decide, recommend or veto.
    pub authority: Authority,
    /// N: the need.
    pub need: Answer,
}

/// The reading of the matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ManReading {
    /// Every cell still possible, best first; never empty.
    pub cells: Vec<ManCell>,
    /// The advice of the best possible cell.
    pub advice: ManAdvice,
    /// An addition to the advice: somebody who only recommends or vetoes does not sign.
    pub also: Option<ManAdvice>,
    /// The facts that would exclude the other cells, the one to ask first in front.
    pub questions: Vec<ManLetter>,
}

/// Reads the matrix with unknowns (PRO-4).
pub fn read(man: Man, as_of: Timestamp) -> Verdict<ManReading> {
    let letters = [man.money, man.authority.letter(), man.need];
    let possible = |pattern: &[bool; 3]| {
        letters.iter().zip(pattern).all(|(known, present)| match known {
            Answer::Unknown => true,
            Answer::Yes => *present,
            Answer::No => !*present,
        })
    };
    let open: Vec<(ManCell, ManAdvice)> =
        MATRIX.iter().filter(|(_, pattern, _)| possible(pattern)).map(|(cell, _, advice)| (*cell, *advice)).collect();
    // three letters of any value always leave at least one cell
    let advice = open.first().map_or(ManAdvice::Stop, |(_, advice)| *advice);
    let also = matches!(man.authority, Authority::Recommends | Authority::Vetoes).then_some(ManAdvice::FindDecider);
    let asked =
        [(ManLetter::Money, man.money), (ManLetter::Need, man.need), (ManLetter::Authority, man.authority.letter())];
    let questions = asked.iter().filter(|(_, known)| !known.is_known()).map(|(letter, _)| *letter).collect();
    let reasons = vec![
        Reason::of(ManLetter::Money, Observed::Answer(man.money), Source::Stated),
        Reason::of(ManLetter::Authority, Observed::word(man.authority), Source::Stated),
        Reason::of(ManLetter::Need, Observed::Answer(man.need), Source::Stated),
    ];
    let cells = open.into_iter().map(|(cell, _)| cell).collect();
    let reading = ManReading { cells, advice, also, questions };
    Verdict::new(reading, reasons, RuleVersion::new(RULE, VERSION), as_of)
}
