//! Lists of parties: filter, sort, keyset pages.

use serde::{Deserialize, Serialize};
use store::parties::{Cursor, PartyFilter, Sort, SortKey};
use text::tokens::{AnyOf, Reach, Term, query_terms};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::summary::PartySummary;
use crate::{Actor, App, AppError, Page, Right, Total};

/// What to narrow a list to. Several values of one field are separated by commas.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct PartyFilterInput {
    /// any Chinese characters, words, pinyin or initials, the tail of a phone number
    pub q: Option<String>,
    /// `person` or `organisation`
    pub kind: Option<String>,
    /// `prospect`, `customer`, `contact`; without it prospects and customers
    pub status: Option<String>,
    /// a user id, `me` or `none`
    pub owner: Option<String>,
    /// a team with all below it
    pub team: Option<Uuid>,
    /// a, b, c, d or n (not graded)
    pub grade: Option<String>,
    /// strong, medium, weak, none
    pub intent: Option<String>,
    pub golden: Option<bool>,
    /// pi, pii, piii, piv (CLA-3)
    pub class: Option<String>,
    /// red, black, white: the face that somebody confirmed (CLA-5)
    pub face: Option<String>,
    /// red, yellow, green, none (PRO-8)
    pub colour: Option<String>,
    /// prospects spoken with lately and not given up (PRO-8)
    pub in_hand: Option<bool>,
    /// untouched, fine, due, overdue, dormant
    pub cadence: Option<String>,
    /// open (default), stopped, given_up, any
    pub disposition: Option<String>,
    pub market: Option<String>,
    pub method: Option<String>,
    pub list: Option<Uuid>,
    pub tag: Option<String>,
    pub step: Option<String>,
    pub city: Option<String>,
    pub min_score: Option<f64>,
    /// goes back to the pool within so many days (PRO-10)
    pub returns_within: Option<u32>,
    /// shared with oneself or one's team
    pub shared: Option<bool>,
    /// in the language of filters: `grade in (A, B) and last_contact < -30d`. One that speaks of `status` or `disposition`
    /// takes the place of what a list has without them
    pub filter: Option<String>,
    /// a segment
    pub segment: Option<Uuid>,
}

/// A page that is asked for.
#[derive(Clone, Debug, Default, Deserialize, ToSchema, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct ListParties {
    #[serde(flatten)]
    #[param(inline)]
    pub filter: PartyFilterInput,
    /// name, score, grade, next_contact_at, last_contact_at, created_at, updated_at or completeness; `-` in front for
    /// descending. Default `-score`
    pub sort: Option<String>,
    /// `next` of the page before
    pub cursor: Option<String>,
    /// 1 to 200, default 50
    pub limit: Option<u64>,
}

const LARGEST_PAGE: u64 = 200;

fn several(field: Option<&str>) -> Vec<String> {
    let parts = field.unwrap_or_default().split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

pub(crate) fn parse_sort(sort: Option<&str>) -> Result<Sort, AppError> {
    let text = sort.unwrap_or("-score");
    let (descending, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
    let key = match name {
        "name" => SortKey::Name,
        "score" => SortKey::Score,
        "grade" => SortKey::Grade,
        "next_contact_at" => SortKey::Due,
        "last_contact_at" | "last_two_way_at" => SortKey::LastContact,
        "created_at" => SortKey::Created,
        "updated_at" => SortKey::Updated,
        "completeness" => SortKey::Completeness,
        _ => return Err(AppError::invalid("/sort", "unknown", "this cannot be sorted by")),
    };
    Ok(Sort { key, descending })
}

/// Words of a search as the store takes them.
pub(crate) fn search_groups(typed: &str) -> Vec<Vec<store::search::SearchTerm>> {
    store_groups(&query_terms(typed).groups)
}

pub(super) fn store_groups(groups: &[AnyOf]) -> Vec<Vec<store::search::SearchTerm>> {
    let term =
        |term: &Term| store::search::SearchTerm { prefix: term.reach == Reach::Prefix, token: term.text.clone() };
    groups.iter().map(|group| group.0.iter().map(term).collect()).collect()
}

fn write_cursor(cursor: &Cursor) -> String {
    format!("{}~{}", cursor.id.simple(), cursor.text)
}

fn read_cursor(sort: Sort, text: &str) -> Result<Cursor, AppError> {
    let parts = text.split_once('~').and_then(|(id, value)| Some((Uuid::parse_str(id).ok()?, value)));
    let cursor = parts.and_then(|(id, value)| sort.parse_cursor(value, id));
    cursor.ok_or_else(|| AppError::invalid("/cursor", "malformed", "begin again without a cursor"))
}

impl App {
    /// A page of the parties within the actor's reach.
    pub async fn parties(&self, actor: &Actor, asked: ListParties) -> Result<Page<PartySummary>, AppError> {
        actor.require(Right::SeeLists)?;
        let filter = self.filter_of(actor, &asked.filter).await?;
        let sort = parse_sort(asked.sort.as_deref())?;
        let limit = asked.limit.unwrap_or(50).clamp(1, LARGEST_PAGE);
        let cursor = asked.cursor.as_deref().map(|text| read_cursor(sort, text)).transpose()?;
        let mut rows =
            store::parties::page_within_limit(&self.store, &filter, sort, cursor.as_ref(), limit + 1).await?;
        let more = rows.len() as u64 > limit;
        rows.truncate(limit as usize);
        let next = rows.last().filter(|_| more).map(|row| write_cursor(&sort.cursor(row)));
        // counting is the dearer half of a page; the first page has it, the others need it no more, and a page that holds
        // everything has counted already
        let total = match (&asked.cursor, more) {
            (Some(_), _) => None,
            (None, false) => Some(Total { count: rows.len() as u64, exact: true }),
            (None, true) => {
                let counted = self.counted(&filter).await?;
                Some(Total { count: counted.count, exact: counted.exact })
            }
        };
        Ok(Page { items: self.summaries(&self.store, rows).await?, next, total })
    }

    pub(crate) async fn filter_of(&self, actor: &Actor, input: &PartyFilterInput) -> Result<PartyFilter, AppError> {
        let (owner, unowned) = match input.owner.as_deref() {
            None | Some("") => (None, false),
            Some("none") => (None, true),
            Some("me") => (actor.id(), false),
            Some(id) => {
                let id = Uuid::parse_str(id)
                    .map_err(|_| AppError::invalid("/owner", "malformed", "use a user id, me or none"))?;
                (Some(id), false)
            }
        };
        let teams = match input.team {
            Some(team) => self.subtree(team).await?,
            None => Vec::new(),
        };
        let meant = self.meant(actor, input.filter.as_deref(), input.segment).await?;
        let (status, disposition) = meant.as_ref().map_or((false, false), |meant| (meant.status, meant.disposition));
        let blank = |field: &Option<String>| field.clone().filter(|text| !text.trim().is_empty());
        let statuses = match input.status.as_deref() {
            None | Some("") if status => Vec::new(),
            None | Some("") => vec!["prospect".to_owned(), "customer".to_owned()],
            some => several(some),
        };
        let disposition = match input.disposition.as_deref() {
            None | Some("") if disposition => None,
            None | Some("") => Some("open".to_owned()),
            Some("any") => None,
            Some(code) => Some(code.to_owned()),
        };
        let mut filter = PartyFilter {
            reach: Some(actor.reach()),
            search: search_groups(input.q.as_deref().unwrap_or_default()),
            ids: (input.shared == Some(true)).then(|| actor.lent.parties()),
            kind: blank(&input.kind),
            statuses,
            owner,
            unowned,
            teams,
            grades: several(input.grade.as_deref().map(str::to_lowercase).as_deref()),
            intents: several(input.intent.as_deref()),
            classes: several(input.class.as_deref().map(str::to_lowercase).as_deref()),
            faces: several(input.face.as_deref()),
            colours: several(input.colour.as_deref()),
            in_hand: input.in_hand == Some(true),
            golden: input.golden,
            cadences: several(input.cadence.as_deref()),
            disposition,
            market: blank(&input.market),
            method: blank(&input.method),
            list: input.list,
            tag: blank(&input.tag),
            step: blank(&input.step),
            city: blank(&input.city),
            min_score: input.min_score,
            returns_by: input.returns_within.map(|days| self.now().plus_days(f64::from(days)).as_millis()),
            clause: None,
            now: self.now_ms(),
        };
        if let Some(meant) = meant {
            filter.narrow(meant.clause);
        }
        Ok(filter)
    }
}
