//! The catalogue of prospecting methods, and what each brought.

use app::methods::{MethodTexts, Wording};
use method::verdict::Measured;
use serde_json::json;
use test_support::on_both_databases;

use crate::team::{DAY, Team, code, read, wrong_fields};

/// A method of the shipped catalogue.
fn any_method() -> &'static str {
    method::prospecting::catalogue::catalogue().next().expect("a method").code
}

async fn view(team: &Team, code: &str) -> app::methods::MethodView {
    team.app.methods(&team.chen).await.unwrap().into_iter().find(|view| view.code == code).unwrap()
}

async fn result(team: &Team, actor: &app::Actor, asked: serde_json::Value) -> app::methods::MethodResultView {
    let results = team.app.method_results(actor, read(asked)).await.unwrap();
    results.into_iter().find(|result| result.code == any_method()).unwrap()
}

on_both_databases! {
    async fn a_teams_own_text_stands_until_the_shipped_one_is_restored(team: Team) {
        let shipped = view(&team, any_method()).await;
        assert!(!shipped.edited && shipped.version == 0);
        let mut texts: MethodTexts = shipped.texts.clone();
        texts.when_to_use.zh = "只在展会用".to_owned();
        let edited = team.app.edit_method(&team.lin, any_method(), None, texts.clone()).await.unwrap();
        assert_eq!((edited.edited, edited.version, &edited.texts), (true, 1, &texts));
        assert_eq!(edited.changed_by.unwrap().name, "lin");
        let restored = team.app.restore_method(&team.lin, any_method(), None).await.unwrap();
        assert_eq!((restored.edited, restored.version), (false, 2));
        assert_eq!(restored.texts, shipped.texts);
        texts.name.en = " ".to_owned();
        assert_eq!(wrong_fields(team.app.edit_method(&team.lin, any_method(), None, texts).await), ["/texts incomplete"]);
        assert_eq!(code(team.app.restore_method(&team.lin, "magic", None).await), "not_found");
    }

    async fn opp_3_a_teams_own_words_of_a_play_stand_until_the_shipped_ones_are_restored(team: Team) {
        let shipped = team.app.playbook_entry(&team.chen, "play.ask_why").await.unwrap();
        assert!(!shipped.edited && shipped.version == 0 && shipped.words == shipped.built_in);
        let words = Wording { zh: "先找内线问清楚".to_owned(), en: "ask the insider first".to_owned() };
        let edited = team.app.edit_playbook(&team.lin, "play.ask_why", Some(0), words.clone()).await.unwrap();
        assert_eq!((edited.edited, edited.version, &edited.words), (true, 1, &words));
        let read = team.app.playbook(&team.chen).await.unwrap();
        assert_eq!(read.iter().filter(|entry| entry.edited).map(|entry| entry.code.as_str()).collect::<Vec<_>>(), ["play.ask_why"]);
        let late = team.app.edit_playbook(&team.lin, "play.ask_why", Some(0), words.clone()).await;
        assert_eq!(code(late), "changed_meanwhile");
        let restored = team.app.restore_playbook(&team.lin, "play.ask_why", Some(1)).await.unwrap();
        assert_eq!((restored.edited, restored.version, restored.words), (false, 2, shipped.words));
        let blank = Wording { en: " ".to_owned(), ..words };
        assert_eq!(wrong_fields(team.app.edit_playbook(&team.lin, "play.ask_why", None, blank).await), ["/zh incomplete"]);
        assert_eq!(code(team.app.restore_playbook(&team.lin, "play.magic", None).await), "not_found");
        // a method keeps its own edits
        assert!(!view(&team, any_method()).await.edited);
    }

    async fn results_count_names_found_reached_met_and_won_and_cost_per_win(team: Team) {
        let surnames = ["赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫"];
        for (i, surname) in surnames.iter().enumerate() {
            let asked = json!({ "name": format!("{surname}一"), "method": any_method() });
            let party = team.party(&team.chen, asked).await.summary.id;
            team.clock.forward(1);
            match i {
                0 => {}
                1 => drop(team.log(&team.chen, party, json!({ "outcome": "spoke" })).await),
                _ => drop(team.log(&team.chen, party, json!({ "kind": "visit", "outcome": "met", "won": true })).await),
            }
        }
        let cost = |amount: i64, currency: &str| {
            read(json!({ "spent_at": team.now(), "amount_minor": amount, "currency": currency, "note": "展位" }))
        };
        team.app.add_method_cost(&team.lin, any_method(), cost(1_200_000, "CNY")).await.unwrap();
        team.app.add_method_cost(&team.lin, any_method(), cost(800_000, "CNY")).await.unwrap();
        team.app.add_method_cost(&team.lin, any_method(), cost(5_000, "EUR")).await.unwrap();
        team.clock.forward(DAY);
        let found = result(&team, &team.lin, json!({})).await;
        let counts = &found.result;
        assert_eq!((counts.found, counts.reached, counts.met, counts.won), (12, 11, 10, 10));
        assert_eq!((found.cost_minor, found.currency.as_deref()), (Some(2_000_000), Some("CNY")));
        let Some(Measured::Estimate { value, low, high, n }) = counts.cost_per_win_minor else { panic!("{counts:?}") };
        assert!((value - 200_000.0).abs() < 1e-6 && low < value && value < high && n == 10);
    }

    async fn too_few_names_give_no_rate(team: Team) {
        team.party(&team.chen, json!({ "name": "张三", "method": any_method() })).await;
        team.clock.forward(1);
        let found = result(&team, &team.chen, json!({})).await;
        assert_eq!(found.result.found, 1);
        assert!(matches!(found.result.win_rate, Measured::TooFew { n: 1, .. }));
        assert!(found.result.cost_per_win_minor.is_none());
    }

    async fn results_are_of_the_period_the_person_and_the_reach(team: Team) {
        team.party(&team.chen, json!({ "name": "张三", "method": any_method() })).await;
        team.party(&team.zhao, json!({ "name": "李四", "method": any_method() })).await;
        team.clock.forward(1);
        let found = async |actor: &app::Actor, asked| result(&team, actor, asked).await.result.found;
        assert_eq!(found(&team.admin, json!({})).await, 2);
        assert_eq!(found(&team.chen, json!({})).await, 1);
        assert_eq!(found(&team.lin, json!({})).await, 1);
        assert_eq!(found(&team.admin, json!({ "owner": team.zhao.user })).await, 1);
        assert_eq!(found(&team.admin, json!({ "team": team.root })).await, 2);
        assert_eq!(found(&team.admin, json!({ "team": team.north })).await, 1);
        assert_eq!(found(&team.admin, json!({ "from": team.now() })).await, 0);
    }

    async fn a_cost_is_a_sum_in_a_currency(team: Team) {
        let cost = |amount: i64, currency: &str| {
            read(json!({ "spent_at": team.now(), "amount_minor": amount, "currency": currency }))
        };
        for (amount, currency, field) in [
            (0, "CNY", "/amount_minor out_of_range"),
            (1, "yuan", "/currency malformed"),
            (1, "cny", "/currency malformed"),
        ] {
            let refused = team.app.add_method_cost(&team.lin, any_method(), cost(amount, currency)).await;
            assert_eq!(wrong_fields(refused), [field]);
        }
        assert_eq!(code(team.app.add_method_cost(&team.lin, "magic", cost(1, "CNY")).await), "not_found");
    }
}
