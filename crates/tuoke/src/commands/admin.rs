//! `tuoke admin`

use std::{
    io::{BufRead, IsTerminal},
    process::ExitCode,
};

use app::{
    Role,
    people::{CreateToken, CreateUser},
};
use clap::{Args, Subcommand};

use crate::{
    commands::{actor, parse_role, say},
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
        let token = app.create_token(&person, CreateToken { name: self.name, expires_at: None }).await?;
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
