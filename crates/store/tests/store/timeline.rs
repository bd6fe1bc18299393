//! What happened to a party: appended, read newest first, retracted but never deleted.

use store::{assessments, parties::Reach, timeline};
use test_support::{TestDatabase, on_both_databases};
use uuid::Uuid;

use crate::sample::{self, DAY, NOW, call, change, evidence, insert_party, party, party_with, task, write};

on_both_databases! {
    async fn a_page_is_the_newest_rows_before_a_moment(db: TestDatabase) {
        let id = insert_party(&db, party("张三")).await;
        let rows = (0..5).map(|day| call(id, NOW + day * DAY)).collect();
        write(db.store(), async |tx| timeline::insert_activities(tx, rows).await.unwrap()).await;
        let moments = async |before, limit| {
            let rows = timeline::activities_before(db.store(), id, before, limit).await.unwrap();
            rows.into_iter().map(|row| (row.at - NOW) / DAY).collect::<Vec<_>>()
        };
        assert_eq!(moments(i64::MAX, 2).await, [4, 3]);
        assert_eq!(moments(NOW + 3 * DAY, 2).await, [2, 1]);
        assert_eq!(moments(NOW + DAY, 9).await, [0]);
        assert!(moments(NOW, 9).await.is_empty());
    }

    async fn a_page_never_ends_inside_a_moment(db: TestDatabase) {
        let id = insert_party(&db, party("张三")).await;
        let same = (0..7).map(|i| change(id, &format!("fact {i}"), NOW)).collect();
        let older = vec![change(id, "older", NOW - 1)];
        write(db.store(), async |tx| {
            timeline::insert_changes(tx, same).await.unwrap();
            timeline::insert_changes(tx, older).await.unwrap();
        })
        .await;
        let page = timeline::changes_before(db.store(), id, i64::MAX, 3).await.unwrap();
        assert_eq!(page.len(), 7);
        let next = timeline::changes_before(db.store(), id, NOW, 3).await.unwrap();
        assert_eq!(next.iter().map(|row| row.field.as_str()).collect::<Vec<_>>(), ["older"]);
    }

    async fn what_was_retracted_is_kept_but_not_shown(db: TestDatabase) {
        let id = insert_party(&db, party("张三")).await;
        let kept = call(id, NOW);
        write(db.store(), async |tx| timeline::insert_activities(tx, vec![kept.clone()]).await.unwrap()).await;
        let mut retracted = kept;
        retracted.retracted_at = Some(NOW + 1);
        write(db.store(), async |tx| timeline::update_activity(tx, retracted.clone()).await.unwrap()).await;
        assert!(timeline::activities_before(db.store(), id, i64::MAX, 9).await.unwrap().is_empty());
        assert!(timeline::activities_since(db.store(), &[id], 0).await.unwrap().is_empty());
        assert_eq!(timeline::activity(db.store(), retracted.id).await.unwrap(), Some(retracted));
    }

    async fn evidence_in_force_is_read_oldest_first(db: TestDatabase) {
        let (a, b) = (insert_party(&db, party("a")).await, insert_party(&db, party("b")).await);
        let mut taken_back = evidence(a, "screening.has_need", "no", NOW + 1);
        taken_back.retracted_at = Some(NOW + 2);
        let rows = vec![
            evidence(a, "screening.has_need", "yes", NOW + 5),
            evidence(b, "intent", "trial", NOW + 3),
            evidence(a, "screening.has_need", "unknown", NOW),
            taken_back,
        ];
        write(db.store(), async |tx| timeline::insert_evidence(tx, rows).await.unwrap()).await;
        let values = async |parties: &[Uuid]| {
            let rows = timeline::evidence_of(db.store(), parties).await.unwrap();
            rows.into_iter().map(|row| row.value).collect::<Vec<_>>()
        };
        assert_eq!(values(&[a]).await, ["unknown", "yes"]);
        assert_eq!(values(&[a, b]).await, ["unknown", "trial", "yes"]);
        assert!(values(&[]).await.is_empty());
    }

    async fn verdicts_are_added_to_the_history_of_their_kind(db: TestDatabase) {
        let id = insert_party(&db, party("张三")).await;
        let rows = vec![
            sample::assessment(id, "screening", "\"b\"", NOW),
            sample::assessment(id, "intent", "\"weak\"", NOW),
            sample::assessment(id, "screening", "\"a\"", NOW + DAY),
        ];
        write(db.store(), async |tx| assessments::append(tx, rows.clone()).await.unwrap()).await;
        let history = assessments::history(db.store(), id, "screening").await.unwrap();
        assert_eq!(history, [rows[2].clone(), rows[0].clone()]);
        assert_eq!(timeline::assessments_before(db.store(), id, i64::MAX, 9).await.unwrap().len(), 3);
        assert!(assessments::history(db.store(), sample::id(), "screening").await.unwrap().is_empty());
    }

    async fn taking_an_entry_back_takes_back_what_came_with_it(db: TestDatabase) {
        let id = insert_party(&db, party("张三")).await;
        let entry = call(id, NOW);
        let mut with_entry = evidence(id, "intent", "trial", NOW);
        with_entry.activity_id = Some(entry.id);
        let beside = evidence(id, "intent", "asked_price", NOW);
        let mut planned = task(id, NOW + DAY);
        planned.activity_id = Some(entry.id);
        let mut done_since = task(id, NOW + 2 * DAY);
        done_since.activity_id = Some(entry.id);
        done_since.state = "done".to_owned();
        let mut closed_by_it = task(id, NOW - DAY);
        closed_by_it.state = "done".to_owned();
        closed_by_it.closed_at = Some(NOW);
        closed_by_it.closed_by_activity = Some(entry.id);
        let other = task(id, NOW + 3 * DAY);
        let tasks = vec![planned.clone(), done_since.clone(), closed_by_it.clone(), other.clone()];
        write(db.store(), async |tx| {
            timeline::insert_activities(tx, vec![entry.clone()]).await.unwrap();
            timeline::insert_evidence(tx, vec![with_entry, beside.clone()]).await.unwrap();
            timeline::insert_tasks(tx, tasks).await.unwrap();
            timeline::retract_with_activity(tx, entry.id, NOW + 7).await.unwrap();
        })
        .await;
        assert_eq!(timeline::evidence_of(db.store(), &[id]).await.unwrap(), [beside]);
        let state = async |id: Uuid| timeline::task(db.store(), id).await.unwrap().unwrap();
        let cancelled = state(planned.id).await;
        assert_eq!((cancelled.state.as_str(), cancelled.closed_at), ("cancelled", Some(NOW + 7)));
        assert_eq!(state(done_since.id).await.state, "done");
        let open_again = state(closed_by_it.id).await;
        assert_eq!(
            (open_again.state.as_str(), open_again.closed_at, open_again.closed_by_activity),
            ("open", None, None)
        );
        assert_eq!(state(other.id).await, other);
    }

    async fn open_tasks_come_earliest_first(db: TestDatabase) {
        let (a, b) = (insert_party(&db, party("a")).await, insert_party(&db, party("b")).await);
        let mut done = task(a, NOW);
        done.state = "done".to_owned();
        let (late, soon) = (task(a, NOW + 5 * DAY), task(b, NOW + DAY));
        let rows = vec![late.clone(), soon.clone(), done];
        write(db.store(), async |tx| timeline::insert_tasks(tx, rows).await.unwrap()).await;
        assert_eq!(timeline::open_tasks(db.store(), &[a, b]).await.unwrap(), [soon, late]);
    }

    async fn contacts_of_a_period_are_those_within_reach(db: TestDatabase) {
        let owner = sample::id();
        let own = insert_party(&db, party_with("own", |row| row.owner_id = Some(owner))).await;
        let other = insert_party(&db, party_with("other", |row| row.owner_id = Some(sample::id()))).await;
        let mut note = call(own, NOW);
        note.kind = "note".to_owned();
        let mut taken_back = call(own, NOW);
        taken_back.retracted_at = Some(NOW);
        let rows = vec![call(own, NOW + DAY), call(own, NOW), call(own, NOW - DAY), call(other, NOW), note, taken_back];
        write(db.store(), async |tx| timeline::insert_activities(tx, rows).await.unwrap()).await;
        let read = async |reach| timeline::contacts_of_period(db.store(), &reach, NOW, NOW + 2 * DAY).await.unwrap();
        let moments: Vec<i64> = read(Reach::Own(owner)).await.into_iter().map(|row| row.at).collect();
        assert_eq!(moments, [NOW, NOW + DAY]);
        assert_eq!(read(Reach::All).await.len(), 3);
    }
}
