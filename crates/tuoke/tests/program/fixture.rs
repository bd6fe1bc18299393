//! What every test of the program needs: a folder with a database, commands on it, a running server.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::{Child, ChildStderr, Command, Output, Stdio},
    time::Duration,
};

use serde_json::Value;
use tempfile::TempDir;

pub fn tuoke(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tuoke"));
    // receivers of webhooks in the tests listen on the own machine
    command.env("TUOKE_WEBHOOKS_MAY_REACH", "127.0.0.1").args(arguments).arg("--data").arg(data);
    for name in ["TUOKE_DATABASE_URL", "TUOKE_LISTEN", "TUOKE_METRICS_LISTEN", "TUOKE_CONFIG", "TUOKE_DEMO"] {
        command.env_remove(name);
    }
    command
}

pub fn done(data: &Path, arguments: &[&str]) -> String {
    let output = tuoke(data, arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", told(&output));
    String::from_utf8(output.stdout).unwrap()
}

pub fn refused(data: &Path, arguments: &[&str]) -> String {
    let output = tuoke(data, arguments).output().unwrap();
    assert!(!output.status.success(), "{arguments:?} was done");
    told(&output)
}

pub fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with a database, one user in it and a list of so many names.
pub fn folder(names: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let create = ["admin", "create-user", "--name", "陈", "--email", EMAIL, "--role", "administrator"];
    with_a_user(&mut tuoke(folder.path(), &create));
    let rows: String = (0..names).map(|i| format!("客户{i},139{i:08}\n")).collect();
    std::fs::write(folder.path().join("list.csv"), format!("姓名,手机\n{rows}")).unwrap();
    folder
}

/// Runs the command that makes a user.
pub fn with_a_user(create: &mut Command) {
    let mut child = create.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(format!("{PASSWORD}\n").as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
}

pub const EMAIL: &str = "chen@example.com";
pub const PASSWORD: &str = "long enough words";

pub fn import(folder: &TempDir) {
    let list = folder.path().join("list.csv");
    done(folder.path(), &["import", list.to_str().unwrap(), "--list", "展会", "--json"]);
}

pub fn check(data: &Path) -> Vec<Value> {
    serde_json::from_str(&done(data, &["check", "--json"])).unwrap()
}

/// Serves on addresses that are free, and tells them.
pub const SERVE: &[&str] = &["serve", "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0"];

/// A running server, and what it tells.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    pub metrics: SocketAddr,
    log: BufReader<ChildStderr>,
    token: String,
}

impl Server {
    pub fn start(data: &Path) -> Self {
        let token = done(data, &["admin", "token", "--email", EMAIL]).trim().to_owned();
        Self::started(&mut tuoke(data, SERVE), token)
    }

    /// The same as another command starts it.
    pub fn started(command: &mut Command, token: String) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
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
    pub fn ask(&self, method: &str, path: &str, headers: &str) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let token = &self.token;
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n{headers}\r\n")
            .unwrap();
        BufReader::new(stream)
    }

    pub fn json(&self, method: &str, path: &str, headers: &str, body: &str) -> Value {
        let headers = format!("{headers}Content-Length: {}\r\nConnection: close\r\n", body.len());
        let mut asked = self.ask(method, path, &headers);
        asked.get_mut().write_all(body.as_bytes()).unwrap();
        answer(asked)
    }

    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Tells it to end, and waits until it says that it is about to.
    pub fn terminate(&mut self) {
        assert!(Command::new("kill").arg(self.child.id().to_string()).status().unwrap().success());
        let mut line = String::new();
        while !line.contains("stopping") {
            line.clear();
            assert!(self.log.read_line(&mut line).unwrap() > 0, "it ended without a word");
        }
    }

    pub fn ends_well(mut self) {
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
pub fn whole(mut asked: BufReader<TcpStream>) -> (String, String) {
    let mut text = String::new();
    asked.read_to_string(&mut text).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    (head.lines().next().unwrap_or_default().to_owned(), body.to_owned())
}

pub fn answer(asked: BufReader<TcpStream>) -> Value {
    let (status, body) = whole(asked);
    assert!(status.contains(" 20"), "{status}: {body}");
    // a body of unknown length comes in pieces; the object is the piece in braces
    let (from, to) = (body.find('{').unwrap_or(0), body.rfind('}').map_or(body.len(), |at| at + 1));
    serde_json::from_str(&body[from..to]).unwrap()
}

/// Asks for a prospect of this name to be made; answers status and body.
pub fn create(server: &Server, number: usize) -> (String, String) {
    let body = serde_json::json!({
        "kind": "organisation",
        "name": format!("新客{number}"),
        "phones": [format!("137{number:08}")],
        "allow_duplicate": true,
    });
    let body = body.to_string();
    let headers = format!("Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n", body.len());
    let mut asked = server.ask("POST", "/api/v1/parties", &headers);
    asked.get_mut().write_all(body.as_bytes()).unwrap();
    whole(asked)
}

/// The numbers of the prospects that [`create`] made, as the server has them, each as often as it is there.
pub fn created(server: &Server) -> Vec<usize> {
    let (mut numbers, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = server.json("GET", &format!("/api/v1/parties?limit=200&sort=created_at{cursor}"), "", "");
        let names = page["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap());
        numbers.extend(names.filter_map(|name| name.strip_prefix("新客")?.parse::<usize>().ok()));
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    numbers.sort_unstable();
    numbers
}

pub const FORM: &str = "Content-Type: multipart/form-data; boundary=b\r\n";

pub fn form(file: &str) -> String {
    format!("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"l.csv\"\r\n\r\n{file}\r\n--b--\r\n")
}

/// Reads the stream of a run until a report is as wanted.
pub fn wait_for(watched: &mut BufReader<TcpStream>, wanted: impl Fn(&Value) -> bool) -> Value {
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
