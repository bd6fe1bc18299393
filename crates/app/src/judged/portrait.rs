//! What people judged about a party, as the rules read it: expected contribution, class of a prospect, latent key customer.

use method::{
    Answer, Coded, MethodSettings, Source, Timestamp, Verdict,
    answer_sheet::Given,
    appointments::intent::Intent,
    classes::{
        expected::{Adjustment, Expected, ExpectedSheet, Indicator, Rating, expected},
        latent::{LatentCriterion, LatentFacts, LatentSource, LatentStage, LatentStanding, latent_stage},
        potential::{ProspectClass, ProspectClassing, prospect_class},
    },
    prospecting::{
        card::PartyKind,
        screening::{Criterion, Screening},
    },
};
use store::entities::{evidence, party};

use crate::parties::{
    portrait::{Known, answers_of, topic},
    status,
};

/// What the readings look at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub known: Known<'a>,
    pub sheet: &'a Screening,
    pub intent: &'a Verdict<Intent>,
    /// how much of the card is filled, in per cent
    pub completeness: f64,
}

/// The readings of what people judged.
#[derive(Clone, Debug)]
pub(crate) struct JudgedPortrait {
    /// none where nothing is rated
    pub expected: Option<Verdict<Expected>>,
    /// none for customers, and where nothing is rated
    pub class: Option<Verdict<ProspectClassing>>,
    /// none for whoever is not on the list of latent key customers
    pub latent: Option<Verdict<LatentStanding>>,
    /// 0 to 100
    intent_score: f64,
}

impl JudgedPortrait {
    pub(crate) fn of(asked: &Asked<'_>, settings: &MethodSettings, now: Timestamp) -> Self {
        let Known { row, evidence, .. } = asked.known;
        let sheet = expected_sheet(row, evidence);
        let rated = !sheet.ratings.is_empty();
        let expected = rated.then(|| expected(&sheet, &settings.classes.expected, now));
        let prospect = row.status == status::PROSPECT;
        let class = expected.as_ref().filter(|_| prospect).map(|expected| prospect_class(expected, asked.intent));
        let latent = latent_source(evidence).map(|_| {
            let high = expected.as_ref().and_then(|expected| expected.value.high);
            let facts = latent_facts(asked, high, settings);
            let stage = latent_stage(&facts, None, now).value.stage;
            let since = row.latent_since.filter(|_| row.latent_stage.as_deref() == Some(stage.code()));
            latent_stage(&facts, Some(since.map_or(now, Timestamp::from)), now)
        });
        Self { expected, class, latent, intent_score: asked.intent.value.score }
    }

    /// The class; none while too little is rated.
    pub(crate) fn class(&self) -> Option<ProspectClass> {
        self.class.as_ref().and_then(|class| class.value.class)
    }

    /// Copies the current values onto the row, where lists read them.
    pub(crate) fn project(&self, row: &mut party::Model, now: Timestamp) {
        let class = self.class();
        row.prospect_class = class.map(|class| class.code().to_owned());
        let expected = self.expected.as_ref().filter(|_| class.is_some());
        row.expected_score = expected.map(|expected| expected.value.score.value);
        // whole points: what fades by a hair every day would be written anew every day
        row.intent_score = expected.map(|_| self.intent_score.round());
        let stage = self.latent.as_ref().map(|latent| latent.value.stage.code());
        if row.latent_stage.as_deref() != stage {
            row.latent_since = stage.map(|_| now.as_millis());
            row.latent_stage = stage.map(str::to_owned);
        }
    }
}

/// The ratings that hold: the last of each indicator.
pub(crate) fn expected_sheet(row: &party::Model, evidence: &[evidence::Model]) -> ExpectedSheet {
    let kind = PartyKind::from_code(&row.kind).unwrap_or(PartyKind::Person);
    let mut sheet = ExpectedSheet { kind, ratings: std::collections::BTreeMap::new(), adjustment: None };
    for row in evidence {
        if let Some(indicator) = row.topic.strip_prefix(topic::EXPECTED).and_then(Indicator::from_code) {
            match row.value.parse() {
                Ok(score) => {
                    let source = Source::from_code(&row.source).unwrap_or(Source::Stated);
                    sheet.ratings.insert(indicator, Rating { score, source });
                }
                // taken back: nobody knows
                Err(_) => drop(sheet.ratings.remove(&indicator)),
            }
        } else if row.topic == topic::EXPECTED_ADJUSTMENT {
            let by = row.value.parse::<f64>().ok().filter(|by| *by != 0.0);
            sheet.adjustment = by.map(|by| Adjustment { by, reason: row.note.clone() });
        }
    }
    // what was rated of a person says nothing of an organisation
    sheet.ratings.retain(|indicator, _| Indicator::of(kind).contains(indicator));
    sheet
}

/// Where a latent key customer was found; none for whoever is not on that list.
pub(crate) fn latent_source(evidence: &[evidence::Model]) -> Option<LatentSource> {
    let last = evidence.iter().rev().find(|row| row.topic == topic::LATENT_SOURCE)?;
    LatentSource::from_code(&last.value)
}

/// What people said of the criteria, and what the record says where they said nothing (PRO-13).
pub(crate) fn latent_facts(asked: &Asked<'_>, high: Option<bool>, settings: &MethodSettings) -> LatentFacts {
    let Asked { known: Known { row, evidence, .. }, sheet, completeness, .. } = *asked;
    let mut facts: LatentFacts = answers_of(evidence, topic::LATENT);
    let yes = |holds: bool| if holds { Answer::Yes } else { Answer::Unknown };
    let introduced = row.introducer_id.is_some() || row.introducer_name.is_some();
    let derived = [
        (LatentCriterion::SourceNamed, Answer::Yes),
        (LatentCriterion::BasicFacts, yes(completeness >= settings.steps.recorded_from)),
        (LatentCriterion::WayIn, yes(introduced || row.last_two_way_at > 0)),
        (LatentCriterion::HighExpected, high.map_or(Answer::Unknown, Answer::from)),
        (LatentCriterion::HasNeed, sheet.answer(Criterion::HasNeed)),
        (LatentCriterion::FirstOrder, yes(row.won_at.is_some())),
        (LatentCriterion::KeyConfirmed, yes(row.face.is_some())),
    ];
    for (criterion, answer) in derived {
        if !facts.answer(criterion).is_known() && answer.is_known() {
            facts.set(criterion, Given::new(answer, Source::Derived));
        }
    }
    facts
}

/// The stage as a row says it.
pub(crate) fn stage_of(row: &party::Model) -> Option<LatentStage> {
    row.latent_stage.as_deref().and_then(LatentStage::from_code)
}
