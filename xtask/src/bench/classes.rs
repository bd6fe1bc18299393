//! The bench of the columns: classes of all customers beside the same in DuckDB's SQL, and fits of the models of lifetime value.
//!
//! Writes its own section of `docs/benchmarks.md`, at the end, and leaves the rest as it is.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::machine::Machine;
use super::report;
use crate::real_data::packages;
use crate::tools;
use crate::workspace::{Program, Workspace};

/// Packages that are measured beside ours.
const MEASURED: [&str; 2] = ["duckdb==2.0.1", "lifetimes==0.11.3"];
const CUSTOMERS: u64 = 1_000_000;
const ORDERS: u64 = 10_000_000;
/// The day asked about, 1 January 2026, with the last full month and quarter counted from the year 0.
const DAY: i32 = 20_454;
const MONTH: i32 = 2025 * 12 + 11;
const QUARTER: i32 = 2025 * 4 + 3;
/// Runs of each, of which the least time counts.
const TIMES: u32 = 3;
/// Customers of a million that may differ: sums of many numbers in another order differ in the last digit.
const MOST_DIFFERENT: u64 = 20;

const HEADING: &str = "## Classes of all customers";

/// What one side found, in which time and memory.
#[derive(Debug)]
struct Classed {
    seconds: f64,
    peak_bytes: f64,
    counts: BTreeMap<String, u64>,
}

pub fn run(workspace: &Workspace, profile: &str, reports: bool) -> Result<()> {
    let machine = Machine::look();
    let programs = workspace.build_examples(profile, &["class_orders", "fit_lifetime"])?;
    let python = python(workspace)?;
    let folder = workspace.target.join(format!("bench/orders-{CUSTOMERS}-{ORDERS}"));
    if !folder.join("manifest.json").exists() {
        let made = Program::new(programs.join("class_orders")).args(["make"]).path(&folder);
        workspace.run(made.args([CUSTOMERS.to_string(), ORDERS.to_string()]))?;
    }
    let manifest: Value = serde_json::from_str(&fs::read_to_string(folder.join("manifest.json"))?)?;
    let rows: u64 =
        manifest["parts"].as_array().into_iter().flatten().filter_map(|part| part["totals"]["rows"].as_u64()).sum();
    let ours = Program::new(programs.join("class_orders")).args(["class"]).path(&folder);
    let ours = classed(&workspace.read(ours.args([DAY.to_string(), TIMES.to_string()]))?)?;
    println!("ours: {:.2} s, {:.0} MB", ours.seconds, ours.peak_bytes / 1e6);
    let theirs = Program::new(&python)
        .path(&sources(workspace).join("classes.py"))
        .path(&sources(workspace).join("classes.sql"));
    let theirs =
        theirs.path(&folder).args([DAY.to_string(), MONTH.to_string(), QUARTER.to_string(), TIMES.to_string()]);
    let theirs = classed(&workspace.read(theirs)?)?;
    println!("DuckDB: {:.2} s, {:.0} MB", theirs.seconds, theirs.peak_bytes / 1e6);
    let different = different(&ours.counts, &theirs.counts);
    println!("customers in another class: {different}");
    ensure!(different <= MOST_DIFFERENT, "the classes differ: {:?} and {:?}", ours.counts, theirs.counts);
    let fits = fits(workspace, &programs, &python)?;
    let section = section(&machine, profile, rows, &ours, &theirs, different, &fits);
    println!("\n{section}");
    if reports {
        let file = workspace.root.join("docs/benchmarks.md");
        let page = fs::read_to_string(&file)?;
        fs::write(file, report::with_section(&page, &section))?;
    }
    Ok(())
}

fn sources(workspace: &Workspace) -> PathBuf {
    workspace.root.join("xtask/src/bench/classes")
}

/// A Python with the packages that are measured.
fn python(workspace: &Workspace) -> Result<PathBuf> {
    let programs = tools::python_environment(workspace)?;
    workspace.run(Program::new(programs.join("pip")).args(["install", "--quiet"]).args(MEASURED))?;
    Ok(programs.join("python"))
}

fn classed(report: &str) -> Result<Classed> {
    let report: Value = serde_json::from_str(report.trim()).context("no report of classes")?;
    let number = |name: &str| report[name].as_f64().with_context(|| format!("the report has no {name}"));
    Ok(Classed {
        seconds: number("seconds")?,
        peak_bytes: number("peak_bytes")?,
        counts: serde_json::from_value(report["counts"].clone())?,
    })
}

/// The most customers by which any rule's classes differ.
fn different(ours: &BTreeMap<String, u64>, theirs: &BTreeMap<String, u64>) -> u64 {
    let names = ours.keys().chain(theirs.keys());
    let of = |counts: &BTreeMap<String, u64>, name: &String| counts.get(name).copied().unwrap_or(0);
    names.map(|name| of(ours, name).abs_diff(of(theirs, name))).max().unwrap_or(0)
}

/// Times of fits of BG/NBD in seconds.
#[derive(Debug)]
struct Fits {
    million: f64,
    sample: f64,
    sample_by_lifetimes: f64,
}

fn fits(workspace: &Workspace, programs: &Path, python: &Path) -> Result<Fits> {
    let datasets = packages::fetch(workspace)?.python.join("lifetimes/datasets");
    let file = datasets.join("cdnow_customers_summary_with_transactions.csv");
    let ours = |enlarge: Option<u64>| -> Result<f64> {
        let mut least = f64::INFINITY;
        for _ in 0..TIMES {
            let program = Program::new(programs.join("fit_lifetime")).path(&file);
            let report = workspace.read(program.args(enlarge.map(|count| count.to_string())))?;
            let report: Value = serde_json::from_str(report.trim())?;
            least = least.min(report["bg_nbd_seconds"].as_f64().context("the fit has no time")?);
        }
        Ok(least)
    };
    let million = ours(Some(CUSTOMERS))?;
    let sample = ours(None)?;
    let program = Program::new(python).path(&sources(workspace).join("lifetimes_fit.py")).path(&file);
    let theirs: Value = serde_json::from_str(workspace.read(program.args([TIMES.to_string()]))?.trim())?;
    let sample_by_lifetimes = theirs["seconds"].as_f64().context("lifetimes has no time")?;
    Ok(Fits { million, sample, sample_by_lifetimes })
}

fn section(
    machine: &Machine,
    profile: &str,
    rows: u64,
    ours: &Classed,
    theirs: &Classed,
    different: u64,
    fits: &Fits,
) -> String {
    let mut text = format!(
        "{HEADING}\n\nWritten by `cargo xtask bench --classes`. {} cores, load average {} when it began; profile `{profile}`; the least of \
         {TIMES} runs, one side after the other.\n\n\
         {CUSTOMERS} customers with {rows} orders and returns in three years, made the same every time, as one data set of columns. Ours \
         are all classes of a run, in the rules of `method`; DuckDB ({}) has only ABC, EI to EIV, RFM and the rhythm to \
         find, in SQL written for it (`xtask/src/bench/classes/classes.sql`) over the same files with two threads. Customers whom the two put into \
         different classes: {different}.\n\n\
         | measure | result | to reach | reached |\n|---|---|---:|---|\n",
        machine.cores,
        machine.load.map_or_else(|| "unknown".to_owned(), |load| format!("{load:.1}")),
        MEASURED[0],
    );
    let mut row = |name: &str, shown: String, budget: &str, reached: bool| {
        let reached = if reached { "yes" } else { "**no**" };
        let _ = writeln!(text, "| {name} | {shown} | {budget} | {reached} |");
    };
    let times = ours.seconds / theirs.seconds;
    let shown = format!("{times:.2} times ({:.2} s, DuckDB {:.2} s)", ours.seconds, theirs.seconds);
    row("classes of all customers, compared with DuckDB", shown, "≤ 1.5 times", times <= 1.5);
    let shown = format!("{:.0} MB (DuckDB {:.0} MB)", ours.peak_bytes / 1e6, theirs.peak_bytes / 1e6);
    row("peak memory of it", shown, "< 1500 MB", ours.peak_bytes < 1.5e9);
    row("BG/NBD, 1,000,000 different customers", format!("{:.2} s", fits.million), "< 20 s", fits.million < 20.0);
    let times = fits.sample_by_lifetimes / fits.sample;
    let shown =
        format!("{times:.0} times as fast ({:.1} ms, {:.0} ms)", 1e3 * fits.sample, 1e3 * fits.sample_by_lifetimes);
    row("BG/NBD on the CDNOW sample, compared with `lifetimes`", shown, "≥ 20 times", times >= 20.0);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_that_only_one_side_has_differs_by_all_its_customers() {
        let counts = |all: &[(&str, u64)]| all.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
        let ours = counts(&[("abc a", 10), ("abc b", 5)]);
        assert_eq!(different(&ours, &counts(&[("abc a", 9), ("abc b", 6)])), 1);
        assert_eq!(different(&ours, &counts(&[("abc a", 10)])), 5);
        assert_eq!(different(&ours, &ours.clone()), 0);
    }
}
