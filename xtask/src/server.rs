//! A running `tuoke serve`, ended when it is dropped.

use std::net::{SocketAddr, TcpListener};
use std::process::Child;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::http::Client;
use crate::process;
use crate::workspace::{Program, Workspace};

const READY_LIMIT: Duration = Duration::from_secs(60);

#[derive(Debug)]
pub struct Server {
    child: Child,
    ready_after: Duration,
}

impl Server {
    /// Starts the program and waits until the server on `address` says that it is ready.
    pub fn start(workspace: &Workspace, program: &Program, address: SocketAddr) -> Result<Self> {
        // a server that is there already would answer in place of the new one
        TcpListener::bind(address).with_context(|| format!("{address} cannot be served on"))?;
        let since = Instant::now();
        let child = workspace.command(program).spawn().context("cannot start the server")?;
        let mut server = Self { child, ready_after: Duration::ZERO };
        server.wait_until_ready(address)?;
        server.ready_after = since.elapsed();
        Ok(server)
    }

    /// From the start of the program to the first answer that it is ready.
    pub fn ready_after(&self) -> Duration {
        self.ready_after
    }

    /// Bytes of memory that the server holds now, where the system tells.
    pub fn memory(&self) -> Option<u64> {
        process::resident(self.child.id())
    }

    /// Waits until the server ends by itself, as on Ctrl-C.
    pub fn wait(mut self) -> Result<()> {
        let status = self.child.wait()?;
        if !status.success() {
            bail!("the server ended: {status}");
        }
        Ok(())
    }

    fn wait_until_ready(&mut self, address: SocketAddr) -> Result<()> {
        let since = Instant::now();
        while since.elapsed() < READY_LIMIT {
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended before it was ready: {status}");
            }
            let ready = Client::connect(address, None).and_then(|mut client| client.get("/readyz"));
            if ready.is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        bail!("the server was not ready after {READY_LIMIT:?}")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
