//! `tuoke pool`

use std::process::ExitCode;

use clap::Args;
use method::{Coded, coded::Language, prospecting::pool::PoolMove};

use crate::{
    commands::{actor, language, say},
    configuration::DataArgs,
};

#[derive(Debug, Args)]
pub struct Pool {
    #[command(flatten)]
    data: DataArgs,
    /// E-mail of the person
    #[arg(long = "as", value_name = "EMAIL")]
    person: String,
    /// Print the log of the pool instead of the person's standing
    #[arg(long)]
    log: bool,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

impl Pool {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open_migrated(false).await?;
        let person = actor(&app, Some(&self.person)).await?;
        let language = language();
        if self.log {
            let page = app.pool_log(&person, None).await?;
            if self.json {
                say(serde_json::to_string(&page)?)?;
            } else {
                for entry in &page.items {
                    let kind = PoolMove::from_code(&entry.kind).map(|kind| kind.text().in_language(language));
                    let name =
                        |user: &Option<app::UserRef>| user.as_ref().map_or("–".to_owned(), |user| user.name.clone());
                    say(format_args!(
                        "{}  {}  {}  {} → {}",
                        entry.at,
                        kind.unwrap_or_default(),
                        entry.party.name,
                        name(&entry.from),
                        name(&entry.to)
                    ))?;
                }
            }
        } else {
            let standing = app.pool_standing(&person).await?;
            if self.json {
                say(serde_json::to_string(&standing)?)?;
            } else {
                let (claimed, most) = (standing.claimed_today, standing.claims_per_day);
                let (people, organisations) = (standing.people, standing.organisations);
                match language {
                    Language::Zh => say(format_args!(
                        "今天已领取 {claimed}/{most}；在手个人 {}/{}，单位 {}/{}；{} 天内将收回 {}",
                        people.held,
                        people.most,
                        organisations.held,
                        organisations.most,
                        standing.notice_days,
                        standing.returning
                    ))?,
                    Language::En => say(format_args!(
                        "claimed today {claimed}/{most}; held: people {}/{}, organisations {}/{}; returning within {} days: {}",
                        people.held,
                        people.most,
                        organisations.held,
                        organisations.most,
                        standing.notice_days,
                        standing.returning
                    ))?,
                }
            }
        }
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}
