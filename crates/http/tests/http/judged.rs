//! What people judge about customers and prospects, over the wire.

use serde_json::{Value, json};
use test_support::on_both_databases;

use crate::{
    fixture::{Api, Caller},
    ground::{Ground, id},
};

const SOON: &str = "2026-04-01T02:00:00Z";

/// Answers a question of the method.
async fn answer(caller: &Caller, party: &str, topic: &str, answer: &str) {
    let body = json!({ "topic": topic, "answer": answer, "note": "他自己说的" });
    assert_eq!(caller.post(&format!("/parties/{party}/evidence"), body).await.status(), 201, "{topic}");
}

/// Rates every indicator of organisations alike.
async fn rate(caller: &Caller, party: &str, score: u8) {
    let indicators = ["strength", "management", "own_buyers", "marketing", "growth", "our_advantage", "strategic"];
    for indicator in indicators {
        answer(caller, party, &format!("expected.{indicator}"), &score.to_string()).await;
    }
}

async fn judged(caller: &Caller, party: &str) -> Value {
    caller.get(&format!("/parties/{party}/judgements")).await.ok()
}

fn names(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().expect("items");
    items.iter().map(|item| item["name"].as_str().expect("a name")).collect()
}

on_both_databases! {
    /// CLA-3: the class follows from the ratings and the one scale of intent, and moves with either.
    async fn a_rated_prospect_has_a_class_a_play_and_a_place_in_the_list(api: Api) {
        let ground = Ground::of(&api, Some(api.staff.sales)).await;
        let (sales, firm) = (api.program(api.staff.sales).await, ground.organisation.as_str());
        let before = judged(&sales, firm).await;
        assert_eq!((&before["class"], &before["expected"]["verdict"]["value"]["high"]), (&Value::Null, &Value::Null));
        assert_eq!(before["expected"]["indicators"].as_array().map(Vec::len), Some(7));
        assert_eq!(before["expected"]["indicators"][4]["anchors"][4], "growth10");
        rate(&sales, firm, 7).await;
        let pii = judged(&sales, firm).await;
        assert_eq!((&pii["class"]["verdict"]["value"]["class"], &pii["class"]["play"]), (&json!("pii"), &json!("cultivate")));
        for kind in ["asked_terms", "named_purchase_date"] {
            sales.post(&format!("/parties/{firm}/intent-evidence"), json!({ "kind": kind })).await.ok();
        }
        let pi = judged(&sales, firm).await;
        assert_eq!((&pi["class"]["verdict"]["value"]["class"], &pi["class"]["moves"][0]), (&json!("pi"), &json!("list_blocks")));
        let listed = sales.get("/parties?class=pi").await.ok();
        assert_eq!(names(&listed).len(), 1);
        assert_eq!((&listed["items"][0]["class"], &listed["items"][0]["colour"]), (&json!("pi"), &json!("yellow")));
        let overview = sales.get("/prospect-classes").await.ok();
        assert_eq!(overview["counts"][0], json!({ "class": "pi", "count": 1 }));
        assert_eq!((&overview["points"][0]["expected"], &overview["points"][0]["intent"]), (&json!(7.0), &json!(45.0)));
        let stranger = api.program(api.staff.stranger).await;
        assert_eq!(stranger.get("/prospect-classes").await.ok()["points"], json!([]));
        assert_eq!(stranger.get(&format!("/parties/{firm}/judgements")).await.status(), 404);
        // intent fades: after two months nothing is strong any more
        api.clock.move_on_days(60);
        answer(&sales, firm, "expected.growth", "unknown").await;
        let faded = judged(&sales, firm).await;
        assert_eq!(faded["class"]["verdict"]["value"]["class"], "pii");
        assert_eq!(faded["expected"]["verdict"]["value"]["rated_percent"], 85.0);
        let timeline = sales.get(&format!("/parties/{firm}/timeline?limit=200")).await.ok();
        let classes = timeline["items"].as_array().expect("events").iter().filter(|event| event["data"]["kind"] == "prospect_class");
        assert_eq!(classes.count(), 3, "each class is kept as it was reached");
    }

    /// CLA-3: personal experience moves the score within its bound, says why, and is shown apart.
    async fn an_adjustment_is_bounded_and_has_its_reason(api: Api) {
        let ground = Ground::of(&api, Some(api.staff.sales)).await;
        let (sales, firm) = (api.program(api.staff.sales).await, ground.organisation.as_str());
        rate(&sales, firm, 5).await;
        let path = format!("/parties/{firm}/evidence");
        let adjust = |by: &str, note: &str| json!({ "topic": "expected_adjustment", "answer": by, "note": note });
        assert_eq!(sales.post(&path, adjust("1.5", "直觉")).await.refusal(), (422, "invalid".to_owned()));
        assert_eq!(sales.post(&path, adjust("-0.5", " ")).await.refusal(), (422, "invalid".to_owned()));
        let eleven = json!({ "topic": "expected.growth", "answer": "11" });
        assert_eq!(sales.post(&path, eleven).await.refusal(), (422, "invalid".to_owned()));
        sales.post(&path, adjust("-0.5", "老板换了三任")).await.ok();
        let found = judged(&sales, firm).await["expected"].clone();
        assert_eq!(found["adjustment"]["reason"], "老板换了三任");
        let value = &found["verdict"]["value"];
        assert_eq!((&value["score"]["value"], &value["high"]), (&json!(4.5), &json!(false)));
    }

    /// CLA-3: why intent is low leads to the plan of six rows, and a planned row is a task of the day.
    async fn causes_lead_to_a_plan_whose_rows_are_tasks(api: Api) {
        let ground = Ground::of(&api, Some(api.staff.sales)).await;
        let (sales, firm) = (api.program(api.staff.sales).await, ground.organisation.as_str());
        rate(&sales, firm, 7).await;
        answer(&sales, firm, "low_intent_cause.rival_stronger", "yes").await;
        let moves = |judged: &Value| judged["low_intent"]["cultivation"]["moves"].clone();
        assert_eq!(moves(&judged(&sales, firm).await), json!(["service_and_trust", "trial_period"]));
        answer(&sales, firm, "our_cost_is_lower", "yes").await;
        assert_eq!(moves(&judged(&sales, firm).await)[2], "price_last");
        let row = |text: &str| json!({ "row": "service", "text": text, "due_at": SOON });
        let path = format!("/parties/{firm}/plan-rows");
        assert_eq!(sales.post(&path, row(" ")).await.status(), 422);
        sales.post(&path, row("请他们看服务站")).await.ok();
        let planned = sales.post(&path, row("派人驻厂一周")).await.ok();
        let plan = planned["low_intent"]["plan"].as_array().expect("six rows");
        assert_eq!((plan.len(), &plan[0]["text"], &plan[0]["task"]["state"]), (6, &json!("派人驻厂一周"), &json!("open")));
        let today = sales.get("/worklist").await.ok();
        let line = today["lines"].as_array().expect("lines").iter().find(|line| line["party"]["id"] == firm).expect("the firm");
        assert_eq!(line["task"]["title"], "派人驻厂一周", "the row planned before is put aside");
        assert!(line["reasons"].to_string().contains("today.cultivation"), "{}", line["reasons"]);
    }

    /// CLA-3: what blocks the contract is listed on the record and stands first on Today.
    async fn what_blocks_the_contract_is_listed_and_due(api: Api) {
        let ground = Ground::of(&api, Some(api.staff.sales)).await;
        let (sales, firm) = (api.program(api.staff.sales).await, ground.organisation.as_str());
        rate(&sales, firm, 9).await;
        for kind in ["asked_terms", "named_purchase_date"] {
            sales.post(&format!("/parties/{firm}/intent-evidence"), json!({ "kind": kind })).await.ok();
        }
        let block = json!({ "title": "法务没看合同", "kind": "remove_block", "due_at": SOON });
        let task = id(&sales.post(&format!("/parties/{firm}/tasks"), block).await.ok());
        assert_eq!(judged(&sales, firm).await["blocks"][0]["title"], "法务没看合同");
        let today = sales.get("/worklist").await.ok();
        let line = today["lines"].as_array().expect("lines").iter().find(|line| line["party"]["id"] == firm).expect("the firm");
        for factor in ["today.close_first", "today.block"] {
            assert!(line["reasons"].to_string().contains(factor), "{factor}: {}", line["reasons"]);
        }
        sales.patch(&format!("/tasks/{task}"), json!({ "state": "done" })).await.ok();
        assert_eq!(judged(&sales, firm).await["blocks"], json!([]));
    }

    /// CLA-5: a black face needs its long-term aim and approval from above; a red one is confirmed by who knows them.
    async fn a_black_face_needs_its_aim_and_approval_from_above(api: Api) {
        let ground = Ground::of(&api, Some(api.staff.sales)).await;
        let (sales, manager) = (api.program(api.staff.sales).await, api.program(api.staff.manager).await);
        let firm = ground.organisation.as_str();
        let path = format!("/parties/{firm}/faces");
        let confirm = |face: &str| json!({ "act": "confirm", "face": face });
        let red = sales.post(&path, confirm("red")).await.ok();
        assert_eq!((&red["face"]["standing"]["state"], &red["face"]["moves"][0]), (&json!("confirmed"), &json!("serve_first")));
        assert_eq!(sales.post(&path, confirm("black")).await.refusal(), (422, "invalid".to_owned()));
        let aim = json!({ "act": "confirm", "face": "black", "aim": "三年内成为协会指定供应商" });
        let asked = sales.post(&path, aim.clone()).await.ok();
        assert_eq!(asked["face"]["standing"]["state"], "asked");
        assert_eq!(sales.get(&format!("/parties/{firm}")).await.ok()["face"], Value::Null, "nothing holds before it is approved");
        assert_eq!(sales.post(&path, aim).await.refusal(), (409, "approval_from_above".to_owned()));
        let waiting = manager.get("/worklist").await.ok()["decisions"].clone();
        assert_eq!((&waiting[0]["kind"], &waiting[0]["state"], &waiting[0]["face"]), (&json!("face"), &json!("asked"), &json!("black")));
        assert_eq!(sales.get("/worklist").await.ok()["decisions"], json!([]), "who asked does not decide");
        let approved = manager.post(&path, confirm("black")).await.ok();
        assert_eq!(approved["face"]["standing"]["state"], "confirmed");
        assert_eq!(approved["face"]["standing"]["aim"], "三年内成为协会指定供应商");
        assert_eq!(approved["face"]["earlier"].as_array().map(Vec::len), Some(2));
        assert_eq!(names(&manager.get("/parties?face=black").await.ok()).len(), 1);
    }

    /// CLA-5: influence is rated by a person, and a rating that makes a black face says what it rests on.
    async fn influence_is_rated_with_its_evidence(api: Api) {
        let ground = Ground::of(&api, Some(api.staff.sales)).await;
        let (sales, firm) = (api.program(api.staff.sales).await, ground.organisation.as_str());
        let path = format!("/parties/{firm}/evidence");
        let rating = |score: &str, note: &str| json!({ "topic": "influence", "answer": score, "note": note });
        assert_eq!(judged(&sales, firm).await["face"]["influence"]["score"], Value::Null);
        assert_eq!(sales.post(&path, rating("11", "会长")).await.refusal(), (422, "invalid".to_owned()));
        assert_eq!(sales.post(&path, rating("7", " ")).await.refusal(), (422, "invalid".to_owned()));
        assert_eq!(sales.post(&path, rating("6", "")).await.status(), 201);
        sales.post(&path, rating("8", "行业协会会长单位")).await.ok();
        let found = judged(&sales, firm).await["face"]["influence"].clone();
        assert_eq!((&found["score"], &found["note"], &found["evidence_from"]), (&json!(8), &json!("行业协会会长单位"), &json!(7)));
        assert_eq!(found["anchors"][4], "brand_10");
        sales.post(&path, rating("unknown", "")).await.ok();
        assert_eq!(judged(&sales, firm).await["face"]["influence"]["score"], Value::Null);
    }

    /// CLA-5: figures that say otherwise bring a confirmed face back to be looked at; it holds until somebody did.
    async fn a_face_is_looked_at_again_when_the_figures_say_otherwise(api: Api) {
        let ground = Ground::of(&api, Some(api.staff.sales)).await;
        let (sales, firm) = (api.program(api.staff.sales).await, ground.organisation.as_str());
        let path = format!("/parties/{firm}/faces");
        let propose = |face: Option<&str>| json!({ "act": "propose", "face": face, "note": "毛利率下降" });
        let refuse = json!({ "act": "refuse", "note": "只是一次性订单" });
        assert_eq!(sales.post(&path, refuse.clone()).await.refusal(), (409, "nothing_to_decide".to_owned()));
        assert_eq!(sales.post(&path, propose(Some("white"))).await.ok()["face"]["standing"]["state"], "proposed");
        sales.post(&path, json!({ "act": "confirm", "face": "white" })).await.ok();
        assert_eq!(sales.post(&path, propose(Some("white"))).await.ok()["face"]["standing"]["state"], "confirmed");
        let review = sales.post(&path, propose(None)).await.ok()["face"]["standing"].clone();
        assert_eq!((&review["state"], &review["because"]), (&json!("review"), &json!("unfounded")));
        assert_eq!(names(&sales.get("/parties?face=white").await.ok()).len(), 1, "it holds until somebody has looked");
        assert_eq!(sales.get("/worklist").await.ok()["decisions"][0]["state"], "review");
        assert_eq!(sales.post(&path, json!({ "act": "refuse" })).await.refusal(), (422, "invalid".to_owned()));
        assert_eq!(sales.post(&path, refuse).await.ok()["face"]["standing"]["state"], "refused");
        assert_eq!(names(&sales.get("/parties?face=white").await.ok()).len(), 0);
    }

    /// CLA-2: causes of an unsteady customer are answered, and each brings its moves.
    async fn causes_of_an_unsteady_customer_bring_their_moves(api: Api) {
        let ground = Ground::of(&api, Some(api.staff.sales)).await;
        let (sales, firm) = (api.program(api.staff.sales).await, ground.organisation.as_str());
        assert_eq!(judged(&sales, firm).await["unsteady"]["turn_round"]["moves"], json!(["find_cause"]));
        answer(&sales, firm, "unsteady_cause.dissatisfied", "yes").await;
        let found = judged(&sales, firm).await["unsteady"].clone();
        assert_eq!(found["turn_round"]["moves"], json!(["talk_in_depth", "feed_back", "best_fitting"]));
        assert_eq!(found["turn_round"]["ask"], json!(["likes_novelty", "rival_pays_more"]));
        assert_eq!(found["answers"]["dissatisfied"]["note"], "他自己说的");
    }

    /// CLA-2, EIV: the sheet speaks for something only when it is whole, and only the manager decides.
    async fn a_whole_settlement_sheet_waits_for_the_manager(api: Api) {
        let ground = Ground::of(&api, Some(api.staff.sales)).await;
        let (sales, manager) = (api.program(api.staff.sales).await, api.program(api.staff.manager).await);
        let path = format!("/parties/{}", ground.organisation);
        let fill = |sheet: Value| json!({ "sheet": sheet, "currency": "CNY" });
        let part = sales.post(&format!("{path}/settlements"), fill(json!({ "margin_minor": 300_000 }))).await.ok();
        let standing = &part["settlement"]["standing"];
        assert_eq!((&standing["state"], &standing["settlement"]["value"]["advice"]), (&json!("open"), &Value::Null));
        let decide = |decision: &str| json!({ "decision": decision, "reason": "成本压不下来" });
        let decisions = format!("{path}/settlement-decisions");
        assert_eq!(manager.post(&decisions, decide("give_up")).await.refusal(), (409, "nothing_to_decide".to_owned()));
        let whole = json!({ "margin_minor": 300_000, "showcase_minor": 0, "rival_kept_out_minor": 50_000, "supply_minor": 200_000,
            "seller_hours": 30.0, "hour_minor": 8_000, "marketing_minor": 20_000 });
        let asked = sales.post(&format!("{path}/settlements"), fill(whole)).await.ok();
        let value = &asked["settlement"]["standing"]["settlement"]["value"];
        assert_eq!((&value["balance_minor"], &value["advice"]), (&json!(-110_000), &json!("propose_giving_up")));
        assert_eq!(sales.post(&decisions, decide("give_up")).await.refusal(), (403, "forbidden".to_owned()));
        assert_eq!(manager.post(&decisions, decide("open")).await.status(), 422);
        let waiting = manager.get("/worklist").await.ok()["decisions"].clone();
        assert_eq!((&waiting[0]["kind"], &waiting[0]["advice"]), (&json!("settlement"), &json!("propose_giving_up")));
        let decided = manager.post(&decisions, decide("give_up")).await.ok();
        let standing = &decided["settlement"]["standing"];
        assert_eq!((&standing["state"], &standing["note"]), (&json!("give_up"), &json!("成本压不下来")));
        let record = sales.get(&path).await.ok();
        assert_eq!(record["disposition"], "given_up", "{record}");
        // taken back as every giving up: the sheet waits for a decision once more
        let open = json!({ "to": "open", "reason": "还想再试" });
        sales.post(&format!("{path}/disposition"), open).await.ok();
        assert_eq!(sales.get(&path).await.ok()["disposition"], "open");
        assert_eq!(judged(&sales, &ground.organisation).await["settlement"]["standing"]["state"], "asked");
        let turn = json!({ "decision": "turn_round", "reason": "换直发" });
        manager.post(&decisions, turn).await.ok();
        assert_eq!(sales.get(&path).await.ok()["disposition"], "open", "turning round gives nobody up");
        assert_eq!(manager.get("/worklist").await.ok()["decisions"], json!([]));
        let huge = fill(json!({ "supply_minor": -1 }));
        assert_eq!(sales.post(&format!("{path}/settlements"), huge).await.status(), 422);
    }

    /// PRO-13: a latent key customer goes from stage to stage by criteria, and the time in each is kept.
    async fn a_latent_key_customer_goes_from_stage_to_stage(api: Api) {
        let ground = Ground::of(&api, Some(api.staff.sales)).await;
        let (sales, firm) = (api.program(api.staff.sales).await, ground.organisation.as_str());
        assert_eq!(judged(&sales, firm).await["latent"], Value::Null);
        answer(&sales, firm, "latent_source", "rivals_customers").await;
        let stage = |judged: &Value| judged["latent"]["verdict"]["value"]["stage"].clone();
        let first = judged(&sales, firm).await;
        assert_eq!((stage(&first), &first["latent"]["source"]), (json!("search"), &json!("rivals_customers")));
        api.clock.move_on_days(3);
        answer(&sales, firm, "latent.basic_facts", "yes").await;
        answer(&sales, firm, "latent.way_in", "yes").await;
        let second = judged(&sales, firm).await;
        assert_eq!(stage(&second), "screen");
        assert_eq!(second["latent"]["stages"].as_array().map(Vec::len), Some(2));
        answer(&sales, firm, "screening.has_need", "yes").await;
        rate(&sales, firm, 8).await;
        let third = judged(&sales, firm).await;
        assert_eq!(stage(&third), "develop", "what the record says already is not asked again");
        api.clock.move_on_days(10);
        let list = sales.get("/latent-customers?stage=develop").await.ok();
        assert_eq!((&list["items"][0]["party"]["id"], &list["items"][0]["days_in_stage"]), (&json!(firm), &json!(10.0)));
        assert_eq!(sales.get("/latent-customers?stage=keep").await.ok()["items"], json!([]));
        answer(&sales, firm, "latent_source", "none").await;
        assert_eq!(sales.get("/latent-customers").await.ok()["items"], json!([]));
    }

    /// CLA-4: a future customer is worked on the list of its question until a need and a way in are known.
    async fn a_future_customer_becomes_a_prospect_once_need_and_way_in_are_known(api: Api) {
        let sales = api.program(api.staff.sales).await;
        let asked = json!({ "question": "new_channels", "name": "浦东装饰城", "note": "三层建材" });
        let made = sales.post("/future-customers", asked).await.ok();
        let path = format!("/future-customers/{}", id(&made));
        assert_eq!(made["standing"]["value"]["ask"], "need");
        let counts = sales.get("/future-customers?question=new_names").await.ok();
        assert_eq!((&counts["items"], &counts["questions"][2]), (&json!([]), &json!({ "question": "new_channels", "count": 1 })));
        let become_one = json!({ "kind": "organisation" });
        assert_eq!(sales.post(&format!("{path}/prospect"), become_one.clone()).await.refusal(), (409, "conditions_unknown".to_owned()));
        for condition in ["future_condition.need", "future_condition.way_in"] {
            sales.post(&format!("{path}/answers"), json!({ "topic": condition, "answer": "yes" })).await.ok();
        }
        let unknown = json!({ "topic": "future_step.wonder", "answer": "yes" });
        assert_eq!(sales.post(&format!("{path}/answers"), unknown).await.status(), 422);
        let found = sales.post(&format!("{path}/prospect"), become_one.clone()).await.ok();
        let party = found["party"]["id"].as_str().expect("a record").to_owned();
        assert_eq!(sales.get(&format!("/parties/{party}")).await.ok()["name"], "浦东装饰城");
        assert_eq!(found["standing"]["value"]["next_step"], "basic_facts");
        assert_eq!(sales.post(&format!("{path}/prospect"), become_one).await.refusal(), (409, "is_prospect".to_owned()));
        let stranger = api.program(api.staff.stranger).await;
        assert_eq!(stranger.get(&path).await.status(), 404);
        assert_eq!(stranger.get("/future-customers").await.ok()["items"], json!([]));
        sales.patch(&path, json!({ "closed": true })).await.ok();
        assert_eq!(sales.get("/future-customers").await.ok()["items"], json!([]));
    }
}
