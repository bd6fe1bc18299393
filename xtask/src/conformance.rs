//! The running server against its own description: schemathesis makes requests of every kind that the description allows,
//! and of kinds that it does not, and looks whether each answer is one that the description knows.
//!
//! Deterministic, without a memory of earlier runs and bounded in time, so that two runs of one commit ask the same.

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::server::Server;
use crate::workspace::{Program, Workspace};

#[derive(Debug, Default, clap::Args)]
pub struct Args {
    /// Routes whose path matches this only
    #[arg(long)]
    path: Option<String>,
}

const ADMINISTRATOR: &str = "admin@demo.tuoke";
/// From the first request to the last.
const LIMIT: Duration = Duration::from_secs(180);

/// What is asked and what is looked at.
const QUESTIONS: &str = "xtask/conformance/schemathesis.toml";

/// Every package that takes part, by version: another version of the generator would ask other questions.
const REQUIREMENTS: &str = "xtask/conformance/requirements.txt";

pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    let tuoke = workspace.build_tested_tuoke()?;
    let schemathesis = provide(workspace)?;
    let data = workspace.target.join("conformance");
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    fs::create_dir_all(&data)?;
    workspace.run(Program::new(&tuoke).args(["demo", "--data"]).path(&data))?;
    let token = workspace
        .read(Program::new(&tuoke).args(["admin", "token", "--email", ADMINISTRATOR, "--data"]).path(&data))?;
    let address: SocketAddr = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let serve = Program::dying_with_us(&tuoke, "TERM")
        .args(["serve", "--data"])
        .path(&data)
        .args(["--listen", &address.to_string()])
        .env("TUOKE_LOG", "error");
    let _server = Server::start(workspace, &serve, address)?;
    let asking = Program::dying_with_us(&schemathesis, "TERM")
        .args(["--config-file"])
        .path(&workspace.root.join(QUESTIONS))
        .args(["run", &format!("http://{address}/api/v1/openapi.json")])
        .args(["--continue-on-failure", "--no-color"])
        .args(["-H", &format!("Authorization: Bearer {}", token.trim())])
        .args(args.path.iter().flat_map(|path| ["--include-path-regex".to_owned(), path.clone()]))
        .folder(data);
    within(workspace, &asking, LIMIT)
}

/// Runs a program that has to end in time.
fn within(workspace: &Workspace, program: &Program, limit: Duration) -> Result<()> {
    let since = Instant::now();
    let mut child = workspace.command(program).spawn().context("cannot start schemathesis")?;
    while since.elapsed() < limit {
        if let Some(status) = child.try_wait()? {
            if !status.success() {
                bail!("the server does not answer as it is described");
            }
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let _ = child.kill();
    let _ = child.wait();
    bail!("not done after {limit:?}")
}

/// Installs schemathesis with everything it needs into an environment of its own.
fn provide(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target.join("conformance-tools");
    let wanted = fs::read_to_string(workspace.root.join(REQUIREMENTS))?;
    let stamp = folder.join("installed");
    if !fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        workspace.run(Program::new("python3").args(["-m", "venv", "--clear"]).path(&folder))?;
        let pip = folder.join("bin").join("pip");
        workspace.run(
            Program::new(pip).args(["install", "--quiet", "--no-deps", "--requirement"]).path(Path::new(REQUIREMENTS)),
        )?;
        fs::write(stamp, wanted)?;
    }
    Ok(folder.join("bin").join("schemathesis"))
}
