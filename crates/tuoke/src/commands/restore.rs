//! `tuoke restore`

use std::{path::PathBuf, process::ExitCode};

use app::Actor;
use clap::Args;

use crate::{commands::say, configuration::DataArgs};

#[derive(Debug, Args)]
pub struct Restore {
    /// A file that `tuoke backup` wrote
    file: PathBuf,
    #[command(flatten)]
    data: DataArgs,
    /// An `erasures.jsonl` of the server that the backup came from: whom it names is erased again
    #[arg(long, value_name = "FILE")]
    erasures: Option<PathBuf>,
}

impl Restore {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        anyhow::ensure!(self.file.is_file(), "there is no file {}", self.file.display());
        let _alone = self.data.alone()?;
        let app = self.data.open(false).await?;
        let restored = app.restore(&Actor::system(), &self.file).await?;
        say(format_args!("{} rows of {} tables, {} files to import", restored.rows, restored.tables, restored.files))?;
        let erased = app.repeat_erasures(&Actor::system(), self.erasures.as_deref()).await?;
        if erased > 0 {
            say(format_args!("{erased} people erased again"))?;
        }
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}
