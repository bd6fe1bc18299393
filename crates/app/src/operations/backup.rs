//! A backup as of one moment, while others go on writing.

use std::{collections::BTreeMap, fs::File, path::Path};

use method::Timestamp;
use store::portable;
use uuid::Uuid;

use super::{Manifest, OperationError, TablePart, archive::Writing};
use crate::{Actor, App, AppError, Right};

/// A name for a backup made at a moment, which sorts by time.
pub fn backup_name(at: Timestamp) -> String {
    let plain: String = at.to_string().chars().filter(|c| c.is_ascii_alphanumeric()).take(15).collect();
    format!("tuoke-{plain}Z.tuoke")
}

impl App {
    /// Writes everything that was committed before it began into one file.
    ///
    /// Reads one snapshot, so nothing half done is in it, and nobody who writes waits. The files of imports that have not
    /// ended are part of it, since a restored import goes on from its file.
    pub async fn backup(&self, actor: &Actor, path: &Path) -> Result<Manifest, OperationError> {
        actor.require(Right::ManageSettings)?;
        let mut archive = Writing::begin(path)?;
        // opened before the snapshot, a file stays readable though its import ends meanwhile
        let mut uploads = BTreeMap::new();
        self.open_uploads(&mut uploads)?;
        let moment = self.store.snapshot().await?;
        let mut manifest = Manifest::new(self.now(), portable::schema(&moment).await?);
        self.open_uploads(&mut uploads)?;
        for table in portable::tables(&moment).await? {
            archive.begin_table(table.name())?;
            let mut rows = portable::rows(&moment, &table).await?;
            while let Some(line) = rows.next().await? {
                archive.line(&line)?;
            }
            let found = rows.fingerprint();
            manifest.tables.push(TablePart {
                name: table.name().to_owned(),
                columns: table.columns().to_vec(),
                rows: found.rows,
                checksum: found.checksum(),
            });
        }
        moment.rollback().await?;
        for (id, mut file) in uploads {
            manifest.files.push(archive.file(&id.to_string(), &mut file)?);
        }
        archive.finish(&manifest)?;
        Ok(manifest)
    }

    /// Opens the files that wait to be imported, those that are not open yet.
    fn open_uploads(&self, uploads: &mut BTreeMap<Uuid, File>) -> Result<(), AppError> {
        let folder = match std::fs::read_dir(self.imports_folder()) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            other => other?,
        };
        for entry in folder {
            let entry = entry?;
            // what is still being uploaded has another name
            let Some(id) = entry.file_name().to_str().and_then(|name| name.parse::<Uuid>().ok()) else { continue };
            if uploads.contains_key(&id) {
                continue;
            }
            match File::open(entry.path()) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                other => {
                    uploads.insert(id, other?);
                }
            }
        }
        Ok(())
    }
}
