//! The queue of pairs believed to be the same: filled by a scan, seen within reach, decided once (PRO-11).

use app::duplicates::{ListPairs, PairState};
use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use crate::{
    merges::{merge, merge_as, two, undo},
    team::{Team, code, read},
};

async fn scan(team: &Team) {
    team.app.start_scan(&team.lin).await.unwrap();
    while team.app.work_one().await.unwrap() {}
    team.clock.forward(1_000);
}

async fn pairs(team: &Team, actor: &app::Actor, asked: ListPairs) -> Vec<(Uuid, Uuid)> {
    let page = team.app.duplicate_pairs(actor, asked).await.unwrap();
    page.items.into_iter().map(|pair| (pair.left.id, pair.right.id)).collect()
}

async fn open(team: &Team, actor: &app::Actor) -> Vec<(Uuid, Uuid)> {
    pairs(team, actor, ListPairs::default()).await
}

async fn first_pair(team: &Team) -> Uuid {
    team.app.duplicate_pairs(&team.chen, ListPairs::default()).await.unwrap().items[0].id
}

on_both_databases! {
    async fn a_scan_fills_the_queue_and_tells_how_far_it_is(team: Team) {
        let (left, right) = two(&team).await;
        let started = team.app.start_scan(&team.lin).await.unwrap();
        assert_eq!((started.state.as_str(), started.stage.as_str()), ("running", "waiting"));
        assert_eq!(code(team.app.start_scan(&team.admin).await), "scan_running");
        assert!(team.app.work_one().await.unwrap());
        let done = &team.app.scans(&team.chen).await.unwrap()[0];
        assert_eq!((done.state.as_str(), done.records, done.found, done.added), ("finished", 2, 1, 1));
        assert_eq!(open(&team, &team.chen).await, [(left, right)]);
        scan(&team).await;
        assert_eq!(open(&team, &team.chen).await, [(left, right)], "a second scan finds it again, once");
    }

    async fn a_pair_is_seen_by_those_who_see_both(team: Team) {
        let (left, _) = two(&team).await;
        let lis = team.party(&team.li, json!({ "name": "张三", "phones": ["13800138000"] })).await.summary.id;
        scan(&team).await;
        assert_eq!(open(&team, &team.chen).await.len(), 1);
        assert!(open(&team, &team.li).await.is_empty());
        assert!(open(&team, &team.wang).await.is_empty());
        assert_eq!(open(&team, &team.lin).await.len(), 3);
        assert_eq!(open(&team, &team.ana).await.len(), 3);
        let of_one = ListPairs { party: Some(lis), ..ListPairs::default() };
        assert_eq!(pairs(&team, &team.lin, of_one).await.len(), 2);
        let page = team.app.duplicate_pairs(&team.ana, ListPairs::default()).await.unwrap();
        assert!(page.items.iter().all(|pair| !pair.can_merge), "an analyst sees and does not merge");
        assert!(page.items.iter().any(|pair| pair.left.id == left));
    }

    async fn what_is_not_the_same_is_not_asked_again_and_can_be_taken_up(team: Team) {
        let (left, right) = two(&team).await;
        scan(&team).await;
        let pair = first_pair(&team).await;
        assert_eq!(code(team.app.dismiss_pair(&team.wang, pair).await), "not_found");
        assert_eq!(code(team.app.dismiss_pair(&team.ana, pair).await), "forbidden");
        team.app.dismiss_pair(&team.chen, pair).await.unwrap();
        scan(&team).await;
        assert!(open(&team, &team.chen).await.is_empty());
        assert!(team.app.scan_duplicates(&team.admin).await.unwrap().pairs.is_empty(), "nor by the command line");
        let dismissed = ListPairs { state: PairState::Dismissed, ..ListPairs::default() };
        let page = team.app.duplicate_pairs(&team.chen, dismissed).await.unwrap();
        assert_eq!(page.items[0].decided_by.as_ref().unwrap().name, "chen");
        team.app.reopen_pair(&team.chen, pair).await.unwrap();
        assert_eq!(open(&team, &team.chen).await, [(left, right)]);
        assert_eq!(team.app.scan_duplicates(&team.admin).await.unwrap().pairs.len(), 1);
    }

    async fn a_merged_pair_leaves_the_queue_and_comes_back_with_the_undo(team: Team) {
        let (left, right) = two(&team).await;
        let third = team.party(&team.chen, json!({ "name": "张三", "phones": ["13900139000"] })).await.summary.id;
        scan(&team).await;
        let before = open(&team, &team.chen).await;
        assert!(before.contains(&(left, right)) && before.contains(&(right, third)), "{before:?}");
        let done = merge(&team, left, right).await;
        let now = open(&team, &team.chen).await;
        assert_eq!(now, [(left, third)], "whom the merged record resembled, the kept one resembles");
        assert!(team.app.scan_duplicates(&team.admin).await.unwrap().pairs.iter().all(|p| p.left != right && p.right != right));
        undo(&team, &team.chen, done.id).await.unwrap();
        assert_eq!(open(&team, &team.chen).await, before);
    }

    async fn the_queue_is_paged_by_likeness(team: Team) {
        for i in 0..4 {
            let phone = format!("1380013800{i}");
            for _ in 0..2 {
                let asked = json!({ "name": format!("客户{i}"), "phones": [phone] });
                team.party(&team.chen, asked).await;
            }
        }
        scan(&team).await;
        let all = open(&team, &team.chen).await;
        let mut paged = Vec::new();
        let mut cursor = None;
        loop {
            let asked = ListPairs { limit: Some(3), cursor: cursor.clone(), ..ListPairs::default() };
            let page = team.app.duplicate_pairs(&team.chen, asked).await.unwrap();
            paged.extend(page.items.iter().map(|pair| (pair.left.id, pair.right.id)));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(paged, all);
        assert!(all.len() >= 4);
    }

    async fn only_some_may_have_everything_compared(team: Team) {
        assert_eq!(code(team.app.start_scan(&team.chen).await), "forbidden");
        assert!(team.app.start_scan(&team.ana).await.is_ok());
    }

    async fn a_pair_whose_records_were_merged_by_hand_is_not_written_by_a_late_scan(team: Team) {
        let (left, right) = two(&team).await;
        merge_as(&team, &team.chen, left, right, json!({})).await.unwrap();
        scan(&team).await;
        assert!(open(&team, &team.admin).await.is_empty());
        let read_back: ListPairs = read(json!({ "likeness": "same" }));
        assert!(pairs(&team, &team.admin, read_back).await.is_empty());
    }
}
