//! What happens to a party: contacts logged, tasks, the timeline.

mod entry;
mod log;
mod tasks;
mod timeline;
mod turns;
mod undo;

pub use entry::{ActivityKind, Direction, LogActivity, LoggedActivity, NextPlanned, PlannedKind};
pub use tasks::{CreateTask, EditTask, TaskState, TaskView};
pub use timeline::{TimelineData, TimelineEvent, TimelinePage};
