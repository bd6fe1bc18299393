//! The page `docs/benchmarks.md`.

use std::fmt::Write;
use std::time::Duration;

use super::machine::Machine;
use super::{Measured, REQUESTS};

/// Seconds for the import of a hundred thousand rows, and milliseconds for the 95th percentile of an answer.
const IMPORT_BUDGET: f64 = 10.0;
const ANSWER_BUDGET: f64 = 30.0;
const BUDGET_ROWS: f64 = 100_000.0;

pub fn text(rows: usize, profile: &str, machine: &Machine, measured: &[Measured]) -> String {
    let mut page = String::from(
        "# Benchmarks\n\nWritten by `cargo xtask bench`; figures of one machine, to compare with themselves.\n\n",
    );
    let unknown = || "unknown".to_owned();
    let memory = machine.memory_gib.map_or_else(unknown, |gib| format!("{gib:.0} GiB"));
    let processor = machine.processor.clone().unwrap_or_else(unknown);
    let kernel = machine.kernel.clone().unwrap_or_else(unknown);
    let _ = writeln!(
        page,
        "Machine: {} cores ({processor}), {memory} of memory, Linux {kernel}; profile `{profile}`.\n",
        machine.cores
    );
    let _ = writeln!(
        page,
        "The list has {rows} rows of distinct people. It goes through everything an import does: reading, normalising, \
         duplicate detection, storing, search index, screening and grading. The served product then answers {REQUESTS} \
         requests of each kind, one after the other over one connection on the loopback interface.\n"
    );
    page.push_str("```sh\ntuoke import FILE --data DIR --list bench --owner EMAIL --json\ntuoke serve --data DIR --listen 127.0.0.1:PORT\n```\n\n");
    page.push_str("| database | measure | result | budget | share of the budget |\n|---|---|---:|---:|---:|\n");
    for Measured { database, imported, answers } in measured {
        let budget = IMPORT_BUDGET * rows as f64 / BUDGET_ROWS;
        let _ = writeln!(
            page,
            "| {database} | import | {:.2} s ({:.0} rows a second) | {budget:.1} s | {:.0} % |",
            imported.seconds,
            imported.read as f64 / imported.seconds.max(f64::EPSILON),
            100.0 * imported.seconds / budget
        );
        for answer in answers {
            let _ = writeln!(
                page,
                "| {database} | {}, 95th percentile (median, slowest) | {:.1} ms ({:.1}, {:.1}) | {ANSWER_BUDGET:.0} ms | {:.0} % |",
                answer.name,
                milliseconds(answer.p95),
                milliseconds(answer.median),
                milliseconds(answer.slowest),
                100.0 * milliseconds(answer.p95) / ANSWER_BUDGET
            );
        }
    }
    page
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
