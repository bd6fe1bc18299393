//! Search as one types: Chinese characters, words, pinyin and initials, phone tails.

use serde::Serialize;
use store::entities::party;
use text::tokens::{AnyOf, query_terms};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{draft::tokens, list::store_groups, summary::masked_phone};
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

/// Records that are looked through by themselves rather than by the index.
const LOOKED_THROUGH: u64 = 200;

impl App {
    /// Records within the actor's reach that match all that was typed; names that begin so come first.
    pub async fn search(&self, actor: &Actor, typed: &str, limit: Option<u64>) -> Result<SearchResult, AppError> {
        actor.require(Right::SeeLists)?;
        let groups = query_terms(typed).groups;
        if groups.is_empty() {
            return Ok(SearchResult { items: Vec::new() });
        }
        let limit = limit.unwrap_or(20).clamp(1, MOST_FOUND);
        let typed = typed.trim();
        // somebody called just so comes first, however old the record; then whose own name begins so: `zs` means 张三
        // before somebody whose employer has these initials
        let key = super::draft::name_key("person", typed);
        let mut rows = store::search::named(&self.store, actor.reach(), &key, limit).await?;
        let own_name = text::tokens::own_name_term(typed).map(|term| vec![AnyOf(vec![term])]);
        for groups in own_name.into_iter().chain([groups]) {
            if rows.len() as u64 >= limit {
                break;
            }
            for row in self.matching(actor, groups, limit).await? {
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

    /// The records that match, the newest first.
    ///
    /// To find all that holds a single character the index gathers half of itself. Where the words before it name few
    /// records, or enough of the newest hold it, those are looked through instead.
    async fn matching(&self, actor: &Actor, groups: Vec<AnyOf>, limit: u64) -> Result<Vec<party::Model>, AppError> {
        if let Some((AnyOf(last), rest)) = groups.split_last()
            && !rest.is_empty()
            && let [character] = last.as_slice()
            && character.begins_with_a_character()
        {
            let looked = store::search::find(&self.store, actor.reach(), store_groups(rest), LOOKED_THROUGH).await?;
            let all = (looked.len() as u64) < LOOKED_THROUGH;
            let (mut holding, others): (Vec<_>, Vec<_>) =
                looked.into_iter().partition(|row| character.is_in(&tokens(row, &[], &[], &[])));
            // what the others hold besides, the names of their contacts for one, only the index knows
            if holding.len() as u64 >= limit || (all && others.is_empty()) {
                holding.truncate(limit as usize);
                return Ok(holding);
            }
        }
        Ok(store::search::find(&self.store, actor.reach(), store_groups(&groups), limit).await?)
    }
}
