//! `tuoke serve`

use std::{net::SocketAddr, process::ExitCode};

use anyhow::Context;
use clap::Args;

use crate::{
    configuration::{DataArgs, ServeArgs},
    telemetry,
};

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    serve: ServeArgs,
    /// Show the demo's sign-in names on the sign-in page
    #[arg(long, env = "TUOKE_DEMO")]
    demo: bool,
}

impl Serve {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        telemetry::start();
        let serving = self.serve.resolve()?;
        let _alone = self.data.alone()?;
        let app = self.data.open(self.demo).await?;
        let applied = app.migrate().await.context("the migrations cannot be applied")?;
        if !applied.is_empty() {
            tracing::info!(count = applied.len(), "migrations applied");
        }
        let listener = tokio::net::TcpListener::bind(serving.listen)
            .await
            .with_context(|| format!("the address {} cannot be listened on", serving.listen))?;
        let address = listener.local_addr()?;
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let worker = tokio::spawn(work(app.clone(), self.data.embedded(), stopped.clone()));
        println!("Tuoke serves on http://{address}");
        tracing::info!(%address, "ready");
        let router = http_api::router(app.clone(), serving.http).into_make_service_with_connect_info::<SocketAddr>();
        let graceful = async move {
            asked_to_stop().await;
            tracing::info!("stopping");
            let _ = stop.send(true);
        };
        axum::serve(listener, router).with_graceful_shutdown(graceful).await.context("serving ended")?;
        // a job stops at its next safe point or is taken up again at the next start
        worker.abort();
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Works jobs for as long as the server runs; an error of the database is no reason to end.
async fn work(app: app::App, alone: bool, stopped: tokio::sync::watch::Receiver<bool>) {
    let mut alone = alone;
    loop {
        let mut until = stopped.clone();
        let stop = async move {
            let _ = until.wait_for(|stop| *stop).await;
        };
        match app.work(alone, stop).await {
            Ok(()) => return,
            Err(error) => tracing::error!(error = ?error, "the worker of jobs begins again"),
        }
        alone = false;
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    }
}

async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupt.await;
        }
    }
}
