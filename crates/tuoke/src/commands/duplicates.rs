//! `tuoke duplicates`

use std::{
    io::{BufWriter, Write},
    process::ExitCode,
};

use app::duplicates::BelievedPair;
use clap::Args;

use crate::{commands::actor, configuration::DataArgs};

#[derive(Debug, Args)]
pub struct Duplicates {
    #[command(flatten)]
    data: DataArgs,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

impl Duplicates {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open_migrated(false).await?;
        let scan = app.scan_duplicates(&actor(&app, None).await?).await?;
        let mut out = BufWriter::new(std::io::stdout().lock());
        for pair in &scan.pairs {
            if self.json {
                let object = serde_json::json!({
                    "left": side(pair, true),
                    "right": side(pair, false),
                    "score": pair.score,
                    "likeness": pair.likeness,
                    "reasons": pair.reasons,
                });
                writeln!(out, "{object}")?;
            } else {
                writeln!(out, "{:.3}  {:<7} {}  ~  {}", pair.score, pair.likeness, pair.left_name, pair.right_name)?;
            }
        }
        out.flush()?;
        eprintln!(
            "{} pairs among {} records, {} comparisons, {} left out",
            scan.pairs.len(),
            scan.records,
            scan.compared,
            scan.left_out
        );
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}

fn side(pair: &BelievedPair, left: bool) -> serde_json::Value {
    let (id, external, name) = if left {
        (pair.left, &pair.left_external_id, &pair.left_name)
    } else {
        (pair.right, &pair.right_external_id, &pair.right_name)
    };
    serde_json::json!({ "id": id, "external_id": external, "name": name })
}
