//! The first page in a browser: how much script it loads, and when a person can use it.

use std::net::SocketAddr;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::http::Client;
use crate::product::{PASSWORD, Person};
use crate::workspace::{Program, Workspace, on_path};

/// What the browser counted, opening Today with an empty cache as somebody who is signed in.
#[derive(Debug)]
pub struct FirstPage {
    /// Bytes of script as they were sent, compressed.
    pub script: u64,
    /// Milliseconds from the start of the navigation until the first line of the worklist stands there: the median.
    pub usable: f64,
}

/// None where there is no browser, the page's packages are not installed, or the program was built without the page.
pub fn open(workspace: &Workspace, address: SocketAddr) -> Result<Option<FirstPage>> {
    let Some(browser) = on_path("chromium") else { return Ok(None) };
    let page = Client::connect(address, None)?.get("/")?;
    if !workspace.web().join("node_modules").exists() || !String::from_utf8_lossy(&page).contains("<script") {
        return Ok(None);
    }
    let script = workspace.web().join("scripts/first-page.mjs");
    let program = Program::new("node")
        .path(&script)
        .args([format!("http://{address}"), Person::Seller.email().to_owned(), PASSWORD.to_owned()])
        .env("TUOKE_CHROMIUM", browser.display().to_string())
        .folder(workspace.web());
    let counted: Value = serde_json::from_str(&workspace.read(program)?).context("the browser counted nothing")?;
    let script = counted["script_bytes"].as_u64().context("no bytes of script")?;
    let usable = counted["usable_ms"].as_f64().context("no time")?;
    Ok(Some(FirstPage { script, usable }))
}
