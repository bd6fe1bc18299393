//! `tuoke backup`

use std::{path::PathBuf, process::ExitCode};

use app::{Actor, operations::backup_name};
use clap::Args;

use crate::{commands::say, configuration::DataArgs};

#[derive(Debug, Args)]
pub struct Backup {
    #[command(flatten)]
    data: DataArgs,
    /// The file to write, or a folder in which it gets a name by the time; nothing is overwritten
    #[arg(long)]
    to: PathBuf,
    /// Print what the backup holds as JSON
    #[arg(long)]
    json: bool,
}

impl Backup {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        self.data.must_exist()?;
        let app = self.data.open(false).await?;
        let file = if self.to.is_dir() { self.to.join(backup_name(app.now())) } else { self.to };
        let manifest = app.backup(&Actor::system(), &file).await?;
        if self.json {
            say(serde_json::to_string(&manifest)?)?;
        } else {
            let (rows, tables, files) = (manifest.rows(), manifest.tables.len(), manifest.files.len());
            say(format_args!("{}: {rows} rows of {tables} tables, {files} files to import", file.display()))?;
        }
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}
