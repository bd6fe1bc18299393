//! Features one behind the other in large pieces of memory, without the room that an allocation of each would take.

use super::super::features::Features;

/// Bytes of a piece; none is ever moved when more records come.
const PIECE: usize = 1 << 20;

#[derive(Debug, Default)]
pub(super) struct Packed {
    pieces: Vec<Vec<u8>>,
    /// Piece and place within it, as one number.
    starts: Vec<u64>,
    /// One record while it is packed.
    next: Vec<u8>,
}

impl Packed {
    pub(super) fn push(&mut self, features: &Features) {
        self.next.clear();
        features.pack(&mut self.next);
        if self.pieces.last().is_none_or(|piece| piece.len() + self.next.len() > piece.capacity()) {
            self.pieces.push(Vec::with_capacity(PIECE.max(self.next.len())));
        }
        let number = self.pieces.len() - 1;
        let piece = &mut self.pieces[number];
        self.starts.push(((number as u64) << 32) | piece.len() as u64);
        piece.extend_from_slice(&self.next);
    }

    pub(super) fn get(&self, place: usize) -> Features {
        let start = self.starts[place];
        Features::unpack(&self.pieces[(start >> 32) as usize][(start & 0xFFFF_FFFF) as usize..])
    }
}
