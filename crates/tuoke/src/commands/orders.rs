//! `tuoke orders`

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use app::{
    Actor, App,
    imports::{EditImport, MapColumn, OrdersPreview, UploadImport},
};
use clap::{Args, Subcommand};

use super::import::{follow, in_words, report};
use crate::{
    commands::{actor, say},
    configuration::DataArgs,
};

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
    /// A CSV, TSV or Excel file
    file: PathBuf,
    #[command(flatten)]
    data: DataArgs,
    /// Only read the file and say what is in it
    #[arg(long)]
    dry_run: bool,
    /// Make the customers who are not on file; without it their rows are left out, each with its reason
    #[arg(long)]
    create_customers: bool,
    /// E-mail of the person who imports, and whose the customers become that are made
    #[arg(long)]
    owner: Option<String>,
    /// FIELD=COLUMN, in place of what is found; may be repeated
    #[arg(long = "map", value_name = "FIELD=COLUMN")]
    maps: Vec<String>,
    /// Print one JSON object at the end
    #[arg(long)]
    json: bool,
}

impl Orders {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let Command::Import(command) = self.command;
        let app = command.data.open_migrated(false).await?;
        let person = actor(&app, command.owner.as_deref()).await?;
        let code = command.import(&app, &person).await?;
        app.close().await?;
        Ok(code)
    }
}

impl ImportOrders {
    async fn import(&self, app: &App, person: &Actor) -> anyhow::Result<ExitCode> {
        let maps = self.pairs()?;
        if self.dry_run {
            let preview = app.preview_orders(person, &self.file, &maps).await.map_err(in_words)?;
            return self.show(&preview);
        }
        let name = |file: &Path| file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let upload =
            UploadImport { subject: Some("orders".to_owned()), file_name: name(&self.file), ..UploadImport::default() };
        let run = app.import_file(person, &self.file, upload).await.map_err(in_words)?;
        let mapping = maps.into_iter().map(|(field, column)| MapColumn { column, field: Some(field) }).collect();
        let choice = if self.create_customers { "create" } else { "skip" };
        let edit =
            EditImport { mapping: Some(mapping), on_duplicate: Some(choice.to_owned()), ..EditImport::default() };
        app.edit_import(person, run.id, edit).await.map_err(in_words)?;
        app.start_import(person, run.id).await.map_err(in_words)?;
        let finished = follow(app, person, run.id, !self.json).await?;
        report(&finished, self.json)
    }

    fn pairs(&self) -> anyhow::Result<Vec<(String, String)>> {
        let pair = |text: &String| {
            let pair = text.split_once('=').map(|(field, column)| (field.trim().to_owned(), column.trim().to_owned()));
            pair.with_context(|| format!("`{text}` is not FIELD=COLUMN; write for example order_number=单号"))
        };
        self.maps.iter().map(pair).collect()
    }

    fn show(&self, preview: &OrdersPreview) -> anyhow::Result<ExitCode> {
        if self.json {
            say(serde_json::to_string(preview)?)?;
            return Ok(ExitCode::SUCCESS);
        }
        for (column, field) in &preview.columns {
            say(format!("{column} → {field}"))?;
        }

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
}
