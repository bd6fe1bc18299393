//! A change of the settings is checked, kept with its reason, and asks the rules anew.

use method::MethodSettings;
use serde_json::json;
use test_support::on_both_databases;

use crate::team::{Team, code, read, wrong_fields};

fn change(version: i32, reason: &str, set: impl FnOnce(&mut MethodSettings)) -> app::settings::ChangeSettings {
    let mut method = MethodSettings::default();
    set(&mut method);
    read(json!({ "method": method, "reason": reason, "version": version }))
}

on_both_databases! {
    async fn a_change_regrades_every_record_and_keeps_the_verdicts_before(team: Team) {
        let party = team.party(&team.chen, json!({ "name": "张三" })).await.summary.id;
        for (criterion, answer) in [("able_to_pay", "yes"), ("easy_to_approach", "yes"), ("decides", "no")] {
            team.answer(party, &format!("screening.{criterion}"), answer).await;
        }
        assert_eq!(team.summary(party).await.grade.as_deref(), Some("c"));
        let changed = team
            .app
            .change_settings(&team.admin, change(0, "放宽乙级", |settings| settings.screening.b_from = 55.0))
            .await
            .unwrap();
        assert_eq!((changed.version, changed.changed_by.unwrap().name.as_str()), (1, "admin"));
        team.work().await;
        assert_eq!(team.summary(party).await.grade.as_deref(), Some("b"));
        let history = store::assessments::history(team.db.store(), party, "screening").await.unwrap();
        let before = history.iter().filter(|row| row.value.contains("\"grade\":\"c\"")).count();
        assert_eq!(before, 1, "the earlier verdict stands as it was reached");
        let advice = team.app.advice(&team.chen, party).await.unwrap();
        assert_eq!(advice.screening.value.grade, Some(method::prospecting::screening::Grade::B));
    }

    async fn a_preview_says_what_saving_then_does_and_saves_nothing(team: Team) {
        let party = team.party(&team.chen, json!({ "name": "张三" })).await.summary.id;
        team.party(&team.chen, json!({ "name": "李四" })).await;
        for (criterion, answer) in [("able_to_pay", "yes"), ("easy_to_approach", "yes"), ("decides", "no")] {
            team.answer(party, &format!("screening.{criterion}"), answer).await;
        }
        let mut proposed = MethodSettings::default();
        proposed.screening.b_from = 55.0;
        let asked = || read(json!({ "method": proposed }));
        let before = team.row(party).await;
        let preview = team.app.preview_settings(&team.admin, asked()).await.unwrap();
        assert_eq!((preview.looked_at, preview.changed), (2, 1));
        let grade = preview.moves.iter().find(|one| one.class == "grade").unwrap();
        assert_eq!((grade.from.as_str(), grade.to.as_str(), grade.count), ("c", "b", 1));
        assert_eq!(grade.examples[0].name, "张三");
        assert_eq!(team.row(party).await, before);
        assert_eq!(team.app.settings_view(&team.admin).await.unwrap().version, 0);

        team.app.change_settings(&team.admin, read(json!({ "method": proposed, "reason": "放宽", "version": 0 }))).await.unwrap();
        team.work().await;
        assert_eq!(team.row(party).await.grade, "b");
        let again = team.app.preview_settings(&team.admin, asked()).await.unwrap();
        assert_eq!((again.changed, again.moves.len()), (0, 0), "what is in force changes nothing");
    }

    async fn a_preview_is_the_administrators_and_of_sound_values(team: Team) {
        let asked = |b_from: f64| {
            let mut method = MethodSettings::default();
            method.screening.b_from = b_from;
            read(json!({ "method": method }))
        };
        assert_eq!(code(team.app.preview_settings(&team.lin, asked(55.0)).await), "forbidden");
        assert!(!wrong_fields(team.app.preview_settings(&team.admin, asked(90.0)).await).is_empty());
    }

    async fn a_change_needs_a_reason_and_sound_values(team: Team) {
        let no_reason = change(0, "  ", |_| {});
        assert_eq!(wrong_fields(team.app.change_settings(&team.admin, no_reason).await), ["/reason required"]);
        let unsound = change(0, "试验", |settings| settings.screening.b_from = 90.0);
        let fields = wrong_fields(team.app.change_settings(&team.admin, unsound).await);
        assert!(!fields.is_empty() && fields.iter().all(|field| field.starts_with("/method/screening/")), "{fields:?}");
        assert_eq!(team.app.settings_view(&team.admin).await.unwrap().version, 0);
    }

    async fn a_change_of_a_version_that_is_over_is_refused(team: Team) {
        team.app.change_settings(&team.admin, change(0, "一", |_| {})).await.unwrap();
        assert_eq!(code(team.app.change_settings(&team.admin, change(0, "二", |_| {})).await), "changed_meanwhile");
        team.clock.forward(1_000);
        team.app.change_settings(&team.admin, change(1, "三", |_| {})).await.unwrap();
        let history = team.app.settings_history(&team.lin).await.unwrap();
        let kept: Vec<(i32, &str)> = history.iter().map(|version| (version.version, version.reason.as_str())).collect();
        assert_eq!(kept, [(2, "三"), (1, "一")]);
    }

    async fn another_server_follows_within_half_a_minute(team: Team) {
        team.prospect("张三").await;
        let config = app::Config { data_dir: team.data_dir().to_owned(), demo: false, import_folder: None };
        let other = app::App::open(team.db.location(), team.clock.clone(), config).await.unwrap();
        let outcomes = async || other.outcomes(&team.chen).await.unwrap().len();
        let before = outcomes().await;
        let without = change(0, "少用", |settings| settings.outcomes.outcomes[0].active = false);
        team.app.change_settings(&team.admin, without).await.unwrap();
        assert_eq!(team.app.outcomes(&team.chen).await.unwrap().len(), before - 1);
        team.clock.forward(31_000);
        assert_eq!(outcomes().await, before - 1);
    }

    async fn an_outcome_switched_off_cannot_be_logged(team: Team) {
        let party = team.prospect("张三").await;
        let without = change(0, "少用", |settings| settings.outcomes.outcomes[2].active = false);
        team.app.change_settings(&team.admin, without).await.unwrap();
        let logged =
            team.app.log_activity(&team.chen, party, read(json!({ "kind": "call", "outcome": "spoke" }))).await;
        assert_eq!(wrong_fields(logged), ["/outcome unknown"]);
    }
}
