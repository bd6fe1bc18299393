//! The names that a filter may use for people, teams, lists, segments and added fields, as whoever asks sees them.

use uuid::Uuid;

/// What a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Referent {
    User,
    Team,
    /// a product line
    Line,
    List,
    Segment,
}

/// Known names.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub users: Vec<(Uuid, String)>,
    pub teams: Vec<(Uuid, String)>,
    /// product lines by name, and again by code
    pub lines: Vec<(Uuid, String)>,
    pub lists: Vec<(Uuid, String)>,
    pub segments: Vec<(Uuid, String)>,
    /// key, Chinese and English name of added fields
    pub custom: Vec<(String, String, String)>,
}

impl Names {
    pub fn of(&self, what: Referent) -> &[(Uuid, String)] {
        match what {
            Referent::User => &self.users,
            Referent::Team => &self.teams,
            Referent::Line => &self.lines,
            Referent::List => &self.lists,
            Referent::Segment => &self.segments,
        }
    }

    /// Those of this name.
    pub(crate) fn find(&self, what: Referent, said: &str) -> Vec<Uuid> {
        self.of(what).iter().filter(|(_, name)| name == said).map(|(id, _)| *id).collect()
    }

    /// A name that only one has.
    pub(crate) fn unambiguous(&self, what: Referent, id: Uuid) -> Option<&str> {
        let (_, name) = self.of(what).iter().find(|(other, _)| *other == id)?;
        (Uuid::parse_str(name).is_err() && self.find(what, name).len() == 1).then_some(name)
    }

    /// The key of an added field, said by its key or either name.
    pub(crate) fn custom_key(&self, said: &str) -> Option<&str> {
        let known =
            |(key, zh, en): &&(String, String, String)| said == key || said == zh || said.eq_ignore_ascii_case(en);
        self.custom.iter().find(known).map(|(key, ..)| key.as_str())
    }
}
