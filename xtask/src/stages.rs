//! Stages with their times: runs them in order, shows a table at the end.

use anyhow::{Result, bail};
use std::fmt::Write;
use std::time::{Duration, Instant};

/// How one stage ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Passed,
    Failed,
    NotRun,
}

/// Runs stages one after the other and keeps what became of each.
#[derive(Debug)]
pub struct Stages {
    keep_going: bool,
    ended: Vec<(&'static str, End, Duration)>,
}

impl Stages {
    pub fn new(keep_going: bool) -> Self {
        Self { keep_going, ended: Vec::new() }
    }

    /// Runs a stage, unless an earlier one failed and the rest is not wanted then.
    pub fn run(&mut self, name: &'static str, stage: impl FnOnce() -> Result<()>) {
        if self.failed() && !self.keep_going {
            self.ended.push((name, End::NotRun, Duration::ZERO));
            return;
        }
        println!("\n=== {name}");
        let since = Instant::now();
        let end = match stage() {
            Ok(()) => End::Passed,
            Err(reason) => {
                eprintln!("=== {name} failed: {reason:#}");
                End::Failed
            }
        };
        self.ended.push((name, end, since.elapsed()));
    }

    /// Shows the table; fails when a stage failed.
    pub fn finish(self) -> Result<()> {
        println!("\n{}", self.table());
        let failed: Vec<_> = self.named(End::Failed).collect();
        if !failed.is_empty() {
            bail!("failed: {}", failed.join(", "));
        }
        Ok(())
    }

    fn failed(&self) -> bool {
        self.named(End::Failed).next().is_some()
    }

    fn named(&self, wanted: End) -> impl Iterator<Item = &'static str> + '_ {
        self.ended.iter().filter(move |(_, end, _)| *end == wanted).map(|(name, _, _)| *name)
    }

    fn table(&self) -> String {
        let mut table = String::from("stage                    result     seconds\n");
        for (name, end, took) in &self.ended {
            let end = match end {
                End::Passed => "passed",
                End::Failed => "FAILED",
                End::NotRun => "not run",
            };
            let _ = writeln!(table, "{name:<24} {end:<8} {:>9.1}", took.as_secs_f64());
        }
        let total: Duration = self.ended.iter().map(|(_, _, took)| *took).sum();
        let _ = write!(table, "{:<24} {:<8} {:>9.1}", "all", "", total.as_secs_f64());
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;

    #[test]
    fn nothing_runs_after_a_failure() {
        let mut stages = Stages::new(false);
        stages.run("first", || Ok(()));
        stages.run("second", || Err(anyhow!("broken")));
        stages.run("third", || panic!("must not run"));
        assert_eq!(stages.named(End::NotRun).collect::<Vec<_>>(), ["third"]);
        assert_eq!(stages.finish().expect_err("a failure").to_string(), "failed: second");
    }

    #[test]
    fn keeping_going_runs_the_rest_and_still_fails() {
        let mut stages = Stages::new(true);
        stages.run("first", || Err(anyhow!("broken")));
        let mut ran = false;
        stages.run("second", || {
            ran = true;
            Ok(())
        });
        assert!(ran);
        assert!(stages.finish().is_err());
    }
}
