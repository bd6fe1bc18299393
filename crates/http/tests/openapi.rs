//! The committed description of the API is the one the routes give. `cargo xtask codegen` writes it anew.

use std::{collections::BTreeSet, path::Path};

use serde_json::Value;

const VARIABLE: &str = "UPDATE_OPENAPI";

fn described() -> String {
    let mut text = http_api::openapi().to_pretty_json().expect("a document");
    text.push('\n');
    text
}

fn document() -> Value {
    serde_json::from_str(&described()).expect("JSON")
}

#[test]
fn openapi_snapshot_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    if std::env::var_os(VARIABLE).is_some() {
        std::fs::write(&path, described()).expect("the snapshot can be written");
    }
    let committed = std::fs::read_to_string(&path).expect("the snapshot can be read");
    assert!(committed == described(), "crates/http/openapi.json is out of date: cargo xtask codegen");
}

#[test]
fn openapi_references_are_all_defined() {
    let document = document();
    let mut missing = BTreeSet::new();
    visit(&document, &mut |value| {
        if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
            let defined = reference.strip_prefix('#').is_some_and(|pointer| document.pointer(pointer).is_some());
            if !defined {
                missing.insert(reference.to_owned());
            }
        }
    });
    assert!(missing.is_empty(), "not defined: {missing:?}");
}

#[test]
fn openapi_operations_are_named_once_and_say_what_they_do() {
    let document = document();
    let mut names = BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let name = operation["operationId"].as_str().unwrap_or_default();
            assert!(names.insert(name.to_owned()), "{method} {path}: another operation is called {name:?}");
            assert!(
                operation["summary"].as_str().is_some_and(|text| !text.is_empty()),
                "{method} {path} has no summary"
            );
            assert!(operation["tags"].as_array().is_some_and(|tags| tags.len() == 1), "{method} {path} needs one tag");
        }
    }
}

#[test]
fn openapi_parts_of_larger_types_leave_room_for_the_others_fields() {
    let document = document();
    visit(&document, &mut |value| {
        for part in value.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            let part = part.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
            let closed =
                part.and_then(|pointer| document.pointer(pointer)).map(|schema| &schema["additionalProperties"]);
            assert_ne!(closed, Some(&Value::Bool(false)), "{part:?}");
        }
    });
}

fn visit(value: &Value, look: &mut impl FnMut(&Value)) {
    look(value);
    match value {
        Value::Object(fields) => fields.values().for_each(|value| visit(value, look)),
        Value::Array(items) => items.iter().for_each(|value| visit(value, look)),
        _ => {}
    }
}
