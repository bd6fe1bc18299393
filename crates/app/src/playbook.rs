//! The playbook of openings with a team's own words (OPP-3): the causes to ask about and the plays.

use method::{
    Timestamp,
    deals::opening::{
        grid::Opening,
        playbook::{PlaybookEntry, PlaybookKind, playbook},
    },
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    Actor, App, AppError, Right, UserRef,
    app::user_ref,
    edited_texts::Edited,
    methods::{Wording, wording},
};

/// A cause or a play with its words.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlaybookView {
    /// dotted: `opening_cause.a1`, `play.ask_why`
    pub code: String,
    pub kind: PlaybookKind,
    /// the cells in which it is asked or offered
    pub cells: Vec<Opening>,
    /// the words to show
    pub words: Wording,
    /// the words that ship
    pub built_in: Wording,
    /// whether the words to show are the team's own
    pub edited: bool,
    /// 0: never edited
    pub version: i32,
    pub changed_by: Option<UserRef>,
    pub changed_at: Option<Timestamp>,
}

impl App {
    /// The whole playbook: the causes, then the plays.
    pub async fn playbook(&self, actor: &Actor) -> Result<Vec<PlaybookView>, AppError> {
        actor.require(Right::SeeMethods)?;
        let names = self.user_names().await?;
        let mut latest = self.edited_texts().await?;
        let view = |entry: PlaybookEntry| {
            let row = latest.remove(entry.code);
            let own: Option<Wording> =
                row.as_ref().and_then(|row| row.content.as_deref()).map(serde_json::from_str).transpose()?;
            Ok(PlaybookView {
                code: entry.code.to_owned(),
                kind: entry.kind,
                cells: entry.cells,
                edited: own.is_some(),
                words: own.unwrap_or_else(|| wording(&entry.text)),
                built_in: wording(&entry.text),
                version: row.as_ref().map_or(0, |row| row.version),
                changed_by: row.as_ref().and_then(|row| user_ref(&names, row.changed_by)),
                changed_at: row.as_ref().map(|row| row.changed_at.into()),
            })
        };
        playbook().into_iter().map(view).collect()
    }

    /// One entry of the playbook.
    pub async fn playbook_entry(&self, actor: &Actor, code: &str) -> Result<PlaybookView, AppError> {
        let found = self.playbook(actor).await?.into_iter().find(|view| view.code == code);
        found.ok_or(AppError::NotFound("playbook entry"))
    }

    /// Puts the team's own words in place of the shipped ones; an upgrade never overwrites them.
    ///
    /// `read` is the version the change starts from; none: whatever there is.
    pub async fn edit_playbook(
        &self,
        actor: &Actor,
        code: &str,
        read: Option<i32>,
        words: Wording,
    ) -> Result<PlaybookView, AppError> {
        actor.require(Right::EditMethods)?;
        if !words.is_complete() {
            return Err(AppError::invalid(
                "/zh",
                "incomplete",
                "the words are needed in both languages, at most 500 characters",
            ));
        }
        self.append_playbook(actor, code, read, Some(serde_json::to_string(&words)?)).await
    }

    /// Goes back to the shipped words; the edits stay in the history.
    pub async fn restore_playbook(
        &self,
        actor: &Actor,
        code: &str,
        read: Option<i32>,
    ) -> Result<PlaybookView, AppError> {
        actor.require(Right::EditMethods)?;
        self.append_playbook(actor, code, read, None).await
    }

    async fn append_playbook(
        &self,
        actor: &Actor,
        code: &str,
        read: Option<i32>,
        content: Option<String>,
    ) -> Result<PlaybookView, AppError> {
        if !playbook().iter().any(|entry| entry.code == code) {
            return Err(AppError::NotFound("playbook entry"));
        }
        let edited = Edited { event: "playbook_edited", what: "playbook" };
        self.append_text(actor, edited, code, read, content).await?;
        self.playbook_entry(actor, code).await
    }
}
