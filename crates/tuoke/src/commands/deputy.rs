//! `tuoke deputy`

use std::process::ExitCode;

use app::sharing::{DeputyState, NameDeputy};
use clap::{Args, Subcommand};
use method::{Timestamp, coded::Language};

use crate::{
    commands::{actor, language, say},
    configuration::DataArgs,
};

#[derive(Debug, Args)]
pub struct Deputy {
    #[command(subcommand)]
    command: DeputyCommand,
}

#[derive(Debug, Subcommand)]
enum DeputyCommand {
    /// Lists who stands in for whom
    List(Whose),
    /// Names a deputy for a period
    Name(Naming),
    /// Ends one before its time
    End(Ending),
}

#[derive(Debug, Args)]
struct Whose {
    #[command(flatten)]
    data: DataArgs,
    /// E-mail of the person who asks; absent: the machine's own administrator
    #[arg(long = "as", value_name = "EMAIL")]
    person: Option<String>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Naming {
    #[command(flatten)]
    data: DataArgs,
    /// E-mail of the person who names; absent: the machine's own administrator
    #[arg(long = "as", value_name = "EMAIL")]
    person: Option<String>,
    /// E-mail of whoever is away
    #[arg(long, value_name = "EMAIL")]
    away: String,
    /// E-mail of whoever stands in
    #[arg(long, value_name = "EMAIL")]
    deputy: String,
    /// When it begins, such as 2026-10-01T00:00:00+08:00; absent: now
    #[arg(long)]
    from: Option<Timestamp>,
    /// The first moment at which it no longer holds
    #[arg(long)]
    until: Timestamp,
    #[arg(long, default_value = "")]
    note: String,
}

#[derive(Debug, Args)]
struct Ending {
    #[command(flatten)]
    data: DataArgs,
    /// E-mail of the person who ends it; absent: the machine's own administrator
    #[arg(long = "as", value_name = "EMAIL")]
    person: Option<String>,
    /// As `tuoke deputy list` shows it
    id: uuid::Uuid,
}

impl Deputy {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            DeputyCommand::List(whose) => whose.run().await,
            DeputyCommand::Name(naming) => naming.run().await,
            DeputyCommand::End(ending) => ending.run().await,
        }
    }
}

fn worded(state: DeputyState, language: Language) -> &'static str {
    match (state, language) {
        (DeputyState::Planned, Language::Zh) => "未开始",
        (DeputyState::Running, Language::Zh) => "代班中",
        (DeputyState::Over, Language::Zh) => "已结束",
        (DeputyState::Planned, Language::En) => "planned",
        (DeputyState::Running, Language::En) => "running",
        (DeputyState::Over, Language::En) => "over",
    }
}

impl Whose {
    async fn run(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open_migrated(false).await?;
        let person = actor(&app, self.person.as_deref()).await?;
        let deputies = app.deputies(&person).await?;
        if self.json {
            say(serde_json::to_string(&deputies)?)?;
        } else {
            for one in deputies {
                let state = worded(one.state, language());
                say(format_args!(
                    "{}  {}  {} → {}  {} – {}",
                    one.id, state, one.user.name, one.deputy.name, one.from, one.until
                ))?;
            }
        }
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Naming {
    async fn run(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open_migrated(false).await?;
        let person = actor(&app, self.person.as_deref()).await?;
        let away = actor(&app, Some(&self.away)).await?;
        let deputy = actor(&app, Some(&self.deputy)).await?;
        let asked = NameDeputy {
            user_id: Some(away.user),
            deputy_id: deputy.user,
            from: self.from,
            until: self.until,
            note: self.note,
        };
        let named = match app.name_deputy(&person, asked).await {
            Err(app::AppError::Invalid(errors)) => {
                let details: Vec<String> = errors.into_iter().map(|error| error.detail).collect();
                anyhow::bail!("{}", details.join("; "));
            }
            other => other?,
        };
        say(named.id)?;
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Ending {
    async fn run(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open_migrated(false).await?;
        let person = actor(&app, self.person.as_deref()).await?;
        app.end_deputy(&person, self.id).await?;
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}
