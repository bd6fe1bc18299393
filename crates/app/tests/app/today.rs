//! Today: who is on the list, in which order, and why.

use app::today::Worklist;
use method::today::Action;
use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{DAY, HOUR, Team, code};

async fn today(team: &Team) -> Worklist {
    team.app.worklist(&team.chen, None).await.unwrap()
}

fn names(today: &Worklist) -> Vec<&str> {
    today.lines.iter().map(|line| line.party.name.as_str()).collect()
}

/// A person of chen's who was spoken to so many days ago, twice.
async fn spoken_to(team: &Team, name: &str, days: f64) -> Uuid {
    let asked = json!({ "name": name, "phones": ["13800138000"] });
    let party = team.party(&team.chen, asked).await.summary.id;
    for days in [days + 1.0, days] {
        team.log(&team.chen, party, json!({ "outcome": "spoke", "at": team.now().plus_days(-days) })).await;
    }
    party
}

on_both_databases! {
    async fn promises_come_before_meetings_golden_follow_ups_and_first_contacts(team: Team) {
        team.prospect("新客户").await;
        spoken_to(&team, "该跟进", 14.5).await;
        let golden = spoken_to(&team, "黄金", 14.5).await;
        for question in
            ["urgent_need", "favourable_cost_benefit", "positive_attitude", "large_orders", "centre_of_influence"]
        {
            team.answer(golden, &format!("golden.{question}"), "yes").await;
        }
        let met = spoken_to(&team, "有约", 1.0).await;
        team.log(&team.chen, met, json!({ "outcome": "meeting_set", "next": { "at": team.now().plus_hours(26) } }))
            .await;
        let promised = spoken_to(&team, "有承诺", 1.0).await;
        let next = json!({ "at": team.now().plus_hours(27), "kind": "promise", "title": "发资料" });
        team.log(&team.chen, promised, json!({ "outcome": "spoke", "next": next })).await;
        spoken_to(&team, "不急", 1.0).await;
        team.clock.forward(DAY);
        let list = today(&team).await;
        assert_eq!(names(&list), ["有承诺", "有约", "黄金", "该跟进", "新客户"]);
        let actions: Vec<Action> = list.lines.iter().map(|line| line.action).collect();
        assert_eq!(actions, [Action::KeepPromise, Action::Visit, Action::Call, Action::Call, Action::FirstContact]);
        assert_eq!(list.lines.iter().map(|line| line.rank).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    }

    async fn each_line_says_why_and_its_score_is_the_sum(team: Team) {
        spoken_to(&team, "逾期", 18.0).await;
        let list = today(&team).await;
        let line = &list.lines[0];
        let sum: f64 = line.reasons.iter().filter_map(|reason| reason.points).sum();
        assert!((line.score - sum).abs() < 1e-9);
        let factors: Vec<&str> = line.reasons.iter().map(|reason| reason.factor.as_ref()).collect();
        assert!(factors.contains(&"today.follow_up_overdue") && factors.contains(&"today.time_lost"), "{factors:?}");
        assert!(line.reasons.is_sorted_by(|a, b| a.points >= b.points));
    }

    async fn grade_and_intent_move_a_line_up(team: Team) {
        let plain = spoken_to(&team, "未评级", 15.0).await;
        let graded = spoken_to(&team, "甲级", 40.0).await;
        for criterion in ["able_to_pay", "has_need", "decides"] {
            team.answer(graded, &format!("screening.{criterion}"), "yes").await;
        }
        let list = today(&team).await;
        assert_eq!(list.lines.iter().map(|line| line.party.id).collect::<Vec<_>>(), [graded, plain]);
    }

    async fn outside_the_allowed_hours_calls_sink_and_say_when_they_become_possible(team: Team) {
        team.prospect("电话").await;
        let visited = spoken_to(&team, "有约", 1.0).await;
        team.log(&team.chen, visited, json!({ "outcome": "meeting_set", "next": { "at": team.now().plus_hours(11) } }))
            .await;
        assert_eq!(today(&team).await.lines[1].callable_at, None);
        team.clock.forward(2 * HOUR + 30 * 60_000);
        let list = today(&team).await;
        assert_eq!(names(&list), ["有约", "电话"]);
        assert_eq!(list.lines[1].callable_at, Some(team.now().plus_hours(1)), "13:30");
        team.clock.forward(8 * HOUR);
        let tomorrow_nine = team.now().plus_millis(12 * HOUR + 30 * 60_000);
        assert_eq!(today(&team).await.lines.last().unwrap().callable_at, Some(tomorrow_nine));
    }

    async fn the_day_is_that_of_the_persons_own_zone(team: Team) {
        let party = spoken_to(&team, "有约", 1.0).await;
        let tomorrow_early = team.now().plus_hours(15);
        team.log(&team.chen, party, json!({ "outcome": "meeting_set", "next": { "at": tomorrow_early } })).await;
        assert!(names(&today(&team).await).is_empty(), "one o'clock in the night of Shanghai is tomorrow");
        team.app.edit_me(&team.chen, crate::team::read(json!({ "time_zone": "Europe/Berlin" }))).await.unwrap();
        assert_eq!(names(&today(&team).await), ["有约"]);
    }

    async fn without_a_number_one_is_looked_for(team: Team) {
        team.party(&team.chen, json!({ "name": "无电话" })).await;
        assert_eq!(today(&team).await.lines[0].action, Action::FindContact);
    }

    async fn the_last_words_are_shown(team: Team) {
        let party = spoken_to(&team, "该跟进", 20.0).await;
        team.log(&team.chen, party, json!({ "outcome": "not_reached", "note": "", "at": team.now().plus_days(-1.0) }))
            .await;
        team.log(&team.chen, party, json!({ "kind": "note", "note": "喜欢喝茶", "at": team.now().plus_days(-2.0) }))
            .await;
        assert_eq!(today(&team).await.lines[0].last_words.as_deref(), Some("喜欢喝茶"));
    }

    async fn the_counts_agree_with_the_states(team: Team) {
        for (name, days) in [("正常", 1.0), ("到期", 14.5), ("逾期", 18.0), ("潜伏", 30.0)] {
            spoken_to(&team, name, days).await;
        }
        team.prospect("未联系").await;
        let counts = today(&team).await.counts;
        assert_eq!((counts.untouched, counts.due, counts.overdue, counts.dormant, counts.golden), (1, 1, 1, 1, 0));
    }

    async fn a_manager_sees_the_day_of_the_own_people(team: Team) {
        team.prospect("张三").await;
        let of_chen = Some(team.chen.user);
        let seen = team.app.worklist(&team.lin, of_chen).await.unwrap();
        assert_eq!((seen.user.name.as_str(), seen.lines.len()), ("chen", 1));
        for actor in [&team.wang, &team.li, &team.zhao] {
            assert_eq!(code(team.app.worklist(actor, of_chen).await), "not_found", "{}", actor.name);
        }
        assert_eq!(code(team.app.worklist(&team.ana, None).await), "forbidden");
        assert!(team.app.worklist(&team.admin, of_chen).await.is_ok());
    }

    async fn the_first_shown_are_many_and_the_rest_is_counted(team: Team) {
        let names: Vec<String> = ('一'..).take(205).map(|c| format!("王{c}")).collect();
        for name in &names {
            team.party(&team.chen, json!({ "name": name })).await;
        }
        let list = today(&team).await;
        assert_eq!((list.lines.len(), list.more), (200, 5));
    }
}
