//! The dormancy report (PRO-9): who was let go, by whom, with what was said last.

use app::{
    Actor,
    dormancy::{DormancyAsked, DormancyPage},
    parties::ExportFormat,
};
use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{DAY, Team, code};

async fn spoken_with(team: &Team, actor: &Actor, name: &str, note: &str) -> Uuid {
    let asked = json!({ "kind": "organisation", "name": name, "facts": { "rival_products": "进口品牌" } });
    let party = team.party(actor, asked).await.summary.id;
    for words in ["先看看资料", note] {
        team.log(actor, party, json!({ "outcome": "spoke", "note": words })).await;
        team.clock.forward(DAY);
    }
    party
}

async fn names(team: &Team, actor: &Actor, asked: DormancyAsked) -> Vec<String> {
    let page = team.app.dormancy(actor, asked, DormancyPage::default()).await.unwrap();
    page.items.into_iter().map(|line| line.party.name).collect()
}

on_both_databases! {
    async fn who_is_let_go_is_listed_with_days_words_and_rival(team: Team) {
        spoken_with(&team, &team.chen, "甲公司", "等明年预算").await;
        spoken_with(&team, &team.chen, "乙公司", "月底再联系").await;
        assert!(names(&team, &team.lin, DormancyAsked::default()).await.is_empty());
        team.clock.forward(60 * DAY);
        let page = team.app.dormancy(&team.lin, DormancyAsked::default(), DormancyPage::default()).await.unwrap();
        let first = &page.items[0];
        assert_eq!((first.party.name.as_str(), first.days_silent), ("甲公司", 63), "the longest dormant first");
        assert_eq!(first.last_words.as_deref(), Some("等明年预算"));
        assert_eq!(first.rival.as_deref(), Some("进口品牌"));
        assert_eq!(first.owner.as_ref().unwrap().name, "chen");
        assert!(first.days_dormant > 0 && first.days_dormant < first.days_silent);
    }

    async fn pages_follow_one_another_without_a_gap(team: Team) {
        for i in 0..5 {
            spoken_with(&team, &team.chen, &format!("{i}号公司"), "再说").await;
        }
        team.clock.forward(60 * DAY);
        let mut seen = Vec::new();
        let mut cursor = None;
        loop {
            let asked = DormancyPage { cursor, limit: Some(2) };
            let page = team.app.dormancy(&team.chen, DormancyAsked::default(), asked).await.unwrap();
            seen.extend(page.items.into_iter().map(|line| line.party.name));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen, ["0号公司", "1号公司", "2号公司", "3号公司", "4号公司"]);
    }

    async fn everybody_sees_what_they_reach_and_the_counts_say_who(team: Team) {
        spoken_with(&team, &team.chen, "甲公司", "再说").await;
        spoken_with(&team, &team.zhao, "乙公司", "再说").await;
        team.clock.forward(60 * DAY);
        spoken_with(&team, &team.chen, "丙公司", "刚谈").await;
        assert_eq!(names(&team, &team.chen, DormancyAsked::default()).await, ["甲公司"]);
        assert_eq!(names(&team, &team.lin, DormancyAsked::default()).await, ["甲公司"]);
        assert_eq!(names(&team, &team.ana, DormancyAsked::default()).await.len(), 2);
        let of_zhao = DormancyAsked { owner: Some(team.zhao.user), ..DormancyAsked::default() };
        assert_eq!(names(&team, &team.ana, of_zhao.clone()).await, ["乙公司"]);
        let refused = team.app.dormancy(&team.lin, of_zhao, DormancyPage::default()).await;
        assert_eq!(code(refused), "not_found");
        let summary = team.app.dormancy_summary(&team.ana, DormancyAsked::default()).await.unwrap();
        assert_eq!((summary.dormant, summary.spoken_with), (2, 3));
        let chen = summary.reps.iter().find(|count| count.user.as_ref().unwrap().name == "chen").unwrap();
        assert_eq!((chen.dormant, chen.spoken_with), (1, 2));
        assert_eq!(summary.teams.len(), 2);
    }

    async fn the_report_leaves_as_a_file(team: Team) {
        spoken_with(&team, &team.chen, "=甲公司", "再说").await;
        team.clock.forward(60 * DAY);
        let path = team.app.export_dormancy(&team.lin, DormancyAsked::default(), ExportFormat::Csv).await.unwrap();
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.contains("days_silent") && text.contains("'=甲公司"), "{text}");
        assert!(team.audited("").await.contains(&"dormancy_exported".to_owned()));
        let refused = team.app.export_dormancy(&team.ana, DormancyAsked::default(), ExportFormat::Xlsx).await;
        assert_eq!(code(refused), "forbidden");
    }
}
