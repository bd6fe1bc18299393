//! The golden-prospect check (PRO-5): five questions, golden only with five known yeses.

use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::answer_sheet::AnswerSheet;
use crate::coded::{Coded, coded};
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "golden";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// The five questions, in the order in which to ask them.
    pub enum GoldenQuestion in "golden" {
        UrgentNeed = "urgent_need", "对我们的产品或服务有迫切需要吗？", "Is there an urgent need for what we sell?";
        FavourableCostBenefit = "favourable_cost_benefit", "对照他的计划，我们的方案投入产出划算吗？", "Does our offer pay off for what they plan?";
        PositiveAttitude = "positive_attitude", "对行业、产品、服务和品牌态度积极吗？", "Is their attitude to the trade, product, service and brand positive?";
        LargeOrders = "large_orders", "有可能下大单吗？", "May they place large orders?";
        CentreOfInfluence = "centre_of_influence", "他是影响力中心吗？", "Are they a centre of influence?";
    }
}

coded! {
    /// What the five answers add up to.
    pub enum GoldenStatus in "golden_status" {
        Golden = "golden", "黄金准客户", "golden prospect";
        Open = "open", "尚待确认", "still open";
        NotGolden = "not_golden", "不是黄金准客户", "not golden";
    }
}

/// The answers to the five questions.
pub type GoldenCheck = AnswerSheet<GoldenQuestion>;

/// The reading of a check. `yes + no + unknown` is always 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GoldenReading {
    /// Golden with five known yeses, not golden with any no, else open.
    pub status: GoldenStatus,
    /// Known yeses.
    pub yes: u8,
    /// Known noes.
    pub no: u8,
    /// Questions without an answer.
    pub unknown: u8,
    /// The question to ask next; none once the status is settled.
    pub next_question: Option<GoldenQuestion>,
}

/// Reads the five answers (PRO-5).
pub fn check(answers: &GoldenCheck, as_of: Timestamp) -> Verdict<GoldenReading> {
    let count = |wanted: Answer| {
        GoldenQuestion::ALL.iter().filter(|question| answers.answer(**question) == wanted).count() as u8
    };
    let (yes, no, unknown) = (count(Answer::Yes), count(Answer::No), count(Answer::Unknown));
    let status = match (no, unknown) {
        (0, 0) => GoldenStatus::Golden,
        (0, _) => GoldenStatus::Open,
        _ => GoldenStatus::NotGolden,
    };
    let next_question = match status {
        GoldenStatus::Open => {
            GoldenQuestion::ALL.iter().copied().find(|question| answers.answer(*question) == Answer::Unknown)
        }
        GoldenStatus::Golden | GoldenStatus::NotGolden => None,
    };
    let reasons = GoldenQuestion::ALL
        .iter()
        .map(|question| Reason::of(*question, Observed::Answer(answers.answer(*question)), answers.source(*question)))
        .collect();
    let reading = GoldenReading { status, yes, no, unknown, next_question };
    Verdict::new(reading, reasons, RuleVersion::new(RULE, VERSION), as_of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn answered(answers: [Answer; 5]) -> GoldenReading {
        let sheet = GoldenQuestion::ALL
            .iter()
            .zip(answers)
            .fold(GoldenCheck::default(), |sheet, (question, answer)| sheet.with(*question, answer));
        check(&sheet, Timestamp::default()).value
    }

    #[test]
    fn five_known_yeses_make_a_golden_prospect() {
        let reading = answered([Answer::Yes; 5]);
        assert_eq!(reading.status, GoldenStatus::Golden);
        assert_eq!(reading.next_question, None);
    }

    #[test]
    fn four_of_five_with_one_unknown_asks_the_missing_one() {
        let reading = answered([Answer::Yes, Answer::Yes, Answer::Yes, Answer::Unknown, Answer::Yes]);
        assert_eq!(reading.status, GoldenStatus::Open);
        assert_eq!((reading.yes, reading.no, reading.unknown), (4, 0, 1));
        assert_eq!(reading.next_question, Some(GoldenQuestion::LargeOrders));
    }

    #[test]
    fn any_no_settles_it_as_not_golden() {
        let reading = answered([Answer::Yes, Answer::Unknown, Answer::No, Answer::Yes, Answer::Yes]);
        assert_eq!(reading.status, GoldenStatus::NotGolden);
        assert_eq!(reading.next_question, None);
    }

    proptest! {
        #[test]
        fn every_sheet_ends_in_one_status_and_counts_five(picks in prop::array::uniform5(0_usize..3)) {
            let answers = picks.map(|pick| Answer::ALL[pick]);
            let reading = answered(answers);
            prop_assert_eq!(reading.yes + reading.no + reading.unknown, 5);
            prop_assert_eq!(reading.status == GoldenStatus::Golden, reading.yes == 5);
            prop_assert_eq!(reading.status == GoldenStatus::NotGolden, reading.no > 0);
        }
    }
}
