//! The built product as scripts use it: one data folder, driven through its command line.

use std::fs;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::process;
use crate::server::Server;
use crate::workspace::{Program, Workspace};

/// Who acts in these runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Person {
    /// Reaches every record, and owns what the runs import.
    Administrator,
    /// A sales representative with holdings of their own.
    Seller,
    /// Leads everybody who sells.
    Manager,
}

impl Person {
    pub fn email(self) -> &'static str {
        match self {
            Self::Administrator => "runner@example.com",
            Self::Seller => "rep00@example.com",
            Self::Manager => "manager@example.com",
        }
    }
}

pub const PASSWORD: &str = "a-password-of-no-account";

/// What `tuoke import` ends with when it cannot read a file.
const REFUSED: i32 = 2;

#[derive(Debug)]
pub struct Product<'a> {
    workspace: &'a Workspace,
    binary: PathBuf,
    data: PathBuf,
    /// A PostgreSQL to use instead of SQLite in the folder.
    database_url: Option<String>,
}

/// What `tuoke import --json` reports.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Imported {
    pub read: u64,
    pub created: u64,
    pub updated: u64,
    pub duplicate: u64,
    pub rejected: u64,
    /// As the product measured it.
    pub seconds: f64,
    /// From the start of the program to its end.
    pub whole: Duration,
    /// Most bytes of memory that the program held, where the system tells.
    pub memory: Option<u64>,
}

/// How long a command took, and the most bytes of memory it held, where the system tells.
#[derive(Debug, Clone, Copy)]
pub struct Timed {
    pub whole: Duration,
    pub memory: Option<u64>,
}

/// Two rows that `tuoke duplicates` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    pub left: String,
    pub right: String,
    /// Whether the product is sure, rather than asking a person to look.
    pub sure: bool,
}

/// Makes the folder anew.
fn emptied(data: &Path) -> Result<()> {
    if data.exists() {
        fs::remove_dir_all(data)?;
    }
    Ok(fs::create_dir_all(data)?)
}

impl<'a> Product<'a> {
    /// An empty data folder with one administrator.
    pub fn in_new_folder(
        workspace: &'a Workspace,
        binary: &Path,
        data: PathBuf,
        database_url: Option<String>,
    ) -> Result<Self> {
        emptied(&data)?;
        let product = Self::in_folder(workspace, binary, data, database_url);
        product.create_user(Person::Administrator)?;
        Ok(product)
    }

    /// A new folder with the demo's team, and so many deals in all.
    pub fn of_the_demo(workspace: &'a Workspace, binary: &Path, data: PathBuf, deals: usize) -> Result<Self> {
        emptied(&data)?;
        let product = Self::in_folder(workspace, binary, data, None);
        workspace.run(product.program(&["demo", "--deals", &deals.to_string()]))?;
        Ok(product)
    }

    /// The folder as an earlier run left it.
    pub fn in_folder(workspace: &'a Workspace, binary: &Path, data: PathBuf, database_url: Option<String>) -> Self {
        Self { workspace, binary: binary.to_owned(), data, database_url }
    }

    fn program(&self, command: &[&str]) -> Program {
        self.on_our_data(Program::new(&self.binary), command)
    }

    fn on_our_data(&self, program: Program, command: &[&str]) -> Program {
        let program = program.args(command.iter().copied()).args(["--data"]).path(&self.data);
        match &self.database_url {
            Some(url) => program.env("TUOKE_DATABASE_URL", url),
            None => program,
        }
    }

    fn create_user(&self, person: Person) -> Result<()> {
        let program = self.program(&["admin", "create-user"]).args([
            "--name",
            "Runner",
            "--email",
            person.email(),
            "--role",
            "administrator",
        ]);
        let mut child = self.workspace.command(&program).stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
        child.stdin.take().context("no standard input")?.write_all(format!("{PASSWORD}\n").as_bytes())?;
        ensure!(child.wait()?.success(), "the user could not be created");
        Ok(())
    }

    pub fn token(&self, person: Person) -> Result<String> {
        self.token_of(person.email())
    }

    /// A token of whoever has this address.
    pub fn token_of(&self, email: &str) -> Result<String> {
        let printed = self.workspace.read(self.program(&["admin", "token"]).args(["--email", email]))?;
        printed.split_whitespace().last().map(str::to_owned).context("no token was printed")
    }

    /// Imports a file that can be read; every row must have ended in exactly one state.
    pub fn import(&self, file: &Path, list: &str, options: &[&str]) -> Result<Imported> {
        self.import_or_be_refused(file, list, options)?.with_context(|| format!("{list} was refused"))
    }

    /// Imports a file; none when the product refuses it as a whole, with its reason shown.
    pub fn import_or_be_refused(&self, file: &Path, list: &str, options: &[&str]) -> Result<Option<Imported>> {
        self.import_for(Some(Person::Administrator), file, list, options)
    }

    /// The same with names that belong to nobody, but where a row names a colleague.
    pub fn import_for_nobody(&self, file: &Path, list: &str) -> Result<Imported> {
        self.import_for(None, file, list, &[])?.with_context(|| format!("{list} was refused"))
    }

    /// Imports orders, and makes the customers who are not on file.
    pub fn import_orders(&self, file: &Path) -> Result<Imported> {
        let file = file.display().to_string();
        let program = self.program(&["orders", "import", &file]).args(["--create-customers"]);
        self.imported(program.args(["--json"]), "orders")?.context("the orders were refused")
    }

    fn import_for(&self, owner: Option<Person>, file: &Path, list: &str, options: &[&str]) -> Result<Option<Imported>> {
        let file = file.display().to_string();
        let program = self
            .program(&["import", &file])
            .args(["--list", list])
            .args(owner.into_iter().flat_map(|person| ["--owner", person.email()]))
            .args(options.iter().copied())
            .args(["--json"]);
        self.imported(program, list)
    }

    fn imported(&self, program: Program, list: &str) -> Result<Option<Imported>> {
        let since = Instant::now();
        let mut child = self.workspace.command(&program).stdout(Stdio::piped()).spawn()?;
        let (status, memory) = process::watch(&mut child)?;
        match status.code() {
            Some(0) => {}
            Some(REFUSED) => return Ok(None),
            _ => bail!("the import of {list} failed: {status}"),
        }
        let printed = child.stdout.take().context("no standard output")?;
        let report: Value = serde_json::from_reader(printed).context("the import printed no JSON object")?;
        let count = |key: &str| report[key].as_u64().with_context(|| format!("the import reports no {key}"));
        let imported = Imported {
            read: count("read")?,
            created: count("created")?,
            updated: count("updated")?,
            duplicate: count("duplicate")?,
            rejected: count("rejected")?,
            seconds: report["seconds"].as_f64().context("the import reports no seconds")?,
            whole: since.elapsed(),
            memory,
        };
        imported.check()?;
        Ok(Some(imported))
    }

    /// Classes all customers as of today.
    pub fn classify(&self) -> Result<Timed> {
        let since = Instant::now();
        let program = self.program(&["classify"]).args(["--json"]);
        let mut child = self.workspace.command(&program).stdout(Stdio::null()).spawn()?;
        let (status, memory) = process::watch(&mut child)?;
        ensure!(status.success(), "the customers could not be classed: {status}");
        Ok(Timed { whole: since.elapsed(), memory })
    }

    /// The pairs believed to be the same, by the ids of their rows. Records that came from no row of their own, such as
    /// the contact person of an organisation's row, have no id and are left out.
    pub fn duplicates(&self) -> Result<Vec<Pair>> {
        let printed = self.workspace.read(self.program(&["duplicates"]).args(["--json"]))?;
        printed.lines().filter(|line| !line.trim().is_empty()).filter_map(|line| pair(line).transpose()).collect()
    }

    /// How long the search for pairs over all records takes, and how many it finds.
    pub fn timed_duplicates(&self) -> Result<(Duration, usize)> {
        let since = Instant::now();
        let printed = self.workspace.read(self.program(&["duplicates"]).args(["--json"]))?;
        Ok((since.elapsed(), printed.lines().count()))
    }

    /// The file of the database; none on PostgreSQL.
    pub fn file(&self) -> Option<PathBuf> {
        self.database_url.is_none().then(|| self.data.join("tuoke.sqlite"))
    }

    pub fn serve(&self, address: SocketAddr) -> Result<Server> {
        let program = self
            .on_our_data(Program::dying_with_us(&self.binary, "TERM"), &["serve"])
            .args(["--listen", &address.to_string()])
            // a line for every answer would be measured as well
            .env("TUOKE_LOG", "warn");
        Server::start(self.workspace, &program, address)
    }
}

impl Imported {
    fn check(&self) -> Result<()> {
        let ended = self.created + self.updated + self.duplicate + self.rejected;
        if ended != self.read {
            bail!("{} rows were read, but {ended} ended in a state", self.read);
        }
        Ok(())
    }
}

/// One printed pair, its ids wherever in the object they stand; none when a record has no id.
fn pair(line: &str) -> Result<Option<Pair>> {
    let object: Value = serde_json::from_str(line).with_context(|| format!("not a JSON object: {line}"))?;
    let mut ids = Vec::new();
    collect_ids(&object, &mut ids);
    ensure!(ids.len() == 2, "a pair has two records, this one has {}: {line}", ids.len());
    let sure = object["likeness"] == "same";
    Ok(match (ids[0], ids[1]) {
        (Some(left), Some(right)) => Some(Pair { left: left.to_owned(), right: right.to_owned(), sure }),
        _ => None,
    })
}

fn collect_ids<'a>(value: &'a Value, ids: &mut Vec<Option<&'a str>>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                if key.ends_with("external_id") {
                    ids.push(value.as_str());
                } else {
                    collect_ids(value, ids);
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect_ids(value, ids)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ids_of_a_pair_are_found_where_they_stand() {
        let line = r#"{"left":{"external_id":"a-1"},"right":{"external_id":"a-2"},"score":0.97,"likeness":"same"}"#;
        let named = Pair { left: "a-1".to_owned(), right: "a-2".to_owned(), sure: true };
        assert_eq!(pair(line).expect("a pair"), Some(named));
        let without = r#"{"left":{"external_id":"a-1"},"right":{"external_id":null}}"#;
        assert_eq!(pair(without).expect("a pair"), None);
        assert!(pair(r#"{"score":1}"#).is_err());
    }

    #[test]
    fn a_row_without_a_state_is_an_error() {
        let whole = Duration::ZERO;
        let imported =
            Imported { read: 3, created: 1, updated: 0, duplicate: 1, rejected: 1, seconds: 0.1, whole, memory: None };
        assert!(imported.check().is_ok());
        assert!(Imported { read: 4, ..imported }.check().is_err());
    }
}
