//! What belongs to a party: contact points, addresses, people of an organisation, tags.

use store::{
    entities::{address, party_link},
    parties,
};
use test_support::{TestDatabase, on_both_databases};
use uuid::Uuid;

use crate::sample::{self, NOW, contact, insert_parties, party, write};

fn address(party: Uuid, text: &str) -> address::Model {
    address::Model {
        id: sample::id(),
        party_id: party,
        kind: "home".to_owned(),
        text: text.to_owned(),
        province: None,
        city: Some("杭州市".to_owned()),
        district: None,
        postcode: None,
        street_number: None,
        street: None,
    }
}

fn link(organisation: Uuid, person: Uuid, created_at: i64) -> party_link::Model {
    party_link::Model {
        id: sample::id(),
        organisation_id: organisation,
        person_id: person,
        position: None,
        roles: "[]".to_owned(),
        influences: "[]".to_owned(),
        created_at,
    }
}

on_both_databases! {
    async fn the_primary_contact_point_comes_first(db: TestDatabase) {
        let ids = insert_parties(&db, vec![party("a"), party("b")]).await;
        let mut primary = contact(ids[0], "phone", "+8613900139000");
        primary.is_primary = true;
        let rows = vec![
            contact(ids[0], "phone", "+8613800138000"),
            primary.clone(),
            contact(ids[1], "email", "b@example.com"),
        ];
        write(db.store(), async |tx| parties::insert_contacts(tx, rows).await.unwrap()).await;
        let own = parties::contacts(db.store(), &ids[..1]).await.unwrap();
        assert_eq!(own.len(), 2);
        assert_eq!(own[0], primary);
        assert_eq!(parties::contacts(db.store(), &ids).await.unwrap().len(), 3);
        assert!(parties::contacts(db.store(), &[]).await.unwrap().is_empty());
    }

    async fn contact_points_are_found_by_value_changed_and_deleted(db: TestDatabase) {
        let ids = insert_parties(&db, vec![party("a"), party("b")]).await;
        let shared = "+8657188886666";
        let rows = vec![contact(ids[0], "phone", shared), contact(ids[1], "phone", shared)];
        write(db.store(), async |tx| parties::insert_contacts(tx, rows.clone()).await.unwrap()).await;
        let by_value = async || parties::contacts_by_value(db.store(), &[shared.to_owned()]).await.unwrap();
        assert_eq!(by_value().await.len(), 2);
        let mut wrong = rows[0].clone();
        wrong.valid = false;
        write(db.store(), async |tx| parties::update_contact(tx, wrong.clone()).await.unwrap()).await;
        assert_eq!(parties::contacts(db.store(), &ids[..1]).await.unwrap(), [wrong]);
        write(db.store(), async |tx| parties::delete_contact(tx, rows[0].id).await.unwrap()).await;
        assert_eq!(by_value().await, rows[1..]);
    }

    async fn an_address_is_deleted_only_from_its_own_party(db: TestDatabase) {
        let ids = insert_parties(&db, vec![party("a"), party("b")]).await;
        let row = address(ids[0], "西湖区文三路 1 号");
        write(db.store(), async |tx| parties::insert_addresses(tx, vec![row.clone()]).await.unwrap()).await;
        assert!(!write(db.store(), async |tx| parties::delete_address(tx, ids[1], row.id).await.unwrap()).await);
        assert_eq!(parties::addresses(db.store(), &ids).await.unwrap(), std::slice::from_ref(&row));
        assert!(write(db.store(), async |tx| parties::delete_address(tx, ids[0], row.id).await.unwrap()).await);
        assert!(parties::addresses(db.store(), &ids).await.unwrap().is_empty());
    }

    async fn links_are_read_from_both_ends_in_the_order_added(db: TestDatabase) {
        let ids = insert_parties(&db, vec![party("firm"), party("x"), party("y")]).await;
        let (second, first) = (link(ids[0], ids[1], NOW + 2), link(ids[0], ids[2], NOW + 1));
        let rows = vec![second.clone(), first.clone()];
        write(db.store(), async |tx| parties::insert_links(tx, rows).await.unwrap()).await;
        assert_eq!(parties::people_of(db.store(), ids[0]).await.unwrap(), [first.clone(), second.clone()]);
        assert_eq!(parties::organisations_of(db.store(), ids[2]).await.unwrap(), std::slice::from_ref(&first));
        let mut changed = first;
        changed.roles = r#"["decider"]"#.to_owned();
        write(db.store(), async |tx| {
            parties::update_link(tx, changed.clone()).await.unwrap();
            parties::delete_link(tx, second.id).await.unwrap();
        })
        .await;
        assert_eq!(parties::people_of(db.store(), ids[0]).await.unwrap(), [changed.clone()]);
        assert_eq!(parties::link(db.store(), changed.id).await.unwrap(), Some(changed));
        assert_eq!(parties::link(db.store(), second.id).await.unwrap(), None);
    }

    async fn tags_become_exactly_those_given(db: TestDatabase) {
        let ids = insert_parties(&db, vec![party("a"), party("b")]).await;
        let replace = async |id: Uuid, tags: &[&str]| {
            let tags: Vec<String> = tags.iter().map(|tag| (*tag).to_owned()).collect();
            write(db.store(), async |tx| parties::replace_tags(tx, id, &tags).await.unwrap()).await;
        };
        let tags = async |id: Uuid| {
            let rows = parties::tags(db.store(), &[id]).await.unwrap();
            rows.into_iter().map(|row| row.tag).collect::<Vec<_>>()
        };
        replace(ids[0], &["b", "a"]).await;
        replace(ids[1], &["a"]).await;
        assert_eq!(tags(ids[0]).await, ["a", "b"]);
        replace(ids[0], &["c"]).await;
        assert_eq!(tags(ids[0]).await, ["c"]);
        replace(ids[0], &[]).await;
        assert!(tags(ids[0]).await.is_empty());
        assert_eq!(tags(ids[1]).await, ["a"]);
    }
}
