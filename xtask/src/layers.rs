//! Which crate may depend on which: the architecture's arrows, checked against `cargo metadata`.
//!
//! `tuoke → http-api → app → {store, analytics, tables, text, demo-data} → method`. Everything
//! reads the method's values; nothing points upwards. Some outside crates have one home as well, so
//! that a database or a columnar engine can be replaced in one place.

use crate::workspace::Workspace;
use anyhow::{Result, bail};
use serde_json::Value;
use std::collections::BTreeSet;

/// What each crate of ours may depend on. A crate missing here may not exist.
const ALLOWED: &[(&str, &[&str])] = &[
    ("method", &[]),
    ("text", &[]),
    ("demo-data", &["method"]),
    ("filters", &["method"]),
    ("fuzzing", &[]),
    ("tables", &["text"]),
    ("store", &["filters", "method", "text"]),
    ("analytics", &["filters", "method"]),
    ("app", &["store", "analytics", "filters", "tables", "text", "demo-data", "method"]),
    ("http-api", &["app", "method"]),
    ("tuoke", &["http-api", "app", "method"]),
    ("test-support", &["http-api", "app", "store", "analytics", "filters", "tables", "text", "demo-data", "method"]),
    ("xtask", &[]),
];

/// Our crates that only tests may use, whatever their layer.
const FOR_TESTS: [&str; 2] = ["test-support", "fuzzing"];

/// Outside crates, by the beginning of their name, and the only crates of ours that may use them.
const HOMES: &[(&str, &[&str])] = &[
    ("sea-orm", &["store", "test-support"]),
    ("sqlx", &["store"]),
    ("datafusion", &["analytics"]),
    ("ballista", &["analytics"]),
    ("arrow", &["analytics"]),
    ("parquet", &["analytics"]),
    ("calamine", &["tables"]),
    ("axum", &["http-api", "tuoke", "test-support"]),
    ("anyhow", &["tuoke", "xtask"]),
    // time is jiff everywhere
    ("chrono", &[]),
];

/// One dependency as a manifest declares it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Arrow {
    from: String,
    to: String,
    for_tests: bool,
}

pub fn run(workspace: &Workspace) -> Result<()> {
    let arrows = arrows(&workspace.metadata);
    let crates: BTreeSet<&str> = members(&workspace.metadata).collect();
    let faults = faults(&crates, &arrows);
    for fault in &faults {
        eprintln!("check-layers: {fault}");
    }
    if !faults.is_empty() {
        bail!("{} dependencies are not allowed", faults.len());
    }
    println!("check-layers: {} crates, every arrow is allowed", crates.len());
    Ok(())
}

fn members(metadata: &Value) -> impl Iterator<Item = &str> {
    packages(metadata).filter_map(|package| package["name"].as_str())
}

fn packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata["packages"].as_array().into_iter().flatten()
}

fn arrows(metadata: &Value) -> BTreeSet<Arrow> {
    packages(metadata)
        .flat_map(|package| {
            let from = package["name"].as_str().unwrap_or_default();
            let dependencies = package["dependencies"].as_array().into_iter().flatten();
            dependencies.map(move |dependency| Arrow {
                from: from.to_owned(),
                to: dependency["name"].as_str().unwrap_or_default().to_owned(),
                for_tests: dependency["kind"] == "dev",
            })
        })
        .collect()
}

fn faults(crates: &BTreeSet<&str>, arrows: &BTreeSet<Arrow>) -> Vec<String> {
    let unknown = crates
        .iter()
        .filter(|name| allowed_from(name).is_none())
        .map(|name| format!("{name} has no place in the layers: add it to xtask/src/layers.rs"));
    let wrong = arrows.iter().filter_map(|arrow| fault(crates, arrow));
    unknown.chain(wrong).collect()
}

fn fault(crates: &BTreeSet<&str>, arrow: &Arrow) -> Option<String> {
    let Arrow { from, to, for_tests } = arrow;
    if from == to && *for_tests {
        // the tests of a crate may ask for features of its own
        return None;
    }
    if crates.contains(to.as_str()) {
        if FOR_TESTS.contains(&to.as_str()) {
            return (!for_tests).then(|| format!("{from} → {to}: {to} is for dev-dependencies only"));
        }
        let allowed = allowed_from(from)?;
        return (!allowed.contains(&to.as_str())).then(|| match allowed {
            [] => format!("{from} → {to}: {from} may depend on none of our crates"),
            _ => format!("{from} → {to}: {from} may depend on {}", allowed.join(", ")),
        });
    }
    let (outside, homes) = HOMES.iter().find(|(prefix, _)| to == prefix || to.starts_with(&format!("{prefix}-")))?;
    (!homes.contains(&from.as_str())).then(|| match homes {
        [] => format!("{from} → {to}: {outside} may be used in none of our crates"),
        _ => format!("{from} → {to}: {outside} may be used only in {}", homes.join(", ")),
    })
}

fn allowed_from(name: &str) -> Option<&'static [&'static str]> {
    ALLOWED.iter().find(|(from, _)| *from == name).map(|(_, allowed)| *allowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn verdict(from: &str, to: &str, kind: Value) -> Vec<String> {
        let metadata = json!({ "packages": [
            { "name": from, "dependencies": [{ "name": to, "kind": kind }] },
            { "name": "method", "dependencies": [] },
            { "name": "store", "dependencies": [] },
            { "name": "app", "dependencies": [] },
            { "name": "test-support", "dependencies": [] },
        ]});
        faults(&members(&metadata).collect(), &arrows(&metadata))
    }

    #[test]
    fn an_arrow_downwards_is_allowed() {
        assert!(verdict("app", "store", Value::Null).is_empty());
    }

    #[test]
    fn an_arrow_upwards_is_named() {
        assert_eq!(verdict("store", "app", Value::Null), ["store → app: store may depend on filters, method, text"]);
    }

    #[test]
    fn the_binary_may_not_skip_the_use_cases() {
        assert_eq!(
            verdict("tuoke", "store", Value::Null),
            ["tuoke → store: tuoke may depend on http-api, app, method"]
        );
    }

    #[test]
    fn a_test_may_not_point_upwards_either() {
        assert_eq!(verdict("method", "store", json!("dev")).len(), 1);
    }

    #[test]
    fn test_support_is_for_tests_only() {
        assert!(verdict("store", "test-support", json!("dev")).is_empty());
        assert_eq!(
            verdict("store", "test-support", Value::Null),
            ["store → test-support: test-support is for dev-dependencies only"]
        );
    }

    #[test]
    fn the_database_library_stays_beside_the_store() {
        assert!(verdict("store", "sea-orm", Value::Null).is_empty());
        assert_eq!(
            verdict("app", "sea-orm-migration", Value::Null),
            ["app → sea-orm-migration: sea-orm may be used only in store, test-support"]
        );
    }

    #[test]
    fn a_name_that_only_begins_alike_is_another_crate() {
        assert!(verdict("app", "arrowhead", Value::Null).is_empty());
    }

    #[test]
    fn a_crate_without_a_place_is_refused() {
        assert_eq!(
            verdict("shortcuts", "method", Value::Null),
            ["shortcuts has no place in the layers: add it to xtask/src/layers.rs"]
        );
    }
}
