//! One valid call of every route, and of those about a record one for each kind of record, in an order in which none
//! takes away what a later one needs.

mod deals;

use serde_json::{Value, json};
use test_support::Member;

use crate::{
    fixture::Api,
    ground::{Ground, Twins, id, made, stand_in},
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

/// Whose record a call is about, seen from the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Own,
    /// somebody's of the same team
    Colleagues,
    OtherTeams,
    /// in the public pool
    Nobodys,
    /// of a colleague for whom the caller stands in
    Covered,
    /// another team's, shared with the caller to be worked
    Shared,
}

impl Whose {
    pub const ALL: [Self; 6] =
        [Self::Own, Self::Colleagues, Self::OtherTeams, Self::Nobodys, Self::Covered, Self::Shared];

    pub fn owner(self, api: &Api, caller: Member) -> Option<Member> {
        match self {
            Self::Own => Some(caller),
            Self::Colleagues => Some(api.staff.colleague),
            Self::OtherTeams | Self::Shared => Some(api.staff.stranger),
            Self::Covered => Some(api.staff.away),
            Self::Nobodys => None,
        }
    }
}

impl Call {
    fn new(method: &'static str, path: &'static str, address: String, body: Option<Value>) -> Self {
        Self { method, path, address, body, file: None }
    }

    /// Whether it is about one record or one run, which is somebody's.
    fn is_about_a_record(&self) -> bool {
        let of = ["/parties/{id}", "/deals/{id}", "/imports/{id}", "/lists/{id}", "/tasks/{id}"];
        of.iter().any(|path| self.path.starts_with(path))
    }
}

const CSV: &str = "姓名,手机\n甲,13900000001\n";
const NOBODY: &str = "01999999-9999-7999-8999-999999999999";

/// Calls about what is nobody's in particular, and about records and runs of every kind.
pub async fn all(api: &Api, member: Member) -> Vec<Call> {
    let mut calls = about_people(api, member);
    calls.extend(about_the_method(api).await);
    calls.extend(about_requests(api).await);
    calls.extend(about_future_customers(api, member).await);
    stand_in(api, member).await;
    for whose in Whose::ALL {
        let owner = whose.owner(api, member);
        let lists = about_lists(api, owner.unwrap_or(api.staff.administrator)).await;
        let mut ground = Ground::of(api, owner).await;
        if whose == Whose::Shared {
            ground = ground.shared_with(api, member, "work").await;
        }
        let deals = deals::about_a_deal(api, &ground).await;
        let records = about_a_record(api, &ground);
        let doubles = about_doubles(&Twins::of(api, owner).await);
        let of_this_kind = lists.into_iter().chain(doubles).chain(deals).chain(records);
        calls.extend(of_this_kind.filter(|call| whose == Whose::Own || call.is_about_a_record()));
    }
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
            json!({ "name": "王", "email": "w@tuoke.test", "password": "long enough to keep", "team_name": "队", "locale": "zh" }),
        ),
        post("/sessions", crate::fixture::sign_in(member)),
        get("/sign-in"),
        Call::new("GET", "/sign-in/{provider}", "/sign-in/nobody".to_owned(), None),
        Call::new("GET", "/sign-in/{provider}/return", "/sign-in/nobody/return".to_owned(), None),
        post("/sessions/second-factor", json!({ "code": "000000" })),
        post("/sessions/proof", json!({ "password": "wrong" })),
        post("/password-links/uses", json!({ "secret": "none", "new": "long enough to keep" })),
        get("/sign-in-rules"),
        Call::new("PUT", "/sign-in-rules", "/sign-in-rules".to_owned(), Some(json!({ "rules": {}, "version": 0 }))),
        Call::new("DELETE", "/sessions/current", "/sessions/current".to_owned(), None),
        get("/me"),
        Call::new("PATCH", "/me", "/me".to_owned(), Some(json!({ "locale": "en" }))),
        post("/me/password", json!({ "current": "wrong", "new": "long enough to keep" })),
        get("/me/sessions"),
        of("DELETE", "/me/sessions/{id}", "nothing", None),
        Call::new("DELETE", "/me/sessions", "/me/sessions".to_owned(), None),
        get("/me/second-factor"),
        Call::new("POST", "/me/second-factor", "/me/second-factor".to_owned(), None),
        post("/me/second-factor/confirmation", json!({ "code": "000000" })),
        Call::new("DELETE", "/me/second-factor", "/me/second-factor".to_owned(), None),
        Call::new("POST", "/me/recovery-codes", "/me/recovery-codes".to_owned(), None),
        get("/me/tokens"),
        post("/me/tokens", json!({ "name": "script" })),
        of("DELETE", "/me/tokens/{id}", NOBODY, None),
        get("/users"),
        post(
            "/users",
            json!({ "name": "新人", "email": "new@tuoke.test", "password": "long enough to keep", "roles": ["sales"] }),
        ),
        of("GET", "/users/{id}", &colleague, None),
        of("PATCH", "/users/{id}", &colleague, Some(json!({ "name": "周" }))),
        of("POST", "/users/{id}/password-links", &colleague, None),
        of("DELETE", "/users/{id}/second-factor", &colleague, None),
        of("DELETE", "/users/{id}/sessions", &colleague, None),
        get("/teams"),
        post("/teams", json!({ "name": "西部组", "parent_id": staff.root_team })),
        of("PATCH", "/teams/{id}", &team, Some(json!({ "name": "华南组" }))),
        get("/colleagues"),
        get("/deputies"),
        post("/deputies", json!({ "deputy_id": staff.colleague.id, "until": "2026-05-01T00:00:00Z" })),
        of("DELETE", "/deputies/{id}", NOBODY, None),
        get("/audit"),
        get("/audit/export"),
        get("/alerts"),
        of("POST", "/alerts/{id}/seen", NOBODY, None),
        get("/webhooks"),
        post("/webhooks", json!({ "name": "仓库", "url": "https://hooks.example.com/x", "events": ["party_created"] })),
        of("GET", "/webhooks/{id}", NOBODY, None),
        of("PATCH", "/webhooks/{id}", NOBODY, Some(json!({ "state": "paused" }))),
        of("POST", "/webhooks/{id}/secrets", NOBODY, None),
        of("POST", "/webhooks/{id}/pings", NOBODY, None),
        of("GET", "/webhooks/{id}/deliveries", NOBODY, None),
        Call::new(
            "POST",
            "/webhooks/{id}/deliveries/{delivery}/replays",
            format!("/webhooks/{NOBODY}/deliveries/{NOBODY}/replays"),
            None,
        ),
        of(
            "POST",
            "/webhooks/{id}/replays",
            NOBODY,
            Some(json!({ "from": "2026-03-01T00:00:00Z", "to": "2026-03-02T00:00:00Z" })),
        ),
        of("DELETE", "/webhooks/{id}", NOBODY, None),
        get("/jobs"),
        of("POST", "/jobs/{id}/retry", NOBODY, None),
        of("POST", "/jobs/{id}/cancel", NOBODY, None),
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
    let nobodys = |method, path: &'static str, body| Call::new(method, path, path.replace("{id}", NOBODY), body);
    vec![
        get("/labels"),
        get("/dispositions"),
        get("/product-lines"),
        post("/product-lines", json!({ "code": "car", "name": "车险" })),
        nobodys("GET", "/product-lines/{id}", None),
        nobodys("PATCH", "/product-lines/{id}", Some(json!({ "name": "车险" }))),
        get("/products"),
        post("/products", json!({ "sku": "P-1", "name": "甲" })),
        nobodys("GET", "/products/{id}", None),
        nobodys("PATCH", "/products/{id}", Some(json!({ "name": "乙" }))),
        get("/orders"),
        nobodys("GET", "/orders/{id}", None),
        nobodys("POST", "/orders/{id}/void", Some(json!({ "reason": "录错了" }))),
        get("/conversions"),
        get("/conversions/rates"),
        get("/conversions/costs"),
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
        of("GET", "/methods/{code}", None),
        of("PUT", "/methods/{code}", Some(texts)),
        of("DELETE", "/methods/{code}/edits", None),
        get("/playbook"),
        Call::new("GET", "/playbook/{code}", "/playbook/play.ask_why".to_owned(), None),
        Call::new(
            "PUT",
            "/playbook/{code}",
            "/playbook/play.ask_why".to_owned(),
            Some(json!({ "zh": "先问清楚", "en": "ask first" })),
        ),
        Call::new("DELETE", "/playbook/{code}/edits", "/playbook/play.ask_why/edits".to_owned(), None),
        get("/methods/results"),
        get("/contacts/results"),
        get("/supply"),
        get("/dormancy"),
        get("/dormancy/summary"),
        get("/dormancy/export"),
        get("/classes"),
        get("/classes/customers"),
        post("/classes/of-some", json!({ "filter": "kind = organisation" })),
        Call::new("GET", "/classes/flow", format!("/classes/flow?from={NOBODY}"), None),
        get("/classes/runs"),
        post("/classes/runs", json!({})),
        Call::new("GET", "/classes/runs/{id}", format!("/classes/runs/{NOBODY}"), None),
        Call::new("POST", "/classes/runs/{id}/cancel", format!("/classes/runs/{NOBODY}/cancel"), None),
        // of a run whose end nobody waits for, the stream is only opened
        Call::new("GET", "/classes/runs/{id}/events", format!("/classes/runs/{NOBODY}/events"), None),
        Call::new("POST", "/classes/changes/{id}/seen", format!("/classes/changes/{NOBODY}/seen"), None),
        of("POST", "/methods/{code}/costs", Some(cost)),
    ]
}

async fn about_requests(api: &Api) -> Vec<Call> {
    let hand = api.program(api.staff.administrator).await;
    // people of their own: whoever was erased is not contacted again
    let somebody =
        async |phone: &str| made(&hand, json!({ "kind": "person", "name": "询问者", "phones": [phone] })).await;
    let ask = async |kind: &str, phone: &str| {
        let person = somebody(phone).await;
        let asked = json!({ "party_id": person, "kind": kind, "identity_check": "document" });
        id(&hand.post("/person-requests", asked).await.ok())
    };
    let copy = ask("export", "13511110001").await;
    let (erasure, refused) = (ask("erasure", "13511110002").await, ask("erasure", "13511110003").await);
    let person = somebody("13511110004").await;
    let asked = json!({ "party_id": person, "kind": "export", "identity_check": "document" });
    let of = |method, path: &'static str, id: &str, body| Call::new(method, path, path.replace("{id}", id), body);
    vec![
        get("/person-requests"),
        post("/person-requests", asked),
        Call::new("GET", "/person-requests/candidates", "/person-requests/candidates?q=询问者".to_owned(), None),
        of("GET", "/person-requests/{id}", &erasure, None),
        of("GET", "/person-requests/{id}/copy", &copy, None),
        of("POST", "/person-requests/{id}/completion", &erasure, Some(json!({ "irreversible": true }))),
        of("POST", "/person-requests/{id}/refusal", &refused, Some(json!({ "reason": "身份不符" }))),
    ]
}

async fn about_future_customers(api: &Api, member: Member) -> Vec<Call> {
    // the caller's own where the role may make one, so that only rights decide
    let asked = json!({ "question": "untouched", "name": "临港新片区" });
    let made = api.program(member).await.post("/future-customers", asked.clone()).await;
    let made = match made.status() {
        201 => made,
        _ => api.program(api.staff.administrator).await.post("/future-customers", asked.clone()).await,
    };
    let made = id(&made.ok());
    let of = |method, path: &'static str, body| Call::new(method, path, path.replace("{id}", &made), body);
    let answer = json!({ "topic": "future_condition.need", "answer": "yes" });
    vec![
        get("/future-customers"),
        post("/future-customers", asked),
        of("GET", "/future-customers/{id}", None),
        of("PATCH", "/future-customers/{id}", Some(json!({ "note": "x" }))),
        of("POST", "/future-customers/{id}/answers", Some(answer)),
        of("POST", "/future-customers/{id}/prospect", Some(json!({}))),
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
        of_run("GET", "/imports/{id}/undo", None),
        of_run("POST", "/imports/{id}/undo", None),
        get("/import-templates"),
        post("/import-templates", json!({ "import_id": id(&run), "name": "月报" })),
        Call::new(
            "PATCH",
            "/import-templates/{id}",
            format!("/import-templates/{NOBODY}"),
            Some(json!({ "name": "x" })),
        ),
        Call::new("DELETE", "/import-templates/{id}", format!("/import-templates/{NOBODY}"), None),
        of_run("POST", "/imports/{id}/template", Some(json!({ "template_id": NOBODY }))),
        get("/import-folders"),
        post(
            "/import-folders",
            json!({ "path": "crm", "template_id": NOBODY, "list_id": NOBODY, "every_minutes": 60 }),
        ),
        Call::new(
            "PATCH",
            "/import-folders/{id}",
            format!("/import-folders/{NOBODY}"),
            Some(json!({ "active": false })),
        ),
        Call::new("DELETE", "/import-folders/{id}", format!("/import-folders/{NOBODY}"), None),
        Call::new("POST", "/import-folders/{id}/look", format!("/import-folders/{NOBODY}/look"), None),
        Call::new("GET", "/import-folders/{id}/files", format!("/import-folders/{NOBODY}/files"), None),
        get("/duplicates"),
        get("/duplicates/scan"),
    ]
}

fn about_doubles(twins: &Twins) -> Vec<Call> {
    let of_merge = |method, body| Call::new(method, "/merges/{id}/undo", format!("/merges/{}/undo", twins.merge), body);
    let pair = |method| {
        let path = "/duplicates/pairs/{id}/dismissal";
        Call::new(method, path, path.replace("{id}", NOBODY), None)
    };
    let plan = format!("/merges/plan?one={}&other={}", twins.one, twins.other);
    vec![
        get("/duplicates/pairs"),
        pair("PUT"),
        pair("DELETE"),
        get("/duplicates/scans"),
        Call::new("POST", "/duplicates/scans", "/duplicates/scans".to_owned(), None),
        Call::new("GET", "/merges/plan", plan, None),
        post("/merges", twins.merging()),
        Call::new("GET", "/parties/{id}/merges", format!("/parties/{}/merges", twins.into), None),
        of_merge("GET", None),
        of_merge("POST", Some(json!({ "version": twins.into_version }))),
    ]
}

/// A settlement sheet that lacks nothing.
fn whole_sheet() -> Value {
    json!({ "margin_minor": 1, "showcase_minor": 1, "rival_kept_out_minor": 1, "supply_minor": 1, "seller_hours": 1.0,
        "hour_minor": 1, "marketing_minor": 1 })
}

fn about_a_record(api: &Api, ground: &Ground) -> Vec<Call> {
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
    let segment =
        |method, path: &'static str, body| Call::new(method, path, path.replace("{id}", &ground.segment), body);
    let view = json!({ "subject": "parties", "name": "我的", "definition": {} });
    vec![
        get("/parties"),
        post("/parties", json!({ "kind": "person", "name": "何新", "phones": ["13700000009"] })),
        get("/parties/export"),
        get("/search"),
        get("/worklist"),
        get("/prospect-classes"),
        get("/latent-customers"),
        get("/filters/fields"),
        post("/filters/checks", json!({ "filter": "grade = A", "count": true })),
        get("/segments"),
        post("/segments", json!({ "name": "好客户", "filter": "grade in (A, B)" })),
        segment("GET", "/segments/{id}", None),
        segment("GET", "/segments/{id}/count", None),
        segment("GET", "/segments/{id}/members", None),
        segment("GET", "/segments/{id}/uses", None),
        segment("POST", "/segments/{id}/copies", Some(json!({ "name": "存下" }))),
        segment("POST", "/segments/{id}/lists", Some(json!({ "name": "名单" }))),
        segment("PATCH", "/segments/{id}", Some(json!({ "note": "试" }))),
        segment("DELETE", "/segments/{id}", None),
        get("/views"),
        post("/views", view),
        Call::new("GET", "/views/{id}", format!("/views/{NOBODY}"), None),
        Call::new("PATCH", "/views/{id}", format!("/views/{NOBODY}"), Some(json!({ "shared": true }))),
        Call::new("DELETE", "/views/{id}", format!("/views/{NOBODY}"), None),
        of("GET", "/parties/{id}", None),
        of("GET", "/parties/{id}/advice", None),
        of("GET", "/parties/{id}/timeline", None),
        of("GET", "/parties/{id}/history", None),
        of("GET", "/parties/{id}/classes", None),
        of("GET", "/parties/{id}/shares", None),
        of(
            "POST",
            "/parties/{id}/shares",
            Some(json!({ "team_id": api.staff.root_team, "level": "read", "reason": "x" })),
        ),
        with("DELETE", "/parties/{id}/shares/{share}", "{share}", NOBODY, None),
        of("PATCH", "/parties/{id}", Some(json!({ "version": ground.version }))),
        of("POST", "/parties/{id}/evidence", Some(json!({ "topic": "authority", "answer": "decides" }))),
        of("POST", "/parties/{id}/intent-evidence", Some(json!({ "kind": "asked_price" }))),
        of("GET", "/parties/{id}/judgements", None),
        of(
            "POST",
            "/parties/{id}/plan-rows",
            Some(json!({ "row": "service", "text": "x", "due_at": "2026-04-02T00:00:00Z" })),
        ),
        of("POST", "/parties/{id}/faces", Some(json!({ "act": "confirm", "face": "red" }))),
        of("POST", "/parties/{id}/settlements", Some(json!({ "sheet": whole_sheet(), "currency": "CNY" }))),
        of("POST", "/parties/{id}/settlement-decisions", Some(json!({ "decision": "turn_round", "reason": "x" }))),
        with("DELETE", "/parties/{id}/activities/{activity}", "{activity}", &ground.activity, None),
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
        of("POST", "/parties/{id}/activities", Some(json!({ "kind": "visit", "outcome": "met", "won": true }))),
        of("GET", "/parties/{id}/orders", None),
        of("POST", "/parties/{id}/orders", Some(json!({ "lines": [{ "amount_minor": 100 }] }))),
        of("GET", "/parties/{id}/lines", None),
        with(
            "POST",
            "/parties/{id}/conversions/{conversion}/cause",
            "{conversion}",
            NOBODY,
            Some(json!({ "cause": "persuaded" })),
        ),
        of("GET", "/parties/{id}/rival-shares", None),
        of(
            "POST",
            "/parties/{id}/rival-shares",
            Some(
                json!({ "rival": "乙", "amount_minor": 1, "currency": "CNY", "from": "2025-01-01", "to": "2025-12-31",
                "source": "known" }),
            ),
        ),
        with("DELETE", "/parties/{id}/rival-shares/{share}", "{share}", NOBODY, None),
        of("POST", "/parties/{id}/losses", Some(json!({ "reason": "rivals_offer" }))),
        with("DELETE", "/parties/{id}/losses/{loss}", "{loss}", NOBODY, None),
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
