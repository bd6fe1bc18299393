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
        let (from, to) = (place(&self.from)?, place(&self.to)?);
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

/// A folder, or an address of PostgreSQL, which needs no folder for this.
fn place(named: &str) -> anyhow::Result<DataArgs> {
    if !named.contains("://") {
        return Ok(DataArgs { data: PathBuf::from(named), database_url: None, secret_key_file: None });
    }
    match Database::parse_url(named)? {
        Database::Postgres(url) => {
            Ok(DataArgs { data: std::env::temp_dir(), database_url: Some(url), secret_key_file: None })
        }
        Database::Sqlite(_) => anyhow::bail!("name the data folder itself, without sqlite://"),
    }
}
