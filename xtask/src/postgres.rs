//! A private PostgreSQL for the tests: its own folder and port, loopback only, gone at the end.
//!
//! Durability is off in tests, since their data lives no longer than they. The server refuses to run as root,
//! so root starts it as the user that Debian's package made.

use crate::setup;
use crate::workspace::{Program, Workspace};
use anyhow::{Context, Result, bail};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Names the database to use instead of starting one, and tells the tests which one to use.
pub const VARIABLE: &str = "TUOKE_TEST_POSTGRES";

const SERVICE_USER: &str = "postgres";
const START_LIMIT: Duration = Duration::from_secs(60);

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The command and its arguments
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<String>,
}

/// Runs one command while a private server is up.
pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    let server = Server::start(workspace)?;
    let [name, rest @ ..] = args.command.as_slice() else {
        bail!("a command is needed");
    };
    workspace.run(Program::new(name).args(rest.iter().cloned()).env(VARIABLE, server.url()))
}

/// A running server; stops and removes its data when dropped, on failure as well.
#[derive(Debug)]
pub struct Server {
    child: Child,
    folder: PathBuf,
    port: u16,
}

impl Server {
    /// For tests: nothing is forced to disk.
    pub fn start(workspace: &Workspace) -> Result<Self> {
        Self::started(workspace, false)
    }

    /// For measurements: what is acknowledged is on disk, as on a server that is meant to keep it.
    pub fn start_lasting(workspace: &Workspace) -> Result<Self> {
        Self::started(workspace, true)
    }

    fn started(workspace: &Workspace, lasting: bool) -> Result<Self> {
        let programs = programs().context("PostgreSQL is not installed: cargo xtask setup")?;
        // not in target/: the service user may not be allowed to enter the folders above it
        let folder = std::env::temp_dir().join(format!("tuoke-postgres-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        if setup::is_root() {
            if !setup::user_exists(SERVICE_USER) {
                bail!("root cannot run PostgreSQL, and there is no user {SERVICE_USER}");
            }
            workspace.run(Program::new("chown").args([SERVICE_USER]).path(&folder))?;
        }
        let data = folder.join("data");
        workspace.run(
            as_service(&programs.join("initdb"))
                .args(["--no-sync", "--auth=trust", "--username=tuoke"])
                .args(["--encoding=UTF8", "--locale=C.UTF-8", "--pgdata"])
                .path(&data)
                .folder(folder.clone()),
        )?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let program = as_service(&programs.join("postgres"))
            .args(["-D"])
            .path(&data)
            .args(settings(port, lasting))
            .folder(folder.clone());
        let log = std::fs::File::create(folder.join("server.log"))?;
        let child = workspace
            .command(&program)
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("cannot start postgres")?;
        let mut server = Self { child, folder, port };
        server.wait_until_ready(&programs)?;
        println!("postgres: listening on 127.0.0.1:{port}");
        Ok(server)
    }

    pub fn url(&self) -> String {
        format!("postgres://tuoke@127.0.0.1:{}/postgres", self.port)
    }

    fn wait_until_ready(&mut self, programs: &Path) -> Result<()> {
        let since = Instant::now();
        while since.elapsed() < START_LIMIT {
            if let Some(status) = self.child.try_wait()? {
                bail!("postgres ended at once ({status}): {}", self.log());
            }
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() && self.accepts(programs) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("postgres did not come up: {}", self.log())
    }

    fn accepts(&self, programs: &Path) -> bool {
        Command::new(programs.join("pg_isready"))
            .args(["--quiet", "--host=127.0.0.1", "--port"])
            .arg(self.port.to_string())
            .stdin(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("server.log")).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // an interrupt asks the server for a fast, orderly shutdown
        let asked = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The folder of the newest installed server's programs.
pub fn programs() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, programs)| programs.join("initdb").exists())
        .collect();
    versions.sort();
    versions.pop().map(|(_, programs)| programs)
}

/// Runs a server program as the service user when this is root; the program dies with this process.
fn as_service(program: &Path) -> Program {
    let mut setpriv = Program::new("setpriv").args(["--pdeathsig", "INT"]);
    if setup::is_root() {
        setpriv = setpriv.args(["--reuid", SERVICE_USER, "--regid", SERVICE_USER]).args(["--clear-groups"]);
    }
    setpriv.path(program)
}

fn settings(port: u16, lasting: bool) -> Vec<String> {
    let port = format!("port={port}");
    let always = [port.as_str(), "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=300"];
    let more: &[&str] = match lasting {
        // what the handbook of PostgreSQL says of a server with some gigabytes of memory
        true => &["shared_buffers=1GB", "effective_cache_size=4GB", "max_wal_size=4GB", "work_mem=16MB"],
        false => &["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
    };
    always.iter().chain(more).flat_map(|setting| ["-c".to_owned(), (*setting).to_owned()]).collect()
}
