//! What a row changed on a record that was there before: kept with the row, so that it can be taken back (PRO-11).

use method::{Coded, duplicates::RowState};
use serde::{Deserialize, Serialize};
use store::entities::{import_row, import_run};
use tables::Subject;
use uuid::Uuid;

use super::subject::subject_of;

/// A value that was filled in or overwritten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ValueChanged {
    /// a column of the record, a fact, or `custom.KEY`
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// What a row changed on a deal that was on file before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct DealChanged {
    pub deal: Uuid,
    /// the version that the row wrote: while it stands, nobody has worked on the deal since
    pub version: i32,
    /// the deal as it was
    pub before: String,
    /// its entries in the deal's history
    pub changes: Vec<Uuid>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Effect {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<ValueChanged>,
    /// its entries in the history of the card
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Uuid>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Uuid>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<Uuid>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Uuid>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// whether the row put the record on the list
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub listed: bool,
    /// of a row of orders or deals: whether the customer was made for it
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub made: bool,
    /// of a row of deals: what it changed on one that was on file
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deal: Option<DealChanged>,
    /// of a row of deals that was taken back: the deal it had made with its history, as they left
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<String>,
}

/// Whether a row made the record that it names: a row of orders or deals that was taken is about one that may be older.
pub(crate) fn made(run: &import_run::Model, row: &import_row::Model) -> Result<bool, serde_json::Error> {
    let created = row.state == RowState::Created.code();
    Ok(created && (subject_of(run) == Subject::Names || Effect::read(row.effect.as_deref())?.made))
}

/// The entries in the history of a card that a row made.
pub(crate) fn changes_of(effect: Option<&str>) -> Result<Vec<Uuid>, serde_json::Error> {
    Ok(Effect::read(effect)?.changes)
}

impl Effect {
    pub(super) fn read(text: Option<&str>) -> Result<Self, serde_json::Error> {
        text.map(serde_json::from_str).transpose().map(Option::unwrap_or_default)
    }

    /// As it is kept; nothing where the row changed nothing.
    pub(super) fn kept(&self) -> Result<Option<String>, serde_json::Error> {
        if *self == Self::default() { Ok(None) } else { serde_json::to_string(self).map(Some) }
    }
}
