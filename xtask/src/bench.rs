//! The end-to-end bench: imports a long list, asks the served product for what people open all day, loads it.
//!
//! Writes `docs/benchmarks.md`. Times of one machine say little on another; the share of the budget says whether the
//! product is quick enough there.

mod classes;
mod deals;
mod first_page;
mod load;
mod machine;
mod orders;
mod questions;
mod report;
mod shell;
mod team;

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;

use crate::http::Client;
use crate::page;
use crate::postgres;
use crate::product::{Imported, Person, Product};
use crate::workspace::{Program, Workspace};
use first_page::FirstPage;
use load::{Created, Load};
use questions::Answered;
use shell::ByShell;

/// Rows for which the budgets are written.
const ROWS: usize = 1_000_000;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Rows of the list; a report is written for a million only
    #[arg(long, default_value_t = ROWS)]
    rows: usize,
    /// Profile to build the product with
    #[arg(long, default_value = "release")]
    profile: String,
    /// Use this binary instead of building one
    #[arg(long, conflicts_with = "profile")]
    tuoke: Option<PathBuf>,
    /// Leave PostgreSQL out
    #[arg(long)]
    sqlite_only: bool,
    /// Measure the database that an earlier run left behind, without importing again
    #[arg(long)]
    again: bool,
    /// Measure the classes of all customers and the models of lifetime value, and nothing else
    #[arg(long)]
    classes: bool,
    /// Measure only; leave docs/benchmarks.md as it is
    #[arg(long)]
    no_report: bool,
    /// Only import this many lines of orders into SQLite, class their customers, and ask for the classes
    #[arg(long, value_name = "LINES")]
    orders: Option<usize>,
    /// Customers of those orders; twenty lines each where absent
    #[arg(long, value_name = "COUNT", requires = "orders")]
    customers: Option<usize>,
    /// Only fill the demo with this many deals, and ask for the board, the diagnosis and the win rates
    #[arg(long, value_name = "COUNT", conflicts_with = "orders")]
    deals: Option<usize>,
}

/// Everything measured on one database; none where it was left out.
#[derive(Debug)]
pub struct Measured {
    pub database: &'static str,
    pub imported: Option<Imported>,
    /// The same rows inserted by SQLite's shell.
    pub by_shell: Option<ByShell>,
    pub ready_after: Duration,
    pub idle_memory: Option<u64>,
    pub answers: Vec<Answered>,
    pub listed: Load,
    pub created: Created,
    pub first_page: Option<FirstPage>,
    /// How long the search for doubles took, and how many pairs it found.
    pub duplicates: (Duration, usize),
}

pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    if args.classes {
        return classes::run(workspace, &args.profile, !args.no_report);
    }
    let folder = workspace.target.join("bench");
    std::fs::create_dir_all(&folder)?;
    let tuoke = match &args.tuoke {
        Some(tuoke) => tuoke.clone(),
        None => {
            page::build(workspace)?;
            workspace.build_tuoke(&args.profile)?
        }
    };
    // what a binary that was given was built with is not known here
    let profile = if args.tuoke.is_some() { "not known" } else { args.profile.as_str() };
    if let Some(lines) = args.orders {
        let customers = args.customers.unwrap_or(lines / 20).max(1);
        let bench = orders::Bench { workspace, folder: &folder, tuoke: &tuoke, lines, customers };
        return orders::run(&bench, profile, !args.no_report);
    }
    if let Some(count) = args.deals {
        let bench = deals::Bench { workspace, folder: &folder, tuoke: &tuoke, deals: count };
        return deals::run(&bench, profile, !args.no_report);
    }
    let list = composed(workspace, &folder, args.rows)?;
    let bench = Bench { workspace, folder, list, again: args.again };
    let machine = machine::Machine::look();
    let mut measured = vec![bench.measure("SQLite", &tuoke, None)?];
    if !args.sqlite_only && postgres::programs().is_some() {
        let server = postgres::Server::start_lasting(workspace)?;
        measured.push(bench.measure("PostgreSQL", &tuoke, Some(server.url()))?);
    }
    let report = report::text(args.rows, profile, &machine, &measured);
    println!("\n{report}");
    if !args.no_report && !args.again && args.rows == ROWS {
        let file = workspace.root.join("docs/benchmarks.md");
        let notes = report::notes(&std::fs::read_to_string(&file).unwrap_or_default());
        std::fs::write(file, report + &notes)?;
    }
    Ok(())
}

/// A list of so many rows, the same every time.
fn composed(workspace: &Workspace, folder: &Path, rows: usize) -> Result<PathBuf> {
    let list = folder.join(format!("{rows}-rows.csv"));
    let program = Program::compose_lists().args(["bench", "--rows", &rows.to_string()]).args([
        "--holders",
        &team::SELLERS.to_string(),
        "--holdings",
        &team::HOLDINGS.to_string(),
    ]);
    workspace.run(program.args(["--out"]).path(&list))?;
    Ok(list)
}

struct Bench<'a> {
    workspace: &'a Workspace,
    folder: PathBuf,
    list: PathBuf,
    again: bool,
}

impl Bench<'_> {
    fn measure(&self, database: &'static str, tuoke: &Path, url: Option<String>) -> Result<Measured> {
        let data = self.folder.join(database.to_lowercase());
        let filled = self.again && url.is_none() && data.exists();
        let product = match filled {
            true => Product::in_folder(self.workspace, tuoke, data, url),
            false => Product::in_new_folder(self.workspace, tuoke, data, url)?,
        };
        let (mut imported, mut by_shell) = (None, None);
        if !filled {
            let (address, token) = (free_address()?, product.token(Person::Administrator)?);
            let server = product.serve(address)?;
            team::hire(&mut Client::connect(address, Some(token))?)?;
            drop(server);
            let done = product.import_for_nobody(&self.list, "bench")?;
            println!("{database}: imported in {:.2} s", done.seconds);
            imported = Some(done);
            if let Some(file) = product.file() {
                by_shell = shell::insert_again(&file, &self.folder)?;
            }
        }
        let address = free_address()?;
        let token = |person| product.token(person);
        let (administrator, seller, manager) =
            (token(Person::Administrator)?, token(Person::Seller)?, token(Person::Manager)?);
        let server = product.serve(address)?;
        let answers = questions::QUESTIONS
            .iter()
            .map(|question| {
                let token = match question.asked_by {
                    Person::Administrator => &administrator,
                    Person::Seller => &seller,
                    Person::Manager => &manager,
                };
                questions::ask(&mut Client::connect(address, Some(token.clone()))?, question)
            })
            .collect::<Result<_>>()?;
        let idle_memory = server.memory();
        let first_page = first_page::open(self.workspace, address)?;
        let listed = load::list(address, &administrator)?;
        let created = load::create(address, &administrator)?;
        let ready_after = server.ready_after();
        drop(server);
        let duplicates = product.timed_duplicates()?;
        Ok(Measured {
            database,
            imported,
            by_shell,
            ready_after,
            idle_memory,
            answers,
            listed,
            created,
            first_page,
            duplicates,
        })
    }
}

fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
