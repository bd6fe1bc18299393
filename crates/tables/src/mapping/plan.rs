//! The mapping that an import run uses: confirmed by a person, given on the command line, stored with the run.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::field::{ImportField, UnknownField};
use super::subject::Subject;
use super::suggest::Suggestion;
use super::unit::unit_of;
use crate::fault::Params;
use crate::format::column_position;

/// Columns with the field that each holds. Columns not named are not imported.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping {
    assignments: Vec<Assignment>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    pub column: String,
    pub field: ImportField,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    #[error("`{text}` is not FIELD=COLUMN; write for example phone=手机号码")]
    NotAPair { text: String },
    #[error(transparent)]
    UnknownField(#[from] UnknownField),
    #[error("the file has no column `{column}`; its columns are {}", available.join(", "))]
    NoSuchColumn { column: String, available: Vec<String> },
    #[error("`{field}` can be taken from one column only, not from {}", columns.join(" and "))]
    FieldTwice { field: ImportField, columns: Vec<String> },
    #[error("no column tells who a row is about; map a name, company, phone, e-mail, WeChat or identity number")]
    NothingIdentifies,
    #[error("no column tells {missing} of {}; map one to {fields}", subject.singular())]
    Lacks { subject: Subject, missing: &'static str, fields: &'static str },
}

impl MappingError {
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAPair { .. } => "mapping_not_a_pair",
            Self::UnknownField(_) => "mapping_unknown_field",
            Self::NoSuchColumn { .. } => "mapping_no_such_column",
            Self::FieldTwice { .. } => "mapping_field_twice",
            Self::NothingIdentifies => "mapping_nothing_identifies",
            Self::Lacks { subject: Subject::Deals, .. } => "mapping_deal_lacks",
            Self::Lacks { .. } => "mapping_order_lacks",
        }
    }

    pub fn params(&self) -> Params {
        match self {
            Self::NotAPair { text } => vec![("text", text.clone())],
            Self::UnknownField(UnknownField(field)) => vec![("field", field.clone())],
            Self::NoSuchColumn { column, available } => {
                vec![("column", column.clone()), ("available", available.join(", "))]
            }
            Self::FieldTwice { field, columns } => {
                vec![("field", field.code().into_owned()), ("columns", columns.join(", "))]
            }
            Self::NothingIdentifies => vec![],
            Self::Lacks { missing, fields, .. } => {
                vec![("missing", (*missing).to_owned()), ("fields", (*fields).to_owned())]
            }
        }
    }
}

impl Mapping {
    pub fn new(assignments: Vec<Assignment>) -> Self {
        Self { assignments }
    }

    /// What is suggested with confidence.
    pub fn from_suggestions(suggestions: &[Suggestion]) -> Self {
        let confident = suggestions.iter().filter(|suggestion| suggestion.is_confident());
        let assignments = confident
            .filter_map(|suggestion| {
                Some(Assignment { column: suggestion.column.clone(), field: suggestion.field.clone()? })
            })
            .collect();
        Self { assignments }
    }

    pub fn assignments(&self) -> &[Assignment] {
        &self.assignments
    }

    pub fn field_of(&self, column: &str) -> Option<&ImportField> {
        self.assignments.iter().find(|assignment| assignment.column == column).map(|assignment| &assignment.field)
    }

    /// Gives a column its field, in place of what it had; a field that a party has once leaves the column it was taken
    /// from before.
    pub fn assign(&mut self, column: &str, field: ImportField) {
        self.assignments
            .retain(|assignment| assignment.column != column && (field.is_repeatable() || assignment.field != field));
        self.assignments.push(Assignment { column: column.to_owned(), field });
    }

    /// Reads `FIELD=COLUMN`, where the column is a heading or its number as `#3`.
    ///
    /// # Errors
    /// When it is no such pair or there is no such field. Whether the column exists is for [`Mapping::assign_pair`].
    pub fn parse_pair(text: &str) -> Result<(ImportField, &str), MappingError> {
        let pair = text.split_once('=').map(|(field, column)| (field.trim(), column.trim()));
        match pair {
            Some((field, column)) if !field.is_empty() && !column.is_empty() => Ok((field.parse()?, column)),
            _ => Err(MappingError::NotAPair { text: text.to_owned() }),
        }
    }

    /// Applies one `FIELD=COLUMN` of the command line to a file with these columns.
    pub fn assign_pair(&mut self, text: &str, columns: &[String]) -> Result<(), MappingError> {
        let (field, column) = Self::parse_pair(text)?;
        let position = column_position(columns, column).ok_or_else(|| no_such_column(column, columns))?;
        self.assign(&columns[position], field);
        Ok(())
    }

    /// Everything that is wrong with the mapping for a file with these columns; empty when it can be used.
    pub fn check(&self, columns: &[String]) -> Vec<MappingError> {
        let mut errors = Vec::new();
        let mut taken_from: HashMap<&ImportField, Vec<String>> = HashMap::new();
        for Assignment { column, field } in &self.assignments {
            if column_position(columns, column).is_none() {
                errors.push(no_such_column(column, columns));
            }
            if !field.is_repeatable() {
                taken_from.entry(field).or_default().push(column.clone());
            }
        }
        let mut twice: Vec<_> = taken_from.into_iter().filter(|(_, columns)| columns.len() > 1).collect();
        twice.sort();
        errors.extend(
            twice.into_iter().map(|(field, columns)| MappingError::FieldTwice { field: field.clone(), columns }),
        );
        if !self.assignments.iter().any(|assignment| assignment.field.identifies()) {
            errors.push(MappingError::NothingIdentifies);
        }
        errors
    }

    /// What a file of orders or deals cannot do without, and the mapping lacks. Names are refused row by row.
    pub fn check_for(&self, subject: Subject) -> Option<MappingError> {
        use ImportField as F;
        let has = |field: F| self.assignments.iter().any(|assignment| assignment.field == field);
        let lacks = |missing, fields| Some(MappingError::Lacks { subject, missing, fields });
        if subject == Subject::Names {
            return None;
        }
        if !self.assignments.iter().any(|a| a.field.identifies() || a.field == F::ExternalId) {
            return lacks("the customer", "external_id, name, company or phone");
        }
        match subject {
            Subject::Names => None,
            Subject::Orders if !has(F::OrderDate) => lacks("the day", "order_date"),
            Subject::Orders if !(has(F::Amount) || has(F::Quantity) && has(F::UnitPrice)) => {
                lacks("the amount", "amount, or quantity and unit_price")
            }
            Subject::Deals if !(has(F::DealName) || has(F::ProductLine) || has(F::DealNumber)) => {
                lacks("the name", "deal_name, product_line or deal_number")
            }
            Subject::Orders | Subject::Deals => None,
        }
    }

    /// Binds the mapping to the positions of the columns. Whether something identifies a row is not asked: an importer may
    /// choose to refuse row by row.
    pub fn bind(&self, columns: &[String]) -> Result<BoundMapping, MappingError> {
        let positions = self.assignments.iter().filter(|assignment| assignment.field != ImportField::Ignore);
        let fields = positions
            .map(|Assignment { column, field }| {
                let position = column_position(columns, column).ok_or_else(|| no_such_column(column, columns))?;
                Ok((position, field.clone(), unit_of(&columns[position])))
            })
            .collect::<Result<_, MappingError>>()?;
        Ok(BoundMapping { fields })
    }
}

fn no_such_column(column: &str, columns: &[String]) -> MappingError {
    MappingError::NoSuchColumn { column: column.to_owned(), available: columns.to_vec() }
}

/// A mapping ready to read rows with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundMapping {
    /// with the unit that the heading names
    fields: Vec<(usize, ImportField, i64)>,
}

impl BoundMapping {
    /// Whether a column is mapped to the field.
    pub fn has(&self, field: &ImportField) -> bool {
        self.fields.iter().any(|(_, mapped, _)| mapped == field)
    }

    /// How many units of money one in the column of this field is: ten thousand under `金额（万元）`.
    pub fn unit(&self, field: &ImportField) -> i64 {
        self.fields.iter().find(|(_, mapped, _)| mapped == field).map_or(1, |(_, _, unit)| *unit)
    }

    /// The field of each column that has one, with the column's position.
    pub fn positions(&self) -> impl Iterator<Item = (usize, &ImportField)> {
        self.fields.iter().map(|(position, field, _)| (*position, field))
    }

    /// The filled fields of a row, in the order of the mapping.
    pub fn values<'a>(&'a self, cells: &'a [String]) -> impl Iterator<Item = (&'a ImportField, &'a str)> {
        self.fields.iter().filter_map(|(position, field, _)| {
            let cell = cells.get(*position)?;
            (!cell.is_empty()).then_some((field, cell.as_str()))
        })
    }
}
