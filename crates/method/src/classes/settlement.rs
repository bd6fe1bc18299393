//! The settlement sheet (CLA-2): all that an EIV customer brings against all that it takes.

use serde::{Deserialize, Serialize};

use crate::coded::{Coded, coded};
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "settlement";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// The lines of the sheet.
    pub enum SettlementLine in "settlement" {
        Margin = "margin", "本年毛利", "margin of the year";
        Showcase = "showcase", "样板价值", "value as a showcase";
        RivalKeptOut = "rival_kept_out", "挡住对手的价值", "value of keeping a rival out";
        Supply = "supply", "供应成本", "cost of supply";
        SellerTime = "seller_time", "业务员工时成本", "cost of the seller's hours";
        Marketing = "marketing", "市场推广成本", "cost of marketing";
    }
}

coded! {
    /// What the sheet speaks for.
    pub enum SettlementAdvice in "settlement_advice" {
        TurnRoundAndLift = "turn_round_and_lift", "扭转并提升", "turn round and lift";
        ProposeGivingUp = "propose_giving_up", "建议放弃，由主管决定", "propose to give up; the manager decides";
    }
}

coded! {
    /// How far the settlement has come; the manager decides.
    pub enum SettlementState in "settlement_state" {
        Open = "open", "还有项目待填", "lines are missing";
        Asked = "asked", "待主管决定", "waiting for the manager";
        TurnRound = "turn_round", "决定扭转并提升", "decided: turn round and lift";
        GiveUp = "give_up", "决定放弃", "decided: give up";
    }
}

/// The sheet as people fill it in, in minor units of one currency. What is missing is unknown, not zero.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct SettlementSheet {
    /// Margin of the year; may be negative.
    pub margin_minor: Option<i64>,
    /// What they are worth as a showcase.
    pub showcase_minor: Option<i64>,
    /// What keeping a rival out is worth.
    pub rival_kept_out_minor: Option<i64>,
    /// What supplying them costs.
    pub supply_minor: Option<i64>,
    /// Hours the seller gives them.
    pub seller_hours: Option<f64>,
    /// What an hour of a seller costs.
    pub hour_minor: Option<i64>,
    /// What marketing for them costs.
    pub marketing_minor: Option<i64>,
}

impl SettlementSheet {
    /// The amount of a line, costs positive; none where it is unknown.
    fn amount(&self, line: SettlementLine) -> Option<i64> {
        match line {
            SettlementLine::Margin => self.margin_minor,
            SettlementLine::Showcase => self.showcase_minor,
            SettlementLine::RivalKeptOut => self.rival_kept_out_minor,
            SettlementLine::Supply => self.supply_minor,
            SettlementLine::SellerTime => {
                self.seller_hours.zip(self.hour_minor).map(|(hours, cost)| (hours * cost as f64).round() as i64)
            }
            SettlementLine::Marketing => self.marketing_minor,
        }
    }
}

impl SettlementLine {
    const fn is_gain(self) -> bool {
        matches!(self, Self::Margin | Self::Showcase | Self::RivalKeptOut)
    }
}

/// The sheet added up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settlement {
    /// Known gains.
    pub gain_minor: i64,
    /// Known costs.
    pub cost_minor: i64,
    /// Gains less costs.
    pub balance_minor: i64,
    /// What it speaks for; none as long as a line is missing.
    pub advice: Option<SettlementAdvice>,
    /// Lines still to be filled in.
    pub missing: Vec<SettlementLine>,
}

/// Settles an EIV customer (CLA-2). A balance of zero is on the side of keeping.
pub fn settle(sheet: &SettlementSheet, as_of: Timestamp) -> Verdict<Settlement> {
    let mut found = Settlement { gain_minor: 0, cost_minor: 0, balance_minor: 0, advice: None, missing: Vec::new() };
    let mut reasons = Vec::new();
    for line in SettlementLine::ALL.iter().copied() {
        let Some(amount) = sheet.amount(line) else {
            found.missing.push(line);
            continue;
        };
        let side = if line.is_gain() { &mut found.gain_minor } else { &mut found.cost_minor };
        *side = side.saturating_add(amount);
        let signed = if line.is_gain() { amount as f64 } else { -(amount as f64) };
        reasons.push(Reason::of(line, Observed::Number(signed / 100.0), Source::Stated));
    }
    found.balance_minor = found.gain_minor.saturating_sub(found.cost_minor);
    if found.missing.is_empty() {
        found.advice = Some(match found.balance_minor {
            ..0 => SettlementAdvice::ProposeGivingUp,
            _ => SettlementAdvice::TurnRoundAndLift,
        });
    }
    Verdict::new(found, reasons, RuleVersion::new(RULE, VERSION), as_of)
}
