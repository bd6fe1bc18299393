//! What tests of several crates share: a fresh database of either kind, a small company in it, and the macro that runs a
//! test on both.
//!
//! A test is written once and runs twice, so that no behaviour can hold on one database only.

mod database;
mod staff;

pub use database::{POSTGRES_VARIABLE, TestDatabase};
pub use staff::{Member, STAFF_PASSWORD, Staff};

/// Runs every test written inside on SQLite and on PostgreSQL.
///
/// The argument's type has two constructors, `sqlite()` and `postgres()`; the second answers none, and says so, where
/// no PostgreSQL is named. The tests are called `<name>::sqlite` and `<name>::postgres`.
#[macro_export]
macro_rules! on_both_databases {
    ($($(#[$meta:meta])* async fn $name:ident($fixture:ident: $kind:ty) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn check($fixture: $kind) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                check(<$kind>::sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(fixture) = <$kind>::postgres().await {
                    check(fixture).await;
                }
            }
        }
    )+};
}
