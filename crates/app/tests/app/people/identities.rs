//! Signing in from an identity provider.

use app::{
    AppError, Role,
    people::{Arrival, IdentityRules, Newcomers, ProvenIdentity},
};
use serde_json::json;
use test_support::on_both_databases;

use crate::team::{Team, code, read};

fn proven(subject: &str, email: &str) -> ProvenIdentity {
    ProvenIdentity {
        issuer: "https://id.example.com".to_owned(),
        subject: subject.to_owned(),
        email: Some(email.to_owned()),
        email_verified: true,
        name: Some("陈晨".to_owned()),
    }
}

fn known_only() -> IdentityRules {
    IdentityRules { email_must_be_verified: true, newcomers: Newcomers::Refuse }
}

async fn arrive(team: &Team, who: ProvenIdentity, rules: &IdentityRules) -> Result<Arrival, AppError> {
    team.app.sign_in_by_identity(who, rules).await
}

on_both_databases! {
    async fn an_account_is_linked_by_its_e_mail_once_and_known_by_its_subject_after(team: Team) {
        let first = arrive(&team, proven("s-1", "Chen@Example.com"), &known_only()).await.unwrap();
        assert_eq!(first.user(), team.chen.user);
        // the provider's address changes; the person stays
        let later = arrive(&team, proven("s-1", "elsewhere@example.com"), &known_only()).await.unwrap();
        assert_eq!(later.user(), team.chen.user);
        // somebody else gets the address of chen at the provider
        let other = arrive(&team, proven("s-2", "chen@example.com"), &known_only()).await;
        assert_eq!(code(other), "linked_otherwise");
    }

    async fn an_address_that_is_not_verified_links_nobody(team: Team) {
        let unverified = ProvenIdentity { email_verified: false, ..proven("s-1", "chen@example.com") };
        assert_eq!(code(arrive(&team, unverified.clone(), &known_only()).await), "email_not_verified");
        let without = ProvenIdentity { email: None, ..unverified.clone() };
        assert_eq!(code(arrive(&team, without, &known_only()).await), "email_missing");
        let trusting = IdentityRules { email_must_be_verified: false, ..known_only() };
        assert_eq!(arrive(&team, unverified, &trusting).await.unwrap().user(), team.chen.user);
    }

    async fn strangers_are_refused_or_made_as_the_configuration_says(team: Team) {
        let stranger = || proven("s-9", "new@example.com");
        assert_eq!(code(arrive(&team, stranger(), &known_only()).await), "unknown_account");
        let newcomers = Newcomers::Take { roles: vec![Role::Sales], team: Some("北区".to_owned()) };
        let taking = IdentityRules { newcomers, ..known_only() };
        let Arrival::Here(actor) = arrive(&team, stranger(), &taking).await.unwrap() else { panic!("no second factor") };
        assert_eq!((actor.name.as_str(), actor.team), ("陈晨", Some(team.north)));
        assert_eq!(actor.roles.to_vec(), [Role::Sales]);
        assert_eq!(arrive(&team, stranger(), &taking).await.unwrap().user(), actor.user, "made once");
        let me = team.app.me(&actor).await.unwrap();
        assert!(!me.has_password);
    }

    async fn somebody_switched_off_stays_out(team: Team) {
        arrive(&team, proven("s-1", "chen@example.com"), &known_only()).await.unwrap();
        team.app.edit_user(&team.admin, team.chen.user, read(json!({ "active": false }))).await.unwrap();
        assert_eq!(code(arrive(&team, proven("s-1", "chen@example.com"), &known_only()).await), "account_off");
    }

    async fn the_same_subject_of_another_provider_is_another_person(team: Team) {
        arrive(&team, proven("s-1", "chen@example.com"), &known_only()).await.unwrap();
        let elsewhere =
            ProvenIdentity { issuer: "https://other.example.com".to_owned(), ..proven("s-1", "li@example.com") };
        assert_eq!(arrive(&team, elsewhere, &known_only()).await.unwrap().user(), team.li.user);
    }

    async fn a_second_factor_is_asked_for_here_too(team: Team) {
        let secret = team.app.begin_second_factor(&team.chen).await.unwrap().secret;
        let totp =
            totp_rs::Builder::new().with_secret(totp_rs::Secret::try_from_base32(&secret).unwrap()).build().unwrap();
        let code = totp.generate(u64::try_from(team.now().as_millis() / 1_000).unwrap()).to_string();
        team.app.confirm_second_factor(&team.chen, read(json!({ "code": code }))).await.unwrap();
        let arrival = arrive(&team, proven("s-1", "chen@example.com"), &known_only()).await.unwrap();
        assert!(matches!(arrival, Arrival::SecondFactor(_)));
    }
}
