//! The schema of each database, and what happens to an empty, a current and a newer one.

use store::{Location, Store, StoreError};
use test_support::{TestDatabase, on_both_databases};

/// A database without any table.
struct Empty(TestDatabase);

impl Empty {
    async fn sqlite() -> Self {
        Self(TestDatabase::empty_sqlite().await)
    }

    async fn postgres() -> Option<Self> {
        Some(Self(TestDatabase::empty_postgres().await?))
    }
}

on_both_databases! {
    async fn an_empty_database_gets_every_migration_once(empty: Empty) {
        let store = empty.0.store();
        let before = store.migration_state().await.unwrap();
        assert!(before.applied.is_empty());
        assert_eq!(store.migrate().await.unwrap(), before.missing);
        assert!(store.migrate().await.unwrap().is_empty());
        let after = store.migration_state().await.unwrap();
        assert_eq!((after.applied, after.missing), (before.missing, Vec::new()));
    }

    async fn migrating_twice_leaves_the_schema_as_it_was(empty: Empty) {
        let store = empty.0.store();
        store.migrate().await.unwrap();
        let once = store.describe_schema().await.unwrap();
        store.migrate().await.unwrap();
        assert_eq!(store.describe_schema().await.unwrap(), once);
    }

    async fn a_database_of_a_newer_version_is_refused(db: TestDatabase) {
        db.execute("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_from_the_future', 0)").await;
        let state = db.store().migration_state().await;
        assert!(matches!(state, Err(StoreError::Newer(name)) if name == "m9999_from_the_future"));
        assert!(matches!(db.store().migrate().await, Err(StoreError::Newer(_))));
    }

    async fn a_closed_store_can_be_opened_again_with_its_data(db: TestDatabase) {
        let tables = db.store().describe_schema().await.unwrap();
        let second = Store::open(db.location()).await.unwrap();
        second.ping().await.unwrap();
        second.clone().close().await.unwrap();
        assert!(second.ping().await.is_err());
        let third = Store::open(db.location()).await.unwrap();
        assert_eq!(third.describe_schema().await.unwrap(), tables);
    }

    /// `cargo insta review` shows what a changed migration does to the tables; a released one must not change them.
    async fn the_schema_is_the_one_committed(db: TestDatabase) {
        let name = if db.is_sqlite() { "schema_sqlite" } else { "schema_postgres" };
        let schema = db.store().describe_schema().await.unwrap().join("\n");
        insta::assert_snapshot!(name, schema);
    }
}

#[test]
fn an_address_says_which_database_it_means() {
    assert!(matches!(Location::parse_url("postgres://me@host/db"), Ok(Location::Postgres(_))));
    assert!(matches!(Location::parse_url("postgresql://me@host/db"), Ok(Location::Postgres(_))));
    let Ok(Location::Sqlite(path)) = Location::parse_url("sqlite:///var/lib/tuoke.db") else { panic!("a path") };
    assert_eq!(path.to_str(), Some("/var/lib/tuoke.db"));
}

#[test]
fn an_unknown_address_is_refused_without_showing_its_password() {
    let Err(error) = Location::parse_url("mysql://root:secret@host/db") else { panic!("refused") };
    assert!(matches!(&error, StoreError::Address(scheme) if scheme == "mysql"));
    assert!(!error.to_string().contains("secret"));
}
