//! The audit: newest first, page by page, of one subject or of all.

use store::{audit, entities::audit_record};
use test_support::{TestDatabase, on_both_databases};

use crate::sample::{NOW, write};

fn record(action: &str, subject: &str, at: i64) -> audit_record::Model {
    audit_record::Model {
        id: store::new_id(at),
        at,
        actor_id: None,
        action: action.to_owned(),
        subject_kind: "party".to_owned(),
        subject_id: subject.to_owned(),
        detail: "{}".to_owned(),
    }
}

on_both_databases! {
    async fn records_come_newest_first_without_doubles(db: TestDatabase) {
        let rows: Vec<_> = (0..7).map(|i| record(&format!("action {i}"), "p", NOW + i)).collect();
        write(db.store(), async |tx| audit::append(tx, rows).await.unwrap()).await;
        let mut seen = Vec::new();
        let mut before = None;
        loop {
            let page = audit::newest(db.store(), None, before, 3).await.unwrap();
            let Some(last) = page.last() else { break };
            before = Some(last.id);
            seen.extend(page.into_iter().map(|row| row.at - NOW));
        }
        assert_eq!(seen, [6, 5, 4, 3, 2, 1, 0]);
    }

    async fn records_of_one_subject_are_its_own(db: TestDatabase) {
        let rows = vec![record("a", "one", NOW), record("b", "two", NOW + 1), record("c", "one", NOW + 2)];
        write(db.store(), async |tx| audit::append(tx, rows).await.unwrap()).await;
        let actions: Vec<String> =
            audit::newest(db.store(), Some("one"), None, 9).await.unwrap().into_iter().map(|row| row.action).collect();
        assert_eq!(actions, ["c", "a"]);
    }

    async fn the_record_goes_with_the_transaction(db: TestDatabase) {
        let tx = db.store().begin().await.unwrap();
        audit::append(&tx, vec![record("a", "one", NOW)]).await.unwrap();
        tx.rollback().await.unwrap();
        assert!(audit::newest(db.store(), None, None, 9).await.unwrap().is_empty());
    }
}
