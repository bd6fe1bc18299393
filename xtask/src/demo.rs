//! The demo: from a fresh clone to a page that can be used, with one command.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::page;
use crate::server::Server;
use crate::setup::{self, Purpose};
use crate::workspace::{Program, Workspace};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address to serve on
    #[arg(long, default_value = "127.0.0.1:8420")]
    listen: SocketAddr,
    /// Folder of the demo's database [default: target/demo-data]
    #[arg(long)]
    data: Option<PathBuf>,
    /// Throw the demo's database away and fill a new one
    #[arg(long)]
    fresh: bool,
}

/// Optimised, yet built in a fraction of the time of a release.
const PROFILE: &str = "demo";
/// Present in a data folder once the demo team was written whole.
const FILLED: &str = "demo-team-written";
const PASSWORD: &str = "tuoke-demo";
const SIGN_INS: &[(&str, &str)] = &[
    ("lin@demo.tuoke", "sales manager 销售经理"),
    ("chen@demo.tuoke", "sales representative 业务员"),
    ("admin@demo.tuoke", "administrator 管理员"),
];

pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    let since = Instant::now();
    setup::prepare(workspace, Purpose::Demo)?;
    page::build(workspace)?;
    let tuoke = workspace.build_tuoke(PROFILE)?;
    let data = args.data.clone().unwrap_or_else(|| workspace.target.join("demo-data"));
    fill(workspace, args, &tuoke, &data)?;
    let serve = Program::dying_with_us(&tuoke, "TERM")
        .args(["serve", "--demo", "--data"])
        .path(&data)
        .args(["--listen", &args.listen.to_string()]);
    let server = Server::start(workspace, &serve, args.listen)?;
    print_sign_ins(args.listen, since.elapsed());
    server.wait()
}

/// Writes the demo team into an empty data folder; keeps one that was written whole before.
fn fill(workspace: &Workspace, args: &Args, tuoke: &Path, data: &Path) -> Result<()> {
    let filled = data.join(FILLED);
    let empty = !std::fs::read_dir(data).is_ok_and(|mut entries| entries.next().is_some());
    if !args.fresh && filled.exists() {
        println!("demo: using the database of the last demo; --fresh makes a new one");
        return Ok(());
    }
    // a folder that the caller chose may hold real work: only --fresh may empty it
    if !empty && args.data.is_some() && !(args.fresh && filled.exists()) {
        bail!("{} holds something that is not a demo; name another folder", data.display());
    }
    if !empty {
        std::fs::remove_dir_all(data)?;
    }
    std::fs::create_dir_all(data)?;
    workspace.run(Program::new(tuoke).args(["demo", "--data"]).path(data))?;
    std::fs::write(filled, "")?;
    Ok(())
}

fn print_sign_ins(address: SocketAddr, took: Duration) {
    println!("\nTuoke 拓客 serves on http://{address}  (ready after {took:.0?})");
    println!("password of everyone 统一密码: {PASSWORD}");
    for (email, role) in SIGN_INS {
        println!("  {email:<18} {role}");
    }
    println!("Ctrl-C ends it 按 Ctrl-C 结束\n");
}
