//! `tuoke admin`

use std::{
    io::{BufRead, IsTerminal},
    process::ExitCode,
};

use app::{
    Role, Scope,
    people::{CreateToken, CreateUser},
};
use clap::{Args, Subcommand};

use crate::{
    commands::{actor, parse_role, parse_scope, say},
    configuration::DataArgs,
};

#[derive(Debug, Args)]
pub struct Admin {
    #[command(subcommand)]
    command: AdminCommand,
}

#[derive(Debug, Subcommand)]
enum AdminCommand {
    /// Makes a user; the password is read from standard input
    CreateUser(NewUser),
    /// Makes an API token and prints it
    Token(NewToken),
}

#[derive(Debug, Args)]
struct NewUser {
    #[command(flatten)]
    data: DataArgs,
    #[arg(long)]
    name: String,
    #[arg(long)]
    email: String,
    /// sales, key_account, manager, analyst, marketing, credit, trainer or administrator; may be repeated
    #[arg(long = "role", required = true, value_parser = parse_role)]
    roles: Vec<Role>,
    /// zh or en
    #[arg(long, default_value = "zh")]
    locale: String,
}

#[derive(Debug, Args)]
struct NewToken {
    #[command(flatten)]
    data: DataArgs,
    #[arg(long)]
    email: String,
    #[arg(long, default_value = "command line")]
    name: String,
    /// read, write, import, export, reveal or admin; may be repeated; absent: everything that the user may
    #[arg(long = "scope", value_parser = parse_scope)]
    scopes: Vec<Scope>,
    /// Days until it ends; absent: it does not end
    #[arg(long)]
    days: Option<u16>,
    /// Requests that it may make in a minute; absent: no limit
    #[arg(long)]
    requests_per_minute: Option<u32>,
}

impl Admin {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            AdminCommand::CreateUser(new) => new.run().await,
            AdminCommand::Token(new) => new.run().await,
        }
    }
}

impl NewUser {
    async fn run(self) -> anyhow::Result<ExitCode> {
        let password = read_password()?;
        let app = self.data.open_migrated(false).await?;
        let user = CreateUser {
            name: self.name,
            email: self.email,
            password,
            roles: self.roles,
            team_id: None,
            locale: Some(self.locale),
        };
        let made = match app.create_first_or_user(&actor(&app, None).await?, user).await {
            Ok(made) => made,
            Err(app::AppError::Invalid(errors)) => {
                let details: Vec<String> =
                    errors.iter().map(|e| format!("{}: {}", e.pointer.trim_start_matches('/'), e.detail)).collect();
                anyhow::bail!("{}", details.join("; "));
            }
            Err(error) => return Err(error.into()),
        };
        say(made.id)?;
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}

impl NewToken {
    async fn run(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open_migrated(false).await?;
        let person = actor(&app, Some(&self.email)).await?;
        let asked = CreateToken {
            name: self.name,
            expires_at: self.days.map(|days| app.now().plus_days(f64::from(days))),
            scopes: (!self.scopes.is_empty()).then_some(self.scopes),
            requests_per_minute: self.requests_per_minute,
        };
        let token = app.create_token(&person, asked).await?;
        say(token.token)?;
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Without echo at a terminal, else the first line.
fn read_password() -> anyhow::Result<String> {
    let input = std::io::stdin();
    if input.is_terminal() {
        return Ok(rpassword::prompt_password("Password: ")?);
    }
    let mut line = String::new();
    input.lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
