//! Which column of a file holds which fact: the import fields, suggestions from headers and samples, and the mapping that a
//! person confirms (PRO-11).

mod content;
mod deals;
mod dictionary;
mod field;
mod headings;
mod orders;
mod plan;
mod subject;
mod suggest;
mod unit;

pub use field::{ImportField, UnknownField};
pub use plan::{Assignment, BoundMapping, Mapping, MappingError};
pub use subject::Subject;
pub use suggest::{Suggestion, Why, suggest};

/// Whether a cell is a heading, whole, of a list of names, a file of orders or one of deals: what finds the header row.
pub(crate) fn knows(cell: &str) -> bool {
    dictionary::knows(cell) || orders::knows(cell) || deals::knows(cell)
}

use crate::likeness::half_width;

/// A heading reduced to what identifies it: half-width, lower case, letters and digits only, without what stands in
/// brackets. `*客户 姓名（必填）` and `Date_of-Birth` become `客户姓名` and `dateofbirth`.
pub(crate) fn fold(heading: &str) -> String {
    let mut depth = 0_u32;
    let mut folded = String::with_capacity(heading.len());
    for c in heading.chars().map(half_width) {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 && c.is_alphanumeric() => folded.extend(c.to_lowercase()),
            _ => {}
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    #[rstest]
    #[case("*客户 姓名（必填）", "客户姓名")]
    #[case("Date_of-Birth", "dateofbirth")]
    #[case("ＰＨＯＮＥ：", "phone")]
    #[case("(", "")]
    fn headings_fold_to_what_identifies_them(#[case] heading: &str, #[case] expected: &str) {
        assert_eq!(super::fold(heading), expected);
    }
}
