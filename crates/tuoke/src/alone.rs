//! One server works an embedded database. A lock of the operating system says so; it ends with the process, however that
//! ends.

use std::{
    fs::{File, TryLockError},
    path::Path,
};

use anyhow::Context;

/// The right to be the only one; given back when dropped.
#[derive(Debug)]
pub struct Alone {
    _held: File,
}

impl Alone {
    pub fn on(data: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(data).with_context(|| format!("the folder {} cannot be made", data.display()))?;
        let path = data.join("server.lock");
        let file = File::create(&path).with_context(|| format!("{} cannot be written", path.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _held: file }),
            Err(TryLockError::WouldBlock) => anyhow::bail!(
                "another server works the data in {}; stop it first, or use PostgreSQL for several servers",
                data.display()
            ),
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("{} cannot be locked", path.display()))
            }
        }
    }
}
