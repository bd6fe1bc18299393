//! What the language of filters knows of records, read from the tables: the same that a clause asks of them, for what answers
//! filters elsewhere.

use std::collections::{BTreeMap, HashMap};

use filters::{
    AnswerField, DayField, Facts, FlagField, LineField, MomentField, NumberField, ReferenceField, SetField, TextField,
    WordField,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{CadenceMoments, NEVER, NOT_GRADED};
use crate::{
    Db, StoreError, classes,
    entities::{address, customer_class, line_status, list_member, party, party_tag, segment_member},
    standings,
};

/// Of the next records after an id, in the order of the ids; what depends on the moment is as of `now`. Ask for some thousand
/// at a time, in a [`crate::Store::snapshot`] where they are to be of one moment.
pub async fn facts_after(
    db: &impl Db,
    after: Option<Uuid>,
    limit: u64,
    now: i64,
) -> Result<Vec<(Uuid, Facts)>, StoreError> {
    let mut find = party::Entity::find();
    if let Some(after) = after {
        find = find.filter(party::Column::Id.gt(after));
    }
    let rows = find.order_by_asc(party::Column::Id).limit(limit).all(db.connection()).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut beside = beside(db, &ids).await?;
    rows.into_iter()
        .map(|row| {
            let found = beside.remove(&row.id).unwrap_or_default();
            Ok((row.id, facts(row, found, now)?))
        })
        .collect()
}

/// What other tables say of a record.
#[derive(Default)]
struct Beside {
    tags: Vec<String>,
    provinces: Vec<String>,
    lists: Vec<Uuid>,
    segments: Vec<Uuid>,
    class: Option<customer_class::Model>,
    standings: Vec<line_status::Model>,
}

async fn beside(db: &impl Db, ids: &[Uuid]) -> Result<HashMap<Uuid, Beside>, StoreError> {
    let among = || ids.iter().copied();
    let mut found: HashMap<Uuid, Beside> = HashMap::new();
    for row in party_tag::Entity::find().filter(party_tag::Column::PartyId.is_in(among())).all(db.connection()).await? {
        found.entry(row.party_id).or_default().tags.push(row.tag);
    }
    for row in address::Entity::find().filter(address::Column::PartyId.is_in(among())).all(db.connection()).await? {
        found.entry(row.party_id).or_default().provinces.extend(row.province);
    }
    let on = list_member::Entity::find().filter(list_member::Column::PartyId.is_in(among()));
    for row in on.all(db.connection()).await? {
        found.entry(row.party_id).or_default().lists.push(row.list_id);
    }
    let within = segment_member::Entity::find().filter(segment_member::Column::PartyId.is_in(among()));
    for row in within.all(db.connection()).await? {
        found.entry(row.party_id).or_default().segments.push(row.segment_id);
    }
    if let Some(run) = classes::current(db).await? {
        for row in classes::classes_of_run(db, run.id, Uuid::nil(), ids).await? {
            let party = row.party_id;
            found.entry(party).or_default().class = Some(row);
        }
    }
    for row in standings::statuses_of(db, ids).await? {
        found.entry(row.party_id).or_default().standings.push(row);
    }
    Ok(found)
}

fn facts(row: party::Model, beside: Beside, now: i64) -> Result<Facts, StoreError> {
    let unreadable = |source| StoreError::Corrupt { what: "the fields of a record", source };
    let custom: BTreeMap<String, serde_json::Value> = serde_json::from_str(&row.custom).map_err(unreadable)?;
    let card: BTreeMap<String, serde_json::Value> = serde_json::from_str(&row.facts).map_err(unreadable)?;
    let moments = CadenceMoments {
        last_two_way_at: row.last_two_way_at,
        dormant_at: row.dormant_at,
        overdue_at: row.overdue_at,
        due_at: row.due_at,
    };
    let cadence = moments.state(now);
    let class = beside.class.as_ref();
    let hundredths = |minor: i64| minor as f64 / 100.0;
    let lines = |status: &str| {
        beside.standings.iter().filter(|standing| standing.status == status).map(|standing| standing.line_id).collect()
    };
    let key = class.is_some_and(|class| class.abc == "a" || class.existing == "ei" || !class.face.is_empty());
    let flags = [
        (FlagField::Golden, row.golden),
        (FlagField::HasPhone, row.primary_phone.is_some()),
        (FlagField::DoNotContact, row.do_not_contact_since.is_some()),
        (FlagField::InHand, row.in_hand_until.is_some_and(|until| until > now)),
        (FlagField::Dormant, cadence == "dormant"),
        (FlagField::KeyCustomer, key || row.face.is_some()),
    ];
    let letters = [AnswerField::Money, AnswerField::Authority, AnswerField::Need];
    let known = letters.into_iter().zip(row.man.chars()).filter(|(_, letter)| *letter != '?');
    let mut answers: BTreeMap<AnswerField, bool> =
        known.map(|(field, letter)| (field, letter.is_uppercase())).collect();
    answers.extend(class.map(|class| (AnswerField::Silent, class.rhythm_alert)));
    Ok(Facts {
        sets: BTreeMap::from([
            (SetField::Tag, beside.tags.into_iter().collect()),
            (SetField::Province, beside.provinces.into_iter().collect()),
        ]),
        numbers: some([
            (NumberField::Score, (row.score >= 0.0).then_some(row.score)),
            (NumberField::Completeness, Some(f64::from(row.completeness))),
            (NumberField::Contacts, Some(f64::from(row.contact_count))),
            (NumberField::TwoWay, Some(f64::from(row.two_way_count))),
            (NumberField::Unanswered, Some(f64::from(row.unanswered))),
            (NumberField::Sales, class.map(|class| hundredths(class.sales_minor))),
            (NumberField::Contribution, class.map(|class| hundredths(class.contribution_minor))),
            (NumberField::LifetimeValue, class.and_then(|class| class.lifetime_minor).map(hundredths)),
            (NumberField::Purchases, class.map(|class| f64::from(class.purchases))),
        ]),
        moments: some([
            (MomentField::Created, Some(row.created_at)),
            (MomentField::Updated, Some(row.updated_at)),
            (MomentField::Assigned, row.assigned_at),
            (MomentField::LastContact, (row.last_two_way_at != 0).then_some(row.last_two_way_at)),
            (MomentField::LastAttempt, row.last_contact_at),
            (MomentField::LastMet, row.last_met_at),
            (MomentField::NextContact, (row.due_at != NEVER).then_some(row.due_at)),
            (MomentField::DormantAt, (row.dormant_at != NEVER).then_some(row.dormant_at)),
            (MomentField::Won, row.won_at),
            (MomentField::Lost, row.lost_at),
            (MomentField::BuyingUntil, row.buying_until),
            (MomentField::Returns, row.returns_at),
        ]),
        days: some([
            (DayField::FirstOrder, beside.standings.iter().map(|standing| standing.first_day).min()),
            (DayField::LastOrder, beside.standings.iter().map(|standing| standing.last_day).max()),
        ]),
        flags: flags.into_iter().filter_map(|(field, yes)| yes.then_some(field)).collect(),
        answers,
        references: some([
            (ReferenceField::Owner, row.owner_id),
            (ReferenceField::Team, row.team_id),
            (ReferenceField::CreatedBy, row.created_by),
        ]),
        lines: BTreeMap::from([(LineField::Buys, lines("customer")), (LineField::Lost, lines("prospect"))]),
        lists: beside.lists.into_iter().collect(),
        segments: beside.segments.into_iter().collect(),
        custom: custom.into_iter().filter_map(|(key, value)| Some((key, in_words(value)?))).collect(),
        words: some([
            (WordField::Class, class.map(|class| class.existing.clone())),
            (WordField::Abc, class.map(|class| class.abc.clone())),
            (WordField::FaceByFigures, class.map(|class| class.face.clone()).filter(|face| !face.is_empty())),
            (WordField::Kind, Some(row.kind)),
            (WordField::Status, Some(row.status)),
            (WordField::Grade, Some(row.grade).filter(|grade| grade != NOT_GRADED)),
            (WordField::Intent, Some(row.intent)),
            (WordField::Colour, Some(row.colour)),
            (WordField::Cadence, Some(cadence.to_owned())),
            (WordField::Disposition, Some(row.disposition)),
            (WordField::Market, row.market),
            (WordField::Method, row.method),
            (WordField::Step, Some(row.step)),
            (WordField::Authority, row.authority.filter(|authority| authority != "unknown")),
            (WordField::RelationGroup, row.relation_group),
            (WordField::ProspectClass, row.prospect_class),
            (WordField::Face, row.face),
        ]),
        texts: some([
            (TextField::Name, Some(row.name)),
            (TextField::City, row.city),
            (TextField::Employer, row.employer),
            (TextField::Position, row.position),
            (TextField::Industry, card.get("industry").cloned().and_then(in_words)),
        ]),
    })
}

fn some<F: Ord, V, const N: usize>(fields: [(F, Option<V>); N]) -> BTreeMap<F, V> {
    fields.into_iter().filter_map(|(field, value)| Some((field, value?))).collect()
}

/// A value as a database writes it.
fn in_words(value: serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::Null => None,
        serde_json::Value::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}
