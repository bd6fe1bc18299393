//! Headings of files whose rows are about something a customer has. The columns about the customer mean what they mean in a list of
//! names; the others are known by their heading alone, since an amount looks like any other number.

use std::collections::{HashMap, HashSet};

use super::dictionary::{Match, Meaning, look_up};
use super::field::ImportField;
use super::fold;
use super::subject::Subject;
use super::suggest::{Suggestion, Why, suggest};

/// Points of a heading that is known, of 100.
const BY_HEADING: u8 = 94;

/// Headings that name the customer's own number.
const CUSTOMER_NUMBERS: &str = "客户编号 客户编码 客户号 客户代码 客户id 会员号 会员编号 会员id 会员卡号 customerid customerno customernumber customercode \
    clientid clientno clientcode accountid accountno accountnumber householdkey household userid buyerid memberid";

pub(super) struct Headings {
    subject: Subject,
    fields: HashSet<ImportField>,
    meanings: HashMap<String, ImportField>,
}

impl Headings {
    /// Words are split at blanks, and known as they are folded.
    pub(super) fn of(subject: Subject, words: &[(ImportField, &str)]) -> Self {
        let fields: HashSet<ImportField> = ImportField::of(subject).into_iter().cloned().collect();
        let own =
            words.iter().flat_map(|(field, words)| words.split_whitespace().map(|word| (fold(word), field.clone())));
        let numbers = CUSTOMER_NUMBERS.split_whitespace().map(|word| (fold(word), ImportField::ExternalId));
        let codes = fields.iter().map(|field| (fold(&field.code()), field.clone()));
        let meanings = codes.chain(own).chain(numbers).collect();
        Self { subject, meanings, fields }
    }

    /// The field that a heading names, whole or without a number at its end.
    pub(super) fn known(&self, heading: &str) -> Option<ImportField> {
        let whole = fold(heading);
        let unnumbered = whole.trim_end_matches(|c: char| c.is_ascii_digit());
        self.meanings.get(&whole).or_else(|| self.meanings.get(unnumbered)).cloned()
    }

    /// One suggestion for each column.
    pub(super) fn suggest(&self, columns: &[String], samples: &[Vec<String>]) -> Vec<Suggestion> {
        // headings that are known here hide from the names, so that they take no name's place
        let others: Vec<String> = columns
            .iter()
            .map(|column| if self.known(column).is_some() { String::new() } else { column.clone() })
            .collect();
        let mut taken = HashSet::new();
        let names = suggest(&others, samples);
        let mut suggestions: Vec<Suggestion> = columns
            .iter()
            .zip(names)
            .map(|(column, name)| match self.known(column) {
                Some(field) => {
                    Suggestion { column: column.clone(), field: Some(field), confidence: BY_HEADING, why: Why::Heading }
                }
                None => self.customer(column, name),
            })
            .collect();
        for suggestion in &mut suggestions {
            let twice =
                suggestion.field.as_ref().is_some_and(|field| !field.is_repeatable() && !taken.insert(field.clone()));
            if twice {
                let column = suggestion.column.clone();
                *suggestion = Suggestion { column, field: None, confidence: 0, why: Why::FieldTaken };
            }
        }
        suggestions
    }

    /// A column about the customer, known by its heading; cells alone say too little beside so many other numbers and words.
    fn customer(&self, column: &str, found: Suggestion) -> Suggestion {
        let meaning = look_up(column);
        let by_heading = matches!(
            meaning,
            Some((Meaning::Field(_) | Meaning::PersonOrCompany | Meaning::NameOrContact, Match::Whole | Match::Part))
        );
        let mut field = found.field.filter(|field| by_heading && self.fields.contains(field));
        if self.subject == Subject::Deals && matches!(meaning, Some((Meaning::PersonOrCompany, _))) {
            // deals are with organisations; a name of one that looks like nothing in particular is still one
            field = field.map(|field| match field {
                ImportField::Name if found.why != Why::HeadingAndCells => ImportField::Company,
                other => other,
            });
        }
        match field {
            Some(field) => Suggestion { column: column.to_owned(), field: Some(field), ..found },
            None => Suggestion { column: column.to_owned(), field: None, confidence: 0, why: Why::NothingKnown },
        }
    }
}

#[cfg(test)]
pub(super) fn no_word_stands_twice(words: &[(ImportField, &str)]) {
    let mut seen = HashMap::new();
    for (field, words) in words {
        for word in words.split_whitespace() {
            let other = seen.insert(fold(word), field);
            assert!(other.is_none_or(|other| other == field), "{word} stands twice");
        }
    }
}
