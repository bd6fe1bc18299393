//! What a sum of evidence may not overrule (PRO-11): agreement on a phone, an e-mail address, an identity number or on
//! company and contact makes a duplicate when the names fit, and only a review when they do not.

use super::Relations;
use super::contact::{BirthRelation, IdentityRelation};
use super::name::NameRelation;

/// Proof and fitting names.
const SURE: f64 = 0.96;
/// A personal phone or address where one side has no name.
const LIKELY: f64 = 0.93;
/// Something agrees that people share, or something speaks against it.
const LOOK: f64 = 0.85;
/// The lowest score that a person gets to see.
const LOWEST_REVIEW: f64 = 0.80;
/// The highest score that is not acted upon without a person.
const HIGHEST_REVIEW: f64 = 0.89;
/// The highest score that is not shown.
const HIGHEST_DIFFERENT: f64 = 0.79;

/// Raises or lowers the score of the evidence to what the rules allow.
pub(super) fn apply(score: f64, relations: &Relations) -> f64 {
    let Relations { name, contact, identity, birth, .. } = *relations;
    if identity == IdentityRelation::ProvenDifferent {
        return score.min(HIGHEST_DIFFERENT);
    }
    let names_fit = matches!(name, NameRelation::Same | NameRelation::Similar);
    let personal = contact.personal || identity == IdentityRelation::Proven;
    let any_shared = personal || contact.shared_line;

    let mut score = score;
    if any_shared && name == NameRelation::Different {
        score = score.max(if personal { LOWEST_REVIEW } else { 0.0 });
        // a birth date or another number that agrees shows that it is the names that are wrong
        let known_otherwise =
            birth == BirthRelation::Same && matches!(identity, IdentityRelation::Evident | IdentityRelation::Proven);
        if !known_otherwise {
            score = score.min(HIGHEST_REVIEW);
        }
    } else if any_shared && names_fit {
        // a switchboard reaches 张总 and 张三 alike
        score = score.max(if personal || name == NameRelation::Same { SURE } else { LOOK });
    } else if any_shared {
        score = score.max(if personal { LIKELY } else { LOOK });
    }
    if identity == IdentityRelation::Evident && names_fit {
        score = score.max(SURE);
    }
    score = score.max(organisation_floor(relations));

    // father and son of one name, one phone
    let conflict = identity == IdentityRelation::ProvenNear
        || (any_shared
            && identity != IdentityRelation::Proven
            && (birth == BirthRelation::Different || identity == IdentityRelation::Different));
    if conflict { score.min(HIGHEST_REVIEW) } else { score }
}

/// Company name and contact person agree.
fn organisation_floor(relations: &Relations) -> f64 {
    let same_name = relations.name == NameRelation::Same;
    if relations.same_contact && same_name {
        SURE
    } else if relations.same_employer && same_name {
        // two people of one name in one company are rarer than one with two phones, but not rare enough to merge unseen
        if relations.contact.phones_differ { LOOK } else { LIKELY }
    } else {
        0.0
    }
}
