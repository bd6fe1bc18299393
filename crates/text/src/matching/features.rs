//! What a record says, in the form that comparing needs: normalised, and packed into one allocation.

use jiff::civil::Date;

use crate::normalise::{
    IdentityScheme, PartialDate, fold_latin, fold_width, is_han, parse_address, parse_identity, parse_organisation,
    parse_person,
};
use crate::tokens::readings;

/// The fields of a record, as stored or as typed; leave empty what is not known.
#[derive(Debug, Clone, Copy, Default)]
pub struct RecordFields<'a> {
    /// Name of a person in one text. Not needed when `family` or `given` is filled.
    pub name: &'a str,
    pub family: &'a str,
    pub given: &'a str,
    /// Name of the organisation itself, or of the organisation a person works for.
    pub organisation: &'a str,
    /// Contact person of an organisation.
    pub contact: &'a str,
    /// In E.164, or any digits.
    pub phones: &'a [&'a str],
    pub emails: &'a [&'a str],
    /// Of whatever scheme; a valid Chinese number counts as proof, any other as evidence.
    pub identity_number: &'a str,
    pub birth_date: Option<PartialDate>,
    pub street_number: &'a str,
    /// Street, or first address line.
    pub street: &'a str,
    /// Second address line: building, flat.
    pub street_more: &'a str,
    /// Suburb, town, or city and district.
    pub suburb: &'a str,
    pub postcode: &'a str,
    /// Province or state.
    pub province: &'a str,
    /// The whole address in one text, when the parts above are not known.
    pub address: &'a str,
}

/// Places in the packed text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Family,
    Given,
    /// Family and given name in pinyin or Latin letters, without blanks.
    Sound,
    /// Pinyin or Latin letters of the family name alone.
    FamilySound,
    OrganisationKey,
    OrganisationCore,
    /// Contact person in Han or Latin letters.
    Contact,
    Identity,
    StreetNumber,
    /// Words of street and second line, or Han characters without blanks.
    Street,
    Suburb,
    Postcode,
    Province,
    /// Digits with country code, joined by blanks.
    Phones,
    /// Lower case, joined by blanks.
    Emails,
}

const SLOTS: usize = 15;

/// Longer field values are cut: what decides likeness stands in front, and slots are addressed in 16 bits.
const LONGEST_VALUE: usize = 240;

/// Lengths from here on take two more bytes when packed.
const LONG: u16 = 255;

/// The Chinese characters in use, packed into two bytes of which the first has its highest bit set.
const FIRST_HAN: u32 = 0x4E00;
const LAST_HAN: u32 = 0x9FFF;
const HAN: u8 = 0x80;
/// Before any other character, in three bytes.
const OTHER: u8 = 0xFF;

/// Phones and e-mail addresses compared per record.
const MOST_CONTACTS: usize = 6;

/// Normalised features of one record. About 100 to 250 bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Features {
    text: Box<str>,
    /// End of each slot in `text`.
    ends: [u16; SLOTS],
    /// Year, month, day as one number (19900512); zeros where unknown.
    pub(super) birth: u32,
    pub(super) han_name: bool,
    /// The identity number is Chinese and its checksum fits.
    pub(super) proven_identity: bool,
}

impl Features {
    /// Normalises and packs the fields of one record.
    pub fn new(fields: &RecordFields<'_>) -> Self {
        let name = Name::of(fields);
        let organisation = parse_organisation(fields.organisation);
        let contact = if fields.contact.is_empty() { None } else { parse_person(fields.contact) };
        let identity = Identity::of(fields.identity_number);
        let place = Place::of(fields);

        let mut packer = Packer::default();
        packer.push(&name.family);
        packer.push(&name.given);
        packer.push(&name.sound);
        packer.push(&name.family_sound);
        packer.push(organisation.as_ref().map_or("", |name| &name.key));
        packer.push(organisation.as_ref().map_or("", |name| &name.core));
        packer.push(&contact.map_or_else(String::new, |person| letters(&person.full)));
        packer.push(&identity.number);
        packer.push(&place.number);
        packer.push(&place.street);
        packer.push(&place.suburb);
        packer.push(&place.postcode);
        packer.push(&place.province);
        packer.push_list(fields.phones.iter().map(|phone| phone.chars().filter(char::is_ascii_digit).collect()));
        packer.push_list(fields.emails.iter().map(|email| email.trim().to_lowercase()));

        let birth = match (fields.birth_date, identity.birth_date) {
            (Some(date), _) => pack_date(date),
            (None, Some(date)) => pack_date(date.into()),
            (None, None) => 0,
        };
        Self {
            text: packer.text.into_boxed_str(),
            ends: packer.ends,
            birth,
            han_name: name.han,
            proven_identity: identity.proven,
        }
    }

    pub(super) fn get(&self, slot: Slot) -> &str {
        let at = slot as usize;
        let start = if at == 0 { 0 } else { usize::from(self.ends[at - 1]) };
        &self.text[start..usize::from(self.ends[at])]
    }

    pub(super) fn phones(&self) -> impl Iterator<Item = &str> + Clone {
        self.get(Slot::Phones).split_ascii_whitespace()
    }

    pub(super) fn emails(&self) -> impl Iterator<Item = &str> + Clone {
        self.get(Slot::Emails).split_ascii_whitespace()
    }

    /// Adds the features to what is packed already: Chinese characters in two bytes, short lengths in one.
    pub(super) fn pack(&self, into: &mut Vec<u8>) {
        into.push(u8::from(self.han_name) | u8::from(self.proven_identity) << 1);
        into.extend_from_slice(&self.birth.to_le_bytes());
        for length in self.lengths() {
            into.push(length.min(LONG) as u8);
            if length >= LONG {
                into.extend_from_slice(&length.to_le_bytes());
            }
        }
        for c in self.text.chars() {
            let code = u32::from(c);
            match code {
                0..0x80 => into.push(code as u8),
                FIRST_HAN..=LAST_HAN => {
                    let place = code - FIRST_HAN;
                    into.extend_from_slice(&[HAN | (place >> 8) as u8, place as u8]);
                }
                _ => {
                    into.push(OTHER);
                    into.extend_from_slice(&code.to_le_bytes()[..3]);
                }
            }
        }
    }

    /// The features at the beginning of what [`Self::pack`] wrote.
    pub(super) fn unpack(packed: &[u8]) -> Self {
        let flags = packed[0];
        let birth = u32::from_le_bytes([packed[1], packed[2], packed[3], packed[4]]);
        let (mut at, mut end) = (5, 0);
        let ends = std::array::from_fn(|_| {
            let mut length = u16::from(packed[at]);
            at += 1;
            if length == LONG {
                length = u16::from_le_bytes([packed[at], packed[at + 1]]);
                at += 2;
            }
            end += length;
            end
        });
        let mut text = String::with_capacity(usize::from(end));
        while text.len() < usize::from(end) {
            let (code, bytes) = match packed[at] {
                ascii @ 0..HAN => (u32::from(ascii), 1),
                OTHER => (u32::from_le_bytes([packed[at + 1], packed[at + 2], packed[at + 3], 0]), 4),
                han => (FIRST_HAN + (u32::from(han & !HAN) << 8) + u32::from(packed[at + 1]), 2),
            };
            text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            at += bytes;
        }
        Self { text: text.into_boxed_str(), ends, birth, han_name: flags & 1 != 0, proven_identity: flags & 2 != 0 }
    }

    fn lengths(&self) -> impl Iterator<Item = u16> + '_ {
        let starts = std::iter::once(0).chain(self.ends);
        self.ends.iter().zip(starts).map(|(end, start)| end - start)
    }

    /// A total order of features, for comparing two records always the same way round.
    pub(super) fn order(&self) -> (&str, &[u16], u32, bool, bool) {
        (&self.text, &self.ends, self.birth, self.han_name, self.proven_identity)
    }

    /// A record without a person's name, known by its organisation.
    pub(super) fn is_organisation(&self) -> bool {
        !self.is_person() && !self.get(Slot::OrganisationKey).is_empty()
    }

    /// A record with a person's name.
    pub(super) fn is_person(&self) -> bool {
        !self.get(Slot::Sound).is_empty()
    }
}

#[derive(Default)]
struct Packer {
    text: String,
    ends: [u16; SLOTS],
    filled: usize,
}

impl Packer {
    fn push(&mut self, value: &str) {
        let mut end = value.len().min(LONGEST_VALUE);
        while !value.is_char_boundary(end) {
            end -= 1;
        }
        self.text.push_str(&value[..end]);
        self.close();
    }

    fn push_list(&mut self, values: impl Iterator<Item = String>) {
        let start = self.text.len();
        for value in values.filter(|value| !value.is_empty() && value.len() <= LONGEST_VALUE).take(MOST_CONTACTS) {
            if self.text.len() > start {
                self.text.push(' ');
            }
            self.text.extend(value.chars().filter(|c| !c.is_whitespace()));
        }
        self.close();
    }

    fn close(&mut self) {
        // 13 values and two lists of six, each at most 240 bytes and a blank, stay below 16 bits
        self.ends[self.filled] = u16::try_from(self.text.len()).unwrap_or(u16::MAX);
        self.filled += 1;
    }
}

/// A person's name by script.
#[derive(Default)]
struct Name {
    family: String,
    given: String,
    sound: String,
    family_sound: String,
    han: bool,
}

impl Name {
    fn of(fields: &RecordFields<'_>) -> Self {
        let (family, given) = if fields.family.trim().is_empty() && fields.given.trim().is_empty() {
            match parse_person(fields.name) {
                Some(person) => (person.family, person.given),
                None => return Self::default(),
            }
        } else {
            (fields.family.to_owned(), fields.given.to_owned())
        };
        let (family, given) = (letters(&family), letters(&given));
        let han = family.chars().chain(given.chars()).any(is_han);
        if !han {
            let sound = format!("{family}{given}");
            return Self { family_sound: family.clone(), family, given, sound, han };
        }
        let sound = readings::joined(&format!("{family}{given}"));
        // the surname's reading depends on the character behind it only in compound surnames, which are whole here
        let family_sound = sound_of_start(&sound, &family, &given);
        Self { family, given, sound, family_sound, han }
    }
}

/// The part of the name's pinyin that belongs to the family name.
fn sound_of_start(sound: &str, family: &str, given: &str) -> String {
    if given.is_empty() {
        return sound.to_owned();
    }
    let given_characters: Vec<char> = given.chars().filter(|c| is_han(*c)).collect();
    let behind: usize = given_characters.iter().map(|c| readings::of_character(*c).first().len()).sum();
    match sound.len().checked_sub(behind) {
        Some(end) if !family.is_empty() => sound[..end].to_owned(),
        _ => String::new(),
    }
}

struct Identity {
    number: String,
    birth_date: Option<Date>,
    proven: bool,
}

impl Identity {
    fn of(text: &str) -> Self {
        if let Ok(chinese) = parse_identity(text, IdentityScheme::ChineseResident) {
            return Self { number: chinese.number, birth_date: chinese.birth_date, proven: true };
        }
        let number = parse_identity(text, IdentityScheme::Opaque).map(|identity| identity.number).unwrap_or_default();
        Self { number, birth_date: None, proven: false }
    }
}

#[derive(Default)]
struct Place {
    number: String,
    street: String,
    suburb: String,
    postcode: String,
    province: String,
}

impl Place {
    fn of(fields: &RecordFields<'_>) -> Self {
        let mut place = Self {
            number: letters(fields.street_number),
            street: street_words(fields.street, fields.street_more),
            suburb: letters(fields.suburb),
            // a spreadsheet drops the leading zeros of 0830
            postcode: letters(fields.postcode).trim_start_matches('0').to_owned(),
            province: letters(fields.province),
        };
        if !fields.address.trim().is_empty() {
            let whole = parse_address(fields.address);
            let fill = |known: &mut String, found: String| {
                if known.is_empty() {
                    *known = found;
                }
            };
            fill(&mut place.number, letters(&whole.number.unwrap_or_default()));
            fill(&mut place.street, street_words(&whole.street, ""));
            let district = whole.district.unwrap_or_default();
            fill(&mut place.suburb, format!("{}{district}", whole.city.unwrap_or_default()));
            fill(&mut place.postcode, whole.postcode.unwrap_or_default().trim_start_matches('0').to_owned());
            fill(&mut place.province, whole.province.unwrap_or_default().to_owned());
        }
        place
    }
}

/// Words in lower case, joined by single blanks.
fn street_words(first: &str, more: &str) -> String {
    let mut words = String::with_capacity(first.len() + more.len() + 1);
    for text in [first, more] {
        for c in fold_latin(&fold_width(text)).chars() {
            match c {
                _ if c.is_alphanumeric() => words.push(c),
                '\'' | '.' => {}
                _ if words.ends_with(' ') => {}
                _ => words.push(' '),
            }
        }
        words.push(' ');
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters and digits in lower case, nothing else.
fn letters(text: &str) -> String {
    let mut folded = fold_latin(&fold_width(text));
    folded.retain(char::is_alphanumeric);
    folded
}

fn pack_date(date: PartialDate) -> u32 {
    let part = |value: Option<i8>| u32::from(value.unwrap_or_default().unsigned_abs());
    u32::from(date.year.unsigned_abs()) * 10_000 + part(date.month) * 100 + part(date.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_features_come_back_as_they_were() {
        let phones: Vec<String> = (0..6).map(|i| format!("+86138{i}{}", "0".repeat(60))).collect();
        let phones: Vec<&str> = phones.iter().map(String::as_str).collect();
        let full = RecordFields {
            name: "欧阳娜娜",
            organisation: "杭州聚云科技有限公司",
            phones: &phones,
            emails: &["a@example.com"],
            identity_number: "11010519491231002X",
            address: "浙江省杭州市西湖区文三路138号2幢501室",
            ..RecordFields::default()
        };
        let foreign = RecordFields { family: "Новак", given: "𠀀龥一", ..RecordFields::default() };
        for fields in [full, RecordFields::default(), RecordFields { family: "Clark", ..foreign }, foreign] {
            let features = Features::new(&fields);
            let mut packed = Vec::new();
            features.pack(&mut packed);
            packed.extend_from_slice(b"what follows");
            assert_eq!(Features::unpack(&packed), features);
        }
    }
}
