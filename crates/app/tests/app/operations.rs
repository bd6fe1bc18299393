//! Backup, restore and copy: everything comes back, or nothing does and it is said why.

use std::{
    collections::BTreeSet,
    io::{Read, Write},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use app::{Actor, App, Config, Database, SystemClock, operations::Manifest};
use serde_json::json;
use store::{Store, entities::audit_record};
use tempfile::TempDir;
use test_support::{TestDatabase, on_both_databases};

use crate::team::{START, Team};

/// An application on a database without any table.
struct Target {
    app: App,
    db: TestDatabase,
    folder: TempDir,
}

impl Target {
    async fn sqlite() -> Self {
        Self::on(TestDatabase::empty_sqlite().await)
    }

    async fn postgres() -> Option<Self> {
        Some(Self::on(TestDatabase::empty_postgres().await?))
    }

    fn on(db: TestDatabase) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let config = Config { data_dir: folder.path().to_owned(), demo: false, import_folder: None };
        Self { app: App::new(db.store().clone(), Arc::new(SystemClock), config), db, folder }
    }
}

/// Records, contacts, an upload that waits: something in many tables.
async fn some_work(team: &Team) {
    let party = team.prospect("张三").await;
    team.log(&team.chen, party, json!({ "outcome": "spoke", "note": "约了下周见" })).await;
    let firm = json!({ "kind": "organisation", "name": "上海元器件分销有限公司", "phones": ["02155550000"] });
    team.party(&team.chen, firm).await;
    let file = team.file("名单.csv", "姓名,手机\n李四,13900139000\n王五,13900139001\n");
    let upload = app::imports::UploadImport { file_name: "名单.csv".to_owned(), ..Default::default() };
    team.app.import_file(&team.chen, &file, upload).await.expect("an upload");
}

async fn backed_up(app: &App, folder: &Path, name: &str) -> (PathBuf, Manifest) {
    let path = folder.join(name);
    let manifest = app.backup(&Actor::system(), &path).await.expect("a backup");
    (path, manifest)
}

/// What went wrong, with every cause.
fn words(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), |source| format!("{error}: {}", words(source)))
}

/// Writes an archive again with one of its parts changed.
fn tampered(path: &Path, entry: &str, change: impl Fn(String) -> String) -> PathBuf {
    let mut from = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let to = path.with_extension(entry.replace('/', "."));
    let mut into = zip::ZipWriter::new(std::fs::File::create(&to).unwrap());
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        into.start_file(&name, zip::write::SimpleFileOptions::default()).unwrap();
        into.write_all(if name == entry { change(text) } else { text }.as_bytes()).unwrap();
    }
    into.finish().unwrap();
    to
}

on_both_databases! {
    async fn a_backup_goes_into_an_empty_database_of_either_kind(team: Team) {
        some_work(&team).await;
        let (path, made) = backed_up(&team.app, team.data_dir(), "all.tuoke").await;
        assert_eq!((made.files.len(), made.made_at), (1, START));
        let mut targets = vec![Target::sqlite().await];
        targets.extend(Target::postgres().await);
        for target in targets {
            let restored = target.app.restore(&Actor::system(), &path).await.unwrap();
            assert_eq!((restored.rows, restored.files), (made.rows(), 1));
            let (_, again) = backed_up(&target.app, target.folder.path(), "again.tuoke").await;
            assert_eq!((again.schema, again.tables, again.files), (made.schema.clone(), made.tables.clone(), made.files.clone()));
            let findings = target.app.check().await.unwrap();
            assert!(findings.iter().all(|finding| finding.fine), "{findings:?}");
            for typed in ["zs", "分销", "8000"] {
                let found = target.app.search(&team.admin, typed, None).await.unwrap();
                assert!(!found.items.is_empty(), "{typed} is not found");
            }
        }
    }

    async fn a_restored_import_goes_on_from_its_file(team: Team) {
        some_work(&team).await;
        let (path, _) = backed_up(&team.app, team.data_dir(), "all.tuoke").await;
        let target = Target::sqlite().await;
        target.app.restore(&Actor::system(), &path).await.unwrap();
        let run = target.app.imports(&team.chen).await.unwrap().remove(0);
        target.app.start_import(&team.chen, run.id).await.unwrap();
        while target.app.work_one().await.unwrap() {}
        let run = target.app.import(&team.chen, run.id).await.unwrap();
        assert_eq!((run.state.as_str(), run.counts.created), ("finished", 2));
    }

    async fn a_copy_there_and_back_is_the_same(team: Team) {
        some_work(&team).await;
        let (_, first) = backed_up(&team.app, team.data_dir(), "first.tuoke").await;
        let middle = if team.db.is_sqlite() { Target::postgres().await } else { Some(Target::sqlite().await) };
        let Some(middle) = middle else { return };
        let back = if team.db.is_sqlite() { Target::sqlite().await } else { Target::postgres().await.unwrap() };
        middle.app.copy_from(&Actor::system(), &team.app).await.unwrap();
        let copied = back.app.copy_from(&Actor::system(), &middle.app).await.unwrap();
        assert_eq!((copied.rows, copied.tables), (first.rows(), first.tables.len()));
        let (_, last) = backed_up(&back.app, back.folder.path(), "last.tuoke").await;
        assert_eq!(last.tables, first.tables);
        assert!(back.app.check().await.unwrap().iter().all(|finding| finding.fine));
    }

    async fn nothing_is_restored_over_something(team: Team) {
        let (path, _) = backed_up(&team.app, team.data_dir(), "all.tuoke").await;
        let refused = words(&team.app.restore(&Actor::system(), &path).await.unwrap_err());
        assert!(refused.contains("the database is not empty"), "{refused}");
        let refused = words(&team.app.copy_from(&Actor::system(), &team.app).await.unwrap_err());
        assert!(refused.contains("the database is not empty"), "{refused}");
        assert_eq!(team.app.users(&team.admin).await.unwrap().len(), 7);
    }

    async fn a_damaged_backup_is_refused_with_the_table_and_nothing_is_kept(team: Team) {
        some_work(&team).await;
        let (path, _) = backed_up(&team.app, team.data_dir(), "all.tuoke").await;
        let target = if team.db.is_sqlite() { Target::sqlite().await } else { Target::postgres().await.unwrap() };
        let changed = tampered(&path, "tables/party.jsonl", |text| text.replace("张三", "张四"));
        let shortened = |text: String| text.split_inclusive('\n').skip(1).collect::<String>();
        for (changed, table) in [
            (changed, "the table party"),
            (tampered(&path, "tables/audit_record.jsonl", shortened), "the table audit_record"),
        ] {
            let refused = words(&target.app.restore(&Actor::system(), &changed).await.unwrap_err());
            assert!(refused.contains("damaged") && refused.contains(table), "{refused}");
        }
        assert!(target.db.store().describe_schema().await.unwrap().is_empty());
        // and with the whole one it works
        target.app.restore(&Actor::system(), &path).await.unwrap();
    }

    async fn a_backup_of_a_newer_version_is_refused_by_name(team: Team) {
        let (path, made) = backed_up(&team.app, team.data_dir(), "all.tuoke").await;
        let last = made.schema.last().unwrap().clone();
        let newer = tampered(&path, "manifest.json", |text| text.replace(&last, "m9999_from_the_future"));
        let target = Target::sqlite().await;
        let refused = words(&target.app.restore(&Actor::system(), &newer).await.unwrap_err());
        assert!(refused.contains("newer version") && refused.contains("m9999_from_the_future"), "{refused}");
    }

    /// Writers go on all the while; each writes two rows at once, and notes them once they are committed.
    async fn a_backup_under_load_has_all_that_was_acknowledged_and_nothing_half(team: Team) {
        let acknowledged = Arc::new(Mutex::new(BTreeSet::new()));
        let stop = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..3)
            .map(|writer| {
                let (store, acknowledged, stop) = (team.db.store().clone(), acknowledged.clone(), stop.clone());
                tokio::spawn(async move {
                    for turn in 0.. {
                        if stop.load(Ordering::SeqCst) {
                            break;
                        }
                        let name = format!("w{writer}-{turn}");
                        write_twice(&store, &name).await;
                        acknowledged.lock().unwrap().insert(name);
                    }
                })
            })
            .collect();
        while acknowledged.lock().unwrap().len() < 60 {
            tokio::task::yield_now().await;
        }
        let before = acknowledged.lock().unwrap().clone();
        let (path, _) = backed_up(&team.app, team.data_dir(), "busy.tuoke").await;
        stop.store(true, Ordering::SeqCst);
        for writer in writers {
            writer.await.unwrap();
        }
        let target = Target::sqlite().await;
        target.app.restore(&Actor::system(), &path).await.unwrap();
        let sql = "SELECT subject_id AS s FROM audit_record WHERE action = 'load' ORDER BY subject_id";
        let rows = target.db.lines(sql, "s").await;
        assert!(rows.len() % 2 == 0 && rows.chunks(2).all(|pair| pair[0] == pair[1]), "half of something is there");
        let there: BTreeSet<String> = rows.into_iter().collect();
        assert!(before.is_subset(&there), "lost: {:?}", before.difference(&there));
    }
}

async fn write_twice(store: &Store, name: &str) {
    let row = || audit_record::Model {
        id: store::new_id(START.as_millis()),
        at: START.as_millis(),
        actor_id: None,
        action: "load".to_owned(),
        subject_kind: "test".to_owned(),
        subject_id: name.to_owned(),
        detail: "{}".to_owned(),
    };
    let tx = store.begin().await.unwrap();
    store::audit::append(&tx, vec![row()]).await.unwrap();
    store::audit::append(&tx, vec![row()]).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn only_administrators_take_everything_away() {
    let team = Team::sqlite().await;
    for actor in [&team.chen, &team.lin, &team.ana] {
        let path = team.data_dir().join("mine.tuoke");
        let refused = team.app.backup(actor, &path).await.unwrap_err();
        assert_eq!(refused.to_string(), "your role does not allow this");
        assert!(!path.exists());
    }
}

#[tokio::test]
async fn a_backup_overwrites_nothing_and_a_strange_file_is_no_backup() {
    let team = Team::sqlite().await;
    let path = team.file("all.tuoke", "something else");
    let refused = team.app.backup(&Actor::system(), &path).await.unwrap_err().to_string();
    assert!(refused.contains("never overwrites"), "{refused}");
    let refused = Target::sqlite().await.app.restore(&Actor::system(), &path).await.unwrap_err().to_string();
    assert!(refused.contains("is no backup of Tuoke"), "{refused}");
    assert_eq!(std::fs::read(&path).unwrap(), b"something else");
}

#[tokio::test]
async fn there_is_nothing_to_back_up_without_tables() {
    let target = Target::sqlite().await;
    let path = target.folder.path().join("none.tuoke");
    assert!(target.app.backup(&Actor::system(), &path).await.is_err());
    assert_eq!(std::fs::read_dir(target.folder.path()).unwrap().count(), 0, "an unfinished file was left");
    assert!(matches!(target.db.location(), Database::Sqlite(_)));
}

#[tokio::test]
async fn an_import_asked_to_stop_is_handed_back_and_goes_on_at_the_next_start() {
    let team = Team::sqlite().await;
    let rows: String = (0..3_000).map(|i| format!("客户{i},139{i:08}\n")).collect();
    let file = team.file("long.csv", format!("姓名,手机\n{rows}"));
    let upload = app::imports::UploadImport { file_name: "long.csv".to_owned(), ..Default::default() };
    let run = team.app.import_file(&team.chen, &file, upload).await.unwrap().id;
    team.app.start_import(&team.chen, run).await.unwrap();
    team.app.ask_to_stop();
    assert!(team.app.work_one().await.unwrap());
    let stopped = team.app.import(&team.chen, run).await.unwrap();
    assert_eq!((stopped.state.as_str(), stopped.counts.read), ("running", 500));

    let config = Config { data_dir: team.data_dir().to_owned(), demo: false, import_folder: None };
    let next = App::open(team.db.location(), team.clock.clone(), config).await.unwrap();
    while next.work_one().await.unwrap() {}
    let ended = next.import(&team.chen, run).await.unwrap();
    assert_eq!((ended.state.as_str(), ended.counts.read, ended.counts.created), ("finished", 3_000, 3_000));
}
