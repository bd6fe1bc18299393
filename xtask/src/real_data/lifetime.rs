//! Lifetime value on a published sample: the fitted parameters must be those that its authors published.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::workspace::{Program, Workspace};

/// A published figure with the decimals in which it was published, and by how many units of the last the fit may differ.
#[derive(Debug)]
struct Published {
    model: &'static str,
    name: &'static str,
    value: f64,
    decimals: usize,
    units: f64,
}

const fn published(model: &'static str, name: &'static str, value: f64, decimals: usize) -> Published {
    // half a unit is what rounding leaves open, and a hair for what was rounded before
    Published { model, name, value, decimals, units: 0.55 }
}

const PUBLISHED: &[Published] = &[
    published("bg_nbd", "r", 0.243, 3),
    published("bg_nbd", "alpha", 4.414, 3),
    published("bg_nbd", "a", 0.793, 3),
    published("bg_nbd", "b", 2.426, 3),
    published("bg_nbd", "published_customer", 1.226, 3),
    published("gamma_gamma", "p", 6.25, 2),
    published("gamma_gamma", "q", 3.74, 2),
    // the package that ships the sample finds 15.448 in it as well
    Published { units: 1.0, ..published("gamma_gamma", "v", 15.44, 2) },
];

/// A figure as it was found.
#[derive(Debug)]
pub struct Figure {
    pub model: &'static str,
    pub name: &'static str,
    pub published: f64,
    pub found: f64,
    pub error: Option<f64>,
    pub decimals: usize,
    units: f64,
}

impl Figure {
    fn agrees(&self) -> bool {
        let unit = 10_f64.powi(-i32::try_from(self.decimals).unwrap_or(0));
        (self.found - self.published).abs() <= self.units * unit
    }
}

/// Fits both models to the sample and compares; fails where a figure differs.
pub fn measure(workspace: &Workspace, datasets: &Path) -> Result<Vec<Figure>> {
    let program = Program::new(workspace.build_examples("dev", &["fit_lifetime"])?.join("fit_lifetime"));
    let report = workspace.read(program.path(&datasets.join("cdnow_customers_summary_with_transactions.csv")))?;
    let report: Value = serde_json::from_str(&report).context("the fit printed no report")?;
    let figures = PUBLISHED.iter().map(|published| figure(published, &report)).collect::<Result<Vec<_>>>()?;
    for figure in &figures {
        println!("{} {}: {:.5}, published {}", figure.model, figure.name, figure.found, figure.published);
    }
    let wrong: Vec<&str> = figures.iter().filter(|figure| !figure.agrees()).map(|figure| figure.name).collect();
    ensure!(wrong.is_empty(), "the fit differs from what was published in {}", wrong.join(", "));
    Ok(figures)
}

/// A figure is a parameter of a model with its error, or stands by itself in the report.
fn figure(published: &Published, report: &Value) -> Result<Figure> {
    let Published { model, name, value, decimals, units } = *published;
    let at = |place: String| report.pointer(&place).and_then(Value::as_f64);
    let found = at(format!("/{model}/model/{name}")).or_else(|| at(format!("/{name}")));
    let found = found.with_context(|| format!("the report has no {name}"))?;
    let error = at(format!("/{model}/errors/{name}"));
    Ok(Figure { model, name, published: value, found, error, decimals, units })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn found(value: f64) -> Figure {
        let report = json!({ "bg_nbd": { "model": { "r": value }, "errors": { "r": 0.0126 } } });
        figure(&PUBLISHED[0], &report).expect("the report has it")
    }

    #[test]
    fn a_figure_agrees_when_it_rounds_to_what_was_published() {
        assert!(found(0.2426).agrees() && found(0.24349).agrees());
        assert!(!found(0.2422).agrees());
        assert_eq!(found(0.2426).error, Some(0.0126));
    }

    #[test]
    fn a_report_without_the_figure_is_refused() {
        assert!(figure(&PUBLISHED[5], &json!({})).is_err());
    }
}
