//! `tuoke check`

use std::process::ExitCode;

use clap::Args;

use crate::{commands::say, configuration::DataArgs};

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    data: DataArgs,
    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
}

impl Check {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open(false).await?;
        anyhow::ensure!(app.ready().await?, "migrations are missing; run `tuoke migrate` first");
        let findings = app.check().await?;
        if self.json {
            say(serde_json::to_string(&findings)?)?;
        } else {
            for finding in &findings {
                say(format_args!(
                    "{}  {:>10}  {}",
                    if finding.fine { "ok " } else { "BAD" },
                    finding.count,
                    finding.name
                ))?;
            }
        }
        app.close().await?;
        let fine = findings.iter().all(|finding| finding.fine);
        Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
