//! The types of OpenID Connect, with whatever claims a provider adds to the standard ones.

use std::collections::HashMap;

use openidconnect::{
    AdditionalClaims, Client, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenClaims,
    IdTokenFields, StandardClaims, StandardErrorResponse, StandardTokenResponse, UserInfoClaims,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
        CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken, CoreRevocationErrorResponse,
        CoreTokenIntrospectionResponse, CoreTokenType,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Claims beside the standard ones.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct Further {
    #[serde(flatten)]
    claims: HashMap<String, Value>,
}

impl AdditionalClaims for Further {}

pub(super) type Claims = IdTokenClaims<Further, CoreGenderClaim>;
pub(super) type UserInfo = UserInfoClaims<Further, CoreGenderClaim>;
type Fields = IdTokenFields<
    Further,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
pub(super) type Tokens = StandardTokenResponse<Fields, CoreTokenType>;
/// A client made from what discovery told.
pub(super) type Discovered = Client<
    Further,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What a provider says of a person.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub email: Option<String>,
    pub email_verified: bool,
    pub name: Option<String>,
}

impl Said {
    pub fn in_token(claims: &Claims, email_claim: &str) -> Self {
        let name = claims.name().and_then(|name| name.get(None)).map(|name| name.as_str().to_owned());
        let standard = Standard {
            email: claims.email().map(|email| email.as_str()),
            preferred_username: claims.preferred_username().map(|name| name.as_str()),
            verified: claims.email_verified(),
        };
        Self::of(&standard, claims.additional_claims(), email_claim, name)
    }

    pub fn in_user_info(info: &UserInfo, email_claim: &str) -> Self {
        let claims: &StandardClaims<CoreGenderClaim> = info.standard_claims();
        let name = claims.name().and_then(|name| name.get(None)).map(|name| name.as_str().to_owned());
        let standard = Standard {
            email: claims.email().map(|email| email.as_str()),
            preferred_username: claims.preferred_username().map(|name| name.as_str()),
            verified: claims.email_verified(),
        };
        Self::of(&standard, info.additional_claims(), email_claim, name)
    }

    fn of(standard: &Standard<'_>, further: &Further, email_claim: &str, name: Option<String>) -> Self {
        let email = match email_claim {
            "email" => standard.email,
            "preferred_username" => standard.preferred_username,
            other => further.claims.get(other).and_then(Value::as_str),
        };
        Self { email: email.map(str::to_owned), email_verified: standard.verified == Some(true), name }
    }
}

struct Standard<'a> {
    email: Option<&'a str>,
    preferred_username: Option<&'a str>,
    verified: Option<bool>,
}
