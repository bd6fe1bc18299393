//! Which records have a key: open addressing with eight bytes for each key of a record.
//!
//! The table is cut into parts that grow on their own and by little, so that growing never needs the whole table twice.

use super::super::blocking::Key;

const PARTS: usize = 256;
/// Of five slots at most four are taken.
const FULL: (usize, usize) = (4, 5);

#[derive(Debug)]
pub(super) struct KeyTable {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, Default)]
struct Part {
    slots: Vec<Slot>,
    taken: usize,
}

/// A part of the key's number, enough to tell keys of one part of the table apart, and a record.
#[derive(Debug, Clone, Copy)]
struct Slot {
    tag: u32,
    place: u32,
}

const FREE: Slot = Slot { tag: 0, place: u32::MAX };

impl Default for KeyTable {
    fn default() -> Self {
        Self { parts: vec![Part::default(); PARTS] }
    }
}

/// The part of the table and the tag within it.
fn address(key: Key) -> (usize, u32) {
    // the highest byte of a number is its kind, which alone spreads nothing
    let spread = key.number().wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((spread >> 56) as usize, (spread >> 24) as u32)
}

impl KeyTable {
    /// Notes that a record has the key, unless more than `most` have it already.
    pub(super) fn add(&mut self, key: Key, place: u32, most: usize) {
        let (part, tag) = address(key);
        self.parts[part].add(Slot { tag, place }, most);
    }

    /// Adds the records that have the key; none where they are more than `most`.
    pub(super) fn append(&self, key: Key, most: usize, places: &mut Vec<u32>) {
        let (part, tag) = address(key);
        let before = places.len();
        places.extend(self.parts[part].with(tag).map(|slot| slot.place));
        if places.len() - before > most {
            places.truncate(before);
        }
    }
}

impl Part {
    fn add(&mut self, slot: Slot, most: usize) {
        if self.with(slot.tag).count() > most {
            return;
        }
        if (self.taken + 1) * FULL.1 > self.slots.len() * FULL.0 {
            self.grow();
        }
        self.put(slot);
    }

    /// The slots of a tag.
    fn with(&self, tag: u32) -> impl Iterator<Item = &Slot> {
        let from = self.home(tag);
        let (before, behind) = self.slots.split_at(from);
        let run = behind.iter().chain(before).take_while(|slot| slot.place != FREE.place);
        run.filter(move |slot| slot.tag == tag)
    }

    fn home(&self, tag: u32) -> usize {
        ((u64::from(tag) * self.slots.len() as u64) >> 32) as usize
    }

    fn put(&mut self, slot: Slot) {
        let mut at = self.home(slot.tag);
        while self.slots[at].place != FREE.place {
            at = if at + 1 == self.slots.len() { 0 } else { at + 1 };
        }
        self.slots[at] = slot;
        self.taken += 1;
    }

    fn grow(&mut self) {
        let larger = vec![FREE; self.slots.len() + (self.slots.len() / 4).max(16)];
        let slots = std::mem::replace(&mut self.slots, larger);
        self.taken = 0;
        for slot in slots {
            if slot.place != FREE.place {
                self.put(slot);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::blocking::blocking_keys;
    use super::super::super::features::{Features, RecordFields};
    use super::*;

    fn keys(count: usize) -> Vec<Key> {
        let with_email = |i: usize| {
            let email = format!("p{i}@example.com");
            blocking_keys(&Features::new(&RecordFields { emails: &[&email], ..RecordFields::default() }))[0]
        };
        (0..count).map(with_email).collect()
    }

    fn found(table: &KeyTable, key: Key, most: usize) -> Vec<u32> {
        let mut places = Vec::new();
        table.append(key, most, &mut places);
        places.sort_unstable();
        places
    }

    #[test]
    fn every_record_is_found_under_its_keys_however_the_table_grew() {
        let keys = keys(20_000);
        let mut table = KeyTable::default();
        for (place, key) in (0..).zip(keys.iter().chain(&keys)) {
            table.add(*key, place, 60);
        }
        for (i, key) in (0..).zip(&keys) {
            assert_eq!(found(&table, *key, 60), [i, i + 20_000]);
        }
    }

    #[test]
    fn a_key_that_too_many_share_names_nobody_and_takes_no_more_room() {
        let key = keys(1)[0];
        let mut table = KeyTable::default();
        for place in 0..3 {
            table.add(key, place, 3);
        }
        assert_eq!(found(&table, key, 3), [0, 1, 2]);
        for place in 3..1_000 {
            table.add(key, place, 3);
        }
        assert!(found(&table, key, 3).is_empty());
        assert_eq!(table.parts.iter().map(|part| part.taken).sum::<usize>(), 4);
    }
}
