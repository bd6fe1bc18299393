//! Every check and every test, in the order in which a mistake costs least time to find.

use crate::codegen;
use crate::conformance;
use crate::layers;
use crate::page;
use crate::postgres;
use crate::real_data;
use crate::setup::{self, Purpose};
use crate::stages::Stages;
use crate::tools::{self, Tool};
use crate::workspace::{Program, Workspace, on_path};
use anyhow::{Context, Result};
use clap::ValueEnum;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Run only these groups of stages
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Group>,
    /// Run the remaining stages after a failure
    #[arg(long)]
    keep_going: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Group {
    /// Formatting, layers, licences, spelling
    Lint,
    /// The page's types, lints, unit tests and build
    Web,
    /// Clippy, all Rust tests on both databases, documentation tests
    Rust,
    /// Import and duplicate detection on lists from published material
    RealData,
    /// The running server against its own description
    Api,
    /// The page in a browser against the real binary
    E2e,
}

/// What is off by default and must be checked as well.
pub const LISTS: &str = "xtask/lists";

pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    let wants = |group| args.only.is_empty() || args.only.contains(&group);
    let mut stages = Stages::new(args.keep_going);
    stages.run("setup", || setup::prepare(workspace, Purpose::Test));
    if wants(Group::Lint) {
        lint(workspace, &mut stages);
    }
    if wants(Group::Web) {
        web(workspace, &mut stages);
    }
    if wants(Group::Rust) {
        rust(workspace, &mut stages);
    }
    if wants(Group::RealData) {
        stages.run("real data", || real_data::run(workspace, &real_data::Args::check_only()));
    }
    if wants(Group::Api) {
        stages.run("answers as described", || conformance::run(workspace, &conformance::Args::default()));
    }
    if wants(Group::E2e) {
        e2e(workspace, &mut stages);
    }
    stages.finish()
}

fn lint(workspace: &Workspace, stages: &mut Stages) {
    stages.run("format", || workspace.run(Program::cargo().args(["fmt", "--all", "--check"])));
    stages.run("layers", || layers::run(workspace));
    stages.run("licences and sources", || {
        // advisories are left out: their database lives on a host that builds may not reach
        let deny = tools::provide(workspace, Tool::CargoDeny)?;
        workspace.run(Program::new(deny).args(["check", "licenses", "bans", "sources"]))
    });
    stages.run("spelling", || {
        let typos = tools::provide(workspace, Tool::Typos)?;
        workspace.run(Program::new(typos))
    });
}

fn web(workspace: &Workspace, stages: &mut Stages) {
    stages.run("page client types", || codegen::check_client_types(workspace));
    stages.run("page check", || workspace.run(page::script(workspace, "check")));
    stages.run("page unit tests", || workspace.run(page::script(workspace, "test")));
    stages.run("page build", || page::build(workspace));
}

fn rust(workspace: &Workspace, stages: &mut Stages) {
    stages.run("clippy", || {
        workspace.run(
            Program::cargo()
                .args(["clippy", "--locked", "--workspace", "--all-targets", "--features", LISTS])
                .args(["--", "-D", "warnings"]),
        )
    });
    stages.run("tests", || {
        let nextest = tools::provide(workspace, Tool::Nextest)?;
        // a database that the caller named is used, else a private one runs during this stage
        let (url, _server) = match std::env::var(postgres::VARIABLE) {
            Ok(url) => (url, None),
            Err(_) => {
                let server = postgres::Server::start(workspace)?;
                (server.url(), Some(server))
            }
        };
        workspace.run(
            Program::new(nextest)
                .args(["nextest", "run", "--locked", "--workspace", "--features", LISTS])
                .args(["--no-fail-fast"])
                .env(postgres::VARIABLE, url),
        )
    });
    stages.run("documentation tests", || {
        workspace.run(Program::cargo().args(["test", "--locked", "--workspace", "--doc"]))
    });
}

fn e2e(workspace: &Workspace, stages: &mut Stages) {
    stages.run("page in a browser", || {
        page::build(workspace)?;
        let binary = workspace.build_tested_tuoke()?;
        let browser = on_path("chromium").context("no chromium: cargo xtask setup")?;
        workspace.run(
            page::script(workspace, "e2e")
                .env("TUOKE_BIN", binary.display().to_string())
                .env("TUOKE_CHROMIUM", browser.display().to_string()),
        )
    });
}
