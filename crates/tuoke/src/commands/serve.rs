//! `tuoke serve`

use std::{net::SocketAddr, process::ExitCode, time::Duration};

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
        let app = self.data.open_watching(self.demo, serving.import_folder.clone()).await?;
        let applied = app.migrate().await.context("the migrations cannot be applied")?;
        if !applied.is_empty() {
            tracing::info!(count = applied.len(), "migrations applied");
        }
        let listener = tokio::net::TcpListener::bind(serving.listen)
            .await
            .with_context(|| format!("the address {} cannot be listened on", serving.listen))?;
        let address = listener.local_addr()?;
        if let Some(address) = serving.metrics_listen {
            serve_metrics(address, &app, serving.http.metrics.clone()).await?;
        }
        app.carry_with(std::sync::Arc::new(serving.courier));
        let mut delivering = tokio::spawn(deliver(app.clone(), self.data.embedded()));
        let mut worker = tokio::spawn(work(app.clone(), self.data.embedded()));
        tokio::spawn(learn_ahead(app.clone()));
        println!("Tuoke serves on http://{address}");
        tracing::info!(%address, "ready");
        let router = http_api::router(app.clone(), serving.http).into_make_service_with_connect_info::<SocketAddr>();
        let stopping = app.clone();
        tokio::spawn(async move {
            signalled().await;
            tracing::info!("stopping");
            stopping.ask_to_stop();
        });
        let until = app.clone();
        let serving = axum::serve(listener, router).with_graceful_shutdown(async move { until.asked_to_stop().await });
        tokio::select! {
            served = serving => served.context("serving ended")?,
            () = out_of_time(&app) => tracing::warn!("requests that still ran are broken off"),
        }
        // a job hands itself back at its next safe point; one broken off is taken up again at the next start all the same
        if tokio::time::timeout(STOPPED_WITHIN, &mut worker).await.is_err() {
            tracing::warn!("a job that still ran is broken off");
            worker.abort();
        }
        if tokio::time::timeout(STOPPED_WITHIN, &mut delivering).await.is_err() {
            tracing::warn!("a delivery that still ran is broken off");
            delivering.abort();
        }
        match tokio::time::timeout(STOPPED_WITHIN, app.close()).await {
            Ok(closed) => closed?,
            Err(_) => tracing::warn!("the database is left without a farewell"),
        }
        tracing::info!("stopped");
        Ok(ExitCode::SUCCESS)
    }
}

/// How long requests that run, then a job, have to come to their end.
const STOPPED_WITHIN: Duration = Duration::from_secs(20);

/// Resolves so long after the process was asked to stop.
async fn out_of_time(app: &app::App) {
    app.asked_to_stop().await;
    tokio::time::sleep(STOPPED_WITHIN).await;
}

/// Serves what is counted on an address of its own, which ends with the process.
async fn serve_metrics(address: SocketAddr, app: &app::App, metrics: http_api::Metrics) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .with_context(|| format!("the address {address} for metrics cannot be listened on"))?;
    let address = listener.local_addr()?;
    if !address.ip().is_loopback() {
        tracing::warn!(%address, "metrics can be read from other machines, without signing in");
    }
    println!("Metrics on http://{address}/metrics");
    let router = http_api::metrics_router(app.clone(), metrics);
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(())
}

/// Works jobs for as long as the server runs; an error of the database is no reason to end.
async fn work(app: app::App, alone: bool) {
    let mut alone = alone;
    loop {
        match app.work(alone, app.asked_to_stop()).await {
            Ok(()) => return,
            Err(error) => tracing::error!(error = ?error, "the worker of jobs begins again"),
        }
        alone = false;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// Reads what closed deals teach while nobody asks yet; whoever asks first tries again.
async fn learn_ahead(app: app::App) {
    if let Err(error) = app.learn_ahead().await {
        tracing::warn!(error = ?error, "closed deals are not read ahead");
    }
}

/// Tells other systems for as long as the server runs; what is broken off is taken up at the next start.
async fn deliver(app: app::App, alone: bool) {
    let mut alone = alone;
    while let Err(error) = app.deliver(alone).await {
        tracing::error!(error = ?error, "the courier begins again");
        alone = false;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn signalled() {
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
