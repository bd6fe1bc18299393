//! Phones, e-mail addresses, identity numbers and birth dates: the fields that can prove.

use super::super::features::{Features, Slot};
use super::super::similarity::slips;
use super::super::weights;
use super::{Evidence, Field};

/// What the contact points have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct ContactRelation {
    /// A mobile or a personal e-mail address that both have.
    pub(super) personal: bool,
    /// A landline or an address such as `info@` that both have.
    pub(super) shared_line: bool,
    /// Both have phones and none agrees.
    pub(super) phones_differ: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum IdentityRelation {
    Unknown,
    /// Equal Chinese numbers with fitting checksums.
    Proven,
    /// Equal numbers of another scheme, or one slip apart.
    Evident,
    /// Numbers with checksums that differ by a slip or two.
    ProvenNear,
    /// Numbers with checksums that have little in common: two people.
    ProvenDifferent,
    Different,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BirthRelation {
    Unknown,
    Same,
    Slip,
    Different,
}

pub(super) fn compare_contact_points(a: &Features, b: &Features, evidence: &mut Evidence) -> ContactRelation {
    let mut relation = ContactRelation::default();
    let mut phone: Option<(f64, f64)> = None;
    for one in a.phones() {
        for other in b.phones() {
            let found = if one == other {
                if is_mobile(one) {
                    relation.personal = true;
                    (1.0, weights::MOBILE)
                } else {
                    relation.shared_line = true;
                    (1.0, weights::LANDLINE)
                }
            } else if one.len() >= 8 && slips(one, other, 1).is_some() {
                (0.9, weights::PHONE_NEAR)
            } else {
                (0.0, weights::PHONE_DISAGREE)
            };
            if phone.is_none_or(|best| found.1 > best.1) {
                phone = Some(found);
            }
        }
    }
    if let Some((similarity, bits)) = phone {
        relation.phones_differ = similarity < 0.9;
        evidence.add(Field::Phone, similarity, bits);
    }
    let mut email: Option<(f64, f64)> = None;
    for one in a.emails() {
        for other in b.emails() {
            let found = if one != other {
                (0.0, weights::EMAIL_DISAGREE)
            } else if is_role(one) {
                relation.shared_line = true;
                (1.0, weights::ROLE_EMAIL)
            } else {
                relation.personal = true;
                (1.0, weights::EMAIL)
            };
            if email.is_none_or(|best| found.1 > best.1) {
                email = Some(found);
            }
        }
    }
    if let Some((similarity, bits)) = email {
        evidence.add(Field::Email, similarity, bits);
    }
    relation
}

/// Digits of a Chinese mobile with or without country code. Abroad the form does not tell, so a number counts as a
/// person's own.
fn is_mobile(digits: &str) -> bool {
    match digits.strip_prefix("86") {
        Some(national) => national.len() == 11 && national.starts_with('1'),
        None => true,
    }
}

/// Boxes that a department reads.
fn is_role(email: &str) -> bool {
    const ROLES: [&str; 18] = [
        "info",
        "sales",
        "service",
        "services",
        "contact",
        "admin",
        "office",
        "hr",
        "support",
        "mail",
        "marketing",
        "market",
        "kefu",
        "xiaoshou",
        "webmaster",
        "enquiry",
        "hello",
        "postmaster",
    ];
    email.split_once('@').is_some_and(|(local, _)| ROLES.contains(&local))
}

pub(super) fn compare_identity(a: &Features, b: &Features, evidence: &mut Evidence) -> IdentityRelation {
    let (a_number, b_number) = (a.get(Slot::Identity), b.get(Slot::Identity));
    if a_number.is_empty() || b_number.is_empty() {
        return IdentityRelation::Unknown;
    }
    let proven = a.proven_identity && b.proven_identity;
    // in a number of four or five digits two slips say nothing
    let most = if a_number.len().min(b_number.len()) >= 6 { 2 } else { 1 };
    let (similarity, weight, relation) = match slips(a_number, b_number, most) {
        Some(0) if proven => (1.0, weights::IDENTITY_SAME, IdentityRelation::Proven),
        Some(0) => (1.0, weights::IDENTITY_SAME, IdentityRelation::Evident),
        Some(_) if proven => (0.8, weights::IDENTITY_TWO_SLIPS, IdentityRelation::ProvenNear),
        Some(1) => (0.9, weights::IDENTITY_ONE_SLIP, IdentityRelation::Evident),
        Some(_) => (0.7, weights::IDENTITY_TWO_SLIPS, IdentityRelation::Unknown),
        None if proven => (0.0, weights::IDENTITY_DISAGREE, IdentityRelation::ProvenDifferent),
        None => (0.0, weights::IDENTITY_DISAGREE, IdentityRelation::Different),
    };
    evidence.add(Field::IdentityNumber, similarity, weight);
    relation
}

pub(super) fn compare_birth(a: &Features, b: &Features, evidence: &mut Evidence) -> BirthRelation {
    if a.birth == 0 || b.birth == 0 {
        return BirthRelation::Unknown;
    }
    let (similarity, weight, relation) = birth_agreement(a.birth, b.birth);
    evidence.add(Field::BirthDate, similarity, weight);
    relation
}

fn birth_agreement(a: u32, b: u32) -> (f64, f64, BirthRelation) {
    let split = |date: u32| (date / 10_000, date / 100 % 100, date % 100);
    let ((a_year, a_month, a_day), (b_year, b_month, b_day)) = (split(a), split(b));
    let known = |one: u32, other: u32| one != 0 && other != 0;
    if !known(a_month, b_month) {
        return if a_year == b_year {
            (0.6, weights::BIRTH_YEAR_SAME, BirthRelation::Slip)
        } else {
            (0.0, weights::BIRTH_DISAGREE, BirthRelation::Different)
        };
    }
    if !known(a_day, b_day) {
        return if (a_year, a_month) == (b_year, b_month) {
            (0.8, weights::BIRTH_MONTH_SAME, BirthRelation::Slip)
        } else {
            (0.0, weights::BIRTH_DISAGREE, BirthRelation::Different)
        };
    }
    if a == b {
        return (1.0, weights::BIRTH_SAME, BirthRelation::Same);
    }
    let exchanged = a_year == b_year && a_month == b_day && a_day == b_month;
    if exchanged || digit_slip(a, b) {
        (0.9, weights::BIRTH_SLIP, BirthRelation::Slip)
    } else {
        (0.0, weights::BIRTH_DISAGREE, BirthRelation::Different)
    }
}

/// One digit wrong, or two neighbours exchanged.
fn digit_slip(a: u32, b: u32) -> bool {
    let digits = |date: u32| -> [u32; 8] { std::array::from_fn(|at| date / 10_u32.pow(7 - at as u32) % 10) };
    let (a, b) = (digits(a), digits(b));
    let mut different = (0..8).filter(|at| a[*at] != b[*at]);
    match (different.next(), different.next(), different.next()) {
        (Some(_), None, _) => true,
        (Some(first), Some(second), None) => second == first + 1 && a[first] == b[second] && a[second] == b[first],
        _ => false,
    }
}
