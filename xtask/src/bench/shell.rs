//! The same rows inserted by SQLite's own shell: what the database alone costs.
//!
//! The shell reads the finished database and inserts every row of every table into a new one with the same schema,
//! the same indexes and the same pragmas, in one transaction. The search index cannot be copied as rows, since it does
//! not keep its documents; their words are put together again from its vocabulary beforehand, outside the measured time.
//! A shell older than 3.43 does not know that kind of index: it is left out then, which makes the comparison harder.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::workspace::on_path;

/// How the product sets its own connections up.
const PRAGMAS: &str = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; \
    PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=16384;";

/// What the shell needed.
#[derive(Debug)]
pub struct ByShell {
    pub took: Duration,
    /// Whether it could fill the search index as well.
    pub with_search: bool,
}

/// How long the shell takes; none where it is not installed.
pub fn insert_again(database: &Path, folder: &Path) -> Result<Option<ByShell>> {
    let Some(shell) = on_path("sqlite3") else { return Ok(None) };
    let (again, documents) = (folder.join("again.db"), folder.join("documents.db"));
    for file in [&again, &documents] {
        remove(file)?;
    }
    let source = format!("ATTACH '{}' AS source; ATTACH '{}' AS documents;", path(database)?, path(&documents)?);
    let version = String::from_utf8(Command::new(&shell).arg("--version").output()?.stdout)?;
    let with_search = knows_the_index(&version);
    if with_search {
        let words = format!(
            "ATTACH '{}' AS source; PRAGMA cache_size=-2000000; \
             CREATE VIRTUAL TABLE temp.words USING fts5vocab('source', 'party_search', 'instance'); \
             CREATE TABLE document AS SELECT doc AS seq, group_concat(term, ' ') AS tokens FROM temp.words GROUP BY doc;",
            path(database)?
        );
        run(&shell, &documents, &words)?;
    }
    let described = run(
        &shell,
        database,
        "SELECT name || char(9) || type || char(9) || replace(sql, char(10), ' ') FROM sqlite_schema \
         WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'party_search_*' \
         ORDER BY type = 'index', rowid;",
    )?;
    let (mut schema, mut inserts) = (String::new(), String::new());
    for line in described.lines() {
        let [name, kind, sql] = line.splitn(3, '\t').collect::<Vec<_>>()[..] else {
            bail!("not a line of schema: {line}");
        };
        let search = name == "party_search";
        if search && !with_search {
            continue;
        }
        schema.push_str(&format!("{sql};\n"));
        if search {
            inserts.push_str("INSERT INTO party_search (rowid, tokens) SELECT seq, tokens FROM documents.document;\n");
        } else if kind == "table" {
            // the condition keeps the shell from copying whole pages instead of inserting rows
            inserts.push_str(&format!("INSERT INTO main.\"{name}\" SELECT * FROM source.\"{name}\" WHERE true;\n"));
        }
    }
    run(&shell, &again, &format!("PRAGMA journal_mode=WAL;\n{schema}"))?;
    let since = Instant::now();
    run(&shell, &again, &format!("{PRAGMAS}\n{source}\nBEGIN;\n{inserts}COMMIT;\n"))?;
    let took = since.elapsed();
    let count = |file: &Path| run(&shell, file, "SELECT count(*) FROM party;");
    ensure!(count(&again)? == count(database)?, "the shell inserted another number of rows");
    for file in [&again, &documents] {
        remove(file)?;
    }
    Ok(Some(ByShell { took, with_search }))
}

fn run(shell: &Path, database: &Path, script: &str) -> Result<String> {
    let mut child = Command::new(shell)
        .arg("-bail")
        .arg(database)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start sqlite3")?;
    child.stdin.take().context("no standard input")?.write_all(script.as_bytes())?;
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "sqlite3 failed: {}", output.status);
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// From version 3.43 on.
fn knows_the_index(version: &str) -> bool {
    let mut numbers = version.split([' ', '.']).map_while(|number| number.parse::<u32>().ok());
    (numbers.next(), numbers.next()) >= (Some(3), Some(43))
}

/// A database with what SQLite keeps beside it.
fn remove(file: &Path) -> Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let file = format!("{}{suffix}", file.display());
        if Path::new(&file).exists() {
            std::fs::remove_file(file)?;
        }
    }
    Ok(())
}

/// A path as it can stand between quotes.
fn path(file: &Path) -> Result<&str> {
    file.to_str().filter(|text| !text.contains('\'')).context("the folder's name cannot be written in SQL")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_shell_is_known_by_its_version() {
        assert!(!knows_the_index("3.40.1 2022-12-28 14:03:47 df5c"));
        assert!(knows_the_index("3.46.1 2024-08-13"));
        assert!(!knows_the_index("unknown"));
    }
}
