//! E-mail addresses: checked, and lower-cased for comparing.

use thiserror::Error;

use super::width::tidy;

/// What is wrong with a cell that should hold an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EmailError {
    #[error("the cell is empty")]
    Empty,
    #[error("there is no @")]
    NoAt,
    #[error("there is more than one @")]
    SeveralAts,
    #[error("the part before the @ is not valid")]
    LocalPart,
    #[error("the domain after the @ is not valid")]
    Domain,
}

impl EmailError {
    /// Stable name of the error, for reason columns and translation.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "email_empty",
            Self::NoAt => "email_no_at",
            Self::SeveralAts => "email_several_ats",
            Self::LocalPart => "email_local_part",
            Self::Domain => "email_domain",
        }
    }
}

/// Reads one address: `Zhang San <ZHANG@Example.COM>` and `mailto:zhang@example.com` both give `zhang@example.com`.
///
/// The local part is lower-cased too. Strictly it may be case-sensitive; in practice no mailbox is, and two rows that
/// differ in case only are the same person.
pub fn parse_email(cell: &str) -> Result<String, EmailError> {
    let text = tidy(cell);
    let inner = match (text.rfind('<'), text.rfind('>')) {
        (Some(open), Some(close)) if open < close => &text[open + 1..close],
        _ => text.as_str(),
    };
    let address = strip_label(inner)
        .trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ';' | '.' | '。' | '、' | '<' | '>')
        })
        .to_lowercase();
    if address.is_empty() {
        return Err(EmailError::Empty);
    }
    let (local, domain) = address.split_once('@').ok_or(EmailError::NoAt)?;
    if domain.contains('@') {
        return Err(EmailError::SeveralAts);
    }
    if !is_local_part(local) {
        return Err(EmailError::LocalPart);
    }
    if !is_domain(domain) {
        return Err(EmailError::Domain);
    }
    Ok(address)
}

/// Reads all addresses of a cell, split by `;` `,` `/` `、` `|` or blanks. The first wrong one is reported.
pub fn parse_emails(cell: &str) -> Result<Vec<String>, EmailError> {
    let text = tidy(cell);
    if text.is_empty() {
        return Err(EmailError::Empty);
    }
    if text.matches('@').count() <= 1 {
        return parse_email(&text).map(|one| vec![one]);
    }
    let mut found: Vec<String> = Vec::new();
    for piece in text.split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '/' | '、' | '|')) {
        // words without an @ beside several addresses are display names
        if !piece.contains('@') {
            continue;
        }
        let address = parse_email(piece)?;
        if !found.contains(&address) {
            found.push(address);
        }
    }
    Ok(found)
}

fn strip_label(text: &str) -> &str {
    let trimmed = text.trim();
    match trimmed.rsplit_once(':') {
        Some((_, address)) => address,
        None => trimmed,
    }
}

fn is_local_part(local: &str) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    !local.is_empty()
        && local.len() <= 64
        && local.chars().all(allowed)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
}

fn is_domain(domain: &str) -> bool {
    let label = |l: &str| {
        !l.is_empty()
            && l.len() <= 63
            && !l.starts_with('-')
            && !l.ends_with('-')
            && l.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let top = domain.rsplit('.').next().unwrap_or_default();
    domain.len() <= 253
        && domain.contains('.')
        && domain.split('.').all(label)
        && top.chars().count() >= 2
        && !top.chars().all(|c| c.is_ascii_digit())
}
