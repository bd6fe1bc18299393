//! A filter as rows and groups, for a page on which it is put together without writing.

use method::coded::Language;
use serde::Serialize;

use crate::{Filter, Names, Test, print::Printer};

/// A group, or a row of field, comparison and values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Row {
    All {
        rows: Vec<Row>,
    },
    Any {
        rows: Vec<Row>,
    },
    /// the opposite of a group
    Not {
        rows: Vec<Row>,
    },
    Test {
        /// the code of the field
        field: String,
        /// `=`, `<`, `<=`, `>`, `>=`, `between`, `in`, `contains`, `begins`, `unknown`
        operator: String,
        /// whether the opposite is meant
        not: bool,
        /// as they are written in a filter
        values: Vec<String>,
    },
}

/// The rows of a filter, with names as whoever asks knows them.
pub fn rows(filter: &Filter, names: &Names) -> Row {
    let printer = Printer { language: Language::En, names: Some(names) };
    row(filter, &printer)
}

fn row(filter: &Filter, printer: &Printer<'_>) -> Row {
    let each = |parts: &[Filter]| parts.iter().map(|part| row(part, printer)).collect();
    match filter {
        Filter::All(parts) => Row::All { rows: each(parts) },
        Filter::Any(parts) => Row::Any { rows: each(parts) },
        Filter::Not(part) => match row(part, printer) {
            Row::Test { field, operator, not, values } => Row::Test { field, operator, not: !not, values },
            group => Row::Not { rows: vec![group] },
        },
        Filter::Test(test) => {
            let field = match test {
                Test::Custom(key, _) => format!("custom.{key}"),
                _ => test.field().map(|field| printer.field(field).to_owned()).unwrap_or_default(),
            };
            let (operator, values) = printer.comparison(test);
            Row::Test { field, operator: operator.to_owned(), not: false, values }
        }
    }
}
