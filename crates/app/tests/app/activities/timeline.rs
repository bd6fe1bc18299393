//! One timeline for everything that happens to a party, complete and without doubles however it is paged.

use std::collections::HashSet;

use app::activities::TimelineData;
use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{HOUR, Team, code, read};

/// All events, page by page, and how many pages they were.
async fn walk(team: &Team, party: Uuid) -> (Vec<app::activities::TimelineEvent>, usize) {
    let mut events = Vec::new();
    let mut before = None;
    for pages in 1.. {
        let page = team.app.timeline(&team.chen, party, before).await.unwrap();
        events.extend(page.items);
        before = page.next_before;
        if before.is_none() {
            return (events, pages);
        }
    }
    unreachable!("a timeline ends")
}

on_both_databases! {
    async fn every_event_is_shown_once_newest_first(team: Team) {
        let party = team.prospect("张三").await;
        for i in 0..130 {
            team.clock.forward(HOUR);
            let asked = if i % 2 == 0 {
                json!({ "outcome": "spoke", "note": i.to_string() })
            } else {
                json!({ "outcome": "not_reached", "note": i.to_string() })
            };
            team.log(&team.chen, party, asked).await;
        }
        let (events, pages) = walk(&team, party).await;
        assert!(pages > 2);
        assert!(events.is_sorted_by(|a, b| a.at >= b.at));
        let ids: HashSet<Uuid> = events.iter().map(|event| event.id).collect();
        assert_eq!(ids.len(), events.len(), "no doubles");
        let notes: HashSet<&str> = events
            .iter()
            .filter_map(|event| match &event.data {
                TimelineData::Activity { note, .. } => Some(note.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(notes.len(), 130, "no gaps");
        assert!(
            matches!(&events.last().unwrap().data, TimelineData::Change { kind, .. } if kind == "created")
                || matches!(&events.last().unwrap().data, TimelineData::Assessment { .. })
        );
    }

    async fn a_history_of_exactly_one_page_ends(team: Team) {
        let party = team.prospect("张三").await;
        let rows = (0..50).map(|i| note(party, team.now().as_millis() - 1_000 * (i + 1)));
        let older = (0..60).map(|i| note(party, team.now().as_millis() - 1_000 * (i + 51)));
        let tx = team.db.store().begin().await.unwrap();
        store::timeline::insert_activities(&tx, rows.chain(older).collect()).await.unwrap();
        tx.commit().await.unwrap();
        let (events, _) = walk(&team, party).await;
        assert_eq!(events.iter().filter(|event| matches!(event.data, TimelineData::Activity { .. })).count(), 110);
    }

    async fn events_of_one_moment_stay_together(team: Team) {
        let party = team.prospect("张三").await;
        let facts: serde_json::Map<String, serde_json::Value> =
            (0..70).map(|i| (format!("k{i}"), json!(i.to_string()))).collect();
        team.clock.forward(HOUR);
        let version = team.row(party).await.version;
        team.app.edit_party(&team.chen, party, read(json!({ "version": version, "custom": facts }))).await.unwrap();
        let (events, _) = walk(&team, party).await;
        let fields: HashSet<String> = events
            .into_iter()
            .filter_map(|event| match event.data {
                TimelineData::Change { kind, field, .. } if kind == "fact" => Some(field),
                _ => None,
            })
            .collect();
        assert_eq!(fields.len(), 70);
    }

    async fn it_is_read_by_all_who_reach_the_record(team: Team) {
        let party = team.prospect("张三").await;
        team.log(&team.chen, party, json!({ "outcome": "spoke" })).await;
        for actor in [&team.lin, &team.admin, &team.ana] {
            let items = team.app.timeline(actor, party, None).await.unwrap().items;
            let undoable =
                items.iter().any(|event| matches!(event.data, TimelineData::Activity { can_undo: true, .. }));
            assert!(!items.is_empty() && !undoable, "{}", actor.name);
        }
        assert_eq!(code(team.app.timeline(&team.zhao, party, None).await), "not_found");
    }
}

fn note(party: Uuid, at: i64) -> store::entities::activity::Model {
    store::entities::activity::Model {
        id: store::new_id(at),
        party_id: party,
        kind: "note".to_owned(),
        direction: "out".to_owned(),
        outcome: None,
        note: at.to_string(),
        two_way: false,
        objection: None,
        duration_seconds: None,
        new_fact: false,
        larger_order: false,
        trial: false,
        bought: false,
        trouble: false,
        at,
        by: None,
        created_at: at,
        before: None,
        retracted_at: None,
        permission: None,
    }
}
