//! OPP-4: four areas, twenty questions.

use method::Answer;
use method::coded::Coded;
use method::deals::questions::{
    QuestionArea, QuestionChange, QuestionColour, QuestionLead, QuestionSettings, StrategicQuestion, StrategicSheet,
    long_form_applies, read_questions, what_changed,
};
use method::deals::value::ValueClass;
use rstest::rstest;

use crate::monday;

const RIVALS: [u8; 2] = [1, 2];

fn sheet(answers: &[(StrategicQuestion, Answer)]) -> StrategicSheet {
    answers.iter().fold(StrategicSheet::default(), |sheet, (question, answer)| sheet.with(*question, *answer))
}

/// The questions of the first area answered by letters: y, n, and anything else unknown.
fn first_area(letters: &str) -> StrategicSheet {
    let answers: Vec<(StrategicQuestion, Answer)> = QuestionArea::Opportunity
        .questions()
        .zip(letters.chars())
        .map(|(question, letter)| {
            (
                question,
                match letter {
                    'y' => Answer::Yes,
                    'n' => Answer::No,
                    _ => Answer::Unknown,
                },
            )
        })
        .collect();
    sheet(&answers)
}

#[test]
fn opp_4_each_area_has_five_questions() {
    assert_eq!(StrategicQuestion::ALL.len(), 20);
    for area in QuestionArea::ALL {
        assert_eq!(area.questions().count(), 5, "{area}");
    }
}

#[rstest]
#[case::large_first_class(Some(ValueClass::One), Some(100_000_000), true)]
#[case::too_small(Some(ValueClass::One), Some(99_999_999), false)]
#[case::another_class(Some(ValueClass::Two), Some(900_000_000), false)]
#[case::no_amount(Some(ValueClass::One), None, false)]
#[case::no_class(None, Some(900_000_000), false)]
fn opp_4_the_long_form_is_for_large_deals_of_class_one(
    #[case] class: Option<ValueClass>,
    #[case] amount: Option<i64>,
    #[case] expected: bool,
) {
    assert_eq!(long_form_applies(class, amount, &QuestionSettings::default()), expected);
}

#[rstest]
#[case::all("yyyyy", QuestionColour::Green)]
#[case::four("yyyy?", QuestionColour::Green)]
#[case::a_gap("yyyyn", QuestionColour::Yellow)]
#[case::three("yyy??", QuestionColour::Yellow)]
#[case::two_no("yyynn", QuestionColour::Red)]
#[case::two_no_and_nothing_else("nn???", QuestionColour::Red)]
#[case::hardly_known("yn???", QuestionColour::Grey)]
#[case::nothing_known("?????", QuestionColour::Grey)]
fn opp_4_the_colour_of_an_area(#[case] letters: &str, #[case] colour: QuestionColour) {
    let found = read_questions::<u8>(&first_area(letters), &[], &QuestionSettings::default(), monday()).value;
    assert_eq!(found.ours[0].colour, colour);
    assert_eq!(found.ours[0].yes + found.ours[0].no + found.ours[0].unknown, 5);
    assert!(found.questions.iter().all(|question| question.lead.is_none()), "nobody to compare with");
}

#[rstest]
#[case::only_we(Answer::Yes, [Answer::No, Answer::No], QuestionLead::Ours)]
#[case::both(Answer::Yes, [Answer::No, Answer::Yes], QuestionLead::Level)]
#[case::only_they(Answer::No, [Answer::Yes, Answer::Unknown], QuestionLead::Theirs)]
#[case::nobody(Answer::No, [Answer::No, Answer::No], QuestionLead::Level)]
#[case::one_rival_unknown(Answer::Yes, [Answer::No, Answer::Unknown], QuestionLead::Open)]
#[case::we_do_not_know(Answer::Unknown, [Answer::No, Answer::No], QuestionLead::Open)]
fn opp_4_a_question_is_compared_with_the_strongest_rival(
    #[case] ours: Answer,
    #[case] theirs: [Answer; 2],
    #[case] lead: QuestionLead,
) {
    let question = StrategicQuestion::InsideSupport;
    let rivals: Vec<(u8, StrategicSheet)> =
        RIVALS.into_iter().zip(theirs).map(|(rival, answer)| (rival, sheet(&[(question, answer)]))).collect();
    let found = read_questions(&sheet(&[(question, ours)]), &rivals, &QuestionSettings::default(), monday()).value;
    let read = found.questions.iter().find(|one| one.question == question).expect("all twenty are read");
    assert_eq!(read.lead, Some(lead));
    assert_eq!(found.rivals.len(), 2);
}

#[test]
fn opp_4_what_is_not_known_is_asked() {
    let found = read_questions::<u8>(&first_area("yyn?y"), &[], &QuestionSettings::default(), monday()).value;
    assert_eq!(found.ask.len(), 16);
    assert_eq!(found.ask[0], StrategicQuestion::Money);
}

#[test]
fn opp_4_what_changed_is_shown_in_the_order_of_the_questions() {
    let before = first_area("yn?y?");
    let now = first_area("yy?n?").with(StrategicQuestion::Profit, Answer::No);
    let change = |question, was, is| QuestionChange { question, was, is };
    assert_eq!(
        what_changed(&before, &now),
        [
            change(StrategicQuestion::Business, Answer::No, Answer::Yes),
            change(StrategicQuestion::Money, Answer::Yes, Answer::No),
            change(StrategicQuestion::Profit, Answer::Unknown, Answer::No),
        ]
    );
    assert!(what_changed(&now, &now).is_empty());
}
