//! Classes of all customers (CLA-1, CLA-2, CLA-5, CLA-7): a fold over their figures, then the rules of the method.
//!
//! What a rule needs of everybody (the gaps of the line, its season, who stands where) is known only when all have been read. So
//! each customer is read once and kept small, and a row is put together when it is asked for.

mod overview;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use method::classes::abc::{AbcPlace, CustomerTotal, abc};
use method::classes::back_test::back_test;
use method::classes::cohorts::{CohortCounts, CohortPeriod};
use method::classes::contribution::{Brought, Contribution, ContributionMeasure, contributions};
use method::classes::existing::ExistingClass;
use method::classes::faces::{FaceFacts, ProposedFace, read_faces};
use method::classes::gaps::{GapCounts, LineGaps};
use method::classes::periods::{Quarter, days_between, plus_days};
use method::classes::rfm::{Rfm, RfmFacts, rfm};
use method::classes::rhythm::{OwnRhythm, Rhythm};
use method::classes::stability::{SeasonalIndex, StabilityReading};
use method::prospecting::results::ResultSettings;
use uuid::Uuid;

pub use overview::{Counted, Overview, RegionDependence};

use crate::engine::{CustomerFigures, FiguresAsked};
use crate::lifetime::{Buyer, Spender};

/// What a run over all customers asks for.
#[derive(Debug, Clone)]
pub struct ClassesAsked {
    /// Whose figures, as of when, of which line.
    pub figures: FiguresAsked,
    /// Influence of customers, 0 to 10, where somebody rated it (CLA-5).
    pub influence: BTreeMap<Uuid, u8>,
    /// Length of the cohorts' periods.
    pub cohorts: CohortPeriod,
    /// Days before the day asked about that are held out to test the rhythm alert; none leaves the test out.
    pub held_out_days: Option<u32>,
    /// Fewest cases for a share.
    pub results: ResultSettings,
}

/// A customer as it is kept until all have been read.
#[derive(Debug, Clone)]
struct Kept {
    customer: Uuid,
    region: Option<Arc<str>>,
    net_minor: i64,
    purchases: u32,
    sales_minor: i64,
    sales_with_margin_minor: i64,
    margin_minor: i64,
    stability: StabilityReading,
    rhythm: OwnRhythm,
    /// First and last day with a purchase, and how many there were.
    bought: Option<(Date, Date, u32)>,
    repeat_minor: i64,
}

/// Takes the figures of one customer after the other. Pure: the same figures give the same classes.
#[derive(Debug)]
pub struct Classifier {
    asked: ClassesAsked,
    kept: Vec<Kept>,
    gaps: GapCounts,
    cohorts: CohortCounts,
    quarters_minor: [i64; 8],
    days: Vec<Vec<Date>>,
}

impl Classifier {
    /// Nobody read yet.
    pub fn new(asked: ClassesAsked) -> Self {
        let cohorts = CohortCounts::new(asked.cohorts, asked.figures.as_of.day);
        Self { asked, kept: Vec::new(), gaps: GapCounts::default(), cohorts, quarters_minor: [0; 8], days: Vec::new() }
    }

    /// Takes a customer; each once, in the order of their ids.
    pub fn add(&mut self, figures: CustomerFigures) {
        let CustomerFigures { customer, region, days, net_minor, purchases, .. } = figures;
        self.gaps.add(&days, self.asked.figures.as_of.day);
        self.cohorts.add(&days);
        for (sum, net) in self.quarters_minor.iter_mut().zip(figures.quarters_minor) {
            *sum = sum.saturating_add(net);
        }
        let bought = days.first().zip(days.last()).map(|(first, last)| (*first, *last, days.len() as u32));
        if self.asked.held_out_days.is_some() {
            self.days.push(days);
        }
        self.kept.push(Kept {
            customer,
            region,
            net_minor,
            purchases,
            sales_minor: figures.sales_minor,
            sales_with_margin_minor: figures.sales_with_margin_minor,
            margin_minor: figures.margin_minor,
            stability: figures.stability,
            rhythm: figures.rhythm,
            bought,
            repeat_minor: figures.repeat_minor,
        });
    }

    /// Compares all with all.
    pub fn finish(self) -> Classification {
        let Self { asked, mut kept, gaps, cohorts, quarters_minor, days } = self;
        let (day, settings) = (asked.figures.as_of.day, &asked.figures.settings);
        // eight quarters of history, or the seasons would be those of a beginning
        let whole = quarters_minor.iter().all(|net| *net > 0);
        let last_quarter = Quarter::last_full(day);
        let season = whole.then(|| SeasonalIndex::read(&quarters_minor, last_quarter)).flatten();
        for one in &mut kept {
            let read = StabilityReading::New { orders: 0, full_months: 0, full_quarters: 0 };
            let read = std::mem::replace(&mut one.stability, read);
            one.stability = read.in_season(season.as_ref(), &settings.stability, day);
        }
        let totals: Vec<CustomerTotal<Uuid>> =
            kept.iter().map(|one| CustomerTotal { id: one.customer, net_minor: one.net_minor }).collect();
        let places = abc(&totals, &settings.abc);
        let brought: Vec<Brought<Uuid>> = kept.iter().map(Kept::brought).collect();
        let contributions = contributions(&brought, &settings.contribution);
        let measure = contributions.first().map_or(ContributionMeasure::Sales, |first| first.measure);
        let facts: Vec<FaceFacts<Uuid>> = kept.iter().map(|one| one.face_facts(measure, &asked)).collect();
        let faces = read_faces(&facts, &settings.faces);
        let scores = scores(&kept, day);
        let line = gaps.line();
        let tested = asked.held_out_days.map(|held_out| {
            let from = day.checked_sub(jiff::Span::new().days(held_out)).unwrap_or(Date::MIN);
            back_test(&days, from, plus_days(day, 1), &settings.rhythm, &asked.results)
        });
        let mut classification = Classification {
            kept,
            places,
            contributions,
            scores,
            faces,
            line,
            season,
            asked,
            overview: Overview::default(),
        };
        let margins: Vec<i64> = facts.iter().filter_map(|facts| facts.margin_minor).collect();
        classification.overview = Overview::of(&classification, &totals, &margins, &cohorts, tested);
        classification
    }
}

impl Kept {
    const fn brought(&self) -> Brought<Uuid> {
        Brought {
            id: self.customer,
            sales_minor: self.sales_minor,
            sales_with_margin_minor: self.sales_with_margin_minor,
            margin_minor: self.margin_minor,
        }
    }

    fn face_facts(&self, measure: ContributionMeasure, asked: &ClassesAsked) -> FaceFacts<Uuid> {
        let settings = &asked.figures.settings.contribution;
        let (with, sales) = (self.sales_with_margin_minor as f64, self.sales_minor as f64);
        let known = match measure {
            // nothing bought brings nothing, where margins are kept at all
            ContributionMeasure::Margin => with * 100.0 >= settings.margin_known_percent * sales,
            ContributionMeasure::Sales => sales > 0.0 && with * 100.0 >= settings.margin_known_percent * sales,
        };
        let stability = match &self.stability {
            StabilityReading::Known(found) => Some(found.value),
            StabilityReading::New { .. } => None,
        };
        FaceFacts {
            id: self.customer,
            sales_minor: self.sales_minor,
            margin_minor: known.then_some(self.margin_minor),
            influence: asked.influence.get(&self.customer).copied(),
            stability,
        }
    }
}

/// RFM of those who bought at all; none for others.
fn scores(kept: &[Kept], day: Date) -> Vec<Option<Rfm>> {
    let facts = |one: &Kept| {
        one.bought.map(|(_, last, _)| RfmFacts {
            days_since: days_between(last, day),
            purchases: one.purchases,
            net_minor: one.net_minor,
        })
    };
    let buyers: Vec<RfmFacts> = kept.iter().filter_map(facts).collect();
    let mut found = rfm(&buyers).into_iter();
    kept.iter().map(|one| one.bought.and_then(|_| found.next())).collect()
}

/// The classes of all customers of a run.
#[derive(Debug)]
pub struct Classification {
    kept: Vec<Kept>,
    places: Vec<AbcPlace>,
    contributions: Vec<Contribution>,
    scores: Vec<Option<Rfm>>,
    faces: Vec<ProposedFace>,
    line: LineGaps,
    season: Option<SeasonalIndex>,
    asked: ClassesAsked,
    overview: Overview,
}

/// The classes of one customer.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassRow {
    /// Who.
    pub customer: Uuid,
    /// The region of the last row.
    pub region: Option<Arc<str>>,
    /// ABC with its place.
    pub abc: AbcPlace,
    /// Contribution among all.
    pub contribution: Contribution,
    /// Stability in the season of the line, or what is missing for it.
    pub stability: StabilityReading,
    /// EI to EIV.
    pub existing: ExistingClass,
    /// RFM; none for somebody who only returned.
    pub rfm: Option<Rfm>,
    /// The rhythm and its alert.
    pub rhythm: Rhythm,
    /// The face that the figures propose.
    pub face: ProposedFace,
    /// First day with a purchase.
    pub first_day: Option<Date>,
    /// Last day with a purchase.
    pub last_day: Option<Date>,
    /// Days with a purchase in the months of ABC.
    pub purchases: u32,
    /// What the models of lifetime value see of the purchases; none without any.
    pub buyer: Option<Buyer>,
    /// What they see of the amounts, in minor units; none without a repeat.
    pub spender: Option<Spender>,
}

impl Classification {
    /// The team as a whole.
    pub const fn overview(&self) -> &Overview {
        &self.overview
    }

    /// The gaps of all customers, to explain a rhythm by.
    pub const fn line(&self) -> &LineGaps {
        &self.line
    }

    /// The season of the line; none with less than eight full quarters of history.
    pub const fn season(&self) -> Option<&SeasonalIndex> {
        self.season.as_ref()
    }

    /// How many customers there are.
    pub const fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The classes of every customer, in the order of their ids.
    pub fn rows(&self) -> impl Iterator<Item = ClassRow> + '_ {
        (0..self.kept.len()).map(|place| self.row(place))
    }

    fn row(&self, place: usize) -> ClassRow {
        let one = &self.kept[place];
        let contribution = self.contributions[place];
        ClassRow {
            customer: one.customer,
            region: one.region.clone(),
            abc: self.places[place],
            contribution,
            existing: self.existing(place),
            stability: one.stability.clone(),
            rfm: self.scores[place],
            rhythm: self.rhythm(place),
            face: self.faces[place],
            first_day: one.bought.map(|(first, _, _)| first),
            last_day: one.bought.map(|(_, last, _)| last),
            purchases: one.purchases,
            buyer: self.buyer(place),
            spender: self.spender(place),
        }
    }

    fn existing(&self, place: usize) -> ExistingClass {
        ExistingClass::of(self.contributions[place].high, &self.kept[place].stability)
    }

    fn rhythm(&self, place: usize) -> Rhythm {
        self.kept[place].rhythm.read(&self.line, &self.asked.figures.settings.rhythm, &self.asked.results)
    }

    fn buyer(&self, place: usize) -> Option<Buyer> {
        let (first, last, days) = self.kept[place].bought?;
        Some(Buyer::between(first, last, days, self.asked.figures.as_of.day))
    }

    fn spender(&self, place: usize) -> Option<Spender> {
        let (_, _, days) = self.kept[place].bought?;
        let repeats = days - 1;
        let mean = self.kept[place].repeat_minor as f64 / f64::from(repeats);
        (repeats > 0).then_some(Spender { repeats, mean })
    }

    /// What BG/NBD is fitted to: everybody who bought.
    pub fn buyers(&self) -> Vec<Buyer> {
        (0..self.len()).filter_map(|place| self.buyer(place)).collect()
    }

    /// What Gamma-Gamma is fitted to: everybody who bought again.
    pub fn spenders(&self) -> Vec<Spender> {
        (0..self.len()).filter_map(|place| self.spender(place)).collect()
    }

    /// The customers of each region that is known, by their places.
    fn by_region(&self) -> BTreeMap<&str, Vec<usize>> {
        let mut found: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, one) in self.kept.iter().enumerate() {
            if let Some(region) = &one.region {
                found.entry(region).or_default().push(place);
            }
        }
        found.into_iter().collect()
    }
}
