//! The web page's packages and build, repeated only when their sources changed.

use crate::workspace::{Program, Workspace};
use anyhow::{Context, Result};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// What lies in `web/` and is not a source of the built page.
const NOT_SOURCES: &[&str] = &["node_modules", "dist", "e2e", "test-results"];

/// Installs the npm packages when the lock file changed since they were installed.
pub fn install(workspace: &Workspace) -> Result<()> {
    let web = workspace.web();
    let lock = std::fs::read(web.join("package-lock.json")).context("web/package-lock.json cannot be read")?;
    // inside node_modules, so that deleting the packages deletes the stamp
    let stamp = web.join("node_modules/.installed-from");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        println!("setup: npm packages are current");
        return Ok(());
    }
    workspace.run(
        npm(workspace)
            .args(["ci", "--no-audit", "--no-fund"])
            // the page tests use the system's browser
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )?;
    std::fs::write(stamp, lock)?;
    Ok(())
}

/// Builds the page into `web/dist` when one of its sources changed since the last build.
pub fn build(workspace: &Workspace) -> Result<()> {
    let fingerprint = fingerprint(&workspace.web())?;
    let stamp = workspace.target.join("page-built-from");
    let built = workspace.web().join("dist/index.html").exists();
    if built && std::fs::read_to_string(&stamp).is_ok_and(|last| last == fingerprint) {
        println!("page: web/dist is current");
        return Ok(());
    }
    workspace.run(script(workspace, "build"))?;
    std::fs::create_dir_all(&workspace.target)?;
    std::fs::write(stamp, fingerprint)?;
    Ok(())
}

/// One of the scripts of `web/package.json`.
pub fn script(workspace: &Workspace, name: &str) -> Program {
    npm(workspace).args(["run", name])
}

fn npm(workspace: &Workspace) -> Program {
    Program::new("npm").folder(workspace.web())
}

fn fingerprint(web: &Path) -> Result<String> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(web)? {
        let entry = entry?;
        if !NOT_SOURCES.iter().any(|name| entry.file_name() == *name) {
            collect(&entry.path(), &mut files)?;
        }
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.strip_prefix(web).unwrap_or(&file).hash(&mut hasher);
        std::fs::read(&file)?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        files.push(path.to_owned());
    } else if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_follows_the_sources_and_not_the_result() {
        let web = std::env::temp_dir().join(format!("xtask-page-{}", std::process::id()));
        std::fs::create_dir_all(web.join("src/parts")).expect("a temporary folder");
        let source = web.join("src/parts/today.tsx");
        std::fs::write(&source, "one").expect("a source");
        let first = fingerprint(&web).expect("a fingerprint");
        assert_eq!(first, fingerprint(&web).expect("a fingerprint"));
        std::fs::create_dir_all(web.join("dist")).expect("a folder");
        std::fs::write(web.join("dist/index.html"), "built").expect("a result");
        assert_eq!(first, fingerprint(&web).expect("a fingerprint"));
        std::fs::write(&source, "two").expect("a source");
        let second = fingerprint(&web).expect("a fingerprint");
        std::fs::remove_dir_all(&web).expect("the temporary folder");
        assert_ne!(first, second);
    }
}
