//! Yes, no and unknown are three different facts (principle "unknown is an answer").

use crate::coded::coded;

coded! {
    /// The answer to a question of the method. Unknown is never treated as no.
    #[derive(Default)]
    pub enum Answer in "answer" {
        Yes = "yes", "是", "yes";
        No = "no", "否", "no";
        #[default]
        Unknown = "unknown", "未知", "unknown";
    }
}

const YES_WORDS: &[&str] = &["是", "有", "对", "能", "会", "是的", "yes", "y", "true", "t", "1", "√", "✓"];
const NO_WORDS: &[&str] =
    &["否", "无", "没有", "不", "不是", "不能", "不会", "没", "no", "n", "false", "f", "0", "×", "✗"];
const UNKNOWN_WORDS: &[&str] =
    &["", "未知", "不详", "不清楚", "不知道", "待定", "unknown", "u", "?", "？", "-", "—", "n/a", "null"];

impl Answer {
    /// Reads a cell or a typed word in either language. Blank means unknown; a word that is none of the known
    /// ones gives `None`, so that an import can report it instead of guessing.
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        let among = |words: &[&str]| words.contains(&word.as_str());
        if among(YES_WORDS) {
            Some(Self::Yes)
        } else if among(NO_WORDS) {
            Some(Self::No)
        } else if among(UNKNOWN_WORDS) {
            Some(Self::Unknown)
        } else {
            None
        }
    }

    /// Whether the fact is known, either way.
    pub const fn is_known(self) -> bool {
        !matches!(self, Self::Unknown)
    }
}

impl From<bool> for Answer {
    fn from(value: bool) -> Self {
        if value { Self::Yes } else { Self::No }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("是", Some(Answer::Yes))]
    #[case(" 有 ", Some(Answer::Yes))]
    #[case("YES", Some(Answer::Yes))]
    #[case("y", Some(Answer::Yes))]
    #[case("1", Some(Answer::Yes))]
    #[case("True", Some(Answer::Yes))]
    #[case("否", Some(Answer::No))]
    #[case("无", Some(Answer::No))]
    #[case("N", Some(Answer::No))]
    #[case("0", Some(Answer::No))]
    #[case("false", Some(Answer::No))]
    #[case("", Some(Answer::Unknown))]
    #[case("   ", Some(Answer::Unknown))]
    #[case("未知", Some(Answer::Unknown))]
    #[case("有时", None)]
    #[case("2", None)]
    fn words_of_both_languages_are_read(#[case] word: &str, #[case] expected: Option<Answer>) {
        assert_eq!(Answer::from_word(word), expected);
    }

    #[test]
    fn nothing_said_is_unknown_and_not_no() {
        assert_eq!(Answer::default(), Answer::Unknown);
        assert!(!Answer::Unknown.is_known());
    }
}
