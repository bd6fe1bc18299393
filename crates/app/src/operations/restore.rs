//! A backup brought back into an empty database.

use std::path::Path;

use store::{StoreError, Tx, portable};
use uuid::Uuid;

use super::{
    Copied, Manifest, OperationError, ROWS_AT_ONCE,
    archive::{Reading, damaged},
};
use crate::{Actor, App, AppError, Right};

impl App {
    /// Brings a backup into an empty database, all of it or nothing: counts and checksums are compared before the one
    /// transaction ends. A backup of an older version is brought up to this one.
    pub async fn restore(&self, actor: &Actor, path: &Path) -> Result<Copied, OperationError> {
        actor.require(Right::ManageSettings)?;
        let mut archive = Reading::open(path)?;
        let manifest = archive.manifest.clone();
        let tx = self.store.begin().await?;
        let tables = portable::prepare(&tx, &manifest.schema).await.map_err(|error| match error {
            StoreError::Newer(name) => OperationError::Newer(name),
            other => other.into(),
        })?;
        if let Some(absent) = tables.iter().find(|table| !manifest.tables.iter().any(|part| part.name == table.name()))
        {
            return Err(damaged(&format!("table {}", absent.name()), "is not in it"));
        }
        for at in 0..manifest.tables.len() {
            bring_in(&tx, &tables, &mut archive, &manifest, at).await?;
        }
        portable::finish(&tx).await?;
        self.index_all(&tx).await?;
        self.restore_files(&mut archive, &manifest)?;
        tx.commit().await?;
        self.store.analyse().await?;
        Ok(Copied { tables: manifest.tables.len(), rows: manifest.rows(), files: manifest.files.len() })
    }

    fn restore_files(&self, archive: &mut Reading, manifest: &Manifest) -> Result<(), OperationError> {
        if manifest.files.is_empty() {
            return Ok(());
        }
        std::fs::create_dir_all(self.imports_folder()).map_err(AppError::from)?;
        for part in &manifest.files {
            // the name becomes a path, so it has to be what we call such files
            let id: Uuid =
                part.name.parse().map_err(|_| damaged("manifest", "names a file that is none of an import"))?;
            archive.file(part, &self.import_path(id))?;
        }
        Ok(())
    }
}

/// Inserts one table, then compares it with the manifest: as it was read and as it stands.
async fn bring_in(
    tx: &Tx,
    tables: &[portable::Table],
    archive: &mut Reading,
    manifest: &Manifest,
    at: usize,
) -> Result<(), OperationError> {
    let part = &manifest.tables[at];
    let named = format!("table {}", part.name);
    let known = tables.iter().find(|table| table.name() == part.name);
    let known = known.ok_or_else(|| damaged(&named, "is not of its schema"))?;
    let table = known.in_order_of(&part.columns)?;
    let mut read = portable::Fingerprint::default();
    let mut lines = archive.lines(&part.name)?;
    loop {
        let chunk: Vec<String> = lines.by_ref().take(ROWS_AT_ONCE).collect::<Result<_, _>>()?;
        if chunk.is_empty() {
            break;
        }
        chunk.iter().for_each(|line| read.add(line));
        portable::insert(tx, &table, &chunk).await?;
    }
    if !part.matches(&read) {
        let counted = format!("has {} rows that are not the {} of the manifest", read.rows, part.rows);
        return Err(damaged(&named, counted));
    }
    let found = portable::fingerprint(tx, &table).await?;
    if !part.matches(&found) {
        return Err(super::copy::differs(&table, &read, &found));
    }
    Ok(())
}
