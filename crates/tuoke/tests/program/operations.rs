//! The program as somebody runs it who looks after a server: what is killed, stopped, started twice.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::Command,
};

use serde_json::Value;

use crate::fixture::{FORM, Server, answer, check, done, folder, form, import, refused, told, tuoke, wait_for, whole};

#[test]
fn what_is_backed_up_beside_a_server_is_restored_elsewhere() {
    let data = folder(300);
    import(&data);
    let server = Server::start(data.path());
    let backup = data.path().join("all.tuoke");
    done(data.path(), &["backup", "--to", backup.to_str().unwrap()]);
    drop(server);
    let elsewhere = tempfile::tempdir().unwrap();
    done(elsewhere.path(), &["restore", backup.to_str().unwrap()]);
    let count = |findings: &[Value]| findings.iter().find(|f| f["name"] == "parties").unwrap()["count"].clone();
    assert_eq!(count(&check(elsewhere.path())), 300);
    let over = refused(elsewhere.path(), &["restore", backup.to_str().unwrap()]);
    assert!(over.contains("the database is not empty"), "{over}");
    let again = refused(data.path(), &["backup", "--to", backup.to_str().unwrap()]);
    assert!(again.contains("never overwrites"), "{again}");
}

#[test]
fn a_copy_ends_with_every_table_compared_and_is_not_made_twice() {
    let data = folder(50);
    import(&data);
    let to = tempfile::tempdir().unwrap();
    let mut copy = Command::new(env!("CARGO_BIN_EXE_tuoke"));
    copy.args(["copy-database", "--from"]).arg(data.path()).arg("--to").arg(to.path());
    let first = copy.output().unwrap();
    assert!(first.status.success(), "{}", told(&first));
    assert!(check(to.path()).iter().all(|finding| finding["fine"] == true));
    let second = copy.output().unwrap();
    assert!(!second.status.success() && told(&second).contains("the database is not empty"), "{}", told(&second));
    let mut strange = Command::new(env!("CARGO_BIN_EXE_tuoke"));
    strange.args(["copy-database", "--to", "mysql://me:secret@host/db", "--from"]).arg(data.path());
    let refused = strange.current_dir(to.path()).output().unwrap();
    assert!(!refused.status.success() && told(&refused).contains("is not understood: mysql"), "{}", told(&refused));
    assert!(!told(&refused).contains("secret") && !to.path().join("mysql:").exists());
}

#[test]
fn a_killed_backup_leaves_nothing_under_its_name() {
    let data = folder(2_000);
    import(&data);
    let to = tempfile::tempdir().unwrap();
    let backup = to.path().join("all.tuoke");
    let mut child = tuoke(data.path(), &["backup", "--to", backup.to_str().unwrap()]).spawn().unwrap();
    // killed as soon as it writes, which is before it is done
    while std::fs::read_dir(to.path()).unwrap().next().is_none() {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it wrote");
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!backup.exists());
    assert!(check(data.path()).iter().all(|finding| finding["fine"] == true));
    done(data.path(), &["backup", "--to", backup.to_str().unwrap()]);
    assert!(backup.is_file());
}

#[test]
fn a_second_server_and_a_restore_are_refused_while_one_runs_and_readers_are_not() {
    let data = folder(1);
    let _server = Server::start(data.path());
    let second = refused(data.path(), &["serve", "--listen", "127.0.0.1:0"]);
    assert!(second.contains("another server works the data"), "{second}");
    let backup = data.path().join("all.tuoke");
    done(data.path(), &["backup", "--to", backup.to_str().unwrap()]);
    let over = refused(data.path(), &["restore", backup.to_str().unwrap()]);
    assert!(over.contains("another server works the data"), "{over}");
    import(&data);
    check(data.path());
}

#[test]
fn a_request_that_runs_is_answered_before_the_server_ends() {
    let data = folder(1);
    let mut server = Server::start(data.path());
    let body = form("姓名,手机\n李四,13900139000\n");
    let headers = format!("{FORM}Content-Length: {}\r\nExpect: 100-continue\r\nConnection: close\r\n", body.len());
    let mut asked = server.ask("POST", "/api/v1/imports", &headers);
    let mut line = String::new();
    asked.read_line(&mut line).unwrap();
    // the handler waits for the file
    assert!(line.contains(" 100 "), "{line}");
    asked.read_line(&mut line).unwrap();
    let (first, rest) = body.as_bytes().split_at(60);
    asked.get_mut().write_all(first).unwrap();
    server.terminate();
    asked.get_mut().write_all(rest).unwrap();
    assert_eq!(answer(asked)["state"], "analysed");
    server.ends_well();
}

#[test]
fn a_stop_amid_an_import_that_is_watched_ends_well_and_the_import_goes_on_at_the_next_start() {
    let data = folder(12_000);
    let mut server = Server::start(data.path());
    let list = std::fs::read_to_string(data.path().join("list.csv")).unwrap();
    let run = server.json("POST", "/api/v1/imports", FORM, &form(&list))["id"].as_str().unwrap().to_owned();
    server.json("POST", &format!("/api/v1/imports/{run}/start"), "", "");
    let mut watched = server.ask("GET", &format!("/api/v1/imports/{run}/events"), "");
    wait_for(&mut watched, |report| report["counts"]["read"].as_i64() > Some(0));
    server.terminate();
    let mut rest = String::new();
    watched.read_to_string(&mut rest).unwrap();
    assert!(!rest.contains("event: end"), "the import had ended before it was stopped: {rest}");
    server.ends_well();

    let server = Server::start(data.path());
    let mut watched = server.ask("GET", &format!("/api/v1/imports/{run}/events"), "");
    let last = wait_for(&mut watched, |report| report["state"] == "finished");
    assert_eq!((&last["counts"]["read"], &last["counts"]["created"]), (&12_000.into(), &12_000.into()));
    drop(server);
    assert!(check(data.path()).iter().all(|finding| finding["fine"] == true));
}

#[test]
fn metrics_are_on_their_own_address_only_and_name_nobody() {
    let data = folder(20);
    import(&data);
    let server = Server::start(data.path());
    server.json("GET", "/api/v1/parties", "", "");
    let page = server.ask("GET", "/metrics", "Connection: close\r\n");
    assert!(!whole(page).1.contains("tuoke_jobs"), "metrics are served to everybody");
    let mut stream = TcpStream::connect(server.metrics).unwrap();
    write!(stream, "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let (status, text) = whole(BufReader::new(stream));
    assert!(status.contains(" 200"), "{status}");
    for expected in [
        r#"tuoke_http_request_duration_seconds_count{method="GET",route="/api/v1/parties",status="2xx"} 1"#,
        r#"tuoke_jobs{kind="import",state="done"} 1"#,
        r#"tuoke_import_rows{state="created"} 20"#,
        r#"tuoke_database_connections{pool="read",state="idle"}"#,
        "tuoke_process_resident_memory_bytes",
        "# EOF",
    ] {
        assert!(text.contains(expected), "{expected} is not in\n{text}");
    }
    assert!(!text.contains("客户") && !text.contains("chen"), "{text}");
}

/// How many rows `tuoke check` counts under a name.
fn counted(findings: &[Value], name: &str) -> i64 {
    findings.iter().find(|finding| finding["name"] == name).unwrap()["count"].as_i64().unwrap()
}

#[test]
fn a_server_killed_amid_merges_leaves_each_of_them_done_or_not_begun() {
    const PAIRS: usize = 40;
    let data = folder(2 * PAIRS);
    import(&data);
    let server = Server::start(data.path());
    let page = server.json("GET", &format!("/api/v1/parties?limit={}", 2 * PAIRS), "", "");
    let ids: Vec<String> =
        page["items"].as_array().unwrap().iter().map(|party| party["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids.len(), 2 * PAIRS);
    for id in &ids {
        let note = r#"{"kind":"note","note":"来过"}"#;
        server.json("POST", &format!("/api/v1/parties/{id}/activities"), "Content-Type: application/json\r\n", note);
    }
    let before = check(data.path());
    // all are asked for at once, so that the kill meets one in the middle
    let asked: Vec<_> = ids
        .chunks_exact(2)
        .map(|pair| {
            let body = serde_json::json!({ "keep": pair[0], "merge": pair[1], "keep_version": 2, "merge_version": 2 });
            let body = body.to_string();
            let headers =
                format!("Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n", body.len());
            let mut asked = server.ask("POST", "/api/v1/merges", &headers);
            asked.get_mut().write_all(body.as_bytes()).unwrap();
            asked
        })
        .collect();
    let mut asked = asked.into_iter();
    for told in asked.by_ref().take(3) {
        assert!(whole(told).0.contains(" 201"));
    }
    drop(server);
    let acknowledged: Vec<bool> = asked
        .map(|mut told| {
            let mut text = String::new();
            // a connection that broke with the server told nothing
            let _ = told.read_to_string(&mut text);
            text.starts_with("HTTP/1.1 201")
        })
        .collect();

    let after = check(data.path());
    assert!(after.iter().all(|finding| finding["fine"] == true), "{after:?}");
    assert_eq!(counted(&after, "activities"), counted(&before, "activities"), "every contact is there once");
    let server = Server::start(data.path());
    let status = |id: &str| {
        let told = whole(server.ask("GET", &format!("/api/v1/parties/{id}"), "Connection: close\r\n"));
        (told.0, told.1)
    };
    let mut merged = 0;
    for (place, pair) in ids.chunks_exact(2).enumerate() {
        assert!(status(&pair[0]).0.contains(" 200"));
        let (line, body) = status(&pair[1]);
        let gone = line.contains(" 410");
        assert!(gone && body.contains(&pair[0]) || line.contains(" 200"), "{line} {body}");
        assert!(gone || !(place < 3 || acknowledged[place - 3]), "a merge that was acknowledged is not there");
        merged += i64::from(gone);
    }
    assert_eq!(counted(&after, "parties"), counted(&before, "parties") - merged);
}
