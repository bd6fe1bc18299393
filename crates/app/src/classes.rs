//! Classes of customers computed from what they bought (CLA-1, CLA-2, CLA-5, CLA-7): runs over all of them as of a day, and
//! what lists, records and Today show of the last one.
//!
//! A run writes the orders as columns, lets the engine read them and asks the rules, writes its rows under its own id and
//! becomes current in one transaction, so that nobody ever sees half of it. What changed since the run before is appended.

mod ask;
mod changes;
mod classing;
mod columns;
mod figures;
mod list;
mod of_party;
mod overview;
mod rows;
mod run;
mod some;
mod what_if;

pub(crate) use columns::Columns;

pub use ask::{AskRun, ClassRunView, ClassifyReport};
pub use changes::ClassChangeView;
pub use classing::{LifetimeModels, Parameter};
pub use figures::{ClassOverview, ClassesAsked, FlowAsked, FlowView, ScopeView};
pub use list::{ClassLine, ClassListAsked};
pub use of_party::{LifetimeView, LineClasses, PartyClasses, ProposedFaceView};
pub use overview::{AbcShare, ClassFigures, ClassFlow, ExistingShare, FaceShare, QuadrantPoint, RegionDependence};
pub use some::{ClassesOfSome, ClassifySome};

/// All product lines together.
pub(crate) const ALL_LINES: uuid::Uuid = uuid::Uuid::nil();
