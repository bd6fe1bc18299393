//! The sales method itself: pure rules that read like a book.
//!
//! Nothing here reads a clock, a file, a database or a random number: every rule takes values and its own
//! thresholds, and returns a [`verdict::Verdict`] whose reasons are data. Screens, the command line and programs
//! word those reasons from [`labels`]. The ids in the comments (PRO-2, APP-9 …) are those of the handbook in
//! `docs/method/`.

pub mod alerts;
pub mod answer;
pub mod answer_sheet;
pub mod appointments;
pub mod calendar;
pub mod classes;
pub mod coded;
pub mod contact_policy;
pub mod deals;
pub mod duplicates;
pub mod events;
pub mod imports;
pub mod labels;
pub mod merging;
pub mod privacy;
pub mod prospecting;
pub mod reveals;
pub mod settings;
pub mod time;
pub mod today;
pub mod verdict;

pub use answer::Answer;
pub use coded::{Coded, Text};
pub use settings::MethodSettings;
pub use time::{Timestamp, Zone};
pub use verdict::{Observed, Reason, Source, Verdict};
