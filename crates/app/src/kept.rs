//! What was read from the database and is kept in memory.

use crate::App;

/// So long it may lag behind what another server writes.
const KEPT_MS: i64 = 2_000;

/// What was read, good while this server writes nothing.
#[derive(Clone, Debug)]
pub(crate) struct Kept<T> {
    value: T,
    read: Reading,
}

/// The state of the database when reading began.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    commits: u64,
    at: i64,
}

impl Reading {
    pub(crate) fn begins(app: &App) -> Self {
        Self { commits: app.store.commits(), at: app.now_ms() }
    }

    pub(crate) fn keep<T>(self, value: T) -> Kept<T> {
        Kept { value, read: self }
    }
}

impl<T> Kept<T> {
    /// The value, if it is still good.
    pub(crate) fn at(&self, now: Reading) -> Option<&T> {
        let good = self.read.commits == now.commits && (0..KEPT_MS).contains(&(now.at - self.read.at));
        good.then_some(&self.value)
    }
}
