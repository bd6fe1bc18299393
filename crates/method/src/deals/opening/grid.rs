//! The nine-grid (OPP-3): territory by standing.

use crate::coded::{Coded, coded};

coded! {
    /// Whose customer it has been in this product line.
    pub enum Territory in "territory" {
        Ours = "ours", "我方地盘", "ours";
        Neutral = "neutral", "中立地盘", "neutral";
        Theirs = "theirs", "敌方地盘", "theirs";
    }
}

coded! {
    /// Who is ahead on the deal. In this order, so that a later word is a better standing.
    pub enum Standing in "standing" {
        Behind = "behind", "落后", "behind";
        Even = "even", "相当", "even";
        Ahead = "ahead", "领先", "ahead";
    }
}

coded! {
    /// A cell of the nine-grid.
    pub enum Opening in "opening" {
        A = "a", "A：我方地盘、我方落后", "A: our territory, behind";
        B = "b", "B：中立地盘、我方落后", "B: neutral territory, behind";
        C = "c", "C：敌方地盘、我方落后", "C: their territory, behind";
        D = "d", "D：我方地盘、敌我相当", "D: our territory, even";
        E = "e", "E：中立地盘、敌我相当", "E: neutral territory, even";
        F = "f", "F：敌方地盘、敌我相当", "F: their territory, even";
        G = "g", "G：我方地盘、我方领先", "G: our territory, ahead";
        H = "h", "H：中立地盘、我方领先", "H: neutral territory, ahead";
        I = "i", "I：敌方地盘、我方领先", "I: their territory, ahead";
    }
}

coded! {
    /// What a cell is like.
    pub enum OpeningKind in "opening_kind" {
        Normal = "normal", "正常", "normal";
        Problem = "problem", "有问题", "a problem";
        Abnormal = "abnormal", "反常", "abnormal";
    }
}

/// The grid: a row for each territory, a column for each standing from behind to ahead.
pub const GRID: [(Territory, [Opening; 3]); 3] = [
    (Territory::Ours, [Opening::A, Opening::D, Opening::G]),
    (Territory::Neutral, [Opening::B, Opening::E, Opening::H]),
    (Territory::Theirs, [Opening::C, Opening::F, Opening::I]),
];

/// The columns of the grid.
pub const COLUMNS: [Standing; 3] = [Standing::Behind, Standing::Even, Standing::Ahead];

impl Territory {
    /// The same ground in the rival's eyes.
    #[must_use]
    pub const fn mirror(self) -> Self {
        match self {
            Self::Ours => Self::Theirs,
            Self::Neutral => Self::Neutral,
            Self::Theirs => Self::Ours,
        }
    }
}

impl Standing {
    /// The same standing in the rival's eyes.
    #[must_use]
    pub const fn mirror(self) -> Self {
        match self {
            Self::Behind => Self::Ahead,
            Self::Even => Self::Even,
            Self::Ahead => Self::Behind,
        }
    }

    /// The standings between two, both included.
    pub fn between(low: Self, high: Self) -> Vec<Self> {
        COLUMNS.into_iter().filter(|standing| (low..=high).contains(standing)).collect()
    }
}

impl Opening {
    /// The cell of a territory and a standing.
    pub fn of(territory: Territory, standing: Standing) -> Self {
        GRID[territory as usize].1[standing as usize]
    }

    /// Its territory.
    pub fn territory(self) -> Territory {
        self.place().0
    }

    /// Its standing.
    pub fn standing(self) -> Standing {
        self.place().1
    }

    fn place(self) -> (Territory, Standing) {
        let places = GRID.into_iter().flat_map(|(territory, cells)| {
            cells.into_iter().zip(COLUMNS).map(move |(cell, standing)| (cell, (territory, standing)))
        });
        places
            .into_iter()
            .find(|(cell, _)| *cell == self)
            .map_or((Territory::Neutral, Standing::Even), |(_, place)| place)
    }

    /// What the rival sees where we stand in this cell: A–I, B–H, C–G, D–F, E–E.
    #[must_use]
    pub fn mirror(self) -> Self {
        let (territory, standing) = self.place();
        Self::of(territory.mirror(), standing.mirror())
    }

    /// Whether the cell is what one would expect of the territory.
    pub const fn kind(self) -> OpeningKind {
        match self {
            Self::A | Self::I => OpeningKind::Abnormal,
            Self::D | Self::F => OpeningKind::Problem,
            Self::B | Self::C | Self::E | Self::G | Self::H => OpeningKind::Normal,
        }
    }

    /// The cells that a set of territories and standings leaves open, in their order.
    pub fn possible(territories: &[Territory], standings: &[Standing]) -> Vec<Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|cell| territories.contains(&cell.territory()) && standings.contains(&cell.standing()))
            .collect()
    }
}
