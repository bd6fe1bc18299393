//! What the words of a file say of a deal: its stage, how it ended, why.

use method::{
    Coded,
    deals::stages::{BuyingStage, DealEnd, EndReason, StageSettings, StatedReason},
};

use crate::imports::report::RowReason;

/// Words for an outcome beside those of the product itself, as systems for customers write them, folded.
const ENDS: [(DealEnd, &str); 4] = [
    (
        DealEnd::Won,
        "won closedwon success successful signed 赢 赢单 已赢单 赢单关闭 关闭赢单 成交 已成交 签约 已签约 签单 已签单 中标 已中标 成功 成单",
    ),
    (
        DealEnd::Lost,
        "lost closedlost loss failed 输 输单 已输单 输单关闭 关闭输单 丢单 已丢单 失单 失败 战败 未中标 落标 流失",
    ),
    (
        DealEnd::NoDecision,
        "nodecision cancelled canceled closedcancelled closedcanceled nopurchase 取消 已取消 客户取消 项目取消 流标 废标 客户没买 未采购",
    ),
    (DealEnd::Dropped, "dropped givenup abandoned disqualified invalid 放弃 已放弃 主动放弃 弃单 无效 作废 废弃"),
];
const OPEN: &str = "open active inprogress ongoing new pending working running 进行中 跟进中 在谈 洽谈中 推进中 未结束 未关闭 未完成 未成交 正常 打开 有效";
/// Of a column that asks whether a deal was won.
const YES: [&str; 5] = ["yes", "true", "y", "1", "是"];
/// It may be open as well as lost.
const NO: [&str; 5] = ["no", "false", "n", "0", "否"];

/// What a cell says of how a deal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Open,
    Ended(DealEnd),
    /// another column has to say
    Unsaid,
}

/// A word without its case, width, blanks and marks.
fn folded(word: &str) -> String {
    let plain = text::normalise::fold_width(word);
    plain.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The same code by any of its names.
fn named<W: Coded>(word: &str) -> Option<W> {
    let word = folded(word);
    let is = |one: &&W| [one.code(), one.text().zh, one.text().en].iter().any(|name| folded(name) == word);
    W::ALL.iter().find(is).copied()
}

fn end_of(word: &str) -> Option<DealEnd> {
    let plain = folded(word);
    let among = |words: &str| words.split_whitespace().any(|known| known == plain);
    let other = || ENDS.iter().find(|(_, words)| among(words)).map(|(end, _)| *end);
    // a pipeline may stand behind it: `Closed Won (Sales Pipeline)`
    let begins = |start: &str, end| plain.starts_with(start).then_some(end);
    named(word)
        .or_else(other)
        .or_else(|| begins("closedwon", DealEnd::Won))
        .or_else(|| begins("closedlost", DealEnd::Lost))
}

/// The stage that a cell names, by code or in either language, with or without a number before it; deals that have ended may
/// have left from one that none enters any more.
pub(super) fn stage_of<'a>(word: &str, settings: &'a StageSettings) -> Option<&'a str> {
    let plain = folded(word);
    let unnumbered = plain.trim_start_matches(|c: char| c.is_ascii_digit());
    let is = |name: &str| {
        let name = folded(name);
        !name.is_empty() && (name == plain || name == unnumbered)
    };
    let stages = || settings.stages.iter();
    let found = stages().find(|one| is(&one.code) || is(&one.zh) || is(&one.en))?;
    Some(&found.code)
}

/// What the column of stages says: a stage, or how the deal ended.
pub(super) fn read_stage(word: &str, settings: &StageSettings) -> Result<(Option<String>, Standing), RowReason> {
    match (stage_of(word, settings), end_of(word)) {
        (Some(code), _) => Ok((Some(code.to_owned()), Standing::Unsaid)),
        (None, Some(end)) => Ok((None, Standing::Ended(end))),
        (None, None) => Err(unknown_stage(word, settings)),
    }
}

/// Says which stages there are.
pub(super) fn unknown_stage(word: &str, settings: &StageSettings) -> RowReason {
    let active = || settings.stages.iter().filter(|stage| stage.active);
    let zh = active().map(|stage| stage.zh.as_str()).collect::<Vec<_>>().join("、");
    let en = active().map(|stage| stage.en.as_str()).collect::<Vec<_>>().join(", ");
    RowReason::new("stage_unknown", &[("cell", word), ("stages_zh", &zh), ("stages_en", &en)])
}

/// What the column of outcomes says.
pub(super) fn read_outcome(word: &str, settings: &StageSettings) -> Result<Standing, RowReason> {
    let plain = folded(word);
    if let Some(end) = end_of(word) {
        return Ok(Standing::Ended(end));
    }
    if YES.contains(&&*plain) {
        return Ok(Standing::Ended(DealEnd::Won));
    }
    if NO.contains(&&*plain) {
        return Ok(Standing::Unsaid);
    }
    if OPEN.split_whitespace().any(|known| known == plain) || stage_of(word, settings).is_some() {
        return Ok(Standing::Open);
    }
    Err(RowReason::new("outcome_unknown", &[("cell", word)]))
}

pub(super) fn read_buying_stage(word: &str) -> Result<BuyingStage, RowReason> {
    named(word).ok_or_else(|| RowReason::new("buying_stage_unknown", &[("cell", word)]))
}

/// A reason of the list, or another in words.
pub(super) fn read_reason(words: &str) -> StatedReason {
    match named::<EndReason>(words) {
        Some(reason) => StatedReason { reason, words: String::new() },
        None => StatedReason { reason: EndReason::Other, words: words.trim().to_owned() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_known_by_its_code_and_in_both_languages() {
        let settings = StageSettings::default();
        for word in ["offer", "方案报价", "Offer Made", "3. 方案报价", "３－方案报价"] {
            assert_eq!(stage_of(word, &settings), Some("offer"), "{word}");
        }
        let refused = read_stage("Qualification", &settings).unwrap_err();
        assert_eq!(refused.code, "stage_unknown");
        assert!(refused.params["stages_zh"].starts_with("发现商机、确认需求"));
    }

    #[test]
    fn outcomes_are_known_in_both_languages_and_as_systems_write_them() {
        let settings = StageSettings::default();
        let ended = |word: &str| read_outcome(word, &settings).unwrap();
        for word in ["Closed Won", "赢单", "已成交", "won", "是", "Closed Won (Sales Pipeline)"] {
            assert_eq!(ended(word), Standing::Ended(DealEnd::Won), "{word}");
        }
        for word in ["Closed Lost", "丢单", "输单"] {
            assert_eq!(ended(word), Standing::Ended(DealEnd::Lost), "{word}");
        }
        assert_eq!(ended("流标"), Standing::Ended(DealEnd::NoDecision));
        assert_eq!(ended("我们主动放弃"), Standing::Ended(DealEnd::Dropped));
        assert_eq!((ended("进行中"), ended("否")), (Standing::Open, Standing::Unsaid));
        assert_eq!(read_outcome("？？", &settings).unwrap_err().code, "outcome_unknown");
    }

    #[test]
    fn a_reason_of_the_list_is_found_and_any_other_kept_in_words() {
        assert_eq!(read_reason("价格"), StatedReason { reason: EndReason::Price, words: String::new() });
        assert_eq!(read_reason("老板换人").reason, EndReason::Other);
    }
}
