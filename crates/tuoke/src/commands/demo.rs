//! `tuoke demo`

use std::process::ExitCode;

use clap::Args;

use crate::{commands::say, configuration::DataArgs};

#[derive(Debug, Args)]
pub struct Demo {
    #[command(flatten)]
    data: DataArgs,
}

impl Demo {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open_migrated(true).await?;
        let counts = app.fill_demo().await?;
        say(format_args!(
            "{} users, {} people and organisations, {} contacts",
            counts.users, counts.parties, counts.activities
        ))?;
        for (role, email) in app::demo::SIGN_IN {
            say(format_args!("{role}: {email} / {}", app::demo::PASSWORD))?;
        }
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}
