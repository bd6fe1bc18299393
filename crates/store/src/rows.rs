//! Writing whole rows: many in one statement, one by its key, one if nobody changed it meanwhile.

use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IdenStatic, IntoActiveModel,
    Iterable, ModelTrait, QueryFilter, Statement, Value, sea_query::Expr,
};
use uuid::Uuid;

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
    let columns: Vec<String> = E::Column::iter().map(|column| column.as_str().to_owned()).collect();
    insert_values(tx, E::default().table_name(), &columns, rows.into_iter(), Row::into_values).await
}

/// The same for rows of any table whose values are given away in the order of these columns.
pub(crate) async fn insert_values<R>(
    tx: &Tx,
    table: &str,
    columns: &[String],
    mut rows: impl ExactSizeIterator<Item = R>,
    values_of: impl Fn(R, &mut Vec<Value>),
) -> Result<(), StoreError> {
    let many = (VALUES_PER_STATEMENT / columns.len().max(1)).max(1);
    let quoted: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
    let statements = [many, 1].map(|count| (count, dialect::insert_statement(tx.backend(), table, &quoted, count)));
    let mut next = || {
        let (count, sql) = statements.iter().find(|(count, _)| *count <= rows.len())?;
        let mut values = Vec::with_capacity(count * columns.len());
        rows.by_ref().take(*count).for_each(|row| values_of(row, &mut values));
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

/// Makes a row the next version, unless somebody else did since it was read.
pub(crate) async fn claim_version<E: EntityTrait>(
    tx: &Tx,
    (key, id): (E::Column, Uuid),
    (column, read): (E::Column, i32),
) -> Result<i32, StoreError> {
    let claim = E::update_many().col_expr(column, Expr::val(read + 1)).filter(key.eq(id)).filter(column.eq(read));
    match claim.exec(tx.connection()).await?.rows_affected {
        0 => Err(StoreError::Changed),
        _ => Ok(read + 1),
    }
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
