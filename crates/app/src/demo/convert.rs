//! A party of the demo team as rows.

use demo_data::DemoTeam;
use method::{Coded, Timestamp, prospecting::losses::LossKind};
use store::{
    entities::{activity, address, evidence, loss, task},
    parties::NOT_GRADED,
};
use uuid::Uuid;

use super::Ids;
use crate::parties::{
    draft::{Draft, Origin, name_key},
    portrait::topic,
    status,
};

/// Rows of one party.
pub(super) struct Converted {
    pub draft: Draft,
    pub activities: Vec<activity::Model>,
    pub tasks: Vec<task::Model>,
    pub losses: Vec<loss::Model>,
}

pub(super) fn party(demo: &DemoTeam, ids: &Ids, place: usize) -> Converted {
    let party = &demo.parties[place];
    let owner = &demo.users[party.owner];
    let by = Some(ids.users[party.owner]);
    let found = party.found_at.as_millis();
    // every second name that nobody has spoken with waits in the public pool (PRO-10)
    let pooled =
        place.is_multiple_of(2) && party.status == status::PROSPECT && !party.activities.iter().any(|a| a.two_way);
    let origin = Origin {
        by,
        owner: by.filter(|_| !pooled),
        team: Some(ids.teams[owner.team]),
        list: Some(ids.lists[party.list]),
        market: Some(party.market.to_owned()),
        method: Some(party.method.to_owned()),
    };
    let mut draft = Draft::new(ids.parties[place], party.kind.code(), &party.name, &origin, found);
    draft.row.status = party.status.to_owned();
    draft.row.name_key = name_key(party.kind.code(), &party.name);
    draft.row.relation_group = party.relation_group.map(str::to_owned);
    draft.row.introducer_id = party.introducer.map(|place| ids.parties[place]);
    draft.row.introducer_name = party.introducer.map(|place| demo.parties[place].name.clone());
    // a contact person is with the organisation, not pursued
    if demo.links.iter().any(|link| link.person == place) {
        draft.row.status = status::CONTACT.to_owned();
    }
    let new_id = || store::new_id(found);
    for phone in &party.phones {
        draft.add_contact(new_id(), "phone", phone.number.clone(), Some(phone.label.to_owned()));
    }
    for email in &party.emails {
        draft.add_contact(new_id(), "email", email.clone(), None);
    }
    if let Some(wechat) = &party.wechat {
        draft.add_contact(new_id(), "wechat", wechat.clone(), None);
    }
    for place in &party.addresses {
        draft.row.city.get_or_insert(place.city.to_owned());
        draft.addresses.push(address::Model {
            id: new_id(),
            party_id: draft.row.id,
            kind: place.kind.to_owned(),
            text: place.text.clone(),
            province: Some(place.province.to_owned()),
            city: Some(place.city.to_owned()),
            district: Some(place.district.to_owned()),
            postcode: Some(place.postcode.to_owned()),
            street_number: None,
            street: None,
        });
    }
    draft.facts = party.facts.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    draft.row.employer = draft.facts.get("employer").cloned();
    draft.row.position = draft.facts.get("position").cloned();
    draft.tags = party.tags.iter().map(|tag| (*tag).to_owned()).collect();
    let activity_ids: Vec<Uuid> = party.activities.iter().map(|entry| store::new_id(entry.at.as_millis())).collect();
    add_evidence(&mut draft, (place, party), by, &activity_ids);
    history(&mut draft, party);
    let activities = party.activities.iter().zip(&activity_ids).map(|(entry, id)| activity::Model {
        id: *id,
        party_id: draft.row.id,
        kind: entry.kind.to_owned(),
        direction: entry.direction.to_owned(),
        outcome: Some(entry.outcome.to_owned()).filter(|outcome| !outcome.is_empty()),
        note: entry.note.to_owned(),
        two_way: entry.two_way,
        objection: entry.objection.map(str::to_owned),
        duration_seconds: entry.duration_seconds,
        new_fact: entry.new_fact,
        larger_order: false,
        trial: entry.trial,
        bought: entry.bought,
        trouble: false,
        at: entry.at.as_millis(),
        by: Some(ids.users[entry.by]),
        created_at: entry.at.as_millis(),
        before: None,
        retracted_at: None,
        permission: None,
    });
    let tasks = party.tasks.iter().map(|planned| task::Model {
        id: store::new_id(planned.created_at.as_millis()),
        party_id: draft.row.id,
        owner_id: by,
        kind: planned.kind.to_owned(),
        title: planned.title.to_owned(),
        due_at: planned.due_at.as_millis(),
        state: if planned.done { "done" } else { "open" }.to_owned(),
        activity_id: planned.activity.map(|place| activity_ids[place]),
        created_by: by,
        created_at: planned.created_at.as_millis(),
        closed_at: planned.done.then_some(planned.due_at.as_millis()),
        closed_by_activity: None,
        version: 1,
    });
    let (activities, tasks) = (activities.collect(), tasks.collect());
    let losses = losses(&draft, party, by);
    Converted { draft, activities, tasks, losses }
}

fn add_evidence(
    draft: &mut Draft,
    (place, party): (usize, &demo_data::records::Party),
    by: Option<Uuid>,
    activities: &[Uuid],
) {
    let party_id = draft.row.id;
    let row = |topic: String, value: &str, note: &str, at: Timestamp, activity: Option<Uuid>| evidence::Model {
        id: store::new_id(at.as_millis()),
        party_id,
        topic,
        value: value.to_owned(),
        note: note.to_owned(),
        source: "stated".to_owned(),
        at: at.as_millis(),
        by,
        activity_id: activity,
        created_at: at.as_millis(),
        retracted_at: None,
    };
    let word = |yes: bool| if yes { "yes" } else { "no" };
    let mut rows: Vec<evidence::Model> = Vec::new();
    for answered in &party.screening {
        rows.push(row(
            format!("{}{}", topic::SCREENING, answered.question),
            word(answered.yes),
            answered.note,
            answered.at,
            None,
        ));
    }
    for answered in &party.golden {
        rows.push(row(
            format!("{}{}", topic::GOLDEN, answered.question),
            word(answered.yes),
            answered.note,
            answered.at,
            None,
        ));
    }
    if let Some(authority) = party.authority {
        rows.push(row(topic::AUTHORITY.to_owned(), authority, "", party.found_at, None));
    }
    for sign in &party.signs {
        let activity = sign.activity.map(|place| activities[place]);
        rows.push(row(topic::INTENT.to_owned(), sign.kind, "", sign.at, activity));
    }
    // judged when it was last heard from
    let judged_at = party.signs.iter().map(|sign| sign.at).max().unwrap_or(party.found_at);
    for (topic, value, note) in super::judged::answers(party, place) {
        rows.push(row(topic, &value, note, judged_at, None));
    }
    rows.sort_by_key(|row| row.at);
    draft.evidence = rows;
}

/// What the activities leave on the row.
fn history(draft: &mut Draft, party: &demo_data::records::Party) {
    let row = &mut draft.row;
    for entry in &party.activities {
        let at = entry.at.as_millis();
        row.contact_count += 1;
        row.last_contact_at = Some(at);
        if entry.two_way {
            row.last_two_way_at = at;
            row.two_way_count += 1;
            row.unanswered = 0;
            row.first_reached_at.get_or_insert(at);
            if matches!(entry.kind, "visit" | "event") || entry.outcome == "met" {
                row.first_met_at.get_or_insert(at);
                row.last_met_at = Some(at);
            }
        } else if entry.direction == "out" {
            row.unanswered += 1;
        }
    }
    draft.orders = party.activities.iter().filter(|entry| entry.bought).map(|entry| entry.at).collect();
    row.won_at = party.won_at.map(Timestamp::as_millis);
    row.lost_at = party.lost.as_ref().map(|lost| lost.at.as_millis());
    row.do_not_contact_since = party.do_not_contact_since.map(Timestamp::as_millis);
    let named = party.tasks.iter().filter(|task| !task.done && matches!(task.kind, "call_back" | "meeting"));
    row.named_at = named.map(|task| task.due_at.as_millis()).max();
    if let Some(decision) = &party.decision {
        if decision.decision == "give_up" {
            row.disposition = "given_up".to_owned();
        } else {
            row.decision = Some(decision.decision.to_owned());
        }
    }
}

/// When somebody first knew enough for a grade: with the first talk, or when the name was found.
pub(super) fn screened(row: &mut store::entities::party::Model) {
    if row.grade != NOT_GRADED && row.screened_at.is_some() {
        row.screened_at = Some(row.first_reached_at.unwrap_or(row.created_at));
    }
}

fn losses(draft: &Draft, party: &demo_data::records::Party, by: Option<Uuid>) -> Vec<loss::Model> {
    let row = |kind: LossKind, reason: &str, note: &str, amount: Option<i64>, at: Timestamp| loss::Model {
        id: store::new_id(at.as_millis()),
        party_id: draft.row.id,
        kind: kind.code().to_owned(),
        reason: reason.to_owned(),
        note: note.to_owned(),
        amount_minor: amount,
        currency: amount.map(|_| "CNY".to_owned()),
        at: at.as_millis(),
        created_at: at.as_millis(),
        by,
        owner_id: draft.row.owner_id,
        activity_id: None,
        retracted_at: None,
    };
    let lost =
        party.lost.iter().map(|lost| row(LossKind::Customer, lost.reason, lost.note, lost.amount_minor, lost.at));
    let given_up = party.decision.iter().filter(|taken| taken.decision == "give_up");
    lost.chain(given_up.map(|taken| row(LossKind::Prospect, taken.cause, taken.reason, None, taken.at))).collect()
}
