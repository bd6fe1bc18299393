//! Where the project is, and how a chore runs another program in it.
//!
//! Every program is announced with its whole command line before it runs, so that a failure can be
//! repeated by hand, and gets no standard input, so that nothing can wait for an answer.

use crate::test::LISTS;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The project as `cargo metadata` describes it.
#[derive(Debug)]
pub struct Workspace {
    pub root: PathBuf,
    pub target: PathBuf,
    pub metadata: Value,
}

impl Workspace {
    pub fn find() -> Result<Self> {
        let output = Command::new(cargo())
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .context("cannot run cargo metadata")?;
        if !output.status.success() {
            bail!("cargo metadata failed");
        }
        let metadata: Value = serde_json::from_slice(&output.stdout)?;
        let path = |key: &str| {
            metadata[key].as_str().map(PathBuf::from).with_context(|| format!("cargo metadata names no {key}"))
        };
        Ok(Self { root: path("workspace_root")?, target: path("target_directory")?, metadata })
    }

    pub fn web(&self) -> PathBuf {
        self.root.join("web")
    }

    /// The product's binary as built with `profile`.
    pub fn tuoke(&self, profile: &str) -> PathBuf {
        let folder = if profile == "dev" { "debug" } else { profile };
        self.target.join(folder).join("tuoke")
    }

    /// Builds the product's binary with `profile` and says where it is.
    pub fn build_tuoke(&self, profile: &str) -> Result<PathBuf> {
        self.run(Program::cargo().args(["build", "--locked", "--package", "tuoke"]).args(["--profile", profile]))?;
        Ok(self.tuoke(profile))
    }

    /// The binary that the tests of the program run, built as they are: by itself it would have its libraries built a
    /// second time, since their features are others without the tests.
    pub fn build_tested_tuoke(&self) -> Result<PathBuf> {
        self.run(Program::cargo().args(["test", "--no-run", "--locked", "--workspace", "--features", LISTS]))?;
        Ok(self.tuoke("dev"))
    }

    /// Builds examples, with the features of the tests so that no library is built a second time, and says in which folder they
    /// are.
    pub fn build_examples(&self, profile: &str, names: &[&str]) -> Result<PathBuf> {
        let build = Program::cargo().args(["build", "--quiet", "--locked", "--workspace", "--features", LISTS]);
        let examples = names.iter().flat_map(|name| ["--example", *name]);
        self.run(build.args(["--profile", profile]).args(examples))?;
        Ok(self.tuoke(profile).with_file_name("examples"))
    }

    /// Runs a program in the project's root, with its output shown, and fails when it fails.
    pub fn run(&self, program: Program) -> Result<()> {
        let line = program.line();
        println!("$ {line}");
        let status = self.command(&program).status().with_context(|| format!("cannot start: {line}"))?;
        if !status.success() {
            bail!("failed ({status}): {line}");
        }
        Ok(())
    }

    /// Runs a program and returns what it printed; its errors are shown.
    pub fn read(&self, program: Program) -> Result<String> {
        let line = program.line();
        let output = self
            .command(&program)
            .stderr(Stdio::inherit())
            .output()
            .with_context(|| format!("cannot start: {line}"))?;
        if !output.status.success() {
            bail!("failed ({}): {line}", output.status);
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// The prepared command of a program, for a caller that manages the process itself.
    pub fn command(&self, program: &Program) -> Command {
        let mut command = Command::new(&program.name);
        // what cargo says of this chore's own package: build scripts look at it, and a crate of theirs would be built anew
        // whenever cargo is started once from here and once by hand
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(|name| OF_THIS_PACKAGE.iter().any(|start| name.starts_with(start))) {
                command.env_remove(name);
            }
        }
        command
            .args(&program.args)
            .envs(program.env.iter().cloned())
            .current_dir(program.folder.as_ref().unwrap_or(&self.root))
            .stdin(Stdio::null());
        command
    }
}

/// A program with its arguments, before it runs.
#[derive(Debug, Clone)]
pub struct Program {
    name: String,
    args: Vec<String>,
    env: Vec<(String, String)>,
    folder: Option<PathBuf>,
}

/// Beginnings of the variables that `cargo run` sets for the package it runs.
const OF_THIS_PACKAGE: [&str; 2] = ["CARGO_PKG_", "CARGO_MANIFEST_"];

impl Program {
    pub fn new(name: impl AsRef<Path>) -> Self {
        Self { name: name.as_ref().display().to_string(), args: Vec::new(), env: Vec::new(), folder: None }
    }

    /// A program that is told to end when this chore dies without ending it, where the system can do that.
    pub fn dying_with_us(name: impl AsRef<Path>, signal: &str) -> Self {
        match on_path("setpriv") {
            Some(setpriv) => Self::new(setpriv).args(["--pdeathsig", signal]).path(name.as_ref()),
            None => Self::new(name),
        }
    }

    /// The cargo that runs this chore, so that toolchains never mix.
    pub fn cargo() -> Self {
        Self::new(cargo())
    }

    /// The program that writes the lists for `real-data` and `bench`; its arguments follow.
    pub fn compose_lists() -> Self {
        Self::cargo().args(["run", "--quiet", "--locked", "--package", "xtask", "--features", "lists"]).args([
            "--bin",
            "compose-lists",
            "--",
        ])
    }

    pub fn args<T: Into<String>>(mut self, args: impl IntoIterator<Item = T>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    pub fn path(mut self, path: &Path) -> Self {
        self.args.push(path.display().to_string());
        self
    }

    pub fn env(mut self, key: &str, value: impl Into<String>) -> Self {
        self.env.push((key.to_owned(), value.into()));
        self
    }

    pub fn folder(mut self, folder: PathBuf) -> Self {
        self.folder = Some(folder);
        self
    }

    fn line(&self) -> String {
        let name =
            Path::new(&self.name).file_name().map_or(self.name.clone(), |name| name.to_string_lossy().into_owned());
        let env = self.env.iter().map(|(key, value)| format!("{key}={value}"));
        env.chain([name]).chain(self.args.iter().cloned()).collect::<Vec<_>>().join(" ")
    }
}

fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

/// The first folder of `PATH` that holds `program`.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|candidate| candidate.is_file())
}
