//! `tuoke today`

use std::process::ExitCode;

use clap::Args;
use method::{Coded, coded::Language, labels::wording};

use crate::{
    commands::{actor, language, say},
    configuration::DataArgs,
};

#[derive(Debug, Args)]
pub struct Today {
    #[command(flatten)]
    data: DataArgs,
    /// E-mail of the person
    #[arg(long = "as", value_name = "EMAIL")]
    person: String,
    /// Print the worklist as JSON
    #[arg(long)]
    json: bool,
}

impl Today {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open_migrated(false).await?;
        let person = actor(&app, Some(&self.person)).await?;
        let worklist = app.worklist(&person, None).await?;
        if self.json {
            say(serde_json::to_string(&worklist)?)?;
        } else {
            let language = language();
            for line in &worklist.lines {
                let why: Vec<&str> =
                    line.reasons.iter().filter_map(|reason| wording(&reason.factor, language)).collect();
                let separator = if language == Language::Zh { "，" } else { ", " };
                say(format_args!(
                    "{:>3}  {}  {}  {}",
                    line.rank,
                    line.party.name,
                    line.action.text().in_language(language),
                    why.join(separator)
                ))?;
            }
        }
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}
