//! The commands, one file each.

pub mod admin;
pub mod backup;
pub mod check;
pub mod classify;
pub mod copy_database;
pub mod deals;
pub mod demo;
pub mod deputy;
pub mod duplicates;
pub mod import;
pub mod lifetime;
pub mod may;
pub mod migrate;
pub mod orders;
pub mod parties;
pub mod pool;
pub mod prospects;
pub mod restore;
pub mod rows;
pub mod segments;
pub mod serve;
pub mod supply;
pub mod today;

use std::{io::Write, process::ExitCode};

use app::{Actor, App, AppError, Role, Scope};

/// 2 where a file cannot be read, 1 for everything else that went wrong; a reader that has seen enough is no error.
pub fn exit_code(error: &anyhow::Error) -> ExitCode {
    if has_seen_enough(error) {
        return ExitCode::SUCCESS;
    }
    match error.downcast_ref::<AppError>() {
        Some(AppError::FileUnreadable { .. }) => ExitCode::from(2),
        _ => ExitCode::FAILURE,
    }
}

/// Whether the output went to a program that closed it, such as `head`.
pub fn has_seen_enough(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

/// Prints a line; a reader that went away ends the command quietly.
pub fn say(line: impl std::fmt::Display) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout().lock(), "{line}")?)
}

/// For whom a command acts: the person named, or the machine's own administrator.
pub async fn actor(app: &App, email: Option<&str>) -> anyhow::Result<Actor> {
    match email {
        Some(email) => match app.actor_by_email(email).await {
            Ok(actor) => Ok(actor),
            Err(AppError::NotFound(_)) => {
                anyhow::bail!("there is no active user {email}; make one with `tuoke admin create-user`")
            }
            Err(error) => Err(error.into()),
        },
        None => Ok(Actor::system()),
    }
}

/// The language of the terminal.
pub fn language() -> method::coded::Language {
    let of = |name: &str| std::env::var(name).unwrap_or_default();
    let set = [of("LC_ALL"), of("LC_MESSAGES"), of("LANG")];
    match set.iter().find(|value| !value.is_empty()) {
        Some(value) if value.starts_with("zh") => method::coded::Language::Zh,
        _ => method::coded::Language::En,
    }
}

/// Reads a role from the command line.
pub fn parse_role(code: &str) -> Result<Role, String> {
    Role::from_code(code).ok_or_else(|| {
        let known: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
        format!("there is no role {code}; use one of {}", known.join(", "))
    })
}

/// Reads the scope of a token from the command line.
pub fn parse_scope(code: &str) -> Result<Scope, String> {
    Scope::from_code(code).ok_or_else(|| {
        let known: Vec<&str> = Scope::ALL.iter().map(|scope| scope.code()).collect();
        format!("there is no scope {code}; use one of {}", known.join(", "))
    })
}
