//! `tuoke segments`: the segments somebody sees, and how many are in them.

use std::process::ExitCode;

use app::{Total, segments::SegmentView};
use clap::{Args, Subcommand};
use method::coded::Language;
use serde::Serialize;

use crate::{
    commands::{actor, language, say},
    configuration::DataArgs,
};

#[derive(Debug, Args)]
pub struct Segments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Lists the segments that the person sees
    List(Asked),
    /// Counts who is in each of them now, within the person's reach
    Count(Asked),
}

#[derive(Debug, Args)]
struct Asked {
    #[command(flatten)]
    data: DataArgs,
    /// E-mail of the person
    #[arg(long = "as", value_name = "EMAIL")]
    person: Option<String>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// A segment with who is in it.
#[derive(Debug, Serialize)]
struct Counted {
    #[serde(flatten)]
    segment: SegmentView,
    total: Total,
}

impl Segments {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let (asked, counts) = match self.what {
            What::List(asked) => (asked, false),
            What::Count(asked) => (asked, true),
        };
        let app = asked.data.open_migrated(false).await?;
        let person = actor(&app, asked.person.as_deref()).await?;
        let segments = app.segments(&person).await?;
        if counts {
            let mut counted = Vec::with_capacity(segments.len());
            for segment in segments {
                let total = app.count_segment(&person, segment.id).await?;
                counted.push(Counted { segment, total });
            }
            if asked.json {
                say(serde_json::to_string(&counted)?)?;
            } else {
                for Counted { segment, total } in &counted {
                    let more = if total.exact { "" } else { "+" };
                    say(format_args!("{:>8}{more}  {}", total.count, segment.name))?;
                }
            }
        } else if asked.json {
            say(serde_json::to_string(&segments)?)?;
        } else {
            for segment in &segments {
                let filter = match language() {
                    Language::Zh => &segment.filter_zh,
                    Language::En => &segment.filter_en,
                };
                say(format_args!("{}  {filter}", segment.name))?;
            }
        }
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}
