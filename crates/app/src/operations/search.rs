//! The search index made anew from the records.

use std::collections::HashMap;

use store::{Tx, entities::party, search::Document};
use uuid::Uuid;

use crate::{App, AppError, parties::draft::tokens};

/// Records in one pass.
const PER_PASS: u64 = 500;

impl App {
    /// Writes the document of every record into an index that has none.
    pub(super) async fn index_all(&self, tx: &Tx) -> Result<(), AppError> {
        let mut position = i64::MIN;
        loop {
            let rows = store::parties::after_position(tx, position, PER_PASS).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            position = last.seq;
            store::search::insert(tx, documents(tx, &rows).await?).await?;
        }
    }
}

async fn documents(tx: &Tx, rows: &[party::Model]) -> Result<Vec<Document>, AppError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let contacts = by_party(store::parties::contacts(tx, &ids).await?, |contact| contact.party_id);
    let tags = by_party(store::parties::tags(tx, &ids).await?, |tag| tag.party_id);
    let links = store::parties::people_of_many(tx, &ids).await?;
    let people: Vec<Uuid> = links.iter().map(|link| link.person_id).collect();
    let names: HashMap<Uuid, String> =
        store::parties::find_many(tx, &people).await?.into_iter().map(|person| (person.id, person.name)).collect();
    let links = by_party(links, |link| link.organisation_id);
    let document = |row: &party::Model| {
        let tags: Vec<String> = tags.get(&row.id).into_iter().flatten().map(|tag| tag.tag.clone()).collect();
        let people = links.get(&row.id).into_iter().flatten();
        let people: Vec<String> = people.filter_map(|link| names.get(&link.person_id).cloned()).collect();
        let contacts = contacts.get(&row.id).map_or(&[][..], Vec::as_slice);
        Document { position: row.seq, tokens: tokens(row, contacts, &tags, &people) }
    };
    Ok(rows.iter().map(document).collect())
}

fn by_party<T>(rows: Vec<T>, party: impl Fn(&T) -> Uuid) -> HashMap<Uuid, Vec<T>> {
    let mut grouped: HashMap<Uuid, Vec<T>> = HashMap::new();
    for row in rows {
        grouped.entry(party(&row)).or_default().push(row);
    }
    grouped
}
