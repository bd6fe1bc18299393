//! `tuoke migrate`

use std::process::ExitCode;

use clap::Args;

use crate::{commands::say, configuration::DataArgs};

#[derive(Debug, Args)]
pub struct Migrate {
    #[command(flatten)]
    data: DataArgs,
}

impl Migrate {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open(false).await?;
        let applied = self.data.migrate(&app).await?;
        if applied.is_empty() {
            say("the schema is up to date")?;
        }
        for name in applied {
            say(name)?;
        }
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}
