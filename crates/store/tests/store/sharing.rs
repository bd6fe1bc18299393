//! Deputies and shares: what is in force at a moment.

use store::{
    entities::{deputy, party_share},
    parties::NEVER,
    sharing,
};
use test_support::{TestDatabase, on_both_databases};
use uuid::Uuid;

use crate::sample::{DAY, NOW, id, insert_party, party_with, write};

const CHEN: Uuid = Uuid::from_u128(1);
const LI: Uuid = Uuid::from_u128(2);
const NORTH: Uuid = Uuid::from_u128(3);

pub fn standing_in(user: Uuid, deputy: Uuid, starts_at: i64, ends_at: i64) -> deputy::Model {
    deputy::Model {
        id: id(),
        user_id: user,
        deputy_id: deputy,
        starts_at,
        ends_at,
        note: String::new(),
        made_by: None,
        ended_by: None,
        made_at: NOW,
    }
}

pub fn share(party: Uuid, with: Option<Uuid>, team: Option<Uuid>, ends_at: i64) -> party_share::Model {
    party_share::Model {
        id: id(),
        party_id: party,
        holder_id: CHEN,
        user_id: with,
        team_id: team,
        level: "read".to_owned(),
        reason: "x".to_owned(),
        shared_by: None,
        shared_at: NOW,
        ends_at,
        ended_by: None,
    }
}

async fn add(db: &TestDatabase, row: deputy::Model) -> Uuid {
    let id = row.id;
    write(db.store(), async |tx| sharing::insert_deputy(tx, row).await.unwrap()).await;
    id
}

async fn add_share(db: &TestDatabase, row: party_share::Model) -> Uuid {
    let id = row.id;
    write(db.store(), async |tx| sharing::insert_share(tx, row).await.unwrap()).await;
    id
}

on_both_databases! {
    async fn a_deputy_stands_in_from_the_beginning_up_to_the_end(db: TestDatabase) {
        assert!(!sharing::any(db.store(), NOW).await.unwrap());
        add(&db, standing_in(CHEN, LI, NOW, NOW + DAY)).await;
        for (moment, runs) in [(NOW - 1, 0), (NOW, 1), (NOW + DAY - 1, 1), (NOW + DAY, 0)] {
            assert_eq!(sharing::stood_in_for(db.store(), LI, moment).await.unwrap().len(), runs, "{moment}");
            assert_eq!(sharing::deputies_of(db.store(), CHEN, moment).await.unwrap().len(), runs, "{moment}");
            assert!(sharing::stood_in_for(db.store(), CHEN, moment).await.unwrap().is_empty());
        }
        assert!(sharing::any(db.store(), NOW - DAY).await.unwrap(), "what is planned counts");
        assert!(!sharing::any(db.store(), NOW + DAY).await.unwrap());
    }

    async fn periods_of_the_same_two_overlap_where_they_share_a_moment(db: TestDatabase) {
        add(&db, standing_in(CHEN, LI, NOW, NOW + DAY)).await;
        let overlaps = async |who, period| sharing::overlaps(db.store(), who, period).await.unwrap();
        assert!(overlaps((CHEN, LI), (NOW + DAY - 1, NOW + 2 * DAY)).await);
        assert!(!overlaps((CHEN, LI), (NOW + DAY, NOW + 2 * DAY)).await);
        assert!(!overlaps((CHEN, LI), (NOW - DAY, NOW)).await);
        assert!(!overlaps((LI, CHEN), (NOW, NOW + DAY)).await);
    }

    async fn ending_moves_the_end_once_and_says_who(db: TestDatabase) {
        let running = add(&db, standing_in(CHEN, LI, NOW, NOW + DAY)).await;
        let other = add(&db, standing_in(NORTH, CHEN, NOW, NOW + DAY)).await;
        write(db.store(), async |tx| {
            assert!(sharing::end_deputy(tx, running, NOW + 5, Some(LI)).await.unwrap());
            assert!(!sharing::end_deputy(tx, running, NOW + 5, Some(CHEN)).await.unwrap());
        })
        .await;
        let row = sharing::deputy(db.store(), running).await.unwrap().unwrap();
        assert_eq!((row.ends_at, row.ended_by), (NOW + 5, Some(LI)));
        write(db.store(), async |tx| {
            assert_eq!(sharing::end_deputies_with(tx, CHEN, NOW + 6, None).await.unwrap(), 1);
        })
        .await;
        assert_eq!(sharing::deputy(db.store(), other).await.unwrap().unwrap().ends_at, NOW + 6);
    }

    async fn a_share_holds_while_it_lasts_and_the_record_is_with_the_same_holder(db: TestDatabase) {
        let of_chen = insert_party(&db, party_with("陈的", |row| row.owner_id = Some(CHEN))).await;
        let of_li = insert_party(&db, party_with("李的", |row| row.owner_id = Some(LI))).await;
        let in_pool = insert_party(&db, party_with("公海", |_| ())).await;
        for party in [of_chen, of_li, in_pool] {
            add_share(&db, share(party, Some(LI), None, NOW + DAY)).await;
        }
        let to_team = add_share(&db, share(of_chen, None, Some(NORTH), NEVER)).await;
        let shared = async |user, teams: &[Uuid], now| -> Vec<Uuid> {
            let rows = sharing::shared_with(db.store(), user, teams, now).await.unwrap();
            rows.into_iter().map(|row| row.party_id).collect()
        };
        assert_eq!(shared(LI, &[], NOW).await, [of_chen]);
        assert!(shared(LI, &[], NOW + DAY).await.is_empty());
        assert_eq!(shared(CHEN, &[NORTH], NOW + DAY).await, [of_chen]);
        assert!(shared(CHEN, &[LI], NOW).await.is_empty());
        assert_eq!(sharing::count_with(db.store(), Some(LI), None, NOW).await.unwrap(), 3);
        assert_eq!(sharing::count_with(db.store(), None, Some(NORTH), NOW).await.unwrap(), 1);
        let row = store::parties::find(db.store(), of_chen).await.unwrap().unwrap();
        assert_eq!(sharing::shares_of(db.store(), &row, NOW).await.unwrap().len(), 2);
        write(db.store(), async |tx| {
            assert!(sharing::end_share(tx, to_team, NOW + 1, Some(CHEN)).await.unwrap());
            assert!(!sharing::end_share(tx, to_team, NOW + 1, Some(CHEN)).await.unwrap());
        })
        .await;
        assert_eq!(sharing::shares_of(db.store(), &row, NOW + 1).await.unwrap().len(), 1);
    }
}
