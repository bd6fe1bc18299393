//! `tuoke may`

use std::process::ExitCode;

use clap::Args;
use method::{Coded, contact_policy::Permission, labels::wording};
use uuid::Uuid;

use crate::{
    commands::{actor, language, say},
    configuration::DataArgs,
};

#[derive(Debug, Args)]
pub struct May {
    #[command(flatten)]
    data: DataArgs,
    /// E-mail of the person who asks
    #[arg(long = "as", value_name = "EMAIL")]
    person: String,
    /// Id of the record
    #[arg(long, value_name = "ID")]
    party: Uuid,
    /// Print the answers as JSON
    #[arg(long)]
    json: bool,
}

impl May {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open_migrated(false).await?;
        let person = actor(&app, Some(&self.person)).await?;
        let permissions = app.permissions(&person, self.party).await?;
        if self.json {
            say(serde_json::to_string(&permissions)?)?;
        } else {
            let language = language();
            for item in &permissions.items {
                let (sign, remedy) = match item.answer.value {
                    Permission::Allowed => ("+", String::new()),
                    Permission::NotNow { next, .. } => ("~", next.to_string()),
                    Permission::No { remedy, .. } => ("-", remedy.text().in_language(language).to_owned()),
                };
                let why: Vec<&str> =
                    item.answer.reasons.iter().filter_map(|reason| wording(&reason.factor, language)).collect();
                say(format_args!(
                    "{sign} {} · {}  {}  {remedy}",
                    item.deed.text().in_language(language),
                    item.channel.text().in_language(language),
                    why.join(", "),
                ))?;
            }
        }
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}
