//! Writing whole rows: many in one statement, one by its key, one if nobody changed it meanwhile.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IdenStatic, IntoActiveModel,
    Iterable, ModelTrait, QueryFilter, QuerySelect, Statement, TryGetable, Value, sea_query::Expr,
};
use uuid::Uuid;

use crate::{Db, StoreError, Tx, dialect};

/// A row that gives its values away, in the order of its columns.
pub(crate) trait Row: ModelTrait {
    fn into_values(self, values: &mut Vec<Value>);
}

/// Values that one statement carries at most: long enough that asking costs little, short enough to be kept prepared.
const VALUES_PER_STATEMENT: usize = 2_000;

/// How many rows one statement takes, from the most down to a single row: few lengths, so that the connection keeps each
/// prepared, and so close that few rows are left over for the shorter ones.
fn sizes_of(values_per_row: usize) -> Vec<usize> {
    let most = (VALUES_PER_STATEMENT / values_per_row.max(1)).max(1);
    let mut sizes: Vec<usize> =
        std::iter::successors(Some(most), |size| Some(size / 8).filter(|size| *size > 1)).collect();
    if most > 1 {
        sizes.push(1);
    }
    sizes
}

/// Inserts rows, many by one statement.
pub(crate) async fn insert_all<E>(tx: &Tx, rows: Vec<E::Model>) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: Row,
{
    insert_each::<E>(tx, rows.into_iter()).await
}

/// The same for rows that are made one after the other, while the database works.
pub(crate) async fn insert_each<E>(tx: &Tx, rows: impl ExactSizeIterator<Item = E::Model>) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: Row,
{
    let columns: Vec<String> = E::Column::iter().map(|column| column.as_str().to_owned()).collect();
    insert_values(tx, E::default().table_name(), &columns, rows, Row::into_values).await
}

/// The same for rows of any table whose values are given away in the order of these columns.
pub(crate) async fn insert_values<R>(
    tx: &Tx,
    table: &str,
    columns: &[String],
    mut rows: impl ExactSizeIterator<Item = R>,
    values_of: impl Fn(R, &mut Vec<Value>),
) -> Result<(), StoreError> {
    if rows.len() == 0 {
        return Ok(());
    }
    let quoted: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
    let sizes = sizes_of(columns.len()).into_iter().filter(|count| *count <= rows.len());
    let statements: Vec<(usize, String)> =
        sizes.map(|count| (count, dialect::insert_statement(tx.backend(), table, &quoted, count))).collect();
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

/// How a row that is kept has to change: its key and the version it must still have, where it has one, and the values that
/// differ.
struct Change {
    key: Vec<Value>,
    values: Vec<Value>,
}

/// Writes what differs between rows as they were read and as they are to be, many rows by one statement. Rows in which the
/// same columns differ go together, and no other column is touched, so that indexes over the others stay as they are. Where
/// a version is named, rows that somebody else changed since are left alone; answers how many rows were written.
///
/// `key` and `version` are columns of the table; the version must be among the columns that differ.
pub(crate) async fn update_changed<E>(
    tx: &Tx,
    key: &[E::Column],
    version: Option<E::Column>,
    rows: impl IntoIterator<Item = (E::Model, E::Model)>,
) -> Result<u64, StoreError>
where
    E: EntityTrait,
    E::Model: Row,
{
    let columns: Vec<String> = E::Column::iter().map(|column| column.as_str().to_owned()).collect();
    let place = |column: &E::Column| columns.iter().position(|name| name == column.as_str()).unwrap_or_default();
    let held: Vec<usize> = key.iter().chain(version.as_ref()).map(place).collect();
    let mut shapes: BTreeMap<Vec<usize>, Vec<Change>> = BTreeMap::new();
    for (before, after) in rows {
        let (mut was, mut is) = (Vec::with_capacity(columns.len()), Vec::with_capacity(columns.len()));
        before.into_values(&mut was);
        after.into_values(&mut is);
        let differing: Vec<usize> = (0..columns.len()).filter(|place| was[*place] != is[*place]).collect();
        let key = held.iter().map(|place| was[*place].clone()).collect();
        let values = differing.iter().map(|place| is[*place].clone()).collect();
        if !differing.is_empty() {
            shapes.entry(differing).or_default().push(Change { key, values });
        }
    }
    let held: Vec<&str> = held.iter().map(|place| columns[*place].as_str()).collect();
    let mut written = 0;
    for (shape, mut changes) in shapes {
        let set: Vec<&str> = shape.iter().map(|place| columns[*place].as_str()).collect();
        let per_row = held.len() + set.len();
        for size in sizes_of(per_row) {
            if changes.len() < size {
                continue;
            }
            let sql = dialect::update_statement(tx.backend(), E::default().table_name(), &held, &set, size);
            while changes.len() >= size {
                let some = changes.drain(changes.len() - size..);
                let values: Vec<Value> = some.flat_map(|change| change.key.into_iter().chain(change.values)).collect();
                let statement = Statement::from_sql_and_values(tx.backend(), sql.as_str(), values);
                written += tx.connection().execute_raw(statement).await?.rows_affected();
            }
        }
    }
    Ok(written)
}

/// Ids that one statement names at most.
const IDS: usize = 5_000;

/// A column of the rows with these ids.
pub(crate) async fn column_of<E, V>(
    db: &impl Db,
    (id, column): (E::Column, E::Column),
    ids: &[Uuid],
) -> Result<HashMap<Uuid, V>, StoreError>
where
    E: EntityTrait,
    V: TryGetable + Send,
{
    let mut found = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(IDS) {
        let find = E::find().select_only().columns([id, column]).filter(id.is_in(chunk.iter().copied()));
        found.extend(find.into_tuple::<(Uuid, V)>().all(db.connection()).await?);
    }
    Ok(found)
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
