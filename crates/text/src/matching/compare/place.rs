//! Addresses. A household shares every part of its address, so the parts count together only up to a bound.

use super::super::features::{Features, Slot};
use super::super::similarity::{code_similarity, name_similarity, text_similarity};
use super::super::weights::{self, Weight};
use crate::normalise::is_han;

use super::{Evidence, Field};

type Measure = fn(&str, &str) -> f64;

const PARTS: [(Field, Slot, Weight, Measure); 5] = [
    (Field::StreetNumber, Slot::StreetNumber, weights::STREET_NUMBER, code_similarity),
    (Field::Street, Slot::Street, weights::STREET, text_similarity),
    (Field::Suburb, Slot::Suburb, weights::SUBURB, name_similarity),
    (Field::Postcode, Slot::Postcode, weights::POSTCODE, code_similarity),
    (Field::Province, Slot::Province, weights::PROVINCE, name_similarity),
];

pub(super) fn compare_places(a: &Features, b: &Features, evidence: &mut Evidence) {
    let before = evidence.bits;
    let chinese = a.han_name || b.han_name;
    for (field, slot, weight, measure) in PARTS {
        let (one, other) = (a.get(slot), b.get(slot));
        if !one.is_empty() && !other.is_empty() {
            let similarity = measure(one, other);
            let area = matches!(slot, Slot::Suburb | Slot::Postcode) && (chinese || one.contains(is_han));
            let weight = if area { weights::HAN_AREA } else { weight };
            evidence.add(field, similarity, weight.bits(similarity));
        }
    }
    let together = evidence.bits - before;
    evidence.bits = before + together.clamp(weights::ADDRESS_LEAST, weights::ADDRESS_MOST);
}
