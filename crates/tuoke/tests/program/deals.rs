//! `tuoke deals` on the demo's deals, and the demo filled with more of them.

use serde_json::Value;

use crate::fixture::{check, done};

fn json(printed: &str) -> Value {
    serde_json::from_str(printed.trim()).unwrap()
}

#[test]
fn opp_2_opp_6_the_deals_of_the_demo_are_diagnosed_and_forecast() {
    let data = tempfile::tempdir().unwrap();
    let filled = done(data.path(), &["demo", "--deals", "300"]);
    assert!(filled.contains("300 deals"), "{filled}");
    let found = json(&done(data.path(), &["deals", "diagnose", "--json"]));
    let cells = found["cells"]["cells"].as_array().unwrap();
    assert!(cells.iter().all(|cell| cell["deals"].as_u64().unwrap() > 0), "every cell of the grid is to be seen");
    let open: u64 = found["open_classes"].as_array().unwrap().iter().map(|one| one["deals"].as_u64().unwrap()).sum();
    assert_eq!(open + found["without_class"].as_u64().unwrap(), found["open"].as_u64().unwrap());
    let forecast = json(&done(data.path(), &["deals", "forecast", "--json"]));
    assert_eq!(forecast["currency"], "CNY");
    let shown = done(data.path(), &["deals", "diagnose"]);
    assert!(!shown.trim().is_empty());
    assert!(check(data.path()).iter().all(|finding| finding["fine"] == true));
}
