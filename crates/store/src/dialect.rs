//! The only place where the two databases differ.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, IsolationLevel, Statement, Value,
    sea_query::{Expr, SimpleExpr},
    sqlx::{
        self, Connection, Sqlite,
        pool::PoolOptions,
        sqlite::{SqliteConnectOptions, SqliteConnection},
    },
};

use crate::StoreError;

/// How every SQLite connection is set up: write-ahead log, nothing acknowledged before it is on disk, wait for a lock.
/// Pages beyond the connection's own cache are read from the system's, not mapped: what is mapped counts as the memory
/// of the process, and an import touches all of it.
pub(crate) fn sqlite_pragmas(options: SqliteConnectOptions, cache_mib: u32) -> SqliteConnectOptions {
    options
        // a page of a list fits, so that the thread that reads never waits for the one that takes
        .row_buffer_size(256)
        .pragma("journal_mode", "WAL")
        .pragma("synchronous", "FULL")
        .pragma("busy_timeout", "30000")
        .pragma("foreign_keys", "ON")
        .pragma("cache_size", format!("-{}", cache_mib * 1024))
        .pragma("temp_store", "MEMORY")
        // pages that are written again and again are brought into the file every 64 MB, not every 4
        .pragma("wal_autocheckpoint", "16384")
        .pragma("journal_size_limit", "67108864")
}

/// A connection whose transaction did not end as it should is closed rather than used again.
///
/// On a full disk SQLite ends a transaction by itself, the driver's attempt to undo it then fails, and the driver goes on
/// to count it as open: what is committed afterwards would be a part of it and never reach the disk.
pub(crate) fn sqlite_pool(options: PoolOptions<Sqlite>) -> PoolOptions<Sqlite> {
    options.after_release(|connection: &mut SqliteConnection, _| {
        Box::pin(async move {
            // behind the undoing that a dropped transaction has left in the queue
            connection.ping().await?;
            Ok(!connection.is_in_transaction())
        })
    })
}

/// Steps of a statement after which it is looked at whether its time is over: some tens of microseconds.
const STEPS: i32 = 4_096;

/// The same for reading within a limit: a connection that is taken reads for so many milliseconds, then whatever statement it
/// is at is interrupted. Who gives it back waits, as in [`sqlite_pool`], for what a dropped statement is still at.
pub(crate) fn sqlite_pool_within(options: PoolOptions<Sqlite>, limit: &Arc<AtomicU64>) -> PoolOptions<Sqlite> {
    async fn begin(connection: &mut SqliteConnection, limit: Duration) -> Result<(), sqlx::Error> {
        let end = Instant::now() + limit;
        connection.lock_handle().await?.set_progress_handler(STEPS, move || Instant::now() < end);
        Ok(())
    }
    let millis = |limit: &AtomicU64| Duration::from_millis(limit.load(Ordering::Relaxed));
    let (first, again) = (Arc::clone(limit), Arc::clone(limit));
    sqlite_pool(options).after_connect(move |connection, _| Box::pin(begin(connection, millis(&first)))).before_acquire(
        move |connection, _| {
            let limit = millis(&again);
            Box::pin(async move { begin(connection, limit).await.map(|()| true) })
        },
    )
}

/// What the transaction is told so that its statements end in time; nothing where the connection sees to it.
pub(crate) fn limit_statements(backend: DbBackend, millis: u64) -> Option<String> {
    // none would be no limit
    (!matches!(backend, DbBackend::Sqlite)).then(|| format!("SET LOCAL statement_timeout = {}", millis.max(1)))
}

/// SQLite reads a snapshot by itself and knows no levels.
pub(crate) fn isolation_for_reading(backend: DbBackend) -> Option<IsolationLevel> {
    (!matches!(backend, DbBackend::Sqlite)).then_some(IsolationLevel::RepeatableRead)
}

pub(crate) fn analyse(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Sqlite => "PRAGMA analysis_limit = 1000; ANALYZE",
        _ => "ANALYZE",
    }
}

/// The statement that creates the search index (tokens are made by the `text` crate).
pub(crate) fn create_search_index(backend: DbBackend) -> Vec<&'static str> {
    match backend {
        DbBackend::Sqlite => vec![
            "CREATE VIRTUAL TABLE party_search USING fts5(tokens, content='', contentless_delete=1, detail=none, \
             tokenize='ascii')",
        ],
        _ => vec![
            "CREATE TABLE party_search (seq bigint PRIMARY KEY, tokens tsvector NOT NULL)",
            "CREATE INDEX party_search_tokens ON party_search USING gin (tokens)",
            "CREATE SEQUENCE party_position",
        ],
    }
}

/// Reserves `count` consecutive positions for new parties; answers the first.
///
/// SQLite has one writer, so the highest position plus one is free until the transaction ends.
pub(crate) async fn reserve_positions<C: ConnectionTrait>(db: &C, count: usize) -> Result<i64, StoreError> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => "SELECT coalesce(max(seq), 0) + 1 AS first FROM party".to_owned(),
        _ => format!(
            "SELECT setval('party_position', nextval('party_position') + {}) - {} AS first",
            count.saturating_sub(1),
            count.saturating_sub(1)
        ),
    };
    if !matches!(db.get_database_backend(), DbBackend::Sqlite) {
        // two transactions may reserve at once; the lock makes the step of nextval and setval one
        db.execute_unprepared("SELECT pg_advisory_xact_lock(7205759403)").await?;
    }
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    let row = row.ok_or_else(|| sea_orm::DbErr::Custom("no position was reserved".to_owned()))?;
    Ok(row.try_get::<i64>("", "first")?)
}

/// After rows came in with positions of their own: new parties go behind them.
pub(crate) async fn settle_positions<C: ConnectionTrait>(db: &C) -> Result<(), StoreError> {
    if !matches!(db.get_database_backend(), DbBackend::Sqlite) {
        let sql = "SELECT setval('party_position', (SELECT coalesce(max(seq), 0) + 1 FROM party), false)";
        db.query_one_raw(Statement::from_string(db.get_database_backend(), sql.to_owned())).await?;
    }
    Ok(())
}

/// Inserts so many rows. On SQLite a row that is refused ends the statement without undoing its earlier rows, which spares
/// it a journal of its own; the transaction is given up then anyway.
pub(crate) fn insert_statement(backend: DbBackend, table: &str, columns: &[String], rows: usize) -> String {
    let verb = match backend {
        DbBackend::Sqlite => "INSERT OR FAIL",
        _ => "INSERT",
    };
    let row = |row: usize| format!("({})", placeholders(columns.len(), 1 + row * columns.len(), backend).join(", "));
    let rows: Vec<String> = (0..rows).map(row).collect();
    format!("{verb} INTO \"{table}\" ({}) VALUES {}", columns.join(", "), rows.join(", "))
}

/// Sets columns of so many rows at once, each found by the columns that are held: their values come first, then those to set.
/// A row that does not hold them any more is left alone.
pub(crate) fn update_statement(backend: DbBackend, table: &str, held: &[&str], set: &[&str], rows: usize) -> String {
    let per_row = held.len() + set.len();
    let row = |row: usize| format!("({})", placeholders(per_row, 1 + row * per_row, backend).join(", "));
    let values: Vec<String> = (0..rows).map(row).collect();
    // both name the columns of a list of values in this way
    let set =
        set.iter().enumerate().map(|(place, name)| format!("\"{name}\" = changed.column{}", held.len() + place + 1));
    let held =
        held.iter().enumerate().map(|(place, name)| format!("\"{table}\".\"{name}\" = changed.column{}", place + 1));
    format!(
        "UPDATE \"{table}\" SET {} FROM (VALUES {}) AS changed WHERE {}",
        set.collect::<Vec<_>>().join(", "),
        values.join(", "),
        held.collect::<Vec<_>>().join(" AND ")
    )
}

/// Each statement ends with SQLite's index writing what it gathered into a segment of its own, to be merged with others
/// later: few long statements are cheaper than many short ones.
const DOCUMENTS_PER_STATEMENT: usize = 3_000;

/// Writes the search tokens of many parties (position, tokens separated by blanks), replacing what was there.
pub(crate) async fn write_search_tokens<C: ConnectionTrait>(
    db: &C,
    documents: &[(i64, String)],
    fresh: bool,
) -> Result<(), StoreError> {
    let backend = db.get_database_backend();
    for chunk in documents.chunks(DOCUMENTS_PER_STATEMENT) {
        let (sql, values) = match backend {
            DbBackend::Sqlite => {
                if !fresh {
                    let marks = placeholders(chunk.len(), 1, backend);
                    let ids: Vec<Value> = chunk.iter().map(|(seq, _)| (*seq).into()).collect();
                    let delete = format!("DELETE FROM party_search WHERE rowid IN ({})", marks.join(", "));
                    db.execute_raw(Statement::from_sql_and_values(backend, delete, ids)).await?;
                }
                let rows = vec!["(?, ?)"; chunk.len()].join(", ");
                (format!("INSERT INTO party_search (rowid, tokens) VALUES {rows}"), pairs(chunk))
            }
            _ => {
                let rows: Vec<String> = (0..chunk.len())
                    .map(|i| format!("(${}, array_to_tsvector(string_to_array(${}, ' ')))", 2 * i + 1, 2 * i + 2))
                    .collect();
                let sql = format!(
                    "INSERT INTO party_search (seq, tokens) VALUES {} ON CONFLICT (seq) DO UPDATE SET tokens = excluded.tokens",
                    rows.join(", ")
                );
                (sql, pairs(chunk))
            }
        };
        db.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    }
    Ok(())
}

/// Takes search documents out of the index.
pub(crate) async fn delete_search_tokens<C: ConnectionTrait>(db: &C, positions: &[i64]) -> Result<(), StoreError> {
    let backend = db.get_database_backend();
    let column = match backend {
        DbBackend::Sqlite => "rowid",
        _ => "seq",
    };
    for chunk in positions.chunks(500) {
        let marks = placeholders(chunk.len(), 1, backend);
        let delete = format!("DELETE FROM party_search WHERE {column} IN ({})", marks.join(", "));
        let values: Vec<Value> = chunk.iter().map(|seq| (*seq).into()).collect();
        db.execute_raw(Statement::from_sql_and_values(backend, delete, values)).await?;
    }
    Ok(())
}

fn pairs(documents: &[(i64, String)]) -> Vec<Value> {
    documents.iter().flat_map(|(seq, tokens)| [Value::from(*seq), Value::from(tokens.clone())]).collect()
}

fn placeholders(count: usize, first: usize, backend: DbBackend) -> Vec<String> {
    (0..count)
        .map(|i| match backend {
            DbBackend::Sqlite => "?".to_owned(),
            _ => format!("${}", first + i),
        })
        .collect()
}

/// One term of a search: `[a-z0-9_]` only, as the `text` crate makes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchTerm {
    pub token: String,
    pub prefix: bool,
}

/// The sub-select of matching positions and the value it takes; of every group at least one term must match.
pub(crate) fn search_condition(backend: DbBackend, groups: &[Vec<SearchTerm>]) -> (&'static str, String) {
    let sql = match backend {
        DbBackend::Sqlite => "party.seq IN (SELECT rowid FROM party_search WHERE party_search MATCH ?)",
        _ => "party.seq IN (SELECT seq FROM party_search WHERE tokens @@ ($1::text)::tsquery)",
    };
    (sql, search_expression(backend, groups))
}

/// Some of the matching positions, in no order, as a statement.
pub(crate) fn some_matches(backend: DbBackend, groups: &[Vec<SearchTerm>], limit: u64) -> Statement {
    let sql = match backend {
        DbBackend::Sqlite => {
            format!(
                "SELECT rowid AS seq FROM party_search WHERE party_search MATCH ? ORDER BY rowid DESC LIMIT {limit}"
            )
        }
        _ => format!("SELECT seq FROM party_search WHERE tokens @@ ($1::text)::tsquery LIMIT {limit}"),
    };
    Statement::from_sql_and_values(backend, sql, [search_expression(backend, groups).into()])
}

/// Whether a row matches, asked row by row while a list follows its order: for words that very many rows hold.
pub(crate) fn search_probe(backend: DbBackend, groups: &[Vec<SearchTerm>]) -> (&'static str, String) {
    let sql = match backend {
        // a beginning of words is gathered from many of them: once, rather than for each row
        DbBackend::Sqlite if groups.iter().flatten().any(|term| term.prefix) => {
            "+party.seq IN (SELECT rowid FROM party_search WHERE party_search MATCH ?)"
        }
        DbBackend::Sqlite => {
            "EXISTS (SELECT 1 FROM party_search WHERE party_search.rowid = party.seq AND party_search MATCH ?)"
        }
        _ => {
            "EXISTS (SELECT 1 FROM party_search WHERE party_search.seq = party.seq \
             AND party_search.tokens @@ ($1::text)::tsquery)"
        }
    };
    (sql, search_expression(backend, groups))
}

/// Positions that PostgreSQL looks through, the newest first, before it asks the index for every match.
const NEWEST_POSITIONS: i64 = 3_000;

/// The same for the newest matches only, where nothing else narrows them.
///
/// SQLite reads its index newest first. PostgreSQL's has no order: it would sort every match of a frequent word, or pass
/// all positions by in search of a rare one. So the newest positions are looked through first, and the index is asked
/// only where they held too few.
pub(crate) fn newest_matches(backend: DbBackend, groups: &[Vec<SearchTerm>], limit: u64) -> (String, String) {
    let sql = match backend {
        DbBackend::Sqlite => format!(
            "party.seq IN (SELECT rowid FROM party_search WHERE party_search MATCH ? ORDER BY rowid DESC LIMIT {limit})"
        ),
        _ => format!(
            "party.seq IN (\
             WITH newest AS MATERIALIZED (SELECT seq FROM party_search \
             WHERE seq > (SELECT max(seq) FROM party_search) - {NEWEST_POSITIONS} AND tokens @@ ($1::text)::tsquery \
             ORDER BY seq DESC LIMIT {limit}), \
             matching AS MATERIALIZED (SELECT seq FROM party_search \
             WHERE tokens @@ ($1::text)::tsquery AND (SELECT count(*) FROM newest) < {limit}) \
             SELECT seq FROM newest \
             UNION SELECT seq FROM (SELECT seq FROM matching ORDER BY seq DESC LIMIT {limit}) AS older)"
        ),
    };
    (sql, search_expression(backend, groups))
}

fn search_expression(backend: DbBackend, groups: &[Vec<SearchTerm>]) -> String {
    let join = |and: &str, or: &str, render: fn(&SearchTerm) -> String| {
        let each: Vec<String> =
            groups.iter().map(|terms| format!("({})", terms.iter().map(render).collect::<Vec<_>>().join(or))).collect();
        each.join(and)
    };
    match backend {
        DbBackend::Sqlite => join(" AND ", " OR ", |t| format!("\"{}\"{}", t.token, if t.prefix { "*" } else { "" })),
        _ => join(" & ", " | ", |t| format!("'{}'{}", t.token, if t.prefix { ":*" } else { "" })),
    }
}

/// The text under a key of a JSON object kept as text; null where there is none.
pub(crate) fn value_of_key(backend: DbBackend, column: &'static str, key: &str) -> SimpleExpr {
    match backend {
        // a path would need its key quoted within; the rows of the object do not
        DbBackend::Sqlite => Expr::cust_with_values(
            format!("(SELECT entry.value FROM json_each({column}) AS entry WHERE entry.key = ?)"),
            [key],
        ),
        _ => Expr::cust_with_values(format!("({column}::jsonb ->> $1::text)"), [key]),
    }
}

/// Whether a text has a part, Latin letters in either case; the part is in lower case.
pub(crate) fn contains(backend: DbBackend, text: SimpleExpr, part: &str) -> SimpleExpr {
    let text = in_lower_case(backend, text);
    match backend {
        DbBackend::Sqlite => Expr::cust_with_exprs("instr(?, ?) > 0", [text, Expr::val(part)]),
        _ => Expr::cust_with_exprs("strpos($1, $2::text) > 0", [text, Expr::val(part)]),
    }
}

/// Whether a text begins with a part, Latin letters in either case; the part is in lower case.
pub(crate) fn begins(backend: DbBackend, text: SimpleExpr, part: &str) -> SimpleExpr {
    let text = in_lower_case(backend, text);
    let length = i32::try_from(part.chars().count()).unwrap_or(i32::MAX);
    match backend {
        DbBackend::Sqlite => Expr::cust_with_exprs("substr(?, 1, ?) = ?", [text, Expr::val(length), Expr::val(part)]),
        _ => Expr::cust_with_exprs("left($1, $2::int) = $3::text", [text, Expr::val(length), Expr::val(part)]),
    }
}

/// A to Z only, as SQLite does it: what else is a capital depends on the server.
fn in_lower_case(backend: DbBackend, text: SimpleExpr) -> SimpleExpr {
    match backend {
        DbBackend::Sqlite => Expr::cust_with_exprs("lower(?)", [text]),
        _ => Expr::cust_with_exprs("translate($1, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')", [text]),
    }
}

/// Counts of the index, for `tuoke check`.
pub(crate) fn count_search_documents(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Sqlite => "SELECT count(*) AS n FROM party_search_docsize",
        _ => "SELECT count(*) AS n FROM party_search",
    }
}

/// The database's own test of its files, within a transaction; empty where it finds nothing wrong.
pub(crate) async fn integrity_problems<C: ConnectionTrait>(db: &C) -> Result<Vec<String>, StoreError> {
    if !matches!(db.get_database_backend(), DbBackend::Sqlite) {
        return Ok(Vec::new());
    }
    // the index's structure is kept in the memory of each connection; only a query renews it, the test alone would find
    // an index damaged that another connection has rewritten
    let renew = "SELECT rowid FROM party_search WHERE party_search MATCH 'x' LIMIT 1";
    db.query_one_raw(Statement::from_string(DbBackend::Sqlite, renew.to_owned())).await?;
    let mut problems = Vec::new();
    for row in db.query_all_raw(Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check".to_owned())).await? {
        let line: String = row.try_get_by_index(0)?;
        if line != "ok" {
            problems.push(line);
        }
    }
    Ok(problems)
}

/// Open connections of a pool, and those of them that wait for work.
pub(crate) fn pool_of(db: &DatabaseConnection) -> (u32, u32) {
    let (open, idle) = match db.get_database_backend() {
        DbBackend::Sqlite => {
            let pool = db.get_sqlite_connection_pool();
            (pool.size(), pool.num_idle())
        }
        _ => {
            let pool = db.get_postgres_connection_pool();
            (pool.size(), pool.num_idle())
        }
    };
    (open, u32::try_from(idle).unwrap_or(u32::MAX))
}

/// What a column can hold, named alike for both databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Id,
    Text,
    Int,
    Long,
    Double,
    Flag,
}

/// Every column of every table as the database describes it, in the order of the tables' names and of the columns; the
/// search index is left out, which is made anew rather than copied.
pub(crate) async fn columns<C: ConnectionTrait>(
    db: &C,
) -> Result<Vec<(String, String, Result<Kind, String>)>, StoreError> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT t.name AS t, c.name AS c, c.type AS k FROM sqlite_schema t JOIN pragma_table_info(t.name) c \
             WHERE t.type = 'table' AND t.name NOT GLOB 'sqlite_*' AND t.name <> 'party_search' \
             AND t.name NOT GLOB 'party_search_*' ORDER BY t.name, c.cid"
        }
        _ => {
            "SELECT table_name::text AS t, column_name::text AS c, data_type::text AS k FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name <> 'party_search' \
             ORDER BY table_name::text COLLATE \"C\", ordinal_position"
        }
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql.to_owned())).await?;
    let described = rows.iter().map(|row| {
        let declared: String = row.try_get("", "k")?;
        let kind = match declared.to_ascii_lowercase().as_str() {
            "uuid" | "uuid_text" => Ok(Kind::Id),
            "text" => Ok(Kind::Text),
            // SQLite has one kind of integer, as long as need be
            "integer" if matches!(db.get_database_backend(), DbBackend::Sqlite) => Ok(Kind::Long),
            "integer" => Ok(Kind::Int),
            "bigint" => Ok(Kind::Long),
            "double" | "double precision" => Ok(Kind::Double),
            "boolean" => Ok(Kind::Flag),
            _ => Err(declared),
        };
        Ok((row.try_get("", "t")?, row.try_get("", "c")?, kind))
    });
    described.collect()
}

pub(crate) async fn describe_schema(db: &DatabaseConnection) -> Result<Vec<String>, StoreError> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT sql AS line FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'party_search_%' \
             AND name NOT LIKE 'sqlite_%' AND name <> 'seaql_migrations' ORDER BY tbl_name, type DESC, name"
        }
        _ => {
            "SELECT line FROM (SELECT table_name AS t, 1 AS k, ordinal_position AS p, table_name || '.' || column_name || ' ' || data_type || \
             CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END AS line \
             FROM information_schema.columns WHERE table_schema = current_schema() AND table_name <> 'seaql_migrations' \
             UNION ALL SELECT tablename, 2, 0, regexp_replace(indexdef, ' ON [^.]+\\.', ' ON ') FROM pg_indexes \
             WHERE schemaname = current_schema() AND tablename <> 'seaql_migrations') s ORDER BY t, k, p, line"
        }
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql.to_owned())).await?;
    rows.iter().map(|row| Ok(row.try_get::<String>("", "line")?)).collect()
}
