//! A party in one line, as lists, Today and search show it.

use std::collections::HashMap;

use method::Timestamp;
use serde::Serialize;
use store::parties::{CadenceMoments, Line, NEVER, NOT_GRADED};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{App, AppError, NameRef, UserRef, app::user_ref};

/// One line of a list. Numbers are masked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PartySummary {
    pub id: Uuid,
    /// `person` or `organisation`
    pub kind: String,
    /// `prospect`, `customer` or `contact`
    pub status: String,
    pub name: String,
    pub employer: Option<String>,
    pub position: Option<String>,
    pub city: Option<String>,
    /// masked
    pub phone: Option<String>,
    pub owner: Option<UserRef>,
    pub market: Option<String>,
    pub method: Option<String>,
    pub list: Option<NameRef>,
    /// `a` to `d`; absent: not graded (PRO-2)
    pub grade: Option<String>,
    /// 0 to 100; absent where not graded
    pub score: Option<f64>,
    /// `strong`, `medium`, `weak`, `none` (APP-9)
    pub intent: String,
    /// five known yeses (PRO-5)
    pub golden: bool,
    /// `pi` to `piv`; absent: customers, and where too little is rated (CLA-3)
    pub class: Option<String>,
    /// `red`, `black` or `white`, confirmed by a person (CLA-5)
    pub face: Option<String>,
    /// `red`, `yellow`, `green`, `none` (PRO-8)
    pub colour: String,
    /// `untouched`, `fine`, `due`, `overdue`, `dormant` (PRO-9)
    pub cadence: String,
    pub last_contact_at: Option<Timestamp>,
    /// the last contact in which they spoke, met or replied
    pub last_two_way_at: Option<Timestamp>,
    pub next_contact_at: Option<Timestamp>,
    /// percentage of the card that is filled (PRO-6)
    pub completeness: i32,
    /// `open`, `stopped`, `given_up`
    pub disposition: String,
    /// one of the five steps (PRO-1)
    pub step: String,
    /// when it goes back to the pool if nothing happens; absent where it does not (PRO-10)
    pub returns_at: Option<Timestamp>,
    /// its holder is warned of that: the return is near
    pub return_warned: bool,
    pub tags: Vec<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// Hides the middle of a number: `138****5678`, `0571****4622`.
pub(crate) fn masked_phone(e164: &str) -> String {
    let (national, area) = match e164.strip_prefix("+86") {
        // fixed lines are dialled with a nought before the area: 010, 021 … of three digits, the others of four
        Some(fixed) if fixed.starts_with("10") || fixed.starts_with('2') => (format!("0{fixed}"), 3),
        Some(other) if other.starts_with('1') || other.starts_with("400") || other.starts_with("800") => {
            (other.to_owned(), 3)
        }
        Some(fixed) => (format!("0{fixed}"), 4),
        None => (e164.to_owned(), 3),
    };
    let digits: Vec<char> = national.chars().collect();
    if digits.len() < 7 {
        return "*".repeat(digits.len());
    }
    let (head, tail) = if digits.len() >= 11 { (area, 4) } else { (2, 2) };
    let hidden = digits.len() - head - tail;
    let shown = |part: &[char]| part.iter().collect::<String>();
    format!("{}{}{}", shown(&digits[..head]), "*".repeat(hidden), shown(&digits[digits.len() - tail..]))
}

/// Hides a way to reach somebody as its kind asks for.
pub(crate) fn masked_contact(kind: &str, value: &str) -> String {
    match kind {
        "phone" => masked_phone(value),
        "email" => masked_email(value),
        _ => masked_text(value),
    }
}

/// Hides most of the part before the sign.
pub(crate) fn masked_email(email: &str) -> String {
    match email.split_once('@') {
        Some((name, host)) => format!("{}***@{host}", name.chars().next().map(String::from).unwrap_or_default()),
        None => "***".to_owned(),
    }
}

/// Hides numbers and addresses within words: for cells of a file that somebody else brought.
pub(crate) fn masked_cell(text: &str) -> String {
    if text.contains('@') {
        let words = text.split(' ').map(|word| if word.contains('@') { masked_email(word) } else { masked_cell(word) });
        return words.collect::<Vec<_>>().join(" ");
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits < 7 {
        return text.to_owned();
    }
    let (head, tail) = if digits >= 11 { (3, 4) } else { (2, 2) };
    let mut seen = 0;
    let hide = |c: char| {
        if !c.is_ascii_digit() {
            return c;
        }
        seen += 1;
        if seen > head && seen <= digits - tail { '*' } else { c }
    };
    text.chars().map(hide).collect()
}

/// Hides all but the ends.
pub(crate) fn masked_text(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    match letters.len() {
        0..=4 => "****".to_owned(),
        n => format!("{}****{}", letters[..2].iter().collect::<String>(), letters[n - 2..].iter().collect::<String>()),
    }
}

/// The state of the cadence (PRO-9) from the moments kept with the row.
pub(crate) fn cadence_state(row: &Line, now: i64) -> &'static str {
    let moments = CadenceMoments {
        last_two_way_at: row.last_two_way_at,
        dormant_at: row.dormant_at,
        overdue_at: row.overdue_at,
        due_at: row.due_at,
    };
    moments.state(now)
}

impl App {
    /// Rows as lines: owners and lists named, tags added, numbers masked.
    pub(crate) async fn summaries(
        &self,
        db: &impl store::Db,
        rows: Vec<impl Into<Line>>,
    ) -> Result<Vec<PartySummary>, AppError> {
        let rows: Vec<Line> = rows.into_iter().map(Into::into).collect();
        let names = self.user_names().await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut tags: HashMap<Uuid, Vec<String>> = HashMap::new();
        for tag in store::parties::tags(db, &ids).await? {
            tags.entry(tag.party_id).or_default().push(tag.tag);
        }
        let lists = self.list_names().await?;
        let now = self.now_ms();
        Ok(rows
            .into_iter()
            .map(|row| {
                let tags = tags.remove(&row.id).unwrap_or_default();
                let list = row.list_id.and_then(|id| lists.get(&id).map(|name| NameRef { id, name: name.clone() }));
                summary(row, user_ref_of(&names), list, tags, now)
            })
            .collect())
    }
}

fn user_ref_of(names: &HashMap<Uuid, String>) -> impl Fn(Option<Uuid>) -> Option<UserRef> + '_ {
    |id| user_ref(names, id)
}

fn summary(
    row: Line,
    user: impl Fn(Option<Uuid>) -> Option<UserRef>,
    list: Option<NameRef>,
    tags: Vec<String>,
    now: i64,
) -> PartySummary {
    let graded = row.grade != NOT_GRADED;
    PartySummary {
        cadence: cadence_state(&row, now).to_owned(),
        phone: row.primary_phone.as_deref().map(masked_phone),
        owner: user(row.owner_id),
        list,
        tags,
        grade: graded.then(|| row.grade.clone()),
        score: graded.then_some(row.score),
        last_contact_at: row.last_contact_at.map(Timestamp::from),
        last_two_way_at: (row.last_two_way_at > 0).then(|| row.last_two_way_at.into()),
        next_contact_at: (row.due_at < NEVER).then(|| row.due_at.into()),
        id: row.id,
        kind: row.kind,
        status: row.status,
        name: row.name,
        employer: row.employer,
        position: row.position,
        city: row.city,
        market: row.market,
        method: row.method,
        intent: row.intent,
        golden: row.golden,
        class: row.prospect_class,
        face: row.face,
        colour: row.colour,
        completeness: row.completeness,
        disposition: row.disposition,
        step: row.step,
        returns_at: row.returns_at.map(Timestamp::from),
        return_warned: row.pool_warned_at.is_some(),
        created_at: row.created_at.into(),
        updated_at: row.updated_at.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mobile_keeps_three_digits_in_front_and_four_behind() {
        assert_eq!(masked_phone("+8613812345678"), "138****5678");
    }

    #[test]
    fn a_fixed_line_is_written_as_it_is_dialled() {
        assert_eq!(masked_phone("+8657189724622"), "0571****4622");
        assert_eq!(masked_phone("+862164330199"), "021****0199");
        assert_eq!(masked_phone("+861064330199"), "010****0199");
        assert_eq!(masked_phone("+864008001234"), "40******34");
    }

    #[test]
    fn a_short_number_is_hidden_whole() {
        assert_eq!(masked_phone("110"), "***");
    }

    #[test]
    fn a_cell_keeps_its_words_and_hides_its_numbers() {
        assert_eq!(masked_cell("138-1234-5678 王芳"), "138-****-5678 王芳");
        assert_eq!(masked_cell("zhang@example.com 13812345678"), "z***@example.com 138****5678");
        assert_eq!(masked_cell("11010519491231002X"), "110**********1002X");
        assert_eq!(masked_cell("2026"), "2026");
    }

    #[test]
    fn an_email_keeps_its_first_letter_and_its_host() {
        assert_eq!(masked_email("zhang.san@example.com"), "z***@example.com");
    }
}
