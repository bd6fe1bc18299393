//! The opening of a deal (OPP-3): territory from what the customer bought, standing from evidence against each rival.

use std::collections::{BTreeMap, HashSet};

use method::{
    Answer, Coded, Timestamp, Verdict,
    classes::purchases::RivalSource,
    deals::opening::{
        causes::OpeningCauses,
        deal::{DealOpening, OpeningFacts, OpeningQuestion, RivalFacts, opening},
        grid::Opening,
        standing::StandingEvidence,
        territory::{LineSales, RivalSales, TerritoryAnswers, sales_since},
    },
};
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    entities::{deal, deal_rival, rival_share},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Assessed, AssessedDeal, AssessmentKind, code_of};
use crate::{
    Actor, App, AppError, FieldError,
    deals::{LONGEST_TEXT, checked_text, people::key_people},
    error::check_version_if_named,
    orders::day_number,
};

/// Rivals that a sheet has evidence about at most.
pub(in crate::deals) const RIVALS_MOST: usize = 50;

/// The evidence and the answers; what is absent is unknown.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AssessOpening {
    /// where the amounts of what the customer bought are not known; the rival is one of the deal's
    pub territory: TerritoryAnswers<Uuid>,
    /// evidence against each rival of the deal; the people are taken from the deal
    pub evidence: BTreeMap<Uuid, StandingEvidence>,
    /// whether the customer asked anybody besides us and the rivals named
    pub others_asked: Answer,
    /// why the deal stands where it does
    pub causes: OpeningCauses,
    /// in cell C: until when to look for a break
    pub look_until: Option<Timestamp>,
    /// what single answers rest on
    pub notes: Vec<AnswerNote>,
    pub note: String,
    /// the version that was read; a newer one in between refuses the assessment
    pub version: Option<i32>,
}

/// What an answer rests on: who said so, what was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerNote {
    pub question: OpeningQuestion<Uuid>,
    pub text: String,
}

/// What an opening rests on, as it was known then.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::deals) struct OpeningSheet {
    pub facts: OpeningFacts<Uuid>,
    pub causes: OpeningCauses,
    pub look_until: Option<Timestamp>,
    /// the names of those who are no rivals of the deal, yet sold to the customer
    pub absent: BTreeMap<Uuid, String>,
    #[serde(default)]
    pub notes: Vec<AnswerNote>,
}

/// The part of a share that lies within the period, by days.
fn within(share: &rival_share::Model, since: i32, until: i32) -> i64 {
    let days = i64::from(share.to_day) - i64::from(share.from_day) + 1;
    let (from, to) = (share.from_day.max(since), share.to_day.min(until));
    let inside = (i64::from(to) - i64::from(from) + 1).max(0);
    if days <= 0 {
        return 0;
    }
    let part = i128::from(share.amount_minor) * i128::from(inside) / i128::from(days);
    i64::try_from(part).unwrap_or(i64::MAX)
}

/// What rivals sold, each under the id of the deal's rival of that name; others get the id of their first share, and a name.
fn rival_sales(
    shares: &[rival_share::Model],
    rivals: &[deal_rival::Model],
    (since, until): (i32, i32),
) -> (Vec<RivalSales<Uuid>>, BTreeMap<Uuid, String>) {
    let mut sales = Vec::new();
    let mut absent: BTreeMap<Uuid, String> = BTreeMap::new();
    let key = |name: &str| name.trim().to_lowercase();
    for share in shares {
        let minor = within(share, since, until);
        if share.to_day < since || share.from_day > until {
            continue;
        }
        let known = rivals.iter().find(|rival| key(&rival.name) == key(&share.rival)).map(|rival| rival.id);
        let other = || absent.iter().find(|(_, name)| key(name) == key(&share.rival)).map(|(id, _)| *id);
        let rival = known.or_else(other).unwrap_or(share.id);
        if known.is_none() {
            absent.entry(rival).or_insert_with(|| share.rival.clone());
        }
        let estimated = RivalSource::from_code(&share.source) != Some(RivalSource::Known);
        sales.push(RivalSales { rival, minor, estimated });
    }
    (sales, absent)
}

impl App {
    /// Assesses the opening of an open deal.
    pub async fn assess_opening(
        &self,
        actor: &Actor,
        id: Uuid,
        asked: AssessOpening,
    ) -> Result<AssessedDeal, AppError> {
        let settings = self.settings().await?;
        let note = checked_text("/note", &asked.note, LONGEST_TEXT)?;
        let notes = checked_notes(&asked.notes)?;
        let tx = self.store.begin().await?;
        let mut row = self.deal_open(&tx, actor, id).await?;
        check_version_if_named(asked.version, row.version)?;
        let rivals = store::deals::rivals_of(&tx, &[id]).await?;
        check_rivals(&asked, &rivals)?;
        let people = store::deals::people_of(&tx, &[id]).await?;
        let (sales, absent) = self.sales_in_line(&tx, &row, &rivals).await?;
        let named = rivals.iter().map(|rival| RivalFacts {
            rival: rival.id,
            takes_part: rival.takes_part,
            evidence: asked.evidence.get(&rival.id).copied().unwrap_or_default(),
        });
        let gone =
            absent.keys().map(|id| RivalFacts { rival: *id, takes_part: false, evidence: StandingEvidence::default() });
        let facts = OpeningFacts {
            sales,
            answers: asked.territory,
            rivals: named.chain(gone).collect(),
            people: key_people(&people),
            others_asked: asked.others_asked,
        };
        let verdict: Verdict<DealOpening<Uuid>> = opening(&facts, &settings.method.deals.opening, self.now());
        let found = &verdict.value;
        row.cell = code_of(found.cell).map(str::to_owned);
        row.cell_firm = found.firm;
        for rival in rivals {
            let against = found.rivals.iter().find(|one| one.rival == rival.id);
            let standing = against.and_then(|one| one.standing.as_ref()?.standing);
            let cell: Option<Opening> = against.and_then(|one| one.cell);
            let code = |code: Option<&'static str>| code.map(str::to_owned);
            self.keep_standing(&tx, rival, code(code_of(standing)), code(code_of(cell))).await?;
        }
        let sheet = OpeningSheet { facts, causes: asked.causes, look_until: asked.look_until, absent, notes };
        let assessed = Assessed {
            kind: AssessmentKind::Opening,
            sheet: &sheet,
            verdict: &verdict,
            found: code_of(found.cell),
            ground: (code_of(found.territory.territory), code_of(found.standing)),
            firm: found.firm,
            note,
        };
        let row = self.keep_assessment(&tx, actor, row, assessed).await?;
        tx.commit().await?;
        Ok(AssessedDeal { value: None, opening: Some(verdict), questions: None, version: row.version })
    }

    /// What the customer bought in the deal's line over the period of the rule, from us and from rivals. None where nobody knows
    /// what rivals sold: our orders alone say nothing about a share. A deal about no line in particular counts them all.
    async fn sales_in_line(
        &self,
        tx: &Tx,
        row: &deal::Model,
        rivals: &[deal_rival::Model],
    ) -> Result<(Option<LineSales<Uuid>>, BTreeMap<Uuid, String>), AppError> {
        let settings = self.settings().await?;
        let today = self.now().local_date(&settings.method.contact.zone);
        let since = day_number(sales_since(today, &settings.method.deals.opening.territory));
        let until = day_number(today);
        let all_lines = row.line_id == store::products::GENERAL_LINE;
        let of_line = |line: Uuid| all_lines || line == row.line_id;
        let mut shares = store::orders::rival_shares_of(tx, row.party_id).await?;
        shares.retain(|share| of_line(share.line_id) && share.currency == row.currency);
        let (sales, absent) = rival_sales(&shares, rivals, (since, until));
        if sales.is_empty() {
            return Ok((None, absent));
        }
        let bought = store::orders::bought_by(tx, &[row.party_id]).await?;
        let counts = |one: &&store::orders::Bought| {
            of_line(one.line_id) && one.currency == row.currency && (since..=until).contains(&one.day)
        };
        let ours_minor = bought.iter().filter(counts).map(|one| one.amount_minor).sum();
        Ok((Some(LineSales { ours_minor, rivals: sales }), absent))
    }
}

/// Notes that say something, at most one for each question.
fn checked_notes(notes: &[AnswerNote]) -> Result<Vec<AnswerNote>, AppError> {
    let mut kept: Vec<AnswerNote> = Vec::new();
    for (index, note) in notes.iter().enumerate() {
        let text = checked_text(&format!("/notes/{index}/text"), &note.text, LONGEST_TEXT)?;
        if kept.iter().any(|one| one.question == note.question) {
            return Err(AppError::invalid(&format!("/notes/{index}"), "taken", "this question has a note already"));
        }
        if !text.is_empty() {
            kept.push(AnswerNote { question: note.question, text });
        }
    }
    Ok(kept)
}

/// Evidence and answers name rivals of the deal only.
fn check_rivals(asked: &AssessOpening, rivals: &[deal_rival::Model]) -> Result<(), AppError> {
    let known: HashSet<Uuid> = rivals.iter().map(|rival| rival.id).collect();
    let mut errors = Vec::new();
    if asked.evidence.len() > RIVALS_MOST {
        errors.push(FieldError::new("/evidence", "too_long", "a sheet has evidence about 50 rivals at most"));
    }
    for id in asked.evidence.keys().filter(|id| !known.contains(id)) {
        errors.push(FieldError::new(&format!("/evidence/{id}"), "unknown", "the deal has no such rival"));
    }
    if asked.territory.rival.is_some_and(|rival| !known.contains(&rival)) {
        errors.push(FieldError::new("/territory/rival", "unknown", "the deal has no such rival"));
    }
    if errors.is_empty() { Ok(()) } else { Err(AppError::Invalid(errors)) }
}

/// The questions of an opening that nobody has answered, the territory counting as one.
pub(super) fn unanswered(found: &DealOpening<Uuid>) -> u64 {
    let ground = u64::from(!found.territory.is_firm());
    let open = |one: &method::deals::opening::standing::StandingReading| {
        one.points.iter().filter(|point| point.points.is_none()).count() as u64
    };
    let standings = found.rivals.iter().filter_map(|one| one.standing.as_ref());
    ground + standings.map(open).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(rival: &str, amount_minor: i64, (from_day, to_day): (i32, i32)) -> rival_share::Model {
        rival_share::Model {
            id: Uuid::from_u128(amount_minor.unsigned_abs().into()),
            party_id: Uuid::nil(),
            line_id: Uuid::nil(),
            rival: rival.to_owned(),
            amount_minor,
            currency: "CNY".to_owned(),
            from_day,
            to_day,
            source: "estimated".to_owned(),
            note: String::new(),
            by: None,
            at: 0,
            retracted_at: None,
        }
    }

    #[test]
    fn a_share_counts_by_the_days_that_lie_in_the_period() {
        assert_eq!(within(&share("A", 1_000, (0, 99)), 0, 99), 1_000);
        assert_eq!(within(&share("A", 1_000, (0, 99)), 50, 200), 500);
        assert_eq!(within(&share("A", 1_000, (0, 99)), 100, 200), 0);
    }

    #[test]
    fn past_suppliers_who_are_no_rivals_of_the_deal_are_kept_by_name() {
        let shares = [share("华光", 300, (0, 9)), share(" 华光 ", 200, (0, 9)), share("过期", 100, (-90, -80))];
        let (sales, absent) = rival_sales(&shares, &[], (0, 100));
        assert_eq!(sales.len(), 2);
        assert!(sales.iter().all(|one| one.rival == sales[0].rival && one.estimated));
        assert_eq!(absent.into_values().collect::<Vec<_>>(), ["华光"]);
    }
}
