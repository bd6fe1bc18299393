//! One valid call of every route, in an order in which none takes away what a later one needs.

use serde_json::{Value, json};
use test_support::Member;

use crate::{
    fixture::Api,
    ground::{Ground, id},
};

#[derive(Debug)]
pub struct Call {
    pub method: &'static str,
    /// as the description writes it, without the prefix
    pub path: &'static str,
    pub address: String,
    pub body: Option<Value>,
    pub file: Option<Vec<u8>>,
}

impl Call {
    fn new(method: &'static str, path: &'static str, address: String, body: Option<Value>) -> Self {
        Self { method, path, address, body, file: None }
    }
}

const CSV: &str = "姓名,手机\n甲,13900000001\n";
const NOBODY: &str = "01999999-9999-7999-8999-999999999999";

/// Calls about records that belong to the caller.
pub async fn all(api: &Api, member: Member) -> Vec<Call> {
    let mut calls = about_people(api, member);
    calls.extend(about_the_method(api).await);
    calls.extend(about_lists(api, member).await);
    calls.extend(about_a_record(&Ground::of(api, Some(member)).await));
    calls
}

fn get(path: &'static str) -> Call {
    Call::new("GET", path, path.to_owned(), None)
}

fn post(path: &'static str, body: Value) -> Call {
    Call::new("POST", path, path.to_owned(), Some(body))
}

fn about_people(api: &Api, member: Member) -> Vec<Call> {
    let staff = &api.staff;
    let of = |method, path: &'static str, id: &str, body| Call::new(method, path, path.replace("{id}", id), body);
    let (colleague, team) = (staff.colleague.id.to_string(), staff.south_team.to_string());
    vec![
        get("/setup"),
        post(
            "/setup",
            json!({ "name": "王", "email": "w@tuoke.test", "password": "long enough", "team_name": "队", "locale": "zh" }),
        ),
        post("/sessions", crate::fixture::sign_in(member)),
        Call::new("DELETE", "/sessions/current", "/sessions/current".to_owned(), None),
        get("/me"),
        Call::new("PATCH", "/me", "/me".to_owned(), Some(json!({ "locale": "en" }))),
        post("/me/password", json!({ "current": "wrong", "new": "long enough" })),
        get("/me/sessions"),
        of("DELETE", "/me/sessions/{id}", "nothing", None),
        get("/me/tokens"),
        post("/me/tokens", json!({ "name": "script" })),
        of("DELETE", "/me/tokens/{id}", NOBODY, None),
        get("/users"),
        post(
            "/users",
            json!({ "name": "新人", "email": "new@tuoke.test", "password": "long enough", "roles": ["sales"] }),
        ),
        of("PATCH", "/users/{id}", &colleague, Some(json!({ "name": "周" }))),
        get("/teams"),
        post("/teams", json!({ "name": "西部组", "parent_id": staff.root_team })),
        of("PATCH", "/teams/{id}", &team, Some(json!({ "name": "华南组" }))),
        get("/audit"),
        get("/alerts"),
        of("POST", "/alerts/{id}/seen", NOBODY, None),
    ]
}

async fn about_the_method(api: &Api) -> Vec<Call> {
    let hand = api.program(api.staff.administrator).await;
    let settings = hand.get("/settings").await.ok()["method"].clone();
    let method = hand.get("/methods").await.ok()[0].clone();
    let code = method["code"].as_str().expect("a code");
    let texts = ["name", "when_to_use", "steps", "preparation", "strengths", "weaknesses"];
    let texts: Value = texts.iter().map(|field| ((*field).to_owned(), method[*field].clone())).collect();
    let cost = json!({ "spent_at": "2026-03-01T00:00:00Z", "amount_minor": 12_000, "currency": "CNY" });
    let of = |method, path: &'static str, body| Call::new(method, path, path.replace("{code}", code), body);
    vec![
        get("/labels"),
        get("/dispositions"),
        get("/settings"),
        Call::new(
            "PUT",
            "/settings",
            "/settings".to_owned(),
            Some(json!({ "method": settings, "reason": "试", "version": 0 })),
        ),
        post("/settings/preview", json!({ "method": settings })),
        get("/settings/history"),
        get("/custom-fields"),
        post("/custom-fields", json!({ "key": "car", "label_zh": "车", "label_en": "car", "kind": "text" })),
        Call::new("DELETE", "/custom-fields/{key}", "/custom-fields/car".to_owned(), None),
        get("/methods"),
        of("PUT", "/methods/{code}", Some(texts)),
        of("DELETE", "/methods/{code}/edits", None),
        get("/methods/results"),
        get("/contacts/results"),
        of("POST", "/methods/{code}/costs", Some(cost)),
    ]
}

async fn about_lists(api: &Api, member: Member) -> Vec<Call> {
    // the caller's own run where the role may import, so that only rights decide
    let uploaded = api.program(member).await.upload("/imports?list_name=甲", "甲.csv", CSV.as_bytes()).await;
    let uploaded = match uploaded.status() {
        201 => uploaded,
        _ => api.program(api.staff.administrator).await.upload("/imports?list_name=甲", "甲.csv", CSV.as_bytes()).await,
    };
    let run = uploaded.ok();
    let of_run = |method, path: &'static str, body| {
        let address = path.replace("{id}", &id(&run)).replace("{row}", "1");
        Call::new(method, path, address, body)
    };
    let list = Call::new("GET", "/lists/{id}", format!("/lists/{}", id(&run["list"])), None);
    let upload = Call { file: Some(CSV.into()), ..post("/imports", Value::Null) };
    vec![
        get("/lists"),
        post("/lists", json!({ "name": "展会" })),
        list,
        upload,
        get("/imports"),
        get("/imports/fields"),
        of_run("GET", "/imports/{id}", None),
        of_run("PATCH", "/imports/{id}", Some(json!({ "on_duplicate": "fill" }))),
        of_run("POST", "/imports/{id}/start", None),
        of_run("POST", "/imports/{id}/cancel", None),
        of_run("POST", "/imports/{id}/resume", None),
        of_run("GET", "/imports/{id}/rows", None),
        of_run("GET", "/imports/{id}/reasons", None),
        of_run("POST", "/imports/{id}/rows/{row}/decision", Some(json!({ "decision": "same" }))),
        get("/duplicates"),
        get("/duplicates/scan"),
    ]
}

fn about_a_record(ground: &Ground) -> Vec<Call> {
    let with = |method, path: &'static str, part: &str, part_id: &str, body| {
        let address = path.replace("{id}", &ground.person).replace(part, part_id);
        Call::new(method, path, address, body)
    };
    let of = |method, path: &'static str, body| with(method, path, "{}", "", body);
    let people = |method, path: &'static str, body| {
        let address = path.replace("{id}", &ground.organisation).replace("{link}", &ground.link);
        Call::new(method, path, address, body)
    };
    let contact = |method, path, body| with(method, path, "{contact}", &ground.contact, body);
    let view = json!({ "subject": "parties", "name": "我的", "definition": {} });
    vec![
        get("/parties"),
        post("/parties", json!({ "kind": "person", "name": "何新", "phones": ["13700000009"] })),
        get("/parties/export"),
        get("/search"),
        get("/worklist"),
        get("/views"),
        post("/views", view),
        Call::new("DELETE", "/views/{id}", format!("/views/{NOBODY}"), None),
        of("GET", "/parties/{id}", None),
        of("GET", "/parties/{id}/advice", None),
        of("GET", "/parties/{id}/timeline", None),
        of("PATCH", "/parties/{id}", Some(json!({ "version": ground.version }))),
        of("POST", "/parties/{id}/evidence", Some(json!({ "topic": "authority", "answer": "decides" }))),
        of("POST", "/parties/{id}/intent-evidence", Some(json!({ "kind": "asked_price" }))),
        with("DELETE", "/parties/{id}/activities/{activity}", "{activity}", &ground.activity, None),
        of("POST", "/parties/{id}/activities", Some(json!({ "kind": "note", "note": "x" }))),
        of("POST", "/parties/{id}/tasks", Some(json!({ "title": "x", "due_at": "2026-04-02T00:00:00Z" }))),
        Call::new("PATCH", "/tasks/{id}", format!("/tasks/{}", ground.task), Some(json!({ "state": "done" }))),
        contact("POST", "/parties/{id}/contact-points/{contact}/reveals", Some(json!({ "reason": "to_contact" }))),
        of("GET", "/parties/{id}/permissions", None),
        of("GET", "/parties/{id}/consents", None),
        of("POST", "/parties/{id}/consents", Some(json!({ "given": true, "source": "written" }))),
        of("POST", "/parties/{id}/contact-points", Some(json!({ "kind": "email", "value": "a@example.com" }))),
        contact("PATCH", "/parties/{id}/contact-points/{contact}", Some(json!({ "valid": false }))),
        contact("DELETE", "/parties/{id}/contact-points/{contact}", None),
        of("POST", "/parties/{id}/addresses", Some(json!({ "kind": "home", "text": "北京市海淀区" }))),
        with("DELETE", "/parties/{id}/addresses/{address}", "{address}", &ground.address, None),
        people("PATCH", "/parties/{id}/people/{link}", Some(json!({ "position": "经理" }))),
        people("DELETE", "/parties/{id}/people/{link}", None),
        people("POST", "/parties/{id}/people", Some(json!({ "name": "钱新", "roles": ["user"] }))),
        of("POST", "/parties/{id}/disposition", Some(json!({ "to": "given_up", "reason": "拒绝三次" }))),
        of("POST", "/parties/{id}/release", Some(json!({ "reason": "x" }))),
        of("POST", "/parties/{id}/claim", None),
        get("/pool"),
        get("/pool/log"),
        post("/parties/assignments", json!({ "ids": [ground.person], "owner_id": null })),
        // of a run whose end nobody waits for, the stream is only opened
        Call::new("GET", "/imports/{id}/events", format!("/imports/{NOBODY}/events"), None),
    ]
}
