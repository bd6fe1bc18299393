//! Deals as lists: the table, the board by stage, the calendar, those of a customer.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use method::{
    Coded, Timestamp,
    deals::{
        opening::grid::Opening,
        queue::DealDecision,
        stages::{DealEnd, NextStepState, StageUsual, stage_usual},
        value::{ValueClass, short_term::DealAmount},
    },
};
use serde::{Deserialize, Serialize};
use store::{
    deals::{DealCursor, DealFilter, DealOrder, DealSort, StageSum},
    entities::deal,
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    StageRef,
    stages::days_in,
    view::{amount_of, expected_on, next_step_state},
    word,
};
use crate::{
    Actor, App, AppError, NameRef, Page, Right, UserRef,
    app::user_ref,
    orders::{LineRef, day_number},
};

/// A deal as a line or a card.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DealLine {
    pub id: Uuid,
    pub name: String,
    pub party: NameRef,
    pub line: LineRef,
    pub owner: Option<UserRef>,
    pub stage: StageRef,
    pub stage_since: Timestamp,
    pub amount: DealAmount,
    pub currency: String,
    #[schema(value_type = Option<String>)]
    pub expected_on: Option<Date>,
    pub next_step: String,
    pub next_step_at: Option<Timestamp>,
    pub next_step_state: NextStepState,
    pub probability: Option<i32>,
    pub value_class: Option<ValueClass>,
    pub value_firm: bool,
    pub cell: Option<Opening>,
    pub cell_firm: bool,
    pub decision: Option<DealDecision>,
    /// absent while it is open
    pub outcome: Option<DealEnd>,
    pub ended_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i32,
}

/// What to narrow deals to, how to sort them, and where the page begins.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct DealsAsked {
    /// `open`, `ended` or `all`; `open` where absent
    pub state: Option<String>,
    /// an owner's id, or `me`
    pub owner: Option<String>,
    /// those of a team and the teams below it
    pub team: Option<Uuid>,
    pub party: Option<Uuid>,
    pub line: Option<Uuid>,
    /// codes of stages, separated by commas
    pub stage: Option<String>,
    /// value classes, separated by commas
    pub class: Option<String>,
    /// cells of the grid, separated by commas
    pub cell: Option<String>,
    /// decisions, separated by commas
    pub decision: Option<String>,
    /// how they ended, separated by commas
    pub outcome: Option<String>,
    pub currency: Option<String>,
    /// a part of the name
    pub q: Option<String>,
    /// those whose next step is missing or overdue
    pub step_due: bool,
    /// `expected`, `amount`, `stage_since`, `updated` or `created`, with `-` in front for descending; `expected` where absent
    pub sort: Option<String>,
    /// `next` of the page before
    pub cursor: Option<String>,
    /// 1 to 200, 50 where absent
    pub limit: Option<u64>,
}

/// A sum of one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MoneySum {
    pub currency: String,
    /// the likely amounts together, minor units
    pub minor: i64,
}

/// A column of the board.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BoardColumn {
    pub stage: StageRef,
    /// all open deals in it
    pub deals: u64,
    /// deals whose amount nobody knows: the sums leave them out
    pub unknown: u64,
    pub sums: Vec<MoneySum>,
    /// how long won deals stayed in it
    pub usual: StageUsual,
    /// the first cards, those expected first in front
    pub cards: Vec<DealLine>,
    /// the `cursor` for further cards: the list of the stage, sorted by `expected`
    pub next: Option<String>,
}

/// The open deals by stage.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DealBoard {
    pub columns: Vec<BoardColumn>,
}

/// Which days of the calendar.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CalendarAsked {
    #[param(value_type = String)]
    pub from: Date,
    /// the last day, which is among them; at most 100 days after the first
    #[param(value_type = String)]
    pub to: Date,
    /// an owner's id, or `me`
    pub owner: Option<String>,
    /// those of a team and the teams below it
    pub team: Option<Uuid>,
    pub line: Option<Uuid>,
    /// codes of stages, separated by commas
    pub stage: Option<String>,
    /// value classes, separated by commas
    pub class: Option<String>,
    /// cells of the grid, separated by commas
    pub cell: Option<String>,
}

/// The deals expected on a day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CalendarDay {
    #[schema(value_type = String)]
    pub on: Date,
    pub deals: Vec<DealLine>,
}

/// Cards of a column that come with the board.
const CARDS: u64 = 20;
const CALENDAR_DAYS: i32 = 100;
const CALENDAR_DEALS: u64 = 1_000;

fn codes<W: Coded>(pointer: &str, text: Option<&String>) -> Result<Vec<String>, AppError> {
    let words = text.map(String::as_str).unwrap_or_default().split(',').map(str::trim).filter(|code| !code.is_empty());
    let unknown = || AppError::invalid(pointer, "unknown", "there is no such code");
    words.map(|code| Ok(W::from_code(code).ok_or_else(unknown)?.code().to_owned())).collect()
}

fn order_of(text: Option<&str>) -> Result<DealOrder, AppError> {
    let text = text.filter(|text| !text.is_empty()).unwrap_or("expected");
    let (descending, field) = text.strip_prefix('-').map_or((false, text), |field| (true, field));
    let by = match field {
        "expected" => DealSort::Expected,
        "amount" => DealSort::Amount,
        "stage_since" => DealSort::StageSince,
        "updated" => DealSort::Updated,
        "created" => DealSort::Created,
        _ => return Err(AppError::invalid("/sort", "unknown", "deals are not sorted by that")),
    };
    Ok(DealOrder { by, descending })
}

/// A cursor names the order it was made in.
fn cursor_of(text: &str, order: DealOrder) -> Result<DealCursor, AppError> {
    let read = || {
        let mut parts = text.split('~');
        let made_in = parts.next()?;
        let (at, id) = (parts.next()?.parse().ok()?, Uuid::parse_str(parts.next()?).ok()?);
        (made_in == order_code(order) && parts.next().is_none()).then_some(DealCursor { at, id })
    };
    read().ok_or_else(|| AppError::invalid("/cursor", "unknown", "it is none of this list"))
}

fn order_code(order: DealOrder) -> &'static str {
    match (order.by, order.descending) {
        (DealSort::Expected, false) => "e",
        (DealSort::Expected, true) => "E",
        (DealSort::Amount, false) => "a",
        (DealSort::Amount, true) => "A",
        (DealSort::StageSince, false) => "s",
        (DealSort::StageSince, true) => "S",
        (DealSort::Updated, false) => "u",
        (DealSort::Updated, true) => "U",
        (DealSort::Created, false) => "c",
        (DealSort::Created, true) => "C",
    }
}

fn cursor_text(order: DealOrder, row: &deal::Model) -> String {
    format!("{}~{}~{}", order_code(order), order.by.of(row), row.id.simple())
}

/// Cuts a row too many off, and answers where the next page begins.
fn cut(rows: &mut Vec<deal::Model>, limit: u64, order: DealOrder) -> Option<String> {
    let more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    rows.last().filter(|_| more).map(|row| cursor_text(order, row))
}

impl App {
    /// One page of the deals within reach.
    pub async fn deals(&self, actor: &Actor, asked: DealsAsked) -> Result<Page<DealLine>, AppError> {
        let filter = self.deal_filter(actor, &asked).await?;
        let order = order_of(asked.sort.as_deref())?;
        let after = asked.cursor.as_deref().filter(|text| !text.is_empty());
        let after = after.map(|text| cursor_of(text, order)).transpose()?;
        let limit = asked.limit.unwrap_or(50).clamp(1, 200);
        let mut rows = store::deals::page(&self.store, &actor.reach(), &filter, order, after, limit + 1).await?;
        let next = cut(&mut rows, limit, order);
        Ok(Page { items: self.deal_lines(rows).await?, next, total: None })
    }

    /// The open deals by stage, each column counted and added up exactly.
    pub async fn deal_board(&self, actor: &Actor, asked: DealsAsked) -> Result<DealBoard, AppError> {
        let filter = DealFilter { open: None, ..self.deal_filter(actor, &asked).await? };
        let settings = self.settings().await?;
        let stages = &settings.method.deals.stages;
        let mut sums: BTreeMap<String, Vec<StageSum>> = BTreeMap::new();
        for sum in store::deals::board(&self.store, &actor.reach(), &filter).await? {
            sums.entry(sum.stage.clone()).or_default().push(sum);
        }
        let mut codes: Vec<String> = Vec::new();
        for stage in &stages.stages {
            if stage.active || sums.contains_key(&stage.code) {
                codes.push(stage.code.clone());
            }
        }
        // deals in a stage that was taken out of the settings are not lost from sight
        codes.extend(sums.keys().filter(|code| !stages.stages.iter().any(|stage| stage.code == **code)).cloned());
        let wanted = |code: &String| filter.stages.is_empty() || filter.stages.contains(code);
        let order = DealOrder { by: DealSort::Expected, descending: false };
        let mut columns = Vec::new();
        let won = self.won_visits().await?;
        for code in codes.into_iter().filter(wanted) {
            let in_stage = DealFilter { open: Some(true), stages: vec![code.clone()], ..filter.clone() };
            let counted = sums.remove(&code).unwrap_or_default();
            let mut rows = if counted.is_empty() {
                Vec::new()
            } else {
                store::deals::page(&self.store, &actor.reach(), &in_stage, order, None, CARDS + 1).await?
            };
            let next = cut(&mut rows, CARDS, order);
            let count = |of: fn(&StageSum) -> i64| counted.iter().map(of).sum::<i64>().unsigned_abs();
            columns.push(BoardColumn {
                usual: stage_usual(&days_in(&won, &code), stages),
                stage: StageRef::of(&code, stages),
                deals: count(|sum| sum.deals),
                unknown: count(|sum| sum.unknown),
                sums: counted
                    .iter()
                    .map(|sum| MoneySum { currency: sum.currency.clone(), minor: sum.likely_minor })
                    .collect(),
                cards: self.deal_lines(rows).await?,
                next,
            });
        }
        Ok(DealBoard { columns })
    }

    /// The open deals by the day on which they are expected; days without any are left out.
    pub async fn deal_calendar(&self, actor: &Actor, asked: CalendarAsked) -> Result<Vec<CalendarDay>, AppError> {
        let (from, to) = (day_number(asked.from), day_number(asked.to));
        if to < from || to - from > CALENDAR_DAYS {
            return Err(AppError::invalid("/to", "out_of_range", "ask for at most 100 days, the last after the first"));
        }
        let narrowed = DealsAsked {
            owner: asked.owner,
            team: asked.team,
            line: asked.line,
            stage: asked.stage,
            class: asked.class,
            cell: asked.cell,
            ..DealsAsked::default()
        };
        let filter = self.deal_filter(actor, &narrowed).await?;
        let reach = actor.reach();
        let rows = store::deals::between_days(&self.store, &reach, &filter, (from, to), CALENDAR_DEALS).await?;
        let mut days: Vec<CalendarDay> = Vec::new();
        for line in self.deal_lines(rows).await? {
            let Some(on) = line.expected_on else { continue };
            match days.last_mut() {
                Some(day) if day.on == on => day.deals.push(line),
                _ => days.push(CalendarDay { on, deals: vec![line] }),
            }
        }
        Ok(days)
    }

    /// The deals with a customer that the actor sees, the open ones first.
    pub async fn deals_of_party(&self, actor: &Actor, party: Uuid) -> Result<Vec<DealLine>, AppError> {
        let row = self.party_seen(&self.store, actor, party).await?;
        let mut rows = store::deals::of_party(&self.store, row.id).await?;
        rows.retain(|row| super::sees(actor, row));
        self.deal_lines(rows).await
    }

    pub(super) async fn deal_filter(&self, actor: &Actor, asked: &DealsAsked) -> Result<DealFilter, AppError> {
        actor.require(Right::SeeLists)?;
        let unknown = |pointer: &str| AppError::invalid(pointer, "unknown", "there is no such choice");
        let open = match asked.state.as_deref().filter(|state| !state.is_empty()).unwrap_or("open") {
            "open" => Some(true),
            "ended" => Some(false),
            "all" => None,
            _ => return Err(unknown("/state")),
        };
        let owner = match asked.owner.as_deref().filter(|owner| !owner.is_empty()) {
            None => None,
            Some("me") => Some(actor.user),
            Some(id) => Some(Uuid::parse_str(id).map_err(|_| unknown("/owner"))?),
        };
        let teams = match asked.team {
            Some(team) => Some(self.subtree(team).await?),
            None => None,
        };
        let stages = asked.stage.as_deref().unwrap_or_default().split(',').map(str::trim);
        Ok(DealFilter {
            open,
            owner,
            teams,
            party: asked.party,
            line: asked.line,
            stages: stages.filter(|code| !code.is_empty()).map(str::to_owned).collect(),
            classes: codes::<ValueClass>("/class", asked.class.as_ref())?,
            cells: codes::<Opening>("/cell", asked.cell.as_ref())?,
            decisions: codes::<DealDecision>("/decision", asked.decision.as_ref())?,
            outcomes: codes::<DealEnd>("/outcome", asked.outcome.as_ref())?,
            currency: asked.currency.clone().filter(|code| !code.is_empty()),
            named: asked.q.as_deref().map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned),
            step_before: asked.step_due.then(|| self.now_ms()),
        })
    }

    /// The names of the customers of deals.
    pub(super) async fn customers_of_deals(
        &self,
        rows: impl IntoIterator<Item = &deal::Model>,
    ) -> Result<HashMap<Uuid, String>, AppError> {
        let mut parties: Vec<Uuid> = rows.into_iter().map(|row| row.party_id).collect();
        parties.sort_unstable();
        parties.dedup();
        Ok(store::parties::find_many(&self.store, &parties).await?.into_iter().map(|row| (row.id, row.name)).collect())
    }

    /// Rows as lines, in the order given.
    pub(super) async fn deal_lines(&self, rows: Vec<deal::Model>) -> Result<Vec<DealLine>, AppError> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let settings = self.settings().await?;
        let users = self.user_names().await?;
        let names = self.line_names(&self.store, &[]).await?;
        let parties = self.customers_of_deals(&rows).await?;
        let now = self.now();
        let line = |row: deal::Model| DealLine {
            party: NameRef { id: row.party_id, name: parties.get(&row.party_id).cloned().unwrap_or_default() },
            line: names.line(row.line_id),
            owner: user_ref(&users, row.owner_id),
            stage: StageRef::of(&row.stage, &settings.method.deals.stages),
            stage_since: row.stage_since.into(),
            amount: amount_of(&row),
            expected_on: expected_on(&row),
            next_step_at: row.next_step_at.map(Timestamp::from),
            next_step_state: next_step_state(&row, now),
            probability: row.probability,
            value_class: word(row.value_class.as_ref()),
            value_firm: row.value_firm,
            cell: word(row.cell.as_ref()),
            cell_firm: row.cell_firm,
            decision: word(row.decision.as_ref()),
            outcome: word(row.outcome.as_ref()),
            ended_at: row.ended_at.map(Timestamp::from),
            created_at: row.created_at.into(),
            updated_at: row.updated_at.into(),
            version: row.version,
            id: row.id,
            name: row.name,
            currency: row.currency,
            next_step: row.next_step,
        };
        Ok(rows.into_iter().map(line).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_and_a_cursor_belongs_to_the_order_it_was_made_in() {
        let falling = order_of(Some("-amount")).unwrap();
        assert_eq!(falling, DealOrder { by: DealSort::Amount, descending: true });
        assert!(order_of(Some("colour")).is_err());
        let id = Uuid::from_u128(7);
        let text = format!("A~500~{}", id.simple());
        assert_eq!(cursor_of(&text, falling).unwrap(), DealCursor { at: 500, id });
        assert!(cursor_of(&text, order_of(None).unwrap()).is_err());
        assert!(cursor_of("A~500", falling).is_err());
    }
}
