//! Classes of all customers (CLA-1, CLA-2, CLA-5, CLA-7): a fold over their figures, then the rules of the method.
//!
//! What a rule needs of everybody (the gaps of the line, its season, who stands where) is known only when all have been read. So
//! each customer is read once and kept small, and a row is put together when it is asked for.

mod purchase_days;

use std::collections::BTreeMap;
use std::sync::Arc;

use futures::TryStreamExt;
use jiff::civil::Date;
use method::classes::abc::{AbcPlace, CustomerTotal, abc};
use method::classes::contribution::{Brought, Contribution, ContributionMeasure, contributions};
use method::classes::existing::ExistingClass;
use method::classes::faces::{FaceFacts, FaceLine, ProposedFace};
use method::classes::gaps::{GapCounts, LineGaps};
use method::classes::periods::{Quarter, days_between};
use method::classes::rfm::{Rfm, RfmFacts, rfm};
use method::classes::rhythm::{OwnRhythm, Rhythm};
use method::classes::stability::{SeasonalIndex, StabilityReading};
use method::prospecting::results::ResultSettings;
use method::verdict::Reason;
use uuid::Uuid;

use self::purchase_days::PurchaseDays;
use crate::engine::{CustomerFigures, EngineError, FiguresAsked, FiguresStream, SEASON_QUARTERS};
use crate::lifetime::{Buyer, Spender};

/// What a run over all customers asks for.
#[derive(Debug, Clone)]
pub struct ClassesAsked {
    /// Whose figures, as of when, of which line.
    pub figures: FiguresAsked,
    /// Influence of customers, 0 to 10, where somebody rated it (CLA-5).
    pub influence: BTreeMap<Uuid, u8>,
    /// Fewest cases for a share.
    pub results: ResultSettings,
}

/// Classes all customers of a stream of figures. Asks the rules where it runs: see [`Classifier`] for who has to go on meanwhile.
pub async fn classify(mut figures: FiguresStream, asked: ClassesAsked) -> Result<Classification, EngineError> {
    let mut classifier = Classifier::new(asked);
    while let Some(chunk) = figures.try_next().await? {
        chunk.into_iter().for_each(|one| classifier.add(one));
    }
    Ok(classifier.finish())
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
    repeat_minor: i64,
}

/// Takes the figures of one customer after the other. Pure: the same figures give the same classes.
#[derive(Debug)]
pub struct Classifier {
    asked: ClassesAsked,
    kept: Vec<Kept>,
    days: PurchaseDays,
    gaps: GapCounts,
    quarters_minor: [i64; SEASON_QUARTERS],
    orders: u64,
}

impl Classifier {
    /// Nobody read yet.
    pub fn new(asked: ClassesAsked) -> Self {
        let (kept, days, gaps) = (Vec::new(), PurchaseDays::default(), GapCounts::default());
        Self { asked, kept, days, gaps, quarters_minor: [0; SEASON_QUARTERS], orders: 0 }
    }

    /// Takes a customer; each once, in the order of their ids.
    pub fn add(&mut self, figures: CustomerFigures) {
        self.gaps.add(&figures.days, self.asked.figures.as_of.day);
        self.days.push(&figures.days);
        self.orders += u64::from(figures.orders);
        for (sum, net) in self.quarters_minor.iter_mut().zip(figures.quarters_minor) {
            *sum = sum.saturating_add(net);
        }
        self.kept.push(Kept {
            customer: figures.customer,
            region: figures.region,
            net_minor: figures.net_minor,
            purchases: figures.purchases,
            sales_minor: figures.sales_minor,
            sales_with_margin_minor: figures.sales_with_margin_minor,
            margin_minor: figures.margin_minor,
            stability: figures.stability,
            rhythm: figures.rhythm,
            repeat_minor: figures.repeat_minor,
        });
    }

    /// Compares all with all. Takes seconds for a million customers: call it where blocking is allowed.
    pub fn finish(self) -> Classification {
        let Self { asked, mut kept, days, gaps, quarters_minor, orders } = self;
        let (day, settings) = (asked.figures.as_of.day, &asked.figures.settings);
        let season = season(&days, &quarters_minor, day);
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
        let faces = FaceLine::of(&facts, &settings.faces);
        let scores = scores(&kept, &days, day);
        Classification { kept, days, places, contributions, measure, scores, faces, line: gaps.line(), orders, asked }
    }
}

/// How the quarters of the year usually differ. With less than eight quarters of history it would be that of a beginning.
fn season(days: &PurchaseDays, quarters_minor: &[i64; SEASON_QUARTERS], day: Date) -> Option<SeasonalIndex> {
    let last = Quarter::last_full(day);
    let oldest = last.plus(1 - SEASON_QUARTERS as i32).first_month().first_day();
    let begun = days.first()?;
    (begun <= oldest).then(|| SeasonalIndex::read(quarters_minor, last)).flatten()
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

    /// The margin, where that of enough is known.
    fn known_margin(&self, measure: ContributionMeasure, asked: &ClassesAsked) -> Option<i64> {
        let settings = &asked.figures.settings.contribution;
        let (with, sales) = (self.sales_with_margin_minor as f64, self.sales_minor as f64);
        let known = match measure {
            // nothing bought brings nothing, where margins are kept at all
            ContributionMeasure::Margin => with * 100.0 >= settings.margin_known_percent * sales,
            ContributionMeasure::Sales => sales > 0.0 && with * 100.0 >= settings.margin_known_percent * sales,
        };
        known.then_some(self.margin_minor)
    }

    fn face_facts(&self, measure: ContributionMeasure, asked: &ClassesAsked) -> FaceFacts<Uuid> {
        let stability = match &self.stability {
            StabilityReading::Known(found) => Some(found.value),
            StabilityReading::New { .. } => None,
        };
        FaceFacts {
            id: self.customer,
            sales_minor: self.sales_minor,
            margin_minor: self.known_margin(measure, asked),
            influence: asked.influence.get(&self.customer).copied(),
            stability,
        }
    }
}

/// RFM of those who bought at all; none for others.
fn scores(kept: &[Kept], days: &PurchaseDays, day: Date) -> Vec<Option<Rfm>> {
    let facts = |(place, one): (usize, &Kept)| {
        days.of(place).last().map(|last| RfmFacts {
            days_since: days_between(*last, day),
            purchases: one.purchases,
            net_minor: one.net_minor,
        })
    };
    let buyers: Vec<RfmFacts> = kept.iter().enumerate().filter_map(facts).collect();
    let mut found = rfm(&buyers).into_iter();
    (0..kept.len()).map(|place| days.of(place).last().and_then(|_| found.next())).collect()
}

/// The classes of all customers of a run. A customer is asked for by its place in the order of the ids.
#[derive(Debug)]
pub struct Classification {
    kept: Vec<Kept>,
    days: PurchaseDays,
    places: Vec<AbcPlace>,
    contributions: Vec<Contribution>,
    measure: ContributionMeasure,
    scores: Vec<Option<Rfm>>,
    faces: FaceLine,
    line: LineGaps,
    orders: u64,
    asked: ClassesAsked,
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
    /// The margin of the period of contribution; none where that of too little is known.
    pub margin_minor: Option<i64>,
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
    /// What speaks for the face; nothing without one.
    pub face_reasons: Vec<Reason>,
    /// First day with a purchase.
    pub first_day: Option<Date>,
    /// Last day with a purchase.
    pub last_day: Option<Date>,
    /// Days with a purchase.
    pub purchase_days: u32,
}

impl Classification {
    /// Orders and returns behind the classes.
    pub const fn orders(&self) -> u64 {
        self.orders
    }

    /// How many customers there are.
    pub const fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// What contribution was measured in.
    pub const fn measure(&self) -> ContributionMeasure {
        self.measure
    }

    /// The classes of every customer, in the order of their ids.
    pub fn rows(&self) -> impl Iterator<Item = ClassRow> + '_ {
        (0..self.kept.len()).map(|place| self.row(place))
    }

    /// The classes of the customer at a place.
    pub fn row(&self, place: usize) -> ClassRow {
        let (one, days) = (&self.kept[place], self.days.of(place));
        let settings = &self.asked.figures.settings;
        let facts = one.face_facts(self.measure, &self.asked);
        let (face, face_reasons) = self.faces.propose(place, &facts, &settings.faces);
        ClassRow {
            customer: one.customer,
            region: one.region.clone(),
            abc: self.places[place],
            contribution: self.contributions[place],
            margin_minor: facts.margin_minor,
            existing: ExistingClass::of(self.contributions[place].high, &one.stability),
            stability: one.stability.clone(),
            rfm: self.scores[place],
            rhythm: one.rhythm.read(&self.line, &settings.rhythm, &self.asked.results),
            face,
            face_reasons,
            first_day: days.first().copied(),
            last_day: days.last().copied(),
            purchase_days: days.len() as u32,
        }
    }

    /// The days on which the customer at a place bought something, earliest first.
    pub fn purchase_days(&self, place: usize) -> &[Date] {
        self.days.of(place)
    }

    /// What the models of lifetime value see of the purchases of the customer at a place; none without any.
    pub fn buyer(&self, place: usize) -> Option<Buyer> {
        Buyer::of(self.days.of(place), self.asked.figures.as_of.day)
    }

    /// What they see of the amounts, in minor units; none without a repeat.
    pub fn spender(&self, place: usize) -> Option<Spender> {
        let repeats = (self.days.of(place).len() as u32).checked_sub(1).filter(|repeats| *repeats > 0)?;
        let mean = self.kept[place].repeat_minor as f64 / f64::from(repeats);
        Some(Spender { repeats, mean })
    }

    /// What BG/NBD is fitted to: everybody who bought.
    pub fn buyers(&self) -> Vec<Buyer> {
        (0..self.len()).filter_map(|place| self.buyer(place)).collect()
    }

    /// What Gamma-Gamma is fitted to: everybody who bought again.
    pub fn spenders(&self) -> Vec<Spender> {
        (0..self.len()).filter_map(|place| self.spender(place)).collect()
    }
}
