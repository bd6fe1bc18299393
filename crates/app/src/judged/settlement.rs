//! Settling an EIV customer (CLA-2): all cost against all gain on a sheet, the advice that follows, and the manager's decision.

use method::{
    Coded, Timestamp, Verdict,
    classes::settlement::{Settlement, SettlementSheet, SettlementState, settle},
};
use serde::{Deserialize, Serialize};
use store::{Tx, entities::judgement};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Judgements, checked_note, kind};
use crate::{Actor, App, AppError, Right, UserRef, app::user_ref, parties::SetDisposition};

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FillSettlement {
    /// in minor units of the currency; what is absent is unknown
    pub sheet: SettlementSheet,
    /// ISO 4217
    pub currency: String,
    #[serde(default)]
    pub note: String,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideSettlement {
    /// `turn_round` or `give_up`; who is given up is on the stop list from then on, until somebody takes them up again
    pub decision: SettlementState,
    pub reason: String,
    /// of giving up: when to look again
    #[serde(default)]
    pub reopen_on: Option<Timestamp>,
}

/// What is kept of a judgement besides its state and note.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct KeptSettlement {
    sheet: SettlementSheet,
    currency: String,
    settlement: Verdict<Settlement>,
}

/// A sheet as it was filled in, or a decision about it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SettlementJudgement {
    pub state: SettlementState,
    pub sheet: SettlementSheet,
    pub currency: String,
    /// the sheet added up, with what it speaks for
    pub settlement: Verdict<Settlement>,
    /// of a decision: its reason
    pub note: String,
    pub by: Option<UserRef>,
    pub at: Timestamp,
}

/// Where the settlement of a customer stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SettlementView {
    /// the last sheet or decision; absent: none was filled in
    pub standing: Option<SettlementJudgement>,
}

/// Larger amounts are slips.
const MOST_MINOR: i64 = 1_000_000_000_000_000;
const MOST_HOURS: f64 = 100_000.0;

fn check(asked: &FillSettlement) -> Result<(), AppError> {
    let code = asked.currency.as_str();
    if code.len() != 3 || !code.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return Err(AppError::invalid("/currency", "malformed", "use a code of ISO 4217"));
    }
    let sheet = &asked.sheet;
    let amounts = [
        ("margin_minor", sheet.margin_minor, -MOST_MINOR),
        ("showcase_minor", sheet.showcase_minor, 0),
        ("rival_kept_out_minor", sheet.rival_kept_out_minor, 0),
        ("supply_minor", sheet.supply_minor, 0),
        ("hour_minor", sheet.hour_minor, 0),
        ("marketing_minor", sheet.marketing_minor, 0),
    ];
    for (name, amount, least) in amounts {
        if amount.is_some_and(|amount| !(least..=MOST_MINOR).contains(&amount)) {
            return Err(AppError::invalid(&format!("/sheet/{name}"), "out_of_range", "this amount is out of range"));
        }
    }
    if sheet.seller_hours.is_some_and(|hours| !(0.0..=MOST_HOURS).contains(&hours)) {
        return Err(AppError::invalid("/sheet/seller_hours", "out_of_range", "hours are 0 to 100,000"));
    }
    Ok(())
}

impl App {
    /// Fills in the sheet; a whole one waits for the manager's decision.
    pub async fn fill_settlement(
        &self,
        actor: &Actor,
        party: Uuid,
        asked: FillSettlement,
    ) -> Result<Judgements, AppError> {
        check(&asked)?;
        let note = checked_note("/note", &asked.note, false)?;
        let tx = self.store.begin().await?;
        let row = self.party_edited(&tx, actor, party).await?;
        let settlement = settle(&asked.sheet, self.now());
        let whole = settlement.value.advice.is_some();
        let state = if whole { SettlementState::Asked } else { SettlementState::Open };
        let kept = KeptSettlement { sheet: asked.sheet, currency: asked.currency, settlement };
        self.judge(&tx, actor, (party, kind::SETTLEMENT, state.code()), &kept, note).await?;
        tx.commit().await?;
        self.judgements_of(actor, row).await
    }

    /// Decides about a whole sheet: turn the customer round, or give up. Giving up takes effect at once, in the way in which
    /// every record is given up, and is taken back in the same way.
    pub async fn decide_settlement(
        &self,
        actor: &Actor,
        party: Uuid,
        asked: DecideSettlement,
    ) -> Result<Judgements, AppError> {
        actor.require(Right::Approve)?;
        if !matches!(asked.decision, SettlementState::TurnRound | SettlementState::GiveUp) {
            return Err(AppError::invalid("/decision", "unknown", "a decision is turn_round or give_up"));
        }
        let reason = checked_note("/reason", &asked.reason, true)?;
        let tx = self.store.begin().await?;
        let mut row = self.party_edited(&tx, actor, party).await?;
        let standing = store::judged::standing(&tx, party).await?;
        let last = standing.into_iter().find(|row| row.kind == kind::SETTLEMENT);
        let last = last.filter(|row| row.state == SettlementState::Asked.code());
        let last =
            last.ok_or_else(|| AppError::conflict("nothing_to_decide", "no whole sheet waits for a decision"))?;
        let kept: KeptSettlement = serde_json::from_str(&last.value)?;
        self.judge(&tx, actor, (party, kind::SETTLEMENT, asked.decision.code()), &kept, reason.clone()).await?;
        if asked.decision == SettlementState::GiveUp {
            row = self.dispose(&tx, actor, &row, &SetDisposition::giving_up(reason, asked.reopen_on)).await?;
        }
        tx.commit().await?;
        self.judgements_of(actor, row).await
    }

    /// Whoever is taken up again was not given up: the sheet waits for a decision once more.
    pub(crate) async fn unsettle(&self, tx: &Tx, actor: &Actor, party: Uuid) -> Result<(), AppError> {
        let given_up = [SettlementState::GiveUp.code()];
        for last in store::judged::standing_of(tx, kind::SETTLEMENT, &given_up, &[party]).await? {
            let kept: KeptSettlement = serde_json::from_str(&last.value)?;
            let asked = SettlementState::Asked.code();
            self.judge(tx, actor, (party, kind::SETTLEMENT, asked), &kept, String::new()).await?;
        }
        Ok(())
    }

    pub(super) async fn settlement_of(&self, standing: &[judgement::Model]) -> Result<SettlementView, AppError> {
        let Some(row) = standing.iter().find(|row| row.kind == kind::SETTLEMENT) else {
            return Ok(SettlementView { standing: None });
        };
        let names = self.user_names().await?;
        let kept: KeptSettlement = serde_json::from_str(&row.value)?;
        let standing = SettlementJudgement {
            state: SettlementState::from_code(&row.state).unwrap_or(SettlementState::Open),
            sheet: kept.sheet,
            currency: kept.currency,
            settlement: kept.settlement,
            note: row.note.clone(),
            by: user_ref(&names, row.by),
            at: row.at.into(),
        };
        Ok(SettlementView { standing: Some(standing) })
    }
}
