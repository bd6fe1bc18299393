//! Every table in a form that both databases read alike: one line of JSON a row, for backups and copies.
//!
//! Tables and columns are asked of the database itself, so a new one is copied without being named here. The schema has
//! no foreign keys: tables may come in any order. The search index is no table; it is made anew from the rows.

use std::pin::Pin;

use futures::{Stream, StreamExt};
use sea_orm::{
    ConnectionTrait, DbErr, QueryResult, StreamTrait, Value,
    sea_query::{Alias, Query},
};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    dialect::{self, Kind},
    migrations,
    rows::insert_values,
};

/// Where the migrations themselves are noted.
const MIGRATIONS: &str = "seaql_migrations";

/// A table as the database describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    name: String,
    columns: Vec<String>,
    kinds: Vec<Kind>,
}

impl Table {
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The names of its columns, in the order of each line.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The same table with its columns in another order, for lines written elsewhere.
    pub fn in_order_of(&self, columns: &[String]) -> Result<Self, StoreError> {
        let kind_of = |name: &String| {
            let at = self.columns.iter().position(|column| column == name);
            at.map(|at| self.kinds[at]).ok_or_else(|| self.fault(format!("it has no column {name}")))
        };
        let kinds: Vec<Kind> = columns.iter().map(kind_of).collect::<Result<_, _>>()?;
        match self.columns.iter().find(|name| !columns.contains(name)) {
            Some(missing) => Err(self.fault(format!("nothing is given for the column {missing}"))),
            None if columns.len() != self.columns.len() => Err(self.fault("a column is named twice")),
            None => Ok(Self { name: self.name.clone(), columns: columns.to_vec(), kinds }),
        }
    }

    fn fault(&self, what: impl Into<String>) -> StoreError {
        StoreError::NotPortable { table: self.name.clone(), what: what.into() }
    }
}

/// How many rows, and a sum over them in which no order counts: the databases order text differently.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    pub rows: u64,
    sum: [u64; 4],
}

impl Fingerprint {
    /// Takes one line in.
    pub fn add(&mut self, line: &str) {
        self.rows += 1;
        let hash = Sha256::digest(line.as_bytes());
        for (part, bytes) in self.sum.iter_mut().zip(hash.chunks_exact(8)) {
            let bytes: [u8; 8] = bytes.try_into().unwrap_or_default();
            *part = part.wrapping_add(u64::from_be_bytes(bytes));
        }
    }

    /// The sum in hexadecimal digits.
    pub fn checksum(&self) -> String {
        self.sum.iter().map(|part| format!("{part:016x}")).collect()
    }
}

/// The migrations that the database has, which name its schema.
pub async fn schema(db: &Tx) -> Result<Vec<String>, StoreError> {
    let described = dialect::columns(db.connection()).await?;
    if !described.iter().any(|(table, ..)| table == MIGRATIONS) {
        return Err(StoreError::Empty);
    }
    migrations::applied(db).await
}

/// Every table, in the order of the names.
pub async fn tables(db: &Tx) -> Result<Vec<Table>, StoreError> {
    let mut tables: Vec<Table> = Vec::new();
    for (table, column, kind) in dialect::columns(db.connection()).await? {
        if table == MIGRATIONS {
            continue;
        }
        let kind = kind.map_err(|kind| StoreError::NotPortable {
            table: table.clone(),
            what: format!("its column {column} is of the kind {kind}, which the two databases do not share"),
        })?;
        match tables.last_mut() {
            Some(last) if last.name == table => {
                last.columns.push(column);
                last.kinds.push(kind);
            }
            _ => tables.push(Table { name: table, columns: vec![column], kinds: vec![kind] }),
        }
    }
    Ok(tables)
}

/// The rows of a table while they are read, one at a time.
pub struct Rows<'a> {
    table: &'a Table,
    stream: Pin<Box<dyn Stream<Item = Result<QueryResult, DbErr>> + Send + 'a>>,
    fingerprint: Fingerprint,
}

impl std::fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows").field("table", &self.table.name).finish_non_exhaustive()
    }
}

/// Begins to read a table; the rows are never all in memory.
pub async fn rows<'a>(db: &'a Tx, table: &'a Table) -> Result<Rows<'a>, StoreError> {
    let columns = table.columns.iter().map(|name| Alias::new(name.as_str()));
    let select = Query::select().columns(columns).from(Alias::new(table.name.as_str())).to_owned();
    let stream = db.connection().stream(&select).await?;
    Ok(Rows { table, stream: Box::pin(stream), fingerprint: Fingerprint::default() })
}

impl Rows<'_> {
    /// The next row as a line.
    pub async fn next(&mut self) -> Result<Option<String>, StoreError> {
        let Some(row) = self.stream.next().await.transpose()? else { return Ok(None) };
        let cells: Result<Vec<Json>, DbErr> =
            self.table.kinds.iter().enumerate().map(|(at, kind)| cell(&row, at, *kind)).collect();
        let line = Json::Array(cells?).to_string();
        self.fingerprint.add(&line);
        Ok(Some(line))
    }

    /// Of the rows read so far.
    pub fn fingerprint(self) -> Fingerprint {
        self.fingerprint
    }
}

fn cell(row: &QueryResult, at: usize, kind: Kind) -> Result<Json, DbErr> {
    Ok(match kind {
        Kind::Id => row.try_get_by_index::<Option<Uuid>>(at)?.map(|id| id.to_string()).into(),
        Kind::Text => row.try_get_by_index::<Option<String>>(at)?.into(),
        Kind::Int => row.try_get_by_index::<Option<i32>>(at)?.into(),
        Kind::Long => row.try_get_by_index::<Option<i64>>(at)?.into(),
        // as text, in which every digit is kept; SQLite has one zero, so the negative one is not told apart
        Kind::Double => row.try_get_by_index::<Option<f64>>(at)?.map(|number| (number + 0.0).to_string()).into(),
        Kind::Flag => row.try_get_by_index::<Option<bool>>(at)?.into(),
    })
}

/// Counts and sums up a table as it stands.
pub async fn fingerprint(db: &Tx, table: &Table) -> Result<Fingerprint, StoreError> {
    let mut rows = rows(db, table).await?;
    while rows.next().await?.is_some() {}
    Ok(rows.fingerprint())
}

/// Makes the tables of a schema in an empty database. What the migrations themselves put in is taken out again, since
/// the rows to come hold it already.
pub async fn prepare(tx: &Tx, schema: &[String]) -> Result<Vec<Table>, StoreError> {
    if let Some((table, ..)) = dialect::columns(tx.connection()).await?.into_iter().next() {
        return Err(StoreError::NotEmpty(table));
    }
    migrations::apply_first(tx, schema).await?;
    let tables = tables(tx).await?;
    for table in &tables {
        let delete = Query::delete().from_table(Alias::new(table.name.as_str())).to_owned();
        tx.connection().execute(&delete).await?;
    }
    Ok(tables)
}

/// Inserts lines as [`Rows::next`] gives them.
pub async fn insert(tx: &Tx, table: &Table, lines: &[String]) -> Result<(), StoreError> {
    let parsed: Result<Vec<Vec<Value>>, StoreError> = lines.iter().map(|line| values(table, line)).collect();
    let give = |row: Vec<Value>, values: &mut Vec<Value>| values.extend(row);
    insert_values(tx, &table.name, &table.columns, parsed?.into_iter(), give).await
}

fn values(table: &Table, line: &str) -> Result<Vec<Value>, StoreError> {
    let cells: Vec<Json> = serde_json::from_str(line).map_err(|_| table.fault("a row is not a line of JSON"))?;
    if cells.len() != table.columns.len() {
        return Err(table.fault("a row has another number of values than there are columns"));
    }
    let value = |(at, cell): (usize, Json)| {
        let wrong = || table.fault(format!("the column {} has a value of another kind", table.columns[at]));
        value(cell, table.kinds[at]).ok_or_else(wrong)
    };
    cells.into_iter().enumerate().map(value).collect()
}

/// None where the cell is of another kind.
fn value(cell: Json, kind: Kind) -> Option<Value> {
    let missing = cell.is_null();
    Some(match kind {
        Kind::Id if missing => Value::Uuid(None),
        Kind::Id => cell.as_str()?.parse::<Uuid>().ok()?.into(),
        Kind::Text if missing => Value::String(None),
        Kind::Text => match cell {
            Json::String(text) => text.into(),
            _ => return None,
        },
        Kind::Int if missing => Value::Int(None),
        Kind::Int => i32::try_from(cell.as_i64()?).ok()?.into(),
        Kind::Long if missing => Value::BigInt(None),
        Kind::Long => cell.as_i64()?.into(),
        Kind::Double if missing => Value::Double(None),
        Kind::Double => cell.as_str()?.parse::<f64>().ok()?.into(),
        Kind::Flag if missing => Value::Bool(None),
        Kind::Flag => cell.as_bool()?.into(),
    })
}

/// Brings the schema up to this version after the rows came in, and numbers new parties behind them.
pub async fn finish(tx: &Tx) -> Result<(), StoreError> {
    migrations::apply_rest(tx).await?;
    dialect::settle_positions(tx.connection()).await
}
