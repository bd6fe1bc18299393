//! OPP-3: the cell of a deal with its rivals, and the stories of the handbook.

use method::Answer;
use method::deals::opening::OpeningSettings;
use method::deals::opening::deal::{DealOpening, OpeningFacts, OpeningQuestion, RivalFacts, opening};
use method::deals::opening::grid::{Opening, Standing, Territory};
use method::deals::opening::standing::{
    EvidenceQuestion, Favours, KeyPerson, KnewFirst, Leaning, Power, Shaped, StandingEvidence,
};
use method::deals::opening::territory::{
    LineSales, RivalSales, SoldMost, TerritoryAnswers, TerritoryQuestion, WhoseSide,
};
use rstest::rstest;

use crate::monday;

const RIVAL: u8 = 1;
const OTHER: u8 = 2;

type Shown = (Option<KnewFirst>, Option<Shaped>, Option<Favours>, Option<Favours>);

fn evidence((knew_first, shaped, criteria, tried): Shown) -> StandingEvidence {
    StandingEvidence { knew_first, shaped, criteria, met_decider: None, tried }
}

fn rival(rival: u8, evidence: StandingEvidence) -> RivalFacts<u8> {
    RivalFacts { rival, takes_part: true, evidence }
}

fn person(power: Power, leaning: Leaning) -> KeyPerson<u8> {
    KeyPerson { power, leaning: Some(leaning), rival: None }
}

fn answered(bought_at_all: Answer, sold_most: Option<SoldMost>) -> TerritoryAnswers<u8> {
    TerritoryAnswers { bought_at_all, sold_most, ..TerritoryAnswers::default() }
}

fn facts(answers: TerritoryAnswers<u8>, rivals: Vec<RivalFacts<u8>>, people: Vec<KeyPerson<u8>>) -> OpeningFacts<u8> {
    OpeningFacts { sales: None, answers, rivals, people, others_asked: Answer::Unknown }
}

fn read(facts: &OpeningFacts<u8>) -> DealOpening<u8> {
    opening(facts, &OpeningSettings::default(), monday()).value
}

fn ours() -> TerritoryAnswers<u8> {
    answered(Answer::Yes, Some(SoldMost::WeNearlyAll))
}

fn nobody_sold() -> TerritoryAnswers<u8> {
    answered(Answer::No, None)
}

fn theirs() -> TerritoryAnswers<u8> {
    answered(Answer::Yes, Some(SoldMost::Rival))
}

#[rstest]
#[case::we_wrote_the_project_report(
    ours(),
    (Some(KnewFirst::WeLongBefore), Some(Shaped::WithUs), Some(Favours::Nobody), None),
    vec![person(Power::Decider, Leaning::InclinedToUs), person(Power::Influencer, Leaning::ActsForUs)],
    71.0, Opening::G
)]
#[case::animation_department(
    nobody_sold(),
    (Some(KnewFirst::WeLongBefore), Some(Shaped::WithUs), None, None),
    vec![person(Power::Influencer, Leaning::ActsForUs), person(Power::Influencer, Leaning::ActsForRival)],
    56.0, Opening::H
)]
#[case::forty_television_sets(
    nobody_sold(),
    (Some(KnewFirst::Together), Some(Shaped::Nobody), Some(Favours::Nobody), None),
    vec![person(Power::Decider, Leaning::Neutral)],
    0.0, Opening::E
)]
#[case::hospital_ultrasound(
    nobody_sold(),
    (Some(KnewFirst::RivalLongBefore), Some(Shaped::RivalPointsIn), None, Some(Favours::Rival)),
    vec![person(Power::Influencer, Leaning::InclinedToRival), person(Power::Decider, Leaning::Neutral)],
    -48.0, Opening::B
)]
#[case::six_years_ours_and_a_new_technical_head(
    ours(),
    (Some(KnewFirst::Together), Some(Shaped::Nobody), None, None),
    vec![
        person(Power::Influencer, Leaning::ActsForUs),
        person(Power::Influencer, Leaning::ActsForRival),
        person(Power::Decider, Leaning::Neutral),
    ],
    0.0, Opening::D
)]
#[case::a_second_core_supplier(
    theirs(),
    (Some(KnewFirst::Together), Some(Shaped::Nobody), Some(Favours::Nobody), None),
    vec![person(Power::Decider, Leaning::Neutral)],
    0.0, Opening::F
)]
#[case::government_department(
    ours(),
    (Some(KnewFirst::RivalLongBefore), Some(Shaped::ByRival), Some(Favours::Rival), Some(Favours::Rival)),
    vec![person(Power::Influencer, Leaning::ActsForRival), person(Power::Decider, Leaning::InclinedToUs)],
    -70.0, Opening::A
)]
fn opp_3_the_seven_stories(
    #[case] answers: TerritoryAnswers<u8>,
    #[case] shown: Shown,
    #[case] people: Vec<KeyPerson<u8>>,
    #[case] percent: f64,
    #[case] cell: Opening,
) {
    let found = read(&facts(answers, vec![rival(RIVAL, evidence(shown))], people));
    let standing = found.rivals[0].standing.as_ref().expect("the rival takes part");
    assert_eq!(standing.percent.expect("much is known").round(), percent);
    assert_eq!(found.cell, Some(cell));
    assert_eq!(found.rivals[0].mirror, Some(cell.mirror()));
}

#[test]
fn opp_3_the_animation_department_with_its_two_sides_is_a_thin_lead() {
    let shown = (Some(KnewFirst::WeLongBefore), Some(Shaped::WithUs), None, None);
    let people = vec![person(Power::Influencer, Leaning::ActsForUs), person(Power::Influencer, Leaning::ActsForRival)];
    let found = read(&facts(nobody_sold(), vec![rival(RIVAL, evidence(shown))], people));
    let points = &found.rivals[0].standing.as_ref().expect("the rival takes part").points;
    assert_eq!(points[3].points, Some(0.0), "head and equipment section weigh the same");
    assert!(!found.firm);
}

fn ahead() -> StandingEvidence {
    StandingEvidence {
        knew_first: Some(KnewFirst::WeLongBefore),
        shaped: Some(Shaped::WithUs),
        criteria: Some(Favours::Us),
        met_decider: Some(Favours::Us),
        tried: Some(Favours::Us),
    }
}

fn behind() -> StandingEvidence {
    StandingEvidence {
        knew_first: Some(KnewFirst::RivalLongBefore),
        shaped: Some(Shaped::ByRival),
        criteria: Some(Favours::Rival),
        met_decider: Some(Favours::Rival),
        tried: Some(Favours::Rival),
    }
}

fn neutral_decider() -> Vec<KeyPerson<u8>> {
    vec![person(Power::Decider, Leaning::Neutral)]
}

#[test]
fn opp_3_the_deal_stands_as_the_worst_of_its_rivals() {
    let found = read(&facts(ours(), vec![rival(RIVAL, ahead()), rival(OTHER, behind())], neutral_decider()));
    assert_eq!((found.standing, found.cell, found.firm), (Some(Standing::Behind), Some(Opening::A), true));
    let cells: Vec<Option<Opening>> = found.rivals.iter().map(|one| one.cell).collect();
    assert_eq!(cells, [Some(Opening::G), Some(Opening::A)]);
}

#[test]
fn opp_3_one_rival_of_whom_nothing_is_known_leaves_the_standing_open() {
    let found =
        read(&facts(ours(), vec![rival(RIVAL, ahead()), rival(OTHER, StandingEvidence::default())], Vec::new()));
    assert_eq!((found.standing, found.cell), (None, None));
    assert_eq!(found.possible, [Opening::A, Opening::D, Opening::G], "a row, never the middle");
    let question = OpeningQuestion::Standing { question: EvidenceQuestion::KeyPeople, rival: Some(OTHER) };
    assert_eq!(found.best_question, Some(question));
    // but who is behind one rival cannot be worse off
    let found =
        read(&facts(ours(), vec![rival(RIVAL, behind()), rival(OTHER, StandingEvidence::default())], Vec::new()));
    assert_eq!(found.cell, Some(Opening::A));
}

#[test]
fn opp_3_an_absent_supplier_counts_for_the_territory_only() {
    let absent = RivalFacts { rival: RIVAL, takes_part: false, evidence: behind() };
    let found = read(&facts(theirs(), vec![absent, rival(OTHER, ahead())], neutral_decider()));
    assert_eq!(found.cell, Some(Opening::I));
    assert_eq!((found.rivals[0].cell, found.rivals[0].mirror), (None, None));
}

#[rstest]
#[case::not_asked(Answer::Unknown, Some(Standing::Ahead), false, Some(EvidenceQuestion::OthersAsked))]
#[case::nobody_else(Answer::No, Some(Standing::Ahead), true, None)]
#[case::somebody_without_a_name(Answer::Yes, None, false, Some(EvidenceQuestion::OthersAsked))]
fn opp_3_alone_is_ahead_and_asks_who_else_there_is(
    #[case] others_asked: Answer,
    #[case] standing: Option<Standing>,
    #[case] firm: bool,
    #[case] question: Option<EvidenceQuestion>,
) {
    let found = read(&OpeningFacts { others_asked, ..facts(ours(), Vec::new(), Vec::new()) });
    assert!(found.alone);
    assert_eq!((found.standing, found.firm), (standing, firm));
    let expected = question.map(|question| OpeningQuestion::Standing { question, rival: None });
    assert_eq!(found.best_question, expected);
}

#[test]
fn opp_3_an_unknown_territory_leaves_a_column_and_asks_who_sold_most() {
    let unknown = TerritoryAnswers::default();
    let found = read(&facts(unknown, vec![rival(RIVAL, ahead())], neutral_decider()));
    assert_eq!(found.cell, None);
    assert_eq!(found.possible, [Opening::G, Opening::H, Opening::I]);
    let question = OpeningQuestion::Territory { question: TerritoryQuestion::SoldMost };
    assert_eq!(found.best_question, Some(question));
}

#[test]
fn opp_3_with_figures_each_rival_has_a_territory_of_its_own() {
    let sold = |rival, minor| RivalSales { rival, minor, estimated: false };
    let sales = LineSales { ours_minor: 40, rivals: vec![sold(RIVAL, 55), sold(OTHER, 5)] };
    let rivals = vec![rival(RIVAL, ahead()), rival(OTHER, ahead())];
    let all = OpeningFacts { sales: Some(sales), ..facts(theirs(), rivals, neutral_decider()) };
    let found = read(&all);
    assert_eq!(found.territory.territory, Some(Territory::Neutral), "figures win over answers");
    let territories: Vec<Option<Territory>> = found.rivals.iter().map(|one| one.territory.territory).collect();
    assert_eq!(territories, [Some(Territory::Neutral), Some(Territory::Ours)]);
}

#[rstest]
#[case::meant(TerritoryAnswers { rival: Some(RIVAL), ..theirs() }, [Some(Territory::Theirs), None])]
#[case::nobody_named(theirs(), [None, None])]
#[case::ours_against_all(ours(), [Some(Territory::Ours), Some(Territory::Ours)])]
#[case::new_to_all(nobody_sold(), [Some(Territory::Neutral), Some(Territory::Neutral)])]
fn opp_3_answers_hold_for_the_rival_they_mean(
    #[case] answers: TerritoryAnswers<u8>,
    #[case] expected: [Option<Territory>; 2],
) {
    let found = read(&facts(answers, vec![rival(RIVAL, ahead()), rival(OTHER, ahead())], neutral_decider()));
    let territories: Vec<Option<Territory>> = found.rivals.iter().map(|one| one.territory.territory).collect();
    assert_eq!(territories, expected);
}

#[test]
fn opp_3_the_reasons_name_both_sides_and_the_evidence() {
    let verdict =
        opening(&facts(ours(), vec![rival(RIVAL, ahead())], neutral_decider()), &OpeningSettings::default(), monday());
    let factors: Vec<&str> = verdict.reasons.iter().map(|reason| reason.factor.as_ref()).collect();
    assert_eq!(
        factors,
        [
            "opening_factor.territory",
            "opening_factor.share_lead",
            "opening_factor.standing",
            "opening_factor.standing_score",
            "evidence_question.k1",
            "evidence_question.k2",
            "evidence_question.k3",
            "evidence_question.k4",
            "evidence_question.k5",
            "evidence_question.k6",
            "opening_factor.people_known",
        ]
    );
}

#[test]
fn opp_3_a_provisional_cell_shows_what_it_could_still_be() {
    let answers = TerritoryAnswers {
        latest_order: Some(WhoseSide::Ours),
        in_use: Some(WhoseSide::Ours),
        ..TerritoryAnswers::default()
    };
    let found = read(&facts(answers, vec![rival(RIVAL, ahead())], neutral_decider()));
    assert_eq!((found.cell, found.firm), (Some(Opening::G), false));
    assert_eq!(found.possible, [Opening::G, Opening::H, Opening::I]);
}
