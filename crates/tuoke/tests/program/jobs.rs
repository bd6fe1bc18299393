//! Jobs of a server that is killed: the next one does each of them once.

use serde_json::Value;

use crate::fixture::{FORM, Server, check, folder, form, wait_for};

const LISTS: usize = 4;
const ROWS: usize = 3_000;

/// Starts imports of lists that have nothing in common; answers their runs.
fn start_imports(server: &Server) -> Vec<String> {
    let list = |l: usize| -> String { (0..ROWS).map(|i| format!("客户{l}{i:05},13{l}{i:08}\n")).collect() };
    let upload = |l: usize| {
        let path = format!("/api/v1/imports?list_name=list-{l}");
        let run = server.json("POST", &path, FORM, &form(&format!("姓名,手机\n{}", list(l))));
        run["id"].as_str().unwrap().to_owned()
    };
    let runs: Vec<String> = (0..LISTS).map(upload).collect();
    for run in &runs {
        server.json("POST", &format!("/api/v1/imports/{run}/start"), "", "");
    }
    runs
}

/// How often each import was begun, of those that were done.
fn attempts_of_imports(server: &Server) -> Vec<i64> {
    let jobs: Value = server.json("GET", "/api/v1/jobs?state=done", "", "");
    let imports = jobs["items"].as_array().unwrap().iter().filter(|job| job["kind"] == "import");
    imports.map(|job| job["attempts"].as_i64().unwrap()).collect()
}

#[test]
fn jobs_of_a_killed_server_are_done_once_by_the_next() {
    let data = folder(0);
    let server = Server::start(data.path());
    let runs = start_imports(&server);
    let mut watched = server.ask("GET", &format!("/api/v1/imports/{}/events", runs[0]), "");
    wait_for(&mut watched, |report| report["counts"]["read"].as_i64() > Some(0));
    // without a farewell
    drop(server);
    let server = Server::start(data.path());
    for run in &runs {
        let mut watched = server.ask("GET", &format!("/api/v1/imports/{run}/events"), "");
        let last = wait_for(&mut watched, |report| report["state"] == "finished");
        assert_eq!((&last["counts"]["read"], &last["counts"]["created"]), (&ROWS.into(), &ROWS.into()), "{run}");
    }
    // a run is finished a moment before its job is
    let mut attempts = attempts_of_imports(&server);
    for _ in 0..1_000 {
        if attempts.len() >= LISTS {
            break;
        }
        attempts = attempts_of_imports(&server);
    }
    assert_eq!(attempts.len(), LISTS, "each is done once");
    assert!(attempts.iter().sum::<i64>() <= LISTS as i64 + 1, "only what was killed was begun again: {attempts:?}");
    drop(server);
    let found = check(data.path());
    assert!(found.iter().all(|finding| finding["fine"] == true), "{found:?}");
    assert_eq!(found.iter().find(|finding| finding["name"] == "parties").unwrap()["count"], LISTS * ROWS);
}
