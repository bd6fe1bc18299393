//! Answers and the advice that follows from them: the worked examples of the method, through the use cases.

use app::{activities::TimelineData, parties::Advice};
use method::{
    appointments::intent::IntentLevel,
    prospecting::{
        golden::GoldenStatus,
        man::{ManAdvice, ManCell},
        screening::Grade,
    },
};
use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{DAY, Team, code, read, wrong_fields};

async fn advice(team: &Team, party: Uuid) -> Advice {
    team.app.advice(&team.chen, party).await.unwrap()
}

/// Score, its range and the grade.
async fn graded(team: &Team, party: Uuid) -> (f64, f64, f64, Option<Grade>) {
    let graded = advice(team, party).await.screening.value;
    (graded.score.value, graded.score.low, graded.score.high, graded.grade)
}

/// A card on which nothing says anything yet.
async fn blank(team: &Team) -> Uuid {
    team.party(&team.chen, json!({ "name": "张三" })).await.summary.id
}

on_both_databases! {
    async fn five_yes_and_two_unknown_are_an_a(team: Team) {
        let party = blank(&team).await;
        for criterion in ["able_to_pay", "has_need", "decides", "easy_to_approach", "responsible"] {
            team.answer(party, &format!("screening.{criterion}"), "yes").await;
        }
        assert_eq!(graded(&team, party).await, (92.5, 85.0, 100.0, Some(Grade::A)));
        let summary = team.summary(party).await;
        assert_eq!((summary.grade.as_deref(), summary.score), (Some("a"), Some(92.5)));
    }

    async fn money_without_a_say_is_a_c(team: Team) {
        let party = blank(&team).await;
        for (criterion, answer) in [("able_to_pay", "yes"), ("easy_to_approach", "yes"), ("decides", "no")] {
            team.answer(party, &format!("screening.{criterion}"), answer).await;
        }
        assert_eq!(graded(&team, party).await, (57.5, 35.0, 80.0, Some(Grade::C)));
    }

    async fn a_blank_card_is_not_graded(team: Team) {
        let party = blank(&team).await;
        assert_eq!(graded(&team, party).await, (50.0, 0.0, 100.0, None));
        let summary = team.summary(party).await;
        assert_eq!((summary.grade, summary.score), (None, None));
        team.answer(party, "screening.eligible", "no").await;
        assert_eq!(
            team.summary(party).await.grade.as_deref(),
            Some("d"),
            "who is not eligible is D whatever else is known"
        );
    }

    async fn an_answer_that_changes_the_grade_is_an_assessment_in_the_timeline(team: Team) {
        let party = blank(&team).await;
        for criterion in ["able_to_pay", "has_need", "decides"] {
            team.answer(party, &format!("screening.{criterion}"), "yes").await;
        }
        team.clock.forward(DAY);
        team.answer(party, "screening.able_to_pay", "no").await;
        let history = store::assessments::history(team.db.store(), party, "screening").await.unwrap();
        let grades: Vec<String> = history
            .iter()
            .map(|row| serde_json::from_str::<serde_json::Value>(&row.value).unwrap()["grade"].to_string())
            .collect();
        assert_eq!(grades, ["\"b\"", "\"a\"", "null"], "each verdict is kept as it was reached");
        assert!(history.iter().all(|row| row.rule == "screening" && row.rule_version >= 1));
        let timeline = team.app.timeline(&team.chen, party, None).await.unwrap();
        let newest = timeline.items.iter().find_map(|event| match &event.data {
            TimelineData::Assessment { value, reasons, .. } => Some((value["grade"].clone(), reasons.len())),
            _ => None,
        });
        assert_eq!(newest.unwrap(), (json!("b"), 3));
        let evidence =
            timeline.items.iter().filter(|event| matches!(event.data, TimelineData::Evidence { .. })).count();
        assert_eq!(evidence, 4, "the earlier answer stays readable");
    }

    async fn stop_only_when_all_three_are_known_no(team: Team) {
        let party = blank(&team).await;
        assert_eq!(advice(&team, party).await.man.value.advice, ManAdvice::Sell, "the best that is still possible");
        team.answer(party, "screening.able_to_pay", "no").await;
        team.answer(party, "screening.has_need", "no").await;
        let reading = advice(&team, party).await.man.value;
        assert_eq!(reading.cells, [ManCell::AuthorityOnly, ManCell::Nothing]);
        assert_eq!(reading.advice, ManAdvice::Cultivate);
        team.answer(party, "authority", "none").await;
        assert_eq!(advice(&team, party).await.man.value.advice, ManAdvice::Stop);
    }

    async fn who_only_recommends_has_authority_but_the_decider_is_wanted(team: Team) {
        let party = blank(&team).await;
        for (topic, answer) in
            [("screening.able_to_pay", "yes"), ("screening.has_need", "yes"), ("authority", "recommends")]
        {
            team.answer(party, topic, answer).await;
        }
        let found = advice(&team, party).await;
        assert_eq!((found.man.value.advice, found.man.value.also), (ManAdvice::Sell, Some(ManAdvice::FindDecider)));
        assert_eq!(found.screening.value.grade, Some(Grade::A), "who decides is both a criterion and the letter A");
    }

    async fn golden_needs_five_known_yeses(team: Team) {
        let party = blank(&team).await;
        let questions =
            ["urgent_need", "favourable_cost_benefit", "positive_attitude", "large_orders", "centre_of_influence"];
        for question in &questions[..4] {
            team.answer(party, &format!("golden.{question}"), "yes").await;
        }
        assert_eq!(advice(&team, party).await.golden.value.status, GoldenStatus::Open);
        assert!(!team.summary(party).await.golden);
        team.answer(party, &format!("golden.{}", questions[4]), "yes").await;
        assert!(team.summary(party).await.golden);
        team.answer(party, "golden.large_orders", "no").await;
        assert_eq!(advice(&team, party).await.golden.value.status, GoldenStatus::NotGolden);
        assert!(!team.summary(party).await.golden);
    }

    async fn evidence_of_intent_adds_up_and_fades(team: Team) {
        let party = blank(&team).await;
        let add = async |kind: &str| {
            let asked = read(json!({ "kind": kind, "note": "来电", "at": null }));
            team.app.add_intent_evidence(&team.chen, party, asked).await.unwrap()
        };
        add("asked_terms").await;
        let found = add("trial").await;
        assert_ne!(found.intent.value.level, IntentLevel::None);
        assert_eq!(found.intent_evidence.len(), 2);
        let fresh = found.intent.value.level;
        team.clock.forward(400 * DAY);
        assert_eq!(advice(&team, party).await.intent.value.level, IntentLevel::None, "faded from {fresh:?}");
        team.work().await;
        assert_eq!(team.summary(party).await.intent, "none", "the list follows at the next look over all records");
    }

    async fn a_level_set_by_hand_needs_its_evidence(team: Team) {
        let party = blank(&team).await;
        let set = |note: &str| read(json!({ "topic": "intent_level", "answer": "strong", "note": note }));
        assert_eq!(wrong_fields(team.app.answer_question(&team.chen, party, set(" ")).await), ["/note required"]);
        let found = team.app.answer_question(&team.chen, party, set("老板当面说本月签")).await.unwrap();
        assert_eq!(found.intent.value.level, IntentLevel::Strong);
        assert_eq!(team.summary(party).await.intent, "strong");
    }

    async fn questions_that_do_not_exist_are_refused(team: Team) {
        let party = blank(&team).await;
        for (topic, answer, field) in [
            ("screening.shoe_size", "yes", "/topic unknown"),
            ("weather", "yes", "/topic unknown"),
            ("screening.has_need", "maybe", "/answer unknown"),
            ("authority", "yes", "/answer unknown"),
        ] {
            let asked = read(json!({ "topic": topic, "answer": answer }));
            assert_eq!(wrong_fields(team.app.answer_question(&team.chen, party, asked).await), [field]);
        }
        let tomorrow = read(json!({ "kind": "trial", "at": team.now().plus_days(1.0) }));
        assert_eq!(
            wrong_fields(team.app.add_intent_evidence(&team.chen, party, tomorrow).await),
            ["/at in_the_future"]
        );
        let unknown = read(json!({ "kind": "telepathy", "at": null }));
        assert_eq!(code(team.app.add_intent_evidence(&team.chen, party, unknown).await), "invalid");
    }
}
