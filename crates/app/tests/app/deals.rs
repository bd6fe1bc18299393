//! Deals with key accounts (OPP): from the first entry to what closed ones say about open ones.

mod assessing;
mod learning;
mod reading;
mod working;

use app::{
    AppError,
    deals::{AssessedDeal, DealView},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::team::{DAY, Team, read};

/// An organisation of chen's.
async fn hospital(team: &Team, name: &str) -> Uuid {
    team.party(&team.chen, json!({ "kind": "organisation", "name": name })).await.summary.id
}

/// When the next step is due.
fn soon(team: &Team) -> Value {
    json!({ "what": "上门演示", "due_at": team.now().plus_days(3.0) })
}

/// A deal of chen's; what `asked` does not say is plain.
async fn deal(team: &Team, party: Uuid, asked: Value) -> DealView {
    let mut whole = json!({ "party_id": party, "name": "彩超采购", "next_step": soon(team),
        "amount": { "kind": "known", "minor": 30_000_000 } });
    whole.as_object_mut().unwrap().extend(asked.as_object().unwrap().clone());
    team.app.create_deal(&team.chen, read(whole)).await.expect("a new deal")
}

async fn rival(team: &Team, deal: Uuid, name: &str) -> Uuid {
    let view = team.app.put_deal_rival(&team.chen, deal, read(json!({ "name": name }))).await.expect("a rival");
    view.rivals.iter().find(|rival| rival.name == name).expect("the rival").id
}

async fn person(team: &Team, deal: Uuid, power: &str, leaning: Option<&str>) -> Uuid {
    let asked = json!({ "name": format!("某{power}"), "power": power, "leaning": leaning });
    let view = team.app.put_deal_person(&team.chen, deal, read(asked)).await.expect("a person");
    view.people.last().expect("the person").id
}

async fn opening(team: &Team, deal: Uuid, asked: Value) -> AssessedDeal {
    let found = team.app.assess_opening(&team.chen, deal, read(asked)).await.expect("an assessed opening");
    // two assessments are told apart by their moment
    team.clock.forward(1);
    found
}

/// An opening in a cell: by what the customer says of the past, and by evidence against one rival.
async fn in_cell(team: &Team, deal: Uuid, rival: Uuid, territory: &str, standing: &str) -> AssessedDeal {
    let sold = match territory {
        "ours" => "we_nearly_all",
        "theirs" => "rival_nearly_all",
        _ => "about_equal",
    };
    let (shaped, criteria, first) = match standing {
        "ahead" => ("with_us", "us", "we_long_before"),
        "behind" => ("by_rival", "rival", "rival_long_before"),
        _ => ("nobody", "nobody", "together"),
    };
    let evidence = json!({ "knew_first": first, "shaped": shaped, "criteria": criteria, "met_decider": "nobody",
        "tried": "nobody" });
    let asked = json!({ "territory": { "bought_at_all": "yes", "sold_most": sold }, "evidence": { rival.to_string(): evidence } });
    opening(team, deal, asked).await
}

async fn end(team: &Team, deal: Uuid, outcome: &str) -> Result<DealView, AppError> {
    let asked =
        json!({ "end": outcome, "buyer_says": { "reason": "unknown" }, "seller_sees": { "reason": "relations" } });
    team.app.end_deal(&team.chen, deal, read(asked)).await
}

/// Lets days pass.
fn days(team: &Team, count: i64) {
    team.clock.forward(count * DAY);
}
