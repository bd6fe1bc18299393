//! Feeds a function with broken input for a bounded time, within ordinary tests and on stable Rust.
//!
//! Inputs are made from seeds (real input, and what once broke something) by the edits that find most: bits turned, pieces
//! cut, doubled, swapped with another seed's, extreme bytes put in. The same seeds give the same inputs, so a failure comes
//! again; the input that failed is printed and kept. `TUOKE_FUZZ_SECONDS` lets a target run longer, `TUOKE_FUZZ_SEED` sends
//! it elsewhere.

use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::PathBuf,
    time::{Duration, Instant},
};

/// Inputs tried where nothing else is asked for.
const TRIES: u32 = 20_000;
/// A slow target ends sooner.
const MOST_TIME: Duration = Duration::from_secs(4);
/// No input grows beyond this.
const LONGEST: usize = 16 * 1024;
/// Bytes at which readers change their mind.
const TELLING: &[u8] = b"\0\x01\t\n\r \"'#%&()*+,-./0:;<=>?@\\_`|~\x7f\x80\xbf\xc0\xed\xef\xf0\xfe\xff";

/// Runs the target over the seeds and over what becomes of them.
///
/// # Panics
///
/// When the target does, after saying for which input.
pub fn fuzz(name: &str, seeds: &[&[u8]], target: impl Fn(&[u8])) {
    let asked: Option<u64> = std::env::var("TUOKE_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    let most_time = asked.map_or(MOST_TIME, Duration::from_secs);
    let tries = if asked.is_some() { u32::MAX } else { TRIES };
    let began = Instant::now();
    let mut chance = Chance::new(name);
    for seed in seeds {
        attempt(name, seed, &target);
    }
    attempt(name, b"", &target);
    for _ in 0..tries {
        if began.elapsed() > most_time {
            return;
        }
        let input = chance.input(seeds);
        attempt(name, &input, &target);
    }
}

fn attempt(name: &str, input: &[u8], target: &impl Fn(&[u8])) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| target(input))) {
        let path = kept(name, input);
        eprintln!("{name} failed for b\"{}\", kept in {}", input.escape_ascii(), path.display());
        resume_unwind(panic);
    }
}

/// Keeps an input to be looked at, and to become a seed.
fn kept(name: &str, input: &[u8]) -> PathBuf {
    let path = std::env::temp_dir().join(format!("fuzz-{name}-{:016x}", hash(input)));
    // the input is printed as well
    let _ = std::fs::write(&path, input);
    path
}

/// FNV-1a.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// SplitMix64, begun from the name of the target.
struct Chance(u64);

impl Chance {
    fn new(name: &str) -> Self {
        let asked = std::env::var("TUOKE_FUZZ_SEED").ok().and_then(|text| text.parse().ok());
        Self(hash(name.as_bytes()) ^ asked.unwrap_or(0))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 where there is none.
    fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }

    /// A piece of so many bytes, at most 64 of them.
    fn piece(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length);
        start..(start + 1 + self.below(64)).min(length)
    }

    fn input(&mut self, seeds: &[&[u8]]) -> Vec<u8> {
        let mut input = if seeds.is_empty() { Vec::new() } else { seeds[self.below(seeds.len())].to_vec() };
        for _ in 0..1 + self.below(6) {
            self.edit(&mut input, seeds);
        }
        input.truncate(LONGEST);
        input
    }

    fn edit(&mut self, input: &mut Vec<u8>, seeds: &[&[u8]]) {
        let at = self.below(input.len() + 1);
        match self.below(7) {
            0 if at < input.len() => input[at] ^= 1 << self.below(8),
            1 if at < input.len() => input[at] = TELLING[self.below(TELLING.len())],
            2 => input.insert(at, TELLING[self.below(TELLING.len())]),
            3 => drop(input.drain(self.piece(input.len()))),
            4 => {
                let piece = input[self.piece(input.len())].to_vec();
                input.splice(at..at, piece);
            }
            5 if !seeds.is_empty() => {
                let other = seeds[self.below(seeds.len())];
                input.splice(at..at, other[self.piece(other.len())].iter().copied());
            }
            _ => {
                let bytes: Vec<u8> = (0..1 + self.below(8)).map(|_| self.next() as u8).collect();
                input.splice(at..at, bytes);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn the_same_target_gets_the_same_inputs_and_many_different_ones() {
        let inputs = |name: &str| {
            let mut chance = Chance::new(name);
            (0..500).map(|_| chance.input(&[b"a,b\n1,2\n", b"13800138000"])).collect::<Vec<_>>()
        };
        assert_eq!(inputs("one"), inputs("one"));
        assert_ne!(inputs("one"), inputs("two"));
        let mut different = inputs("one");
        different.sort();
        different.dedup();
        assert!(different.len() > 400, "{}", different.len());
    }

    #[test]
    fn a_fault_that_needs_two_edits_is_found_and_named() {
        let found = catch_unwind(|| fuzz("finds", &[b"13800138000"], |input| assert!(!input.contains(&0xff))));
        assert!(found.is_err());
    }

    #[test]
    fn every_seed_and_the_empty_input_are_tried_first() {
        let tried = RefCell::new(Vec::new());
        fuzz("seeds", &[b"first", b"second"], |input| {
            if tried.borrow().len() < 3 {
                tried.borrow_mut().push(input.to_vec());
            }
        });
        assert_eq!(tried.into_inner(), [b"first".to_vec(), b"second".to_vec(), Vec::new()]);
    }
}
