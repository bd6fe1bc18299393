//! Requests of people about their own data: the register, the copy, the erasure that leaves no word about them anywhere.

use std::io::Read;

use app::{Actor, AppError, Role, Roles, privacy::RequestDetail};
use serde_json::{Value, json};
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{DAY, TO_CONTACT, Team, code, read, wrong_fields};

const NAME: &str = "欧阳青岚";
const PHONE: &str = "13612345987";
const EMAIL: &str = "qinglan@example.com";
const IDENTITY: &str = "11010519491231002X";
const WECHAT: &str = "qinglan_1949";
/// Words about the person that somebody wrote somewhere.
const WORDS: [&str; 10] = [
    "住在滨江",
    "嫌贵得很",
    "答应寄样本",
    "自己开了店",
    "书面同意在柜里",
    "爱下围棋",
    "老客户推荐",
    "不想再谈",
    "望江路",
    "托小李照看",
];

/// A person with something in every table that takes words about people.
async fn somebody(team: &Team) -> Uuid {
    let asked = json!({
        "name": NAME, "phones": [PHONE], "emails": [EMAIL], "wechat": WECHAT, "identity_number": IDENTITY,
        "facts": { "employer": "华东电子厂", "interests": WORDS[5] }, "tags": ["围棋"], "introducer_name": WORDS[6],
        "addresses": [{ "kind": "home", "text": "杭州市上城区望江路8号" }],
    });
    let id = team.party(&team.chen, asked).await.summary.id;
    let (app, chen) = (&team.app, &team.chen);
    let talk = json!({ "outcome": "spoke", "note": WORDS[0], "objection": WORDS[1], "facts": { "need": "保障" } });
    team.log(chen, id, talk).await;
    app.create_task(chen, id, read(json!({ "title": WORDS[2], "due_at": team.now() }))).await.unwrap();
    let answer = json!({ "topic": "screening.able_to_pay", "answer": "yes", "note": WORDS[3] });
    app.answer_question(chen, id, read(answer)).await.unwrap();
    let consent = json!({ "given": true, "source": "written", "note": WORDS[4] });
    app.record_consent(chen, id, read(consent)).await.unwrap();
    let version = app.party(chen, id).await.unwrap().version;
    let edit = json!({ "version": version, "name": NAME, "facts": { "interests": "钓鱼" } });
    app.edit_party(chen, id, read(edit)).await.unwrap();
    let contact = app.party(chen, id).await.unwrap().contacts[0].id;
    app.reveal_contact(chen, id, contact, TO_CONTACT).await.unwrap();
    let share = json!({ "user_id": team.li.user, "level": "work", "reason": WORDS[9] });
    app.share_party(chen, id, read(share)).await.unwrap();
    let sheet = json!({ "sheet": {}, "currency": "CNY", "note": WORDS[3] });
    app.fill_settlement(chen, id, read(sheet)).await.unwrap();
    let face = json!({ "act": "confirm", "face": "black", "aim": WORDS[0], "note": WORDS[4] });
    app.judge_face(chen, id, read(face)).await.unwrap();
    let future = json!({ "question": "untouched", "name": NAME });
    let future = app.create_future_customer(chen, read(future)).await.unwrap().id;
    for condition in ["future_condition.need", "future_condition.way_in"] {
        let known = json!({ "topic": condition, "answer": "yes", "note": WORDS[2] });
        app.answer_future(chen, future, read(known)).await.unwrap();
    }
    app.become_prospect(chen, future, read(json!({ "party_id": id }))).await.unwrap();
    // lines of future customers of which no record was made
    let beside = json!({ "question": "new_names", "name": format!("{NAME}（展会）"), "note": WORDS[8] });
    let beside = app.create_future_customer(chen, read(beside)).await.unwrap().id;
    let said = json!({ "topic": "future_condition.need", "answer": "yes", "note": PHONE });
    app.answer_future(chen, beside, read(said)).await.unwrap();
    let other = json!({ "question": "untouched", "name": "临港新区", "note": format!("{NAME}说的") });
    let other = app.create_future_customer(chen, read(other)).await.unwrap().id;
    let said = json!({ "topic": "future_condition.way_in", "answer": "yes", "note": format!("{NAME}引见") });
    app.answer_future(chen, other, read(said)).await.unwrap();
    // others who know them
    let introduced = team.party(chen, json!({ "name": "王芳", "introducer_id": id })).await.summary.id;
    let version = app.party(chen, introduced).await.unwrap().version;
    app.edit_party(chen, introduced, read(json!({ "version": version, "introducer_id": id }))).await.unwrap();
    let firm = team.party(chen, json!({ "kind": "organisation", "name": "华东电子厂" })).await.summary.id;
    app.add_person(chen, firm, read(json!({ "party_id": id, "name": null, "phone": null, "position": "采购" })))
        .await
        .unwrap();
    // a file that had them, and a row that could not be taken
    let file = team.file("list.csv", format!("姓名,手机,备注\n{NAME},{PHONE},{}\n,{PHONE},x\n", WORDS[0]));
    let upload = read(json!({ "list_id": null, "list_name": "展会", "file_name": "list.csv" }));
    let import = app.import_file(chen, &file, upload).await.unwrap();
    app.start_import(chen, import.id).await.unwrap();
    while app.work_one().await.unwrap() {}
    app.set_disposition(chen, id, read(json!({ "to": "stopped", "reason": WORDS[7] }))).await.unwrap();
    team.clock.forward(DAY);
    id
}

async fn ask(team: &Team, actor: &Actor, party: Uuid, kind: &str) -> Result<RequestDetail, AppError> {
    let asked = json!({ "party_id": party, "kind": kind, "identity_check": "document" });
    team.app.open_person_request(actor, read(asked)).await
}

async fn erased(team: &Team, party: Uuid) -> RequestDetail {
    let request = ask(team, &team.admin, party, "erasure").await.unwrap().request.id;
    let complete = read(json!({ "irreversible": true }));
    team.app.complete_person_request(&team.admin, request, complete).await.unwrap()
}

/// Tables in whose rows something about the person still stands.
async fn traces(team: &Team) -> Vec<String> {
    let words: Vec<&str> = [NAME, PHONE, EMAIL, IDENTITY, WECHAT].into_iter().chain(WORDS).collect();
    let mut found: Vec<String> = team
        .db
        .every_row()
        .await
        .into_iter()
        .flat_map(|(table, line)| {
            let left: Vec<String> =
                words.iter().filter(|word| line.contains(**word)).map(|word| format!("{table}: {word}")).collect();
            left
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

fn fates(detail: &RequestDetail) -> Vec<String> {
    let lines = &detail.erasure.as_ref().unwrap().lines.value;
    let fate = |line: &Value| {
        let because = line["because"].as_str().map(|reason| format!(" {reason}")).unwrap_or_default();
        format!("{} {}{because}", line["category"].as_str().unwrap(), line["fate"].as_str().unwrap())
    };
    lines.iter().map(|line| fate(&serde_json::to_value(line).unwrap())).collect()
}

on_both_databases! {
    async fn an_erased_person_is_in_no_row_of_the_database(team: Team) {
        let id = somebody(&team).await;
        assert!(traces(&team).await.len() > 10, "the person is everywhere: {:?}", traces(&team).await);
        let done = erased(&team, id).await;
        assert_eq!(traces(&team).await, Vec::<String>::new());
        assert_eq!((done.request.state.as_str(), done.request.person.name.clone()), ("done", None));
        assert!(done.erasure.as_ref().unwrap().done_at.is_some());
        assert_eq!(code(team.app.party(&team.admin, id).await), "not_found");
        assert_eq!(code(team.app.fact_history(&team.admin, id, Default::default()).await), "not_found");
        let li = team.app.actor(team.li.user).await.unwrap().unwrap();
        assert!(li.lent.parties().is_empty(), "nobody shares a record that is gone");
        let found = team.app.search(&team.admin, PHONE, None).await.unwrap();
        assert!(found.items.is_empty(), "{found:?}");
        assert!(team.faults().await.is_empty(), "{:?}", team.faults().await);
        let left = team.app.future_customers(&team.chen, None).await.unwrap().items;
        let left: Vec<&str> = left.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(left, ["临港新区"], "a line about somewhere else stays without the words about the person");
    }

    async fn a_short_name_takes_no_other_line_with_it(team: Team) {
        let id = team.party(&team.chen, json!({ "name": "王芳" })).await.summary.id;
        for name in ["王芳", "王芳芳商行"] {
            let line = read(json!({ "question": "untouched", "name": name }));
            team.app.create_future_customer(&team.chen, line).await.unwrap();
        }
        erased(&team, id).await;
        let left = team.app.future_customers(&team.chen, None).await.unwrap().items;
        assert_eq!(left.iter().map(|line| line.name.as_str()).collect::<Vec<_>>(), ["王芳芳商行"]);
    }

    async fn the_preview_says_what_goes_and_what_stays_and_nothing_goes_before_it_is_confirmed(team: Team) {
        let id = somebody(&team).await;
        let before = traces(&team).await;
        let opened = ask(&team, &team.admin, id, "erasure").await.unwrap();
        let fates = fates(&opened);
        assert!(fates.contains(&"identity erased".to_owned()), "{fates:?}");
        assert!(fates.contains(&"contacts erased".to_owned()));
        assert!(fates.contains(&"wish kept do_not_contact".to_owned()));
        assert!(fates.contains(&"audit kept accountability".to_owned()));
        let counts = serde_json::to_value(&opened.erasure.as_ref().unwrap().lines.value).unwrap();
        let count = |category: &str| {
            let lines = counts.as_array().unwrap();
            lines.iter().find(|line| line["category"] == category).unwrap()["count"].as_u64().unwrap()
        };
        // a phone, an e-mail, a WeChat name, an address; a member, a row taken in, a row that was not
        assert_eq!((count("contacts"), count("wish")), (4, 3));
        assert!(count("lists") >= 2 && count("notes") >= 4 && count("history") >= 2 && count("links") == 2);
        let unsure = team.app.complete_person_request(&team.admin, opened.request.id, read(json!({}))).await;
        assert_eq!(wrong_fields(unsure), ["/irreversible required"]);
        assert_eq!(traces(&team).await, before);
    }

    async fn who_bought_is_kept_by_name_until_the_years_are_over(team: Team) {
        let id = somebody(&team).await;
        team.app.record_consent(&team.chen, id, read(json!({ "given": true, "source": "written", "note": "x" }))).await.unwrap();
        team.log(&team.chen, id, json!({ "outcome": "spoke", "won": true })).await;
        let done = erased(&team, id).await;
        assert!(fates(&done).contains(&"identity kept contract".to_owned()), "{:?}", fates(&done));
        let left = traces(&team).await;
        assert_eq!(left, [format!("erasure: {IDENTITY}"), format!("erasure: {NAME}")]);
        assert_eq!(done.erasure.as_ref().unwrap().kept_name.as_deref(), Some(NAME));
        assert_eq!(code(team.app.party(&team.admin, id).await), "not_found");
        team.clock.forward(4 * 366 * DAY);
        team.work().await;
        assert_eq!(traces(&team).await, Vec::<String>::new());
    }

    async fn an_open_dispute_keeps_what_was_said(team: Team) {
        let id = somebody(&team).await;
        let request = ask(&team, &team.admin, id, "erasure").await.unwrap().request.id;
        let complete = read(json!({ "irreversible": true, "dispute": true }));
        let done = team.app.complete_person_request(&team.admin, request, complete).await.unwrap();
        assert!(fates(&done).contains(&"notes kept dispute".to_owned()));
        let left = traces(&team).await;
        assert!(left.contains(&format!("erasure: {}", WORDS[0])), "{left:?}");
        assert!(left.iter().all(|trace| trace.starts_with("erasure: ") && !trace.contains(PHONE)), "{left:?}");
    }

    async fn a_number_that_was_erased_is_known_again_and_not_called(team: Team) {
        let id = somebody(&team).await;
        erased(&team, id).await;
        // by hand
        let again = team.party(&team.chen, json!({ "name": "青岚", "phones": [PHONE] })).await;
        assert!(again.do_not_contact && again.contacts[0].do_not_contact);
        let refused = team.app.reveal_contact(&team.chen, again.summary.id, again.contacts[0].id, TO_CONTACT).await;
        assert_eq!(code(refused), "contact_policy");
        // on a record that exists
        let other = team.party(&team.chen, json!({ "name": "王芳" })).await.summary.id;
        let point = json!({ "kind": "email", "value": EMAIL, "label": null });
        let other = team.app.add_contact(&team.chen, other, read(point)).await.unwrap();
        assert!(other.contacts[0].do_not_contact && !other.do_not_contact);
        // by a list
        let file = team.file("again.csv", format!("姓名,邮箱,手机\n欧阳,{EMAIL},\n李四,,13900139000\n"));
        let upload = read(json!({ "list_id": null, "list_name": "再来", "file_name": "again.csv" }));
        let import = team.app.import_file(&team.li, &file, upload).await.unwrap();
        team.app.start_import(&team.li, import.id).await.unwrap();
        while team.app.work_one().await.unwrap() {}
        let listed = team.app.parties(&team.li, read(json!({ "owner": "me" }))).await.unwrap().items;
        for party in listed {
            let record = team.app.party(&team.li, party.id).await.unwrap();
            assert_eq!(record.do_not_contact, party.name == "欧阳", "{}", party.name);
        }
    }

    async fn a_backup_that_is_older_than_the_erasure_does_not_bring_the_person_back(team: Team) {
        let id = somebody(&team).await;
        let backup = team.data_dir().join("before.tuoke");
        team.app.backup(&team.admin, &backup).await.unwrap();
        erased(&team, id).await;
        let kept = std::fs::read_to_string(team.data_dir().join("erasures.jsonl")).unwrap();
        assert!(kept.contains(&id.to_string()) && !kept.contains(NAME));

        let fresh = crate::team::Fresh::sqlite().await;
        let empty = fresh.empty_server().await;
        empty.restore(&Actor::system(), &backup).await.unwrap();
        let file = team.data_dir().join("erasures.jsonl");
        assert_eq!(empty.repeat_erasures(&Actor::system(), Some(&file)).await.unwrap(), 1);
        assert_eq!(code(empty.party(&Actor::system(), id).await), "not_found");
        let found = empty.search(&Actor::system(), PHONE, None).await.unwrap();
        assert!(found.items.is_empty());
        assert_eq!(empty.repeat_erasures(&Actor::system(), Some(&file)).await.unwrap(), 0, "once is enough");
    }

    async fn a_copy_has_everything_in_both_languages(team: Team) {
        let id = somebody(&team).await;
        let request = ask(&team, &team.admin, id, "export").await.unwrap().request.id;
        let path = team.app.person_copy(&team.admin, request).await.unwrap();
        let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
        let mut part = |name: &str| {
            let mut text = String::new();
            archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        let (data, zh, en) = (part("data.json"), part("个人信息.html"), part("personal-data.html"));
        for text in [&data, &zh, &en] {
            for word in [NAME, EMAIL, IDENTITY, WECHAT, WORDS[0], WORDS[1], WORDS[2], WORDS[3], WORDS[4], "望江路", PHONE] {
                assert!(text.contains(word), "{word} is not in {text}");
            }
        }
        let data: Value = serde_json::from_str(&data).unwrap();
        assert_eq!(data["numbers_shown"][0]["reason"], "to_contact");
        let judged = data["judgements"].as_array().unwrap();
        let kinds: Vec<&str> = judged.iter().map(|one| one["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["settlement", "face", "future_customer"]);
        assert_eq!(data["organisations"][0]["name"], "华东电子厂");
        assert!(zh.contains("往来记录") && en.contains("Contacts"));
        assert_eq!(code(team.app.person_copy(&team.admin, Uuid::nil()).await), "not_found");
        let done = team.app.complete_person_request(&team.admin, request, read(json!({}))).await.unwrap();
        assert_eq!(done.request.state, "done");
        assert_eq!(team.audited(&request.to_string()).await, ["request_done", "person_copied", "request_opened"]);
    }

    async fn a_copy_has_what_was_bought_and_the_classes_that_follow(team: Team) {
        let id = somebody(&team).await;
        let order = json!({ "number": "A-7", "on": "2026-02-10", "note": WORDS[0], "lines": [{ "amount_minor": 12_345 }] });
        team.app.record_order(&team.admin, id, read(order)).await.unwrap();
        let share = json!({ "rival": "乙公司", "amount_minor": 5_000, "currency": "CNY", "from": "2025-01-01",
            "to": "2025-12-31", "source": "estimated", "note": "他自己说的" });
        team.app.add_rival_share(&team.admin, id, read(share)).await.unwrap();
        team.app.classify(&team.admin, app::classes::AskRun::default()).await.unwrap();
        team.app.record_loss(&team.admin, id, read(json!({ "reason": "rivals_offer", "note": WORDS[7] }))).await.unwrap();
        let request = ask(&team, &team.admin, id, "export").await.unwrap().request.id;
        let path = team.app.person_copy(&team.admin, request).await.unwrap();
        let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
        let data: Value = serde_json::from_reader(archive.by_name("data.json").unwrap()).unwrap();
        let first = |section: &str| data[section][0].clone();
        assert_eq!((&first("orders")["number"], &first("orders")["amount"]), (&json!("A-7"), &json!("123.45")));
        assert_eq!((&first("order_lines")["on"], &first("order_lines")["amount"]), (&json!("2026-02-10"), &json!("123.45")));
        assert_eq!(first("rival_shares")["rival"], "乙公司");
        assert_eq!(first("line_standings")["status"], "prospect");
        let turned = data["conversions"].as_array().unwrap();
        assert_eq!(turned.iter().map(|one| one["kind"].as_str().unwrap()).collect::<Vec<_>>(), ["forward", "backward"]);
        assert_eq!(first("losses")["reason"], "rivals_offer");
        assert_eq!((&first("classes")["abc"], &first("classes")["existing"]), (&json!("a"), &json!("new")));
        assert!(data["class_changes"].as_array().unwrap().iter().any(|one| one["becomes"] == "abc.a"));
        let mut zh = String::new();
        archive.by_name("个人信息.html").unwrap().read_to_string(&mut zh).unwrap();
        assert!(zh.contains("ABC 分类") && zh.contains("接受了竞争对手的条件"));
    }

    async fn the_register_knows_by_when_and_what_is_late(team: Team) {
        let id = team.prospect("张三").await;
        let opened = ask(&team, &team.admin, id, "export").await.unwrap().request;
        assert_eq!(opened.due_at, team.now().plus_days(15.0));
        assert!(!opened.late);
        assert_eq!(code(ask(&team, &team.admin, id, "export").await), "request_open");
        team.clock.forward(15 * DAY + 1);
        assert!(team.app.person_requests(&team.admin, Some("open"), None).await.unwrap().items[0].late);
        let refuse = read(json!({ "reason": "身份核对不符" }));
        let refused = team.app.refuse_person_request(&team.admin, opened.id, refuse).await.unwrap().request;
        assert_eq!((refused.state.as_str(), refused.late), ("refused", false));
        assert_eq!(code(team.app.person_copy(&team.admin, opened.id).await), "request_no_copy");
        let late = team.app.complete_person_request(&team.admin, opened.id, read(json!({}))).await;
        assert_eq!(code(late), "request_closed");
        assert!(team.app.person_requests(&team.admin, Some("open"), None).await.unwrap().items.is_empty());
        let firm = team.party(&team.chen, json!({ "kind": "organisation", "name": "海川" })).await.summary.id;
        assert_eq!(wrong_fields(ask(&team, &team.admin, firm, "export").await), ["/party_id not_a_person"]);
    }

    async fn requests_are_for_administrators_and_the_compliance_role(team: Team) {
        let id = team.prospect("张三").await;
        for role in Role::ALL {
            let actor = Actor { roles: Roles::new([role]), ..team.lin.clone() };
            let may = matches!(role, Role::Administrator | Role::Trainer);
            assert_eq!(team.app.person_requests(&actor, None, None).await.is_ok(), may, "{role:?}");
            let found = team.app.request_candidates(&actor, "张三").await;
            assert_eq!(found.as_ref().is_ok_and(|people| people.len() == 1), may, "{role:?}");
            if let Ok(people) = found {
                assert_eq!(people[0].phone.as_deref(), Some("138****8000"));
            }
            if !may {
                assert_eq!(code(ask(&team, &actor, id, "erasure").await), "forbidden");
                assert_eq!(code(team.app.complete_person_request(&actor, Uuid::nil(), read(json!({}))).await), "forbidden");
                assert_eq!(code(team.app.person_copy(&actor, Uuid::nil()).await), "forbidden");
                assert_eq!(code(team.app.repeat_erasures(&actor, None).await), "forbidden");
            }
        }
    }
}
