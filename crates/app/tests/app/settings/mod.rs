//! Thresholds of the method and fields of the team.

mod custom_fields;
mod thresholds;
