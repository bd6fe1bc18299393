//! Keeps text from being run as a formula when a CSV file is opened in a spreadsheet.

/// Puts an apostrophe before text that a spreadsheet would take for a formula: text beginning with `=`, `+`, `-`, `@`, a
/// tab or a carriage return, or their full-width forms. Plain numbers and telephone numbers (`-12.5`, `+8613800138000`)
/// stay as they are, for they can only be numbers.
///
/// A text that already begins with such an apostrophe gets another, so that [`restore_formula`] always gives back the text.
pub fn neutralise_formula(text: &str) -> std::borrow::Cow<'_, str> {
    if is_risky(text) { format!("'{text}").into() } else { text.into() }
}

/// Takes away the apostrophe that [`neutralise_formula`] put.
pub fn restore_formula(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_risky(rest) => rest,
        _ => text,
    }
}

fn is_risky(text: &str) -> bool {
    let unquoted = text.trim_start_matches('\'');
    let Some(first) = unquoted.chars().next() else { return false };
    let begins_formula = matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠');
    begins_formula && (unquoted.len() < text.len() || !is_plain_number(unquoted))
}

fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("=1+1", "'=1+1")]
    #[case("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0")]
    #[case("-2+3", "'-2+3")]
    #[case("@SUM(A1)", "'@SUM(A1)")]
    #[case("\t=1", "'\t=1")]
    #[case("\r=1", "'\r=1")]
    #[case("＝1+1", "'＝1+1")]
    #[case("-备注", "'-备注")]
    #[case("'=1", "''=1")]
    #[case("+8613800138000", "+8613800138000")]
    #[case("-12.5", "-12.5")]
    #[case("张三", "张三")]
    #[case("o'clock", "o'clock")]
    #[case("", "")]
    fn formulas_are_neutralised_and_numbers_left_alone(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(neutralise_formula(text), expected);
    }

    proptest! {
        #[test]
        fn every_text_survives_the_way_out_and_back(text in "['=+@\t\r＝0-9a张-]{0,8}") {
            let written = neutralise_formula(&text);
            prop_assert_eq!(restore_formula(&written), text.as_str());
        }
    }
}
