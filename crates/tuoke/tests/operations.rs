//! The program as somebody runs it who looks after a server: what is killed, stopped, started twice.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

use serde_json::Value;
use tempfile::TempDir;

fn tuoke(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tuoke"));
    command.args(arguments).arg("--data").arg(data);
    for name in ["TUOKE_DATABASE_URL", "TUOKE_LISTEN", "TUOKE_METRICS_LISTEN", "TUOKE_CONFIG", "TUOKE_DEMO"] {
        command.env_remove(name);
    }
    command
}

fn done(data: &Path, arguments: &[&str]) -> String {
    let output = tuoke(data, arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", told(&output));
    String::from_utf8(output.stdout).unwrap()
}

fn refused(data: &Path, arguments: &[&str]) -> String {
    let output = tuoke(data, arguments).output().unwrap();
    assert!(!output.status.success(), "{arguments:?} was done");
    told(&output)
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with a database, one user in it and a list of so many names.
fn folder(names: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let create = ["admin", "create-user", "--name", "陈", "--email", "chen@example.com", "--role", "administrator"];
    let mut child = tuoke(folder.path(), &create).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"long enough words\n").unwrap();
    assert!(child.wait().unwrap().success());
    let rows: String = (0..names).map(|i| format!("客户{i},139{i:08}\n")).collect();
    std::fs::write(folder.path().join("list.csv"), format!("姓名,手机\n{rows}")).unwrap();
    folder
}

fn import(folder: &TempDir) {
    let list = folder.path().join("list.csv");
    done(folder.path(), &["import", list.to_str().unwrap(), "--list", "展会", "--json"]);
}

fn check(data: &Path) -> Vec<Value> {
    serde_json::from_str(&done(data, &["check", "--json"])).unwrap()
}

/// A running server, and what it tells.
struct Server {
    child: Child,
    address: SocketAddr,
    metrics: SocketAddr,
    log: BufReader<std::process::ChildStderr>,
    token: String,
}

impl Server {
    fn start(data: &Path) -> Self {
        let token = done(data, &["admin", "token", "--email", "chen@example.com"]).trim().to_owned();
        let mut child = tuoke(data, &["serve", "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut said = || {
            let mut line = String::new();
            out.read_line(&mut line).unwrap();
            let address = line.split("http://").nth(1).unwrap_or_else(|| panic!("{line:?}"));
            address.trim().trim_end_matches("/metrics").parse().unwrap()
        };
        let (metrics, address) = (said(), said());
        let log = BufReader::new(child.stderr.take().unwrap());
        Self { child, address, metrics, log, token }
    }

    /// Begins a request; its body may follow in parts.
    fn ask(&self, method: &str, path: &str, headers: &str) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let token = &self.token;
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n{headers}\r\n")
            .unwrap();
        BufReader::new(stream)
    }

    fn json(&self, method: &str, path: &str, headers: &str, body: &str) -> Value {
        let headers = format!("{headers}Content-Length: {}\r\nConnection: close\r\n", body.len());
        let mut asked = self.ask(method, path, &headers);
        asked.get_mut().write_all(body.as_bytes()).unwrap();
        answer(asked)
    }

    /// Tells it to end, and waits until it says that it is about to.
    fn terminate(&mut self) {
        assert!(Command::new("kill").arg(self.child.id().to_string()).status().unwrap().success());
        let mut line = String::new();
        while !line.contains("stopping") {
            line.clear();
            assert!(self.log.read_line(&mut line).unwrap() > 0, "it ended without a word");
        }
    }

    fn ends_well(mut self) {
        let mut rest = String::new();
        self.log.read_to_string(&mut rest).unwrap();
        assert!(self.child.wait().unwrap().success(), "{rest}");
        assert!(rest.contains("stopped") && !rest.contains("broken off"), "{rest}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Status line and body of an answer after which the connection ends.
fn whole(mut asked: BufReader<TcpStream>) -> (String, String) {
    let mut text = String::new();
    asked.read_to_string(&mut text).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    (head.lines().next().unwrap_or_default().to_owned(), body.to_owned())
}

fn answer(asked: BufReader<TcpStream>) -> Value {
    let (status, body) = whole(asked);
    assert!(status.contains(" 20"), "{status}: {body}");
    // a body of unknown length comes in pieces; the object is the piece in braces
    let (from, to) = (body.find('{').unwrap_or(0), body.rfind('}').map_or(body.len(), |at| at + 1));
    serde_json::from_str(&body[from..to]).unwrap()
}

const FORM: &str = "Content-Type: multipart/form-data; boundary=b\r\n";

fn form(file: &str) -> String {
    format!("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"l.csv\"\r\n\r\n{file}\r\n--b--\r\n")
}

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

/// Reads the stream of a run until a report is as wanted.
fn wait_for(watched: &mut BufReader<TcpStream>, wanted: impl Fn(&Value) -> bool) -> Value {
    loop {
        let mut line = String::new();
        assert!(watched.read_line(&mut line).unwrap() > 0, "the stream ended");
        let Some(data) = line.strip_prefix("data: ") else { continue };
        let report: Value = serde_json::from_str(data).unwrap();
        if wanted(&report) {
            return report;
        }
    }
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
