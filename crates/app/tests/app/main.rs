//! The use cases, tested on both databases with a clock that stands still until it is moved.
