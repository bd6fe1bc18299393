//! What an API token opens: fewer rights than its user has, never more.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{AppError, Right};

/// A part of the rights that a token may be limited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// read records, lists and results; numbers are masked. Every other scope has it with it
    Read,
    /// make and change records, log contacts, assign
    Write,
    /// upload files and run imports
    Import,
    /// write records into files
    Export,
    /// see numbers in full, each time with a reason
    Reveal,
    /// users, settings, audit, webhooks
    Admin,
}

impl Scope {
    pub const ALL: [Self; 6] = [Self::Read, Self::Write, Self::Import, Self::Export, Self::Reveal, Self::Admin];

    pub fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Import => "import",
            Self::Export => "export",
            Self::Reveal => "reveal",
            Self::Admin => "admin",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }

    /// The scope that a right belongs to.
    pub fn of(right: Right) -> Self {
        use Right as R;
        match right {
            R::SeeLists | R::SeeMethods | R::SeePeople | R::SeeSettings => Self::Read,
            R::Work
            | R::CreateParties
            | R::Assign
            | R::Approve
            | R::EditMethods
            | R::EditProducts
            | R::ReviewDuplicates
            | R::ScanDuplicates
            | R::Classify => Self::Write,
            R::Import => Self::Import,
            R::Export => Self::Export,
            R::RevealNumbers => Self::Reveal,
            R::ManagePeople | R::ManageSettings | R::SeeAudit | R::ManageJobs | R::HandleRequests => Self::Admin,
        }
    }
}

/// The scopes of whoever acts. A person in a browser has all, and so has a token that is not limited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scopes(Option<BTreeSet<Scope>>);

impl Scopes {
    /// No limit.
    pub fn all() -> Self {
        Self(None)
    }

    pub fn only(scopes: impl IntoIterator<Item = Scope>) -> Self {
        Self(Some(scopes.into_iter().collect()))
    }

    /// Reads what [`Scopes::to_codes`] wrote; unknown codes of a newer version open nothing.
    pub(crate) fn from_codes(codes: Option<&str>) -> Self {
        Self(codes.map(|codes| codes.split(',').filter_map(Scope::from_code).collect()))
    }

    pub(crate) fn to_codes(&self) -> Option<String> {
        let scopes = self.0.as_ref()?;
        Some(scopes.iter().map(|scope| scope.code()).collect::<Vec<_>>().join(","))
    }

    pub fn to_vec(&self) -> Option<Vec<Scope>> {
        self.0.as_ref().map(|scopes| scopes.iter().copied().collect())
    }

    /// Every scope lets read: whoever changes something is answered with it, and reading shows no number.
    pub fn has(&self, scope: Scope) -> bool {
        self.0.as_ref().is_none_or(|scopes| scopes.contains(&scope) || (scope == Scope::Read && !scopes.is_empty()))
    }

    /// Refuses what this scope would be needed for.
    pub fn require(&self, scope: Scope) -> Result<(), AppError> {
        if self.has(scope) { Ok(()) } else { Err(AppError::OutOfScope(scope.code())) }
    }

    /// Refuses whoever is limited at all: what is about the account itself is for the person, not for a program.
    pub(crate) fn require_all(&self) -> Result<(), AppError> {
        if self.0.is_none() { Ok(()) } else { Err(AppError::OutOfScope("all")) }
    }

    /// Whether everything that `others` opens is open here too.
    pub(crate) fn cover(&self, others: &Self) -> bool {
        match (&self.0, &others.0) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(own), Some(others)) => others.is_subset(own),
        }
    }
}
