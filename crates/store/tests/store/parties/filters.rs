//! What narrows a list, one filter at a time and together.

use store::parties::{PartyFilter, Sort, SortKey, page};
use test_support::{TestDatabase, on_both_databases};
use uuid::Uuid;

use crate::sample::{self, NOW, insert_parties, party, party_with, write};

async fn names(db: &TestDatabase, filter: PartyFilter) -> Vec<String> {
    let sort = Sort { key: SortKey::Name, descending: false };
    page(db.store(), &filter, sort, None, 100).await.unwrap().into_iter().map(|row| row.name).collect()
}

fn codes(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

on_both_databases! {
    async fn each_filter_narrows_to_what_it_names(db: TestDatabase) {
        let (owner, team) = (sample::id(), sample::id());
        let fitting = party_with("b", |row| {
            row.kind = "organisation".to_owned();
            row.status = "customer".to_owned();
            row.owner_id = Some(owner);
            row.team_id = Some(team);
            row.grade = "a".to_owned();
            row.intent = "strong".to_owned();
            row.golden = true;
            row.disposition = "stopped".to_owned();
            row.market = Some("warm".to_owned());
            row.method = Some("visit".to_owned());
            row.step = "choose".to_owned();
            row.city = Some("杭州市".to_owned());
            row.score = 80.0;
        });
        let wanted = fitting.id;
        insert_parties(&db, vec![party("a"), fitting, party("c")]).await;
        let text = |text: &str| Some(text.to_owned());
        let base = PartyFilter::default;
        let filters = [
            ("ids", PartyFilter { ids: Some(vec![wanted]), ..base() }),
            ("kind", PartyFilter { kind: text("organisation"), ..base() }),
            ("status", PartyFilter { statuses: codes(&["customer", "contact"]), ..base() }),
            ("owner", PartyFilter { owner: Some(owner), ..base() }),
            ("team", PartyFilter { teams: vec![team, sample::id()], ..base() }),
            ("grade", PartyFilter { grades: codes(&["a", "b"]), ..base() }),
            ("intent", PartyFilter { intents: codes(&["strong"]), ..base() }),
            ("golden", PartyFilter { golden: Some(true), ..base() }),
            ("disposition", PartyFilter { disposition: text("stopped"), ..base() }),
            ("market", PartyFilter { market: text("warm"), ..base() }),
            ("method", PartyFilter { method: text("visit"), ..base() }),
            ("step", PartyFilter { step: text("choose"), ..base() }),
            ("city", PartyFilter { city: text("杭州市"), ..base() }),
            ("score", PartyFilter { min_score: Some(80.0), ..base() }),
        ];
        for (name, filter) in filters {
            assert_eq!(names(&db, filter).await, ["b"], "{name}");
        }
        assert_eq!(names(&db, PartyFilter { unowned: true, ..base() }).await, ["a", "c"]);
        assert_eq!(names(&db, PartyFilter { golden: Some(false), ..base() }).await, ["a", "c"]);
        assert_eq!(names(&db, PartyFilter { min_score: Some(80.01), ..base() }).await, Vec::<String>::new());
        assert_eq!(names(&db, base()).await, ["a", "b", "c"]);
    }

    async fn filters_together_narrow_together(db: TestDatabase) {
        let golden = |name: &str, grade: &str| {
            party_with(name, |row| {
                row.golden = true;
                row.grade = grade.to_owned();
            })
        };
        insert_parties(
            &db,
            vec![golden("a", "a"), golden("b", "b"), party_with("c", |row| row.grade = "a".to_owned())],
        )
        .await;
        let filter = PartyFilter { golden: Some(true), grades: codes(&["a"]), ..PartyFilter::default() };
        assert_eq!(names(&db, filter).await, ["a"]);
    }

    async fn no_ids_means_no_party(db: TestDatabase) {
        insert_parties(&db, vec![party("a")]).await;
        assert!(names(&db, PartyFilter { ids: Some(Vec::new()), ..PartyFilter::default() }).await.is_empty());
    }

    async fn a_tag_and_a_list_find_those_who_have_them(db: TestDatabase) {
        let ids = insert_parties(&db, vec![party("a"), party("b"), party("c")]).await;
        let list = sample::id();
        write(db.store(), async |tx| {
            store::parties::replace_tags(tx, ids[0], &codes(&["老客户", "展会"])).await.unwrap();
            store::parties::replace_tags(tx, ids[1], &codes(&["展会"])).await.unwrap();
            store::lists::add_members(tx, list, &[ids[1], ids[2]], NOW).await.unwrap();
        })
        .await;
        let tagged = |tag: &str| PartyFilter { tag: Some(tag.to_owned()), ..PartyFilter::default() };
        assert_eq!(names(&db, tagged("展会")).await, ["a", "b"]);
        assert_eq!(names(&db, tagged("老客户")).await, ["a"]);
        assert!(names(&db, tagged("展")).await.is_empty());
        let listed = |list: Uuid| PartyFilter { list: Some(list), ..PartyFilter::default() };
        assert_eq!(names(&db, listed(list)).await, ["b", "c"]);
        let both = PartyFilter { list: Some(list), ..tagged("展会") };
        assert_eq!(names(&db, both).await, ["b"]);
    }
}
