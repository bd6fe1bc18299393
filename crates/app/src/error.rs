//! What a use case can refuse, each with a stable code that the page words in the reader's language.

use serde::Serialize;
use thiserror::Error;
use utoipa::ToSchema;

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// JSON pointer to the field (`/email`)
    pub pointer: String,
    /// stable code (`required`, `taken`, `too_short` …)
    pub code: String,
    /// the same in English, for programs and logs
    pub detail: String,
}

impl FieldError {
    pub fn new(pointer: &str, code: &str, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.to_owned(), code: code.to_owned(), detail: detail.into() }
    }
}

/// What is wrong with the fields of a form, so that all of it is told at once.
#[derive(Debug, Default)]
pub(crate) struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// The checked value, or a blank where it is wrong.
    pub(crate) fn take(&mut self, checked: Result<String, AppError>) -> String {
        match checked {
            Ok(value) => value,
            Err(AppError::Invalid(found)) => {
                self.0.extend(found);
                String::new()
            }
            Err(_) => String::new(),
        }
    }

    pub(crate) fn add(&mut self, found: impl IntoIterator<Item = FieldError>) {
        self.0.extend(found);
    }

    pub(crate) fn into_result(self) -> Result<(), AppError> {
        if self.0.is_empty() { Ok(()) } else { Err(AppError::Invalid(self.0)) }
    }
}

#[derive(Debug, Error)]
pub enum AppError {
    #[error("sign in first")]
    NotSignedIn,
    #[error("the e-mail or the password is not right")]
    WrongCredentials,
    #[error("too many attempts; wait before the next")]
    TooManyAttempts { seconds: u64 },
    #[error("your role does not allow this")]
    Forbidden,
    /// the token does not open this, though its user may do it
    #[error("this token does not open that; it needs the scope {0}")]
    OutOfScope(&'static str),
    #[error("there is no such {0}, or it is not within your reach")]
    NotFound(&'static str),
    /// it was merged into another record
    #[error("this record was merged into another")]
    MergedAway { into: uuid::Uuid },
    #[error("the request is not valid")]
    Invalid(Vec<FieldError>),
    #[error("the record was changed by somebody else in the meantime; load it again")]
    ChangedMeanwhile,
    #[error("the system is set up already")]
    AlreadySetUp,
    /// a rule of the method or of the process stands against it
    #[error("{detail}")]
    Conflict { code: &'static str, detail: String, params: serde_json::Value },
    /// the contact policy says no, why, and what would make it yes
    #[error("the contact policy does not allow this")]
    Refused(Box<method::Verdict<method::contact_policy::Permission>>),
    #[error("the file cannot be read: {detail}")]
    FileUnreadable { code: String, detail: String, params: serde_json::Value },
    #[error("the database did not do its part")]
    Store(#[source] store::StoreError),
    #[error("the database cannot be reached at the moment; nothing was changed that was not answered")]
    Unreachable(#[source] store::StoreError),
    /// the limit of time of a filter was over before its answer
    #[error("this filter takes too long; narrow it down by an owner, a team, a list or a status")]
    FilterTooCostly,
    #[error("the disk is full; nothing was changed")]
    StorageFull(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("a file could not be written or read")]
    Io(#[source] std::io::Error),
    #[error("something kept in the database cannot be read")]
    Corrupt(#[from] serde_json::Error),
    #[error("an internal step failed: {0}")]
    Internal(String),
}

impl AppError {
    /// One invalid field.
    pub fn invalid(pointer: &str, code: &str, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(pointer, code, detail)])
    }

    pub fn conflict(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Conflict { code, detail: detail.into(), params: serde_json::Value::Null }
    }

    /// The stable code of the error.
    pub fn code(&self) -> &str {
        match self {
            Self::NotSignedIn => "not_signed_in",
            Self::WrongCredentials => "wrong_credentials",
            Self::TooManyAttempts { .. } => "too_many_attempts",
            Self::Forbidden => "forbidden",
            Self::OutOfScope(_) => "out_of_scope",
            Self::NotFound(_) => "not_found",
            Self::MergedAway { .. } => "merged_away",
            Self::Invalid(_) => "invalid",
            Self::ChangedMeanwhile => "changed_meanwhile",
            Self::AlreadySetUp => "already_set_up",
            Self::Conflict { code, .. } => code,
            Self::Refused(_) => "contact_policy",
            Self::FileUnreadable { .. } => "file_unreadable",
            Self::Unreachable(_) => "database_unreachable",
            Self::FilterTooCostly => "filter_too_costly",
            Self::StorageFull(_) => "storage_full",
            Self::Store(_) | Self::Io(_) | Self::Corrupt(_) | Self::Internal(_) => "internal",
        }
    }
}

/// Refuses a change that does not say from which version it starts, or starts from one that is no longer the last.
pub(crate) fn check_version(read: Option<i32>, current: i32) -> Result<(), AppError> {
    match read {
        Some(version) if version == current => Ok(()),
        Some(_) => Err(AppError::ChangedMeanwhile),
        None => Err(AppError::invalid("/version", "required", "send the version that was read, here or in If-Match")),
    }
}

/// The same where a change may also start from whatever there is.
pub(crate) fn check_version_if_named(read: Option<i32>, current: i32) -> Result<(), AppError> {
    if read.is_some() { check_version(read, current) } else { Ok(()) }
}

impl From<store::StoreError> for AppError {
    fn from(error: store::StoreError) -> Self {
        match error {
            store::StoreError::Changed => Self::ChangedMeanwhile,
            other if other.is_storage_full() => Self::StorageFull(Box::new(other)),
            other if other.is_out_of_time() => Self::FilterTooCostly,
            other if other.is_unreachable() => Self::Unreachable(other),
            other => Self::Store(other),
        }
    }
}

impl From<analytics::engine::EngineError> for AppError {
    fn from(error: analytics::engine::EngineError) -> Self {
        use analytics::engine::EngineError;
        match error {
            EngineError::File { source, .. } => source.into(),
            other => Self::Internal(other.to_string()),
        }
    }
}

impl From<std::io::Error> for AppError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind as Kind;
        match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Self::StorageFull(Box::new(error)),
            _ => Self::Io(error),
        }
    }
}
