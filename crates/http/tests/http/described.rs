//! The description does not lie: what routes really answer has a status and a body that it knows.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use test_support::on_both_databases;

use crate::{
    fixture::{Answer, Api, Caller},
    ground::Ground,
    roles::calls::{self, Call},
};

struct Description(Value);

impl Description {
    fn read() -> Self {
        Self(serde_json::to_value(http_api::openapi()).expect("a document"))
    }

    /// What is wrong with an answer by the description of its route.
    fn faults(&self, call: &Call, answer: &Answer) -> Vec<String> {
        let operation = &self.0["paths"][format!("/api/v1{}", call.path)][call.method.to_lowercase()];
        let described = &operation["responses"][answer.status().to_string()];
        if described.is_null() {
            return vec![format!("{} {}: status {} is not described", call.method, call.path, answer.status())];
        }
        let Some(content) = described.get("content") else {
            return Vec::new();
        };
        let kind = answer.header("content-type").unwrap_or_default().split(';').next().unwrap_or_default().to_owned();
        let Some(body) = content.get(&kind) else {
            return vec![format!("{} {}: the content type {kind} is not described", call.method, call.path)];
        };
        if !kind.ends_with("json") {
            return Vec::new();
        }
        let mut schema = body["schema"].clone();
        schema["components"] = self.0["components"].clone();
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        let fault = |error: jsonschema::ValidationError<'_>| {
            format!("{} {} {}: {error}", call.method, call.path, error.instance_path())
        };
        validator.iter_errors(&answer.json()).map(fault).collect()
    }
}

async fn answer(caller: &Caller, call: &Call) -> Answer {
    match &call.file {
        Some(content) => caller.upload(&call.address, "名单.csv", content).await,
        None => caller.call(call.method.parse().expect("a method"), &call.address, call.body.clone()).await,
    }
}

on_both_databases! {
    async fn routes_answer_as_they_are_described(api: Api) {
        let description = Description::read();
        let mut faults = BTreeSet::new();
        for member in [api.staff.administrator, api.staff.sales, api.staff.trainer] {
            let caller = api.program(member).await;
            // so that lists, the day and the review have something to show
            Ground::of(&api, Some(member)).await;
            for call in calls::all(&api, member).await {
                let answer = answer(&caller, &call).await;
                faults.extend(description.faults(&call, &answer));
            }
        }
        assert!(faults.is_empty(), "{}", faults.into_iter().collect::<Vec<_>>().join("\n"));
    }
}

#[test]
fn a_body_of_another_shape_would_be_found() {
    let mut document = Description::read();
    let wrong = json!({ "type": "integer" });
    document.0["components"]["schemas"]["Problem"]["properties"]["code"] = wrong;
    let schema = json!({ "$ref": "#/components/schemas/Problem", "components": document.0["components"] });
    let problem = json!({ "type": "x", "title": "x", "status": 404, "code": "not_found", "detail": "", "params": {},
        "request_id": "" });
    assert!(!jsonschema::is_valid(&schema, &problem));
}
