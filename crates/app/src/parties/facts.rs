//! The facts of a card (PRO-6) as they are kept: free text by key, some of them in columns.

use std::collections::{BTreeMap, BTreeSet};

use method::prospecting::card::CardFact;
use store::entities::{address, contact_point, party, party_link};

use crate::AppError;

/// Facts by key; the keys are [`FACT_KEYS`].
pub(crate) type Facts = BTreeMap<String, String>;

/// The facts a card takes besides name, contact points and addresses. `employer` and `position` live in columns.
pub(crate) const FACT_KEYS: [&str; 28] = [
    "employer",
    "position",
    "department",
    "family_name",
    "given_name",
    "gender",
    "birth_date",
    "age",
    "education",
    "income",
    "highest_income",
    "need",
    "plans",
    "family",
    "interests",
    "temperament",
    "holdings",
    "industry",
    "size",
    "founding_day",
    "suppliers",
    "rival_products",
    "website",
    "history",
    "notes",
    "contact_person",
    "nearness",
    "country",
];

/// Longest text of one fact.
pub(crate) const LONGEST_FACT: usize = 2_000;

pub(crate) fn read(row: &party::Model) -> Facts {
    let mut facts: Facts = serde_json::from_str(&row.facts).unwrap_or_default();
    for (key, column) in [("employer", &row.employer), ("position", &row.position)] {
        if let Some(value) = column {
            facts.insert(key.to_owned(), value.clone());
        }
    }
    facts
}

pub(crate) fn write(row: &mut party::Model, mut facts: Facts) {
    row.employer = facts.remove("employer");
    row.position = facts.remove("position");
    row.facts = serde_json::to_string(&facts).unwrap_or_else(|_| "{}".to_owned());
}

pub(crate) fn custom(row: &party::Model) -> BTreeMap<String, String> {
    serde_json::from_str(&row.custom).unwrap_or_default()
}

/// Checks keys and lengths; blank values mean "no longer known".
pub(crate) fn check(facts: &BTreeMap<String, String>) -> Result<(), AppError> {
    let mut errors = Vec::new();
    for (key, value) in facts {
        let pointer = format!("/facts/{key}");
        if !FACT_KEYS.contains(&key.as_str()) {
            errors.push(crate::FieldError::new(&pointer, "unknown", "the card has no such fact"));
        } else if value.chars().count() > LONGEST_FACT {
            errors.push(crate::FieldError::new(&pointer, "too_long", format!("use at most {LONGEST_FACT} characters")));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(AppError::Invalid(errors)) }
}

/// What surrounds a party's row and fills places of its card.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Around<'a> {
    pub contacts: &'a [contact_point::Model],
    pub addresses: &'a [address::Model],
    pub people: &'a [party_link::Model],
}

/// Which places of the card are filled.
pub(crate) fn known(row: &party::Model, facts: &Facts, around: Around<'_>, role_known: bool) -> BTreeSet<CardFact> {
    use CardFact as C;
    let fact = |key: &str| facts.get(key).is_some_and(|value| !value.trim().is_empty());
    let contact = |kind: &str| around.contacts.iter().any(|c| c.kind == kind && c.valid);
    let address = |work: bool| around.addresses.iter().any(|a| (a.kind == "work") == work);
    let places = [
        (C::Name, !row.name.is_empty()),
        (C::Phone, contact("phone")),
        (C::Email, contact("email")),
        (C::Wechat, contact("wechat")),
        (C::Address, address(false)),
        (C::WorkAddress, address(true)),
        (C::Employment, fact("employer") || fact("position")),
        (C::ContactPerson, !around.people.is_empty() || fact("contact_person")),
        (C::Influence, around.people.iter().any(|link| link.influences != "[]")),
        (C::DecisionRole, role_known),
        (C::Introducer, row.introducer_id.is_some() || row.introducer_name.is_some()),
        (C::RelationGroup, row.relation_group.is_some()),
        (C::BirthDate, fact("birth_date") || fact("age")),
        (C::Income, fact("income")),
        (C::HighestIncome, fact("highest_income")),
        (C::Size, fact("size")),
        (C::Need, fact("need")),
        (C::Plans, fact("plans")),
        (C::Family, fact("family")),
        (C::Education, fact("education")),
        (C::Interests, fact("interests")),
        (C::Temperament, fact("temperament")),
        (C::Holdings, fact("holdings")),
        (C::Industry, fact("industry")),
        (C::FoundingDay, fact("founding_day")),
        (C::Suppliers, fact("suppliers")),
        (C::RivalProducts, fact("rival_products")),
        (C::Website, fact("website")),
        (C::History, fact("history") || row.two_way_count > 0),
    ];
    places.into_iter().filter(|(_, filled)| *filled).map(|(place, _)| place).collect()
}
