//! The program as somebody runs it who imports files: files that attack, a full disk, a kill, an undo.

use std::{
    path::Path,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;
use tempfile::TempDir;

fn tuoke(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tuoke"));
    command.args(arguments).arg("--data").arg(data);
    for name in ["TUOKE_DATABASE_URL", "TUOKE_CONFIG", "TUOKE_IMPORT_FOLDER"] {
        command.env_remove(name);
    }
    command
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn done(data: &Path, arguments: &[&str]) -> String {
    let output = tuoke(data, arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", told(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// A list of so many names.
fn list(names: usize) -> String {
    let rows: String = (0..names)
        .map(|i| {
            let given = char::from_u32(0x4E00 + (i as u32 * 7) % 8_000).unwrap();
            let other = char::from_u32(0x5000 + (i as u32 * 13) % 6_000).unwrap();
            format!("王{given}{other},139{i:08}\n")
        })
        .collect();
    format!("姓名,手机\n{rows}")
}

fn written(folder: &TempDir, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

/// What `tuoke check` found wrong, and a count of it.
fn checked(data: &Path, name: &str) -> (Vec<String>, i64) {
    let findings: Vec<Value> = serde_json::from_str(&done(data, &["check", "--json"])).unwrap();
    let wrong = findings.iter().filter(|finding| finding["fine"] == false);
    let count = findings.iter().find(|finding| finding["name"] == name).unwrap()["count"].as_i64().unwrap();
    (wrong.map(|finding| finding["name"].to_string()).collect(), count)
}

#[test]
fn a_file_that_cannot_be_read_ends_with_two_and_one_clear_line() {
    let folder = tempfile::tempdir().unwrap();
    let files: [(&str, &[u8]); 5] = [
        ("empty.csv", b""),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00"),
        ("program.xlsx", b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00"),
        ("broken.xlsx", b"PK\x03\x04 this is no workbook"),
        ("secret.xlsx", include_bytes!("../../tables/tests/fixtures/password.xlsx")),
    ];
    for (name, bytes) in files {
        let path = written(&folder, name, bytes);
        let output = tuoke(folder.path(), &["import", &path, "--list", "坏文件"]).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{name}: {}", told(&output));
        assert_eq!(told(&output).lines().count(), 1, "{name}: {}", told(&output));
        assert!(told(&output).contains(name), "{}", told(&output));
    }
    assert_eq!(checked(folder.path(), "parties"), (vec![], 0));
}

#[test]
fn an_import_is_undone_by_its_id_and_previewed_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(&folder, "list.csv", list(300));
    let report: Value =
        serde_json::from_str(&done(folder.path(), &["import", &path, "--list", "展会", "--json"])).unwrap();
    let id = report["id"].as_str().unwrap();
    let preview: Value =
        serde_json::from_str(&done(folder.path(), &["import", "--undo", id, "--preview", "--json"])).unwrap();
    assert_eq!((&preview["goes"], &preview["stays"]), (&Value::from(300), &Value::from(0)));
    let undone: Value = serde_json::from_str(&done(folder.path(), &["import", "--undo", id, "--json"])).unwrap();
    assert_eq!((&undone["state"], &undone["undone"]), (&Value::from("undone"), &Value::from(300)));
    assert_eq!(checked(folder.path(), "parties"), (vec![], 0));
    assert!(!tuoke(folder.path(), &["import", "--undo", id]).output().unwrap().status.success(), "only once");
}

/// The limit on the size of a file stands for a disk that is full: writing fails in the same places.
fn with_little_room(data: &Path, arguments: &[&str], kilobytes: u32) -> Output {
    let script = format!("trap '' XFSZ; ulimit -f {kilobytes}; exec \"$@\"");
    let mut command = Command::new("bash");
    command.args(["-c", &script, "bash", env!("CARGO_BIN_EXE_tuoke")]).args(arguments).arg("--data").arg(data);
    command.env_remove("TUOKE_DATABASE_URL").output().unwrap()
}

#[test]
fn a_disk_that_is_full_while_a_file_is_taken_over_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    done(folder.path(), &["migrate"]);
    let path = written(&folder, "list.csv", list(200_000));
    let output = with_little_room(folder.path(), &["import", &path, "--list", "大名单"], 2_000);
    assert!(matches!(output.status.code(), Some(1 | 2)), "{:?} {}", output.status, told(&output));
    assert!(!told(&output).is_empty());
    let left = std::fs::read_dir(folder.path().join("imports")).map_or(0, Iterator::count);
    assert_eq!(left, 0, "no part of the file stays");
    assert_eq!(checked(folder.path(), "parties"), (vec![], 0));
}

#[test]
fn a_disk_that_is_full_while_rows_are_written_costs_no_row_and_doubles_none() {
    let folder = tempfile::tempdir().unwrap();
    done(folder.path(), &["migrate"]);
    let path = written(&folder, "list.csv", list(12_000));
    let output = with_little_room(folder.path(), &["import", &path, "--list", "大名单", "--json"], 6_000);
    assert!(!output.status.success(), "there was room enough: {}", String::from_utf8_lossy(&output.stdout));
    let (faults, parties) = checked(folder.path(), "parties");
    let (_, rows) = checked(folder.path(), "import rows");
    assert_eq!(faults, Vec::<String>::new(), "what is written is whole");
    assert!(parties <= rows && rows < 12_000, "{parties} of {rows}");
}

#[test]
fn an_import_killed_in_the_middle_is_taken_up_by_the_next_server() {
    let folder = tempfile::tempdir().unwrap();
    done(folder.path(), &["migrate"]);
    let path = written(&folder, "list.csv", list(15_000));
    let mut import = tuoke(folder.path(), &["import", &path, "--list", "大名单"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let began = Instant::now();
    while checked(folder.path(), "import rows").1 == 0 && began.elapsed() < Duration::from_secs(60) {}
    import.kill().unwrap();
    import.wait().unwrap();
    let (faults, before) = checked(folder.path(), "parties");
    assert!(faults.is_empty(), "{faults:?}");
    // a server is alone on an embedded database, and takes up at its start what a killed process left
    let mut server = tuoke(folder.path(), &["serve", "--listen", "127.0.0.1:0"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let began = Instant::now();
    while checked(folder.path(), "import rows").1 < 15_000 && began.elapsed() < Duration::from_secs(120) {}
    let _ = server.kill();
    let _ = server.wait();
    let (faults, after) = checked(folder.path(), "parties");
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(checked(folder.path(), "import rows").1, 15_000);
    assert!(before < after && after <= 15_000, "{before} before the kill, {after} in the end");
}

#[test]
fn opp_1_a_file_of_deals_is_looked_at_imported_once_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let text = "商机编号,商机名称,客户名称,金额（万元）,销售阶段,结单日期,创建日期\n\
        SJ-1,空压机改造,甲机械有限公司,80.5,方案报价,2036-06-30,2025-01-05\n\
        SJ-2,冷却塔,乙化工有限公司,30,赢单,2025-12-20,2025-10-01\n\
        SJ-3,泵组,乙化工有限公司,30,没有的阶段,2036-12-20,2025-10-01\n";
    let file = written(&folder, "deals.csv", text);
    let json = |printed: String| -> Value { serde_json::from_str(printed.trim()).unwrap() };
    let seen = json(done(&data, &["deals", "import", &file, "--dry-run", "--json"]));
    assert_eq!(
        (&seen["rows"], &seen["deals"], &seen["open"], &seen["ended"]["won"]),
        (&3.into(), &2.into(), &1.into(), &1.into())
    );
    assert_eq!(seen["amount_minor"]["CNY"], 110_500_000);
    assert_eq!((&seen["refused"][0][0], &seen["refused"][0][1][0]["code"]), (&4.into(), &"stage_unknown".into()));
    let in_language = |language: &str| {
        let shown = tuoke(&data, &["deals", "import", &file, "--dry-run"]).env("LC_ALL", language).output().unwrap();
        String::from_utf8(shown.stdout).unwrap()
    };
    let (zh, en) = (in_language("zh_CN.UTF-8"), in_language("en_US.UTF-8"));
    assert!(zh.contains("3 行：2 位客户的 2 个商机") && zh.contains("第 4 行：没有这个阶段"), "{zh}");
    assert!(en.contains("3 rows: 2 deals of 2 customers") && en.contains("row 4: there is no such stage"), "{en}");
    let import = |more: &[&str]| json(done(&data, &[&["deals", "import", &file, "--json"], more].concat()));
    let counts =
        |run: &Value| ["read", "created", "updated", "duplicate", "rejected"].map(|part| run[part].as_i64().unwrap());
    assert_eq!(counts(&import(&[])), [3, 0, 0, 0, 3], "nobody is on file");
    let run = import(&["--create-customers"]);
    assert_eq!(counts(&run), [3, 2, 0, 0, 1]);
    assert_eq!(checked(&data, "deals"), (Vec::new(), 2));
    let undone = json(done(&data, &["import", "--undo", run["id"].as_str().unwrap(), "--json"]));
    assert_eq!((&undone["undone"], &undone["kept"]), (&2.into(), &0.into()));
    assert_eq!(checked(&data, "deals"), (Vec::new(), 0));
    assert_eq!(checked(&data, "parties"), (Vec::new(), 0));
    assert_eq!(counts(&import(&["--create-customers"])), [3, 2, 0, 0, 1], "what was taken back can come again");
    assert_eq!(counts(&import(&["--create-customers", "--on-duplicate", "overwrite"])), [3, 0, 0, 2, 1]);
}
