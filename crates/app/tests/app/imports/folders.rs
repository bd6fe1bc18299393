//! Watched folders: a file that no longer grows is imported once, and put away with its reasons.

use std::path::{Path, PathBuf};

use app::{
    App, Config,
    imports::{ImportFolder, ImportFolderFile},
};
use serde_json::json;
use tempfile::TempDir;
use test_support::on_both_databases;

use super::{
    resuming::{killed_after, name},
    upload_by,
};
use crate::team::{HOUR, MINUTE, Team, code, read, wrong_fields};

const FILE: &str = "姓名,手机\n张三,13800138000\n,13700137000\n";

/// A server with a base folder in which `crm` lies, watched every hour.
struct Watched {
    app: App,
    base: TempDir,
    folder: ImportFolder,
}

async fn server(team: &Team, base: &Path) -> App {
    let config = Config { data_dir: team.data_dir().to_owned(), demo: false, import_folder: Some(base.to_owned()) };
    App::open(team.db.location(), team.clock.clone(), config).await.unwrap()
}

impl Watched {
    async fn new(team: &Team) -> Self {
        let base = tempfile::tempdir().unwrap();
        std::fs::create_dir(base.path().join("crm")).unwrap();
        let app = server(team, base.path()).await;
        let import = upload_by(team, &team.admin, "sample.csv", "姓名,手机\n王五,13600136000\n").await.unwrap();
        let save = json!({ "import_id": import.id, "name": "系统导出", "shared": true });
        let template = app.save_template(&team.admin, read(save)).await.unwrap().id;
        let asked = json!({
            "path": "crm", "template_id": template, "list_id": import.list.id, "holder_id": team.chen.user,
            "every_minutes": 60, "daily_at": null, "time_zone": null,
        });
        let folder = app.watch_folder(&team.admin, read(asked)).await.unwrap();
        Self { app, base, folder }
    }

    fn crm(&self) -> PathBuf {
        self.base.path().join("crm")
    }

    fn put(&self, name: &str, content: &str) {
        std::fs::write(self.crm().join(name), content).unwrap();
    }

    /// Goes on for a while, then looks where it is time to.
    async fn look_after(&self, team: &Team, milliseconds: i64) {
        team.clock.forward(milliseconds);
        self.app.ask_for_looks().await.unwrap();
        while self.app.work_one().await.unwrap() {}
    }

    async fn seen(&self, team: &Team) -> Vec<String> {
        let files = self.app.import_folder_files(&team.admin, self.folder.id).await.unwrap();
        let line = |file: ImportFolderFile| match file.error {
            Some(error) => format!("{} {} {}", file.name, file.state, error.code),
            None => format!("{} {}", file.name, file.state),
        };
        files.into_iter().map(line).collect()
    }

    fn lies(&self, path: &str) -> bool {
        self.crm().join(path).is_file()
    }
}

async fn parties(team: &Team) -> usize {
    store::parties::after_position(team.db.store(), 0, 10_000).await.unwrap().len()
}

on_both_databases! {
    async fn a_file_is_imported_when_it_no_longer_grows_and_put_away_with_its_reasons(team: Team) {
        let watched = Watched::new(&team).await;
        watched.put("list.csv", "姓名,手机\n");
        watched.look_after(&team, 0).await;
        assert_eq!(watched.seen(&team).await, ["list.csv seen"]);
        watched.put("list.csv", FILE);
        watched.look_after(&team, MINUTE).await;
        assert_eq!((watched.seen(&team).await, parties(&team).await), (vec!["list.csv seen".to_owned()], 0));
        watched.look_after(&team, MINUTE).await;
        assert_eq!((watched.seen(&team).await, parties(&team).await), (vec!["list.csv done".to_owned()], 1));
        assert!(watched.lies("done/list.csv") && !watched.lies("list.csv"));
        let reasons = std::fs::read_to_string(watched.crm().join("done/list.csv.reasons.csv")).unwrap();
        assert!(reasons.contains("name_missing"), "{reasons}");
        let party = &store::parties::after_position(team.db.store(), 0, 1).await.unwrap()[0];
        assert_eq!((party.owner_id, party.team_id), (Some(team.chen.user), Some(team.north)));
        assert_eq!(team.faults().await, Vec::<String>::new());
    }

    async fn the_same_content_is_imported_once_whatever_it_is_called(team: Team) {
        let watched = Watched::new(&team).await;
        watched.put("list.csv", FILE);
        watched.look_after(&team, 0).await;
        watched.look_after(&team, MINUTE).await;
        watched.put("copy.csv", FILE);
        watched.look_after(&team, HOUR).await;
        watched.look_after(&team, MINUTE).await;
        assert_eq!(watched.seen(&team).await, ["copy.csv known", "list.csv done"]);
        assert_eq!(parties(&team).await, 1);
        assert_eq!(watched.app.imports(&team.admin).await.unwrap().len(), 2, "the sample and the file");
        assert!(watched.lies("done/copy.csv"));
    }

    async fn a_file_that_does_not_fit_fails_with_an_alert_and_once(team: Team) {
        let watched = Watched::new(&team).await;
        watched.put("other.csv", "货号,数量\nA1,5\nA2,6\n");
        watched.put("photo.csv", "\u{89}PNG\u{0}\u{0}\u{1}");
        watched.look_after(&team, 0).await;
        watched.look_after(&team, MINUTE).await;
        let mut seen = watched.seen(&team).await;
        seen.sort();
        assert_eq!(seen, ["other.csv failed template_does_not_fit", "photo.csv failed file_not_a_table"]);
        let reason = std::fs::read_to_string(watched.crm().join("failed/other.csv.reason.txt")).unwrap();
        assert!(reason.contains("姓名"), "{reason}");
        let alerts = team.app.alerts(&team.admin).await.unwrap();
        assert_eq!(alerts.iter().map(|alert| alert.kind.as_str()).collect::<Vec<_>>(), ["folder_import"]);
        watched.look_after(&team, HOUR).await;
        watched.look_after(&team, MINUTE).await;
        assert_eq!(parties(&team).await, 0);
        let folders = watched.app.import_folders(&team.admin).await.unwrap();
        assert!(folders.folders[0].error.is_none(), "the last look met nothing");
    }

    async fn of_two_processes_one_looks(team: Team) {
        let watched = Watched::new(&team).await;
        let other = server(&team, watched.base.path()).await;
        watched.put("list.csv", FILE);
        for later in [0, MINUTE] {
            team.clock.forward(later);
            let (one, two) = tokio::join!(watched.app.ask_for_looks(), other.ask_for_looks());
            one.unwrap();
            two.unwrap();
            while watched.app.work_one().await.unwrap() || other.work_one().await.unwrap() {}
        }
        assert_eq!(watched.seen(&team).await, ["list.csv done"]);
        let counts = team.app.vitals().await.unwrap();
        let looks: i64 = counts.jobs.iter().filter(|(kind, ..)| kind == "folder").map(|(.., count)| count).sum();
        assert_eq!((looks, parties(&team).await), (2, 1));
    }

    async fn a_look_that_was_killed_is_taken_up_again_without_doubles(team: Team) {
        let watched = Watched::new(&team).await;
        let rows: String = (0..3_000).map(|i| format!("{},139{i:08}\n", name(i))).collect();
        watched.put("list.csv", &format!("姓名,手机\n{rows}"));
        watched.look_after(&team, 0).await;
        team.clock.forward(MINUTE);
        watched.app.ask_for_looks().await.unwrap();
        let mut deaths = 0;
        for steps in [5, 30, 80, 150, 300].into_iter().chain(std::iter::repeat(1_000_000)) {
            let app = server(&team, watched.base.path()).await;
            if killed_after(steps, app.work(true, std::future::ready(()))).await {
                break;
            }
            deaths += 1;
        }
        assert!(deaths >= 2, "it was killed {deaths} times");
        assert_eq!(watched.seen(&team).await, ["list.csv done"]);
        assert_eq!(parties(&team).await, 3_000);
        assert_eq!(team.faults().await, Vec::<String>::new());
    }

    async fn folders_outside_the_base_wrong_times_and_unknown_targets_are_refused(team: Team) {
        let watched = Watched::new(&team).await;
        let base = watched.base.path();
        std::fs::create_dir_all(base.join("two")).unwrap();
        let whole = |path: &str| {
            json!({
                "path": path, "template_id": watched.folder.template.id, "list_id": watched.folder.list.id,
                "holder_id": null, "every_minutes": 5, "daily_at": null, "time_zone": null,
            })
        };
        let watch = async |asked| wrong_fields(watched.app.watch_folder(&team.admin, read(asked)).await);
        for outside in ["../x", "/etc", "two/../../x", ""] {
            assert_eq!(watch(whole(outside)).await, ["/path folder_outside"], "{outside}");
        }
        assert_eq!(watch(whole("gone")).await, ["/path folder_missing"]);
        assert_eq!(watch(whole("crm/")).await, ["/path taken"]);
        let with = |field: &str, value: serde_json::Value| {
            let mut asked = whole("two");
            asked[field] = value;
            asked
        };
        assert_eq!(watch(with("daily_at", json!("02:00"))).await, ["/every_minutes required"]);
        assert_eq!(watch(with("time_zone", json!("Mars"))).await, ["/time_zone unknown"]);
        assert_eq!(watch(with("template_id", json!(team.root))).await, ["/template_id unknown"]);
        assert_eq!(watch(with("list_id", json!(team.root))).await, ["/list_id unknown"]);
        assert_eq!(watch(with("holder_id", json!(team.root))).await, ["/holder_id unknown"]);
        let unset = team.app.watch_folder(&team.admin, read(whole("two"))).await;
        assert_eq!(code(unset), "import_folder_not_set");
        for refused in [&team.chen, &team.lin, &team.ana] {
            assert_eq!(code(watched.app.import_folders(refused).await), "forbidden");
            assert_eq!(code(watched.app.watch_folder(refused, read(whole("two"))).await), "forbidden");
            assert_eq!(code(watched.app.look_at_folder(refused, watched.folder.id).await), "forbidden");
        }
    }

    async fn a_folder_that_somebody_else_changed_is_not_changed_unseen(team: Team) {
        let watched = Watched::new(&team).await;
        let (app, id, read_at) = (&watched.app, watched.folder.id, watched.folder.version);
        let asked = |minutes: i32| read(json!({ "every_minutes": minutes, "version": read_at }));
        let first = app.edit_folder(&team.admin, id, asked(30)).await.unwrap();
        assert_eq!(first.version, read_at + 1);
        assert_eq!(code(app.edit_folder(&team.admin, id, asked(90)).await), "changed_meanwhile");
        assert_eq!(code(app.unwatch_folder(&team.admin, id, Some(read_at)).await), "changed_meanwhile");
        // looking is no change of how it is watched
        watched.look_after(&team, HOUR).await;
        let now = app.import_folder(&team.admin, id).await.unwrap();
        assert_eq!((now.every_minutes, now.version), (Some(30), first.version));
    }

    async fn a_resting_folder_is_not_looked_at_until_somebody_asks(team: Team) {
        let watched = Watched::new(&team).await;
        watched.app.edit_folder(&team.admin, watched.folder.id, read(json!({ "active": false }))).await.unwrap();
        watched.put("list.csv", FILE);
        watched.look_after(&team, HOUR).await;
        assert!(watched.seen(&team).await.is_empty());
        watched.app.look_at_folder(&team.admin, watched.folder.id).await.unwrap();
        watched.look_after(&team, 0).await;
        assert_eq!(watched.seen(&team).await, ["list.csv seen"]);
        let in_use = watched.app.delete_template(&team.admin, watched.folder.template.id, None).await;
        assert_eq!(code(in_use), "template_in_use");
        watched.app.unwatch_folder(&team.admin, watched.folder.id, None).await.unwrap();
        assert!(watched.app.import_folders(&team.admin).await.unwrap().folders.is_empty());
    }
}
