//! A party as the rules see it: all verdicts from what is known, and their projection onto the row.
//!
//! Import, hand entry, every logged contact and the advice on the record page go through here, so that they agree.

use method::{
    Answer, Coded, MethodSettings, Source, Timestamp, Verdict,
    answer_sheet::{AnswerSheet, Given},
    appointments::intent::{EvidenceKind, HandSetLevel, Intent, IntentEvidence, IntentLevel, intent},
    classes::potential::ProspectClass,
    prospecting::{
        buying::Buying,
        cadence::{ContactHistory, NextContact, next_contact},
        card::{self, CardReading, PartyKind},
        colour::Colour,
        disposition::VisitDecision,
        golden::{self, GoldenCheck, GoldenReading, GoldenStatus},
        inference::{self, RecordFacts, authority_of},
        man::{self, Authority, Man, ManReading},
        markets::Market,
        pool::{Held, Stay, stay},
        screening::{self, Criterion, Grade, Graded, Screening},
        steps::{Step, StepFacts, step_of},
        warm_order::{Nearness, WarmFactors, warm_order},
    },
};
use store::{
    entities::{assessment, evidence, party},
    parties::{NEVER, NOT_GRADED},
};
use uuid::Uuid;

use super::{
    facts::{self, Around, Facts},
    standing::{buying_of, colour_of},
};
use crate::judged::portrait::{Asked, JudgedPortrait};

/// Topics under which evidence is kept.
pub(crate) mod topic {
    pub(crate) const SCREENING: &str = "screening.";
    pub(crate) const GOLDEN: &str = "golden.";
    pub(crate) const AUTHORITY: &str = "authority";
    pub(crate) const INTENT: &str = "intent";
    pub(crate) const INTENT_LEVEL: &str = "intent_level";
    pub(crate) const EXPECTED: &str = "expected.";
    pub(crate) const EXPECTED_ADJUSTMENT: &str = "expected_adjustment";
    pub(crate) const LOW_INTENT_CAUSE: &str = "low_intent_cause.";
    pub(crate) const OUR_COST_IS_LOWER: &str = "our_cost_is_lower";
    pub(crate) const UNSTEADY_CAUSE: &str = "unsteady_cause.";
    /// a rating of influence, 0 to 10 (CLA-5)
    pub(crate) const INFLUENCE: &str = store::judged::INFLUENCE;
    pub(crate) const LATENT: &str = "latent.";
    /// where a latent key customer was found, or `none` for whoever left that list
    pub(crate) const LATENT_SOURCE: &str = "latent_source";
}

/// What is known of a party at a moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known<'a> {
    pub row: &'a party::Model,
    pub facts: &'a Facts,
    pub around: Around<'a>,
    /// oldest first, none retracted
    pub evidence: &'a [evidence::Model],
    /// oldest first
    pub orders: &'a [Timestamp],
    /// when the last contract of a line that is sold by contract ends
    pub contract_end: Option<Timestamp>,
    /// the long interval between two orders of all customers, in days (CLA-6)
    pub line_interval: f64,
}

/// Every verdict about a party.
#[derive(Clone, Debug)]
pub(crate) struct Portrait {
    pub screening: Verdict<Graded>,
    pub sheet: Screening,
    pub authority: Authority,
    /// the role, or what the answer to who decides says
    pub man_authority: Authority,
    pub man: Verdict<ManReading>,
    pub golden: Verdict<GoldenReading>,
    pub golden_sheet: GoldenCheck,
    pub intent: Verdict<Intent>,
    pub card: Verdict<CardReading>,
    pub cadence: Verdict<NextContact>,
    pub step: Verdict<Step>,
    pub warm: f64,
    pub buying: Verdict<Buying>,
    pub colour: Verdict<Colour>,
    /// when money or need last became a yes (PRO-10)
    pub letter_rose_at: Option<Timestamp>,
    /// what people judged (CLA-3, PRO-13)
    pub judged: JudgedPortrait,
}

/// Asks every rule.
pub(crate) fn portray(known: Known<'_>, settings: &MethodSettings, now: Timestamp) -> Portrait {
    let Known { row, facts, around, evidence, .. } = known;
    let authority = authority(evidence, facts);
    let sheet = screening_sheet(known, authority, settings);
    let screening = screening::grade(&sheet, &settings.screening, now);
    let golden_sheet: GoldenCheck = answers_of(evidence, topic::GOLDEN);
    let golden = golden::check(&golden_sheet, now);
    let man_authority = man_authority(authority, &sheet);
    let man = man::read(
        Man {
            money: sheet.answer(Criterion::AbleToPay),
            authority: man_authority,
            need: sheet.answer(Criterion::HasNeed),
        },
        now,
    );
    let intent = read_intent(evidence, settings, now);
    let kind = PartyKind::from_code(&row.kind).unwrap_or(PartyKind::Person);
    let filled = facts::known(row, facts, around, authority != Authority::Unknown);
    let card = card::read(kind, &filled, &settings.card, now);
    let cadence = cadence_of(row, screening.value.grade, intent.value.level, settings, now);
    let facts_for_step = StepFacts {
        reachable: around.contacts.iter().any(|c| c.valid) || !around.addresses.is_empty(),
        graded: screening.value.grade.is_some(),
        completeness: card.value.completeness,
        contacted: row.last_two_way_at > 0,
    };
    let step = step_of(&facts_for_step, &settings.steps, now);
    let warm = warm_order(&warm_factors(&sheet, facts), &settings.screening.warm).value;
    let letter_rose_at = letter_rose_at(evidence);
    let buying = buying_of(known, settings, now);
    let asked = Asked { known, sheet: &sheet, intent: &intent, completeness: card.value.completeness };
    let judged = JudgedPortrait::of(&asked, settings, now);
    let likely = judged.class() == Some(ProspectClass::Pi);
    let colour = colour_of(known, &buying.value, (intent.value.level, likely), settings, now);
    Portrait {
        screening,
        sheet,
        authority,
        man_authority,
        man,
        golden,
        golden_sheet,
        intent,
        card,
        cadence,
        step,
        warm,
        buying,
        colour,
        letter_rose_at,
        judged,
    }
}

/// The visit decision that was taken: giving up and stopping are one to the cadence.
fn decision_of(row: &party::Model) -> Option<VisitDecision> {
    if row.disposition == "open" {
        row.decision.as_deref().and_then(VisitDecision::from_code)
    } else {
        Some(VisitDecision::GiveUp)
    }
}

/// The cadence from the row alone: what a list and the worklist need.
pub(crate) fn cadence_of(
    row: &party::Model,
    grade: Option<Grade>,
    level: IntentLevel,
    settings: &MethodSettings,
    now: Timestamp,
) -> Verdict<NextContact> {
    let history = ContactHistory {
        known_since: row.assigned_at.unwrap_or(row.created_at).into(),
        last_two_way: (row.last_two_way_at > 0).then(|| row.last_two_way_at.into()),
        two_way_contacts: row.two_way_count.unsigned_abs(),
        named_date: row.named_at.map(Timestamp::from),
        decision: decision_of(row),
    };
    let contact = &settings.contact;
    next_contact(grade, level, &history, &contact.zone, &contact.calendar, &settings.cadence, now)
}

/// How long the row stays with its holder (PRO-10); nobody's stays with nobody.
pub(crate) fn stay_of(
    row: &party::Model,
    letter_rose_at: Option<Timestamp>,
    settings: &MethodSettings,
    now: Timestamp,
) -> Verdict<Stay> {
    let held = Held {
        kind: PartyKind::from_code(&row.kind).unwrap_or(PartyKind::Person),
        customer: row.status != super::status::PROSPECT || row.owner_id.is_none(),
        since: row.assigned_at.unwrap_or(row.created_at).into(),
        last_two_way: (row.last_two_way_at > 0).then(|| row.last_two_way_at.into()),
        last_progress: row.progress_at.map(Timestamp::from).max(letter_rose_at),
        appointment: row.appointment_at.map(Timestamp::from),
    };
    stay(&held, &settings.pool, now)
}

/// What progress is measured by (PRO-10): a rise of any of these.
struct Standing {
    grade: Option<Grade>,
    intent: Option<IntentLevel>,
    authority: Option<String>,
}

impl Standing {
    fn of(row: &party::Model) -> Self {
        Self {
            grade: Grade::from_code(&row.grade),
            intent: IntentLevel::from_code(&row.intent),
            authority: row.authority.clone(),
        }
    }

    fn rose_from(&self, before: &Self) -> bool {
        fn place<W: Coded + PartialEq>(word: Option<W>) -> Option<usize> {
            word.and_then(|word| W::ALL.iter().position(|other| *other == word))
        }
        // the best grade and the strongest intent stand first in their lists
        let graded = match (place(self.grade), place(before.grade)) {
            (Some(now), Some(then)) => now < then,
            (now, then) => now.is_some() && then.is_none(),
        };
        graded || place(self.intent) < place(before.intent) || (before.authority.is_none() && self.authority.is_some())
    }
}

impl Portrait {
    /// Copies the current values onto a row that stood somewhere before: a rise is progress (PRO-10).
    pub(crate) fn renew(&self, row: &mut party::Model, settings: &MethodSettings) {
        let before = Standing::of(row);
        self.project(row, settings);
        if Standing::of(row).rose_from(&before) {
            row.progress_at = row.progress_at.max(Some(self.screening.as_of.as_millis()));
            self.project_stay(row, settings);
        }
    }

    fn project_stay(&self, row: &mut party::Model, settings: &MethodSettings) {
        let stay = stay_of(row, self.letter_rose_at, settings, self.screening.as_of).value;
        row.returns_at = stay.returns_at.map(Timestamp::as_millis);
    }

    /// Copies the current values onto the row, where lists read them.
    pub(crate) fn project(&self, row: &mut party::Model, settings: &MethodSettings) {
        let graded = &self.screening.value;
        row.grade = graded.grade.map_or(NOT_GRADED, Coded::code).to_owned();
        row.score = if graded.grade.is_some() { graded.score.value } else { -1.0 };
        row.warm_order = self.warm;
        row.authority = (self.authority != Authority::Unknown).then(|| self.authority.code().to_owned());
        row.intent = self.intent.value.level.code().to_owned();
        row.golden = self.golden.value.status == GoldenStatus::Golden;
        row.completeness = self.card.value.completeness.round() as i32;
        row.step = self.step.value.code().to_owned();
        let next = &self.cadence.value;
        let moment = |at: Option<Timestamp>| at.map_or(NEVER, Timestamp::as_millis);
        row.due_at = moment(next.at);
        row.overdue_at = moment(next.overdue_from);
        row.dormant_at = moment(next.dormant_from);
        self.project_stay(row, settings);
        self.project_standing(row, settings);
        self.judged.project(row, self.screening.as_of);
        if self.intent.value.suppress && row.do_not_contact_since.is_none() {
            row.do_not_contact_since = Some(self.intent.as_of.as_millis());
        }
    }

    /// The verdicts that differ from what the row says, as rows to append. A party that is new gets its screening
    /// and, where they say something, the others.
    pub(crate) fn assessments(
        &self,
        before: Option<&party::Model>,
        party: Uuid,
        by: Option<Uuid>,
        mut new_id: impl FnMut() -> Uuid,
    ) -> Vec<assessment::Model> {
        let graded = &self.screening.value;
        let grade = graded.grade.map_or(NOT_GRADED, Coded::code);
        let score = if graded.grade.is_some() { graded.score.value } else { -1.0 };
        let golden = self.golden.value.status == GoldenStatus::Golden;
        let level = self.intent.value.level.code();
        let screening_changed = before.is_none_or(|row| row.grade != grade || (row.score - score).abs() > 1e-9);
        let golden_changed = before.map_or(golden, |row| row.golden != golden);
        let intent_changed = before.map_or(level != IntentLevel::None.code(), |row| row.intent != level);
        let mut rows = Vec::new();
        if screening_changed {
            rows.push(kept(new_id(), party, by, "screening", &self.screening));
        }
        if golden_changed {
            rows.push(kept(new_id(), party, by, "golden", &self.golden));
        }
        if intent_changed {
            rows.push(kept(new_id(), party, by, "intent", &self.intent));
        }
        if let Some(class) = &self.judged.class
            && before.and_then(|row| row.prospect_class.as_deref()) != self.judged.class().map(Coded::code)
        {
            rows.push(kept(new_id(), party, by, "prospect_class", class));
        }
        if let Some(latent) = &self.judged.latent
            && before.and_then(|row| row.latent_stage.as_deref()) != Some(latent.value.stage.code())
        {
            rows.push(kept(new_id(), party, by, "latent", latent));
        }
        rows
    }
}

fn kept<T: serde::Serialize>(
    id: Uuid,
    party_id: Uuid,
    by: Option<Uuid>,
    kind: &str,
    verdict: &Verdict<T>,
) -> assessment::Model {
    let json = |value: serde_json::Result<String>| value.unwrap_or_else(|_| "null".to_owned());
    // an unknown answer says nothing that the range of the score does not say
    let telling: Vec<_> =
        verdict.reasons.iter().filter(|reason| reason.observed != method::Observed::Answer(Answer::Unknown)).collect();
    assessment::Model {
        id,
        party_id,
        kind: kind.to_owned(),
        rule: verdict.rule.rule.to_string(),
        rule_version: verdict.rule.version as i32,
        as_of: verdict.as_of.as_millis(),
        by,
        value: json(serde_json::to_string(&verdict.value)),
        reasons: json(serde_json::to_string(&telling)),
    }
}

/// An answer that is yes, no or unknown.
pub(crate) fn answer_of(row: &evidence::Model) -> Given {
    let answer = match row.value.as_str() {
        "yes" => Answer::Yes,
        "no" => Answer::No,
        _ => Answer::Unknown,
    };
    let note = (!row.note.is_empty()).then(|| row.note.clone());
    Given { answer, source: Source::from_code(&row.source).unwrap_or(Source::Stated), note }
}

/// The answers of a sheet that hold: the last of each question.
pub(crate) fn answers_of<Q: Ord + Copy + Coded>(evidence: &[evidence::Model], prefix: &str) -> AnswerSheet<Q> {
    let answer = |row: &evidence::Model| Some((Q::from_code(row.topic.strip_prefix(prefix)?)?, answer_of(row)));
    evidence.iter().filter_map(answer).collect()
}

fn screening_sheet(known: Known<'_>, authority: Authority, settings: &MethodSettings) -> Screening {
    let mut sheet: Screening = answers_of(known.evidence, topic::SCREENING);
    // one fact, asked in two places: who decides is both a criterion and the letter A
    if !sheet.answer(Criterion::Decides).is_known() && authority.letter().is_known() {
        sheet.set(Criterion::Decides, Given::new(authority.letter(), Source::Derived));
    }
    inference::complete(&sheet, &record_facts(known), &settings.inference)
}

/// When the answer to who can pay or who has need last became a yes; authority is told by the row itself.
fn letter_rose_at(evidence: &[evidence::Model]) -> Option<Timestamp> {
    let letters = [Criterion::AbleToPay, Criterion::HasNeed].map(Coded::dotted);
    let rose = letters.iter().filter_map(|letter| {
        let mut known = "";
        let mut rose = None;
        for row in evidence.iter().filter(|row| row.topic == *letter) {
            if row.value == "yes" && known != "yes" {
                rose = Some(Timestamp::from(row.at));
            }
            known = &row.value;
        }
        rose
    });
    rose.max()
}

/// The last stated authority, or what the position says.
fn authority(evidence: &[evidence::Model], facts: &Facts) -> Authority {
    let stated = evidence.iter().rev().find(|row| row.topic == topic::AUTHORITY);
    match stated.and_then(|row| Authority::from_code(&row.value)) {
        Some(Authority::Unknown) | None => {
            facts.get("position").map_or(Authority::Unknown, |position| authority_of(position))
        }
        Some(stated) => stated,
    }
}

/// The letter A of MAN: the role where it is known, else the screening answer.
fn man_authority(authority: Authority, sheet: &Screening) -> Authority {
    match (authority, sheet.answer(Criterion::Decides)) {
        (Authority::Unknown, Answer::Yes) => Authority::Decides,
        (Authority::Unknown, Answer::No) => Authority::None,
        (known, _) => known,
    }
}

fn record_facts(known: Known<'_>) -> RecordFacts {
    let Known { row, facts, around, .. } = known;
    let text = |key: &str| facts.get(key).cloned();
    let yearly = |key: &str| facts.get(key).and_then(|cell| yearly_minor(cell));
    let organisation = row.kind == PartyKind::Organisation.code();
    RecordFacts {
        market: row.market.as_deref().and_then(Market::from_code),
        has_phone: around.contacts.iter().any(|c| c.kind == "phone" && c.valid),
        has_introducer: row.introducer_id.is_some() || row.introducer_name.is_some(),
        position: text("position"),
        need: text("need"),
        income_minor: yearly("income").filter(|_| !organisation),
        turnover_minor: yearly("size").or_else(|| yearly("income")).filter(|_| organisation),
        holdings: text("holdings"),
    }
}

/// The lower end of an amount as money per year, in minor units.
fn yearly_minor(cell: &str) -> Option<i64> {
    let band = text::normalise::parse_money(cell).ok()?;
    let amount = band.low.or(band.high)?;
    let monthly = matches!(band.period, Some(text::normalise::Period::Month));
    Some(if monthly { amount.saturating_mul(12) } else { amount })
}

fn read_intent(evidence: &[evidence::Model], settings: &MethodSettings, now: Timestamp) -> Verdict<Intent> {
    let pieces: Vec<IntentEvidence> = evidence
        .iter()
        .filter(|row| row.topic == topic::INTENT)
        .filter_map(|row| {
            Some(IntentEvidence {
                kind: EvidenceKind::from_code(&row.value)?,
                at: row.at.into(),
                source: Source::from_code(&row.source).unwrap_or(Source::Stated),
            })
        })
        .collect();
    let by_hand = evidence.iter().rev().find(|row| row.topic == topic::INTENT_LEVEL).and_then(|row| {
        let level = IntentLevel::from_code(&row.value)?;
        Some(HandSetLevel { level, at: row.at.into(), evidence: row.note.clone() })
    });
    intent(&pieces, by_hand.as_ref(), now, &settings.intent)
}

/// Three for a yes, none for a no; what nobody said stays unknown.
fn warm_factors(sheet: &Screening, facts: &Facts) -> WarmFactors {
    let rating = |criterion| match sheet.answer(criterion) {
        Answer::Yes => Some(3),
        Answer::No => Some(0),
        Answer::Unknown => None,
    };
    WarmFactors {
        ease: rating(Criterion::EasyToApproach),
        nearness: facts.get("nearness").and_then(|code| Nearness::from_code(code)),
        awareness: rating(Criterion::Aware),
        steadiness: rating(Criterion::AbleToPay),
    }
}
