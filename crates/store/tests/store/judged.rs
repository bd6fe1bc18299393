//! Judgements stand until a later one takes their place; classes, latent and future customers are listed within reach.

use store::{
    entities::{evidence, future_customer, judgement},
    judged,
    parties::{PartyFilter, Reach, Sort, SortKey},
};
use test_support::{TestDatabase, on_both_databases};
use uuid::Uuid;

use crate::sample::{NOW, id, insert_party, party, party_with, write};

fn face(party: Uuid, state: &str, at: i64) -> judgement::Model {
    judgement::Model {
        id: id(),
        party_id: party,
        kind: "face".to_owned(),
        state: state.to_owned(),
        value: "{}".to_owned(),
        note: String::new(),
        by: None,
        at,
        replaced_at: None,
    }
}

fn future(owner: Option<Uuid>, question: &str) -> future_customer::Model {
    future_customer::Model {
        id: id(),
        party_id: None,
        owner_id: owner,
        team_id: None,
        created_by: None,
        question: question.to_owned(),
        name: "临港".to_owned(),
        note: String::new(),
        version: 1,
        created_at: NOW,
        updated_at: NOW,
        prospect_at: None,
        closed_at: None,
    }
}

fn rated(party: Uuid, topic: &str, value: &str, at: i64) -> evidence::Model {
    evidence::Model {
        id: id(),
        party_id: party,
        topic: topic.to_owned(),
        value: value.to_owned(),
        note: String::new(),
        source: "stated".to_owned(),
        at,
        by: None,
        activity_id: None,
        created_at: NOW,
        retracted_at: None,
    }
}

on_both_databases! {
    /// CLA-5: the last rating of influence counts; a rating taken back, or one that never was, is none.
    async fn influence_is_read_by_the_last_rating(db: TestDatabase) {
        let mut ids = Vec::new();
        for name in ["甲", "乙", "丙", "丁"] {
            ids.push(insert_party(&db, party(name)).await);
        }
        let retracted = evidence::Model { retracted_at: Some(NOW), ..rated(ids[0], judged::INFLUENCE, "9", NOW + 2) };
        let rows = vec![
            // written later, about an earlier day
            rated(ids[0], judged::INFLUENCE, "8", NOW),
            rated(ids[0], judged::INFLUENCE, "3", NOW - 1),
            retracted,
            rated(ids[1], judged::INFLUENCE, "7", NOW),
            rated(ids[1], judged::INFLUENCE, "unknown", NOW + 1),
            rated(ids[2], "expected.growth", "10", NOW),
            rated(ids[3], judged::INFLUENCE, "0", NOW),
        ];
        write(db.store(), async |tx| store::timeline::insert_evidence(tx, rows).await.unwrap()).await;
        let found = judged::influences(db.store()).await.unwrap();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [(ids[0], 8), (ids[3], 0)]);
    }

    /// CLA-5: a judgement is never overwritten.
    async fn a_later_judgement_takes_the_place_of_the_earlier_and_leaves_it_readable(db: TestDatabase) {
        let of = insert_party(&db, party("甲")).await;
        for (state, at) in [("proposed", NOW), ("asked", NOW + 1)] {
            write(db.store(), async |tx| judged::judge(tx, face(of, state, at)).await.unwrap()).await;
        }
        let standing = judged::standing(db.store(), of).await.unwrap();
        assert_eq!(standing.iter().map(|row| row.state.as_str()).collect::<Vec<_>>(), ["asked"]);
        let history = judged::history(db.store(), of, "face").await.unwrap();
        assert_eq!(history.iter().map(|row| row.replaced_at).collect::<Vec<_>>(), [None, Some(NOW + 1)]);
        let waiting = async |reach: Reach, state| {
            judged::waiting(db.store(), &reach, &[("face", state)], 10).await.unwrap().len()
        };
        assert_eq!((waiting(Reach::All, "asked").await, waiting(Reach::All, "proposed").await), (1, 0));
        let theirs = insert_party(&db, party_with("乙", |row| row.owner_id = Some(id()))).await;
        write(db.store(), async |tx| judged::judge(tx, face(theirs, "asked", NOW)).await.unwrap()).await;
        assert_eq!((waiting(Reach::All, "asked").await, waiting(Reach::Own(id()), "asked").await), (2, 1));
    }

    /// CLA-3: counts, points and lists of classes keep to the reach and to open records.
    async fn classes_are_counted_and_listed_within_reach(db: TestDatabase) {
        let me = id();
        let classed = |class: &str, owner: Uuid, disposition: &str| {
            let (class, disposition) = (class.to_owned(), disposition.to_owned());
            party_with("甲", move |row| {
                row.prospect_class = Some(class);
                row.expected_score = Some(6.5);
                row.intent_score = Some(44.0);
                row.owner_id = Some(owner);
                row.disposition = disposition;
            })
        };
        let mine = insert_party(&db, classed("pi", me, "open")).await;
        insert_party(&db, classed("pi", id(), "open")).await;
        insert_party(&db, classed("pii", me, "given_up")).await;
        insert_party(&db, party("乙")).await;
        let counts = judged::class_counts(db.store(), &Reach::All).await.unwrap();
        assert_eq!(counts.iter().map(|row| (row.class.as_str(), row.count)).collect::<Vec<_>>(), [("pi", 2)]);
        let points = judged::class_points(db.store(), &Reach::Own(me), 10).await.unwrap();
        assert_eq!(points.iter().map(|row| (row.id, row.expected, row.intent)).collect::<Vec<_>>(), [(mine, 6.5, 44.0)]);
        let filter = PartyFilter {
            reach: Some(Reach::Own(me)),
            classes: vec!["pi".to_owned(), "pii".to_owned()],
            ..PartyFilter::default()
        };
        let sort = Sort { key: SortKey::Name, descending: false };
        assert_eq!(store::parties::page(db.store(), &filter, sort, None, 10).await.unwrap().len(), 2);
        assert_eq!(store::parties::count(db.store(), &filter).await.unwrap().count, 2);
    }

    /// PRO-13: those longest in their stage stand first.
    async fn latent_customers_are_listed_by_stage_and_time(db: TestDatabase) {
        let latent = |stage: &str, since: i64| {
            let stage = stage.to_owned();
            party_with("甲", move |row| {
                row.latent_stage = Some(stage);
                row.latent_since = Some(since);
            })
        };
        let late = insert_party(&db, latent("screen", NOW)).await;
        let early = insert_party(&db, latent("screen", NOW - 1)).await;
        insert_party(&db, latent("develop", NOW)).await;
        let ids = async |stage| {
            let rows = judged::latent(db.store(), &Reach::All, stage, 10).await.unwrap();
            rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(Some("screen")).await, [early, late]);
        assert_eq!(ids(None).await.len(), 3);
    }

    /// CLA-4: a line belongs to its owner, one without an owner to everybody; two who change it do not overwrite each other.
    async fn future_customers_keep_to_the_reach_and_to_their_version(db: TestDatabase) {
        let me = id();
        let rows = [future(Some(me), "untouched"), future(None, "untouched"), future(Some(id()), "new_names")];
        for row in rows.clone() {
            write(db.store(), async |tx| judged::insert_future_customer(tx, row).await.unwrap()).await;
        }
        let seen = async |reach: Reach, question| {
            judged::future_customers(db.store(), &reach, question, 10).await.unwrap().len()
        };
        assert_eq!((seen(Reach::All, None).await, seen(Reach::Own(me), None).await), (3, 2));
        assert_eq!(seen(Reach::Own(me), Some("new_names")).await, 0);
        assert_eq!(judged::future_counts(db.store(), &Reach::All, "untouched").await.unwrap(), 2);
        let tx = db.store().begin().await.unwrap();
        let changed = judged::update_future_customer(&tx, rows[0].clone()).await.unwrap();
        assert_eq!(changed.version, 2);
        let stale = judged::update_future_customer(&tx, rows[0].clone()).await;
        assert!(matches!(stale, Err(store::StoreError::Changed)));
        tx.rollback().await.unwrap();
    }
}
