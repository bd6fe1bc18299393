//! A company in an empty product: a manager and fifty who sell, made as an administrator makes them.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::http::Client;
use crate::product::{PASSWORD, Person};

/// Who sells, and the names that each of them holds.
pub const SELLERS: usize = 50;
pub const HOLDINGS: usize = 300;

/// Makes everybody, called by an administrator.
pub fn hire(administrator: &mut Client) -> Result<()> {
    let teams: Value = serde_json::from_slice(&administrator.get("/api/v1/teams")?)?;
    let root = teams["items"][0]["id"].as_str().context("no team")?;
    let asked = json!({ "name": "销售一部", "parent_id": root });
    let team: Value = serde_json::from_slice(&administrator.post("/api/v1/teams", &asked.to_string())?)?;
    let mut hire = |name: String, email: &str, role: &str| -> Result<()> {
        let user =
            json!({ "name": name, "email": email, "password": PASSWORD, "roles": [role], "team_id": team["id"] });
        administrator.post("/api/v1/users", &user.to_string())?;
        Ok(())
    };
    hire("经理".to_owned(), Person::Manager.email(), "manager")?;
    for number in 0..SELLERS {
        hire(format!("业务{number}"), &seller(number), "sales")?;
    }
    Ok(())
}

/// The e-mail of one who sells, as the composed list names them.
fn seller(number: usize) -> String {
    format!("rep{number:02}@example.com")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seller_who_is_asked_for_today_is_one_of_them() {
        assert_eq!(seller(0), Person::Seller.email());
    }
}
