//! What is said when a contact is logged, and what comes back.

use std::collections::BTreeMap;

use method::{Timestamp, Verdict, appointments::outcomes::Consequence, contact_policy::Permission};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{losses::LossDetails, parties::PartySummary};

/// How the contact was made (APP-10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    Call,
    Visit,
    Wechat,
    Sms,
    Email,
    Letter,
    Event,
    /// something worth keeping, no contact
    Note,
}

impl ActivityKind {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Visit => "visit",
            Self::Wechat => "wechat",
            Self::Sms => "sms",
            Self::Email => "email",
            Self::Letter => "letter",
            Self::Event => "event",
            Self::Note => "note",
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    #[default]
    Out,
    In,
}

impl Direction {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::In => "in",
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlannedKind {
    #[default]
    FollowUp,
    /// something promised to the person; it comes before everything else
    Promise,
    Meeting,
    /// something that still blocks the contract, to be removed (CLA-3)
    RemoveBlock,
    Other,
}

impl PlannedKind {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::FollowUp => "follow_up",
            Self::Promise => "promise",
            Self::Meeting => "meeting",
            Self::RemoveBlock => "remove_block",
            Self::Other => "other",
        }
    }
}

/// The next step as agreed with the person.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NextPlanned {
    pub at: Timestamp,
    #[serde(default)]
    pub kind: PlannedKind,
    #[serde(default)]
    pub title: String,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LogActivity {
    pub kind: ActivityKind,
    #[serde(default)]
    pub direction: Direction,
    /// one of the outcomes in the settings; absent for notes
    pub outcome: Option<String>,
    #[serde(default)]
    pub note: String,
    /// when it took place; now where absent
    pub at: Option<Timestamp>,
    pub duration_seconds: Option<i32>,
    /// the objection heard, in a few words
    pub objection: Option<String>,
    /// evidence of intent that was heard or seen (APP-9)
    #[serde(default)]
    pub intent_evidence: Vec<String>,
    /// the next step; for a meeting or call back the time agreed
    pub next: Option<NextPlanned>,
    /// facts learned, for the card
    #[serde(default)]
    pub facts: BTreeMap<String, String>,
    /// the contact brought a new fact (PRO-9)
    #[serde(default)]
    pub new_fact: bool,
    /// … a larger order
    #[serde(default)]
    pub larger_order: bool,
    /// … a trial
    #[serde(default)]
    pub trial: bool,
    /// the person bought: the prospect is a customer from now on
    #[serde(default)]
    pub won: bool,
    /// the customer will not buy again, and why: a backward conversion (PRO-8)
    #[serde(default)]
    pub lost: Option<LossDetails>,
    /// the person complained, or our service failed (PRO-9)
    #[serde(default)]
    pub trouble: bool,
    /// the task that this does
    pub task_id: Option<Uuid>,
}

/// What was logged and what follows.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LoggedActivity {
    pub activity_id: Uuid,
    pub party: PartySummary,
    /// what the outcome led to, with reasons; absent where there was no outcome
    pub consequence: Option<Verdict<Consequence>>,
    /// what the contact policy says to it; absent for what came in, and for notes
    pub permission: Option<Verdict<Permission>>,
}
