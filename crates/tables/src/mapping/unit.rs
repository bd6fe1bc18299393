//! Units that headings of amounts name: `金额（万元）`, `Amount (k USD)`.

use crate::likeness::half_width;

/// Words for so many units of money, the larger before those they contain.
const CHINESE: [(&str, i64); 5] =
    [("亿", 100_000_000), ("千万", 10_000_000), ("百万", 1_000_000), ("万", 10_000), ("千元", 1_000)];
const ENGLISH: [(&[&str], i64); 2] =
    [(&["m", "mn", "mm", "mio", "million", "millions"], 1_000_000), (&["k", "thousand", "thousands", "000s"], 1_000)];

/// How many units of money one of a column is; 1 where its heading names none.
pub(super) fn unit_of(heading: &str) -> i64 {
    let plain: String = heading.chars().map(half_width).flat_map(char::to_lowercase).collect();
    let said = |word: &str| plain.split(|c: char| !c.is_alphanumeric()).any(|part| part.ends_with(word));
    if let Some((_, unit)) = CHINESE.iter().find(|(word, _)| said(word) || said(&format!("{word}元"))) {
        return *unit;
    }
    let named = |words: &[&str]| plain.split(|c: char| !c.is_alphanumeric()).any(|part| words.contains(&part));
    ENGLISH.iter().find(|(words, _)| named(words)).map_or(1, |(_, unit)| *unit)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    #[rstest]
    #[case("金额（万元）", 10_000)]
    #[case("预计金额(万)", 10_000)]
    #[case("合同金额（百万元）", 1_000_000)]
    #[case("金额（亿元）", 100_000_000)]
    #[case("金额（千元）", 1_000)]
    #[case("预计金额（元）", 1)]
    #[case("万科项目金额", 1)]
    #[case("Amount (k USD)", 1_000)]
    #[case("Amount in millions", 1_000_000)]
    #[case("Amount", 1)]
    #[case("Market", 1)]
    fn a_heading_names_the_unit_of_its_amounts(#[case] heading: &str, #[case] unit: i64) {
        assert_eq!(super::unit_of(heading), unit);
    }
}
