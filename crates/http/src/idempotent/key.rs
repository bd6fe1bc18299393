//! The header: a string of structured fields (RFC 9651), or the bare characters.

use axum::http::{HeaderMap, HeaderName};

use crate::problem::ApiError;

pub(crate) const KEY_HEADER: HeaderName = HeaderName::from_static("idempotency-key");

/// Characters of a key.
const LONGEST: usize = 255;

/// The key that was sent, which has to be there.
pub(super) fn of(headers: &HeaderMap) -> Result<String, ApiError> {
    let mut sent = headers.get_all(KEY_HEADER).iter();
    let key = match (sent.next(), sent.next()) {
        (Some(value), None) => value.to_str().ok().and_then(read),
        _ => None,
    };
    key.ok_or_else(|| {
        ApiError::malformed("Idempotency-Key takes one string of 1 to 255 visible ASCII characters, quoted or not")
    })
}

fn read(text: &str) -> Option<String> {
    let text = text.trim();
    let key = if text.starts_with('"') { unquoted(text)? } else { text.to_owned() };
    let visible = key.bytes().all(|byte| byte.is_ascii_graphic());
    (visible && (1..=LONGEST).contains(&key.len())).then_some(key)
}

fn unquoted(text: &str) -> Option<String> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut key = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => key.push(characters.next().filter(|escaped| matches!(escaped, '"' | '\\'))?),
            '"' => return None,
            other => key.push(other),
        }
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_same_with_quotes_and_without() {
        assert_eq!(read("\"8e03978e-40d5\"").as_deref(), Some("8e03978e-40d5"));
        assert_eq!(read(" 8e03978e-40d5 ").as_deref(), Some("8e03978e-40d5"));
        assert_eq!(read(r#""a\"b\\c""#).as_deref(), Some(r#"a"b\c"#));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let longest = "k".repeat(LONGEST);
        assert_eq!(read(&longest).as_deref(), Some(longest.as_str()));
        let wrong = ["", "\"\"", "\"", "\"a", "\"a\" \"b\"", "\"a\";p=1", r#""a\b""#, "a b", "键"];
        for wrong in wrong.into_iter().map(str::to_owned).chain([format!("{longest}k")]) {
            assert_eq!(read(&wrong), None, "{wrong}");
        }
    }
}
