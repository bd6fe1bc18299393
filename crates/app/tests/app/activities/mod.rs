//! What happens to a party: contacts logged and taken back, tasks, the timeline.

mod consequences;
mod log;
mod tasks;
mod timeline;
mod undo;
