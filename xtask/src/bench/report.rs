//! The page `docs/benchmarks.md`: one table that the bench writes anew, and notes below it that people write.

use std::fmt::Write;
use std::time::Duration;

use super::Measured;
use super::load::CALLERS;
use super::machine::Machine;
use super::questions::{Answered, REQUESTS};
use super::team::{HOLDINGS, SELLERS};

const NOTES: &str = "\n## Notes\n";

/// Rows a second that an import has to reach, and how many times the shell's time it may take.
const IMPORTED_PER_SECOND: f64 = 20_000.0;
const TIMES_THE_SHELL: f64 = 2.0;
/// Megabytes while importing and afterwards.
const IMPORT_MEMORY: f64 = 400.0;
const IDLE_MEMORY: f64 = 150.0;
const READY: f64 = 1_000.0;
const CREATED: f64 = 15.0;
const LISTED_PER_SECOND: f64 = 3_000.0;
const DUPLICATES: f64 = 60.0;
const SCRIPT: f64 = 450.0;
const USABLE: f64 = 1_000.0;

pub fn text(rows: usize, profile: &str, machine: &Machine, measured: &[Measured]) -> String {
    let mut page = String::from(
        "# Benchmarks\n\nWritten by `cargo xtask bench`; figures of one machine, to compare with themselves. \
         `cargo xtask bench --rows 100000` is quicker and prints its table only.\n\n",
    );
    let unknown = || "unknown".to_owned();
    let memory = machine.memory_gib.map_or_else(unknown, |gib| format!("{gib:.0} GiB"));
    let processor = machine.processor.clone().unwrap_or_else(unknown);
    let kernel = machine.kernel.clone().unwrap_or_else(unknown);
    let load = machine.load.map_or_else(unknown, |load| format!("{load:.1}"));
    let _ = writeln!(
        page,
        "Machine: {} cores ({processor}), {memory} of memory, Linux {kernel}, load average {load} when the bench began; \
         profile `{profile}`.\n",
        machine.cores
    );
    let _ = writeln!(
        page,
        "The list has {rows} rows of distinct people, of whom {SELLERS} sellers hold {HOLDINGS} each. It goes through \
         everything an import does: reading, normalising, duplicate detection, storing, search index, screening and \
         grading. The served product then answers {REQUESTS} requests of each kind, one after the other over one \
         connection on the loopback interface, and {CALLERS} callers at once.\n"
    );
    page.push_str("```sh\ntuoke import FILE --data DIR --list bench --json\ntuoke serve --data DIR --listen 127.0.0.1:PORT\n```\n\n");
    page.push_str("| database | measure | result | to reach | reached |\n|---|---|---:|---:|---|\n");
    for one in measured {
        for row in rows_of(one) {
            let _ = writeln!(page, "| {} | {row}", one.database);
        }
    }
    page
}

/// The notes of an earlier page, to be kept.
pub fn notes(page: &str) -> String {
    page.find(NOTES).map(|at| page[at..].to_owned()).unwrap_or_default()
}

fn rows_of(measured: &Measured) -> Vec<String> {
    let mut rows = Vec::new();
    let mut at_most = |name: &str, shown: String, value: f64, budget: f64, unit: &str| {
        rows.push(row(name, &shown, &format!("≤ {budget} {unit}"), value <= budget));
    };
    if let Some(imported) = &measured.imported {
        let seconds = imported.seconds.max(f64::EPSILON);
        if let Some(shell) = &measured.by_shell {
            let times = seconds / shell.took.as_secs_f64();
            let shown = format!("{times:.2} times {:.1} s", shell.took.as_secs_f64());
            let without = if shell.with_search { "" } else { ", without the search index" };
            let name = format!("import, compared with the shell's insert of the same rows{without}");
            at_most(&name, shown, times, TIMES_THE_SHELL, "times");
        }
        if let Some(bytes) = imported.memory {
            let megabytes = megabytes(bytes);
            at_most("import, peak memory", format!("{megabytes:.0} MB"), megabytes, IMPORT_MEMORY, "MB");
        }
    }
    for answer in &measured.answers {
        let shown = format!(
            "{:.1} ms ({:.1}, {:.1}; `{}`)",
            milliseconds(answer.p95),
            milliseconds(answer.median),
            milliseconds(answer.slowest),
            answer.hardest.trim_start_matches("/api/v1/")
        );
        let name = format!("{}, 95th percentile (median, slowest; hardest wording)", answer.name);
        at_most(&name, shown, milliseconds(answer.p95), answer.budget, "ms");
    }
    let created = &measured.created;
    let shown = format!("{:.1} ms ({:.1})", milliseconds(created.p95), milliseconds(created.median));
    at_most("creating a prospect, 95th percentile (median)", shown, milliseconds(created.p95), CREATED, "ms");
    let ready = milliseconds(measured.ready_after);
    at_most("start to ready", format!("{ready:.0} ms"), ready, READY, "ms");
    if let Some(bytes) = measured.idle_memory {
        let megabytes = megabytes(bytes);
        at_most("memory, idle after these questions", format!("{megabytes:.0} MB"), megabytes, IDLE_MEMORY, "MB");
    }
    let (took, pairs) = measured.duplicates;
    let shown = format!("{:.1} s ({pairs} pairs)", took.as_secs_f64());
    at_most("search for doubles among all", shown, took.as_secs_f64(), DUPLICATES, "s");
    if let Some(page) = &measured.first_page {
        let kilobytes = page.script as f64 / 1_000.0;
        at_most("script of the first page, compressed", format!("{kilobytes:.0} kB"), kilobytes, SCRIPT, "kB");
        at_most("first page usable", format!("{:.0} ms", page.usable), page.usable, USABLE, "ms");
    }
    let mut at_least = |name: &str, shown: String, value: f64, wanted: f64, unit: &str| {
        rows.push(row(name, &shown, &format!("≥ {wanted} {unit}"), value >= wanted));
    };
    if let Some(imported) = &measured.imported {
        let rate = imported.read as f64 / imported.seconds.max(f64::EPSILON);
        let shown = format!("{rate:.0} rows/s ({:.1} s)", imported.seconds);
        at_least("import", shown, rate, IMPORTED_PER_SECOND, "rows/s");
    }
    let listed = &measured.listed;
    let shown = format!("{:.0} requests/s (95th percentile {:.0} ms)", listed.per_second(), milliseconds(listed.p95));
    at_least(
        &format!("list under load, {CALLERS} connections"),
        shown,
        listed.per_second(),
        LISTED_PER_SECOND,
        "requests/s",
    );
    let together = &created.together;
    rows.push(row(
        &format!("creating prospects, {CALLERS} callers at once"),
        &format!("{} without an error, {:.0} a second", together.requests, together.per_second()),
        "no error",
        true,
    ));
    rows
}

fn row(name: &str, shown: &str, wanted: &str, reached: bool) -> String {
    format!("{name} | {shown} | {wanted} | {} |", if reached { "yes" } else { "**no**" })
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1_000_000.0
}

/// A section of the page that one bench writes: what was done, on what machine, and a table of what came of it.
pub struct Section {
    pub text: String,
}

impl Section {
    pub fn begin(heading: &str, options: &str, machine: &Machine, profile: &str, done: &str) -> Self {
        let load = machine.load.map_or_else(|| "unknown".to_owned(), |load| format!("{load:.1}"));
        let text = format!(
            "{heading}\n\nWritten by `cargo xtask bench {options}`. {} cores, load average {load} when it began; profile `{profile}`; \
             embedded SQLite.\n\n{done}\n\n| measure | result | to reach | reached |\n|---|---|---:|---|\n",
            machine.cores
        );
        Self { text }
    }

    /// A figure that is only told.
    pub fn shown(&mut self, name: &str, shown: &str) {
        let _ = writeln!(self.text, "| {name} | {shown} |  |  |");
    }

    /// A figure that has to reach something.
    pub fn judged(&mut self, name: &str, shown: &str, wanted: &str, reached: bool) {
        let _ = writeln!(self.text, "| {}", row(name, shown, wanted, reached));
    }

    /// How soon a question was answered.
    pub fn answered(&mut self, one: &Answered) {
        let p95 = milliseconds(one.p95);
        let (median, slowest) = (milliseconds(one.median), milliseconds(one.slowest));
        let shown = format!("{p95:.1} ms (median {median:.1}, slowest {slowest:.1}; hardest `{}`)", one.hardest);
        let name = format!("{}, 95th percentile", one.name);
        self.judged(&name, &shown, &format!("≤ {:.0} ms", one.budget), p95 <= one.budget);
    }
}

/// Puts a section in place of the one with the same heading, or at the end of the page.
pub fn with_section(page: &str, section: &str) -> String {
    let heading = section.lines().next().unwrap_or_default();
    let found = page.match_indices(heading).map(|(at, _)| at).find(|at| *at == 0 || page[..*at].ends_with('\n'));
    let (before, after) = match found {
        Some(at) => {
            let end = page[at + 1..].find("\n## ").map_or(page.len(), |end| at + 1 + end + 1);
            (&page[..at], &page[end..])
        }
        None => (page, ""),
    };
    let parts = [before, section, after].map(str::trim).into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notes_that_people_wrote_are_kept() {
        let page = "# Benchmarks\n\n| a |\n\n## Notes\n\nwhat bounds it\n";
        assert_eq!(notes(page), "\n## Notes\n\nwhat bounds it\n");
        assert_eq!(notes("# Benchmarks\n"), "");
    }

    #[test]
    fn a_section_says_what_was_reached() {
        let machine = Machine { cores: 2, processor: None, memory_gib: None, kernel: None, load: Some(0.25) };
        let mut section = Section::begin("## Orders", "--orders 3", &machine, "demo", "Three lines.");
        section.shown("classes", "1.0 s");
        section.judged("orders", "7 lines/s", "≥ 9 lines/s", false);
        assert_eq!(
            section.text,
            "## Orders\n\nWritten by `cargo xtask bench --orders 3`. 2 cores, load average 0.2 when it began; profile `demo`; embedded \
             SQLite.\n\nThree lines.\n\n| measure | result | to reach | reached |\n|---|---|---:|---|\n| classes | 1.0 s |  |  |\n\
             | orders | 7 lines/s | ≥ 9 lines/s | **no** |\n"
        );
    }

    #[test]
    fn a_section_takes_the_place_of_the_one_before_it() {
        let page = "# Benchmarks\n\n## Orders\n\nold\n\n## Notes\n\nkept\n";
        assert_eq!(with_section(page, "## Orders\n\nnew\n"), "# Benchmarks\n\n## Orders\n\nnew\n\n## Notes\n\nkept\n");
        assert_eq!(with_section("# Benchmarks\n", "## Orders\n\nnew\n"), "# Benchmarks\n\n## Orders\n\nnew\n");
    }
}
