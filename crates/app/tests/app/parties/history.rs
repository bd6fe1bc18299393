//! The history of a record fact by fact: value, from when, by whom, in which way.

use app::parties::{FactEntry, HistoryAsked, HistoryWay};
use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use crate::{
    imports::{run, upload},
    merges::{merge, two, undo},
    team::{MINUTE, Team, code, read, wrong_fields},
};

async fn history(team: &Team, party: Uuid, fact: &str) -> Vec<FactEntry> {
    let asked = HistoryAsked { fact: Some(fact.to_owned()), ..HistoryAsked::default() };
    team.app.fact_history(&team.admin, party, asked).await.unwrap().items
}

/// The values, newest first, with who and how.
fn told(entries: &[FactEntry]) -> Vec<(String, String, HistoryWay, bool)> {
    let by = |entry: &FactEntry| entry.by.as_ref().map(|user| user.name.clone()).unwrap_or_default();
    let line = |entry: &FactEntry| (entry.value.clone().unwrap_or_default(), by(entry), entry.way, entry.current);
    entries.iter().map(line).collect()
}

fn line(value: &str, by: &str, way: HistoryWay, current: bool) -> (String, String, HistoryWay, bool) {
    (value.to_owned(), by.to_owned(), way, current)
}

async fn edit(team: &Team, actor: &app::Actor, party: Uuid, change: serde_json::Value) {
    let mut whole = json!({ "version": team.row(party).await.version });
    whole.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    team.app.edit_party(actor, party, read(whole)).await.unwrap();
    team.clock.forward(MINUTE);
}

on_both_databases! {
    async fn a_fact_has_its_first_value_and_each_later_one(team: Team) {
        let asked = json!({ "name": "张三", "facts": { "employer": "华信电子" } });
        let party = team.party(&team.chen, asked).await.summary.id;
        team.clock.forward(MINUTE);
        edit(&team, &team.chen, party, json!({ "facts": { "employer": "海川机械" } })).await;
        edit(&team, &team.lin, party, json!({ "facts": { "employer": "" }, "name": "张三丰" })).await;
        let employer = history(&team, party, "employer").await;
        use HistoryWay::Hand;
        assert_eq!(
            told(&employer),
            [line("", "lin", Hand, true), line("海川机械", "chen", Hand, false), line("华信电子", "chen", Hand, false)]
        );
        assert_eq!(employer[1].before.as_deref(), Some("华信电子"));
        assert_eq!(employer[2].at, team.row(party).await.created_at.into());
        assert_eq!(told(&history(&team, party, "name").await)[1], line("张三", "chen", Hand, false));
        // a fact that never changed has its one value
        assert_eq!(told(&history(&team, party, "status").await), [line("prospect", "chen", Hand, true)]);
    }

    async fn owners_are_named_and_verdicts_are_the_rules(team: Team) {
        let party = team.prospect("张三").await;
        team.clock.forward(MINUTE);
        team.app.assign(&team.lin, read(json!({ "ids": [party], "owner_id": team.li.user }))).await.unwrap();
        let owner = history(&team, party, "owner").await;
        assert_eq!(told(&owner), [line("li", "lin", HistoryWay::Hand, true), line("chen", "chen", HistoryWay::Hand, false)]);
        assert_eq!(owner[0].reason.as_deref(), Some("assigned"));
        for criterion in ["able_to_pay", "has_need", "decides", "easy_to_approach", "eligible", "aware"] {
            team.answer(party, &format!("screening.{criterion}"), "yes").await;
        }
        let grades = history(&team, party, "grade").await;
        let row = team.row(party).await;
        assert_eq!(grades[0].value.clone().unwrap_or("n".to_owned()), row.grade);
        assert!(grades.iter().all(|entry| entry.way == HistoryWay::Rule && entry.rule.is_some()));
        assert!(grades.windows(2).all(|pair| pair[0].value != pair[1].value), "only where it moved");
    }

    async fn wishes_are_in_it_by_channel_and_as_a_whole(team: Team) {
        let party = team.prospect("张三").await;
        let say = async |channel: Option<&str>, given: bool| {
            let asked = json!({ "channel": channel, "given": given, "source": "spoken", "note": "电话里说的" });
            team.app.record_consent(&team.chen, party, read(asked)).await.unwrap();
            team.clock.forward(MINUTE);
        };
        say(Some("sms"), true).await;
        say(None, false).await;
        let all = history(&team, party, "consent").await;
        let facts: Vec<(&str, &str)> =
            all.iter().map(|entry| (entry.fact.as_str(), entry.value.as_deref().unwrap())).collect();
        assert_eq!(facts, [("consent", "withdrawn"), ("consent.sms", "given")]);
        assert_eq!(all[0].reason.as_deref(), Some("电话里说的"));
        assert_eq!(history(&team, party, "consent.sms").await.len(), 1);
    }

    async fn numbers_stay_masked_also_those_that_are_gone(team: Team) {
        let party = team.prospect("张三").await;
        team.clock.forward(MINUTE);
        let add = read(json!({ "kind": "phone", "value": "13900139000", "label": null }));
        let record = team.app.add_contact(&team.chen, party, add).await.unwrap();
        team.clock.forward(MINUTE);
        let first = record.contacts.iter().find(|contact| contact.masked == "138****8000").unwrap().id;
        team.app.delete_contact(&team.lin, party, first).await.unwrap();
        edit(&team, &team.chen, party, json!({ "identity_number": "11010519491231002X" })).await;
        let phones = history(&team, party, "phone").await;
        use HistoryWay::Hand;
        assert_eq!(told(&phones), [line("", "lin", Hand, false), line("139****9000", "chen", Hand, true)]);
        assert_eq!(phones[0].before.as_deref(), Some("138****8000"));
        let whole = team.app.fact_history(&team.admin, party, HistoryAsked::default()).await.unwrap();
        let text = serde_json::to_string(&whole).unwrap();
        for number in ["13800138000", "13900139000", "11010519491231002X"] {
            assert!(!text.contains(number), "{text}");
        }
        assert!(whole.facts.contains(&"identity_number".to_owned()));
    }

    async fn a_number_marked_wrong_is_none_of_theirs_any_more(team: Team) {
        let party = team.prospect("张三").await;
        team.clock.forward(MINUTE);
        let contact = team.app.party(&team.chen, party).await.unwrap().contacts[0].id;
        team.app.edit_contact(&team.chen, party, contact, read(json!({ "valid": false }))).await.unwrap();
        let phones = history(&team, party, "phone").await;
        assert!(phones.iter().all(|entry| !entry.current), "{phones:?}");
        assert_eq!(phones[0].reason.as_deref(), Some("contact_wrong"));
        assert_eq!(phones.last().unwrap().value.as_deref(), Some("138****8000"));
    }

    async fn what_came_with_a_file_names_the_file(team: Team) {
        let file = "姓名,手机,需求\n张三,13800138000,养老\n";
        let import = upload(&team, "list.csv", file).await.unwrap();
        run(&team, &import, json!({})).await;
        let party = team.app.parties(&team.chen, read(json!({}))).await.unwrap().items[0].id;
        let need = history(&team, party, "need").await;
        assert_eq!(need[0].way, HistoryWay::Import);
        assert_eq!(need[0].run.as_ref().unwrap().file_name, "list.csv");
        assert_eq!(history(&team, party, "phone").await[0].run.as_ref().unwrap().id, import.id);
        team.clock.forward(MINUTE);
        // a second file overwrites a fact and brings another number
        let again = upload(&team, "more.csv", "姓名,手机,需求,手机2\n张三,13800138000,教育,13900139000\n").await.unwrap();
        run(&team, &again, json!({ "on_duplicate": "overwrite" })).await;
        let need = history(&team, party, "need").await;
        assert_eq!((need[0].value.as_deref(), need[0].way), (Some("教育"), HistoryWay::Import));
        assert_eq!(need[0].run.as_ref().unwrap().file_name, "more.csv");
        assert_eq!(need[1].run.as_ref().unwrap().file_name, "list.csv");
    }

    async fn what_a_merge_changed_says_so_and_what_undoing_it_changed_too(team: Team) {
        let (kept, merged) = two(&team).await;
        let done = merge(&team, kept, merged).await;
        let need = history(&team, kept, "need").await;
        assert_eq!((need[0].value.as_deref(), need[0].way), (Some("养老"), HistoryWay::Merge));
        undo(&team, &team.chen, done.id).await.unwrap();
        let need = history(&team, kept, "need").await;
        assert_eq!((need[0].value.as_deref(), need[0].way), (None, HistoryWay::MergeUndone));
    }

    async fn pages_follow_each_other_without_a_gap(team: Team) {
        let party = team.prospect("张三").await;
        for i in 0..7 {
            edit(&team, &team.chen, party, json!({ "facts": { "need": format!("需求{i}") } })).await;
        }
        let whole = team.app.fact_history(&team.chen, party, HistoryAsked::default()).await.unwrap();
        assert_eq!(whole.next, None);
        let mut asked = HistoryAsked { limit: Some(3), ..HistoryAsked::default() };
        let mut read_on = Vec::new();
        loop {
            let page = team.app.fact_history(&team.chen, party, asked.clone()).await.unwrap();
            assert!(page.items.len() <= 3);
            assert_eq!(page.facts, whole.facts);
            read_on.extend(page.items);
            let Some(next) = page.next else { break };
            asked.cursor = Some(next);
        }
        let key = |entry: &FactEntry| (entry.at, entry.fact.clone(), entry.value.clone());
        assert_eq!(read_on.iter().map(key).collect::<Vec<_>>(), whole.items.iter().map(key).collect::<Vec<_>>());
        let broken = HistoryAsked { cursor: Some("x".to_owned()), ..HistoryAsked::default() };
        assert_eq!(wrong_fields(team.app.fact_history(&team.chen, party, broken).await), ["/cursor malformed"]);
        assert_eq!(code(team.app.fact_history(&team.li, party, HistoryAsked::default()).await), "not_found");
    }
}
