//! `tuoke deals`: what deals in hand say, what a quarter will bring, and deals from a file (OPP-1, OPP-2, OPP-3, OPP-6).

mod import;

use std::process::ExitCode;

use app::deals::{DealDiagnosis, DealForecast, DiagnosisAsked, ForecastAsked};
use clap::{Args, Subcommand};
use method::{Coded, coded::Language, verdict::Measured};
use uuid::Uuid;

use crate::{
    commands::{actor, language, say},
    configuration::DataArgs,
};

#[derive(Debug, Args)]
pub struct Deals {
    #[command(subcommand)]
    command: DealsCommand,
}

#[derive(Debug, Subcommand)]
enum DealsCommand {
    /// Reads the deals in hand by value class, and the grid by cells
    Diagnose(Diagnose),
    /// Forecasts a quarter
    Forecast(Forecast),
    /// Imports deals from a CSV or Excel file; the same file twice changes nothing
    Import(import::ImportDeals),
}

#[derive(Debug, Args)]
struct Whose {
    #[command(flatten)]
    data: DataArgs,
    /// E-mail of the person for whom it is read; the machine's administrator where absent
    #[arg(long = "as", value_name = "EMAIL")]
    person: Option<String>,
    /// The seller whose deals are read, by id
    #[arg(long, value_name = "ID", conflicts_with = "team")]
    user: Option<Uuid>,
    /// The team whose deals are read with those of the teams below it, by id
    #[arg(long, value_name = "ID")]
    team: Option<Uuid>,
    /// ISO 4217; CNY where absent
    #[arg(long)]
    currency: Option<String>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Diagnose {
    #[command(flatten)]
    whose: Whose,
}

#[derive(Debug, Args)]
struct Forecast {
    #[command(flatten)]
    whose: Whose,
    /// A quarter such as 2026-q1; the present one where absent
    #[arg(long)]
    period: Option<String>,
}

impl Deals {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            DealsCommand::Diagnose(diagnose) => diagnose.run().await,
            DealsCommand::Forecast(forecast) => forecast.run().await,
            DealsCommand::Import(import) => import.run().await,
        }
    }
}

impl Diagnose {
    async fn run(self) -> anyhow::Result<ExitCode> {
        let Whose { data, person, user, team, currency, json } = self.whose;
        let app = data.open_migrated(false).await?;
        let person = actor(&app, person.as_deref()).await?;
        let found = app.deal_diagnosis(&person, DiagnosisAsked { user, team, currency }).await?;
        if json {
            say(serde_json::to_string(&found)?)?
        } else {
            print_diagnosis(&found)?
        }
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Forecast {
    async fn run(self) -> anyhow::Result<ExitCode> {
        let Whose { data, person, user, team, currency, json } = self.whose;
        let app = data.open_migrated(false).await?;
        let person = actor(&app, person.as_deref()).await?;
        let found = app.deal_forecast(&person, ForecastAsked { period: self.period, currency, user, team }).await?;
        if json {
            say(serde_json::to_string(&found)?)?
        } else {
            print_forecast(&found)?
        }
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The classes, the cells, and the readings with the rule behind each.
fn print_diagnosis(found: &DealDiagnosis) -> anyhow::Result<()> {
    let language = language();
    let portfolio = &found.portfolio;
    for one in &portfolio.classes {
        say(format_args!("{:>4}  {:>5.1}%  {}", one.deals, one.percent, one.class.text().in_language(language)))?;
    }
    if !portfolio.enough() {
        say(too_few(portfolio.n, portfolio.needed, language))?;
    }
    for reading in &portfolio.readings {
        let (rule, text) = (reading.rule.text().in_language(language), reading.text.text().in_language(language));
        say(format_args!("{:>5.1}%  {rule}  {text}", reading.percent))?;
    }
    for one in &found.cells.cells {
        say(format_args!("{:>4}  {}", one.deals, one.cell.text().in_language(language)))?;
    }
    if found.cells.n < found.cells.needed {
        say(too_few(found.cells.n, found.cells.needed, language))?;
    }
    for reading in &found.cells.readings {
        let (rule, text) = (reading.rule.text().in_language(language), reading.text.text().in_language(language));
        say(format_args!("{:>4}/{}  {rule}  {text}", reading.deals, reading.of))?;
    }
    Ok(())
}

fn print_forecast(found: &DealForecast) -> anyhow::Result<()> {
    let language = language();
    let currency = &found.currency;
    let whole = |minor: f64| format!("{:.2}", minor / 100.0);
    let forecast = match found.forecast {
        Measured::Estimate { value, low, high, n } => {
            format!("{} ({}–{}, n={n})", whole(value), whole(low), whole(high))
        }
        Measured::TooFew { n, needed } => too_few(n, needed, language),
    };
    let (won, open) = (whole(found.won_minor as f64), whole(found.open_minor as f64));
    let line = match language {
        Language::Zh => format!(
            "{}  {currency}  已赢 {won}  在谈 {} 单 {open}  金额未知 {} 单  预计 {forecast}",
            found.period, found.open, found.unknown_amounts
        ),
        Language::En => format!(
            "{}  {currency}  won {won}  open {} deals {open}  amount unknown {}  forecast {forecast}",
            found.period, found.open, found.unknown_amounts
        ),
    };
    say(line)
}

fn too_few(n: u64, needed: u64, language: Language) -> String {
    match language {
        Language::Zh => format!("数据不足（n={n}，至少 {needed}）"),
        Language::En => format!("not enough data (n={n}, at least {needed})"),
    }
}
