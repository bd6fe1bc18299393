//! No path to a number and no outgoing contact goes round the contact policy: numbers are looked for in every answer to
//! every role, in files, in the log, in every table that is not their home; and what the policy refuses is not shown.

use std::{
    collections::BTreeSet,
    io::{Cursor, Read},
    sync::{Arc, Mutex},
};

use method::{Coded, events::EventKind};
use serde_json::{Value, json};
use test_support::{Member, on_both_databases};

use crate::{
    fixture::{Answer, Api},
    ground::{Ground, POOL_MARK, contact_of_kind, email_of, id, identity_number_of, phone_of, wechat_of},
    roles::calls::{self, Call, Whose},
};

/// Every number, address and identity number of the records that the calls are about.
fn all(api: &Api) -> Vec<String> {
    let owners = api.staff.everybody().into_iter().map(|member| member.name).chain([POOL_MARK]);
    let of = |mark| [phone_of(mark), email_of(mark), wechat_of(mark), identity_number_of(mark)];
    let entered =
        ["13700000009", "a@example.com", "13511110001", "13511110002", "13511110003", "13511110004"].map(str::to_owned);
    owners.flat_map(of).chain(entered).collect()
}

/// What somebody reads in a text, however a number is broken up in it.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}')).collect()
}

fn shown(text: &str, secrets: &[String]) -> Option<String> {
    let text = plain(text);
    secrets.iter().find(|secret| text.contains(&plain(secret))).cloned()
}

/// The text of an answer; of a workbook or an archive that of every part.
fn readable(answer: &Answer) -> String {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(answer.bytes())) else { return answer.text() };
    let mut text = String::new();
    for i in 0..archive.len() {
        let mut part = Vec::new();
        archive.by_index(i).expect("a part").read_to_end(&mut part).expect("a whole part");
        text.push_str(&String::from_utf8_lossy(&part));
    }
    text
}

/// A number may be in the answer to a reveal and in the copy that goes to the person whose it is, and nowhere else.
#[track_caller]
pub fn assert_none_shown(api: &Api, call: &Call, answer: &Answer) {
    let may = ["/contact-points/{contact}/reveals", "/person-requests/{id}/copy"];
    if may.iter().any(|path| call.path.ends_with(path)) && answer.status() < 300 {
        return;
    }
    let found = shown(&readable(answer), &all(api));
    assert!(found.is_none(), "{call:?} shows {found:?}, which only a reveal may show");
}

#[tokio::test]
async fn a_file_for_excel_shows_no_number_either() {
    let api = Api::sqlite().await;
    for whose in Whose::ALL {
        Ground::of(&api, whose.owner(&api, api.staff.manager)).await;
    }
    let caller = api.program(api.staff.manager).await;
    let secrets = all(&api);
    for path in ["/parties/export?format=xlsx&status=prospect,customer,contact&disposition=any", "/parties/export"] {
        let answer = caller.get(path).await;
        let text = readable(&answer);
        assert!(text.contains("客户"), "{path} has the records");
        assert_eq!(shown(&text, &secrets), None, "{path}");
    }
}

#[tokio::test]
async fn a_files_numbers_go_back_to_whoever_brought_it_and_to_nobody_else() {
    let api = Api::sqlite().await;
    let number = "13900000001";
    let uploader = api.program(api.staff.sales).await;
    // without a name the row cannot be taken, and is kept as it came
    let file = format!("姓名,手机,备注\n,{number},x\n王芳,1390000000,{number}\n");
    let run = uploader.upload("/imports?list_name=甲", "甲.csv", file.as_bytes()).await.ok();
    uploader.post(&format!("/imports/{}/start", id(&run)), Value::Null).await.ok();
    api.work().await;
    for (member, sees) in [(api.staff.sales, true), (api.staff.manager, false), (api.staff.administrator, false)] {
        let caller = api.program(member).await;
        let of_run = |part: &str| format!("/imports/{}{part}", id(&run));
        for path in [of_run("/rows"), of_run("/reasons"), of_run("/reasons?format=xlsx")] {
            let answer = caller.get(&path).await;
            assert_eq!(answer.status(), 200, "{path} {}", answer.text());
            assert_eq!(plain(&readable(&answer)).contains(number), sees, "{path} by {}", member.name);
        }
        for path in [of_run(""), "/imports".to_owned()] {
            assert!(!plain(&caller.get(&path).await.text()).contains(number), "{path} by {}", member.name);
        }
    }
}

on_both_databases! {
    async fn numbers_are_kept_where_they_belong_and_nowhere_else(api: Api) {
        // somebody is told of everything that happens
        let events: Vec<&str> = EventKind::subscribed().map(Coded::code).collect();
        let hook = json!({ "name": "x", "url": "https://hooks.example.com/x", "events": events });
        api.program(api.staff.administrator).await.post("/webhooks", hook).await.ok();
        for member in [api.staff.sales, api.staff.manager] {
            let caller = api.program(member).await;
            for call in calls::all(&api, member).await {
                if call.file.is_none() {
                    let caller = caller.with("idempotency-key", &uuid::Uuid::now_v7().to_string());
                    caller.call(call.method.parse().expect("a method"), &call.address, call.body.clone()).await;
                }
            }
        }
        api.work().await;
        let secrets = all(&api);
        let rows = api.database.every_row().await;
        assert!(rows.iter().filter(|(table, _)| table == "webhook_event").count() > 10);
        let holding: BTreeSet<String> = rows
            .into_iter()
            .filter(|(_, line)| shown(line, &secrets).is_some())
            .map(|(table, _)| table)
            .collect();
        // audit, alerts, jobs, changes, kept answers and whatever is sent to other programs are not among them
        assert_eq!(holding, ["contact_point", "party"].map(str::to_owned).into());
    }
}

/// What is written to the log.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("one writer at a time").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_has_no_number_of_anybody() {
    let api = Api::sqlite().await;
    let written = Written::default();
    let sink = written.clone();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::INFO).with_writer(move || sink.clone());
    let _until_the_end = tracing::subscriber::set_default(subscriber.finish());
    let caller = api.program(api.staff.administrator).await;
    for call in calls::all(&api, api.staff.administrator).await {
        caller.call(call.method.parse().expect("a method"), &call.address, call.body.clone()).await;
        caller.get(&format!("/search?q={}", phone_of(api.staff.sales.name))).await;
    }
    api.work().await;
    let log = String::from_utf8_lossy(&written.0.lock().expect("nobody writes")).into_owned();
    assert!(log.contains("/api/v1/parties/{id}"), "requests are logged by their pattern");
    assert_eq!(shown(&log, &all(&api)), None);
    assert!(!log.contains("客户"), "nor a name");
}

/// Whether the policy says that the caller may see the number.
async fn policy_says_yes(api: &Api, member: Member, person: &str, deed: &str) -> Option<bool> {
    let answer = api.program(member).await.get(&format!("/parties/{person}/permissions")).await;
    if answer.status() != 200 {
        return None;
    }
    let items = answer.json()["items"].as_array().expect("answers").clone();
    let item = items.into_iter().find(|item| item["deed"] == deed).expect("an answer about the deed");
    Some(item["answer"]["value"]["kind"] == "allowed")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_is_shown_exactly_where_the_policy_says_yes() {
    let api = Api::sqlite().await;
    let mut yes = 0;
    for member in api.staff.everybody() {
        for whose in Whose::ALL {
            for wish in [None, Some(json!({ "given": false, "source": "written" }))] {
                let ground = Ground::of(&api, whose.owner(&api, member)).await;
                let path = format!("/parties/{}", ground.person);
                if let Some(wish) = &wish {
                    let hand = api.program(api.staff.administrator).await;
                    hand.post(&format!("{path}/consents"), wish.clone()).await.ok();
                }
                let caller = api.program(member).await;
                for (reason, deed) in [("to_contact", "see_number"), ("to_check", "check_number")] {
                    let said = policy_says_yes(&api, member, &ground.person, deed).await;
                    let body = json!({ "reason": reason });
                    let address = format!("{path}/contact-points/{}/reveals", ground.contact);
                    let answer = caller.post(&address, body).await;
                    let saw = answer.status() == 201;
                    assert_eq!(
                        saw,
                        said == Some(true),
                        "{} {whose:?} {wish:?} {reason}: {}",
                        member.name,
                        answer.text()
                    );
                    yes += u32::from(saw);
                }
            }
        }
    }
    assert!(yes > 10, "somebody sees something: {yes}");
}

#[tokio::test]
async fn every_outgoing_contact_keeps_what_the_policy_said_to_it() {
    let api = Api::sqlite().await;
    let caller = api.program(api.staff.sales).await;
    let ground = Ground::of(&api, Some(api.staff.sales)).await;
    let path = format!("/parties/{}", ground.person);
    for kind in ["call", "visit", "wechat", "sms", "email", "letter", "event"] {
        for direction in ["out", "in"] {
            let asked = json!({ "kind": kind, "direction": direction });
            let logged = caller.post(&format!("{path}/activities"), asked).await.ok();
            let kept = !logged["permission"].is_null();
            assert_eq!(kept, direction == "out" && kind != "event", "{kind} {direction}: {logged}");
        }
    }
    let record = caller.get(&path).await.ok();
    assert_eq!(contact_of_kind(&record, "phone")["masked"].as_str().map(|text| text.contains('*')), Some(true));
}
