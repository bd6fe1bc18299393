//! How quick the queue of doubles, a merge and its undo are at a given number of records (PRO-11).
//!
//! ```text
//! cargo run --release -p app --example doubles_speed -- 100000
//! ```
//!
//! Makes a team of that size in an embedded database in a temporary folder, compares all records, and calls the use cases
//! one after the other.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use app::{
    Actor, App, Config, Database, SystemClock,
    duplicates::{DuplicatePair, ListPairs},
    merges::{MergeParties, UndoMerge},
};
use demo_data::Size;

const CALLS: usize = 200;

fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1_000.0;
    println!("{what:<34} {:>4} calls   p50 {:>8.2} ms   p95 {:>8.2} ms", times.len(), at(0.5), at(0.95));
}

async fn pairs(app: &App, actor: &Actor) -> Result<Vec<DuplicatePair>, Box<dyn std::error::Error>> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let page = app.duplicate_pairs(actor, ListPairs { limit: Some(200), cursor, ..ListPairs::default() }).await?;
        all.extend(page.items);
        if page.next.is_none() || all.len() >= CALLS {
            return Ok(all);
        }
        cursor = page.next;
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let records: usize = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir()?;
    let config = Config { data_dir: folder.path().to_owned(), demo: false, import_folder: None };
    let database = Database::Sqlite(folder.path().join("tuoke.db"));
    let app = App::open(&database, Arc::new(SystemClock), config).await?;
    app.migrate().await?;
    // an organisation brings two or three people besides
    let organisations = records / 50;
    app.fill_demo_sized(Size { people: records.saturating_sub(organisations * 3), organisations }).await?;
    let admin = app.actor_by_email("admin@demo.tuoke").await?;

    let began = Instant::now();
    app.start_scan(&admin).await?;
    while app.work_one().await? {}
    let scan = app.scans(&admin).await?.remove(0);
    println!("compared {} records in {:.1} s: {} pairs", scan.records, began.elapsed().as_secs_f64(), scan.found);

    for (who, email) in
        [("administrator", "admin@demo.tuoke"), ("manager", "lin@demo.tuoke"), ("seller", "chen@demo.tuoke")]
    {
        let actor = app.actor_by_email(email).await?;
        let mut times = Vec::new();
        for _ in 0..CALLS {
            let began = Instant::now();
            app.duplicate_pairs(&actor, ListPairs::default()).await?;
            times.push(began.elapsed());
        }
        tell(&format!("first page of the queue, {who}"), times);
    }

    let (mut plans, mut merges, mut undos) = (Vec::new(), Vec::new(), Vec::new());
    for pair in pairs(&app, &admin).await?.into_iter().take(CALLS) {
        let began = Instant::now();
        // a record of an earlier pair may stand in this one too, and be merged away for the moment
        let Ok(plan) = app.merge_plan(&admin, pair.left.id, pair.right.id, None).await else { continue };
        plans.push(began.elapsed());
        let asked = MergeParties {
            keep: plan.kept.summary.id,
            merge: plan.merged.summary.id,
            keep_version: plan.kept.version,
            merge_version: plan.merged.version,
            choices: Default::default(),
        };
        let began = Instant::now();
        let done = app.merge_parties(&admin, asked).await?;
        merges.push(began.elapsed());
        let preview = app.undo_plan(&admin, done.id).await?;
        let began = Instant::now();
        app.undo_merge(&admin, done.id, UndoMerge { version: preview.version }).await?;
        undos.push(began.elapsed());
    }
    tell("plan of a merge", plans);
    tell("merge", merges);
    tell("undo", undos);
    app.close().await?;
    Ok(())
}
