//! The wording of every stable code in both languages, for the command line and as the source of the page's catalogue.

use serde::Serialize;

use crate::coded::{Coded, Language, Text};

/// One code with its wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Label {
    /// Dotted code (`grade.a`).
    pub code: String,
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

/// Calls a macro with every set of words of the method.
macro_rules! for_each_set {
    ($with:ident) => {
        $with! {
            crate::alerts::AlertKind,
            crate::events::EventKind,
            crate::answer::Answer,
            crate::verdict::Source,
            crate::duplicates::Likeness,
            crate::duplicates::OnDuplicate,
            crate::duplicates::RowState,
            crate::merging::MergeSide,
            crate::merging::MergeReason,
            crate::imports::KeptBecause,
            crate::imports::DealRowFault,
            crate::contact_policy::Channel,
            crate::contact_policy::Deed,
            crate::contact_policy::Holding,
            crate::contact_policy::PolicyRule,
            crate::contact_policy::Remedy,
            crate::contact_policy::ConsentSource,
            crate::contact_policy::RevealReason,
            crate::prospecting::markets::Market,
            crate::prospecting::markets::RelationGroup,
            crate::prospecting::steps::Step,
            crate::prospecting::steps::StepFactor,
            crate::prospecting::screening::Criterion,
            crate::prospecting::screening::ScreeningQuestion,
            crate::prospecting::screening::Grade,
            crate::prospecting::warm_order::Nearness,
            crate::prospecting::inference::InferredFrom,
            crate::prospecting::man::Authority,
            crate::prospecting::man::ManCell,
            crate::prospecting::man::ManAdvice,
            crate::prospecting::man::ManLetter,
            crate::prospecting::golden::GoldenQuestion,
            crate::prospecting::golden::GoldenStatus,
            crate::prospecting::card::PartyKind,
            crate::prospecting::card::CardFact,
            crate::prospecting::cadence::CadenceState,
            crate::prospecting::cadence::CadenceFactor,
            crate::prospecting::after_purchase::TalkState,
            crate::prospecting::gains::ContactGain,
            crate::prospecting::disposition::VisitDecision,
            crate::prospecting::disposition::DecisionFactor,
            crate::prospecting::disposition::GivenUpTo,
            crate::prospecting::buying::BuyingFactor,
            crate::prospecting::colour::Colour,
            crate::prospecting::colour::ColourFactor,
            crate::prospecting::losses::LossSide,
            crate::prospecting::losses::LossReason,
            crate::prospecting::losses::LossKind,
            crate::prospecting::supply::SupplyLevel,
            crate::prospecting::supply::RenewalState,
            crate::prospecting::supply::SupplyFactor,
            crate::prospecting::supply::RateOf,
            crate::prospecting::distribution::Distribution,
            crate::prospecting::distribution::Ungiven,
            crate::prospecting::pool::PoolFactor,
            crate::prospecting::pool::PoolMove,
            crate::reveals::RevealFactor,
            crate::privacy::RequestKind,
            crate::privacy::IdentityCheck,
            crate::privacy::DataCategory,
            crate::privacy::RetentionReason,
            crate::privacy::ErasureFactor,
            crate::appointments::intent::IntentLevel,
            crate::appointments::intent::EvidenceType,
            crate::appointments::intent::EvidenceKind,
            crate::appointments::intent::IntentFactor,
            crate::appointments::outcomes::LeadsTo,
            crate::appointments::outcomes::OutcomeNeeds,
            crate::appointments::outcomes::TaskKind,
            crate::appointments::retry::DayPart,
            crate::classes::abc::AbcClass,
            crate::classes::abc::AbcFactor,
            crate::classes::contribution::ContributionMeasure,
            crate::classes::purchases::OrderKind,
            crate::classes::purchases::RivalSource,
            crate::classes::conversions::WinCause,
            crate::classes::conversions::LineStatus,
            crate::classes::conversions::Conversion,
            crate::classes::conversions::ConversionAlarm,
            crate::classes::stability::OrderRhythm,
            crate::classes::stability::StabilityFactor,
            crate::classes::plays::Move,
            crate::classes::existing::ExistingClass,
            crate::classes::existing::ExistingPlay,
            crate::classes::existing::TimeAdvice,
            crate::classes::existing::UnsteadyCause,
            crate::classes::existing::ExistingFactor,
            crate::classes::settlement::SettlementLine,
            crate::classes::settlement::SettlementAdvice,
            crate::classes::settlement::SettlementState,
            crate::classes::anchors::Anchor,
            crate::classes::expected::Indicator,
            crate::classes::expected::ExpectedFactor,
            crate::classes::potential::ProspectClass,
            crate::classes::potential::ProspectPlay,
            crate::classes::potential::LowIntentCause,
            crate::classes::potential::PlanRow,
            crate::classes::potential::ProspectFactor,
            crate::classes::future::StandingQuestion,
            crate::classes::future::FutureCondition,
            crate::classes::future::FutureStep,
            crate::classes::faces::Face,
            crate::classes::faces::FaceFactor,
            crate::classes::faces::FaceReview,
            crate::classes::faces::FaceState,
            crate::classes::latent::LatentSource,
            crate::classes::latent::LatentStage,
            crate::classes::latent::LatentCriterion,
            crate::classes::rhythm::GapBase,
            crate::classes::rhythm::RhythmFactor,
            crate::classes::cohorts::CohortPeriod,
            crate::classes::changes::ClassKind,
            crate::classes::changes::RhythmState,
            crate::classes::costs::Saying,
            crate::deals::stages::BuyingStage,
            crate::deals::stages::DealEnd,
            crate::deals::stages::EndReason,
            crate::deals::stages::IncompleteEnd,
            crate::deals::stages::NextStepState,
            crate::deals::stages::StageFactor,
            crate::deals::value::ValueFactor,
            crate::deals::value::ValueAxis,
            crate::deals::value::ValueClass,
            crate::deals::value::ValuePolicy,
            crate::deals::value::anchors::ValueAnchor,
            crate::deals::value::short_term::SizeBase,
            crate::deals::people::ContactLevel,
            crate::deals::portfolio::PortfolioOf,
            crate::deals::portfolio::PortfolioRule,
            crate::deals::portfolio::ReadingTone,
            crate::deals::portfolio::PortfolioReadingText,
            crate::deals::opening::grid::Territory,
            crate::deals::opening::grid::Standing,
            crate::deals::opening::grid::Opening,
            crate::deals::opening::grid::OpeningKind,
            crate::deals::opening::territory::TerritoryQuestion,
            crate::deals::opening::territory::SoldMost,
            crate::deals::opening::territory::WhoseSide,
            crate::deals::opening::standing::EvidenceQuestion,
            crate::deals::opening::standing::KnewFirst,
            crate::deals::opening::standing::Shaped,
            crate::deals::opening::standing::Favours,
            crate::deals::opening::standing::Power,
            crate::deals::opening::standing::Leaning,
            crate::deals::opening::deal::OpeningFactor,
            crate::deals::opening::causes::OpeningCause,
            crate::deals::opening::causes::CauseProbe,
            crate::deals::opening::playbook::PlaybookKind,
            crate::deals::opening::plays::Play,
            crate::deals::opening::plays::TenderTouch,
            crate::deals::opening::chase::ChaseState,
            crate::deals::opening::team::TeamRule,
            crate::deals::opening::team::TeamReadingText,
            crate::deals::questions::QuestionArea,
            crate::deals::questions::StrategicQuestion,
            crate::deals::questions::QuestionColour,
            crate::deals::questions::QuestionLead,
            crate::deals::queue::PeopleProposed,
            crate::deals::queue::ManagerTimeProposed,
            crate::deals::queue::TermsProposed,
            crate::deals::queue::DealDecision,
            crate::deals::queue::QueueFactor,
            crate::deals::win_rates::WinRateLevel,
            crate::deals::watch::DealAlert,
            crate::today::Action,
            crate::today::TodayFactor,
            crate::settings::SettingProblem,
        }
    };
}

/// Every code of the method with its wording, set by set.
pub fn all_labels() -> Vec<Label> {
    macro_rules! collect {
        ($($set:ty),+ $(,)?) => {{
            let mut labels = Vec::new();
            $( labels.extend(labels_of::<$set>()); )+
            labels
        }};
    }
    for_each_set!(collect)
}

fn labels_of<W: Coded>() -> impl Iterator<Item = Label> {
    W::ALL.iter().map(|word| {
        let Text { zh, en } = word.text();
        Label { code: word.dotted().to_owned(), zh, en }
    })
}

/// The wording of a dotted code in one language; none for a code that the method does not know.
pub fn wording(code: &str, language: Language) -> Option<&'static str> {
    macro_rules! find {
        ($($set:ty),+ $(,)?) => {{
            let group = code.split('.').next().unwrap_or_default();
            $(
                if <$set>::GROUP == group {
                    return <$set>::from_code(code).map(|word| word.text().in_language(language));
                }
            )+
            None
        }};
    }
    for_each_set!(find)
}
