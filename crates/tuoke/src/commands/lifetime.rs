//! `tuoke lifetime`: the models behind lifetime values, as the last run fitted them (CLA-7).

use std::process::ExitCode;

use app::classes::ClassesAsked;
use clap::Args;

use crate::{
    commands::{actor, say},
    configuration::DataArgs,
};

#[derive(Debug, Args)]
pub struct Lifetime {
    #[command(flatten)]
    data: DataArgs,
    /// E-mail of the person for whom it is done; the machine's administrator where absent
    #[arg(long = "as", value_name = "EMAIL")]
    person: Option<String>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

impl Lifetime {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open_migrated(false).await?;
        let person = actor(&app, self.person.as_deref()).await?;
        let overview = app.class_overview(&person, ClassesAsked::default()).await?;
        let models = overview.figures.and_then(|figures| figures.lifetime);
        if self.json {
            say(serde_json::to_string(&models)?)?;
        } else if let Some(models) = models {
            for parameter in models.rhythm.iter().chain(&models.money) {
                let error = parameter.error.map_or_else(|| "-".to_owned(), |error| format!("{error:.4}"));
                say(format_args!("{:>6}  {:>12.4}  ± {error}", parameter.name, parameter.value))?;
            }
            say(format_args!("n = {} ({})", models.customers, models.repeaters))?;
        }
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}
