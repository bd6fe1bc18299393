//! What a run says of all customers of a person, a team or the company at once (CLA-1, CLA-2, CLA-5, CLA-7).

use std::{collections::BTreeMap, sync::Arc};

use analytics::classes::{ClassRow, Classification};
use jiff::civil::Date;
use method::{
    Coded, MethodSettings,
    classes::{
        abc::{AbcClass, AbcPlace, CustomerTotal, groups},
        back_test::{BackTest, back_test},
        cohorts::{Cohort, CohortPeriod, cohorts, repeat_rate},
        concentration::{Lorenz, ProfitAtTheTop, dependences, lorenz, profit_at_the_top},
        contribution::{Contribution, ContributionMeasure},
        existing::{ExistingClass, ExistingPlay, TimeAdvice},
        faces::Face,
        periods::{AsOf, plus_days},
        stability::StabilityReading,
    },
    verdict::Measured,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::classing::LifetimeModels;

/// Dots of the quadrants: enough to see where the customers lie, few enough for any screen.
const POINTS: usize = 400;
/// Cohorts that are shown.
const COHORTS: usize = 24;
/// Customers on whom a region depends that are shown.
const DEPENDENCES: usize = 50;
/// Days held out to test the alert on silences.
const HELD_OUT_DAYS: i32 = 90;

/// Customers of one class of ABC.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AbcShare {
    pub class: AbcClass,
    pub heads: u64,
    /// of all customers, 0 to 1
    pub head_share: f64,
    pub sales_minor: i64,
    /// of the sum of positive totals, 0 to 1
    pub sales_share: f64,
    /// the share of heads by the rule of thumb
    pub usual_head_share: f64,
}

/// Customers of one class by contribution and stability, with what to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExistingShare {
    pub class: ExistingClass,
    pub heads: u64,
    pub contribution_minor: i64,
    /// of all contributions, 0 to 1
    pub contribution_share: f64,
    /// absent for customers with too little history
    pub play: Option<ExistingPlay>,
    pub time: Option<TimeAdvice>,
}

/// A customer as a dot: stability to the right, contribution upwards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct QuadrantPoint {
    pub party: Uuid,
    pub class: ExistingClass,
    pub stability: f64,
    pub contribution_minor: i64,
}

/// Customers whose figures speak for a face; nobody has confirmed it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FaceShare {
    pub face: Face,
    pub heads: u64,
    pub sales_minor: i64,
    /// of those whose margin is known
    pub margin_minor: i64,
}

/// A customer who makes a large part of a region's sales (CLA-1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RegionDependence {
    pub party: Uuid,
    pub region: String,
    /// of the region's sales, 0 to 1
    pub share: f64,
}

/// Customers who moved from one class to another since the run before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub struct ClassFlow {
    pub was: ExistingClass,
    pub becomes: ExistingClass,
    pub customers: u64,
}

/// The figures of a run for a person, a team or the company.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ClassFigures {
    pub customers: u64,
    /// net sales of the period
    pub sales_minor: i64,
    /// the same measure for all customers of the run
    pub measure: ContributionMeasure,
    pub abc: Vec<AbcShare>,
    /// absent where nobody bought anything
    pub lorenz: Option<Lorenz>,
    /// the profit of the top of the heads; absent where no margin is known
    pub top_profit: Option<ProfitAtTheTop>,
    pub existing: Vec<ExistingShare>,
    /// the border between low and high stability
    pub stable_from: f64,
    /// the customers with the largest contributions, and some of the others
    pub points: Vec<QuadrantPoint>,
    pub faces: Vec<FaceShare>,
    /// the largest shares first
    pub dependences: Vec<RegionDependence>,
    /// by month of the first purchase, the newest last
    pub cohorts: Vec<Cohort>,
    /// customers who bought a second time
    pub repeat: Measured,
    /// customers who bought once: whether they come back is not known
    pub once: u64,
    /// customers who are unusually silent
    pub silent: u64,
    /// since the run before; empty for the first
    pub flow: Vec<ClassFlow>,
    /// the alert on silences, tested on held-out history of all customers; with the company's figures only
    pub back_test: Option<BackTest>,
    /// with the company's figures only
    pub lifetime: Option<LifetimeModels>,
}

/// What is known of a customer besides the orders.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct About {
    pub owner: Option<Uuid>,
    /// the class in the run before
    pub before: Option<ExistingClass>,
}

/// A customer as the figures see it.
#[derive(Clone, Debug)]
pub(crate) struct Seen<'a> {
    party: Uuid,
    abc: AbcPlace,
    contribution: Contribution,
    existing: ExistingClass,
    /// none for a new customer
    stability: Option<f64>,
    face: Option<Face>,
    margin_minor: Option<i64>,
    silent: bool,
    region: Option<Arc<str>>,
    days: &'a [Date],
    before: Option<ExistingClass>,
}

/// All customers of a run, in the order of their ids.
pub(crate) fn seen<'a>(classes: &'a Classification, abouts: &'a [About]) -> Vec<Seen<'a>> {
    let one = |(place, (row, about)): (usize, (ClassRow, &About))| Seen {
        party: row.customer,
        abc: row.abc,
        contribution: row.contribution,
        existing: row.existing,
        stability: match row.stability {
            StabilityReading::Known(found) => Some(found.value),
            StabilityReading::New { .. } => None,
        },
        face: row.face.face,
        margin_minor: row.margin_minor,
        silent: row.rhythm.alert,
        region: row.region,
        days: classes.purchase_days(place),
        before: about.before,
    };
    classes.rows().zip(abouts).enumerate().map(one).collect()
}

/// Works out the figures of some customers.
pub(crate) fn figures(own: &[&Seen<'_>], settings: &MethodSettings, as_of: AsOf) -> ClassFigures {
    let classes = &settings.classes;
    let totals: Vec<i64> = own.iter().map(|one| one.abc.net_minor).collect();
    let margins: Vec<i64> = own.iter().filter_map(|one| one.margin_minor).collect();
    let days: Vec<&[Date]> = own.iter().map(|one| one.days).collect();
    let mut cohorts = cohorts(&days, CohortPeriod::Month, &settings.results, as_of.day);
    cohorts.drain(..cohorts.len().saturating_sub(COHORTS));
    ClassFigures {
        customers: own.len() as u64,
        sales_minor: sum(totals.iter().copied()),
        measure: own.first().map_or(ContributionMeasure::Sales, |one| one.contribution.measure),
        abc: abc_shares(&own.iter().map(|one| one.abc).collect::<Vec<AbcPlace>>(), settings),
        lorenz: lorenz(&totals),
        top_profit: profit_at_the_top(&margins, &classes.abc),
        existing: existing_shares(own),
        stable_from: classes.stability.high_from,
        points: points(own),
        faces: face_shares(own),
        dependences: of_regions(own, settings),
        cohorts,
        repeat: repeat_rate(&days, &settings.results),
        once: own.iter().filter(|one| one.days.len() == 1).count() as u64,
        silent: own.iter().filter(|one| one.silent).count() as u64,
        flow: flow(own),
        back_test: None,
        lifetime: None,
    }
}

/// Tests the alert on the last days of all customers.
pub(crate) fn test_alert(all: &[Seen<'_>], settings: &MethodSettings, as_of: AsOf) -> BackTest {
    let days: Vec<&[Date]> = all.iter().map(|one| one.days).collect();
    let to = plus_days(as_of.day, 1);
    let from = to.checked_sub(jiff::Span::new().days(HELD_OUT_DAYS)).unwrap_or(to);
    back_test(&days, from, to, &settings.classes.rhythm, &settings.results)
}

fn sum(amounts: impl Iterator<Item = i64>) -> i64 {
    amounts.fold(0, i64::saturating_add)
}

fn abc_shares(places: &[AbcPlace], settings: &MethodSettings) -> Vec<AbcShare> {
    let share = |group: method::classes::abc::AbcGroup| AbcShare {
        class: group.class,
        heads: group.heads,
        head_share: group.head_share,
        sales_minor: sum(places.iter().filter(|place| place.class == group.class).map(|place| place.net_minor)),
        sales_share: group.sales_share,
        usual_head_share: group.usual_head_share,
    };
    groups(places, &settings.classes.abc).into_iter().map(share).collect()
}

fn existing_shares(own: &[&Seen<'_>]) -> Vec<ExistingShare> {
    let counted = |one: &&Seen<'_>| one.contribution.amount_minor.max(0);
    let total = sum(own.iter().map(counted));
    let share = |class: &ExistingClass| {
        let of_class: Vec<&Seen<'_>> = own.iter().copied().filter(|one| one.existing == *class).collect();
        let positive = sum(of_class.iter().map(counted));
        ExistingShare {
            class: *class,
            heads: of_class.len() as u64,
            contribution_minor: sum(of_class.iter().map(|one| one.contribution.amount_minor)),
            contribution_share: if total > 0 { positive as f64 / total as f64 } else { 0.0 },
            play: class.play(),
            time: class.time(),
        }
    };
    ExistingClass::ALL.iter().map(share).collect()
}

/// The largest quarter of the dots are the largest customers, the others are spread evenly over the rest.
fn points(own: &[&Seen<'_>]) -> Vec<QuadrantPoint> {
    let point = |one: &&Seen<'_>| {
        Some(QuadrantPoint {
            party: one.party,
            class: one.existing,
            stability: one.stability?,
            contribution_minor: one.contribution.amount_minor,
        })
    };
    let mut all: Vec<QuadrantPoint> = own.iter().filter_map(point).collect();
    all.sort_unstable_by_key(|point| (std::cmp::Reverse(point.contribution_minor), point.party));
    if all.len() <= POINTS {
        return all;
    }
    let rest = all.split_off(POINTS / 4);
    let wanted = POINTS - all.len();
    all.extend((0..wanted).map(|at| rest[at * rest.len() / wanted].clone()));
    all
}

fn face_shares(own: &[&Seen<'_>]) -> Vec<FaceShare> {
    let share = |face: &Face| {
        let of_face = || own.iter().filter(|one| one.face == Some(*face));
        FaceShare {
            face: *face,
            heads: of_face().count() as u64,
            sales_minor: sum(of_face().map(|one| one.abc.net_minor)),
            margin_minor: sum(of_face().filter_map(|one| one.margin_minor)),
        }
    };
    Face::ALL.iter().map(share).collect()
}

fn of_regions(own: &[&Seen<'_>], settings: &MethodSettings) -> Vec<RegionDependence> {
    let mut regions: BTreeMap<&str, Vec<CustomerTotal<Uuid>>> = BTreeMap::new();
    for one in own {
        if let Some(region) = &one.region {
            let total = CustomerTotal { id: one.party, net_minor: one.abc.net_minor };
            regions.entry(region).or_default().push(total);
        }
    }
    let mut found = Vec::new();
    for (region, customers) in regions {
        for danger in dependences(&customers, &settings.classes.abc) {
            let party = customers[danger.place].id;
            found.push(RegionDependence { party, region: region.to_owned(), share: danger.share });
        }
    }
    found.sort_by(|a, b| b.share.total_cmp(&a.share).then_with(|| a.region.cmp(&b.region)));
    found.truncate(DEPENDENCES);
    found
}

fn flow(own: &[&Seen<'_>]) -> Vec<ClassFlow> {
    let mut counts: BTreeMap<(ExistingClass, ExistingClass), u64> = BTreeMap::new();
    for one in own {
        if let Some(was) = one.before {
            *counts.entry((was, one.existing)).or_default() += 1;
        }
    }
    counts.into_iter().map(|((was, becomes), customers)| ClassFlow { was, becomes, customers }).collect()
}
