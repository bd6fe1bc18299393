//! A company with very many deals: how soon the board and the diagnosis are there, what saving an assessment takes, and how long
//! win rates need after a deal has ended.
//!
//! Writes its own section of `docs/benchmarks.md` and leaves the rest as it is.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::machine::Machine;
use super::questions::{self, Answered, Question, Times};
use super::report::{self, Section};
use crate::http::Client;
use crate::product::{Person, Product};
use crate::workspace::Workspace;

const HEADING: &str = "## Deals";
/// Who sees all deals of the demo, and who leads half of its sellers.
const ALL: &str = "admin@demo.tuoke";
/// Assessments that are saved.
const SAVED: usize = 200;
/// Deals that end, each followed by a question for the win rates.
const ENDED: usize = 10;
const REFIT_SECONDS: f64 = 2.0;
const SAVING_MS: f64 = 20.0;

const QUESTIONS: [Question; 2] = [
    Question {
        name: "the board, with counts, sums and the first cards",
        asked_by: Person::Administrator,
        budget: 50.0,
        paths: &[
            "/api/v1/deals/board",
            "/api/v1/deals/board?class=class_1",
            "/api/v1/deals/board?cell=a,d,g",
            "/api/v1/deals?stage=offer&sort=expected&limit=50",
        ],
    },
    Question {
        name: "the diagnosis of a team",
        asked_by: Person::Administrator,
        budget: 150.0,
        paths: &["/api/v1/insight/deals/diagnosis"],
    },
];

/// What is measured, and with what.
#[derive(Debug)]
pub struct Bench<'a> {
    pub workspace: &'a Workspace,
    pub folder: &'a Path,
    pub tuoke: &'a Path,
    pub deals: usize,
}

/// What was measured.
struct Found {
    answers: Vec<Answered>,
    /// the first question for win rates of a server just started, which reads every closed deal
    first: Duration,
    refits: Times,
    saved: Times,
}

pub fn run(bench: &Bench<'_>, profile: &str, reports: bool) -> Result<()> {
    let machine = Machine::look();
    let data = bench.folder.join("deals");
    let product = Product::of_the_demo(bench.workspace, bench.tuoke, data, bench.deals)?;
    let token = product.token_of(ALL)?;
    let address = super::free_address()?;
    let server = product.serve(address)?;
    let mut client = Client::connect(address, Some(token))?;
    let found = measure(&mut client)?;
    drop(server);
    let section = section(bench.deals, &machine, profile, &found);
    println!("\n{section}");
    if reports {
        let file = bench.workspace.root.join("docs/benchmarks.md");
        let page = std::fs::read_to_string(&file)?;
        std::fs::write(file, report::with_section(&page, &section))?;
    }
    Ok(())
}

fn measure(client: &mut Client) -> Result<Found> {
    let rates = "/api/v1/insight/deals/win-rates?by=cell";
    let since = Instant::now();
    client.get(rates)?;
    let first = since.elapsed();
    let answers = QUESTIONS.iter().map(|question| questions::ask(client, question)).collect::<Result<Vec<_>>>()?;
    let page: Value = serde_json::from_slice(&client.get("/api/v1/deals?limit=200")?)?;
    let open = page["items"].as_array().context("no list of deals")?;
    let ids: Vec<&str> = open.iter().filter_map(|deal| deal["id"].as_str()).collect();
    let opening =
        json!({ "territory": { "bought_at_all": "yes", "sold_most": "we" }, "others_asked": "no" }).to_string();
    let mut saved = Vec::with_capacity(SAVED);
    for id in ids.iter().cycle().take(SAVED) {
        let since = Instant::now();
        client.post(&format!("/api/v1/deals/{id}/assessments/opening"), &opening)?;
        saved.push(since.elapsed());
    }
    let end = json!({ "end": "lost", "buyer_says": { "reason": "unknown" }, "seller_sees": { "reason": "price" } });
    let mut refits = Vec::with_capacity(ENDED);
    for id in ids.iter().take(ENDED) {
        client.post(&format!("/api/v1/deals/{id}/end"), &end.to_string())?;
        let since = Instant::now();
        client.get(rates)?;
        refits.push(since.elapsed());
    }
    Ok(Found { answers, first, refits: Times::of(refits), saved: Times::of(saved) })
}

fn section(deals: usize, machine: &Machine, profile: &str, found: &Found) -> String {
    let mut section = Section::begin(
        HEADING,
        &format!("--deals {deals}"),
        machine,
        profile,
        &format!(
            "The demo's deals copied until there are {deals}: one in a hundred is open, the ends of the others are spread over the years before, \
             each with its changes and assessments. One person asks, who sees them all."
        ),
    );
    found.answers.iter().for_each(|one| section.answered(one));
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let p95 = ms(found.saved.quantile(95));
    let shown = format!("{p95:.1} ms (median {:.1})", ms(found.saved.quantile(50)));
    section.judged("saving an assessment, 95th percentile", &shown, &format!("≤ {SAVING_MS:.0} ms"), p95 <= SAVING_MS);
    let slowest = found.refits.quantile(100).as_secs_f64();
    let shown = format!("{slowest:.2} s at most (median {:.2} s)", found.refits.quantile(50).as_secs_f64());
    let refitted = "win rates fitted again over all closed deals, after one ended";
    section.judged(refitted, &shown, &format!("≤ {REFIT_SECONDS:.0} s"), slowest <= REFIT_SECONDS);
    let shown = format!("{:.2} s", found.first.as_secs_f64());
    section.shown("the same by a server just started, which reads every closed deal", &shown);
    section.text
}
