//! Comparisons that the engine has no operator for: parts of texts, and sets. Yes or no for every row, never null.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, GenericListArray, MapArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility};
use datafusion::prelude::Expr;
use filters::TextIs;
use uuid::Uuid;

/// What is asked of a column.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Matches {
    /// of a text
    Text(TextIs),
    /// of a set of texts: whether any is like this; none asks whether there is any
    AnyText(Option<TextIs>),
    /// of a set of ids: whether any is among these; none asks whether there is any
    AnyId(Option<Vec<Uuid>>),
    /// of added fields: whether the one of this key is like this; none asks whether there is one
    Custom(String, Option<TextIs>),
}

impl Matches {
    pub fn of(self, column: Expr) -> Expr {
        let signature = Signature::any(1, Volatility::Immutable);
        ScalarUDF::new_from_impl(Function { asked: self, signature }).call(vec![column])
    }

    fn answer(&self, column: &ArrayRef) -> BooleanArray {
        match self {
            Self::Text(is) => {
                let texts = column.as_string::<i32>();
                texts.iter().map(|text| Some(text.is_some_and(|text| is.holds(text)))).collect()
            }
            Self::AnyText(is) => {
                let sets = column.as_list::<i32>();
                let texts = sets.values().as_string::<i32>();
                any(sets, |at| is.as_ref().is_none_or(|is| is.holds(texts.value(at))))
            }
            Self::AnyId(wanted) => {
                let sets = column.as_list::<i32>();
                let ids = sets.values().as_fixed_size_binary();
                let is = |at: usize, wanted: &[Uuid]| wanted.iter().any(|id| id.as_bytes() == ids.value(at));
                any(sets, |at| wanted.as_ref().is_none_or(|wanted| is(at, wanted)))
            }
            Self::Custom(key, is) => {
                let map: &MapArray = column.as_map();
                let (keys, texts) = (map.keys().as_string::<i32>(), map.values().as_string::<i32>());
                let holds = |at: usize| {
                    keys.value(at) == key
                        && texts.is_valid(at)
                        && is.as_ref().is_none_or(|is| is.holds(texts.value(at)))
                };
                let offsets = map.value_offsets();
                let found =
                    |row: usize| map.is_valid(row) && (offsets[row]..offsets[row + 1]).any(|at| holds(at as usize));
                (0..map.len()).map(|row| Some(found(row))).collect()
            }
        }
    }
}

/// Whether any member of each set is like this.
fn any(sets: &GenericListArray<i32>, holds: impl Fn(usize) -> bool) -> BooleanArray {
    let offsets = sets.value_offsets();
    let found = |row: usize| sets.is_valid(row) && (offsets[row]..offsets[row + 1]).any(|at| holds(at as usize));
    (0..sets.len()).map(|row| Some(found(row))).collect()
}

/// The same as a function of the engine.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Function {
    asked: Matches,
    signature: Signature,
}

impl ScalarUDFImpl for Function {
    fn name(&self) -> &'static str {
        "matches"
    }

    /// With what is asked: two of them of one column are not the same.
    fn schema_name(&self, args: &[Expr]) -> Result<String> {
        Ok(format!("{:?} of {args:?}", self.asked))
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Boolean)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let columns = ColumnarValue::values_to_arrays(&args.args)?;
        Ok(ColumnarValue::Array(Arc::new(self.asked.answer(&columns[0]))))
    }
}
