//! The project's chores as one command: `cargo xtask <chore>`.
//!
//! Plain Rust with few dependencies, because it is the first thing a fresh machine compiles. Each
//! chore has a file of its own; what several of them share is in `workspace` (paths and running
//! programs), `tools` (pinned helper programs) and `page` (the web page's build).

mod bench;
mod codegen;
mod conformance;
mod demo;
mod http;
mod layers;
mod page;
mod postgres;
mod process;
mod product;
mod real_data;
mod server;
mod setup;
mod stages;
mod test;
mod tools;
mod workspace;

use clap::{Parser, Subcommand};
use std::process::ExitCode;
use workspace::Workspace;

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "Chores of the Tuoke project", version)]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Install what is missing: PostgreSQL, Chromium, fonts, npm packages, checking tools
    Setup(setup::Args),
    /// Build everything and serve a demo team on this machine
    Demo(demo::Args),
    /// Run every check and every test, as continuous integration does
    Test(test::Args),
    /// Run one command with a private PostgreSQL, its address in TUOKE_TEST_POSTGRES
    WithPostgres(postgres::Args),
    /// Write the API description and the page's client types anew
    Codegen,
    /// Ask the running server everything that its description allows, and compare the answers with it
    Conformance(conformance::Args),
    /// Import lists made from published material and measure the duplicate detection
    RealData(real_data::Args),
    /// Measure import, lists, search, Today, load, memory and the first page with a million records
    Bench(bench::Args),
    /// Fail on any dependency between crates that the architecture does not allow
    CheckLayers,
}

fn main() -> ExitCode {
    match run(Cli::parse().chore) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("xtask: {reason:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(chore: Chore) -> anyhow::Result<()> {
    let workspace = Workspace::find()?;
    match chore {
        Chore::Setup(args) => setup::run(&workspace, &args),
        Chore::Demo(args) => demo::run(&workspace, &args),
        Chore::Test(args) => test::run(&workspace, &args),
        Chore::WithPostgres(args) => postgres::run(&workspace, &args),
        Chore::Codegen => codegen::run(&workspace),
        Chore::Conformance(args) => conformance::run(&workspace, &args),
        Chore::RealData(args) => real_data::run(&workspace, &args),
        Chore::Bench(args) => bench::run(&workspace, &args),
        Chore::CheckLayers => layers::run(&workspace),
    }
}
