//! What the cells of a column look like, as shares of the filled samples.

use std::collections::HashSet;

use super::field::ImportField;
use crate::likeness::{
    is_amount, looks_like_address, looks_like_company, looks_like_date, looks_like_email, looks_like_gender,
    looks_like_identity_number, looks_like_mobile, looks_like_person, looks_like_phone, looks_like_website,
};

/// Fewer filled cells say nothing about a column.
const ENOUGH_FILLED: usize = 3;
/// A column whose cells mostly repeat this few values holds categories, not names.
const ENOUGH_FOR_DISTINCT: usize = 10;
const MIN_DISTINCT_SHARE: f64 = 0.2;
/// A heading is doubted when fewer cells than this fit it.
const MIN_FITTING_SHARE: f64 = 0.3;

pub(super) struct Content<'a> {
    filled: Vec<&'a str>,
}

impl<'a> Content<'a> {
    pub(super) fn of_column(samples: &'a [Vec<String>], column: usize) -> Self {
        let cells = samples.iter().filter_map(|row| row.get(column));
        Self { filled: cells.map(String::as_str).filter(|cell| !cell.is_empty()).collect() }
    }

    fn is_enough(&self) -> bool {
        self.filled.len() >= ENOUGH_FILLED
    }

    fn share(&self, fits: impl Fn(&str) -> bool) -> f64 {
        if self.filled.is_empty() {
            return 0.0;
        }
        self.filled.iter().filter(|cell| fits(cell)).count() as f64 / self.filled.len() as f64
    }

    pub(super) fn share_of_people(&self) -> f64 {
        self.share(looks_like_person)
    }

    pub(super) fn share_of_companies(&self) -> f64 {
        self.share(looks_like_company)
    }

    /// The field that the cells alone suggest, with the share of cells that fit.
    pub(super) fn field(&self) -> Option<(ImportField, f64)> {
        const MIN_SHARE: f64 = 0.7;
        type Looks = fn(&str) -> bool;
        // The stricter forms first: an identity number may look like a phone.
        const FORMS: &[(ImportField, Looks)] = &[
            (ImportField::IdentityNumber, looks_like_identity_number),
            (ImportField::Email, looks_like_email),
            (ImportField::Website, looks_like_website),
            (ImportField::Mobile, looks_like_mobile),
            (ImportField::Phone, looks_like_phone),
            (ImportField::Gender, looks_like_gender),
            (ImportField::Company, looks_like_company),
            (ImportField::Name, looks_like_person),
            (ImportField::Address, looks_like_address),
        ];
        if !self.is_enough() {
            return None;
        }
        FORMS
            .iter()
            .map(|(field, looks)| (field.clone(), self.share(looks)))
            .find(|(field, share)| *share >= MIN_SHARE && (*field == ImportField::Gender || self.is_distinct()))
    }

    /// Whether the cells fit what the heading says.
    pub(super) fn fit(&self, field: &ImportField) -> Fit {
        use ImportField as F;
        if !self.is_enough() {
            return Fit::Unknown;
        }
        let of = |share: f64| if share < MIN_FITTING_SHARE { Fit::Doubtful } else { Fit::Good };
        match field {
            F::Phone | F::Mobile | F::Landline => of(self.share(may_be_phone)),
            F::Email | F::OwnerEmail => of(self.share(looks_like_email)),
            F::BirthDate | F::FoundedOn => of(self.share(may_be_date)),
            F::Gender => of(self.share(looks_like_gender)),
            F::Age => of(self.share(is_amount)),
            F::Name | F::ContactName | F::FamilyName | F::GivenName | F::Company if self.share(is_amount) > 0.7 => {
                Fit::Doubtful
            }
            F::Name | F::ContactName if self.share_of_people() > 0.5 => Fit::Good,
            F::Company if self.share_of_companies() > 0.5 => Fit::Good,
            F::IdentityNumber if self.share(looks_like_identity_number) > 0.5 => Fit::Good,
            F::Address | F::HomeAddress | F::WorkAddress if self.share(looks_like_address) > 0.5 => Fit::Good,
            F::Name | F::ContactName | F::ExternalId if !self.is_distinct() => Fit::Doubtful,
            // Names and addresses that look otherwise may still be right: foreign ones do.
            _ => Fit::Unknown,
        }
    }

    fn is_distinct(&self) -> bool {
        let distinct = self.filled.iter().collect::<HashSet<_>>().len();
        self.filled.len() < ENOUGH_FOR_DISTINCT || distinct as f64 / self.filled.len() as f64 >= MIN_DISTINCT_SHARE
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    Good,
    Unknown,
    Doubtful,
}

/// Wider than `looks_like_phone`: under the heading of phones, any number long enough is one.
fn may_be_phone(cell: &str) -> bool {
    cell.chars().filter(char::is_ascii_digit).count() >= 6 && !cell.chars().any(char::is_alphabetic)
        || looks_like_phone(cell)
}

/// A year, or a year and a month, will do under the heading of dates.
fn may_be_date(cell: &str) -> bool {
    looks_like_date(cell)
        || cell.get(..4).and_then(|year| year.parse().ok()).is_some_and(|year: u32| (1800..2100).contains(&year))
}
