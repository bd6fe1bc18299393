//! Records that come one after the other, each compared with the earlier ones that share a key.
//!
//! A million of them have to fit into little memory beside an import: what they say is kept packed, and the keys in
//! flat tables rather than in one list for each key.

mod keys;
mod packed;

use super::blocking::{KeyKind, blocking_keys};
use super::compare::{Likeness, likeness, weigh};
use super::features::Features;
use keys::KeyTable;
use packed::Packed;

/// Records by the keys they share: about 250 bytes a record.
#[derive(Debug)]
pub struct Index<Id> {
    ids: Vec<Id>,
    features: Packed,
    keys: KeyTable,
}

impl<Id> Default for Index<Id> {
    fn default() -> Self {
        Self { ids: Vec::new(), features: Packed::default(), keys: KeyTable::default() }
    }
}

/// Records of one key that are looked at; a key shared by more tells nothing. What many share by chance (a name in a
/// town) is left sooner than what few share (a number, a company).
fn largest_block(kind: KeyKind) -> usize {
    use KeyKind as K;
    match kind {
        K::Phone | K::Email | K::Identity | K::Organisation | K::OrganisationCore => 60,
        K::NameAndOrganisation | K::NameAndPhoneEnd | K::NameAndPhoneStart => 60,
        _ => 12,
    }
}

impl<Id: Copy> Index<Id> {
    pub fn add(&mut self, id: Id, features: &Features) {
        let place = self.ids.len() as u32;
        for key in blocking_keys(features) {
            self.keys.add(key, place, largest_block(key.kind()));
        }
        self.features.push(features);
        self.ids.push(id);
    }

    /// The record most like this one among those that share a key of acceptable size, if its score is at least so much.
    pub fn likest(&self, features: &Features, least_score: f64) -> Option<(Id, Likeness)> {
        let mut places: Vec<u32> = Vec::new();
        for key in blocking_keys(features) {
            self.keys.append(key, largest_block(key.kind()), &mut places);
        }
        places.sort_unstable();
        places.dedup();
        let weighed = places.into_iter().map(|place| {
            let other = self.features.get(place as usize);
            (weigh(features, &other).score, place, other)
        });
        let (score, place, other) = weighed.max_by(|a, b| a.0.total_cmp(&b.0))?;
        (score >= least_score).then(|| (self.ids[place as usize], likeness(features, &other)))
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}
