//! Names of people and organisations.

use super::super::features::{Features, Slot};
use super::super::similarity::name_similarity;
use super::super::weights;
use super::{Evidence, Field};

/// What two names say, as the rules need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameRelation {
    Same,
    /// A slip, a homophone, or one side shorter (张总 and 张三).
    Similar,
    /// One side has no name.
    Unknown,
    Different,
}

/// Names at least this alike are one name with slips.
const SIMILAR: f64 = 0.85;

pub(super) fn compare_names(a: &Features, b: &Features, evidence: &mut Evidence) -> NameRelation {
    if a.get(Slot::Sound).is_empty() || b.get(Slot::Sound).is_empty() {
        return NameRelation::Unknown;
    }
    match (a.han_name, b.han_name) {
        (true, true) => compare_han(a, b, evidence),
        (false, false) => compare_latin(a, b, evidence),
        (true, false) => compare_scripts(a, b, evidence),
        (false, true) => compare_scripts(b, a, evidence),
    }
}

fn compare_han(a: &Features, b: &Features, evidence: &mut Evidence) -> NameRelation {
    let (a_family, b_family) = (a.get(Slot::Family), b.get(Slot::Family));
    let (a_given, b_given) = (a.get(Slot::Given), b.get(Slot::Given));
    let same_sound = a.get(Slot::Sound) == b.get(Slot::Sound);

    let mut family_agrees = true;
    if !a_family.is_empty() && !b_family.is_empty() {
        let similarity = if a_family == b_family {
            1.0
        } else if a.get(Slot::FamilySound) == b.get(Slot::FamilySound) {
            0.6
        } else {
            0.0
        };
        family_agrees = similarity > 0.0;
        evidence.add(Field::FamilyName, similarity, weights::HAN_FAMILY.bits(similarity));
    }
    if a_given.is_empty() || b_given.is_empty() {
        return if family_agrees { NameRelation::Similar } else { NameRelation::Different };
    }
    let (similarity, weight) = if a_given == b_given {
        let characters = f64::from(u8::try_from(a_given.chars().count()).unwrap_or(u8::MAX));
        (1.0, (characters * weights::HAN_GIVEN_CHARACTER).min(weights::HAN_GIVEN_MOST))
    } else if same_sound {
        (0.8, weights::HAN_GIVEN_HOMOPHONE)
    } else if a_given.chars().any(|c| b_given.contains(c)) {
        (0.5, weights::HAN_GIVEN_HALF)
    } else {
        (0.0, weights::HAN_GIVEN_DISAGREE)
    };
    evidence.add(Field::GivenName, similarity, weight);
    match (family_agrees, similarity >= 1.0, same_sound) {
        (true, true, _) if a_family == b_family => NameRelation::Same,
        (true, true, _) | (true, _, true) => NameRelation::Similar,
        _ => NameRelation::Different,
    }
}

/// Family and given name as they stand, and with one side's exchanged.
fn compare_latin(a: &Features, b: &Features, evidence: &mut Evidence) -> NameRelation {
    let (a_family, a_given) = (a.get(Slot::Family), a.get(Slot::Given));
    let (b_family, b_given) = (b.get(Slot::Family), b.get(Slot::Given));
    let straight = [part(a_family, b_family, &weights::LATIN_FAMILY), part(a_given, b_given, &weights::LATIN_GIVEN)];
    let bits = |parts: &[Option<(f64, f64)>; 2]| parts.iter().flatten().map(|(_, bits)| bits).sum::<f64>();
    let mut best = straight;
    if bits(&straight) < weights::LATIN_GIVEN.agree {
        let exchanged =
            [part(a_family, b_given, &weights::LATIN_FAMILY), part(a_given, b_family, &weights::LATIN_GIVEN)];
        if bits(&exchanged) > bits(&straight) {
            best = exchanged;
        }
    }
    for (field, part) in [Field::FamilyName, Field::GivenName].into_iter().zip(best) {
        if let Some((similarity, bits)) = part {
            evidence.add(field, similarity, bits);
        }
    }
    let similarities = best.map(|part| part.map(|(similarity, _)| similarity));
    match similarities {
        [Some(family), Some(given)] if family >= 1.0 && given >= 1.0 => NameRelation::Same,
        [Some(family), Some(given)] if family >= SIMILAR && given >= SIMILAR => NameRelation::Similar,
        [Some(one), None] | [None, Some(one)] if one >= SIMILAR => NameRelation::Similar,
        [None, None] => NameRelation::Unknown,
        _ => NameRelation::Different,
    }
}

/// Similarity and bits of one part of a Latin name; `None` where either side lacks it.
fn part(a: &str, b: &str, weight: &weights::Weight) -> Option<(f64, f64)> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() == 1 && long.len() > 1 && long.starts_with(short) {
        // an initial that fits
        return Some((SIMILAR, 1.5));
    }
    let similarity = name_similarity(a, b);
    Some((similarity, weight.bits(similarity)))
}

/// A Han name beside a Latin one, by sound; the Latin one may have its family name last.
fn compare_scripts(han: &Features, latin: &Features, evidence: &mut Evidence) -> NameRelation {
    let sound = han.get(Slot::Sound);
    let straight = name_similarity(sound, latin.get(Slot::Sound));
    let similarity = if straight >= 1.0 {
        straight
    } else {
        let exchanged = format!("{}{}", latin.get(Slot::Given), latin.get(Slot::Family));
        straight.max(name_similarity(sound, &exchanged))
    };
    evidence.add(Field::Name, similarity, weights::SOUND.bits(similarity));
    if similarity >= 0.93 { NameRelation::Similar } else { NameRelation::Different }
}

/// Organisations, or where two people work.
pub(super) fn compare_organisations(a: &Features, b: &Features, evidence: &mut Evidence) -> NameRelation {
    let (a_key, b_key) = (a.get(Slot::OrganisationKey), b.get(Slot::OrganisationKey));
    if a_key.is_empty() || b_key.is_empty() {
        return NameRelation::Unknown;
    }
    let (a_core, b_core) = (a.get(Slot::OrganisationCore), b.get(Slot::OrganisationCore));
    let similarity = if a_key == b_key {
        1.0
    } else if a_core == b_core {
        // a region on one side only is left out; two regions are two companies
        let both_placed = a_key.len() > a_core.len() && b_key.len() > b_core.len();
        if both_placed { 0.70 } else { 0.95 }
    } else {
        name_similarity(a_core, b_core).min(0.98)
    };
    let weight = if a.is_organisation() && b.is_organisation() { weights::ORGANISATION } else { weights::EMPLOYER };
    evidence.add(Field::Organisation, similarity, weight.bits(similarity));
    match similarity {
        s if s >= 1.0 => NameRelation::Same,
        s if s >= 0.92 => NameRelation::Similar,
        _ => NameRelation::Different,
    }
}

/// Contact persons of two organisations; true when they are the same.
pub(super) fn compare_contacts(a: &Features, b: &Features, evidence: &mut Evidence) -> bool {
    let (a_contact, b_contact) = (a.get(Slot::Contact), b.get(Slot::Contact));
    if a_contact.is_empty() || b_contact.is_empty() {
        return false;
    }
    let similarity = name_similarity(a_contact, b_contact);
    evidence.add(Field::Contact, similarity, weights::CONTACT.bits(similarity));
    similarity >= 1.0
}
