//! Faces of key customers (CLA-5): proposed from figures or by somebody who knows them, confirmed or refused by a person,
//! looked at again when the figures say otherwise. A black face needs its long-term aim and approval from above.

use method::{
    Coded, Timestamp,
    classes::{
        changes::ClassKind,
        faces::{ConfirmedFace, Face, FaceReview, FaceState, IncompleteFace, ProposedFace, influence_anchors, review},
        plays::Move,
    },
    deals::value::anchors::ValueAnchor,
};
use serde::{Deserialize, Serialize};
use store::{Tx, entities::judgement};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Judgements, checked_note, kind};
use crate::{
    Actor, App, AppError, Right, Role, UserRef,
    app::user_ref,
    parties::{portrait::topic, reassess::Whole},
};

/// What somebody does about a face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FaceAct {
    /// the figures, or somebody who knows the customer, speak for it
    Propose,
    /// confirm it; a black face of a seller then waits for approval
    Confirm,
    /// refuse what is proposed, asked, or no longer holds
    Refuse,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JudgeFace {
    pub act: FaceAct,
    /// red, black or white; for a proposal that speaks for none, and for a refusal, absent
    pub face: Option<Face>,
    /// the long-term aim; a black face needs one
    #[serde(default)]
    pub aim: Option<String>,
    /// why; a proposal and a refusal need one
    #[serde(default)]
    pub note: String,
}

/// What is kept of a judgement besides its state and note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptFace {
    pub(super) face: Face,
    pub(super) aim: Option<String>,
    /// what the figures speak for now, of a face to be looked at again
    pub(super) proposed: Option<Face>,
    pub(super) because: Option<FaceReview>,
}

/// A judgement about a face.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FaceJudgement {
    pub state: FaceState,
    pub face: Face,
    pub aim: Option<String>,
    /// what the figures speak for now, of a face to be looked at again
    pub proposed: Option<Face>,
    pub because: Option<FaceReview>,
    pub note: String,
    pub by: Option<UserRef>,
    pub at: Timestamp,
}

/// The influence of a customer as somebody rated it: without it no black face is proposed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InfluenceView {
    /// 0 to 10; absent: unknown
    pub score: Option<u8>,
    pub note: String,
    pub by: Option<UserRef>,
    pub at: Option<Timestamp>,
    /// what 0, 3, 5, 7 and 10 mean
    pub anchors: Vec<ValueAnchor>,
    /// a rating from here on needs its evidence in words
    pub evidence_from: u8,
}

/// Where the face of a customer stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FaceView {
    /// the last judgement; absent: none was made
    pub standing: Option<FaceJudgement>,
    /// the ones before it, newest first
    pub earlier: Vec<FaceJudgement>,
    /// what a confirmed face calls for
    pub moves: Vec<Move>,
    pub influence: InfluenceView,
}

/// The judgement that stands.
struct Standing {
    state: FaceState,
    by: Option<Uuid>,
    kept: KeptFace,
}

impl Standing {
    fn read(row: judgement::Model) -> Result<Self, AppError> {
        let state = FaceState::from_code(&row.state).unwrap_or(FaceState::Proposed);
        Ok(Self { state, by: row.by, kept: serde_json::from_str(&row.value)? })
    }
}

/// Changes of a run looked at together.
const CHANGES_PER_PASS: u64 = 1_000;

/// What a proposal makes of what stands; none where it says nothing new.
fn proposal(standing: Option<&Standing>, face: Option<Face>) -> Result<Option<(FaceState, KeptFace)>, AppError> {
    let confirmed = standing.filter(|last| matches!(last.state, FaceState::Confirmed | FaceState::Review));
    let Some(last) = confirmed else {
        let face = face.ok_or_else(|| AppError::invalid("/face", "required", "say which face"))?;
        return Ok(Some((FaceState::Proposed, KeptFace { face, aim: None, proposed: None, because: None })));
    };
    let because = review(last.kept.face, ProposedFace { face, tie: false });
    Ok(because
        .map(|because| (FaceState::Review, KeptFace { proposed: face, because: Some(because), ..last.kept.clone() })))
}

/// Where a confirmation leads: a black face waits for approval, unless somebody above gives it to another's aim.
fn confirmation(actor: &Actor, standing: Option<&Standing>, kept: &KeptFace) -> Result<FaceState, AppError> {
    let asked = standing.filter(|last| last.state == FaceState::Asked && last.kept.face == kept.face);
    let from_above = asked.is_some_and(|last| last.by != actor.id()) || actor.roles.has(Role::Administrator);
    let approved = from_above && actor.may(Right::Approve);
    let confirmed = ConfirmedFace { face: kept.face, aim: kept.aim.clone(), approved };
    match confirmed.check() {
        Ok(()) => Ok(FaceState::Confirmed),
        Err(IncompleteFace::AimMissing) => {
            Err(AppError::invalid("/aim", "required", "a black face needs a stated long-term aim"))
        }
        Err(IncompleteFace::ApprovalMissing) if asked.is_some() => Err(AppError::conflict(
            "approval_from_above",
            "somebody above, who did not put it forward, approves a black face",
        )),
        Err(IncompleteFace::ApprovalMissing) => Ok(FaceState::Asked),
    }
}

fn nothing_to_decide() -> AppError {
    AppError::conflict("nothing_to_decide", "nothing waits for a decision here")
}

impl App {
    /// Proposes, confirms or refuses a face (CLA-5).
    pub async fn judge_face(&self, actor: &Actor, party: Uuid, asked: JudgeFace) -> Result<Judgements, AppError> {
        let note = checked_note("/note", &asked.note, asked.act != FaceAct::Confirm)?;
        let aim = asked.aim.as_deref().map(|aim| checked_note("/aim", aim, false)).transpose()?;
        let aim = aim.filter(|aim| !aim.is_empty());
        let tx = self.store.begin().await?;
        let before = self.party_edited(&tx, actor, party).await?;
        let standing = self.standing_face(&tx, party).await?;
        let (state, kept) = match asked.act {
            FaceAct::Propose => match proposal(standing.as_ref(), asked.face)? {
                Some(next) => next,
                // it says what stands already
                None => {
                    tx.rollback().await?;
                    return self.judgements_of(actor, before).await;
                }
            },
            FaceAct::Confirm => {
                let face = asked.face.ok_or_else(|| AppError::invalid("/face", "required", "say which face"))?;
                let stated =
                    standing.as_ref().filter(|last| last.kept.face == face).and_then(|last| last.kept.aim.clone());
                let kept = KeptFace { face, aim: aim.or(stated), proposed: None, because: None };
                (confirmation(actor, standing.as_ref(), &kept)?, kept)
            }
            FaceAct::Refuse => {
                let last = standing.filter(|last| last.state.is_open()).ok_or_else(nothing_to_decide)?;
                if last.state == FaceState::Asked {
                    actor.require(Right::Approve)?;
                }
                (FaceState::Refused, KeptFace { proposed: None, because: None, ..last.kept })
            }
        };
        let confirmed = match state {
            FaceState::Confirmed => Some(kept.face.code().to_owned()),
            // it holds until somebody has looked again
            FaceState::Review => before.face.clone(),
            FaceState::Proposed | FaceState::Asked | FaceState::Refused => None,
        };
        self.judge(&tx, actor, (party, kind::FACE, state.code()), &kept, note).await?;
        let mut row = before.clone();
        row.face = confirmed;
        let (row, _) = self.reassess(&tx, actor, &before, row).await?;
        tx.commit().await?;
        self.judgements_of(actor, row).await
    }

    /// Looks at the faces that a run of classes proposes anew: where the figures no longer speak for a confirmed face, or speak
    /// for another, it is to be looked at again (CLA-5). Answers how many are. Asked again it does nothing: what was judged
    /// since the run found it is left as it is.
    pub async fn review_faces(&self, actor: &Actor, run: Uuid) -> Result<u64, AppError> {
        actor.require(Right::Classify)?;
        let held = [FaceState::Confirmed.code(), FaceState::Review.code()];
        let (mut after, mut reviewed) = (Uuid::nil(), 0);
        loop {
            let tx = self.store.begin().await?;
            let changes =
                store::classes::changes_of_run(&tx, run, ClassKind::Face.code(), after, CHANGES_PER_PASS).await?;
            let Some(last) = changes.last() else { return Ok(reviewed) };
            after = last.id;
            let parties: Vec<Uuid> = changes.iter().map(|change| change.party_id).collect();
            let with_face = store::judged::standing_of(&tx, kind::FACE, &held, &parties).await?;
            let with_face: Vec<Uuid> = with_face.into_iter().map(|row| row.party_id).collect();
            // nobody decides while it is looked at
            store::parties::lock_many(&tx, &with_face).await?;
            for row in store::judged::standing_of(&tx, kind::FACE, &held, &with_face).await? {
                let Some(change) = changes.iter().find(|change| change.party_id == row.party_id && row.at < change.at)
                else {
                    continue;
                };
                let (party, standing) = (row.party_id, Standing::read(row)?);
                let face = Face::from_code(&change.becomes);
                let Some((state, kept)) = proposal(Some(&standing), face)?.filter(|(_, kept)| *kept != standing.kept)
                else {
                    continue;
                };
                self.judge(&tx, actor, (party, kind::FACE, state.code()), &kept, String::new()).await?;
                reviewed += 1;
            }
            tx.commit().await?;
        }
    }

    async fn standing_face(&self, tx: &Tx, party: Uuid) -> Result<Option<Standing>, AppError> {
        let rows = store::judged::standing(tx, party).await?;
        rows.into_iter().find(|row| row.kind == kind::FACE).map(Standing::read).transpose()
    }

    pub(super) async fn face_of(&self, standing: &[judgement::Model], whole: &Whole) -> Result<FaceView, AppError> {
        let names = self.user_names().await?;
        let settings = self.settings().await?;
        let rated = whole.evidence.iter().rev().find(|row| row.topic == topic::INFLUENCE);
        let influence = InfluenceView {
            score: rated.and_then(|row| row.value.parse().ok()),
            note: rated.map(|row| row.note.clone()).unwrap_or_default(),
            by: rated.and_then(|row| user_ref(&names, row.by)),
            at: rated.map(|row| row.at.into()),
            anchors: influence_anchors().to_vec(),
            evidence_from: settings.method.classes.faces.black_influence_from,
        };
        if !standing.iter().any(|row| row.kind == kind::FACE) {
            return Ok(FaceView { standing: None, earlier: Vec::new(), moves: Vec::new(), influence });
        }
        let view = |row: judgement::Model| {
            let kept: KeptFace = serde_json::from_str(&row.value)?;
            Ok::<_, AppError>(FaceJudgement {
                state: FaceState::from_code(&row.state).unwrap_or(FaceState::Proposed),
                face: kept.face,
                aim: kept.aim,
                proposed: kept.proposed,
                because: kept.because,
                note: row.note,
                by: user_ref(&names, row.by),
                at: row.at.into(),
            })
        };
        let history = store::judged::history(&self.store, whole.row.id, kind::FACE).await?;
        let mut history = history.into_iter().map(view).collect::<Result<Vec<_>, _>>()?.into_iter();
        let last = history.next();
        let holds = last.as_ref().filter(|last| matches!(last.state, FaceState::Confirmed | FaceState::Review));
        let moves = holds.map(|last| last.face.moves().to_vec()).unwrap_or_default();
        Ok(FaceView { standing: last, earlier: history.collect(), moves, influence })
    }
}
