//! Deals as a file tells them (OPP-1): new ones with their history, and what a file says of those on file.

use jiff::civil::Date;
use method::{
    Coded, Timestamp,
    deals::{
        stages::{BuyingStage, DealEnd, StatedReason},
        value::short_term::DealAmount,
    },
};
use store::entities::{deal, deal_change};
use uuid::Uuid;

use super::{
    kind,
    record::{amount_text, day_text, holder, put_amount},
};
use crate::{
    Actor, App, AppError,
    orders::{CURRENCY, day_number},
};

/// What a row says of a deal.
#[derive(Clone, Debug)]
pub(crate) struct FiledDeal {
    /// what tells it from others
    pub number_key: String,
    pub import: Uuid,
    pub name: Option<String>,
    /// its name where the file has none
    pub other_name: String,
    /// the general line where absent
    pub line_id: Option<Uuid>,
    pub owner: Option<Uuid>,
    pub team: Option<Uuid>,
    /// whether the row itself names the owner
    pub owner_named: bool,
    /// a code of the settings; the first stage where absent, for one that ended too: nobody knows where it stood
    pub stage: Option<String>,
    pub buying_stage: Option<BuyingStage>,
    pub amount: DealAmount,
    pub currency: Option<String>,
    /// now where absent
    pub opened_at: Option<Timestamp>,
    pub expected: Option<Date>,
    pub end: Option<FiledEnd>,
    /// files seldom have one: it is shown as missing
    pub next_step: Option<String>,
    pub next_step_at: Option<Timestamp>,
    pub source: String,
    pub note: String,
}

/// How a deal ended, after its opening.
#[derive(Clone, Debug)]
pub(crate) struct FiledEnd {
    pub end: DealEnd,
    pub at: Timestamp,
    pub buyer_says: Option<StatedReason>,
}

fn put_end(row: &mut deal::Model, filed: &FiledEnd, at: i64) {
    row.outcome = Some(filed.end.code().to_owned());
    row.ended_at = Some(at);
    if let Some(said) = &filed.buyer_says {
        row.buyer_reason = Some(said.reason.code().to_owned());
        row.buyer_words = Some(said.words.clone());
    }
}

impl App {
    /// A new deal of a row, with what is known of its history: as it is told now, so it was from its opening on.
    pub(crate) async fn deal_from_file(
        &self,
        actor: &Actor,
        party: Uuid,
        row_number: i64,
        filed: &FiledDeal,
    ) -> Result<(deal::Model, Vec<deal_change::Model>), AppError> {
        let settings = self.settings().await?;
        let first = settings.method.deals.stages.stages.iter().find(|stage| stage.active);
        let first = first.map(|stage| stage.code.clone()).unwrap_or_default();
        let now = self.now_ms();
        let opened = filed.opened_at.map_or(now, Timestamp::as_millis);
        let mut row = deal::Model {
            id: self.new_id(),
            party_id: party,
            line_id: filed.line_id.unwrap_or(store::products::GENERAL_LINE),
            owner_id: filed.owner,
            team_id: filed.team,
            created_by: actor.id(),
            name: filed.name.clone().unwrap_or_else(|| filed.other_name.clone()),
            stage: filed.stage.clone().unwrap_or(first),
            source: filed.source.clone(),
            note: filed.note.clone(),
            currency: filed.currency.clone().unwrap_or_else(|| CURRENCY.to_owned()),
            amount_kind: String::new(),
            next_step: filed.next_step.clone().unwrap_or_default(),
            buying_stage: filed.buying_stage.map(|stage| stage.code().to_owned()),
            amount_basis: None,
            value_class: None,
            cell: None,
            decision: None,
            stage_since: opened,
            likely_minor: 0,
            created_at: opened,
            updated_at: now,
            low_minor: None,
            high_minor: None,
            next_step_at: filed.next_step_at.map(Timestamp::as_millis),
            probability_at: None,
            assessed_at: None,
            ended_at: None,
            expected_day: filed.expected.map_or(store::deals::NO_DAY, day_number),
            version: 1,
            probability: None,
            probability_by: None,
            ended_by: None,
            value_firm: false,
            cell_firm: false,
            short_score: None,
            long_score: None,
            effort_left_days: None,
            outcome: None,
            buyer_reason: None,
            buyer_words: None,
            seller_reason: None,
            seller_words: None,
            number_key: Some(filed.number_key.clone()),
            import_id: Some(filed.import),
            import_row: Some(row_number),
        };
        put_amount(&mut row, filed.amount, None)?;
        let at_opening = [
            (kind::OWNER, holder(row.owner_id, row.team_id)),
            (kind::STAGE, Some(row.stage.clone())),
            (kind::AMOUNT, amount_text(&row)),
            (kind::EXPECTED, day_text(row.expected_day)),
        ];
        let at_opening = at_opening.into_iter().filter(|(_, text)| text.is_some());
        let at = |kind: &str, text: Option<String>, at: i64| deal_change::Model {
            at,
            ..self.change_of(actor, row.id, kind, None, text)
        };
        let mut changes: Vec<deal_change::Model> = at_opening.map(|(kind, text)| at(kind, text, opened)).collect();
        if let Some(end) = &filed.end {
            let ended = end.at.as_millis();
            changes.push(at(kind::ENDED, Some(end.end.code().to_owned()), ended));
            put_end(&mut row, end, ended);
        }
        Ok((row, changes))
    }

    /// An open deal with what a row says of it: in its blanks, or before what is there. How it ended is told only where the file
    /// goes before.
    pub(crate) fn deal_by_file(
        &self,
        actor: &Actor,
        before: &deal::Model,
        filed: &FiledDeal,
        overwrite: bool,
    ) -> (deal::Model, Vec<deal_change::Model>) {
        let mut row = before.clone();
        let put = |blank: bool| overwrite || blank;
        if let Some(name) = filed.name.clone().filter(|_| overwrite) {
            row.name = name;
        }
        if let Some(line) = filed.line_id.filter(|_| put(before.line_id == store::products::GENERAL_LINE)) {
            row.line_id = line;
        }
        if filed.owner_named && overwrite {
            (row.owner_id, row.team_id) = (filed.owner, filed.team);
        }
        if let Some(stage) = filed.stage.clone().filter(|stage| overwrite && *stage != before.stage) {
            (row.stage, row.stage_since) = (stage, self.now_ms());
        }
        if let Some(stage) = filed.buying_stage.filter(|_| put(before.buying_stage.is_none())) {
            row.buying_stage = Some(stage.code().to_owned());
        }
        let says_amount = filed.amount != DealAmount::Unknown && super::view::amount_of(before) != filed.amount;
        if says_amount && put(before.amount_kind == "unknown") && put_amount(&mut row, filed.amount, None).is_ok() {
            row.currency = filed.currency.clone().unwrap_or(row.currency);
        }
        if let Some(day) = filed.expected.filter(|_| put(before.expected_day == store::deals::NO_DAY)) {
            row.expected_day = day_number(day);
        }
        if let Some(step) = filed.next_step.clone().filter(|_| put(before.next_step.is_empty())) {
            (row.next_step, row.next_step_at) = (step, filed.next_step_at.map(Timestamp::as_millis));
        }
        for (old, new) in [(&mut row.source, &filed.source), (&mut row.note, &filed.note)] {
            if !new.is_empty() && put(old.is_empty()) {
                old.clone_from(new);
            }
        }
        let mut changes = self.changes_between(actor, before, &row);
        if row.stage != before.stage {
            let (was, is) = (Some(before.stage.clone()), Some(row.stage.clone()));
            changes.push(self.change_of(actor, row.id, kind::STAGE, was, is));
        }
        if let Some(end) = filed.end.as_ref().filter(|_| overwrite) {
            let at = end.at.as_millis().max(row.created_at + 1);
            let code = Some(end.end.code().to_owned());
            changes.push(deal_change::Model { at, ..self.change_of(actor, row.id, kind::ENDED, None, code) });
            put_end(&mut row, end, at);
        }
        if row != *before {
            row.updated_at = self.now_ms();
        }
        (row, changes)
    }
}
