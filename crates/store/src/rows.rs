//! Writing whole rows: many in one statement, one by its key, one if nobody changed it meanwhile.

use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ConnectionTrait, DbBackend, EntityTrait, IdenStatic, IntoActiveModel,
    Iterable, ModelTrait, Statement, Value,
};

use crate::{Db, StoreError, Tx, dialect};

/// A row that gives its values away, in the order of its columns.
pub(crate) trait Row: ModelTrait {
    fn into_values(self, values: &mut Vec<Value>);
}

/// Values that one statement carries at most: long enough that asking costs little, short enough to be kept prepared.
const VALUES_PER_STATEMENT: usize = 2_000;

/// Inserts rows, many by one statement. There are two statements for each table, one for many rows and one for a single
/// row, so that the connection keeps them prepared.
pub(crate) async fn insert_all<E>(tx: &Tx, rows: Vec<E::Model>) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: Row,
{
    let columns = E::Column::iter().count();
    let many = (VALUES_PER_STATEMENT / columns).max(1);
    let mut rows = rows.into_iter();
    let statements = [many, 1].map(|count| (count, insert_statement::<E>(tx.backend(), count)));
    let mut next = || {
        let (count, sql) = statements.iter().find(|(count, _)| *count <= rows.len())?;
        let mut values = Vec::with_capacity(count * columns);
        rows.by_ref().take(*count).for_each(|row| row.into_values(&mut values));
        Some(Statement::from_sql_and_values(tx.backend(), sql.as_str(), values))
    };
    let mut ready = next();
    while let Some(statement) = ready {
        // while the database works, the next statement is made
        let (done, following) = futures::join!(tx.connection().execute_raw(statement), async { next() });
        done?;
        ready = following;
    }
    Ok(())
}

fn insert_statement<E: EntityTrait>(backend: DbBackend, rows: usize) -> String {
    let columns: Vec<String> = E::Column::iter().map(|column| format!("\"{}\"", column.as_str())).collect();
    let table = E::default();
    dialect::insert_statement(backend, table.table_name(), &columns, rows)
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
