//! The likeness of two records: evidence field by field, then the rules that no sum of evidence may overrule.

mod contact;
mod name;
mod place;
mod rules;

use serde::{Deserialize, Serialize};

use super::features::Features;
use super::weights::{PRIOR, SCALE};
use contact::{BirthRelation, ContactRelation, IdentityRelation};
use name::NameRelation;

/// A field of a record, as reasons name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    FamilyName,
    GivenName,
    /// The whole name, where one side is in Latin letters and the other in Han.
    Name,
    Organisation,
    Contact,
    Phone,
    Email,
    IdentityNumber,
    BirthDate,
    StreetNumber,
    Street,
    Suburb,
    Postcode,
    Province,
}

const FIELDS: usize = 14;

/// What one field said.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FieldAgreement {
    pub field: Field,
    /// 0 (nothing in common) to 1 (equal).
    pub similarity: f64,
    /// Evidence in bits: positive for the same, negative against it.
    pub weight: f64,
}

/// How surely two records are the same.
///
/// Records that agree on a phone, an e-mail address or a proven identity number but not in name are kept from .80 to
/// .89, whatever else agrees, so that under any duplicate threshold from .90 on a person looks first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Likeness {
    /// 0 to 1.
    pub score: f64,
    /// Fields that both records fill, the strongest evidence first.
    pub reasons: Vec<FieldAgreement>,
}

/// Compares two records (PRO-11). Symmetric; a field that either record leaves empty is no evidence.
pub fn likeness(a: &Features, b: &Features) -> Likeness {
    let weighed = weigh(a, b);
    let mut reasons: Vec<FieldAgreement> = weighed.evidence.agreements.into_iter().flatten().collect();
    reasons.sort_by(|x, y| y.weight.abs().total_cmp(&x.weight.abs()).then(x.field.cmp(&y.field)));
    Likeness { score: weighed.score, reasons }
}

/// Evidence collected so far, one place for each field.
#[derive(Debug, Default)]
struct Evidence {
    agreements: [Option<FieldAgreement>; FIELDS],
    bits: f64,
}

impl Evidence {
    fn add(&mut self, field: Field, similarity: f64, weight: f64) {
        self.agreements[field as usize] = Some(FieldAgreement { field, similarity, weight });
        self.bits += weight;
    }
}

/// How the two records stand to each other where rules ask for it.
#[derive(Debug, Clone, Copy)]
struct Relations {
    name: NameRelation,
    /// Both are people and the names of their organisations have one key.
    same_employer: bool,
    /// Both are organisations with the same contact person.
    same_contact: bool,
    contact: ContactRelation,
    identity: IdentityRelation,
    birth: BirthRelation,
}

pub(super) struct Weighed {
    pub(super) score: f64,
    evidence: Evidence,
}

/// The comparison without sorting reasons, for the many pairs that turn out to be different.
pub(super) fn weigh(a: &Features, b: &Features) -> Weighed {
    // one order of comparing makes the result symmetric, whatever the measures do
    let (a, b) = if a.order() <= b.order() { (a, b) } else { (b, a) };
    let mut evidence = Evidence::default();
    let name = name::compare_names(a, b, &mut evidence);
    let organisation = name::compare_organisations(a, b, &mut evidence);
    let relations = Relations {
        name: match (a.is_organisation(), b.is_organisation()) {
            (true, true) => organisation,
            // a company and its contact share a phone and are still two records
            (true, false) if b.is_person() => NameRelation::Different,
            (false, true) if a.is_person() => NameRelation::Different,
            _ => name,
        },
        same_employer: organisation == NameRelation::Same && !a.is_organisation() && !b.is_organisation(),
        same_contact: name::compare_contacts(a, b, &mut evidence),
        contact: contact::compare_contact_points(a, b, &mut evidence),
        identity: contact::compare_identity(a, b, &mut evidence),
        birth: contact::compare_birth(a, b, &mut evidence),
    };
    place::compare_places(a, b, &mut evidence);
    let score = 1.0 / (1.0 + (-(PRIOR + evidence.bits) / SCALE).exp2());
    Weighed { score: rules::apply(score, &relations), evidence }
}
