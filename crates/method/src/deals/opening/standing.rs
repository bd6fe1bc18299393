//! Standing (OPP-3): who is ahead on this deal, by six pieces of evidence against one rival.

use serde::{Deserialize, Serialize};

use super::grid::Standing;
use crate::coded::coded;
use crate::deals::lines::reaches;

coded! {
    /// What is asked about a deal and a rival.
    pub enum EvidenceQuestion in "evidence_question" {
        KnewFirst = "k1", "K1 谁先得到采购消息？", "K1 Who knew of the purchase first?";
        Shaped = "k2", "K2 需求或项目是谁帮着定下来的？", "K2 Who shaped the need or the project?";
        Criteria = "k3", "K3 书面标准对谁有利？", "K3 Whom do the written criteria favour?";
        KeyPeople = "k4", "K4 关键人物偏向谁？", "K4 Whom do the key people lean to?";
        MetDecider = "k5", "K5 近三十天谁见决策人更多，或见到更高层？", "K5 Who met the decider more, or higher up, in the last 30 days?";
        Tried = "k6", "K6 为这一单考察、测试或试用过谁的产品？", "K6 Whose product was visited, tested or tried for this deal?";
        OthersAsked = "others_asked", "还找了哪几家？", "Who else was asked?";
    }
}

coded! {
    /// Who knew of the purchase first (K1).
    pub enum KnewFirst in "knew_first" {
        WeLongBefore = "we_long_before", "我们早两周以上", "we, two weeks or more before the rival";
        WeALittle = "we_a_little", "我们略早", "we, a little";
        Together = "together", "同时知道", "both at the same time";
        RivalALittle = "rival_a_little", "对手略早", "the rival, a little";
        RivalLongBefore = "rival_long_before", "对手早得多", "the rival, long before";
    }
}

coded! {
    /// Who shaped the need or the project (K2).
    pub enum Shaped in "shaped" {
        WithUs = "with_us", "和我们一起定的，或由我们起草", "worked out with us, or drafted by us";
        OurPointsIn = "our_points_in", "写进了我们的要点", "our points are in it";
        Nobody = "nobody", "没有供应商参与", "no supplier had a part in it";
        RivalPointsIn = "rival_points_in", "写进了对手的要点", "the rival's points are in it";
        ByRival = "by_rival", "由对手起草", "drafted by the rival";
    }
}

coded! {
    /// On whose side a piece of evidence lies (K3, K5, K6).
    pub enum Favours in "favours" {
        Us = "us", "我方", "us";
        Nobody = "nobody", "谁也不偏，或尚未形成", "both, neither or not yet";
        Rival = "rival", "对手", "the rival";
    }
}

coded! {
    /// What somebody at the customer can decide.
    pub enum Power in "deal_power" {
        User = "user", "使用者", "user";
        Influencer = "influencer", "有影响者或部门负责人", "influencer or head of department";
        Decider = "decider", "决策人", "decider";
    }
}

coded! {
    /// Whom somebody at the customer leans to.
    pub enum Leaning in "leaning" {
        ActsForUs = "acts_for_us", "主动帮我们", "acts for us";
        InclinedToUs = "inclined_to_us", "倾向我们", "inclined to us";
        Neutral = "neutral", "中立", "neutral";
        InclinedToRival = "inclined_to_rival", "倾向对手", "inclined to a rival";
        ActsForRival = "acts_for_rival", "主动帮对手", "acts for a rival";
    }
}

impl Power {
    /// How much the leaning of such a person weighs.
    pub const fn weight(self) -> f64 {
        match self {
            Self::User => 1.0,
            Self::Influencer => 2.0,
            Self::Decider => 3.0,
        }
    }
}

impl Leaning {
    /// From −2 for a rival to +2 for us.
    pub const fn points(self) -> f64 {
        match self {
            Self::ActsForUs => MOST_LEANING,
            Self::InclinedToUs => 1.0,
            Self::Neutral => 0.0,
            Self::InclinedToRival => -1.0,
            Self::ActsForRival => -MOST_LEANING,
        }
    }
}

/// The strongest leaning.
const MOST_LEANING: f64 = 2.0;

/// Points of the evidence and thresholds of the standing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StandingSettings {
    /// K1: long before.
    pub knew_long_before: f64,
    /// K1: a little before.
    pub knew_a_little: f64,
    /// K2: worked out together, or drafted.
    pub shaped: f64,
    /// K2: points are in it.
    pub points_in: f64,
    /// K3.
    pub criteria: f64,
    /// K4: all key people act for one side.
    pub key_people: f64,
    /// K5.
    pub met_decider: f64,
    /// K6.
    pub tried: f64,
    /// Ahead at and above this part of the known points, in per cent; behind at and below as much on the other side.
    pub lead_percent: f64,
    /// Points whose evidence must be known.
    pub min_known: f64,
}

impl Default for StandingSettings {
    fn default() -> Self {
        Self {
            knew_long_before: 2.0,
            knew_a_little: 1.0,
            shaped: 3.0,
            points_in: 1.0,
            criteria: 2.0,
            key_people: 4.0,
            met_decider: 1.0,
            tried: 1.0,
            lead_percent: 20.0,
            min_known: 6.0,
        }
    }
}

impl StandingSettings {
    /// The most a question can give.
    const fn most(&self, question: EvidenceQuestion) -> f64 {
        match question {
            EvidenceQuestion::KnewFirst => self.knew_long_before,
            EvidenceQuestion::Shaped => self.shaped,
            EvidenceQuestion::Criteria => self.criteria,
            EvidenceQuestion::KeyPeople => self.key_people,
            EvidenceQuestion::MetDecider => self.met_decider,
            EvidenceQuestion::Tried => self.tried,
            EvidenceQuestion::OthersAsked => 0.0,
        }
    }

    /// The standing of a score.
    fn side(&self, percent: f64) -> Standing {
        if reaches(percent, self.lead_percent) {
            Standing::Ahead
        } else if reaches(-percent, self.lead_percent) {
            Standing::Behind
        } else {
            Standing::Even
        }
    }
}

/// What is known against one rival, apart from the people. What is absent is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StandingEvidence {
    /// K1.
    pub knew_first: Option<KnewFirst>,
    /// K2.
    pub shaped: Option<Shaped>,
    /// K3.
    pub criteria: Option<Favours>,
    /// K5.
    pub met_decider: Option<Favours>,
    /// K6.
    pub tried: Option<Favours>,
}

impl StandingEvidence {
    /// The points of a question from this sheet; none where it is not known or asks about the people.
    fn points(&self, question: EvidenceQuestion, settings: &StandingSettings) -> Option<f64> {
        let favours = |side: Favours| match side {
            Favours::Us => settings.most(question),
            Favours::Nobody => 0.0,
            Favours::Rival => -settings.most(question),
        };
        match question {
            EvidenceQuestion::KnewFirst => self.knew_first.map(|first| match first {
                KnewFirst::WeLongBefore => settings.knew_long_before,
                KnewFirst::WeALittle => settings.knew_a_little,
                KnewFirst::Together => 0.0,
                KnewFirst::RivalALittle => -settings.knew_a_little,
                KnewFirst::RivalLongBefore => -settings.knew_long_before,
            }),
            EvidenceQuestion::Shaped => self.shaped.map(|shaped| match shaped {
                Shaped::WithUs => settings.shaped,
                Shaped::OurPointsIn => settings.points_in,
                Shaped::Nobody => 0.0,
                Shaped::RivalPointsIn => -settings.points_in,
                Shaped::ByRival => -settings.shaped,
            }),
            EvidenceQuestion::Criteria => self.criteria.map(favours),
            EvidenceQuestion::MetDecider => self.met_decider.map(favours),
            EvidenceQuestion::Tried => self.tried.map(favours),
            EvidenceQuestion::KeyPeople | EvidenceQuestion::OthersAsked => None,
        }
    }
}

/// Somebody at the customer who has a part in the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyPerson<Rival> {
    /// What they can decide.
    pub power: Power,
    /// Whom they lean to; none where it is not known.
    pub leaning: Option<Leaning>,
    /// The rival they lean to, where it is known which.
    #[serde(default = "Option::default")]
    pub rival: Option<Rival>,
}

impl<Rival: PartialEq> KeyPerson<Rival> {
    /// The leaning as it counts against one rival: who leans to another one is of no help to this one.
    fn against(&self, rival: &Rival) -> Option<f64> {
        let points = self.leaning?.points();
        let elsewhere = points < 0.0 && self.rival.as_ref().is_some_and(|other| other != rival);
        Some(if elsewhere { 0.0 } else { points })
    }
}

/// A question with its points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StandingPoints {
    /// Which.
    pub question: EvidenceQuestion,
    /// From the rival's side to ours; none where it is not known.
    pub points: Option<f64>,
    /// The most on either side.
    pub most: f64,
}

/// The standing against one rival as read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StandingReading {
    /// Who is ahead; none while too little is known.
    pub standing: Option<Standing>,
    /// −100 to 100 over what is known; none where nothing is.
    pub percent: Option<f64>,
    /// Every unknown at its worst.
    pub low_percent: f64,
    /// Every unknown at its best.
    pub high_percent: f64,
    /// The standings that the missing answers leave open, worst first.
    pub possible: Vec<Standing>,
    /// The missing answer that would move it most; none where none could.
    pub best_question: Option<EvidenceQuestion>,
    /// How far that answer could move the score, in per cent from one side to the other.
    pub open_percent: f64,
    /// The questions with their points.
    pub points: Vec<StandingPoints>,
    /// Key people whose leaning is known.
    pub people_known: u64,
    /// Key people.
    pub people: u64,
}

impl StandingReading {
    /// Whether no missing answer can change it.
    pub fn is_firm(&self) -> bool {
        self.standing.is_some() && self.possible.len() == 1
    }
}

/// The six questions about a rival.
const ASKED: [EvidenceQuestion; 6] = [
    EvidenceQuestion::KnewFirst,
    EvidenceQuestion::Shaped,
    EvidenceQuestion::Criteria,
    EvidenceQuestion::KeyPeople,
    EvidenceQuestion::MetDecider,
    EvidenceQuestion::Tried,
];

/// A question's points with what the unknown part could make of them.
struct Open {
    points: StandingPoints,
    low: f64,
    high: f64,
}

/// Reads who is ahead of one rival (OPP-3).
pub fn standing<Rival: PartialEq>(
    evidence: &StandingEvidence,
    people: &[KeyPerson<Rival>],
    rival: &Rival,
    settings: &StandingSettings,
) -> StandingReading {
    let asked = ASKED.map(|question| match question {
        EvidenceQuestion::KeyPeople => key_people(people, rival, settings),
        _ => asked(question, evidence.points(question, settings), settings.most(question)),
    });
    let total: f64 = asked.iter().map(|one| one.points.most).sum();
    let known = || asked.iter().filter_map(|one| one.points.points.map(|points| (points, one.points.most)));
    let known_most: f64 = known().map(|(_, most)| most).sum();
    let percent = |points: f64, most: f64| if most > 0.0 { 100.0 * points / most } else { 0.0 };
    let score = (known_most > 0.0).then(|| percent(known().map(|(points, _)| points).sum(), known_most));
    let low_percent = percent(asked.iter().map(|one| one.low).sum(), total);
    let high_percent = percent(asked.iter().map(|one| one.high).sum(), total);
    let tells = |question: EvidenceQuestion| {
        asked.iter().any(|one| one.points.question == question && one.points.points.is_some())
    };
    let enough = reaches(known_most, settings.min_known)
        && (tells(EvidenceQuestion::Shaped) || tells(EvidenceQuestion::KeyPeople));
    let mut best: Option<&Open> = None;
    for one in &asked {
        let width = one.high - one.low;
        if width > 1e-9 && best.is_none_or(|best| width > best.high - best.low) {
            best = Some(one);
        }
    }
    StandingReading {
        standing: score.filter(|_| enough).map(|score| settings.side(score)),
        percent: score,
        low_percent,
        high_percent,
        possible: Standing::between(settings.side(low_percent), settings.side(high_percent)),
        best_question: best.map(|one| one.points.question),
        open_percent: best.map_or(0.0, |one| percent(one.high - one.low, total)),
        points: asked.iter().map(|one| one.points).collect(),
        people_known: people.iter().filter(|person| person.leaning.is_some()).count() as u64,
        people: people.len() as u64,
    }
}

const fn asked(question: EvidenceQuestion, points: Option<f64>, most: f64) -> Open {
    let (low, high) = match points {
        Some(points) => (points, points),
        None => (-most, most),
    };
    Open { points: StandingPoints { question, points, most }, low, high }
}

/// K4: the leanings weighed by power. Known once somebody with influence or more shows where they lean.
fn key_people<Rival: PartialEq>(people: &[KeyPerson<Rival>], rival: &Rival, settings: &StandingSettings) -> Open {
    let most = settings.key_people;
    let question = EvidenceQuestion::KeyPeople;
    if !people.iter().any(|person| person.leaning.is_some() && person.power >= Power::Influencer) {
        return asked(question, None, most);
    }
    let mean = |unknown: Option<f64>| {
        let (mut weight, mut sum) = (0.0, 0.0);
        for person in people {
            if let Some(points) = person.against(rival).or(unknown) {
                weight += person.power.weight();
                sum += person.power.weight() * points;
            }
        }
        most * sum / (MOST_LEANING * weight)
    };
    Open {
        points: StandingPoints { question, points: Some(mean(None)), most },
        low: mean(Some(-MOST_LEANING)),
        high: mean(Some(MOST_LEANING)),
    }
}
