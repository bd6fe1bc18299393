//! A wide file of another trade, as a bank's survey is: semicolons, words in quotes, and nobody's name.

use std::path::Path;

use anyhow::{Context, Result};

use crate::chance::Chance;

const HEADER: &[&str] = &[
    "age",
    "occupation",
    "civil_status",
    "schooling",
    "in_arrears",
    "balance",
    "mortgage",
    "instalments",
    "channel",
    "weekday",
    "month",
    "seconds",
    "calls",
    "days_before",
    "earlier_calls",
    "earlier_result",
    "answer",
];
const OCCUPATIONS: &[&str] = &["clerk", "nurse", "driver", "retired", "self-employed", "unknown"];
const YES_OR_NO: &[&str] = &["yes", "no"];

pub(crate) fn write(path: &Path, rows: usize, chance: &mut Chance) -> Result<()> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .quote_style(csv::QuoteStyle::NonNumeric)
        .from_path(path)
        .with_context(|| path.display().to_string())?;
    writer.write_record(HEADER)?;
    for _ in 0..rows {
        writer.write_record([
            chance.between(18, 90).to_string(),
            chance.pick(OCCUPATIONS).to_owned(),
            chance.pick(&["single", "married", "divorced"]).to_owned(),
            chance.pick(&["primary", "secondary", "tertiary"]).to_owned(),
            chance.pick(YES_OR_NO).to_owned(),
            chance.between(0, 40_000).to_string(),
            chance.pick(YES_OR_NO).to_owned(),
            chance.pick(YES_OR_NO).to_owned(),
            chance.pick(&["mobile", "fixed line", "unknown"]).to_owned(),
            chance.between(1, 31).to_string(),
            chance.pick(&["may", "jun", "jul", "nov"]).to_owned(),
            chance.between(5, 3_000).to_string(),
            chance.between(1, 12).to_string(),
            "-1".to_owned(),
            "0".to_owned(),
            "unknown".to_owned(),
            chance.pick(YES_OR_NO).to_owned(),
        ])?;
    }
    writer.flush()?;
    Ok(())
}
