//! All thresholds of the method in one value: kept as versioned data, handed to the rules, never looked up by them.

mod limits;

use serde::{Deserialize, Serialize};

use crate::appointments::intent::IntentSettings;
use crate::appointments::outcomes::OutcomeSettings;
use crate::classes::ClassSettings;
use crate::contact_policy::ContactSettings;
use crate::deals::DealSettings;
use crate::duplicates::DuplicateSettings;
use crate::privacy::PrivacySettings;
use crate::prospecting::after_purchase::AfterPurchaseSettings;
use crate::prospecting::buying::BuyingSettings;
use crate::prospecting::cadence::CadenceSettings;
use crate::prospecting::card::CardSettings;
use crate::prospecting::colour::ColourSettings;
use crate::prospecting::disposition::DecisionSettings;
use crate::prospecting::inference::InferenceSettings;
use crate::prospecting::pool::PoolSettings;
use crate::prospecting::results::ResultSettings;
use crate::prospecting::screening::ScreeningSettings;
use crate::prospecting::steps::StepSettings;
use crate::prospecting::supply::SupplySettings;
use crate::reveals::RevealSettings;
use crate::today::TodayWeights;

pub use limits::{SettingError, SettingProblem};

/// Every threshold of the method. A part that is absent when read takes its defaults.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MethodSettings {
    /// Screening and grades (PRO-2).
    pub screening: ScreeningSettings,
    /// Answers drawn from the record (PRO-2).
    pub inference: InferenceSettings,
    /// The five steps (PRO-1).
    pub steps: StepSettings,
    /// Results of methods (PRO-1).
    pub results: ResultSettings,
    /// The prospect card (PRO-6).
    pub card: CardSettings,
    /// The cadence (PRO-9).
    pub cadence: CadenceSettings,
    /// Talks after a purchase (PRO-9).
    pub after_purchase: AfterPurchaseSettings,
    /// The visit decision (PRO-8).
    pub decision: DecisionSettings,
    /// Still buying (CLA-6).
    pub buying: BuyingSettings,
    /// Colours (PRO-8).
    pub colour: ColourSettings,
    /// Supply (PRO-8).
    pub supply: SupplySettings,
    /// The public pool (PRO-10).
    pub pool: PoolSettings,
    /// Doubles (PRO-11).
    pub duplicates: DuplicateSettings,
    /// Outcomes and retries (APP-4).
    pub outcomes: OutcomeSettings,
    /// Intent (APP-9).
    pub intent: IntentSettings,
    /// The contact policy.
    pub contact: ContactSettings,
    /// When many numbers seen raise an alert.
    pub reveals: RevealSettings,
    /// Requests of persons about their data.
    pub privacy: PrivacySettings,
    /// Today's ranking.
    pub today: TodayWeights,
    /// Classes of customers (CLA).
    pub classes: ClassSettings,
    /// Deals (OPP).
    pub deals: DealSettings,
}

impl MethodSettings {
    /// Checks every threshold against its limits and against the others, and names all that are wrong.
    pub fn validate(&self) -> Result<(), Vec<SettingError>> {
        let errors = limits::check(self);
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}
