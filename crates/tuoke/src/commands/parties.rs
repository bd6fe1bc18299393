//! `tuoke parties`: the records within somebody's reach, narrowed by a filter.

use std::process::ExitCode;

use app::parties::{ListParties, PartyFilterInput};
use clap::Args;

use crate::{
    commands::{actor, say},
    configuration::DataArgs,
};

#[derive(Debug, Args)]
pub struct Parties {
    #[command(flatten)]
    data: DataArgs,
    /// E-mail of the person
    #[arg(long = "as", value_name = "EMAIL")]
    person: Option<String>,
    /// Such as: grade in (A, B) and last_contact < -30d
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// At most so many records, 1 to 200
    #[arg(long, default_value_t = 50)]
    limit: u64,
    /// Print the page as JSON
    #[arg(long)]
    json: bool,
}

impl Parties {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open_migrated(false).await?;
        let person = actor(&app, self.person.as_deref()).await?;
        let filter = PartyFilterInput { filter: self.filter, ..PartyFilterInput::default() };
        let asked = ListParties { filter, limit: Some(self.limit), ..ListParties::default() };
        let page = app.parties(&person, asked).await?;
        if self.json {
            say(serde_json::to_string(&page)?)?;
        } else {
            for party in &page.items {
                let owner = party.owner.as_ref().map(|owner| owner.name.as_str()).unwrap_or_default();
                let (grade, city) = (party.grade.as_deref().unwrap_or("-"), party.city.as_deref().unwrap_or("-"));
                say(format_args!("{}  {grade}  {city}  {owner}", party.name))?;
            }
        }
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}
