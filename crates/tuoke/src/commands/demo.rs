//! `tuoke demo`

use std::process::ExitCode;

use clap::Args;

use crate::{commands::say, configuration::DataArgs};

#[derive(Debug, Args)]
pub struct Demo {
    #[command(flatten)]
    data: DataArgs,
    /// Deals in all: beyond those of the demo, copies of them moved back in time, to see how it is with many
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    deals: usize,
}

impl Demo {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open_migrated(true).await?;
        let counts = app.fill_demo().await?;
        say(format_args!(
            "{} users, {} people and organisations, {} contacts",
            counts.users, counts.parties, counts.activities
        ))?;
        if self.deals > 0 {
            say(format_args!("{} deals", app.fill_many_deals(self.deals).await?))?;
        }
        for (role, email) in app::demo::SIGN_IN {
            say(format_args!("{role}: {email} / {}", app::demo::PASSWORD))?;
        }
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}
