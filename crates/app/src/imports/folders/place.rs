//! Where watched folders may be: below the base of the configuration and nowhere else, whatever links say.

use std::{
    io::Read,
    path::{Component, Path, PathBuf},
    time::UNIX_EPOCH,
};

use sha2::{Digest, Sha256};

use crate::{App, AppError};

/// What is imported and what failed is moved here.
pub(super) const DONE: &str = "done";
pub(super) const FAILED: &str = "failed";

/// A file of a watched folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub name: String,
    pub bytes: i64,
    pub modified_at: i64,
}

impl App {
    /// The path as it is kept, where it names a folder below the base.
    pub(super) fn checked_place(&self, path: &str) -> Result<String, AppError> {
        let path = path.trim();
        if path.starts_with('/') {
            // an absolute path is no place below the base, whatever it names
            self.folder_at(path)?;
        }
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
        let path = parts.join("/");
        self.folder_at(&path)?;
        Ok(path)
    }

    /// The folder itself. Asked anew at every look: what was a folder may have become a link.
    pub(super) fn folder_at(&self, path: &str) -> Result<PathBuf, AppError> {
        let base = self.config.import_folder.as_deref().ok_or_else(|| {
            AppError::conflict("import_folder_not_set", "the server has no import_folder in its configuration")
        })?;
        below(base, path)
    }
}

fn below(base: &Path, path: &str) -> Result<PathBuf, AppError> {
    let outside =
        || AppError::invalid("/path", "folder_outside", "name a folder below the import folder of the server");
    let relative = Path::new(path);
    let plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
    if path.is_empty() || path.contains('\\') || !plain {
        return Err(outside());
    }
    let missing = |_| AppError::invalid("/path", "folder_missing", "there is no such folder on the server");
    let base = base.canonicalize().map_err(missing)?;
    let real = base.join(relative).canonicalize().map_err(missing)?;
    // a link inside the base may lead out of it, and into another folder that is watched
    if real != base.join(relative) {
        return Err(outside());
    }
    if real.is_dir() { Ok(real) } else { Err(missing(std::io::ErrorKind::NotADirectory.into())) }
}

/// The files that lie in a folder: no folders, no links, nothing hidden or named as unfinished.
pub(super) fn files(folder: &Path) -> std::io::Result<Vec<Found>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let unfinished = [".part", ".tmp", ".crdownload", ".filepart"].iter().any(|end| name.ends_with(end));
        let about = std::fs::symlink_metadata(entry.path())?;
        if !about.is_file() || name.starts_with('.') || name.starts_with("~$") || unfinished {
            continue;
        }
        found.push(Found { name, bytes: length(&about), modified_at: modified(&about) });
    }
    found.sort_by(|a, b| (a.modified_at, &a.name).cmp(&(b.modified_at, &b.name)));
    Ok(found)
}

fn length(about: &std::fs::Metadata) -> i64 {
    i64::try_from(about.len()).unwrap_or(i64::MAX)
}

fn modified(about: &std::fs::Metadata) -> i64 {
    let since = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Copies a file and answers the hash of what was copied. What was opened must be the file that lies there, not what a
/// link put in its place leads to.
pub(super) fn copy_with_hash(from: &Path, to: &Path) -> std::io::Result<String> {
    let mut source = std::fs::File::open(from)?;
    if !is_this_file(&source.metadata()?, &std::fs::symlink_metadata(from)?) {
        return Err(std::io::Error::other("the file was replaced by a link"));
    }
    let mut copy = std::fs::File::create(to)?;
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; 256 * 1024]);
    loop {
        let read = source.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
        std::io::Write::write_all(&mut copy, &buffer[..read])?;
    }
    copy.sync_all()?;
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(unix)]
fn is_this_file(opened: &std::fs::Metadata, there: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    there.is_file() && (opened.dev(), opened.ino()) == (there.dev(), there.ino())
}

#[cfg(not(unix))]
fn is_this_file(_: &std::fs::Metadata, there: &std::fs::Metadata) -> bool {
    there.is_file()
}

/// Makes the two folders into which files are put away; without them nothing is begun.
pub(super) fn make_room(folder: &Path) -> std::io::Result<()> {
    for name in [DONE, FAILED] {
        let target = folder.join(name);
        match std::fs::create_dir(&target) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        if !std::fs::symlink_metadata(&target)?.is_dir() {
            return Err(std::io::Error::other(format!("{name} is a link")));
        }
    }
    Ok(())
}

/// Moves a file into `done` or `failed`, under a name that is not taken there; answers the path. A file that has changed
/// since it was read is another file, and stays.
pub(super) fn put_away(folder: &Path, found: &Found, into: &str) -> std::io::Result<Option<PathBuf>> {
    let source = folder.join(&found.name);
    make_room(folder)?;
    let target = folder.join(into);
    match std::fs::symlink_metadata(&source) {
        Ok(about) if about.is_file() && (length(&about), modified(&about)) == (found.bytes, found.modified_at) => {}
        // it was moved before this look was killed, or it is another file by now
        _ => return Ok(None),
    }
    let mut path = target.join(&found.name);
    let mut number = 2;
    while path.exists() {
        path = target.join(format!("{number}-{}", found.name));
        number += 1;
    }
    std::fs::rename(&source, &path)?;
    Ok(Some(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(base: &Path, path: &str) -> bool {
        matches!(below(base, path), Err(AppError::Invalid(_)))
    }

    #[test]
    fn only_folders_below_the_base_are_places() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path().join("base");
        std::fs::create_dir_all(base.join("crm/daily")).unwrap();
        std::fs::create_dir(folder.path().join("other")).unwrap();
        std::fs::write(base.join("file"), "x").unwrap();
        assert_eq!(below(&base, "crm/daily").unwrap(), base.canonicalize().unwrap().join("crm/daily"));
        for wrong in
            ["", "..", "../other", "crm/../../other", "/etc", "crm\\daily", "nowhere", "file", "crm/./daily/.."]
        {
            assert!(refused(&base, wrong), "{wrong}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_base_is_no_place_and_a_linked_file_is_not_seen() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path().join("base");
        std::fs::create_dir_all(base.join("crm")).unwrap();
        let secret = folder.path().join("secret");
        std::fs::write(&secret, "姓名\n张三\n").unwrap();
        std::os::unix::fs::symlink(folder.path(), base.join("out")).unwrap();
        std::os::unix::fs::symlink(&secret, base.join("crm/list.csv")).unwrap();
        assert!(refused(&base, "out"));
        let crm = below(&base, "crm").unwrap();
        assert_eq!(files(&crm).unwrap(), []);
        assert!(copy_with_hash(&crm.join("list.csv"), &folder.path().join("copy")).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_moved_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (crm, other) = (folder.path().join("crm"), folder.path().join("other"));
        std::fs::create_dir(&crm).unwrap();
        std::fs::create_dir(&other).unwrap();
        std::fs::write(crm.join("list.csv"), "x").unwrap();
        std::os::unix::fs::symlink(&other, crm.join(DONE)).unwrap();
        let found = files(&crm).unwrap();
        assert!(put_away(&crm, &found[0], DONE).is_err());
        assert!(crm.join("list.csv").is_file());
        assert!(std::fs::read_dir(&other).unwrap().next().is_none());
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number_and_a_changed_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        for _ in 0..2 {
            std::fs::write(folder.path().join("list.csv"), "x").unwrap();
            let found = files(folder.path()).unwrap();
            put_away(folder.path(), &found[0], DONE).unwrap().unwrap();
        }
        assert!(folder.path().join("done/2-list.csv").is_file());
        std::fs::write(folder.path().join("list.csv"), "x").unwrap();
        let found = files(folder.path()).unwrap();
        std::fs::write(folder.path().join("list.csv"), "longer").unwrap();
        assert_eq!(put_away(folder.path(), &found[0], DONE).unwrap(), None);
    }
}
