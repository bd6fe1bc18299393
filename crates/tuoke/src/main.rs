//! The `tuoke` program: serves the page and the API, and does from a terminal what the page does.

mod alone;
mod commands;
mod configuration;
mod sign_in;
mod telemetry;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// An import makes and drops many small strings on several threads; this allocator does so in two thirds of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Tuoke (拓客): from a raw list of names to loyal customers.
#[derive(Debug, Parser)]
#[command(name = "tuoke", version, about, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the page and the API
    Serve(commands::serve::Serve),
    /// Fills an empty database with the demo team
    Demo(commands::demo::Demo),
    /// Users and tokens, for administrators of the machine
    Admin(commands::admin::Admin),
    /// Imports a list of names from a CSV or Excel file
    Import(commands::import::Import),
    /// Orders of customers
    Orders(commands::orders::Orders),
    /// Lists the pairs of records believed to be the same
    Duplicates(commands::duplicates::Duplicates),
    /// Lists, names and ends deputies: who stands in for whom
    Deputy(commands::deputy::Deputy),
    /// Shows a person's worklist
    Today(commands::today::Today),
    /// Shows what somebody may do with a record: contact it, sell to it, see its numbers
    May(commands::may::May),
    /// Shows prospects by class (PI to PIV)
    Prospects(commands::prospects::Prospects),
    /// Shows how somebody stands with the public pool, or its log
    Pool(commands::pool::Pool),
    /// Lists records, narrowed by a filter
    Parties(commands::parties::Parties),
    /// Lists segments and counts who is in them
    Segments(commands::segments::Segments),
    /// Shows the supply of prospects of those within somebody's reach
    Supply(commands::supply::Supply),
    /// Classes all customers by what they bought, as of a day
    Classify(commands::classify::Classify),
    /// Reads deals in hand, and forecasts a quarter
    Deals(commands::deals::Deals),
    /// Shows the models behind lifetime values
    Lifetime(commands::lifetime::Lifetime),
    /// Applies the migrations that are missing
    Migrate(commands::migrate::Migrate),
    /// Verifies integrity and counts
    Check(commands::check::Check),
    /// Writes everything into one file, also while a server runs
    Backup(commands::backup::Backup),
    /// Brings a backup into an empty database
    Restore(commands::restore::Restore),
    /// Copies everything from one database into another, SQLite or PostgreSQL
    CopyDatabase(commands::copy_database::CopyDatabase),
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command {
        Command::Serve(command) => command.run().await,
        Command::Demo(command) => command.run().await,
        Command::Admin(command) => command.run().await,
        Command::Import(command) => command.run().await,
        Command::Orders(command) => command.run().await,
        Command::Duplicates(command) => command.run().await,
        Command::Deputy(command) => command.run().await,
        Command::Today(command) => command.run().await,
        Command::May(command) => command.run().await,
        Command::Prospects(command) => command.run().await,
        Command::Pool(command) => command.run().await,
        Command::Parties(command) => command.run().await,
        Command::Segments(command) => command.run().await,
        Command::Supply(command) => command.run().await,
        Command::Classify(command) => command.run().await,
        Command::Deals(command) => command.run().await,
        Command::Lifetime(command) => command.run().await,
        Command::Migrate(command) => command.run().await,
        Command::Check(command) => command.run().await,
        Command::Backup(command) => command.run().await,
        Command::Restore(command) => command.run().await,
        Command::CopyDatabase(command) => command.run().await,
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            if !commands::has_seen_enough(&error) {
                eprintln!("tuoke: {error:#}");
            }
            commands::exit_code(&error)
        }
    }
}
