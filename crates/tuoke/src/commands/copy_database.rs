//! `tuoke copy-database`

use std::{path::PathBuf, process::ExitCode};

use app::{Actor, Database};
use clap::Args;

use crate::{commands::say, configuration::DataArgs};

#[derive(Debug, Args)]
pub struct CopyDatabase {
    /// A data folder, or postgres://…
    #[arg(long)]
    from: String,
    /// A data folder, or postgres://…; the database there has to be empty
    #[arg(long)]
    to: String,
}

impl CopyDatabase {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        // PostgreSQL needs no folder for this; no file waits to be imported there
        let aside = std::env::temp_dir();
        let [from, to] = [&self.from, &self.to].map(|place| match Database::parse_url(place) {
            Ok(Database::Postgres(url)) => DataArgs { data: aside.clone(), database_url: Some(url) },
            _ => DataArgs { data: PathBuf::from(place), database_url: None },
        });
        from.must_exist()?;
        let _alone = to.alone()?;
        let source = from.open(false).await?;
        let target = to.open(false).await?;
        let copied = target.copy_from(&Actor::system(), &source).await?;
        say(format_args!("{} rows of {} tables, every table compared", copied.rows, copied.tables))?;
        source.close().await?;
        target.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}
