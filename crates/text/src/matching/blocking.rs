//! Which records are worth comparing: those that share a key.
//!
//! Each kind of key survives another kind of error. A mistyped name still shares the birth date, a mistyped birth date
//! the name and place, a mistyped phone its first or last digits. Keys that many people share by chance (a common
//! name) are joined with something else, so that groups stay small.

use super::features::{Features, Slot};
use super::hash::StableHash;

/// What a key is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum KeyKind {
    Phone = 1,
    Email,
    Identity,
    /// Name of an organisation.
    Organisation,
    /// Distinguishing words of an organisation's name, whatever its region.
    OrganisationCore,
    /// Name of a person and start of the organisation's name.
    NameAndOrganisation,
    /// Name and the last digits of a phone.
    NameAndPhoneEnd,
    /// Name and the first digits of a phone.
    NameAndPhoneStart,
    /// Initial of either name and birth date.
    InitialAndBirth,
    /// Family name and postcode; for Chinese names, which share few surnames, the whole name.
    FamilyAndPostcode,
    FamilyAndStreet,
    GivenAndSuburb,
    GivenAndStreet,
    NameAndProvince,
    NameAndSuburb,
    HouseAndSuburb,
    HouseAndPostcode,
}

impl KeyKind {
    const ALL: [Self; 17] = [
        Self::Phone,
        Self::Email,
        Self::Identity,
        Self::Organisation,
        Self::OrganisationCore,
        Self::NameAndOrganisation,
        Self::NameAndPhoneEnd,
        Self::NameAndPhoneStart,
        Self::InitialAndBirth,
        Self::FamilyAndPostcode,
        Self::FamilyAndStreet,
        Self::GivenAndSuburb,
        Self::GivenAndStreet,
        Self::NameAndProvince,
        Self::NameAndSuburb,
        Self::HouseAndSuburb,
        Self::HouseAndPostcode,
    ];
}

/// A group a record belongs to. The number never changes between versions of one `KeyKind`, so it may be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(u64);

impl Key {
    /// The kind is kept in the highest byte.
    fn new(kind: KeyKind, hash: StableHash) -> Self {
        Self((u64::from(kind as u8) << 56) | (hash.finish() >> 8))
    }

    /// The number to store and to look up.
    pub fn number(self) -> u64 {
        self.0
    }

    /// What the key is made of.
    pub fn kind(self) -> KeyKind {
        let kind = (self.0 >> 56) as usize;
        KeyKind::ALL[kind.saturating_sub(1).min(KeyKind::ALL.len() - 1)]
    }
}

/// The groups a record belongs to, without repeats; empty when it says too little to compare.
pub fn blocking_keys(features: &Features) -> Vec<Key> {
    let mut keys = Keys { list: Vec::with_capacity(12) };
    contact_keys(features, &mut keys);
    organisation_keys(features, &mut keys);
    if !features.get(Slot::Sound).is_empty() {
        person_keys(features, &mut keys);
    }
    place_keys(features, &mut keys);
    keys.list.sort_unstable();
    keys.list.dedup();
    keys.list
}

struct Keys {
    list: Vec<Key>,
}

impl Keys {
    /// Adds a key when all its parts are known.
    fn add(&mut self, kind: KeyKind, parts: &[&str]) {
        if parts.iter().all(|part| !part.is_empty()) {
            let hash = parts.iter().fold(StableHash::new(kind as u8), |hash, part| hash.with(part));
            self.list.push(Key::new(kind, hash));
        }
    }
}

fn contact_keys(features: &Features, keys: &mut Keys) {
    for phone in features.phones() {
        keys.add(KeyKind::Phone, &[phone]);
        if phone.len() >= 8 && !features.get(Slot::Sound).is_empty() {
            let name = features.get(Slot::FamilySound);
            keys.add(KeyKind::NameAndPhoneEnd, &[name, &phone[phone.len() - 5..]]);
            keys.add(KeyKind::NameAndPhoneStart, &[features.get(Slot::Sound), &phone[..phone.len() - 4]]);
        }
    }
    for email in features.emails() {
        keys.add(KeyKind::Email, &[email]);
    }
    keys.add(KeyKind::Identity, &[features.get(Slot::Identity)]);
}

fn organisation_keys(features: &Features, keys: &mut Keys) {
    let core = features.get(Slot::OrganisationCore);
    if features.is_organisation() {
        keys.add(KeyKind::Organisation, &[features.get(Slot::OrganisationKey)]);
        keys.add(KeyKind::OrganisationCore, &[core]);
    } else {
        keys.add(KeyKind::NameAndOrganisation, &[features.get(Slot::Sound), start(core, 2)]);
    }
}

fn person_keys(features: &Features, keys: &mut Keys) {
    let sound = features.get(Slot::Sound);
    let family = code(features.get(Slot::FamilySound), features.han_name);
    let given_letters = sound.strip_prefix(features.get(Slot::FamilySound)).unwrap_or_default();
    let given = code(given_letters, features.han_name);

    if features.birth != 0 {
        for initial in [start(sound, 1), start(given_letters, 1)] {
            if !initial.is_empty() {
                let kind = KeyKind::InitialAndBirth;
                let hash = StableHash::new(kind as u8).with(initial).with_number(features.birth);
                keys.list.push(Key::new(kind, hash));
            }
        }
    }
    let (postcode, street) = (features.get(Slot::Postcode), first_word(features.get(Slot::Street)));
    keys.add(KeyKind::FamilyAndStreet, &[&family, street]);
    keys.add(KeyKind::GivenAndStreet, &[&given, street]);
    if features.han_name {
        // few surnames, large cities: half a name and an area would bring thousands together, and a whole name and a
        // city are no reason to look
        keys.add(KeyKind::FamilyAndPostcode, &[sound, postcode]);
        return;
    }
    let suburb = start(features.get(Slot::Suburb), 4);
    keys.add(KeyKind::FamilyAndPostcode, &[&family, postcode]);
    keys.add(KeyKind::GivenAndSuburb, &[&given, suburb]);
    // one order for both names, since columns get exchanged
    let (first, second) = if family <= given { (&family, &given) } else { (&given, &family) };
    keys.add(KeyKind::NameAndProvince, &[first, second, features.get(Slot::Province)]);
    keys.add(KeyKind::NameAndSuburb, &[first, second, suburb]);
}

fn place_keys(features: &Features, keys: &mut Keys) {
    let number = features.get(Slot::StreetNumber);
    let street = first_word(features.get(Slot::Street));
    keys.add(KeyKind::HouseAndSuburb, &[number, street, start(features.get(Slot::Suburb), 3)]);
    keys.add(KeyKind::HouseAndPostcode, &[number, start(street, 3), features.get(Slot::Postcode)]);
}

/// A name by its sound: Latin names lose what is easily mistyped (vowels, doubled letters), pinyin is short already.
fn code(name: &str, han: bool) -> String {
    if han {
        return name.to_owned();
    }
    let mut code = String::with_capacity(4);
    for (at, c) in name.chars().enumerate() {
        let c = match c {
            'z' => 's',
            'q' | 'c' => 'k',
            'v' => 'f',
            'j' => 'g',
            other => other,
        };
        let soft = matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'w');
        if (at == 0 || !soft) && !code.ends_with(c) {
            code.push(c);
        }
        if code.len() >= 4 {
            break;
        }
    }
    code
}

/// The first characters of a text.
fn start(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

/// The beginning of the first word that is not a single letter; Chinese streets by their first four characters.
fn first_word(street: &str) -> &str {
    let word = street.split(' ').find(|word| word.len() > 1).unwrap_or_default();
    start(word, 4)
}

/// Numbers that split a group too large to compare whole: records that agree in none of them are unlikely to be one.
/// 0 where unknown.
pub(super) fn refinements(features: &Features) -> [u64; 4] {
    let of = |seed: u8, text: &str| if text.is_empty() { 0 } else { StableHash::new(seed).with(text).finish() };
    let birth = if features.birth == 0 { 0 } else { StableHash::new(0xF3).with_number(features.birth).finish() };
    [
        of(0xF1, features.get(Slot::Sound)),
        of(0xF2, features.phones().next().unwrap_or_default()),
        birth,
        of(0xF4, features.get(Slot::Identity)),
    ]
}
