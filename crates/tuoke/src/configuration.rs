//! Where the data is and how to serve it: by flags, by `TUOKE_*` variables, by a file, in this order.

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use anyhow::Context;
use app::{App, Config, Database, SystemClock};
use clap::Args;
use serde::Deserialize;

use crate::{
    alone::Alone,
    sign_in::{OidcArgs, OidcTable},
};

/// Where the data is. Shared by all commands.
#[derive(Clone, Debug, Args)]
pub struct DataArgs {
    /// Folder of the data; embedded SQLite lies in it
    #[arg(long, env = "TUOKE_DATA", default_value = "data")]
    pub data: PathBuf,
    /// PostgreSQL in place of the embedded database (postgres://…)
    #[arg(long, env = "TUOKE_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// The file with the key that seals second factors, the same for all servers on one database; `secret.key` in the
    /// folder of the data where none is named
    #[arg(long, env = "TUOKE_SECRET_KEY_FILE")]
    pub secret_key_file: Option<PathBuf>,
}

impl DataArgs {
    fn database(&self) -> anyhow::Result<Database> {
        match &self.database_url {
            Some(url) => Ok(Database::parse_url(url)?),
            None => Ok(Database::Sqlite(self.data.join("tuoke.sqlite"))),
        }
    }

    /// Whether the embedded database is used.
    pub fn embedded(&self) -> bool {
        self.database_url.is_none()
    }

    /// Refuses a folder in which no database is, before opening would make an empty one.
    pub fn must_exist(&self) -> anyhow::Result<()> {
        if let Database::Sqlite(path) = self.database()? {
            anyhow::ensure!(path.is_file(), "there is no database {}; name the folder with --data", path.display());
        }
        Ok(())
    }

    /// Opens the application without touching the schema.
    pub async fn open(&self, demo: bool) -> anyhow::Result<App> {
        self.open_watching(demo, None).await
    }

    /// The same, with the base of the folders that are watched.
    pub async fn open_watching(&self, demo: bool, import_folder: Option<PathBuf>) -> anyhow::Result<App> {
        let config = Config { data_dir: self.data.clone(), demo, import_folder };
        let database = self.database()?;
        std::fs::create_dir_all(&self.data)
            .with_context(|| format!("the folder {} cannot be made", self.data.display()))?;
        let app = App::open(&database, Arc::new(SystemClock), config).await.context("the database cannot be opened")?;
        Ok(match &self.secret_key_file {
            Some(path) => app.with_secret_key(path.clone()),
            None => app,
        })
    }

    /// Opens the application with the schema of this version. Migrations that are missing are not applied under a server
    /// that runs.
    pub async fn open_migrated(&self, demo: bool) -> anyhow::Result<App> {
        let app = self.open(demo).await?;
        self.migrate(&app).await?;
        Ok(app)
    }

    /// Applies what is missing; answers the names.
    pub async fn migrate(&self, app: &App) -> anyhow::Result<Vec<String>> {
        if app.ready().await? {
            return Ok(Vec::new());
        }
        let _alone = self.alone()?;
        app.migrate().await.context("the migrations cannot be applied")
    }

    /// Held for as long as nobody else may work an embedded database; PostgreSQL sees to its users itself.
    pub fn alone(&self) -> anyhow::Result<Option<Alone>> {
        self.embedded().then(|| Alone::on(&self.data)).transpose()
    }
}

/// How to serve.
#[derive(Clone, Debug, Args)]
pub struct ServeArgs {
    /// Address to listen on; 127.0.0.1:8420 where nothing else is said
    #[arg(long, env = "TUOKE_LISTEN")]
    pub listen: Option<SocketAddr>,
    /// Serve metrics for Prometheus, on 127.0.0.1:9420 where no other address is given
    #[arg(long, env = "TUOKE_METRICS_LISTEN", num_args = 0..=1, default_missing_value = "127.0.0.1:9420")]
    pub metrics_listen: Option<SocketAddr>,
    /// An address or network inside that webhooks may reach beside the internet (127.0.0.1, 10.1.0.0/16); repeatable
    #[arg(long = "webhooks-may-reach", env = "TUOKE_WEBHOOKS_MAY_REACH", value_delimiter = ',')]
    pub webhooks_may_reach: Vec<String>,
    /// Base folder below which folders can be watched for files to import
    #[arg(long, env = "TUOKE_IMPORT_FOLDER")]
    pub import_folder: Option<PathBuf>,
    /// A TOML file with `listen`, `metrics_listen`, `https`, `trusted_proxy`, `max_upload_mb`, `import_folder`, `public_url`,
    /// `webhooks_may_reach`, and identity providers as `[[oidc]]`
    #[arg(long, env = "TUOKE_CONFIG")]
    pub config: Option<PathBuf>,
    /// People reach the server by https: cookies are sent over https only
    #[arg(long, env = "TUOKE_HTTPS")]
    pub https: bool,
    /// A proxy in front writes X-Forwarded-For
    #[arg(long, env = "TUOKE_TRUSTED_PROXY")]
    pub trusted_proxy: bool,
    #[command(flatten)]
    pub oidc: OidcArgs,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ConfigFile {
    listen: Option<SocketAddr>,
    metrics_listen: Option<SocketAddr>,
    https: bool,
    trusted_proxy: bool,
    max_upload_mb: Option<u64>,
    webhooks_may_reach: Vec<String>,
    public_url: Option<String>,
    oidc: Vec<OidcTable>,
    import_folder: Option<PathBuf>,
}

/// What serving needs, from all sources together.
#[derive(Clone, Debug)]
pub struct Serving {
    pub listen: SocketAddr,
    pub metrics_listen: Option<SocketAddr>,
    pub import_folder: Option<PathBuf>,
    pub http: http_api::HttpSettings,
    pub courier: http_api::HttpCourier,
}

const LISTEN: ([u8; 4], u16) = ([127, 0, 0, 1], 8420);

impl ServeArgs {
    pub fn resolve(&self) -> anyhow::Result<Serving> {
        let file = match &self.config {
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .with_context(|| format!("the settings file {} cannot be read", path.display()))?;
                toml::from_str(&text)
                    .with_context(|| format!("the settings file {} is not understood", path.display()))?
            }
            None => ConfigFile::default(),
        };
        let mut http = http_api::HttpSettings {
            https: self.https || file.https,
            trusted_proxy: self.trusted_proxy || file.trusted_proxy,
            oidc: self.oidc.resolve(file.public_url, file.oidc)?,
            ..http_api::HttpSettings::default()
        };
        if let Some(megabytes) = file.max_upload_mb {
            http.max_upload_bytes = megabytes.saturating_mul(1024 * 1024);
        }
        let mut inside = file.webhooks_may_reach;
        inside.extend(self.webhooks_may_reach.iter().cloned());
        let reachable = app::webhooks::Reachable::parse(&inside).map_err(anyhow::Error::msg)?;
        let courier = http_api::HttpCourier::new(reachable)?;
        let listen = self.listen.or(file.listen).unwrap_or_else(|| LISTEN.into());
        let import_folder = self.import_folder.clone().or(file.import_folder);
        Ok(Serving {
            listen,
            metrics_listen: self.metrics_listen.or(file.metrics_listen),
            import_folder,
            http,
            courier,
        })
    }
}
