//! A real list from the upload to the report (PRO-11).

use encoding_rs::GB18030;
use http_api::HttpSettings;
use serde_json::{Value, json};
use test_support::{TestDatabase, on_both_databases};

use crate::{
    fixture::{Api, Caller, settings},
    ground::id,
};

/// A list as offices keep them: GB18030, full-width digits, a title in the name, a blank line, a number that is none.
const LIST: &str = "姓名,手机,单位,备注\n\
    张三,138 1234 0001,上海元器件分销有限公司,展会认识\n\
    李四经理,１３８１２３４０００２,华东电子厂,\n\
    \n\
    王五,不详,,\n\
    张三,+8613812340001,上海元器件分销有限公司,又写了一遍\n";

fn encoded() -> Vec<u8> {
    GB18030.encode(LIST).0.into_owned()
}

async fn uploaded(caller: &Caller) -> Value {
    caller.upload("/imports?list_name=春季展会", "展会名单.csv", &encoded()).await.ok()
}

/// Names and data of the events of a stream.
fn events(stream: &str) -> Vec<(String, Value)> {
    let field = |event: &str, name: &str| {
        event.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned()
    };
    let events = stream.split("\n\n").filter(|event| event.contains("event:"));
    events.map(|event| (field(event, "event:"), serde_json::from_str(&field(event, "data:")).expect("JSON"))).collect()
}

on_both_databases! {
    async fn a_chinese_list_is_read_mapped_run_and_reported(api: Api) {
        let caller = api.program(api.staff.sales).await;
        let run = uploaded(&caller).await;
        assert_eq!(run["state"], "analysed");
        assert_eq!(run["format"]["encoding"], "gb18030");
        assert_eq!(run["list"]["name"], "春季展会");
        assert_eq!(run["format"]["columns"], json!(["姓名", "手机", "单位", "备注"]));
        let path = format!("/imports/{}", id(&run));
        assert_eq!(caller.get("/parties").await.ok()["total"]["count"], 0, "nothing is imported before the start");

        let plan = json!({ "on_duplicate": "skip" });
        assert_eq!(caller.patch(&path, plan).await.ok()["on_duplicate"], "skip");
        assert_eq!(caller.post(&format!("{path}/start"), Value::Null).await.ok()["state"], "running");
        let watching = caller.clone();
        let stream = format!("{path}/events");
        let watched = tokio::spawn(async move { watching.get(&stream).await });
        api.work().await;
        let watched = watched.await.expect("the stream ends by itself");

        assert_eq!(watched.header("content-type"), Some("text/event-stream"));
        let events = events(&watched.text());
        let (last, data) = events.last().expect("events");
        assert_eq!((last.as_str(), &data["state"]), ("end", &json!("finished")));
        assert!(events[..events.len() - 1].iter().all(|(name, _)| name == "progress"), "{events:?}");

        let counts = caller.get(&path).await.ok()["counts"].clone();
        assert_eq!(
            counts,
            json!({ "read": 4, "created": 2, "updated": 0, "duplicate": 1, "rejected": 1, "review": 0, "skipped": 1 })
        );
        let rows = caller.get(&format!("{path}/rows?state=rejected")).await.ok();
        assert_eq!(rows["items"][0]["cells"][0], "王五");
        assert!(rows["items"][0]["reasons"][0]["code"].is_string());
        let report = caller.get(&format!("{path}/reasons")).await;
        assert_eq!(report.header("content-type"), Some("text/csv; charset=utf-8"));
        assert_eq!(report.text().lines().count(), 3, "a header, the rejected row and the duplicate: {}", report.text());
        let names = caller.get("/parties?sort=name").await.ok();
        let names: Vec<&Value> = names["items"].as_array().expect("items").iter().map(|party| &party["name"]).collect();
        assert!(names.contains(&&json!("张三")) && names.contains(&&json!("李四")), "{names:?}");
    }

    async fn somebody_who_comes_late_sees_the_end_at_once(api: Api) {
        let caller = api.program(api.staff.sales).await;
        let path = format!("/imports/{}", id(&uploaded(&caller).await));
        caller.post(&format!("{path}/start"), Value::Null).await.ok();
        api.work().await;
        let names: Vec<String> =
            events(&caller.get(&format!("{path}/events")).await.text()).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["progress", "end"]);
    }

    async fn the_runs_of_others_are_not_seen(api: Api) {
        let path = format!("/imports/{}", id(&uploaded(&api.program(api.staff.sales).await).await));
        let stranger = api.program(api.staff.stranger).await;
        for below in ["", "/rows", "/events", "/reasons"] {
            let answer = stranger.get(&format!("{path}{below}")).await;
            assert_eq!(answer.refusal(), (404, "not_found".to_owned()), "{below}");
        }
        assert_eq!(stranger.get("/imports").await.ok()["items"], json!([]));
    }

    async fn a_run_starts_once(api: Api) {
        let caller = api.program(api.staff.sales).await;
        let path = format!("/imports/{}", id(&uploaded(&caller).await));
        caller.post(&format!("{path}/start"), Value::Null).await.ok();
        let again = caller.post(&format!("{path}/start"), Value::Null).await;
        assert_eq!(again.refusal(), (409, "import_state".to_owned()));
        assert_eq!(caller.patch(&path, json!({})).await.refusal(), (409, "import_started".to_owned()));
    }
}

#[tokio::test]
async fn a_file_that_is_no_list_is_refused_with_the_reason_and_leaves_nothing() {
    let api = Api::sqlite().await;
    let caller = api.program(api.staff.sales).await;
    let picture = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 400]].concat();
    let answer = caller.upload("/imports", "照片.png", &picture).await;
    assert_eq!(answer.refusal(), (422, "file_unreadable".to_owned()));
    assert!(answer.json()["params"]["reason"].is_string(), "{}", answer.text());
    assert!(!answer.text().contains(api.folder.path().to_str().expect("a path")), "{}", answer.text());
    assert_eq!(std::fs::read_dir(api.folder.path().join("imports")).expect("a folder").count(), 0);
    assert_eq!(caller.get("/lists").await.ok()["items"], json!([]));
}

#[tokio::test]
async fn a_file_beyond_the_limit_is_refused_and_leaves_nothing() {
    let small = HttpSettings { max_upload_bytes: 1_000, ..settings() };
    let api = Api::with(TestDatabase::sqlite().await, small).await;
    let caller = api.program(api.staff.sales).await;
    // a little too large, which shows while reading, and far too large, which the announced length shows
    for bytes in [1_001, 200_000] {
        let answer = caller.upload("/imports", "长.csv", &vec![b'x'; bytes]).await;
        assert_eq!(answer.refusal(), (413, "too_large".to_owned()), "{bytes}");
    }
    let left = std::fs::read_dir(api.folder.path().join("imports")).map_or(0, Iterator::count);
    assert_eq!(left, 0);
    assert_eq!(caller.upload("/imports", "短.csv", &encoded()).await.status(), 201);
}

#[tokio::test]
async fn a_form_without_the_file_says_which_field_is_missing() {
    let api = Api::sqlite().await;
    let caller = api.program(api.staff.sales).await;
    let form = "--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--b--\r\n";
    let kind = Some("multipart/form-data; boundary=b");
    let answer = caller.send(axum::http::Method::POST, "/api/v1/imports", kind, form.into()).await;
    assert_eq!(answer.refusal(), (422, "invalid".to_owned()));
    assert_eq!(answer.json()["errors"][0]["pointer"], "/file");
}
