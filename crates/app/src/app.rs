//! The application: a store, a clock, a folder for files, and the settings in force.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{
        Arc, OnceLock, RwLock,
        atomic::{AtomicI64, Ordering},
    },
};

use method::Timestamp;
use store::{Store, Tx, entities::audit_record};
use uuid::Uuid;

use crate::{
    Actor, AppError, Database, UserRef,
    imports::progress::ProgressHub,
    kept::{Kept, Reading},
    people::{RulesInForce, SecretKey},
    settings::SettingsInForce,
};

/// Where the time comes from; tests stand still.
pub trait Clock: Send + Sync + std::fmt::Debug {
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let elapsed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_millis(i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX))
    }
}

/// What the application is told at its start.
#[derive(Clone, Debug)]
pub struct Config {
    /// folder for files that wait to be imported
    pub data_dir: PathBuf,
    /// whether this is the demo, where sign-in names are shown
    pub demo: bool,
    /// the base below which folders can be watched for files to import; none: nowhere
    pub import_folder: Option<PathBuf>,
}

/// The use cases' common ground. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) config: Arc<Config>,
    pub(crate) progress: ProgressHub,
    pub(crate) columns: crate::classes::Columns,
    pub(crate) budgets: crate::budgets::Budgets,
    pub(crate) courier: Arc<std::sync::OnceLock<Arc<dyn crate::webhooks::Courier>>>,
    pub(crate) courier_wake: Arc<tokio::sync::Notify>,
    pub(crate) wake: Arc<tokio::sync::Notify>,
    /// the latest moment of which an identifier was made
    latest: Arc<AtomicI64>,
    stopping: Arc<tokio::sync::watch::Sender<bool>>,
    settings: Arc<RwLock<Option<Arc<SettingsInForce>>>>,
    pub(crate) lessons: crate::deals::KeptLessons,
    names: Arc<RwLock<Option<KeptNames>>>,
    pub(crate) counts: Arc<crate::parties::Counts>,
    list_names: Arc<RwLock<Option<Kept<ListNames>>>>,
    /// when it was last seen that nobody is lent anything
    pub(crate) nothing_lent: Arc<AtomicI64>,
    pub(crate) sign_in_rules: Arc<RwLock<Option<RulesInForce>>>,
    pub(crate) secret_key: Arc<OnceLock<SecretKey>>,
    /// where the key lies, if not in the folder for files
    pub(crate) secret_key_file: Option<PathBuf>,
}

type ListNames = Arc<HashMap<Uuid, String>>;

/// What is kept in memory is read again after so long, so that several servers on one database agree soon.
pub(crate) const KEPT_MS: i64 = 30_000;

/// The names of users as they were at a moment.
#[derive(Clone, Debug)]
struct KeptNames {
    by_id: HashMap<Uuid, String>,
    read_at: i64,
}

impl App {
    pub fn new(store: Store, clock: Arc<dyn Clock>, config: Config) -> Self {
        Self {
            store,
            clock,
            config: Arc::new(config),
            progress: ProgressHub::default(),
            columns: Default::default(),
            budgets: Default::default(),
            courier: Arc::default(),
            courier_wake: Arc::default(),
            wake: Arc::default(),
            latest: Arc::default(),
            stopping: Arc::new(tokio::sync::watch::Sender::new(false)),
            settings: Arc::default(),
            lessons: Default::default(),
            names: Arc::default(),
            counts: Arc::default(),
            list_names: Arc::default(),
            nothing_lent: Arc::new(AtomicI64::new(i64::MIN)),
            sign_in_rules: Arc::default(),
            secret_key: Arc::default(),
            secret_key_file: None,
        }
    }

    /// Opens the database, without touching its schema, and makes the folder for files.
    pub async fn open(database: &Database, clock: Arc<dyn Clock>, config: Config) -> Result<Self, AppError> {
        std::fs::create_dir_all(&config.data_dir)?;
        Ok(Self::new(Store::open(database).await?, clock, config))
    }

    /// Applies the migrations that are missing; answers their names.
    pub async fn migrate(&self) -> Result<Vec<String>, AppError> {
        Ok(self.store.migrate().await?)
    }

    /// Ends all connections; what is committed is on disk.
    pub async fn close(self) -> Result<(), AppError> {
        Ok(self.store.close().await?)
    }

    /// The process is about to end: what takes long stops at its next safe point, and goes on at the next start.
    pub fn ask_to_stop(&self) {
        self.stopping.send_replace(true);
    }

    pub(crate) fn is_stopping(&self) -> bool {
        *self.stopping.borrow()
    }

    /// Resolves when the process is about to end.
    pub async fn asked_to_stop(&self) {
        // the sender lives as long as the application does
        let _ = self.stopping.subscribe().wait_for(|stopping| *stopping).await;
    }

    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The present moment, by the application's clock.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.clock.now().as_millis()
    }

    /// A new identifier. Those of one process never go back, even where the clock does: the audit is read in their order.
    pub(crate) fn new_id(&self) -> Uuid {
        let now = self.now_ms();
        let latest = self.latest.fetch_max(now, Ordering::Relaxed).max(now);
        store::new_id(latest)
    }

    /// The settings in force; read once and kept until one is changed here or half a minute has passed.
    pub(crate) async fn settings(&self) -> Result<Arc<SettingsInForce>, AppError> {
        let now = self.now_ms();
        if let Some(known) = self.settings.read().ok().and_then(|kept| kept.clone())
            && (0..KEPT_MS).contains(&(now - known.read_at))
        {
            return Ok(known);
        }
        let read = Arc::new(SettingsInForce::read(&self.store, now).await?);
        if let Ok(mut kept) = self.settings.write() {
            *kept = Some(read.clone());
        }
        Ok(read)
    }

    pub(crate) fn forget_settings(&self) {
        if let Ok(mut kept) = self.settings.write() {
            *kept = None;
        }
    }

    /// The names of users, kept since every list shows them.
    pub(crate) async fn user_names(&self) -> Result<HashMap<Uuid, String>, AppError> {
        let now = self.now_ms();
        if let Some(known) = self.names.read().ok().and_then(|kept| kept.clone())
            && (0..KEPT_MS).contains(&(now - known.read_at))
        {
            return Ok(known.by_id);
        }
        let by_id: HashMap<Uuid, String> =
            store::people::users(&self.store).await?.into_iter().map(|user| (user.id, user.name)).collect();
        if let Ok(mut kept) = self.names.write() {
            *kept = Some(KeptNames { by_id: by_id.clone(), read_at: now });
        }
        Ok(by_id)
    }

    /// The names of lists, which every line of a list of records shows.
    pub(crate) async fn list_names(&self) -> Result<ListNames, AppError> {
        let reading = Reading::begins(self);
        if let Some(known) = self.list_names.read().ok().and_then(|kept| kept.as_ref()?.at(reading).cloned()) {
            return Ok(known);
        }
        let lists = store::lists::all(&self.store).await?;
        let names: ListNames = Arc::new(lists.into_iter().map(|list| (list.id, list.name)).collect());
        if let Ok(mut kept) = self.list_names.write() {
            *kept = Some(reading.keep(names.clone()));
        }
        Ok(names)
    }

    pub(crate) fn forget_names(&self) {
        if let Ok(mut kept) = self.names.write() {
            *kept = None;
        }
    }

    /// Writes who did what, in the transaction of the change.
    pub(crate) async fn audit(
        &self,
        tx: &Tx,
        actor: &Actor,
        action: &str,
        subject: (&str, &str),
        mut detail: serde_json::Value,
    ) -> Result<(), AppError> {
        if let Some(away) = self.acted_for(tx, actor, subject).await? {
            detail["for"] = away.to_string().into();
        }
        let record = audit_record::Model {
            id: self.new_id(),
            at: self.now_ms(),
            actor_id: actor.id(),
            action: action.to_owned(),
            subject_kind: subject.0.to_owned(),
            subject_id: subject.1.to_owned(),
            detail: detail.to_string(),
        };
        store::audit::append(tx, vec![record]).await?;
        self.tell_of_audited(tx, action, subject, &detail).await
    }
}

/// Names a user where the id is known.
pub(crate) fn user_ref(names: &HashMap<Uuid, String>, id: Option<Uuid>) -> Option<UserRef> {
    let id = id?;
    Some(UserRef { id, name: names.get(&id).cloned().unwrap_or_default() })
}
