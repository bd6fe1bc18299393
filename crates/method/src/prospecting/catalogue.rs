//! The catalogue of prospecting methods (PRO-1): how names are found, when each way fits, what it takes, what it is
//! good and bad at. Teams may edit their copy; this is what the product ships with.

mod cold;
mod event_industry;
mod existing;
mod group;
mod online;
mod referral;
mod warm;

use serde::Serialize;

use crate::coded::Text;
use crate::prospecting::markets::Market;

/// One way of finding names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MethodEntry {
    /// Stable code, kept with every name that the method found.
    pub code: &'static str,
    /// The market it belongs to.
    pub market: Market,
    /// What it is called.
    pub name: Text,
    /// When it fits.
    pub when_to_use: Text,
    /// What to do, in order.
    pub steps: &'static [Text],
    /// What to have ready.
    pub preparation: &'static [Text],
    /// What it is good at.
    pub strengths: &'static [Text],
    /// What it is bad at.
    pub weaknesses: &'static [Text],
}

/// Declares the methods of a market: every text is written as `"中文" / "English"`.
macro_rules! methods {
    ($(
        $code:literal in $market:ident: $name_zh:literal / $name_en:literal,
        when: $when_zh:literal / $when_en:literal,
        steps: [$($step_zh:literal / $step_en:literal),+ $(,)?],
        preparation: [$($prep_zh:literal / $prep_en:literal),+ $(,)?],
        strengths: [$($good_zh:literal / $good_en:literal),+ $(,)?],
        weaknesses: [$($bad_zh:literal / $bad_en:literal),+ $(,)?];
    )+) => {
        pub(super) const METHODS: &[$crate::prospecting::catalogue::MethodEntry] = &[$(
            $crate::prospecting::catalogue::MethodEntry {
                code: $code,
                market: $crate::prospecting::markets::Market::$market,
                name: $crate::coded::Text { zh: $name_zh, en: $name_en },
                when_to_use: $crate::coded::Text { zh: $when_zh, en: $when_en },
                steps: &[$($crate::coded::Text { zh: $step_zh, en: $step_en }),+],
                preparation: &[$($crate::coded::Text { zh: $prep_zh, en: $prep_en }),+],
                strengths: &[$($crate::coded::Text { zh: $good_zh, en: $good_en }),+],
                weaknesses: &[$($crate::coded::Text { zh: $bad_zh, en: $bad_en }),+],
            },
        )+];
    };
}
use methods;

/// The shipped methods, market by market.
const SHIPPED: [&[MethodEntry]; 7] = [
    warm::METHODS,
    referral::METHODS,
    cold::METHODS,
    event_industry::METHODS,
    existing::METHODS,
    online::METHODS,
    group::METHODS,
];

/// Every method the product ships with, market by market.
pub fn catalogue() -> impl Iterator<Item = &'static MethodEntry> {
    SHIPPED.into_iter().flatten()
}

/// The method of a code.
pub fn method(code: &str) -> Option<&'static MethodEntry> {
    catalogue().find(|entry| entry.code == code)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::coded::Coded;

    #[test]
    fn every_market_has_a_method_and_every_code_is_used_once() {
        let codes: BTreeSet<&str> = catalogue().map(|entry| entry.code).collect();
        assert_eq!(codes.len(), catalogue().count());
        assert_eq!(codes.len(), 27);
        for market in Market::ALL {
            assert!(catalogue().any(|entry| entry.market == *market), "{market} has no method");
        }
    }

    #[test]
    fn every_text_stands_in_both_languages() {
        for entry in catalogue() {
            let lists = [entry.steps, entry.preparation, entry.strengths, entry.weaknesses];
            let texts = [entry.name, entry.when_to_use];
            for text in lists.into_iter().flatten().chain(&texts) {
                let chinese = text.zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                assert!(chinese, "{}: no Chinese in {:?}", entry.code, text.zh);
                let foreign = text.en.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                assert!(!foreign && !text.en.is_empty(), "{}: no English in {:?}", entry.code, text.en);
            }
            assert!(entry.steps.len() >= 3, "{} has too few steps to follow", entry.code);
        }
    }

    #[test]
    fn a_method_is_found_by_its_code_only() {
        assert_eq!(method("trade_fair_visit").map(|entry| entry.market), Some(Market::EventIndustry));
        assert_eq!(method("no_such_method"), None);
    }
}
