//! Secrets that have to be read again, sealed with a key that lies beside the database rather than in it: who gets hold
//! of a backup or of the database alone cannot read them.

use std::{fs, io::Write, path::Path};

use chacha20poly1305::{
    ChaCha20Poly1305, Key, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use rand::RngCore;

use super::credentials::{hex, unhex};
use crate::{App, AppError};

/// The file with the key in the folder of the data, where none is named.
const KEY_FILE: &str = "secret.key";
const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 12;

/// The key of this server, in memory only.
#[derive(Clone)]
pub(crate) struct SecretKey([u8; KEY_BYTES]);

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey")
    }
}

impl SecretKey {
    /// Reads the key, making it where there is none yet.
    pub(crate) fn of_file(path: &Path) -> Result<Self, AppError> {
        match fs::read_to_string(path) {
            Ok(text) => Self::parse(&text)
                .ok_or_else(|| AppError::Internal(format!("{} holds no key of 64 hexadecimal digits", path.display()))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::make(path),
            Err(error) => Err(error.into()),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Some(Self(unhex(text.trim())?.try_into().ok()?))
    }

    /// Of two processes that begin at once, one makes the file and the other reads it.
    fn make(path: &Path) -> Result<Self, AppError> {
        let mut bytes = [0_u8; KEY_BYTES];
        rand::rng().fill_bytes(&mut bytes);
        let mut draft = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
        draft.write_all(hex(&bytes).as_bytes())?;
        draft.as_file().sync_all()?;
        match draft.persist_noclobber(path) {
            Ok(_) => Ok(Self(bytes)),
            Err(refused) if refused.error.kind() == std::io::ErrorKind::AlreadyExists => Self::of_file(path),
            Err(refused) => Err(refused.error.into()),
        }
    }

    /// Seals a secret for its owner; put to another owner's row it does not open.
    pub(crate) fn seal(&self, secret: &[u8], owner: &str) -> Result<String, AppError> {
        let mut nonce = [0_u8; NONCE_BYTES];
        rand::rng().fill_bytes(&mut nonce);
        let payload = Payload { msg: secret, aad: owner.as_bytes() };
        let sealed = ChaCha20Poly1305::new(&Key::from(self.0))
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_| AppError::Internal("a secret could not be sealed".to_owned()))?;
        Ok(format!("{}{}", hex(&nonce), hex(&sealed)))
    }

    /// None where it was sealed with another key or for another owner.
    pub(crate) fn open(&self, sealed: &str, owner: &str) -> Option<Vec<u8>> {
        let bytes = unhex(sealed)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().ok()?;
        let payload = Payload { msg: sealed, aad: owner.as_bytes() };
        ChaCha20Poly1305::new(&Key::from(self.0)).decrypt(&Nonce::from(nonce), payload).ok()
    }
}

impl App {
    /// The same application with its key in another file, which several servers on one database share.
    #[must_use]
    pub fn with_secret_key(mut self, path: std::path::PathBuf) -> Self {
        self.secret_key_file = Some(path);
        self
    }

    /// The key of this server; read, or made, when first needed.
    pub(crate) fn secret_key(&self) -> Result<SecretKey, AppError> {
        if let Some(known) = self.secret_key.get() {
            return Ok(known.clone());
        }
        let path = self.secret_key_file.clone().unwrap_or_else(|| self.config.data_dir.join(KEY_FILE));
        let key = SecretKey::of_file(&path)?;
        Ok(self.secret_key.get_or_init(|| key).clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_with_its_key_for_its_owner_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(KEY_FILE);
        let key = SecretKey::of_file(&path).expect("a key");
        let sealed = key.seal(b"hidden", "chen").expect("sealed");
        assert_ne!(sealed, key.seal(b"hidden", "chen").expect("sealed"), "each time another nonce");
        let again = SecretKey::of_file(&path).expect("the same key");
        assert_eq!(again.open(&sealed, "chen").as_deref(), Some(b"hidden".as_slice()));
        assert_eq!(again.open(&sealed, "li"), None);
        let other = SecretKey::of_file(&folder.path().join("other.key")).expect("another key");
        assert_eq!(other.open(&sealed, "chen"), None);
        assert_eq!(key.open("no hex", "chen"), None);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_server_s_own_user_can_read_the_key() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(KEY_FILE);
        SecretKey::of_file(&path).expect("a key");
        let mode = fs::metadata(&path).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_file_that_holds_no_key_is_an_error_rather_than_a_new_key() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(KEY_FILE);
        fs::write(&path, "short").expect("written");
        assert!(SecretKey::of_file(&path).is_err());
    }
}
