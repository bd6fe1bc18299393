//! Suggests the field of each column from its heading and from what its cells look like.

use std::cmp::Reverse;
use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::content::{Content, Fit};
use super::dictionary::{Match, Meaning, look_up};
use super::field::ImportField;

/// Points of 100. A heading known whole is nearly certain; cells alone are less so.
const WHOLE_HEADING: u8 = 94;
const PART_OF_HEADING: u8 = 70;
const CELLS_ALONE: f64 = 75.0;
const CELLS_AGREE: u8 = 5;
const CELLS_DISAGREE: u8 = 55;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    pub column: String,
    /// `None` when nothing is known about the column.
    pub field: Option<ImportField>,
    /// 0 to 100. From [`Suggestion::CONFIDENT`] on, it is used unless the person says otherwise.
    pub confidence: u8,
    pub why: Why,
}

impl Suggestion {
    pub const CONFIDENT: u8 = 50;

    pub fn is_confident(&self) -> bool {
        self.field.is_some() && self.confidence >= Self::CONFIDENT
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    Heading,
    HeadingAndCells,
    /// The heading says so, the cells look otherwise.
    HeadingAgainstCells,
    Cells,
    NothingKnown,
    /// Another column suits the field better.
    FieldTaken,
}

impl Why {
    pub fn code(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::HeadingAndCells => "heading_and_cells",
            Self::HeadingAgainstCells => "heading_against_cells",
            Self::Cells => "cells",
            Self::NothingKnown => "nothing_known",
            Self::FieldTaken => "field_taken",
        }
    }
}

/// One suggestion for each column, in their order. `samples` are rows. A field that a party has once is suggested once,
/// for the column that suits it best.
pub fn suggest(columns: &[String], samples: &[Vec<String>]) -> Vec<Suggestion> {
    let headings: Vec<_> = columns.iter().map(|column| look_up(column)).collect();
    let known = Known::of(&headings);
    let mut suggestions: Vec<Suggestion> = columns
        .iter()
        .zip(&headings)
        .enumerate()
        .map(|(index, (column, heading))| {
            let content = Content::of_column(samples, index);
            let (field, confidence, why) = judge(heading.as_ref(), &content, &known);
            Suggestion { column: column.clone(), field, confidence, why }
        })
        .collect();

    let mut order: Vec<usize> = (0..suggestions.len()).collect();
    order.sort_by_key(|&index| Reverse(suggestions[index].confidence));
    let mut taken = HashSet::new();
    for index in order {
        let suggestion = &mut suggestions[index];
        let Some(field) = &suggestion.field else { continue };
        if !field.is_repeatable() && !taken.insert(field.clone()) {
            *suggestion =
                Suggestion { column: suggestion.column.clone(), field: None, confidence: 0, why: Why::FieldTaken };
        }
    }
    suggestions
}

/// What the headings, taken together, are sure to name.
struct Known {
    person: bool,
    company: bool,
    contact: bool,
    person_or_company: bool,
}

impl Known {
    fn of(headings: &[Option<(Meaning, Match)>]) -> Self {
        use ImportField as F;
        let any = |is: &dyn Fn(&Meaning) -> bool| headings.iter().flatten().any(|(meaning, _)| is(meaning));
        Self {
            person: any(&|m| matches!(m, Meaning::Field(F::Name | F::FamilyName | F::GivenName))),
            company: any(&|m| *m == Meaning::Field(F::Company)),
            contact: any(&|m| matches!(m, Meaning::NameOrContact | Meaning::Field(F::ContactName))),
            person_or_company: any(&|m| *m == Meaning::PersonOrCompany),
        }
    }

    fn settle(&self, meaning: &Meaning, content: &Content<'_>) -> ImportField {
        const MOSTLY: f64 = 0.5;
        match meaning {
            Meaning::Field(field) => field.clone(),
            Meaning::PersonOrCompany => {
                let company_fits = !self.company
                    && content.share_of_people() <= MOSTLY
                    && (self.person || self.contact || content.share_of_companies() > MOSTLY);
                if company_fits { ImportField::Company } else { ImportField::Name }
            }
            Meaning::NameOrContact if self.company || self.person_or_company || self.person => ImportField::ContactName,
            Meaning::NameOrContact => ImportField::Name,
        }
    }
}

fn judge(heading: Option<&(Meaning, Match)>, content: &Content<'_>, known: &Known) -> (Option<ImportField>, u8, Why) {
    let by_cells = content.field();
    let Some((meaning, matched)) = heading else {
        return match by_cells {
            Some((field, share)) => (Some(field), (CELLS_ALONE * share) as u8, Why::Cells),
            None => (None, 0, Why::NothingKnown),
        };
    };
    let field = known.settle(meaning, content);
    let base = match matched {
        Match::Whole => WHOLE_HEADING,
        Match::Part => PART_OF_HEADING,
    };
    match content.fit(&field) {
        Fit::Good => (Some(field), base + CELLS_AGREE, Why::HeadingAndCells),
        Fit::Unknown => (Some(field), base, Why::Heading),
        Fit::Doubtful => match by_cells {
            Some((other, share)) if other != field => (Some(other), (CELLS_ALONE * share) as u8, Why::Cells),
            _ => (Some(field), base - CELLS_DISAGREE, Why::HeadingAgainstCells),
        },
    }
}
