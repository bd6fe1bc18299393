//! Erasing a person: planned by the rule, shown, then done in one transaction that nothing takes back, with a certificate
//! of what went and what stayed and why.

use method::{
    Coded, Timestamp, Verdict,
    privacy::{DataCategory, ErasureFacts, Fate, RequestKind, RetentionReason, erasure},
};
use serde::Deserialize;
use store::{
    Db, Tx,
    entities::{contact_point, party, person_request},
    erasure::Holdings,
    privacy::state,
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ErasureView, FateLine, RequestDetail};
use crate::{Actor, App, AppError, Right, imports::MappedColumn, parties::draft::name_key};

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompleteRequest {
    /// of an erasure: it cannot be taken back, and that is known
    #[serde(default)]
    pub irreversible: bool,
    /// of an erasure: a dispute with the person is open
    #[serde(default)]
    pub dispute: bool,
}

/// A number that tells of whom something is.
const SHORTEST_NUMBER: usize = 6;
/// A name of so many characters tells of whom something is, wherever it stands.
const TELLING_NAME: usize = 3;
/// Contacts that are kept for a dispute.
const MOST_KEPT: u64 = 10_000;

/// What is known of a person before they are erased.
pub(super) struct Person {
    row: party::Model,
    points: Vec<contact_point::Model>,
}

impl Person {
    /// Numbers as an imported file may have them.
    fn numbers(&self) -> Vec<String> {
        let national = |value: &str| value.strip_prefix("+86").unwrap_or(value).to_owned();
        let points = self.points.iter().map(|point| national(&point.value));
        points.chain(self.row.identity_number.clone()).collect()
    }

    /// By what somebody may have noted the person where there is no record of them: the name, numbers and accounts.
    fn called(&self) -> Vec<String> {
        let numbers = self.numbers().into_iter().filter(|number| number.chars().count() >= SHORTEST_NUMBER);
        self.words().filter(|word| !word.is_empty()).chain(numbers).collect()
    }

    /// Whether a line of future customers is about the person: it has their name, or a number of theirs. A short name is met
    /// within others, so it has to be the whole of the line's.
    fn is_on(&self, line: &str) -> bool {
        let key = |name: &str| name_key("person", name);
        let (name, line_key) = (key(&self.row.name), key(line));
        let named = !name.is_empty()
            && (line_key == name || (name.chars().count() >= TELLING_NAME && line_key.contains(&name)));
        named || self.called().iter().any(|word| *word != self.row.name && line.contains(word.as_str()))
    }

    /// What samples of a file may have of the person beside a number, which they mask.
    fn words(&self) -> impl Iterator<Item = String> + '_ {
        let points = self.points.iter().filter(|point| point.kind == "wechat").map(|point| point.value.clone());
        std::iter::once(self.row.name.clone()).chain(points)
    }
}

impl App {
    /// Does what was asked: notes that the copy was handed over, or erases.
    pub async fn complete_person_request(
        &self,
        actor: &Actor,
        id: Uuid,
        asked: CompleteRequest,
    ) -> Result<RequestDetail, AppError> {
        actor.require(Right::HandleRequests)?;
        let tx = self.store.begin().await?;
        let mut row = self.open_request_locked(&tx, id).await?;
        let erases = row.kind == RequestKind::Erasure.code();
        if erases {
            if !asked.irreversible {
                return Err(AppError::invalid("/irreversible", "required", "an erasure cannot be taken back"));
            }
            row.dispute = asked.dispute;
            let person = self.person_to_erase(&tx, row.party_id).await?;
            self.erase_person(&tx, actor, person, Some(row.id), row.dispute).await?;
        }
        let row = self.close_request(&tx, actor, row, state::DONE).await?;
        tx.commit().await?;
        if erases {
            self.note_erasures_beside_the_database().await?;
            self.forget_erased_columns().await?;
        }
        self.request_detail(row).await
    }

    /// The preview of an open request, the certificate of a done one; none of a refused one.
    pub(super) async fn erasure_of(&self, row: &person_request::Model) -> Result<Option<ErasureView>, AppError> {
        if row.state == state::OPEN {
            let Some(found) = store::parties::find(&self.store, row.party_id).await? else { return Ok(None) };
            let person = self.person_of(&self.store, found).await?;
            let lines = self.planned(&self.store, &person, row.dispute).await?;
            return Ok(Some(ErasureView { lines, done_at: None, kept_name: None }));
        }
        let done = store::privacy::erasure(&self.store, row.party_id).await?;
        let view = |done: store::entities::erasure::Model| {
            let kept: Option<serde_json::Value> = done.kept.as_deref().map(serde_json::from_str).transpose()?;
            let kept_name = kept.and_then(|kept| kept["name"].as_str().map(str::to_owned));
            Ok::<_, AppError>(ErasureView {
                lines: serde_json::from_str(&done.certificate)?,
                done_at: Some(done.at.into()),
                kept_name,
            })
        };
        done.filter(|_| row.state == state::DONE).map(view).transpose()
    }

    async fn person_to_erase(&self, tx: &Tx, id: Uuid) -> Result<Person, AppError> {
        let row = store::parties::find(tx, id).await?.ok_or(AppError::NotFound("party"))?;
        self.person_of(tx, row).await
    }

    pub(super) async fn person_of(&self, db: &impl Db, row: party::Model) -> Result<Person, AppError> {
        let points = store::parties::contacts(db, &[row.id]).await?;
        Ok(Person { row, points })
    }

    async fn planned(&self, db: &impl Db, person: &Person, dispute: bool) -> Result<Verdict<Vec<FateLine>>, AppError> {
        let facts = ErasureFacts { bought_at: person.row.won_at.map(Timestamp::from), dispute };
        let settings = self.settings().await?;
        let mut held = store::erasure::holdings(db, person.row.id, &person.numbers()).await?;
        let future = store::judged::future_naming(db, &person.called()).await?;
        held.lists += future.iter().filter(|(line, _)| person.is_on(&line.name)).count() as u64;
        let plan = erasure(&facts, &settings.method.privacy, self.now());
        let points = person.points.len() as u64;
        Ok(plan.map(|lines| {
            let line = |planned: method::privacy::PlannedFate| FateLine {
                planned,
                count: count(planned.category, &held, points),
            };
            lines.into_iter().map(line).collect()
        }))
    }

    /// Erases by the rule's plan, keeps the marks of the numbers, notes the certificate.
    pub(super) async fn erase_person(
        &self,
        tx: &Tx,
        actor: &Actor,
        person: Person,
        request: Option<Uuid>,
        dispute: bool,
    ) -> Result<(), AppError> {
        let now = self.now_ms();
        let lines = self.planned(tx, &person, dispute).await?;
        let kept = self.kept_of(tx, &person, &lines.value).await?;
        let kept_until = lines.value.iter().filter_map(|line| match line.planned.fate {
            Fate::Kept { until, .. } => until.map(Timestamp::as_millis),
            Fate::Erased => None,
        });
        let row = store::entities::erasure::Model {
            party_id: person.row.id,
            request_id: request,
            by: actor.id(),
            at: now,
            kept_until: kept_until.max(),
            certificate: serde_json::to_string(&lines)?,
            kept: kept.as_ref().map(ToString::to_string),
        };
        self.suppress(tx, &person.points).await?;
        store::erasure::erase(tx, &person.row, &person.numbers()).await?;
        self.forget_samples(tx, &person).await?;
        self.forget_future(tx, &person).await?;
        store::privacy::note_erasure(tx, row).await?;
        let detail = serde_json::json!({ "kept": kept.is_some() });
        self.audit(tx, actor, "person_erased", ("party", &person.row.id.to_string()), detail).await
    }

    /// What the plan lets stay, apart from all records: who it was, and with a dispute what was said.
    async fn kept_of(
        &self,
        db: &impl Db,
        person: &Person,
        lines: &[FateLine],
    ) -> Result<Option<serde_json::Value>, AppError> {
        let stays =
            |category| lines.iter().any(|line| line.planned.category == category && line.planned.fate != Fate::Erased);
        if !stays(DataCategory::Identity) {
            return Ok(None);
        }
        let mut kept = serde_json::json!({
            "name": person.row.name,
            "identity_number": person.row.identity_number,
            "bought_at": person.row.won_at.map(Timestamp::from),
        });
        if stays(DataCategory::Notes) {
            let said = store::timeline::activities_before(db, person.row.id, i64::MAX, MOST_KEPT).await?;
            let said = said.into_iter().map(|entry| {
                serde_json::json!({ "at": Timestamp::from(entry.at), "kind": entry.kind, "outcome": entry.outcome, "note": entry.note })
            });
            kept["contacts"] = said.collect();
        }
        Ok(Some(kept))
    }

    /// Imports keep a few cells of each column, by which people recognise it.
    async fn forget_samples(&self, tx: &Tx, person: &Person) -> Result<(), AppError> {
        let words: Vec<String> = person.words().filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            return Ok(());
        }
        for mut run in store::imports::runs_with_samples_of(tx, &words).await? {
            let mut columns: Vec<MappedColumn> = serde_json::from_str(&run.mapping)?;
            columns.iter_mut().for_each(|column| column.samples.clear());
            run.mapping = serde_json::to_string(&columns)?;
            store::imports::update_run(tx, run).await?;
        }
        Ok(())
    }

    /// The lists of future customers (CLA-4) may name the person before there was a record of them: a line about them goes, words
    /// that name them elsewhere are emptied.
    async fn forget_future(&self, tx: &Tx, person: &Person) -> Result<(), AppError> {
        let called = person.called();
        let naming = |text: &str| called.iter().any(|word| text.contains(word.as_str()));
        let (mut gone, mut said) = (Vec::new(), Vec::new());
        for (mut line, answers) in store::judged::future_naming(tx, &called).await? {
            if person.is_on(&line.name) {
                gone.push(line.id);
                continue;
            }
            said.extend(answers.into_iter().filter(|answer| naming(&answer.note)).map(|answer| answer.id));
            if naming(&line.note) {
                line.note = String::new();
                store::judged::update_future_customer(tx, line).await?;
            }
        }
        store::judged::forget_future_words(tx, &said).await?;
        Ok(store::judged::delete_future_customers(tx, &gone).await?)
    }

    /// Erases what was kept for a time that is over, and whom a restored backup brought back.
    pub(crate) async fn complete_erasures(&self) -> Result<(), AppError> {
        self.repeat_erasures(&Actor::system(), None).await?;
        let tx = self.store.begin().await?;
        for mut done in store::privacy::erasures_to_complete(&tx, self.now_ms()).await? {
            if !kept_for_a_dispute(&done)? {
                done.kept = None;
            }
            done.kept_until = None;
            self.audit(
                &tx,
                &Actor::system(),
                "erasure_completed",
                ("party", &done.party_id.to_string()),
                serde_json::json!({}),
            )
            .await?;
            store::privacy::note_erasure(&tx, done).await?;
        }
        Ok(tx.commit().await?)
    }
}

/// Whether a dispute was open when it was done.
pub(super) fn kept_for_a_dispute(done: &store::entities::erasure::Model) -> Result<bool, AppError> {
    let lines: Verdict<Vec<FateLine>> = serde_json::from_str(&done.certificate)?;
    let disputed = |line: &FateLine| matches!(line.planned.fate, Fate::Kept { because: RetentionReason::Dispute, .. });
    Ok(lines.value.iter().any(disputed))
}

fn count(category: DataCategory, held: &Holdings, points: u64) -> Option<u64> {
    use DataCategory as C;
    match category {
        C::Identity | C::Card | C::Search => Some(1),
        C::Contacts => Some(held.contacts),
        C::Notes => Some(held.notes),
        C::History => Some(held.history),
        C::Links => Some(held.links),
        C::Lists => Some(held.lists),
        C::Reasons => Some(held.reasons),
        C::Wish => Some(points),
        C::Audit => None,
    }
}
