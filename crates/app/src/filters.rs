//! The language of filters at the door: names are looked up as whoever asks sees them, a text is checked, and what it means
//! now is handed to the store.

use std::collections::HashMap;

use filters::{Body, Clause, Context, Field, Filter, Names, Test, WordField};
use method::{Zone, coded::Language};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Actor, App, AppError, FieldError, NameRef, Right, Total, parties::PartyFilterInput, segments::reads};

/// A word that a field may hold.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FilterWord {
    pub code: String,
    pub zh: String,
    pub en: String,
}

/// A field that a filter may ask about.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FilterField {
    /// its name in filters
    pub code: String,
    pub zh: String,
    pub en: String,
    /// text, texts, word, number, day, yes_no, answer, user, team, line, list, segment
    pub kind: String,
    /// what it may hold, where that is a closed set
    pub words: Vec<FilterWord>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckFilter {
    /// such as `grade in (A, B) and last_contact < -30d`
    pub filter: String,
    /// whether to count who meets it
    #[serde(default)]
    pub count: bool,
}

/// What is wrong with a filter, and where.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FilterProblem {
    /// stable code (`unknown_field`, `value_expected` …); `filter_too_costly` where it is right and takes too long
    pub code: String,
    /// characters before the place
    pub at: u32,
    /// characters of the place
    pub length: u32,
    pub zh: String,
    pub en: String,
}

/// A filter that was looked at.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct FilterCheck {
    /// absent where the filter can be used
    pub problem: Option<FilterProblem>,
    /// the text as it is kept: codes and ids
    pub canonical: Option<String>,
    /// the same with names, in Chinese
    pub zh: Option<String>,
    /// the same with names, in English
    pub en: Option<String>,
    /// rows and groups: `{kind: "all" | "any" | "not", rows}` or `{kind: "test", field, operator, not, values}`
    pub rows: Option<serde_json::Value>,
    pub count: Option<Total>,
}

/// A filter that was asked for, as it is now.
pub(crate) struct Meant {
    pub clause: Clause,
    /// whether it speaks of the status, so that a list does not choose one
    pub status: bool,
    pub disposition: bool,
}

fn refused(problem: &filters::Problem) -> AppError {
    AppError::Invalid(vec![FieldError::new("/filter", problem.code.code(), problem.message(Language::En))])
}

/// A filter that is right and takes too long.
fn too_costly() -> FilterProblem {
    FilterProblem {
        code: AppError::FilterTooCostly.code().to_owned(),
        at: 0,
        length: 0,
        zh: "这个条件查得太久，请再加上负责人、团队、名单或状态，把范围缩小".to_owned(),
        en: AppError::FilterTooCostly.to_string(),
    }
}

impl App {
    /// Every field a filter may ask about, those that the team added at the end.
    pub async fn filter_fields(&self, actor: &Actor) -> Result<Vec<FilterField>, AppError> {
        actor.require(Right::SeeLists)?;
        let shipped = filters::CATALOGUE.iter().map(|entry| FilterField {
            code: entry.code.to_owned(),
            zh: entry.zh.to_owned(),
            en: entry.en.to_owned(),
            kind: entry.field.kind().to_owned(),
            words: entry
                .field
                .words()
                .into_iter()
                .map(|(code, zh, en)| FilterWord { code: code.to_owned(), zh: zh.to_owned(), en: en.to_owned() })
                .collect(),
        });
        let mut fields: Vec<FilterField> = shipped.collect();
        for row in store::settings::custom_fields(&self.store).await? {
            fields.push(FilterField {
                code: format!("custom.{}", row.key),
                zh: row.label_zh,
                en: row.label_en,
                kind: "text".to_owned(),
                words: Vec::new(),
            });
        }
        Ok(fields)
    }

    /// Looks at a filter while it is written. One that is wrong is an answer, not a refusal.
    pub async fn check_filter(&self, actor: &Actor, asked: &CheckFilter) -> Result<FilterCheck, AppError> {
        actor.require(Right::SeeLists)?;
        let names = self.filter_names(actor, &asked.filter).await?;
        let filter = match filters::parse(&asked.filter, &names) {
            Ok(filter) => filter,
            Err(problem) => {
                let problem = FilterProblem {
                    code: problem.code.code().to_owned(),
                    at: u32::try_from(problem.at).unwrap_or(u32::MAX),
                    length: u32::try_from(problem.length).unwrap_or(u32::MAX),
                    zh: problem.message(Language::Zh),
                    en: problem.message(Language::En),
                };
                return Ok(FilterCheck { problem: Some(problem), ..FilterCheck::default() });
            }
        };
        let canonical = filters::print(&filter);
        let input = PartyFilterInput { filter: Some(canonical.clone()), ..PartyFilterInput::default() };
        let counted = if asked.count { self.count_parties(actor, &input).await.map(Some) } else { Ok(None) };
        let (count, problem) = match counted {
            Ok(count) => (count, None),
            Err(AppError::FilterTooCostly) => (None, Some(too_costly())),
            Err(other) => return Err(other),
        };
        Ok(FilterCheck {
            problem,
            zh: Some(filters::print_named(&filter, Language::Zh, &names)),
            en: Some(filters::print_named(&filter, Language::En, &names)),
            rows: Some(serde_json::to_value(filters::rows(&filter, &names))?),
            canonical: Some(canonical),
            count,
        })
    }

    /// Reads a text that somebody wrote; the segments that it names must be theirs to see.
    pub(crate) async fn read_filter(&self, actor: &Actor, text: &str) -> Result<Filter, AppError> {
        let names = self.filter_names(actor, text).await?;
        let filter = filters::parse(text, &names).map_err(|problem| refused(&problem))?;
        for id in filter.segments() {
            if !names.segments.iter().any(|(known, _)| *known == id) {
                return Err(AppError::invalid("/filter", "unknown_name", "there is no such segment"));
            }
        }
        Ok(filter)
    }

    /// Names that a text may use. Lists are asked for only where the text may speak of one.
    pub(crate) async fn filter_names(&self, actor: &Actor, text: &str) -> Result<Names, AppError> {
        let lists = if text.to_lowercase().contains("list") || text.contains("名单") {
            self.lists(actor).await?.into_iter().map(|list| (list.id, list.name)).collect()
        } else {
            Vec::new()
        };
        let lines = if text.to_lowercase().contains("line") || text.contains("购") {
            let names = |row: store::entities::product_line::Model| {
                // the general line may have no name
                let code = (row.code != row.name).then_some((row.id, row.code));
                [(row.id, row.name)].into_iter().filter(|(_, name)| !name.is_empty()).chain(code)
            };
            store::products::lines(&self.store).await?.into_iter().flat_map(names).collect()
        } else {
            Vec::new()
        };
        let custom = store::settings::custom_fields(&self.store).await?;
        Ok(Names {
            users: self.user_names().await?.into_iter().collect(),
            teams: store::people::teams(&self.store).await?.into_iter().map(|row| (row.id, row.name)).collect(),
            lines,
            lists,
            segments: self.segments_seen(actor).await?.into_iter().map(|row| (row.id, row.name)).collect(),
            custom: custom.into_iter().map(|row| (row.key, row.label_zh, row.label_en)).collect(),
        })
    }

    /// What a text and a segment mean now, to whoever asks.
    pub(crate) async fn meant(
        &self,
        actor: &Actor,
        text: Option<&str>,
        segment: Option<Uuid>,
    ) -> Result<Option<Meant>, AppError> {
        let mut parts = Vec::new();
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            parts.push(self.read_filter(actor, text).await?);
        }
        if let Some(id) = segment {
            self.segment_seen(actor, id).await?;
            parts.push(Filter::Test(Test::Segment(vec![id])));
        }
        let filter = match parts.len() {
            0 => return Ok(None),
            1 => parts.remove(0),
            _ => Filter::All(parts),
        };
        let context = self.filter_context(actor, &filter).await?;
        let large =
            || AppError::invalid("/filter", "too_large", "with its segments the filter is too large: simplify it");
        let clause = filters::resolve(&filter, &context).map_err(|filters::TooLarge| large())?;
        let speaks = |field: Field| {
            let within = |body: &Body| match body {
                Body::Live(filter) => filter.mentions(field),
                // a copy is whoever was in it, whatever became of them
                Body::Static => true,
            };
            filter.mentions(field) || context.segments.values().any(within)
        };
        let status = speaks(Field::Word(WordField::Status));
        let disposition = speaks(Field::Word(WordField::Disposition));
        Ok(Some(Meant { clause, status, disposition }))
    }

    async fn filter_context(&self, actor: &Actor, filter: &Filter) -> Result<Context, AppError> {
        let zone = match actor.id() {
            Some(id) => store::people::user(&self.store, id).await?.and_then(|user| Zone::named(&user.time_zone).ok()),
            None => None,
        };
        let teams = store::people::teams(&self.store).await?;
        let below = teams.iter().map(|team| {
            let below = teams.iter().filter(|other| other.id != team.id && other.path.starts_with(&team.path));
            (team.id, below.map(|other| other.id).collect())
        });
        Ok(Context {
            me: actor.id(),
            now: self.now(),
            zone: zone.unwrap_or_default(),
            below: below.collect(),
            segments: self.segments_within(filter).await?,
        })
    }

    /// The segments that a filter names, those that these name, and so on.
    pub(crate) async fn segments_within(&self, filter: &Filter) -> Result<HashMap<Uuid, Body>, AppError> {
        let mut found = HashMap::new();
        let mut open = filter.segments();
        while let Some(id) = open.pop() {
            if found.contains_key(&id) {
                continue;
            }
            let Some(row) = store::segments::find(&self.store, id).await? else { continue };
            let body = if row.kind == "static" { Body::Static } else { Body::Live(reads(&row.filter)?) };
            if let Body::Live(filter) = &body {
                open.extend(filter.segments());
            }
            found.insert(id, body);
        }
        Ok(found)
    }

    /// How many records a filter has.
    pub(crate) async fn count_parties(&self, actor: &Actor, input: &PartyFilterInput) -> Result<Total, AppError> {
        let filter = self.filter_of(actor, input).await?;
        let counted = self.counted(&filter).await?;
        Ok(Total { count: counted.count, exact: counted.exact })
    }
}

/// A segment as others name it.
pub(crate) fn named(row: &store::entities::segment::Model) -> NameRef {
    NameRef { id: row.id, name: row.name.clone() }
}
