//! One row of a file as a draft of a party, or the reasons why it cannot be one.

use std::collections::BTreeMap;

use method::{
    Answer, Coded, Source,
    prospecting::{
        catalogue,
        markets::{Market, RelationGroup},
        screening::Criterion,
    },
};
use store::entities::{address, evidence};
use tables::{ImportField, mapping::BoundMapping};
use text::normalise::{
    DateReading, Gender, IdentityScheme, PartialDate, Region, parse_address, parse_date, parse_emails, parse_identity,
    parse_person, parse_phones, tidy,
};
use uuid::Uuid;

use super::report::RowReason;
use crate::parties::{
    draft::{Draft, Origin, name_key},
    portrait::topic,
};

/// What a row became.
#[derive(Debug)]
pub(super) struct Interpreted {
    pub draft: Draft,
    /// what was not understood; it is kept in the notes of the record, so that nothing is lost
    pub doubts: Vec<RowReason>,
    /// the colleague the row names as owner
    pub owner_email: Option<String>,
}

/// What every row of a run has in common.
pub(super) struct RowContext<'a> {
    pub origin: &'a Origin,
    pub mapping: &'a BoundMapping,
    pub now: i64,
}

/// Words for an organisation in a column that tells the kind.
const ORGANISATION_WORDS: [&str; 8] =
    ["organisation", "organization", "company", "单位", "企业", "公司", "机构", "组织"];

/// Cells collected by meaning before they become a draft.
#[derive(Default)]
struct Cells<'a> {
    name: Option<&'a str>,
    family: Option<&'a str>,
    given: Option<&'a str>,
    kind: Option<&'a str>,
    company: Option<&'a str>,
    contact: Option<&'a str>,
    phones: Vec<&'a str>,
    emails: Vec<&'a str>,
    wechat: Vec<&'a str>,
    identity: Option<&'a str>,
    place: Place<'a>,
    texts: BTreeMap<&'static str, Vec<&'a str>>,
    custom: BTreeMap<String, String>,
    tags: Vec<&'a str>,
    answers: Vec<(Criterion, &'a str)>,
    external: Option<&'a str>,
    market: Option<&'a str>,
    method: Option<&'a str>,
    relation: Option<&'a str>,
    introducer: Option<&'a str>,
    owner: Option<&'a str>,
}

#[derive(Default)]
struct Place<'a> {
    address: Vec<&'a str>,
    home: Option<&'a str>,
    work: Option<&'a str>,
    province: Option<&'a str>,
    city: Option<&'a str>,
    district: Option<&'a str>,
    number: Option<&'a str>,
    street: Option<&'a str>,
    suburb: Option<&'a str>,
    postcode: Option<&'a str>,
}

/// Reads a row. `Err` carries the reasons for rejecting it.
pub(super) fn interpret(
    cells: &[String],
    context: &RowContext<'_>,
    new_id: &mut impl FnMut() -> Uuid,
) -> Result<Interpreted, Vec<RowReason>> {
    let cells = collect(cells, context.mapping);
    let (kind, name, title) = who(&cells).ok_or_else(|| vec![RowReason::new("name_missing", &[])])?;
    let mut draft = Draft::new(new_id(), kind, &name, context.origin, context.now);
    let mut doubts = Vec::new();
    reach(&mut draft, &cells, &mut doubts, new_id);
    let tried = !cells.phones.is_empty() || !cells.emails.is_empty();
    if tried && draft.contacts.is_empty() && !doubts.is_empty() && cells.identity.is_none() && cells.external.is_none()
    {
        return Err(doubts);
    }
    identity(&mut draft, &cells, &mut doubts);
    facts(&mut draft, &cells, kind, title, &mut doubts);
    place(&mut draft, &cells.place, new_id);
    codes(&mut draft, &cells, &mut doubts);
    answers(&mut draft, &cells, context, &mut doubts, new_id);
    draft.row.external_id = cells.external.map(str::to_owned);
    draft.set_custom(&cells.custom);
    draft.tags = tags(&cells.tags);
    keep_doubts(&mut draft, &doubts);
    Ok(Interpreted { draft, doubts, owner_email: cells.owner.map(str::to_lowercase) })
}

fn collect<'a>(row: &'a [String], mapping: &'a BoundMapping) -> Cells<'a> {
    use ImportField as F;
    let mut cells = Cells::default();
    for (field, cell) in mapping.values(row) {
        match field {
            F::Name => cells.name = Some(cell),
            F::FamilyName => cells.family = Some(cell),
            F::GivenName => cells.given = Some(cell),
            F::Kind => cells.kind = Some(cell),
            F::ExternalId => cells.external = Some(cell),
            F::Phone | F::Mobile | F::Landline => cells.phones.push(cell),
            F::Email => cells.emails.push(cell),
            F::Wechat => cells.wechat.push(cell),
            F::Company => cells.company = Some(cell),
            F::ContactName => cells.contact = Some(cell),
            F::IdentityNumber => cells.identity = Some(cell),
            F::Address => cells.place.address.push(cell),
            F::HomeAddress => cells.place.home = Some(cell),
            F::WorkAddress => cells.place.work = Some(cell),
            F::Province => cells.place.province = Some(cell),
            F::City => cells.place.city = Some(cell),
            F::District => cells.place.district = Some(cell),
            F::StreetNumber => cells.place.number = Some(cell),
            F::Street => cells.place.street = Some(cell),
            F::Suburb => cells.place.suburb = Some(cell),
            F::Postcode => cells.place.postcode = Some(cell),
            F::Introducer => cells.introducer = Some(cell),
            F::RelationGroup => cells.relation = Some(cell),
            F::Market => cells.market = Some(cell),
            F::Method => cells.method = Some(cell),
            F::Tags => cells.tags.push(cell),
            F::OwnerEmail => cells.owner = Some(cell),
            F::Custom(key) => {
                cells.custom.insert(key.clone(), cell.to_owned());
            }
            other => match (fact_key(other), criterion(other)) {
                (Some(key), _) => cells.texts.entry(key).or_default().push(cell),
                (_, Some(criterion)) => cells.answers.push((criterion, cell)),
                _ => {}
            },
        }
    }
    cells
}

/// The fact of the card that a field fills as it stands.
fn fact_key(field: &ImportField) -> Option<&'static str> {
    use ImportField as F;
    Some(match field {
        F::Department => "department",
        F::Position => "position",
        F::Gender => "gender",
        F::BirthDate => "birth_date",
        F::Age => "age",
        F::Country => "country",
        F::Industry => "industry",
        F::Size => "size",
        F::FoundedOn => "founding_day",
        F::Website => "website",
        F::CurrentSuppliers => "suppliers",
        F::CompetitorsProducts => "rival_products",
        F::Education => "education",
        F::Income => "income",
        F::IncomeHighest => "highest_income",
        F::Plans => "plans",
        F::Family => "family",
        F::Interests => "interests",
        F::Temperament => "temperament",
        F::Holdings => "holdings",
        F::Need => "need",
        F::Notes | F::Source => "notes",
        _ => return None,
    })
}

fn criterion(field: &ImportField) -> Option<Criterion> {
    use ImportField as F;
    Some(match field {
        F::AbleToPay => Criterion::AbleToPay,
        F::HasNeed => Criterion::HasNeed,
        F::Decides => Criterion::Decides,
        F::EasyToApproach => Criterion::EasyToApproach,
        F::Eligible => Criterion::Eligible,
        F::Aware => Criterion::Aware,
        F::Responsible => Criterion::Responsible,
        _ => return None,
    })
}

/// Kind, name and the title that stood in the name cell. A row without a person's name is its organisation.
fn who(cells: &Cells<'_>) -> Option<(&'static str, String, Option<String>)> {
    let said_organisation =
        cells.kind.map(str::to_lowercase).is_some_and(|kind| ORGANISATION_WORDS.contains(&kind.as_str()));
    let company = cells.company.map(tidy).filter(|name| !name.is_empty());
    if said_organisation || (cells.contact.is_some() && company.is_some()) {
        let name = company.or_else(|| cells.name.map(tidy)).filter(|name| !name.is_empty())?;
        return Some(("organisation", name, None));
    }
    if let Some(person) = cells.name.and_then(parse_person) {
        return Some(("person", person.full, person.title));
    }
    let parts = [cells.given, cells.family].map(|part| part.map(tidy).filter(|text| !text.is_empty()));
    match parts {
        [Some(given), Some(family)] => {
            let han = family.chars().next().is_some_and(text::normalise::is_han);
            let name = if han { format!("{family}{given}") } else { format!("{given} {family}") };
            Some(("person", name, None))
        }
        [Some(one), None] | [None, Some(one)] => Some(("person", one, None)),
        [None, None] => company.map(|name| ("organisation", name, None)),
    }
}

fn reach(draft: &mut Draft, cells: &Cells<'_>, doubts: &mut Vec<RowReason>, new_id: &mut impl FnMut() -> Uuid) {
    for cell in &cells.phones {
        let read = parse_phones(cell, Region::CHINA);
        for phone in read.phones {
            let label = phone.extension.map(|extension| format!("ext. {extension}"));
            draft.add_contact(new_id(), "phone", phone.e164, label);
        }
        for refused in read.refused {
            doubts.push(RowReason::new(refused.error.code(), &[("cell", &refused.text)]));
        }
    }
    for cell in &cells.emails {
        match parse_emails(cell) {
            Ok(emails) => emails.into_iter().for_each(|email| draft.add_contact(new_id(), "email", email, None)),
            Err(error) => doubts.push(RowReason::new(error.code(), &[("cell", cell)])),
        }
    }
    for cell in &cells.wechat {
        draft.add_contact(new_id(), "wechat", tidy(cell), None);
    }
}

fn identity(draft: &mut Draft, cells: &Cells<'_>, doubts: &mut Vec<RowReason>) {
    let Some(cell) = cells.identity else { return };
    // a number of 15 or 18 places claims to be a Chinese one; anything else is kept as it is
    let places = cell.chars().filter(|c| c.is_alphanumeric()).count();
    let scheme = if places == 18 || places == 15 { IdentityScheme::ChineseResident } else { IdentityScheme::Opaque };
    match parse_identity(cell, scheme) {
        Ok(identity) => {
            draft.row.identity_number = Some(identity.number);
            if let Some(birth) = identity.birth_date {
                draft.facts.insert("birth_date".to_owned(), birth.to_string());
            }
            if let Some(gender) = identity.gender {
                let word = if gender == Gender::Male { "male" } else { "female" };
                draft.facts.insert("gender".to_owned(), word.to_owned());
            }
        }
        Err(error) => doubts.push(RowReason::new(error.code(), &[("cell", cell)])),
    }
}

fn facts(draft: &mut Draft, cells: &Cells<'_>, kind: &str, title: Option<String>, doubts: &mut Vec<RowReason>) {
    for (key, values) in &cells.texts {
        let value = values.join("\n");
        let value = match *key {
            "birth_date" | "founding_day" => {
                match parse_date(&value, &DateReading { order: None, excel_serials: true }) {
                    Ok(date) => written(date),
                    Err(error) => {
                        doubts.push(RowReason::new(error.code(), &[("cell", &value)]));
                        continue;
                    }
                }
            }
            "gender" => gender(&value),
            _ => value.chars().take(crate::parties::facts::LONGEST_FACT).collect(),
        };
        draft.facts.insert((*key).to_owned(), value);
    }
    if kind == "person" {
        for (key, cell) in [("employer", cells.company), ("family_name", cells.family), ("given_name", cells.given)] {
            if let Some(cell) = cell {
                draft.facts.insert(key.to_owned(), tidy(cell));
            }
        }
    } else if let Some(contact) = cells.contact.or(cells.name) {
        draft.facts.insert("contact_person".to_owned(), tidy(contact));
    }
    if let Some(title) = title {
        draft.facts.entry("position".to_owned()).or_insert(title);
    }
    draft.row.employer = draft.facts.get("employer").cloned();
    draft.row.position = draft.facts.get("position").cloned();
    draft.row.name_key = name_key(kind, &draft.row.name);
}

fn written(date: PartialDate) -> String {
    match (date.month, date.day) {
        (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", date.year),
        (Some(month), None) => format!("{:04}-{month:02}", date.year),
        _ => format!("{:04}", date.year),
    }
}

fn gender(cell: &str) -> String {
    match cell.trim().to_lowercase().as_str() {
        "男" | "m" | "male" | "先生" => "male".to_owned(),
        "女" | "f" | "female" | "女士" => "female".to_owned(),
        _ => cell.trim().to_owned(),
    }
}

fn place(draft: &mut Draft, place: &Place<'_>, new_id: &mut impl FnMut() -> Uuid) {
    let party_id = draft.row.id;
    let organisation = draft.row.kind == "organisation";
    let mut add = |kind: &str, text: String, full: bool| {
        let parsed = parse_address(&text);
        let given = |cell: Option<&str>, parsed: Option<String>| {
            cell.filter(|_| full).map(tidy).filter(|text| !text.is_empty()).or(parsed)
        };
        let row = address::Model {
            id: new_id(),
            party_id,
            kind: kind.to_owned(),
            province: given(place.province, parsed.province.map(str::to_owned)),
            city: given(place.city, parsed.city.map(str::to_owned)),
            district: given(place.district.or(place.suburb), parsed.district),
            postcode: given(place.postcode, parsed.postcode),
            street_number: given(place.number, parsed.number),
            street: given(place.street, None),
            text: if parsed.text.is_empty() { text } else { parsed.text },
        };
        if draft.row.city.is_none() {
            draft.row.city = row.city.clone().or_else(|| row.district.clone().filter(|_| full));
        }
        draft.addresses.push(row);
    };
    let parts = [place.province, place.city, place.district, place.suburb, place.street, place.number, place.postcode];
    let main = place.address.join(" ");
    if !main.is_empty() || parts.iter().any(Option::is_some) {
        add(if organisation { "registered" } else { "other" }, main, true);
    }
    for (kind, cell) in [("home", place.home), ("work", place.work)] {
        if let Some(cell) = cell {
            add(kind, tidy(cell), false);
        }
    }
}

/// Markets, methods and relation groups may be written by code or in words of either language.
fn codes(draft: &mut Draft, cells: &Cells<'_>, doubts: &mut Vec<RowReason>) {
    fn word<C: Coded>(cell: &str) -> Option<&'static str> {
        let cell = cell.trim();
        let fits =
            |word: &C| word.code() == cell || word.text().zh == cell || word.text().en.eq_ignore_ascii_case(cell);
        C::ALL.iter().copied().find(|word| fits(word)).map(Coded::code)
    }
    if let Some(cell) = cells.market {
        match word::<Market>(cell) {
            Some(code) => draft.row.market = Some(code.to_owned()),
            None => doubts.push(RowReason::new("market_unknown", &[("cell", cell)])),
        }
    }
    if let Some(cell) = cells.relation {
        match word::<RelationGroup>(cell) {
            Some(code) => draft.row.relation_group = Some(code.to_owned()),
            None => doubts.push(RowReason::new("relation_group_unknown", &[("cell", cell)])),
        }
    }
    if let Some(cell) = cells.method {
        let fits = |entry: &&catalogue::MethodEntry| {
            entry.code == cell || entry.name.zh == cell || entry.name.en.eq_ignore_ascii_case(cell)
        };
        match catalogue::catalogue().find(fits) {
            Some(entry) => draft.row.method = Some(entry.code.to_owned()),
            None => doubts.push(RowReason::new("method_unknown", &[("cell", cell)])),
        }
    }
    draft.row.introducer_name = cells.introducer.map(tidy).filter(|name| !name.is_empty());
}

fn answers(
    draft: &mut Draft,
    cells: &Cells<'_>,
    context: &RowContext<'_>,
    doubts: &mut Vec<RowReason>,
    new_id: &mut impl FnMut() -> Uuid,
) {
    for (criterion, cell) in &cells.answers {
        match Answer::from_word(cell) {
            Some(Answer::Unknown) => {}
            Some(answer) => draft.evidence.push(evidence::Model {
                id: new_id(),
                party_id: draft.row.id,
                topic: format!("{}{}", topic::SCREENING, criterion.code()),
                value: if answer == Answer::Yes { "yes" } else { "no" }.to_owned(),
                note: String::new(),
                source: Source::Imported.code().to_owned(),
                at: context.now,
                by: context.origin.by,
                activity_id: None,
                created_at: context.now,
                retracted_at: None,
            }),
            None => doubts.push(RowReason::new("answer_unknown", &[("cell", cell)])),
        }
    }
}

fn tags(cells: &[&str]) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in cells.iter().flat_map(|cell| cell.split([',', '，', ';', '；', '、', '|'])) {
        let tag: String = tidy(tag).chars().take(40).collect();
        if !tag.is_empty() && !tags.contains(&tag) && tags.len() < 50 {
            tags.push(tag);
        }
    }
    tags
}

/// What was not understood stays readable on the card.
fn keep_doubts(draft: &mut Draft, doubts: &[RowReason]) {
    let cells: Vec<&str> = doubts.iter().filter_map(|doubt| doubt.params.get("cell").map(String::as_str)).collect();
    if cells.is_empty() {
        return;
    }
    let notes = draft.facts.entry("notes".to_owned()).or_default();
    for cell in cells {
        if !notes.is_empty() {
            notes.push('\n');
        }
        notes.push_str("⚠ ");
        notes.push_str(cell);
    }
}
