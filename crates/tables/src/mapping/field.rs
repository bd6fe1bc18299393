//! The facts that a list can carry, with the stable codes used on the command line, in stored mappings and by the page.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::subject::Subject;

/// What a column means. The code (`family_name`, `custom:shoe_size`) is its form everywhere outside this crate.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum ImportField {
    Name,
    FamilyName,
    GivenName,
    /// Person or organisation.
    Kind,
    ExternalId,
    Phone,
    Mobile,
    Landline,
    Email,
    Wechat,
    /// A person's employer, or the organisation itself when the row is one.
    Company,
    /// The person to speak to when the row is an organisation.
    ContactName,
    Department,
    Position,
    Gender,
    BirthDate,
    Age,
    IdentityNumber,
    Address,
    HomeAddress,
    WorkAddress,
    Province,
    City,
    District,
    StreetNumber,
    Street,
    Suburb,
    Postcode,
    Country,
    Industry,
    Size,
    FoundedOn,
    Website,
    CurrentSuppliers,
    CompetitorsProducts,
    Education,
    Income,
    IncomeHighest,
    Plans,
    Family,
    Interests,
    Temperament,
    Holdings,
    Introducer,
    RelationGroup,
    Market,
    Method,
    Source,
    Need,
    Notes,
    Tags,
    AbleToPay,
    HasNeed,
    Decides,
    EasyToApproach,
    Eligible,
    Aware,
    Responsible,
    OwnerEmail,
    OrderNumber,
    OrderDate,
    /// Order or return.
    OrderKind,
    ProductLine,
    Sku,
    ProductName,
    Quantity,
    UnitPrice,
    Amount,
    Margin,
    Cost,
    Currency,
    ContractUntil,
    DealNumber,
    DealName,
    /// A stage of the board, or how it ended: many systems write both in one column.
    DealStage,
    BuyingStage,
    AmountLow,
    AmountHigh,
    OpenedOn,
    ExpectedOn,
    /// When an open deal is expected, and when a closed one ended: many systems have one column for both.
    ClosingOn,
    EndedOn,
    /// Won, lost or bought from nobody.
    Outcome,
    BuyerReason,
    NextStep,
    NextStepDue,
    /// A field that the team has defined, by its key.
    Custom(String),
    Ignore,
}

use ImportField as F;

const CODES: &[(ImportField, &str)] = &[
    (F::Name, "name"),
    (F::FamilyName, "family_name"),
    (F::GivenName, "given_name"),
    (F::Kind, "kind"),
    (F::ExternalId, "external_id"),
    (F::Phone, "phone"),
    (F::Mobile, "mobile"),
    (F::Landline, "landline"),
    (F::Email, "email"),
    (F::Wechat, "wechat"),
    (F::Company, "company"),
    (F::ContactName, "contact_name"),
    (F::Department, "department"),
    (F::Position, "position"),
    (F::Gender, "gender"),
    (F::BirthDate, "birth_date"),
    (F::Age, "age"),
    (F::IdentityNumber, "identity_number"),
    (F::Address, "address"),
    (F::HomeAddress, "home_address"),
    (F::WorkAddress, "work_address"),
    (F::Province, "province"),
    (F::City, "city"),
    (F::District, "district"),
    (F::StreetNumber, "street_number"),
    (F::Street, "street"),
    (F::Suburb, "suburb"),
    (F::Postcode, "postcode"),
    (F::Country, "country"),
    (F::Industry, "industry"),
    (F::Size, "size"),
    (F::FoundedOn, "founded_on"),
    (F::Website, "website"),
    (F::CurrentSuppliers, "current_suppliers"),
    (F::CompetitorsProducts, "competitors_products"),
    (F::Education, "education"),
    (F::Income, "income"),
    (F::IncomeHighest, "income_highest"),
    (F::Plans, "plans"),
    (F::Family, "family"),
    (F::Interests, "interests"),
    (F::Temperament, "temperament"),
    (F::Holdings, "holdings"),
    (F::Introducer, "introducer"),
    (F::RelationGroup, "relation_group"),
    (F::Market, "market"),
    (F::Method, "method"),
    (F::Source, "source"),
    (F::Need, "need"),
    (F::Notes, "notes"),
    (F::Tags, "tags"),
    (F::AbleToPay, "able_to_pay"),
    (F::HasNeed, "has_need"),
    (F::Decides, "decides"),
    (F::EasyToApproach, "easy_to_approach"),
    (F::Eligible, "eligible"),
    (F::Aware, "aware"),
    (F::Responsible, "responsible"),
    (F::OwnerEmail, "owner_email"),
    (F::Ignore, "ignore"),
];

/// What a row of a file of orders says besides whom it is about.
const ORDER_CODES: &[(ImportField, &str)] = &[
    (F::OrderNumber, "order_number"),
    (F::OrderDate, "order_date"),
    (F::OrderKind, "order_kind"),
    (F::ProductLine, "product_line"),
    (F::Sku, "sku"),
    (F::ProductName, "product_name"),
    (F::Quantity, "quantity"),
    (F::UnitPrice, "unit_price"),
    (F::Amount, "amount"),
    (F::Margin, "margin"),
    (F::Cost, "cost"),
    (F::Currency, "currency"),
    (F::ContractUntil, "contract_until"),
];

/// What a row of a file of deals says besides whom it is about, and besides what orders have too.
const DEAL_CODES: &[(ImportField, &str)] = &[
    (F::DealNumber, "deal_number"),
    (F::DealName, "deal_name"),
    (F::DealStage, "deal_stage"),
    (F::BuyingStage, "buying_stage"),
    (F::AmountLow, "amount_low"),
    (F::AmountHigh, "amount_high"),
    (F::OpenedOn, "opened_on"),
    (F::ExpectedOn, "expected_on"),
    (F::ClosingOn, "closing_on"),
    (F::EndedOn, "ended_on"),
    (F::Outcome, "outcome"),
    (F::BuyerReason, "buyer_reason"),
    (F::NextStep, "next_step"),
    (F::NextStepDue, "next_step_due"),
];

/// What deals have in common with orders and with names.
const ALSO_OF_DEALS: &[ImportField] = &[F::ProductLine, F::Amount, F::Currency, F::Source, F::OwnerEmail, F::Notes];

/// What tells in a file of orders or deals whom a row is about.
const CUSTOMER_FIELDS: &[ImportField] = &[
    F::ExternalId,
    F::Name,
    F::Company,
    F::ContactName,
    F::Kind,
    F::Phone,
    F::Mobile,
    F::Landline,
    F::Email,
    F::IdentityNumber,
];

/// What orders have in common with names.
const ALSO_OF_ORDERS: &[ImportField] = &[F::OwnerEmail, F::Notes];

const CUSTOM_PREFIX: &str = "custom:";

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no import field `{0}`; the fields are {list}, custom:KEY", list = ImportField::codes().join(", "))]
pub struct UnknownField(pub String);

impl ImportField {
    /// Every field of a list of names but the custom ones, in the order of the prospect card.
    pub(super) fn all() -> impl Iterator<Item = &'static ImportField> {
        CODES.iter().map(|(field, _)| field)
    }

    /// Every field that a file can hold but the custom ones: the rows' own, then those of the customer they are about.
    pub fn of(subject: Subject) -> Vec<&'static ImportField> {
        let of = |codes: &'static [(ImportField, &'static str)]| codes.iter().map(|(field, _)| field);
        match subject {
            Subject::Names => Self::all().collect(),
            Subject::Orders => of(ORDER_CODES).chain(CUSTOMER_FIELDS).chain(ALSO_OF_ORDERS).collect(),
            Subject::Deals => of(DEAL_CODES).chain(ALSO_OF_DEALS).chain(CUSTOMER_FIELDS).collect(),
        }
    }

    /// Whether it tells of the customer whom a row of orders or deals is about.
    pub fn is_of_customer(&self) -> bool {
        CUSTOMER_FIELDS.contains(self)
    }

    fn every() -> impl Iterator<Item = &'static (ImportField, &'static str)> {
        CODES.iter().chain(ORDER_CODES).chain(DEAL_CODES)
    }

    fn codes() -> Vec<&'static str> {
        Self::every().map(|(_, code)| *code).collect()
    }

    pub fn code(&self) -> Cow<'static, str> {
        if let Self::Custom(key) = self {
            return format!("{CUSTOM_PREFIX}{key}").into();
        }
        Self::every().find(|(field, _)| field == self).map_or("", |(_, code)| code).into()
    }

    /// Whether several columns may hold it: a party has many phones and notes but one birth date.
    pub fn is_repeatable(&self) -> bool {
        matches!(
            self,
            Self::Phone
                | Self::Mobile
                | Self::Landline
                | Self::Email
                | Self::Wechat
                | Self::Address
                | Self::CurrentSuppliers
                | Self::CompetitorsProducts
                | Self::Plans
                | Self::Family
                | Self::Interests
                | Self::Holdings
                | Self::Need
                | Self::Notes
                | Self::Tags
                | Self::Ignore
        )
    }

    /// Whether it alone can tell which person or organisation a row is about.
    pub fn identifies(&self) -> bool {
        matches!(
            self,
            Self::Name
                | Self::FamilyName
                | Self::GivenName
                | Self::Company
                | Self::Phone
                | Self::Mobile
                | Self::Landline
                | Self::Email
                | Self::Wechat
                | Self::IdentityNumber
        )
    }
}

impl FromStr for ImportField {
    type Err = UnknownField;

    fn from_str(code: &str) -> Result<Self, UnknownField> {
        let code = code.trim();
        if let Some(key) = code.strip_prefix(CUSTOM_PREFIX).map(str::trim).filter(|key| !key.is_empty()) {
            return Ok(Self::Custom(key.to_owned()));
        }
        Self::every()
            .find(|(_, known)| *known == code)
            .map(|(field, _)| field.clone())
            .ok_or_else(|| UnknownField(code.to_owned()))
    }
}

impl TryFrom<String> for ImportField {
    type Error = UnknownField;

    fn try_from(code: String) -> Result<Self, UnknownField> {
        code.parse()
    }
}

impl From<ImportField> for String {
    fn from(field: ImportField) -> Self {
        field.code().into_owned()
    }
}

impl fmt::Display for ImportField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back_as_its_field() {
        for field in Subject::ALL.into_iter().flat_map(ImportField::of) {
            assert_eq!(&field.code().parse::<ImportField>().unwrap(), field);
        }
        let custom: ImportField = "custom:鞋码".parse().unwrap();
        assert_eq!(custom.code(), "custom:鞋码");
    }

    #[test]
    fn an_unknown_field_names_those_there_are() {
        let error = "nmae".parse::<ImportField>().unwrap_err();
        assert!(error.to_string().contains("`nmae`") && error.to_string().contains("family_name"));
        assert!("custom:".parse::<ImportField>().is_err());
    }
}
