//! `tuoke classify`: classes of all customers as of a day (CLA-1, CLA-2, CLA-5, CLA-7).

use std::process::ExitCode;

use app::classes::{AskRun, ClassFigures, ClassifyReport, ClassifySome};
use clap::Args;
use jiff::civil::Date;
use method::Coded;

use crate::{
    commands::{actor, language, say},
    configuration::DataArgs,
};

#[derive(Debug, Args)]
pub struct Classify {
    #[command(flatten)]
    data: DataArgs,
    /// E-mail of the person for whom it is done; the machine's administrator where absent
    #[arg(long = "as", value_name = "EMAIL")]
    person: Option<String>,
    /// The day, by order date, with what is recorded now; today where absent
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<Date>,
    /// Only those for whom this filter is true, as if there were no others; nothing of it is kept
    #[arg(long, value_name = "FILTER")]
    filter: Option<String>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

impl Classify {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open_migrated(false).await?;
        let person = actor(&app, self.person.as_deref()).await?;
        if let Some(filter) = self.filter {
            let found = app
                .classify_some(&person, ClassifySome { filter: Some(filter), segment: None, as_of: self.as_of })
                .await?;
            if self.json {
                say(serde_json::to_string(&found)?)?;
            } else {
                let currency = found.currency.as_deref().unwrap_or("-");
                say(format_args!("{}  {} {currency}", found.as_of, found.customers))?;
                print_figures(found.figures.as_ref())?;
            }
            app.close().await?;
            return Ok(ExitCode::SUCCESS);
        }
        let report = app.classify(&person, AskRun { as_of: self.as_of }).await?;
        if self.json {
            say(serde_json::to_string(&report)?)?;
        } else {
            print(&report)?;
        }
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The classes with their heads and their shares, one line each.
fn print(report: &ClassifyReport) -> anyhow::Result<()> {
    let run = &report.run;
    say(format_args!("{}  {}  {} {}", run.as_of, run.state, run.customers, run.currency.as_deref().unwrap_or("-")))?;
    print_figures(report.figures.as_ref())
}

fn print_figures(figures: Option<&ClassFigures>) -> anyhow::Result<()> {
    let Some(figures) = figures else { return Ok(()) };
    let language = language();
    for one in &figures.abc {
        let name = one.class.text().in_language(language);
        let (heads, sales) = (100.0 * one.head_share, 100.0 * one.sales_share);
        say(format_args!("{:>8}  {heads:>5.1}%  {sales:>5.1}%  {name}", one.heads))?;
    }
    for one in &figures.existing {
        let name = one.class.text().in_language(language);
        say(format_args!("{:>8}  {:>5.1}%  {name}", one.heads, 100.0 * one.contribution_share))?;
    }
    Ok(())
}
