//! What the rows of a run are, as the run keeps it.

use store::entities::import_run;
use tables::{Subject, mapping::MappingError};

use super::{MappedColumn, plan::mapping_of};
use crate::{Actor, AppError, Right};

/// What the rows of a run are. Runs of names keep nothing.
pub(crate) fn subject_of(run: &import_run::Model) -> Subject {
    run.subject.as_deref().and_then(Subject::from_code).unwrap_or_default()
}

/// As a run keeps it.
pub(super) fn kept(subject: Subject) -> Option<String> {
    (subject != Subject::Names).then(|| subject.code().to_owned())
}

/// The subject that somebody names; names where they name none.
pub(super) fn asked(code: Option<&str>) -> Result<Subject, AppError> {
    match code {
        None | Some("") => Ok(Subject::Names),
        Some(code) => Subject::from_code(code)
            .ok_or_else(|| AppError::invalid("/subject", "unknown", "use names, orders or deals")),
    }
}

/// Whoever imports deals opens them, and may open one by hand too.
pub(super) fn require(actor: &Actor, subject: Subject) -> Result<(), AppError> {
    actor.require(Right::Import)?;
    if subject == Subject::Deals { actor.require(Right::Work) } else { Ok(()) }
}

pub(super) fn wrong_mapping(error: MappingError) -> AppError {
    AppError::invalid("/mapping", error.code(), error.to_string())
}

/// Refuses a mapping that says too little for a file of its subject.
pub(super) fn check_mapping(subject: Subject, columns: &[MappedColumn]) -> Result<(), AppError> {
    match mapping_of(columns)?.check_for(subject) {
        Some(error) => Err(wrong_mapping(error)),
        None => Ok(()),
    }
}
