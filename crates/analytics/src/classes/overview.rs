//! The team as a whole (CLA-1, CLA-2, CLA-7): how many in each class, how unequal, on whom regions depend, who comes back.

use method::classes::abc::{AbcGroup, CustomerTotal, groups};
use method::classes::back_test::BackTest;
use method::classes::cohorts::{Cohort, CohortCounts};
use method::classes::concentration::{Lorenz, ProfitAtTheTop, dependences, lorenz, profit_at_the_top};
use method::classes::contribution::ContributionMeasure;
use method::classes::existing::ExistingClass;
use method::classes::faces::Face;
use method::coded::Coded;
use method::prospecting::results::share;
use method::verdict::Measured;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Classification;

/// How many customers are in a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted<T> {
    /// The class.
    pub class: T,
    /// Customers.
    pub heads: u64,
    /// What they contributed, in minor units.
    pub contribution_minor: i64,
}

/// A customer on whom a region depends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RegionDependence {
    /// The region.
    pub region: String,
    /// The customer.
    pub customer: Uuid,
    /// Its share of the region's sales, 0 to 1.
    pub share: f64,
}

/// What a run says about all customers together.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Overview {
    /// Customers with a row up to the day.
    pub customers: u64,
    /// ABC in heads and sales.
    pub abc: Vec<AbcGroup>,
    /// The Lorenz curve; none without sales.
    pub lorenz: Option<Lorenz>,
    /// Profit of the top heads; none without known profit.
    pub profit: Option<ProfitAtTheTop>,
    /// Regions that depend on one customer, by region.
    pub dependences: Vec<RegionDependence>,
    /// What contribution was measured in; none without customers.
    pub measure: Option<ContributionMeasure>,
    /// EI to EIV.
    pub existing: Vec<Counted<ExistingClass>>,
    /// Faces that the figures propose.
    pub faces: Vec<Counted<Face>>,
    /// Customers whose silence is unusual.
    pub alerts: u64,
    /// Of those who bought, who bought again; none without customers.
    pub repeat_rate: Option<Measured>,
    /// Retention by cohort.
    pub cohorts: Vec<Cohort>,
    /// What the alert would have been worth; none where no days were held out.
    pub back_test: Option<BackTest>,
}

impl Overview {
    pub(super) fn of(
        classes: &Classification,
        totals: &[CustomerTotal<Uuid>],
        margins_minor: &[i64],
        cohorts: &CohortCounts,
        back_test: Option<BackTest>,
    ) -> Self {
        let settings = &classes.asked.figures.settings;
        let results = &classes.asked.results;
        let nets: Vec<i64> = totals.iter().map(|total| total.net_minor).collect();
        let all = || 0..classes.len();
        let bought = || classes.kept.iter().filter_map(|one| one.bought);
        let again = bought().filter(|(_, _, days)| *days > 1).count() as u64;
        Self {
            customers: classes.len() as u64,
            abc: groups(&classes.places, &settings.abc),
            lorenz: lorenz(&nets),
            profit: profit_at_the_top(margins_minor, &settings.abc),
            dependences: regions(classes, totals),
            measure: classes.contributions.first().map(|first| first.measure),
            existing: counted(classes, |place| Some(classes.existing(place))),
            faces: counted(classes, |place| classes.faces[place].face),
            alerts: all().filter(|place| classes.rhythm(*place).alert).count() as u64,
            repeat_rate: (!classes.is_empty()).then(|| share(again, bought().count() as u64, results.min_cases)),
            cohorts: cohorts.cohorts(results),
            back_test,
        }
    }
}

fn counted<T: Coded + PartialEq>(classes: &Classification, class: impl Fn(usize) -> Option<T>) -> Vec<Counted<T>> {
    let mut all: Vec<Counted<T>> =
        T::ALL.iter().map(|class| Counted { class: *class, heads: 0, contribution_minor: 0 }).collect();
    for (place, contribution) in classes.contributions.iter().enumerate() {
        let own = class(place);
        if let Some(counted) = all.iter_mut().find(|counted| Some(counted.class) == own) {
            counted.heads += 1;
            counted.contribution_minor = counted.contribution_minor.saturating_add(contribution.amount_minor);
        }
    }
    all
}

fn regions(classes: &Classification, totals: &[CustomerTotal<Uuid>]) -> Vec<RegionDependence> {
    let of_region = |(region, places): (&str, Vec<usize>)| {
        let of_region: Vec<CustomerTotal<Uuid>> = places.iter().map(|place| totals[*place]).collect();
        let found = dependences(&of_region, &classes.asked.figures.settings.abc);
        let named = |one: method::classes::concentration::Dependence| RegionDependence {
            region: region.to_owned(),
            customer: of_region[one.place].id,
            share: one.share,
        };
        found.into_iter().map(named).collect::<Vec<_>>()
    };
    classes.by_region().into_iter().flat_map(of_region).collect()
}
