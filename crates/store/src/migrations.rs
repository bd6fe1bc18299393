//! The one list of migrations for both databases. Expand first, contract in a later release; never edit one that was
//! released.

mod m0001_first;
mod m0002_contact_policy;
mod m0003_duplicates;
mod m0004_imports;
mod m0005_supply;
mod m0006_sign_in;
mod m0007_programs;
mod m0008_privacy;
mod m0009_uncommon_values;
mod m0010_webhooks;
mod m0011_idempotency;
mod m0012_sharing;
mod m0013_orders;
mod m0014_segments;
mod m0015_classes;
mod m0016_judged_classes;
mod m0017_deals;
mod m0018_class_lists;
mod m0019_rows_of_orders;
mod schema;

use sea_orm::DatabaseConnection;
use sea_orm_migration::{MigrationTrait, MigratorTrait};

use crate::{Db, StoreError, Tx};

struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_first::Migration),
            Box::new(m0002_contact_policy::Migration),
            Box::new(m0003_duplicates::Migration),
            Box::new(m0004_imports::Migration),
            Box::new(m0005_supply::Migration),
            Box::new(m0006_sign_in::Migration),
            Box::new(m0007_programs::Migration),
            Box::new(m0008_privacy::Migration),
            Box::new(m0009_uncommon_values::Migration),
            Box::new(m0010_webhooks::Migration),
            Box::new(m0011_idempotency::Migration),
            Box::new(m0012_sharing::Migration),
            Box::new(m0013_orders::Migration),
            Box::new(m0014_segments::Migration),
            Box::new(m0015_classes::Migration),
            Box::new(m0016_judged_classes::Migration),
            Box::new(m0017_deals::Migration),
            Box::new(m0018_class_lists::Migration),
            Box::new(m0019_rows_of_orders::Migration),
        ]
    }
}

/// Names of the migrations applied and of those missing, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MigrationState {
    pub applied: Vec<String>,
    pub missing: Vec<String>,
}

pub(crate) async fn state(db: &DatabaseConnection) -> Result<MigrationState, StoreError> {
    let known: Vec<String> = Migrator::migrations().iter().map(|m| m.name().to_owned()).collect();
    let applied: Vec<String> = Migrator::get_migration_models(db)
        .await
        .map(|models| models.into_iter().map(|m| m.version).collect())
        .or_else(|error| if is_missing_table(&error) { Ok(Vec::new()) } else { Err(error) })?;
    if let Some(newer) = applied.iter().find(|name| !known.contains(name)) {
        return Err(StoreError::Newer(newer.clone()));
    }
    let missing = known.into_iter().filter(|name| !applied.contains(name)).collect();
    Ok(MigrationState { applied, missing })
}

pub(crate) async fn apply(db: &DatabaseConnection) -> Result<Vec<String>, StoreError> {
    let before = state(db).await?;
    if !before.missing.is_empty() {
        Migrator::up(db, None).await?;
    }
    Ok(before.missing)
}

/// Makes the schema as it stood when these migrations were all there were, in an empty database.
pub(crate) async fn apply_first(tx: &Tx, names: &[String]) -> Result<(), StoreError> {
    let known: Vec<String> = Migrator::migrations().iter().map(|m| m.name().to_owned()).collect();
    if let Some((_, newer)) = (0..).zip(names).find(|(i, name)| known.get(*i) != Some(name)) {
        return Err(StoreError::Newer(newer.clone()));
    }
    Ok(Migrator::up(tx.connection(), u32::try_from(names.len()).ok()).await?)
}

/// Applies every migration that is missing, within a transaction.
pub(crate) async fn apply_rest(tx: &Tx) -> Result<(), StoreError> {
    Ok(Migrator::up(tx.connection(), None).await?)
}

/// The names of the migrations that a database with a schema has.
pub(crate) async fn applied(tx: &Tx) -> Result<Vec<String>, StoreError> {
    let models = Migrator::get_migration_models(tx.connection()).await?;
    Ok(models.into_iter().map(|model| model.version).collect())
}

/// An empty database has no table of migrations yet.
fn is_missing_table(error: &sea_orm::DbErr) -> bool {
    let text = error.to_string();
    text.contains("no such table") || text.contains("does not exist")
}
