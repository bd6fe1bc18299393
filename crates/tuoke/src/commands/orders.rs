//! `tuoke orders`

use std::process::ExitCode;

use app::imports::{EditImport, OrdersPreview};
use clap::{Args, Subcommand};

use super::{
    import::in_words,
    rows::{FileOfRows, show_columns},
};
use crate::commands::say;

#[derive(Debug, Args)]
pub struct Orders {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Imports orders and returns from a CSV or Excel file; the same file twice changes nothing
    Import(ImportOrders),
}

#[derive(Debug, Args)]
struct ImportOrders {
    #[command(flatten)]
    rows: FileOfRows,
}

impl Orders {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let Command::Import(ImportOrders { rows }) = self.command;
        let (app, person) = rows.open().await?;
        let code = if rows.dry_run {
            let preview = app.preview_orders(&person, &rows.file, &rows.pairs()?).await.map_err(in_words)?;
            show(&preview, rows.json)?
        } else {
            let choice = if rows.create_customers { "create" } else { "skip" };
            let plan = EditImport { on_duplicate: Some(choice.to_owned()), ..EditImport::default() };
            rows.import(&app, &person, "orders", plan).await?
        };
        app.close().await?;
        Ok(code)
    }
}

fn show(preview: &OrdersPreview, json: bool) -> anyhow::Result<ExitCode> {
    if json {
        say(serde_json::to_string(preview)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    show_columns(&preview.columns)?;
    say(format!(
        "{} rows: {} lines ({} returned) of {} orders of {} customers, {} to {}",
        preview.rows,
        preview.lines,
        preview.returned_lines,
        preview.orders,
        preview.customers,
        preview.from.map(|day| day.to_string()).unwrap_or_default(),
        preview.to.map(|day| day.to_string()).unwrap_or_default()
    ))?;
    for (currency, amount) in &preview.amount_minor {
        say(format!("{currency} {:.2}", *amount as f64 / 100.0))?;
    }
    for (code, count) in &preview.problems {
        say(format!("{count} rows cannot be read: {code}"))?;
    }
    Ok(ExitCode::SUCCESS)
}
