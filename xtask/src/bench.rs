//! The end-to-end bench: imports a long list and asks the served product for what people open all day.
//!
//! Writes `docs/benchmarks.md`. Times of one machine say little on another; the share of the budget says whether the
//! product is quick enough there.

mod machine;
mod report;

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::http::Client;
use crate::postgres;
use crate::product::{Imported, Person, Product};
use crate::workspace::{Program, Workspace};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Rows of the list
    #[arg(long, default_value_t = 100_000)]
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
    /// Measure only; leave docs/benchmarks.md as it is
    #[arg(long)]
    no_report: bool,
}

/// Requests of each kind, after some that are not counted.
const REQUESTS: usize = 200;
const WARM_UP: usize = 10;

/// Names a seller holds whose Today is asked for.
const HOLDINGS: usize = 300;

/// A question that people ask all day, in several wordings; asked in turn.
struct Question {
    name: &'static str,
    asked_by: Person,
    paths: &'static [&'static str],
}

const QUESTIONS: &[Question] = &[
    Question {
        name: "list of prospects",
        asked_by: Person::Administrator,
        paths: &[
            "/api/v1/parties?limit=50",
            "/api/v1/parties?limit=50&sort=-score",
            "/api/v1/parties?limit=50&sort=name",
        ],
    },
    Question {
        name: "search as one types",
        asked_by: Person::Administrator,
        paths: &[
            "/api/v1/search?q=%E5%95%86%E8%B4%B8",
            "/api/v1/search?q=%E7%8E%8B%E4%BC%9F",
            "/api/v1/search?q=wangwei",
            "/api/v1/search?q=zs",
            "/api/v1/search?q=6993",
        ],
    },
    Question { name: "Today of a seller with 300 names", asked_by: Person::Seller, paths: &["/api/v1/worklist"] },
];

/// Times of the answers to one question.
#[derive(Debug)]
pub struct Answered {
    pub name: &'static str,
    pub median: Duration,
    pub p95: Duration,
    pub slowest: Duration,
}

/// Everything measured on one database.
#[derive(Debug)]
pub struct Measured {
    pub database: &'static str,
    pub imported: Imported,
    pub answers: Vec<Answered>,
}

pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    let folder = workspace.target.join("bench");
    std::fs::create_dir_all(&folder)?;
    let list = composed(workspace, &folder, args.rows)?;
    let holdings = composed(workspace, &folder, HOLDINGS)?;
    let tuoke = args.tuoke.clone().map_or_else(|| workspace.build_tuoke(&args.profile), Ok)?;
    let mut measured = Vec::new();
    let sqlite = Product::in_new_folder(workspace, &tuoke, folder.join("sqlite"), None)?;
    measured.push(measure("SQLite", &sqlite, &list, &holdings)?);
    if !args.sqlite_only && postgres::programs().is_some() {
        let server = postgres::Server::start(workspace)?;
        let product = Product::in_new_folder(workspace, &tuoke, folder.join("postgres"), Some(server.url()))?;
        measured.push(measure("PostgreSQL", &product, &list, &holdings)?);
    }
    let report = report::text(args.rows, &args.profile, &machine::Machine::look(), &measured);
    println!("\n{report}");
    if !args.no_report {
        std::fs::write(workspace.root.join("docs/benchmarks.md"), report)?;
    }
    Ok(())
}

/// A list of so many rows, the same every time.
fn composed(workspace: &Workspace, folder: &Path, rows: usize) -> Result<PathBuf> {
    let list = folder.join(format!("{rows}-rows.csv"));
    workspace.run(Program::compose_lists().args(["bench", "--rows", &rows.to_string()]).args(["--out"]).path(&list))?;
    Ok(list)
}

fn measure(database: &'static str, product: &Product, list: &Path, holdings: &Path) -> Result<Measured> {
    let imported = product.import(list, "bench", &[])?;
    println!("{database}: imported in {:.2} s", imported.seconds);
    product.create_user(Person::Seller)?;
    product.import_as(Person::Seller, holdings, "holdings", &["--on-duplicate", "create"])?;
    let address: SocketAddr = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let _server = product.serve(address)?;
    let answers = QUESTIONS
        .iter()
        .map(|question| ask(&mut Client::connect(address, Some(product.token(question.asked_by)?))?, question))
        .collect::<Result<_>>()?;
    Ok(Measured { database, imported, answers })
}

fn ask(client: &mut Client, question: &Question) -> Result<Answered> {
    let mut times = Vec::with_capacity(REQUESTS);
    for (number, path) in question.paths.iter().cycle().take(WARM_UP + REQUESTS).enumerate() {
        let since = Instant::now();
        client.get(path)?;
        if number >= WARM_UP {
            times.push(since.elapsed());
        }
    }
    times.sort();
    Ok(Answered {
        name: question.name,
        median: quantile(&times, 50),
        p95: quantile(&times, 95),
        slowest: quantile(&times, 100),
    })
}

/// The smallest of the sorted times that at least `percent` of them do not exceed.
fn quantile(sorted: &[Duration], percent: usize) -> Duration {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_95th_percentile_leaves_five_of_a_hundred_above() {
        let times: Vec<Duration> = (1..=100).map(Duration::from_millis).collect();
        assert_eq!(quantile(&times, 95), Duration::from_millis(95));
        assert_eq!(quantile(&times, 50), Duration::from_millis(50));
        assert_eq!(quantile(&times, 100), Duration::from_millis(100));
        assert_eq!(quantile(&times[..1], 95), Duration::from_millis(1));
    }
}
