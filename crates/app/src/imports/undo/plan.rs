//! What is done with one row when its import is undone: a value that is previewed, and applied.

use std::collections::BTreeMap;

use method::imports::{KeptBecause, Since, goes_back, why_it_stays};
use store::entities::{import_row, party};
use uuid::Uuid;

use super::{
    Kept,
    look::{Earlier, Scene, Touched},
};
use crate::{
    AppError,
    imports::{
        effect::{Effect, ValueChanged},
        report::RowReason,
    },
    parties::{draft::name_key, facts},
};

/// What is taken back of a row, and what stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RowPlan {
    /// the record the row made goes out of use
    pub goes: bool,
    /// values that go back to what was there before
    pub values: Vec<ValueChanged>,
    pub contacts: Vec<Uuid>,
    pub addresses: Vec<Uuid>,
    pub evidence: Vec<Uuid>,
    pub tags: Vec<String>,
    /// the record leaves the list
    pub unlisted: bool,
    pub kept: Vec<Kept>,
}

impl RowPlan {
    pub(super) fn reasons(&self) -> Vec<RowReason> {
        self.kept.iter().map(Kept::reason).collect()
    }

    /// Whether the record has to be written and asked about again.
    pub(super) fn changes_record(&self) -> bool {
        let Self { values, contacts, addresses, evidence, tags, .. } = self;
        !values.is_empty() || !contacts.is_empty() || !addresses.is_empty() || !evidence.is_empty() || !tags.is_empty()
    }
}

/// The value of a field as the record has it.
pub(super) fn value_of(row: &party::Model, field: &str) -> Option<String> {
    match field {
        "market" => row.market.clone(),
        "method" => row.method.clone(),
        "relation_group" => row.relation_group.clone(),
        "introducer" => row.introducer_name.clone(),
        "external_id" => row.external_id.clone(),
        "identity_number" => row.identity_number.clone(),
        "name" => Some(row.name.clone()),
        _ => match field.strip_prefix("custom.") {
            Some(key) => facts::custom(row).get(key).cloned(),
            None => facts::read(row).get(field).cloned(),
        },
    }
}

/// Puts a value back to what it was before the import.
pub(super) fn put_back(row: &mut party::Model, value: &ValueChanged) {
    let before = value.before.clone();
    match value.field.as_str() {
        "market" => row.market = before,
        "method" => row.method = before,
        "relation_group" => row.relation_group = before,
        "introducer" => row.introducer_name = before,
        "external_id" => row.external_id = before,
        "identity_number" => row.identity_number = before,
        "name" => {
            row.name = before.unwrap_or_default();
            row.name_key = name_key(&row.kind, &row.name);
        }
        field => match field.strip_prefix("custom.") {
            Some(key) => {
                let mut custom = facts::custom(row);
                set(&mut custom, key, before);
                row.custom = serde_json::to_string(&custom).unwrap_or_else(|_| "{}".to_owned());
            }
            None => {
                let mut known = facts::read(row);
                set(&mut known, field, before);
                facts::write(row, known);
            }
        },
    }
}

fn set(values: &mut BTreeMap<String, String>, key: &str, value: Option<String>) {
    match value {
        Some(value) => values.insert(key.to_owned(), value),
        None => values.remove(key),
    };
}

impl Scene {
    pub(super) fn plan(&self, row: &import_row::Model, earlier: &Earlier) -> Result<RowPlan, AppError> {
        let effect = Effect::read(row.effect.as_deref())?;
        let Some(id) = row.party_id else { return Ok(RowPlan::default()) };
        if row.state != "created" && effect == Effect::default() {
            // a row that changed nothing leaves nothing to take back
            return Ok(RowPlan::default());
        }
        let touched = self.touched(id, earlier);
        let created = row.state == "created";
        // of a record that was erased nothing is left to take back
        let Some(party) = self.party(id) else { return Ok(RowPlan::default()) };
        if created && !self.made(party) {
            // the record the row had made was brought into this one
            return Ok(RowPlan { kept: vec![Kept { why: KeptBecause::Merged, field: None }], ..RowPlan::default() });
        }
        Ok(if created { plan_created(&touched) } else { plan_updated(party, effect, &touched, earlier) })
    }
}

fn plan_created(touched: &Touched<'_>) -> RowPlan {
    let since = Since {
        contacts: touched.contacts,
        changes: touched.audited || touched.changes.iter().any(|change| change.kind != "assignment"),
        handed_over: touched.changes.iter().any(|change| change.kind == "assignment"),
        merged: touched.merged,
        linked: touched.linked,
        imported: touched.imported,
        // of whoever has orders, `linked` says it
        ordered: false,
    };
    let kept: Vec<Kept> = why_it_stays(&since).into_iter().map(|why| Kept { why, field: None }).collect();
    RowPlan { goes: kept.is_empty(), kept, ..RowPlan::default() }
}

fn plan_updated(party: &party::Model, effect: Effect, touched: &Touched<'_>, earlier: &Earlier) -> RowPlan {
    let mut plan = RowPlan::default();
    if touched.merged || touched.out_of_hand {
        let why = if touched.merged { KeptBecause::Merged } else { KeptBecause::NotYours };
        plan.kept.push(Kept { why, field: None });
        return plan;
    }
    let first = effect.changes.first().copied().unwrap_or(Uuid::max());
    for value in effect.values {
        let since = touched.changes.iter().any(|change| change.field == value.field && change.id > first);
        if goes_back(value.after.as_deref(), value_of(party, &value.field).as_deref(), since) {
            plan.values.push(value);
        } else {
            plan.kept.push(Kept { why: KeptBecause::Changed, field: Some(value.field) });
        }
    }
    for contact in touched.contact_points.iter().filter(|contact| effect.contacts.contains(&contact.id)) {
        let field = Some(contact.kind.clone());
        if !contact.valid || contact.do_not_contact {
            plan.kept.push(Kept { why: KeptBecause::Changed, field });
        } else if touched.contacts {
            // it may be the number that was called
            plan.kept.push(Kept { why: KeptBecause::ContactLogged, field });
        } else {
            plan.contacts.push(contact.id);
        }
    }
    plan.addresses = effect.addresses;
    plan.evidence = effect.evidence;
    plan.tags = effect.tags.into_iter().filter(|tag| touched.tags.contains(&tag.as_str())).collect();
    plan.unlisted = effect.listed && !earlier.uses(party.id);
    plan
}
