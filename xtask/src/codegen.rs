//! Writing generated files anew: the API description from the routes, then the page's client types.

use crate::page;
use crate::workspace::{Program, Workspace};
use anyhow::{Context, Result, bail};

/// The page's client types, below the root.
const CLIENT_TYPES: &str = "web/src/api/schema.d.ts";

pub fn run(workspace: &Workspace) -> Result<()> {
    page::install(workspace)?;
    // with the features of the tests, so that nothing is built a second time
    let tests = ["test", "--workspace", "--features", crate::test::LISTS, "--test", "openapi"];
    workspace.run(Program::cargo().args(tests).env("UPDATE_OPENAPI", "1"))?;
    workspace.run(page::script(workspace, "codegen"))
}

/// Fails when the committed client types are not those of the committed API description.
///
/// That the description itself is current is a test of `http-api`.
pub fn check_client_types(workspace: &Workspace) -> Result<()> {
    let path = workspace.root.join(CLIENT_TYPES);
    let read = || std::fs::read(&path).with_context(|| format!("{CLIENT_TYPES} cannot be read"));
    let committed = read()?;
    workspace.run(page::script(workspace, "codegen"))?;
    if read()? != committed {
        bail!("{CLIENT_TYPES} was out of date; it is new now: look at it and commit it");
    }
    Ok(())
}
