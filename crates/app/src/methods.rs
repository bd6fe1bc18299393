//! The catalogue of prospecting methods with a team's own edits, and what each method brought (PRO-1).

mod results;

use method::{
    Timestamp,
    prospecting::{
        catalogue::{self, MethodEntry},
        markets::Market,
    },
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use results::{AddCost, MethodResultView, ResultPeriod};

use crate::{Actor, App, AppError, Right, UserRef, app::user_ref, edited_texts::Edited};

/// One wording in both languages, as a team may write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    pub zh: String,
    pub en: String,
}

/// The texts of a method that a team may edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MethodTexts {
    pub name: Wording,
    pub when_to_use: Wording,
    pub steps: Vec<Wording>,
    pub preparation: Vec<Wording>,
    pub strengths: Vec<Wording>,
    pub weaknesses: Vec<Wording>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MethodView {
    pub code: String,
    pub market: Market,
    #[serde(flatten)]
    pub texts: MethodTexts,
    /// whether the team's own text is shown in place of the shipped one
    pub edited: bool,
    /// 0: never edited
    pub version: i32,
    pub changed_by: Option<UserRef>,
    pub changed_at: Option<Timestamp>,
}

pub(crate) fn wording(text: &method::Text) -> Wording {
    Wording { zh: text.zh.to_owned(), en: text.en.to_owned() }
}

impl Wording {
    /// Whether both languages say something, in at most 500 characters each.
    pub(crate) fn is_complete(&self) -> bool {
        [&self.zh, &self.en].iter().all(|words| !words.trim().is_empty() && words.chars().count() <= 500)
    }
}

fn shipped(entry: &MethodEntry) -> MethodTexts {
    let all = |texts: &[method::Text]| texts.iter().map(wording).collect();
    MethodTexts {
        name: wording(&entry.name),
        when_to_use: wording(&entry.when_to_use),
        steps: all(entry.steps),
        preparation: all(entry.preparation),
        strengths: all(entry.strengths),
        weaknesses: all(entry.weaknesses),
    }
}

impl MethodTexts {
    /// Both languages everywhere, lists of at most 30 texts of 500 characters.
    fn check(&self) -> Result<(), AppError> {
        let lists = [&self.steps, &self.preparation, &self.strengths, &self.weaknesses];
        let mut texts = [&self.name, &self.when_to_use].into_iter().chain(lists.into_iter().flatten());
        if !texts.all(Wording::is_complete) {
            return Err(AppError::invalid(
                "/texts",
                "incomplete",
                "every text is needed in both languages, at most 500 characters",
            ));
        }
        if lists.iter().any(|list| list.len() > 30) {
            return Err(AppError::invalid("/texts", "too_long", "use at most 30 entries in a list"));
        }
        Ok(())
    }
}

impl App {
    /// The catalogue, market by market.
    pub async fn methods(&self, actor: &Actor) -> Result<Vec<MethodView>, AppError> {
        actor.require(Right::SeeMethods)?;
        let names = self.user_names().await?;
        let mut latest = self.edited_texts().await?;
        catalogue::catalogue()
            .map(|entry| {
                let row = latest.remove(entry.code);
                let own = row.as_ref().and_then(|row| row.content.as_deref());
                Ok(MethodView {
                    code: entry.code.to_owned(),
                    market: entry.market,
                    edited: own.is_some(),
                    texts: own.map(serde_json::from_str).transpose()?.unwrap_or_else(|| shipped(entry)),
                    version: row.as_ref().map_or(0, |row| row.version),
                    changed_by: row.as_ref().and_then(|row| user_ref(&names, row.changed_by)),
                    changed_at: row.as_ref().map(|row| row.changed_at.into()),
                })
            })
            .collect()
    }

    /// One method of the catalogue.
    pub async fn method(&self, actor: &Actor, code: &str) -> Result<MethodView, AppError> {
        let found = self.methods(actor).await?.into_iter().find(|view| view.code == code);
        found.ok_or(AppError::NotFound("method"))
    }

    /// Puts the team's own text in place of the shipped one; an upgrade never overwrites it.
    ///
    /// `read` is the version the change starts from; none: whatever there is.
    pub async fn edit_method(
        &self,
        actor: &Actor,
        code: &str,
        read: Option<i32>,
        texts: MethodTexts,
    ) -> Result<MethodView, AppError> {
        actor.require(Right::EditMethods)?;
        texts.check()?;
        self.append_method(actor, code, read, Some(serde_json::to_string(&texts)?)).await
    }

    /// Goes back to the shipped text; the edits stay in the history.
    pub async fn restore_method(&self, actor: &Actor, code: &str, read: Option<i32>) -> Result<MethodView, AppError> {
        actor.require(Right::EditMethods)?;
        self.append_method(actor, code, read, None).await
    }

    async fn append_method(
        &self,
        actor: &Actor,
        code: &str,
        read: Option<i32>,
        content: Option<String>,
    ) -> Result<MethodView, AppError> {
        if catalogue::method(code).is_none() {
            return Err(AppError::NotFound("method"));
        }
        let edited = Edited { event: "method_edited", what: "method" };
        self.append_text(actor, edited, code, read, content).await?;
        self.method(actor, code).await
    }
}
