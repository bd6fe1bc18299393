//! What the customer of a deal is worth (OPP-2).

use method::{
    Verdict,
    deals::value::{
        DealValue,
        long_term::{LongTerm, LongTermSettings},
        short_term::{EarlierDeal, ShortTerm, SizeBase, SizeReference, TargetFacts},
        value,
    },
};
use serde::{Deserialize, Serialize};
use store::{Tx, entities::deal};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Assessed, AssessedDeal, AssessmentKind, code_of};
use crate::{
    Actor, App, AppError, FieldError, Right,
    deals::{LONGEST_TEXT, checked_text, forecast::Quarter, kind, view::amount_of},
    error::check_version_if_named,
};

/// Days of the months that the history of sizes reaches back.
const DAYS_OF_MONTH: f64 = 365.25 / 12.0;

/// The long-term effect as a person rates it; the short-term return is computed.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AssessValue {
    /// later business, brand, morale; what is absent is unknown
    pub ratings: LongTerm,
    /// why this is a critical moment for the seller; a manager says so
    pub critical_moment: Option<String>,
    pub note: String,
    /// the version that was read; a newer one in between refuses the assessment
    pub version: Option<i32>,
}

/// What a value rests on, as it was known then.
#[derive(Debug, Serialize, Deserialize)]
struct ValueSheet {
    ratings: LongTerm,
    critical_moment: Option<String>,
    /// with what the size was compared, and how many deals that were
    compared_with: Option<SizeBase>,
    compared: u64,
    target: TargetFacts,
}

/// Refuses ratings that may not be kept, each by name.
fn checked(ratings: &LongTerm, settings: &LongTermSettings) -> Result<(), AppError> {
    let mut errors = Vec::new();
    for (factor, rating) in &ratings.0 {
        let pointer = format!("/ratings/{}", code_of(Some(*factor)).unwrap_or_default());
        if !LongTerm::FACTORS.contains(factor) {
            errors.push(FieldError::new(&pointer, "unknown", "the short-term return is computed, not rated"));
        } else if let Err(incomplete) = rating.check(settings) {
            errors.push(FieldError::new(&pointer, "incomplete", incomplete.to_string()));
        }
        if rating.evidence.chars().count() > LONGEST_TEXT {
            errors.push(FieldError::new(&pointer, "too_long", "use at most 2000 characters"));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(AppError::Invalid(errors)) }
}

impl App {
    /// Values the customer of an open deal. The short-term return comes from the amount, the team's history and the target;
    /// the long-term effect from the ratings.
    pub async fn assess_value(&self, actor: &Actor, id: Uuid, asked: AssessValue) -> Result<AssessedDeal, AppError> {
        let settings = self.settings().await?;
        let rules = &settings.method.deals.value;
        checked(&asked.ratings, &rules.long_term)?;
        let critical = asked.critical_moment.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
        if critical.is_some() {
            actor.require(Right::Approve)?;
        }
        let critical = critical.map(|reason| checked_text("/critical_moment", reason, LONGEST_TEXT)).transpose()?;
        let note = checked_text("/note", &asked.note, LONGEST_TEXT)?;
        let tx = self.store.begin().await?;
        let mut row = self.deal_open(&tx, actor, id).await?;
        check_version_if_named(asked.version, row.version)?;
        let reference = self.size_reference(&tx, &row).await?;
        let short = ShortTerm {
            amount: amount_of(&row),
            target: self.target_facts(&tx, &row).await?,
            critical_moment: critical.is_some(),
            reference,
        };
        let verdict: Verdict<DealValue> = value(&short, &asked.ratings, rules, self.now());
        let found = &verdict.value;
        row.value_class = code_of(found.class).map(str::to_owned);
        row.value_firm = found.firm;
        row.short_score = found.short_term.score;
        row.long_score = found.long_term.score;
        let sheet = ValueSheet {
            ratings: asked.ratings,
            critical_moment: critical,
            compared_with: short.reference.base(),
            compared: match &short.reference {
                SizeReference::Deals { amounts_minor, .. } => amounts_minor.len() as u64,
                SizeReference::Ordinary { .. } | SizeReference::Nothing => 0,
            },
            target: short.target,
        };
        let assessed = Assessed {
            kind: AssessmentKind::Value,
            sheet: &sheet,
            verdict: &verdict,
            found: code_of(found.class),
            ground: (None, None),
            firm: found.firm,
            note,
        };
        let row = self.keep_assessment(&tx, actor, row, assessed).await?;
        tx.commit().await?;
        Ok(AssessedDeal { value: Some(verdict), opening: None, questions: None, version: row.version })
    }

    /// What the size of an order is compared with: first amounts of earlier deals, or the ordinary order of the line.
    async fn size_reference(&self, tx: &Tx, row: &deal::Model) -> Result<SizeReference, AppError> {
        let settings = self.settings().await?;
        let rules = &settings.method.deals.value.short_term;
        let since = self.now().plus_days(-f64::from(rules.months) * DAYS_OF_MONTH).as_millis();
        let first = store::deals::first_amounts(tx, &row.currency, since, kind::AMOUNT).await?;
        let others = first.into_iter().filter(|other| other.deal != row.id);
        let earlier: Vec<EarlierDeal<Option<Uuid>, Uuid>> = others
            .map(|other| EarlierDeal {
                team: other.team,
                line: other.line,
                opened_at: other.opened_at.into(),
                first_amount_minor: other.minor,
            })
            .collect();
        let line = store::products::line(tx, row.line_id).await?;
        let line = line.filter(|line| line.currency.as_ref().is_none_or(|currency| *currency == row.currency));
        let ordinary = line.and_then(|line| line.ordinary_order_minor);
        Ok(SizeReference::choose(&row.team_id, &row.line_id, &earlier, ordinary, rules, self.now()))
    }

    /// What the target of this quarter still lacks: the owner's, or the team's where the owner has none.
    async fn target_facts(&self, tx: &Tx, row: &deal::Model) -> Result<TargetFacts, AppError> {
        let settings = self.settings().await?;
        let zone = &settings.method.contact.zone;
        let quarter = Quarter::of(self.now().local_date(zone));
        let said = store::deals::last_forecasts(tx, &quarter.code(), &row.currency).await?;
        let owners = said.iter().find(|one| one.user_id.is_some() && one.user_id == row.owner_id);
        let teams =
            said.iter().find(|one| one.user_id.is_none() && one.team_id.is_some() && one.team_id == row.team_id);
        let of_owner = owners.and_then(|one| one.target_minor);
        let Some(target) = of_owner.or_else(|| teams.and_then(|one| one.target_minor)) else {
            return Ok(TargetFacts::NotKept);
        };
        let won = self.won_in(tx, &quarter, &row.currency).await?;
        let counts = |deal: &&deal::Model| match of_owner {
            Some(_) => deal.owner_id == row.owner_id,
            None => deal.team_id == row.team_id,
        };
        let won: i64 = won.iter().filter(counts).map(|deal| deal.likely_minor).sum();
        let expected = (row.expected_day != store::deals::NO_DAY).then_some(row.expected_day);
        Ok(TargetFacts::Kept {
            gap_minor: target.saturating_sub(won),
            in_period: expected.map(|day| quarter.holds(day)),
        })
    }
}

/// How many factors of a value nobody has answered.
pub(super) fn unanswered(found: &DealValue) -> u64 {
    let factors = [&found.short_term, &found.long_term].into_iter().flat_map(|axis| &axis.factors);
    factors.filter(|factor| factor.score.is_none()).count() as u64
}
