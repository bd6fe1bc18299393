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

/// Whose record it is, where it is a colleague's.
fn whose(line: &app::today::WorklistLine, person: uuid::Uuid) -> String {
    let others = line.party.owner.as_ref().filter(|owner| owner.id != person);
    others.map(|owner| format!(" ({})", owner.name)).unwrap_or_default()
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
            let lent = worklist.covered.iter().flat_map(|day| &day.lines).chain(&worklist.shared);
            for line in worklist.lines.iter().chain(lent) {
                let why: Vec<&str> =
                    line.reasons.iter().filter_map(|reason| wording(&reason.factor, language)).collect();
                let separator = if language == Language::Zh { "，" } else { ", " };
                say(format_args!(
                    "{:>3}  {}{}  {}  {}",
                    line.rank,
                    line.party.name,
                    whose(line, person.user),
                    line.action.text().in_language(language),
                    why.join(separator)
                ))?;
            }
        }
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}
