//! A hash that never changes, since blocking keys may be stored beside the records they belong to.

/// FNV-1a over 64 bits with a final mix.
#[derive(Debug, Clone, Copy)]
pub(super) struct StableHash(u64);

impl StableHash {
    pub(super) fn new(seed: u8) -> Self {
        Self(0xCBF2_9CE4_8422_2325).with_byte(seed)
    }

    fn with_byte(self, byte: u8) -> Self {
        Self((self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
    }

    /// Adds a text and a mark behind it, so that `ab` + `c` differs from `a` + `bc`.
    pub(super) fn with(self, text: &str) -> Self {
        text.bytes().fold(self, Self::with_byte).with_byte(0xFF)
    }

    pub(super) fn with_number(self, number: u32) -> Self {
        number.to_le_bytes().into_iter().fold(self, Self::with_byte)
    }

    pub(super) fn finish(self) -> u64 {
        let mixed = (self.0 ^ (self.0 >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
        mixed ^ (mixed >> 33)
    }
}
