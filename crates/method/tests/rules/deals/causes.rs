//! OPP-3: causes, the plays that answer them, and the cautions of a public tender.

use std::collections::BTreeSet;

use method::Answer;
use method::coded::Coded;
use method::deals::opening::causes::{CauseProbe, OpeningCause, OpeningCauses};
use method::deals::opening::grid::Opening;
use method::deals::opening::plays::{OpeningAdvice, PLAYS, Play, TenderTouch, advise, expect_of_rival, plays_of};
use rstest::rstest;

use crate::monday;

fn advice(cell: Opening, yes: &[OpeningCause], tender: Answer) -> OpeningAdvice {
    let causes = yes.iter().fold(OpeningCauses::default(), |all, cause| all.with(*cause, Answer::Yes));
    advise(cell, &causes, tender, monday()).value
}

fn offered(advice: &OpeningAdvice) -> Vec<Play> {
    advice.offered.iter().map(|one| one.play).collect()
}

#[rstest]
#[case(Opening::A, 4)]
#[case(Opening::B, 5)]
#[case(Opening::C, 6)]
#[case(Opening::D, 6)]
#[case(Opening::E, 3)]
#[case(Opening::F, 5)]
#[case(Opening::G, 3)]
#[case(Opening::H, 3)]
#[case(Opening::I, 2)]
fn opp_3_each_cell_has_its_causes(#[case] cell: Opening, #[case] count: usize) {
    assert_eq!(OpeningCause::of(cell).len(), count);
}

#[test]
fn opp_3_every_cause_belongs_to_a_cell_that_has_a_play_for_it() {
    for cause in OpeningCause::ALL {
        let cell = cause.cell().expect("its code begins with a cell");
        let answered = plays_of(cell).any(|rule| rule.answers.is_empty() || rule.answers.contains(cause));
        assert!(answered, "{cause}");
        if *cause != OpeningCause::NotFound {
            assert!(plays_of(cell).any(|rule| rule.answers.contains(cause)), "no play of its own answers {cause}");
        }
    }
}

#[test]
fn opp_3_every_play_stands_once_in_its_cell_and_answers_causes_of_that_cell() {
    let mut seen = BTreeSet::new();
    for rule in PLAYS {
        assert!(seen.insert((rule.cell, rule.play)), "{:?} twice", rule.play);
        assert!(rule.answers.iter().all(|cause| cause.cell() == Some(rule.cell)), "{:?}", rule.play);
    }
    let plays: BTreeSet<Play> = PLAYS.iter().map(|rule| rule.play).collect();
    assert_eq!(plays.len(), Play::ALL.len(), "every play is used");
}

#[rstest]
#[case::our_mistake(Opening::A, OpeningCause::OurMistake, &[Play::TalkToInsider, Play::SettleTrouble, Play::ShowRepair, Play::AskToSlow])]
#[case::power_changed(Opening::A, OpeningCause::PowerChanged, &[Play::TalkToInsider, Play::WinNewLeader, Play::SitOutDrySpell])]
#[case::not_found(Opening::A, OpeningCause::NotFound, &[Play::TalkToInsider])]
#[case::first_purchase(Opening::B, OpeningCause::FirstPurchase, &[Play::LessenRisk])]
#[case::nobody_above(Opening::B, OpeningCause::NobodyAboveMinds, &[Play::FindAmbition])]
#[case::neglected(Opening::C, OpeningCause::NeglectedPerson, &[Play::LookForBreak, Play::WinNeglected])]
#[case::several_suppliers(Opening::D, OpeningCause::SeveralSuppliers, &[Play::AskWhy, Play::BeLargerPart])]
#[case::friends_left(Opening::D, OpeningCause::FriendsLeft, &[Play::AskWhy, Play::GrowPeople])]
#[case::called_together(Opening::E, OpeningCause::CalledTogether, &[Play::GoToday, Play::UseDeadline])]
#[case::less_dependent(Opening::F, OpeningCause::LessDependent, &[Play::AskWhyRivalDoubted, Play::BeCoreSupplier])]
#[case::good_work(Opening::G, OpeningCause::GoodWork, &[Play::SpeedUp, Play::PrepareAward])]
#[case::one_supporter(Opening::H, OpeningCause::OneSupporter, &[Play::AddPeople, Play::WinCommittee])]
#[case::rival_failed(Opening::I, OpeningCause::RivalFailed, &[Play::ListWeakPoints, Play::SecureAbove])]
#[case::came_first(Opening::I, OpeningCause::CameFirst, &[Play::WidenCircle, Play::SpeedBeforeNoticed, Play::SecureAbove])]
fn opp_3_the_cause_decides_the_play(#[case] cell: Opening, #[case] cause: OpeningCause, #[case] plays: &[Play]) {
    let found = advice(cell, &[cause], Answer::No);
    assert_eq!(offered(&found), plays);
    let answering = found.offered.iter().filter(|one| !one.answers.is_empty());
    assert!(answering.clone().all(|one| one.answers == [cause]));
}

#[test]
fn opp_3_unknown_causes_are_asked_and_their_plays_wait() {
    let causes = OpeningCauses::default()
        .with(OpeningCause::RivalNewNeed, Answer::No)
        .with(OpeningCause::ServiceDoubts, Answer::Yes);
    let verdict = advise(Opening::D, &causes, Answer::No, monday());
    let found = verdict.value;
    assert_eq!(offered(&found), [Play::AskWhy, Play::OwnUpAndRepair]);
    let waiting: Vec<Play> = found.waiting.iter().map(|one| one.play).collect();
    assert_eq!(waiting, [Play::OpenSameLevel, Play::OfferNovelty, Play::BeLargerPart, Play::GrowPeople]);
    assert_eq!(
        found.ask,
        [
            OpeningCause::RivalHighSupport,
            OpeningCause::WantsNovelty,
            OpeningCause::SeveralSuppliers,
            OpeningCause::FriendsLeft
        ]
    );
    let factors: Vec<&str> = verdict.reasons.iter().map(|reason| reason.factor.as_ref()).collect();
    assert_eq!(factors, ["opening_factor.cell", "opening_cause.d1", "opening_cause.d3"]);
}

#[rstest]
#[case::public(Answer::Yes, true, true)]
#[case::not_known(Answer::Unknown, true, false)]
#[case::private(Answer::No, false, false)]
fn opp_3_a_public_tender_brings_a_caution_and_asks_for_a_confirmation(
    #[case] tender: Answer,
    #[case] cautioned: bool,
    #[case] confirmed: bool,
) {
    let found = advice(Opening::G, &[OpeningCause::SetUpWithUs], tender);
    let touching: Vec<_> = found.offered.iter().filter(|one| one.play != Play::PrepareAward).collect();
    assert_eq!(touching.len(), 3, "date, proposal and secrecy");
    assert!(touching.iter().all(|one| one.caution.is_some() == cautioned && one.needs_confirmation == confirmed));
    let free = found.offered.iter().find(|one| one.play == Play::PrepareAward).expect("it is always offered");
    assert!(free.caution.is_none() && !free.needs_confirmation);
}

#[rstest]
#[case(Opening::A, Play::LaterTender, TenderTouch::Date)]
#[case(Opening::A, Play::AskToSlow, TenderTouch::Date)]
#[case(Opening::B, Play::NewCriteria, TenderTouch::Proposal)]
#[case(Opening::C, Play::SlowWhileLooking, TenderTouch::Date)]
#[case(Opening::G, Play::HelpProposal, TenderTouch::Proposal)]
#[case(Opening::G, Play::KeepInHouse, TenderTouch::Secrecy)]
#[case(Opening::G, Play::SpeedUp, TenderTouch::Date)]
#[case(Opening::I, Play::SpeedBeforeNoticed, TenderTouch::Date)]
fn opp_3_plays_name_what_of_a_tender_they_touch(
    #[case] cell: Opening,
    #[case] play: Play,
    #[case] touches: TenderTouch,
) {
    let rule = plays_of(cell).find(|rule| rule.play == play).expect("the cell has it");
    assert_eq!(rule.touches, Some(touches));
}

#[test]
fn opp_3_what_the_rival_will_try_are_the_plays_of_the_mirror() {
    let expected: Vec<Play> = plays_of(Opening::A).map(|rule| rule.play).collect();
    assert_eq!(expect_of_rival(Opening::I), expected);
    assert!(expected.contains(&Play::LaterTender) && expected.contains(&Play::WeighOnSupporter));
}

#[test]
fn opp_3_the_insider_is_asked_within_two_days() {
    assert_eq!(Play::TalkToInsider.within_hours(), Some(48));
    assert_eq!(Play::DigNeeds.within_hours(), None);
    assert_eq!(
        OpeningCause::OurMistake.probes(),
        [CauseProbe::WhatFailed, CauseProbe::WhoSpeaksOfIt, CauseProbe::SettledToThem]
    );
}
