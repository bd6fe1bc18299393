//! `tuoke deals import`

use std::process::ExitCode;

use app::imports::{DealsPreview, EditImport};
use clap::{Args, ValueEnum};
use method::{Coded, coded::Language, deals::stages::DealEnd, imports::DealRowFault};

use crate::commands::{
    import::in_words,
    language,
    rows::{FileOfRows, show_columns, show_problem},
    say,
};

/// What is done with deals that are on file already.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum OnFile {
    /// They stay as they are
    Skip,
    /// Their blanks are filled
    Fill,
    /// The file goes before what is there
    Overwrite,
}

#[derive(Debug, Args)]
pub struct ImportDeals {
    #[command(flatten)]
    rows: FileOfRows,
    /// What to do with deals that are on file, known by their number or by what the row says
    #[arg(long, value_enum, default_value = "skip")]
    on_duplicate: OnFile,
}

impl ImportDeals {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let rows = self.rows;
        let (app, person) = rows.open().await?;
        let code = if rows.dry_run {
            let preview = app.preview_deals(&person, &rows.file, &rows.pairs()?).await.map_err(in_words)?;
            show(&preview, rows.json)?
        } else {
            let choice = match self.on_duplicate {
                OnFile::Skip => "skip",
                OnFile::Fill => "fill",
                OnFile::Overwrite => "overwrite",
            };
            let plan = EditImport {
                on_duplicate: Some(choice.to_owned()),
                make_customers: Some(rows.create_customers),
                ..EditImport::default()
            };
            rows.import(&app, &person, "deals", plan).await?
        };
        app.close().await?;
        Ok(code)
    }
}

fn show(preview: &DealsPreview, json: bool) -> anyhow::Result<ExitCode> {
    if json {
        say(serde_json::to_string(preview)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let language = language();
    show_columns(&preview.columns)?;
    let DealsPreview { rows, deals, customers, open, unknown_amounts, .. } = preview;
    say(match language {
        Language::Zh => {
            format!("{rows} 行：{customers} 位客户的 {deals} 个商机，在谈 {open} 个，金额未知 {unknown_amounts} 个")
        }
        Language::En => {
            format!(
                "{rows} rows: {deals} deals of {customers} customers, {open} open, {unknown_amounts} of unknown amount"
            )
        }
    })?;
    for (code, count) in &preview.ended {
        let end = DealEnd::from_code(code).map_or(code.as_str(), |end| end.text().in_language(language));
        say(format!("{end} {count}"))?;
    }
    for (currency, amount) in &preview.amount_minor {
        say(format!("{currency} {:.2}", *amount as f64 / 100.0))?;
    }
    let words = |code: &str| {
        DealRowFault::from_code(code).map_or(code.to_owned(), |why| why.text().in_language(language).to_owned())
    };
    for (code, count) in &preview.problems {
        show_problem(&words(code), *count)?;
    }
    for (row, reasons) in &preview.refused {
        let said = reasons.iter().map(|reason| match reason.params.get("cell") {
            Some(cell) => format!("{} ({cell})", words(&reason.code)),
            None => words(&reason.code),
        });
        say(match language {
            Language::Zh => format!("第 {row} 行：{}", said.collect::<Vec<_>>().join("；")),
            Language::En => format!("row {row}: {}", said.collect::<Vec<_>>().join("; ")),
        })?;
    }
    Ok(ExitCode::SUCCESS)
}
