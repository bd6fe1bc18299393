//! Supply (客源, PRO-8): customers leave, so a team must keep replacing them. How many prospects are in hand, how many
//! new ones a week replace what is being lost, and whether they come.

mod conversion;

use serde::{Deserialize, Serialize};

use crate::coded::coded;
use crate::time::Timestamp;
use crate::verdict::{Measured, Observed, Reason, RuleVersion, Source, Verdict};

pub use conversion::{Cohort, RateOf, ScreenedDay, Win, cohort, conversion, rate_for};

/// Name of the rule in verdicts.
pub const RULE: &str = "supply";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// How a count stands against what is needed.
    pub enum SupplyLevel in "supply_level" {
        Fine = "fine", "充足", "fine";
        Notice = "notice", "注意", "notice";
        Warning = "warning", "不足", "too few";
    }
}

coded! {
    /// Whether a fifth of the customers was renewed in three years.
    pub enum RenewalState in "renewal" {
        NotEnoughData = "not_enough_data", "数据年限不足", "not enough data yet";
        NoOpening = "no_opening", "期初没有客户", "no customers at the start";
        Met = "met", "已达到", "reached";
        Below = "below", "未达到", "below the target";
    }
}

coded! {
    /// What the supply of a team rests on.
    pub enum SupplyFactor in "supply" {
        Organisations = "organisations", "手中的组织准客户", "organisation prospects in hand";
        InHand = "in_hand", "手中的准客户", "prospects in hand";
        Floor = "floor", "每人下限", "floor per person";
        LossPerWeek = "loss_per_week", "每周流失客户", "customers lost a week";
        GrowthPerWeek = "growth_per_week", "计划每周净增", "planned growth a week";
        RenewalPerWeek = "renewal_per_week", "更新目标每周需新增", "new customers a week for the renewal target";
        Conversion = "conversion", "准客户转化率", "conversion of prospects screened";
        WeeklyNeed = "weekly_need", "每周所需新增准客户", "new prospects needed a week";
        NewlyScreened = "newly_screened", "近四周平均每周新筛选", "newly screened a week, four-week mean";
        WeekBefore = "week_before", "上周时的四周平均", "the same mean a week ago";
    }
}

/// Thresholds of the supply.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupplySettings {
    /// Days after the last two-way contact for which a prospect counts as in hand.
    pub in_hand_days: u32,
    /// Organisations in hand below which a sales unit is warned.
    pub unit_warning_below: u32,
    /// Organisations in hand from which a sales unit stands fine.
    pub unit_fine_from: u32,
    /// Prospects that each person should have in hand, by trade; none: so many weeks of the person's need.
    pub floor_per_rep: Option<u32>,
    /// Weeks of need that make the floor where it is not set.
    pub floor_weeks: f64,
    /// Share of the opening customers that must have been won anew, 0 to 1.
    pub renewal_share: f64,
    /// The months in which.
    pub renewal_months: u32,
    /// Months of data from which the share is told.
    pub renewal_min_months: u32,
    /// Weeks over which losses are counted.
    pub loss_weeks: u32,
    /// Weeks of screened prospects that the conversion is measured on.
    pub screened_weeks: u32,
    /// Share of the wins that the time given to each prospect covers, 0 to 1.
    pub horizon_percentile: f64,
    /// Shortest time given, in days.
    pub horizon_min_days: u32,
    /// Longest time given, in days.
    pub horizon_max_days: u32,
    /// Wins needed for a rate of one's own.
    pub min_wins: u64,
    /// Customers by which each person is to grow in a week.
    pub growth_per_week: f64,
    /// Weeks whose mean of newly screened prospects is compared with the need.
    pub mean_weeks: u32,
    /// Weeks running in which the mean must be short before a warning.
    pub short_weeks: u32,
}

impl Default for SupplySettings {
    fn default() -> Self {
        Self {
            in_hand_days: 90,
            unit_warning_below: 25,
            unit_fine_from: 30,
            floor_per_rep: None,
            floor_weeks: 4.0,
            renewal_share: 0.2,
            renewal_months: 36,
            renewal_min_months: 12,
            loss_weeks: 52,
            screened_weeks: 104,
            horizon_percentile: 0.8,
            horizon_min_days: 30,
            horizon_max_days: 365,
            min_wins: 20,
            growth_per_week: 0.0,
            mean_weeks: 4,
            short_weeks: 2,
        }
    }
}

/// Until when a prospect counts as in hand: open, not a customer, spoken with lately.
pub fn in_hand_until(
    open_prospect: bool,
    last_two_way: Option<Timestamp>,
    settings: &SupplySettings,
) -> Option<Timestamp> {
    last_two_way.filter(|_| open_prospect).map(|last| last.plus_days(f64::from(settings.in_hand_days)))
}

/// The organisations in hand of a sales unit (营销部) against the 25 to 30 that it needs.
pub fn unit_level(organisations: u64, settings: &SupplySettings, as_of: Timestamp) -> Verdict<SupplyLevel> {
    let level = if organisations < u64::from(settings.unit_warning_below) {
        SupplyLevel::Warning
    } else if organisations < u64::from(settings.unit_fine_from) {
        SupplyLevel::Notice
    } else {
        SupplyLevel::Fine
    };
    let reasons = vec![Reason::of(SupplyFactor::Organisations, Observed::Count(organisations), Source::Derived)];
    Verdict::new(level, reasons, RuleVersion::new(RULE, VERSION), as_of)
}

/// Prospects that one person should have in hand; none where neither the floor is set nor the need known.
pub fn floor_per_rep(need: &Measured, settings: &SupplySettings) -> Option<u64> {
    let by_need = || need.value().map(|need| (need * settings.floor_weeks).ceil() as u64);
    settings.floor_per_rep.map(u64::from).or_else(by_need)
}

/// The prospects in hand of one person against their floor.
pub fn rep_level(in_hand: u64, floor: Option<u64>, as_of: Timestamp) -> Verdict<Option<SupplyLevel>> {
    let level = floor.map(|floor| if in_hand < floor { SupplyLevel::Warning } else { SupplyLevel::Fine });
    let count = |factor: SupplyFactor, n: u64| Reason::of(factor, Observed::Count(n), Source::Derived);
    let mut reasons = vec![count(SupplyFactor::InHand, in_hand)];
    reasons.extend(floor.map(|floor| count(SupplyFactor::Floor, floor)));
    Verdict::new(level, reasons, RuleVersion::new(RULE, VERSION), as_of)
}

/// What is counted of a person, a team or the company.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupplyCounts {
    /// People who sell.
    pub reps: u64,
    /// Whole months since the first order on record, at most those of the renewal.
    pub months: u32,
    /// Customers whose first order lies in those months (N).
    pub first_orders: u64,
    /// Customers who were still buying at their beginning (C0).
    pub opening: u64,
    /// Customers lost in the weeks over which losses are counted.
    pub lost: u64,
    /// Prospects that had time enough to buy, and the won of them.
    pub cohort: Cohort,
    /// Newly screened prospects, week by week from now backwards.
    pub newly_screened: Vec<u64>,
}

/// Whether enough customers are new.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Renewal {
    /// How it stands.
    pub state: RenewalState,
    /// Months looked at.
    pub months: u32,
    /// Customers first won in them (N).
    pub first_orders: u64,
    /// Customers at their beginning (C0).
    pub opening: u64,
    /// First orders needed; less where the data are younger than three years.
    pub target: f64,
}

/// The supply of a person, a team or the company.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Supply {
    /// Backward conversions a week (L).
    pub loss_per_week: f64,
    /// Share of the prospects screened that are won (c), 0 to 1.
    pub conversion: Measured,
    /// Whose conversion that is.
    pub rate_of: RateOf,
    /// The time given to each prospect in days (h).
    pub horizon_days: u32,
    /// New prospects needed a week.
    pub weekly_need: Measured,
    /// Newly screened prospects a week: the mean now, and week by week before.
    pub newly_screened: Vec<f64>,
    /// Whether the supply falls short.
    pub short: bool,
    /// The renewal of a fifth in three years.
    pub renewal: Renewal,
}

/// Works out the supply (PRO-8). Where the own wins are too few, the company's rate is taken.
pub fn supply(
    counts: &SupplyCounts,
    company: &SupplyCounts,
    settings: &SupplySettings,
    as_of: Timestamp,
) -> Verdict<Supply> {
    let (rate, rate_of) = rate_for(&counts.cohort, &company.cohort, settings);
    let horizon_days = match rate_of {
        RateOf::Own => counts.cohort.horizon_days,
        RateOf::Company => company.cohort.horizon_days,
    };
    let loss_per_week = counts.lost as f64 / f64::from(settings.loss_weeks.max(1));
    let growth = settings.growth_per_week * counts.reps as f64;
    let for_renewal = renewal_per_week(counts.opening, settings);
    let weekly_need = weekly_need(loss_per_week + growth, for_renewal, &rate);
    let newly_screened = means(&counts.newly_screened, settings);
    let short = falls_short(&newly_screened, &weekly_need, settings);
    let number = |factor: SupplyFactor, seen: f64| Reason::of(factor, Observed::Number(seen), Source::Derived);
    let mut reasons = vec![
        number(SupplyFactor::LossPerWeek, loss_per_week),
        number(SupplyFactor::GrowthPerWeek, growth),
        number(SupplyFactor::RenewalPerWeek, for_renewal),
    ];
    reasons.extend(rate.value().map(|rate| number(SupplyFactor::Conversion, rate)));
    reasons.extend(weekly_need.value().map(|need| number(SupplyFactor::WeeklyNeed, need)));
    let compared = [SupplyFactor::NewlyScreened, SupplyFactor::WeekBefore];
    reasons.extend(compared.into_iter().zip(&newly_screened).map(|(factor, mean)| number(factor, *mean)));
    let value = Supply {
        loss_per_week,
        conversion: rate,
        rate_of,
        horizon_days,
        weekly_need,
        newly_screened,
        short,
        renewal: renewal(counts, settings),
    };
    Verdict::new(value, reasons, RuleVersion::new(RULE, VERSION), as_of)
}

/// New customers a week that the renewal asks for: a fifth of the opening over 156 weeks.
fn renewal_per_week(opening: u64, settings: &SupplySettings) -> f64 {
    let weeks = f64::from(settings.renewal_months.max(1)) * 52.0 / 12.0;
    settings.renewal_share * opening as f64 / weeks
}

/// What must come in to replace what goes; its interval is that of the rate, turned round.
fn weekly_need(replace: f64, renew: f64, rate: &Measured) -> Measured {
    let wanted = replace.max(renew);
    match *rate {
        Measured::Estimate { value, low, high, n } => {
            Measured::Estimate { value: wanted / value, low: wanted / high, high: wanted / low, n }
        }
        too_few => too_few,
    }
}

/// The mean of so many weeks, now and before each of the weeks that a shortage must last.
fn means(weeks: &[u64], settings: &SupplySettings) -> Vec<f64> {
    let length = settings.mean_weeks.max(1) as usize;
    let mean = |back: usize| {
        let sum: u64 = weeks.iter().skip(back).take(length).sum();
        sum as f64 / length as f64
    };
    (0..settings.short_weeks.max(1) as usize).map(mean).collect()
}

fn falls_short(means: &[f64], need: &Measured, settings: &SupplySettings) -> bool {
    need.value().is_some_and(|need| means.iter().take(settings.short_weeks.max(1) as usize).all(|mean| *mean < need))
}

/// The 20% rule: customers first won in the last three years against those there were at their start.
fn renewal(counts: &SupplyCounts, settings: &SupplySettings) -> Renewal {
    let months = counts.months.min(settings.renewal_months);
    let part = f64::from(months) / f64::from(settings.renewal_months.max(1));
    let target = settings.renewal_share * part * counts.opening as f64;
    let state = if months < settings.renewal_min_months {
        RenewalState::NotEnoughData
    } else if counts.opening == 0 {
        RenewalState::NoOpening
    } else if counts.first_orders as f64 >= target {
        RenewalState::Met
    } else {
        RenewalState::Below
    };
    Renewal { state, months, first_orders: counts.first_orders, opening: counts.opening, target }
}
