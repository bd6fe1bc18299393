//! Which rows of a data set count: a condition on columns with bound values.
//!
//! DataFusion pushes it down to the files. What the language of filters says of customers is a condition of `customers`. A
//! comparison with something unknown is unknown, as in SQL, and so is what is made of it: only rows for which the whole is true
//! count.

use datafusion::common::ScalarValue;
use datafusion::logical_expr::expr_fn::in_list;
use datafusion::prelude::{Expr, ident, lit};
use uuid::Uuid;

use super::columns::{Column, ID_BYTES, RowKind};

/// How a column is compared with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// Equal.
    Is,
    /// Not equal.
    IsNot,
    /// Below.
    Below,
    /// Below or equal.
    AtMost,
    /// Above.
    Above,
    /// Above or equal.
    AtLeast,
}

/// A bound value; its kind must be that of the column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// An id: customer, line, order.
    Id(Uuid),
    /// A day since 1970.
    Day(i32),
    /// An amount in minor units.
    Minor(i64),
    /// Order or return.
    Kind(RowKind),
    /// A text.
    Text(String),
}

impl Value {
    fn literal(self) -> Expr {
        let scalar = match self {
            Self::Id(id) => ScalarValue::FixedSizeBinary(ID_BYTES, Some(id.as_bytes().to_vec())),
            Self::Day(day) => ScalarValue::Int32(Some(day)),
            Self::Minor(minor) => ScalarValue::Int64(Some(minor)),
            Self::Kind(kind) => ScalarValue::UInt8(Some(kind.code())),
            Self::Text(text) => ScalarValue::Utf8(Some(text)),
        };
        Expr::Literal(scalar, None)
    }
}

/// A condition on the rows of orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Predicate(Expr);

impl Predicate {
    /// Compares a column with a value.
    pub fn compare(column: Column, how: Compare, value: Value) -> Self {
        let (column, value) = (ident(column.name()), value.literal());
        Self(match how {
            Compare::Is => column.eq(value),
            Compare::IsNot => column.not_eq(value),
            Compare::Below => column.lt(value),
            Compare::AtMost => column.lt_eq(value),
            Compare::Above => column.gt(value),
            Compare::AtLeast => column.gt_eq(value),
        })
    }

    /// Whether a column has one of the values; never, where there are none.
    pub fn among(column: Column, values: impl IntoIterator<Item = Value>) -> Self {
        let values: Vec<Expr> = values.into_iter().map(Value::literal).collect();
        Self(if values.is_empty() { lit(false) } else { in_list(ident(column.name()), values, false) })
    }

    /// Whether a column is unknown.
    pub fn unknown(column: Column) -> Self {
        Self(ident(column.name()).is_null())
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0.and(other.0))
    }

    /// One of the two, or both.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0.or(other.0))
    }

    /// The opposite.
    #[must_use]
    pub fn negate(self) -> Self {
        Self(Expr::Not(Box::new(self.0)))
    }

    pub(super) fn into_expression(self) -> Expr {
        self.0
    }
}
