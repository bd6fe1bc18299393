//! `tuoke prospects`

use std::process::ExitCode;

use app::parties::{ListParties, PartyFilterInput};
use clap::Args;
use method::{Coded, classes::potential::ProspectClass};

use crate::{
    commands::{actor, language, say},
    configuration::DataArgs,
};

#[derive(Debug, Args)]
pub struct Prospects {
    #[command(flatten)]
    data: DataArgs,
    /// E-mail of the person whose reach counts
    #[arg(long = "as", value_name = "EMAIL")]
    person: String,
    /// The class: PI, PII, PIII or PIV; without it how many there are of each
    #[arg(long, value_name = "CLASS", value_parser = class_of)]
    class: Option<ProspectClass>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

fn class_of(typed: &str) -> Result<ProspectClass, String> {
    ProspectClass::from_code(&typed.to_lowercase()).ok_or_else(|| "use PI, PII, PIII or PIV".to_owned())
}

impl Prospects {
    /// Prospects by class (CLA-3), page by page until the end.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open_migrated(false).await?;
        let person = actor(&app, Some(&self.person)).await?;
        let Some(class) = self.class else {
            let classes = app.prospect_classes(&person).await?;
            if self.json {
                say(serde_json::to_string(&classes.counts)?)?;
            } else {
                for found in classes.counts {
                    say(format_args!("{:>7}  {}", found.count, found.class.text().in_language(language())))?;
                }
            }
            app.close().await?;
            return Ok(ExitCode::SUCCESS);
        };
        let filter = PartyFilterInput { class: Some(class.code().to_owned()), ..PartyFilterInput::default() };
        let mut found = Vec::new();
        let mut cursor = None;
        loop {
            let asked = ListParties { filter: filter.clone(), cursor, limit: Some(200), ..ListParties::default() };
            let page = app.parties(&person, asked).await?;
            found.extend(page.items);
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        if self.json {
            say(serde_json::to_string(&found)?)?;
        } else {
            for party in found {
                let owner = party.owner.map(|owner| owner.name).unwrap_or_default();
                say(format_args!("{}  {owner}", party.name))?;
            }
        }
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}
