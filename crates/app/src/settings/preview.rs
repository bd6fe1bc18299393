//! What a change of thresholds would do, before it is saved: which records would change class, and how many.

use std::collections::BTreeMap;

use method::{MethodSettings, Timestamp};
use serde::{Deserialize, Serialize};
use store::{entities::party, parties::Line};
use utoipa::ToSchema;

use super::checked;
use crate::{
    Actor, App, AppError, NameRef, Right,
    parties::{portrait::portray, reassess::Whole, summary::cadence_state},
};

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewSettings {
    pub method: MethodSettings,
}

/// Records that would move from one class to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClassMove {
    /// `grade`, `intent_level`, `golden`, `cadence_state`, `step`, `pool`, `colour`, `in_hand`; of customers by their orders
    /// `abc`, `existing`, `face` or `rhythm`
    pub class: String,
    /// the code now; `n` stands for not graded
    pub from: String,
    pub to: String,
    pub count: u64,
    /// some of them
    pub examples: Vec<NameRef>,
}

/// What saving would change, by class.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SettingsPreview {
    pub looked_at: u64,
    /// records of which at least one class would change
    pub changed: u64,
    /// the largest moves first
    pub moves: Vec<ClassMove>,
}

const PER_PASS: u64 = 2_000;
const EXAMPLES: usize = 20;

/// The classes of a record, each under its name.
type Classes = [(&'static str, String); 8];

impl App {
    /// Asks the rules about every record twice: with the settings in force and with those proposed. Nothing is saved.
    pub async fn preview_settings(&self, actor: &Actor, asked: PreviewSettings) -> Result<SettingsPreview, AppError> {
        actor.require(Right::ManageSettings)?;
        checked(&asked.method)?;
        let settings = self.settings().await?;
        let now = self.now();
        let mut preview = SettingsPreview { looked_at: 0, changed: 0, moves: Vec::new() };
        let mut moves = Moves::default();
        let mut position = 0;
        loop {
            let rows = store::parties::after_position(&self.store, position, PER_PASS).await?;
            let Some(last) = rows.last() else { break };
            position = last.seq;
            preview.looked_at += rows.len() as u64;
            for whole in self.wholes(&self.store, rows).await? {
                let before = classes(&whole, &settings.method, now);
                let after = classes(&whole, &asked.method, now);
                preview.changed += u64::from(before != after);
                moves.count(before, after, || NameRef { id: whole.row.id, name: whole.row.name.clone() });
            }
        }
        for (id, before, after) in self.classes_by_both(&settings.method, &asked.method).await? {
            preview.changed += u64::from(before != after);
            // named below, in one query
            moves.count(before, after, || NameRef { id, name: String::new() });
        }
        preview.moves = moves.0.into_values().collect();
        self.name_examples(&mut preview.moves).await?;
        preview.moves.sort_by_key(|one| std::cmp::Reverse(one.count));
        Ok(preview)
    }

    async fn name_examples(&self, moves: &mut [ClassMove]) -> Result<(), AppError> {
        let unnamed = |example: &NameRef| example.name.is_empty();
        let ids: Vec<uuid::Uuid> =
            moves.iter().flat_map(|one| &one.examples).filter(|one| unnamed(one)).map(|one| one.id).collect();
        let rows = store::parties::find_many(&self.store, &ids).await?;
        for example in moves.iter_mut().flat_map(|one| &mut one.examples).filter(|one| one.name.is_empty()) {
            let found = rows.iter().find(|row| row.id == example.id);
            example.name = found.map(|row| row.name.clone()).unwrap_or_default();
        }
        Ok(())
    }
}

/// Moves by class, from where and to where.
#[derive(Default)]
struct Moves(BTreeMap<(&'static str, String, String), ClassMove>);

impl Moves {
    /// Counts where one record differs; it is an example while there are few.
    fn count(
        &mut self,
        before: impl IntoIterator<Item = (&'static str, String)>,
        after: impl IntoIterator<Item = (&'static str, String)>,
        example: impl Fn() -> NameRef,
    ) {
        for ((class, from), (_, to)) in before.into_iter().zip(after).filter(|((_, from), (_, to))| from != to) {
            let found = self.0.entry((class, from.clone(), to.clone())).or_insert_with(|| ClassMove {
                class: class.to_owned(),
                from,
                to,
                count: 0,
                examples: Vec::new(),
            });
            found.count += 1;
            if found.examples.len() < EXAMPLES {
                found.examples.push(example());
            }
        }
    }
}

fn classes(whole: &Whole, settings: &MethodSettings, now: Timestamp) -> Classes {
    let mut row: party::Model = whole.row.clone();
    portray(whole.known(), settings, now).project(&mut row, settings);
    let notice = now.plus_days(f64::from(settings.pool.notice_days())).as_millis();
    let returns = if row.returns_at.is_some_and(|at| at <= notice) { "returning" } else { "stays" };
    let in_hand = row.in_hand_until.is_some_and(|until| until > now.as_millis());
    let yes_or_no = |holds: bool| if holds { "yes" } else { "no" }.to_owned();
    let line = Line::from(row);
    [
        ("cadence_state", cadence_state(&line, now.as_millis()).to_owned()),
        ("grade", line.grade),
        ("intent_level", line.intent),
        ("golden", yes_or_no(line.golden)),
        ("step", line.step),
        ("pool", returns.to_owned()),
        ("colour", line.colour),
        ("in_hand", yes_or_no(in_hand)),
    ]
}
