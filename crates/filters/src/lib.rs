//! The one language for narrowing parties down: `grade in (A, B) and city = "杭州市" and last_contact < -30d`.
//!
//! A text is parsed, checked against the catalogue of fields, and becomes a [`Filter`] in which every comparison is well
//! typed. It can be printed in either language, asked of one record ([`evaluate`], which is the definition), and
//! [resolved](resolve()) into a [`Clause`] that a database can be asked.
//!
//! Unknown is an answer: a comparison with what nobody knows is neither true nor false, `not` leaves it unknown, and a
//! filter takes only those for whom it is true (see [`evaluate`]).

mod check;
mod evaluate;
mod fields;
mod names;
mod parse;
mod print;
mod problem;
mod resolve;
mod rows;
#[cfg(feature = "testing")]
pub mod testing;
mod tree;

pub use evaluate::{Facts, evaluate};
pub use fields::{
    AnswerField, CATALOGUE, DayField, Entry, Field, FlagField, LineField, MomentField, NumberField, ReferenceField,
    SetField, TextField, WordField, entry_of,
};
pub use names::{Names, Referent};
pub use problem::{Problem, ProblemCode};
pub use resolve::{Body, Clause, Context, Leaf, TooLarge, day_number, resolve};
pub use rows::{Row, rows};
pub use tree::{Compare, Day, Filter, Test, TextIs, Who};

/// Bytes of a filter's text.
pub const LONGEST: usize = 8_000;
/// Brackets and negations within each other.
pub const DEEPEST: usize = 16;
/// Comparisons in one filter.
pub const MOST_TESTS: usize = 100;
/// Values in one list of them.
pub const MOST_VALUES: usize = 200;

/// Reads a filter; the first problem says where it stands and what to do.
pub fn parse(text: &str, names: &Names) -> Result<Filter, Problem> {
    check::check(&parse::parse(text)?, names)
}

pub use print::{print, print_named};
