//! Lists of parties as a screen asks for them.

use std::collections::HashSet;

use app::parties::{ListParties, PartySummary};
use serde_json::{Value, json};
use test_support::on_both_databases;

use crate::team::{DAY, Team, read, wrong_fields};

async fn list(team: &Team, asked: Value) -> Vec<PartySummary> {
    team.app.parties(&team.chen, read(asked)).await.unwrap().items
}

async fn names(team: &Team, filter: Value) -> Vec<String> {
    list(team, filter).await.into_iter().map(|party| party.name).collect()
}

/// Seven surnames for people who differ in nothing else.
const PEOPLE: [&str; 7] = ["赵一", "钱二", "孙三", "李四", "周五", "吴六", "郑七"];

on_both_databases! {
    async fn pages_follow_each_other_without_doubles_or_gaps(team: Team) {
        for name in PEOPLE {
            team.party(&team.chen, json!({ "name": name })).await;
        }
        for sort in [
            "-score",
            "score",
            "name",
            "-created_at",
            "grade",
            "next_contact_at",
            "-last_contact_at",
            "updated_at",
            "completeness",
        ] {
            let mut seen = Vec::new();
            let mut cursor: Option<String> = None;
            loop {
                let asked = ListParties {
                    sort: Some(sort.to_owned()),
                    cursor: cursor.clone(),
                    limit: Some(3),
                    ..Default::default()
                };
                let page = team.app.parties(&team.chen, asked).await.unwrap();
                assert_eq!(page.total.map(|total| (total.count, total.exact)), cursor.is_none().then_some((7, true)));
                seen.extend(page.items.into_iter().map(|party| party.id));
                cursor = page.next;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(seen.len(), 7, "{sort}");
            assert_eq!(seen.iter().collect::<HashSet<_>>().len(), 7, "{sort}");
        }
    }

    async fn an_order_or_a_cursor_that_does_not_exist_is_refused(team: Team) {
        let ask = |asked: Value| team.app.parties(&team.chen, read(asked));
        assert_eq!(wrong_fields(ask(json!({ "sort": "shoe_size" })).await), ["/sort unknown"]);
        assert_eq!(wrong_fields(ask(json!({ "cursor": "x" })).await), ["/cursor malformed"]);
        assert_eq!(wrong_fields(ask(json!({ "owner": "somebody" })).await), ["/owner malformed"]);
    }

    async fn filters_read_as_a_client_writes_them(team: Team) {
        let hangzhou = json!([{ "kind": "home", "text": "浙江省杭州市西湖区文三路 1 号" }]);
        team.party(&team.chen, json!({ "name": "张三", "market": "warm", "tags": ["老乡"], "addresses": hangzhou }))
            .await;
        let firm = team.party(&team.chen, json!({ "name": "海川公司", "kind": "organisation" })).await.summary.id;
        team.answer(firm, "screening.eligible", "no").await;
        for (filter, expected) in [
            (json!({ "kind": "organisation" }), vec!["海川公司"]),
            (json!({ "grade": "D" }), vec!["海川公司"]),
            (json!({ "grade": "n,a" }), vec!["张三"]),
            (json!({ "market": "warm" }), vec!["张三"]),
            (json!({ "tag": "老乡" }), vec!["张三"]),
            (json!({ "city": "杭州" }), vec!["张三"]),
            (json!({ "owner": "me" }), vec!["张三", "海川公司"]),
            (json!({ "owner": "none" }), vec![]),
            (json!({ "q": "hcgs" }), vec!["海川公司"]),
            (json!({ "cadence": "untouched" }), vec!["张三", "海川公司"]),
            (json!({ "cadence": "fine,due" }), vec![]),
            (json!({ "status": "customer" }), vec![]),
            (json!({ "min_score": 1.0 }), vec!["海川公司"]),
            (json!({ "team": team.root }), vec!["张三", "海川公司"]),
            (json!({ "team": team.south }), vec![]),
        ] {
            let mut found = names(&team, filter.clone()).await;
            found.sort();
            assert_eq!(found, expected, "{filter}");
        }
    }

    async fn each_party_is_in_the_one_state_that_its_line_shows(team: Team) {
        let days = [0.0, 13.0, 15.0, 20.0, 30.0];
        for (name, silent) in PEOPLE.into_iter().zip(days) {
            let party = team.party(&team.chen, json!({ "name": name })).await.summary.id;
            for extra in [1.0, 0.0] {
                let at = team.now().plus_days(-silent - extra);
                team.log(&team.chen, party, json!({ "outcome": "spoke", "at": at })).await;
            }
        }
        team.party(&team.chen, json!({ "name": "未联系" })).await;
        let given_up = team.party(&team.chen, json!({ "name": "放弃" })).await.summary.id;
        let stop = read(json!({ "to": "stopped", "reason": "无需求" }));
        team.app.set_disposition(&team.chen, given_up, stop).await.unwrap();
        let mut states = HashSet::new();
        for state in ["untouched", "fine", "due", "overdue", "dormant"] {
            for party in list(&team, json!({ "cadence": state, "disposition": "any" })).await {
                assert_eq!(party.cadence, state, "{}", party.name);
                assert!(states.insert(party.id), "{} is in one state only", party.name);
            }
        }
        assert_eq!(states.len(), days.len() + 2);
        assert_eq!(names(&team, json!({ "cadence": "fine" })).await.len(), 2);
        assert_eq!(names(&team, json!({ "cadence": "dormant" })).await.len(), 1);
    }

    async fn a_line_shows_when_the_next_contact_is(team: Team) {
        let party = team.prospect("张三").await;
        team.log(&team.chen, party, json!({ "outcome": "spoke" })).await;
        let line = team.summary(party).await;
        assert_eq!((line.cadence.as_str(), line.last_two_way_at), ("fine", Some(team.now())));
        let monday = team.now().plus_days(5.0);
        assert_eq!(line.next_contact_at, Some(monday), "three working days after the first contact");
        team.clock.forward(5 * DAY);
        assert_eq!(team.summary(party).await.cadence, "due");
    }
}
