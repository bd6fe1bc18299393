//! `tuoke admin`

use std::{
    io::{BufRead, IsTerminal},
    process::ExitCode,
};

use app::{
    Actor, Role, Scope,
    people::{ChangeSignInRules, CreateToken, CreateUser, SignInRules},
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
    /// Makes a link with which somebody sets a password, once, within a day
    PasswordLink(Somebody),
    /// Removes the second factor of somebody whose phone is lost; their sessions end
    ResetSecondFactor(Somebody),
    /// Lets everybody use passwords again and demands no second factor, where an administrator has shut all out
    ResetSignInRules(Anybody),
}

#[derive(Debug, Args)]
struct Somebody {
    #[command(flatten)]
    data: DataArgs,
    #[arg(long)]
    email: String,
}

#[derive(Debug, Args)]
struct Anybody {
    #[command(flatten)]
    data: DataArgs,
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
            AdminCommand::PasswordLink(one) => one.password_link().await,
            AdminCommand::ResetSecondFactor(one) => one.reset_second_factor().await,
            AdminCommand::ResetSignInRules(anybody) => anybody.reset_rules().await,
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
            password: Some(password),
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

impl Somebody {
    async fn password_link(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open_migrated(false).await?;
        let person = actor(&app, Some(&self.email)).await?;
        let link = app.make_password_link(&Actor::system(), person.user).await?;
        say(format_args!("{}  (behind the server's address; good until {})", link.path, link.expires_at))?;
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }

    async fn reset_second_factor(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open_migrated(false).await?;
        let person = actor(&app, Some(&self.email)).await?;
        app.reset_second_factor(&Actor::system(), person.user).await?;
        say(format_args!("{} has no second factor any more", self.email))?;
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Anybody {
    async fn reset_rules(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open_migrated(false).await?;
        let system = Actor::system();
        let version = app.sign_in_rules_view(&system).await?.version;
        let change = ChangeSignInRules { rules: SignInRules::default(), version: Some(version) };
        app.change_sign_in_rules(&system, change, false).await?;
        say("the rules of signing in are those that Tuoke ships")?;
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
