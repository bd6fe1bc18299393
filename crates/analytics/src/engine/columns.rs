//! The columns of orders: one row for each line of an order.

use std::sync::{Arc, LazyLock};

use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Days that a row may have: those of the years 1 to 9999.
pub(super) const DAYS: std::ops::RangeInclusive<i32> = -719_162..=2_932_896;

/// Bytes of an id.
pub(super) const ID_BYTES: i32 = 16;

/// Whether a row is of an order or of a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// An order.
    Order,
    /// A return; its amount is not positive.
    Return,
}

impl RowKind {
    /// As the column has it.
    pub const fn code(self) -> u8 {
        match self {
            Self::Order => 0,
            Self::Return => 1,
        }
    }
}

/// A line of an order as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderRow<'a> {
    /// Who bought.
    pub customer: Uuid,
    /// Of which product line.
    pub line: Uuid,
    /// In which order; rows of one order are one purchase.
    pub order: Uuid,
    /// When: days since 1970 in the company's zone.
    pub day: i32,
    /// Net amount in minor units of the data set's currency.
    pub amount_minor: i64,
    /// Its margin; none where it is not known.
    pub margin_minor: Option<i64>,
    /// Order or return.
    pub kind: RowKind,
    /// Where the customer is; none where it is not known.
    pub region: Option<&'a str>,
}

/// A column, for predicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// `customer`: an id.
    Customer,
    /// `line`: an id.
    Line,
    /// `order`: an id.
    Order,
    /// `day`: days since 1970.
    Day,
    /// `amount_minor`: a number.
    Amount,
    /// `margin_minor`: a number, may be unknown.
    Margin,
    /// `kind`: order or return.
    Kind,
    /// `region`: a text, may be unknown.
    Region,
}

impl Column {
    /// All, in the order of the files.
    pub const ALL: [Self; 8] =
        [Self::Customer, Self::Line, Self::Order, Self::Day, Self::Amount, Self::Margin, Self::Kind, Self::Region];

    /// The name in the files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Line => "line",
            Self::Order => "order",
            Self::Day => "day",
            Self::Amount => "amount_minor",
            Self::Margin => "margin_minor",
            Self::Kind => "kind",
            Self::Region => "region",
        }
    }

    fn field(self) -> Field {
        let id = DataType::FixedSizeBinary(ID_BYTES);
        let (kind, unknown) = match self {
            Self::Customer | Self::Line | Self::Order => (id, false),
            Self::Day => (DataType::Int32, false),
            Self::Amount => (DataType::Int64, false),
            Self::Margin => (DataType::Int64, true),
            Self::Kind => (DataType::UInt8, false),
            Self::Region => (DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)), true),
        };
        Field::new(self.name(), kind, unknown)
    }
}

/// The columns of every file of a data set.
pub fn schema() -> SchemaRef {
    static SCHEMA: LazyLock<SchemaRef> =
        LazyLock::new(|| Arc::new(Schema::new(Column::ALL.map(Column::field).to_vec())));
    Arc::clone(&SCHEMA)
}
