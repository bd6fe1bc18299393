//! A PostgreSQL of one test, which the test may end and start again.

use std::{
    io::Write,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

/// The user that Debian's package makes: the server refuses to run as root.
const SERVICE_USER: &str = "postgres";

pub struct Postgres {
    programs: PathBuf,
    folder: TempDir,
    port: u16,
    child: Child,
}

impl Postgres {
    /// None where PostgreSQL is not installed, which is said on the error output.
    pub fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            let _ = writeln!(std::io::stderr(), "NOT RUN: PostgreSQL is not installed; `cargo xtask setup` does it");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        if is_root() {
            assert!(Command::new("chown").arg(SERVICE_USER).arg(folder.path()).status().unwrap().success());
        }
        let init = service(&programs.join("initdb"), folder.path())
            .args(["--no-sync", "--auth=trust", "--username=tuoke", "--encoding=UTF8", "--locale=C.UTF-8", "--pgdata"])
            .arg(folder.path().join("data"))
            .stdout(Stdio::null())
            .status();
        assert!(init.unwrap().success());
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = serve(&programs, folder.path(), port);
        let postgres = Self { programs, folder, port, child };
        postgres.wait_until_ready();
        Some(postgres)
    }

    pub fn url(&self) -> String {
        format!("postgres://tuoke@127.0.0.1:{}/postgres", self.port)
    }

    /// Ends it as a crash would, without waiting for anybody.
    pub fn crash(&mut self) {
        assert!(Command::new("kill").args(["-QUIT", &self.child.id().to_string()]).status().unwrap().success());
        self.child.wait().unwrap();
    }

    pub fn start_again(&mut self) {
        self.child = serve(&self.programs, self.folder.path(), self.port);
        self.wait_until_ready();
    }

    fn wait_until_ready(&self) {
        let port = self.port.to_string();
        let ready = || {
            let mut ask = Command::new(self.programs.join("pg_isready"));
            ask.args(["--quiet", "--host=127.0.0.1", "--port", &port]).status().unwrap().success()
        };
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() || !ready() {
            std::thread::yield_now();
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let _ = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}

fn serve(programs: &Path, folder: &Path, port: u16) -> Child {
    let log = std::fs::OpenOptions::new().create(true).append(true).open(folder.join("server.log")).unwrap();
    service(&programs.join("postgres"), folder)
        .arg("-D")
        .arg(folder.join("data"))
        .args(["-c", &format!("port={port}"), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="])
        // an end of the server loses nothing of what it acknowledged; only an end of the machine would
        .args(["-c", "fsync=off"])
        .stdout(log.try_clone().unwrap())
        .stderr(log)
        .spawn()
        .unwrap()
}

/// A program of the server, which ends with this process.
fn service(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "INT"]).current_dir(folder);
    if is_root() {
        command.args(["--reuid", SERVICE_USER, "--regid", SERVICE_USER, "--clear-groups"]);
    }
    command.arg(program).stdin(Stdio::null());
    command
}

/// The folder of the newest installed server's programs.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
    let newest = versions.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok()).max()?;
    Some(PathBuf::from(format!("/usr/lib/postgresql/{newest}/bin")))
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().unwrap();
    String::from_utf8_lossy(&output.stdout).trim() == "0"
}
