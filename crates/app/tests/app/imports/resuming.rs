//! An import that is cancelled, killed or fails goes on where it stood: no row twice, none lost.

use std::{
    collections::HashSet,
    future::{Future, poll_fn, ready},
    pin::pin,
    task::Poll,
};

use app::{App, Config, imports::ImportView};
use serde_json::json;
use test_support::on_both_databases;
use tokio::select;

use super::{counted, upload};
use crate::team::{Team, code};

const ROWS: usize = 9_900;

/// A name of its own for each row.
pub(super) fn name(row: usize) -> String {
    let given = char::from_u32(0x4E00 + (row as u32 * 7) % 8_000).unwrap();
    let other = char::from_u32(0x5000 + (row as u32 * 13) % 6_000).unwrap();
    format!("王{given}{other}")
}

/// Names of two characters, each with a number of its own; every hundredth has none and is rejected.
fn file() -> String {
    let mut text = "编号,姓名,手机\n".to_owned();
    for i in 0..ROWS {
        let name = if i % 100 == 99 { String::new() } else { name(i) };
        text.push_str(&format!("K{i},{name},138{i:08}\n"));
    }
    text
}

async fn started(team: &Team) -> ImportView {
    let import = upload(team, "large.csv", file()).await.unwrap();
    team.app.start_import(&team.chen, import.id).await.unwrap()
}

/// Nothing is lost, nothing is double, the counts are right.
async fn complete(team: &Team, import: &ImportView) {
    let done = team.app.import(&team.chen, import.id).await.unwrap();
    assert_eq!(done.state, "finished", "{:?}", done.error);
    let rows = ROWS as i64;
    assert_eq!(counted(done.counts), [rows, rows - rows / 100, 0, 0, rows / 100]);
    let parties = store::parties::after_position(team.db.store(), 0, 10_000).await.unwrap();
    let ids: HashSet<String> = parties.iter().filter_map(|party| party.external_id.clone()).collect();
    assert_eq!((ids.len(), parties.len()), (ROWS - ROWS / 100, ROWS - ROWS / 100));
    assert_eq!(team.faults().await, Vec::<String>::new());
}

/// Another server on the same data, as after a restart.
async fn restarted(team: &Team) -> App {
    let config = Config { data_dir: team.data_dir().to_owned(), demo: false, import_folder: None };
    App::open(team.db.location(), team.clock.clone(), config).await.unwrap()
}

/// Lets work go on for so many steps and drops it there, as a killed process does; answers whether it had ended.
pub(super) async fn killed_after(steps: usize, work: impl Future) -> bool {
    let mut work = pin!(work);
    let mut left = steps;
    poll_fn(move |context| {
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        work.as_mut().poll(context).map(|_| true)
    })
    .await
}

on_both_databases! {
    async fn a_cancelled_import_keeps_what_is_done_and_resumes(team: Team) {
        let import = started(&team).await;
        let mut progress = team.app.watch_import(&team.chen, import.id).await.unwrap();
        {
            let mut work = pin!(team.app.work_one());
            loop {
                select! {
                    done = &mut work => { done.unwrap(); break }
                    _ = progress.changed() => {
                        if progress.borrow().counts.read > 0 {
                            break;
                        }
                    }
                }
            }
            let cancelling = pin!(team.app.cancel_import(&team.chen, import.id));
            let (cancelled, worked) = tokio::join!(cancelling, work);
            assert_eq!(cancelled.unwrap().state, "cancelling");
            worked.unwrap();
        }
        let stopped = team.app.import(&team.chen, import.id).await.unwrap();
        assert_eq!(stopped.state, "cancelled");
        let [read, ..] = counted(stopped.counts);
        assert!(read > 0 && read < ROWS as i64, "{read}");
        assert!(team.faults().await.is_empty());
        assert_eq!(code(team.app.cancel_import(&team.chen, import.id).await), "import_state");
        team.app.resume_import(&team.chen, import.id).await.unwrap();
        while team.app.work_one().await.unwrap() {}
        complete(&team, &import).await;
        assert_eq!(code(team.app.resume_import(&team.chen, import.id).await), "import_state");
    }

    async fn an_import_killed_at_any_moment_resumes_without_doubles(team: Team) {
        let import = started(&team).await;
        let mut deaths = 0;
        for steps in [1, 7, 23, 41, 60, 85, 130, 210, 340, 550].into_iter().chain(std::iter::repeat(20_000)) {
            let server = restarted(&team).await;
            if killed_after(steps, server.work(true, ready(()))).await {
                break;
            }
            deaths += 1;
            let now = team.app.import(&team.chen, import.id).await.unwrap();
            counted(now.counts);
            assert!(team.faults().await.is_empty(), "after {steps} steps");
        }
        assert!(deaths >= 3, "it was killed {deaths} times");
        complete(&team, &import).await;
    }

    async fn another_server_takes_over_when_the_lease_runs_out(team: Team) {
        let import = started(&team).await;
        let dying = restarted(&team).await;
        assert!(!killed_after(40, dying.work_one()).await);
        let other = restarted(&team).await;
        assert!(!other.work_one().await.unwrap(), "the lease still holds");
        team.clock.forward(61_000);
        assert!(other.work_one().await.unwrap());
        complete(&team, &import).await;
    }

    async fn a_file_that_is_gone_fails_the_run_and_can_be_resumed(team: Team) {
        let import = started(&team).await;
        let kept = team.data_dir().join("imports").join(import.id.to_string());
        let aside = team.data_dir().join("aside");
        std::fs::rename(&kept, &aside).unwrap();
        while team.app.work_one().await.unwrap() {}
        let failed = team.app.import(&team.chen, import.id).await.unwrap();
        assert_eq!(failed.state, "failed");
        assert!(failed.error.is_some());
        std::fs::rename(&aside, &kept).unwrap();
        team.app.resume_import(&team.chen, import.id).await.unwrap();
        while team.app.work_one().await.unwrap() {}
        complete(&team, &import).await;
        assert!(!kept.exists(), "what was read whole is not kept");
    }

    async fn an_import_of_somebody_switched_off_fails(team: Team) {
        let import = started(&team).await;
        let off = crate::team::read(json!({ "active": false }));
        team.app.edit_user(&team.admin, team.chen.user, off).await.unwrap();
        while team.app.work_one().await.unwrap() {}
        let failed = team.app.import(&team.admin, import.id).await.unwrap();
        assert_eq!((failed.state.as_str(), failed.error.unwrap().code.as_str()), ("failed", "forbidden"));
        assert_eq!(failed.counts.read, 0);
    }

    async fn an_import_starts_once_and_its_plan_stands_from_then_on(team: Team) {
        let import = started(&team).await;
        assert_eq!(code(team.app.start_import(&team.chen, import.id).await), "import_state");
        assert_eq!(code(team.app.resume_import(&team.chen, import.id).await), "import_state");
        let late = crate::team::read(json!({ "on_duplicate": "fill" }));
        assert_eq!(code(team.app.edit_import(&team.chen, import.id, late).await), "import_started");
    }
}
