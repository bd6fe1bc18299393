//! Reading a file of the machine itself to its end without keeping anything of it.

use std::path::{Path, PathBuf};

use tables::{Format, Mapping, Subject, mapping::BoundMapping};

use super::{
    chunks::{Interpret, RowReader},
    subject::{self, wrong_mapping},
    upload::unreadable,
};
use crate::{Actor, App, AppError};

/// A file that is read for a preview.
pub(super) struct ReadToPreview {
    /// each mapped column with its field
    pub columns: Vec<(String, String)>,
    path: PathBuf,
    format: Format,
    pub mapping: BoundMapping,
}

impl ReadToPreview {
    pub(super) fn reader<I: Interpret>(&self, interpret: impl FnOnce(BoundMapping) -> I) -> RowReader<I> {
        let (path, format) = (self.path.clone(), self.format.clone());
        RowReader { path, format, after: 0, bytes: 0, interpret: interpret(self.mapping.clone()) }
    }
}

impl App {
    /// Analyses a file; the fields named go before what its headings say.
    pub(super) async fn read_to_preview(
        &self,
        actor: &Actor,
        subject: Subject,
        path: &Path,
        fields: &[(String, String)],
    ) -> Result<ReadToPreview, AppError> {
        subject::require(actor, subject)?;
        let path = path.to_owned();
        let found = {
            let path = path.clone();
            tokio::task::spawn_blocking(move || tables::detect_with(path, &tables::Hints::default()))
                .await
                .map_err(|error| AppError::Internal(error.to_string()))?
                .map_err(unreadable)?
        };
        let mut mapping = Mapping::from_suggestions(&subject.suggest(&found.format.columns, &found.samples));
        for (field, column) in fields {
            mapping.assign_pair(&format!("{field}={column}"), &found.format.columns).map_err(wrong_mapping)?;
        }
        if let Some(error) = mapping.check_for(subject) {
            return Err(wrong_mapping(error));
        }
        let columns =
            mapping.assignments().iter().map(|pair| (pair.column.clone(), pair.field.code().into_owned())).collect();
        let mapping = mapping.bind(&found.format.columns).map_err(wrong_mapping)?;
        Ok(ReadToPreview { columns, path, format: found.format, mapping })
    }
}
