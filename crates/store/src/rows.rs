//! Writing whole rows: many in one statement, one by its key, one if nobody changed it meanwhile.

use sea_orm::{ActiveModelBehavior, ActiveModelTrait, EntityTrait, IntoActiveModel, Iterable};

use crate::{Db, StoreError, Tx};

/// Most values that one statement may carry; SQLite allows 32,766, PostgreSQL 65,535.
const VALUES_PER_STATEMENT: usize = 30_000;

/// Inserts rows with as few statements as the databases allow.
pub(crate) async fn insert_all<E, A>(tx: &Tx, rows: Vec<E::Model>) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = E> + ActiveModelBehavior + Send,
{
    let per_statement = (VALUES_PER_STATEMENT / E::Column::iter().count()).max(1);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<A> = rows.by_ref().take(per_statement).map(IntoActiveModel::into_active_model).collect();
        E::insert_many(chunk).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Inserts one row.
pub(crate) async fn insert_one<E, A>(tx: &Tx, row: E::Model) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = E> + ActiveModelBehavior + Send,
{
    E::insert(row.into_active_model()).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Writes every column of a row that exists.
pub(crate) async fn update_one<E, A>(tx: &Tx, row: E::Model) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = E> + ActiveModelBehavior + Send,
{
    let changed = row.into_active_model().reset_all();
    E::update(changed).validate()?.exec_without_returning(tx.connection()).await?;
    Ok(())
}
