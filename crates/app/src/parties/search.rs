//! Search as one types: Chinese characters, words, pinyin and initials, phone tails.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    list::{search_groups, search_term},
    summary::masked_phone,
};
use crate::{Actor, App, AppError, Right, UserRef, app::user_ref};

/// A party that was found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FoundParty {
    pub id: Uuid,
    pub name: String,
    pub kind: String,
    pub status: String,
    pub employer: Option<String>,
    pub position: Option<String>,
    pub grade: Option<String>,
    pub city: Option<String>,
    /// masked
    pub phone: Option<String>,
    pub owner: Option<UserRef>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SearchResult {
    pub items: Vec<FoundParty>,
}

const MOST_FOUND: u64 = 50;

impl App {
    /// Records within the actor's reach that match all that was typed; names that begin so come first.
    pub async fn search(&self, actor: &Actor, typed: &str, limit: Option<u64>) -> Result<SearchResult, AppError> {
        actor.require(Right::SeeLists)?;
        let groups = search_groups(typed);
        if groups.is_empty() {
            return Ok(SearchResult { items: Vec::new() });
        }
        let limit = limit.unwrap_or(20).clamp(1, MOST_FOUND);
        let typed = typed.trim();
        // somebody called just so comes first, however old the record; then whose own name begins so: `zs` means 张三
        // before somebody whose employer has these initials
        let key = super::draft::name_key("person", typed);
        let mut rows = store::search::named(&self.store, actor.reach(), &key, limit).await?;
        let own_name = text::tokens::own_name_term(typed).map(|term| vec![vec![search_term(term)]]);
        for groups in own_name.into_iter().chain([groups]) {
            if rows.len() as u64 >= limit {
                break;
            }
            for row in store::search::find(&self.store, actor.reach(), groups, limit).await? {
                if !rows.iter().any(|known| known.id == row.id) {
                    rows.push(row);
                }
            }
        }
        rows.sort_by_key(|row| (!row.name.starts_with(typed), !row.name.contains(typed)));
        rows.truncate(limit as usize);
        let names = self.user_names().await?;
        let items = rows.into_iter().map(|row| FoundParty {
            owner: user_ref(&names, row.owner_id),
            phone: row.primary_phone.as_deref().map(masked_phone),
            grade: (row.grade != store::parties::NOT_GRADED).then(|| row.grade.clone()),
            id: row.id,
            name: row.name,
            kind: row.kind,
            status: row.status,
            employer: row.employer,
            position: row.position,
            city: row.city,
        });
        Ok(SearchResult { items: items.collect() })
    }
}
