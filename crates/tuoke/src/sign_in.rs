//! Identity providers, as flags, variables and the settings file name them.

use std::path::PathBuf;

use anyhow::Context;
use app::{
    Role,
    people::{IdentityRules, Newcomers},
};
use clap::Args;
use http_api::{Oidc, OidcProvider};
use serde::Deserialize;

/// One identity provider by flags or variables; several stand in the settings file.
#[derive(Clone, Default, Args)]
pub struct OidcArgs {
    /// The address by which people reach this server, for coming back from an identity provider
    #[arg(long, env = "TUOKE_PUBLIC_URL")]
    public_url: Option<String>,
    /// Sign in at this identity provider (OpenID Connect): its issuer, as its discovery document names it
    #[arg(long, env = "TUOKE_OIDC_ISSUER")]
    oidc_issuer: Option<String>,
    /// What the provider calls this server
    #[arg(long, env = "TUOKE_OIDC_CLIENT_ID")]
    oidc_client_id: Option<String>,
    /// The secret it gave this server; better in the variable or in the settings file than on the command line
    #[arg(long, env = "TUOKE_OIDC_CLIENT_SECRET", hide_env_values = true)]
    oidc_client_secret: Option<String>,
    /// What the button on the sign-in page says
    #[arg(long, env = "TUOKE_OIDC_LABEL")]
    oidc_label: Option<String>,
    /// The claim that holds the e-mail address
    #[arg(long, env = "TUOKE_OIDC_EMAIL_CLAIM")]
    oidc_email_claim: Option<String>,
    /// Take an e-mail address also where the provider does not say that it was verified
    #[arg(long, env = "TUOKE_OIDC_TRUST_EMAIL")]
    oidc_trust_email: bool,
    /// Give people without an account one with this role; without it they are refused
    #[arg(long, env = "TUOKE_OIDC_NEWCOMERS_ROLE", value_parser = crate::commands::parse_role)]
    oidc_newcomers_role: Option<Role>,
    /// The team of newcomers, by its name; the topmost where none is named
    #[arg(long, env = "TUOKE_OIDC_NEWCOMERS_TEAM")]
    oidc_newcomers_team: Option<String>,
}

impl std::fmt::Debug for OidcArgs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OidcArgs").field("issuer", &self.oidc_issuer).finish_non_exhaustive()
    }
}

/// One `[[oidc]]` of the settings file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OidcTable {
    /// its part of addresses
    id: String,
    label: String,
    issuer: String,
    client_id: String,
    client_secret: Option<String>,
    /// a file with the secret in it
    client_secret_file: Option<PathBuf>,
    scopes: Option<Vec<String>>,
    email_claim: Option<String>,
    #[serde(default)]
    trust_email: bool,
    newcomers_role: Option<Role>,
    newcomers_team: Option<String>,
    /// authorities of one's own, in PEM form
    ca_file: Option<PathBuf>,
}

impl std::fmt::Debug for OidcTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OidcTable").field("id", &self.id).finish_non_exhaustive()
    }
}

impl OidcArgs {
    /// The providers of all sources together, checked.
    pub fn resolve(&self, public_url: Option<String>, tables: Vec<OidcTable>) -> anyhow::Result<Oidc> {
        let mut providers = tables.into_iter().map(OidcTable::read).collect::<anyhow::Result<Vec<_>>>()?;
        if let Some(issuer) = &self.oidc_issuer {
            let client_id = self.oidc_client_id.clone().context("--oidc-issuer also needs --oidc-client-id")?;
            providers.push(OidcProvider {
                id: "sso".to_owned(),
                label: self.oidc_label.clone().unwrap_or_else(|| "SSO".to_owned()),
                issuer: issuer.clone(),
                client_id,
                client_secret: self.oidc_client_secret.clone(),
                scopes: scopes(None),
                email_claim: email_claim(self.oidc_email_claim.clone()),
                ca_file: None,
                rules: rules(self.oidc_trust_email, self.oidc_newcomers_role, self.oidc_newcomers_team.clone()),
            });
        }
        if providers.is_empty() {
            return Ok(Oidc::default());
        }
        let public_url = self.public_url.clone().or(public_url);
        let public_url = public_url.context("an identity provider needs --public-url, the address to come back to")?;
        Ok(Oidc::new(&public_url, providers)?)
    }
}

impl OidcTable {
    fn read(self) -> anyhow::Result<OidcProvider> {
        let client_secret = match self.client_secret_file {
            Some(path) => {
                let text = std::fs::read_to_string(&path)
                    .with_context(|| format!("the secret in {} cannot be read", path.display()))?;
                Some(text.trim_end().to_owned())
            }
            None => self.client_secret,
        };
        Ok(OidcProvider {
            rules: rules(self.trust_email, self.newcomers_role, self.newcomers_team),
            id: self.id,
            label: self.label,
            issuer: self.issuer,
            client_id: self.client_id,
            client_secret,
            scopes: scopes(self.scopes),
            email_claim: email_claim(self.email_claim),
            ca_file: self.ca_file,
        })
    }
}

fn scopes(named: Option<Vec<String>>) -> Vec<String> {
    named.unwrap_or_else(|| vec!["email".to_owned(), "profile".to_owned()])
}

fn email_claim(named: Option<String>) -> String {
    named.unwrap_or_else(|| "email".to_owned())
}

fn rules(trust_email: bool, role: Option<Role>, team: Option<String>) -> IdentityRules {
    let newcomers = match role {
        Some(role) => Newcomers::Take { roles: vec![role], team },
        None => Newcomers::Refuse,
    };
    IdentityRules { email_must_be_verified: !trust_email, newcomers }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = r#"
        id = "keycloak"
        label = "公司账号"
        issuer = "https://id.example.com/realms/sales"
        client_id = "tuoke"
        client_secret = "hidden"
        newcomers_role = "sales"
        newcomers_team = "华东"
    "#;

    fn table(text: &str) -> OidcTable {
        toml::from_str(text).expect("a table")
    }

    #[test]
    fn a_table_says_what_becomes_of_newcomers() {
        let provider = table(TABLE).read().expect("a provider");
        let expected = Newcomers::Take { roles: vec![Role::Sales], team: Some("华东".to_owned()) };
        assert_eq!(provider.rules.newcomers, expected);
        assert!(provider.rules.email_must_be_verified);
        assert_eq!(provider.scopes, ["email", "profile"]);
    }

    #[test]
    fn a_provider_needs_the_address_to_come_back_to() {
        let args = OidcArgs::default();
        assert!(args.resolve(None, vec![table(TABLE)]).is_err());
        assert!(args.resolve(Some("https://crm.example.com".to_owned()), vec![table(TABLE)]).is_ok());
        assert!(args.resolve(None, Vec::new()).is_ok(), "without a provider nothing is needed");
    }

    #[test]
    fn a_slip_of_the_pen_is_refused() {
        assert!(toml::from_str::<OidcTable>(&TABLE.replace("newcomers_role", "newcomer_role")).is_err());
        assert!(toml::from_str::<OidcTable>(&TABLE.replace("\"sales\"", "\"boss\"")).is_err());
    }
}
