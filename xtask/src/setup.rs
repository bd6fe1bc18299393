//! Setting up a fresh machine: says what is missing, installs it on Debian, or says how to.
//!
//! A machine that has everything pays for a few look-ups only; `apt-get update` runs only when a
//! package has to be installed.

use crate::page;
use crate::postgres;
use crate::tools::{self, Tool};
use crate::workspace::{Program, Workspace, on_path};
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use std::path::Path;
use std::process::{Command, Stdio};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// What the machine is to be ready for
    #[arg(long = "for", value_enum, default_value = "test")]
    purpose: Purpose,
}

/// What a machine is set up for; a demo needs far less than the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Purpose {
    Demo,
    Test,
}

/// The oldest Node that the page's build accepts.
const OLDEST_NODE: u32 = 20;

/// A Debian package, and how to see that the machine needs it.
struct Need {
    package: &'static str,
    why: &'static str,
    purpose: Purpose,
    present: fn() -> bool,
}

const NEEDS: &[Need] = &[
    Need {
        package: "build-essential",
        why: "compiles the embedded SQLite",
        purpose: Purpose::Demo,
        present: || on_path("cc").is_some(),
    },
    Need {
        package: "postgresql",
        why: "the store tests run on both databases",
        purpose: Purpose::Test,
        present: || postgres::programs().is_some(),
    },
    Need {
        package: "chromium",
        why: "the page tests drive a real browser",
        purpose: Purpose::Test,
        present: || on_path("chromium").is_some(),
    },
    Need {
        package: "fonts-noto-cjk",
        why: "without Chinese fonts screenshots show boxes",
        purpose: Purpose::Test,
        present: || Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists(),
    },
    Need {
        package: "python3-venv",
        why: "fetches the checking tools and the real test lists",
        purpose: Purpose::Test,
        present: || quietly("python3", &["-c", "import ensurepip, venv"]),
    },
];

pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    prepare(workspace, args.purpose)
}

/// Makes the machine ready for `purpose`; does nothing that is already done.
pub fn prepare(workspace: &Workspace, purpose: Purpose) -> Result<()> {
    check_node()?;
    install_packages(workspace, purpose)?;
    page::install(workspace)?;
    if purpose == Purpose::Test {
        for tool in [Tool::CargoDeny, Tool::Nextest, Tool::Typos] {
            let path = tools::provide(workspace, tool)?;
            println!("setup: {} is {}", tool.name(), place(workspace, &path));
        }
    }
    Ok(())
}

fn place(workspace: &Workspace, path: &Path) -> String {
    path.strip_prefix(&workspace.root).unwrap_or(path).display().to_string()
}

fn install_packages(workspace: &Workspace, purpose: Purpose) -> Result<()> {
    let missing: Vec<&Need> = NEEDS
        .iter()
        .filter(|need| need.purpose == Purpose::Demo || purpose == Purpose::Test)
        .filter(|need| !(need.present)())
        .collect();
    if missing.is_empty() {
        println!("setup: all system packages are present");
        return Ok(());
    }
    for need in &missing {
        println!("setup: {} is missing: {}", need.package, need.why);
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    let install = ["install", "--yes", "--no-install-recommends"];
    let by_hand = format!("apt-get update && apt-get {} {}", install.join(" "), packages.join(" "));
    if on_path("apt-get").is_none() {
        bail!("this machine has no apt-get; install what corresponds to: {}", packages.join(" "));
    }
    if !is_root() {
        bail!("packages are missing and this is not root; run as root: {by_hand}");
    }
    let apt = || Program::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive");
    workspace.run(apt().args(["update", "--quiet"]))?;
    workspace.run(apt().args(install).args(packages))?;
    match missing.iter().find(|need| !(need.present)()) {
        Some(need) => bail!("{} is still missing after: {by_hand}", need.package),
        None => Ok(()),
    }
}

fn check_node() -> Result<()> {
    let wanted = format!("Node {OLDEST_NODE} or newer with npm is needed to build the page");
    if on_path("npm").is_none() {
        bail!("{wanted}; npm was not found");
    }
    let output = Command::new("node").arg("--version").output().with_context(|| wanted.clone())?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    match node_major(&version) {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => bail!("{wanted}; found {version:?}"),
    }
}

fn node_major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

pub fn is_root() -> bool {
    user_id("").is_some_and(|id| id == 0)
}

/// The numeric id of a user, or of the user who runs this when the name is empty.
fn user_id(name: &str) -> Option<u32> {
    let mut command = Command::new("id");
    command.arg("-u");
    if !name.is_empty() {
        command.arg(name);
    }
    let output = command.stderr(Stdio::null()).output().ok()?;
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}

pub fn user_exists(name: &str) -> bool {
    user_id(name).is_some()
}

fn quietly(program: &str, args: &[&str]) -> bool {
    Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_the_number_after_v() {
        assert_eq!(node_major("v20.20.2"), Some(20));
        assert_eq!(node_major("v8.0.0"), Some(8));
        assert_eq!(node_major("20.1"), None);
        assert_eq!(node_major(""), None);
    }

    #[test]
    fn a_demo_needs_no_database_server_and_no_browser() {
        let for_demo: Vec<_> =
            NEEDS.iter().filter(|need| need.purpose == Purpose::Demo).map(|need| need.package).collect();
        assert_eq!(for_demo, ["build-essential"]);
    }
}
